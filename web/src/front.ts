// The page as it is first seen: laid out, with its marks, from the light half of the data and without Leaflet.

import { Areas } from "./areas";
import { Clock } from "./clock";
import { countSteps } from "./counts";
import { Store, type Payload, type Told } from "./data";
import { fill, h } from "./dom";
import { decode, placeName, type Place } from "./fragment";
import { framed } from "./frame";
import { Looks } from "./looks";
import { Marks } from "./marks";
import { allowed, frameAt, outlook } from "./outlook";
import { Selection } from "./selection";
import { shareControl } from "./share";
import { Timeline } from "./timeline";
import { say } from "./words";

export class Front {
  readonly store: Store;
  readonly clock: Clock;
  readonly selection: Selection;
  readonly looks: Looks;
  /** Bounds of the classes of counts. */
  readonly steps: readonly number[];
  readonly areas: Areas;
  readonly marks: Marks;
  readonly timeline: Timeline;
  readonly days = h("p", { class: "days" });
  readonly panel = h("section", { class: "panel", "aria-label": say("panel") });
  readonly tip = h("div", { class: "tip", hidden: true, "aria-hidden": "true" });
  readonly body = h("main", { class: "body" });
  /** Called before the address is copied: whoever follows the page's state puts it there. */
  share: () => void = () => undefined;
  /** Where a link or the reader moved the map to; null while it looks where it did at first. */
  place: Place | null = null;

  constructor(readonly map: HTMLElement, payload: Payload, tell: () => Told) {
    this.store = new Store(payload, tell);
    this.clock = new Clock(payload.timezone);
    this.selection = new Selection(this.store);
    this.looks = new Looks(this.selection);
    this.steps = countSteps(this.store);
    this.areas = new Areas(this.selection, this.steps);
    this.marks = new Marks(this.selection, this.looks);
    this.timeline = new Timeline(this.selection, this.clock);
    if (framed()) document.documentElement.classList.add("framed");
    if (location.hash.length > 1) this.restore();
    this.lay(payload.title);
    this.show();
  }

  /** Takes the state from the address. */
  restore(): void {
    const { period, first } = this.selection;
    const link = decode(location.hash, period, first, this.store.categories);
    if (link.state.selected !== null && this.store.row(link.state.selected) === undefined) link.state.selected = null;
    this.selection.update(link.state);
    this.place = link.place ?? this.named(placeName(location.hash));
  }

  /** Where a place of the events lies; null for a name that no event has. */
  private named(name: string | null): Place | null {
    if (name === null) return null;
    for (let row = 0; row < this.store.count; row++) {
      if (this.store.text("place", row)?.toLowerCase() !== name.toLowerCase()) continue;
      return { lat: this.store.lat[row] ?? 0, lon: this.store.lon[row] ?? 0, zoom: 9 };
    }
    return null;
  }

  private lay(title: string): void {
    const root = document.getElementById("geomap") ?? document.body;
    this.map.setAttribute("role", "region");
    this.map.setAttribute("aria-label", say("map"));
    const { tab, selected } = this.selection.state;
    this.body.classList.toggle("wide", selected === null && tab === "table");
    this.body.classList.toggle("reading", selected !== null || tab === "about");
    this.body.append(h("div", { class: "stage" }, this.map, this.tip), this.timeline.element, this.panel);
    fill(root, h(
      "header",
      { class: "top" },
      h("div", { class: "titles" }, h("h1", {}, title), this.days),
      shareControl(() => this.share()),
    ), this.body);
  }

  /** Where the map looks while it is as large as now. */
  outlook(): Place {
    const { clientWidth, clientHeight } = this.map;
    return this.place === null ? outlook(this.store.payload.view, clientWidth, clientHeight) : allowed(this.place);
  }

  private show(): void {
    const { map } = this;
    // A canvas takes a while to make: none for areas where there are none.
    for (const sheet of this.store.payload.outlines.length > 0 ? [this.areas, this.marks] : [this.marks]) {
      map.append(sheet.canvas);
      sheet.lie = () => frameAt(this.outlook(), map.clientWidth, map.clientHeight);
      sheet.redraw();
    }
  }
}
