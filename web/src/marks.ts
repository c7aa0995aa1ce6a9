// Draws what happened over the map and its names: rings, arrows, marks and crowds; and tells what is under a pointer.

import { drawArrow, type Arrow } from "./arrows";
import { wrapped, type Box } from "./basemap";
import { drawFigure } from "./counts";
import { crowdRadius, drawCrowds, type Crowd } from "./crowds";
import { STATUSES, type Store } from "./data";
import { crowded, gather, joined, spread, type Spots } from "./groups";
import type { Looks } from "./looks";
import { pixelsPerMetre } from "./mercator";
import type { Selection } from "./selection";
import { Sheet, type View } from "./sheet";
import { MARK_RADIUS, sprite } from "./symbols";
import { theme, type Palette } from "./theme";

const REACH = 32;
/** More rows than this on show take a while to gather. */
const MOST_GATHERED = 2000;

interface Drawn {
  x: number;
  y: number;
  radius: number;
  /** Pixels to above and below, where they are not as many as to the sides. */
  tall?: number;
  rows: number[];
}

export class Marks extends Sheet {
  private spots: Spots | null = null;
  private spotsZoom = NaN;
  /** The rows that were gathered; null for all. */
  private spotsOf: readonly number[] | null = null;
  private drawn: Drawn[] = [];
  private arrows: Arrow[] = [];
  private view: View | null = null;
  private readonly store: Store;
  /** Whether a row has a mark: all but movements and counts, which are drawn in their own way. */
  private readonly pinned: Uint8Array;
  private readonly allPinned: boolean;
  private readonly near: Uint8Array;
  private readonly anyNear: boolean;
  private readonly movements: number;
  private readonly counts: number;
  private members: number[][] = [];
  private readonly groupNames: string[];
  /** Number of a category's group. */
  private readonly groupOf: number[];

  constructor(private readonly selection: Selection, private readonly looks: Looks) {
    super();
    const { store } = selection;
    this.store = store;
    const { layers } = store.payload;
    this.movements = layers.indexOf("movements");
    this.counts = layers.indexOf("counts");
    this.pinned = new Uint8Array(store.count).fill(1);
    for (const layer of [this.movements, this.counts]) {
      for (let row = store.layer.indexOf(layer); row >= 0; row = store.layer.indexOf(layer, row + 1)) this.pinned[row] = 0;
    }
    this.allPinned = !this.pinned.includes(0);
    this.near = store.says("precision", "near");
    this.anyNear = this.near.includes(1);
    this.groupNames = [...new Set(store.groups)];
    this.groupOf = store.groups.map((name) => this.groupNames.indexOf(name));
  }

  /** Boxes that marks, figures and arrows take, as last drawn. */
  obstacles(): Box[] {
    const marks = this.drawn.map(({ x, y, radius, tall }): Box => [x - radius, y - (tall ?? radius), x + radius, y + (tall ?? radius)]);
    const arrows = this.arrows.flatMap(({ spine }) => spine.map(([x, y]): Box => [x - 5, y - 5, x + 5, y + 5]));
    return [...marks, ...arrows];
  }

  /** The spots of the rows on show; where those are many, of all rows, so that a step need not gather them again. */
  private gathered(view: View): Spots {
    const { rows } = this.selection;
    const whole = rows.length > MOST_GATHERED;
    const gathered = whole ? null : rows;
    if (this.spots === null || this.spotsZoom !== view.zoom || this.spotsOf !== gathered) {
      const among = whole ? this.store.all : rows;
      const marked = this.allPinned ? among : among.filter((row) => this.pinned[row] === 1);
      this.store.project(marked);
      this.spots = gather(this.store.x, this.store.y, marked, REACH / view.size);
      this.spotsZoom = view.zoom;
      this.spotsOf = gathered;
      while (this.members.length < this.spots.count) this.members.push([]);
    }
    return this.spots;
  }

  protected draw(view: View): void {
    this.view = view;
    this.drawn = [];
    this.arrows = [];
    const spots = this.gathered(view);
    const { rows, selectedRow } = this.selection;
    const { layer } = this.store;
    const { palette } = theme;
    this.store.project(rows);
    this.drawRings(view, rows, selectedRow, palette);
    for (const row of rows) if (layer[row] === this.movements) this.drawMovement(view, row, row === selectedRow, palette);
    this.drawSpots(view, spots, rows, selectedRow, palette);
    this.drawFigures(view, rows, selectedRow, palette);
  }

  private drawFigures(view: View, rows: readonly number[], selected: number, palette: Palette): void {
    const written = new Set<number>();
    for (const row of rows) {
      if (this.store.layer[row] !== this.counts) continue;
      const outline = this.store.outline[row] ?? -1;
      if (written.has(outline)) continue;
      written.add(outline);
      const [x, y] = this.spotAt(view, row);
      const figure = drawFigure(view, this.store.number("quantity", row), x, y, this.drawn, row === selected, palette);
      this.drawn.push({ ...figure, tall: 11, rows: [row] });
    }
  }

  /** Rings around what is known to be near a place. */
  private drawRings(view: View, rows: readonly number[], selected: number, palette: Palette): void {
    if (selected < 0 && !this.anyNear) return;
    const { context } = view;
    for (const row of rows) {
      if (this.near[row] === 0 && row !== selected) continue;
      if (this.pinned[row] === 0 || this.store.outline[row] !== -1) continue;
      const radius = (this.store.number("radius_m", row) ?? 0) * pixelsPerMetre(this.store.lat[row] ?? 0, view.size);
      if (radius < MARK_RADIUS + 2) continue;
      const [x, y] = this.spotAt(view, row);
      if (x + radius < 0 || y + radius < 0 || x - radius > view.width || y - radius > view.height) continue;
      const strong = row === selected;
      context.beginPath();
      context.arc(x, y, radius, 0, 7);
      context.fillStyle = context.strokeStyle = palette.groups[this.store.groupName(row)] ?? palette.faint;
      context.globalAlpha = strong ? 0.16 : 0.05;
      context.fill();
      context.globalAlpha = strong ? 1 : 0.5;
      context.lineWidth = strong ? 2 : 1;
      context.setLineDash([2, 4]);
      context.stroke();
    }
    context.setLineDash([]);
    context.globalAlpha = 1;
  }

  private drawMovement(view: View, row: number, selected: boolean, palette: Palette): void {
    const line = this.store.lineOf(row);
    if (line === null || line.length < 4) return;
    const shift = wrapped(line[0] ?? 0, view) - (line[0] ?? 0);
    const point = (i: number): [number, number] => [
      ((line[i] ?? 0) + shift) * view.size - view.left,
      (line[i + 1] ?? 0) * view.size - view.top,
    ];
    const status = STATUSES[this.selection.filter.status[row] ?? 0];
    const arrow = drawArrow(view.context, point(0), point(line.length - 2), {
      colour: palette.groups.force ?? palette.ink,
      rim: palette.paper,
      dashed: status === "planned" || status === "predicted" || this.store.categoryName(row) === "threat_axis",
      faint: this.selection.stale(row),
      selected,
      ink: palette.focus,
    });
    this.arrows.push({ ...arrow, row });
  }

  private drawSpots(view: View, spots: Spots, rows: readonly number[], selected: number, palette: Palette): void {
    const used: number[] = [];
    for (const row of rows) {
      const spot = spots.spotOf[row] ?? -1;
      if (spot < 0) continue;
      const members = this.members[spot];
      if (members === undefined) continue;
      if (members.length === 0) used.push(spot);
      members.push(row);
    }
    const places: [number, number, number[]][] = [];
    for (const spot of used) {
      const members = this.members[spot] ?? [];
      const [x, y] = members.length === 1 ? this.spotAt(view, members[0] ?? 0) : at(view, spots.x[spot] ?? 0, spots.y[spot] ?? 0);
      if (x > -40 && y > -40 && x < view.width + 40 && y < view.height + 40) places.push([x, y, members]);
      else members.length = 0;
    }
    const columns = (of: typeof places): [number[], number[], number[]] => [of.map(([x]) => x), of.map(([, y]) => y), of.map(([, , members]) => members.length)];
    joined(...columns(places)).forEach((into, i) => {
      if (into === i) return;
      const from = places[i]?.[2] ?? [];
      places[into]?.[2].push(...from);
      from.length = 0;
    });
    const shown = places.filter(([, , members]) => members.length > 0);
    const rings = crowded(...columns(shown));
    const crowds: Crowd[] = [];
    shown.forEach(([x, y, members], i) => {
      if (members.length === 1) this.drawMark(view, members[0] ?? 0, x, y, members[0] === selected, palette);
      else if (rings[i] === true) crowds.push(this.crowd(members, x, y, selected));
      else this.drawSpread(view, members, x, y, selected, palette);
      members.length = 0;
    });
    drawCrowds(view, crowds, this.groupNames, palette);
  }

  private drawSpread(view: View, members: number[], x: number, y: number, selected: number, palette: Palette): void {
    const { context } = view;
    const offsets = spread(members.length);
    context.strokeStyle = palette.ink;
    context.globalAlpha = 0.5;
    context.lineWidth = 1;
    context.beginPath();
    for (const [dx, dy] of offsets) {
      context.moveTo(x, y);
      context.lineTo(x + dx, y + dy);
    }
    context.stroke();
    context.globalAlpha = 1;
    context.fillStyle = palette.ink;
    context.beginPath();
    context.arc(x, y, 2, 0, 7);
    context.fill();
    members.forEach((row, i) => {
      const [dx, dy] = offsets[i] ?? [0, 0];
      this.drawMark(view, row, x + dx, y + dy, row === selected, palette);
    });
  }

  private drawMark(view: View, row: number, x: number, y: number, selected: boolean, palette: Palette): void {
    const { context, ratio } = view;
    const picture = sprite(this.looks.of(row), palette, ratio);
    const size = picture.width / ratio;
    if (selected) {
      context.beginPath();
      context.arc(x, y, MARK_RADIUS + 4, 0, 7);
      context.fillStyle = palette.paper;
      context.globalAlpha = 0.85;
      context.fill();
      context.globalAlpha = 1;
      context.lineWidth = 2.5;
      context.strokeStyle = palette.focus;
      context.stroke();
    }
    context.drawImage(picture, x - size / 2, y - size / 2, size, size);
    this.drawn.push({ x, y, radius: MARK_RADIUS + 2, rows: [row] });
  }

  private crowd(members: number[], x: number, y: number, selected: number): Crowd {
    const shares = new Array<number>(this.groupNames.length).fill(0);
    let chosen = false;
    for (const row of members) {
      const group = this.groupOf[this.store.category[row] ?? 0] ?? 0;
      shares[group] = (shares[group] ?? 0) + 1;
      if (row === selected) chosen = true;
    }
    const radius = crowdRadius(members.length);
    this.drawn.push({ x, y, radius: radius + 3, rows: members.slice() });
    return { x, y, radius, count: members.length, selected: chosen, shares };
  }

  private spotAt(view: View, row: number): [number, number] {
    return at(view, this.store.x[row] ?? 0, this.store.y[row] ?? 0);
  }

  /** A point of the map (pixels from its corner) as one of the canvas; null before anything is drawn. */
  onCanvas(x: number, y: number): [number, number] | null {
    return this.view === null ? null : [x + this.view.padX, y + this.view.padY];
  }

  /** The rows of the mark, crowd, figure or arrow at a point of the canvas; null for nothing. */
  hit(px: number, py: number, slack: number): number[] | null {
    let best: Drawn | null = null;
    let nearest = Infinity;
    for (const drawn of this.drawn) {
      const distance = Math.hypot(drawn.x - px, drawn.y - py) - drawn.radius - slack;
      if (distance <= 0 && distance < nearest) {
        nearest = distance;
        best = drawn;
      }
    }
    if (best !== null) return best.rows;
    const arrow = this.arrows.find((found) => found.near(px, py, 6 + slack));
    return arrow === undefined ? null : [arrow.row];
  }
}

function at(view: View, x: number, y: number): [number, number] {
  return [wrapped(x, view) * view.size - view.left, y * view.size - view.top];
}
