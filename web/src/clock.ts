// Time as the page speaks it: minutes since 1970 in UTC, shown in the map's zone.

import { FOREVER, NEVER } from "./data";
import { LOCALE, say } from "./words";

export const HOUR = 60;
export const DAY = 24 * HOUR;

export type Unit = "hour" | "day" | "week" | "month";

const FORMATS = {
  day: { day: "numeric", month: "short" },
  dayYear: { day: "numeric", month: "short", year: "numeric" },
  time: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  weekday: { weekday: "short" },
  month: { month: "short", year: "numeric" },
  zoneName: { timeZoneName: "shortOffset" },
  parts: {
    year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
  },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

/** Formats minutes in one zone. */
export class Clock {
  private readonly made = new Map<keyof typeof FORMATS, Intl.DateTimeFormat>();

  constructor(readonly zone: string) {}

  /** Made when first asked for: each takes the browser a while. */
  private format(name: keyof typeof FORMATS): Intl.DateTimeFormat {
    let format = this.made.get(name);
    if (format === undefined) {
      format = new Intl.DateTimeFormat(LOCALE, { timeZone: this.zone, ...FORMATS[name] });
      this.made.set(name, format);
    }
    return format;
  }

  formatDay(minutes: number, year = false): string {
    return this.format(year ? "dayYear" : "day").format(minutes * 60000);
  }

  /** '4–8 May 2031': first and last moment both inclusive. */
  formatPeriod(first: number, last: number): string {
    return this.format("dayYear").formatRange(first * 60000, last * 60000);
  }

  formatWeekday(minutes: number): string {
    return this.format("weekday").format(minutes * 60000);
  }

  formatMonth(minutes: number): string {
    return this.format("month").format(minutes * 60000);
  }

  formatTime(minutes: number): string {
    return this.format("time").format(minutes * 60000);
  }

  formatMoment(minutes: number): string {
    return `${this.formatDay(minutes)}, ${this.formatTime(minutes)}`;
  }

  /** The zone's offset from UTC at a moment: 'UTC+2'. */
  offset(minutes: number): string {
    const part = this.format("zoneName").formatToParts(minutes * 60000).find((found) => found.type === "timeZoneName");
    return (part?.value ?? "UTC").replace("GMT", "UTC");
  }

  /** Value of a datetime-local field. */
  toField(minutes: number): string {
    const parts = Object.fromEntries(this.format("parts").formatToParts(minutes * 60000).map((part) => [part.type, part.value]));
    return `${parts.year ?? ""}-${parts.month ?? ""}-${parts.day ?? ""}T${parts.hour ?? ""}:${parts.minute ?? ""}`;
  }

  /** Minutes of a datetime-local value, read in the zone; null where it is no date. */
  fromField(value: string): number | null {
    const naive = value === "" ? NaN : Date.parse(`${value.slice(0, 16)}:00Z`);
    if (Number.isNaN(naive)) return null;
    const wanted = naive / 60000;
    let minutes = wanted;
    // Twice: the offset at the first guess may be that of the other side of a change of clocks.
    for (let turn = 0; turn < 2; turn++) {
      const shown = Date.parse(`${this.toField(minutes)}:00Z`) / 60000;
      minutes += wanted - shown;
    }
    return minutes;
  }

  /** A span as a reader says it: '17 Feb', '17 Feb, 05:30', '17–18 Feb', 'since 12 Feb'. */
  formatSpan(start: number, end: number, precision: string | null): string {
    if (start === NEVER) return say("dateUnknown");
    const exact = precision === "minute" || precision === "hour" || precision === "part_of_day";
    if (end === FOREVER) return say("since", { time: exact && precision !== "part_of_day" ? this.formatMoment(start) : this.formatDay(start) });
    if (precision === "minute") return this.formatMoment(start);
    if (exact && end - start < DAY) {
      return `${this.formatMoment(start)}–${this.formatTime(end)}`;
    }
    if (precision === "month") return this.formatMonth(start);
    const first = this.formatDay(start);
    const last = this.formatDay(end - 1);
    return first === last ? first : `${first} – ${last}`;
  }
}

/** The unit a period is stepped through. */
export function unitFor(days: number[]): Unit {
  const count = days.length - 1;
  if (count <= 3) return "hour";
  if (count <= 124) return "day";
  return count <= 800 ? "week" : "month";
}

/** Boundaries of the steps: the first is the period's start, the last its end. */
export function stepsFor(days: number[], unit: Unit): number[] {
  const first = days[0] ?? 0;
  const last = days[days.length - 1] ?? first + DAY;
  if (unit === "day") return [...days];
  if (unit === "hour") {
    const steps: number[] = [];
    for (let at = first; at < last; at += HOUR) steps.push(at);
    return [...steps, last];
  }
  const every = unit === "week" ? 7 : 30;
  return [...days.filter((_, index) => index % every === 0 && index < days.length - 1), last];
}
