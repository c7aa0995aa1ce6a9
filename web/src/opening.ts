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

export function opening(store: Store, period: Period, newestFirst: Int32Array): Opening {
  const whole: Opening = { span: "all", at: period.startOf(period.lastStep) };
  const { start, background } = store;
  // Hours are too short a look: a day of them.
  const edges = period.unit === "hour" ? store.payload.days : period.steps;
  const last = edges.length - 2;
  const begun = new Int32Array(Math.max(1, last + 1));
  let count = 0;
  let step = last;
  for (const row of newestFirst) {
    if (background[row] === 1) continue;
    count++;
    const at = start[row] ?? 0;
    if (at >= period.end) continue;
    while (step >= 0 && at < (edges[step] ?? 0)) step--;
    if (step >= 0) begun[step] = (begun[step] ?? 0) + 1;
  }
  if (count <= CROWD) return whole;
  const least = Math.max(1, Math.max(...begun) * TELLING);
  step = last;
  while (step >= 0 && (begun[step] ?? 0) < least) step--;
  if (step < 0) return whole;
  const at = edges[step] ?? period.start;
  const hours = Math.round(((edges[step + 1] ?? at + DAY) - at) / 60);
  return { span: period.unit === "hour" ? String(hours) : "1", at };
}
