"""Which event goes to which layer, with which geometry and properties."""

from __future__ import annotations

import random

import pytest
import shapely

from geomap.errors import InputError
from geomap.layers.feature import OPEN_END
from geomap.layerset import GEOMETRY_TYPES, LAYER_NAMES, PROPERTIES, LayerSet
from geomap.model import Geometry, Location, Report, Time
from tests.layers.conftest import EAST, MILLTOWN, event, sample_events, toy_layers, utc


def _ids(layers: LayerSet, name: str) -> list[str]:
    return list(layers.frames[name]["id"])  # type: ignore[index]


def test_every_event_stands_in_its_layer(layer_set: LayerSet) -> None:
    """Points, areas, states, lines and figures go to six layers, ordered by start and id."""
    assert {name: _ids(layer_set, name) for name in LAYER_NAMES} == {
        "events": ["r-0014", "r-0001", "r-0002", "r-0003", "r-0015"],
        "event_areas": ["r-0005", "r-0004"],
        "deployments": ["r-0006"],
        "deployment_areas": ["r-0007"],
        "movements": ["r-0008", "r-0009"],
        "counts": ["r-0010", "r-0011"],
    }


def test_frames_have_the_properties_in_order_and_one_geometry_type(layer_set: LayerSet) -> None:
    """Each frame has exactly the designed columns, CRS84, and its own geometry type."""
    for name, frame in layer_set.frames.items():
        assert list(frame.columns) == [*PROPERTIES, "geometry"]
        assert set(frame.geom_type) == {GEOMETRY_TYPES[name]}
        assert frame.crs == "OGC:CRS84"


def test_an_event_without_place_or_time_is_listed_with_the_reason(layer_set: LayerSet) -> None:
    """What cannot be drawn is kept with its reason and its reports."""
    why = {item.what: item.why for item in layer_set.unplaced}
    assert why["r-0012"] == "no place is named"
    assert why["r-0013"].startswith("no date")
    assert [told.id for told in layer_set.reports["r-0012"]] == ["r-0012"]


def test_the_stage_before_says_why_a_place_is_missing() -> None:
    """The report's own reason is passed on."""
    lost = event(1, location=None)
    told: Report = type(lost.reports[0])(
        **{name: getattr(lost.reports[0], name) for name in lost.reports[0].__struct_fields__}
        | {"unplaced_reason": "three places of that name"}
    )
    layers = toy_layers([event(1, location=None, reports=(told,))])
    assert layers.unplaced[-1].why == "three places of that name"


def test_a_state_nothing_has_ended_ends_in_the_year_9999(layer_set: LayerSet) -> None:
    """QGIS shows it in every later frame; ``open_ended`` says why; ``last_seen`` says how fresh it is."""
    row = layer_set.frames["deployments"].iloc[0]
    assert (row["end"], row["open_ended"], row["last_seen"]) == (OPEN_END, True, "2031-05-05T06:00:00Z")


def test_what_ended_before_the_period_is_background(layer_set: LayerSet) -> None:
    """Only the event of 1 May is background."""
    frame = layer_set.frames["events"]
    assert list(frame[frame["background"].astype(bool)]["id"]) == ["r-0014"]


def test_points_keep_the_decimals_their_precision_warrants(layer_set: LayerSet) -> None:
    """A settlement has four decimals, a site five, 'near' three."""
    points = {row["id"]: row.geometry.coords[0] for _, row in layer_set.frames["events"].iterrows()}
    assert points["r-0001"] == (30.1235, 50.1235)
    assert points["r-0002"] == (30.98765, 50.45679)
    assert points["r-0003"] == (30.2, 50.2)


def test_local_time_is_the_maps_zone(layer_set: LayerSet) -> None:
    """10:00 UTC is 13:00 in Kyiv in May; a day event has no clock time."""
    rows = layer_set.frames["events"].set_index("id")
    assert (rows.loc["r-0001", "local_date"], rows.loc["r-0001", "local_time"]) == ("2031-05-04", "13:00")
    assert (rows.loc["r-0003", "local_date"], rows.loc["r-0003", "local_time"]) == ("2031-05-05", None)


def test_lists_and_figures_are_flat_text(layer_set: LayerSet) -> None:
    """Lists are joined by '; ', the first figure stands in columns of its own."""
    count = layer_set.frames["counts"].iloc[0]
    assert (count["quantity"], count["quantity_max"], count["quantity_unit"]) == (
        189,
        None,
        "ceasefire violations",
    )
    assert count["quantities"] == "189 ceasefire violations; 2 to 5 dead"
    assert layer_set.frames["events"].set_index("id").loc["r-0001", "claimants"] == "army; mayor"
    assert layer_set.frames["deployments"].iloc[0]["force"] == "side: Toyland; type: armour"


def test_a_movement_runs_from_origin_to_destination(layer_set: LayerSet) -> None:
    """The line starts at the origin, ends at the destination, both named."""
    row = layer_set.frames["movements"].iloc[0]
    assert list(row.geometry.coords) == [(30.98765, 50.45679), (30.1235, 50.1235)]
    assert (row["from_place"], row["to_place"]) == ("Long Bridge", "Milltown")
    assert row["precision"] == "settlement"


def test_a_movement_across_the_antimeridian_is_cut_in_two() -> None:
    """RFC 7946 wants no line across 180 degrees: two lines, the second marked ~2."""
    west = dataclasses_replace(MILLTOWN, Geometry.point(175.0, 60.0))
    east = dataclasses_replace(MILLTOWN, Geometry.point(-175.0, 62.0))
    frame = toy_layers([event(1, "movement", None, origin=west, destination=east)]).frames["movements"]
    assert list(frame["id"]) == ["r-0001", "r-0001~2"]
    assert [list(line.coords) for line in frame.geometry] == [
        [(175.0, 60.0), (180.0, 61.0)],
        [(-180.0, 61.0), (-175.0, 62.0)],
    ]


def dataclasses_replace(place: Location, geometry: Geometry) -> Location:
    fields = {name: getattr(place, name) for name in place.__struct_fields__}
    return Location(**(fields | {"geometry": geometry}))


def test_a_movement_with_one_end_stands_at_that_end() -> None:
    """'Troops moved into Milltown' is a point event there."""
    frame = toy_layers([event(1, "movement", None, destination=MILLTOWN)]).frames["events"]
    assert list(frame["place"]) == ["Milltown"]


def test_a_border_becomes_a_strip(layer_set: LayerSet) -> None:
    """A line covers an area some kilometres wide along it, with precision 'line'."""
    row = layer_set.frames["event_areas"].iloc[0]
    assert row["precision"] == "line"
    west, south, east, north = row.geometry.bounds
    assert (west, east) == pytest.approx((30.88, 31.12), abs=0.03)
    assert (south, north) == pytest.approx((48.955, 51.045), abs=0.01)


def test_a_point_known_only_as_a_region_becomes_a_circle() -> None:
    """It is no town mark: its radius is drawn, in metres that hold at that latitude."""
    coarse = Location(
        geometry=Geometry.point(30, 60), name="Northland", place_ids=(), precision="region", radius_m=50_000
    )
    row = toy_layers([event(1, location=coarse)]).frames["event_areas"].iloc[0]
    west, south, east, north = row.geometry.bounds
    assert (north - south) == pytest.approx(2 * 50_000 / 111_195, rel=0.01)
    assert (east - west) == pytest.approx(2 * (north - south), rel=0.02)


def test_areas_are_simplified_and_still_share_their_border() -> None:
    """Two regions of 400 vertices come out with about 80, without gap or overlap between them."""
    layers = toy_layers(
        [event(1, location=EAST), event(2, location=dataclasses_replace(EAST, EAST.geometry))]
    )
    assert len(layers.areas) == 1
    both = toy_layers().frames["counts"].geometry
    assert all(shapely.get_num_coordinates(shape) <= 160 for shape in both)
    assert both.iloc[0].intersection(both.iloc[1]).area == pytest.approx(0, abs=1e-9)
    assert both.union_all().area == pytest.approx(8.0, rel=0.01)


def test_full_outlines_are_kept_once(layer_set: LayerSet) -> None:
    """Each named area's full shape stands in `LayerSet.areas`."""
    assert set(layer_set.areas) == {("toy:w", "Westmark"), ("toy:e", "Eastmark"), (None, "the border")}
    assert shapely.get_num_coordinates(layer_set.areas["toy:e", "Eastmark"]) == 404


def test_order_of_events_does_not_matter(layer_set: LayerSet) -> None:
    """Shuffled events give the same frames."""
    events = sample_events()
    random.Random(1).shuffle(events)
    shuffled = toy_layers(events)
    for name in LAYER_NAMES:
        assert (
            shuffled.frames[name]
            .drop(columns="geometry")
            .equals(layer_set.frames[name].drop(columns="geometry"))
        )


def test_no_events_make_six_empty_layers() -> None:
    """An empty day is a fact too."""
    layers = toy_layers([])
    assert all(len(frame) == 0 for frame in layers.frames.values())
    assert list(layers.frames["counts"].columns) == [*PROPERTIES, "geometry"]


def test_an_ongoing_state_that_began_long_ago_is_not_background() -> None:
    """What still stands belongs to the period."""
    time = Time(start=utc(1), end=utc(2), open_ended=True, precision="day")
    frame = toy_layers([event(1, "deployment", time=time)]).frames["deployments"]
    assert list(frame["background"]) == [False]


def test_a_zone_that_is_none_is_refused() -> None:
    """One line that names it, and an error of ours."""
    with pytest.raises(InputError, match="timezone 'Mars/Olympus': is no IANA time zone"):
        toy_layers([event(1)], timezone="Mars/Olympus")
