// The table: all that the map holds at this time and with these filters, for reading, hearing and printing.

import type { Clock } from "./clock";
import { fill, h } from "./dom";
import type { Selection } from "./selection";
import { STATUSES } from "./data";
import { CATEGORY_WORDS, counted, country, PRECISION_WORDS, say, STATUS_WORDS, type Message } from "./words";

const PAGE = 100;

export class Table {
  readonly element = h("section", { class: "table", "aria-label": say("table"), hidden: true, tabindex: 0 });
  private page = 0;

  constructor(
    private readonly selection: Selection,
    private readonly clock: Clock,
    private readonly choose: (row: number) => void,
  ) {}

  show(rows: readonly number[], keepPage = false): void {
    const pages = Math.max(1, Math.ceil(rows.length / PAGE));
    this.page = keepPage ? Math.max(0, Math.min(pages - 1, this.page)) : 0;
    const shown = rows.slice(this.page * PAGE, (this.page + 1) * PAGE);
    const heads: Message[] = ["when", "what", "category", "status", "where", "howExact", "saidBy", "reports", "publishedBy"];
    fill(
      this.element,
      h(
        "table",
        {},
        h("caption", { class: "heard" }, say(pages > 1 ? "newestFirstPage" : "newestFirst", { shown: counted("event", rows.length), page: String(this.page + 1), pages: String(pages) })),
        h("thead", {}, h("tr", {}, ...heads.map((name) => h("th", { scope: "col" }, say(name))))),
        h("tbody", {}, ...shown.map((row) => this.row(row))),
      ),
      pages > 1 && this.pager(rows, pages),
    );
  }

  private row(row: number): HTMLElement {
    const { store, filter } = this.selection;
    const text = (name: string): string => store.text(name, row) ?? "";
    const status = STATUSES[filter.status[row] ?? 0] ?? "claimed";
    const from = text("from_place");
    const where = from !== "" ? `${from} → ${text("to_place")}` : text("place");
    const cells = [
      CATEGORY_WORDS[store.categoryName(row)] ?? store.categoryName(row),
      h("span", { class: `status ${status}` }, STATUS_WORDS[status]),
      [where, text("admin1"), country(text("country"))].filter((name, i, all) => name !== "" && all.indexOf(name) === i).join(", "),
      PRECISION_WORDS[text("precision")] ?? text("precision"),
      text("claimants"),
      String(store.reportCount(row)),
      [...new Set(store.publishers(row))].join("; "),
    ];
    const when = this.clock.formatSpan(store.start[row] ?? 0, store.end[row] ?? 0, store.text("time_precision", row));
    const title = store.title(row) || (CATEGORY_WORDS[store.categoryName(row)] ?? "");
    return h(
      "tr",
      {},
      h("td", { class: "when" }, when),
      h("th", { scope: "row" }, h("button", { type: "button", class: "text", onclick: () => this.choose(row) }, title)),
      ...cells.map((cell) => h("td", {}, cell)),
    );
  }

  private pager(rows: readonly number[], pages: number): HTMLElement {
    const go = (page: number): void => {
      this.page = page;
      this.show(rows, true);
      this.element.scrollTop = 0;
      this.element.focus();
    };
    return h(
      "p",
      { class: "pager" },
      h("button", { type: "button", disabled: this.page === 0, onclick: () => go(this.page - 1) }, say("newer")),
      ` ${this.page + 1} / ${pages} `,
      h("button", { type: "button", disabled: this.page === pages - 1, onclick: () => go(this.page + 1) }, say("older")),
    );
  }
}
