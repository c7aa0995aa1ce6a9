// The list beside the map: the same rows, only as many elements as fit the box.

import type { Clock } from "./clock";
import { fill, h } from "./dom";
import type { Looks } from "./looks";
import type { Selection } from "./selection";
import { markElement } from "./symbols";
import { theme } from "./theme";
import { CATEGORY_WORDS, counted, say, STATUS_WORDS } from "./words";

const ROW = 84;
const SPARE = 4;

/** A line between the events: what follows it, and what pressing it does. */
export interface Divider {
  words: string;
  expanded: boolean | null;
  press: (() => void) | null;
}

export type Entry = number | Divider;

export class List {
  readonly element: HTMLElement;
  private readonly scroller: HTMLElement;
  private readonly inner: HTMLElement;
  private readonly empty: HTMLElement;
  private rows: readonly Entry[] = [];
  private first = -1;
  private last = -1;
  /** Whether every row is on the page, as on paper: what fits the box does not count then. */
  private whole = false;

  constructor(
    private readonly selection: Selection,
    private readonly clock: Clock,
    private readonly looks: Looks,
    private readonly choose: (row: number) => void,
  ) {
    this.inner = h("ul", { class: "rows" });
    this.empty = h("p", { class: "empty", hidden: true }, say("nothing"));
    this.scroller = h("div", { class: "scroller", onscroll: () => this.render() }, this.empty, this.inner);
    this.element = this.scroller;
    this.scroller.addEventListener("keydown", (event) => this.move(event));
    new ResizeObserver(() => this.render()).observe(this.scroller);
  }

  show(rows: readonly Entry[]): void {
    this.rows = rows;
    this.empty.hidden = rows.some((entry) => typeof entry === "number");
    this.inner.style.height = `${rows.length * ROW}px`;
    this.first = this.last = -1;
    this.render();
  }

  /** Puts every row on the page, for printing; undone by `refresh`. */
  showAll(): void {
    this.whole = true;
    fill(this.inner, ...this.rows.map((entry, i) => this.placed(entry, i)));
  }

  /** Draws again what is in the box, whatever changed. */
  refresh(): void {
    this.whole = false;
    this.first = this.last = -1;
    this.render();
  }

  private render(): void {
    if (this.whole) return;
    const top = Math.max(0, Math.floor(this.scroller.scrollTop / ROW) - SPARE);
    const count = Math.ceil((this.scroller.clientHeight || 600) / ROW) + 2 * SPARE;
    const end = Math.min(this.rows.length, top + count);
    if (top === this.first && end === this.last) return;
    this.first = top;
    this.last = end;
    const focused = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.index : undefined;
    fill(this.inner, ...this.rows.slice(top, end).map((entry, i) => this.placed(entry, top + i)));
    if (focused !== undefined && document.activeElement === document.body) {
      this.inner.querySelector<HTMLElement>(`[data-index="${focused}"]`)?.focus({ preventScroll: true });
    }
  }

  private placed(entry: Entry, index: number): HTMLElement {
    const inside = typeof entry === "number" ? this.item(entry, index) : divider(entry, index);
    const item = h("li", { "aria-setsize": this.rows.length, "aria-posinset": index + 1 }, inside);
    item.style.top = `${index * ROW}px`;
    return item;
  }

  private item(row: number, index: number): HTMLElement {
    const { store } = this.selection;
    const look = this.looks.of(row);
    const selected = row === this.selection.selectedRow;
    const place = store.text("place", row);
    const from = store.text("from_place", row);
    const to = store.text("to_place", row);
    const title = store.title(row) || (CATEGORY_WORDS[look.category] ?? look.category);
    const where = from !== null && to !== null ? `${from} → ${to}` : (place ?? to ?? from ?? "");
    const quote = store.quote(row);
    const when = this.clock.formatSpan(store.start[row] ?? 0, store.end[row] ?? 0, store.text("time_precision", row));
    const reports = store.reportCount(row);
    return h(
      "button",
      {
        type: "button",
        class: `row${look.stale ? " stale" : ""}${look.status === "retracted" ? " retracted" : ""}`,
        "data-row": row,
        "data-index": index,
        "aria-current": selected ? "true" : null,
        onclick: () => this.choose(row),
      },
      markElement(look, theme.palette),
      h(
        "span",
        { class: "what" },
        h("span", { class: "title" }, title),
        h(
          "span",
          { class: "meta" },
          h("span", { class: `status ${look.status}` }, STATUS_WORDS[look.status]),
          // What the title says is not said again.
          ...[title.includes(place ?? where) ? "" : where, when, reports > 1 ? counted("report", reports) : "", look.stale ? say("noNews") : ""]
            .filter((words) => words !== "").map((words) => ` · ${words}`),
        ),
        quote !== "" && !quote.startsWith(title) && h("span", { class: "said" }, quote),
      ),
    );
  }

  private move(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8, Home: -Infinity, End: Infinity }[event.key];
    const current = event.target instanceof HTMLElement ? event.target.dataset.index : undefined;
    if (step === undefined || current === undefined) return;
    event.preventDefault();
    const at = this.inner.children.length === 0 ? 0 : Number(current);
    this.focusAt(Math.max(0, Math.min(this.rows.length - 1, at + step)));
  }

  private focusAt(index: number): void {
    this.reveal(index);
    this.inner.querySelector<HTMLElement>(`[data-index="${index}"]`)?.focus({ preventScroll: true });
  }

  /** Brings a row into the box. */
  revealRow(row: number): void {
    const index = this.rows.indexOf(row);
    if (index >= 0) this.reveal(index);
  }

  focusRow(row: number): void {
    const index = this.rows.indexOf(row);
    if (index >= 0) this.focusAt(index);
  }

  private reveal(index: number): void {
    const top = index * ROW;
    const box = this.scroller;
    if (top < box.scrollTop) box.scrollTop = top;
    else if (top + ROW > box.scrollTop + box.clientHeight) box.scrollTop = top + ROW - box.clientHeight;
    this.render();
  }
}


function divider(entry: Divider, index: number): HTMLElement {
  if (entry.press === null) return h("p", { class: "divider" }, entry.words);
  return h(
    "button",
    { type: "button", class: "divider", "data-index": index, "aria-expanded": entry.expanded === null ? null : String(entry.expanded), onclick: entry.press },
    entry.words,
  );
}
