// Areas and counts, on a canvas under the names of the map, which are under the marks.

import { paint } from "./basemap";
import { classOf } from "./counts";
import type { Outline } from "./data";
import type { Selection } from "./selection";
import { Sheet, type View } from "./sheet";
import { theme } from "./theme";

/** How an outline is to be drawn, as geomap/maps/_outlines.py says. */
const [BORDER, REACH, PART] = [0, 1, 2];
/** Pixels from one slanted line to the next. */
const HATCH = 7;

interface Area {
  rows: number[];
  outline: Outline;
}

export class Areas extends Sheet {
  private drawn: Area[] = [];
  private view: View | null = null;
  /** The area under the pointer, which is drawn stronger. */
  private pointed: Outline | null = null;
  private readonly counts: number;
  private readonly movements: number;
  private readonly states: number;
  private readonly hatches = new Map<string, CanvasPattern>();

  constructor(private readonly selection: Selection, private readonly steps: readonly number[]) {
    super();
    const { layers } = selection.store.payload;
    this.counts = layers.indexOf("counts");
    this.movements = layers.indexOf("movements");
    this.states = layers.indexOf("deployment_areas");
  }

  protected draw(view: View): void {
    this.view = view;
    this.drawn = [];
    const { store, rows } = this.selection;
    const areas = new Map<number, number[]>();
    const counted = new Map<number, number[]>();
    for (const row of rows) {
      const number = store.outline[row] ?? -1;
      const layer = store.layer[row];
      if (number < 0 || layer === this.movements) continue;
      const found = layer === this.counts ? counted : areas;
      const members = found.get(number);
      if (members === undefined) found.set(number, [row]);
      else members.push(row);
    }
    for (const area of this.sorted(counted)) this.drawCount(view, area);
    for (const area of this.sorted(areas)) this.drawArea(view, area);
  }

  /** The largest first, so that none hides a smaller one. */
  private sorted(found: Map<number, number[]>): Area[] {
    const areas: Area[] = [];
    for (const rows of found.values()) {
      const outline = this.selection.store.outlineOf(rows[0] ?? 0);
      if (outline !== null) areas.push({ rows, outline });
    }
    areas.sort((a, b) => b.outline.area - a.outline.area);
    this.drawn.push(...areas);
    return areas;
  }

  /** A thin fill that grows towards the border: where many areas lie on each other, each stays to be seen. */
  private drawArea(view: View, { rows, outline }: Area): void {
    if (!inView(outline, view)) return;
    const { store, selectedRow } = this.selection;
    const { context } = view;
    const strong = rows.includes(selectedRow) || outline === this.pointed;
    // What fills the view, a country or half of one, would hide all else: its mark alone tells of it until chosen.
    const vast = rows.every((row) => store.text("precision", row) === "country") || fillsView(outline, view);
    if (vast && !strong) return;
    const colour = theme.palette.groups[store.groupName(rows[0] ?? 0)] ?? theme.palette.faint;
    const loose = store.number("loose", rows[0] ?? 0) ?? BORDER;
    paint(context, outline.rings, view, true, 0.6);
    context.fillStyle = colour;
    context.strokeStyle = colour;
    // Of what stands for days little is drawn, and less of what nobody has spoken of: what happened stands out from it.
    const quiet = strong ? 1
      : rows.every((row) => this.selection.stale(row)) ? 0.35 : rows.every((row) => store.layer[row] === this.states) ? 0.6 : 1;
    // A strip along a border or a river is a band, not an area with a border of its own.
    const band = store.text("precision", rows[0] ?? 0) === "line";
    if (strong || band || loose === BORDER) {
      context.globalAlpha = strong ? 0.16 : (band ? 0.16 : 0.05) * quiet;
      context.fill("evenodd");
    }
    if (loose === PART) this.hatch(view, colour, strong ? 0.5 : 0.28 * quiet);
    if (loose === BORDER && !band && quiet === 1) this.rim(context, strong ? 0.45 : 0.2, strong ? 14 : 8);
    if ((loose === PART || band) && !strong) {
      context.globalAlpha = 1;
      return;
    }
    context.globalAlpha = strong ? 1 : (loose === REACH ? 0.4 : 0.65) * quiet;
    context.lineWidth = strong ? 2.2 : 1;
    context.setLineDash(loose === BORDER ? [] : [2, 4]);
    context.stroke();
    context.setLineDash([]);
    context.globalAlpha = 1;
  }

  /** A tint that grows towards the border, inside the path as it stands. */
  private rim(context: CanvasRenderingContext2D, alpha: number, width: number): void {
    context.save();
    context.clip("evenodd");
    context.globalAlpha = alpha;
    context.lineWidth = width;
    context.stroke();
    context.restore();
  }

  /** Fills the path as it stands with slanted lines: an area whose edge is nowhere on the ground. */
  private hatch({ context, ratio }: View, colour: string, alpha: number): void {
    const key = `${colour} ${ratio}`;
    let pattern = this.hatches.get(key) ?? null;
    if (pattern === null) {
      const tile = document.createElement("canvas");
      tile.width = tile.height = HATCH * ratio;
      const pen = tile.getContext("2d");
      if (pen === null) return;
      pen.scale(ratio, ratio);
      pen.strokeStyle = colour;
      pen.lineWidth = 1;
      pen.beginPath();
      for (const shift of [-HATCH, 0, HATCH]) {
        pen.moveTo(shift - 1, HATCH + 1);
        pen.lineTo(shift + HATCH + 1, -1);
      }
      pen.stroke();
      pattern = context.createPattern(tile, "repeat");
      if (pattern === null) return;
      pattern.setTransform(new DOMMatrix().scale(1 / ratio));
      this.hatches.set(key, pattern);
    }
    context.globalAlpha = alpha;
    context.fillStyle = pattern;
    context.fill("evenodd");
    context.globalAlpha = 1;
  }

  private drawCount(view: View, { rows, outline }: Area): void {
    if (!inView(outline, view)) return;
    const { store, selectedRow } = this.selection;
    const { context } = view;
    const { palette } = theme;
    const strong = rows.includes(selectedRow) || outline === this.pointed;
    // Rows stand newest first: the latest figure is the one shown.
    const shade = palette.counts[classOf(store.number("quantity", rows[0] ?? 0), this.steps)];
    paint(context, outline.rings, view, true, 0.6);
    if (shade !== undefined) {
      context.globalAlpha = 0.8;
      context.fillStyle = shade;
      context.fill("evenodd");
      context.globalAlpha = 1;
    }
    context.strokeStyle = palette.groups.count ?? palette.faint;
    context.lineWidth = strong ? 2.4 : 1;
    context.stroke();
  }

  /** The rows of the smallest area at a point of the canvas; null for none. */
  hit(px: number, py: number): number[] | null {
    return this.at(px, py)?.rows ?? null;
  }

  private at(px: number, py: number): Area | null {
    const { view } = this;
    if (view === null) return null;
    const x = (px + view.left) / view.size;
    const y = (py + view.top) / view.size;
    const { store } = this.selection;
    let best: Area | null = null;
    for (const area of this.drawn) {
      if (best !== null && best.outline.area <= area.outline.area) continue;
      if (store.text("precision", area.rows[0] ?? 0) === "country" || fillsView(area.outline, view)) continue;
      if (holds(area.outline, x, y)) best = area;
    }
    if (best === null) return null;
    const { outline } = best;
    return { outline, rows: this.drawn.filter((area) => area.outline === outline).flatMap((area) => area.rows) };
  }

  /** Draws the area at a point stronger than the others; none for NaN. */
  point(px: number, py: number): void {
    const outline = Number.isNaN(px) ? null : (this.at(px, py)?.outline ?? null);
    if (outline === this.pointed) return;
    this.pointed = outline;
    this.later();
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
  const [left, top, right, bottom] = outline.bounds;
  if (x < left || x > right || y < top || y > bottom) return false;
  let inside = false;
  for (const ring of outline.rings) {
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      const [xi = 0, yi = 0, xj = 0, yj = 0] = [ring[i], ring[i + 1], ring[j], ring[j + 1]];
      if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
    }
  }
  return inside;
}
