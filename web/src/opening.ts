// What a page shows first: all of a small period, the latest day or step that says much of a crowded one.

import { DAY } from "./clock";
import type { Store } from "./data";
import type { Period, Span } from "./state";

/** More marks than this at once are a crowd that nobody reads. */
const CROWD = 60;
/** A day counts as telling when this share of the busiest day's events began on it. */
const TELLING = 0.1;

export interface Opening {
  span: Span;
  at: number;
}

export function opening(store: Store, period: Period): Opening {
  const whole: Opening = { span: "all", at: period.startOf(period.lastStep) };
  const { start, background } = store;
  // Hours are too short a look: a day of them.
  const edges = period.unit === "hour" ? store.payload.days : period.steps;
  const last = edges.length - 2;
  let count = 0;
  for (let row = 0; row < store.count && count <= CROWD; row++) if (background[row] !== 1) count++;
  if (count <= CROWD) return whole;
  // What lies before the period began before it: none of the background is among these.
  const since = edges.map((edge) => begunSince(start, edge));
  const begun = Array.from({ length: last + 1 }, (_, step) => (since[step] ?? 0) - (since[step + 1] ?? 0));
  const least = Math.max(1, Math.max(...begun) * TELLING);
  let step = last;
  while (step >= 0 && (begun[step] ?? 0) < least) step--;
  if (step < 0) return whole;
  const at = edges[step] ?? period.start;
  const hours = Math.round(((edges[step + 1] ?? at + DAY) - at) / 60);
  return { span: period.unit === "hour" ? String(hours) : "1", at };
}

/** How many rows began at an edge or later: they stand by their start, the latest first. */
function begunSince(start: Int32Array, edge: number): number {
  let low = 0;
  let high = start.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((start[middle] ?? 0) >= edge) low = middle + 1;
    else high = middle;
  }
  return low;
}
