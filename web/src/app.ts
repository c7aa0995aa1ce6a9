// The page: header, map, time bar and side panel, all answering to one selection.
//
// It opens in two steps, so that marks are seen as soon as there is a map: the constructor lays everything out and
// draws the map from the light half of the data; `finish` fills in what is read, with the half that is words.

import L from "leaflet";
import { Areas } from "./areas";
import { Basemap, type BasemapData } from "./basemap";
import { padCanvases, type CanvasLayer } from "./canvas";
import { Clock } from "./clock";
import { countSteps } from "./counts";
import { Store, type Payload, type Told } from "./data";
import { Detail } from "./detail";
import { fill, h } from "./dom";
import { entries } from "./entries";
import { Filters } from "./filters";
import { decode, encode, placeName, writeFragment, type Place } from "./fragment";
import { framed, guardScrolling, tellHeight } from "./frame";
import { Legend } from "./legend";
import { List } from "./list";
import { Looks } from "./looks";
import { makeMap, stillness } from "./map";
import { Marks } from "./marks";
import { Names } from "./names";
import { Selection, type Change } from "./selection";
import { shareControl } from "./share";
import type { Tab } from "./state";
import { Table } from "./table";
import { onThemeChange } from "./theme";
import { Timeline } from "./timeline";
import { counted, grouped, say } from "./words";

const LIST_PAUSE = 60;
const LINK_PAUSE = 300;

export class App {
  readonly map: L.Map;
  private readonly store: Store;
  private readonly clock: Clock;
  private readonly selection: Selection;
  private readonly marks: Marks;
  private readonly areas: Areas;
  private readonly layers: CanvasLayer[];
  private readonly names: Names;
  private readonly list: List;
  private readonly detail: Detail;
  private readonly legend: Legend;
  private readonly timeline: Timeline;
  private readonly filters: Filters;
  private readonly table: Table;
  private readonly count = h("p", { class: "count", role: "status" });
  private readonly days = h("p", { class: "days" });
  private readonly tabs: Map<Tab, HTMLButtonElement>;
  private readonly tip = h("div", { class: "tip", hidden: true, "aria-hidden": "true" });
  private readonly panel: HTMLElement;
  private readonly body = h("main", { class: "body" });
  private spot: number[] | null = null;
  /** Where the reader moved the map to; null while it looks where it did at first. */
  private place: Place | null = null;
  private restoring = false;
  private finished = false;
  private listTimer = 0;
  private linkTimer = 0;

  constructor(element: HTMLElement, payload: Payload, base: BasemapData, tell: () => Told) {
    this.store = new Store(payload, tell);
    this.clock = new Clock(payload.timezone);
    this.selection = new Selection(this.store);
    const { selection, clock } = this;
    const looks = new Looks(selection);
    const steps = countSteps(this.store);
    const basemap = new Basemap(base);
    this.areas = new Areas(selection, steps);
    this.marks = new Marks(selection, looks);
    this.names = new Names(basemap, () => this.marks.obstacles(), (...city) => this.store.speaksOf(...city));
    this.layers = [basemap, this.areas, this.marks, this.names];
    const choose = (row: number): void => this.select(row, true);
    this.list = new List(selection, clock, looks, choose);
    this.detail = new Detail(selection, clock, looks, { close: () => this.close(), locate: (row) => this.locate(row) });
    this.filters = new Filters(selection, (open) => this.body.classList.toggle("filtering", open));
    this.table = new Table(selection, clock, choose);
    this.timeline = new Timeline(selection, clock);
    this.legend = new Legend(this.store, clock, steps, () => basemap.disputedNames());
    this.tabs = new Map((["list", "table", "about"] as const).map((tab) => [tab, this.tab(tab)]));
    this.panel = h(
      "section",
      { class: "panel", "aria-label": say("panel") },
      h("div", { class: "tabs" }, ...this.tabs.values()),
      this.filters.element,
      this.count,
      this.list.element,
      this.detail.element,
      this.table.element,
      this.legend.element,
    );
    this.lay(element, payload);
    if (location.hash.length > 1) this.restore();
    this.map = makeMap(element, payload);
    if (this.place !== null) this.look(this.place);
    for (const layer of [basemap, this.areas, this.marks]) layer.addTo(this.map);
    this.map.on("click", (event) => this.pressed(event));
    this.map.on("mousemove", (event) => this.hovered(event));
    this.map.on("mouseout", () => {
      this.tip.hidden = true;
      this.areas.point(NaN, NaN);
    });
  }

  /** Fills in what is read: once the first picture is on the screen. */
  finish(): void {
    if (this.finished) return;
    this.finished = true;
    const { period } = this.selection;
    const days = this.clock.formatPeriod(period.start, period.end - 1);
    this.days.textContent = say("timesIn", { days, zone: this.store.payload.timezone });
    padCanvases();
    for (const layer of this.layers) if (layer !== this.names) layer.redraw();
    this.names.addTo(this.map);
    this.selection.onChange((changes) => this.follow(changes));
    this.timeline.histogram.recount();
    this.timeline.show();
    this.showRows();
    this.showPanel();
    this.map.on("moveend", () => this.moved());
    window.addEventListener("popstate", () => this.restore());
    window.addEventListener("hashchange", () => this.restore());
    window.addEventListener("beforeprint", () => this.list.showAll());
    window.addEventListener("afterprint", () => this.list.refresh());
    if (framed()) {
      guardScrolling(this.map);
      tellHeight();
    }
    onThemeChange(() => this.repaint());
  }

  private lay(mapElement: HTMLElement, payload: Payload): void {
    const root = document.getElementById("geomap") ?? document.body;
    mapElement.setAttribute("role", "region");
    mapElement.setAttribute("aria-label", say("map"));
    this.body.append(h("div", { class: "stage" }, mapElement, this.tip), this.timeline.element, this.panel);
    fill(root, h(
      "header",
      { class: "top" },
      h("div", { class: "titles" }, h("h1", {}, payload.title), this.days),
      shareControl(() => this.write(false)),
    ), this.body);
    this.showPanel();
  }

  private tab(tab: Tab): HTMLButtonElement {
    const words = say(({ list: "listTab", table: "tableTab", about: "aboutTab" } as const)[tab]);
    return h("button", { type: "button", class: "tab", "aria-pressed": tab === "list" ? "true" : "false", onclick: () => this.selection.update({ tab, selected: null }) }, words);
  }

  /** The rows under a point of the map: of a mark or arrow, or else of an area. */
  private under(x: number, y: number, slack: number): number[] | null {
    const found = this.marks.onCanvas(x, y);
    if (found === null) return null;
    return this.marks.hit(...found, slack) ?? this.areas.hit(...found);
  }

  private pressed(event: L.LeafletMouseEvent): void {
    const rows = this.under(event.containerPoint.x, event.containerPoint.y, touching(event) ? 10 : 3);
    if (rows === null) {
      if (this.spot !== null) this.leaveSpot();
      return;
    }
    if (rows.length === 1) {
      this.select(rows[0] ?? 0, false);
      return;
    }
    this.spot = rows;
    this.selection.update({ tab: "list", selected: null });
    this.showRows();
  }

  private hovered(event: L.LeafletMouseEvent): void {
    const { x, y } = event.containerPoint;
    const rows = this.under(x, y, 1);
    this.map.getContainer().style.cursor = rows === null ? "" : "pointer";
    this.tip.hidden = rows === null;
    const found = this.marks.onCanvas(x, y) ?? [NaN, NaN];
    if (rows === null || this.marks.hit(...found, 1) !== null) this.areas.point(NaN, NaN);
    else this.areas.point(...found);
    if (rows === null) return;
    const row = rows[0] ?? 0;
    this.tip.textContent = rows.length > 1 ? `${counted("event", rows.length)}: ${this.store.text("place", row) ?? ""}` : this.store.title(row);
    const right = x > this.map.getSize().x / 2;
    this.tip.style.transform = `translate(${right ? `calc(${x - 12}px - 100%)` : `${x + 14}px`}, ${y + 14}px)`;
  }

  private select(row: number, fromList: boolean): void {
    this.selection.update({ selected: this.store.id(row), tab: "list" });
    this.list.revealRow(row);
    if (fromList) {
      this.reveal(row);
      this.detail.focus();
    }
  }

  private close(): void {
    const row = this.selection.selectedRow;
    this.selection.update({ selected: null });
    this.list.focusRow(row);
  }

  private leaveSpot(): void {
    this.spot = null;
    this.showRows();
  }

  /** Moves the map only if the mark is out of sight. */
  private reveal(row: number): void {
    const point = L.latLng(this.store.lat[row] ?? 0, this.store.lon[row] ?? 0);
    if (!this.map.getBounds().pad(-0.05).contains(point)) this.map.panTo(point, { animate: !stillness() });
  }

  private locate(row: number): void {
    if (row < 0) return;
    const outline = this.store.outlineOf(row);
    if (outline !== null) {
      const [left, top, right, bottom] = outline.bounds;
      const corner = (x: number, y: number): L.LatLng => L.CRS.EPSG3857.pointToLatLng(L.point(x * 256, y * 256), 0);
      this.map.fitBounds(L.latLngBounds(corner(left, bottom), corner(right, top)), { animate: !stillness(), maxZoom: 9 });
      return;
    }
    const point = L.latLng(this.store.lat[row] ?? 0, this.store.lon[row] ?? 0);
    this.map.setView(point, Math.max(this.map.getZoom(), 9), { animate: !stillness() });
  }

  private moved(): void {
    if (this.restoring) return;
    const { lat, lng } = this.map.getCenter();
    this.place = { lat, lon: lng, zoom: this.map.getZoom() };
    this.write(false);
  }

  private write(keep: boolean): void {
    if (this.restoring) return;
    writeFragment(encode({ state: this.selection.state, place: this.place }, this.selection.first, this.store.categories), keep);
  }

  /** Takes the state from the address. */
  private restore(): void {
    const { period, first } = this.selection;
    const link = decode(location.hash, period, first, this.store.categories);
    if (link.state.selected !== null && this.store.row(link.state.selected) === undefined) link.state.selected = null;
    this.restoring = true;
    this.selection.update(link.state);
    this.place = link.place ?? this.named(placeName(location.hash));
    if (this.finished && this.place !== null) this.look(this.place);
    this.restoring = false;
  }

  private look({ lat, lon, zoom }: Place): void {
    this.map.setView([lat, lon], zoom, { animate: false });
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

  private follow(changes: ReadonlySet<Change>): void {
    if (changes.has("filter") || changes.has("window")) {
      this.spot = null;
      this.areas.redraw();
      this.marks.redraw();
      if (changes.has("filter")) this.timeline.histogram.recount();
      this.timeline.show();
      this.showCount();
      window.clearTimeout(this.listTimer);
      this.listTimer = window.setTimeout(() => {
        this.names.redraw();
        this.showRows();
      }, LIST_PAUSE);
    }
    if (changes.has("selected") || changes.has("tab")) {
      this.areas.later();
      this.marks.later();
      this.showPanel();
    }
    window.clearTimeout(this.linkTimer);
    const keep = changes.has("selected") || changes.has("tab") || (changes.has("filter") && !changes.has("window"));
    if (keep) this.write(true);
    else this.linkTimer = window.setTimeout(() => this.write(false), LINK_PAUSE);
  }

  private showRows(): void {
    this.showCount();
    this.filters.show();
    this.list.show(this.spot ?? entries(this.selection, () => this.showUnplaced()));
    if (this.selection.state.tab === "table") this.table.show(this.selection.rows);
  }

  private showUnplaced(): void {
    this.selection.update({ tab: "about" });
    this.legend.openUnplaced();
  }

  private showCount(): void {
    const shown = this.selection.rows.length;
    if (this.spot !== null) {
      fill(this.count, `${say("shownHere", { shown: counted("event", this.spot.length) })} `, h("button", { type: "button", class: "text", onclick: () => this.leaveSpot() }, say("showAll")));
      return;
    }
    fill(
      this.count,
      `${say("shownOf", { shown: counted("event", shown), all: grouped(this.store.count) })} `,
      this.filters.active() > 0 && h("button", { type: "button", class: "text", onclick: () => this.filters.reset() }, say("resetFilters")),
    );
  }

  private showPanel(): void {
    const { state } = this.selection;
    const selected = state.selected !== null;
    for (const [tab, button] of this.tabs) button.setAttribute("aria-pressed", String(tab === state.tab));
    const tab = selected ? "detail" : state.tab;
    this.list.element.hidden = tab !== "list";
    this.count.hidden = tab !== "list" && tab !== "table";
    this.filters.element.hidden = this.count.hidden;
    this.legend.element.hidden = tab !== "about";
    this.table.element.hidden = tab !== "table";
    this.detail.element.hidden = !selected;
    this.body.classList.toggle("wide", tab === "table");
    this.body.classList.toggle("reading", tab === "detail" || tab === "about");
    if (!this.finished) return;
    if (tab === "table") this.table.show(this.selection.rows, true);
    if (tab === "about") this.legend.render();
    this.detail.show(this.selection.selectedRow);
    this.list.refresh();
  }

  private repaint(): void {
    for (const layer of this.layers) layer.redraw();
    this.timeline.histogram.draw();
    this.filters.repaint();
    this.showPanel();
  }
}

function touching(event: L.LeafletMouseEvent): boolean {
  return (event.originalEvent as PointerEvent).pointerType === "touch";
}
