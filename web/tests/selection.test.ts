import { describe, expect, it } from "vitest";
import { FOREVER, NEVER } from "../src/data";
import { Selection } from "../src/selection";
import { inWindow, parseLog, Period } from "../src/state";
import { store } from "./sample";

const ids = (selection: Selection): string[] => selection.rows.map((row) => selection.store.id(row)).sort();

describe("windows", () => {
  it("are half-open: an event that ends where the window starts is not in it, nor one that starts at its end", () => {
    const events = store([{ start: 0, end: 60 }, { start: 60, end: 120 }, { start: 30, end: 90 }]);
    const window = { from: 60, to: 120 };
    expect([0, 1, 2].map((row) => inWindow(events, row, window))).toEqual([false, true, true]);
  });

  it("hold what has no end from its start on, and what has no date only in the whole period", () => {
    const events = store([{ start: 1500, end: null }, { start: null, end: null }]);
    expect([0, 1].map((row) => inWindow(events, row, { from: 4000, to: 4001 }))).toEqual([true, false]);
    expect([0, 1].map((row) => inWindow(events, row, { from: 0, to: 1440 }))).toEqual([false, false]);
    expect([0, 1].map((row) => inWindow(events, row, { from: NEVER, to: FOREVER }))).toEqual([true, true]);
  });

  it("are a whole step from where a step begins, as long from anywhere else, and never past the period's end", () => {
    const period = new Period([0, 1440, 2880, 4320, 5760]);
    expect(period.unit).toBe("day");
    expect(period.window("1", 1440)).toEqual({ from: 1440, to: 2880 });
    expect(period.window("3", 4320)).toEqual({ from: 4320, to: 5760 });
    expect(period.window("1", 1500)).toEqual({ from: 1500, to: 2940 });
    expect(period.window("moment", 77)).toEqual({ from: 77, to: 78 });
    expect(period.window("sofar", 1441)).toEqual({ from: NEVER, to: 2880 });
  });
});

describe("Selection", () => {
  const rows = [
    { title: "It may come", status: "predicted", start: 1500, end: 1560 },
    {
      title: "First said, then shown", start: 300, end: 360, status: "confirmed", reported_first: 400,
      status_log: "1970-01-01T06:40:00Z claimed; 1970-01-02T00:00:00Z confirmed",
    },
    { title: "Troops stay", category: "deployment", start: 200, end: null, last_seen: 260, status: "confirmed", publisher: "Paper" },
    { title: "Śmigły was shelled", category: "shelling", start: 100, end: 160, claimants: "The army; A mayor", publisher: "Wire" },
    { title: "Long ago", background: 1, start: -9000, end: -8000 },
  ];

  it("starts with all but the predicted and what lies before the period, newest first", () => {
    const selection = new Selection(store(rows));
    expect(selection.rows.map((row) => selection.store.id(row))).toEqual(["e-1", "e-2", "e-3"]);
  });

  it("shows the background and the predicted when asked", () => {
    const selection = new Selection(store(rows));
    selection.update({ background: true, hiddenStatuses: new Set() });
    expect(ids(selection)).toEqual(["e-0", "e-1", "e-2", "e-3", "e-4"]);
  });

  it("filters by category, claimant and publisher", () => {
    const selection = new Selection(store(rows));
    selection.update({ hiddenCategories: new Set(["shelling", "other"]) });
    expect(ids(selection)).toEqual(["e-2"]);
    selection.update({ hiddenCategories: new Set(), claimant: "A mayor" });
    expect(ids(selection)).toEqual(["e-3"]);
    selection.update({ claimant: null, publisher: "Paper" });
    expect(ids(selection)).toEqual(["e-2"]);
  });

  it("finds words in any order, without accents and capitals", () => {
    const selection = new Selection(store(rows));
    selection.update({ search: "SHELLED smigły" });
    expect(ids(selection)).toEqual(["e-3"]);
  });

  it("takes back what was not known yet, and what was known of its status", () => {
    const selection = new Selection(store(rows));
    selection.update({ known: 300 });
    expect(ids(selection)).not.toContain("e-1");
    selection.update({ known: 500 });
    expect(selection.filter.status[1]).toBe(0);
    selection.update({ known: 1440 });
    expect(selection.filter.status[1]).toBe(1);
  });

  it("lets what was known follow the slider", () => {
    const selection = new Selection(store(rows));
    selection.update({ known: "slider", span: "1", at: 0 });
    expect(selection.filter.status[1]).toBe(1);
    selection.update({ span: "moment", at: 350 });
    expect(ids(selection)).toEqual(["e-2"]);
  });

  it("fades a state nobody spoke of for the time set, and never what has ended", () => {
    const selection = new Selection(store(rows));
    expect([selection.stale(2), selection.stale(3)]).toEqual([true, false]);
    selection.update({ span: "moment", at: 800 });
    expect(selection.stale(2)).toBe(false);
  });

  it("tells its listeners what changed, and nothing when nothing did", () => {
    const selection = new Selection(store(rows));
    const heard: string[][] = [];
    selection.onChange((changes) => heard.push([...changes].sort()));
    selection.update({ span: "1", at: 0 });
    selection.update({ span: "1", at: 0 });
    selection.update({ selected: "e-3" });
    expect(heard).toEqual([["window"], ["selected"]]);
  });
});

describe("parseLog", () => {
  it("leaves out what it cannot read", () => {
    expect(parseLog("1970-01-01T00:10:00Z denied; nonsense; 1970-01-01T00:20:00Z unheard")).toEqual([[10, 3]]);
    expect(parseLog(null)).toEqual([]);
  });
});
