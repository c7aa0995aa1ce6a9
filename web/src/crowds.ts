// Many events at one spot: their number, in a ring of their groups' colours. All rings of a view are drawn together,
// colour by colour, and numbers are copied figure by figure: thousands of marks still take a few milliseconds.

import type { View } from "./sheet";
import type { Palette } from "./theme";

export interface Crowd {
  x: number;
  y: number;
  radius: number;
  count: number;
  selected: boolean;
  /** How many of the events are of each group, in the order of the groups' names. */
  shares: number[];
}

const BAND = 5;

export function crowdRadius(count: number): number {
  return Math.min(26, 12 + Math.log2(count) * 1.7);
}

export function drawCrowds(view: View, crowds: readonly Crowd[], groups: readonly string[], palette: Palette): void {
  if (crowds.length === 0) return;
  const { context } = view;
  context.beginPath();
  for (const { x, y, radius } of crowds) {
    context.moveTo(x + radius + 3, y);
    context.arc(x, y, radius + 3, 0, 7);
  }
  context.fillStyle = palette.paper;
  context.fill();
  context.lineWidth = BAND;
  const angles = new Float64Array(crowds.length).fill(-Math.PI / 2);
  groups.forEach((group, g) => {
    context.beginPath();
    crowds.forEach(({ x, y, radius, count, shares }, i) => {
      const share = shares[g] ?? 0;
      if (share === 0) return;
      const from = angles[i] ?? 0;
      const to = from + (share / count) * 2 * Math.PI;
      const band = radius - BAND / 2 + 1;
      context.moveTo(x + Math.cos(from) * band, y + Math.sin(from) * band);
      context.arc(x, y, band, from, to);
      angles[i] = to;
    });
    context.strokeStyle = palette.groups[group] ?? palette.faint;
    context.stroke();
  });
  for (const { x, y, radius, selected } of crowds) {
    if (!selected) continue;
    context.beginPath();
    context.arc(x, y, radius + 3, 0, 7);
    context.lineWidth = 2.5;
    context.strokeStyle = palette.focus;
    context.stroke();
  }
  for (const { x, y, count } of crowds) {
    const text = count > 9999 ? `${Math.round(count / 1000)}k` : String(count);
    const { picture, wide } = figures(text.length > 3 ? 11 : 13, palette, view.ratio);
    const cell = wide * view.ratio;
    for (let i = 0; i < text.length; i++) {
      const left = x + (i - text.length / 2) * wide;
      context.drawImage(picture, FIGURES.indexOf(text.charAt(i)) * cell, 0, cell, TALL * view.ratio, left, y - TALL / 2, wide, TALL);
    }
  }
}

const FIGURES = "0123456789k";
/** Pixels of a figure's picture from top to bottom. */
const TALL = 18;

/** All figures of a size side by side, and the pixels each of them is wide. */
interface Strip {
  picture: HTMLCanvasElement;
  wide: number;
}

const strips = new Map<string, Strip>();

function figures(size: number, palette: Palette, ratio: number): Strip {
  const key = `${size} ${ratio} ${palette.ink}`;
  let strip = strips.get(key);
  if (strip !== undefined) return strip;
  const picture = document.createElement("canvas");
  const wide = Math.ceil(size * 0.66 * ratio) / ratio;
  picture.width = Math.round(FIGURES.length * wide * ratio);
  picture.height = Math.ceil(TALL * ratio);
  const context = picture.getContext("2d");
  if (context !== null) {
    context.scale(ratio, ratio);
    context.font = `700 ${size}px system-ui, sans-serif`;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.fillStyle = palette.ink;
    for (let i = 0; i < FIGURES.length; i++) context.fillText(FIGURES.charAt(i), (i + 0.5) * wide, TALL / 2 + 0.5);
  }
  strip = { picture, wide };
  strips.set(key, strip);
  return strip;
}
