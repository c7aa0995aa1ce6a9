// The basemap: a coarse world, and cells of detail where the situation is. Each part is read when first drawn.

import { decodeProjected, type Line } from "./codec";
import { projectX, projectY } from "./mercator";
import { Sheet, type View } from "./sheet";
import { theme } from "./theme";

/** Name, lon, lat, size (of a country or area: degrees across; of a city: thousands of people), more by kind. */
export type Named = [string, number, number, number, number?];
/** Name, its lines, and how each worldview draws it: 'b' as a border, 'l' as a line, '-' not at all. */
type Disputed = [string, string, string];

interface Piece {
  l?: string;
  k?: string;
  c?: string;
  b?: string;
  d?: Disputed[];
  a?: string;
  r?: string;
  /** Admin-1 names. */
  n?: Named[];
  /** Cities. */
  p?: Named[];
  /** Seas, straits, lakes; with an angle in degrees also rivers. */
  w?: Named[];
  /** Spots inside a country where its name may stand. */
  t?: Named[];
}

export interface BasemapData {
  scale: number;
  cell: number;
  /** Number of the worldview among those that lines are told for. */
  view: number;
  world: Piece;
  cells: Record<string, Piece>;
}

/** Left, top, right, bottom in pixels of a view. */
export type Box = readonly [number, number, number, number];

export interface DisputedLine {
  name: string;
  lines: Line[];
  /** Drawn as strong as a border: the worldview holds it for one. */
  border: boolean;
}

/** A part of the map, its lines decoded when asked for. */
export class Shapes {
  private readonly lines = new Map<string, Line[]>();
  private disputes: DisputedLine[] | null = null;

  constructor(readonly box: [number, number, number, number], readonly piece: Piece, private readonly scale: number, private readonly view: number) {}

  of(part: "l" | "k" | "c" | "b" | "a" | "r"): Line[] {
    let found = this.lines.get(part);
    if (found === undefined) this.lines.set(part, (found = decodeProjected(this.piece[part] ?? "", this.scale)));
    return found;
  }

  disputed(): DisputedLine[] {
    return (this.disputes ??= (this.piece.d ?? [])
      .filter(([, , ranks]) => ranks[this.view] !== "-")
      .map(([name, stream, ranks]) => ({ name, lines: decodeProjected(stream, this.scale), border: ranks[this.view] === "b" })));
  }

  names(part: "n" | "p" | "w" | "t"): Named[] {
    return this.piece[part] ?? [];
  }
}

export class Basemap extends Sheet {
  readonly world: Shapes;
  readonly cells: Shapes[];

  constructor(data: BasemapData) {
    super();
    this.world = new Shapes([0, 0, 1, 1], data.world, 100, data.view);
    this.cells = Object.entries(data.cells).map(([name, piece]) => {
      const [west = 0, south = 0] = name.split(",").map(Number);
      const box: [number, number, number, number] = [
        projectX(west), projectY(south + data.cell), projectX(west + data.cell), projectY(south),
      ];
      return new Shapes(box, piece, data.scale, data.view);
    });
  }

  /** Names of the disputed lines that may be in view. */
  disputedNames(): string[] {
    return [...new Set(this.cells.flatMap((cell) => cell.disputed().map(({ name }) => name)))].sort();
  }

  /** The cells in a view. */
  seen(view: View): Shapes[] {
    return this.cells.filter((cell) => visible(cell.box, view));
  }

  protected draw(view: View): void {
    const { context, width, height } = view;
    context.fillStyle = theme.palette.sea;
    context.fillRect(0, 0, width, height);
    context.lineJoin = "round";
    for (const shift of shifts(view)) {
      const moved = { ...view, left: view.left - shift * view.size };
      this.fillWorld(moved);
      const seen = this.seen(moved);
      for (const cell of seen) fillCell(cell, moved);
      for (const cell of seen) strokeCell(cell, moved);
    }
  }

  /** The coarse world, outside the cells that show the same in detail. */
  private fillWorld(view: View): void {
    const { context } = view;
    const { palette } = theme;
    if (view.zoom >= 4.5 && covered(this.seen(view), view)) return;
    const land = near(this.world.of("l"), view);
    paint(context, land, view, true, 0.6);
    context.fillStyle = palette.land;
    context.fill("evenodd");
    context.strokeStyle = palette.coast;
    context.lineWidth = 0.8;
    context.stroke();
    paint(context, near(this.world.of("k"), view), view, true, 0.6);
    context.fillStyle = palette.sea;
    context.fill("evenodd");
    stroke(context, near(this.world.of("b"), view), view, palette.border, 0.9, []);
    for (const { lines, border } of this.world.disputed()) stroke(context, lines, view, palette.disputed, border ? 1.3 : 0.9, [3, 3]);
  }
}

function fillCell(cell: Shapes, view: View): void {
  const { context, left, top, size } = view;
  const { palette } = theme;
  // Whole pixels: neighbours must not leave a hairline between them.
  const x = Math.floor(cell.box[0] * size - left);
  const y = Math.floor(cell.box[1] * size - top);
  const width = Math.ceil(cell.box[2] * size - left) - x;
  const height = Math.ceil(cell.box[3] * size - top) - y;
  context.save();
  context.beginPath();
  context.rect(x, y, width, height);
  context.clip();
  context.fillStyle = palette.sea;
  context.fillRect(x, y, width, height);
  paint(context, cell.of("l"), view, true, 0.5);
  context.fillStyle = palette.land;
  context.fill("evenodd");
  if (view.zoom < 6.5) {
    // What neighbours share of the ground is less than a pixel here: a rim closes the seam.
    context.strokeStyle = palette.land;
    context.lineWidth = 1.6;
    context.stroke();
  }
  paint(context, cell.of("k"), view, true, 0.5);
  context.fillStyle = palette.sea;
  context.fill("evenodd");
  context.restore();
}

function strokeCell(cell: Shapes, view: View): void {
  const { context, zoom } = view;
  const { palette } = theme;
  if (zoom >= 5) stroke(context, cell.of("r"), view, palette.river, zoom >= 7 ? 1.3 : 0.8, []);
  stroke(context, cell.of("k"), view, palette.coast, 0.6, [], true);
  stroke(context, cell.of("c"), view, palette.coast, 0.9, []);
  if (zoom >= 4.5) stroke(context, cell.of("a"), view, palette.admin, zoom >= 7 ? 1.1 : 0.8, zoom >= 7 ? [6, 3] : []);
  stroke(context, cell.of("b"), view, palette.border, zoom >= 6 ? 1.6 : 1.1, []);
  for (const { lines, border } of cell.disputed()) {
    stroke(context, lines, view, palette.disputed, border ? 2 : 1.3, border ? [8, 4] : [3, 4]);
  }
}

/** Copies of the world that the view holds. */
function shifts(view: View): number[] {
  const found: number[] = [];
  for (let shift = Math.floor(view.left / view.size); shift * view.size < view.left + view.width; shift++) {
    found.push(shift);
  }
  return found;
}

/** Those of the lines that may be in a view. */
function near(lines: readonly Line[], view: View): Line[] {
  const [left, top] = [view.left / view.size, view.top / view.size];
  const [right, bottom] = [left + view.width / view.size, top + view.height / view.size];
  return lines.filter((line) => {
    let [west, east, north, south] = [true, true, true, true];
    for (let i = 0; i < line.length; i += 2) {
      const x = line[i] ?? 0;
      const y = line[i + 1] ?? 0;
      if (x >= left) west = false;
      if (x <= right) east = false;
      if (y >= top) north = false;
      if (y <= bottom) south = false;
      if (!west && !east && !north && !south) return true;
    }
    return false;
  });
}

/** Whether cells, which do not overlap, fill a view. */
function covered(cells: readonly Shapes[], view: View): boolean {
  const { left, top, size, width, height } = view;
  let area = 0;
  for (const { box: [x0, y0, x1, y1] } of cells) {
    const wide = Math.min(x1 * size - left, width) - Math.max(x0 * size - left, 0);
    const tall = Math.min(y1 * size - top, height) - Math.max(y0 * size - top, 0);
    area += Math.max(0, wide) * Math.max(0, tall);
  }
  return area >= width * height - 1;
}

/** The copy of an x on the unit square that is nearest to the middle of the view. */
export function wrapped(x: number, view: View): number {
  return x + Math.round((view.left + view.width / 2) / view.size - x);
}

function visible(box: [number, number, number, number], view: View): boolean {
  const { left, top, size, width, height } = view;
  return box[2] * size > left && box[0] * size < left + width && box[3] * size > top && box[1] * size < top + height;
}

/** Lays lines as the current path, leaving out points nearer than `least` pixels to the last one. */
export function paint(context: CanvasRenderingContext2D, lines: Line[], view: View, closed: boolean, least: number): void {
  const { left, top, size } = view;
  context.beginPath();
  for (const line of lines) {
    let lastX = (line[0] ?? 0) * size - left;
    let lastY = (line[1] ?? 0) * size - top;
    context.moveTo(lastX, lastY);
    for (let i = 2; i < line.length; i += 2) {
      const x = (line[i] ?? 0) * size - left;
      const y = (line[i + 1] ?? 0) * size - top;
      if (i + 2 < line.length && Math.abs(x - lastX) < least && Math.abs(y - lastY) < least) continue;
      context.lineTo(x, y);
      lastX = x;
      lastY = y;
    }
    if (closed) context.closePath();
  }
}

function stroke(context: CanvasRenderingContext2D, lines: Line[], view: View, colour: string, width: number, dash: number[], closed = false): void {
  if (lines.length === 0) return;
  paint(context, lines, view, closed, 0.7);
  context.setLineDash(dash);
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.stroke();
  context.setLineDash([]);
}
