"""What the overview shows: weeks against the plan, best and latest session of every exercise."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from glutes.exercises.models import Exercise
from glutes.plan.models import Move, Pause, PlanDay
from glutes.progress.pages.overview import summed
from glutes.progress.pages.weeks import Weeks
from glutes.progress.reading import lines_between
from glutes.rules.bests import Mark, bests
from glutes.workouts.models.bests import dated_bests
from tests.make import NOON, make_exercise, make_routine, make_set, make_user, make_workout

pytestmark = pytest.mark.django_db

TODAY = NOON.date()
"""A Wednesday: its week began on 16 November."""
MONDAY = date(2026, 11, 16)


@pytest.fixture
def squat():
    return make_exercise("squat")


def train(user, exercise, days_ago, **fields):
    """A workout with one set, some days before today."""
    workout = make_workout(user, [exercise], started=NOON - timedelta(days=days_ago), **fields)
    make_set(workout)
    return workout


def sums(user, weeks=4):
    """(done, planned) of the last weeks."""
    return [(week.done, week.planned) for week in Weeks(user, TODAY).all[-weeks:]]


def test_twelve_weeks_begin_on_the_users_first_weekday():
    firsts = {day: [week.first for week in Weeks(make_user(first_weekday=day), TODAY).all] for day in (0, 5, 6)}
    assert {day: (len(weeks), weeks[0], weeks[-1]) for day, weeks in firsts.items()} == {
        0: (12, date(2026, 8, 31), MONDAY),
        5: (12, date(2026, 8, 29), date(2026, 11, 14)),
        6: (12, date(2026, 8, 30), date(2026, 11, 15)),
    }


def test_who_has_done_nothing_is_asked_for_nothing(user):
    weeks = Weeks(user, TODAY)
    assert sums(user) == [(0, None)] * 4
    assert (weeks.began, weeks.done, weeks.planned, weeks.is_planned) == ([], 0, 0, False)


def test_without_a_plan_three_a_week_count_from_the_first_session_on(user, squat):
    for days_ago in (0, 1, 8, 15):
        train(user, squat, days_ago)
    weeks = Weeks(user, TODAY)
    assert sums(user) == [(0, None), (1, 3), (1, 3), (2, 3)]
    assert (len(weeks.began), weeks.done, weeks.planned) == (3, 4, 9)


def test_what_does_not_count_is_not_counted(user, squat):
    train(user, squat, 1)
    train(user, squat, 1, deleted_at=NOON)
    train(user, squat, 1).exercises.update(block="warm-up")
    make_workout(user, [squat])
    train(make_user(), squat, 1)
    assert sums(user, 1) == [(1, 3)]


def test_daily_practice_is_no_session(user):
    bridge = make_exercise("bridge-hold", measure="seconds")
    train(user, bridge, 1)
    train(user, make_exercise("squat"), 1)
    assert sums(user, 1) == [(1, 3)]


def test_with_a_plan_its_sessions_count_moved_ones_where_they_went_and_paused_weeks_not(user, squat):
    routine = make_routine(user, [(squat, {})])
    since = MONDAY - timedelta(weeks=2)
    _, friday = [PlanDay.objects.create(user=user, routine=routine, weekday=day, since=since) for day in (0, 4)]
    Move.objects.create(user=user, plan_day=friday, date=MONDAY + timedelta(days=4), to=None)
    Pause.objects.create(user=user, since=MONDAY - timedelta(weeks=1), until=MONDAY - timedelta(days=1))
    train(user, squat, 2, routine=routine)
    train(user, squat, 16, routine=routine)
    train(user, squat, 20)
    assert sums(user) == [(1, None), (1, 2), (0, None), (1, 1)]
    assert Weeks(user, TODAY).is_planned


def test_bests_are_the_first_best_set_of_each_side_and_load(user):
    lunge = make_exercise("lunge", sides="each")
    first = make_workout(user, [lunge], started=NOON - timedelta(days=2))
    second = make_workout(user, [lunge])
    for workout, sets in (
        (first, [("left", 10, None), ("right", 9, None)]),
        (second, [("left", 10, None), ("left", 8, 4)]),
    ):
        for number, (side, reps, kg) in enumerate(sets, start=1):
            make_set(workout, side=side, number=number, reps=reps, load_kg=kg)
    make_set(second, side="left", number=3, reps=30, form_ok=False)
    assert bests(dated_bests(user.pk, lunge.pk)) == [
        Mark(TODAY, "left", reps=8, load_kg=Decimal(4)),
        Mark(TODAY - timedelta(days=2), "left", reps=10),
        Mark(TODAY - timedelta(days=2), "right", reps=9),
    ]


def sums_of(user):
    """The ExerciseSums of the last 12 weeks."""
    lines = lines_between(user, TODAY - timedelta(weeks=12), TODAY)
    return summed(lines, Exercise.objects.in_bulk(), TODAY)


def test_the_latest_session_of_every_exercise_the_latest_first(user, squat):
    plank = make_exercise("plank", measure="seconds", load="none")
    before = make_workout(user, [squat, plank], started=NOON - timedelta(days=7))
    make_set(before, reps=15)
    make_set(before, slot=1, seconds=60)
    after = make_workout(user, [squat])
    make_set(after, reps=12)
    make_set(after, number=2, reps=11, form_ok=False)
    week_ago = TODAY - timedelta(days=7)
    assert [(one.exercise, one.day, one.latest, one.weekly) for one in sums_of(user)] == [
        (squat, TODAY, {"both": Mark(TODAY, reps=12)}, ({"both": 15}, {"both": 12})),
        (plank, week_ago, {"both": Mark(week_ago, seconds=60)}, ({"both": 60},)),
    ]


def test_what_was_deleted_ticked_off_or_done_by_others_is_not_there(user, squat):
    workout = make_workout(user, [squat])
    make_set(workout, reps=10)
    make_set(workout, number=2, reps=90, deleted_at=NOON)
    make_set(make_workout(user, [squat], started=NOON + timedelta(hours=1), deleted_at=NOON), reps=91)
    warm = make_workout(user, [squat], started=NOON + timedelta(hours=2))
    make_set(warm, reps=92)
    warm.exercises.update(block="warm-up")
    make_set(make_workout(make_user(), [squat], started=NOON + timedelta(hours=3)), reps=93)
    (one,) = sums_of(user)
    assert one.latest == {"both": Mark(TODAY, reps=10)}
