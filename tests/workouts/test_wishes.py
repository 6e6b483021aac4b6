"""What the user wants shows in the next workout: first side, a side that pauses, as written, an easier week."""

from datetime import timedelta

import pytest

from glutes.kit.models import EasierWeek, ExerciseWish
from glutes.workouts.models import Workout
from tests import html
from tests.make import NOON, make_exercise, make_routine, make_set, make_source, make_user, make_workout

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wednesday")]
WEEKS = "weeks in a row: fancy an easier one?"


@pytest.fixture
def clamshell():
    return make_exercise("clamshell", sides="each")


@pytest.fixture
def routine(clamshell):
    return make_routine(None, [(clamshell, {"reps_low": 8, "reps_high": 12, "sets": 5})])


def start(phone, routine):
    return phone.get(f"/workouts/start/?routine={routine.pk}").text


def begin(phone, routine):
    """The workout that the start page promises."""
    signed = html.find(start(phone, routine), name="snapshot")[0]["value"]
    return phone.post("/workouts/start/", {"routine": routine.pk, "snapshot": signed})["Location"]


def sides(sheet):
    """The sides of the lines for sets, in order."""
    return [field["value"] for field in html.find(sheet, name="side")]


def train(user, exercise, weeks_ago):
    """Sessions of a Wednesday and a Friday gone by."""
    for days in (0, 2):
        workout = make_workout(user, [exercise], started=NOON - timedelta(weeks=weeks_ago, days=-days))
        for side in ("left", "right"):
            make_set(workout, side=side, reps=10)


def test_the_side_that_is_to_go_first_does(phone, user, clamshell, routine):
    ExerciseWish.objects.put(user, clamshell, as_written=False, sides="right-first")
    sheet = phone.get(begin(phone, routine)).text
    assert sides(sheet)[:2] == ["right", "left"]


def test_a_side_that_pauses_has_no_lines_unless_something_is_logged_there(phone, user, clamshell, routine):
    ExerciseWish.objects.put(user, clamshell, as_written=False, sides="left-only")
    place = begin(phone, routine)
    sheet = phone.get(place).text
    assert sides(sheet) == ["left"] * 5
    assert "only left" in sheet
    assert "0 of 5 ticked" in sheet
    phone.post(f"{place}sets/", {"slot": 0, "number": 2, "side": "right", "reps": 8})
    assert sides(phone.get(place).text).count("right") == 1


def test_kept_as_written_no_target_is_set(phone, user, clamshell, routine):
    train(user, clamshell, 1)
    ExerciseWish.objects.put(user, clamshell, as_written=True, sides="")
    page = start(phone, routine)
    assert "As written, as you asked. Pain advice stays." in page
    assert '<span class="meta">As your routine says</span>' in page
    begin(phone, routine)
    assert list(Workout.objects.get(routine=routine).exercises.values_list("target", "sets")) == [(8, 5)]


def test_wishes_of_others_change_nothing(phone, clamshell, routine):
    bob = make_user("bob")
    ExerciseWish.objects.put(bob, clamshell, as_written=True, sides="right-only")
    EasierWeek.objects.start(bob, NOON.date())
    page = start(phone, routine)
    assert "as you asked" not in page
    assert "Easier week" not in page


@pytest.mark.parametrize(
    ("weeks", "every", "offered"),
    [(4, 6, False), (5, 6, True), (6, 6, False), (11, 6, True), (3, 4, True), (7, 8, True)],
)
def test_after_so_many_weeks_in_a_row_an_easier_one_is_offered(phone, user, clamshell, routine, weeks, every, offered):
    user.easier_every = every
    user.save()
    for week in range(1, weeks + 1):
        train(user, clamshell, week)
        train(make_user(), clamshell, week + weeks)
    assert (f"{weeks} {WEEKS}" in start(phone, routine)) == offered


def test_without_coaching_none_is_offered(phone, user, clamshell, routine):
    user.coaching = False
    user.save()
    for week in range(1, 6):
        train(user, clamshell, week)
    assert WEEKS not in start(phone, routine)
    assert "Turn coaching on again" in start(phone, routine)


def test_an_easier_week_of_a_circuit_has_fewer_rounds(phone, user, clamshell):
    make_source("bell-2023")
    workout = make_workout(user, [clamshell], started=NOON - timedelta(days=2))
    workout.exercises.update(reps_low=None, reps_high=None, seconds_low=30, seconds_high=30)
    for number in (1, 2, 3, 4):
        for side in ("left", "right"):
            make_set(workout, number=number, side=side)
    dose = {"seconds_low": 30, "seconds_high": 30}
    circuit = make_routine(user, [(clamshell, dose)], style="circuit", rounds=4)
    assert "4 × 30 s" in start(phone, circuit)
    EasierWeek.objects.start(user, NOON.date())

    page = start(phone, circuit)

    assert "Easier week: fewer rounds, a bit less of each, the same days." in page
    assert "Easier week: 2 rounds, a bit less of each." in page
    assert ("2 × 25 s" in page, '"rounds": 2' in page) == (True, True)
    begin(phone, circuit)
    assert Workout.objects.get(routine=circuit).rounds == 2
    circuit.refresh_from_db()
    assert circuit.rounds == 4


def test_an_easier_week_says_who_says_so(phone, user, clamshell, routine):
    make_source("bell-2023")
    for week in range(1, 6):
        train(user, clamshell, week)
    for _ in ("offered", "accepted"):
        (note,) = html.find(start(phone, routine), "form", class_="note")
        assert html.cited(note) == ["bell-2023"]
        phone.post("/account/easier-week/")


def test_accepted_it_means_fewer_sets_and_counting_begins_anew(phone, user, clamshell, routine, monkeypatch):
    for week in range(1, 6):
        train(user, clamshell, week)
    assert WEEKS in start(phone, routine)
    phone.post("/account/easier-week/")
    page = start(phone, routine)
    assert WEEKS not in page
    assert "Easier week: fewer sets, a bit less of each, the same days." in page
    begin(phone, routine)
    assert list(Workout.objects.get(routine=routine).exercises.values_list("sets", flat=True)) == [3]
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON + timedelta(days=7))
    assert "Easier week" not in start(phone, routine)
    assert WEEKS not in start(phone, routine)
