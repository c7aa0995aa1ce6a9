// Starts the page. The script stands after the light half of the data and before the other, so that the browser can
// paint the map while it still reads the rest; `geomap.start`, in the page's last script, finds it there.

import L from "leaflet";
import marker2x from "leaflet/dist/images/marker-icon-2x.png";
import marker from "leaflet/dist/images/marker-icon.png";
import shadow from "leaflet/dist/images/marker-shadow.png";
import { App } from "./app";
import type { BasemapData } from "./basemap";
import type { Payload, Told } from "./data";
import { foliumHelpers } from "./folium";

/** What an address may ask for that the light half cannot answer: then the page waits for the other. */
const NEEDS_WORDS = /[#&](event|q|claimant|publisher|place|known)=/;
const LATEST = 400;

function json(id: string): unknown {
  return JSON.parse(document.getElementById(id)?.textContent ?? "null");
}

function made(): App | null {
  const element = document.querySelector<HTMLElement>(".folium-map");
  if (element === null) return null;
  return new App(element, json("geomap-data") as Payload, json("geomap-basemap") as BasemapData, () => json("geomap-texts") as Told);
}

let app = NEEDS_WORDS.test(location.hash) ? null : made();

/** Called by the page's last script: the map, ready for what a Folium user adds. */
function start(): L.Map | null {
  app ??= made();
  const page = app;
  if (page === null) return null;
  const finish = (): void => page.finish();
  // After the frame that shows the map; at once where no frame is drawn, as in a tab that nobody looks at.
  if (document.hidden) finish();
  else requestAnimationFrame(() => setTimeout(finish, 0));
  setTimeout(finish, LATEST);
  return page.map;
}

L.Icon.Default.mergeOptions({ iconUrl: marker, iconRetinaUrl: marker2x, shadowUrl: shadow, imagePath: "" });
Object.assign(window, { L, geomap: { start }, ...foliumHelpers() });
