"""FIT files hold exactly the steps and sets that the pages show, by two readers that are not the writer."""

import io
import zipfile
from datetime import UTC, date, timedelta
from decimal import Decimal

import fitdecode
import fitparse
import pytest
from django.test import Client

from glutes.exercises.models import Cue
from glutes.rules.units import parse_load
from tests import html
from tests.make import (
    NOON,
    make_exercise,
    make_own,
    make_plan_day,
    make_routine,
    make_set,
    make_source,
    make_user,
    make_workout,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wednesday")]


def by_fitdecode(content):
    """The messages of a file, as (name, {field: value})."""
    options = {"check_crc": fitdecode.CrcCheck.RAISE, "error_handling": fitdecode.ErrorHandling.RAISE}
    with fitdecode.FitReader(io.BytesIO(content), **options) as reader:
        frames = [frame for frame in reader if frame.frame_type == fitdecode.FIT_FRAME_DATA]
    return [(frame.name, {field.name: field.value for field in frame.fields}) for frame in frames]


def by_fitparse(content):
    """The same by the other reader."""
    messages = fitparse.FitFile(content, check_crc=True).get_messages()
    return [(message.name, {field.name: field.value for field in message.fields}) for message in messages]


READERS = [by_fitdecode, by_fitparse]


def download(user, path):
    client = Client()
    client.force_login(user)
    answer = client.get(path)
    assert (answer.status_code, answer["Content-Disposition"].startswith("attachment")) == (200, True)
    return answer.content


def lines(messages, kind, *fields):
    """These fields of all messages of a kind; (None) where one has none."""
    return [tuple(values.get(field) for field in fields) for name, values in messages if name == kind]


def kinds(messages):
    """The kinds of messages in their order, each run once."""
    names = [name for name, _ in messages]
    return [name for n, name in enumerate(names) if n == 0 or names[n - 1] != name]


@pytest.fixture
def routine(user):
    """A warm-up, a one-sided exercise with a weight, a superset with a hold, and one of the user's own at the end."""
    step_up = make_exercise("step-up", sides="each", fit_category=28, fit_name=66)
    Cue.objects.create(exercise=step_up, phase="move", position=0, text="Push through the heel.", source=make_source())
    doses = [
        (make_exercise("jumping-jacks", role="warm-up", fit_category=2, fit_name=12), {"block": "warm-up", "sets": 1}),
        (step_up, {"sets": 2, "load_kg": Decimal("8.5"), "rest_s": 45}),
        (
            make_exercise("plank", measure="seconds", load="none", fit_category=19, fit_name=43),
            {"sets": 1, "seconds_low": 75, "seconds_high": 75, "group": "A", "rest_s": 0},
        ),
        (make_exercise("clam", banded=True, fit_category=37, fit_name=6), {"sets": 1, "band": 3, "group": "A"}),
        (make_own(user, "Zürich hop"), {"block": "cool-down", "sets": 1, "rest_s": 0}),
    ]
    return make_routine(user, doses, name="Fünf für heute")


STEPS = [
    ("Jumping jacks", "warmup", "reps", 10, None, 2, 12),
    ("Rest", "rest", "time", 30.0, None, None, None),
    ("Step up L", "active", "reps", 10, 8.5, 28, 66),
    ("Step up R", "active", "reps", 10, 8.5, 28, 66),
    ("Rest", "rest", "time", 45.0, None, None, None),
    ("Step up L", "active", "reps", 10, 8.5, 28, 66),
    ("Step up R", "active", "reps", 10, 8.5, 28, 66),
    ("Rest", "rest", "time", 45.0, None, None, None),
    ("Plank", "active", "time", 75.0, None, 19, 43),
    ("Clam", "active", "reps", 10, None, None, None),
    ("Rest", "rest", "time", 30.0, None, None, None),
    ("Zürich hop", "cooldown", "reps", 10, None, None, None),
]
"""Name, intensity, what it lasts by, reps or seconds, kilograms, and FIT's two numbers."""


def steps(messages):
    """The steps of a file, as STEPS has them; enumerations as words or numbers, as each reader has them."""
    found = []
    for _, values in ((name, values) for name, values in messages if name == "workout_step"):
        by = values["duration_type"]
        amount = values["duration_reps"] if by == "reps" else values["duration_time"]
        category, name = values.get("exercise_category"), values.get("exercise_name")
        found.append(
            (
                values["wkt_step_name"],
                str(values["intensity"]),
                by,
                amount,
                values.get("exercise_weight"),
                category,
                name,
            )
        )
    return found


NUMBERS = {2: "cardio", 19: "plank", 28: "squat"}


@pytest.mark.parametrize("read", READERS)
def test_a_workout_file_holds_the_steps_in_their_order(user, routine, read):
    messages = read(download(user, f"/routines/{routine.pk}/workout.fit"))
    assert kinds(messages) == ["file_id", "workout", "workout_step", "exercise_title"]
    expected = [step[:5] for step in STEPS]
    assert [step[:5] for step in steps(messages)] == expected
    numbers = [
        (step[5] in (want[5], NUMBERS.get(want[5])), (step[6] is None) == (want[6] is None))
        for step, want in zip(steps(messages), STEPS, strict=True)
    ]
    assert set(numbers) == {(True, True)}
    assert lines(messages, "workout", "wkt_name", "num_valid_steps", "sport", "sub_sport") == [
        ("Fünf für heute", len(STEPS), "training", "strength_training")
    ]
    titles = lines(messages, "exercise_title", "wkt_step_name")
    assert titles == [("Jumping jacks",), ("Step up",), ("Plank",)]


@pytest.mark.parametrize("read", READERS)
def test_notes_say_the_load_and_the_cues(user, routine, read):
    notes = {
        values["wkt_step_name"]: values.get("notes")
        for name, values in read(download(user, f"/routines/{routine.pk}/workout.fit"))
        if name == "workout_step"
    }
    assert (notes["Step up L"], notes["Clam"], notes["Rest"]) == ("8.5 kg. Push through the heel", "Band 3", None)


def test_the_page_shows_the_same_steps(user, routine):
    make_plan_day(user, 2, routine)
    client = Client()
    client.force_login(user)
    page = client.get("/account/watch/").text
    assert f"{len(STEPS)} steps" in page
    shown = ["10 reps", "0:30", "10 reps", "10 reps", "0:45", "10 reps", "10 reps", "0:45"]
    at = page.index("watch-steps")
    for step, amount in zip(STEPS, shown, strict=False):
        at = page.index(f"<span>{step[0]}</span><b>{amount}</b>", at)
    assert "4 more" in page


@pytest.mark.parametrize("read", READERS)
def test_a_circuit_goes_round_with_changes_and_rests(user, read):
    doses = [
        (make_exercise("squat"), {"seconds_low": 60, "seconds_high": 60}),
        (make_exercise("lunge"), {"seconds_low": 60, "seconds_high": 60}),
    ]
    routine = make_routine(user, doses, style="circuit", rounds=2, round_rest_s=120)
    messages = read(download(user, f"/routines/{routine.pk}/workout.fit"))
    assert [(step[0], step[3]) for step in steps(messages)] == [
        ("Squat", 60.0),
        ("Change over", 8.0),
        ("Lunge", 60.0),
        ("Rest", 120.0),
        ("Squat", 60.0),
        ("Change over", 8.0),
        ("Lunge", 60.0),
    ]


def test_every_file_of_a_workout_has_a_number_of_its_own(user, routine):
    make_plan_day(user, 2, routine)
    make_plan_day(user, 4, routine)
    archive = zipfile.ZipFile(io.BytesIO(download(user, "/account/watch/week.zip")))
    assert archive.namelist() == ["2026-11-18-1-funf-fur-heute.fit", "2026-11-20-2-funf-fur-heute.fit"]
    files = [by_fitdecode(archive.read(name)) for name in archive.namelist()]
    ids = [lines(file, "file_id", "serial_number", "type")[0] for file in files]
    assert len(set(ids)) == 2
    assert {kind for _, kind in ids} == {"workout"}


def test_of_a_halved_session_there_is_half_on_the_watch_too(user):
    routine = make_routine(user, [(make_exercise("squat"), {"sets": 4})])
    day = make_plan_day(user, 2, routine, since=NOON.date())
    day.halve(NOON.date())
    archive = zipfile.ZipFile(io.BytesIO(download(user, "/account/watch/week.zip")))
    client = Client()
    client.force_login(user)
    page = client.get("/account/watch/").text
    one = download(user, html.find(page, "a", download=True)[0]["href"])
    for content in (archive.read(archive.namelist()[0]), one):
        assert [step[0] for step in steps(by_fitdecode(content))].count("Squat") == 2
    assert f"<strong>{routine.name}</strong>, shorter" in html.flat(page)


def test_long_notes_are_cut_between_letters(user):
    routine = make_routine(user, [(make_exercise("squat"), {"note": "ü" * 200})])
    notes = lines(by_fitdecode(download(user, f"/routines/{routine.pk}/workout.fit")), "workout_step", "notes")
    assert notes[0][0] == "ü" * 125


@pytest.fixture
def workout(user):
    """Two sets of one side each, then a hold, logged a while after each other."""
    squat = make_exercise("squat", sides="each", fit_category=28, fit_name=61)
    workout = make_workout(user, [squat, make_exercise("plank", measure="seconds", fit_category=19, fit_name=43)])
    for side, seconds, reps in (("left", 60, 12), ("right", 120, 10)):
        make_set(workout, side=side, reps=reps, load_kg=Decimal("7.5"), at=NOON + timedelta(seconds=seconds))
    make_set(workout, slot=1, seconds=45, at=NOON + timedelta(seconds=200))
    make_set(workout, slot=1, number=2, seconds=99, deleted_at=NOON)
    return workout


@pytest.mark.parametrize("read", READERS)
def test_an_activity_holds_the_sets_that_stand_and_the_rests_between(user, workout, read):
    messages = read(download(user, f"/workouts/{workout.pk}/activity.fit"))
    assert kinds(messages) == [
        "file_id",
        "sport",
        "exercise_title",
        "event",
        "set",
        "event",
        "lap",
        "session",
        "activity",
    ]
    found = lines(messages, "set", "set_type", "repetitions", "weight", "duration")
    is_active = [kind in ("active", 1) for kind, *_ in found]
    assert [(active, *rest) for active, (_, *rest) in zip(is_active, found, strict=True)] == [
        (False, None, None, 12.0),
        (True, 12, 7.5, 48.0),
        (False, None, None, 20.0),
        (True, 10, 7.5, 40.0),
        (False, None, None, 35.0),
        (True, None, None, 45.0),
    ]
    session = lines(messages, "session", "sport", "sub_sport", "total_elapsed_time", "start_time")[0]
    assert session[:3] == ("training", "strength_training", 200.0)
    assert session[3].replace(tzinfo=UTC) == NOON
    assert lines(messages, "exercise_title", "wkt_step_name") == [("Squat",), ("Plank",)]


def test_a_watch_shows_a_weight_in_the_unit_that_it_was_typed_in(user):
    workout = make_workout(user, [make_exercise("squat", load="optional")])
    for number, kg in enumerate((Decimal("7.5"), parse_load("17.5", "lb")), 1):
        make_set(workout, number=number, reps=10, load_kg=kg, at=NOON + timedelta(minutes=number))
    messages = by_fitdecode(download(user, f"/workouts/{workout.pk}/activity.fit"))
    shown = [unit for _, unit in lines(messages, "set", "repetitions", "weight_display_unit") if unit]
    assert shown == ["kilogram", "pound"]


def test_sets_written_down_at_one_moment_follow_each_other(user):
    workout = make_workout(user, [make_exercise("squat")])
    for number in (1, 2):
        make_set(workout, number=number, reps=10, at=NOON)
    messages = by_fitdecode(download(user, f"/workouts/{workout.pk}/activity.fit"))
    assert lines(messages, "set", "repetitions", "duration") == [(10, 40.0), (10, 40.0)]
    assert lines(messages, "session", "total_elapsed_time") == [(80.0,)]


@pytest.mark.parametrize("first", [NOON, NOON - timedelta(minutes=35, seconds=-20)])
def test_a_session_lasts_as_long_in_the_file_as_on_the_site(user, first):
    """Logged as planned, or with a first set that took less than 4 s a rep."""
    began = NOON - timedelta(minutes=35)
    workout = make_workout(user, [make_exercise("squat")], started=began, finished_at=NOON)
    for number, at in enumerate((first, NOON, NOON), 1):
        make_set(workout, number=number, reps=10, at=at)
    messages = by_fitdecode(download(user, f"/workouts/{workout.pk}/activity.fit"))
    ((total, start),) = lines(messages, "session", "total_elapsed_time", "start_time")
    assert (total, start.replace(tzinfo=UTC)) == (35 * 60, began)


def test_a_workout_without_sets_is_a_file_all_the_same(user):
    workout = make_workout(user)
    assert kinds(by_fitdecode(download(user, f"/workouts/{workout.pk}/activity.fit")))[-1] == "activity"


def test_files_of_others_are_not_there(phone):
    other = make_user()
    theirs = make_routine(other, [(make_exercise(), {})])
    for path in (f"/routines/{theirs.pk}/workout.fit", f"/workouts/{make_workout(other).pk}/activity.fit"):
        assert phone.get(path).status_code == 404


@pytest.mark.parametrize("many", [1, 6])
def test_the_number_of_queries_does_not_grow(phone, user, many, django_assert_max_num_queries):
    routine = make_routine(user, [(make_exercise(), {})] * many)
    for weekday in range(many):
        make_plan_day(user, weekday, routine, since=date(2026, 1, 1))
    phone.get("/account/watch/")
    with django_assert_max_num_queries(31):
        phone.get("/account/watch/")
