import { describe, expect, it } from "vitest";
import { decode, encode } from "../src/fragment";
import { firstState, Period, type State } from "../src/state";

const PERIOD = new Period([0, 1440, 2880, 4320, 5760]);
const FIRST = firstState({ span: "all", at: 4320 });
const CATEGORIES = ["shelling", "other"];

describe("the fragment", () => {
  it("is empty for the state a page starts in", () => {
    expect(encode({ state: FIRST, place: null }, FIRST, CATEGORIES)).toBe("");
  });

  it("leads back to every part of the state", () => {
    const states: Partial<State>[] = [
      { span: "3", at: 1500 }, { known: 90 }, { known: "slider" }, { hiddenCategories: new Set(["other"]) },
      { hiddenStatuses: new Set() }, { hiddenStatuses: new Set(["denied", "claimed"]) }, { search: "a&b=#%<c> é" },
      { claimant: "The army; no" }, { publisher: "A+B" }, { background: true }, { tab: "table" }, { tab: "about" }, { selected: "e-1" },
    ];
    const place = { zoom: 8.5, lat: -41.7, lon: 44.8123 };
    for (const part of states) {
      const state = { ...FIRST, ...part };
      expect(decode(encode({ state, place }, FIRST, CATEGORIES), PERIOD, FIRST, CATEGORIES)).toEqual({ state, place });
    }
  });

  it("ignores what makes no sense", () => {
    const link = decode("#show=forever&at=soon&known=x&without=ghosts&hide=nobody&tab=cellar&map=9/abc/1", PERIOD, FIRST, CATEGORIES);
    expect(link).toEqual({ state: { ...FIRST, hiddenStatuses: new Set() }, place: null });
  });
});
