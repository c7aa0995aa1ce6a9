"""What holds of every document, whatever came in."""

import datetime as dt
import tempfile
import unicodedata
from pathlib import Path

from geomap.errors import InputError
from geomap.model import Document, from_json, to_json
from geomap.sources._draft import Draft, NotATableError, finish
from geomap.sources._formats import Guess
from geomap.sources._readers import STREAMED, drafts_of, drafts_of_file

__all__ = ["check_document", "read_soundly"]


def check_document(document: Document) -> None:
    """Offsets are right, blocks are in order, the model's JSON gives the same document."""
    text = document.text
    assert "\r" not in text
    assert unicodedata.is_normalized("NFC", text)
    assert len({post.id for post in document.posts}) == len(document.posts)
    for post in document.posts:
        at = post.start
        for block in post.blocks:
            assert at <= block.start < block.end <= post.end <= len(text)
            at = block.end
        if post.published is not None:
            post.published.astimezone(dt.UTC)
    assert from_json(to_json(document), Document) == document


def read_soundly(kind: str, data: bytes, date: dt.date | None) -> None:
    """Read ``data`` as ``kind``: sound documents, or one line saying why not."""
    guess = Guess(kind, "told")
    with tempfile.TemporaryDirectory() as folder:
        drafts = drafts_of(data, "x", guess, date)
        if kind in STREAMED:
            path = Path(folder, f"x.{kind}")
            path.write_bytes(data)
            drafts = drafts_of_file(path, guess, date)
        try:
            for place, draft in drafts:
                if isinstance(draft, Draft):
                    check_document(finish(draft, f"x{place}"))
                else:
                    assert "\n" not in str(draft)
        except (InputError, NotATableError) as error:
            assert "\n" not in str(error)  # noqa: PT017  any other error is the finding
