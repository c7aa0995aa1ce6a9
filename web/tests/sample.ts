import { Store, type Payload } from "../src/data";

type Row = Record<string, unknown>;

const DEFAULTS: Row = {
  layer: 0, id: "e", title: "", category: "other", status: "claimed", start: 0, end: 60, last_seen: null,
  reported_first: 0, reported_last: 0, background: 0, lon: 30, lat: 50, outline: -1, line: 0, reports: 1,
  place: null, claimants: null, status_log: null, precision: "settlement", publisher: null, quote: "",
};
const POOLED = new Set(["category", "status", "place", "claimants", "status_log", "precision"]);

/** A store of rows, each told by what differs from a plain event. */
export function store(rows: Row[], days: number[] = [0, 1440, 2880, 4320, 5760]): Store {
  const texts: (string | null)[] = [null];
  const pool = (value: unknown): number => {
    if (typeof value !== "string") return 0;
    const known = texts.indexOf(value);
    return known > 0 ? known : texts.push(value) - 1;
  };
  const full = rows.map((row, i): Row => ({ ...DEFAULTS, id: `e-${i}`, ...row }));
  const items: Payload["items"] = {};
  for (const name of Object.keys(DEFAULTS)) {
    items[name] = full.map((row) => (POOLED.has(name) ? pool(row[name]) : row[name])) as (string | number | null)[];
  }
  const reports: Payload["reports"] = {
    quote: full.map((row) => row.quote as string),
    publisher: full.map((row) => pool(row.publisher)),
    published: full.map(() => null),
  };
  return new Store({
    title: "Test", timezone: "UTC", since: "1970-01-01", until: "1970-01-04", days, stale: 600, worldview: "un",
    credits: [], view: [29, 49, 31, 51], layers: ["events", "event_areas", "deployments", "deployment_areas", "movements", "counts"],
    categories: { shelling: "attack", deployment: "force", diplomacy: "politics", other: "other" },
    scale: 500, count: full.length, base: 0, items, outlines: [], reports, unplaced: [], sources: [], texts,
  });
}
