// Search and filters: what they leave is on the map, in the list, in the histogram and in the counts.

import type { Clock } from "./clock";
import { STATUSES, type Store } from "./data";
import { fill, h } from "./dom";
import type { Selection } from "./selection";
import { firstState, inWindow } from "./state";
import { markElement } from "./symbols";
import type { Palette } from "./theme";
import { CATEGORY_WORDS, say, STATUS_WORDS } from "./words";

const TYPING_PAUSE = 150;
const MOST_NAMES = 200;

export class Filters {
  readonly element: HTMLElement;
  private readonly search: HTMLInputElement;
  private readonly box: HTMLElement;
  private readonly toggle: HTMLButtonElement;
  private readonly categories = new Map<string, { input: HTMLInputElement; count: HTMLElement; mark: HTMLElement }>();
  private readonly statuses = new Map<string, { input: HTMLInputElement; count: HTMLElement }>();
  private readonly claimant: HTMLSelectElement;
  private readonly publisher: HTMLSelectElement;
  private readonly known: HTMLSelectElement;
  private readonly knownAt: HTMLInputElement;
  private timer = 0;

  constructor(private readonly selection: Selection, private readonly clock: Clock, private palette_: Palette, private readonly opened: (open: boolean) => void) {
    const { store, period } = selection;
    this.search = h("input", {
      type: "search", "aria-label": say("searchEvents"), placeholder: say("search"), autocomplete: "off",
      oninput: () => this.typed(),
    });
    this.toggle = h("button", {
      type: "button", class: "filter-toggle", "aria-expanded": "false", "aria-controls": "geomap-filters",
      onclick: () => this.open(this.box.hidden !== false),
    }, say("filters"));
    this.claimant = this.names(say("saidBy"), names(store, "claimants"), (claimant) => selection.update({ claimant }));
    this.publisher = this.names(say("publishedBy"), publishers(store), (publisher) => selection.update({ publisher }));
    this.known = h(
      "select",
      { "aria-label": say("whatWasKnown"), onchange: () => this.chose() },
      h("option", { value: "" }, say("knownNow")),
      h("option", { value: "slider" }, say("knownAtSlider")),
      h("option", { value: "at" }, say("knownBy")),
    );
    this.knownAt = h("input", {
      type: "datetime-local", "aria-label": say("knownByField", { zone: clock.zone }), hidden: true, onchange: () => this.chose(),
    });
    this.knownAt.value = clock.toField(period.end);
    this.box = h(
      "div",
      { id: "geomap-filters", class: "filter-box", hidden: true },
      h("fieldset", {}, h("legend", {}, say("category")), this.bulk(), h("div", { class: "checks" }, ...this.categoryChecks())),
      h("fieldset", {}, h("legend", {}, say("status")), h("div", { class: "checks" }, ...this.statusChecks())),
      h("div", { class: "choices" }, this.claimant, this.publisher, this.known, this.knownAt),
    );
    this.element = h("div", { class: "filters" }, h("div", { class: "search" }, this.search, this.toggle), this.box);
  }

  set palette(palette: Palette) {
    this.palette_ = palette;
    for (const [category, { mark }] of this.categories) mark.replaceChildren(this.mark(category));
  }

  private open(open: boolean): void {
    this.box.hidden = !open;
    this.toggle.setAttribute("aria-expanded", String(open));
    this.opened(open);
    if (open) this.count();
  }

  private mark(category: string): HTMLElement {
    const { store } = this.selection;
    const group = store.groups[store.categories.indexOf(category)] ?? "other";
    return markElement({ group, category, status: "claimed", split: false, vague: false, stale: false }, this.palette_);
  }

  private categoryChecks(): HTMLElement[] {
    const { store } = this.selection;
    const present = new Set(store.category);
    return store.categories.filter((_, i) => present.has(i)).map((category) => {
      const input = this.check(() => this.changed("hiddenCategories", category, input));
      const count = h("span", { class: "number" });
      const mark = h("span", {}, this.mark(category));
      this.categories.set(category, { input, count, mark });
      return h("label", {}, input, mark, h("span", {}, CATEGORY_WORDS[category] ?? category), count);
    });
  }

  private statusChecks(): HTMLElement[] {
    return STATUSES.map((status) => {
      const input = this.check(() => this.changed("hiddenStatuses", status, input));
      const count = h("span", { class: "number" });
      this.statuses.set(status, { input, count });
      return h("label", {}, input, h("span", { class: `status ${status}` }, STATUS_WORDS[status]), count);
    });
  }

  private check(changed: () => void): HTMLInputElement {
    return h("input", { type: "checkbox", onchange: changed });
  }

  private bulk(): HTMLElement {
    const { store } = this.selection;
    return h(
      "div",
      { class: "bulk" },
      h("button", { type: "button", class: "text", onclick: () => this.selection.update({ hiddenCategories: new Set() }) }, say("all")),
      h("button", { type: "button", class: "text", onclick: () => this.selection.update({ hiddenCategories: new Set(store.categories) }) }, say("none")),
    );
  }

  private changed(which: "hiddenCategories" | "hiddenStatuses", name: string, input: HTMLInputElement): void {
    const hidden = new Set(this.selection.state[which]);
    if (input.checked) hidden.delete(name);
    else hidden.add(name);
    this.selection.update({ [which]: hidden });
  }

  private names(words: string, found: [string, number][], choose: (name: string | null) => void): HTMLSelectElement {
    const select: HTMLSelectElement = h(
      "select",
      { "aria-label": words, hidden: found.length < 2, onchange: () => choose(select.value === "" ? null : select.value) },
      h("option", { value: "" }, say("anyone", { name: words })),
      ...found.slice(0, MOST_NAMES).map(([name, count]) => h("option", { value: name }, say("nameCount", { name, number: String(count) }))),
    );
    return select;
  }

  private typed(): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.selection.update({ search: this.search.value.trim() }), TYPING_PAUSE);
  }

  private chose(): void {
    this.knownAt.hidden = this.known.value !== "at";
    const { value } = this.known;
    this.selection.update({ known: value === "" ? null : value === "slider" ? "slider" : this.clock.fromField(this.knownAt.value) });
  }

  reset(): void {
    const { hiddenCategories, hiddenStatuses, search, claimant, publisher, known } = firstState(this.selection.period);
    this.selection.update({ hiddenCategories, hiddenStatuses, search, claimant, publisher, known });
    this.show();
  }

  /** How many filters differ from the first state. */
  active(): number {
    const { state, period } = this.selection;
    const first = firstState(period);
    const statuses = STATUSES.some((name) => state.hiddenStatuses.has(name) !== first.hiddenStatuses.has(name));
    return [
      state.hiddenCategories.size > 0, statuses, state.search !== "",
      state.claimant !== null, state.publisher !== null, state.known !== null,
    ].filter(Boolean).length;
  }

  /** Follows the state, however it came about. */
  show(): void {
    const { state } = this.selection;
    if (document.activeElement !== this.search) this.search.value = state.search;
    for (const [name, { input }] of this.categories) input.checked = !state.hiddenCategories.has(name);
    for (const [name, { input }] of this.statuses) input.checked = !state.hiddenStatuses.has(name);
    this.claimant.value = state.claimant ?? "";
    this.publisher.value = state.publisher ?? "";
    this.known.value = state.known === null ? "" : state.known === "slider" ? "slider" : "at";
    this.knownAt.hidden = this.known.value !== "at";
    if (typeof state.known === "number") this.knownAt.value = this.clock.toField(state.known);
    const active = this.active();
    fill(this.toggle, active === 0 ? say("filters") : say("filtersActive", { number: String(active) }));
    if (!this.box.hidden) this.count();
  }

  /** Events of each category and status in the window, whatever is filtered out. */
  private count(): void {
    const { store, filter, window: shown, state } = this.selection;
    const categories = new Map<string, number>();
    const statuses = new Map<string, number>();
    for (let row = 0; row < store.count; row++) {
      if ((store.background[row] === 1 && !state.background) || !inWindow(store, row, shown)) continue;
      const category = store.categoryName(row);
      const status = STATUSES[filter.status[row] ?? 0] ?? "claimed";
      categories.set(category, (categories.get(category) ?? 0) + 1);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
    for (const [name, { count }] of this.categories) fill(count, String(categories.get(name) ?? 0));
    for (const [name, { count }] of this.statuses) fill(count, String(statuses.get(name) ?? 0));
  }
}

function names(store: Store, column: string): [string, number][] {
  const found = new Map<string, number>();
  for (let row = 0; row < store.count; row++) {
    for (const name of (store.text(column, row) ?? "").split("; ")) if (name !== "") found.set(name, (found.get(name) ?? 0) + 1);
  }
  return sorted(found);
}

function publishers(store: Store): [string, number][] {
  const found = new Map<string, number>();
  for (let row = 0; row < store.count; row++) {
    for (const name of new Set(store.publishers(row))) found.set(name, (found.get(name) ?? 0) + 1);
  }
  return sorted(found);
}

function sorted(found: Map<string, number>): [string, number][] {
  return [...found].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}
