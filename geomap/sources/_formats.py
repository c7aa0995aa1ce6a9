"""What an input is, by its content first and its name second."""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["FORMATS", "Guess", "recognise"]

FORMATS = (
    "text", "markdown", "jsonl", "html", "feed", "json", "csv", "tsv", "xlsx", "geojson", "gpkg", "parquet",
    "pdf", "docx", "email",
)  # fmt: skip
"""What ``--from`` takes."""

_HEAD = 4096
_SUFFIXES = {
    "txt": "text", "text": "text", "md": "markdown", "markdown": "markdown", "jsonl": "jsonl",
    "ndjson": "jsonl", "jsonlines": "jsonl", "html": "html", "htm": "html", "xhtml": "html", "rss": "feed",
    "atom": "feed", "csv": "csv", "tsv": "tsv", "tab": "tsv", "geojson": "geojson", "eml": "email",
    "mhtml": "email", "mht": "email",
}  # fmt: skip
_MAGIC = (
    (b"%PDF-", "pdf"), (b"PAR1", "parquet"), (b"SQLite format 3\0", "gpkg"),
)  # fmt: skip
_STRANGERS = (
    (b"\x89PNG\r\n", "a picture"), (b"\xff\xd8\xff", "a picture"), (b"GIF87a", "a picture"),
    (b"GIF89a", "a picture"), (b"II*\0", "a picture"), (b"MM\0*", "a picture"),
    (b"RIFF", "a picture or a sound"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file: save it as .docx or .xlsx"),
    (b"{\\rtf", "rich text: save it as .docx or .txt"), (b"\x1f\x8b", "packed with gzip: unpack it first"),
    (b"7z\xbc\xaf", "a 7-Zip archive: unpack it first"), (b"Rar!\x1a", "a RAR archive: unpack it first"),
    (b"BZh91AY", "packed with bzip2: unpack it first"), (b"\xfd7zXZ\0", "packed with xz: unpack it first"),
    (b"\0\0\0\x18ftyp", "a video"), (b"\0\0\0\x20ftyp", "a video"), (b"ID3\x03", "a sound"),
    (b"ID3\x04", "a sound"), (b"OggS\0", "a sound"), (b"\x7fELF", "a program"), (b"MZ\x90\0", "a program"),
)  # fmt: skip
"""How files begin that people drop beside their inputs."""
_HTML = re.compile(
    rb"\s*(?:<!--.{0,2000}?-->\s*|<\?xml[^>]*\?>\s*)*<(?:!doctype\s+html|html|head|body|article|main|div|p|h1|meta|title)\b",
    re.IGNORECASE | re.DOTALL,
)
_MAIL = re.compile(
    rb"(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?(?:mime-version|message-id|received|return-path):",
    re.IGNORECASE,
)
"""A line of a mail's head that no other text has; MHTML files have it too."""
_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF)\b", re.IGNORECASE)
_KINDS_OF_ZIP = (("word/document.xml", "docx"), ("xl/workbook.xml", "xlsx"))


class Guess(NamedTuple):
    """A format, None where nothing fits, and what told it."""

    format: str | None
    reason: str


def recognise(data: bytes, name: str) -> Guess:
    """What ``data`` (its first few kilobytes will do, save for zip files) and ``name`` look like."""
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return Guess(kind, f"begins with {magic[:4].decode()!r}")
    for magic, what in _STRANGERS:
        if data.startswith(magic):
            return Guess(None, what)
    if data.startswith(b"PK\x03\x04"):
        return _zipped(data)
    suffix = name.rpartition(".")[2].lower() if "." in name else ""
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    return _tagged(head, suffix) or _named(suffix)


def _tagged(head: bytes, suffix: str) -> Guess | None:
    if _MAIL.match(head):
        return Guess("email", "the head of a mail")
    if _HTML.match(head) or (suffix in ("html", "htm", "xhtml") and b"<" in head):
        return Guess("html", "HTML tags")
    if head.startswith(b"<") and _FEED.search(head[:1024]):
        return Guess("feed", "an RSS or Atom root")
    braced = re.match(rb'\{\s*["}]|\[\s*[\[{"\]]', head) or (suffix == "json" and head[:1] in (b"{", b"["))
    return _json(head, suffix) if braced else None


def _named(suffix: str) -> Guess:
    kind = _SUFFIXES.get(suffix)
    return Guess(kind or "text", f"its name ends in .{suffix}" if kind else "nothing else fits")


def _zipped(data: bytes) -> Guess:
    import zipfile  # noqa: PLC0415  most inputs are no zip files
    from io import BytesIO  # noqa: PLC0415

    try:
        names = set(zipfile.ZipFile(BytesIO(data)).namelist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        return Guess(None, "a damaged zip file")
    for inner, kind in _KINDS_OF_ZIP:
        if inner in names:
            return Guess(kind, f"a zip file with {inner}")
    return Guess(None, "a zip file of no kind known here")


def _json(head: bytes, suffix: str) -> Guess:
    if suffix == "geojson" or re.search(rb'"type"\s*:\s*"Feature(?:Collection)?"', head):
        return Guess("geojson", "GeoJSON features")
    if b"jsonfeed.org/version" in head:
        return Guess("feed", "a JSON Feed version")
    first, _, rest = head.partition(b"\n")
    # One object alone may be anything: an export of a chat, a record.
    lined = first.startswith(b"{") and rest.lstrip().startswith(b"{")
    if _SUFFIXES.get(suffix) == "jsonl" or lined:
        return Guess("jsonl", "an object a line")
    return Guess("json", "JSON")
