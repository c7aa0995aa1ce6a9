// Leaflet's part in drawing: a sheet as a layer, a little larger than the map, drawn anew when the view comes to rest.

import L from "leaflet";
import type { Frame, Sheet } from "./sheet";

/** How far canvases reach beyond the map on each side, as a share of it. */
const PADDING = 0.2;

export class CanvasLayer extends L.Layer {
  private corner = L.latLng(0, 0);
  private drawnZoom = 0;

  constructor(private readonly sheet: Sheet, private readonly paneName: string) {
    super();
  }

  override onAdd(map: L.Map): this {
    map.getPane(this.paneName)?.append(this.sheet.canvas);
    this.sheet.lie = () => this.frame();
    this.sheet.redraw();
    return this;
  }

  override onRemove(): this {
    this.sheet.canvas.remove();
    this.sheet.lie = () => null;
    return this;
  }

  override getEvents(): Record<string, L.LeafletEventHandlerFn> {
    return {
      moveend: () => this.sheet.redraw(),
      move: () => this.follow(),
      resize: () => this.sheet.redraw(),
      zoomanim: (event) => this.animate(event as L.ZoomAnimEvent),
    };
  }

  /** Lays the canvas over the map as it stands now. */
  private frame(): Frame | null {
    const map = this._map;
    const size = map.getSize();
    if (size.x === 0 || size.y === 0) return null;
    const padX = Math.round(size.x * PADDING);
    const padY = Math.round(size.y * PADDING);
    const corner = map.containerPointToLayerPoint([-padX, -padY]);
    L.DomUtil.setTransform(this.sheet.canvas, corner, 1);
    const origin = map.getPixelOrigin().add(corner);
    this.corner = map.layerPointToLatLng(corner);
    this.drawnZoom = map.getZoom();
    return { width: size.x + 2 * padX, height: size.y + 2 * padY, padX, padY, zoom: this.drawnZoom, left: origin.x, top: origin.y };
  }

  private follow(): void {
    const map = this._map;
    if (map.getZoom() === this.drawnZoom) {
      const size = map.getSize();
      const offset = map.latLngToContainerPoint(this.corner);
      const spare = Math.min(-offset.x, -offset.y, offset.x + size.x * 2 * PADDING, offset.y + size.y * 2 * PADDING);
      if (spare < 0) this.sheet.later();
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
    const scale = map.getZoomScale(zoom, this.drawnZoom);
    L.DomUtil.setTransform(this.sheet.canvas, map._latLngToNewLayerPoint(this.corner, zoom, center), scale);
  }
}
