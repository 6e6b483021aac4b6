"""`sets.csv`: what is in it, what is not, and what a spreadsheet makes of it."""

import csv
import io
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.test import Client

from glutes.workouts.models import WorkoutSet
from tests.make import NOON, make_exercise, make_set, make_user, make_workout

pytestmark = pytest.mark.django_db

HEADER = (
    "workout_id,workout,day,started,block,slot,exercise,exercise_name,"
    "set,side,reps,seconds,load_kg,band,form_ok,rir,done_at,load"
)


@pytest.fixture
def user():
    return make_user(time_zone="Europe/Berlin")


def sets_csv(user):
    """The file as the user gets it."""
    client = Client()
    client.force_login(user)
    answer = client.get("/account/sets.csv")
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/csv; charset=utf-8")
    text = answer.getvalue().decode()
    assert text.startswith("\ufeff")  # Spreadsheets read the accents right then.
    return text.removeprefix("\ufeff")


def rows(user):
    return list(csv.DictReader(io.StringIO(sets_csv(user), newline="")))


def test_the_table_is_for_who_is_logged_in_only(client):
    answer = client.get("/account/sets.csv")
    assert (answer.status_code, answer["Location"]) == (303, "/account/login/?next=%2Faccount%2Fsets.csv")


def test_the_file_cannot_be_written_to(user):
    client = Client()
    client.force_login(user)
    assert client.post("/account/sets.csv").status_code == 405


def test_who_has_done_nothing_gets_the_header_alone(user):
    assert sets_csv(user) == f"{HEADER}\r\n"


def test_the_table_is_a_file_to_save_that_no_cache_keeps(user):
    client = Client()
    client.force_login(user)
    answer = client.get("/account/sets.csv")
    assert answer["Content-Disposition"].startswith('attachment; filename="glutes-sets-20')
    assert (answer.streaming, answer["Cache-Control"]) == (True, "private, no-store")


def test_a_set_is_a_row_with_moments_in_the_users_own_zone(user):
    workout = make_workout(user, [make_exercise("step-up", sides="each")], name="Müde Beine")
    make_set(workout, side="left", load_kg=Decimal("12.5"), rir=2, form_ok=False, at=NOON + timedelta(minutes=5))
    assert sets_csv(user).splitlines()[1:] == [
        f"{workout.pk},Müde Beine,2026-11-18,2026-11-18T13:00:00+01:00,main,0,step-up,Step up,1,left,10,,12.5,,0,2,"
        "2026-11-18T13:05:00+01:00,12.5 kg"
    ]


def test_a_hold_has_seconds_and_a_band_no_kilograms(user):
    make_set(make_workout(user, [make_exercise("plank", measure="seconds")]), seconds=45, band=3)
    row = rows(user)[0]
    assert [row[name] for name in ("reps", "seconds", "load_kg", "band")] == ["", "45", "", "3"]


def test_sets_come_in_the_order_they_were_done(user):
    squat, plank = make_exercise("squat"), make_exercise("plank", sides="each")
    later = make_workout(user, [squat], started=NOON + timedelta(days=1))
    make_set(later)
    workout = make_workout(user, [squat, plank])
    for slot, number, side in [(1, 2, "right"), (1, 1, "right"), (1, 1, "left"), (0, 2, "both"), (0, 1, "both")]:
        make_set(workout, slot=slot, number=number, side=side)
    assert [(row["day"], row["slot"], row["set"], row["side"]) for row in rows(user)] == [
        ("2026-11-18", "0", "1", "both"),
        ("2026-11-18", "0", "2", "both"),
        ("2026-11-18", "1", "1", "left"),
        ("2026-11-18", "1", "1", "right"),
        ("2026-11-18", "1", "2", "right"),
        ("2026-11-19", "0", "1", "both"),
    ]


def test_the_day_is_the_one_it_was_done_on_wherever_the_user_is_now(user):
    make_set(make_workout(user, [make_exercise()], started=datetime(2026, 11, 18, 23, 30, tzinfo=UTC)))
    row = rows(user)[0]
    assert (row["day"], row["started"]) == ("2026-11-18", "2026-11-19T00:30:00+01:00")


def test_what_was_deleted_or_belongs_to_others_is_not_in_it(user):
    squat = make_exercise("squat")
    kept = make_workout(user, [squat], name="Kept")
    make_set(kept)
    make_set(kept, number=2, reps=98, deleted_at=NOON)
    make_set(make_workout(user, [squat], name="Deleted", deleted_at=NOON))
    make_set(make_workout(make_user(), [squat], name="A stranger's"))
    assert [(row["workout"], row["reps"]) for row in rows(user)] == [("Kept", "10")]


@pytest.mark.parametrize("start", [*"=+-@＝＋－＠\t\r\n", " =", "\n=", ";=", ",=", '"=', "'=", "\u00a0=", " ;  ＝"])
def test_text_that_a_spreadsheet_would_run_is_text(user, start):
    name = f'{start}cmd|"/c calc"!A1'
    make_set(make_workout(user, [make_exercise("odd", name=name)], name=name))
    row = rows(user)[0]
    assert (row["workout"], row["exercise_name"]) == (f"'{name}", f"'{name}")


@pytest.mark.parametrize("name", ["Legs; day, one", 'The "big" one', "Two\nlines", "3 = 3", "Ünïcode 🍑", "NULL"])
def test_other_text_comes_through_as_it_is(user, name):
    make_set(make_workout(user, [make_exercise()], name=name))
    assert rows(user)[0]["workout"] == name


@pytest.mark.parametrize("many", [1, 300])
def test_the_number_of_queries_does_not_grow(user, django_assert_num_queries, many):
    workout = make_workout(user, [make_exercise()])
    moments = {"done_at": NOON, "logged_at": NOON, "user": user}
    row = workout.exercises.get()
    sets = [
        WorkoutSet(workout_exercise=row, exercise=row.exercise, number=n + 1, reps=n, **moments) for n in range(many)
    ]
    WorkoutSet.objects.bulk_create(sets)
    client = Client()
    client.force_login(user)
    client.get("/")
    with django_assert_num_queries(3):  # Session, user, sets.
        assert client.get("/account/sets.csv").getvalue().count(b"\r\n") == many + 1
