// The page: header, map, time bar and side panel, all answering to one selection.

import L from "leaflet";
import { Basemap, type BasemapData } from "./basemap";
import { Clock } from "./clock";
import { Store, type Payload } from "./data";
import { Detail } from "./detail";
import { fill, h } from "./dom";
import { Filters } from "./filters";
import { decode, encode, placeName, writeFragment, type Place } from "./fragment";
import { framed, guardScrolling, tellHeight } from "./frame";
import { Legend, shortCredits } from "./legend";
import { List, type Entry } from "./list";
import { Areas, Marks, Names } from "./marks";
import { Selection, type Change } from "./selection";
import type { Tab } from "./state";
import { Table } from "./table";
import { currentPalette } from "./theme";
import { Timeline } from "./timeline";
import { counted, grouped, say } from "./words";

const LIST_PAUSE = 60;
const LINK_PAUSE = 300;

export class App {
  readonly map: L.Map;
  private readonly store: Store;
  private readonly clock: Clock;
  private readonly selection: Selection;
  private readonly basemap: Basemap;
  private readonly marks: Marks;
  private readonly areas: Areas;
  private readonly names: Names;
  private readonly list: List;
  private readonly detail: Detail;
  private readonly legend: Legend;
  private readonly timeline: Timeline;
  private readonly filters: Filters;
  private readonly table: Table;
  private readonly count = h("p", { class: "count", role: "status" });
  private readonly tabs: Map<Tab, HTMLButtonElement>;
  private readonly tip = h("div", { class: "tip", hidden: true, "aria-hidden": "true" });
  private readonly panel: HTMLElement;
  private readonly body = h("main", { class: "body" });
  private spot: number[] | null = null;
  /** Where the reader moved the map to; null while it looks where it did at first. */
  private place: Place | null = null;
  private restoring = false;
  private listTimer = 0;
  private linkTimer = 0;

  constructor(element: string, payload: Payload, base: BasemapData) {
    const palette = currentPalette();
    this.store = new Store(payload);
    this.clock = new Clock(payload.timezone);
    this.selection = new Selection(this.store);
    this.basemap = new Basemap(base, palette);
    this.marks = new Marks(this.store, this.selection, palette);
    this.areas = new Areas(this.marks);
    this.names = new Names(this.basemap, this.marks);
    const choose = (row: number): void => this.select(row, true);
    this.list = new List(this.selection, this.clock, this.marks, palette, choose);
    this.detail = new Detail(this.selection, this.clock, this.marks, palette, {
      close: () => this.close(),
      locate: (row) => this.locate(row),
    });
    this.filters = new Filters(this.selection, this.clock, palette, (open) => this.body.classList.toggle("filtering", open));
    this.table = new Table(this.selection, this.clock, choose);
    this.timeline = new Timeline(this.selection, this.clock, palette);
    this.legend = new Legend(this.store, this.clock, palette, this.marks.countSteps(), this.basemap.disputedNames());
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
    const mapElement = document.getElementById(element) ?? h("div", { id: element });
    this.lay(mapElement, payload);
    this.map = this.makeMap(mapElement, payload);
    this.restore();
    this.selection.onChange((changes) => this.follow(changes));
    this.follow(new Set(["filter", "window", "selected", "tab"]));
    this.map.on("moveend", () => this.moved());
    window.addEventListener("popstate", () => this.restore());
    window.addEventListener("hashchange", () => this.restore());
    window.addEventListener("beforeprint", () => this.list.showAll());
    window.addEventListener("afterprint", () => this.list.refresh());
    if (framed()) {
      guardScrolling(this.map);
      tellHeight();
    }
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.repaint());
  }

  private lay(mapElement: HTMLElement, payload: Payload): void {
    const root = document.getElementById("geomap") ?? document.body;
    const { period } = this.selection;
    const days = this.clock.formatPeriod(period.start, period.end - 1);
    mapElement.setAttribute("role", "region");
    mapElement.setAttribute("aria-label", say("map"));
    this.body.append(h("div", { class: "stage" }, mapElement, this.tip), this.timeline.element, this.panel);
    fill(
      root,
      h("header", { class: "top" }, h("h1", {}, payload.title), h("p", {}, say("timesIn", { days, zone: payload.timezone })), this.linkButton()),
      this.body,
    );
  }

  private makeMap(element: HTMLElement, payload: Payload): L.Map {
    const [west, south, east, north] = payload.view;
    const map = L.map(element, {
      zoomAnimation: !stillness(), inertia: !stillness(), zoomSnap: 0.5, zoomDelta: 1, minZoom: 1, maxZoom: 16, worldCopyJump: true, zoomControl: false, attributionControl: true,
    });
    map.attributionControl.setPrefix(false);
    map.attributionControl.addAttribution(plain(shortCredits(payload.credits)));
    L.control.zoom({ position: "topright", zoomInTitle: say("zoomIn"), zoomOutTitle: say("zoomOut") }).addTo(map);
    L.control.scale({ imperial: false, position: "bottomleft" }).addTo(map);
    map.createPane("geomap-base").style.zIndex = "150";
    for (const [pane, index] of [["geomap-areas", "430"], ["geomap-names", "440"], ["geomap-marks", "450"]] as const) {
      const { style } = map.createPane(pane);
      style.zIndex = index;
      style.pointerEvents = "none";
    }
    map.fitBounds([[south, west], [north, east]], { animate: false, padding: [12, 12] });
    for (const layer of [this.basemap, this.areas, this.names, this.marks]) layer.addTo(map);
    map.on("click", (event) => this.pressed(event));
    map.on("mousemove", (event) => this.hovered(event));
    map.on("mouseout", () => {
      this.tip.hidden = true;
    });
    new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(element);
    return map;
  }

  private tab(tab: Tab): HTMLButtonElement {
    const words = say(({ list: "listTab", table: "tableTab", about: "aboutTab" } as const)[tab]);
    return h("button", { type: "button", class: "tab", "aria-pressed": tab === "list" ? "true" : "false", onclick: () => this.selection.update({ tab, selected: null }) }, words);
  }

  private pressed(event: L.LeafletMouseEvent): void {
    const hit = this.marks.hit(event.containerPoint.x, event.containerPoint.y, touching(event) ? 10 : 3);
    if (hit === null) {
      if (this.spot !== null) this.leaveSpot();
      return;
    }
    if (hit.rows.length === 1) {
      this.select(hit.rows[0] ?? 0, false);
      return;
    }
    this.spot = hit.rows;
    this.selection.update({ tab: "list", selected: null });
    this.showRows();
  }

  private hovered(event: L.LeafletMouseEvent): void {
    const { x, y } = event.containerPoint;
    const hit = this.marks.hit(x, y, 1);
    this.map.getContainer().style.cursor = hit === null ? "" : "pointer";
    this.tip.hidden = hit === null;
    if (hit === null) return;
    const row = hit.rows[0] ?? 0;
    this.tip.textContent = hit.rows.length > 1 ? `${counted("event", hit.rows.length)}: ${this.store.text("place", row) ?? ""}` : this.store.title(row);
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

  /** The address of what is on show, into the clipboard, or into a field where that is forbidden. */
  private linkButton(): HTMLElement {
    const field = h("input", { type: "text", readonly: true, hidden: true, "aria-label": say("linkField") });
    const button = h("button", { type: "button", class: "link" }, say("copyLink"));
    const shown = (): void => {
      field.hidden = false;
      field.value = location.href;
      field.select();
    };
    button.addEventListener("click", () => {
      this.write(false);
      if (window.top !== window) {
        // A frame may not touch the clipboard unless the page around it allows that.
        shown();
        return;
      }
      navigator.clipboard.writeText(location.href).then(() => {
        button.textContent = say("copied");
        window.setTimeout(() => (button.textContent = say("copyLink")), 2000);
      }, shown);
    });
    return h("div", { class: "share" }, field, button);
  }

  private moved(): void {
    if (this.restoring) return;
    const { lat, lng } = this.map.getCenter();
    this.place = { lat, lon: lng, zoom: this.map.getZoom() };
    this.write(false);
  }

  private write(keep: boolean): void {
    if (this.restoring) return;
    writeFragment(encode({ state: this.selection.state, place: this.place }, this.selection.period, this.store.categories), keep);
  }

  /** Takes the state from the address. */
  private restore(): void {
    const link = decode(location.hash, this.selection.period, this.store.categories);
    if (link.state.selected !== null && this.store.row(link.state.selected) === undefined) link.state.selected = null;
    this.restoring = true;
    this.selection.update(link.state);
    this.place = link.place ?? this.named(placeName(location.hash));
    if (this.place !== null) link.place = this.place;
    if (link.place !== null) this.map.setView([link.place.lat, link.place.lon], link.place.zoom, { animate: false });
    this.restoring = false;
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
      if (changes.has("filter")) this.timeline.recount();
      this.timeline.show();
      this.showCount();
      window.clearTimeout(this.listTimer);
      this.listTimer = window.setTimeout(() => this.showRows(), LIST_PAUSE);
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
    this.list.show(this.spot ?? this.entries());
    if (this.selection.state.tab === "table") this.table.show(this.selection.rows);
  }

  /** The rows on show, then those far from the first view, then what lies before the period or has no place. */
  private entries(): Entry[] {
    const { rows, state } = this.selection;
    const { payload } = this.store;
    const near: Entry[] = [];
    const far: Entry[] = [];
    for (const row of rows) (this.farOff(row) ? far : near).push(row);
    const found = far.length > 0 && near.length > 0
      ? [...near, { words: say("elsewhere", { shown: counted("event", far.length) }), expanded: null, press: null }, ...far]
      : [...near, ...far];
    const before = this.store.background.reduce((sum, one) => sum + one, 0);
    if (before > 0) {
      found.push({
        words: say(state.background ? "hideBackground" : "showBackground", { shown: counted("event", before) }),
        expanded: state.background,
        press: () => this.selection.update({ background: !state.background }),
      });
    }
    if (payload.unplaced.length > 0) {
      found.push({ words: say("notOnMap", { number: grouped(payload.unplaced.length) }), expanded: null, press: () => this.showUnplaced() });
    }
    return found;
  }

  private farOff(row: number): boolean {
    const [west, south, east, north] = this.store.payload.view;
    const [lon = 0, lat = 0] = [this.store.lon[row], this.store.lat[row]];
    const spare = Math.max(east - west, north - south) * 0.5;
    return lon < west - spare || lon > east + spare || lat < south - spare || lat > north + spare;
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
    const { state, selectedRow } = this.selection;
    for (const [tab, button] of this.tabs) button.setAttribute("aria-pressed", String(tab === state.tab));
    const tab = selectedRow >= 0 ? "detail" : state.tab;
    this.list.element.hidden = tab !== "list";
    this.count.hidden = tab !== "list" && tab !== "table";
    this.filters.element.hidden = this.count.hidden;
    this.legend.element.hidden = tab !== "about";
    this.table.element.hidden = tab !== "table";
    this.body.classList.toggle("wide", tab === "table");
    this.body.classList.toggle("reading", tab === "detail" || tab === "about");
    if (tab === "table") this.table.show(this.selection.rows, true);
    if (tab === "about") this.legend.render();
    this.detail.show(selectedRow);
    this.list.refresh();
  }

  private repaint(): void {
    const palette = currentPalette();
    for (const part of [this.basemap, this.marks, this.list, this.detail, this.legend, this.timeline, this.filters]) part.palette = palette;
    for (const layer of [this.basemap, this.areas, this.names, this.marks]) layer.redraw();
    this.timeline.draw();
    this.showPanel();
  }
}

/** Attributions are HTML to Leaflet: ours are text. */
function plain(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}

function stillness(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

function touching(event: L.LeafletMouseEvent): boolean {
  return (event.originalEvent as PointerEvent).pointerType === "touch";
}
