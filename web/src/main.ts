// Starts the page: reads the data, builds its parts, keeps them in step.

import L from "leaflet";
import marker2x from "leaflet/dist/images/marker-icon-2x.png";
import marker from "leaflet/dist/images/marker-icon.png";
import shadow from "leaflet/dist/images/marker-shadow.png";
import { App } from "./app";
import type { BasemapData } from "./basemap";
import type { Payload } from "./data";
import { foliumHelpers } from "./folium";

function json(id: string): unknown {
  return JSON.parse(document.getElementById(id)?.textContent ?? "null");
}

/** Called by the page's last script with the name of the element Folium gave the map. */
function start(element: string): L.Map {
  const app = new App(element, json("geomap-data") as Payload, json("geomap-basemap") as BasemapData);
  return app.map;
}

L.Icon.Default.mergeOptions({ iconUrl: marker, iconRetinaUrl: marker2x, shadowUrl: shadow, imagePath: "" });
Object.assign(window, { L, geomap: { start }, ...foliumHelpers() });
