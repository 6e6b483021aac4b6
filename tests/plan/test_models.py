"""What the plan remembers: a change ends a row and adds one, so that the past keeps what it had."""

from datetime import UTC, date, datetime, time

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from glutes.plan.models import Move, Pause, PlanDay, Race, RunDay
from glutes.routines.models import Prescription, Routine
from tests.make import make_exercise, make_plan_day, make_routine, make_user

pytestmark = pytest.mark.django_db

MON, TUE, WED, FRI = date(2026, 11, 16), date(2026, 11, 17), date(2026, 11, 18), date(2026, 11, 20)
LAST_TUE = date(2026, 11, 10)
LONG_AGO = date(2026, 1, 1)


def rows(user):
    """The plan as it stands in the database."""
    found = PlanDay.objects.filter(user=user).order_by("weekday", "since")
    return [(row.weekday, row.routine.name, row.since, row.until) for row in found]


def test_a_ready_made_routine_is_copied_once_for_the_whole_week(user):
    ready_made = make_routine(None, [(make_exercise("squat"), {})], name="Hips")
    PlanDay.objects.put(user, ready_made, [0, 2], WED)
    PlanDay.objects.put(user, ready_made, [4], WED)
    copy = user.routines.get()
    assert (copy.name, copy.copied_from, copy.prescriptions.get().exercise.slug) == ("Hips", ready_made, "squat")
    assert rows(user) == [(0, "Hips", WED, None), (2, "Hips", WED, None), (4, "Hips", WED, None)]
    assert set(PlanDay.objects.values_list("routine", flat=True)) == {copy.pk}


@pytest.mark.parametrize("gone", ["archive", "discard"])
def test_a_copy_that_was_put_away_is_not_taken_again(user, gone):
    ready_made = make_routine(None, name="Hips")
    getattr(ready_made.own_of(user), gone)(datetime(2026, 11, 18, tzinfo=UTC))
    assert ready_made.own_of(user).pk != user.routines.order_by("pk").first().pk
    assert user.routines.count() == 2


def test_putting_twice_adds_nothing_and_keeps_the_time(user):
    routine = make_routine(user, name="Hips")
    PlanDay.objects.put(user, routine, [0], MON, time(18))
    PlanDay.objects.put(user, routine, [0], WED)
    row = PlanDay.objects.get()
    assert (row.since, row.until, row.time) == (MON, None, time(18))


def test_what_starts_later_is_brought_forward(user):
    routine = make_routine(user, name="Hips")
    PlanDay.objects.put(user, routine, [0], FRI)
    PlanDay.objects.put(user, routine, [0], WED)
    assert rows(user) == [(0, "Hips", WED, None)]


def test_putting_back_what_was_removed_undoes_it(user):
    routine = make_routine(user, name="Hips")
    there = make_plan_day(user, 0, routine)
    there.stop(WED)
    assert rows(user) == [(0, "Hips", LONG_AGO, TUE)]
    PlanDay.objects.put(user, routine, [0], WED)
    assert rows(user) == [(0, "Hips", LONG_AGO, None)]


def test_what_never_began_leaves_no_trace_when_it_stops(user):
    make_plan_day(user, since=WED).stop(WED)
    assert rows(user) == []


@pytest.mark.parametrize(
    ("again", "kept"), [(WED, [(date(2026, 11, 25), None)]), (FRI, [])], ids=["an undo", "on another day, anew"]
)
def test_what_began_today_is_back_with_its_skips_and_moves_after_an_undo(user, again, kept):
    there = make_plan_day(user, 2, make_routine(user, name="Hips"), since=WED, time=time(18))
    there.move(date(2026, 11, 25), None)
    there.stop(WED)
    PlanDay.objects.put(user, there.routine, [2], again)
    assert rows(user) == [(2, "Hips", again, None)]
    assert [(date, to) for (_, date), to in PlanDay.objects.plan_of(user).moves.items()] == kept
    assert PlanDay.objects.with_deleted().count() == 1


def test_stopping_what_has_ended_already_changes_nothing(user):
    make_plan_day(user, routine=make_routine(user, name="Hips"), until=MON).stop(WED)
    assert rows(user) == [(0, "Hips", LONG_AGO, MON)]


def test_a_change_keeps_the_past_and_what_was_moved_later(user):
    old, new = make_routine(user, name="Old"), make_routine(user, name="New")
    there = make_plan_day(user, 0, old)
    there.move(MON, TUE)
    there.move(date(2026, 11, 23), date(2026, 11, 24))
    changed = there.change(WED, new, time(7))
    assert rows(user) == [(0, "Old", LONG_AGO, TUE), (0, "New", WED, None)]
    assert list(Move.objects.values_list("plan_day", "date")) == [
        (there.pk, MON),
        (changed.pk, date(2026, 11, 23)),
    ]


def test_a_change_of_what_began_today_changes_it_in_place(user):
    there = make_plan_day(user, since=WED)
    there.change(WED, make_routine(user, name="New"), None)
    assert rows(user) == [(0, "New", WED, None)]


def test_a_session_is_moved_skipped_and_put_back(user):
    there = make_plan_day(user)
    there.move(MON, TUE)
    there.move(MON, None)
    assert list(Move.objects.values_list("user", "date", "to")) == [(user.pk, MON, None)]
    there.move(MON, MON)
    assert Move.objects.count() == 0


def test_the_rules_see_the_plan(user):
    hold = make_exercise("bridge-hold", measure="seconds")
    amount = {"seconds_low": 30, "seconds_high": 60}
    warm_up = (make_exercise(), {"block": "warm-up"})
    practice = make_routine(user, [warm_up, (hold, amount)], name="Hold")
    mixed = make_routine(user, [(hold, amount), (make_exercise(), {})], name="Mixed")
    one = make_plan_day(user, 0, practice, time=time(7))
    two = make_plan_day(user, 2, mixed, until=FRI)
    make_plan_day(user, 3, make_routine(user, name="Empty"))
    two.move(WED, None)
    make_plan_day(make_user(), 1)
    Pause.objects.create(user=user, since=FRI)
    Pause.objects.create(user=make_user(), since=MON)

    plan = PlanDay.objects.plan_of(user)

    assert [(w.key, w.weekday, w.since, w.until, w.time, w.practice) for w in plan.weekly][:2] == [
        (one.pk, 0, LONG_AGO, None, time(7), True),
        (two.pk, 2, LONG_AGO, FRI, None, False),
    ]
    assert [w.practice for w in plan.weekly] == [True, False, False]
    assert plan.moves == {(two.pk, WED): None}
    assert [(pause.since, pause.until) for pause in plan.pauses] == [(FRI, None)]


def test_reps_of_a_bridge_are_a_session_not_practice(user):
    bridge = make_exercise("single-leg-bridge")
    make_plan_day(user, routine=make_routine(user, [(bridge, {})]))
    assert [weekly.practice for weekly in PlanDay.objects.plan_of(user).weekly] == [False]


def test_a_removed_prescription_is_not_asked_about_practice(user):
    hold = make_exercise("bridge-hold", measure="seconds")
    routine = make_routine(user, [(hold, {"seconds_low": 30, "seconds_high": 30}), (make_exercise(), {})])
    make_plan_day(user, routine=routine)
    Prescription.objects.get(reps_low=10).discard(datetime(2026, 11, 18, tzinfo=UTC))
    assert [weekly.practice for weekly in PlanDay.objects.plan_of(user).weekly] == [True]


@pytest.mark.parametrize(("gone", "back"), [("discard", "restore"), ("archive", "unarchive")])
def test_a_deleted_or_archived_routine_leaves_the_week_on_that_day_where_the_user_is(user, gone, back):
    user.time_zone = "Pacific/Auckland"
    there = make_plan_day(user)
    getattr(there.routine, gone)(datetime(2026, 11, 17, 12, 30, tzinfo=UTC))  # the 18th in Auckland
    assert [weekly.until for weekly in PlanDay.objects.plan_of(user).weekly] == [TUE]
    assert not PlanDay.objects.lasting_on(user, range(7))
    getattr(there.routine, back)(*[datetime(2026, 11, 18, tzinfo=UTC)] * (back == "restore"))
    assert [weekly.until for weekly in PlanDay.objects.plan_of(user).weekly] == [None]
    assert list(PlanDay.objects.lasting_on(user, range(7))) == [there]


def test_archived_then_deleted_a_routine_left_the_week_when_it_was_archived(user):
    there = make_plan_day(user)
    there.routine.discard(datetime(2026, 11, 20, 12, tzinfo=UTC))
    there.routine.archive(datetime(2026, 11, 18, 12, tzinfo=UTC))
    assert [weekly.until for weekly in PlanDay.objects.plan_of(user).weekly] == [TUE]


@pytest.mark.parametrize(("many", "queries"), [(1, 3), (30, 3)])
def test_the_plan_is_read_in_three_queries(user, many, queries, django_assert_num_queries):
    for number in range(many):
        make_plan_day(user, number % 7).move(MON, TUE)
    with django_assert_num_queries(queries):
        PlanDay.objects.plan_of(user)


@pytest.mark.every_case
@pytest.mark.parametrize(
    "broken",
    [
        lambda user: make_plan_day(user, weekday=7),
        lambda user: make_plan_day(user, since=WED, until=TUE),
        lambda user: [make_plan_day(user, 0, user.routines.get_or_create(name="x")[0]) for _ in range(2)],
        lambda user: Move.objects.create(user=user, plan_day=make_plan_day(user), date=MON, to=MON),
        lambda user: Pause.objects.create(user=user, since=WED, until=TUE),
        lambda user: [Pause.objects.create(user=user, since=day) for day in (MON, TUE)],
        lambda user: [Pause.objects.create(user=user, since=MON, until=MON) for _ in range(2)],
        lambda user: RunDay.objects.create(user=user, weekday=9, kind="easy", since=MON),
        lambda user: [RunDay.objects.create(user=user, weekday=1, kind="easy", since=d) for d in (MON, TUE)],
        lambda user: [Race.objects.create(user=user, date=MON, name="Cup") for _ in range(2)],
    ],
)
def test_the_database_refuses_what_cannot_be(user, broken):
    with pytest.raises(IntegrityError), transaction.atomic():
        broken(user)


def test_what_is_refused_is_said_in_words(user):
    Pause.objects.create(user=user, since=MON)
    with pytest.raises(ValidationError, match="Your time off has no end yet"):
        Pause(user=user, since=WED).validate_constraints()


def test_a_run_put_twice_gets_its_time(user):
    RunDay.objects.put(user, "hard", [1, 3], MON)
    RunDay.objects.put(user, "hard", [3], WED, time(18))
    assert list(RunDay.objects.values_list("weekday", "since", "time")) == [(1, MON, None), (3, MON, time(18))]


def test_a_user_leaves_with_the_whole_plan(user):
    make_plan_day(user).move(MON, TUE)
    RunDay.objects.put(user, "easy", [1], MON)
    user.delete()
    assert (PlanDay.objects.count(), Move.objects.count(), RunDay.objects.count(), Routine.objects.count()) == (0,) * 4


@pytest.mark.parametrize(
    ("left", "expected"),
    [
        pytest.param(WED, [(TUE, None)], id="today: as if it had stayed"),
        pytest.param(LAST_TUE, [(WED, None)], id="since its first day: anew"),
        pytest.param(TUE, [(LAST_TUE, MON), (WED, None)], id="in between: nothing was missed"),
    ],
)
def test_back_from_the_archive_it_stands_in_the_week_from_today_on(user, left, expected):
    there = make_plan_day(user, since=TUE if left == WED else LAST_TUE)
    there.go_on(left, WED)
    assert list(PlanDay.objects.order_by("since").values_list("since", "until")) == expected
