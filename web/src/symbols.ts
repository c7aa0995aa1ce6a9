// The marks: shape and colour say the group, a glyph the category, outline and fill the status.

import look from "../../geomap/maps/symbols.json";
import type { Status } from "./data";
import type { Palette } from "./theme";

/** Outlines on a 20 by 20 square around 0,0. */
const SHAPES: Record<string, string> = look.shapes;

/** Glyphs, drawn as lines on a 10 by 10 square around 0,0. */
const GLYPHS: Record<string, string> = look.glyphs;

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
  /** The kind of force, where it has a symbol of its own. */
  force: string | null;
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
  const glyph = cached(glyphs, GLYPHS, look.category === "deployment" && look.force !== null ? look.force : look.category);
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
  const key = [look.category, look.force, look.status, look.split, look.vague, look.stale, palette.dark, ratio].join();
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
