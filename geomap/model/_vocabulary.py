"""The words of the model: categories and their groups, stances, precisions, kinds of text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, cast, get_args

Category = Literal[
    "shelling", "explosion", "airstrike", "clash", "assault", "occupation", "casualties",
    "deployment", "withdrawal", "movement", "exercise", "threat_axis",
    "infrastructure", "cyber", "airspace",
    "evacuation", "disaster", "protest",
    "diplomacy", "visit",
    "monitoring_count",
    "other",
]  # fmt: skip
CATEGORIES: tuple[Category, ...] = get_args(Category)

CATEGORY_GROUPS: Mapping[Category, str] = {
    category: group
    for group, categories in {
        "attack": ("shelling", "explosion", "airstrike", "clash", "assault", "occupation", "casualties"),
        "force": ("deployment", "withdrawal", "movement", "exercise", "threat_axis"),
        "infrastructure": ("infrastructure", "cyber", "airspace"),
        "civil": ("evacuation", "disaster", "protest"),
        "politics": ("diplomacy", "visit"),
        "count": ("monitoring_count",),
        "other": ("other",),
    }.items()
    for category in cast("tuple[Category, ...]", categories)
}

STATE_CATEGORIES: frozenset[Category] = frozenset({"deployment", "exercise", "infrastructure"})
"""What lasts until something ends it."""

Stance = Literal["asserts", "confirms", "denies", "doubts", "plans", "predicts", "retracts"]
Status = Literal["claimed", "confirmed", "disputed", "denied", "planned", "predicted", "retracted"]
Attribution = Literal["unattributed", "claimed", "disputed", "confirmed"]
Precision = Literal["site", "settlement", "near", "district", "region", "country", "line"]
Relation = Literal["at", "near", "offset", "within", "between"]
TimePrecision = Literal["minute", "hour", "part_of_day", "day", "week", "month", "year"]
Form = Literal["name", "demonym", "embedded"]
MatchKind = Literal["exact", "folded", "transliterated", "close", "given"]
BlockKind = Literal[
    "heading", "paragraph", "bullet", "caption", "credit", "byline", "dateline", "boilerplate"
]
Change = Literal["happens", "begins", "continues", "ends"]
Verdict = Literal["holds", "doubtful", "wrong", "cannot tell"]
