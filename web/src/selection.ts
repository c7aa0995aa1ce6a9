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
    this.first = firstState(opening(store, this.period));
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
    const { store, window, filter, rows: before } = this;
    // Many steps show what was shown before: nothing is kept of them until a row differs.
    let rows: number[] | null = null;
    let same = 0;
    for (let row = 0; row < store.count; row++) {
      if (filter.passes[row] !== 1 || !inWindow(store, row, window)) continue;
      if (rows !== null) rows.push(row);
      else if (before[same] === row) same++;
      else rows = [...before.slice(0, same), row];
    }
    if (rows === null && same < before.length) rows = before.slice(0, same);
    // Of the same rows as many are stale only if the same are: staleness comes with time and does not go.
    let stale = 0;
    if (this.mayStale) for (const row of rows ?? before) if (this.stale(row)) stale++;
    if (rows === null && stale === this.staleCount) return;
    this.rows = rows ?? before.slice();
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
