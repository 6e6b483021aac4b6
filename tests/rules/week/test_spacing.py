"""Strength around runs and races: rules 4 and 5, at and around each of their boundaries."""

from datetime import date, time, timedelta

import pytest

from glutes.rules.week.spacing import Run, Strength, best_days, better_day, clashes, enough

MONDAY = date(2026, 11, 16)
WEDNESDAY, THURSDAY, FRIDAY, SUNDAY = (MONDAY + timedelta(days=n) for n in (2, 3, 4, 6))


def at(clock):
    return clock and time.fromisoformat(clock)


def levels(strength, runs=(), races=()):
    return [clash.level for clash in clashes([strength], runs, races)]


@pytest.mark.parametrize(
    ("run_at", "strength_at", "loaded", "body"),
    [
        pytest.param("07:00", "13:00", [], [], id="6 h after the run"),
        pytest.param("07:00", "12:59", ["note"], [], id="less than 6 h"),
        pytest.param("07:00", "10:00", ["note"], [], id="3 h"),
        pytest.param("07:00", "09:59", ["amber"], ["note"], id="less than 3 h"),
        pytest.param("07:00", "07:00", ["amber"], ["note"], id="at once"),
        pytest.param("18:00", "07:00", ["amber"], ["note"], id="strength first"),
        pytest.param(None, "07:00", ["note"], [], id="no time for the run"),
        pytest.param("07:00", None, ["note"], [], id="no time for strength"),
    ],
)
@pytest.mark.parametrize("kind", ["hard", "long"])
def test_a_demanding_run_on_the_same_day(kind, run_at, strength_at, loaded, body):
    run = Run(WEDNESDAY, kind, at(run_at))

    assert levels(Strength(WEDNESDAY, at(strength_at), loaded=True), [run]) == loaded
    assert levels(Strength(WEDNESDAY, at(strength_at)), [run]) == body


@pytest.mark.parametrize(
    ("day", "loaded", "body"),
    [(WEDNESDAY, ["amber"], ["note"]), (FRIDAY, [], []), (MONDAY, [], [])],
    ids=["the day before", "the day after", "three days before"],
)
def test_a_demanding_run_the_day_after(day, loaded, body):
    run = Run(THURSDAY, "hard")

    assert levels(Strength(day, loaded=True), [run]) == loaded
    assert levels(Strength(day), [run]) == body


@pytest.mark.parametrize(
    ("run_at", "strength_at", "expected"),
    [(None, None, ["note"]), ("07:00", "06:00", ["note"]), ("07:00", "08:00", [])],
    ids=["no times", "strength first", "run first"],
)
def test_an_easy_run_only_asks_for_the_order(run_at, strength_at, expected):
    run = Run(WEDNESDAY, "easy", at(run_at))

    assert levels(Strength(WEDNESDAY, at(strength_at), loaded=True), [run]) == expected
    assert levels(Strength(WEDNESDAY, at(strength_at)), [run]) == []
    assert levels(Strength(WEDNESDAY - timedelta(days=1), loaded=True), [run]) == []


@pytest.mark.parametrize(("ago", "expected"), [(0, ["red"]), (1, ["red"]), (2, ["red"]), (3, []), (-1, [])])
@pytest.mark.parametrize("loaded", [True, False])
def test_no_strength_before_a_race_with_or_without_weights(loaded, ago, expected):
    assert levels(Strength(SUNDAY - timedelta(days=ago), loaded=loaded), races=[SUNDAY]) == expected


@pytest.mark.parametrize(
    ("run", "strength_at", "sources"),
    [
        pytest.param(Run(WEDNESDAY, "easy"), None, ("doma-2013",), id="the order"),
        pytest.param(Run(THURSDAY, "hard"), None, ("doma-2013",), id="tired the day after"),
        pytest.param(Run(WEDNESDAY, "hard", at("18:00")), "07:00", ("doma-2013",), id="run first"),
        pytest.param(Run(WEDNESDAY, "hard"), None, ("doma-2013", "robineau-2016"), id="run first, then 6 hours"),
        pytest.param(Run(WEDNESDAY, "hard", at("07:00")), "08:00", ("robineau-2016", "schumann-2022"), id="6 and 3 h"),
    ],
)
def test_a_clash_with_a_run_names_the_studies_behind(run, strength_at, sources):
    found = clashes([Strength(WEDNESDAY, at(strength_at), loaded=True)], [run])

    assert [clash.sources for clash in found] == [sources]


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (SUNDAY, "Race on Sunday, the same day: no strength then or in the two days before, so that you start fresh."),
        (FRIDAY, "Race on Sunday: no strength in the two days before, so that you start fresh."),
    ],
)
def test_it_says_whether_it_is_the_day_of_the_race(day, sentence):
    assert [clash.sentence for clash in clashes([Strength(day)], races=[SUNDAY])] == [sentence]


def test_no_strength_before_a_race_is_our_own_advice():
    assert [clash.sources for clash in clashes([Strength(SUNDAY)], races=[SUNDAY])] == [("ours",)]


def test_daily_practice_never_clashes():
    assert clashes([Strength(SUNDAY, practice=True)], [Run(SUNDAY, "hard")], [SUNDAY]) == ()


def test_clashes_come_by_day_the_worst_first_each_in_one_sentence():
    strengths = [Strength(FRIDAY, loaded=True), Strength(MONDAY, loaded=True)]
    runs = [Run(FRIDAY + timedelta(days=1), "long"), Run(MONDAY, "hard")]

    assert [clash.sentence for clash in clashes(strengths, runs, [SUNDAY])] == [
        "Hard run on Monday as well: run first, strength at least 6 hours later.",
        "Race on Sunday: no strength in the two days before, so that you start fresh.",
        "Long run on Saturday, the day after: legs may still be tired from strength.",
    ]


@pytest.mark.parametrize(
    ("runs", "races", "expected"),
    [
        pytest.param([], [], (0, 2, 4), id="no runs: Monday, Wednesday, Friday"),
        pytest.param([(3, "hard"), (6, "long")], [], (1, 4, 6), id="hard Thursday, long Sunday"),
        pytest.param([(1, "hard"), (5, "long")], [], (3, 6), id="hard Tuesday, long Saturday"),
        pytest.param([(0, "easy")], [], (2, 4), id="an easy Monday"),
    ],
)
def test_the_best_days_keep_clear_of_demanding_runs(runs, races, expected):
    runs = [Run(MONDAY + timedelta(days=day), kind) for day, kind in runs]
    found = {day.weekday() for day in best_days(MONDAY, runs, races).days}

    assert len(found) == 3
    assert set(expected) <= found
    assert all((a - b) % 7 not in (1, 6) for a in found for b in found)


def test_the_proposal_says_why():
    assert best_days(MONDAY).sentence == "Monday, Wednesday and Friday: a day between them, clear of your hard runs."
    assert best_days(MONDAY, races=[MONDAY + timedelta(days=20)]).sentence == (
        "Monday, Wednesday and Friday: a day between them, clear of your hard runs and races."
    )
    assert best_days(MONDAY, [Run(MONDAY + timedelta(days=n), "hard") for n in range(7)]).sentence == (
        "Monday, Wednesday and Friday: a day between them, with the fewest clashes your runs allow."
    )
    assert best_days(MONDAY, count=9).sentence.startswith(
        "Monday, Tuesday, Wednesday, Thursday, Friday, Saturday and S"
    )


def test_days_as_good_as_any_are_kept():
    now = tuple(MONDAY + timedelta(days=n) for n in (1, 3, 5))

    assert best_days(MONDAY, now=now).days == now


def test_the_week_goes_round():
    long_monday = [Run(MONDAY, "long")]

    assert SUNDAY not in best_days(MONDAY, long_monday).days


def test_a_clash_is_mended_by_the_nearest_better_day():
    strength = Strength(WEDNESDAY, loaded=True)
    others = [Strength(MONDAY, loaded=True), Strength(FRIDAY, loaded=True)]
    week = [MONDAY + timedelta(days=n) for n in range(7)]

    assert better_day(strength, week, runs=[Run(THURSDAY, "hard")]) == MONDAY + timedelta(days=1)
    assert better_day(strength, week, [*others, strength], [Run(THURSDAY, "easy")]) is None
    assert better_day(Strength(SUNDAY, practice=True), week, races=[SUNDAY]) is None
    assert better_day(strength, [], runs=[Run(THURSDAY, "hard")]) is None


@pytest.mark.parametrize(
    ("days", "others", "expected"),
    [
        pytest.param([THURSDAY, FRIDAY, SUNDAY], [MONDAY], THURSDAY, id="the day before the two days"),
        pytest.param([THURSDAY, FRIDAY, SUNDAY], [THURSDAY], None, id="only that has a session already"),
        pytest.param([WEDNESDAY, THURSDAY], [THURSDAY], WEDNESDAY, id="beside a session, but not on its day"),
        pytest.param([FRIDAY, SUNDAY], [], None, id="only days too near the race are left"),
    ],
)
def test_a_race_moves_a_session_to_a_free_day_before_the_two_days_or_nowhere(days, others, expected):
    others = [Strength(day, loaded=True) for day in others]
    runs = [Run(SUNDAY, "long")]  # So Friday, though too near to the race, lies less badly than Sunday.

    assert better_day(Strength(SUNDAY, loaded=True), days, others, runs, [SUNDAY]) == expected


def test_a_day_with_mere_practice_is_free():
    practice = [Strength(THURSDAY, practice=True)]

    assert better_day(Strength(SUNDAY), [THURSDAY], practice, races=[SUNDAY]) == THURSDAY


@pytest.mark.parametrize(
    ("done", "sentence"),
    [
        (0, "No session this week yet; two are enough to keep going."),
        (1, "One session this week; two are enough to keep going."),
        (2, "Two sessions this week: enough to keep going."),
        (3, "Three sessions or more this week: all that the programme asks for."),
        (4, "Three sessions or more this week: all that the programme asks for."),
    ],
)
def test_two_sessions_are_enough_to_keep_going(done, sentence):
    assert enough(done)[0] == sentence
