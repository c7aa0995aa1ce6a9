// Marks that stand too close together share a spot: few are spread around it, many are counted in a ring.

/** For each row the number of its spot; spots have a place on the unit square. */
export interface Spots {
  spotOf: Int32Array;
  x: Float64Array;
  y: Float64Array;
  count: number;
}

/** Gathers rows nearer than `reach` (on the unit square) to a busier row. Rows of -1 in `use` have no mark. */
export function gather(xs: Float64Array, ys: Float64Array, use: Uint8Array, reach: number): Spots {
  const places = new Map<number, number[]>();
  for (let row = 0; row < use.length; row++) {
    if (use[row] === 0) continue;
    // Places a metre apart are one: 2^26 steps to a side.
    const key = Math.round((xs[row] ?? 0) * 67_108_864) * 67_108_864 + Math.round((ys[row] ?? 0) * 67_108_864);
    const rows = places.get(key);
    if (rows === undefined) places.set(key, [row]);
    else rows.push(row);
  }
  const ordered = [...places.values()].sort((a, b) => b.length - a.length || (a[0] ?? 0) - (b[0] ?? 0));
  const grid = new Map<number, number[]>();
  const columns = Math.ceil(1 / reach) + 3;
  const spotOf = new Int32Array(use.length).fill(-1);
  const x: number[] = [];
  const y: number[] = [];
  for (const rows of ordered) {
    const row = rows[0] ?? 0;
    const px = xs[row] ?? 0;
    const py = ys[row] ?? 0;
    const column = Math.floor(px / reach);
    const line = Math.floor(py / reach);
    let best = -1;
    let nearest = reach * reach;
    for (let dy = -1; dy <= 1; dy++) {
      for (let dx = -1; dx <= 1; dx++) {
        for (const spot of grid.get((line + dy) * columns + column + dx) ?? []) {
          const distance = ((x[spot] ?? 0) - px) ** 2 + ((y[spot] ?? 0) - py) ** 2;
          if (distance < nearest) {
            nearest = distance;
            best = spot;
          }
        }
      }
    }
    if (best < 0) {
      best = x.length;
      x.push(px);
      y.push(py);
      const key = line * columns + column;
      const found = grid.get(key);
      if (found === undefined) grid.set(key, [best]);
      else found.push(best);
    }
    for (const member of rows) spotOf[member] = best;
  }
  return { spotOf, x: Float64Array.from(x), y: Float64Array.from(y), count: x.length };
}

/** Where the marks of a small spot stand around it: pixels. */
export function spread(count: number): [number, number][] {
  if (count <= 1) return [[0, 0]];
  const radius = count === 2 ? 11.5 : Math.max(13, (count * 22) / (2 * Math.PI));
  return Array.from({ length: count }, (_, i) => {
    const angle = (i / count) * 2 * Math.PI - (count === 2 ? Math.PI : Math.PI / 2);
    return [Math.cos(angle) * radius, Math.sin(angle) * radius];
  });
}

export const MOST_SPREAD = 6;
