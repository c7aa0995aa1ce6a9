// The page inside an article: tells its height to the page around it, and leaves scrolling to it until a reader steps in.

import type * as L from "leaflet";

const WIDE = 800;

export function framed(): boolean {
  return window.parent !== window;
}

/** The height (pixels) the page reads best in at a width. */
export function heightFor(width: number): number {
  if (width > WIDE) return Math.round(Math.max(520, Math.min(760, width * 0.6)));
  return Math.round(Math.max(680, Math.min(780, width * 1.6)));
}

/** What is told, in the words of each helper: pym.js, @newswire/frames and AMP, and geomap's own listener. */
export function heightMessages(height: number, search: string): unknown[] {
  const found: unknown[] = [
    { sentinel: "amp", type: "embed-size", height },
    { geomap: "height", height },
  ];
  const child = new URLSearchParams(search).get("childId");
  if (child !== null) found.push(["pym", child, "height", String(height)].join("xPYMx"));
  return found;
}

/** Tells the height now, when the width changes, and when the page around asks. */
export function tellHeight(): void {
  let told = 0;
  const tell = (): void => {
    const width = document.documentElement.clientWidth;
    if (width === 0) return;
    told = width;
    for (const message of heightMessages(heightFor(width), location.search)) window.parent.postMessage(message, "*");
  };
  new ResizeObserver(() => {
    if (document.documentElement.clientWidth !== told) tell();
  }).observe(document.documentElement);
  window.addEventListener("message", (event) => {
    if (event.source === window.parent) tell();
  });
  tell();
}

/** Wheel and finger scroll the article; after a click, a tap or a key they move the map, until the reader leaves. */
export function guardScrolling(map: L.Map): void {
  const root = document.documentElement;
  const fingers = matchMedia("(pointer: coarse)").matches;
  const enter = (inside: boolean): void => {
    root.classList.toggle("entered", inside);
    const handlers = fingers ? [map.scrollWheelZoom, map.dragging] : [map.scrollWheelZoom];
    for (const handler of handlers) {
      if (inside) handler.enable();
      else handler.disable();
    }
  };
  enter(false);
  // Caught on their way in: the map keeps some for itself.
  window.addEventListener("click", () => enter(true), true);
  window.addEventListener("keydown", (event) => {
    // Tab only passes through.
    if (event.key !== "Tab") enter(event.key !== "Escape");
  }, true);
  window.addEventListener("blur", () => enter(false));
  root.addEventListener("pointerleave", (event) => {
    if (event.pointerType === "mouse") enter(false);
  });
}
