// Web Mercator on the unit square: x and y from 0 to 1, y downwards, as Leaflet's EPSG3857 has it at scale 1.

const LIMIT = 85.0511287798;

export function projectX(lon: number): number {
  return lon / 360 + 0.5;
}

export function projectY(lat: number): number {
  const sine = Math.sin((Math.max(-LIMIT, Math.min(LIMIT, lat)) * Math.PI) / 180);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
}

/** A copy of lon, lat pairs on the unit square. */
export function projectLine(line: Float64Array): Float64Array {
  const projected = new Float64Array(line.length);
  for (let i = 0; i < line.length; i += 2) {
    projected[i] = projectX(line[i] ?? 0);
    projected[i + 1] = projectY(line[i + 1] ?? 0);
  }
  return projected;
}

/** Pixels a metre on the ground takes at a latitude, on a world `size` pixels wide. */
export function pixelsPerMetre(lat: number, size: number): number {
  return size / (40_075_016.7 * Math.cos((lat * Math.PI) / 180));
}
