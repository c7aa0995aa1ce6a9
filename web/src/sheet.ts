// A canvas over the map that is drawn anew whenever what it shows changes. Whoever lays it there says where it lies.

import { h } from "./dom";

/** Where a canvas lies over the map: CSS pixels, and the zoom as Leaflet counts it. */
export interface Frame {
  /** Size of the canvas, padding included. */
  width: number;
  height: number;
  /** How much of the canvas lies outside the map on each side. */
  padX: number;
  padY: number;
  zoom: number;
  /** What to take from unit-square coordinates times the world's width to be on the canvas. */
  left: number;
  top: number;
}

export interface View extends Frame {
  context: CanvasRenderingContext2D;
  /** Pixels that the world is wide. */
  size: number;
  ratio: number;
}

export abstract class Sheet {
  readonly canvas = h("canvas", { class: "geomap-canvas leaflet-zoom-animated", "aria-hidden": "true" });
  /** Where the canvas lies now; null where there is no map to lie on. */
  lie: () => Frame | null = () => null;
  private waiting = 0;

  protected abstract draw(view: View): void;

  /** Draws once before the next frame, however often it is asked. */
  later(): void {
    if (this.waiting !== 0) return;
    this.waiting = requestAnimationFrame(() => {
      this.waiting = 0;
      this.redraw();
    });
  }

  redraw(): void {
    const frame = this.lie();
    if (frame === null) return;
    const { canvas } = this;
    const { width, height, zoom } = frame;
    const ratio = Math.min(2, window.devicePixelRatio || 1);
    if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
      canvas.style.width = `${width}px`;
      canvas.style.height = `${height}px`;
    }
    const context = canvas.getContext("2d");
    if (context === null) return;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    this.draw({ ...frame, context, ratio, size: 256 * 2 ** zoom });
  }
}
