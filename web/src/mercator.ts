// Web Mercator on the unit square: x and y from 0 to 1, y downwards, as Leaflet's EPSG3857 has it at scale 1.

const LIMIT = 85.0511287798;

export function projectX(lon: number): number {
  return lon / 360 + 0.5;
}

export function projectY(lat: number): number {
  const sine = Math.sin((Math.max(-LIMIT, Math.min(LIMIT, lat)) * Math.PI) / 180);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
}

/** The latitude at a y of the unit square. */
export function latOf(y: number): number {
  return (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;
}

const STEPS = 20;
const table = new Float64Array(180 * STEPS + 2);

/** `projectY` from a table of every twentieth degree, exact to a pixel of the deepest zoom: many times quicker. */
export function quickY(lat: number): number {
  const at = (lat + 90) * STEPS;
  const whole = Math.floor(at);
  const low = entry(whole);
  return low + (entry(whole + 1) - low) * (at - whole);
}

/** An entry of the table, made when first asked for: no y within the limits is 0. */
function entry(i: number): number {
  let y = table[i] ?? 0;
  if (y === 0) table[i] = y = projectY(i / STEPS - 90);
  return y;
}

/** Pixels a metre on the ground takes at a latitude, on a world `size` pixels wide. */
export function pixelsPerMetre(lat: number, size: number): number {
  return size / (40_075_016.7 * Math.cos((lat * Math.PI) / 180));
}
