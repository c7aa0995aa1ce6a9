"""Ids made from content, so that a rebuild finds the same ones."""

import hashlib
import re
import unicodedata

__all__ = ["content_id", "normalised"]


def content_id(prefix: str, *parts: str | None, length: int = 12) -> str:
    """``prefix`` and ``length`` hexadecimal digits of the SHA-256 of ``parts``; None differs from ''."""
    joined = "\x1f".join("\x00" if part is None else part for part in parts)
    return f"{prefix}-{hashlib.sha256(joined.encode()).hexdigest()[:length]}"


def normalised(text: str) -> str:
    """``text`` for comparing: NFKC, case folded, letters and digits only, one space between words."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(re.findall(r"\w+", folded))
