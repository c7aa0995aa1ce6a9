"""Snippet, tags, brief and lint of the situation around Tbilisi."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from geomap.errors import InputError
from geomap.layerset import LayerSet
from geomap.maps import build_map, save_map
from geomap.maps.publish import brief, cared, dataset, embed, head_tags, lint
from geomap.maps.publish._embed import LISTENER


class Tags(HTMLParser):
    """Every tag with its attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep it."""
        self.found.append((tag, dict(attrs)))


@pytest.fixture(scope="module")
def page(layers: LayerSet, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("maps") / "index.html"
    save_map(build_map(dataclasses.replace(layers, title='"Floods" & <fighting>')), path)
    path.with_name("index.png").write_bytes(b"a picture")
    return path


def test_the_snippet_is_a_titled_sandboxed_lazy_frame(page: Path) -> None:
    """With a picture and a link for who has no scripts, all in escaped text."""
    snippet = embed(page, url="https://news.example/maps/georgia/index.html")
    tags = dict(Tags(snippet).found)
    frame = tags["iframe"]
    assert frame["src"] == "https://news.example/maps/georgia/index.html"
    assert frame["title"] == '"Floods" & <fighting>'
    assert frame["loading"] == "lazy"
    assert "allow-scripts" in (frame["sandbox"] or "")
    assert "allow-same-origin" not in (frame["sandbox"] or "")
    assert tags["img"]["src"] == "https://news.example/maps/georgia/index.png"
    assert "<fighting>" not in snippet
    assert "script" not in tags


def test_the_listener_is_small() -> None:
    """Under a kilobyte."""
    assert len(LISTENER.encode()) < 1000


def test_oembed_stands_beside_the_page(page: Path) -> None:
    """A rich oEmbed answer whose HTML is the snippet."""
    snippet = embed(page.parent, script=True)
    value = json.loads((page.parent / "oembed.json").read_text(encoding="utf-8"))
    assert value["version"] == "1.0"
    assert value["type"] == "rich"
    assert value["html"] == snippet
    assert value["thumbnail_url"] == "index.png"


def test_a_page_without_its_still_is_embedded_without_it(layers: LayerSet, tmp_path: Path) -> None:
    """No broken picture for readers without scripts, and none in oembed.json; the link stays."""
    save_map(build_map(layers), tmp_path / "index.html")
    tags = dict(Tags(embed(tmp_path)).found)
    assert "img" not in tags
    assert tags["a"]["href"] == "index.html"
    value = json.loads((tmp_path / "oembed.json").read_text(encoding="utf-8"))
    assert not [name for name in value if name.startswith("thumbnail")]


def test_a_page_built_for_an_address_names_it_whole(layers: LayerSet, tmp_path: Path) -> None:
    """Tags and, without being told again, snippet and oembed.json; a folder's address gets its slash."""
    page = tmp_path / "index.html"
    save_map(build_map(layers, url="https://news.example/maps/georgia", language="de"), page)
    page.with_name("index.png").write_bytes(b"a picture")
    html = page.read_text(encoding="utf-8")
    assert '<html lang="de">' in html
    found = Tags(html).found
    properties = {attrs.get("property"): attrs.get("content") for tag, attrs in found if tag == "meta"}
    named = {attrs.get("name"): attrs.get("content") for tag, attrs in found if tag == "meta"}
    assert properties["og:url"] == "https://news.example/maps/georgia/"
    assert properties["og:locale"] == "de_DE"
    assert named["twitter:image"] == "https://news.example/maps/georgia/index.png"
    assert ("link", "https://news.example/maps/georgia/oembed.json") in [
        (tag, attrs.get("href")) for tag, attrs in found
    ]
    snippet = dict(Tags(embed(page)).found)
    assert snippet["iframe"]["src"] == "https://news.example/maps/georgia/"
    assert snippet["img"]["alt"] == properties["og:image:alt"]
    value = json.loads((tmp_path / "oembed.json").read_text(encoding="utf-8"))
    assert value["thumbnail_url"] == "https://news.example/maps/georgia/index.png"


def test_the_page_holds_the_words_of_each_language(page: Path) -> None:
    """But English, which its scripts have: a reader may ask for any."""
    scripts = [attrs for tag, attrs in Tags(page.read_text(encoding="utf-8")).found if tag == "script"]
    assert [attrs["lang"] for attrs in scripts if attrs.get("class") == "geomap-words"] == ["uk", "ru", "de"]


def test_a_language_that_is_none_is_refused(layers: LayerSet) -> None:
    """One line that names those there are."""
    with pytest.raises(InputError, match="language 'xx': is none of en, uk, ru, de"):
        build_map(layers, language="xx")


@pytest.mark.parametrize("url", ["javascript:alert(1)", "map.html", "ftp://x.example/a"])
def test_an_address_that_is_none_is_refused(page: Path, url: str) -> None:
    """Only http and https."""
    with pytest.raises(InputError, match="no http or https address"):
        embed(page, url=url)


def test_a_file_that_is_no_page_of_ours_is_refused(tmp_path: Path) -> None:
    """One line that names it, and no oembed.json."""
    (tmp_path / "index.html").write_text("<title>Other</title>", encoding="utf-8")
    with pytest.raises(InputError, match=r"index\.html: is no page that geomap made"):
        embed(tmp_path)
    assert not (tmp_path / "oembed.json").exists()


def test_tags_name_title_picture_and_data(layers: LayerSet) -> None:
    """OpenGraph, Twitter, oEmbed and JSON-LD, hostile titles escaped."""
    hostile = dataclasses.replace(layers, title='</script><b>"x"')
    html = head_tags(hostile, "https://news.example/m/index.html")
    found = Tags(html).found
    properties = {attrs.get("property"): attrs.get("content") for tag, attrs in found if tag == "meta"}
    assert properties["og:title"] == '</script><b>"x"'
    assert properties["og:image"] == "https://news.example/m/index.png"
    assert {tag for tag, _ in found} == {"meta", "link", "script"}
    data = json.loads(html.split('ld+json">')[1].split("</script>")[0])
    assert data == json.loads(json.dumps(dataset(hostile, "https://news.example/m/index.html")))
    assert data["temporalCoverage"] == "2031-05-04/2031-05-08"


def edited(layers: LayerSet, name: Any, row: int, **values: Any) -> LayerSet:
    frame = layers.frames[name].copy()
    for column, value in values.items():
        frame.loc[row, column] = value
    return dataclasses.replace(layers, frames={**layers.frames, name: frame})


def test_brief_tells_what_is_new_on_a_day(layers: LayerSet) -> None:
    """Events first reported that day, by place; each with status and source, none of another day."""
    told = brief(layers, on=dt.date(2031, 5, 7))
    assert told.text.startswith("Floods and fighting around Tbilisi: Wednesday, 7 May 2031")
    assert "\nDusheti\n- " in told.text
    assert "Denied by Interior ministry." in told.text
    assert "[Example Wire, https://wire.example/live]" in told.text
    assert "Rustavi" not in told.text
    lines = [line for line in told.text.splitlines() if line.startswith("- ")]
    assert len(lines) == sum(len(place["events"]) for place in told.record["places"])


def test_brief_tells_a_changed_status(layers: LayerSet) -> None:
    """What was claimed before and is confirmed that day is told with what it was."""
    events = layers.frames["events"].copy()
    events.loc[0, "status_log"] = "2031-05-04T03:00:00Z claimed; 2031-05-06T03:00:00Z confirmed"
    told = brief(
        dataclasses.replace(layers, frames={**layers.frames, "events": events}), on=dt.date(2031, 5, 6)
    )
    assert (
        "Shelling, 4 May, 06:00–07:00: confirmed, according to Example Wire and Second Paper. " in told.text
    )
    assert "Until then: claimed. ‘" in told.text


def test_brief_names_a_few_and_counts_the_others(layers: LayerSet) -> None:
    """Four of seven claimants by name, the rest by number; the source's own figures in quotes."""
    names = "; ".join(f"Witness {number}" for number in range(7))
    told = brief(
        edited(layers, "events", 0, claimants=names, quantities="two shells"), on=dt.date(2031, 5, 4)
    )
    assert "according to Witness 0, Witness 1, Witness 2, Witness 3 and 3 others. " in told.text
    assert "Figures as reported: ‘two shells’." in told.text


def test_brief_says_what_happened_in_the_sources_words(layers: LayerSet) -> None:
    """Each line ends with the first report's sentence; figures that stand in it are not told twice."""
    quote = "Two shells hit a barn... and a shed, the mayor said."
    told = brief(
        edited(layers, "events", 0, quote=quote, quantities="Two shells; one barn"), on=dt.date(2031, 5, 4)
    )
    assert f" Figures as reported: ‘one barn’. ‘{quote}’ [" in told.text
    bare = brief(edited(layers, "events", 0, quote=None, quantities=None), on=dt.date(2031, 5, 4))
    assert "‘’" not in bare.text


@pytest.mark.parametrize("language", ["uk", "ru", "de"])
def test_brief_speaks_the_readers_language(layers: LayerSet, language: str) -> None:
    """No English word of ours is left, and no sentence ends in two points."""
    told = brief(layers, on=dt.date(2031, 5, 7), language=language)
    assert ".." not in told.text
    for word in ("according", "Denied", "assault", "times of"):
        assert word not in told.text


def test_brief_of_a_quiet_day_says_so(layers: LayerSet) -> None:
    """No event, one sentence."""
    frames = {name: frame.iloc[:0] for name, frame in layers.frames.items()}
    told = brief(dataclasses.replace(layers, frames=frames), on=dt.date(2031, 5, 6), language="de")
    assert told.text.endswith("Nichts Neues wurde gemeldet.\n")


def test_brief_refuses_a_day_outside_the_period(layers: LayerSet) -> None:
    """One line with the period."""
    with pytest.raises(InputError, match="2031-05-04 to 2031-05-08"):
        brief(layers, on=dt.date(2030, 1, 1))


@pytest.mark.parametrize(
    ("layer", "row", "values", "rule"),
    [
        (
            "events",
            0,
            {"precision": "site", "radius_m": 100.0, "quote": "A shelter was hit."},
            "sheltered-people",
        ),
        ("events", 0, {"claimants": "A resident"}, "single-witness"),
        ("deployments", 0, {"last_seen": "2031-05-08T09:00:00Z"}, "forces-now"),
        ("events", 0, {"quote": "The town may be attacked."}, "expected-as-fact"),
        ("events", 0, {"source_url": None}, "no-link"),
        ("movements", 0, {"last_seen": "2031-05-08T09:00:00Z"}, "forces-now"),
    ],
)
def test_lint_finds(layers: LayerSet, layer: Any, row: int, values: dict[str, Any], rule: str) -> None:
    """Each rule finds the event that breaks it, and not before."""
    event = layers.frames[layer].loc[row, "id"]

    def found(given: LayerSet) -> bool:
        return any(finding.rule == rule and event in finding.events for finding in lint(given))

    assert not found(layers)
    assert found(edited(layers, layer, row, **values))


@pytest.mark.parametrize(
    ("layer", "values", "rule"),
    [
        ("events", {"precision": "site", "quote": "The White House, the House of Lords"}, "sheltered-people"),
        ("events", {"claimants": "A Reuters witness"}, "single-witness"),
        ("deployments", {"last_seen": "2031-05-08T09:00:00Z", "precision": "country"}, "forces-now"),
        ("deployment_areas", {"last_seen": "2031-05-08T09:00:00Z"}, "forces-now"),
    ],
)  # fmt: skip
def test_lint_lets_pass(layers: LayerSet, layer: Any, values: dict[str, Any], rule: str) -> None:
    """Names that hold a telling word, reporters, and forces somewhere in a country or region."""
    event = layers.frames[layer].loc[0, "id"]
    findings = lint(edited(layers, layer, 0, **values))
    assert not any(finding.rule == rule and event in finding.events for finding in findings)


def test_coarsened_events_do_not_tell_their_place(layers: LayerSet) -> None:
    """The point moves to the middle of a cell; name, sentence and reports of the place are gone."""
    named = {"claimants": "The mayor of Gori", "quantities": "half of Gori", "denied_by": "The rebels"}
    done = cared(edited(layers, "events", 0, **named), coarsen=["e-000000000001=20"])
    row = done.frames["events"].set_index("id").loc["e-000000000001"]
    before = layers.frames["events"].set_index("id").loc["e-000000000001"]
    moved = row.geometry.distance(before.geometry) * 111_000
    assert 0 < moved <= row["radius_m"]
    assert row["precision"] == "near"
    assert row["place"] == "Georgia"
    told = " ".join(str(value) for value in row)
    assert "Gori" not in told
    assert row["denied_by"] == "The rebels"
    assert "e-000000000001" not in done.reports
    assert before["place"] == "Gori"


def test_delay_holds_back_the_newest(layers: LayerSet) -> None:
    """Nothing first reported within the hours before the newest report is left."""
    done = cared(layers, delay_h=24)
    newest = max(str(value) for frame in layers.frames.values() for value in frame["reported_last"])
    left = [str(value) for frame in done.frames.values() for value in frame["reported_first"]]
    assert left
    assert max(left) <= (dt.datetime.fromisoformat(newest) - dt.timedelta(hours=24)).isoformat().replace(
        "+00:00", "Z"
    )


def test_hidden_events_are_gone_with_their_reports(layers: LayerSet) -> None:
    """By category, in all layers."""
    done = cared(layers, hide=["shelling"])
    assert not any((frame["category"] == "shelling").any() for frame in done.frames.values())
    assert done.reports == {}


@pytest.mark.parametrize("choice", ["e-999999999999", "Atlantis"])
def test_a_choice_that_fits_nothing_is_refused(layers: LayerSet, choice: str) -> None:
    """A misspelt id must not publish what should be hidden."""
    with pytest.raises(InputError, match=choice):
        cared(layers, hide=[choice])


@pytest.mark.parametrize("rule", ["shelling=0", "shelling=far", "shelling=9999"])
def test_a_distance_that_is_none_is_refused(layers: LayerSet, rule: str) -> None:
    """1 to 500 km."""
    with pytest.raises(InputError, match="1 to 500 km"):
        cared(layers, coarsen=[rule])
