// What the page knows: Python's columns as typed arrays, quick to filter, with texts looked up when shown.

import { decodeProjected, type Line } from "./codec";
import { projectX, quickY } from "./mercator";
import { CATEGORY_WORDS, LANGUAGE, RTL } from "./words";

export const STATUSES = ["claimed", "confirmed", "disputed", "denied", "planned", "predicted", "retracted"] as const;
export type Status = (typeof STATUSES)[number];
export const FOREVER = 0x7fffffff;
export const NEVER = -0x7fffffff;
/** Degrees within which one name means one place. */
const NEAR = 0.3;

type Value = number | string | null;
/** A column, or the one value that all its rows have. */
export type Packed = Value[] | { all: Value };

/** What the first picture needs. */
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
  /** The few words that columns of `SHORT` refer to by number; 0 is none. */
  words: (string | null)[];
  outlines: string[];
}

/** What is read when someone reads: most of the file, and not needed for the first picture. */
export interface Told {
  items: Record<string, Packed>;
  reports: Record<string, Packed>;
  unplaced: [string, string, string, string | null][];
  sources: [string | null, string | null, string | null, number | null, string[]][];
  /** The texts that all other columns refer to by number. */
  texts: (string | null)[];
}

const SHORT = new Set(["attribution_status", "time_precision", "precision", "relation", "force"]);

export interface Report {
  quote: string;
  publisher: string | null;
  url: string | null;
  published: number | null;
  /** Whether the source gives the day alone. */
  publishedDay: boolean;
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

/** One row an event, the newest first; a column is indexed by the row's number. */
export class Store {
  readonly count: number;
  readonly layer: Uint8Array;
  readonly category: Uint8Array;
  readonly status: Uint8Array;
  readonly start: Int32Array;
  readonly end: Int32Array;
  readonly background: Uint8Array;
  readonly undated: Uint8Array;
  readonly lon: Float64Array;
  readonly lat: Float64Array;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly outline: Int32Array;
  readonly categories: string[];
  readonly groups: string[];
  private starts: Uint32Array | null = null;
  private lastSeen: Int32Array | null = null;
  private firstTold: Int32Array | null = null;
  private numbers: Int32Array | null = null;
  private readonly outlineCache = new Map<number, Outline>();
  private readonly lineCache = new Map<number, Line>();
  private readonly items: Record<string, Packed>;
  private read: Told | null = null;
  private readonly opened = new Map<string, Value[]>();
  private rows: Map<string, number> | null = null;
  private placeRows: Map<string, number[]> | null = null;

  constructor(readonly payload: Payload, private readonly tell: () => Told) {
    this.items = payload.items;
    const { count } = payload;
    this.count = count;
    this.categories = Object.keys(payload.categories);
    this.groups = Object.values(payload.categories);
    this.layer = this.filled(new Uint8Array(count), "layer");
    this.category = this.filled(new Uint8Array(count), "category");
    this.status = this.filled(new Uint8Array(count), "status");
    this.start = this.times("start", NEVER);
    this.end = this.times("end", FOREVER);
    this.undated = new Uint8Array(count);
    for (let row = this.start.indexOf(NEVER); row >= 0; row = this.start.indexOf(NEVER, row + 1)) this.undated[row] = 1;
    this.background = this.filled(new Uint8Array(count), "background");
    this.lon = this.filled(new Float64Array(count), "lon");
    this.lat = this.filled(new Float64Array(count), "lat");
    this.x = new Float64Array(count);
    this.y = new Float64Array(count);
    this.outline = this.filled(new Int32Array(count), "outline");
  }

  /** When a row was last told of. */
  get seen(): Int32Array {
    return (this.lastSeen ??= this.times("last_seen", FOREVER));
  }

  /** When a row was first told of. */
  get first(): Int32Array {
    return (this.firstTold ??= this.times("reported_first", NEVER));
  }

  /** All rows. */
  get all(): Int32Array {
    return (this.numbers ??= new Int32Array(this.count).map((_, row) => row));
  }

  /** Puts rows on the unit square, `x` and `y`: only those that are drawn, and once. */
  project(rows: readonly number[] | Int32Array): void {
    const { lon, lat, x, y } = this;
    for (const row of rows) {
      if (y[row] !== 0) continue;
      x[row] = projectX(lon[row] ?? 0);
      y[row] = quickY(lat[row] ?? 0);
    }
  }

  /** Where the reports of each row start, and where the last ends. */
  private get reportStart(): Uint32Array {
    if (this.starts === null) {
      this.starts = new Uint32Array(this.count + 1);
      const counts = this.filled(new Uint32Array(this.count), "reports");
      for (let row = 0; row < this.count; row++) this.starts[row + 1] = (this.starts[row] ?? 0) + (counts[row] ?? 0);
    }
    return this.starts;
  }

  /** What is told in words, read when first asked for. */
  get told(): Told {
    return (this.read ??= this.tell());
  }

  private filled<A extends Uint8Array | Int32Array | Uint32Array | Float64Array>(into: A, name: string): A {
    const column = this.items[name];
    if (column === undefined) return into;
    // The browser's own loops: ours are slow before they have run for a while, and these run first of all.
    if (!Array.isArray(column)) into.fill(Number(column.all));
    else into.set(column as number[]);
    return into;
  }

  private times(name: string, missing: number): Int32Array {
    const column = this.items[name];
    const { base } = this.payload;
    const into = new Int32Array(this.count);
    if (!Array.isArray(column)) return into.fill(typeof column?.all === "number" ? column.all + base : missing);
    into.set(column as number[]);
    for (let row = 0; row < into.length; row++) into[row] = (into[row] ?? 0) + base;
    for (let row = column.indexOf(null); row >= 0; row = column.indexOf(null, row + 1)) into[row] = missing;
    return into;
  }

  private value(name: string, row: number): Value | undefined {
    const column = this.items[name] ?? this.told.items[name];
    return Array.isArray(column) ? column[row] : column?.all;
  }

  /** A column of the reports, laid out. */
  private reported(name: string): Value[] {
    let column = this.opened.get(name);
    if (column === undefined) {
      const packed = this.told.reports[name] ?? [];
      column = Array.isArray(packed) ? packed : Array<Value>(this.reportStart[this.count] ?? 0).fill(packed.all);
      this.opened.set(name, column);
    }
    return column;
  }

  id(row: number): string {
    return String(this.value("id", row) ?? "");
  }

  /** Whether an event is at a place of this name, here or near: there are many of most names. */
  speaksOf(name: string, lon: number, lat: number): boolean {
    if (this.placeRows === null) {
      this.placeRows = new Map();
      for (let row = 0; row < this.count; row++) {
        const place = this.text("place", row) ?? "";
        const found = this.placeRows.get(place);
        if (found === undefined) this.placeRows.set(place, [row]);
        else if (this.lon[found[found.length - 1] ?? 0] !== this.lon[row]) found.push(row);
      }
    }
    return (this.placeRows.get(name) ?? []).some((row) => Math.abs((this.lon[row] ?? 0) - lon) < NEAR && Math.abs((this.lat[row] ?? 0) - lat) < NEAR);
  }

  /** The row of an event's id; undefined where there is none. */
  row(id: string): number | undefined {
    if (this.rows === null) {
      this.rows = new Map();
      for (let row = 0; row < this.count; row++) this.rows.set(this.id(row), row);
    }
    return this.rows.get(id);
  }

  title(row: number): string {
    const title = this.value("title", row) ?? "";
    if (typeof title === "string") return this.spoken(title, row);
    // The first so many characters of the first quote.
    return this.quote(row).slice(0, title);
  }

  /** The sentence that told of it first. */
  quote(row: number): string {
    return String(this.reported("quote")[this.reportStart[row] ?? 0] ?? "");
  }

  /** A title that geomap made, 'Shelling: Kharkiv', in the reader's language; any other as it is. */
  private spoken(title: string, row: number): string {
    if (LANGUAGE === "en" || RTL) return title;
    const [place, from, to] = ["place", "from_place", "to_place"].map((name) => this.text(name, row));
    const way = from !== null && to !== null;
    const where = way ? `: ${from} to ${to}` : `: ${place ?? ""}`;
    if (title.indexOf(": ") !== title.length - where.length || !title.endsWith(where)) return title;
    return `${CATEGORY_WORDS[this.categoryName(row)] ?? ""}: ${way ? `${from} → ${to}` : (place ?? "")}`;
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
    const number = Number(this.value(name, row) ?? 0);
    return (SHORT.has(name) ? this.payload.words : this.told.texts)[number] ?? null;
  }

  /** Which rows have a word in a column of the light half: bytes of 1. */
  says(name: string, word: string): Uint8Array {
    const column = this.items[name];
    const number = this.payload.words.indexOf(word);
    const found = new Uint8Array(this.count);
    if (!Array.isArray(column)) return found.fill(number > 0 && column?.all === number ? 1 : 0);
    for (let row = column.indexOf(number); row >= 0; row = column.indexOf(number, row + 1)) found[row] = 1;
    return found;
  }

  number(name: string, row: number): number | null {
    const value = this.value(name, row);
    return typeof value === "number" ? value : null;
  }

  reportCount(row: number): number {
    return (this.reportStart[row + 1] ?? 0) - (this.reportStart[row] ?? 0);
  }

  /** Who published the reports of a row, in their order, some more than once. */
  publishers(row: number): string[] {
    const found: string[] = [];
    for (let at = this.reportStart[row] ?? 0; at < (this.reportStart[row + 1] ?? 0); at++) {
      const name = this.told.texts[Number(this.reported("publisher")[at] ?? 0)];
      if (name !== null && name !== undefined) found.push(name);
    }
    return found;
  }

  reports(row: number): Report[] {
    const found: Report[] = [];
    for (let at = this.reportStart[row] ?? 0; at < (this.reportStart[row + 1] ?? 0); at++) {
      const text = (name: string): string | null => this.told.texts[Number(this.reported(name)[at] ?? 0)] ?? null;
      found.push({
        quote: String(this.reported("quote")[at] ?? ""),
        published: this.moment(this.reported("published")[at]),
        publishedDay: this.reported("day")[at] === 1,
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
      const rings = decodeProjected(this.payload.outlines[number] ?? "", this.payload.scale);
      outline = { rings, bounds: boundsOf(rings), area: areaOf(rings) };
      this.outlineCache.set(number, outline);
    }
    return outline;
  }

  /** A movement's line on the unit square; null for the rest. */
  lineOf(row: number): Line | null {
    const stream = this.value("line", row);
    if (typeof stream !== "string") return null;
    let line = this.lineCache.get(row);
    if (line === undefined) {
      line = decodeProjected(stream, 1000)[0] ?? new Float64Array(0);
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
