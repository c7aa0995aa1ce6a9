// Search and filters: what they leave is on the map, in the list, in the histogram and in the counts.

import { STATUSES, type Store } from "./data";
import { fill, h } from "./dom";
import type { Selection } from "./selection";
import { inWindow, type State } from "./state";
import { markElement } from "./symbols";
import { theme } from "./theme";
import { CATEGORY_WORDS, say, STATUS_WORDS } from "./words";

const TYPING_PAUSE = 150;
const MOST_NAMES = 200;

interface Check {
  input: HTMLInputElement;
  count: HTMLElement;
  mark: HTMLElement | null;
}

interface Choice {
  select: HTMLSelectElement;
  part: "claimant" | "publisher";
}

export class Filters {
  readonly element: HTMLElement;
  private readonly search: HTMLInputElement;
  private readonly box = h("div", { id: "geomap-filters", class: "filter-box", hidden: true });
  private readonly toggle: HTMLButtonElement;
  /** What the box holds: made when it is first opened. */
  private checks: Record<"hiddenCategories" | "hiddenStatuses", Map<string, Check>> | null = null;
  private choices: Choice[] = [];
  private timer = 0;

  constructor(private readonly selection: Selection, private readonly opened: (open: boolean) => void) {
    this.search = h("input", {
      type: "search", "aria-label": say("searchEvents"), placeholder: say("search"), autocomplete: "off",
      oninput: () => this.typed(),
    });
    this.toggle = h("button", {
      type: "button", class: "filter-toggle", "aria-expanded": "false", "aria-controls": "geomap-filters",
      onclick: () => this.open(this.box.hidden !== false),
    }, say("filters"));
    this.element = h("div", { class: "filters" }, h("div", { class: "search" }, this.search, this.toggle), this.box);
  }

  private open(open: boolean): void {
    this.box.hidden = !open;
    this.toggle.setAttribute("aria-expanded", String(open));
    this.opened(open);
    if (!open) return;
    if (this.checks === null) this.fillBox();
    this.show();
  }

  private fillBox(): void {
    const { store } = this.selection;
    const present = new Set(store.category);
    const categories = store.categories.filter((_, i) => present.has(i));
    const checks = {
      hiddenCategories: new Map(categories.map((name) => [name, this.check("hiddenCategories", name)])),
      hiddenStatuses: new Map(STATUSES.map((name) => [name, this.check("hiddenStatuses", name)])),
    };
    this.checks = checks;
    this.choices = [
      this.choice(say("saidBy"), "claimant", names(store)),
      this.choice(say("publishedBy"), "publisher", publishers(store)),
    ];
    const labels = (which: keyof typeof checks, words: (name: string) => HTMLElement): HTMLElement =>
      h("div", { class: "checks" }, ...[...checks[which]].map(([name, { input, count, mark }]) => h("label", {}, input, mark, words(name), count)));
    fill(
      this.box,
      h("fieldset", {}, h("legend", {}, say("category")), this.bulk(categories),
        labels("hiddenCategories", (name) => h("span", {}, CATEGORY_WORDS[name] ?? name))),
      h("fieldset", {}, h("legend", {}, say("status")),
        labels("hiddenStatuses", (name) => h("span", { class: `status ${name}` }, STATUS_WORDS[name as keyof typeof STATUS_WORDS]))),
      h("div", { class: "choices" }, ...this.choices.map(({ select }) => select)),
    );
    this.repaint();
  }

  private check(which: "hiddenCategories" | "hiddenStatuses", name: string): Check {
    const input = h("input", { type: "checkbox", onchange: () => {
      const hidden = new Set(this.selection.state[which]);
      if (input.checked) hidden.delete(name);
      else hidden.add(name);
      this.selection.update({ [which]: hidden });
    } });
    return { input, count: h("span", { class: "number" }), mark: which === "hiddenCategories" ? h("span", {}) : null };
  }

  private bulk(categories: string[]): HTMLElement {
    const button = (words: string, hidden: string[]): HTMLElement =>
      h("button", { type: "button", class: "text", onclick: () => this.selection.update({ hiddenCategories: new Set(hidden) }) }, words);
    return h("div", { class: "bulk" }, button(say("all"), []), button(say("none"), categories));
  }

  private choice(words: string, part: Choice["part"], found: [string, number][]): Choice {
    const select: HTMLSelectElement = h(
      "select",
      { "aria-label": words, hidden: found.length < 2, onchange: () => this.selection.update({ [part]: select.value === "" ? null : select.value }) },
      h("option", { value: "" }, say("anyone", { name: words })),
      ...found.slice(0, MOST_NAMES).map(([name, count]) => h("option", { value: name }, say("nameCount", { name, number: String(count) }))),
    );
    return { select, part };
  }

  private typed(): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.selection.update({ search: this.search.value.trim() }), TYPING_PAUSE);
  }

  reset(): void {
    const { hiddenCategories, hiddenStatuses, search, claimant, publisher, known } = this.selection.first;
    this.search.value = "";
    this.selection.update({ hiddenCategories, hiddenStatuses, search, claimant, publisher, known });
    this.show();
  }

  /** How many filters differ from the first state. */
  active(): number {
    const { state, first } = this.selection;
    const differ = (part: keyof State): boolean => state[part] !== first[part];
    const statuses = STATUSES.some((name) => state.hiddenStatuses.has(name) !== first.hiddenStatuses.has(name));
    return [
      state.hiddenCategories.size > 0, statuses, differ("search"), differ("claimant"), differ("publisher"), differ("known"),
    ].filter(Boolean).length;
  }

  /** Follows the state, however it came about. */
  show(): void {
    const { state } = this.selection;
    if (document.activeElement !== this.search) this.search.value = state.search;
    const active = this.active();
    fill(this.toggle, active === 0 ? say("filters") : say("filtersActive", { number: String(active) }));
    if (this.checks === null) return;
    for (const [name, { input }] of this.checks.hiddenCategories) input.checked = !state.hiddenCategories.has(name);
    for (const [name, { input }] of this.checks.hiddenStatuses) input.checked = !state.hiddenStatuses.has(name);
    for (const { select, part } of this.choices) select.value = state[part] ?? "";
    if (!this.box.hidden) this.count();
  }

  /** Draws the marks anew, in the colours of the day. */
  repaint(): void {
    const { store } = this.selection;
    for (const [category, { mark }] of this.checks?.hiddenCategories ?? []) {
      const group = store.groups[store.categories.indexOf(category)] ?? "other";
      mark?.replaceChildren(markElement({ group, category, force: null, status: "claimed", split: false, vague: false, stale: false }, theme.palette));
    }
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
    for (const [name, { count }] of this.checks?.hiddenCategories ?? []) fill(count, String(categories.get(name) ?? 0));
    for (const [name, { count }] of this.checks?.hiddenStatuses ?? []) fill(count, String(statuses.get(name) ?? 0));
  }
}

function names(store: Store): [string, number][] {
  const found = new Map<string, number>();
  for (let row = 0; row < store.count; row++) {
    for (const name of (store.text("claimants", row) ?? "").split("; ")) if (name !== "") found.set(name, (found.get(name) ?? 0) + 1);
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
