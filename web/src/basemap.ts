// The basemap: a coarse world, and cells of detail where the situation is.

import { CanvasLayer, type View } from "./canvas";
import { decodeLines, type Line } from "./codec";
import { Labels } from "./labels";
import { projectLine, projectX, projectY } from "./mercator";
import type { Palette } from "./theme";
import { LOCALE } from "./words";

type Named = [string, number, number, number, number?];

interface Piece {
  l?: string;
  k?: string;
  c?: string;
  b?: string;
  d?: [string, string][];
  a?: string;
  r?: string;
  n?: Named[];
  p?: Named[];
}

export interface BasemapData {
  scale: number;
  cell: number;
  world: Piece;
  cells: Record<string, Piece>;
}

interface Shapes {
  box: [number, number, number, number];
  land: Line[];
  lakes: Line[];
  coast: Line[];
  borders: Line[];
  disputed: [string, Line[]][];
  admin: Line[];
  rivers: Line[];
  admins: Named[];
  cities: Named[];
}

/** Left, top, right, bottom in pixels of a view. */
export type Box = readonly [number, number, number, number];

export class Basemap extends CanvasLayer {
  private readonly world: Shapes;
  private readonly cells: Shapes[];
  private readonly countries: Named[];

  constructor(data: BasemapData, public palette: Palette) {
    super("geomap-base");
    this.world = this.decode(data.world, 100, [0, 0, 1, 1]);
    this.countries = data.world.n ?? [];
    this.cells = Object.entries(data.cells).map(([name, piece]) => {
      const [west = 0, south = 0] = name.split(",").map(Number);
      const box: [number, number, number, number] = [
        projectX(west), projectY(south + data.cell), projectX(west + data.cell), projectY(south),
      ];
      return this.decode(piece, data.scale, box);
    });
  }

  private decode(piece: Piece, scale: number, box: [number, number, number, number]): Shapes {
    const lines = (stream: string | undefined): Line[] => decodeLines(stream ?? "", scale).map(projectLine);
    return {
      box,
      land: lines(piece.l),
      lakes: lines(piece.k),
      coast: lines(piece.c),
      borders: lines(piece.b),
      disputed: (piece.d ?? []).map(([name, stream]) => [name, lines(stream)]),
      admin: lines(piece.a),
      rivers: lines(piece.r),
      admins: piece.n ?? [],
      cities: piece.p ?? [],
    };
  }

  /** Names of the disputed lines that may be in view. */
  disputedNames(): string[] {
    const names = new Set<string>();
    for (const cell of this.cells) for (const [name] of cell.disputed) names.add(name);
    return [...names].sort();
  }

  protected draw(view: View): void {
    const { context, width, height } = view;
    const palette = this.palette;
    context.fillStyle = palette.sea;
    context.fillRect(0, 0, width, height);
    context.lineJoin = "round";
    for (const shift of this.shifts(view)) {
      const moved = { ...view, left: view.left - shift * view.size };
      this.fillWorld(moved);
      const seen = this.cells.filter((cell) => visible(cell.box, moved));
      for (const cell of seen) this.fillCell(cell, moved);
      for (const cell of seen) this.strokeCell(cell, moved);
    }
  }

  /** Copies of the world that the view holds. */
  private shifts(view: View): number[] {
    const found: number[] = [];
    for (let shift = Math.floor(view.left / view.size); shift * view.size < view.left + view.width; shift++) {
      found.push(shift);
    }
    return found;
  }

  private fillWorld(view: View): void {
    const { context } = view;
    const palette = this.palette;
    paint(context, this.world.land, view, true, 1);
    context.fillStyle = palette.land;
    context.fill("evenodd");
    context.strokeStyle = palette.coast;
    context.lineWidth = 0.8;
    context.stroke();
    paint(context, this.world.lakes, view, true, 1);
    context.fillStyle = palette.sea;
    context.fill("evenodd");
    stroke(context, this.world.borders, view, palette.border, 0.9, []);
    for (const [, lines] of this.world.disputed) stroke(context, lines, view, palette.disputed, 1.1, [4, 3]);
  }

  private fillCell(cell: Shapes, view: View): void {
    const { context, left, top, size } = view;
    const palette = this.palette;
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
    paint(context, cell.land, view, true, 0.5);
    context.fillStyle = palette.land;
    context.fill("evenodd");
    paint(context, cell.lakes, view, true, 0.5);
    context.fillStyle = palette.sea;
    context.fill("evenodd");
    context.restore();
  }

  private strokeCell(cell: Shapes, view: View): void {
    const { context, zoom } = view;
    const palette = this.palette;
    if (zoom >= 5) stroke(context, cell.rivers, view, palette.river, zoom >= 7 ? 1.3 : 0.8, []);
    stroke(context, cell.lakes, view, palette.coast, 0.6, [], true);
    stroke(context, cell.coast, view, palette.coast, 0.9, []);
    if (zoom >= 4.5) stroke(context, cell.admin, view, palette.admin, zoom >= 7 ? 1.1 : 0.8, zoom >= 7 ? [6, 3] : []);
    stroke(context, cell.borders, view, palette.border, zoom >= 6 ? 1.6 : 1.1, []);
    for (const [, lines] of cell.disputed) stroke(context, lines, view, palette.disputed, 1.6, [6, 4]);
  }

  /** Writes the names, clear of each other and of the boxes that are `taken` already. */
  writeNames(view: View, taken: readonly Box[]): void {
    const { context, zoom, size } = view;
    const palette = this.palette;
    const labels = new Labels();
    for (const [left, top, right, bottom] of taken) labels.take(left, top, right - left, bottom - top);
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.lineJoin = "round";
    const pixels = size / 360;
    for (const [name, lon, lat, width] of this.countries) {
      const room = width * pixels;
      if (room < 60 || (room > 1600 && zoom > 7)) continue;
      const font = Math.max(10, Math.min(17, 7 + room / 45));
      this.write(view, labels, name.toLocaleUpperCase(LOCALE), lon, lat, `600 ${font}px system-ui, sans-serif`, palette.countryName, font * 0.16);
    }
    for (const [name, lines] of this.cells.flatMap((cell) => cell.disputed)) {
      const line = lines.reduce<Line | null>((best, found) => (best === null || found.length > best.length ? found : best), null);
      if (line === null || zoom < 6) continue;
      const at = Math.floor(line.length / 4) * 2;
      this.writeAt(view, labels, name, (line[at] ?? 0) * size - view.left, (line[at + 1] ?? 0) * size - view.top, "italic 11px system-ui, sans-serif", palette.disputed, 0);
    }
    this.drawCities(view, labels);
    if (zoom < 5.5) return;
    for (const cell of this.cells) {
      if (!visible(cell.box, view)) continue;
      for (const [name, lon, lat, width] of cell.admins) {
        if (width * pixels < 90 || width * pixels > 1400) continue;
        this.write(view, labels, name, lon, lat, "italic 12px system-ui, sans-serif", palette.adminName, 0.6);
      }
    }
  }

  private drawCities(view: View, labels: Labels): void {
    const { context, zoom } = view;
    const detailed = this.cells.filter((cell) => visible(cell.box, view));
    const covered = new Set(detailed.flatMap((cell) => cell.cities.map((city) => city[0])));
    const cities = [
      ...detailed.flatMap((cell) => cell.cities),
      ...this.world.cities.filter((city) => !covered.has(city[0])),
    ].sort((a, b) => (b[4] ?? 0) - (a[4] ?? 0) || b[3] - a[3]);
    const least = zoom >= 10 ? 0 : zoom >= 9 ? 5 : zoom >= 8 ? 15 : zoom >= 7 ? 40 : zoom >= 6 ? 90 : zoom >= 5 ? 300 : zoom >= 4 ? 1200 : 4000;
    const great: Named[] = [];
    for (const city of cities) {
      const [name, lon, lat, population, capital] = city;
      // The quarters of a city are in the data too; its own name is what a reader looks for.
      if (zoom < 12 && great.some((other) => Math.abs(other[1] - lon) < 0.2 && Math.abs(other[2] - lat) < 0.13)) continue;
      if (population >= 100) great.push(city);
      if (population < least && !(capital === 1 && zoom >= 4)) continue;
      const x = wrapped(projectX(lon), view) * view.size - view.left;
      const y = projectY(lat) * view.size - view.top;
      if (x < 0 || y < 0 || x > view.width || y > view.height) continue;
      const font = population >= 1000 || capital === 1 ? 13 : population >= 100 ? 12 : 11;
      context.font = `${capital === 1 ? "600 " : ""}${font}px system-ui, sans-serif`;
      const width = context.measureText(name).width;
      const tall = font + 2;
      const spot = ([[6, 0], [-6 - width, 0], [-width / 2, -tall], [-width / 2, tall], [24, 0], [-24 - width, 0], [-width / 2, -31], [-width / 2, 31]] as const)
        .find(([dx, dy]) => labels.take(x + dx - 2, y + dy - tall / 2, width + 4, tall));
      if (spot === undefined) continue;
      context.fillStyle = this.palette.cityDot;
      context.beginPath();
      context.arc(x, y, capital === 1 ? 2.8 : 2, 0, 7);
      context.fill();
      context.textAlign = "left";
      context.lineWidth = 3;
      context.strokeStyle = this.palette.halo;
      context.strokeText(name, x + spot[0], y + spot[1]);
      context.fillStyle = this.palette.cityName;
      context.fillText(name, x + spot[0], y + spot[1]);
    }
    context.textAlign = "center";
  }

  private write(view: View, labels: Labels, text: string, lon: number, lat: number, font: string, colour: string, spacing: number): void {
    this.writeAt(view, labels, text, wrapped(projectX(lon), view) * view.size - view.left, projectY(lat) * view.size - view.top, font, colour, spacing);
  }

  private writeAt(view: View, labels: Labels, text: string, x: number, y: number, font: string, colour: string, spacing: number): void {
    const { context } = view;
    if (x < 0 || y < 0 || x > view.width || y > view.height) return;
    context.font = font;
    if ("letterSpacing" in context) context.letterSpacing = `${spacing}px`;
    const width = context.measureText(text).width;
    if (labels.take(x - width / 2 - 3, y - 9, width + 6, 18)) {
      context.lineWidth = 3;
      context.strokeStyle = this.palette.halo;
      context.strokeText(text, x, y);
      context.fillStyle = colour;
      context.fillText(text, x, y);
    }
    if ("letterSpacing" in context) context.letterSpacing = "0px";
  }
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
