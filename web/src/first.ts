// The first script: it stands after the light half of the data and draws the marks from it, so that they are seen while
// the browser still reads the rest. The second, in `main.ts`, makes the page of it.

import type { Map as LeafletMap } from "leaflet";
import type { Payload, Told } from "./data";
import { Front } from "./front";

/** What an address may ask for that the light half cannot answer: then the page waits for the other. */
const NEEDS_WORDS = /[#&](event|q|claimant|publisher|place|known)=/;
const LATEST = 400;

function json(id: string): unknown {
  return JSON.parse(document.getElementById(id)?.textContent ?? "null");
}

function made(): Front | null {
  const element = document.querySelector<HTMLElement>(".folium-map");
  return element === null ? null : new Front(element, json("geomap-data") as Payload, () => json("geomap-texts") as Told);
}

export interface Scripts {
  /** The second script, run when it is needed: it takes some time to start. */
  rest: (() => void) | null;
  /** Makes a page of the front; set by the second script. */
  open: ((front: Front, basemap: unknown) => LeafletMap) | null;
  /** The map, made at once: for scripts of a Folium user that follow. */
  start: () => LeafletMap | null;
  /** Makes the map as soon as the marks are on the screen. */
  soon: () => void;
}

let front = NEEDS_WORDS.test(location.hash) ? null : made();
let map: LeafletMap | null = null;

export const scripts: Scripts = {
  rest: null,
  open: null,
  start() {
    front ??= made();
    if (map === null && front !== null) {
      scripts.rest?.();
      map = scripts.open?.(front, json("geomap-basemap")) ?? null;
    }
    return map;
  },
  soon() {
    afterFrame(() => scripts.start());
  },
};

/** Runs something once: after the next frame, or soon where none is drawn, as in a tab that nobody looks at. */
export function afterFrame(run: () => void): void {
  let ran = false;
  const once = (): void => {
    if (!ran) run();
    ran = true;
  };
  if (document.hidden) setTimeout(once, 0);
  else requestAnimationFrame(() => setTimeout(once, 0));
  setTimeout(once, LATEST);
}

Object.assign(window, { geomap: scripts });
