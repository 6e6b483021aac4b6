"""Strength around runs and races: rules 4 and 5, at and around each of their boundaries."""

from datetime import date, time, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glutes.rules.week.best_days import best_days
from glutes.rules.week.plan import Plan
from glutes.rules.week.rest_days import rest_advice
from glutes.rules.week.schedule import Weekly
from glutes.rules.week.spacing import Run, Strength, better_day, clashes, enough

MONDAY = date(2026, 11, 16)
TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SUNDAY = (MONDAY + timedelta(days=n) for n in (1, 2, 3, 4, 6))


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
        pytest.param("14:00", None, ["note"], [], id="no time for strength, and 6 h later is 20:00"),
        pytest.param("14:01", None, ["amber"], ["note"], id="6 h later is too late in the evening"),
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


@pytest.mark.parametrize(("ago", "expected"), [(0, ["red"]), (2, ["red"]), (3, []), (-1, ["note"]), (-2, [])])
@pytest.mark.parametrize("loaded", [True, False])
def test_no_strength_before_a_race_and_better_none_after_it_with_or_without_weights(loaded, ago, expected):
    assert levels(Strength(SUNDAY - timedelta(days=ago), loaded=loaded), races=[SUNDAY]) == expected


@pytest.mark.parametrize(
    ("run", "strength_at", "sources"),
    [
        pytest.param(Run(WEDNESDAY, "easy"), None, ("doma-2013",), id="the order"),
        pytest.param(Run(THURSDAY, "hard"), None, ("doma-2013",), id="tired the day after"),
        pytest.param(Run(WEDNESDAY, "hard", at("18:00")), "07:00", ("doma-2013",), id="run first"),
        pytest.param(Run(WEDNESDAY, "hard"), None, ("doma-2013", "robineau-2016"), id="run first, then 6 hours"),
        pytest.param(Run(WEDNESDAY, "long", at("07:00")), None, ("doma-2013", "robineau-2016"), id="run at 7"),
        pytest.param(Run(WEDNESDAY, "hard", at("07:00")), "08:00", ("robineau-2016", "schumann-2022"), id="6 and 3 h"),
    ],
)
def test_a_clash_with_a_run_names_the_studies_behind(run, strength_at, sources):
    found = clashes([Strength(WEDNESDAY, at(strength_at), loaded=True)], [run])

    assert [clash.sources for clash in found] == [sources]


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (SUNDAY, "Race day: no strength."),
        (FRIDAY, "Race on Sun 22 Nov: no strength for 2 days before."),
        (SUNDAY + timedelta(days=1), "Race on Sun 22 Nov: rest your legs the day after."),
    ],
)
def test_a_clash_says_whether_it_is_on_the_day_of_the_race(day, sentence):
    assert [clash.sentence for clash in clashes([Strength(day)], races=[SUNDAY])] == [sentence]


def test_on_the_day_of_a_race_the_race_is_the_run():
    found = clashes([Strength(SUNDAY - timedelta(days=1), loaded=True)], [Run(SUNDAY, "long")], [SUNDAY])

    assert [clash.level for clash in found] == ["red"]


def test_no_strength_before_a_race_is_our_own_advice():
    assert [clash.sources for clash in clashes([Strength(SUNDAY)], races=[SUNDAY])] == [("ours",)]


@pytest.mark.parametrize(("practice", "number"), [(False, 1), (True, 0)])
def test_daily_practice_never_clashes(practice, number):
    assert len(clashes([Strength(SUNDAY, practice=practice)], [Run(SUNDAY, "hard")], [SUNDAY])) == number


def test_clashes_come_by_day_the_worst_first_each_in_one_sentence():
    strengths = [Strength(FRIDAY, loaded=True), Strength(MONDAY, loaded=True)]
    runs = [Run(FRIDAY + timedelta(days=1), "long"), Run(MONDAY, "hard")]

    assert [clash.sentence for clash in clashes(strengths, runs, [SUNDAY])] == [
        "Hard run the same day: run first, strength 6 hours later.",
        "Race on Sun 22 Nov: no strength for 2 days before.",
        "Long run next day: strength may tire your legs.",
    ]


def week_of(**kinds):
    """The runs of a week: week_of(tue="hard", sun="long")."""
    days = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    return [Run(MONDAY + timedelta(days=days.index(day)), kind) for day, kind in kinds.items()]


def sessions_on(*weekdays, **fields):
    return [Strength(MONDAY + timedelta(days=weekday), **fields) for weekday in weekdays]


CLEAR = "a day between them, clear of your runs."
TWO = "3 sessions a week would clash with your runs; 2, on {}, keep you ticking over."


@pytest.mark.parametrize(
    ("runs", "sentence"),
    [
        pytest.param(week_of(), "Monday, Wednesday and Friday: a day between them.", id="no runs"),
        pytest.param(week_of(mon="easy"), f"Wednesday, Friday and Sunday: {CLEAR}", id="an easy Monday"),
        pytest.param(week_of(sat="long"), f"Tuesday, Thursday and Sunday: {CLEAR}", id="a long Saturday"),
        pytest.param(
            week_of(tue="hard", sun="long"), TWO.format("Wednesday and Friday"), id="hard Tuesday, long Sunday"
        ),
        pytest.param(
            week_of(tue="hard", thu="easy", sun="long"), TWO.format("Wednesday and Friday"), id="and easy Thursday"
        ),
        pytest.param(
            week_of(tue="easy", thu="hard", sun="long"), TWO.format("Monday and Friday"), id="the other way round"
        ),
        pytest.param(
            week_of(mon="easy", wed="easy", fri="hard", sun="long"),
            "Monday, Wednesday and Friday: as clear of your runs as it gets. Easy run the same day: run first. "
            "Hard run the same day: run first, strength 6 hours later.",
            id="nothing is free: three if all it takes is the order",
        ),
        pytest.param(
            week_of(**dict.fromkeys(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), "hard")),
            "Monday and Friday: as clear of your runs as it gets. "
            "Hard run next day: strength may tire your legs. "
            "Hard run the same day: run first, strength 6 hours later.",
            id="hard every day",
        ),
        pytest.param(
            [
                *[Run(day, "hard", at("18:00")) for day in (TUESDAY, THURSDAY)],
                *[Run(FRIDAY + timedelta(days=1), "easy", at("08:00")), Run(SUNDAY, "long", at("09:00"))],
            ],
            "Friday and Sunday: as clear of your runs as it gets. Long run at 09:00: strength from 15:00 on.",
            id="hard runs in the evening leave no room on their days",
        ),
    ],
)
def test_the_best_days_and_why(runs, sentence):
    assert best_days(MONDAY, runs).sentence == sentence


@pytest.mark.parametrize(("run", "named"), [("hard", True), ("long", True), ("easy", False)])
def test_days_chosen_for_a_demanding_run_name_the_study_of_the_day_after(run, named):
    assert ("doma-2013" in best_days(MONDAY, week_of(thu=run)).sources) is named


@pytest.mark.parametrize(
    ("now", "runs", "days"),
    [
        pytest.param(sessions_on(1, 3, 5, loaded=True), week_of(), (1, 3, 5), id="as good as any: kept"),
        pytest.param(sessions_on(0, 3, loaded=True), week_of(tue="hard"), (2, 5), id="as many as there are"),
        pytest.param(sessions_on(1), week_of(wed="hard"), (0,), id="one"),
        pytest.param(sessions_on(0, 2, 4), week_of(sat="long"), (1, 3, 6), id="without weights: not on the long run"),
        pytest.param(
            sessions_on(0, 2, 4, at=at("18:00")),
            [Run(MONDAY + timedelta(days=n), "hard", at("06:00")) for n in (0, 2, 4)],
            (0, 2, 4),
            id="without weights, 12 hours after hard runs",
        ),
        pytest.param([*sessions_on(0, 2), Strength(FRIDAY, practice=True)], week_of(), (0, 2), id="practice is none"),
    ],
)
def test_the_sessions_that_are_in_the_week_get_the_best_days_for_them(now, runs, days):
    assert tuple(day.weekday() for day in best_days(MONDAY, runs, now).days) == days


@pytest.mark.parametrize(
    ("runs", "count"),
    [pytest.param([], 5, id="all of them"), pytest.param(week_of(thu="hard", fri="easy"), 4, id="four are clear")],
)
def test_five_sessions_go_as_far_apart_as_they_can(runs, count):
    best = best_days(MONDAY, runs, [*sessions_on(0, 1, 3, 4), Strength(WEDNESDAY, loaded=True)])
    assert (len(best.days), "as far apart as they go" in best.sentence) == (count, True)


KINDS = (None, "easy", "hard", "long")
TURNED = [
    kinds for kinds in product(KINDS, repeat=7) if kinds == min((kinds[n:] + kinds[:n] for n in range(7)), key=str)
]
"""Every possible week of runs. Of those that only differ in the day on which they begin there is one."""


def explains_itself(runs, now=()):
    """Whether the days proposed carry no warning of ours, neither of runs nor of rest, or all of them are said.

    A warning is looked for as the week's page does: the runs of the day after the week, too.
    """
    best = best_days(MONDAY, runs, now)
    place = dict(zip(sorted({one.day for one in now}), best.days, strict=False))
    there = [Strength(place[one.day], one.at, one.loaded) for one in now if one.day in place]
    there = there or [Strength(day, loaded=True) for day in best.days]
    runs = [Run(run.day + timedelta(days=shift), run.kind, run.at) for run in runs for shift in (-7, 0, 7)]
    warned = {clash.sentence for clash in clashes(there, runs)}
    plan = Plan([Weekly(day, day.weekday(), MONDAY, routine="hips") for day in best.days])
    around = [plan.day(MONDAY + timedelta(days=n), MONDAY, {}) for n in range(-1, 8)]
    rest = rest_advice(around, {"hips": {"Big glutes"}})
    said = all(sentence in best.sentence for sentence in warned) and ("as it gets" in best.sentence or not warned)
    return said and (rest is None or "as far apart as they go" in best.sentence or "as it gets" in best.sentence)


@pytest.mark.parametrize("turn", range(7))
def test_in_every_week_the_days_proposed_are_free_of_our_warnings_or_say_what_is_left(turn):
    for kinds in TURNED[turn::7]:
        kinds = kinds[turn:] + kinds[:turn]
        runs = [Run(MONDAY + timedelta(days=n), kind) for n, kind in enumerate(kinds) if kind]
        assert explains_itself(runs), kinds
        assert explains_itself(runs, sessions_on(0, 2, 4)), kinds


times = st.none() | st.sampled_from([time(6), time(7), time(12), time(18, 30)])
days = st.integers(0, 6).map(lambda n: MONDAY + timedelta(days=n))
some_runs = st.lists(st.builds(Run, days, st.sampled_from(KINDS[1:]), times), max_size=9)
some_sessions = st.lists(st.builds(Strength, days, times, st.booleans()), max_size=7)


@given(some_runs, some_sessions)
def test_with_times_several_runs_a_day_and_any_sessions_the_days_explain_themselves_too(runs, now):
    assert explains_itself(runs, now)


@given(some_runs, some_sessions, st.lists(days, max_size=2))
def test_a_session_is_moved_to_where_nothing_is_in_its_way_or_nowhere(runs, now, races):
    week = [MONDAY + timedelta(days=n) for n in range(7)]
    for session in now:
        others = [other for other in now if other != session]
        better = better_day(session, week, now, runs, races)
        if better:
            assert clashes([session], runs, races)
            assert not clashes([Strength(better, session.at, session.loaded)], runs, races)
            assert not any(run.day == better and run.kind == "long" for run in runs)
            assert all(abs((other.day - better).days) > 1 for other in others)


def test_the_run_of_a_monday_keeps_the_sunday_before_it_free():
    long_monday = [Run(MONDAY, "long")]

    assert [f"{day:%a}" for day in best_days(MONDAY, long_monday).days] == ["Tue", "Thu", "Sat"]


def test_a_clash_is_mended_by_the_nearest_clear_day():
    strength = Strength(WEDNESDAY, loaded=True)
    others = [Strength(MONDAY, loaded=True), Strength(FRIDAY, loaded=True)]
    week = [MONDAY + timedelta(days=n) for n in range(7)]

    assert better_day(strength, week, runs=[Run(THURSDAY, "hard")]) == MONDAY + timedelta(days=1)
    assert better_day(strength, week, [*others, strength], [Run(THURSDAY, "easy")]) is None
    assert better_day(Strength(SUNDAY, practice=True), week, races=[SUNDAY]) is None
    assert better_day(strength, [], runs=[Run(THURSDAY, "hard")]) is None


def test_without_weights_it_does_not_land_on_the_long_run_either():
    week = [MONDAY + timedelta(days=n) for n in range(7)]

    assert better_day(Strength(FRIDAY), week[4:], sessions_on(0, 2), week_of(sat="long")) == SUNDAY


@pytest.mark.parametrize(
    ("days", "others", "expected"),
    [
        pytest.param([TUESDAY, WEDNESDAY, SUNDAY], [], TUESDAY, id="the last day on which it stays whole"),
        pytest.param([TUESDAY, FRIDAY, SUNDAY], [TUESDAY], None, id="only that has a session already"),
        pytest.param([TUESDAY], [MONDAY], None, id="beside a session: no crowding before a race"),
        pytest.param([WEDNESDAY, THURSDAY, FRIDAY, SUNDAY], [], None, id="only days too near the race are left"),
    ],
)
def test_a_race_moves_a_session_to_a_clear_day_before_its_last_days_or_nowhere(days, others, expected):
    others = [Strength(day, loaded=True) for day in others]

    assert better_day(Strength(SUNDAY, loaded=True), days, others, races=[SUNDAY]) == expected


def test_a_day_with_mere_practice_is_free():
    practice = [Strength(TUESDAY, practice=True)]

    assert better_day(Strength(SUNDAY), [TUESDAY], practice, races=[SUNDAY]) == TUESDAY


@pytest.mark.parametrize(
    ("done", "sentence"),
    [
        (0, "2 a week keep you ticking over."),
        (1, "1 done; 2 keep you ticking over."),
        (2, "2 done: enough to keep you ticking over."),
        (3, "3 done: that’s your week."),
        (4, "4 done: that’s your week."),
    ],
)
def test_two_sessions_are_enough_to_keep_going(done, sentence):
    assert enough(done)[0] == sentence
