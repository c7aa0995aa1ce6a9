"""Mails, and pages that a browser saved in one file (MHTML), which are built as mails are.

Source: RFC 5322 (mails), RFC 2557 (MHTML).
"""

from __future__ import annotations

import datetime as dt
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime
from typing import NamedTuple

from geomap.errors import InputError
from geomap.sources._draft import Draft
from geomap.sources._html import declared_charset, read_html
from geomap.sources._plain import read_text
from geomap.sources._publisher import publisher_of_url
from geomap.sources._text import decode, one_line
from geomap.sources._times import When

__all__ = ["read_mail"]

_LEAST = 80
"""Characters: a shorter plain part says that the mail is to be read as HTML."""
_NAMED = 3
"""Attachments told by name."""
_FIRST_YEAR, _LAST_YEAR = 1970, 2100


class _Opened(NamedTuple):
    """What a message holds, as plain values."""

    saved: bool
    """Whether it is a page that a browser saved."""
    sent: dt.datetime | None
    subject: str | None
    sender: str | None
    address: str | None
    plain: str | None
    html: str | None
    attached: list[str]


def read_mail(data: bytes, date: dt.date | None) -> Draft:
    """A draft of a mail's words, or of the page that an MHTML file holds; attachments are named, not read.

    Raises
    ------
    InputError
        It is damaged, or holds no text.
    """
    try:
        mail = _opened(message_from_bytes(data, policy=policy.default))
    except Exception as error:  # noqa: BLE001  the library raises whatever a broken part makes it trip over
        raise InputError(f"a damaged mail: {one_line(error)}") from None
    draft = _page(mail, date) if mail.saved else _letter(mail, date)
    if draft is None:
        raise InputError("a saved page without text" if mail.saved else "a mail without text")
    draft.title = draft.title or mail.subject
    draft.format = "email"
    return draft


def _opened(message: EmailMessage) -> _Opened:
    location = _line(message, "Snapshot-Content-Location")
    return _Opened(
        saved=location is not None or message.get_content_type() == "multipart/related",
        sent=_sent(_line(message, "Date")),
        subject=_line(message, "Subject"),
        sender=_line(message, "From"),
        address=location or _line(message, "Content-Location"),
        plain=_body(message, "plain"),
        html=_body(message, "html"),
        attached=[part.get_filename() or part.get_content_type() for part in message.iter_attachments()],
    )


def _page(mail: _Opened, date: dt.date | None) -> Draft | None:
    if mail.html is None:
        return None
    url = mail.address if (mail.address or "").startswith(("http://", "https://")) else None
    draft = read_html(mail.html, date, url=url, saved=mail.sent)
    if draft is not None:
        draft.reason = f"a page saved in one file: {draft.reason}"
    return draft


def _letter(mail: _Opened, date: dt.date | None) -> Draft | None:
    sent = mail.sent
    day = date or (sent.date() if sent else None)
    if mail.plain is not None and (mail.html is None or len(mail.plain.strip()) >= _LEAST):
        draft = read_text(mail.plain, day)
    else:
        draft = read_html(mail.html, day) if mail.html is not None else None
    if draft is None:
        return None
    name, address = parseaddr(mail.sender or "")
    draft.publisher = draft.publisher or name or publisher_of_url(f"https://{address.rpartition('@')[2]}")
    draft.reason = f"a mail: {draft.reason}"
    if sent is not None and date is None:
        draft.when = draft.when or When(sent, "minute")
        if len(draft.posts) == 1 and _says_no_more(draft.posts[0].when, sent):
            draft.posts[0].when = When(sent, "minute")
    if mail.attached:
        left = len(mail.attached) - _NAMED
        more = f" and {left} more" if left > 0 else ""
        draft.notes.append(f"attachments are not read: {', '.join(mail.attached[:_NAMED])}{more}")
    return draft


def _says_no_more(when: When | None, sent: dt.datetime) -> bool:
    """Whether a post tells no time, or no more than the day on which it was sent."""
    return when is None or (when.precision == "day" and when.moment.date() == sent.date())


def _body(message: EmailMessage, kind: str) -> str | None:
    """The text of the part that is the mail's body in this kind; None where it has none."""
    part = message.get_body(preferencelist=(kind,))
    data = part.get_payload(decode=True) if part is not None else None
    if part is None or not isinstance(data, bytes):
        return None
    charset = part.get_content_charset() or (declared_charset(data) if kind == "html" else None)
    return decode(data, charset)[0]


def _line(message: EmailMessage, name: str) -> str | None:
    """A line of the head; None where there is none, or one that the library cannot make sense of."""
    try:
        value = message.get(name)
    except Exception:  # noqa: BLE001  on broken lines the library fails in many ways; the text is what counts
        return None
    return " ".join(str(value or "").split()) or None


def _sent(line: str | None) -> dt.datetime | None:
    try:
        moment = parsedate_to_datetime(line or "")
    except (ValueError, OverflowError):
        return None
    if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
