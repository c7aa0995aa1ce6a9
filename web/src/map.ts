// The map itself: Leaflet, its controls, and our canvases in the order they lie on each other.

import L from "leaflet";
import type { Payload } from "./data";
import type { Place } from "./fragment";
import { shortCredits } from "./legend";
import { LEAST_ZOOM, MOST_ZOOM, ZOOM_SNAP } from "./outlook";
import { say } from "./words";

const PANES: readonly [string, string][] = [["geomap-base", "150"], ["geomap-areas", "430"], ["geomap-names", "440"], ["geomap-marks", "450"]];

export function makeMap(element: HTMLElement, payload: Payload, { lat, lon, zoom }: Place): L.Map {
  const map = L.map(element, {
    zoomAnimation: !stillness(), inertia: !stillness(), zoomSnap: ZOOM_SNAP, zoomDelta: 1, minZoom: LEAST_ZOOM, maxZoom: MOST_ZOOM,
    worldCopyJump: true, zoomControl: false, attributionControl: true, fadeAnimation: false,
  });
  map.attributionControl.setPrefix(false);
  map.attributionControl.addAttribution(foldable(plain(shortCredits(payload))));
  L.control.zoom({ position: "topright", zoomInTitle: say("zoomIn"), zoomOutTitle: say("zoomOut") }).addTo(map);
  L.control.scale({ imperial: false, position: "bottomleft" }).addTo(map);
  for (const [name, index] of PANES) {
    const { style } = map.createPane(name);
    style.zIndex = index;
    style.pointerEvents = "none";
  }
  map.setView([lat, lon], zoom, { animate: false });
  // Tiles bring their own names: ours go as soon as one has come, and stay where none does.
  map.on("layeradd", () => map.eachLayer((added) => {
    if (added instanceof L.GridLayer) added.once("tileload", () => element.classList.add("tiled"));
  }));
  new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(element);
  return map;
}

export function stillness(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/** Attributions are HTML to Leaflet: ours are text. */
function plain(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}

/** Licences by name, which a narrow screen leaves to the legend. */
function foldable(markup: string): string {
  return markup.replace(/ \([^()]*\)/g, (licence) => `<span class="licence">${licence}</span>`);
}
