// All that is known of one event: who says what, when, and how the place was found.

import type { Clock } from "./clock";
import { FOREVER, STATUSES, type Report } from "./data";
import { fill, h, sourceLink, type Child } from "./dom";
import type { Looks } from "./looks";
import type { Selection } from "./selection";
import { parseLog } from "./state";
import { markElement } from "./symbols";
import { theme } from "./theme";
import {
  ATTRIBUTION_WORDS, CATEGORY_WORDS, counted, country, PRECISION_WORDS, say, STANCE_WORDS, STATUS_HINTS, STATUS_WORDS,
} from "./words";

export class Detail {
  readonly element: HTMLElement;
  private readonly body: HTMLElement;

  constructor(
    private readonly selection: Selection,
    private readonly clock: Clock,
    private readonly looks: Looks,
    actions: { close: () => void; locate: (row: number) => void },
  ) {
    this.body = h("div", { class: "detail-body" });
    this.element = h(
      "section",
      { class: "detail", "aria-label": say("selected"), hidden: true },
      h(
        "div",
        { class: "detail-bar" },
        h("button", { type: "button", class: "text back", onclick: actions.close }, say("back")),
        h(
          "button",
          { type: "button", class: "text", onclick: () => actions.locate(this.selection.selectedRow) },
          say("showOnMap"),
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
    const look = this.looks.of(row);
    const reports = store.reports(row);
    const heading = h("h2", { tabindex: -1 }, store.title(row) || CATEGORY_WORDS[look.category]);
    fill(
      this.body,
      h(
        "div",
        { class: "detail-head" },
        markElement(look, theme.palette),
        h("span", { class: "kind" }, CATEGORY_WORDS[look.category] ?? look.category),
        h("span", { class: `status ${look.status}`, title: STATUS_HINTS[look.status] }, STATUS_WORDS[look.status]),
        look.stale && h("span", { class: "status stale" }, say("noNews")),
      ),
      heading,
      h("dl", { class: "facts" }, ...this.facts(row)),
      h("h3", {}, reports.length === 1 ? say("reportedBy") : counted("report", reports.length)),
      h("ol", { class: "reports" }, ...reports.map((report) => this.report(report))),
      this.history(row),
      h("p", { class: "fine" }, say("eventId", { id: store.id(row) })),
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
    fact(say("when"), span, h("span", { class: "fine" }, ` ${zone}`));
    if (store.end[row] === FOREVER && store.seen[row] !== FOREVER) {
      fact(say("lastReported"), this.clock.formatMoment(store.seen[row] ?? 0));
    }
    const from = text("from_place");
    const to = text("to_place");
    if (from !== null) fact(say("from"), from);
    if (to !== null) fact(say("to"), to);
    const place = text("place");
    if (place !== null) {
      const around = [text("admin1"), country(text("country") ?? "")].filter((name) => name !== null && name !== "" && name !== place);
      fact(say("where"), [place, ...around].join(", "));
    }
    const precision = text("precision");
    if (precision !== null) {
      const radius = store.number("radius_m", row);
      const words = PRECISION_WORDS[precision] ?? precision;
      fact(say("howExact"), radius !== null && radius > 0 ? say("within", { precision: words, distance: kilometres(radius) }) : words);
    }
    const quantities = text("quantities");
    if (quantities !== null) fact(say("figures"), quantities);
    const force = text("force");
    if (force !== null) fact(say("force"), force);
    const claimants = text("claimants");
    if (claimants !== null) fact(say("saidBy"), claimants);
    const denied = text("denied_by");
    if (denied !== null) fact(say("deniedBy"), denied);
    const blamed = text("attributed_to");
    const attribution = text("attribution_status");
    if (blamed !== null) fact(say("blamedOn"), say("blamedStatus", { name: blamed, status: ATTRIBUTION_WORDS[attribution ?? "claimed"] ?? "" }));
    else if (attribution === "disputed") fact(say("whoDidIt"), say("disputedWord"));
    const edited = text("edited_by");
    if (edited !== null) fact(say("editedBy"), edited);
    return found;
  }

  private report(report: Report): HTMLElement {
    const said = report.claimant ?? report.publisher ?? say("theSource");
    const stance = STANCE_WORDS[report.stance ?? "asserts"] ?? STANCE_WORDS.asserts ?? "";
    const told = (at: number): string => (report.publishedDay ? this.clock.formatDay(at) : this.clock.formatMoment(at));
    const time = report.published === null ? say("timeNotGiven") : told(report.published);
    const source = [report.publisher, report.heading].filter((part) => part !== null).join(": ") || say("source");
    return h(
      "li",
      { class: `report ${report.stance ?? ""}` },
      h("p", { class: "claimant" }, h("b", {}, said), ` ${report.blamed !== null ? say("blaming", { said: stance, name: report.blamed }) : stance}`),
      report.quote !== "" && h("blockquote", {}, report.quote),
      h("p", { class: "meta" }, sourceLink(report.url, source), ` · ${time}`),
      report.how !== null && h("p", { class: "fine" }, say("placeHow", { place: report.place ?? say("placeOpen"), how: report.how })),
      report.time !== null && report.time !== "" && h("p", { class: "fine" }, say("timeFrom", { words: report.time })),
    );
  }

  private history(row: number): Child {
    const log = parseLog(this.selection.store.text("status_log", row));
    if (log.length < 2) return null;
    return h(
      "div",
      {},
      h("h3", {}, say("statusOverTime")),
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
