// Reads the streams that geomap/_vlq.py writes: lines as quantised, delta-coded base-64 numbers.

import { quickY } from "./mercator";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const VALUES = new Int8Array(128);
for (let value = 0; value < ALPHABET.length; value++) VALUES[ALPHABET.charCodeAt(value)] = value;

/** Flat coordinates: x0, y0, x1, y1, ... */
export type Line = Float64Array;

/** The lines of a stream, each in the unit that was multiplied by `scale` when written. */
export function decodeLines(stream: string, scale: number): Line[] {
  return decoded(stream, (x) => x / scale, (y) => y / scale);
}

/** The lines of a stream of longitudes and latitudes, on the unit square. */
export function decodeProjected(stream: string, scale: number): Line[] {
  const width = 360 * scale;
  return decoded(stream, (x) => x / width + 0.5, (y) => quickY(y / scale));
}

function decoded(stream: string, toX: (x: number) => number, toY: (y: number) => number): Line[] {
  const lines: Line[] = [];
  let at = 0;
  let x = 0;
  let y = 0;
  const next = (): number => {
    let value = 0;
    let factor = 1;
    for (;;) {
      const digit = VALUES[stream.charCodeAt(at++)] ?? 0;
      if (digit < 32) return value + digit * factor;
      value += (digit - 32) * factor;
      factor *= 32;
    }
  };
  while (at < stream.length) {
    const count = next();
    const line = new Float64Array(count * 2);
    for (let i = 0; i < count; i++) {
      x += signed(next());
      y += signed(next());
      line[2 * i] = toX(x);
      line[2 * i + 1] = toY(y);
    }
    lines.push(line);
  }
  return lines;
}

function signed(value: number): number {
  return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
}
