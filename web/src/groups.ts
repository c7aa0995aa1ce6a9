// Marks that stand too close together share a spot: few are spread around it, many are counted in a ring.

/** For each row the number of its spot; spots have a place on the unit square. */
export interface Spots {
  spotOf: Int32Array;
  x: Float64Array;
  y: Float64Array;
  count: number;
}

/** Places a metre apart are one: 2^26 steps to a side. */
const STEPS = 67_108_864;

/**
 * Buckets to a side of a grid that is laid over the world again and again: what lies far apart may share one, and who
 * looks there checks. Quicker than a table of keys, above all while the code is cold.
 */
const SIDE = 512;
const LAST = SIDE - 1;

/** Gathers rows nearer than `reach` (on the unit square) to a busier row. Rows of 0 in `use` have no mark. */
export function gather(xs: Float64Array, ys: Float64Array, use: Uint8Array, reach: number): Spots {
  const { placeOf, first, sizes } = places(xs, ys, use);
  // The spots of a bucket are chained: the last found, and for each the one before it.
  const latest = new Int32Array(SIDE * SIDE).fill(-1);
  const before = new Int32Array(first.length);
  const x = new Float64Array(first.length);
  const y = new Float64Array(first.length);
  const spotOf = new Int32Array(first.length);
  let count = 0;
  for (const place of busiestFirst(sizes)) {
    const px = xs[first[place] ?? 0] ?? 0;
    const py = ys[first[place] ?? 0] ?? 0;
    const column = Math.floor(px / reach);
    const line = Math.floor(py / reach);
    let best = -1;
    let nearest = reach * reach;
    for (let dy = -1; dy <= 1; dy++) {
      const start = ((line + dy) & LAST) * SIDE;
      for (let dx = -1; dx <= 1; dx++) {
        let spot = latest[start + ((column + dx) & LAST)] ?? -1;
        while (spot >= 0) {
          const distance = ((x[spot] ?? 0) - px) ** 2 + ((y[spot] ?? 0) - py) ** 2;
          if (distance < nearest) {
            nearest = distance;
            best = spot;
          }
          spot = before[spot] ?? -1;
        }
      }
    }
    if (best < 0) {
      best = count++;
      x[best] = px;
      y[best] = py;
      const bucket = (line & LAST) * SIDE + (column & LAST);
      before[best] = latest[bucket] ?? -1;
      latest[bucket] = best;
    }
    spotOf[place] = best;
  }
  for (let row = 0; row < use.length; row++) {
    const place = placeOf[row] ?? -1;
    if (place >= 0) placeOf[row] = spotOf[place] ?? -1;
  }
  return { spotOf: placeOf, x: x.slice(0, count), y: y.slice(0, count), count };
}

/** Rows that stand at one place: its number for each row, and each place's first row and how many it has. */
function places(xs: Float64Array, ys: Float64Array, use: Uint8Array): { placeOf: Int32Array; first: number[]; sizes: number[] } {
  const placeOf = new Int32Array(use.length).fill(-1);
  const first: number[] = [];
  const sizes: number[] = [];
  const latest = new Int32Array(SIDE * SIDE).fill(-1);
  const before = new Int32Array(use.length);
  for (let row = 0; row < use.length; row++) {
    if (use[row] === 0) continue;
    const a = Math.round((xs[row] ?? 0) * STEPS);
    const b = Math.round((ys[row] ?? 0) * STEPS);
    const bucket = (b & LAST) * SIDE + (a & LAST);
    let place = latest[bucket] ?? -1;
    while (place >= 0) {
      const other = first[place] ?? 0;
      if (Math.round((xs[other] ?? 0) * STEPS) === a && Math.round((ys[other] ?? 0) * STEPS) === b) break;
      place = before[place] ?? -1;
    }
    if (place < 0) {
      place = first.length;
      first.push(row);
      sizes.push(0);
      before[place] = latest[bucket] ?? -1;
      latest[bucket] = place;
    }
    placeOf[row] = place;
    sizes[place] = (sizes[place] ?? 0) + 1;
  }
  return { placeOf, first, sizes };
}

/** Numbers of places, those with the most rows first, else as they came. */
function busiestFirst(sizes: readonly number[]): Int32Array {
  let most = 0;
  for (const size of sizes) most = Math.max(most, size);
  const starts = new Int32Array(most + 2);
  for (const size of sizes) starts[most - size + 1] = (starts[most - size + 1] ?? 0) + 1;
  for (let i = 1; i < starts.length; i++) starts[i] = (starts[i] ?? 0) + (starts[i - 1] ?? 0);
  const ordered = new Int32Array(sizes.length);
  sizes.forEach((size, place) => {
    const at = starts[most - size] ?? 0;
    ordered[at] = place;
    starts[most - size] = at + 1;
  });
  return ordered;
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

/** Pixels from the middle of a spot to the edge of what is drawn of it: its marks side by side, or one ring for them. */
export function footprint(count: number, ring: boolean): number {
  if (count <= 1) return 11;
  if (ring || count > MOST_SPREAD) return 17;
  return count === 2 ? 17 : Math.hypot(...(spread(count)[0] ?? [0, 0])) + 11;
}

/** How much of their size two spots may lie on each other. */
const OVERLAP = 0.85;

/** Which of some spots (pixels, and how many marks each) must be rings, since side by side their marks would hide others. */
export function crowded(xs: readonly number[], ys: readonly number[], counts: readonly number[]): boolean[] {
  const rings = counts.map((count) => count > MOST_SPREAD);
  const order = [...counts.keys()].filter((i) => (counts[i] ?? 0) > 1 && rings[i] === false).sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0));
  for (const i of order) {
    const own = footprint(counts[i] ?? 0, false);
    rings[i] = counts.some((count, j) => {
      if (i === j) return false;
      const near = (own + footprint(count, rings[j] === true)) * OVERLAP;
      const [dx, dy] = [(xs[i] ?? 0) - (xs[j] ?? 0), (ys[i] ?? 0) - (ys[j] ?? 0)];
      return dx * dx + dy * dy < near * near;
    });
  }
  return rings;
}
