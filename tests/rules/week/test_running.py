"""What a run is taken for, and which single run is much longer than those before it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from glutes.rules.week.running import Length, alike, is_run, is_unsaid, kind_of, like, names_run, said_in, too_long

KINDS = [
    ("Morning Run", None, None, False, "easy"),
    ("Easy 8 km", 8, None, True, "easy"),
    ("Recovery jog", None, None, True, "easy"),
    ("Recovery jog 5k + strides", None, None, True, "easy"),
    ("Easy 8 km with 6 x 100 m strides", None, None, True, "easy"),
    ("LR 24km @ 6:00/km", 24, None, True, "long"),
    ("Easy 24 km", 24, None, True, "long"),
    ("Easy 16 km", 16, None, True, "easy"),
    ("Easy, 2 hours", None, 7200, True, "long"),
    ("Easy 20k", 20, None, True, "long"),
    ("Easy 32k", 32, None, True, "long"),
    ("Recovery 20k with Tom", 20, None, True, "long"),
    ("LR 24km easy", 24, None, True, "long"),
    ("SainteLyon 78 km", 78, 14 * 3600, True, "race"),
    ("SainteLyon 78 km", 78, 14 * 3600, False, "long"),
    ("Club outing 41 km", 41, None, True, "long"),
    ("Long run 45 km", 45, None, True, "long"),
    ("Night run 45 km", 45, None, True, "race"),
    ("Dinner 3h", None, 3 * 3600, True, "easy"),
    ("Endurance 3h", None, 3 * 3600, True, "long"),
    ("Longrun", None, None, True, "long"),
    ("60 min", None, 3600, True, "easy"),
    ("45min Z2", None, 2700, True, "easy"),
    ("10 kilometres", 10, None, True, "easy"),
    ("Lunch", 8, None, True, "easy"),
    ("Lunch", None, 3600, False, "easy"),
    ("Dauerlauf", None, None, True, "easy"),
    ("6x800m", None, None, True, "hard"),
    ("Tempo 2 x 15 min", None, None, True, "hard"),
    ("Club night, track", 9, None, False, "hard"),
    ("Hill repeats", None, None, True, "hard"),
    ("Long run with 5 km at marathon pace", 24, None, True, "hard"),
    ("Long run", 12, None, True, "long"),
    ("Sunday with Jo", 16, None, False, "long"),
    ("Afternoon Run", 12, 100 * 60, False, "long"),
    ("Valley 10K", None, None, True, "race"),
    ("Valley 10K", 10, None, False, "easy"),
    ("Run 10k", None, None, True, "easy"),
    ("Race: city half", None, None, True, "race"),
    ("parkrun", 5, None, False, "race"),
    ("Marathon training run", 10, None, True, "easy"),
    ("Winterlauf Halbmarathon", None, None, True, "race"),
]


@pytest.mark.parametrize(("title", "km", "seconds", "planned", "kind"), KINDS)
def test_a_guess_at_what_a_run_is(title, km, seconds, planned, kind):
    assert kind_of(title, km, seconds, planned) == kind


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Easy 8 km", True),
        ("Club night", True),
        ("Swim 2 km", False),
        ("Strength, then easy 5 km", True),
        ("8 x 400 m with 90 s rest", True),
        ("Rest", False),
        ("Rest day", False),
        ("Strength & core", False),
        ("Bike 60 min", False),
        ("Swim", False),
        ("Cross-train or easy run", True),
        ("Brick: bike then 5k run", True),
        ("Brick: bike THEN 5k", True),
        ("Strength, easy 5 km", True),
        ("Rest or easy 5 km", True),
        ("Gym, then a jog", True),
        ("12,5 km", True),
        ("", True),
        ("Bike, easy", False),
        ("Bike, 90 min easy", False),
        ("Ride, 40 km", False),
        ("Yoga, easy", False),
        ("Yoga + recovery", False),
        ("Yoga for runners", False),
        ("Rest day, no running", False),
        ("Gym and recovery", False),
        ("Cross-training, easy", False),
        ("Swim, intervals", False),
        ("Walk, hills", False),
        ("Strength & core, hard", False),
        ("Strength & bike 20 km", False),
        ("Hike, long", False),
        ("Rest or walk", False),
        ("Swim 1,5 km", False),
        ("Bike 40,5 km", False),
        ("Ride 32,5 km", False),
        ("Ruhetag", False),
        ("Krafttraining 30 min", False),
        ("Tennis 1h", False),
    ],
)
def test_what_of_a_plan_is_a_run(title, expected):
    assert is_run(title) is expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("60 min", True),
        ("45min Z2", True),
        ("Aerobic 50 min", True),
        ("Endurance", True),
        ("GA1 60 min", True),
        ("GA1 1h30", True),
        ("Footing", True),
        ("Dauerlauf", True),
        ("Trail 18", True),
        ("Zone 2 1:10", True),
        ("10 kilometres", True),
        ("6x800m", True),
        ("Dentist", False),
        ("Dinner 19h30", False),
        ("Birthday Anna", False),
        ("No run today", False),
        ("School run", False),
        ("Dry run of the slides", False),
        ("Run errands", False),
        ("Training camp Allgäu", False),
        ("Easy", True),
        ("Easy, with Jo", True),
        ("Long with Jo", True),
        ("Tuesday: speed", True),
        ("Hard hill session on grass", True),
        ("Lauftreff", True),
        ("Speed dating", False),
        ("Race briefing", False),
        ("Call mum 30 min", False),
        ("Call Tom, then 5 km", True),
        ("Long weekend", False),
        ("Long weekend in Rome", False),
        ("Long before lunch", True),
        ("Track, then dinner", True),
        ("Training session with new colleagues", False),
        ("Base camp meeting", False),
        ("Hard drive repair", False),
        ("Team session", False),
        ("Trail mix", False),
        ("Hard deadline", False),
        ("Ablauf prüfen", False),
        ("Auflauf essen", False),
        ("Laufende Kosten", False),
        ("Tagesablauf", False),
        ("Verlauf Quartal", False),
        ("Einlauf und Ablauf Projekt", False),
        ("Laufzeit Vertrag", False),
    ],
)
def test_what_names_anything_of_a_run(title, expected):
    assert names_run(title) is expected


@pytest.mark.parametrize(
    ("kind", "titles"),
    [
        ("hard", "Hill reps, Hill repeats, Hill sprints, Hills x8, Hill bounding, Hills Thu, Speed work, Speed drills"),
        ("hard", "Track workout, Track practice, Track night, Track Tue, Pace work, Hard workout, Progression to HM"),
        ("long", "Long slow distance, Long hilly, Long one, Long back-to-back"),
        ("easy", "Easy miles, Base miles, Base building, Steady state, Easy loop, Steady hour"),
        ("easy", "Abendlauf, Vormittagslauf, Aufwärmlauf, Zugspitzlauf, Verfolgungslauf, Einlaufen"),
    ],
)
def test_the_commonest_names_are_runs(kind, titles):
    titles = titles.split(", ")
    assert {title: names_run(title) and kind_of(title, planned=True) for title in titles} == dict.fromkeys(titles, kind)


@pytest.mark.parametrize(
    ("text", "km", "seconds"),
    [
        ("Easy 8 km", Decimal("8.00"), None),
        ("Long: 12,5km", Decimal("12.50"), None),
        ("5 miles steady", Decimal("8.05"), None),
        ("10K", Decimal("10.00"), None),
        ("10 kilometres", Decimal("10.00"), None),
        ("45 min easy", None, 2700),
        ("1h30 long", None, 5400),
        ("2 h", None, 7200),
        ("Tempo", None, None),
        ("6x800m", None, None),
        ("999 km", None, None),
    ],
)
def test_what_a_text_says_of_distance_and_duration(text, km, seconds):
    assert said_in(text) == (km, seconds)


@pytest.mark.parametrize(
    ("one", "other"), [("Easy 8 km", "easy 10km"), ("Tempo 5 mi", "Tempo 6 miles"), ("Long", "long")]
)
def test_runs_are_alike_whose_names_differ_in_distances_or_capitals_alone(one, other):
    assert like(one) == like(other)


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Long run 32 km", "Long run"),
        ("VO2 6 x 800 m", "VO2"),
        ("6x800m", "6x800m"),
        ("5 km", "5 km"),
        ("Long with 5 km fast", "Long with … fast"),
    ],
)
def test_runs_that_are_alike_are_shown_without_their_distances(title, shown):
    assert alike(title) == shown


def test_a_name_of_numbers_alone_stays_itself():
    assert (like("5 km"), like("10 km")) == ("5 km", "10 km")


SUNDAY = date(2026, 11, 29)


@pytest.mark.parametrize(
    ("km", "before", "said"),
    [
        ("17.61", [(7, "16")], True),
        ("17.6", [(7, "16")], False),
        ("20", [(31, "12"), (30, "18")], True),
        ("19.8", [(30, "18")], False),
        ("20", [(31, "12")], False),
        ("20", [], False),
        ("20", [(0, "5"), (-1, "5")], False),
    ],
)
def test_a_single_run_over_ten_percent_longer_than_the_longest_of_thirty_days(km, before, said):
    earlier = [Length(SUNDAY - timedelta(days=days), Decimal(each)) for days, each in before]
    assert (too_long(Length(SUNDAY, Decimal(km)), earlier) is not None) is said


def test_the_sentence_on_a_run_that_is_too_long_has_the_numbers_and_a_source():
    hint = too_long(Length(SUNDAY, Decimal("20")), [Length(SUNDAY - timedelta(days=7), Decimal("16.5"))])
    assert hint.source == "frandsen-2025"
    assert hint.sentence.startswith("Sun 29 Nov: 20 km is over 10% more than your longest in 30 days, 16.5 km.")


@pytest.mark.parametrize(
    ("run", "before", "said"),
    [
        (
            {"seconds": 7800},
            [{"seconds": 6300}],
            "2 h 10 min is over 10% more than your longest in 30 days, 1 h 45 min.",
        ),
        ({"seconds": 3000}, [{"seconds": 2880}], None),
        ({"seconds": 3600}, [{"km": 8}], None),
        ({"km": 16, "seconds": 5400}, [{"seconds": 3600}], "1 h 30 min is over"),
        ({"km": 16, "seconds": 5400}, [{"km": 10}, {"kind": "long", "seconds": 5400}], None),
        ({"km": 16, "seconds": 9000}, [{"km": 10, "seconds": 3600}, {"kind": "long", "seconds": 5400}], "2 h 30 min"),
        ({"km": 16}, [{"km": 10}, {"kind": "long"}], None),
        ({"km": 16}, [{"km": 10}, {"kind": "easy"}], "16 km is over"),
        ({"km": 16, "seconds": 9000}, [{"km": 15, "seconds": 3600}], None),
        ({}, [{"km": 10}], None),
    ],
)
def test_where_distances_lack_durations_are_compared(run, before, said):
    earlier = [Length(SUNDAY - timedelta(days=7), **one) for one in before]
    hint = too_long(Length(SUNDAY, **run), earlier)
    assert said in hint.sentence if said else hint is None


@pytest.mark.parametrize(
    ("title", "km", "expected"),
    [("Morning Run", 8, True), ("Easy run", 8, False), ("Morning Run", 18, False), ("Tempo", 8, False)],
)
def test_which_runs_nothing_says_the_kind_of(title, km, expected):
    assert is_unsaid(title, km) is expected
