// Marks that stand too close together share a spot: few are spread around it, many are counted in a ring.

export type Rows = readonly number[] | Int32Array;

/** For each row the number of its spot, -1 for those without; spots have a place on the unit square. */
export interface Spots {
  spotOf: Int32Array;
  x: Float64Array;
  y: Float64Array;
  count: number;
}

/** Steps to a side of the world, of about a metre: as fine as places are told apart by their buckets. */
const STEPS = 67_108_864;

/**
 * Buckets to a side of a grid that is laid over the world again and again: what lies far apart may share one, and who
 * looks there checks. Quicker than a table of keys, above all while the code is cold.
 */
const SIDE = 512;
const LAST = SIDE - 1;

/** The last place or spot of each bucket; those of a bucket are chained, each leads to the one before it. */
const latest = new Int32Array(SIDE * SIDE);

/** Gathers those of some rows that are nearer than `reach` (on the unit square) to a busier one. */
export function gather(xs: Float64Array, ys: Float64Array, rows: Rows, reach: number): Spots {
  const { placeOf, first, sizes, count: many } = places(xs, ys, rows);
  latest.fill(-1);
  const before = new Int32Array(many);
  const x = new Float64Array(many);
  const y = new Float64Array(many);
  const spotOf = new Int32Array(many);
  const within = reach * reach;
  let count = 0;
  const found = (px: number, py: number, column: number, line: number): number => {
    // Its own bucket first, which mostly has it: 0, 1, -1. Plain loops throughout: they run before they are warm.
    for (let dy = 0; dy < 3; dy++) {
      const start = ((line + (dy === 2 ? -1 : dy)) & LAST) * SIDE;
      for (let dx = 0; dx < 3; dx++) {
        let spot = latest[start + ((column + (dx === 2 ? -1 : dx)) & LAST)] ?? -1;
        while (spot >= 0) {
          if (((x[spot] ?? 0) - px) ** 2 + ((y[spot] ?? 0) - py) ** 2 < within) return spot;
          spot = before[spot] ?? -1;
        }
      }
    }
    return -1;
  };
  const order = busiestFirst(sizes, many);
  for (let i = 0; i < many; i++) {
    const place = order === null ? i : (order[i] ?? 0);
    const px = xs[first[place] ?? 0] ?? 0;
    const py = ys[first[place] ?? 0] ?? 0;
    const column = (px / reach) | 0;
    const line = (py / reach) | 0;
    let spot = found(px, py, column, line);
    if (spot < 0) {
      spot = count++;
      x[spot] = px;
      y[spot] = py;
      const bucket = (line & LAST) * SIDE + (column & LAST);
      before[spot] = latest[bucket] ?? -1;
      latest[bucket] = spot;
    }
    spotOf[place] = spot;
  }
  for (const row of rows) {
    placeOf[row] = spotOf[placeOf[row] ?? 0] ?? -1;
  }
  return { spotOf: placeOf, x: x.slice(0, count), y: y.slice(0, count), count };
}

interface Places {
  /** Number of its place for each row; -1 for none. */
  placeOf: Int32Array;
  /** The first row of each place, and how many it has. */
  first: Int32Array;
  sizes: Int32Array;
  count: number;
}

/** Rows that stand at one place. */
function places(xs: Float64Array, ys: Float64Array, rows: Rows): Places {
  const placeOf = new Int32Array(xs.length).fill(-1);
  const first = new Int32Array(rows.length);
  const sizes = new Int32Array(rows.length);
  const before = new Int32Array(rows.length);
  latest.fill(-1);
  let count = 0;
  for (const row of rows) {
    const x = xs[row] ?? 0;
    const y = ys[row] ?? 0;
    const bucket = ((y * STEPS) & LAST) * SIDE + ((x * STEPS) & LAST);
    let place = latest[bucket] ?? -1;
    while (place >= 0 && (xs[first[place] ?? 0] !== x || ys[first[place] ?? 0] !== y)) place = before[place] ?? -1;
    if (place < 0) {
      place = count++;
      first[place] = row;
      before[place] = latest[bucket] ?? -1;
      latest[bucket] = place;
    }
    placeOf[row] = place;
    sizes[place] = (sizes[place] ?? 0) + 1;
  }
  return { placeOf, first, sizes, count };
}

/** Numbers of places, those with the most rows first, else as they came; null where none has more than another. */
function busiestFirst(sizes: Int32Array, count: number): Int32Array | null {
  let most = 0;
  for (let place = 0; place < count; place++) most = Math.max(most, sizes[place] ?? 0);
  if (most <= 1) return null;
  const starts = new Int32Array(most + 2);
  for (let place = 0; place < count; place++) {
    const size = sizes[place] ?? 0;
    starts[most - size + 1] = (starts[most - size + 1] ?? 0) + 1;
  }
  for (let i = 1; i < starts.length; i++) starts[i] = (starts[i] ?? 0) + (starts[i - 1] ?? 0);
  const ordered = new Int32Array(count);
  for (let place = 0; place < count; place++) {
    const size = sizes[place] ?? 0;
    const at = starts[most - size] ?? 0;
    ordered[at] = place;
    starts[most - size] = at + 1;
  }
  return ordered;
}

export const MOST_SPREAD = 6;
/** Pixels from the middle of a mark to its edge, and to that of a ring for many. */
const [MARK, RING] = [11, 17];

function laid(count: number): [number, number][] {
  if (count <= 1) return [[0, 0]];
  const radius = count === 2 ? 11.5 : Math.max(13, (count * 22) / (2 * Math.PI));
  return Array.from({ length: count }, (_, i) => {
    const angle = (i / count) * 2 * Math.PI - (count === 2 ? Math.PI : Math.PI / 2);
    return [Math.cos(angle) * radius, Math.sin(angle) * radius];
  });
}

const SPREADS = Array.from({ length: MOST_SPREAD + 1 }, (_, count) => laid(count));
const REACHES = SPREADS.map(([first], count) => (count <= 1 ? MARK : Math.hypot(...(first ?? [0, 0])) + MARK));

/** Where the marks of a small spot stand around it: pixels. */
export function spread(count: number): [number, number][] {
  return SPREADS[count] ?? laid(count);
}

/** Pixels from the middle of a spot to the edge of what is drawn of it: its marks side by side, or one ring for them. */
export function footprint(count: number, ring: boolean): number {
  return count > 1 && ring ? RING : (REACHES[count] ?? RING);
}

/** How much of their size two spots may lie on each other. */
const OVERLAP = 0.85;

/** Pixels across a bucket of spots: none reaches farther than to the next one. */
const REACH = 96;

/** Spots by where they are on the screen, to find those near a point. */
class Near {
  private readonly buckets = new Map<number, number[]>();

  constructor(private readonly xs: readonly number[], private readonly ys: readonly number[]) {}

  add(i: number): void {
    const key = bucketOf(this.xs[i] ?? 0, this.ys[i] ?? 0);
    const bucket = this.buckets.get(key);
    if (bucket === undefined) this.buckets.set(key, [i]);
    else bucket.push(i);
  }

  /** The first added of those that pass a test; -1 for none. */
  find(x: number, y: number, passes: (i: number) => boolean): number {
    for (const dx of STEPS_AROUND) {
      for (const dy of STEPS_AROUND) {
        const found = this.buckets.get(bucketOf(x + dx, y + dy))?.find(passes);
        if (found !== undefined) return found;
      }
    }
    return -1;
  }
}

const STEPS_AROUND = [0, -REACH, REACH];

function bucketOf(x: number, y: number): number {
  return Math.floor(x / REACH) * 10_007 + Math.floor(y / REACH);
}

/** Which of some spots (pixels, and how many marks each) must be rings, since side by side their marks would hide others. */
export function crowded(xs: readonly number[], ys: readonly number[], counts: readonly number[]): boolean[] {
  const rings = counts.map((count) => count > MOST_SPREAD);
  const order = [...counts.keys()].filter((i) => (counts[i] ?? 0) > 1 && rings[i] === false).sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0));
  if (order.length === 0) return rings;
  const near = new Near(xs, ys);
  for (let i = 0; i < counts.length; i++) near.add(i);
  for (const i of order) {
    const [x, y] = [xs[i] ?? 0, ys[i] ?? 0];
    const own = footprint(counts[i] ?? 0, false);
    rings[i] = near.find(x, y, (j) => {
      const least = (own + footprint(counts[j] ?? 0, rings[j] === true)) * OVERLAP;
      return i !== j && ((xs[j] ?? 0) - x) ** 2 + ((ys[j] ?? 0) - y) ** 2 < least * least;
    }) >= 0;
  }
  return rings;
}

/**
 * For each of some spots (pixels, and how many marks each) the one it joins, itself for most: spots of one place each
 * stand where that is, which may be on top of another's. The busier takes the other in.
 */
export function joined(xs: readonly number[], ys: readonly number[], counts: readonly number[]): number[] {
  const order = [...counts.keys()].sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0));
  const into = [...counts.keys()];
  const near = new Near(xs, ys);
  for (const i of order) {
    const [x, y] = [xs[i] ?? 0, ys[i] ?? 0];
    const own = footprint(counts[i] ?? 0, true);
    const found = near.find(x, y, (j) => {
      const least = (own + footprint(counts[j] ?? 0, true)) * OVERLAP;
      return ((xs[j] ?? 0) - x) ** 2 + ((ys[j] ?? 0) - y) ** 2 < least * least;
    });
    if (found < 0) near.add(i);
    else into[i] = found;
  }
  return into;
}
