import { describe, expect, it } from "vitest";
import { decodeLines } from "../src/codec";

describe("decodeLines", () => {
  it("reads what Python's encode_lines wrote for two lines with large, small and negative steps", () => {
    // encode_lines([[(44.79, 41.69), (-0.5, 0.001)], [(0, 0)]], 1000)
    const lines = decodeLines("Csv3C0txCzu4CxtxCBofB", 1000);
    expect(lines.map((line) => [...line])).toEqual([[44.79, 41.69, -0.5, 0.001], [0, 0]]);
  });

  it("gives no line for an empty stream", () => {
    expect(decodeLines("", 10)).toEqual([]);
  });
});
