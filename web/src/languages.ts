// The languages a reader may choose, each by its own name.

import { h } from "./dom";
import { LANGUAGE, LANGUAGES, nameOf, say } from "./words";

/** A row of buttons; none where the page speaks one language alone. */
export function languageChoice(): HTMLElement | null {
  if (LANGUAGES.length < 2) return null;
  return h(
    "div",
    { class: "languages", role: "group", "aria-label": say("language") },
    ...LANGUAGES.map((language) =>
      h("button", { type: "button", class: "text", lang: language, "aria-pressed": String(language === LANGUAGE), onclick: () => choose(language) }, nameOf(language))),
  );
}

/** Asks for the page in another language: all else that the address says stays. */
function choose(language: string): void {
  const found = new URLSearchParams(location.hash.slice(1));
  found.set("lang", language);
  location.hash = found.toString();
}
