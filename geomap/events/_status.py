"""From stances to status and attribution: the one table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet

from geomap.model import Attribution, Category, Report, Status

__all__ = ["PUBLIC", "STATUS_TABLE", "attribution_of", "status_of", "statuses"]

PUBLIC: frozenset[Category] = frozenset({"diplomacy", "visit"})
"""What happens before the press: that a minister spoke needs no other witness than the publisher."""

STATUS_TABLE: tuple[tuple[str, frozenset[str], frozenset[str], Status], ...] = (
    # (what it means, stances that must be there, stances that must not, status): the first row that fits
    ("taken back", frozenset({"retracts"}), frozenset({"own", "confirms"}), "retracted"),
    ("seen or confirmed, whatever others say", frozenset({"confirms"}), frozenset(), "confirmed"),
    ("told and contradicted", frozenset({"asserts own denies"}), frozenset(), "disputed"),
    ("told and doubted", frozenset({"asserts doubts"}), frozenset({"own"}), "disputed"),
    ("told by the publisher itself", frozenset({"own"}), frozenset(), "confirmed"),
    ("told by someone", frozenset({"asserts"}), frozenset(), "claimed"),
    ("doubted, told by nobody we read", frozenset({"doubts"}), frozenset(), "disputed"),
    ("only denied", frozenset({"denies"}), frozenset(), "denied"),
    ("announced by those who will do it", frozenset({"plans"}), frozenset(), "planned"),
    ("foretold by others", frozenset({"predicts"}), frozenset(), "predicted"),
    ("taken back", frozenset({"retracts"}), frozenset(), "retracted"),
)
"""Each row's middle part names stances; 'own' is the publisher's own assertion, 'asserts' anyone else's.

'asserts own denies' needs its last stance together with one of those before it: see `status_of`.
"""


def status_of(reports: Sequence[Report]) -> Status:
    """The status of an event with these reports.

    A heading only sums up what its post tells: it counts where nothing else of the event does.
    """
    return next(reversed(list(statuses(reports))), "claimed")


def statuses(reports: Iterable[Report]) -> Iterator[Status]:
    """The status after each of ``reports``, in their order; linear in their number."""
    bodies: set[str] = set()
    heads: set[str] = set()
    for report in reports:
        (heads if _heads(report) else bodies).add(_stance(report))
        yield _status(bodies or heads)


def _status(stances: AbstractSet[str]) -> Status:
    for _, wanted, unwanted, status in STATUS_TABLE:
        if stances & unwanted:
            continue
        for need in wanted:
            *any_of, last = need.split()
            if last in stances and (not any_of or stances & set(any_of)):
                return status
    return "claimed"


def _heads(report: Report) -> bool:
    """Whether a report is the heading of its post, told in nobody's name."""
    return report.claimant is None and report.heading is not None and report.quote == report.heading.strip()


def _stance(report: Report) -> str:
    """A report's stance; 'own' where the publisher itself asserts, as of all that happens in public."""
    public = report.category in PUBLIC
    return "own" if report.stance == "asserts" and (report.claimant is None or public) else report.stance


def attribution_of(reports: Sequence[Report], *, mutual: bool) -> tuple[str | None, Attribution]:
    """Who did it, by whose word: the most blamed party and how far that is agreed.

    ``mutual`` says that a report leaves it open or has the sides blame one another.
    """
    blamed: dict[str, list[Report]] = {}
    for report in reports:
        if report.blamed is not None:
            blamed.setdefault(report.blamed, []).append(report)
    if not blamed:
        return None, "disputed" if mutual else "unattributed"
    party = min(blamed, key=lambda name: (-len(blamed[name]), name))
    denied = any(report.stance == "denies" for report in reports)
    if mutual or denied or _opposed(blamed):
        return party, "disputed"
    sure = any(report.stance == "confirms" or report.claimant is None for report in blamed[party])
    return party, "confirmed" if sure else "claimed"


def _opposed(blamed: dict[str, list[Report]]) -> bool:
    """Whether two parties with no word in common are blamed."""
    names = [set(name.lower().split()) for name in blamed]
    return any(not one & other for i, one in enumerate(names) for other in names[i + 1 :])
