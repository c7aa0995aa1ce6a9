// Where the map looks at first, as Leaflet would reckon it: known before there is a Leaflet.

import type { Place } from "./fragment";
import { latOf, projectX, projectY } from "./mercator";
import type { Frame } from "./sheet";

export const ZOOM_SNAP = 0.5;
export const LEAST_ZOOM = 1;
export const MOST_ZOOM = 16;
/** Pixels kept free around what the first view holds. */
const MARGIN = 12;

/** The place from which a map of some size (pixels) holds west, south, east, north. */
export function outlook([west, south, east, north]: readonly [number, number, number, number], width: number, height: number): Place {
  const [top, bottom] = [projectY(north), projectY(south)];
  const scale = Math.min((width - 2 * MARGIN) / (projectX(east) - projectX(west)), (height - 2 * MARGIN) / (bottom - top)) / 256;
  // To the hundredth of a step first: what fits but for a rounding error fits.
  const steps = Math.round((Math.log2(Math.max(1, scale)) / ZOOM_SNAP) * 100) / 100;
  return { zoom: within(Math.floor(steps) * ZOOM_SNAP), lat: latOf((top + bottom) / 2), lon: (west + east) / 2 };
}

/** A place at a zoom the map has. */
export function allowed({ zoom, lat, lon }: Place): Place {
  return { zoom: within(Math.round(zoom / ZOOM_SNAP) * ZOOM_SNAP), lat, lon };
}

/** How a canvas as large as the map lies over it. */
export function frameAt({ zoom, lat, lon }: Place, width: number, height: number): Frame | null {
  if (width === 0 || height === 0) return null;
  const size = 256 * 2 ** zoom;
  const left = Math.round(projectX(lon) * size - width / 2);
  const top = Math.round(projectY(lat) * size - height / 2);
  return { width, height, padX: 0, padY: 0, zoom, left, top };
}

function within(zoom: number): number {
  return Math.max(LEAST_ZOOM, Math.min(MOST_ZOOM, zoom));
}
