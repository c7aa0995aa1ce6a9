// Draws what happened over the basemap: areas, counts, arrows, marks; and tells what is under a pointer.

import { paint, wrapped, type Basemap, type Box } from "./basemap";
import { CanvasLayer, type View } from "./canvas";
import { STATUSES, type Outline, type Store } from "./data";
import { gather, MOST_SPREAD, spread, type Spots } from "./groups";
import { pixelsPerMetre } from "./mercator";
import type { Selection } from "./selection";
import { MARK_RADIUS, sprite, type Look } from "./symbols";
import type { Palette } from "./theme";
import { drawArrow, type Arrow } from "./arrows";
import { grouped } from "./words";

const REACH = 30;
const FIGURE_SPOTS: [number, number][] = [[0, 0], [0, -34], [0, 34], [46, 0], [-46, 0], [40, -34], [-40, -34], [40, 34], [-40, 34], [0, -64], [0, 64]];

/** What lies under a pointer: one event, or several that share a spot. */
export interface Hit {
  rows: number[];
}

interface Drawn {
  x: number;
  y: number;
  radius: number;
  rows: number[];
}

/** Areas and counts: under the names of the map, which are under the marks. */
export class Areas extends CanvasLayer {
  constructor(private readonly marks: Marks) {
    super("geomap-areas");
  }

  protected draw(view: View): void {
    this.marks.drawFlat(view);
  }
}

/** The names of the map, clear of where marks may stand. */
export class Names extends CanvasLayer {
  constructor(private readonly basemap: Basemap, private readonly marks: Marks) {
    super("geomap-names");
  }

  protected draw(view: View): void {
    this.basemap.writeNames(view, this.marks.obstacles(view));
  }
}

export class Marks extends CanvasLayer {
  private spots: Spots | null = null;
  private spotsZoom = NaN;
  private drawn: Drawn[] = [];
  private arrows: Arrow[] = [];
  private areas: { row: number; outline: Outline }[] = [];
  private view: View | null = null;
  private readonly pinned: Uint8Array;
  private readonly near: Uint8Array;
  /** Numbers of the layers that are drawn in their own way. */
  private readonly movements: number;
  private readonly counts: number;
  private readonly steps: number[];
  private members: number[][] = [];
  private readonly groupNames: string[];
  /** Number of a category's group. */
  private readonly groupOf: number[];
  private readonly tally: Uint32Array;

  constructor(private readonly store: Store, private readonly selection: Selection, public palette: Palette) {
    super("geomap-marks");
    const pinnedLayers = new Set(["events", "event_areas", "deployments", "deployment_areas"]);
    this.pinned = Uint8Array.from({ length: store.count }, (_, row) => (pinnedLayers.has(store.layerName(row)) ? 1 : 0));
    this.near = Uint8Array.from({ length: store.count }, (_, row) => (store.text("precision", row) === "near" ? 1 : 0));
    this.groupNames = [...new Set(store.groups)];
    this.groupOf = store.groups.map((name) => this.groupNames.indexOf(name));
    this.tally = new Uint32Array(this.groupNames.length);
    this.movements = store.payload.layers.indexOf("movements");
    this.counts = store.payload.layers.indexOf("counts");
    this.steps = countSteps(store);
  }

  /** Upper bounds of the classes that counts are graded in. */
  countSteps(): number[] {
    return this.steps;
  }

  look(row: number): Look {
    const { store, selection } = this;
    const precision = store.text("precision", row);
    return {
      group: store.groupName(row),
      category: store.categoryName(row),
      status: STATUSES[selection.filter.status[row] ?? 0] ?? "claimed",
      split: store.text("attribution_status", row) === "disputed",
      vague: store.outline[row] !== -1 || precision === "near" || precision === "district" || precision === "region" || precision === "country",
      stale: selection.stale(row),
    };
  }

  /** Areas and counts, drawn on the canvas below the names. */
  drawFlat(view: View): void {
    this.areas = [];
    this.drawAreas(view, this.selection.rows);
    this.drawCounts(view, this.selection.rows);
  }

  /** Boxes that marks may take at some time of the period. */
  obstacles(view: View): Box[] {
    const spots = this.gathered(view);
    const sizes = new Map<number, number>();
    for (const spot of spots.spotOf) if (spot >= 0) sizes.set(spot, (sizes.get(spot) ?? 0) + 1);
    return [...sizes].map(([spot, count]) => {
      const x = wrapped(spots.x[spot] ?? 0, view) * view.size - view.left;
      const y = (spots.y[spot] ?? 0) * view.size - view.top;
      const reach = count > MOST_SPREAD ? 20 : count > 2 ? 24 : 12;
      return [x - (count === 2 ? 23 : reach), y - reach, x + (count === 2 ? 23 : reach), y + reach];
    });
  }

  private gathered(view: View): Spots {
    if (this.spots === null || this.spotsZoom !== view.zoom) {
      this.spots = gather(this.store.x, this.store.y, this.pinned, REACH / view.size);
      this.spotsZoom = view.zoom;
      this.members = Array.from({ length: this.spots.count }, () => []);
    }
    return this.spots;
  }

  protected draw(view: View): void {
    this.view = view;
    this.drawn = [];
    this.arrows = [];
    this.gathered(view);
    const rows = this.selection.rows;
    const selected = this.selection.selectedRow;
    this.drawRings(view, rows, selected);
    const { layer } = this.store;
    for (const row of rows) if (layer[row] === this.movements) this.drawMovement(view, row, row === selected);
    this.drawSpots(view, rows, selected);
    this.drawFigures(view, rows);
  }

  private drawAreas(view: View, rows: readonly number[]): void {
    const { context } = view;
    const found = new Map<number, number[]>();
    for (const row of rows) {
      if (this.pinned[row] === 0) continue;
      const number = this.store.outline[row] ?? -1;
      if (number < 0) continue;
      const members = found.get(number);
      if (members === undefined) found.set(number, [row]);
      else members.push(row);
    }
    const outlined = [...found.values()].map((members) => ({ members, outline: this.store.outlineOf(members[0] ?? 0) }));
    outlined.sort((a, b) => (b.outline?.area ?? 0) - (a.outline?.area ?? 0));
    for (const { members, outline } of outlined) {
      if (outline === null) continue;
      const row = members[0] ?? 0;
      this.areas.push({ row, outline });
      if (!inView(outline, view)) continue;
      const selected = members.includes(this.selection.selectedRow);
      // What fills the view, a country or half of one, would hide all else: its mark alone tells of it until chosen.
      const vast = members.every((member) => this.store.text("precision", member) === "country") || fillsView(outline, view);
      if (vast && !selected) continue;
      const colour = this.palette.groups[this.store.groupName(row)] ?? this.palette.faint;
      paint(context, outline.rings, view, true, 0.6);
      context.globalAlpha = selected ? 0.22 : Math.min(0.2, 0.08 + members.length * 0.02);
      context.fillStyle = colour;
      context.fill("evenodd");
      context.globalAlpha = selected ? 1 : 0.6;
      context.strokeStyle = colour;
      context.lineWidth = selected ? 2.4 : 1.2;
      context.setLineDash([5, 3]);
      context.stroke();
      context.setLineDash([]);
      context.globalAlpha = 1;
    }
  }

  private drawCounts(view: View, rows: readonly number[]): void {
    const { context } = view;
    const counted = rows.filter((row) => this.store.layer[row] === this.counts);
    // The latest figure of an area is drawn last, over older ones of the same outline.
    counted.reverse();
    for (const row of counted) {
      const outline = this.store.outlineOf(row);
      if (outline === null) continue;
      this.areas.push({ row, outline });
      if (!inView(outline, view)) continue;
      paint(context, outline.rings, view, true, 0.6);
      context.globalAlpha = 0.72;
      context.fillStyle = this.palette.counts[this.countClass(row)] ?? this.palette.faint;
      context.fill("evenodd");
      context.globalAlpha = 1;
      context.strokeStyle = this.palette.groups.count ?? this.palette.faint;
      context.lineWidth = 1.4;
      context.stroke();
    }
  }

  private drawFigures(view: View, rows: readonly number[]): void {
    const written = new Set<number>();
    for (const row of rows) {
      if (this.store.layer[row] !== this.counts) continue;
      const outline = this.store.outline[row] ?? -1;
      if (written.has(outline)) continue;
      written.add(outline);
      this.drawFigure(view, row);
    }
  }

  private countClass(row: number): number {
    const quantity = this.store.number("quantity", row) ?? 0;
    const found = this.steps.findIndex((bound) => quantity <= bound);
    return found < 0 ? this.palette.counts.length - 1 : found;
  }

  private drawFigure(view: View, row: number): void {
    const { context } = view;
    const quantity = this.store.number("quantity", row);
    const text = quantity === null ? "?" : grouped(quantity);
    const [placeX, placeY] = this.spotAt(view, row);
    // Beside the marks that stand where the figure would.
    const [dx, dy] = FIGURE_SPOTS.find(([ox, oy]) =>
      this.drawn.every((mark) => Math.hypot(mark.x - placeX - ox, (mark.y - placeY - oy) * 1.4) > mark.radius + 20)) ?? [0, 0];
    const [x, y] = [placeX + dx, placeY + dy];
    context.font = "700 14px system-ui, sans-serif";
    context.textAlign = "center";
    context.textBaseline = "middle";
    const width = Math.max(24, context.measureText(text).width + 14);
    context.fillStyle = this.palette.paper;
    context.strokeStyle = this.palette.groups.count ?? this.palette.ink;
    context.lineWidth = row === this.selection.selectedRow ? 3 : 1.5;
    context.beginPath();
    context.roundRect(x - width / 2, y - 11, width, 22, 4);
    context.fill();
    context.stroke();
    context.fillStyle = this.palette.ink;
    context.fillText(text, x, y + 0.5);
    this.drawn.push({ x, y, radius: width / 2, rows: [row] });
  }

  /** Rings around what is known to be near a place. */
  private drawRings(view: View, rows: readonly number[], selected: number): void {
    const { context } = view;
    for (const row of rows) {
      if (this.near[row] === 0 && row !== selected) continue;
      if (this.pinned[row] === 0 || this.store.outline[row] !== -1) continue;
      const radius = (this.store.number("radius_m", row) ?? 0) * pixelsPerMetre(this.store.lat[row] ?? 0, view.size);
      if (radius < MARK_RADIUS + 2) continue;
      const [x, y] = this.spotAt(view, row);
      if (x + radius < 0 || y + radius < 0 || x - radius > view.width || y - radius > view.height) continue;
      const colour = this.palette.groups[this.store.groupName(row)] ?? this.palette.faint;
      context.beginPath();
      context.arc(x, y, radius, 0, 7);
      context.fillStyle = colour;
      context.globalAlpha = 0.09;
      context.fill();
      context.globalAlpha = 0.8;
      context.strokeStyle = colour;
      context.lineWidth = 1.3;
      context.setLineDash([5, 4]);
      context.stroke();
      context.setLineDash([]);
      context.globalAlpha = 1;
    }
  }

  private drawMovement(view: View, row: number, selected: boolean): void {
    const line = this.store.lineOf(row);
    if (line === null || line.length < 4) return;
    const shift = wrapped(line[0] ?? 0, view) - (line[0] ?? 0);
    const at = (i: number): [number, number] => [
      ((line[i] ?? 0) + shift) * view.size - view.left,
      (line[i + 1] ?? 0) * view.size - view.top,
    ];
    const status = STATUSES[this.selection.filter.status[row] ?? 0];
    const arrow = drawArrow(view.context, at(0), at(line.length - 2), {
      colour: this.palette.groups.force ?? this.palette.ink,
      rim: this.palette.paper,
      dashed: status === "planned" || status === "predicted" || this.store.categoryName(row) === "threat_axis",
      faint: this.selection.stale(row),
      selected,
      ink: this.palette.focus,
    });
    this.arrows.push({ ...arrow, row });
  }

  private drawSpots(view: View, rows: readonly number[], selected: number): void {
    const spots = this.spots;
    if (spots === null) return;
    const used: number[] = [];
    for (const row of rows) {
      const spot = spots.spotOf[row] ?? -1;
      if (spot < 0) continue;
      const members = this.members[spot];
      if (members === undefined) continue;
      if (members.length === 0) used.push(spot);
      members.push(row);
    }
    for (const spot of used) {
      const members = this.members[spot] ?? [];
      const x = wrapped(spots.x[spot] ?? 0, view) * view.size - view.left;
      const y = (spots.y[spot] ?? 0) * view.size - view.top;
      if (x > -40 && y > -40 && x < view.width + 40 && y < view.height + 40) {
        if (members.length === 1) {
          const row = members[0] ?? 0;
          const [ownX, ownY] = this.spotAt(view, row);
          this.drawMark(view, row, ownX, ownY, row === selected);
        } else if (members.length <= MOST_SPREAD) this.drawSpread(view, members, x, y, selected);
        else this.drawRing(view, members, x, y, selected);
      }
      members.length = 0;
    }
  }

  private drawSpread(view: View, members: number[], x: number, y: number, selected: number): void {
    const { context } = view;
    const offsets = spread(members.length);
    context.strokeStyle = this.palette.ink;
    context.globalAlpha = 0.5;
    context.lineWidth = 1;
    context.beginPath();
    for (const [dx, dy] of offsets) {
      context.moveTo(x, y);
      context.lineTo(x + dx, y + dy);
    }
    context.stroke();
    context.globalAlpha = 1;
    context.fillStyle = this.palette.ink;
    context.beginPath();
    context.arc(x, y, 2, 0, 7);
    context.fill();
    members.forEach((row, i) => {
      const [dx, dy] = offsets[i] ?? [0, 0];
      this.drawMark(view, row, x + dx, y + dy, row === selected);
    });
  }

  private drawMark(view: View, row: number, x: number, y: number, selected: boolean): void {
    const { context, ratio } = view;
    const picture = sprite(this.look(row), this.palette, ratio);
    const size = picture.width / ratio;
    if (selected) this.drawHalo(view, x, y, MARK_RADIUS + 4);
    context.drawImage(picture, x - size / 2, y - size / 2, size, size);
    this.drawn.push({ x, y, radius: MARK_RADIUS + 2, rows: [row] });
  }

  private drawHalo(view: View, x: number, y: number, radius: number): void {
    const { context } = view;
    context.beginPath();
    context.arc(x, y, radius, 0, 7);
    context.fillStyle = this.palette.paper;
    context.globalAlpha = 0.85;
    context.fill();
    context.globalAlpha = 1;
    context.lineWidth = 2.5;
    context.strokeStyle = this.palette.focus;
    context.stroke();
  }

  /** Many events at one spot: their number, in a ring of the groups' colours. */
  private drawRing(view: View, members: number[], x: number, y: number, selected: number): void {
    const { context } = view;
    const radius = Math.min(26, 12 + Math.log2(members.length) * 1.7);
    const shares = this.shares(members);
    context.fillStyle = this.palette.paper;
    context.beginPath();
    context.arc(x, y, radius + 3, 0, 7);
    context.fill();
    if (members.includes(selected)) {
      context.lineWidth = 2.5;
      context.strokeStyle = this.palette.focus;
      context.stroke();
    }
    let angle = -Math.PI / 2;
    context.lineWidth = 5;
    for (const [group, share] of shares) {
      const end = angle + (share / members.length) * 2 * Math.PI;
      context.beginPath();
      context.arc(x, y, radius - 1.5, angle, end);
      context.strokeStyle = this.palette.groups[group] ?? this.palette.faint;
      context.stroke();
      angle = end;
    }
    context.fillStyle = this.palette.ink;
    context.font = "700 13px system-ui, sans-serif";
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.fillText(String(members.length), x, y + 0.5);
    this.drawn.push({ x, y, radius: radius + 3, rows: [...members] });
  }

  /** How many of the rows belong to each group, the largest first. */
  private shares(members: number[]): [string, number][] {
    const { store, groupNames } = this;
    const tally = this.tally.fill(0);
    for (const row of members) {
      const group = this.groupOf[store.category[row] ?? 0] ?? 0;
      tally[group] = (tally[group] ?? 0) + 1;
    }
    return groupNames
      .map((name, i): [string, number] => [name, tally[i] ?? 0])
      .filter(([, share]) => share > 0)
      .sort((a, b) => b[1] - a[1]);
  }

  private spotAt(view: View, row: number): [number, number] {
    return [
      wrapped(this.store.x[row] ?? 0, view) * view.size - view.left,
      (this.store.y[row] ?? 0) * view.size - view.top,
    ];
  }

  /** What is drawn at a point of the map (pixels from its corner); null for nothing. */
  hit(x: number, y: number, slack: number): Hit | null {
    const { view } = this;
    if (view === null) return null;
    const px = x + view.padX;
    const py = y + view.padY;
    let best: Drawn | null = null;
    let nearest = Infinity;
    for (const drawn of this.drawn) {
      const distance = Math.hypot(drawn.x - px, drawn.y - py) - drawn.radius - slack;
      if (distance <= 0 && distance < nearest) {
        nearest = distance;
        best = drawn;
      }
    }
    if (best !== null) return { rows: best.rows };
    const arrow = this.arrows.find((found) => found.near(px, py, 6 + slack));
    if (arrow !== undefined) return { rows: [arrow.row] };
    const ux = (px + view.left) / view.size;
    const uy = (py + view.top) / view.size;
    const inside = this.areas
      .filter(({ row, outline }) => this.store.text("precision", row) !== "country" && holds(outline, ux, uy))
      .sort((a, b) => a.outline.area - b.outline.area)[0];
    if (inside === undefined) return null;
    const number = this.store.outline[inside.row];
    return { rows: this.selection.rows.filter((row) => this.store.outline[row] === number) };
  }
}

function inView(outline: Outline, view: View): boolean {
  const [left, top, right, bottom] = outline.bounds;
  return (
    right * view.size > view.left && left * view.size < view.left + view.width &&
    bottom * view.size > view.top && top * view.size < view.top + view.height
  );
}

/** Whether an outline reaches over so much of the view that its fill would be the map's. */
function fillsView(outline: Outline, view: View): boolean {
  const [left, top, right, bottom] = outline.bounds;
  const seen = (view.width - 2 * view.padX) * (view.height - 2 * view.padY);
  return (right - left) * (bottom - top) * view.size * view.size > seen * 0.3;
}

function holds(outline: Outline, x: number, y: number): boolean {
  let inside = false;
  for (const ring of outline.rings) {
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      const [xi = 0, yi = 0, xj = 0, yj = 0] = [ring[i], ring[i + 1], ring[j], ring[j + 1]];
      if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
    }
  }
  return inside;
}

/** Round upper bounds of up to five classes for the figures there are. */
function countSteps(store: Store): number[] {
  let most = 0;
  for (let row = 0; row < store.count; row++) {
    if (store.layerName(row) === "counts") most = Math.max(most, store.number("quantity", row) ?? 0);
  }
  if (most === 0) return [];
  const power = 10 ** Math.floor(Math.log10(most / 5 || 1));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((width) => width * 5 >= most) ?? most / 5;
  return [1, 2, 3, 4, 5].map((class_) => class_ * Math.max(1, step));
}

