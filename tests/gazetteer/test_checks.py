"""What the build holds its sources against: layers against towns, towns against areas."""

from __future__ import annotations

from pathlib import Path

import pytest
import shapely

from geomap.errors import InputError
from geomap.gazetteer import Gazetteer
from geomap.gazetteer._boundaries import Unit, boundary_rows
from geomap.gazetteer._ground import settle_strays
from geomap.gazetteer._rows import Row

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWX"


def _town(name: str, lon: float, lat: float = 0.5, admin1: str | None = None) -> Row:
    return Row(id=f"t:{name}", name=name, kind="PPL", country="XA", lon=lon, lat=lat, admin1=admin1)


def test_a_layer_named_wrongly_is_refused(tmp_path: Path) -> None:
    """Where most areas lie far from the towns of their names the build stops and names the layer."""
    (tmp_path / "boundaries.csv").write_text(
        "layer,country,level,forms,source,licence,checked\n7,XA,ADM3,commune,made up,none,2026-01-01\n"
    )
    names = [f"Ormel{letter.lower() * 3}" for letter in _LETTERS]
    towns = [_town(name, 2.0 * at) for at, name in enumerate(names)]

    def unit(name: str, at: int) -> Unit:
        wkb = bytes(shapely.to_wkb(shapely.box(2.0 * at - 0.5, 0, 2.0 * at + 0.5, 1)))
        return Unit(name, f"7B{at}", wkb, wkb)

    right = [unit(name, at) for at, name in enumerate(names)]
    wrong = [unit(name, at + 1) for at, name in enumerate(names)]
    assert len(boundary_rows(tmp_path, {"7": right}, towns, [])) == len(names)
    with pytest.raises(InputError, match=r"layer 7 \(XA\): \d+ of its names stand far from their towns"):
        boundary_rows(tmp_path, {"7": wrong}, towns, [])


def test_a_settlement_far_from_its_area_is_mended() -> None:
    """By the district of its name in that area; else the area is the one whose ground it stands on."""
    boxes = {"West": shapely.box(0, 0, 2, 2), "East": shapely.box(10, 0, 12, 2)}
    regions = [
        Row(
            id=f"geonames:XA.{number}",
            name=name,
            kind="ADM1",
            country="XA",
            lon=0,
            lat=0,
            precision="region",
            shape=shapely.MultiPolygon([boxes[name]]),
        )
        for number, name in enumerate(boxes)
    ]
    at_home, lost, misplaced = (
        _town("Ormel", 1.0, admin1="West"),
        _town("Luden", 11.0, admin1="West"),
        _town("Kestrel", 11.0, admin1="West"),
    )
    district = Row(
        id="d", name="Kestrel", kind="ADM2", country="XA", admin1="West", lon=0.5, lat=0.7, radius_m=9000.0
    )
    towns = [at_home, lost, misplaced]
    settle_strays(towns, {town.id: "XA.0" for town in towns}, regions, [district])
    assert [town.admin1 for town in towns] == ["West", "East", "West"]
    assert (misplaced.lon, misplaced.lat, misplaced.radius_m) == (0.5, 0.7, 9000.0)
    assert at_home.lon == 1.0


def test_a_district_known_by_few_towns_is_no_wider_than_its_like(gazetteer: Gazetteer) -> None:
    """Towns along a shore far apart do not make a district of a hundred and ninety kilometres' radius."""
    place = gazetteer.find("Gwadar district", country="PK")[0].place
    assert place.radius_m < 70_000
