"""Claims made by moving figures: the verdicts of the map against what was done to the figure."""

from __future__ import annotations

from geomap.gazetteer import Gazetteer
from geomap.places import check, find_mentions
from tests.places.conftest import document

# A sentence, a place, a reference and about how many kilometres lie between them as the crow flies.
_TRUE = (
    ("A warehouse burned in {a}, {d} from {b}.", "Reading", "London", 60),
    ("The convoy stopped in {a}, {d} from {b}.", "Zhytomyr", "Kyiv", 132),
    ("Rescuers reached {a}, {d} from {b}.", "Antakya", "Adana", 114),
    ("The quake struck near {a}, {d} from {b}.", "Pokhara", "Kathmandu", 142),
    ("Gunmen entered {a}, {d} from {b}.", "Gao", "Timbuktu", 317),
    ("A refugee camp in {a}, {d} from {b}, was flooded.", "Kassala", "Khartoum", 403),
    ("The train left {a}, {d} from {b}.", "Mombasa", "Nairobi", 440),
    ("Landslides cut off {a}, {d} from {b}.", "Cusco", "Lima", 575),
    ("Protesters gathered in {a}, {d} from {b}.", "Novi Sad", "Belgrade", 70),
    ("The fire reached {a}, {d} from {b}.", "Paradise, California", "Sacramento", 128),
    ("The storm made landfall at {a}, {d} from {b}.", "Beira", "Harare", 453),
    ("Shelling was heard in {a}, {d} from {b}.", "Gori", "Tbilisi", 66),
    ("A drone fell in {a}, {d} from {b}.", "Przemysl", "Lviv", 89),
    ("The rally in {a}, {d} from {b}, ended at dusk.", "Rawalpindi", "Lahore", 262),
    ("Troops dug in at {a}, {d} from {b}.", "Kramatorsk", "Donetsk", 84),
    ("Water was short in {a}, {d} from {b}.", "Hodeidah", "Sanaa", 149),
    ("The dam above {a}, {d} from {b}, held.", "Derna", "Benghazi", 245),
    ("Police cleared a camp in {a}, {d} from {b}.", "Calais", "Paris", 236),
    ("A cargo plane crashed in {a}, {d} from {b}.", "Goma", "Bukavu", 99),
    ("The outbreak began in {a}, {d} from {b}.", "Gueckedou", "Conakry", 390),
)
_MOVED = {"holds": (1.0, 1.03), "doubtful": (1.27, 0.75), "wrong": (2.2, 0.4)}
_CASES = [
    (text.format(a=a, b=b, d=f"{round(km * factors[number % 2])} km"), verdict)
    for verdict, factors in _MOVED.items()
    for number, (text, a, b, km) in enumerate(_TRUE)
]


def test_verdicts_follow_the_figure(gazetteer: Gazetteer) -> None:
    """Of sixty claims, a third each true, a quarter off and far off, at least 85 in 100 are judged so."""
    wrong = []
    for text, verdict in _CASES:
        page = document(text)
        claims = check(page, find_mentions(page, gazetteer), gazetteer)
        found = claims[0].verdict if claims else "none"
        if found != verdict:
            wrong.append((found, verdict, text, claims[0].reason if claims else ""))
    assert len(_CASES) == 60
    assert len(wrong) <= 9, wrong
