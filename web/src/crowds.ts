// Many events at one spot: their number, in a ring of their groups' colours. All rings of a view are drawn together,
// colour by colour, and numbers are copied from pictures: thousands of marks still take a few milliseconds.

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
    const picture = numberPicture(count, palette, view.ratio);
    const [width, height] = [picture.width / view.ratio, picture.height / view.ratio];
    context.drawImage(picture, x - width / 2, y - height / 2, width, height);
  }
}

const pictures = new Map<string, HTMLCanvasElement>();

function numberPicture(count: number, palette: Palette, ratio: number): HTMLCanvasElement {
  const key = `${count} ${ratio} ${palette.ink}`;
  let picture = pictures.get(key);
  if (picture !== undefined) return picture;
  picture = document.createElement("canvas");
  const text = count > 9999 ? `${Math.round(count / 1000)}k` : String(count);
  picture.width = Math.ceil((text.length * 9 + 4) * ratio);
  picture.height = Math.ceil(18 * ratio);
  const context = picture.getContext("2d");
  if (context !== null) {
    context.scale(ratio, ratio);
    context.font = `700 ${text.length > 3 ? 11 : 13}px system-ui, sans-serif`;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.fillStyle = palette.ink;
    context.fillText(text, picture.width / ratio / 2, 9.5);
  }
  pictures.set(key, picture);
  return picture;
}
