// The second script: Leaflet and all that is read, on what the first has drawn.

import L from "leaflet";
import marker2x from "leaflet/dist/images/marker-icon-2x.png";
import marker from "leaflet/dist/images/marker-icon.png";
import shadow from "leaflet/dist/images/marker-shadow.png";
import { App } from "./app";
import type { BasemapData } from "./basemap";
import { afterFrame, scripts } from "./first";
import { foliumHelpers } from "./folium";

scripts.open = (front, basemap) => {
  const app = new App(front, basemap as BasemapData);
  afterFrame(() => app.finish());
  return app.map;
};

L.Icon.Default.mergeOptions({ iconUrl: marker, iconRetinaUrl: marker2x, shadowUrl: shadow, imagePath: "" });
Object.assign(window, { L, ...foliumHelpers() });
