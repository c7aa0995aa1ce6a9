// The rows on show: what passes the filters and meets the window, kept in step for all parts of the page.

import { FOREVER, type Store } from "./data";
import { opening } from "./opening";
import { Filter, firstState, inWindow, isStale, Period, type State, type Window } from "./state";

export type Change = "filter" | "window" | "selected" | "tab";
export type Listener = (changes: ReadonlySet<Change>) => void;

export class Selection {
  readonly period: Period;
  readonly filter: Filter;
  /** What the page opens with. */
  readonly first: State;
  state: State;
  window: Window;
  /** Rows on show, newest first: another array only when others are on show, or others of them are stale. */
  rows: readonly number[] = [];
  private staleCount = 0;
  /** Whether there is any state that may grow stale. */
  private readonly mayStale: boolean;
  private readonly listeners: Listener[] = [];

  constructor(readonly store: Store) {
    this.period = new Period(store.payload.days);
    this.filter = new Filter(store);
    this.mayStale = store.end.includes(FOREVER);
    this.first = firstState(opening(store, this.period, this.filter.order));
    this.state = this.first;
    this.window = this.period.window(this.state.span, this.state.at);
    this.filter.update(this.state, this.known());
    this.choose();
  }

  onChange(listener: Listener): void {
    this.listeners.push(listener);
  }

  update(part: Partial<State>): void {
    const before = this.state;
    this.state = { ...before, ...part };
    const changes = new Set<Change>();
    const { state } = this;
    this.window = this.period.window(state.span, state.at);
    if (state.span !== before.span || state.at !== before.at) changes.add("window");
    if (
      (state.known === "slider" && changes.has("window")) || state.background !== before.background ||
      state.hiddenCategories !== before.hiddenCategories || state.hiddenStatuses !== before.hiddenStatuses ||
      state.search !== before.search || state.claimant !== before.claimant ||
      state.publisher !== before.publisher || state.known !== before.known
    ) {
      this.filter.update(state, this.known());
      changes.add("filter");
    }
    if (state.selected !== before.selected) changes.add("selected");
    if (state.tab !== before.tab) changes.add("tab");
    if (changes.size === 0) return;
    if (changes.has("filter") || changes.has("window")) this.choose();
    for (const listener of this.listeners) listener(changes);
  }

  /** Up to when reports count: minutes; null for all. */
  private known(): number | null {
    const { known } = this.state;
    return known === "slider" ? Math.min(this.window.to, this.period.end) : known;
  }

  private choose(): void {
    const { store, window, filter } = this;
    const rows: number[] = [];
    for (const row of filter.order) if (filter.passes[row] === 1 && inWindow(store, row, window)) rows.push(row);
    // Of the same rows as many are stale only if the same are: staleness comes with time and does not go.
    const stale = this.mayStale ? rows.reduce((count, row) => count + Number(this.stale(row)), 0) : 0;
    if (stale === this.staleCount && sameRows(rows, this.rows)) return;
    this.rows = rows;
    this.staleCount = stale;
  }

  /** Row of the selected event; -1 for none. */
  get selectedRow(): number {
    const { selected } = this.state;
    return selected === null ? -1 : (this.store.row(selected) ?? -1);
  }

  stale(row: number): boolean {
    return isStale(this.store, row, this.window, this.period);
  }
}

function sameRows(rows: readonly number[], others: readonly number[]): boolean {
  if (rows.length !== others.length) return false;
  for (let i = 0; i < rows.length; i++) if (rows[i] !== others[i]) return false;
  return true;
}
