// What the reader asked to see, and the rows that answer it.

import { DAY, HOUR, stepsFor, unitFor, type Unit } from "./clock";
import { FOREVER, NEVER, STATUSES, type Store } from "./data";

/** 'all', 'sofar', 'moment', or a number of steps. */
export type Span = string;
export type Tab = "list" | "table" | "about";

export interface State {
  span: Span;
  /** Where the slider stands: minutes. */
  at: number;
  /** Only what was known by then: minutes, or the end of the slider's window; null for all known now. */
  known: number | "slider" | null;
  hiddenCategories: ReadonlySet<string>;
  hiddenStatuses: ReadonlySet<string>;
  search: string;
  claimant: string | null;
  publisher: string | null;
  /** Whether what lies wholly before the period is shown. */
  background: boolean;
  selected: string | null;
  tab: Tab;
}

export interface Window {
  from: number;
  to: number;
}

export const HIDDEN_AT_FIRST: ReadonlySet<string> = new Set(["predicted"]);

export class Period {
  readonly unit: Unit;
  readonly steps: number[];
  readonly start: number;
  readonly end: number;

  constructor(days: number[]) {
    this.unit = unitFor(days);
    this.steps = stepsFor(days, this.unit);
    this.start = this.steps[0] ?? 0;
    this.end = this.steps[this.steps.length - 1] ?? this.start + DAY;
  }

  /** Number of the step that holds a moment. */
  stepOf(at: number): number {
    let low = 0;
    let high = this.steps.length - 2;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.steps[middle] ?? 0) <= at) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  get lastStep(): number {
    return Math.max(0, this.steps.length - 2);
  }

  startOf(step: number): number {
    return this.steps[Math.max(0, Math.min(this.lastStep, step))] ?? this.start;
  }

  /** The half-open window a span covers from `at` on. */
  window(span: Span, at: number): Window {
    if (span === "all") return { from: NEVER, to: FOREVER };
    if (span === "moment") return { from: at, to: at + 1 };
    const step = this.stepOf(at);
    if (span === "sofar") return { from: NEVER, to: this.steps[step + 1] ?? this.end };
    const count = Number(span) || 1;
    const exact = this.steps[step] === at;
    if (exact) return { from: at, to: this.steps[Math.min(this.steps.length - 1, step + count)] ?? this.end };
    const length = { hour: HOUR, day: DAY, week: 7 * DAY, month: 30 * DAY }[this.unit];
    return { from: at, to: at + count * length };
  }
}

export function firstState(opening: Pick<State, "span" | "at">): State {
  return {
    span: opening.span,
    at: opening.at,
    known: null,
    hiddenCategories: new Set(),
    hiddenStatuses: HIDDEN_AT_FIRST,
    search: "",
    claimant: null,
    publisher: null,
    background: false,
    selected: null,
    tab: "list",
  };
}

/** Rows that pass the filters (not the window): bytes of 1. */
export class Filter {
  readonly passes: Uint8Array;
  readonly status: Uint8Array;
  private searchTexts: string[] | null = null;
  private readonly logs = new Map<number, [number, number][]>();

  constructor(private readonly store: Store) {
    this.passes = new Uint8Array(store.count).fill(1);
    this.status = store.status.slice();
  }

  /** Decides anew which rows pass; `known` is the moment up to which reports count, null for all. */
  update(state: State, known: number | null): void {
    const { store, passes } = this;
    const categories = store.categories.map((name) => (state.hiddenCategories.has(name) ? 0 : 1));
    const statuses = STATUSES.map((name) => (state.hiddenStatuses.has(name) ? 0 : 1));
    const words = normalised(state.search).split(" ").filter((word) => word !== "");
    if (known === null && state.claimant === null && state.publisher === null && words.length === 0) {
      this.quickly(state.background, categories, statuses);
      return;
    }
    for (let row = 0; row < store.count; row++) {
      let passed = store.background[row] === 1 && !state.background ? 0 : (categories[store.category[row] ?? 0] ?? 0);
      let status = store.status[row] ?? 0;
      if (known !== null && passed === 1) {
        status = this.statusBy(row, known);
        if ((store.first[row] ?? NEVER) > known) passed = 0;
      }
      this.status[row] = status;
      if (passed === 1) passed = statuses[status] ?? 0;
      if (passed === 1 && state.claimant !== null) passed = this.listed("claimants", row, state.claimant);
      if (passed === 1 && state.publisher !== null) passed = this.published(row, state.publisher);
      if (passed === 1 && words.length > 0) passed = this.found(row, words);
      passes[row] = passed;
    }
  }

  /** What needs no words, as at first: the browser still runs loops slowly then. */
  private quickly(before: boolean, categories: number[], statuses: number[]): void {
    const { store: { category, status, background }, passes } = this;
    for (let row = 0; row < passes.length; row++) {
      passes[row] = before || background[row] !== 1 ? (categories[category[row] ?? 0] ?? 0) & (statuses[status[row] ?? 0] ?? 0) : 0;
    }
    this.status.set(status);
  }

  /** The status as it stood at a moment. */
  private statusBy(row: number, known: number): number {
    let log = this.logs.get(row);
    if (log === undefined) {
      log = parseLog(this.store.text("status_log", row));
      this.logs.set(row, log);
    }
    let status = log[0]?.[1] ?? this.store.status[row] ?? 0;
    for (const [at, changed] of log) if (at <= known) status = changed;
    return status;
  }

  private listed(name: string, row: number, wanted: string): number {
    return (this.store.text(name, row) ?? "").split("; ").includes(wanted) ? 1 : 0;
  }

  private published(row: number, wanted: string): number {
    return this.store.publishers(row).includes(wanted) ? 1 : 0;
  }

  private found(row: number, words: string[]): number {
    const texts = (this.searchTexts ??= []);
    const text = (texts[row] ??= normalised(this.searchText(row)));
    return words.every((word) => text.includes(word)) ? 1 : 0;
  }

  private searchText(row: number): string {
    const { store } = this;
    const names = ["place", "country", "admin1", "from_place", "to_place", "claimants", "attributed_to", "force"];
    return [
      store.title(row),
      store.categoryName(row).replace("_", " "),
      ...names.map((name) => store.text(name, row) ?? ""),
      ...store.reports(row).map((report) => `${report.quote} ${report.publisher ?? ""}`),
    ].join(" ");
  }
}

/** 'status at; status at', or each the other way round, as minutes and numbers of statuses. */
export function parseLog(text: string | null): [number, number][] {
  const found: [number, number][] = [];
  for (const entry of (text ?? "").split(";")) {
    const words = entry.trim().split(" ");
    const status = STATUSES.findIndex((name) => words.includes(name));
    const minutes = words.map((word) => Date.parse(word) / 60000).find((at) => !Number.isNaN(at));
    if (minutes !== undefined && status >= 0) found.push([Math.floor(minutes), status]);
  }
  return found;
}

export function normalised(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

/** Whether a row's interval meets a half-open window; what has no date is in no window but the whole. */
export function inWindow(store: Store, row: number, window: Window): boolean {
  if (store.undated[row] === 1) return window.from === NEVER && window.to === FOREVER;
  return (store.start[row] ?? 0) < window.to && (store.end[row] ?? 0) > window.from;
}

/** A state nobody has spoken of for `stale` minutes before the window's last moment. */
export function isStale(store: Store, row: number, window: Window, period: Period): boolean {
  if (store.end[row] !== FOREVER || store.seen[row] === FOREVER) return false;
  const now = Math.min(window.to, period.end);
  return now > (store.seen[row] ?? 0) + store.payload.stale;
}
