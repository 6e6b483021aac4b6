"""Versions merge field by field, whatever order they come in and whatever a clock says."""

from datetime import datetime, timedelta
from random import Random

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from glutes.rules.most import MOST_EXERCISES, MOST_SETS
from glutes.rules.versions import NEVER
from glutes.workouts import forms
from glutes.workouts.models import Workout, WorkoutExercise, WorkoutSet
from tests.at_once import post_twice
from tests.make import NOON, make_exercise, make_routine, make_set, make_workout

pytestmark = pytest.mark.django_db
JSON = {"Accept": "application/json"}


@pytest.fixture
def workout(user):
    """Begun an hour ago; slot 0: squat, 3 × 10."""
    return make_workout(user, [make_exercise("squat")], started=timezone.now() - timedelta(hours=1))


def at(minutes):
    """A moment within the workout, as a client writes it."""
    return (timezone.now() - timedelta(minutes=60 - minutes)).isoformat()


def post(phone, workout, verb="sets", headers=JSON, **fields):
    place = {"sets": {"slot": 0, "number": 1}, "slots": {"slot": 0}, "morning": {"slot": 0}}.get(verb, {})
    answer = phone.post(f"/workouts/{workout.pk}/{verb}/", place | fields, headers=headers)
    assert answer.status_code == (200 if headers else 303)
    return answer


def hidden(phone, workout, form, name="seen", query=""):
    """The value of a hidden field in the first form of the workout's page that holds this text."""
    found = next(each for each in phone.get(f"/workouts/{workout.pk}/{query}").text.split("<form") if form in each)
    return found.split(f'name="{name}" value="')[1].split('"')[0]


@pytest.mark.parametrize("order", [1, -1])
def test_a_stale_finish_erases_neither_note_nor_effort(phone, workout, order):
    """The button of a page that was left open says that it is over, and nothing about how it was."""
    versions = [{"effort": 3, "note": "hard", "logged_at": at(50)}, {"logged_at": at(55)}]
    for fields in versions[::order]:
        post(phone, workout, "finish", **fields)
    workout.refresh_from_db()
    assert (workout.effort, workout.note) == (3, "hard")


def test_an_empty_note_is_a_note_erased(phone, workout):
    post(phone, workout, "finish", effort=3, note="hard", logged_at=at(50))
    post(phone, workout, "finish", note="", logged_at=at(51))
    workout.refresh_from_db()
    assert (workout.effort, workout.note) == (3, "")


@pytest.mark.parametrize("order", [1, -1])
def test_a_skip_alone_erases_no_pain(phone, workout, order):
    for fields in [{"pain": 5, "logged_at": at(1)}, {"skipped": 1, "logged_at": at(2)}][::order]:
        post(phone, workout, "slots", **fields)
    row = workout.exercises.get()
    assert (row.skipped, row.pain) == (True, 5)


@pytest.mark.parametrize("order", [1, -1])
def test_a_correction_changes_what_it_says(phone, workout, order):
    """Rir, form, load and when it was done stay as they were said."""
    first = {"reps": 10, "load_kg": 12, "rir": 1, "form_ok": 0, "done_at": at(4), "logged_at": at(5)}
    for fields in [first, {"reps": 9, "logged_at": at(30)}][::order]:
        post(phone, workout, **fields)
    one = WorkoutSet.objects.get()
    assert (one.reps, one.load_kg, one.rir, one.form_ok) == (9, 12, 1, False)
    assert one.done_at == datetime.fromisoformat(first["done_at"])


def test_an_empty_load_is_a_load_taken_off(phone, workout):
    post(phone, workout, reps=10, load_kg=12, logged_at=at(5))
    assert WorkoutSet.objects.get().load_kg == 12
    post(phone, workout, reps=10, load_kg="", logged_at=at(6))
    assert WorkoutSet.objects.get().load_kg is None


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0), (2, 0, 1), (0, 2, 1), (1, 0, 2)])
def test_a_set_undone_and_done_again_begins_anew(phone, workout, order):
    """The player sends neither load nor rir of a set that has none: those of the one taken back are not its own."""
    versions = [
        {"reps": 10, "load_kg": 12, "rir": 0, "form_ok": 0, "logged_at": at(5)},
        {"deleted": 1, "logged_at": at(6)},
        {"reps": 8, "logged_at": at(7)},
    ]
    for index in order:
        post(phone, workout, **versions[index])
    one = WorkoutSet.objects.get()
    assert (one.reps, one.load_kg, one.rir, one.form_ok, one.deleted_at) == (8, None, None, True, None)


def test_what_was_taken_away_is_put_back_whole(phone, workout):
    make_set(workout, reps=14, load_kg=5, rir=1, form_ok=False, at=workout.started)
    post(phone, workout, headers={}, deleted=1)
    form = f'action="/workouts/{workout.pk}/sets/"'
    values = {name: hidden(phone, workout, form, name) for name in ("seen", "form_ok", "rir", "reps", "load")}
    post(phone, workout, headers={}, **values)
    one = WorkoutSet.objects.get()
    assert (one.reps, one.load_kg, one.rir, one.form_ok, one.deleted_at) == (14, 5, 1, False, None)


@pytest.mark.parametrize("order", [1, -1])
@pytest.mark.parametrize(("minute", "is_back"), [(20, True), (5, False)])
def test_a_newer_morning_brings_a_deleted_workout_back(phone, workout, order, minute, is_back):
    morning = {"pain_next_day": 2, "logged_at": at(minute)}
    for verb, fields in [("delete", {"logged_at": at(10)}), ("morning", morning)][::order]:
        post(phone, workout, verb, **fields)
    workout.refresh_from_db()
    assert (workout.deleted_at is None) is is_back


@pytest.mark.parametrize("order", [1, -1])
def test_when_it_was_done_and_ended_depends_on_no_order(phone, workout, order):
    """Neither says so: the set was done when it was typed, the workout ended when that was."""
    for verb, fields in [("sets", {"reps": 9, "logged_at": at(5)}), ("finish", {"logged_at": at(40)})][::order]:
        post(phone, workout, verb, **fields)
    workout.refresh_from_db()
    moments = (WorkoutSet.objects.get().done_at, workout.finished_at)
    assert [round((moment - workout.started) / timedelta(minutes=1)) for moment in moments] == [5, 40]


FAST = timedelta(hours=23)


def test_a_fast_clock_does_not_swallow_the_corrections_of_a_page(phone, workout):
    """The page says which version it shows; what is typed there is newer."""
    post(phone, workout, reps=99, logged_at=(timezone.now() + FAST).isoformat())
    for reps in (9, 8):
        seen = hidden(phone, workout, f'action="/workouts/{workout.pk}/sets/"')
        post(phone, workout, headers={}, reps=reps, seen=seen)
        assert WorkoutSet.objects.get().reps == reps


def test_a_fast_clock_does_not_swallow_the_corrections_of_two_pages_left_open(phone, workout):
    wrong = (timezone.now() + FAST).isoformat()
    post(phone, workout, reps=99, logged_at=wrong)
    for reps, minute in ((9, 5), (8, 6), (7, 4)):
        post(phone, workout, reps=reps, seen=wrong, logged_at=at(minute))
    assert WorkoutSet.objects.get().reps == 8


def test_without_having_seen_it_the_later_clock_counts(phone, workout):
    post(phone, workout, reps=99, logged_at=(timezone.now() + FAST).isoformat())
    post(phone, workout, reps=9)
    assert WorkoutSet.objects.get().reps == 99


@pytest.mark.parametrize("seen", ["2190-01-01T00:00:00Z", "", NEVER.isoformat()])
def test_what_nobody_can_have_seen_changes_nothing(phone, workout, seen):
    post(phone, workout, reps=9, seen=seen, logged_at=at(5))
    post(phone, workout, reps=8, logged_at=at(6))
    assert WorkoutSet.objects.get().reps == 8


@pytest.mark.parametrize(
    ("verb", "fields", "form", "names"),
    [
        ("slots", {"pain": 5}, 'class="pain"', {"pain": 0}),
        ("slots", {"skipped": 1}, "Do it after all", {"skipped": 0}),
        ("finish", {"effort": 3}, "How hard was it?", {"effort": 1}),
    ],
)
def test_every_form_says_what_it_had_seen(phone, workout, verb, fields, form, names):
    make_set(workout)
    post(phone, workout, verb, logged_at=(timezone.now() + FAST).isoformat(), **fields)
    post(phone, workout, verb, headers={}, seen=hidden(phone, workout, form), **names)
    workout.refresh_from_db()
    found = workout if verb == "finish" else workout.exercises.get()
    assert {name: getattr(found, name) for name in names} == names


def test_a_workout_with_a_set_of_tomorrow_can_be_deleted_and_brought_back(phone, workout):
    post(phone, workout, reps=9, logged_at=(timezone.now() + FAST).isoformat())
    post(phone, workout, "delete", headers={}, seen=hidden(phone, workout, f"/{workout.pk}/delete/", query="?correct"))
    assert Workout.objects.kept().count() == 0
    undo = next(form for form in phone.get("/workouts/").text.split("<form") if "Deleted:" in form)
    post(phone, workout, "restore", headers={}, seen=undo.split('name="seen" value="')[1].split('"')[0])
    assert Workout.objects.kept().count() == 1


def test_a_swap_for_what_was_typed_at_a_fast_clock_is_shown(phone, workout):
    make_exercise("lunge")
    post(phone, workout, "slots", exercise="squat", pain=1, logged_at=(timezone.now() + FAST).isoformat())
    post(phone, workout, "slots", headers={}, exercise="lunge", seen=hidden(phone, workout, 'name="skipped"'))
    assert 'id="slot-0-lunge"' in phone.get(f"/workouts/{workout.pk}/").text


@pytest.mark.parametrize(("new", "load", "kept"), [("optional", 12, 12), ("none", 12, None)])
def test_a_swap_keeps_the_load_that_the_new_exercise_takes(phone, workout, new, load, kept):
    make_exercise("lunge", load=new)
    workout.exercises.update(load_kg=load)
    post(phone, workout, "slots", exercise="lunge")
    assert workout.exercises.get(exercise__slug="lunge").load_kg == kept


def test_kilograms_are_no_band(phone, workout):
    make_exercise("band-walk", banded=True)
    workout.exercises.update(load_kg=12)
    post(phone, workout, "slots", exercise="band-walk")
    row = workout.exercises.get(exercise__slug="band-walk")
    assert (row.load_kg, row.band) == (None, None)


def test_a_set_with_a_load_and_a_band_never_vanishes_in_silence(workout):
    one = workout.exercises.get().set_of(1, "both")
    one.reps, one.load_kg, one.band, one.done_at = 10, 12, 3, NOON
    with pytest.raises(IntegrityError), transaction.atomic():
        one.save()


def test_a_workout_holds_so_many_sets_and_says_so(phone, workout):
    row = workout.exercises.get()
    same = {"workout_exercise": row, "user": row.user, "exercise": row.exercise, "done_at": NOON, "logged_at": NOON}
    WorkoutSet.objects.bulk_create(WorkoutSet(number=n, reps=1, **same) for n in range(101, 101 + MOST_SETS - 1))
    post(phone, workout, reps=10)
    answer = phone.post(f"/workouts/{workout.pk}/sets/", {"slot": 0, "number": 2, "reps": 10}, headers=JSON)
    assert (answer.status_code, answer.json()["errors"]) == (422, {"number": ["500 sets a session is the limit."]})
    post(phone, workout, reps=11)
    assert WorkoutSet.objects.get(number=1).reps == 11


def test_a_workout_holds_so_many_exercises_and_says_so(phone, workout):
    make_exercise("lunge")
    row = workout.exercises.get()
    same = {"workout": workout, "user": row.user, "exercise": row.exercise, "day": workout.day, "logged_at": NEVER}
    WorkoutExercise.objects.bulk_create(
        WorkoutExercise(slot=n, reps_low=9, reps_high=9, **same) for n in range(1, MOST_EXERCISES)
    )
    for verb, fields in (("slots", {}), ("sets", {"number": 1, "reps": 10})):
        answer = phone.post(f"/workouts/{workout.pk}/{verb}/", {"slot": 0, "exercise": "lunge", **fields}, headers=JSON)
        assert answer.status_code == 422
        assert answer.json()["errors"] == {"exercise": ["200 exercises a session is the limit."]}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("verb", "fields"),
    [
        ("sets", {"slot": 0, "number": 1, "reps": 10}),
        ("slots", {"slot": 1, "exercise": "squat"}),
        ("slots", {"slot": 0, "exercise": "lunge", "pain": 3}),
        ("finish", {"effort": 2, "note": "fine"}),
        ("delete", {}),
        ("restore", {}),
    ],
)
def test_two_at_once_do_what_one_does(phone, workout, verb, fields):
    make_exercise("lunge")
    for _ in range(5):
        answers = post_twice(phone, f"/workouts/{workout.pk}/{verb}/", fields)
        assert [status for status, _ in answers] == [303, 303]
    assert WorkoutSet.objects.count() == (verb == "sets")
    assert WorkoutExercise.objects.count() == 1 + (verb == "slots")


@pytest.mark.django_db(transaction=True)
def test_two_taps_on_start_begin_one_workout(phone):
    routine = make_routine(None, [(make_exercise("squat"), {})])
    past = {"routine": routine.pk, "started": "2026-10-03T18:00"}
    for path, fields in (("start", {"routine": routine.pk}), ("past", past)):
        Workout.objects.all().delete()
        first, second = post_twice(phone, f"/workouts/{path}/", fields)
        assert (first, Workout.objects.count()) == (second, 1)


VERSION_FORMS = {
    "set": forms.SetForm,
    "slot": forms.SlotForm,
    "morning": forms.MorningForm,
    "finish": forms.FinishForm,
    "delete": forms.DeleteForm,
    "restore": forms.RestoreForm,
}
some_minute = st.integers(-30, 23 * 60)


def moment(minute):
    """Noon and so many minutes, as a client writes it."""
    return (NOON + timedelta(minutes=minute)).isoformat()


def some(**fields):
    """Some of these fields, each left out or with one of its values."""
    return st.fixed_dictionaries({}, optional={name: st.sampled_from(values) for name, values in fields.items()})


exercises = {"exercise": ["squat", "lunge"]}
some_set = st.builds(
    lambda reps, load, rest: reps | load | rest | {"number": "1"},
    st.sampled_from([{"reps": "8"}, {"reps": "10"}, {"deleted": "1"}]),
    some(load_kg=["", "12"]) | some(band=["", "3"]),
    some(rir=["", "1"], form_ok=["0", "1"], done_at=[moment(2), moment(3)], **exercises),
)
some_version = st.one_of(
    st.tuples(st.just("set"), some_set),
    st.tuples(st.just("slot"), some(skipped=["", "1"], pain=["", "3", "7"], **exercises)),
    st.tuples(st.just("morning"), st.sampled_from([{"pain_next_day": "1"}, {"pain_next_day": "5"}])),
    st.tuples(st.just("finish"), some(effort=["", "1", "3"], note=["", "ok"], finished_at=[moment(50)])),
    st.tuples(st.sampled_from(["delete", "restore"]), st.just({})),
)
some_typed = st.tuples(some_version, some_minute, st.none() | some_minute)
some_versions = st.lists(some_typed, min_size=2, max_size=7, unique_by=lambda each: each[1])


def what_stands(one):
    """A set as everybody sees it; of a deleted one that it is deleted."""
    names = ("reps", "load_kg", "band", "form_ok", "rir", "done_at")
    return one.logged_at, one.deleted_at, None if one.deleted_at else [getattr(one, name) for name in names]


def final(workout, versions):
    """What is kept once these versions have arrived in this order."""
    now = NOON + timedelta(minutes=30)
    with transaction.atomic():
        for (kind, fields), typed, seen in versions:
            data = {"slot": "0", "logged_at": moment(typed)} | fields | ({} if seen is None else {"seen": moment(seen)})
            form = VERSION_FORMS[kind](data, workout=Workout.objects.get(pk=workout.pk), now=now)
            assert form.is_valid(), form.errors
            form.save()
        kept = Workout.objects.values("finished_at", "effort", "note", "logged_at", "touched_at", "deleted_at").get()
        names = ("skipped", "pain", "pain_next_day", "logged_at", "morning_at", "load_kg")
        rows = list(WorkoutExercise.objects.order_by("exercise__slug").values("exercise__slug", *names))
        sets = [what_stands(one) for one in WorkoutSet.objects.order_by("exercise__slug")]
        transaction.set_rollback(True)
    return kept, rows, sets


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(versions=some_versions, chance=st.randoms(use_true_random=False))
@example(  # An end that is given, but is older than the workout.
    versions=[
        (("finish", {}), 60, None),
        (("finish", {"finished_at": moment(50)}), -1, None),
        (("finish", {}), 0, None),
    ],
    chance=Random(0),
)
def test_the_order_of_arrival_changes_nothing(user, versions, chance):
    """Sets, slots, mornings, ends, deletions and their undo, with fields and without, typed at whatever clock."""
    with transaction.atomic():
        squat, _ = make_exercise("squat"), make_exercise("lunge")
        workout = make_workout(user, [squat])
        shuffled = chance.sample(versions, len(versions))
        one, other = final(workout, versions), final(workout, shuffled)
        transaction.set_rollback(True)
    assert one == other
