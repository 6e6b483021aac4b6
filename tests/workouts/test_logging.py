"""The logging contract: one set is one row, however often and in whatever order its versions arrive."""

import random
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from glutes.workouts.forms import SetForm
from glutes.workouts.models import Workout, WorkoutExercise, WorkoutSet
from glutes.workouts.pages.workout import Sheet
from glutes.workouts.snapshot import Snapshot
from tests import html
from tests.make import NOON, make_exercise, make_own, make_routine, make_set, make_user, make_workout

pytestmark = pytest.mark.django_db
JSON = {"Accept": "application/json"}


@pytest.fixture
def workout(user):
    """Slot 0: squat, 3 × 10 reps. Slot 1: clamshell on each side. Slot 2: plank in seconds, takes no weight."""
    squat = make_exercise("squat")
    clamshell = make_exercise("clamshell", sides="each")
    plank = make_exercise("plank", measure="seconds", load="none")
    return make_workout(user, [squat, clamshell, plank], started=timezone.now() - timedelta(hours=1))


def at(minutes):
    """A moment within the workout, as a client writes it."""
    return (timezone.now() - timedelta(minutes=59 - minutes)).isoformat()


def log(phone, workout, verb="sets", headers=JSON, **fields):
    pk = getattr(workout, "pk", workout)
    return phone.post(f"/workouts/{pk}/{verb}/", {"slot": 0, "number": 1, **fields}, headers=headers)


def rows(workout):
    """What stands: (slot, exercise, number, side, reps, seconds, load)."""
    sets = WorkoutSet.objects.filter(workout_exercise__workout=workout, deleted_at=None)
    sets = sets.order_by("workout_exercise__slot", "workout_exercise__pk", "number", "side")
    names = ("workout_exercise__slot", "exercise__slug", "number", "side", "reps", "seconds", "load_kg")
    return list(sets.values_list(*names))


def test_forms_of_two_people_share_nothing(workout, user):
    """They share the fields of their class, but for those that are told something of one of them."""
    other = make_workout(make_user("pat", units="lb"), [], started=workout.started)
    own = make_own(user, "Heel walk")
    typed = {"slot": "0", "number": "1", "reps": "8", "load": "10", "exercise": own.slug}
    forms = [SetForm(typed, workout=one, now=timezone.now()) for one in (workout, other)]
    assert [form.fields["load"].unit for form in forms] == ["kg", "lb"]
    assert [form.is_valid() for form in forms] == [True, False]
    assert [form.cleaned_data["load"] for form in forms] == [10, Decimal("4.5359237")]
    assert (forms[0].cleaned_data["exercise"], [*forms[1].errors]) == (own, ["exercise"])
    assert own not in forms[1].fields["exercise"].queryset
    assert SetForm.base_fields["load"].unit == "kg"


def test_a_set_is_stored_and_echoed(phone, workout, user):
    moment = at(3)
    answer = log(phone, workout, reps=12, load_kg="12,5", rir=2, logged_at=moment)
    assert answer.status_code == 200
    echo = answer.json()
    assert echo == {
        "logged_at": moment,
        "done_at": moment,
        "workout": str(workout.pk),
        "user": user.pk,
        "ahead": False,
        "slot": 0,
        "exercise": "squat",
        "number": 1,
        "side": "both",
        "reps": 12,
        "seconds": None,
        "load_kg": "12.5",
        "band": None,
        "form_ok": True,
        "rir": 2,
        "deleted": False,
    }
    assert rows(workout) == [(0, "squat", 1, "both", 12, None, Decimal("12.500"))]


@pytest.mark.parametrize(
    ("units", "fields", "kg"),
    [
        ("kg", {"load_lb": "25"}, "11.33980925"),
        ("kg", {"load": "12.5"}, "12.5"),
        ("lb", {"load": "25"}, "11.33980925"),
        ("lb", {"load": "12,5 kg"}, "12.5"),
        ("kg", {"load": "35.3 lb"}, "16.011810661"),
    ],
)
def test_a_load_is_in_the_users_unit_unless_it_says_which(phone, user, workout, units, fields, kg):
    user.units = units
    user.save()
    log(phone, workout, reps=10, **fields)
    assert rows(workout) == [(0, "squat", 1, "both", 10, None, Decimal(kg))]


@pytest.mark.parametrize("typed", ["12.5 kg", "35.3 lb", "12.6 lb", "0.1 lb"])
def test_correcting_the_reps_never_moves_the_load(phone, user, workout, typed):
    log(phone, workout, reps=10, load=typed)
    kept = WorkoutSet.objects.get().load_kg
    for reps, units in enumerate(["lb", "kg", "lb", "kg"], 11):
        user.units = units
        user.save()
        sheet = phone.get(f"/workouts/{workout.pk}/").text
        assert f'name="load" value="{typed}"' in " ".join(sheet.split())
        log(phone, workout, reps=reps, load=typed)
        assert rows(workout) == [(0, "squat", 1, "both", reps, None, kept)]


@pytest.mark.parametrize("order", [(1, 2, 3), (3, 2, 1), (2, 3, 1), (3, 1, 2)])
def test_the_newest_version_wins_in_any_order(phone, workout, order):
    for minute in order:
        assert log(phone, workout, reps=10 + minute, logged_at=at(minute)).status_code == 200
    assert rows(workout) == [(0, "squat", 1, "both", 13, None, None)]


def test_an_equal_moment_is_a_resend_and_changes_nothing(phone, workout):
    moment = at(1)
    log(phone, workout, reps=10, logged_at=moment)
    answer = log(phone, workout, reps=99, logged_at=moment)
    assert (answer.status_code, answer.json()["reps"]) == (200, 10)
    assert rows(workout) == [(0, "squat", 1, "both", 10, None, None)]


def test_a_moment_more_than_a_day_ahead_counts_as_now(phone, workout):
    log(phone, workout, reps=10, logged_at=(timezone.now() + timedelta(days=3)).isoformat())
    assert WorkoutSet.objects.get().logged_at <= timezone.now()
    log(phone, workout, reps=11)
    assert rows(workout) == [(0, "squat", 1, "both", 11, None, None)]


@pytest.mark.parametrize("order", [("log", "delete"), ("delete", "log")])
def test_deleting_is_a_version_too(phone, workout, order):
    posts = {"log": {"reps": 10, "logged_at": at(1)}, "delete": {"deleted": 1, "logged_at": at(2)}}
    for step in order:
        assert log(phone, workout, **posts[step]).status_code == 200
    assert rows(workout) == []
    assert WorkoutSet.objects.count() == 1


def test_undo_is_a_newer_version_that_is_not_deleted(phone, workout):
    log(phone, workout, reps=10, logged_at=at(1))
    log(phone, workout, deleted=1, logged_at=at(2))
    log(phone, workout, reps=10, logged_at=at(3))
    assert rows(workout) == [(0, "squat", 1, "both", 10, None, None)]


@pytest.mark.parametrize(
    ("fields", "field", "message"),
    [
        ({"reps": 10, "side": "left"}, "side", "Squat: log both sides together."),
        ({"slot": 1, "reps": 10}, "side", "Clamshell: log left and right separately."),
        ({"slot": 1, "reps": 10, "side": "both"}, "side", "Clamshell: log left and right separately."),
        ({"reps": 10, "side": "up"}, "side", "Left, right or both."),
        ({"seconds": 30}, "seconds", "Squat counts reps here."),
        ({"reps": 10, "seconds": 30}, "seconds", "Squat counts reps here."),
        ({"slot": 2, "reps": 10}, "reps", "Plank counts seconds here."),
        ({"slot": 2, "seconds": 30, "load_kg": 5}, "load_kg", "Plank takes no weight."),
        ({}, "reps", "How many reps?"),
        ({"reps": "ten"}, "reps", "Reps: a whole number from 0 to 500."),
        ({"reps": -1}, "reps", "Reps: a whole number from 0 to 500."),
        ({"reps": 501}, "reps", "Reps: a whole number from 0 to 500."),
        ({"reps": 10, "number": 0}, "number", "Set number: a whole number from 1 to 100."),
        ({"reps": 10, "number": ""}, "number", "Set number: from 1."),
        ({"reps": 10, "slot": ""}, "slot", "Slot: a number from 0."),
        ({"reps": 10, "slot": 9}, "exercise", "Which exercise was it? Nothing is planned there."),
        ({"reps": 10, "exercise": "handstand"}, "exercise", "We don’t have that exercise."),
        ({"reps": 10, "load_kg": 5, "band": 2}, "load", "Give one: kg, lb or a band."),
        ({"reps": 10, "band": 6}, "band", "Band: a whole number from 1 to 5."),
        ({"reps": 10, "rir": 5}, "rir", "Reps to spare: a whole number from 0 to 4."),
        ({"reps": 10, "logged_at": "1066-10-14T09:00:00Z"}, "logged_at", "Pick a date from 2000 to today."),
    ],
)
def test_bad_input_is_refused_with_the_reason(phone, workout, fields, field, message):
    answer = log(phone, workout, **fields)
    assert (answer.status_code, answer.json()["errors"]) == (422, {field: [message]})
    assert WorkoutSet.objects.count() == 0


@pytest.mark.every_case
@pytest.mark.parametrize("value", ["9" * 400, "NaN", "Infinity", "-0", "1e9", "\x00", "٣", "1\n2", "<b>"])
def test_no_nonsense_is_an_error_of_ours(phone, workout, value):
    for field in ("slot", "number", "reps", "load_kg", "exercise", "logged_at", "done_at", "rir", "side"):
        assert log(phone, workout, **{"reps": 10, field: value}).status_code in (200, 422), field


def test_a_workout_is_built_from_the_snapshot_the_client_was_shown(phone, user):
    squat, lunge = make_exercise("squat"), make_exercise("lunge")
    routine = make_routine(
        user, [(squat, {}), (lunge, {"reps_low": 8, "reps_high": 12, "note": "slowly"})], name="Mine"
    )
    signed = Snapshot.of_routine(routine).signed()
    gone, pk, started = routine.pk, uuid4(), "2026-11-20T23:30:00-08:00"
    routine.delete()
    answer = log(phone, pk, slot=1, reps=9, started=started, snapshot=signed, routine=gone)
    assert answer.status_code == 200
    workout = Workout.objects.get()
    assert (workout.pk, workout.name, workout.routine, workout.day.isoformat()) == (pk, "Mine", None, "2026-11-20")
    planned = workout.exercises.values_list("slot", "exercise__slug", "reps_low", "reps_high", "prescribed_note")
    assert list(planned) == [(0, "squat", 10, 10, ""), (1, "lunge", 8, 12, "slowly")]
    assert rows(workout) == [(1, "lunge", 1, "both", 9, None, None)]


@pytest.mark.parametrize("signed", ["", "forged", "a:b:c"])
def test_without_a_snapshot_it_is_built_from_the_routine_as_it_is_now(phone, signed):
    routine = make_routine(None, [(make_exercise("squat"), {})], name="Ready")
    log(phone, uuid4(), reps=9, started=NOON.isoformat(), snapshot=signed, routine=routine.pk)
    workout = Workout.objects.get()
    assert (workout.name, workout.routine) == ("Ready", routine)
    assert rows(workout) == [(0, "squat", 1, "both", 9, None, None)]


@pytest.mark.parametrize(("measure", "amount"), [("reps", {"reps": 9}), ("seconds", {"seconds": 40})])
def test_without_a_routine_it_is_built_from_the_exercise_alone(phone, measure, amount):
    make_exercise("glute-bridge")
    stranger = make_routine(make_user(), [(make_exercise("squat"), {})])
    answer = log(phone, uuid4(), exercise="glute-bridge", started=NOON.isoformat(), routine=stranger.pk, **amount)
    assert answer.status_code == 200
    workout = Workout.objects.get()
    assert (workout.name, workout.routine) == ("Free session", None)
    assert WorkoutExercise.objects.get().measure == measure
    assert rows(workout) == [(0, "glute-bridge", 1, "both", amount.get("reps"), amount.get("seconds"), None)]


def test_a_refused_first_set_leaves_no_workout_behind(phone):
    make_exercise("squat")
    answer = log(phone, uuid4(), exercise="squat", started=NOON.isoformat(), reps=-3)
    assert (answer.status_code, Workout.objects.count()) == (422, 0)


def test_a_swap_is_a_second_row_in_the_slot_with_its_dose_and_place(phone, workout):
    make_exercise("lunge")
    log(phone, workout, reps=10, logged_at=at(1))
    log(phone, workout, number=2, exercise="lunge", reps=8, logged_at=at(2))
    assert rows(workout) == [(0, "squat", 1, "both", 10, None, None), (0, "lunge", 2, "both", 8, None, None)]
    swap = workout.exercises.get(exercise__slug="lunge")
    assert (swap.block, swap.sets, swap.reps_low, swap.reps_high, swap.rest_s) == ("main", 3, 10, 10, 30)


def test_a_swap_that_counts_something_else_takes_its_own_dose_and_cap(phone, workout):
    make_exercise("sofa-press", measure="seconds", cap_s=20)
    log(phone, workout, exercise="sofa-press", seconds=20)
    swap = workout.exercises.get(exercise__slug="sofa-press")
    assert (swap.sets, swap.reps_low, swap.seconds_low, swap.seconds_high, swap.target) == (3, None, 20, 20, 20)


def test_a_swap_for_a_hold_is_cut_to_its_cap_with_or_without_a_target(phone, workout):
    make_exercise("sofa-press", measure="seconds", cap_s=20)
    assert log(phone, workout, slot=2, exercise="sofa-press", seconds=20).status_code == 200
    swap = workout.exercises.get(exercise__slug="sofa-press")
    assert (swap.seconds_low, swap.seconds_high, swap.target) == (20, 20, None)


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
@pytest.mark.parametrize("begun", [True, False])
def test_a_refused_swap_keeps_what_was_typed_and_leaves_no_row(phone, workout, headers, begun):
    make_exercise("lunge")
    pk = workout.pk if begun else uuid4()
    answer = log(phone, pk, headers=headers, exercise="lunge", reps="ninety", started=NOON.isoformat())
    assert (answer.status_code, 'value="ninety"' in answer.text) == (422, True)
    assert not WorkoutExercise.objects.filter(exercise__slug="lunge").exists()


@pytest.mark.parametrize("order", ["skip then log", "log then skip"])
def test_skipping_and_pain_are_versions_of_the_slot(phone, workout, order):
    posts = [{"skipped": 1, "pain": 3, "logged_at": at(2)}, {"skipped": 0, "logged_at": at(1)}]
    for fields in posts if order == "skip then log" else reversed(posts):
        assert log(phone, workout, "slots", **fields).status_code == 200
    row = workout.exercises.get(slot=0)
    assert (row.skipped, row.pain) == (True, 3)


def test_pain_goes_from_0_to_10(phone, workout):
    answer = log(phone, workout, "slots", pain=11)
    assert (answer.status_code, answer.json()["errors"]) == (422, {"pain": ["Pain: a whole number from 0 to 10."]})


def test_finish_keeps_the_newest_effort_and_note(phone, workout):
    log(phone, workout, "finish", finished_at=at(50), effort=3, note="hard", logged_at=at(52))
    answer = log(phone, workout, "finish", finished_at=at(40), effort=1, note="easy", logged_at=at(51))
    assert answer.json()["effort"] == 3
    workout.refresh_from_db()
    assert (workout.effort, workout.note) == (3, "hard")


@pytest.mark.parametrize("offset", [timedelta(), timedelta(minutes=-5)])
def test_the_first_version_counts_however_early_it_was_typed(phone, offset):
    """The start itself is no version: a script may send all moments alike, and a clock may be put back."""
    make_exercise("squat")
    begin = {"started": NOON.isoformat(), "logged_at": (NOON + offset).isoformat()}
    pk = uuid4()
    assert log(phone, pk, "finish", effort=3, **begin).json()["effort"] == 3
    assert log(phone, pk, "slots", exercise="squat", pain=2, **begin).json()["pain"] == 2


@pytest.mark.parametrize("order", [("sets", "finish"), ("finish", "sets")])
def test_a_set_that_does_not_say_when_it_was_done_was_done_when_it_was_logged(phone, workout, order):
    posts = {"sets": {"reps": 5, "logged_at": at(5)}, "finish": {"finished_at": at(50), "logged_at": at(50)}}
    for verb in order:
        log(phone, workout, verb, **posts[verb])
    stored = WorkoutSet.objects.get()
    assert stored.done_at == stored.logged_at


def test_nothing_is_done_before_the_workout_began(phone, workout):
    echo = log(phone, workout, reps=5, done_at="2001-01-01T00:00:00Z", logged_at=at(5)).json()
    assert echo["done_at"] == workout.started.isoformat()
    echo = log(phone, workout, "finish", finished_at="2001-01-01T00:00:00Z").json()
    assert echo["finished_at"] == workout.started.isoformat()
    assert Workout.objects.with_sums().get().in_short == "1 set"


def test_finish_can_arrive_before_every_set(phone):
    make_exercise("squat")
    pk, started = uuid4(), timezone.now() - timedelta(hours=1)
    begin = {"started": started.isoformat()}
    log(phone, pk, "finish", finished_at=at(50), effort=2, logged_at=at(50), **begin)
    log(phone, pk, reps=9, exercise="squat", logged_at=at(5), **begin)
    workout = Workout.objects.get()
    assert (workout.effort, len(rows(workout))) == (2, 1)


SET, DELETE, UNDO, LATER = "set", "delete", "undo", "later set"


@pytest.mark.parametrize(
    ("steps", "deleted"),
    [
        ([(1, SET), (2, DELETE)], True),
        ([(2, DELETE), (1, SET)], True),
        ([(1, SET), (2, DELETE), (3, LATER)], False),
        ([(3, LATER), (2, DELETE), (1, SET)], False),
        ([(1, SET), (2, DELETE), (3, UNDO)], False),
        ([(1, SET), (3, UNDO), (2, DELETE)], False),
        ([(2, DELETE), (3, UNDO), (4, DELETE)], True),
        ([(4, DELETE), (3, UNDO), (2, DELETE)], True),
    ],
)
def test_a_deleted_workout_comes_back_only_for_something_newer(phone, workout, steps, deleted):
    for minute, step in steps:
        verb = {DELETE: "delete", UNDO: "restore"}.get(step, "sets")
        number = 2 if step == LATER else 1
        assert log(phone, workout, verb, number=number, reps=10, logged_at=at(minute)).status_code == 200
    workout.refresh_from_db()
    assert (workout.deleted_at is not None) == deleted


@pytest.mark.parametrize("order", [("delete", "restore"), ("restore", "delete")])
def test_a_deletion_and_its_undo_of_the_same_moment_leave_it_deleted(phone, workout, order):
    moment = at(2)
    for verb in order:
        log(phone, workout, verb, logged_at=moment)
    assert not Workout.objects.kept().exists()


def test_somebody_elses_workout_is_not_there(workout):
    make_set(workout)
    stranger = Client()
    stranger.force_login(make_user())
    for verb in ("sets", "slots", "finish", "delete", "restore"):
        answer = log(stranger, workout, verb, reps=99, effort=1, started=NOON.isoformat(), exercise="squat")
        assert answer.status_code == 404
    assert stranger.get(f"/workouts/{workout.pk}/").status_code == 404
    assert rows(workout) == [(0, "squat", 1, "both", 10, None, None)]


def test_an_id_that_somebody_else_takes_in_this_very_moment_is_404(workout, monkeypatch):
    reads = iter([[], [workout]])  # The first before it was taken, the second after.
    monkeypatch.setattr("glutes.workouts.models.workout.workouts_of_id", lambda pk: next(reads))
    stranger = Client()
    stranger.force_login(make_user("ben"))
    answer = log(stranger, workout, reps=10, started=at(0))
    assert answer.status_code == 404
    assert Workout.objects.get(pk=workout.pk).user == workout.user


def test_an_unknown_workout_that_says_no_start_is_404(phone):
    assert log(phone, uuid4(), reps=10).status_code == 404


def test_a_queue_of_another_account_is_409(phone, workout, user):
    assert log(phone, workout, reps=10, user=user.pk + 1).status_code == 409
    assert rows(workout) == []
    assert log(phone, workout, reps=10, user=user.pk).status_code == 200


def test_signed_out_a_script_gets_401_and_a_browser_the_way_to_log_in(workout):
    client = Client()
    assert log(client, workout, reps=10).status_code == 401
    plain = log(client, workout, reps=10, headers={})
    assert (plain.status_code, plain["Location"]) == (303, "/account/login/")
    assert "HX-Redirect" in log(client, workout, reps=10, headers={"HX-Request": "true"})


def test_a_stale_csrf_token_is_403(workout, user):
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    assert log(client, workout, reps=10).status_code == 403
    assert rows(workout) == []


def test_a_plain_form_is_sent_back_to_the_workout(phone, workout):
    answer = log(phone, workout, headers={}, reps=10)
    assert (answer.status_code, answer["Location"]) == (303, f"/workouts/{workout.pk}/#slot-0-squat")


def test_htmx_gets_the_slot_and_the_one_that_is_next(phone, workout):
    answer = log(phone, workout, headers={"HX-Request": "true"}, reps=10)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'id="slot-0-squat"' in page
    assert "1 of 12 ticked" in page
    assert "<html" not in page
    assert 'id="slot-2-plank"' not in page
    assert 'id="slot-2-plank"' in phone.get(f"/workouts/{workout.pk}/").text


TICKS = {
    # Sets (slot/number) in the order they are ticked: the one that is next, and the other slots that are drawn anew.
    "0/1 0/2": ("0/3", {1}),
    "1/1": ("1/2", {0, 2}),  # The mark goes from the first, which was left out.
    "1/1 1/2 1/3": ("2/1", {2}),
    "3/1 1/1": ("1/2", {2}),
    "0/1 1/1 0/1": ("0/2", {1}),  # A correction.
    "2/1": ("3/1", {0, 3}),  # A superset: its exercises take turns.
    "2/1 3/1": ("2/2", {2}),
    "0/1 2/1 3/1 2/2 3/2 2/3 3/3": ("0/2", {0}),
}


@pytest.mark.parametrize(("ticks", "expected"), TICKS.items())
def test_next_in_the_list_is_what_follows_the_last_tick(user, ticks, expected):
    workout = make_workout(user, map(make_exercise, ("squat", "lunge", "bridge", "row")))
    workout.exercises.filter(slot__gte=2).update(group="A")
    for minute, (slot, number) in enumerate(map(int, tick.split("/")) for tick in ticks.split()):
        WorkoutSet.objects.filter(workout_exercise__slot=slot, number=number).delete()
        last = make_set(workout, slot, number, at=workout.started + timedelta(minutes=minute))
    sheet = Sheet(workout)
    upcoming = [f"{slot.row.slot}/{line.number}" for slot in sheet.slots for line in slot.lines if line.is_next]
    others = {other.row.slot for other in sheet.after(sheet.slot_of(last.workout_exercise))}
    assert (upcoming, others) == ([expected[0]], expected[1])


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
@pytest.mark.parametrize(
    ("reps", "load", "wrong", "told"),
    [
        ("ninety", "12,5", {"ninety"}, "Reps: a whole number from 0 to 500."),
        ("9", "-3", {"-3"}, "Weight: a number from 0, like 12.5."),
        ("9", "600", {"600"}, "Weight: 500 kg at most."),
        ("999", "600", {"999", "600"}, "Weight: 500 kg at most."),
    ],
)
def test_a_refused_form_keeps_what_was_typed_and_marks_what_is_wrong(phone, workout, headers, reps, load, wrong, told):
    answer = log(phone, workout, headers=headers, number=2, reps=reps, load=load)
    assert answer.status_code == 422
    assert f'value="{reps}"' in answer.text
    assert f'value="{load}"' in answer.text
    assert {field["value"] for field in html.find(answer.text, "input", aria_invalid="true")} == wrong
    assert told in answer.text


@pytest.mark.django_db(transaction=True)
def test_200_shuffled_versions_from_4_threads_leave_one_row_with_the_newest(user, workout):
    """Each thread has its own connection, as each worker has."""
    versions = [(minute, 1 + minute % 400) for minute in range(200)]
    random.Random(7).shuffle(versions)
    moments = {minute: workout.started + timedelta(seconds=minute) for minute, _ in versions}

    def send(chunk):
        client = Client()
        client.force_login(user)
        try:
            return [log(client, workout, reps=r, logged_at=moments[m].isoformat()).status_code for m, r in chunk]
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        statuses = [status for chunk in threads.map(send, [versions[n::4] for n in range(4)]) for status in chunk]
    assert statuses == [200] * 200
    assert rows(workout) == [(0, "squat", 1, "both", 200, None, None)]
    assert WorkoutSet.objects.get().logged_at == moments[199]


@pytest.mark.django_db(transaction=True)
def test_4_clients_beginning_the_same_workout_at_once_make_one(user):
    make_exercise("squat")
    make_exercise("lunge")
    pk = uuid4()

    def send(number):
        client = Client()
        client.force_login(user)
        try:
            fields = {"exercise": "squat", "number": number, "reps": 10, "started": NOON.isoformat()}
            return log(client, pk, **fields).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(send, [1, 2, 3, 4])) == [200] * 4
    assert Workout.objects.count() == 1
    assert [row[2] for row in rows(Workout.objects.get())] == [1, 2, 3, 4]


@pytest.mark.parametrize("fields", [{"load": "0"}, {"load": "0 lb"}, {"load_kg": "0,0"}, {"load_lb": "0"}])
def test_a_load_of_0_is_no_load(phone, workout, fields):
    log(phone, workout, reps=10, load="8 kg", logged_at=at(1))
    assert log(phone, workout, reps=10, **fields, logged_at=at(2)).status_code == 200
    assert rows(workout) == [(0, "squat", 1, "both", 10, None, None)]
