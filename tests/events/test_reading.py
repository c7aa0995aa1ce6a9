"""What a sentence takes from those around it, and what its clauses keep apart."""

from __future__ import annotations

import datetime as dt

import pytest

from geomap.events import find_reports, merge_reports
from geomap.model import CATEGORY_GROUPS
from tests.events.gold_case import PAIR_PLACES, single
from tests.events.pages import by_place, page, reports_of


def test_each_clause_keeps_its_speaker() -> None:
    """'A, X says; Y says B': two claims of two speakers."""
    told = by_place("[[Orlava]] was shelled, the rebels say; the army says gunmen attacked [[Marsa]].")
    assert (told["Orlava"].claimant, told["Marsa"].claimant) == ("rebels", "army")


def test_what_stands_before_the_speaker_is_the_publishers() -> None:
    """'A, and the mayor said B': the mayor did not say A."""
    told = by_place("Floods swept through [[Orlava]], and the mayor said roads near [[Marsa]] were blocked.")
    assert (told["Orlava"].claimant, told["Marsa"].claimant) == (None, "mayor")


def test_a_speaker_goes_on_for_the_paragraph() -> None:
    """Who spoke before goes on speaking to the end of a paragraph, and no further."""
    document, mentions = page(
        [
            ("paragraph", "Police said two men were killed in Orlava. Another was shot dead in Marsa."),
            ("paragraph", "A school was flooded in Halm."),
        ]
    )
    who = {
        report.location.name: report.claimant
        for report in find_reports(document, mentions)
        if report.location
    }
    assert who == {"Orlava": "Police", "Marsa": "Police", "Halm": None}


def test_a_heading_confirms_nothing() -> None:
    """A heading that sums up what officials say leaves it claimed."""
    document, mentions = page(
        [("heading", "Shells hit Orlava"), ("paragraph", "Shells hit Orlava at dawn, officials said.")],
        heading="Shells hit Orlava",
    )
    (event,) = merge_reports(find_reports(document, mentions), timezone="UTC")
    assert event.status == "claimed"


def test_a_body_that_acts_is_named() -> None:
    """'The Red Cross opened a shelter': whose own act it is stands among the claimants."""
    (report,) = reports_of("The Red Cross opened a shelter in [[Halm]].")
    assert (report.claimant, report.stance) == ("Red Cross", "confirms")


def test_a_plane_touches_down_unlike_a_tornado() -> None:
    """'A plane touched down in X' is no storm."""
    told = reports_of("A Hercules plane touched down in [[Halm]].")
    assert "disaster" not in {report.category for report in told}
    assert {report.category for report in reports_of("A tornado touched down in [[Halm]].")} == {"disaster"}


def test_what_is_told_aside_parts_no_words() -> None:
    """'Fighters of the alliance, a body led by nobody, entered X' is told like 'fighters entered X'."""
    told = by_place("Fighters of the alliance, a body led by nobody, entered [[Halm]] this afternoon.")
    assert told["Halm"].category in {"assault", "movement"}
    told = by_place("The minister, who chairs the alliance this year, met the envoy in [[Doha]] on Tuesday.")
    assert set(told) == {"Doha"}
    assert told["Doha"].time is not None
    assert told["Doha"].time.words == "on Tuesday"


def test_an_age_counts_nobody() -> None:
    """'a woman of 72 was found dead' is one; '72 are known to have died' are 72."""
    (told,) = reports_of("A woman of 72 was found dead in [[Halm]].")
    assert told.quantities == ()
    (told,) = reports_of("Some 72 people are known to have died in [[Halm]].")
    assert [(figure.minimum, figure.unit) for figure in told.quantities] == [(72.0, "people killed")]


def test_what_happened_besides_is_told_too() -> None:
    """'Clashes near A and shelling of B': two happenings of one group."""
    assert set(by_place("There were clashes near [[Halm]] and shelling of the outskirts of [[Marsa]].")) == {
        "Halm",
        "Marsa",
    }


def test_flight_has_two_ends() -> None:
    """People who crossed from one place into another are told of at both."""
    assert set(by_place("About 300 people crossed from [[Halm]] into [[Tarn]].")) == {"Halm", "Tarn"}


def test_a_part_of_a_national_toll_is_the_towns() -> None:
    """'1,230 have died, 40 of them in X': forty in X."""
    (report,) = reports_of("Nationwide, 1,230 people have died, 40 of them in [[Halm]].")
    assert [quantity.minimum for quantity in report.quantities] == [40.0]


def test_a_superlative_is_of_today() -> None:
    """'The worst flooding since 1988' happens now."""
    (report,) = reports_of("It is the worst flooding in [[Halm]] since 1988.")
    assert report.time is not None
    assert report.time.start.year == 2030


def test_a_name_alone_heads_what_follows() -> None:
    """A line that names a place and nothing else is the place of the bullets below it."""
    document, mentions = page(
        [
            ("caption", "Halm"),
            ("bullet", "74 deaths and 1,100 households displaced."),
            ("bullet", "All calm."),
        ]
    )
    assert {report.location.name for report in find_reports(document, mentions) if report.location} == {
        "Halm"
    }


def test_a_date_alone_heads_its_paragraph() -> None:
    """'12 May. Jets bombed X.': what the paragraph tells happened on that day."""
    document, mentions = page([("paragraph", "12 May. Jets bombed Marsa.")], shape="digest")
    (report,) = find_reports(document, mentions)
    assert report.time is not None
    assert (report.time.start + dt.timedelta(hours=6)).date() == dt.date(2030, 5, 12)


def test_rows_count_what_their_header_says() -> None:
    """'Halm 31 (24)' below 'Complaints by district' is a count of 31 at Halm."""
    document, mentions = page(
        [
            ("paragraph", "Complaints by district office (previous week in brackets):"),
            ("caption", "Halm 31 (24)"),
            ("caption", "Marsa 19 (11)"),
        ]
    )
    told = {
        report.location.name: (report.category, report.quantities[0].minimum)
        for report in find_reports(document, mentions)
        if report.location
    }
    assert told == {"Halm": ("monitoring_count", 31.0), "Marsa": ("monitoring_count", 19.0)}


def test_a_table_tells_its_first_known_column() -> None:
    """Columns part by blanks; a nought is no event; a column of no known kind is left out."""
    document, mentions = page(
        [
            ("paragraph", "District      Deaths   Injured   Houses damaged"),
            ("paragraph", "Halm          12       21        640"),
            ("paragraph", "Marsa         0        3         10"),
        ]
    )
    told = {
        report.location.name: (report.category, report.quantities[0].words)
        for report in find_reports(document, mentions)
        if report.location
    }
    assert told == {"Halm": ("casualties", "12"), "Marsa": ("casualties", "3")}


def test_here_is_where_the_report_is_sent_from() -> None:
    """'here' in a report from Halm is Halm."""
    document, mentions = page(
        [("byline", "Reporting from Halm"), ("paragraph", "Volunteers have been handing out blankets here.")]
    )
    (report,) = find_reports(document, mentions)
    assert report.location is not None
    assert report.location.name == "Halm"


def test_a_picture_is_of_its_photographer() -> None:
    """A caption is told by whoever took the picture."""
    document, mentions = page(
        [("caption", "Smoke rises over Marsa after shelling."), ("credit", "Photograph: Ann Lee/Wire")]
    )
    assert {report.claimant for report in find_reports(document, mentions)} == {"Ann Lee/Wire"}


def test_counts_are_of_the_days_a_report_covers() -> None:
    """'Period: 5 to 11 May': a count without a date is that week's."""
    document, mentions = page(
        [
            ("paragraph", "Period: 5 to 11 May 2030"),
            ("paragraph", "Monitors recorded 57 ceasefire violations near Halm."),
        ],
        shape="sitrep",
    )
    time = next(report.time for report in find_reports(document, mentions) if report.location is not None)
    assert time is not None
    assert (time.start.date() - dt.date(2030, 5, 5)).days in {-1, 0}
    assert (time.end - time.start).days == 7


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("Ministers will meet in [[Doha]] in the week of 20 May.", 20),
        ("A congress will be held in [[Doha]] later this month.", 15),
        ("The road near [[Halm]] is closed until 24 May.", 15),
    ],
)
def test_days_ahead_are_read(sentence: str, day: int) -> None:
    """The week of a day begins on it, 'later this month' today; what lasts until a day has begun."""
    (report,) = reports_of(sentence)
    assert report.time is not None
    assert (report.time.start + dt.timedelta(hours=6)).day == day


def test_that_night_is_of_the_day_named_last() -> None:
    """'On 10 May, on 12 May. That night': the 12th, not the day on which someone speaks of it."""
    text = (
        "Fire began in Orlava on 10 May and grew on 12 May. Shells hit Marsa that night, he said on 14 May."
    )
    document, mentions = page([("paragraph", text)])
    told = [report for report in find_reports(document, mentions) if "Shells" in report.quote]
    assert [report.time.end.day for report in told if report.time is not None] == [12]


def test_main_clauses_tell_apart() -> None:
    """What a semicolon parts is read as sentences are; whoever speaks at the end has said it all."""
    told = by_place(
        "[[Orlava]] was shelled for an hour at dawn; floods swept through [[Tarn]] in the night, police said."
    )
    assert {name: (report.category, report.claimant) for name, report in told.items()} == {
        "Orlava": ("shelling", "police"),
        "Tarn": ("disaster", "police"),
    }


def test_a_visit_told_for_a_weekday_is_the_coming_one() -> None:
    """'flies to X on Monday', written on a Wednesday, is planned and lies ahead."""
    told = by_place("The chancellor flies to [[Doha]] on Monday.")["Doha"]
    assert told.time is not None
    assert (told.stance, told.time.end.day) == ("plans", 20)


def test_a_list_names_towns_beside_provinces() -> None:
    """'in A, the B region and C': the list goes on past the area."""
    assert set(by_place("Houses collapsed in [[Orlava]], [[Marsa]], [[Gruvia region]] and [[Halm]].")) == {
        "Orlava",
        "Marsa",
        "Gruvia region",
        "Halm",
    }


def test_an_earthquake_strikes_and_a_fire_is_battled_without_arms() -> None:
    """Neither is an attack."""
    for text in (
        "A magnitude 7.6 earthquake struck the [[Halm]] region.",
        "Firefighters continue to battle three brush fires near [[Halm]].",
    ):
        assert {CATEGORY_GROUPS[report.category] for report in reports_of(text)} == {"civil"}, text


def test_houses_and_decrees_are_what_the_page_tells_of() -> None:
    """Broken houses and a state of emergency: of a flood where it floods, else damage and a civil act."""
    houses, decree = "Five houses were destroyed in [[Orlava]].", "A state of emergency holds in [[Marsa]]."
    war = by_place(f"Shells hit [[Halm]]. Troops advanced on [[Halm]]. {houses} {decree}")
    assert (war["Orlava"].category, war["Marsa"].category) == ("infrastructure", "protest")
    flood = by_place(f"Floods swept through [[Halm]]. {houses} {decree}")
    assert (flood["Orlava"].category, flood["Marsa"].category) == ("disaster", "disaster")


def test_a_launch_in_an_exercise_is_no_strike() -> None:
    """Missiles fired 'from' a range in an exercise hit nobody."""
    told = reports_of(
        "The exercise began on Saturday. They fired ballistic missiles from [[Marsa]]; all hit home."
    )
    assert not {"airstrike", "clash", "shelling"} & {report.category for report in told}


def test_people_moved_are_drawn_at_both_ends() -> None:
    """'The clinic in A moved patients to B' is told of A and of B."""
    told = by_place("The clinic in [[Orlava]] moved 18 patients to [[Marsa]] overnight, its director said.")
    assert {name: report.category for name, report in told.items()} == {
        "Orlava": "evacuation",
        "Marsa": "evacuation",
    }


def test_most_of_them_are_drawn_beside_the_area() -> None:
    """'in the region, most of them in A and B' is told of the region, of A and of B."""
    text = "Some 400 homes in [[Gruvia region]] have no power, most of them in [[Orlava]] and [[Tarn]]."
    told = find_reports(*single(text, places=PAIR_PLACES))
    assert {report.location.name for report in told if report.location is not None} == {
        "Gruvia region",
        "Orlava",
        "Tarn",
    }


def test_in_a_bulletin_an_act_ends_who_spoke_before() -> None:
    """After 'Police said ... The Red Cross handed out ...' the next sentence is not the police's."""
    text = (
        "Police said two men were killed in Orlava. The Red Cross handed out food in Halm. Marsa was shelled."
    )
    document, mentions = page([("paragraph", text)], shape="sitrep")
    told = [report for report in find_reports(document, mentions) if report.category == "shelling"]
    assert [report.claimant for report in told] == [None]


def test_similar_scenes_are_of_the_same_kind() -> None:
    """'There were similar scenes in B' tells of B what was told of A."""
    told = by_place(
        "Crowds marched through [[Orlava]] against the new law. There were similar scenes in [[Tarn]]."
    )
    assert told["Tarn"].category == told["Orlava"].category == "protest"


def test_a_table_of_totals_counts_what_its_heading_says() -> None:
    """'Violations by sector', then 'Sector | All | Explosions': the totals are violations."""
    reports = find_reports(
        *page(
            [
                ("paragraph", "Violations by sector"),
                ("paragraph", "Sector | All | Explosions"),
                ("paragraph", "Tarn | 7 (2) | 0"),
            ],
            shape="sitrep",
        )
    )
    assert [(one.category, [figure.minimum for figure in one.quantities]) for one in reports] == [
        ("monitoring_count", [7.0])
    ]


def test_who_asks_tells_nothing() -> None:
    """'Blasts in X again?' is no blast."""
    assert reports_of("Blasts in [[Halm]] again?") == ()


def test_a_place_before_a_colon_speaks_not() -> None:
    """'Halm: dead in Tarn' is no word of Halm's; 'Minister: ...' is the minister's."""
    for heading, who in (("Halm: ten dead in Tarn", None), ("Minister: ten dead in Tarn", "Minister")):
        document, mentions = page([("heading", heading)])
        assert {report.claimant for report in find_reports(document, mentions)} == {who}


def test_the_stories_of_a_deck_have_their_own_places() -> None:
    """'A falls; B shuts its crossing': nothing of the second is told of A."""
    deck = "Insurgents claim the towns of Halm and Tarn; Jordan has shut its last border crossing"
    document, mentions = page([("paragraph", deck)])
    told = [(report.category, report.location) for report in find_reports(document, mentions)]
    assert {category for category, location in told if location is not None} == {"assault"}
