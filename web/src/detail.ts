// All that is known of one event: who says what, when, and how the place was found.

import type { Clock } from "./clock";
import { FOREVER, STATUSES, type Report } from "./data";
import { fill, h, sourceLink, type Child } from "./dom";
import type { Marks } from "./marks";
import type { Selection } from "./selection";
import { parseLog } from "./state";
import { markElement } from "./symbols";
import type { Palette } from "./theme";
import { CATEGORY_WORDS, country, plural, PRECISION_WORDS, STANCE_WORDS, STATUS_HINTS, STATUS_WORDS } from "./words";

export class Detail {
  readonly element: HTMLElement;
  private readonly body: HTMLElement;

  constructor(
    private readonly selection: Selection,
    private readonly clock: Clock,
    private readonly marks: Marks,
    public palette: Palette,
    actions: { close: () => void; locate: (row: number) => void },
  ) {
    this.body = h("div", { class: "detail-body" });
    this.element = h(
      "section",
      { class: "detail", "aria-label": "Selected event", hidden: true },
      h(
        "div",
        { class: "detail-bar" },
        h("button", { type: "button", class: "text back", onclick: actions.close }, "← Back to the list"),
        h(
          "button",
          { type: "button", class: "text", onclick: () => actions.locate(this.selection.selectedRow) },
          "Show on map",
        ),
      ),
      this.body,
    );
  }

  show(row: number): void {
    this.element.hidden = row < 0;
    if (row < 0) {
      fill(this.body);
      return;
    }
    const { store } = this.selection;
    const look = this.marks.look(row);
    const reports = store.reports(row);
    const heading = h("h2", { tabindex: -1 }, store.title(row) || CATEGORY_WORDS[look.category]);
    fill(
      this.body,
      h(
        "div",
        { class: "detail-head" },
        markElement(look, this.palette),
        h("span", { class: "kind" }, CATEGORY_WORDS[look.category] ?? look.category),
        h("span", { class: `status ${look.status}`, title: STATUS_HINTS[look.status] }, STATUS_WORDS[look.status]),
        look.stale && h("span", { class: "status stale" }, "no news of it since"),
      ),
      heading,
      h("dl", { class: "facts" }, ...this.facts(row)),
      h("h3", {}, reports.length === 1 ? "Reported by" : plural(reports.length, "report")),
      h("ol", { class: "reports" }, ...reports.map((report) => this.report(report))),
      this.history(row),
      h("p", { class: "fine" }, `Event ${store.id(row)}`),
    );
    this.element.scrollTop = 0;
  }

  focus(): void {
    this.body.querySelector<HTMLElement>("h2")?.focus({ preventScroll: true });
  }

  private facts(row: number): Child[] {
    const { store } = this.selection;
    const found: Child[] = [];
    const fact = (name: string, ...values: Child[]): void => {
      found.push(h("dt", {}, name), h("dd", {}, ...values));
    };
    const text = (name: string): string | null => store.text(name, row);
    const zone = this.clock.offset(store.start[row] ?? 0);
    const span = this.clock.formatSpan(store.start[row] ?? 0, store.end[row] ?? 0, text("time_precision"));
    fact("When", span, h("span", { class: "fine" }, ` ${zone}`));
    if (store.end[row] === FOREVER && store.seen[row] !== FOREVER) {
      fact("Last reported", this.clock.formatMoment(store.seen[row] ?? 0));
    }
    const from = text("from_place");
    const to = text("to_place");
    if (from !== null) fact("From", from);
    if (to !== null) fact("To", to);
    const place = text("place");
    if (place !== null) {
      const around = [text("admin1"), country(text("country") ?? "")].filter((name) => name !== null && name !== "" && name !== place);
      fact("Where", [place, ...around].join(", "));
    }
    const precision = text("precision");
    if (precision !== null) {
      const radius = store.number("radius_m", row);
      const reach = radius !== null && radius > 0 ? `, within ${kilometres(radius)}` : "";
      fact("How exact", `${PRECISION_WORDS[precision] ?? precision}${reach}`);
    }
    const quantities = text("quantities");
    if (quantities !== null) fact("Figures", quantities);
    const force = text("force");
    if (force !== null) fact("Force", force);
    const claimants = text("claimants");
    if (claimants !== null) fact("Said by", claimants);
    const denied = text("denied_by");
    if (denied !== null) fact("Denied by", denied);
    const blamed = text("attributed_to");
    const attribution = text("attribution_status");
    if (blamed !== null) fact("Blamed on", `${blamed} (${attribution ?? "claimed"})`);
    else if (attribution === "disputed") fact("Who did it", "disputed");
    const edited = text("edited_by");
    if (edited !== null) fact("Edited by", edited);
    return found;
  }

  private report(report: Report): HTMLElement {
    const said = report.claimant ?? report.publisher ?? "The source";
    const stance = STANCE_WORDS[report.stance ?? "asserts"] ?? "said";
    const time = report.published === null ? "time not given" : this.clock.formatMoment(report.published);
    const source = [report.publisher, report.heading].filter((part) => part !== null).join(": ") || "Source";
    return h(
      "li",
      { class: `report ${report.stance ?? ""}` },
      h("p", { class: "claimant" }, h("b", {}, said), ` ${stance}${report.blamed !== null ? `, blaming ${report.blamed}` : ""}`),
      report.quote !== "" && h("blockquote", {}, report.quote),
      h("p", { class: "meta" }, sourceLink(report.url, source), ` · ${time}`),
      report.how !== null && h("p", { class: "fine" }, `Place: ${report.place ?? "open"}. ${report.how}`),
      report.time !== null && report.time !== "" && h("p", { class: "fine" }, `Time from ‘${report.time}’`),
    );
  }

  private history(row: number): Child {
    const log = parseLog(this.selection.store.text("status_log", row));
    if (log.length < 2) return null;
    return h(
      "div",
      {},
      h("h3", {}, "Status over time"),
      h(
        "ol",
        { class: "history" },
        ...log.map(([at, number]) => {
          const status = STATUSES[number] ?? "claimed";
          return h(
            "li",
            {},
            h("span", { class: "when" }, this.clock.formatMoment(at)),
            h("span", { class: `status ${status}` }, STATUS_WORDS[status]),
          );
        }),
      ),
    );
  }
}

function kilometres(metres: number): string {
  return metres < 950 ? `${Math.round(metres / 10) * 10} m` : `${(metres / 1000).toFixed(metres < 9500 ? 1 : 0)} km`;
}
