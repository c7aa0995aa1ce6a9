// The marks: shape and colour say the group, a glyph the category, outline and fill the status.

import type { Status } from "./data";
import type { Palette } from "./theme";

/** Outlines on a 20 by 20 square around 0,0. */
const SHAPES: Record<string, string> = {
  attack: "M0.0 -9.8L2.8 -6.8L6.9 -6.9L6.8 -2.8L9.8 0.0L6.8 2.8L6.9 6.9L2.8 6.8L0.0 9.8L-2.8 6.8L-6.9 6.9L-6.8 2.8L-9.8 0.0L-6.8 -2.8L-6.9 -6.9L-2.8 -6.8Z",
  force: "M-9.5-6.5H9.5V6.5H-9.5Z",
  infrastructure: "M-4.6-8H4.6L9.2 0 4.6 8H-4.6L-9.2 0Z",
  civil: "M0-9 9 7.4H-9Z",
  politics: "M0-9.6 9.6 0 0 9.6-9.6 0Z",
  count: "M-7.6-7.6H7.6V7.6H-7.6Z",
  other: "M-7.8 0A7.8 7.8 0 1 1 7.8 0 7.8 7.8 0 1 1-7.8 0Z",
};

/** Glyphs, drawn as lines on a 10 by 10 square around 0,0. */
const GLYPHS: Record<string, string> = {
  shelling: "M-3.4 3.4Q-2.6-3 3-3M3-3 .6-3.6M3-3 1.8-.8M-3.6 3.4H-1",
  explosion: "M0-3.6V3.6M-3.6 0H3.6M-2.5-2.5 2.5 2.5M2.5-2.5-2.5 2.5",
  airstrike: "M0-3.8V3M-3.8.6 0-1.4 3.8.6M-1.6 3.4 0 2.6 1.6 3.4",
  clash: "M-3.2-3.2 3.2 3.2M3.2-3.2-3.2 3.2",
  assault: "M-3.6 0H3M.4-2.8 3.4 0 .4 2.8",
  occupation: "M-2-3.8V3.8M-2-3.4H3.2L1.6-1.6 3.2.2H-2",
  casualties: "M0-3.6V3.6M-2.4-1.4H2.4",
  deployment: "M-9-6.2 9 6.2M9-6.2-9 6.2",
  withdrawal: "M4 0H-3.6M-.8-2.8-3.8 0-.8 2.8",
  movement: "M-4.4 0H3.6M.8-2.8 3.8 0 .8 2.8",
  exercise: "M-3.4 0A3.4 3.4 0 1 0 3.4 0 3.4 3.4 0 1 0-3.4 0M0-.5V.5",
  threat_axis: "M0-4V1M0 3.2V3.6",
  infrastructure: "M1-4.2-2 .4H2L-1 4.2",
  cyber: "M-2-2.8-4.4 0-2 2.8M2-2.8 4.4 0 2 2.8",
  airspace: "M-4 1.6 0-3.2 4 1.6M-2.6 3.8H2.6",
  evacuation: "M-2.6 4.6H2.6M-2.6 1.8 0-1.6 2.6 1.8",
  disaster: "M-3.4 1.6Q-1.7-.6 0 1.6T3.4 1.6M-3.4 4.6Q-1.7 2.4 0 4.6T3.4 4.6",
  protest: "M-2 5V1L2-1.6V5Z",
  diplomacy: "M-3.4 0H3.4M-3.6-1.6V1.6M3.6-1.6V1.6",
  visit: "M0 3.8V-.6M-1.8-2.4A1.8 1.8 0 1 0 1.8-2.4 1.8 1.8 0 1 0-1.8-2.4",
  monitoring_count: "M-1.4-3.8-2.2 3.8M2.2-3.8 1.4 3.8M-3.6-1.4H3.6M-3.6 1.4H3.6",
  other: "M0-.6V.6",
};

const shapes = new Map<string, Path2D>();
const glyphs = new Map<string, Path2D>();

function cached(cache: Map<string, Path2D>, source: Record<string, string>, name: string): Path2D {
  let path = cache.get(name);
  if (path === undefined) {
    path = new Path2D(source[name] ?? source.other);
    cache.set(name, path);
  }
  return path;
}

export interface Look {
  group: string;
  category: string;
  status: Status;
  /** Who did it is disputed: half of the mark is left open. */
  split: boolean;
  /** Somewhere in an area, not at a point: the mark is open. */
  vague: boolean;
  /** A state nobody has spoken of for long. */
  stale: boolean;
}

/** Pixels from the middle of a mark to its edge, its outline included. */
export const MARK_RADIUS = 11;

/** Draws a mark around 0,0 of `context`. */
export function drawMark(context: CanvasRenderingContext2D, look: Look, palette: Palette): void {
  const shape = cached(shapes, SHAPES, look.group);
  const glyph = cached(glyphs, GLYPHS, look.category);
  const colour = palette.groups[look.group] ?? palette.faint;
  const struck = look.status === "retracted" || look.status === "denied";
  const open = look.vague || look.status === "planned" || look.status === "predicted" || struck;
  context.save();
  context.lineJoin = "round";
  context.lineCap = "round";
  if (look.stale) context.globalAlpha = 0.45;
  // A rim in the paper's colour keeps neighbours apart and the mark clear of the map.
  context.lineWidth = 4.5;
  context.strokeStyle = palette.paper;
  context.stroke(shape);
  context.fillStyle = open ? palette.paper : colour;
  context.fill(shape);
  if (look.split && !open) {
    context.save();
    context.clip(shape);
    context.fillStyle = palette.paper;
    context.beginPath();
    context.moveTo(10, -10);
    context.lineTo(10, 10);
    context.lineTo(-10, 10);
    context.fill();
    context.restore();
  }
  context.lineWidth = look.status === "confirmed" ? 2 : 1.4;
  context.strokeStyle = look.status === "confirmed" ? palette.ink : colour;
  context.setLineDash(look.status === "disputed" ? [3, 2.4] : open && !look.vague ? [1.6, 2.4] : []);
  if (look.status === "disputed") {
    context.strokeStyle = palette.ink;
    context.lineWidth = 1.9;
  }
  context.stroke(shape);
  context.setLineDash([]);
  context.lineWidth = 1.5;
  context.strokeStyle = open ? colour : look.split ? palette.ink : palette.paper;
  if (palette.dark && !open && !look.split) context.strokeStyle = "#10151a";
  context.stroke(glyph);
  if (struck) {
    context.lineWidth = 2;
    context.strokeStyle = palette.ink;
    context.beginPath();
    context.moveTo(-9, 8);
    context.lineTo(9, -8);
    context.stroke();
  }
  context.restore();
}

const sprites = new Map<string, HTMLCanvasElement>();

/** A mark drawn once, ready to be copied: its picture's middle is the mark's. */
export function sprite(look: Look, palette: Palette, ratio: number): HTMLCanvasElement {
  const key = [look.category, look.status, look.split, look.vague, look.stale, palette.dark, ratio].join();
  let picture = sprites.get(key);
  if (picture === undefined) {
    const size = Math.ceil((MARK_RADIUS + 2) * 2 * ratio);
    picture = document.createElement("canvas");
    picture.width = size;
    picture.height = size;
    const context = picture.getContext("2d");
    if (context !== null) {
      context.translate(size / 2, size / 2);
      context.scale(ratio, ratio);
      drawMark(context, look, palette);
    }
    sprites.set(key, picture);
  }
  return picture;
}

/** A mark as an element for lists and the legend; what it says stands beside it in words. */
export function markElement(look: Look, palette: Palette): HTMLCanvasElement {
  const ratio = Math.max(1, Math.min(3, window.devicePixelRatio || 1));
  const picture = sprite(look, palette, ratio);
  const element = document.createElement("canvas");
  element.width = picture.width;
  element.height = picture.height;
  element.className = "mark";
  element.setAttribute("aria-hidden", "true");
  element.getContext("2d")?.drawImage(picture, 0, 0);
  return element;
}
