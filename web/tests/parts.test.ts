import { describe, expect, it } from "vitest";
import { fill, h, sourceLink } from "../src/dom";
import { crowded, gather, joined, spread } from "../src/groups";
import { Labels } from "../src/labels";
import { latOf, pixelsPerMetre, projectX, projectY } from "../src/mercator";
import { allowed, frameAt, outlook } from "../src/outlook";

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
    const spots = gather(x, y, [0, 1, 2, 3], 0.001);
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

describe("joined", () => {
  it("takes a mark into a busier one it would lie on, and leaves those beside each other", () => {
    expect(joined([0, 10, 40, 400], [0, 5, 0, 0], [1, 3, 1, 1])).toEqual([1, 1, 2, 3]);
    expect(joined([0, 18], [0, 0], [1, 1])).toEqual([0, 0]);
    expect(joined([0, 19], [0, 0], [1, 1])).toEqual([0, 1]);
  });
});

describe("outlook", () => {
  it("holds the bounds it is given, at half a zoom and with the middle in the middle", () => {
    const view = outlook([20, 40, 40, 50], 800, 600);
    const frame = frameAt(view, 800, 600);
    const size = 256 * 2 ** view.zoom;
    expect(view.zoom).toBe(5.5);
    expect([frame?.left, frame?.top]).toEqual([Math.round(projectX(30) * size - 400), Math.round(((projectY(40) + projectY(50)) / 2) * size - 300)]);
    expect((projectX(40) - projectX(20)) * size).toBeLessThanOrEqual(776);
  });

  it("stays within the zooms the map has, whatever it is asked to hold and however small it is", () => {
    expect(outlook([10, 10, 10, 10], 800, 600).zoom).toBe(16);
    expect(outlook([-180, -80, 180, 80], 200, 100).zoom).toBe(1);
    expect(allowed({ zoom: 7.3, lat: 0, lon: 0 }).zoom).toBe(7.5);
    expect(frameAt({ zoom: 5, lat: 0, lon: 0 }, 0, 600)).toBeNull();
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
    expect(latOf(projectY(48.5))).toBeCloseTo(48.5, 9);
  });

  it("makes a metre twice as long at 60 degrees as at the equator", () => {
    expect(pixelsPerMetre(60, 256) / pixelsPerMetre(0, 256)).toBeCloseTo(2, 9);
  });
});
