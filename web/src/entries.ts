// What the list holds besides the events on show: those far off, those before the period, what has no place.

import type { Store } from "./data";
import type { Entry } from "./list";
import type { Selection } from "./selection";
import { counted, grouped, say } from "./words";

/** The rows on show, then those far from the first view, then what lies before the period or has no place. */
export function entries(selection: Selection, showUnplaced: () => void): Entry[] {
  const { rows, state, store } = selection;
  const near: Entry[] = [];
  const far: Entry[] = [];
  for (const row of rows) (farOff(store, row) ? far : near).push(row);
  const found = far.length > 0 && near.length > 0
    ? [...near, { words: say("elsewhere", { shown: counted("event", far.length) }), expanded: null, press: null }, ...far]
    : [...near, ...far];
  const before = store.background.reduce((sum, one) => sum + one, 0);
  if (before > 0) {
    found.push({
      words: say(state.background ? "hideBackground" : "showBackground", { shown: counted("event", before) }),
      expanded: state.background,
      press: () => selection.update({ background: !state.background }),
    });
  }
  const unplaced = store.told.unplaced.length;
  if (unplaced > 0) found.push({ words: say("notOnMap", { number: grouped(unplaced) }), expanded: null, press: showUnplaced });
  return found;
}

function farOff(store: Store, row: number): boolean {
  const [west, south, east, north] = store.payload.view;
  const [lon = 0, lat = 0] = [store.lon[row], store.lat[row]];
  const spare = Math.max(east - west, north - south) * 0.5;
  return lon < west - spare || lon > east + spare || lat < south - spare || lat > north + spare;
}
