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
  const starts: number[] = [];
  for (let row = 0; row < store.count; row++) if (store.background[row] === 0) starts.push(store.start[row] ?? 0);
  if (starts.length <= CROWD) return whole;
  // Hours are too short a look: a day of them.
  const edges = period.unit === "hour" ? store.payload.days : period.steps;
  const last = edges.length - 2;
  const begun = new Float64Array(Math.max(1, last + 1));
  for (const start of starts) {
    if (start < period.start || start >= period.end) continue;
    const step = period.unit === "hour" ? edges.findIndex((edge) => edge > start) - 1 : period.stepOf(start);
    begun[step] = (begun[step] ?? 0) + 1;
  }
  const least = Math.max(1, Math.max(...begun) * TELLING);
  let step = last;
  while (step >= 0 && (begun[step] ?? 0) < least) step--;
  if (step < 0) return whole;
  const at = edges[step] ?? period.start;
  const hours = Math.round(((edges[step + 1] ?? at + DAY) - at) / 60);
  return { span: period.unit === "hour" ? String(hours) : "1", at };
}
