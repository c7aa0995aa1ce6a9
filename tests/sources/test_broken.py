"""Every way an input comes in broken: a clear line for each, memory bounded, the others read."""

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from geomap.errors import InputError
from geomap.sources import read, read_all
from tests.sources.made import MADE

SENTENCE = "The dam above the town of Ormeno has been holding since noon. "


def _refused(path: Path) -> str:
    reading = read_all([path])
    assert not reading.documents
    ((name, message),) = reading.refused
    assert name == str(path)
    assert "\n" not in message
    return message


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.csv", "a.jsonl", "a.rss", "a"])
def test_empty_files(tmp_path: Path, name: str) -> None:
    """Nothing in it is a word of its own; a JSONL without lines holds no documents."""
    path = tmp_path / name
    path.write_bytes(b"")
    reading = read_all([path])
    assert not reading.documents
    assert all(message == "empty: no text in it" for _, message in reading.refused)


def test_binary_data_is_no_text(tmp_path: Path) -> None:
    """A picture with the wrong name is refused."""
    path = tmp_path / "a.txt"
    path.write_bytes(bytes(range(256)) * 40)
    assert _refused(path) == "not text: it holds binary data"


def test_broken_utf8_is_read_with_a_note(tmp_path: Path) -> None:
    """The rest of the text is there, and where it broke is told."""
    path = tmp_path / "a.txt"
    path.write_bytes("Дамба в Ормені тримається від полудня. ".encode() * 20 + b"\xff\xfe The end.\n")
    (document,) = read(path)
    assert document.notes[-2].startswith("broken UTF-8 from byte") or "broken UTF-8" in " ".join(
        document.notes
    )
    assert "The end." in document.text


def test_a_legacy_character_set_is_guessed_with_a_note(tmp_path: Path) -> None:
    """Windows-1251 without any declaration is recognised by its letters."""
    path = tmp_path / "a.txt"
    text = "Дамба вище міста тримається від полудня, сказав міністр журналістам. " * 8
    path.write_bytes(text.encode("cp1251"))
    (document,) = read(path)
    assert "тримається" in document.text
    assert "not UTF-8: read as windows-1251" in document.notes


def test_utf16_with_its_mark_is_read(tmp_path: Path) -> None:
    """As some editors save it."""
    path = tmp_path / "a.txt"
    path.write_bytes("The dam holds.".encode("utf-16"))
    assert read(path)[0].text == "The dam holds."


def test_a_few_nuls_are_blanked_in_place(tmp_path: Path) -> None:
    """Offsets stay those of the file."""
    path = tmp_path / "a.txt"
    path.write_bytes(SENTENCE.encode() * 5 + b"The\x00dam holds.")
    (document,) = read(path)
    assert document.text.endswith("The dam holds.")


def test_truncated_html_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    """A download that broke off still holds sentences."""
    path = tmp_path / "a.html"
    path.write_text(f"<html><body><p>{SENTENCE}</p><p>Two villages wer", "utf-8")
    assert SENTENCE.strip() in read(path)[0].text


def test_a_page_of_200_megabytes_is_refused_unread(tmp_path: Path) -> None:
    """Its size is told, and memory stays where it was."""
    path = tmp_path / "large.html"
    with path.open("wb") as file:
        file.write(b"<html><body>")
        file.truncate(200 * 2**20)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert _refused(path) == "larger than 64 MB"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000


BAD_LINES = {
    "line 3": b'{"text": \n',
    "line 303": b"[1, 2]\n",
    "line 603": b'{"title": "no text"}\n',
    "line 903": b'{"text": 5}\n',
    "line 1203": b"\xff\xfe\x00\n",
    "line 1503": b'{"text": "x", "published": "soon"}\n',
    "line 1803": b'{"posts": []}\n',
    "line 2103": b'"text"\n',
    "line 2403": b'{"text": "' + b"x" * 70_000_000 + b'"}\n',
    "line 2703": b'{"a": ' + b"[" * 100_000 + b"\n",
}
COUNTS = """
import re, sys
from geomap.sources import stream
told = [item.message if hasattr(item, "message") else None for item in stream([sys.argv[1]])]
peak = re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())
print(told.count(None), int(peak[1]) // 1024)
print("\\n".join(message for message in told if message))
"""


@pytest.mark.slow
def test_a_long_jsonl_with_ten_bad_lines_is_read_to_its_end(tmp_path: Path) -> None:
    """Each is told by its number, the rest is read one by one: memory stays that of the longest line."""
    path = tmp_path / "a.jsonl"
    with path.open("wb") as file:
        for number in range(1, 30_001):
            record = {"id": number, "published": "2021-03-17", "text": f"Gate {number} is shut. {SENTENCE}"}
            file.write(BAD_LINES.get(f"line {number}") or json.dumps(record).encode() + b"\n")
    done = subprocess.run(
        [sys.executable, "-c", COUNTS, path], capture_output=True, text=True, check=True
    )  # fmt: skip
    counts, *refused = done.stdout.splitlines()
    documents, megabytes = map(int, counts.split())
    assert documents == 29_990
    assert [line.split(":")[0] for line in refused] == list(BAD_LINES)
    # The file is 75 MB long, one line of it 70 MB.
    assert megabytes < 120


def test_deep_json_is_refused(tmp_path: Path) -> None:
    """Brackets within brackets end in a word, not in a crash."""
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "x", "a": ' + "[" * 100_000 + "]" * 100_000 + "}\n")
    assert "line 1" in _refused(path)


@pytest.mark.parametrize(
    "date", ["0000-01-01", "9999-12-31", "2021-02-30", "99999-01-01", "-1", "2021-13-01T25:61"]
)
def test_absurd_dates_are_no_times(tmp_path: Path, date: str) -> None:
    """A record with a day that never was is refused or read, but nothing breaks."""
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": SENTENCE, "published": date}))
    reading = read_all([path])
    assert len(reading.documents) + len(reading.refused) == 1
    csv = tmp_path / "a.csv"
    csv.write_text(f"date,lat,lon,text\n{date},45,25,One.\n2021-03-17,45,25,Two.\n")
    assert read_all([csv]).documents


def test_stamps_at_the_ends_of_the_calendar(tmp_path: Path) -> None:
    """Midnight after the last day there is."""
    path = tmp_path / "a.txt"
    path.write_text("24:00 31.12.9999\nOne\n\nIt holds.\n\n23:00 31.12.9999\nTwo\n\nIt holds.\n")
    assert read(path)


def test_posts_that_repeat_are_left_out(tmp_path: Path) -> None:
    """Word for word the same at the same time is one post, and the note counts the others."""
    path = tmp_path / "a.txt"
    post = "16:30 GMT 17 March 2021\nDam holds\n\nIt holds.\n\n"
    path.write_text(post + "15:00 GMT 17 March 2021\nRain\n\nIt rains.\n\n" + post.replace("16:30", "16:30"))
    (document,) = read(path)
    assert len({post.id for post in document.posts}) == len(document.posts)


def test_links_in_circles_end(tmp_path: Path) -> None:
    """A folder linked into itself is walked once."""
    (tmp_path / "a.txt").write_text(SENTENCE)
    (tmp_path / "again").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    reading = read_all([tmp_path])
    assert len(reading.documents) == 1
    assert [Path(name).name for name, _ in reading.refused] == ["loop.txt"]


def test_a_dangling_link_is_refused(tmp_path: Path) -> None:
    """What it points at is gone."""
    path = tmp_path / "a.txt"
    path.symlink_to(tmp_path / "gone.txt")
    assert _refused(path) == "no such file"


def test_devices_and_pipes_are_refused(tmp_path: Path) -> None:
    """A pipe would wait for ever."""
    path = tmp_path / "pipe"
    os.mkfifo(path)
    assert _refused(path) == "no regular file"


def test_an_unreadable_file_is_refused(tmp_path: Path) -> None:
    """Tried as a user without rights where the tests run as root."""
    path = tmp_path / "a.txt"
    path.write_text(SENTENCE)
    path.chmod(0)
    code = (
        "import os\n"
        "from geomap.sources import read_all\n"
        f"os.chdir({str(tmp_path)!r})\n"
        "os.geteuid() == 0 and os.seteuid(65534)\n"
        "print(read_all(['a.txt']).refused[0][1])\n"
    )
    tmp_path.chmod(0o755)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "cannot be read: Permission denied", done.stderr


def test_a_folder_that_cannot_be_looked_into_is_named(tmp_path: Path) -> None:
    """The others are read; tried as a user without rights where the tests run as root."""
    (tmp_path / "a.txt").write_text(SENTENCE)
    (tmp_path / "shut").mkdir()
    (tmp_path / "shut" / "b.txt").write_text(SENTENCE)
    (tmp_path / "shut").chmod(0)
    code = (
        "import os\n"
        "from geomap.sources import read_all\n"
        f"os.chdir({str(tmp_path)!r})\n"
        "os.geteuid() == 0 and os.seteuid(65534)\n"
        "reading = read_all(['.'])\n"
        "print(len(reading.documents), reading.refused)\n"
    )
    tmp_path.chmod(0o755)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    (tmp_path / "shut").chmod(0o755)
    assert done.stdout.strip() == "1 (('./shut', 'cannot be read: Permission denied'),)", done.stderr


def test_a_folder_without_files_is_named(tmp_path: Path) -> None:
    """A README alone is no input."""
    (tmp_path / "README.md").write_text("What is in here.")
    assert _refused(tmp_path) == "a folder without a file to read"


def test_an_unknown_zip_is_refused(tmp_path: Path) -> None:
    """A zip file of no kind known here is named as such."""
    path = tmp_path / "a.zip"
    path.write_bytes(b"PK\x03\x04" + b"\0" * 40)
    assert _refused(path) == "not a format read here: a damaged zip file"


@pytest.mark.parametrize("kind", MADE)
@pytest.mark.parametrize("share", [0.98, 0.6, 0.2])
def test_a_file_cut_short_is_read_so_far_or_refused(tmp_path: Path, kind: str, share: float) -> None:
    """A download that broke off, in any format, is one line or what it still holds."""
    whole = MADE[kind]()
    path = tmp_path / f"a.{kind}"
    path.write_bytes(whole[: int(len(whole) * share)])
    reading = read_all([path])
    assert reading.documents or reading.refused
    for name, message in reading.refused:
        assert name == str(path)
        assert "\n" not in message
        assert len(message) < 200


@pytest.mark.parametrize("kind", MADE)
def test_a_whole_file_says_what_it_was_taken_for(tmp_path: Path, kind: str) -> None:
    """Every format is recognised from its content alone, and the document tells why."""
    path = tmp_path / "a"
    path.write_bytes(MADE[kind]())
    reading = read_all([path], format=kind if kind in ("csv", "tsv", "markdown") else None)
    assert not reading.refused
    for document in reading.documents:
        assert document.posts
        assert document.format_reason


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "a picture"),
        (b"\xff\xd8\xff\xe0" + bytes(100), "a picture"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word or Excel file: save it as .docx or .xlsx"),
        (b"\x1f\x8b\x08" + bytes(20), "packed with gzip: unpack it first"),
        (b"{\\rtf1 The dam holds.}", "rich text: save it as .docx or .txt"),
        (b"Rar!\x1a\x07" + bytes(20), "a RAR archive: unpack it first"),
    ],
)
def test_what_is_no_input_is_named(tmp_path: Path, data: bytes, what: str) -> None:
    """A person is told what the file is, and what would help."""
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    assert _refused(path) == f"not a format read here: {what}"


def test_utf16_without_its_mark_is_read_with_a_note(tmp_path: Path) -> None:
    """Every second byte is nought."""
    path = tmp_path / "a.txt"
    path.write_bytes(SENTENCE.encode("utf-16-be"))
    (document,) = read(path)
    assert document.text.strip() == SENTENCE.strip()
    assert "no mark of its character set: read as utf-16-be" in document.notes


def test_a_page_that_names_the_wrong_character_set_is_read_by_its_bytes(tmp_path: Path) -> None:
    """It says Latin-1 and is UTF-8; or says UTF-8 and is windows-1251."""
    words = "Дамба вище міста тримається від полудня, сказав міністр журналістам. " * 8
    for declared, charset in (("iso-8859-1", "utf-8"), ("utf-8", "windows-1251")):
        path = tmp_path / f"{charset}.html"
        page = f"<html><head><meta charset='{declared}'></head><body><p>{words}</p></body></html>"
        path.write_bytes(page.encode(charset))
        assert "тримається" in read(path)[0].text


def test_a_broken_geometry_costs_its_feature_alone(tmp_path: Path) -> None:
    """Words for degrees, a point off the globe: each is named, the others are read."""
    geometries = (
        {"type": "Point", "coordinates": ["a", 2]},
        {"type": "Point", "coordinates": [25, 95]},
        {"type": "Polygon"},
        {"type": "Point", "coordinates": [25, 45]},
    )
    features = [
        {"type": "Feature", "geometry": geometry, "properties": {"date": "2021-03-17", "name": "Dam holds"}}
        for geometry in geometries
    ]
    path = tmp_path / "a.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    reading = read_all([path])
    assert [len(document.posts) for document in reading.documents] == [1]
    assert [message for _, message in reading.refused] == [
        "feature 1: its geometry is broken",
        "feature 2: its geometry lies off the globe: 25.0, 95.0",
        "feature 3: its geometry is broken",
    ]


def test_an_unknown_format_name_is_refused(tmp_path: Path) -> None:
    """The message lists those there are."""
    with pytest.raises(InputError, match="unknown format 'doc': one of text markdown"):
        read(tmp_path, format="doc")


def test_a_format_told_goes_before_the_content(tmp_path: Path) -> None:
    """HTML read as text keeps its tags."""
    path = tmp_path / "a.html"
    path.write_text(f"<html><body><p>{SENTENCE}</p></body></html>")
    (document,) = read(path, format="text")
    assert "<p>" in document.text
    assert "read as text, as told" in document.notes


def test_a_line_of_a_hundred_thousand_words_is_read_in_time(tmp_path: Path) -> None:
    """No pattern takes more than linear time on it."""
    path = tmp_path / "a.txt"
    path.write_text("12:30 GMT at the dam, " * 50_000 + "\n" + "a " * 200_000 + "\n" + "(" * 100_000)
    assert read(path)
