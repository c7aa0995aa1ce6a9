"""Stills of the situation around Tbilisi: what they hold, and that they are the same each time."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import io
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from PIL import Image

from geomap.errors import InputError
from geomap.layerset import LayerSet
from geomap.maps._look import symbols
from geomap.maps.still import Artist, animation, day_strip, draw, write_still
from geomap.maps.still._fonts import shown, text_width
from geomap.maps.still._write import page_stills

SVG = "{http://www.w3.org/2000/svg}"
DAY = dt.date(2031, 5, 7)


def texts(data: bytes) -> list[str]:
    return ["".join(node.itertext()) for node in ET.fromstring(data).iter(f"{SVG}text")]


def test_svg_keeps_words_as_words(layers: LayerSet) -> None:
    """Title, day, zone, places, key, worldview and credits can be read and searched."""
    data = draw(layers, since=DAY, until=DAY).saved("svg")
    found = " | ".join(texts(data))
    for part in (layers.title, "7 May 2031", "Asia/Tbilisi (UTC+4)", "Dusheti", "assault: 1", "Example Wire",
                 "international", "Natural Earth", "20 km"):  # fmt: skip
        assert part in found, part


def test_svg_tells_who_cannot_see_it(layers: LayerSet) -> None:
    """Root role, title and description."""
    still = draw(layers, since=DAY, until=DAY)
    root = ET.fromstring(still.saved("svg"))
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == still.title == "Floods and fighting around Tbilisi, 7 May 2031"
    assert root.findtext(f"{SVG}desc") == still.alt


def test_alt_text_counts_what_is_drawn(layers: LayerSet) -> None:
    """Numbers in the words are those of the day; what is only expected is not among them."""
    alt = draw(layers, since=dt.date(2031, 5, 8), until=dt.date(2031, 5, 8)).alt
    more = draw(layers, since=dt.date(2031, 5, 8), until=dt.date(2031, 5, 8), predicted=True).alt
    assert "It shows 4 events." in alt
    assert "It shows 5 events." in more
    assert "expected" not in alt


@pytest.mark.parametrize(("ratio", "size"), [(1, (1200, 630)), (2, (2400, 1260))])
def test_png_has_the_size_asked_for(layers: LayerSet, ratio: int, size: tuple[int, int]) -> None:
    """One pixel for one, or two for fine screens."""
    with Image.open(io.BytesIO(draw(layers).saved("png", ratio=ratio))) as picture:
        assert picture.size == size
        assert picture.info["Title"].startswith("Floods and fighting")


def test_pdf_is_one_page_with_its_words(layers: LayerSet) -> None:
    """Words can be found in the PDF, Cyrillic ones too."""
    pypdf = pytest.importorskip("pypdf")
    data = draw(layers, since=DAY, until=DAY, theme="print", language="uk").saved("pdf")
    reader = pypdf.PdfReader(io.BytesIO(data))
    assert len(reader.pages) == 1
    text = reader.pages[0].extract_text()
    assert "Джерела" in text
    assert "Dusheti" in text


@pytest.mark.slow
def test_the_same_bytes_each_time(layers: LayerSet, tmp_path: Path) -> None:
    """Every format, here and in a process with another hash seed, zone and the user's own settings."""
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); from conftest import layer_set; "
        "from geomap.maps.still import draw; import hashlib; still = draw(layer_set()); "
        "print(*(hashlib.sha256(still.saved(kind)).hexdigest() for kind in ('svg', 'png', 'pdf')))"
    )
    (tmp_path / "matplotlibrc").write_text("text.hinting: force_autohint\npdf.fonttype: 3\n")
    environment = {
        "PYTHONHASHSEED": "2", "PATH": "", "HOME": str(tmp_path), "TZ": "Etc/GMT+2",
        "MATPLOTLIBRC": str(tmp_path),
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", code, str(Path(__file__).parents[1])],
        env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    still = draw(layers)
    here = [hashlib.sha256(still.saved(kind)).hexdigest() for kind in ("svg", "png", "pdf")]
    assert done.stdout.split() == here


def test_hostile_text_stays_text(layers: LayerSet) -> None:
    """Tags, formulas, control characters and quotes of a title are shown, not run."""
    hostile = '<script>alert(1)</script> $\\frac{1}{2}$ & "x"\x00 \x1b[1m'
    data = draw(dataclasses.replace(layers, title=hostile)).saved("svg")
    root = ET.fromstring(data)
    assert not list(root.iter(f"{SVG}script"))
    assert any("$\\frac{1}{2}$" in text for text in texts(data))
    draw(dataclasses.replace(layers, title=hostile)).saved("png")


def test_letters_without_a_font_are_told(layers: LayerSet) -> None:
    """They stay letters in SVG, for the viewer's fonts; PNG and PDF have an ellipsis there, and no boxes."""
    still = draw(dataclasses.replace(layers, title="Flood in 北京, حلب"), since=DAY, until=DAY)
    assert "Flood in 北京, حلب" in texts(still.saved("svg"))
    assert still.unshown == "北京"
    assert shown("Flood in 北京, حلب") == "Flood in …, حلب"
    assert still.saved("png")


def test_marks_have_the_palettes_colours(layers: LayerSet) -> None:
    """The colours in the file are those the page draws with, for each theme."""
    for theme, palette in symbols().palettes.items():
        data = draw(layers, theme=theme).saved("svg").decode()
        for group in ("attack", "force", "civil"):
            assert palette.groups[group] in data, (theme, group)


def test_page_and_stills_share_one_definition() -> None:
    """The page's scripts read symbols.json and have no colours of their own."""
    root = Path(__file__).parents[3] / "web" / "src"
    source = (root / "theme.ts").read_text(encoding="utf-8") + (root / "symbols.ts").read_text(
        encoding="utf-8"
    )
    if "symbols.json" in source:
        return
    look = symbols()
    for palette in (look.palettes["light"], look.palettes["dark"]):
        assert all(colour in source for colour in (*palette.groups.values(), *palette.counts, palette.sea))
    assert all(f'"{data}"' in source for data in (*look.shapes.values(), *look.glyphs.values()))


def test_a_day_shows_only_what_was_so(layers: LayerSet) -> None:
    """An event of another day is not in the key; a state that stands is."""
    found = " | ".join(texts(draw(layers, since=dt.date(2031, 5, 4), until=dt.date(2031, 5, 4)).saved("svg")))
    assert "shelling: 1" in found
    assert "deployment: 1" in found
    assert "airstrike" not in found
    assert "air strike" not in found


def test_labels_do_not_collide(layers: LayerSet) -> None:
    """No two words of the map lie over each other, measured by their boxes."""
    data = draw(layers, size=(1200, 630)).saved("svg")
    boxes = []
    for node in ET.fromstring(data).iter(f"{SVG}text"):
        size = float(node.get("font-size") or 0)
        anchor = node.get("text-anchor")
        text = "".join(node.itertext())
        x, y = float(node.get("x") or 0), float(node.get("y") or 0)
        width = text_width(text, size)
        left = x - width / 2 if anchor == "middle" else x - width if anchor == "end" else x
        boxes.append((left, y - size * 0.8, left + width, y, text))
    assert len(boxes) > 20
    for number, one in enumerate(boxes):
        for other in boxes[number + 1 :]:
            apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
            assert apart, (one[4], other[4])


@pytest.mark.parametrize("language", ["en", "uk", "ru", "de"])
def test_languages(layers: LayerSet, language: str) -> None:
    """Key, dates and statuses are in the reader's language; nothing is left in English."""
    found = " | ".join(texts(draw(layers, since=DAY, until=DAY, language=language).saved("svg")))
    word = {"en": "confirmed", "uk": "підтверджено", "ru": "подтверждено", "de": "bestätigt"}[language]
    day = {"en": "7 May 2031", "uk": "7 травня 2031", "ru": "7 мая 2031", "de": "7. Mai 2031"}[language]
    assert word in found
    assert day in found
    assert language == "en" or "What is shown" not in found


def test_from_the_right(layers: LayerSet) -> None:
    """In a language read from the right the key stands left of the map and the title ends at the right."""
    data = draw(layers, language="x-rtl").saved("svg")
    places = {
        "".join(node.itertext()): float(node.get("x") or 0) for node in ET.fromstring(data).iter(f"{SVG}text")
    }
    key = next(x for text, x in places.items() if "What is shown" in text)
    assert key < 300
    assert places[layers.title] > 1100


def test_an_empty_day_is_a_map(layers: LayerSet) -> None:
    """A day on which nothing happened is drawn, and says so."""
    frames = {name: frame.iloc[:0] for name, frame in layers.frames.items()}
    still = draw(dataclasses.replace(layers, frames=frames))
    assert "It shows 0 events." in still.alt
    assert still.saved("png")


def test_strip_has_a_map_a_day(layers: LayerSet) -> None:
    """Five days, five maps, each named."""
    found = texts(day_strip(layers).saved("svg"))
    for day in range(4, 9):
        assert any(text.startswith(f"{day} May ·") for text in found)


def test_animation_has_a_frame_a_day(layers: LayerSet) -> None:
    """Frames of the days, slower than three a second."""
    data = animation(layers, size=(480, 300), until=dt.date(2031, 5, 5))
    with Image.open(io.BytesIO(data)) as picture:
        assert getattr(picture, "n_frames") == 2  # noqa: B009  typed only on its subclass
        assert picture.info["duration"] >= 350


def test_page_stills(layers: LayerSet, tmp_path: Path) -> None:
    """index.png of 1200 by 630 for other sites, index.svg beside it."""
    with Artist() as artist:
        artist.begin(layers)
        artist.write(tmp_path)
    written = page_stills(layers)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["index.png", "index.svg"]
    assert (tmp_path / "index.png").read_bytes() == written["index.png"]
    assert len(written["index.png"]) < 300_000


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"size": (100, 630)}, "size 100,630"),
        ({"theme": "sepia"}, "theme 'sepia'"),
        ({"language": "xx"}, "language 'xx'"),
        ({"since": dt.date(2031, 5, 8), "until": dt.date(2031, 5, 4)}, "ends before it begins"),
        ({"since": dt.date(2031, 6, 1), "until": dt.date(2031, 6, 1)}, "2031-06-01: lies outside the period"),
        ({"until": dt.date(2031, 5, 1)}, "ends before it begins"),
        (
            {"since": dt.date(2031, 4, 1), "until": dt.date(2031, 5, 1)},
            "2031-04-01 to 2031-05-01: lies outside",
        ),
        ({"bounds": (40.0, 42.0, 30.0, 43.0)}, "bounds 40"),
    ],
)
def test_what_makes_no_picture_is_refused(layers: LayerSet, options: dict[str, object], message: str) -> None:
    """One line that names the value."""
    with pytest.raises(InputError, match=message):
        draw(layers, **options)  # type: ignore[arg-type]


def test_an_unknown_ending_is_refused(layers: LayerSet, tmp_path: Path) -> None:
    """A still is SVG, PNG or PDF, and nothing is written otherwise."""
    with pytest.raises(InputError, match=r"still\.bmp: a still ends in \.svg, \.png, \.pdf, or \.gif"):
        write_still(draw(layers), tmp_path / "still.bmp")
    assert not list(tmp_path.iterdir())


def test_what_no_mark_and_no_tint_shows_is_counted_as_outside(layers: LayerSet) -> None:
    """An area whose mark lies beyond the picture, and whose outline would fill it, is not 'shown'."""
    areas = layers.frames["event_areas"]
    frames = {**layers.frames, "event_areas": areas[areas["place"] != "Shida Kartli"]}
    # Within the region, away from its mark.
    corner = (44.3, 41.75, 44.54, 41.95)
    told = draw(layers, bounds=corner).alt
    without = draw(dataclasses.replace(layers, frames=frames), bounds=corner).alt
    assert re.findall(r"shows \d+ events?", told) == re.findall(r"shows \d+ events?", without)
    assert re.findall(r"\d+ more", told) != re.findall(r"\d+ more", without)
