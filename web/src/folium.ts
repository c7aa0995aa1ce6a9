// What Folium's own elements expect of a page: the two uses they make of jQuery, without jQuery.

interface Ready {
  ready(run: () => void): void;
}

/** `$(html)[0]` gives the element, `$(document).ready(f)` runs `f`: all that Folium's templates ask for. */
function dollar(given: string | Document): Element[] | Ready {
  if (typeof given !== "string") return { ready: (run) => run() };
  const holder = document.createElement("template");
  // eslint-disable-next-line no-restricted-properties -- markup of the Folium user's own popups, never an article's
  holder.innerHTML = given.trim();
  return [...holder.content.children];
}

export function foliumHelpers(): Record<string, unknown> {
  return { $: dollar };
}
