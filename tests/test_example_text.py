"""The examples' dispatches: dated, ours, and each with what it is based on."""

import csv
import datetime as dt
import re
from pathlib import Path
from typing import NamedTuple

import pytest

EXAMPLES = Path(__file__).parent.parent / "examples"
FIELDS = ["file", "published", "heading", "publisher", "posted", "address", "note"]
POST = re.compile(
    r"^ {2}(?P<number>\d+)\. (?P<heading>.+?)published at (?P<time>\d\d:\d\d) Greenwich Mean Time "
    r"(?P<day>\d{1,2} [A-Z][a-z]+ \d{4})$",
    re.MULTILINE,
)


class Example(NamedTuple):
    """An example's folder, its first and last day, the least number of its posts, whether a file is a day."""

    name: str
    first: dt.date
    last: dt.date
    posts: int
    by_day: bool = False


class Dispatch(NamedTuple):
    """A post of an example as its day file has it."""

    file: str
    number: int
    heading: str
    published: dt.datetime
    body: str


ALL = [
    Example("ukraine-2022", dt.date(2022, 2, 14), dt.date(2022, 2, 24), 150, by_day=True),
    Example("earthquake-turkiye-2023", dt.date(2023, 2, 6), dt.date(2023, 2, 21), 12),
    Example("flood-valencia-2024", dt.date(2024, 10, 29), dt.date(2024, 11, 13), 12),
]


def dispatches(example: Example) -> list[Dispatch]:
    found = []
    for path in sorted((EXAMPLES / example.name).glob("*.txt")):
        text = path.read_text("utf-8")
        heads = list(POST.finditer(text))
        for head, stop in zip(heads, [*(h.start() for h in heads[1:]), len(text)], strict=True):
            published = dt.datetime.strptime(f"{head['day']} {head['time']} +0000", "%d %B %Y %H:%M %z")
            number, body = int(head["number"]), text[head.end() : stop].strip()
            found.append(Dispatch(path.name, number, head["heading"], published, body))
    return found


def sources(example: Example) -> list[dict[str, str]]:
    with (EXAMPLES / f"{example.name}-sources.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, dialect="excel-tab", quoting=csv.QUOTE_NONE)
        assert rows.fieldnames == FIELDS
        return list(rows)


@pytest.mark.parametrize("example", ALL, ids=lambda example: example.name)
class TestDispatches:
    """What holds for the dispatches of every example."""

    def test_there_are_enough(self, example: Example) -> None:
        """An example has at least as many posts as it promises."""
        assert len(dispatches(example)) >= example.posts

    def test_days(self, example: Example) -> None:
        """Every post is dated within the example's period, and on its file's day where a file is a day."""
        for post in dispatches(example):
            assert example.first <= post.published.date() <= example.last
            assert not example.by_day or post.file == f"{post.published.date()}.txt"

    def test_newest_first(self, example: Example) -> None:
        """Posts of a file are numbered from one, newest first, and no two share a minute."""
        for name in {post.file for post in dispatches(example)}:
            posts = [post for post in dispatches(example) if post.file == name]
            times = [post.published for post in posts]
            assert [post.number for post in posts] == list(range(1, len(posts) + 1))
            assert times == sorted(set(times), reverse=True)

    def test_bodies(self, example: Example) -> None:
        """Every post says something in whole sentences."""
        for post in dispatches(example):
            assert re.search(r"\w{3}.*[.?!]$", post.body, re.DOTALL), post.heading

    def test_publisher(self, example: Example) -> None:
        """Every day file names the example itself as its publisher."""
        files = sorted((EXAMPLES / example.name).glob("*.txt"))
        assert files
        for path in files:
            assert "\nPublisher: geomap example\n" in path.read_text("utf-8").split("Summary")[0]

    def test_basis(self, example: Example) -> None:
        """Every post has an entry of what it is based on, and every entry belongs to a post."""
        posts = {(p.file, f"{p.published:%Y-%m-%dT%H:%MZ}", p.heading) for p in dispatches(example)}
        assert {(row["file"], row["published"], row["heading"]) for row in sources(example)} == posts

    def test_basis_is_complete(self, example: Example) -> None:
        """Every entry names a publisher, a day or time, and what it was; an address is a web address."""
        for row in sources(example):
            assert row["publisher"], row
            assert row["note"], row
            assert re.fullmatch(r"\d{4}-\d\d-\d\d(T\d\d:\d\dZ)?", row["posted"]), row
            assert re.fullmatch(r"(https?://\S+)?", row["address"]), row
            assert dt.date.fromisoformat(row["posted"][:10])
