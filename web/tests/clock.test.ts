import { describe, expect, it } from "vitest";
import { Clock, DAY, HOUR, stepsFor, unitFor } from "../src/clock";
import { FOREVER, NEVER } from "../src/data";

const at = (text: string): number => Date.parse(text) / 60000;

describe("Clock", () => {
  const clock = new Clock("Europe/Kyiv");

  it("shows times in the map's zone", () => {
    expect(clock.formatMoment(at("2022-02-17T03:30Z"))).toBe("17 Feb, 05:30");
    expect(clock.offset(at("2022-02-17T03:30Z"))).toBe("UTC+2");
  });

  it("reads a field in the zone and writes it back, on both sides of a change of clocks", () => {
    for (const text of ["2022-03-27T02:30", "2022-03-27T05:00", "2022-10-30T01:00", "2022-10-30T06:00"]) {
      expect(clock.toField(clock.fromField(text) ?? 0)).toBe(text);
    }
    expect(clock.fromField("")).toBeNull();
  });

  it("says an open end, a day, a range of days and an unknown date as such", () => {
    const day = at("2022-02-16T22:00Z");
    expect(clock.formatSpan(day, FOREVER, "day")).toBe("since 17 Feb");
    expect(clock.formatSpan(day, day + DAY, "day")).toBe("17 Feb");
    expect(clock.formatSpan(day, day + 2 * DAY, "day")).toBe("17 Feb – 18 Feb");
    expect(clock.formatSpan(day + HOUR, day + 2 * HOUR, "hour")).toBe("17 Feb, 01:00–02:00");
    expect(clock.formatSpan(NEVER, FOREVER, null)).toBe("date unknown");
  });
});

describe("steps", () => {
  const days = (count: number): number[] => Array.from({ length: count + 1 }, (_, day) => day * DAY);

  it("are hours for a few days, days for months, weeks and months for longer", () => {
    expect([1, 3, 4, 124, 125, 900].map((count) => unitFor(days(count)))).toEqual(["hour", "hour", "day", "day", "week", "month"]);
  });

  it("begin and end with the period whatever the unit", () => {
    for (const [count, unit] of [[2, "hour"], [9, "day"], [200, "week"], [1000, "month"]] as const) {
      const steps = stepsFor(days(count), unit);
      expect([steps[0], steps.at(-1)]).toEqual([0, count * DAY]);
      expect(steps.every((step, i) => i === 0 || step > (steps[i - 1] ?? 0))).toBe(true);
    }
  });
});
