"""The page as a file: stable, sealed, and a Folium map."""

from __future__ import annotations

import base64
import hashlib
import io
import re
from pathlib import Path

import folium
import pytest

from geomap.errors import InputError, MissingDataError, OutputError
from geomap.layerset import LayerSet
from geomap.maps import _page, build_map, save_map
from tests.maps.conftest import frames, layer_set


def policy_of(html: str) -> str:
    found = re.search(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', html)
    assert found
    return found[1]


def test_it_is_a_folium_map(layers: LayerSet) -> None:
    """`build_map` gives what Folium users expect."""
    assert isinstance(build_map(layers), folium.Map)


def test_two_builds_are_equal_byte_for_byte(layers: LayerSet, tmp_path: Path) -> None:
    """No clock, no random id."""
    first = save_map(build_map(layers), tmp_path / "a.html")
    second = save_map(build_map(layers), tmp_path / "b.html")
    assert first == second == (tmp_path / "a.html").read_bytes()


def test_saving_twice_gives_the_same_bytes(layers: LayerSet, tmp_path: Path) -> None:
    """Saving leaves the map as it was."""
    page = build_map(layers)
    assert save_map(page, tmp_path / "a.html") == save_map(page, tmp_path / "a.html")


def test_folium_save_writes_the_same_file(layers: LayerSet, tmp_path: Path) -> None:
    """`folium.Map.save` leads to the same sealed page, into a path or an open file."""
    page = build_map(layers)
    data = save_map(page, tmp_path / "a.html")
    page.save(str(tmp_path / "b.html"))
    buffer = io.BytesIO()
    page.save(buffer, close_file=False)
    assert (tmp_path / "b.html").read_bytes() == buffer.getvalue() == data


def test_the_policy_allows_nothing_but_what_is_in_the_file(layers: LayerSet, tmp_path: Path) -> None:
    """Everything is forbidden that is not there by hash."""
    html = save_map(build_map(layers), tmp_path / "a.html").decode()
    policy = policy_of(html)
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert "http" not in policy
    scripts = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    hashes = {
        f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in scripts
    }
    assert len(scripts) == 3
    assert hashes == set(re.findall(r"script-src ([^;]*)", policy)[0].split())


def test_the_policy_comes_before_anything_it_guards(layers: LayerSet, tmp_path: Path) -> None:
    """A policy in a meta element counts only for what follows it."""
    html = save_map(build_map(layers), tmp_path / "a.html").decode()
    assert html.index("Content-Security-Policy") < min(html.index("<style"), html.index("<script"))


def test_no_file_is_named_that_is_elsewhere(layers: LayerSet, tmp_path: Path) -> None:
    """No script, style, image or font of the page comes from an address."""
    html = save_map(build_map(layers), tmp_path / "a.html").decode()
    assert not re.search(r"""<(?:script|link|img|iframe)[^>]*(?:src|href)=["'](?!data:)""", html)
    assert "cdn." not in html


def test_a_remote_layer_is_refused_by_name(layers: LayerSet, tmp_path: Path) -> None:
    """A tile layer that was not allowed is an error before anything is written."""
    page = build_map(layers)
    folium.TileLayer("https://tiles.example.org/{z}/{x}/{y}.png", attr="Example").add_to(page)
    with pytest.raises(InputError, match=r"TileLayer: would load https://tiles\.example\.org"):
        save_map(page, tmp_path / "a.html")
    assert not (tmp_path / "a.html").exists()


def test_a_remote_layer_that_is_allowed_opens_the_policy_for_its_origin(
    layers: LayerSet, tmp_path: Path
) -> None:
    """Images from that origin, and no other."""
    page = build_map(layers)
    folium.TileLayer("https://tiles.example.org/{z}/{x}/{y}.png", attr="Example").add_to(page)
    html = save_map(page, tmp_path / "a.html", allow=["https://tiles.example.org"]).decode()
    assert "img-src data: https://tiles.example.org;" in policy_of(html)


def test_scripts_of_a_plugin_from_elsewhere_are_refused(layers: LayerSet, tmp_path: Path) -> None:
    """Folium's plugins load their libraries from content networks."""
    from folium.plugins import MarkerCluster  # noqa: PLC0415

    page = build_map(layers)
    MarkerCluster().add_to(page)  # type: ignore[no-untyped-call]  # folium's
    with pytest.raises(InputError, match="would load https://"):
        save_map(page, tmp_path / "a.html")


def test_hashes_cover_layers_that_were_added(layers: LayerSet, tmp_path: Path) -> None:
    """The script that draws an added layer runs under the policy."""
    page = build_map(layers)
    folium.Circle([41.7, 44.8], radius=5000).add_to(page)
    html = save_map(page, tmp_path / "a.html").decode()
    script = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)[-1]
    assert "L.circle(" in script
    assert base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() in policy_of(html)


def test_a_hostile_title_stays_text(tmp_path: Path) -> None:
    """A title ends no element."""
    page = build_map(layer_set(title="</title><script>alert(1)</script> & \u2028"))
    html = save_map(page, tmp_path / "a.html").decode()
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)" in html


def test_lone_surrogates_do_not_stop_the_page(tmp_path: Path) -> None:
    """Broken text is shown as broken, not refused."""
    data = save_map(build_map(layer_set(worldview="half \ud83d", title="half \ud83d")), tmp_path / "a.html")
    assert b"half \xef\xbf\xbd" in data


def test_an_empty_layer_set_is_a_page(tmp_path: Path) -> None:
    """Nothing found is still a map."""
    assert b"geomap-data" in save_map(build_map(layer_set(frames=frames({}))), tmp_path / "a.html")


def test_a_missing_bundle_is_one_clear_error(
    layers: LayerSet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A source tree that was not built says what to run."""
    monkeypatch.setattr(_page, "_ASSETS", tmp_path)
    _page._asset.cache_clear()
    try:
        with pytest.raises(MissingDataError, match=r"page\.css.*npm run build"):
            build_map(layers)
    finally:
        _page._asset.cache_clear()


def test_an_output_that_cannot_be_written_leaves_the_old_file(layers: LayerSet, tmp_path: Path) -> None:
    """One clear error."""
    blocked = tmp_path / "file"
    blocked.write_text("old")
    with pytest.raises(OutputError):
        save_map(build_map(layers), blocked / "index.html")
    assert blocked.read_text() == "old"


def test_importing_the_stage_is_light() -> None:
    """Folium comes only when a map is built."""
    import subprocess  # noqa: PLC0415
    import sys  # noqa: PLC0415

    code = "import sys, geomap.maps; print(any(m in sys.modules for m in ('folium', 'numpy', 'shapely')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_tiles_open_the_policy_for_their_host_and_for_pictures_alone(
    layers: LayerSet, tmp_path: Path
) -> None:
    """Any xyzservices name; its attribution comes with it; nothing else is allowed that was not."""
    plain = policy_of(save_map(build_map(layers), tmp_path / "a.html").decode())
    html = save_map(build_map(layers, tiles="openstreetmap mapnik"), tmp_path / "b.html").decode()
    opened = dict(part.split(" ", 1) for part in policy_of(html).split("; "))
    assert opened["img-src"] == "data: https://tile.openstreetmap.org"
    assert opened["connect-src"] == opened["font-src"] == opened["default-src"] == "'none'"
    assert "http" not in opened["script-src"] + opened["style-src"] + plain
    assert "openstreetmap.org/copyright" in html
    assert html.encode() == save_map(build_map(layers, tiles="OpenStreetMap.Mapnik"), tmp_path / "c.html")


def test_tiles_on_subdomains_name_each_of_them(layers: LayerSet, tmp_path: Path) -> None:
    """No wildcard: the hosts the pictures come from, and no other."""
    html = save_map(build_map(layers, tiles="OpenTopoMap"), tmp_path / "a.html").decode()
    hosts = [f"https://{name}.tile.opentopomap.org" for name in "abc"]
    assert f"img-src data: {' '.join(hosts)};" in policy_of(html)


@pytest.mark.parametrize(
    ("name", "words"),
    [("OpenStreetMap.Mapnic", "did you mean OpenStreetMap.Mapnik"), ("MapBox", "access key")],
)
def test_tiles_that_cannot_be_had_are_refused(layers: LayerSet, name: str, words: str) -> None:
    """One clear line, before anything is drawn."""
    with pytest.raises(InputError, match=words):
        build_map(layers, tiles=name)
