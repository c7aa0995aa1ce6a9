"""What happened: times, figures, forces, reports, and the events that reports tell of."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from geomap.model._base import Value
from geomap.model._place import Location
from geomap.model._vocabulary import Attribution, Category, Change, Stance, Status, TimePrecision

__all__ = ["Event", "Force", "Quantity", "Report", "StatusChange", "Time"]


class Time(Value, frozen=True, kw_only=True):
    """When something was so: half-open interval in UTC, end after start.

    With ``open_ended`` nothing has ended it yet and ``end`` is the last moment it was known to hold.
    ``words`` is the phrase it came from, empty where the post's own time stands in.
    """

    start: dt.datetime
    end: dt.datetime
    open_ended: bool = False
    precision: TimePrecision
    words: str = ""

    def __post_init__(self) -> None:
        for moment in (self.start, self.end):
            if moment.utcoffset() != dt.timedelta(0):
                raise ValueError(f"Time must be UTC: {moment.isoformat()}")
        if self.end <= self.start:
            raise ValueError(f"Time must end after it starts: {self.start} {self.end}")


class Quantity(Value, frozen=True, kw_only=True):
    """A figure as told: at least ``minimum``, at most ``maximum`` (None: no bound told), of ``unit``."""

    minimum: float
    maximum: float | None = None
    unit: str
    words: str = ""


class Force(Value, frozen=True, kw_only=True):
    """A force as reported; ``unspecified`` where the report does not say."""

    side: str = "unspecified"
    type: str = "unspecified"
    size: str = "unspecified"
    name: str | None = None


class Report(Value, frozen=True, kw_only=True):
    """One claim in one sentence, heading, bullet or caption.

    Attributes
    ----------
    id
        From publisher, post time or heading, and the normalised sentence: better code keeps old ids.
    document, post
        Ids of where it stands.
    published, published_precision
        The post's time, or the document's; ``day`` where the source gives no more than the day, else None.
    char_start, char_end
        Span of the quote in the document's text.
    location
        Where it happened; None where nobody could tell, with ``unplaced_reason``.
    origin, destination
        The ends of a movement; None where not told or not a movement.
    claimant
        Who says so, in the text's words; None where nobody but the publisher does.
    change
        Whether the report tells of a state's beginning, its lasting or its end, or of a happening.
    blamed
        Who is said to have done it.
    """

    id: str
    document: str
    post: str
    publisher: str | None = None
    source_url: str | None = None
    published: dt.datetime | None = None
    published_precision: Literal["day"] | None = None
    heading: str | None = None
    char_start: int
    char_end: int
    quote: str
    category: Category
    location: Location | None = None
    origin: Location | None = None
    destination: Location | None = None
    unplaced_reason: str | None = None
    time: Time | None = None
    claimant: str | None = None
    stance: Stance = "asserts"
    change: Change = "happens"
    blamed: str | None = None
    quantities: tuple[Quantity, ...] = ()
    force: Force | None = None
    confidence: float = 0.0
    reason: str = ""


class StatusChange(Value, frozen=True, kw_only=True):
    """From when on (UTC) a status was known."""

    at: dt.datetime
    status: Status


class Event(Value, frozen=True, kw_only=True):
    """Reports that speak of the same thing.

    Attributes
    ----------
    id
        The id of its earliest report.
    merged_ids
        Ids of events that were merged into this one.
    location
        The most precise of its reports' places; None for an event nobody could place.
    last_seen
        When the last report of it was made (UTC).
    reports
        First reported first.
    background
        Wholly before the period the map covers.
    """

    id: str
    merged_ids: tuple[str, ...] = ()
    title: str
    category: Category
    location: Location | None = None
    origin: Location | None = None
    destination: Location | None = None
    time: Time | None = None
    last_seen: dt.datetime | None = None
    status: Status
    attributed_to: str | None = None
    attribution_status: Attribution = "unattributed"
    first_reported: dt.datetime | None = None
    last_reported: dt.datetime | None = None
    status_log: tuple[StatusChange, ...] = ()
    claimants: tuple[str, ...] = ()
    denied_by: tuple[str, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    force: Force | None = None
    confidence: float = 0.0
    background: bool = False
    reports: tuple[Report, ...]
    edited_by: str | None = None
    edited_at: dt.datetime | None = None
