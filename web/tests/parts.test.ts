import { describe, expect, it } from "vitest";
import { fill, h, sourceLink } from "../src/dom";
import { crowded, gather, spread } from "../src/groups";
import { Labels } from "../src/labels";
import { pixelsPerMetre, projectX, projectY } from "../src/mercator";

describe("h", () => {
  it("puts text on the page as text, whatever it says", () => {
    const hostile = "<img src=x onerror=alert(1)>${alert(2)}</script>";
    const element = h("p", { title: hostile }, hostile);
    fill(element, hostile, null, false);
    expect([element.textContent, element.children.length, element.title]).toEqual([hostile, 0, hostile]);
  });
});

describe("sourceLink", () => {
  it("links to http and https alone", () => {
    expect(sourceLink("https://wire.example/a", "A").tagName).toBe("A");
    for (const url of ["javascript:alert(1)", "data:text/html,x", " https://x", null]) {
      expect(sourceLink(url, "A").tagName).toBe("SPAN");
    }
  });
});

describe("gather", () => {
  it("keeps one spot for one place, joins near places to the busier one, and leaves out what has no mark", () => {
    const x = Float64Array.from([0.5, 0.5, 0.5005, 0.7, 0.7]);
    const y = Float64Array.from([0.5, 0.5, 0.5, 0.5, 0.5]);
    const spots = gather(x, y, Uint8Array.from([1, 1, 1, 1, 0]), 0.001);
    expect([...spots.spotOf]).toEqual([0, 0, 0, 1, -1]);
    expect([spots.count, spots.x[0], spots.x[1]]).toEqual([2, 0.5, 0.7]);
  });
});

describe("spread", () => {
  it("leaves a lone mark in place and keeps the others from covering each other", () => {
    expect(spread(1)).toEqual([[0, 0]]);
    for (let count = 2; count <= 6; count++) {
      const spots = spread(count);
      for (const [i, a] of spots.entries()) {
        for (const b of spots.slice(i + 1)) expect(Math.hypot(a[0] - b[0], a[1] - b[1])).toBeGreaterThan(18);
      }
    }
  });
});

describe("crowded", () => {
  it("makes a ring of marks that would hide others side by side, and leaves those with room", () => {
    expect(crowded([0, 30, 400, 430], [0, 0, 0, 0], [5, 1, 5, 9])).toEqual([true, false, true, true]);
    expect(crowded([0, 60, 400], [0, 0, 0], [5, 1, 2])).toEqual([false, false, false]);
  });
});

describe("Labels", () => {
  it("gives a box once", () => {
    const labels = new Labels();
    labels.block([200, 0, 300, 10]);
    labels.block([210, 0, 310, 10]);
    expect([labels.take(250, 0, 10, 10), labels.take(305, 0, 10, 10)]).toEqual([false, false]);
    expect([labels.take(0, 0, 100, 10), labels.take(99, 5, 50, 10), labels.take(101, 0, 50, 10)]).toEqual([true, false, true]);
  });
});

describe("Mercator", () => {
  it("puts the middle of the world in the middle and north above", () => {
    expect([projectX(0), projectX(180)]).toEqual([0.5, 1]);
    expect(projectY(0)).toBeCloseTo(0.5, 12);
    expect(projectY(60)).toBeLessThan(0.5);
    expect(projectY(90)).toBeCloseTo(0, 9);
  });

  it("makes a metre twice as long at 60 degrees as at the equator", () => {
    expect(pixelsPerMetre(60, 256) / pixelsPerMetre(0, 256)).toBeCloseTo(2, 9);
  });
});
