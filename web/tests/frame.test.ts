import { describe, expect, it } from "vitest";
import { heightFor, heightMessages } from "../src/frame";

describe("the page in a frame", () => {
  it("asks for a height that grows with the width, within bounds", () => {
    expect(heightFor(320)).toBe(680);
    expect(heightFor(480)).toBe(768);
    expect(heightFor(900)).toBe(540);
    expect(heightFor(2000)).toBe(760);
  });

  it("speaks to pym only where pym gave it a name", () => {
    expect(heightMessages(600, "")).toHaveLength(2);
    expect(heightMessages(600, "?initialWidth=320&childId=map-1")).toContain("pymxPYMxmap-1xPYMxheightxPYMx600");
  });
});
