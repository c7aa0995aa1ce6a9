// What the page knows: Python's columns as typed arrays, quick to filter, with texts looked up when shown.

import { decodeLines, type Line } from "./codec";
import { projectLine, projectX, projectY } from "./mercator";

export const STATUSES = ["claimed", "confirmed", "disputed", "denied", "planned", "predicted", "retracted"] as const;
export type Status = (typeof STATUSES)[number];
export const FOREVER = 0x7fffffff;
export const NEVER = -0x7fffffff;

type Column<T> = T[] | undefined;

type Value = number | string | null;
/** A column, or the one value that all its rows have. */
export type Packed = Value[] | { all: Value };

export interface Payload {
  title: string;
  timezone: string;
  since: string;
  until: string;
  days: number[];
  stale: number;
  worldview: string;
  credits: string[];
  view: [number, number, number, number];
  layers: string[];
  categories: Record<string, string>;
  scale: number;
  count: number;
  /** What times in columns are counted from: minutes. */
  base: number;
  items: Record<string, Packed>;
  outlines: string[];
  reports: Record<string, Packed>;
  unplaced: [string, string, string, string | null][];
  sources: [string | null, string | null, string | null, number | null, string[]][];
  texts: (string | null)[];
}

export interface Report {
  quote: string;
  publisher: string | null;
  url: string | null;
  published: number | null;
  heading: string | null;
  claimant: string | null;
  stance: string | null;
  blamed: string | null;
  place: string | null;
  how: string | null;
  time: string | null;
}

export interface Outline {
  rings: Line[];
  /** Bounds on the unit square. */
  bounds: [number, number, number, number];
  area: number;
}

/** One row an event; a column is indexed by the row's number. */
export class Store {
  readonly count: number;
  readonly layer: Uint8Array;
  readonly category: Uint8Array;
  readonly status: Uint8Array;
  readonly start: Int32Array;
  readonly end: Int32Array;
  readonly seen: Int32Array;
  readonly first: Int32Array;
  readonly last: Int32Array;
  readonly background: Uint8Array;
  readonly undated: Uint8Array;
  readonly lon: Float64Array;
  readonly lat: Float64Array;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly outline: Int32Array;
  readonly categories: string[];
  readonly groups: string[];
  private readonly reportStart: Uint32Array;
  private readonly outlineCache = new Map<number, Outline>();
  private readonly lineCache = new Map<number, Line>();
  private readonly rows = new Map<string, number>();

  private readonly items: Record<string, Value[]>;
  private readonly told: Record<string, Value[]>;

  constructor(readonly payload: Payload) {
    this.items = unpacked(payload.items, payload.count);
    const counts = this.numbers("reports");
    this.told = unpacked(payload.reports, counts.reduce((sum, count) => sum + count, 0));
    const ids = this.column<string>("id") ?? [];
    const count = ids.length;
    this.count = count;
    this.categories = Object.keys(payload.categories);
    this.groups = Object.values(payload.categories);
    this.layer = Uint8Array.from(this.numbers("layer"));
    const other = Math.max(0, this.categories.indexOf("other"));
    const known = new Map(this.categories.map((name, index) => [name, index]));
    this.category = Uint8Array.from(this.numbers("category"), (text) => known.get(payload.texts[text] ?? "") ?? other);
    const statuses = new Map<string, number>(STATUSES.map((name, index) => [name, index]));
    this.status = Uint8Array.from(this.numbers("status"), (text) => statuses.get(payload.texts[text] ?? "") ?? 0);
    this.start = this.times("start", NEVER);
    this.end = this.times("end", FOREVER);
    this.seen = this.times("last_seen", FOREVER);
    this.first = this.times("reported_first", NEVER);
    this.last = this.times("reported_last", NEVER);
    this.undated = Uint8Array.from(this.column<number | null>("start") ?? [], (value) => (value === null ? 1 : 0));
    this.background = Uint8Array.from(this.numbers("background"));
    this.lon = Float64Array.from(this.numbers("lon"));
    this.lat = Float64Array.from(this.numbers("lat"));
    this.x = this.lon.map(projectX);
    this.y = this.lat.map(projectY);
    this.outline = Int32Array.from(this.numbers("outline"));
    this.reportStart = new Uint32Array(count + 1);
    for (let row = 0; row < count; row++) {
      this.reportStart[row + 1] = (this.reportStart[row] ?? 0) + (counts[row] ?? 0);
    }
    ids.forEach((id, row) => this.rows.set(id, row));
  }

  private column<T>(name: string): Column<T> {
    return this.items[name] as Column<T>;
  }

  private numbers(name: string): number[] {
    return this.column<number>(name) ?? [];
  }

  private times(name: string, missing: number): Int32Array {
    return Int32Array.from(this.column<number | null>(name) ?? [], (value) => (value === null ? missing : value + this.payload.base));
  }

  id(row: number): string {
    return this.column<string>("id")?.[row] ?? "";
  }

  /** The row of an event's id; undefined where there is none. */
  row(id: string): number | undefined {
    return this.rows.get(id);
  }

  title(row: number): string {
    const title = this.column<string | number>("title")?.[row] ?? "";
    if (typeof title === "string") return title;
    // The first so many characters of the first quote.
    return String(this.told.quote?.[this.reportStart[row] ?? 0] ?? "").slice(0, title);
  }

  layerName(row: number): string {
    return this.payload.layers[this.layer[row] ?? 0] ?? "";
  }

  categoryName(row: number): string {
    return this.categories[this.category[row] ?? 0] ?? "other";
  }

  groupName(row: number): string {
    return this.groups[this.category[row] ?? 0] ?? "other";
  }

  statusName(row: number): Status {
    return STATUSES[this.status[row] ?? 0] ?? "claimed";
  }

  /** A pooled text of a row: place, country, precision, claimants... */
  text(name: string, row: number): string | null {
    const number = this.column<number>(name)?.[row] ?? 0;
    return this.payload.texts[number] ?? null;
  }

  /** The pool's number of a row's text, for comparing without looking at the text. */
  textNumber(name: string, row: number): number {
    return this.column<number>(name)?.[row] ?? 0;
  }

  number(name: string, row: number): number | null {
    return this.column<number | null>(name)?.[row] ?? null;
  }

  reportCount(row: number): number {
    return (this.reportStart[row + 1] ?? 0) - (this.reportStart[row] ?? 0);
  }

  /** Who published the reports of a row, in their order, some more than once. */
  publishers(row: number): string[] {
    const found: string[] = [];
    for (let at = this.reportStart[row] ?? 0; at < (this.reportStart[row + 1] ?? 0); at++) {
      const name = this.payload.texts[Number(this.told.publisher?.[at] ?? 0)];
      if (name !== null && name !== undefined) found.push(name);
    }
    return found;
  }

  reports(row: number): Report[] {
    const found: Report[] = [];
    const columns = this.told;
    for (let at = this.reportStart[row] ?? 0; at < (this.reportStart[row + 1] ?? 0); at++) {
      const text = (name: string): string | null => this.payload.texts[Number(columns[name]?.[at] ?? 0)] ?? null;
      found.push({
        quote: (columns.quote?.[at] as string | null) ?? "",
        published: this.moment(columns.published?.[at]),
        publisher: text("publisher"),
        url: text("url"),
        heading: text("heading"),
        claimant: text("claimant"),
        stance: text("stance"),
        blamed: text("blamed"),
        place: text("place"),
        how: text("how"),
        time: text("time"),
      });
    }
    return found;
  }

  private moment(value: Value | undefined): number | null {
    return typeof value === "number" ? value + this.payload.base : null;
  }

  /** An area's outline on the unit square; null for points and lines. */
  outlineOf(row: number): Outline | null {
    const number = this.outline[row] ?? -1;
    if (number < 0) return null;
    let outline = this.outlineCache.get(number);
    if (outline === undefined) {
      const rings = decodeLines(this.payload.outlines[number] ?? "", this.payload.scale).map(projectLine);
      outline = { rings, bounds: boundsOf(rings), area: areaOf(rings) };
      this.outlineCache.set(number, outline);
    }
    return outline;
  }

  /** A movement's line on the unit square; null for the rest. */
  lineOf(row: number): Line | null {
    const stream = this.column<string | number>("line")?.[row];
    if (typeof stream !== "string") return null;
    let line = this.lineCache.get(row);
    if (line === undefined) {
      line = projectLine(decodeLines(stream, 1000)[0] ?? new Float64Array(0));
      this.lineCache.set(row, line);
    }
    return line;
  }
}

function boundsOf(rings: Line[]): [number, number, number, number] {
  let [left, top, right, bottom] = [1, 1, 0, 0];
  for (const ring of rings) {
    for (let i = 0; i < ring.length; i += 2) {
      left = Math.min(left, ring[i] ?? 0);
      right = Math.max(right, ring[i] ?? 0);
      top = Math.min(top, ring[i + 1] ?? 0);
      bottom = Math.max(bottom, ring[i + 1] ?? 0);
    }
  }
  return [left, top, right, bottom];
}

function areaOf(rings: Line[]): number {
  let sum = 0;
  for (const ring of rings) {
    let twice = 0;
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      twice += (ring[j] ?? 0) * (ring[i + 1] ?? 0) - (ring[i] ?? 0) * (ring[j + 1] ?? 0);
    }
    sum += Math.abs(twice) / 2;
  }
  return sum;
}

function unpacked(columns: Record<string, Packed>, count: number): Record<string, Value[]> {
  return Object.fromEntries(
    Object.entries(columns).map(([name, column]) => [name, Array.isArray(column) ? column : Array<Value>(count).fill(column.all)]),
  );
}
