import { STATUSES, Store, type Payload, type Status, type Told } from "../src/data";

type Row = Record<string, unknown>;

const DEFAULTS: Row = {
  layer: 0, id: "e", title: "", category: "other", status: "claimed", start: 0, end: 60, last_seen: null,
  reported_first: 0, reported_last: 0, background: 0, lon: 30, lat: 50, outline: -1, line: 0, reports: 1,
  place: null, claimants: null, status_log: null, precision: "settlement", publisher: null, quote: "",
};
/** Columns of the light half, and of those the ones that refer to its words; all else is in the other half. */
const LIGHT = new Set(["layer", "category", "status", "precision", "start", "end", "last_seen", "reported_first", "background", "lon", "lat", "outline", "line", "reports"]);
const SHORT = new Set(["precision"]);
const CATEGORIES = { shelling: "attack", deployment: "force", diplomacy: "politics", other: "other" };
const POOLED = new Set(["place", "claimants", "status_log"]);

/** A store of rows, each told by what differs from a plain event; they must come newest first. */
export function store(rows: Row[], days: number[] = [0, 1440, 2880, 4320, 5760]): Store {
  const words: (string | null)[] = [null];
  const texts: (string | null)[] = [null];
  const pool = (into: (string | null)[], value: unknown): number => {
    if (typeof value !== "string") return 0;
    const known = into.indexOf(value);
    return known > 0 ? known : into.push(value) - 1;
  };
  const full = rows.map((row, i): Row => ({ ...DEFAULTS, id: `e-${i}`, ...row }));
  const items: Payload["items"] = {};
  const told: Told["items"] = {};
  for (const name of Object.keys(DEFAULTS)) {
    const column = full.map((row) => name === "category" ? Object.keys(CATEGORIES).indexOf(row[name] as string) : name === "status" ? STATUSES.indexOf(row[name] as Status) : (SHORT.has(name) ? pool(words, row[name]) : POOLED.has(name) ? pool(texts, row[name]) : row[name]));
    (LIGHT.has(name) ? items : told)[name] = column as (string | number | null)[];
  }
  const reports: Told["reports"] = {
    quote: full.map((row) => row.quote as string),
    publisher: full.map((row) => pool(texts, row.publisher)),
    published: full.map(() => null),
    day: full.map(() => 0),
  };
  return new Store({
    title: "Test", timezone: "UTC", since: "1970-01-01", until: "1970-01-04", days, stale: 600, worldview: "un",
    credits: [], view: [29, 49, 31, 51], layers: ["events", "event_areas", "deployments", "deployment_areas", "movements", "counts"],
    categories: CATEGORIES,
    scale: 500, count: full.length, base: 0, items, words, outlines: [],
  }, () => ({ items: told, reports, unplaced: [], sources: [], texts }));
}
