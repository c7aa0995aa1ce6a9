// What a row's mark looks like, wherever it is drawn: on the map, in the list, beside the details.

import { STATUSES, type Store } from "./data";
import type { Selection } from "./selection";
import type { Look } from "./symbols";

const VAGUE = new Set(["near", "district", "region", "country"]);

export class Looks {
  private readonly store: Store;

  constructor(private readonly selection: Selection) {
    this.store = selection.store;
  }

  of(row: number): Look {
    const { store, selection } = this;
    return {
      group: store.groupName(row),
      category: store.categoryName(row),
      force: forceKind(store.text("force", row)),
      status: STATUSES[selection.filter.status[row] ?? 0] ?? "claimed",
      split: store.text("attribution_status", row) === "disputed",
      vague: store.outline[row] !== -1 || VAGUE.has(store.text("precision", row) ?? ""),
      stale: selection.stale(row),
    };
  }
}

const KINDS: readonly [string, RegExp][] = [
  ["ships", /\b(ships?|vessels?|warships?|frigates?|submarines?|boats?|landing|naval|navy|fleet|flotilla|marines?)\b/],
  ["helicopters", /\bhelicopters?\b/],
  ["aircraft", /\b(aircraft|jets?|planes?|warplanes?|fighters? jets?|bombers?|air ?force|drones?)\b/],
  ["air_defence", /\b(air defen[cs]e|anti-aircraft|s-[34]00|missile defen[cs]e)\b/],
  ["artillery", /\b(artillery|howitzers?|mortars?|rocket launchers?|rockets?|missiles?|guns?)\b/],
  ["armour", /\b(tanks?|armou?r(ed)?|mechani[sz]ed|btrs?|bmps?)\b/],
  ["vehicles", /\b(vehicles?|trucks?|convoys?|columns?|trains?)\b/],
];

/** The kind of force that a row's words speak of, of those with a symbol of their own; null for plain troops and for none. */
export function forceKind(words: string | null): string | null {
  if (words === null) return null;
  const type = /type: ([^;]*)/.exec(words)?.[1] ?? words;
  const text = type.toLowerCase();
  return KINDS.find(([, pattern]) => pattern.test(text))?.[0] ?? null;
}
