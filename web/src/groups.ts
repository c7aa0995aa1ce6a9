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

/** Gathers rows nearer than `reach` (on the unit square) to a busier row. Rows of 0 in `use` have no mark. */
export function gather(xs: Float64Array, ys: Float64Array, use: Uint8Array, reach: number): Spots {
  const { placeOf, first, sizes } = places(xs, ys, use);
  const table = new Table(first.length);
  const x: number[] = [];
  const y: number[] = [];
  const spotOf = new Int32Array(first.length);
  for (const place of busiestFirst(sizes)) {
    const px = xs[first[place] ?? 0] ?? 0;
    const py = ys[first[place] ?? 0] ?? 0;
    const column = Math.floor(px / reach);
    const line = Math.floor(py / reach);
    let best = -1;
    let nearest = reach * reach;
    for (let dy = -1; dy <= 1; dy++) {
      for (let dx = -1; dx <= 1; dx++) {
        for (let spot = table.first(column + dx, line + dy); spot >= 0; spot = table.next(spot)) {
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
      table.add(column, line, best);
    }
    spotOf[place] = best;
  }
  for (let row = 0; row < use.length; row++) {
    const place = placeOf[row] ?? -1;
    if (place >= 0) placeOf[row] = spotOf[place] ?? -1;
  }
  return { spotOf: placeOf, x: Float64Array.from(x), y: Float64Array.from(y), count: x.length };
}

/** Rows that stand at one place: its number for each row, and each place's first row and how many it has. */
function places(xs: Float64Array, ys: Float64Array, use: Uint8Array): { placeOf: Int32Array; first: number[]; sizes: number[] } {
  const placeOf = new Int32Array(use.length).fill(-1);
  const first: number[] = [];
  const sizes: number[] = [];
  const table = new Table(use.length);
  for (let row = 0; row < use.length; row++) {
    if (use[row] === 0) continue;
    const a = Math.round((xs[row] ?? 0) * STEPS);
    const b = Math.round((ys[row] ?? 0) * STEPS);
    let place = table.first(a, b);
    while (place >= 0) {
      const other = first[place] ?? 0;
      if (Math.round((xs[other] ?? 0) * STEPS) === a && Math.round((ys[other] ?? 0) * STEPS) === b) break;
      place = table.next(place);
    }
    if (place < 0) {
      place = first.length;
      first.push(row);
      sizes.push(0);
      table.add(a, b, place);
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

/** Chains of numbers by the pair of whole numbers they were added under, and now and then by another: who asks checks. */
class Table {
  private readonly mask: number;
  private readonly latest: Int32Array;
  private readonly before: Int32Array;

  constructor(most: number) {
    this.mask = 2 ** Math.ceil(Math.log2(2 * most + 2)) - 1;
    this.latest = new Int32Array(this.mask + 1).fill(-1);
    this.before = new Int32Array(most + 1);
  }

  private slot(a: number, b: number): number {
    const mixed = Math.imul(Math.imul(a, 0x9e3779b1) ^ b, 0x85ebca6b);
    return (mixed ^ (mixed >>> 15)) & this.mask;
  }

  /** The number added last under a pair; -1 for none. */
  first(a: number, b: number): number {
    return this.latest[this.slot(a, b)] ?? -1;
  }

  /** The number added before this one; -1 for none. */
  next(number: number): number {
    return this.before[number] ?? -1;
  }

  add(a: number, b: number, number: number): void {
    const slot = this.slot(a, b);
    this.before[number] = this.latest[slot] ?? -1;
    this.latest[slot] = number;
  }
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
