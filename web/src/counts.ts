// Counts of an area: how they are graded, and where their figures stand.

import type { View } from "./sheet";
import type { Store } from "./data";
import type { Palette } from "./theme";
import { grouped } from "./words";

const FIGURE_SPOTS: readonly [number, number][] = [
  [0, 0], [0, -34], [0, 34], [46, 0], [-46, 0], [40, -34], [-40, -34], [40, 34], [-40, 34], [0, -64], [0, 64],
  [78, 0], [-78, 0], [70, -56], [-70, -56], [70, 56], [-70, 56], [0, -94], [0, 94],
];

/** A mark or figure that is drawn already. */
export interface Taken {
  x: number;
  y: number;
  radius: number;
}

/** Round upper bounds of up to five classes for the figures there are. */
export function countSteps(store: Store): number[] {
  const layer = store.payload.layers.indexOf("counts");
  let most = 0;
  for (let row = 0; row < store.count; row++) {
    if (store.layer[row] === layer) most = Math.max(most, store.number("quantity", row) ?? 0);
  }
  if (most === 0) return [];
  const power = 10 ** Math.floor(Math.log10(most / 5 || 1));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((width) => width * 5 >= most) ?? most / 5;
  return [1, 2, 3, 4, 5].map((class_) => class_ * Math.max(1, step));
}

/** The class of a figure; -1 where there is none to grade. */
export function classOf(quantity: number | null, steps: readonly number[]): number {
  if (quantity === null) return -1;
  const found = steps.findIndex((bound) => quantity <= bound);
  return found < 0 ? steps.length - 1 : found;
}

/** Writes a figure in a box near x, y, clear of what is drawn already, and tells where it stands. */
export function drawFigure(
  view: View, quantity: number | null, x: number, y: number, taken: readonly Taken[], selected: boolean, palette: Palette,
): Taken {
  const { context } = view;
  const text = quantity === null ? "?" : grouped(quantity);
  context.font = "700 13px system-ui, sans-serif";
  context.textAlign = "center";
  context.textBaseline = "middle";
  const width = Math.max(24, context.measureText(text).width + 12);
  const [dx, dy] = FIGURE_SPOTS.find(([ox, oy]) =>
    taken.every((mark) => Math.hypot(mark.x - x - ox, (mark.y - y - oy) * 1.4) > mark.radius + width / 2)) ?? [0, 0];
  const [left, middle] = [x + dx, y + dy];
  context.fillStyle = palette.paper;
  context.strokeStyle = palette.groups.count ?? palette.ink;
  context.lineWidth = selected ? 3 : 1.5;
  context.beginPath();
  context.roundRect(left - width / 2, middle - 10, width, 20, 4);
  context.fill();
  context.stroke();
  context.fillStyle = palette.ink;
  context.fillText(text, left, middle + 0.5);
  return { x: left, y: middle, radius: width / 2 };
}
