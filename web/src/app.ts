// The page in full: what was first seen, on a map that moves, with all that is read; one selection for all of it.
//
// It opens in two steps more, so that the reader sees something at each: the constructor lays the front's drawings on
// the map; `finish` fills in what is read, with the half of the data that is words.

import L from "leaflet";
import type { Areas } from "./areas";
import { Basemap, type BasemapData } from "./basemap";
import { CanvasLayer } from "./canvas";
import type { Clock } from "./clock";
import type { Store } from "./data";
import { Detail } from "./detail";
import { fill, h } from "./dom";
import { entries } from "./entries";
import { Filters } from "./filters";
import { encode, writeFragment, type Place } from "./fragment";
import { framed, guardScrolling, tellHeight } from "./frame";
import type { Front } from "./front";
import { Legend } from "./legend";
import { List } from "./list";
import { makeMap, stillness } from "./map";
import type { Marks } from "./marks";
import { Names } from "./names";
import type { Change, Selection } from "./selection";
import type { Sheet } from "./sheet";
import type { Tab } from "./state";
import { Table } from "./table";
import { onThemeChange } from "./theme";
import type { Timeline } from "./timeline";
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
  private readonly sheets: Sheet[];
  private readonly names: Names;
  private readonly list: List;
  private readonly detail: Detail;
  private readonly legend: Legend;
  private readonly timeline: Timeline;
  private readonly filters: Filters;
  private readonly table: Table;
  private readonly count = h("p", { class: "count", role: "status" });
  private readonly tabs: Map<Tab, HTMLButtonElement>;
  private readonly tip: HTMLElement;
  private readonly body: HTMLElement;
  private spot: number[] | null = null;
  /** The rows that the map shows. */
  private drawnRows: readonly number[];
  private restoring = false;
  private finished = false;
  private listTimer = 0;
  private linkTimer = 0;

  constructor(private readonly front: Front, base: BasemapData) {
    const { selection, clock, looks } = front;
    ({ store: this.store, clock: this.clock, selection: this.selection, areas: this.areas, marks: this.marks } = front);
    ({ timeline: this.timeline, tip: this.tip, body: this.body } = front);
    const basemap = new Basemap(base);
    this.names = new Names(basemap, () => this.marks.obstacles(), (...city) => this.store.speaksOf(...city));
    this.sheets = [basemap, this.areas, this.marks, this.names];
    const choose = (row: number): void => this.select(row, true);
    this.list = new List(selection, clock, looks, choose);
    this.detail = new Detail(selection, clock, looks, { close: () => this.close(), locate: (row) => this.locate(row) });
    this.filters = new Filters(selection, (open) => this.body.classList.toggle("filtering", open));
    this.table = new Table(selection, clock, choose);
    this.legend = new Legend(this.store, clock, front.steps, () => basemap.disputedNames());
    this.tabs = new Map((["list", "table", "about"] as const).map((tab) => [tab, this.tab(tab)]));
    front.panel.append(
      h("div", { class: "tabs" }, ...this.tabs.values()),
      this.filters.element,
      this.count,
      this.list.element,
      this.detail.element,
      this.table.element,
      this.legend.element,
    );
    front.share = () => this.write(false);
    this.showPanel();
    this.map = makeMap(front.map, this.store.payload, front.outlook());
    new CanvasLayer(basemap, "geomap-base").addTo(this.map);
    new CanvasLayer(this.areas, "geomap-areas").addTo(this.map);
    new CanvasLayer(this.marks, "geomap-marks").addTo(this.map);
    this.drawnRows = this.selection.rows;
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
    this.front.days.textContent = say("timesIn", { days, zone: this.store.payload.timezone });
    new CanvasLayer(this.names, "geomap-names").addTo(this.map);
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
    this.front.place = { lat, lon: lng, zoom: this.map.getZoom() };
    this.write(false);
  }

  private write(keep: boolean): void {
    if (this.restoring) return;
    writeFragment(encode({ state: this.selection.state, place: this.front.place }, this.selection.first, this.store.categories), keep);
  }

  private restore(): void {
    this.restoring = true;
    this.front.restore();
    if (this.front.place !== null) this.look(this.front.place);
    this.restoring = false;
  }

  private look({ lat, lon, zoom }: Place): void {
    this.map.setView([lat, lon], zoom, { animate: false });
  }

  private follow(changes: ReadonlySet<Change>): void {
    if (changes.has("filter") || changes.has("window")) {
      // A step that shows the same events, as of states that stand for long, leaves map and list as they are.
      const others = changes.has("filter") || this.drawnRows !== this.selection.rows;
      if (others || this.spot !== null) this.listLater();
      this.spot = null;
      if (others) {
        this.areas.redraw();
        this.marks.redraw();
        this.drawnRows = this.selection.rows;
        this.showCount();
      }
      if (changes.has("filter")) this.timeline.histogram.recount();
      this.timeline.show();
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

  /** Once the slider rests: what takes longest. */
  private listLater(): void {
    window.clearTimeout(this.listTimer);
    this.listTimer = window.setTimeout(() => {
      this.names.redraw();
      this.showRows();
    }, LIST_PAUSE);
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
    for (const sheet of this.sheets) sheet.redraw();
    this.timeline.histogram.draw();
    this.filters.repaint();
    this.showPanel();
  }
}

function touching(event: L.LeafletMouseEvent): boolean {
  return (event.originalEvent as PointerEvent).pointerType === "touch";
}
