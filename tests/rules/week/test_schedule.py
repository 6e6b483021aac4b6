"""The week's arithmetic, as tables of cases: dates in, states out; no database, no clock."""

from datetime import date, time, timedelta

import pytest

from glutes.rules.week.plan import Paused, Plan
from glutes.rules.week.rest_days import rest_advice
from glutes.rules.week.schedule import Adherence, Done, Weekly, first_day
from glutes.rules.week.week_names import week_name, week_named

MON, TUE, WED, THU, FRI, SAT, SUN = (date(2026, 11, 16) + timedelta(days=n) for n in range(7))
LONG_AGO = date(2026, 1, 1)
NEXT_MON = MON + timedelta(days=7)
LETTERS = {"done": "D", "going": "G", "planned": "P", "missed": "M", "paused": "Z", "rest": "."}


def weekly(weekday, since=LONG_AGO, **fields):
    """A session of the routine “hips” that has the weekday as its key, unless said otherwise."""
    return Weekly(**{"key": weekday, "routine": "hips"} | fields, weekday=weekday, since=since)


def three(**fields):
    return [weekly(weekday, **fields) for weekday in (0, 2, 4)]


def one_each(*days):
    """A workout of no planned routine on each of the days."""
    return {day: [Done("other")] for day in days}


def shape(plan, today, done, first=MON):
    """The days' states, a letter each."""
    return "".join(LETTERS[day.state] for day in plan.week(first, today, done).days)


def states(day):
    return [session.state.value for session in day.sessions]


@pytest.mark.parametrize(
    ("today", "done", "expected"),
    [
        (MON, [], "P.P.P.."),
        (MON, [MON], "D.P.P.."),
        (TUE, [], "M.P.P.."),
        (WED, [MON], "D.P.P.."),
        (SUN, [MON, WED, FRI], "D.D.D.."),
        (SUN, [MON, THU], "D.MDM.."),
        (NEXT_MON, [], "M.M.M.."),
        (LONG_AGO, [], "P.P.P.."),
    ],
)
def test_a_week_of_three_seen_on_different_days(today, done, expected):
    assert shape(Plan(three()), today, one_each(*done)) == expected


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        (Plan([]), "......."),
        (Plan(three(since=WED)), "..P.P.."),  # begun mid-week: the days before are blank
        (Plan(three(until=WED)), "P.P...."),
        (Plan([*three(until=TUE), weekly(1, since=WED), weekly(3, since=WED)]), "P..P..."),  # changed mid-week
        (Plan(three(since=NEXT_MON)), "......."),
        (Plan(three(), moves={(0, MON): TUE}), ".PP.P.."),
        (Plan(three(), moves={(0, MON): None}), "..P.P.."),
        (Plan(three(), moves={(0, MON): WED}), "..P.P.."),  # onto a day that has one
        (Plan(three(), moves={(4, FRI): NEXT_MON}), "P.P...."),  # out of the week
        (Plan(three(), moves={(4, MON - timedelta(days=3)): TUE}), "PPP.P.."),  # into the week
        (Plan(three(), moves={(4, SAT): SUN}), "P.P.P.."),  # of a date that the plan does not have
        (Plan(three(), moves={(9, FRI): SUN}), "P.P.P.."),  # of something that is gone
        (Plan(three(until=WED), moves={(4, FRI): SUN}), "P.P...."),  # ended before the date that was moved
        (Plan(three(), pauses=[Paused(WED)]), "P.ZZZZZ"),
        (Plan(three(), pauses=[Paused(WED, WED)]), "P.Z.P.."),
        (Plan(three(), pauses=[Paused(LONG_AGO, MON)]), "Z.P.P.."),
        (Plan(three(), pauses=[Paused(WED, FRI)], moves={(4, FRI): SUN}), "P.ZZZ.P"),  # moved out of a pause
        (Plan([], pauses=[Paused(MON)]), "ZZZZZZZ"),
    ],
)
def test_moves_skips_pauses_and_ends_shape_a_week(plan, expected):
    assert shape(plan, MON, {}) == expected


def test_a_pause_leaves_no_missed_days_and_what_was_done_in_it_counts():
    plan = Plan(three(), pauses=[Paused(MON, WED)])
    assert shape(plan, SUN, one_each(WED)) == "ZZD.M.."


def test_a_moved_session_is_named_at_both_ends():
    days = Plan(three(), moves={(0, MON): TUE, (2, WED): None}).week(MON, MON, {}).days
    assert [(s.weekly.key, s.day, s.state.value) for day in days for s in day.away] == [
        (0, TUE, "moved"),
        (2, None, "skipped"),
    ]
    assert [(s.date, s.day, s.is_moved) for day in days for s in day.sessions] == [(MON, TUE, True), (FRI, FRI, False)]


def test_a_session_of_one_day_alone_and_the_one_skipped_for_it_know_each_other():
    once = weekly(2, key="once", since=WED, until=WED)
    changed, moved, both = {(2, WED): None}, {("once", WED): FRI}, {("once", WED): None}
    for moves, there in [(changed, WED), (changed | moved, FRI)]:
        plan = Plan([*three(), once], moves=moves)
        here = next(one for one in plan.day(there, MON, {}).sessions if one.weekly is once)
        assert here.other.key == 2
        (gone,) = (one for one in plan.day(WED, MON, {}).away if one.weekly.key == 2)
        assert (gone.other, gone.other_day) == (once, there)
    skipped = Plan([*three(), once], moves=changed | both).day(WED, MON, {}).away
    assert [(one.weekly.key, one.other.key, one.other_day) for one in skipped] == [(2, "once", None), ("once", 2, None)]
    assert [one.other for one in Plan([*three(), once]).day(WED, MON, {}).sessions] == [None, None]
    assert [one.other for one in Plan(three(), moves=changed).day(WED, MON, {}).away] == [None]


def test_several_a_day_come_by_the_clock_and_those_without_a_time_last():
    plan = Plan(
        [
            weekly(0, key="whenever"),
            weekly(0, key="evening", time=time(18)),
            weekly(0, key="morning", time=time(7)),
            weekly(2, key="moved", time=time(12)),
        ],
        moves={("moved", WED): MON},
    )
    assert [s.weekly.key for s in plan.day(MON, MON, {}).sessions] == ["morning", "moved", "evening", "whenever"]


@pytest.mark.parametrize(
    ("done", "expected", "extra"),
    [
        ([], ["planned", "planned", "planned"], 0),
        ([Done("core")], ["planned", "done", "planned"], 0),  # its own routine first
        ([Done("other")], ["done", "planned", "planned"], 0),  # what was done need not be what was planned
        ([Done(None)], ["done", "planned", "planned"], 0),
        ([Done("other"), Done("hips")], ["done", "done", "planned"], 0),
        ([Done("hips"), Done("hips"), Done("hips")], ["done", "done", "planned"], 1),
        ([Done("hold", practice=True)], ["planned", "planned", "done"], 0),
        ([Done("hold", practice=True)] * 2, ["planned", "planned", "done"], 0),  # more practice is just practice
        ([Done("core", is_going=True)], ["planned", "going", "planned"], 0),
        ([Done("hips")] * 2 + [Done("hips", is_going=True)], ["done", "done", "planned"], 0),  # not an extra one yet
    ],
)
def test_each_workout_ticks_off_one_session_of_its_day(done, expected, extra):
    plan = Plan(
        [
            weekly(0, key=1, routine="hips"),
            weekly(0, key=2, routine="core"),
            weekly(0, key=3, routine="hold", practice=True),
        ]
    )
    day = plan.day(MON, MON, {MON: done})
    assert (states(day), day.extra) == (expected, extra)


@pytest.mark.parametrize(
    ("done", "today", "state"),
    [
        ([Done("hips")], MON, "planned"),  # one of two still to do
        ([Done("hips"), Done("core")], MON, "done"),
        ([Done("hips"), Done("core", is_going=True)], MON, "going"),
        ([Done("hips", is_going=True)], MON, "planned"),
        ([Done("hips")], TUE, "done"),
        ([], TUE, "missed"),
    ],
)
def test_a_day_with_two_sessions_has_one_state(done, today, state):
    plan = Plan([weekly(0, key=1, routine="hips"), weekly(0, key=2, routine="core")])
    assert plan.day(MON, today, {MON: done}).state == state


@pytest.mark.parametrize(
    ("done", "today", "state"),
    [
        ([], MON, "planned"),
        ([], TUE, "rest"),
        ([Done("hold", practice=True)], TUE, "done"),
    ],
)
def test_daily_practice_is_done_or_not_but_never_missed(done, today, state):
    plan = Plan([weekly(0, routine="hold", practice=True)])
    assert plan.day(MON, today, {MON: done}).state == state
    assert plan.week(MON, today, {MON: done}).missed == []


def test_practice_does_not_hide_a_missed_session():
    plan = Plan([weekly(0), weekly(0, key="hold", routine="hold", practice=True)])
    assert plan.day(MON, TUE, {MON: [Done("hold", practice=True)]}).state == "missed"


def test_what_is_in_progress_is_to_come_until_it_has_ended():
    done = {MON: [Done("hips")], WED: [Done("hips", is_going=True)]}
    week = Plan(three()).week(MON, WED, done)
    assert week.adherence == Adherence(1, 3, to_come=2)
    assert shape(Plan(three()), THU, done) == "D.G.P.."
    assert Plan(three()).week(MON, THU, done).missed == []


@pytest.mark.parametrize(
    ("plan", "done", "expected"),
    [
        (Plan(three()), [], Adherence(0, 3)),
        (Plan(three()), [MON, WED], Adherence(2, 3)),
        (Plan(three()), [MON, TUE, WED, FRI], Adherence(4, 3)),
        (Plan(three()), [TUE, THU, SAT], Adherence(3, 3)),  # other days than planned
        (Plan(three(), moves={(0, MON): TUE}), [TUE], Adherence(1, 3)),  # moved: once
        (Plan(three(), moves={(0, MON): NEXT_MON}), [], Adherence(0, 2)),  # counted in the week it went to
        (Plan(three(), moves={(0, MON): None}), [], Adherence(0, 2)),  # skipped: not at all
        (Plan(three(), moves={(0, MON): None, (2, WED): None, (4, FRI): None}), [], None),
        (Plan(three(since=FRI)), [], Adherence(0, 1)),
        (Plan(three(since=NEXT_MON)), [MON], None),  # before the first plan
        (Plan(three(until=MON - timedelta(days=1))), [MON], Adherence(1, 3)),  # a plan no longer
        (Plan(three(), pauses=[Paused(MON, SUN)]), [], None),
        (Plan(three(), pauses=[Paused(TUE)]), [MON], Adherence(1, 1)),
        (Plan([], pauses=[Paused(MON)]), [], None),
        (Plan([]), [], Adherence(0, 3)),  # no plan: three
        (Plan([]), [MON], Adherence(1, 3)),
        (Plan([weekly(0, routine="hold", practice=True)]), [], Adherence(0, 3)),
        (Plan([*three(), weekly(1, routine="hold", practice=True)]), [MON], Adherence(1, 3)),
    ],
)
def test_adherence_counts_done_against_planned(plan, done, expected):
    assert plan.week(MON, NEXT_MON, one_each(*done)).adherence == expected


def test_the_week_in_words_of_who_planned_nothing_or_practises():
    hold = {day: [Done(practice=True)] * 2 for day in (MON, TUE)}
    assert str(Plan([]).week(MON, SUN, hold).adherence) == "0 of 3 sessions done, practice on 2 days"
    assert str(Plan(three()).week(MON, SUN, hold).adherence) == "0 of 3 sessions done, practice on 2 days"
    done = Plan([]).week(MON, SUN, one_each(MON, TUE, WED, FRI)).adherence
    assert str(done) == "4 sessions done; 3 a week would do"


@pytest.mark.parametrize(
    ("today", "done", "said"),
    [
        (MON, [], "0 of 3 sessions done"),
        (WED, [TUE], "1 of 3 sessions done"),  # Tuesday's workout made up for Monday
        (TUE, [MON, TUE], "2 sessions done, 2 to come"),
        (SUN, [MON, TUE, WED, FRI], "4 sessions done, 3 planned"),
    ],
)
def test_the_week_in_words_never_says_that_all_is_done_while_something_is_to_come(today, done, said):
    assert str(Plan(three()).week(MON, today, one_each(*done)).adherence) == said


@pytest.mark.parametrize(
    ("today", "done", "missed"),
    [
        (MON, [], []),
        (THU, [], [MON, WED]),
        (THU, [MON], [WED]),
        (THU, [TUE], [WED]),  # Tuesday's workout made up for Monday
        (THU, [TUE, THU], []),
        (SUN, [MON, WED, FRI], []),
    ],
)
def test_missed_sessions_are_offered_until_made_up_for(today, done, missed):
    assert [s.date for s in Plan(three()).week(MON, today, one_each(*done)).missed] == missed


def test_a_missed_session_moved_to_today_is_no_longer_missed():
    plan = Plan(three(), moves={(0, MON): TUE})
    assert plan.week(MON, TUE, {}).missed == []
    assert [s.date for s in plan.week(MON, WED, {}).missed] == [MON]  # missed once more


@pytest.mark.parametrize(
    ("plan", "today", "expected"),
    [
        (Plan(three()), MON, WED),
        (Plan(three()), FRI, NEXT_MON),
        (Plan(three(), moves={(2, WED): THU}), MON, THU),
        (Plan(three(), moves={(2, WED): None}), MON, FRI),
        (Plan(three(), pauses=[Paused(TUE, SUN)]), MON, NEXT_MON),
        (Plan(three(), pauses=[Paused(TUE)]), MON, None),
        (Plan(three(until=MON)), MON, None),
        (Plan([]), MON, None),
    ],
)
def test_the_next_session_is_the_first_that_stands_after_today(plan, today, expected):
    following = plan.next_session(today, {})
    assert (following and following.day) == expected


@pytest.mark.parametrize(
    ("day", "first_weekday", "first"),
    [
        (MON, 0, MON),
        (SUN, 0, MON),
        (SUN, 6, SUN),
        (SAT, 6, MON - timedelta(days=1)),
        (FRI, 5, MON - timedelta(days=2)),
        (SAT, 5, SAT),
        (date(2027, 1, 1), 0, date(2026, 12, 28)),
        (date(2027, 1, 1), 6, date(2026, 12, 27)),
        (date(2024, 2, 29), 6, date(2024, 2, 25)),
    ],
)
def test_a_week_begins_on_the_users_first_weekday(day, first_weekday, first):
    assert first_day(day, first_weekday) == first


@pytest.mark.parametrize("first_weekday", [0, 5, 6])
@pytest.mark.parametrize(
    ("name", "monday"),
    [
        ("2026-W47", MON),
        ("2026-W53", date(2026, 12, 28)),
        ("2027-W01", date(2027, 1, 4)),
        ("2025-W01", date(2024, 12, 30)),
        ("2000-W01", date(2000, 1, 3)),
        ("2199-W52", date(2199, 12, 23)),
    ],
)
def test_a_week_is_named_by_its_monday(name, monday, first_weekday):
    first = week_named(name, first_weekday)
    assert first.weekday() == first_weekday
    assert first <= monday <= first + timedelta(days=6)
    assert week_name(first) == name


@pytest.mark.parametrize(
    "name",
    [
        "",
        "2026-W99",
        "2026-W00",
        "2025-W53",
        "0001-W01",
        "9999-W52",
        "2026-47",
        "2026-W4",
        "26-W47",
        "٢٠٢٦-W47",
        "2026-W-1",
    ],
)
def test_what_names_no_week_raises(name):
    with pytest.raises(ValueError):
        week_named(name, 0)


@pytest.mark.parametrize(
    "monday",
    [
        date(2026, 3, 23),  # Europe's clocks go forward on its Sunday
        date(2026, 10, 19),  # and back
        date(2026, 3, 2),  # America's
        date(2026, 10, 26),
        date(2026, 12, 28),  # the year ends in it
        date(2024, 2, 26),  # a leap day in it
    ],
)
@pytest.mark.parametrize("first_weekday", [0, 6])
def test_clocks_and_calendars_move_nothing(monday, first_weekday):
    first = first_day(monday, first_weekday)
    days = Plan(three(since=date(2020, 1, 1))).week(first, first, {}).days
    assert [day.date for day in days] == [first + timedelta(days=n) for n in range(7)]
    assert sorted(day.date.weekday() for day in days if day.sessions) == [0, 2, 4]


SUN_AND_MON = "Sun and Mon both work your big glutes and side of the hip: leave a day between."
GLUTES = {"hips": {"Big glutes", "Side of the hip"}, "core": {"Core"}, "hold": {"Big glutes"}}


@pytest.mark.parametrize(
    ("plan", "sentence"),
    [
        (Plan([]), None),
        (Plan(three()), None),
        (
            Plan([weekly(0), weekly(1)]),
            "Mon and Tue both work your big glutes and side of the hip: leave a day between.",
        ),
        (
            Plan([weekly(0), weekly(6)]),  # the week goes round
            SUN_AND_MON,
        ),
        (Plan([weekly(0), weekly(1, routine="core")]), None),
        (Plan([weekly(0), weekly(1, routine="hold", practice=True)]), None),
        (Plan([weekly(0), weekly(1)], moves={(1, TUE): THU}), None),
        (Plan([weekly(0), weekly(1)], moves={(1, TUE): None}), None),
        (Plan([weekly(0), weekly(1)], pauses=[Paused(TUE)]), None),
        (Plan([weekly(0), weekly(1, routine="unknown")]), None),
        (
            Plan([weekly(4), weekly(5), weekly(6), weekly(6, routine="hold")]),
            "Sun works your big glutes twice: leave a day between."
            " Fri and Sat, Sat and Sun both work your big glutes and side of the hip: leave a day between.",
        ),
        (
            Plan([weekly(0), weekly(2), weekly(0, routine="hold"), weekly(2, routine="hold")]),
            "Mon and Wed work your big glutes twice: leave a day between.",
        ),
        (Plan([weekly(0), weekly(0, routine="core")]), None),
        (Plan([weekly(0), weekly(6, since=TUE)]), SUN_AND_MON),  # only the one after the week
        (Plan([weekly(0), weekly(6, until=MON - timedelta(days=1))]), SUN_AND_MON),  # only the one before it
    ],
)
def test_sessions_for_the_same_muscles_want_a_day_between(plan, sentence):
    days = [plan.day(MON + timedelta(days=n), MON - timedelta(days=1), {}) for n in range(-1, 8)]
    advice = rest_advice(days, GLUTES)
    assert (advice and advice.sentence) == sentence


@pytest.mark.parametrize(("today", "said"), [(MON, True), (TUE, False)], ids=["to do", "missed"])
def test_who_missed_a_session_is_rested(today, said):
    plan = Plan([weekly(0), weekly(1)])
    days = [plan.day(MON + timedelta(days=n), today, {}) for n in range(-1, 8)]
    assert bool(rest_advice(days, GLUTES)) == said
