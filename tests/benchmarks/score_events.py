# mypy: ignore-errors
# fmt: off
# Kept line by line as others score with it, so that figures can be compared: not brought to our habits.
"""Score mapped events against a gold table, document by document.

GOLD: tab separated, no quoting: doc, need, place, lat, lon, precision, category, date_start, date_end, claimant?,
      status?. Rows with need "no" (vague, background) make a feature right but are not missed when absent.
OUT:  one folder a document, its name beginning with the gold's doc (101_nepal_earthquake for 101), holding
      layers/*.geojson. Features count but for collections with "reference": true and properties "background": true.
      Read of a feature: geometry; category, local_date or start, end, open_ended, precision, radius_m, status,
      attribution_status, claimants.

A gold row is found when a feature lies near enough (tolerance by the row's precision; an area may be no larger than
that precision allows; a line must end there), its time meets the row's days (+-1), and its category falls in the
same group. A pin is no answer for a region or a country. Features with the same shape, day and group count once.
Two careful people agree with one another at F1 .92 by place and day, .88 with the group.
"""
import argparse
import csv
import datetime as dt
import json
import math
import pathlib
import re

TOLERANCE_KM = {"site": 12, "settlement": 15, "relative": 35, "near": 35, "line": 60, "district": 40, "region": 150, "country": 500}
EXTENT = 6  # an area spans at most this many tolerances: no oblast for a village
GROUPS = {
    "attack": "shelling explosion assault casualties clash airstrike capture occupation battle violence",
    "force": "deployment withdrawal movement exercise threat_axis arrival buildup",
    "infrastructure": "infrastructure cyber airspace",
    "civil": "evacuation displacement protest_or_civil protest civil humanitarian disaster",
    "politics": "diplomacy statement_visit statement visit meeting",
    "count": "monitoring_count monitoring count",
}
GROUP_OF = {c: g for g, cs in GROUPS.items() for c in cs.split()}
STATES = {"force", "infrastructure"}


def km(a, b, c, d):
    a, b, c, d = map(math.radians, (a, b, c, d))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 12742.0176 * math.asin(min(1.0, math.sqrt(h)))


def vertices(geom):
    """All positions of a geometry as (lon, lat)."""
    out, todo = [], [geom.get("coordinates") or []]
    while todo:
        c = todo.pop()
        if c and isinstance(c[0], (int, float)):
            out.append((c[0], c[1]))
        else:
            todo.extend(c)
    return out


def inside(lon, lat, geom):
    """Even-odd test against every ring of a polygon geometry."""
    rings = geom["coordinates"] if geom["type"] == "Polygon" else [r for p in geom["coordinates"] for r in p]
    odd = False
    for r in rings:
        for (x1, y1, *_), (x2, y2, *_) in zip(r, r[1:]):
            if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
                odd = not odd
    return odd


def segment_km(lat, lon, a, b):
    """Distance of a point to a segment, in a plane about the point."""
    k = math.cos(math.radians(lat))
    x1, y1, x2, y2 = (a[0] - lon) * k * 111.32, (a[1] - lat) * 110.57, (b[0] - lon) * k * 111.32, (b[1] - lat) * 110.57
    dx, dy = x2 - x1, y2 - y1
    t = max(0.0, min(1.0, -(x1 * dx + y1 * dy) / ((dx * dx + dy * dy) or 1)))
    return math.hypot(x1 + t * dx, y1 + t * dy)


def coarse(props):
    """Whether a point says itself that it stands for something large, or says nothing of it."""
    return ("precision" not in props and "radius_m" not in props) or props.get("precision") in ("district", "region", "country", "line") or (props.get("radius_m") or 0) >= 20_000


def near(feature, lat, lon, precision):
    """Whether a feature is near enough to a gold point and no larger than its precision allows."""
    geom, props = feature["geometry"], feature.get("properties") or {}
    kind, tol, vs = geom.get("type"), TOLERANCE_KM[precision], vertices(geom)
    if not vs:
        return False
    if kind in ("Point", "MultiPoint"):
        pin = precision in ("region", "country") and not coarse(props)
        return not pin and any(km(lat, lon, y, x) <= tol for x, y in vs)
    if kind in ("LineString", "MultiLineString"):
        parts = [geom["coordinates"]] if kind == "LineString" else geom["coordinates"]
        if precision == "line":
            length = sum(km(a[1], a[0], b[1], b[0]) for p in parts for a, b in zip(p, p[1:]))
            return length <= 3000 and any(segment_km(lat, lon, a, b) <= tol for p in parts for a, b in zip(p, p[1:]))
        return any(km(lat, lon, p[i][1], p[i][0]) <= tol for p in parts for i in (0, -1))
    if kind not in ("Polygon", "MultiPolygon"):
        return False
    xs, ys = [x for x, _ in vs], [y for _, y in vs]
    within = inside(lon, lat, geom)
    most = {"country": 12000, "region": 2000 if within else EXTENT * tol, "line": 3000}.get(precision, EXTENT * tol)
    return km(min(ys), min(xs), max(ys), max(xs)) <= most and (within or any(km(lat, lon, y, x) <= tol for x, y in vs))


def day(s):
    try:
        return dt.date.fromisoformat(s[:10]) if s else None
    except (TypeError, ValueError):
        return None


def group(c):
    return GROUP_OF.get(str(c or "").strip().lower().replace(" ", "_"), "other")


def meets(row, props):
    """Whether a feature's time meets a row's days, a day either way."""
    if not row["date_start"]:
        return True
    s = day(props.get("local_date")) or day(props.get("start"))
    if s is None:
        return False
    e = day(props.get("end")) or s
    if e > s and str(props.get("end"))[10:] in ("T00:00:00Z", ""):
        e -= dt.timedelta(days=1)  # the end is exclusive
    gs, ge = day(row["date_start"]), day(row["date_end"]) or day(row["date_start"])
    if group(props.get("category")) not in STATES:
        e = min(e, s + (ge - gs) + dt.timedelta(days=7))  # only a state may stay open
    elif s < gs - dt.timedelta(days=60):
        return False
    slack = dt.timedelta(days=1)
    return s <= ge + slack and gs - slack <= e


def words(s):
    return set(re.findall(r"[a-z]{3,}", str(s or "").lower())) - {"the", "and", "officials", "official", "ministry"}


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("gold")
    ap.add_argument("out")
    ap.add_argument("--misses", type=int, default=0, metavar="N", help="print N misses of each kind, and where status differs")
    args = ap.parse_args()
    with open(args.gold, encoding="utf-8", newline="") as f:
        rows = list(csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE))
    tests = {
        "place": lambda r, p: True,
        "place+day": meets,
        "place+day+group": lambda r, p: meets(r, p) and group(r["category"]) == group(p.get("category")),
    }
    hit, right = dict.fromkeys(tests, 0), dict.fromkeys(tests, 0)
    n_rows = n_feats = n_raw = pins = 0
    timed, status, who = [0, 0], [0, 0], [0, 0]
    missing, wrong, other_status = [], [], []
    for doc in sorted({r["doc"] for r in rows}):
        gold = [r for r in rows if r["doc"] == doc]
        folders = sorted(p for p in pathlib.Path(args.out).glob(f"{doc}*") if p.is_dir())
        if len(folders) > 1:
            ap.error(f"{doc}: more than one folder: {', '.join(p.name for p in folders)}")
        distinct = {}
        for path in sorted(p for f in folders for p in (f / "layers").glob("*.geojson")):
            fc = json.loads(path.read_text(encoding="utf-8"))
            for f in [] if fc.get("reference") else fc.get("features", []):
                p = f.get("properties") or {}
                if not f.get("geometry") or p.get("background"):
                    continue
                n_raw += 1
                vs = vertices(f["geometry"])
                key = (f["geometry"].get("type"), tuple(sorted({(round(x, 2), round(y, 2)) for x, y in vs})),
                       str(p.get("local_date") or p.get("start"))[:10], group(p.get("category")))
                distinct.setdefault(key, f)
        feats = list(distinct.values())
        needed = [r.get("need", "yes") != "no" for r in gold]
        n_rows, n_feats = n_rows + sum(needed), n_feats + len(feats)
        close = [[near(f, float(r["lat"]), float(r["lon"]), r["precision"]) for f in feats] for r in gold]
        matched = {}
        for name, test in tests.items():
            m = matched[name] = [[c and test(r, f.get("properties") or {}) for c, f in zip(cs, feats)] for cs, r in zip(close, gold)]
            hit[name] += sum(any(row) for row, need in zip(m, needed) if need)
            right[name] += sum(any(col) for col in zip(*m)) if m else 0
        for r, need, full, by_day in zip(gold, needed, matched["place+day+group"], matched["place+day"]):
            if need and not any(by_day):
                missing.append((doc, r["place"], r["date_start"], r["category"], (r.get("anchor") or "")[:60]))
            ps = [f.get("properties") or {} for f, ok in zip(feats, full) if ok]
            if not (need and ps):
                continue
            starts = [day(p.get("local_date")) or day(p.get("start")) for p in ps]
            timed[1] += 1
            timed[0] += any(s and abs((s - day(r["date_start"])).days) <= 1 for s in starts) if r["date_start"] else 1
            if r.get("status"):
                status[1] += 1
                ok = any(p.get("status") == r["status"] or p.get("attribution_status") == r["status"] == "disputed" for p in ps)
                status[0] += ok
                if not ok:
                    other_status.append((doc, r["place"], r["category"], r["status"], "/".join(sorted({str(p.get("status")) for p in ps}))))
            if r.get("claimant"):
                who[1] += 1
                who[0] += any(words(r["claimant"]) & words(p.get("claimants")) for p in ps)
        for j, f in enumerate(feats):
            p = f.get("properties") or {}
            if not any(row[j] for row in matched["place+day"]):
                wrong.append((doc, p.get("place"), p.get("start"), p.get("title") or p.get("category")))
                pins += f["geometry"].get("type") == "Point" and not coarse(p) and any(
                    r["precision"] in ("region", "country") and km(float(r["lat"]), float(r["lon"]), f["geometry"]["coordinates"][1], f["geometry"]["coordinates"][0]) <= TOLERANCE_KM[r["precision"]] and meets(r, p)
                    for r in gold)
    share = lambda x: f"{x[0] / x[1]:.3f} of {x[1]}" if x[1] else "none to judge"  # noqa: E731
    print(f"documents {len({r['doc'] for r in rows})}  gold rows {n_rows}  features {n_raw}, distinct {n_feats}")
    for name in tests:
        p = right[name] / n_feats if n_feats else 0.0
        r = hit[name] / n_rows if n_rows else 0.0
        print(f"{name:16} P {p:.3f} R {r:.3f} F1 {2 * p * r / (p + r) if p + r else 0.0:.3f}")
    print(f"start within a day {share(timed)}; status right {share(status)}; claimant right {share(who)}")
    print(f"pins that stand for a region or country {pins}; features for each distinct one {n_raw / max(1, n_feats):.2f}")
    for name, items in (("missing", missing), ("not in gold", wrong), ("status", other_status)):
        for item in items[: args.misses]:
            print(f"{name}: ", *item)


if __name__ == "__main__":
    main()
