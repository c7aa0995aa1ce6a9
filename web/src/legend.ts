// What the marks mean, whose borders are drawn, and where all of it comes from.

import type { Clock } from "./clock";
import type { Payload, Store } from "./data";
import { fill, h, sourceLink, type Child } from "./dom";
import { languageChoice } from "./languages";
import { forceKind } from "./looks";
import { markElement, type Look } from "./symbols";
import { theme } from "./theme";
import { CATEGORY_WORDS, counted, FORCE_WORDS, GROUP_WORDS, grouped, say, STATUS_HINTS, STATUS_WORDS, WORLDVIEW_SHORT, WORLDVIEW_WORDS } from "./words";
import { FOREVER, STATUSES } from "./data";

const PLAIN: Look = { group: "attack", category: "shelling", force: null, status: "claimed", split: false, vague: false, stale: false };

export class Legend {
  readonly element = h("section", { class: "about", "aria-label": say("legend"), hidden: true, tabindex: 0 });

  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
    private readonly countSteps: readonly number[],
    private readonly disputed: () => string[],
  ) {}

  /** Builds it: not before it is looked at. */
  render(): void {
    const { payload } = this.store;
    fill(
      this.element,
      languageChoice(),
      h("h2", {}, say("marksMean")),
      ...this.categories(),
      ...this.forces(),
      h("h3", {}, say("outlineMeans")),
      h("ul", { class: "key" }, ...STATUSES.map((status) =>
        this.entry({ ...PLAIN, status }, say("statusMeans", { status: STATUS_WORDS[status], hint: STATUS_HINTS[status] })))),
      h("h3", {}, say("fillMeans")),
      h(
        "ul",
        { class: "key" },
        this.entry(PLAIN, say("filledMeans")),
        this.entry({ ...PLAIN, vague: true }, say("openMeans")),
        this.entry({ ...PLAIN, status: "confirmed", split: true }, say("splitMeans")),
        this.faded(),
      ),
      ...this.scale(),
      h("h3", {}, say("borders")),
      h("p", {}, say("worldview", { name: WORLDVIEW_WORDS[payload.worldview] ?? payload.worldview })),
      ...this.lines(),
      h("p", {}, say("timesAre", { zone: payload.timezone, offset: this.clock.offset(payload.days[0] ?? 0) })),
      h("h3", {}, say("sources")),
      h("ul", { class: "sources" }, ...this.store.told.sources.map((source) => this.source(source))),
      ...this.unplaced(),
      h("h3", {}, say("credits")),
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

  private forces(): Child[] {
    const present = new Set<string>();
    for (let row = 0; row < this.store.count; row++) {
      if (this.store.categoryName(row) === "deployment") present.add(forceKind(this.store.text("force", row)) ?? "");
    }
    const kinds = Object.keys(FORCE_WORDS).filter((kind) => present.has(kind));
    if (kinds.length === 0) return [];
    return [
      h("h3", {}, say("forcesAre")),
      h("ul", { class: "key columns" }, ...kinds.map((force) =>
        this.entry({ ...PLAIN, group: "force", category: "deployment", force }, FORCE_WORDS[force] ?? force))),
    ];
  }

  private entry(look: Look, words: string): HTMLElement {
    return h("li", {}, markElement(look, theme.palette), h("span", {}, words));
  }

  /** What fades: none where nothing stands until ended. */
  private faded(): Child {
    const { store } = this;
    const row = store.end.findIndex((end, i) => end === FOREVER && store.seen[i] !== FOREVER);
    if (row < 0) return null;
    const look = { ...PLAIN, group: store.groupName(row), category: store.categoryName(row), stale: true };
    return this.entry(look, say("fadedMeans", { hours: counted("hour", Math.round(store.payload.stale / 60)) }));
  }

  private scale(): Child[] {
    if (this.countSteps.length === 0) return [];
    return [
      h("h3", {}, say("countsByArea")),
      h(
        "ul",
        { class: "key scale" },
        ...this.countSteps.map((bound, i) => {
          const swatch = h("span", { class: "swatch", "aria-hidden": "true" });
          swatch.style.background = theme.palette.counts[i] ?? "";
          const low = i === 0 ? 0 : (this.countSteps[i - 1] ?? 0) + 1;
          return h("li", {}, swatch, `${grouped(low)}–${grouped(bound)}`);
        }),
      ),
    ];
  }

  private lines(): Child[] {
    const names = this.disputed();
    if (names.length === 0) return [];
    return [
      h("p", { class: "dashes" }, h("span", { class: "dash", "aria-hidden": "true" }), say("disputedLines")),
      h("ul", { class: "sources" }, ...names.map((name) => h("li", {}, name))),
    ];
  }

  private source([publisher, title, url, published, notes]: [string | null, string | null, string | null, number | null, string[]]): HTMLElement {
    const name = [publisher, title].filter((part) => part !== null).join(": ") || say("untitled");
    return h(
      "li",
      {},
      sourceLink(url, name),
      published !== null && ` · ${this.clock.formatDay(published, true)}`,
      ...notes.map((note) => h("span", { class: "fine" }, ` · ${note}`)),
    );
  }

  private unplaced(): Child[] {
    const rows = this.store.told.unplaced;
    if (rows.length === 0) return [];
    return [
      h(
        "details",
        { class: "unplaced" },
        h("summary", {}, say("notOnMap", { number: grouped(rows.length) })),
        h("ul", { class: "sources" }, ...rows.slice(0, 300).map(([, what, why, quote]) =>
          h("li", {}, h("b", {}, what), `: ${why}`, quote !== null && h("q", {}, quote)))),
      ),
    ];
  }
}

export function credits(given: string[]): string[] {
  const always = [say("creditBasemap"), say("creditTools")];
  return [...given, ...always.filter((line) => !given.includes(line))];
}

/** What fits on the map; the legend has all of it. */
export function shortCredits({ credits: given, worldview }: Payload): string {
  const all = ["Natural Earth", "GeoNames"];
  const borders = say("bordersAs", { name: WORLDVIEW_SHORT[worldview] ?? worldview });
  return [borders, ...given.filter((line) => !all.some((name) => line.includes(name.split(" ")[0] ?? ""))), ...all].join(" · ");
}
