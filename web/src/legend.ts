// What the marks mean, whose borders are drawn, and where all of it comes from.

import type { Clock } from "./clock";
import type { Store } from "./data";
import { fill, h, sourceLink, type Child } from "./dom";
import { markElement, type Look } from "./symbols";
import type { Palette } from "./theme";
import { CATEGORY_WORDS, GROUP_WORDS, plural, STATUS_HINTS, STATUS_WORDS } from "./words";
import { STATUSES } from "./data";

const PLAIN: Look = { group: "attack", category: "shelling", status: "claimed", split: false, vague: false, stale: false };

export class Legend {
  readonly element = h("section", { class: "about", "aria-label": "Legend and sources", hidden: true, tabindex: 0 });

  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
    public palette: Palette,
    private readonly countSteps: number[],
    private readonly disputed: string[],
  ) {}

  /** Builds it: not before it is looked at. */
  render(): void {
    const { payload } = this.store;
    fill(
      this.element,
      h("h2", {}, "What the marks mean"),
      ...this.categories(),
      h("h3", {}, "Outline: did it happen?"),
      h("ul", { class: "key" }, ...STATUSES.map((status) =>
        this.entry({ ...PLAIN, status }, `${STATUS_WORDS[status]}: ${STATUS_HINTS[status]}`))),
      h("h3", {}, "Fill: how well is the place known?"),
      h(
        "ul",
        { class: "key" },
        this.entry(PLAIN, "Filled: at this site, town or village"),
        this.entry({ ...PLAIN, vague: true }, "Open: somewhere in the dashed area or ring around it"),
        this.entry({ ...PLAIN, status: "confirmed", split: true }, "Half filled: who did it is disputed"),
        this.entry({ ...PLAIN, group: "force", category: "deployment", stale: true }, `Faded: no news of it for ${plural(Math.round(payload.stale / 60), "hour")}`),
      ),
      ...this.scale(),
      h("h3", {}, "Borders"),
      h("p", {}, `Drawn as in the worldview ‘${payload.worldview}’. Other views of these borders exist.`),
      this.disputed.length > 0 && h("p", {}, `Dashed, disputed: ${this.disputed.join("; ")}.`),
      h("p", {}, `Times are those of ${payload.timezone} (${this.clock.offset(payload.days[0] ?? 0)}).`),
      h("h3", {}, "Sources"),
      h("ul", { class: "sources" }, ...payload.sources.map((source) => this.source(source))),
      ...this.unplaced(),
      h("h3", {}, "Credits"),
      h("ul", { class: "sources" }, ...credits(payload.credits).map((credit) => h("li", {}, credit))),
    );
  }

  openUnplaced(): void {
    const box = this.element.querySelector<HTMLDetailsElement>("details.unplaced");
    if (box === null) return;
    box.open = true;
    box.scrollIntoView();
    box.querySelector("summary")?.focus();
  }

  private categories(): Child[] {
    const present = new Set<string>();
    for (let row = 0; row < this.store.count; row++) present.add(this.store.categoryName(row));
    const groups = new Map<string, string[]>();
    this.store.categories.forEach((category, i) => {
      if (!present.has(category)) return;
      const group = this.store.groups[i] ?? "other";
      groups.set(group, [...(groups.get(group) ?? []), category]);
    });
    return [...groups].flatMap(([group, categories]): Child[] => [
      h("h3", {}, GROUP_WORDS[group] ?? group),
      h("ul", { class: "key columns" }, ...categories.map((category) =>
        this.entry({ ...PLAIN, group, category }, CATEGORY_WORDS[category] ?? category))),
    ]);
  }

  private entry(look: Look, words: string): HTMLElement {
    return h("li", {}, markElement(look, this.palette), h("span", {}, words));
  }

  private scale(): Child[] {
    if (this.countSteps.length === 0) return [];
    return [
      h("h3", {}, "Counts by area"),
      h(
        "ul",
        { class: "key scale" },
        ...this.countSteps.map((bound, i) => {
          const swatch = h("span", { class: "swatch", "aria-hidden": "true" });
          swatch.style.background = this.palette.counts[i] ?? "";
          const low = i === 0 ? 0 : (this.countSteps[i - 1] ?? 0) + 1;
          return h("li", {}, swatch, `${low.toLocaleString("en-GB")}–${bound.toLocaleString("en-GB")}`);
        }),
      ),
    ];
  }

  private source([publisher, title, url, published, notes]: [string | null, string | null, string | null, number | null, string[]]): HTMLElement {
    const name = [publisher, title].filter((part) => part !== null).join(": ") || "Untitled";
    return h(
      "li",
      {},
      sourceLink(url, name),
      published !== null && ` · ${this.clock.formatDay(published, true)}`,
      ...notes.map((note) => h("span", { class: "fine" }, ` · ${note}`)),
    );
  }

  private unplaced(): Child[] {
    const rows = this.store.payload.unplaced;
    if (rows.length === 0) return [];
    return [
      h(
        "details",
        { class: "unplaced" },
        h("summary", {}, `Found but not on the map: ${rows.length.toLocaleString("en-GB")}`),
        h("ul", { class: "sources" }, ...rows.slice(0, 300).map(([, what, why, quote]) =>
          h("li", {}, h("b", {}, what), `: ${why}`, quote !== null && h("q", {}, quote)))),
      ),
    ];
  }
}

export function credits(given: string[]): string[] {
  const always = ["Basemap: Natural Earth, GeoNames (CC BY 4.0)", "Drawn with Leaflet, Folium and geomap"];
  return [...given, ...always.filter((line) => !given.includes(line))];
}

/** What fits on the map; the legend has all of it. */
export function shortCredits(given: string[]): string {
  const all = ["Natural Earth", "GeoNames (CC BY 4.0)"];
  return [...given.filter((line) => !all.some((name) => line.includes(name.split(" ")[0] ?? ""))), ...all, "Leaflet", "Folium"].join(" · ");
}
