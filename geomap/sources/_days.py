"""The day a page is about, and full times for stamps that lack a date or a zone."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from geomap.sources._months import MONTH_PATTERN, month_number
from geomap.sources._publisher import home_zone
from geomap.sources._telling import date_in_text, without_next
from geomap.sources._text import Line
from geomap.sources._times import UNZONED, Stamp, When, instant, read_stamp
from geomap.sources._zones import LOCAL, Zone, country_zone, find_zone, language_zone, zone_named

__all__ = [
    "PageDay",
    "address_date",
    "dated",
    "find_page_day",
    "settle_zone",
    "without_next",
    "zone_of",
    "zoned",
]

_TOP_LINES = 8
_URL = re.compile(r"https?://\S+")
_ADDRESS_DATES = (
    re.compile(r"/(?P<year>(?:19|20)\d\d)/(?P<month>\d{1,2})/(?P<day>\d{1,2})(?=[/-]|$)"),
    re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)[/_-](?P<month>\d\d)[/_-](?P<day>\d\d)(?!\d)"),
    re.compile(r"(?<![\da-z])(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)(?![\da-z])", re.IGNORECASE),
    re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)/(?P<name>[a-z]{3,9})/(?P<day>\d{1,2})(?!\d)", re.IGNORECASE),
    re.compile(
        r"(?<![a-z])(?P<name>[a-z]{3,9})-(?P<day>\d{1,2})-(?P<year>(?:19|20)\d\d)(?!\d)", re.IGNORECASE
    ),
    re.compile(
        r"(?<![a-z\d])(?P<day>\d{1,2})-(?P<name>[a-z]{3,9})-(?P<year>(?:19|20)\d\d)(?!\d)", re.IGNORECASE
    ),
    re.compile(r"(?<![a-z\d])(?P<name>[a-z]{3,9})-(?P<day>\d{1,2})(?![\d])(?!-\d)", re.IGNORECASE),
    re.compile(r"(?<![a-z\d])(?P<day>\d{1,2})-(?P<name>[a-z]{3,9})(?![a-z])", re.IGNORECASE),
    re.compile(r"(?<!\d)(?P<first>\d{1,2})-(?P<second>\d{1,2})-(?P<short>(?:20)?\d\d)(?!\d)"),
)
_CLOCKED = re.compile(r"\d[:.]\d\d(?::\d\d(?=[+-]\d\d:|Z))?(?: ?[ap]\.?m\.?)?|\d ?[ap]\.?m\.?", re.IGNORECASE)
_ALL_TIMES = re.compile(
    r"\b(?:all )?times?\b[^.\n]{0,30}?\b(?:(?:are|is|in|given|listed|shown|expressed|local)\b[:,]? ?)+"
    r"(?:the )?",
    re.IGNORECASE,
)
_HEAD = re.compile(r"\b(?:date (?:and|/|&) )?times? ?(?:in )?(?=\()", re.IGNORECASE)
"""The head of a table's column: 'Time (WITA)'."""
_NO_ZONE = "clocks without a zone were read as UTC: nothing tells theirs, so they may be hours off"
_LOCAL_TIME = re.compile(r"\blocal time\b|\(local\)|\btimes? (?:are |is )?local\b", re.IGNORECASE)
_TOP_CHARS = 20_000
_PUBLISHER = re.compile(r"(?:Publisher|Published by|Newsroom|Outlet):\s+(?P<who>[^\W\d].{0,79})")
_STEP_BACK = dt.timedelta(hours=1)


@dataclass(kw_only=True)
class PageDay:
    """The day of posts that carry none: ``date`` None where nothing tells; ``how`` says what told."""

    date: dt.date | None = None
    how: str = ""
    url: str | None = None
    zone: Zone | None = None
    zone_how: str = "which the page shows elsewhere"
    notes: list[str] = field(default_factory=list)
    header: set[int] = field(default_factory=set)
    """Offsets at which the address's, the date's and the publisher's own lines begin: no text of the page."""
    publisher: str | None = None
    """Whom a line 'Publisher: ...' names: whoever saved the page says so outright."""
    said_by: set[int] = field(default_factory=set)
    """Where that line begins."""


def find_page_day(text: str, lines: Sequence[Line], given: dt.date | None) -> PageDay:
    """The page's day: as ``given``, else by its address, a date line at its top, the dates in its text."""
    page = PageDay(zone=_page_zone(text))
    if page.zone is None:
        _local(page, text[:_TOP_CHARS])
    line_date = _read_header(lines[:_TOP_LINES], page)
    from_address = address_date(page.url, line_date) if page.url else None
    if given is not None:
        page.date, page.how = given, "the date given"
        for told, what in ((from_address, "the address"), (line_date, "the date line")):
            if told not in (None, given):
                page.notes.append(f"{what} says {told}; the date given, {given}, is used")
    elif from_address is not None:
        page.date, page.how = from_address, "the address"
        if line_date not in (None, from_address):
            page.notes.append(
                f"the date line says {line_date}, the address {from_address}: the address is used"
            )
    elif line_date is not None:
        page.date, page.how = line_date, "the date line"
    else:
        page.date = date_in_text(text, lines, page.notes)
        page.how = "dates in the text" if page.date else ""
    return page


def _read_header(lines: Sequence[Line], page: PageDay) -> dt.date | None:
    """Note the address's and the date's lines at the top; the latter's date, None where there is none."""
    found: dt.date | None = None
    for line in lines:
        if (url := _URL.fullmatch(line.text)) is not None and page.url is None:
            page.url = url[0]
            page.header.add(line.start)
        elif named := _PUBLISHER.fullmatch(line.text):
            page.publisher = page.publisher or named["who"]
            page.header.add(line.start)
            page.said_by.add(line.start)
        elif found is None and (date := _date_line(line.text)) is not None:
            found = date
            page.header.add(line.start)
    return found


def _local(page: PageDay, text: str) -> None:
    """'Local time' is that of the country the page speaks of most."""
    if _LOCAL_TIME.search(text):
        page.zone = country_zone(text)
        page.zone_how = "the local time of the country it speaks of most"


def settle_zone(
    page: PageDay,
    *,
    publisher: str | None = None,
    told: dt.datetime | None = None,
    language: str | None = None,
) -> None:
    """Give a page that shows no zone the one its own data or its newsroom tells.

    Parameters
    ----------
    publisher
        Whom the input names; the address goes before it.
    told
        A time from the page's data; its offset is the newsroom's, unless it is that of UTC.
    language
        The page's; where nothing else tells, clocks are those of the one zone in which it is spoken.
    """
    offset = told.utcoffset() if told else None
    home = home_zone(page.url, publisher)
    if page.zone is not None:
        return
    if home is not None:
        page.zone, page.zone_how = Zone(home), "the newsroom's own"
    elif offset:
        page.zone = Zone(None, round(offset.total_seconds() / 60))
        page.zone_how = "the offset in the page's own data"
    elif spoken := language_zone(language):
        page.zone, page.zone_how = Zone(spoken), f"where the page's language, {language}, is spoken"


def _date_line(text: str) -> dt.date | None:
    if re.fullmatch(r"(?:19|20)\d{6}", text):
        text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
    text = re.sub(r"^(?:date|published|updated|posted|last updated)\s*:\s*", "", text, flags=re.IGNORECASE)
    stamp = read_stamp(text, whole=True) if len(text) < 80 else None  # noqa: PLR2004  a date's line is short
    return stamp.date.on(None) if stamp and stamp.date else None


def address_date(url: str, near: dt.date | None = None) -> dt.date | None:
    """The date an address holds; of two readings of 03-04-22 that nearer to ``near``, else month first."""
    for pattern in _ADDRESS_DATES:
        for match in pattern.finditer(url):
            parts = match.groupdict()
            dates = _readings(parts, near)
            if dates:
                return min(dates, key=lambda d: abs(d - near)) if near else dates[0]
    return None


def _readings(parts: dict[str, str | None], near: dt.date | None) -> list[dt.date]:
    if parts.get("short"):
        year = int(parts["short"] or 0)
        year += 2000 if year < 100 else 0  # noqa: PLR2004  two digits
        first, second = int(parts["first"] or 0), int(parts["second"] or 0)
        tries = [(year, first, second), (year, second, first)]
    else:
        name = (parts.get("name") or "").lower()
        if name and not re.fullmatch(MONTH_PATTERN, name, re.IGNORECASE):
            return []
        month = month_number(name) if name else int(parts["month"] or 0)
        # 'feb-17' takes its year from the date line.
        year = int(parts.get("year") or (near.year if near else 0))
        tries = [(year, month, int(parts["day"] or 0))]
    dates = []
    for year, month, date_day in tries:
        try:
            dates.append(dt.date(year, month, date_day))
        except ValueError:
            continue
    return dates


def _page_zone(text: str) -> Zone | None:
    """The zone the page's own clocks speak: 'all times in Kyiv', or the one most clocks in it name."""
    for match in _HEAD.finditer(text[:5000]):
        found = find_zone(text, match.end())
        # A head names a zone and nothing more: 'Time (approx.)' is none.
        if found and found[0] != LOCAL and text[found[1] : found[1] + 1] == ")":
            return found[0]
    for match in _ALL_TIMES.finditer(text[:5000]):
        found = find_zone(text, match.end())
        if found and found[0] != LOCAL:
            return found[0]
        name = re.match(r"(?:the )?(\w+(?: \w+)?)", text[match.end() : match.end() + 40])
        named = name and (zone_named(name[1]) or zone_named(name[1].split()[0]))
        if named:
            return named
    votes: Counter[Zone] = Counter()
    for match in _CLOCKED.finditer(text):
        found = find_zone(text, match.end())
        if found and found[0].name:
            votes[Zone(found[0].name)] += 1
        elif found and found[0].offset is not None:
            votes[found[0]] += 1
    return votes.most_common(1)[0][0] if votes else None


def dated(
    stamps: Sequence[tuple[Stamp, dt.date | None]], page: PageDay, notes: list[str]
) -> tuple[list[When | None], str | None]:
    """Full times of a page's stamps, each with the day of the divider above it, and the page's zone.

    Clocks without dates count from the page's day, which is that of the first post; where they jump across
    midnight the day changes. What cannot be dated is None and noted.
    """
    zone, name = _zone_of([s for s, _ in stamps], page)
    if zone is None and any(s.clock and s.zone in (None, LOCAL) for s, _ in stamps):
        notes.append(_NO_ZONE)
    elif zone is not None and all(s.zone in (None, LOCAL) for s, _ in stamps):
        notes.append(_as_zone(zone, page))
    days = _days([s for s, _ in stamps], [_explicit(s, d, page) for s, d in stamps], page)
    whens: list[When | None] = []
    for (stamp, _), date in zip(stamps, days, strict=True):
        clock = stamp.clock
        whens.append(instant(date, clock, zone_of(stamp, zone)) if date and clock else None)
    undated = sum(when is None for when in whens)
    if undated:
        notes.append(f"{undated} posts have a time but no day: give the day of the page's first post as date")
    elif page.date and not any(s.date or d for s, d in stamps):
        notes.append(
            f"the first post's day is {page.date} by {page.how}; clocks that pass midnight change the day"
        )
    return whens, name


def zone_of(stamp: Stamp, page: Zone | None) -> Zone | None:
    """The zone of a stamp's clock: its own, else the page's, also where it says 'local time'."""
    return page if stamp.zone in (None, LOCAL) else stamp.zone


def zoned(whens: Sequence[When | None], page: PageDay, notes: list[str]) -> list[When | None]:
    """Times that carry no zone set in the page's; ``notes`` say what was done."""
    told = _NO_ZONE if page.zone is None else _as_zone(page.zone, page)
    if any(when is not None and when.moment.tzinfo is UNZONED for when in whens) and told not in notes:
        notes.append(told)
    return [
        instant(when.moment.date(), when.moment.time(), page.zone)
        if when is not None and when.moment.tzinfo is UNZONED
        else when
        for when in whens
    ]


def _as_zone(zone: Zone, page: PageDay) -> str:
    return f"clocks without a zone were read as {_zone_words(zone)}, {page.zone_how}"


def _zone_words(zone: Zone) -> str:
    if zone.name:
        return zone.name
    hours, minutes = divmod(abs(zone.offset or 0), 60)
    return f"UTC{'-' if (zone.offset or 0) < 0 else '+'}{hours:02}:{minutes:02}"


def _explicit(stamp: Stamp, divider: dt.date | None, page: PageDay) -> dt.date | None:
    date = stamp.date.on(divider or page.date) if stamp.date else divider
    if date and stamp.next_day and date < dt.date.max:
        date += dt.timedelta(days=1)
    return date


def _zone_of(stamps: Sequence[Stamp], page: PageDay) -> tuple[Zone | None, str | None]:
    votes = Counter(
        stamp.zone for stamp in stamps if stamp.zone and (stamp.zone.name or stamp.zone.offset is not None)
    )
    zone = votes.most_common(1)[0][0] if votes else page.zone
    return zone, zone.name if zone else None


def _days(stamps: Sequence[Stamp], days: list[dt.date | None], page: PageDay) -> list[dt.date | None]:
    """Fill the days that are missing from those beside them, or from the page's day."""
    if all(days) or not stamps:
        return days
    if not any(days):
        if page.date is None:
            return days
        days[0] = page.date
    newest_first = _newest_first(stamps, days)
    anchor = next(i for i, date in enumerate(days) if date)
    for i in range(anchor - 1, -1, -1):
        days[i] = days[i] or _neighbour(days[i + 1], stamps[i + 1], stamps[i], forward=newest_first)
    for i in range(anchor + 1, len(days)):
        days[i] = days[i] or _neighbour(days[i - 1], stamps[i - 1], stamps[i], forward=not newest_first)
    return days


def _newest_first(stamps: Sequence[Stamp], days: Sequence[dt.date | None]) -> bool:
    down = 0
    for i in range(1, len(stamps)):
        first, second, clock, other = days[i - 1], days[i], stamps[i - 1].clock, stamps[i].clock
        if first and second and first != second:
            down += 1 if second < first else -1
        elif clock and other and clock != other:
            down += 1 if other < clock else -1
    return down >= 0


def _neighbour(date: dt.date | None, known: Stamp, stamp: Stamp, *, forward: bool) -> dt.date | None:
    """The day of a stamp beside one whose day is known; ``forward``: time runs on from the known to it."""
    if date is None or known.clock is None or stamp.clock is None:
        return date
    moment = dt.datetime.combine(date, stamp.clock)
    passed = moment - dt.datetime.combine(date, known.clock)
    try:
        if forward and passed <= -_STEP_BACK:
            return date + dt.timedelta(days=1)
        if not forward and passed >= _STEP_BACK:
            return date - dt.timedelta(days=1)
    except OverflowError:
        return None
    return date
