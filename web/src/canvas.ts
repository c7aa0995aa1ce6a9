// A Leaflet layer that is one canvas, a little larger than the map, drawn anew when the view comes to rest.

import L from "leaflet";

/** How far canvases reach beyond the map on each side, as a share of it: nothing until the first picture is there. */
let padding = 0;

export function padCanvases(): void {
  padding = 0.2;
}

export interface View {
  context: CanvasRenderingContext2D;
  /** Size in CSS pixels, padding included. */
  width: number;
  height: number;
  /** Pixels that the world is wide. */
  size: number;
  zoom: number;
  /** What to take from unit-square coordinates times `size` to be on the canvas. */
  left: number;
  top: number;
  ratio: number;
  /** How much of the canvas lies outside the map on each side. */
  padX: number;
  padY: number;
}

export abstract class CanvasLayer extends L.Layer {
  protected canvas: HTMLCanvasElement | null = null;
  private corner = L.latLng(0, 0);
  private drawnZoom = 0;
  private waiting = 0;

  constructor(private readonly paneName: string) {
    super();
  }

  protected abstract draw(view: View): void;

  override onAdd(map: L.Map): this {
    const canvas = L.DomUtil.create("canvas", "geomap-canvas leaflet-zoom-animated");
    canvas.setAttribute("aria-hidden", "true");
    map.getPane(this.paneName)?.append(canvas);
    this.canvas = canvas;
    this.redraw();
    return this;
  }

  override onRemove(): this {
    this.canvas?.remove();
    this.canvas = null;
    return this;
  }

  override getEvents(): Record<string, L.LeafletEventHandlerFn> {
    return {
      moveend: () => this.redraw(),
      move: () => this.follow(),
      resize: () => this.redraw(),
      zoomanim: (event) => this.animate(event as L.ZoomAnimEvent),
    };
  }

  /** Draws once before the next frame, however often it is asked. */
  later(): void {
    if (this.waiting !== 0) return;
    this.waiting = requestAnimationFrame(() => {
      this.waiting = 0;
      this.redraw();
    });
  }

  redraw(): void {
    const map = this._map as L.Map | null;
    const canvas = this.canvas;
    if (map === null || canvas === null) return;
    const size = map.getSize();
    if (size.x === 0 || size.y === 0) return;
    const padX = Math.round(size.x * padding);
    const padY = Math.round(size.y * padding);
    const ratio = Math.min(2, window.devicePixelRatio || 1);
    const width = size.x + 2 * padX;
    const height = size.y + 2 * padY;
    if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
      canvas.style.width = `${width}px`;
      canvas.style.height = `${height}px`;
    }
    const corner = map.containerPointToLayerPoint([-padX, -padY]);
    L.DomUtil.setTransform(canvas, corner, 1);
    const origin = map.getPixelOrigin().add(corner);
    this.corner = map.layerPointToLatLng(corner);
    this.drawnZoom = map.getZoom();
    const context = canvas.getContext("2d");
    if (context === null) return;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    this.draw({
      context, width, height, ratio, padX, padY,
      size: 256 * 2 ** this.drawnZoom,
      zoom: this.drawnZoom,
      left: origin.x,
      top: origin.y,
    });
  }

  private follow(): void {
    const map = this._map;
    if (map.getZoom() === this.drawnZoom) {
      const size = map.getSize();
      const offset = map.latLngToContainerPoint(this.corner);
      const spare = Math.min(-offset.x, -offset.y, offset.x + size.x * 2 * padding, offset.y + size.y * 2 * padding);
      if (spare < 0) this.later();
      return;
    }
    this.place(map.getCenter(), map.getZoom());
  }

  private animate(event: L.ZoomAnimEvent): void {
    this.place(event.center, event.zoom);
  }

  private place(center: L.LatLng, zoom: number): void {
    const map = this._map as L.Map & {
      _latLngToNewLayerPoint(point: L.LatLng, zoom: number, center: L.LatLng): L.Point;
    };
    if (this.canvas === null) return;
    const scale = map.getZoomScale(zoom, this.drawnZoom);
    L.DomUtil.setTransform(this.canvas, map._latLngToNewLayerPoint(this.corner, zoom, center), scale);
  }
}
