"""Time zones by the names pages give them: abbreviations, offsets, 'Kyiv time'."""

from __future__ import annotations

import datetime as dt
import re
import zoneinfo
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

__all__ = [
    "LOCAL",
    "Zone",
    "country_zone",
    "find_zone",
    "language_zone",
    "zone_named",
    "zones_of_countries",
]

# Abbreviation to (offset in minutes, IANA name); None: by the zone's own rules (ET is EST or EDT).
# Ambiguous ones (IST, CST, BST, AST) mean what newsrooms that write in English mostly mean by them.
_TABLE: dict[str, tuple[int | None, str]] = {
    "utc": (0, "UTC"), "gmt": (0, "UTC"), "z": (0, "UTC"), "zulu": (0, "UTC"),
    "greenwich mean time": (0, "UTC"), "coordinated universal time": (0, "UTC"), "universal time": (0, "UTC"),
    "bst": (60, "Europe/London"), "british summer time": (60, "Europe/London"),
    "uk": (None, "Europe/London"), "west": (60, "Europe/Lisbon"), "wet": (0, "Europe/Lisbon"),
    "cet": (60, "Europe/Paris"), "cest": (120, "Europe/Paris"), "mez": (60, "Europe/Berlin"),
    "mesz": (120, "Europe/Berlin"), "central european time": (None, "Europe/Paris"),
    "central european summer time": (120, "Europe/Paris"),
    "eet": (120, "Europe/Kyiv"), "eest": (180, "Europe/Kyiv"),
    "eastern european time": (None, "Europe/Kyiv"), "eastern european summer time": (180, "Europe/Kyiv"),
    "msk": (180, "Europe/Moscow"), "moscow standard time": (180, "Europe/Moscow"),
    "trt": (180, "Europe/Istanbul"), "eat": (180, "Africa/Nairobi"),
    "east africa time": (180, "Africa/Nairobi"),
    "cat": (120, "Africa/Maputo"), "central africa time": (120, "Africa/Maputo"),
    "wat": (60, "Africa/Lagos"), "west africa time": (60, "Africa/Lagos"),
    "sast": (120, "Africa/Johannesburg"),
    "idt": (180, "Asia/Jerusalem"), "israel": (None, "Asia/Jerusalem"), "irst": (210, "Asia/Tehran"),
    "ast": (180, "Asia/Riyadh"), "gst": (240, "Asia/Dubai"), "pkt": (300, "Asia/Karachi"),
    "ist": (330, "Asia/Kolkata"), "indian standard time": (330, "Asia/Kolkata"),
    "aft": (270, "Asia/Kabul"), "azt": (240, "Asia/Baku"), "bdt": (360, "Asia/Dhaka"),
    "slst": (330, "Asia/Colombo"), "pgt": (600, "Pacific/Port_Moresby"), "chst": (600, "Pacific/Guam"),
    "fjt": (720, "Pacific/Fiji"), "vut": (660, "Pacific/Efate"), "clst": (-180, "America/Santiago"),
    "adt": (-180, "America/Halifax"),
    "npt": (345, "Asia/Kathmandu"), "mmt": (390, "Asia/Yangon"), "ict": (420, "Asia/Bangkok"),
    "wib": (420, "Asia/Jakarta"), "wita": (480, "Asia/Makassar"), "wit": (540, "Asia/Jayapura"),
    "hkt": (480, "Asia/Hong_Kong"), "sgt": (480, "Asia/Singapore"), "pht": (480, "Asia/Manila"),
    "myt": (480, "Asia/Kuala_Lumpur"), "awst": (480, "Australia/Perth"), "jst": (540, "Asia/Tokyo"),
    "japan standard time": (540, "Asia/Tokyo"), "kst": (540, "Asia/Seoul"),
    "acst": (570, "Australia/Adelaide"), "acdt": (630, "Australia/Adelaide"),
    "aest": (600, "Australia/Sydney"), "aedt": (660, "Australia/Sydney"),
    "nzst": (720, "Pacific/Auckland"), "nzdt": (780, "Pacific/Auckland"),
    "et": (None, "America/New_York"), "est": (-300, "America/New_York"), "edt": (-240, "America/New_York"),
    "eastern time": (None, "America/New_York"), "eastern standard time": (-300, "America/New_York"),
    "eastern daylight time": (-240, "America/New_York"), "eastern": (None, "America/New_York"),
    "ct": (None, "America/Chicago"), "cst": (-360, "America/Chicago"), "cdt": (-300, "America/Chicago"),
    "central time": (None, "America/Chicago"),
    "mt": (None, "America/Denver"), "mst": (-420, "America/Denver"), "mdt": (-360, "America/Denver"),
    "mountain time": (None, "America/Denver"),
    "pt": (None, "America/Los_Angeles"), "pst": (-480, "America/Los_Angeles"),
    "pdt": (-420, "America/Los_Angeles"), "pacific time": (None, "America/Los_Angeles"),
    "pacific standard time": (-480, "America/Los_Angeles"),
    "pacific daylight time": (-420, "America/Los_Angeles"), "pacific": (None, "America/Los_Angeles"),
    "akst": (-540, "America/Anchorage"), "akdt": (-480, "America/Anchorage"),
    "hst": (-600, "Pacific/Honolulu"),
    "brt": (-180, "America/Sao_Paulo"), "clt": (-240, "America/Santiago"), "cot": (-300, "America/Bogota"),
}  # fmt: skip
# Words before 'time' that are no zone name's last part.
_ALIASES = {
    "kiev": "Europe/Kyiv", "ukraine": "Europe/Kyiv", "ukrainian": "Europe/Kyiv", "beijing": "Asia/Shanghai",
    "china": "Asia/Shanghai", "delhi": "Asia/Kolkata", "new delhi": "Asia/Kolkata", "mumbai": "Asia/Kolkata",
    "india": "Asia/Kolkata", "tel aviv": "Asia/Jerusalem", "israel": "Asia/Jerusalem",
    "washington": "America/New_York", "ankara": "Europe/Istanbul", "turkey": "Europe/Istanbul",
    "turkish": "Europe/Istanbul", "lebanon": "Asia/Beirut", "syria": "Asia/Damascus", "iraq": "Asia/Baghdad",
    "iran": "Asia/Tehran", "japan": "Asia/Tokyo", "kharkiv": "Europe/Kyiv", "uk": "Europe/London",
    "british": "Europe/London", "geneva": "Europe/Zurich", "pakistan": "Asia/Karachi",
    "islamabad": "Asia/Karachi", "san francisco": "America/Los_Angeles", "california": "America/Los_Angeles",
    "nepal": "Asia/Kathmandu", "myanmar": "Asia/Yangon", "sudan": "Africa/Khartoum",
}  # fmt: skip
_WORD = r"[A-Za-z][A-Za-z.'’-]*"
_LONG_NAMES = sorted((re.escape(name) for name in _TABLE if " " in name), key=len, reverse=True)
_NAMED = re.compile(rf"[ \u00a0,(]*(?P<name>{'|'.join(_LONG_NAMES)})\b", re.IGNORECASE)
_PLACE = re.compile(rf"[ \u00a0(]*(?:in )?(?P<name>{_WORD}(?: {_WORD})?) (?:local )?time\b")
_ABBREVIATION = re.compile(r"[ \u00a0(]*(?P<name>[A-Z]{1,5})\b(?!\w)")
_OFFSET = re.compile(
    r"[ \u00a0(]*(?:UTC|GMT)?(?P<sign>[+\u2212-])(?P<hours>\d{1,2})(?::?(?P<minutes>[0-5]\d))?\b(?![-/.]\d)"
)
_LOCAL = re.compile(r"[ \u00a0(]*local time\b|[ \u00a0(]*\(local\)", re.IGNORECASE)
_MAX_OFFSET_H = 14


@dataclass(frozen=True)
class Zone:
    """A zone as written: its IANA name, and the offset in minutes where the words fix one.

    ``name`` is None for 'local time' that says not where.
    """

    name: str | None
    offset: int | None = None

    def at(self, date: dt.date, clock: dt.time) -> dt.datetime:
        """``clock`` on ``date`` in this zone, carrying its fixed offset then; UTC where unknown."""
        if self.offset is not None:
            return dt.datetime.combine(date, clock, tzinfo=dt.timezone(dt.timedelta(minutes=self.offset)))
        if self.name is None:
            return dt.datetime.combine(date, clock, tzinfo=dt.UTC)
        moment = dt.datetime.combine(date, clock, tzinfo=zoneinfo.ZoneInfo(self.name))
        # Before standard time offsets have seconds, which ISO 8601 cannot write.
        minutes = round((moment.utcoffset() or dt.timedelta(0)).total_seconds() / 60)
        return moment.replace(tzinfo=dt.timezone(dt.timedelta(minutes=minutes)))


LOCAL = Zone(None)
"""'Local time' that says not where."""


def find_zone(text: str, at: int) -> tuple[Zone, int] | None:
    """The zone written at ``at`` (white space before it allowed) and where it ends; None if none is."""
    if (match := _LOCAL.match(text, at)) is not None:
        return LOCAL, match.end()
    if (match := _OFFSET.match(text, at)) is not None and int(match["hours"]) <= _MAX_OFFSET_H:
        minutes = int(match["hours"]) * 60 + int(match["minutes"] or 0)
        return Zone(None, minutes if match["sign"] == "+" else -minutes), match.end()
    if (match := _NAMED.match(text, at)) is not None:
        return _zone(match["name"]), match.end()
    if (match := _PLACE.match(text, at)) is not None and (zone := zone_named(match["name"])) is not None:
        return zone, match.end()
    if (match := _ABBREVIATION.match(text, at)) is not None and match["name"].lower() in _TABLE:
        return _zone(match["name"]), match.end()
    return None


def zone_named(name: str) -> Zone | None:
    """The zone of a city, a country of one zone, or an abbreviation ('Kyiv', 'ET'); None if unknown."""
    key = name.lower().strip()
    if key in _TABLE:
        return _zone(key)
    iana = _ALIASES.get(key) or _cities().get(key.replace(" ", "_"))
    return Zone(iana) if iana else None


def _zone(name: str) -> Zone:
    offset, iana = _TABLE[name.lower()]
    return Zone(iana, offset)


@cache
def _cities() -> dict[str, str]:
    names = sorted(zoneinfo.available_timezones())
    return {name.rpartition("/")[2].lower(): name for name in names if re.match(r"[A-Z][a-z]+/[A-Z]", name)}


_TITLE = 300
"""Characters at the top of a text."""
_MAINLANDS = {
    "ar": "America/Argentina/Buenos_Aires", "cn": "Asia/Shanghai", "ec": "America/Guayaquil",
    "es": "Europe/Madrid", "my": "Asia/Kuala_Lumpur", "ps": "Asia/Hebron", "pt": "Europe/Lisbon",
    "uz": "Asia/Tashkent",
}  # fmt: skip
"""Countries whose other zones are far islands, or say the same time."""


def country_zone(text: str) -> Zone | None:
    """The zone of the country that ``text`` names most often; None where it names none, or that has several.

    A name near the top, where titles stand, counts for three.
    """
    names = _country_names()
    pattern = "|".join(sorted(map(re.escape, names), key=lambda name: (-len(name), name)))
    found: Counter[str] = Counter()
    for match in re.finditer(rf"\b(?:{pattern})\b", text, re.IGNORECASE):
        found[names[match[0].lower()]] += 1 if match.start() > _TITLE else 3
    told = found.most_common(2)
    if not told or (len(told) > 1 and told[0][1] == told[1][1]):
        return None
    zone = zones_of_countries().get(told[0][0])
    return Zone(zone) if zone else None


_SPOKEN: Mapping[str, str] = {
    zone_language: zone
    for zone, languages in {
        "Asia/Tokyo": "ja", "Asia/Seoul": "ko", "Asia/Shanghai": "zh", "Asia/Ho_Chi_Minh": "vi",
        "Asia/Bangkok": "th", "Asia/Kathmandu": "ne", "Asia/Colombo": "si", "Asia/Dhaka": "bn",
        "Asia/Yangon": "my", "Asia/Phnom_Penh": "km", "Asia/Vientiane": "lo", "Asia/Tehran": "fa",
        "Asia/Jerusalem": "he", "Asia/Yerevan": "hy", "Asia/Tbilisi": "ka", "Asia/Baku": "az",
        "Asia/Tashkent": "uz", "Asia/Manila": "tl", "Europe/Istanbul": "tr", "Europe/Kyiv": "uk",
        "Europe/Athens": "el", "Europe/Bucharest": "ro", "Europe/Sofia": "bg", "Europe/Helsinki": "fi",
        "Europe/Tallinn": "et", "Europe/Riga": "lv", "Europe/Vilnius": "lt", "Europe/Minsk": "be",
        "Europe/Rome": "it", "Europe/Berlin": "de", "Europe/Warsaw": "pl", "Europe/Prague": "cs",
        "Europe/Bratislava": "sk", "Europe/Budapest": "hu", "Europe/Ljubljana": "sl", "Europe/Zagreb": "hr",
        "Europe/Belgrade": "sr", "Europe/Sarajevo": "bs", "Europe/Skopje": "mk", "Europe/Tirane": "sq",
        "Europe/Stockholm": "sv", "Europe/Oslo": "no nb nn", "Europe/Copenhagen": "da",
        "Atlantic/Reykjavik": "is", "Africa/Addis_Ababa": "am", "Africa/Mogadishu": "so",
    }.items()
    for zone_language in languages.split()
}  # fmt: skip
"""Languages of one zone alone, or of zones that say the same time nearly everywhere."""


def language_zone(language: str | None) -> str | None:
    """The zone where ``language``, its two letters, is spoken; None where there are several, or none told."""
    return _SPOKEN.get(language or "")


@cache
def zones_of_countries() -> Mapping[str, str]:
    """The zone of each country, by its two letters, that has one for all or most of it.

    Source: zone.tab of the time zone database.
    """
    zones: dict[str, list[str]] = {}
    for country, _, zone, *told in _table("zone.tab"):
        # 'most of Ukraine' leaves some villages or islands out.
        most = bool(told) and told[0].startswith("most of")
        zones.setdefault(country, []).append(f"!{zone}" if most else zone)
    single = {country: names[0] for country, names in zones.items() if len(names) == 1}
    largest = {country: name for country, names in zones.items() for name in names if name.startswith("!")}
    return {country: zone.lstrip("!") for country, zone in (_MAINLANDS | single | largest).items()}


@cache
def _country_names() -> Mapping[str, str]:
    """Two letters of a country by each of its names, in small letters."""
    names = {re.sub(r" \(.*", "", name).lower(): country for country, name, *_ in _table("iso3166.tab")}
    del names["korea"]
    return names | {
        "south korea": "kr", "north korea": "kp", "dr congo": "cd", "ivory coast": "ci", "burma": "mm",
        "czech republic": "cz", "bosnia": "ba", "gaza": "ps", "united kingdom": "gb", "türkiye": "tr",
    }  # fmt: skip


def _table(name: str) -> list[list[str]]:
    rows = files("tzdata.zoneinfo").joinpath(name).read_text("utf-8").splitlines()
    return [[row[:2].lower(), *row.split("\t")[1:]] for row in rows if row and not row.startswith("#")]
