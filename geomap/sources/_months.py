"""Months by the names pages give them, in the languages live pages are most often saved in."""

from __future__ import annotations

import re

__all__ = ["MONTH_PATTERN", "month_number"]

_NAMES = (
    "january jan januar janvier enero gennaio janeiro januari stycznia січня января ocak",
    "february feb februar février fevrier febrero febbraio fevereiro februari lutego лютого февраля şubat",
    "march mar märz maerz mars marzo março marco maart marca березня марта mart",
    "april apr avril abril aprile kwietnia квітня апреля nisan",
    "may mai mayo maggio maio mei maja травня мая mayıs",
    "june jun juni juin junio giugno junho czerwca червня июня haziran",
    "july jul juli juillet julio luglio julho lipca липня июля temmuz",
    "august aug août aout agosto augustus sierpnia серпня августа ağustos",
    "september sept sep septembre septiembre settembre setembro września вересня сентября eylül",
    "october oct oktober okt octobre octubre ottobre outubro oktober października жовтня октября ekim",
    "november nov novembre noviembre novembro listopada листопада ноября kasım",
    "december dec dezember dez décembre decembre diciembre dicembre dezembro grudnia грудня декабря aralık",
)
_NUMBERS = {name: number for number, names in enumerate(_NAMES, 1) for name in names.split()}

MONTH_PATTERN = (
    "(?P<month>" + "|".join(sorted(map(re.escape, _NUMBERS), key=lambda name: (-len(name), name))) + r")\b\.?"
)
"""A month's name or its abbreviation, with its stop; ignore case when compiling."""


def month_number(name: str) -> int:
    """1 to 12 for a name `MONTH_PATTERN` matched."""
    return _NUMBERS[name.lower()]
