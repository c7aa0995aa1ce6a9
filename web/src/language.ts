// Which language the page speaks: what '#lang=' asks for, else what the page was built in.

/** Messages by their context, then by their English text or the value they name; of a count its forms. */
type Catalogue = Record<string, Record<string, string | string[]>>;

/** English from right to left, to see that the layout can be mirrored. */
const PSEUDO = "x-rtl";
const SOURCE = "en";

const inPage = typeof document !== "undefined";
const given = inPage ? [...document.querySelectorAll<HTMLScriptElement>("script.geomap-words")] : [];

/** Languages that the page can speak. */
export const LANGUAGES: readonly string[] = [SOURCE, ...given.map((script) => script.lang)];
/** The language spoken. */
export const LANGUAGE = asked() ?? built();
/** Whether it is read from the right. */
export const RTL = LANGUAGE === PSEUDO;
/** What dates, numbers and country names are written in. */
export const LOCALE = LANGUAGE === SOURCE || RTL ? "en-GB" : LANGUAGE;

const catalogue = JSON.parse(given.find((script) => script.lang === LANGUAGE)?.textContent ?? "{}") as Catalogue;

if (inPage) {
  document.documentElement.lang = RTL ? SOURCE : LANGUAGE;
  document.documentElement.dir = RTL ? "rtl" : "ltr";
  // Every word of the page is made anew.
  window.addEventListener("hashchange", () => {
    if ((asked() ?? LANGUAGE) !== LANGUAGE) location.reload();
  });
}

/** The language that the address asks for; null where it asks for none that the page speaks. */
export function asked(): string | null {
  const language = inPage ? new URLSearchParams(location.hash.slice(1)).get("lang") : null;
  return language !== null && (LANGUAGES.includes(language) || language === PSEUDO) ? language : null;
}

/** A message of a context in the language spoken; undefined where its catalogue has none. */
export function translated(context: string, message: string): string | string[] | undefined {
  return catalogue[context]?.[message];
}

/** A language by its own name. */
export function nameOf(language: string): string {
  const name = new Intl.DisplayNames([language], { type: "language" }).of(language) ?? language;
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
}

function built(): string {
  const language = inPage ? document.documentElement.lang : SOURCE;
  return LANGUAGES.includes(language) ? language : SOURCE;
}
