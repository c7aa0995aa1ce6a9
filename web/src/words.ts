// All that the page says in words, and nothing else does: {names in braces} are filled in, the rest is for translators.
// English stands here; the other languages stand in geomap/maps/locale/*.po and come with the page.

import type { Status } from "./data";
import { LANGUAGE, LOCALE, RTL, translated } from "./language";

export { LANGUAGE, LANGUAGES, LOCALE, nameOf, RTL } from "./language";

const MESSAGES = {
  // The page's frame
  panel: "Events",
  map: "Map. Every event on it is also in the list.",
  timesIn: "{days} · times in {zone}",
  listTab: "Events",
  tableTab: "Table",
  aboutTab: "Legend",
  copyLink: "Copy link",
  copied: "Copied",
  linkField: "Link to what is shown",
  zoomIn: "Zoom in",
  zoomOut: "Zoom out",
  // The list
  shownOf: "{shown} of {all}",
  shownHere: "{shown} here",
  showAll: "Show all",
  resetFilters: "Reset filters",
  elsewhere: "Elsewhere: {shown} outside the first view",
  hideBackground: "Hide {shown} before the period",
  showBackground: "Show {shown} before the period",
  notOnMap: "Found but not on the map: {number}",
  nothing: "Nothing to show for this time and these filters.",
  noNews: "no news of it since",
  // Time
  time: "Time",
  span: "How much time to show",
  exactTime: "Exact time ({zone})",
  exactLabel: "Exact time",
  speed: "Speed of playing",
  speedLabel: "Speed",
  slow: "slow",
  normal: "normal",
  fast: "fast",
  stepBack: "One step back",
  stepOn: "One step on",
  play: "Play",
  pause: "Pause",
  more: "More",
  wholePeriod: "Whole period",
  allSoFar: "All so far",
  moment: "Moment",
  until: "until {time}",
  since: "since {time}",
  dateUnknown: "date unknown",
  asKnown: "As known then",
  asKnownHint: "Only what had been reported by the end of the time on show",
  knownThen: "{time}, as known then",
  // Filters
  search: "Search",
  searchEvents: "Search events",
  filters: "Filters",
  filtersActive: "Filters ({number})",
  saidBy: "Said by",
  publishedBy: "Published by",
  anyone: "{name}: anyone",
  nameCount: "{name} ({number})",
  whatWasKnown: "What was known",
  knownNow: "All that is known now",
  knownAtSlider: "What was known at the slider's time",
  knownBy: "What was known by…",
  knownByField: "Known by ({zone})",
  category: "Category",
  status: "Status",
  all: "All",
  none: "None",
  // One event
  selected: "Selected event",
  back: "← Back to the list",
  showOnMap: "Show on map",
  reportedBy: "Reported by",
  eventId: "Event {id}",
  when: "When",
  lastReported: "Last reported",
  from: "From",
  to: "To",
  where: "Where",
  howExact: "How exact",
  within: "{precision}, within {distance}",
  figures: "Figures",
  force: "Force",
  deniedBy: "Denied by",
  blamedOn: "Blamed on",
  blamedStatus: "{name} ({status})",
  whoDidIt: "Who did it",
  disputedWord: "disputed",
  editedBy: "Edited by",
  source: "Source",
  theSource: "The source",
  timeNotGiven: "time not given",
  blaming: "{said}, blaming {name}",
  placeHow: "Place: {place}. {how}",
  placeOpen: "open",
  timeFrom: "Time from ‘{words}’",
  statusOverTime: "Status over time",
  // The table
  table: "Table of events",
  newestFirst: "{shown}, newest first",
  newestFirstPage: "{shown}, newest first, page {page} of {pages}",
  newer: "Newer",
  older: "Older",
  what: "What",
  reports: "Reports",
  // The legend
  legend: "Legend and sources",
  marksMean: "What the marks mean",
  forcesAre: "What is deployed, where it is told",
  outlineMeans: "Outline: did it happen?",
  fillMeans: "Fill: how well is the place known?",
  statusMeans: "{status}: {hint}",
  filledMeans: "Filled: at this site, town or village",
  openMeans: "Open: somewhere in the tinted or hatched area or dotted ring around it",
  splitMeans: "Half filled: who did it is disputed",
  fadedMeans: "Faded: no news of it for {hours}",
  countsByArea: "Counts by area",
  borders: "Borders",
  worldview: "{name}. Other views of these borders exist.",
  disputedLines: "Dashed lines are disputed, each named on the map:",
  bordersAs: "Borders: {name}",
  timesAre: "Times are those of {zone} ({offset}).",
  sources: "Sources",
  untitled: "Untitled",
  credits: "Credits",
  creditBasemap: "Basemap: Natural Earth, GeoNames (CC BY 4.0)",
  creditTools: "Drawn with Leaflet, Folium and geomap",
  language: "Language",
} as const;

export type Message = keyof typeof MESSAGES;

const COUNTED = {
  event: ["{number} event", "{number} events"],
  report: ["{number} report", "{number} reports"],
  hour: ["{number} hour", "{number} hours"],
  spanHour: ["One hour", "{number} hours"],
  spanDay: ["One day", "{number} days"],
  spanWeek: ["One week", "{number} weeks"],
  spanMonth: ["One month", "{number} months"],
} as const satisfies Record<string, readonly [string, string]>;

export type Counted = keyof typeof COUNTED;

export const CATEGORY_WORDS: Record<string, string> = worded("category", {
  shelling: "Shelling",
  explosion: "Explosion",
  airstrike: "Air strike",
  clash: "Clash",
  assault: "Assault",
  occupation: "Occupation",
  casualties: "Casualties",
  deployment: "Deployment",
  withdrawal: "Withdrawal",
  movement: "Movement",
  exercise: "Exercise",
  threat_axis: "Axis of threat",
  infrastructure: "Infrastructure",
  cyber: "Cyber attack",
  airspace: "Airspace",
  evacuation: "Evacuation",
  disaster: "Disaster",
  protest: "Protest or civil action",
  diplomacy: "Diplomacy",
  visit: "Visit",
  monitoring_count: "Count",
  other: "Other",
});

/** Kinds of force that have a symbol of their own. */
export const FORCE_WORDS: Record<string, string> = worded("force", {
  armour: "Tanks, armour",
  artillery: "Artillery, rockets",
  air_defence: "Air defence",
  aircraft: "Aircraft",
  helicopters: "Helicopters",
  ships: "Ships, marines",
  vehicles: "Vehicles",
});

export const GROUP_WORDS: Record<string, string> = worded("group", {
  attack: "Attacks and casualties",
  force: "Forces",
  infrastructure: "Infrastructure",
  civil: "Civil",
  politics: "Politics",
  count: "Counts",
  other: "Other",
});

export const STATUS_WORDS: Record<Status, string> = worded("status", {
  claimed: "Claimed",
  confirmed: "Confirmed",
  disputed: "Disputed",
  denied: "Denied",
  planned: "Planned",
  predicted: "Predicted",
  retracted: "Retracted",
});

export const STATUS_HINTS: Record<Status, string> = worded("hint", {
  claimed: "someone says so",
  confirmed: "several or a witness say so",
  disputed: "some say so, others not",
  denied: "only denied",
  planned: "announced, yet to happen",
  predicted: "someone expects it",
  retracted: "taken back",
});

export const PRECISION_WORDS: Record<string, string> = worded("precision", {
  site: "at a known site",
  settlement: "in a town or village",
  near: "near a place, within the ring",
  district: "somewhere in a district",
  region: "somewhere in a region",
  country: "somewhere in a country",
  line: "along a line",
});

/** In the past tense, which fits one claimant as well as many. */
export const STANCE_WORDS: Record<string, string> = worded("stance", {
  asserts: "said",
  confirms: "confirmed",
  denies: "denied",
  doubts: "doubted",
  plans: "announced",
  predicts: "expected",
  retracts: "took back",
});

export const ATTRIBUTION_WORDS: Record<string, string> = worded("attribution", {
  unattributed: "unattributed",
  claimed: "claimed",
  disputed: "disputed",
  confirmed: "confirmed",
});

/** Whose borders are drawn. */
export const WORLDVIEW_WORDS: Record<string, string> = worded("worldview", {
  un: "Drawn as the United Nations’ General Assembly and Security Council speak of them",
  ne: "Drawn by who holds the ground, as Natural Earth has it",
});

export const WORLDVIEW_SHORT: Record<string, string> = worded("worldview, short", {
  un: "United Nations",
  ne: "who holds the ground",
});

/** A message with its {names} filled in. */
export function say(message: Message, values: Record<string, string> = {}): string {
  return filled(one("page", MESSAGES[message]) ?? MESSAGES[message], values);
}

/** '1 event', '12,345 events'. */
export function counted(what: Counted, count: number): string {
  const [single, many] = COUNTED[what];
  const forms = translated("page", single);
  const form = Array.isArray(forms) ? forms[formOf(count, forms.length)] : undefined;
  return filled(form ?? (count === 1 ? single : many), { number: grouped(count) });
}

/** The number of the form for a count, in the order that catalogues have: one, few, many; or one, other. */
function formOf(count: number, forms: number): number {
  const kind = new Intl.PluralRules(LOCALE).select(count);
  if (kind === "one") return 0;
  return forms === 3 && kind === "many" ? 2 : 1;
}

function one(context: string, message: string): string | undefined {
  const found = translated(context, message);
  return typeof found === "string" ? found : undefined;
}

/** Words for values of the data, in the reader's language: as a catalogue has them, but with a capital where English has. */
function worded<K extends string>(context: string, english: Record<K, string>): Record<K, string> {
  if (LANGUAGE === "en") return english;
  const pairs = Object.entries<string>(english).map(([value, word]) => {
    const found = one(context, value) ?? word;
    return [value, marked(/^\p{Lu}/u.test(word) ? found.charAt(0).toLocaleUpperCase(LOCALE) + found.slice(1) : found)];
  });
  return Object.fromEntries(pairs) as Record<K, string>;
}

function filled(text: string, values: Record<string, string>): string {
  return marked(text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? ""));
}

/** In the pseudo-language every message runs from the right, so that one that was forgotten is seen. */
function marked(text: string): string {
  return RTL && text !== "" ? `\u202e${text}\u202c` : text;
}

let numbers: Intl.NumberFormat | null = null;

/** '12,345': English by hand, for the browser's own takes long to start. */
export function grouped(count: number): string {
  if (LANGUAGE !== "en") return (numbers ??= new Intl.NumberFormat(LOCALE)).format(count);
  const [whole = "", part] = String(count).split(".");
  const digits = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return part === undefined ? digits : `${digits}.${part}`;
}

/** A country's name for its ISO code; what is no code stays as it is. */
export function country(name: string): string {
  return /^[A-Z]{2}$/.test(name) ? (new Intl.DisplayNames([LOCALE], { type: "region" }).of(name) ?? name) : name;
}

let codes: Map<string, string> | null = null;

/** A country's name in the reader's language for its English one: names of places that are no countries stay. */
export function countryCalled(english: string): string {
  if (LANGUAGE === "en" || RTL) return english;
  const told = one("country", english);
  if (told !== undefined) return told;
  if (codes === null) {
    codes = new Map();
    const regions = new Intl.DisplayNames(["en"], { type: "region", fallback: "none" });
    for (let code = 0; code < 676; code++) {
      const letters = String.fromCharCode(65 + Math.floor(code / 26), 65 + (code % 26));
      const name = regions.of(letters);
      if (name !== undefined) codes.set(name, letters);
    }
  }
  const code = codes.get(english);
  return code === undefined ? english : country(code);
}
