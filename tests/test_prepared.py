"""Queries that are put into SQL once (glutes/prepared.py)."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from glutes.accounts.models import User
from glutes.prepared import prepared, store, store_new
from glutes.workouts.models import Workout, WorkoutSet
from tests.make import make_exercise, make_routine, make_user, make_workout

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


@pytest.fixture
def workouts(db):
    users, squat = [make_user("ann"), make_user("ben")], make_exercise("squat")
    return [make_workout(user, [squat], started=NOON - timedelta(days=ago)) for user in users for ago in range(5)]


@prepared
def of(users, since=None, until=None, finished=False):
    found = Workout.objects.filter(user__in=users, finished_at__isnull=not finished)
    found = found.filter(started__lte=until) if until else found
    return found.filter(day__gte=since) if since else found


@pytest.mark.parametrize("ago", [0, 2, 4])
def test_each_call_finds_what_its_own_values_ask_for(workouts, ago):
    ann, ben = (workouts[n].user_id for n in (0, 5))
    day, moment = NOON.date() - timedelta(days=ago), NOON - timedelta(days=1)
    for users in ([ann], {ben}, (ann, ben), [ann, ben, ann]):
        for values in ([users], [users, day], [users, None, moment], [users, day, moment]):
            expected = [
                one
                for one in workouts
                if one.user_id in users
                and (len(values) < 2 or values[1] is None or one.day >= values[1])
                and (len(values) < 3 or one.started <= values[2])
            ]
            assert {*of(*values)} == {*expected}
    assert of([ann], day, moment, True) == []


def test_the_filters_are_read_once_for_each_kind_of_values(workouts, django_assert_num_queries):
    made = []

    @prepared
    def begun(user, day):
        made.append(day)
        return Workout.objects.filter(user=user, day=day).values_list("pk", flat=True)

    for one in workouts:
        with django_assert_num_queries(1):
            assert begun(one.user_id, one.day) == [one.pk]
    assert len(made) == 2  # The second time to see that the SQL stays the same.


def test_nothing_is_asked_about_no_rows(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert of([]) == []


def test_a_number_that_no_column_can_have_is_no_row(workouts):
    user = workouts[0].user
    users = prepared(lambda key: User.objects.filter(pk=key))
    for _ in "12":
        assert [users(key) for key in (2**70, -(2**70), 2**63, 2**63 - 1, user.pk)] == [[], [], [], [], [user]]


def test_after_a_number_too_large_for_its_column_smaller_ones_are_found(workouts):
    def build(seconds):  # As PostgreSQL does of a small column.
        return User.objects.filter(get_ready_s=seconds, username="ann") if seconds < 2**15 else User.objects.none()

    users, user = prepared(build), workouts[0].user
    assert [users(seconds) for seconds in (2**15, user.get_ready_s, 2**15)] == [[], [user], []]


SHAPES = {
    "instances": lambda rows: rows,
    "some columns": lambda rows: rows.only("name", "day"),
    "annotated": lambda rows: rows.with_sums(),
    "joined": lambda rows: rows.select_related("user", "routine"),
    "prefetched": lambda rows: rows.prefetch_related("exercises"),
    "tuples": lambda rows: rows.values_list("day", "user__username", "stamps", "finished_at"),
    "distinct": lambda rows: rows.order_by("-started").values_list("user", "name").distinct(),
    "values": lambda rows: rows.values_list("started", flat=True),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_rows_are_what_the_queryset_returns(workouts, shape):
    def build(user):
        return SHAPES[shape](Workout.objects.filter(user=user))

    found, expected = prepared(build)(workouts[0].user_id), list(build(workouts[0].user_id))
    assert found == expected
    for one, other in zip(found, expected, strict=True):
        assert type(one) is type(other)
        if isinstance(one, Workout):
            assert known_of(one) == known_of(other)


def known_of(workout):
    """All that an instance knows without a query: columns, annotations, rows of other tables."""
    known, state = dict(vars(workout)), workout._state
    exercises = [list(found) for found in known.pop("_prefetched_objects_cache", {}).values()]
    return known | {"_state": (state.adding, state.db, state.fields_cache), "exercises": exercises}


def test_rows_as_dicts_are_refused(db):
    with pytest.raises(ValueError, match="values_list"):
        prepared(lambda key: User.objects.filter(pk=key).values("pk"))(1)


def test_what_is_found_belongs_to_the_caller(workouts):
    first = of([workouts[0].user_id])
    first.clear()
    assert len(of([workouts[0].user_id])) == 5


@pytest.mark.parametrize(
    "build",
    [
        lambda user, day: Workout.objects.filter(user=user, day__gt=day - timedelta(days=1)),
        lambda user, day: Workout.objects.filter(user=user),
        lambda user, day: Workout.objects.filter(user=user, day__gte=day, day__lt=day + timedelta(days=7)),
        lambda user, day: Workout.objects.filter(user=user, day=day, started__lt=timezone.now()),
    ],
    ids=["changed", "unused", "changed beside itself", "the time"],
)
def test_a_query_that_does_not_depend_on_its_values_alone_as_they_are_is_refused(db, build):
    with pytest.raises(ValueError, match="must put each argument into a filter"):
        prepared(build)(1, date(2026, 3, 4))


@pytest.mark.parametrize("values", [[1, None], {None}, (True, False)])
def test_no_choice_within_a_collection_is_taken_for_a_key(db, values):
    with pytest.raises(ValueError, match="within a collection"):
        of(values)


def test_a_row_is_stored_with_all_its_columns_and_no_other_row_is(workouts, django_assert_num_queries):
    one, *others = workouts
    one.name, one.note, one.effort, one.stamps = "It’s 100 %s", "“Hm”", 2, {"note": "2026-03-04T12:00:00+00:00"}
    one.finished_at, one.deleted_at = NOON, None
    with django_assert_num_queries(1):
        store(one)
    fresh = Workout.objects.get(pk=one.pk)
    assert {field.name: getattr(fresh, field.name) for field in Workout._meta.fields} == {
        field.name: getattr(one, field.name) for field in Workout._meta.fields
    }
    assert {*Workout.objects.exclude(name=one.name)} == {*others}


def test_a_row_goes_on_belonging_to_what_it_belongs_to_by_now(workouts):
    """A foreign key that became null since the row was read is left alone."""
    routine = make_routine(workouts[0].user, [])
    Workout.objects.filter(pk=workouts[0].pk).update(routine=routine)
    read = Workout.objects.get(pk=workouts[0].pk)
    routine.delete()
    read.note = "Hm"
    store(read)
    assert Workout.objects.values_list("note", "routine").get(pk=read.pk) == ("Hm", None)


@pytest.mark.parametrize("way", [store, WorkoutSet.save])
def test_a_new_row_is_added_as_save_adds_it(workouts, django_assert_num_queries, way):
    place = workouts[0].exercises.get()
    one = WorkoutSet(user=workouts[0].user, workout_exercise=place, exercise=place.exercise, number=7, logged_at=NOON)
    one.reps, one.load_kg, one.done_at, one.stamps = 8, Decimal("12.5"), NOON, {"rir": "2026-03-04T12:00:00+00:00"}
    with django_assert_num_queries(1):
        way(one)
    one.rir = 2
    way(one)  # It is known to be there now: the same row changes.
    fresh = WorkoutSet.objects.get(number=7)
    assert fresh.pk == one.pk
    assert (fresh.reps, fresh.load_kg, fresh.rir, fresh.stamps) == (8, 12.5, 2, one.stamps)
    assert (fresh.side, fresh.form_ok, fresh.done_at, fresh.deleted_at) == ("both", True, NOON, None)


def test_new_rows_are_added_at_once_and_in_order(workouts, django_assert_num_queries):
    place = workouts[0].exercises.get()
    where = {"user": place.user, "workout_exercise": place, "exercise": place.exercise, "reps": 8, "done_at": NOON}
    rows = [WorkoutSet(**where, number=number, load_kg=number, logged_at=NOON) for number in (3, 1, 2)]
    with django_assert_num_queries(1):
        store_new(rows)
    assert list(WorkoutSet.objects.order_by("pk").values_list("number", "load_kg", "reps", "done_at")) == [
        (number, number, 8, NOON) for number in (3, 1, 2)
    ]
    with django_assert_num_queries(0):
        store_new([])


def test_a_row_whose_key_was_given_is_added_once(workouts):
    again = Workout(pk=uuid4(), user=workouts[0].user, name="Hips", started=NOON, day=NOON.date(), logged_at=NOON)
    store(again)
    assert Workout.objects.get(pk=again.pk).name == "Hips"
    with pytest.raises(IntegrityError), transaction.atomic():
        store(Workout(pk=again.pk, user=again.user, name="Arms", started=NOON, day=NOON.date(), logged_at=NOON))
    assert Workout.objects.get(pk=again.pk).name == "Hips"


def test_a_row_that_is_gone_is_not_stored_in_silence(workouts):
    Workout.objects.filter(pk=workouts[0].pk).delete()
    with pytest.raises(DatabaseError, match="any more"):
        store(workouts[0])
    assert not Workout.objects.filter(pk=workouts[0].pk).exists()
