"""The worked example: what a map editor would look for stands in the layers built from its dispatches."""

import datetime as dt
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import pytest

import geomap

EXAMPLE = Path(__file__).parent.parent / "examples" / "ukraine-2022"
LAYERS = ("events", "event_areas", "deployments", "deployment_areas", "movements", "counts")
FORCES = "deployment exercise movement withdrawal infrastructure"
ATTACK = "shelling explosion airstrike clash assault occupation casualties"
TALKS = "diplomacy visit"
STATES = ("deployment", "exercise", "infrastructure")
ZONE = ZoneInfo("Europe/Kyiv")


pytestmark = pytest.mark.slow


class Drawn(NamedTuple):
    """A mark: its layer, its properties, the reports behind it."""

    layer: str
    properties: dict[str, Any]
    reports: list[dict[str, Any]]


class Item(NamedTuple):
    """What has to be found: a feature with one of the categories, at a place, on a day; empty asks nothing.

    A state fits every day from its start to its end, anything else the day it happened. ``quote`` and
    ``quantity`` may stand in any report of it; ``until`` is the day that ends it.
    """

    name: str
    categories: str
    place: str = ""
    day: str = ""
    layers: str = ""
    quote: str = ""
    start: str = ""
    end: str = ""
    quantity: float | None = None
    attribution: str = ""
    status: str = ""
    until: str = ""


ITEMS = [
    Item("forces at Valuyki", FORCES, "Valuyki", "17"),
    Item("forces at Belgorod", FORCES, "Belgorod", "20"),
    Item("a field hospital by Belgorod", FORCES, "Belgorod", "22", quote="hospital"),
    Item("helicopters in Crimea", FORCES, "Crimea|Donuzlav", "14", quantity=60),
    Item("vessels in Crimea", FORCES, "Crimea|Sevastopol", "17", quote="vessels", quantity=3),
    Item("forces that stay in Belarus, up to 30,000", FORCES, "Belarus", quantity=30000),
    Item("helicopters at Lida", FORCES, "Lida", "18", quantity=50),
    Item("a battle group at Millerovo", FORCES, "Millerovo", "18"),
    Item("vehicles near Mozyr", FORCES, "Mozyr|Mazyr|Bokov", "22", quantity=100),
    Item("transporters at Klintsy", FORCES, "Klintsy", "22"),
    Item("a camp left at Soloti", FORCES, "Soloti"),
    Item("helicopters at Zyabrovka", FORCES, "Zyabrovka|Homyel|Gomel", "14"),
    Item("tanks at Otreshkovo", FORCES, "Otreshkovo|Kursk", "15"),
    Item("150,000 soldiers around Ukraine", FORCES, quantity=150000),
    Item("7,000 more soldiers", FORCES, quantity=7000),
    Item("169,000 to 190,000", FORCES, quantity=169000),
    Item(
        "the bridge on the Pripyat appears",
        "infrastructure",
        "Pr[iy]p|southern Belarus",
        "15",
        quote="bridge",
    ),
    Item(
        "the bridge on the Pripyat is gone",
        "infrastructure",
        "Pr[iy]p|southern Belarus",
        quote="gone|removed",
        until="17",
    ),
    Item("axis from Belarus to Kyiv", "threat_axis", start="Belarus", end="^Kyiv$", quote="first phase"),
    Item("axis from Russia to Kyiv", "threat_axis", start="Russia", end="^Kyiv$", quote="first phase"),
    Item("axis to Dnipro", "threat_axis", end="Dnipro", layers="movements event_areas events"),
    Item("axis from Crimea to Mariupol", "threat_axis", start="Crimea", end="Mariupol", layers="movements"),
    Item("axis from Russia to Luhansk", "threat_axis", start="Russia", end="Luhansk", layers="movements"),
    Item("axis from Crimea to Mykolaiv", "threat_axis", start="Crimea", end="Mykola", quote="second phase"),
    Item("axis from Dnipro to Vinnytsia", "threat_axis", start="Dnipro", end="Vinny", quote="second phase"),
    Item("OSCE 24, Donetsk region", "monitoring_count", "Donetsk", "15", "counts", quantity=24),
    Item("OSCE 129, Luhansk region", "monitoring_count", "Luhansk", "15", "counts", quantity=129),
    Item("OSCE 189, Donetsk region", "monitoring_count", "Donetsk", "16", "counts", quantity=189),
    Item("OSCE 402, Luhansk region", "monitoring_count", "Luhansk", "16", "counts", quantity=402),
    Item("OSCE 222, Donetsk region", "monitoring_count", "Donetsk", "17", "counts", quantity=222),
    Item("OSCE 648, Luhansk region", "monitoring_count", "Luhansk", "17", "counts", quantity=648),
    Item("OSCE 591, Donetsk region", "monitoring_count", "Donetsk", "18", "counts", quantity=591),
    Item("OSCE 975, Luhansk region", "monitoring_count", "Luhansk", "18", "counts", quantity=975),
    Item("OSCE 2,158, Donetsk region", "monitoring_count", "Donetsk", "20", "counts", quantity=2158),
    Item("OSCE 703, Donetsk region", "monitoring_count", "Donetsk", "21", "counts", quantity=703),
    Item("OSCE 1,224, Luhansk region", "monitoring_count", "Luhansk", "21", "counts", quantity=1224),
    Item("OSCE 528, Donetsk region", "monitoring_count", "Donetsk", "22", "counts", quantity=528),
    Item("shelling of Stanytsia Luhanska", "shelling", "Stanytsia|Stanytsya", "17"),
    Item("whom each side blames for it", "shelling", "Stanytsia|Stanytsya", "17", attribution="disputed"),
    Item("two hurt at Stanytsia Luhanska", ATTACK, "Stanytsia|Stanytsya", "17", quantity=2),
    Item(
        "fire that the separatists tell of", "shelling", "Luhansk", "17", quote="separatist administrations"
    ),
    Item("explosions at Marinka", "explosion shelling", "Mar.?.?inka", "17"),
    Item("the school yard of Vrubivka", ATTACK, "Vrubivka", "17"),
    Item("fire near Donetsk", "shelling", "Donetsk", "17"),
    Item("trains from Crimea", "withdrawal movement", "Crimea", "16"),
    Item("a column on the Kerch bridge", "withdrawal movement", "Kerch", "15"),
    Item("divisions that leave Crimea for Belgorod and Rostov", FORCES, "Crimea", quote="bases at Belgorod"),
    Item("a withdrawal in doubt", "withdrawal", status="disputed|denied"),
    Item("a checkpoint at Shchastia", "shelling", "Shchast", "18"),
    Item("the evacuation is ordered", "evacuation", "Rostov|Donetsk", "18"),
    Item("evacuees in the Rostov region", "evacuation movement", "Rostov", "20", quantity=40000),
    Item("evacuees, 61,000", "evacuation movement", "Rostov|Russia", "21", quantity=61000),
    Item("evacuees in Taganrog", "evacuation movement", "Taganrog"),
    Item("on to Nizhny Novgorod", "evacuation movement", "Nizhn"),
    Item("Lufthansa", "airspace", "Kyiv|Odesa", "19", quote="Lufthansa"),
    Item("Air France and KLM", "airspace", quote="Air France|KLM"),
    Item(
        "half the battle groups within 50 km",
        FORCES,
        day="17",
        layers="deployment_areas",
        quote="50 kilometres",
        place="50 km",
    ),
    Item("talks in New York", TALKS, "New York", "17"),
    Item("talks in Munich", TALKS, "Munich", "19"),
    Item("talks in Brussels, 16th", TALKS, "Brussels", "16"),
    Item("talks in Brussels, 17th", TALKS, "Brussels", "17"),
    Item("Scholz in Moscow", TALKS, "Moscow|Kremlin", "15"),
    Item("Lavrov and Di Maio in Moscow", TALKS, "Moscow", "17"),
    Item("Truss in Kyiv", TALKS, "^Kyiv$", "17"),
    Item("exercise near Rivne", "exercise", "Rivne", "16"),
    Item("unity day in Kharkiv", "protest other", "Kharkiv", "16"),
    Item("websites down", "cyber", "Ukraine|Kyiv", "15"),
    Item("car bomb in Donetsk", "explosion", "Donetsk", "18"),
    Item("pipeline at Luhansk", "explosion infrastructure", "Luhansk", "18"),
    Item("mortar fire near Novoluhanske", "shelling", "Novoluhanske", "19"),
    Item("power station at Shchastia", ATTACK + " infrastructure", "Shchast", "21"),
    Item("Mityakinskaya", "casualties clash", "Mit[yi]akinskaya|Rostov", "21", quantity=5),
    Item("tanks in Donetsk", FORCES, "Donetsk", "22", quantity=5),
    Item("airspace of the north-east", "airspace", "Ukraine|Kharkiv", "23"),
    Item("explosions in Kyiv", "explosion", "^Kyiv$", "24", "events"),
    Item("explosions in Kharkiv", "explosion", "Kharkiv", "24", "events"),
    Item("explosions in Odesa", "explosion", "Odesa", "24", "events"),
    Item("explosions in Mariupol", "explosion shelling", "^Mariupol$", "24", "events"),
    Item("Chuhuiv", ATTACK, "Chuhui|Chuhuy", "24"),
    Item("Brovary", ATTACK, "Brovary", "24", quantity=6),
    Item("Podilsk", ATTACK, "Podilsk", "24", quantity=6),
    Item("Vuhledar", ATTACK, "Vuhledar", "24", quantity=4),
    Item("from Belarus into Ukraine", "movement assault", start="Belarus", day="24"),
    Item("from Russia into Ukraine", "movement assault", start="Russia", day="24"),
    Item("out of Crimea", "movement assault", start="Crimea", day="24"),
    Item("Nova Kakhovka or Kherson", ATTACK, "Kakhovka|Kherson", "24"),
    Item("Henichesk", ATTACK, "Henichesk", "24"),
    Item("Sumy", ATTACK, "Sumy", "24"),
    Item("Hostomel", ATTACK, "Hostomel", "24"),
    Item("Chernobyl", "occupation", "Ch[eo]rnobyl", "24"),
    Item("Snake Island", ATTACK, "Snake|Zmi", "24"),
    Item("Ukraine's airspace closed", "airspace", "^Ukraine$", "24"),
    Item("people at Medyka", "evacuation movement", "Medyka|Poland", "24"),
    Item("protest in Moscow", "protest", "Moscow", "24"),
]


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> list[Drawn]:
    """Every mark of the layers built from the dispatches, whole period."""
    out = tmp_path_factory.mktemp("example")
    geomap.build([EXAMPLE], out, stills=False)
    return marks(out / "layers")


def marks(layers: Path) -> list[Drawn]:
    told: dict[str, list[dict[str, Any]]] = {}
    for line in (layers / "reports.jsonl").read_text("utf-8").splitlines():
        report = json.loads(line)
        told.setdefault(report["event"], []).append(report)
    found = []
    for layer in LAYERS:
        for feature in json.loads((layers / f"{layer}.geojson").read_text("utf-8"))["features"]:
            properties = feature["properties"]
            found.append(Drawn(layer, properties, told.get(properties["id"].partition("~")[0], [])))
    return found


def fits(item: Item, mark: Drawn) -> bool:
    properties = mark.properties
    wanted = (
        (item.place, properties["place"]),
        (item.start, properties["from_place"]),
        (item.end, properties["to_place"]),
        (item.attribution, properties["attribution_status"]),
        (item.status, properties["status"]),
    )
    first, last = days(properties)
    return (
        properties["category"] in item.categories.split()
        and (not item.layers or mark.layer in item.layers.split())
        and (not item.day or first <= f"2022-02-{item.day}" <= last)
        and (not item.until or last == f"2022-02-{item.until}")
        and all(not pattern or re.search(pattern, text or "") for pattern, text in wanted)
        and (not item.quote or any(re.search(item.quote, report["quote"]) for report in mark.reports))
        and (item.quantity is None or item.quantity in figures(mark))
    )


def days(properties: dict[str, Any]) -> tuple[str, str]:
    """First and last day in the map's zone, both inclusive; the last is the first but for a state."""
    first = str(properties["local_date"])
    if not properties["last_seen"] and properties["category"] not in STATES:
        return first, first
    last = dt.datetime.fromisoformat(properties["end"]) - dt.timedelta(seconds=1)
    return first, str(last.astimezone(ZONE).date()) if last.year < 9000 else str(last.date())


def figures(mark: Drawn) -> Iterator[float]:
    for report in mark.reports:
        for quantity in report["quantities"]:
            yield from (
                float(quantity[bound]) for bound in ("minimum", "maximum") if quantity.get(bound) is not None
            )


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.name)
def test_item(item: Item, drawn: list[Drawn]) -> None:
    """The item is one of the features of the whole period."""
    assert any(fits(item, mark) for mark in drawn)


CLAIMS = [
    ("Stanytsia Luhanska", "16 kilometres north-east", "holds"),
    ("Stanytsia Luhanska", "less than five kilometres from", "holds"),
    ("Belgorod", "about 35 kilometres", "holds"),
    ("Otreshkovo", "some 120 kilometres", "holds"),
    ("Kharkiv", "40 kilometres", "holds"),
    ("Rivne", "about 80 kilometres", "wrong"),
]


@pytest.fixture(scope="module")
def claims() -> list[geomap.Claim]:
    """What `geomap check` finds in the dispatches."""
    gazetteer = geomap.Gazetteer.open()
    documents = geomap.read(EXAMPLE)
    return [claim for document in documents for claim in geomap.check(document, gazetteer=gazetteer)]


@pytest.mark.parametrize(("subject", "relation", "verdict"), CLAIMS)
def test_claim(subject: str, relation: str, verdict: str, claims: list[geomap.Claim]) -> None:
    """A distance that the dispatches tell is measured, and judged as it should be."""
    found = [claim for claim in claims if subject in claim.subject and claim.relation.startswith(relation)]
    assert [claim.verdict for claim in found] == [verdict] * len(found) != []
