// The page's state in the part of its address after '#', so that a link leads back to it.

import { STATUSES } from "./data";
import { asked } from "./language";
import type { Period, State, Tab } from "./state";

export interface Place {
  zoom: number;
  lat: number;
  lon: number;
}

/** What a link holds: the state, and where the map looks if it was moved. */
export interface Link {
  state: State;
  place: Place | null;
}

function moment(minutes: number): string {
  return new Date(minutes * 60000).toISOString().slice(0, 16) + "Z";
}

function minutes(text: string | null): number | null {
  const at = Date.parse(text ?? "");
  return Number.isNaN(at) ? null : Math.floor(at / 60000);
}

/** The fragment without '#'; empty for the state a page starts in. */
export function encode(link: Link, first: State, categories: readonly string[]): string {
  const { state, place } = link;
  const found = new URLSearchParams();
  const language = asked();
  if (language !== null) found.set("lang", language);
  if (state.span !== first.span) found.set("show", state.span);
  if (state.at !== first.at) found.set("at", moment(state.at));
  if (state.known !== null) found.set("known", state.known === "slider" ? "slider" : moment(state.known));
  if (state.hiddenCategories.size > 0) found.set("without", categories.filter((name) => state.hiddenCategories.has(name)).join("."));
  const statuses = STATUSES.filter((name) => state.hiddenStatuses.has(name)).join(".");
  if (statuses !== STATUSES.filter((name) => first.hiddenStatuses.has(name)).join(".")) found.set("hide", statuses);
  if (state.search !== "") found.set("q", state.search);
  if (state.claimant !== null) found.set("claimant", state.claimant);
  if (state.publisher !== null) found.set("publisher", state.publisher);
  if (state.background) found.set("background", "1");
  if (state.tab !== first.tab) found.set("tab", state.tab);
  if (state.selected !== null) found.set("event", state.selected);
  if (place !== null) found.set("map", `${round(place.zoom, 1)}/${round(place.lat, 4)}/${round(place.lon, 4)}`);
  return found.toString();
}

/** The state a fragment describes; what it does not say, or says wrongly, is as at first. */
export function decode(fragment: string, period: Period, first: State, categories: readonly string[]): Link {
  const given = new URLSearchParams(fragment.replace(/^#/, ""));
  const state = { ...first };
  const show = given.get("show");
  if (show !== null && /^(all|sofar|moment|[1-9]\d{0,2})$/.test(show)) state.span = show;
  const day = /^\d{4}-\d\d-\d\d$/.test(given.get("day") ?? "") ? minutes(`${given.get("day") ?? ""}T12:00Z`) : null;
  if (day !== null && day >= period.start - 720 && day < period.end + 720) {
    // Noon in UTC lies within the day of nearly every zone.
    state.at = period.startOf(period.stepOf(day));
    if (show === null) state.span = period.unit === "hour" ? "24" : "1";
  }
  const at = minutes(given.get("at"));
  if (at !== null) state.at = Math.max(period.start, Math.min(period.end - 1, at));
  state.known = given.get("known") === "slider" ? "slider" : minutes(given.get("known"));
  const without = (given.get("without") ?? "").split(".").filter((name) => categories.includes(name));
  state.hiddenCategories = new Set(without);
  const hide = given.get("hide");
  if (hide !== null) state.hiddenStatuses = new Set(hide.split(".").filter((name) => (STATUSES as readonly string[]).includes(name)));
  state.search = given.get("q") ?? "";
  state.claimant = given.get("claimant");
  state.publisher = given.get("publisher");
  state.background = given.get("background") === "1";
  const tab = given.get("tab");
  if (tab === "table" || tab === "about") state.tab = tab satisfies Tab;
  state.selected = given.get("event");
  return { state, place: place(given.get("map")) };
}

/** The name in '#place=...', which an author writes by hand. */
export function placeName(fragment: string): string | null {
  return new URLSearchParams(fragment.replace(/^#/, "")).get("place");
}

function place(text: string | null): Place | null {
  const [zoom, lat, lon] = (text ?? "").split("/").map(Number);
  if (zoom === undefined || lat === undefined || lon === undefined) return null;
  if (![zoom, lat, lon].every(Number.isFinite) || zoom < 0 || zoom > 20 || Math.abs(lat) > 90 || Math.abs(lon) > 540) return null;
  return { zoom, lat, lon };
}

function round(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}

/** Puts a fragment into the address, also where a sandbox forbids touching the history. */
export function writeFragment(fragment: string, keep: boolean): void {
  if (location.hash.replace(/^#/, "") === fragment) return;
  try {
    if (keep) history.pushState(null, "", `#${fragment}`);
    else history.replaceState(null, "", `#${fragment}`);
  } catch {
    location.replace(`#${fragment}`);
  }
}
