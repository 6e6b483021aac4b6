"""A session that does not go as written: swap, skip, one more set, one more exercise, less time, another day."""

from dataclasses import fields, replace
from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from glutes.exercises.models import LadderStep
from glutes.routines.models import Prescription
from glutes.workouts.models import Workout, WorkoutSet
from glutes.workouts.snapshot import SALT, Snapshot, SnapshotSlot
from tests.make import make_exercise, make_routine, make_set, make_source, make_user, make_workout

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def user():
    return make_user("ann", time_zone="Europe/Berlin")


@pytest.fixture
def squat():
    return make_exercise("squat")


@pytest.fixture
def workout(user, squat):
    """An open session of one exercise, 3 × 10 squats; the single-leg squat is a rung up."""
    harder = make_exercise("single-leg-squat", sides="each")
    LadderStep.objects.create(exercise=squat, to=harder, kind="harder", source=make_source())
    return make_workout(user, [squat], started=timezone.now() - timedelta(minutes=10))


def page(client, workout, query=""):
    answer = client.get(f"/workouts/{workout.pk}/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def slots(phone, workout, headers=None, **fields):
    return phone.post(f"/workouts/{workout.pk}/slots/", {"slot": 0, **fields}, headers=headers or {})


def test_a_swap_offers_the_rungs_of_the_ladder_and_shows_the_new_exercise(phone, workout):
    assert 'value="single-leg-squat"' in page(phone, workout)
    answer = slots(phone, workout, exercise="single-leg-squat")
    assert (answer.status_code, answer["Location"]) == (303, f"/workouts/{workout.pk}/#slot-0-single-leg-squat")
    sheet = page(phone, workout)
    assert 'id="slot-0-single-leg-squat"' in sheet
    assert 'id="slot-0-squat"' not in sheet
    assert "0 of 6 ticked" in sheet


def test_a_rung_that_is_retired_is_no_swap(phone, workout, squat):
    """Neither in the list nor, by the same page, in the player."""
    retired = make_exercise("jump-squat", retired_at=timezone.now())
    LadderStep.objects.create(exercise=squat, to=retired, kind="harder", source=make_source())

    seen = page(phone, workout)
    assert ("single-leg-squat" in seen, "jump-squat" in seen) == (True, False)


def test_a_swap_can_be_swapped_back_and_what_was_logged_stays(phone, workout):
    make_set(workout)
    slots(phone, workout, exercise="single-leg-squat")
    sheet = page(phone, workout)
    assert 'id="slot-0-squat"' in sheet
    assert 'id="slot-0-single-leg-squat"' in sheet
    assert "1 of 5 ticked" in sheet, "the other goes on with the second of three sets, on each side"
    slots(phone, workout, exercise="squat")
    sheet = page(phone, workout)
    assert 'id="slot-0-squat"' in sheet
    assert 'id="slot-0-single-leg-squat"' not in sheet


def test_swapping_back_keeps_how_it_hurt(phone, workout):
    slots(phone, workout, exercise="squat", pain=6)
    slots(phone, workout, exercise="single-leg-squat")
    slots(phone, workout, exercise="squat")
    assert workout.exercises.get(exercise__slug="squat").pain == 6


@pytest.mark.parametrize(("headers", "status"), [({}, 303), (HTMX, 200)])
def test_a_set_of_what_was_swapped_out_can_still_be_taken_away(phone, workout, headers, status):
    make_set(workout)
    slots(phone, workout, exercise="single-leg-squat")
    fields = {"slot": 0, "exercise": "squat", "number": 1, "deleted": 1}
    answer = phone.post(f"/workouts/{workout.pk}/sets/", fields, headers=headers)
    assert (answer.status_code, "Removed. Tick" in answer.text) == (status, status == 200)
    assert 'id="slot-0-squat"' not in page(phone, workout)


def test_htmx_swaps_the_slot_alone(phone, workout):
    answer = slots(phone, workout, HTMX, exercise="single-leg-squat")
    assert answer.status_code == 200
    assert 'id="slot-0-single-leg-squat"' in answer.content.decode()
    assert "<html" not in answer.content.decode()


def test_htmx_keeps_the_card_of_what_was_logged_before_the_swap(phone, workout):
    make_set(workout)
    headers = HTMX | {"HX-Target": "slot-0-squat"}
    answer = slots(phone, workout, headers, exercise="single-leg-squat").content.decode()
    assert answer.index('id="slot-0-squat"') < answer.index('id="slot-0-single-leg-squat"')
    assert "Swapped after this." in answer


def test_the_rest_of_an_exercise_can_be_skipped(phone, workout):
    make_set(workout)
    assert "Skip the other sets" in page(phone, workout)
    slots(phone, workout, exercise="squat", skipped=1)
    sheet = page(phone, workout)
    assert "Other sets skipped." in sheet
    assert "1 of 1 ticked" in sheet


def test_skipped_asks_for_no_sets_and_can_be_done_after_all(phone, workout):
    slots(phone, workout, exercise="squat", skipped=1)
    sheet = page(phone, workout)
    assert "Skipped today." in sheet
    assert "0 of 0 ticked" in sheet
    assert '<button class="plain" name="skipped" value="0">' in sheet
    slots(phone, workout, exercise="squat", skipped=0)
    assert "0 of 3 ticked" in page(phone, workout)


def test_one_more_set_gets_a_line(phone, workout):
    assert "0 of 3 ticked" in page(phone, workout)
    assert 'name="number" value="4"' in page(phone, workout, "?more=0")
    phone.post(f"/workouts/{workout.pk}/sets/", {"slot": 0, "number": 4, "reps": 8})
    assert "1 of 4 ticked" in page(phone, workout)


@pytest.mark.parametrize("query", ["?more=", "?more=abc", "?more=99999999999999999999", "?more=-1", "?more=²"])
def test_a_slot_that_is_none_gets_no_line(phone, workout, query):
    assert "0 of 3 ticked" in page(phone, workout, query)


def test_an_exercise_can_be_added_at_the_end(phone, workout):
    make_exercise("plank", measure="seconds", load="none", role="core")
    answer = slots(phone, workout, slot=1, exercise="plank")
    assert answer["Location"] == f"/workouts/{workout.pk}/#slot-1-plank"
    row = workout.exercises.get(slot=1)
    assert (row.block, row.sets, row.seconds_low, row.seconds_high) == ("main", 3, 30, 30)


def test_a_free_session_begins_empty_and_fills_as_one_goes(phone, squat):
    assert "A session of your own" in phone.get("/workouts/start/").content.decode()
    phone.post("/workouts/start/")
    workout = Workout.objects.get()
    assert (workout.name, workout.exercises.count()) == ("Free session", 0)
    assert "Nothing in this session yet." in page(phone, workout)
    slots(phone, workout, exercise="squat")
    assert "0 of 3 ticked" in page(phone, workout)


def test_a_set_taken_away_is_offered_to_be_put_back(phone, workout):
    make_set(workout, reps=14, load_kg=5)
    phone.post(f"/workouts/{workout.pk}/sets/", {"slot": 0, "number": 1, "deleted": 1})
    sheet = page(phone, workout)
    assert "Removed. Tick to put it back." in sheet
    assert sheet.count('name="reps" value="14"') == 1
    phone.post(f"/workouts/{workout.pk}/sets/", {"slot": 0, "number": 1, "reps": 14, "load_kg": 5})
    assert list(WorkoutSet.objects.values_list("reps", "deleted_at")) == [(14, None)]


def test_correcting_a_set_keeps_when_it_was_done(phone, workout):
    done = make_set(workout, reps=14, at=timezone.now() - timedelta(minutes=5)).done_at
    phone.post(f"/workouts/{workout.pk}/sets/", {"slot": 0, "number": 1, "reps": 12})
    assert list(WorkoutSet.objects.values_list("reps", "done_at")) == [(12, done)]


def short_of(routine):
    """The routine as “15 minutes today” has it."""
    return Snapshot.of_routine(routine).fewer().short()[0]


def shape(shown):
    """(exercise, sets) of each slot, as numbered."""
    assert [slot.slot for slot in shown.slots] == list(range(len(shown.slots)))
    return [(slot.exercise.slug, slot.sets) for slot in shown.slots]


def test_with_15_minutes_there_is_one_set_fewer_and_compounds_come_first(squat):
    jack = make_exercise("jack", role="warm-up")
    stretch = make_exercise("stretch", role="cool-down")
    plank = make_exercise("plank", role="core", measure="seconds")
    bridge = make_exercise("bridge", role="accessory")
    warm, hold = {"block": "warm-up", "sets": 2}, {"seconds_low": 30, "seconds_high": 30}
    cool = {"block": "cool-down", "sets": 1}
    routine = make_routine(None, [(jack, warm), (plank, hold), (bridge, {}), (squat, {}), (stretch, cool)])
    assert shape(short_of(routine)) == [
        ("jack", 1),
        ("squat", 2),
        ("bridge", 2),
        ("plank", 2),
        ("stretch", 1),
    ]


def test_with_15_minutes_only_what_fits_is_done():
    long = [(make_exercise(), {"sets": 5, "reps_low": 20, "reps_high": 20, "rest_s": 60}) for _ in range(6)]
    short = short_of(make_routine(None, long))
    # 4 sets of 20 slow reps and their rests are 80 s + 60 s, four times over: one exercise fits, a second does not.
    assert [slot.sets for slot in short.slots] == [4]


def test_a_short_circuit_is_a_round_shorter(squat):
    dose = {"seconds_low": 60, "seconds_high": 60}
    routine = make_routine(None, [(squat, dose)], style="circuit", rounds=3)
    assert short_of(routine).rounds == 2


def test_the_short_one_is_chosen_on_the_start_page_and_begun_as_shown(phone, squat):
    routine = make_routine(None, [(squat, {})])
    start = phone.get(f"/workouts/start/?routine={routine.pk}&short=1").content.decode()
    assert "2 × 10" in start
    signed = start.split('name="snapshot" value="')[1].split('"')[0]
    phone.post("/workouts/start/", {"routine": routine.pk, "snapshot": signed})
    assert Workout.objects.get().exercises.get().sets == 2


def test_a_past_day_is_logged_on_its_own_date(phone, squat):
    routine = make_routine(None, [(squat, {})])
    answer = phone.post("/workouts/past/", {"routine": routine.pk, "started": "2026-10-03T23:30"})
    workout = Workout.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"/workouts/{workout.pk}/?correct")
    assert workout.started == datetime(2026, 10, 3, 23, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    assert workout.day.isoformat() == "2026-10-03"
    phone.post(f"/workouts/{workout.pk}/sets/", {"slot": 0, "number": 1, "reps": 10})
    assert WorkoutSet.objects.get().done_at == workout.started
    assert "What you did" in page(phone, workout)


def test_a_past_day_sent_twice_is_one_session(phone, squat):
    fields = {"routine": make_routine(None, [(squat, {})]).pk, "started": "2026-10-03T18:00"}
    first, second = phone.post("/workouts/past/", fields), phone.post("/workouts/past/", fields)
    assert first["Location"] == second["Location"]
    assert Workout.objects.count() == 1


@pytest.mark.parametrize(
    ("started", "message"),
    [
        ("", "When did you start?"),
        ("2126-10-03T18:00", "That’s in the future: pick a time that has passed."),
        ("1066-10-14T09:00", "Pick a date from 2000 to today."),
        ("yesterday", "Write the day and time like 2026-11-18 18:30."),
        ("2026-02-30T10:00", "Write the day and time like 2026-11-18 18:30."),
    ],
)
def test_a_day_that_cannot_be_is_refused_and_kept(phone, squat, started, message):
    routine = make_routine(None, [(squat, {})])
    answer = phone.post("/workouts/past/", {"routine": routine.pk, "started": started})
    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert f'value="{started}"' in answer.content.decode()
    assert Workout.objects.count() == 0


def test_a_strangers_routine_cannot_be_logged(phone, squat):
    strangers = make_routine(make_user(), [(squat, {})])
    answer = phone.post("/workouts/past/", {"routine": strangers.pk, "started": "2026-10-03T18:00"})
    assert (answer.status_code, Workout.objects.count()) == (422, 0)


def test_a_snapshot_comes_back_as_it_was_signed(squat):
    routine = make_routine(None, [(squat, {"load_kg": Decimal("12.500")}), (make_exercise("clam", sides="each"), {})])
    shown = Snapshot.of_routine(routine)
    slots = [replace(slot, reason="Last time: 9.", reason_sources=("d2",), first_side="right") for slot in shown.slots]
    shown = replace(shown, slots=tuple(slots))

    assert Snapshot.read(shown.signed(), make_user()) == shown
    assert Snapshot.read(shown.signed()[:-1], make_user()) is None


def test_an_exercise_that_is_gone_is_left_out_of_a_snapshot(squat):
    signed = Snapshot.of_routine(make_routine(None, [(squat, {}), (make_exercise("clam"), {})])).signed()
    Prescription.objects.filter(exercise=squat).delete()
    squat.delete()

    assert [slot.exercise.slug for slot in Snapshot.read(signed, make_user()).slots] == ["clam"]


def test_the_fields_of_a_snapshot_are_those_of_its_version():
    """A change here needs a new version in snapshot.SALT, but for a new field with a default."""
    assert SALT == "workout-snapshot-2"
    assert [field.name for field in fields(Snapshot)] == [
        "name", "routine", "style", "rounds", "round_rest_s", "slots",
    ]  # fmt: skip
    assert [field.name for field in fields(SnapshotSlot)] == [
        "slot", "exercise", "block", "sets", "reps_low", "reps_high", "seconds_low", "seconds_high", "rest_s",
        "load_kg", "band", "group", "way", "prescribed_note", "coached", "target", "reason", "reason_sources",
        "first_side", "paused_side", "skipped", "stop_from",
    ]  # fmt: skip
