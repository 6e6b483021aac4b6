"""Bringing in a log: the file, its preview, what is stored, what a second time does, and undoing it."""

import gzip
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from glutes.exchange import incoming, receiving, storing
from glutes.exchange.models import Import
from glutes.exercises.models import Exercise
from glutes.workouts.models import Workout, WorkoutExercise, WorkoutSet
from tests.html import flat
from tests.make import LIFTED, NOON, make_exercise, make_import, make_own, make_set, make_user, make_workout

pytestmark = pytest.mark.django_db

JSON, HTMX = {"accept": "application/json"}, {"HX-Request": "true"}
LOGS = Path(__file__).parent / "dialects/logs"


@pytest.fixture(autouse=True)
def catalogue():
    """The exercises that the logs name."""
    make_exercise("squat")
    make_exercise("plank", measure="seconds", load="none", role="core")
    make_exercise("clamshell", sides="each", banded=True)
    make_exercise("step-up", name="Step-up", sides="each")
    make_exercise("hip-lift", name="Hip lift", aliases=["hip thrust"])


@pytest.fixture(autouse=True)
def hurry(monkeypatch):
    """Lets imports make no pauses, as nobody else writes in these tests."""
    monkeypatch.setattr("glutes.exchange.turns.time.sleep", lambda seconds: None)


def file(text, name="log.csv"):
    return {"file": SimpleUploadedFile(name, text if isinstance(text, bytes) else text.encode())}


def look(phone, text, **headers):
    """The answer to a file, and the page that it leads to."""
    answer = phone.post("/import/", file(text), **headers)
    assert answer.status_code == 303, answer.text
    return answer["Location"]


def bring(phone, text, **answers):
    """The Import of a file that was brought in."""
    address = look(phone, text)
    assert phone.post(f"{address}bring/", answers).status_code == 303
    return Import.objects.get(pk=address.strip("/").split("/")[-1])


def hevy(*rows):
    """A log of Hevy's with these rows: exercise, set type, weight, reps, seconds."""
    head = "title,start_time,end_time,description,exercise_title,superset_id,exercise_notes,set_index,set_type,"
    head += "weight_kg,reps,distance_km,duration_seconds,rpe\n"
    same = 'Legs,"11 Sep 2025, 07:49","11 Sep 2025, 08:30",Tired'
    lines = [f"{same},{name},,,{at},{kind},{kg},{reps},,{s},\n" for at, (name, kind, kg, reps, s) in enumerate(rows)]
    return head + "".join(lines)


def test_a_file_is_looked_over_before_anything_is_stored(phone, user):
    text = hevy(("Squat (Barbell)", "normal", 60, 8, ""), ("Leg Press", "normal", 100, 10, "")) + 'Legs,"41 Sep'
    page = phone.get(look(phone, text)).text
    for words in ("log.csv", "Hevy", "1 session", "11 Sep 2025", "Leg Press", "1 name to settle", "1 name we know"):
        assert words in page, words
    assert "41 Sep" in page
    assert "Line" in page
    assert not user.workouts.exists()


def test_a_session_lasts_as_long_where_the_clocks_go_back(phone, user):
    user.time_zone = "Europe/Berlin"
    user.save()
    text = hevy(("Squat (Barbell)", "normal", 60, 8, ""))
    bring(
        phone,
        text.replace("11 Sep 2025, 07:49", "26 Oct 2025, 02:30").replace("11 Sep 2025, 08:30", "26 Oct 2025, 03:00"),
    )
    workout = user.workouts.get()
    assert workout.finished_at - workout.started == timedelta(minutes=30)


def test_a_session_comes_in_as_it_was_done(phone, user):
    user.time_zone = "Europe/Berlin"
    user.save()
    one = bring(
        phone,
        hevy(
            ("Squat (Barbell)", "warmup", 20, 10, ""),
            ("Squat (Barbell)", "normal", 60, 8, ""),
            ("Squat (Barbell)", "failure", 0, 6, ""),
            ("Plank", "normal", "", "", 45),
            ("Clamshell (left)", "normal", "", 15, ""),
            ("Clamshell (right)", "normal", "", 12, ""),
            ("Step Up", "normal", 12.5, 10, ""),
        ),
    )
    workout = user.workouts.get()
    assert (workout.name, str(workout.day), workout.note) == ("Legs", "2025-09-11", "Tired")
    assert workout.started == datetime(2025, 9, 11, 5, 49, tzinfo=UTC)
    assert workout.finished_at - workout.started == timedelta(minutes=41)
    sets = WorkoutSet.objects.filter(user=user).order_by("workout_exercise__slot", "number", "side")
    assert [
        (s.exercise.slug, s.workout_exercise.block, s.number, s.side, s.reps, s.seconds, s.load_kg, s.rir) for s in sets
    ] == [
        ("squat", "warm-up", 1, "both", 10, None, Decimal(20), None),
        ("squat", "main", 1, "both", 8, None, Decimal(60), None),
        ("squat", "main", 2, "both", 6, None, None, 0),
        ("plank", "main", 1, "both", None, 45, None, None),
        ("clamshell", "main", 1, "left", 15, None, None, None),
        ("clamshell", "main", 1, "right", 12, None, None, None),
        ("step-up", "main", 1, "left", 10, None, Decimal("12.5"), None),
        ("step-up", "main", 1, "right", 10, None, Decimal("12.5"), None),
    ]
    assert (one.state, one.workouts, one.sets) == ("in", 1, 6)
    page = phone.get(one.get_absolute_url()).text
    assert "1 session is in." in page
    assert "6 sets, warm-ups too, on 11 September 2025." in page
    for address in (workout.get_absolute_url(), "/progress/", "/progress/squat/", "/workouts/", "/"):
        assert phone.get(address).status_code == 200


COLUMNS_OF = {
    "other": ["date", "exercise", "weight", "reps", "note"],
    "other-2": ["date", "exercise", "sets", "reps", "side", "weight"],
}
"""What the columns are of the tables that nobody knows."""


@pytest.mark.parametrize("log", sorted(path.stem for path in LOGS.glob("*.csv")))
def test_every_dialect_comes_in_and_twice_is_once(phone, user, log):
    text = (LOGS / f"{log}.csv").read_bytes()
    for again in (False, True):
        address = look(phone, text)
        if log in COLUMNS_OF:
            columns = {what: at for at, what in enumerate(COLUMNS_OF[log])} | {"day_first": "day"}
            assert phone.post(f"{address}columns/", columns).status_code == 303
        page = phone.get(address).text
        assert ("here already" in page) == again
        assert ("nothing new" in page) == (again and log not in ("hevy", "strong-1"))  # There is a run in these.
        assert phone.post(f"{address}bring/", {"unit": "kg"}).status_code == 303
        came = user.imports.first().workouts
        assert f'data-come="session">{came} session{"" if came == 1 else "s"}</' in page
        before = before if again else rows_of(user)  # noqa: F821
        assert rows_of(user) == before
        assert before["workouts"] >= 1


@pytest.mark.parametrize(
    ("days", "says"),
    [
        (["2025-03-04"], "<dt>4 Mar 2025</dt><dd>1 <small>day</small></dd>"),
        (["2025-02-28", "2025-03-02"], "<dt>28 Feb 2025 to 2 Mar 2025</dt><dd>3 <small>days</small></dd>"),
        (["2025-03-04", "2025-03-24"], "<dt>4 Mar 2025 to 24 Mar 2025</dt><dd>3 <small>weeks</small></dd>"),
        (["2024-03-04", "2025-09-02"], "<dt>4 Mar 2024 to 2 Sep 2025</dt><dd>18 <small>months</small></dd>"),
    ],
)
def test_the_preview_says_how_long_a_time_the_file_is_about(phone, days, says):
    lines = "".join(f"{day},Squat,Legs,40,kgs,10,,,,\n" for day in days)
    assert says in flat(phone.get(look(phone, LIFTED.splitlines()[0] + "\n" + lines)).text)


def test_a_session_all_of_whose_names_stay_out_does_not_count_as_coming_in(phone):
    squats, presses = (f"2025-03-0{day},{name},Legs,40,kgs,10,,,,\n" for day, name in ((4, "Squat"), (5, "Leg Press")))
    address = look(phone, LIFTED.splitlines()[0] + "\n" + squats + presses)
    page = phone.get(address).text
    assert 'data-mixes="[[[0], 1], [[1], 1]]"' in page
    assert 'data-come="session">2 sessions<' in page
    page = phone.post(f"{address}bring/", {"name-0": "out", "name-1": "no-such-exercise"}).text
    assert 'data-come="session">1 session<' in page
    phone.post(f"{address}bring/", {"name-0": "out"})
    assert "1 session is in." in phone.get(address).text


def rows_of(user):
    """How many rows of a log somebody has."""
    sets = WorkoutSet.objects.filter(user=user)
    own = user.exercises.values_list("name", flat=True)
    return {"workouts": user.workouts.count(), "sets": sets.count(), "own": sorted(own)}


def test_an_unknown_exercise_becomes_ones_own_is_matched_or_left_out(phone, user):
    rows = [("Leg Press", "normal", 100, 10, ""), ("Hip Thrust (Barbell)", "normal", 40, 10, "")]
    rows += [("Curl", "normal", 8, 10, ""), ("Squat", "normal", 60, 5, "")]
    bring(phone, hevy(*rows), **{"name-0": "own", "name-1": "hip-lift", "name-2": "out"})
    done = WorkoutSet.objects.filter(user=user).values_list("exercise__name", flat=True)
    assert sorted(done) == ["Hip lift", "Leg Press", "Squat"]
    own = user.exercises.get()
    assert (own.name, own.slug[:4], own.measure, own.sides) == ("Leg Press", "own-", "reps", "both")


def test_one_of_ones_own_with_that_name_is_the_one_that_is_meant(phone, user):
    mine = make_own(user, "Leg press")
    bring(phone, hevy(("LEG PRESS", "normal", 100, 10, "")))
    assert [one.exercise for one in WorkoutSet.objects.filter(user=user)] == [mine]


def test_one_of_ones_own_beside_one_of_the_catalogue_has_another_name(phone, user):
    for name in ("Squat", "SQUAT"):
        bring(phone, hevy((name, "normal", 60, 5, "")), **{"name-0": "own"})
    assert rows_of(user)["own"] == ["Squat (mine)"]


def test_somebody_elses_own_exercise_is_not_offered_nor_taken(phone):
    theirs = make_own(make_user(), "Leg press")
    address = look(phone, hevy(("Leg Press", "normal", 100, 10, "")))
    assert theirs.slug not in phone.get(address).text
    answer = phone.post(f"{address}bring/", {"name-0": theirs.slug})
    assert answer.status_code == 422
    assert "We don’t have that exercise." in answer.text


def test_weights_are_not_thrown_away_for_an_exercise_that_takes_none(phone):
    address = look(phone, hevy(("Plank", "normal", 10, "", 45), ("Clamshell", "normal", 10, 15, "")))
    assert "2 names to settle" in phone.get(address).text


def test_the_unit_is_asked_where_the_file_does_not_say(phone, user):
    text = (LOGS / "fitnotes.csv").read_text(encoding="utf-8").replace(",kgs,", ",,")
    address = look(phone, text)
    assert "Are these kilograms or pounds?" in phone.get(address).text
    answer = phone.post(f"{address}bring/", {})
    assert (answer.status_code, "Kilograms or pounds?" in answer.text) == (422, True)
    assert phone.post(f"{address}bring/", {"unit": "lb"}).status_code == 303
    loads = WorkoutSet.objects.filter(user=user, exercise__slug="step-up").values_list("load_kg", flat=True)
    assert set(loads) == {Decimal("12.5") * Decimal("0.45359237")}


@pytest.mark.parametrize(
    ("heaviest", "said"), [("12.5", "Step Up is always 12.5."), ("20", "Step Up goes from 12.5 to 20.")]
)
def test_the_weights_to_choose_the_unit_by_are_named(phone, heaviest, said):
    text = (LOGS / "fitnotes.csv").read_text(encoding="utf-8").replace(",kgs,", ",,")
    text = text.replace(",12.5,", f",{heaviest},", 1)
    assert said in flat(phone.get(look(phone, text)).text)


@pytest.mark.parametrize(("answer", "load"), [(None, 80), ("meant", 80), ("out", None)])
def test_an_odd_value_is_asked_about(phone, user, answer, load):
    rows = [("Squat", "normal", kg, 5, "") for kg in (60, 70, 70, 75, 80, 800)]
    address = look(phone, hevy(*rows))
    page = phone.get(address).text
    assert "Squat, 800 kg" in page
    assert "the set before was 80 kg" in page
    phone.post(f"{address}bring/", {"odd-0": answer} if answer else {})
    loads = [one.load_kg for one in WorkoutSet.objects.filter(user=user).order_by("number")]
    assert loads == [60, 70, 70, 75, 80, *([load] if load else [])]


def test_what_cannot_be_read_can_be_taken_as_a_file(phone):
    address = look(phone, hevy(("Squat", "normal", 60, 5, ""), ("Squat", "normal", "heavy", 5, "")))
    text = phone.get(f"{address}unread.csv").text
    assert text.splitlines()[0] == "line,reason,text"
    assert text.splitlines()[1].startswith('3,“heavy” is no number.,"Legs,""11 Sep 2025, 07:49"",')


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "That file is empty"),
        (b"   \n", "That file is empty"),
        (b"PK\x03\x04zip", "zip"),
        (b"%PDF-1.4", "PDF"),
        (b"\x1f\x8b\x08", "packed"),
        (b"SQLite format 3\0", "backup"),
        (b"\0\1\2\3" * 100, "no text"),
        (b"hello", "no table"),
        (LIFTED.splitlines()[0].encode(), "no set"),
        (LIFTED.replace("2025", "2925").encode(), "too far away"),
    ],
)
@pytest.mark.parametrize("headers", [{}, JSON])
def test_what_is_no_log_is_refused_in_words(phone, content, words, headers):
    answer = phone.post("/import/", file(content), headers=headers)
    assert answer.status_code == 422
    assert words in (answer.json()["detail"] if headers else answer.text)
    assert not Import.objects.exists()


def test_no_file_and_one_too_big_are_refused(phone):
    assert "Pick the file first." in phone.post("/import/").text
    large = SimpleUploadedFile("log.csv", LIFTED.encode())
    large.size = 20 * 1024 * 1024 + 1
    with pytest.raises(ValueError, match="too big"):
        receiving.received(make_user(), large)


def test_a_script_is_told_where_to_go_and_how_far_it_is(phone):
    address = phone.post("/import/", file(LIFTED), headers=JSON).json()["url"]
    assert phone.get(address, headers=JSON).json() == {"state": "looked-at", "done": 0, "of": 1}
    assert phone.post(f"{address}bring/", headers=JSON).json() == {"url": address}
    assert phone.get(address, headers=JSON).json() == {"state": "in", "done": 1, "of": 1}


def test_htmx_is_led_to_the_next_page(phone):
    assert phone.post("/import/", file(LIFTED), headers=HTMX)["HX-Redirect"].startswith("/import/")


def test_a_file_that_is_looked_over_takes_the_place_of_the_last_one(phone, user):
    first = look(phone, LIFTED)
    look(phone, LIFTED.replace("40", "50"))
    assert user.imports.count() == 1
    assert phone.get(first).status_code == 404


def test_nobody_elses_import_is_found(phone):
    one = make_import(make_user())
    for way in ("", "columns/", "unread.csv"):
        assert phone.get(f"/import/{one.pk}/{way}").status_code == 404
    for way in ("columns/", "bring/", "undo/"):
        assert phone.post(f"/import/{one.pk}/{way}").status_code == 404
    assert Client().get("/import/").status_code == 303


def test_the_last_page_says_what_is_worth_a_look(phone):
    rows = [("Squat (Barbell)", "normal", 60, 8, ""), ("Hip Thrust (Barbell)", "normal", 82.5, 8, "")]
    one = bring(phone, hevy(*rows, ("Plank", "normal", "", "", 105), ("Plank", "warmup", "", "", 300)))
    page = flat(phone.get(one.get_absolute_url()).text)
    for what, much in (("heaviest: Hip lift", "82.5 <small>kg</small>"), ("longest: Plank", "105 <small>s</small>")):
        assert f"<dt>{what}</dt><dd>{much}</dd>" in page
    assert "weeks with three" not in page
    phone.post(f"{one.get_absolute_url()}undo/")
    assert "heaviest" not in phone.get(one.get_absolute_url()).text


def test_weeks_with_three_sessions_are_counted(phone):
    days = "".join(f"2025-03-{day:02},Squat,Legs,40,kgs,10,,,,\n" for day in (3, 5, 9, 10, 12, 16, 17, 18))
    one = bring(phone, LIFTED.splitlines()[0] + "\n" + days)
    assert "<dt>weeks with three</dt><dd>2</dd>" in flat(phone.get(one.get_absolute_url()).text)
    WorkoutSet.objects.filter(workout_exercise__day="2025-03-05").update(reps=0)
    assert "<dt>weeks with three</dt><dd>1</dd>" in flat(phone.get(one.get_absolute_url()).text)


def test_undo_takes_out_what_came_and_leaves_the_rest(phone, user):
    mine = make_set(make_workout(user, [Exercise.objects.get(slug="squat")]))
    first = bring(phone, hevy(("Leg Press", "normal", 100, 10, "")))
    second = bring(phone, LIFTED)
    assert phone.post(f"{first.get_absolute_url()}undo/").status_code == 303
    assert {one.name for one in user.workouts.all()} == {"Session"}
    assert not user.exercises.exists()
    assert phone.post(f"{second.get_absolute_url()}undo/").status_code == 303
    assert list(WorkoutSet.objects.filter(user=user)) == [mine]
    page = phone.get(second.get_absolute_url()).text
    assert "Undone: log.csv" in page
    assert phone.post(f"{second.get_absolute_url()}undo/").status_code == 303  # A second tap.
    bring(phone, LIFTED)
    assert user.workouts.count() == 2


def test_a_workout_edited_since_stays_and_is_said(phone, user):
    one = bring(phone, LIFTED + "2025-03-06,Squat,Legs,40,kgs,10,,,,\n")
    workout = user.workouts.get(day="2025-03-04")
    phone.post(f"{workout.get_absolute_url()}sets/", {"slot": 0, "number": 2, "reps": 9})
    phone.post(f"{one.get_absolute_url()}undo/")
    assert list(user.workouts.all()) == [workout]
    assert "1 session stayed: you changed it since." in phone.get(one.get_absolute_url()).text


def test_an_own_exercise_in_use_elsewhere_stays(phone, user):
    one = bring(phone, hevy(("Leg Press", "normal", 100, 10, "")))
    make_set(make_workout(user, [user.exercises.get()]))
    phone.post(f"{one.get_absolute_url()}undo/")
    assert user.exercises.count() == 1


def test_an_exercise_that_came_and_was_changed_since_stays_and_is_said(phone, user):
    one = bring(phone, hevy(("Leg Press", "normal", 100, 10, "")))
    user.exercises.update(name="Leg press, one leg")
    phone.post(f"{one.get_absolute_url()}undo/")
    assert user.exercises.get().name == "Leg press, one leg"
    page = flat(phone.get(one.get_absolute_url()).text)
    assert "1 entry stayed: it has changed since, or something else needs it." in page


def test_a_session_and_an_exercise_that_stay_are_said_one_after_the_other(phone, user):
    one = bring(phone, hevy(("Leg Press", "normal", 100, 10, "")))
    phone.post(f"{user.workouts.get().get_absolute_url()}sets/", {"slot": 0, "number": 2, "reps": 9})
    phone.post(f"{one.get_absolute_url()}undo/")
    page = flat(phone.get(one.get_absolute_url()).text)
    assert "1 session stayed: you changed it since. 1 other entry stayed: it has changed since" in page


def test_what_was_deleted_here_does_not_come_back(phone, user):
    bring(phone, LIFTED)
    phone.post(f"{user.workouts.get().get_absolute_url()}delete/", {"logged_at": timezone.now().isoformat()})
    bring(phone, LIFTED)
    assert [bool(one.deleted_at) for one in user.workouts.all()] == [True]


def test_two_members_may_bring_the_same_file(phone):
    bring(phone, LIFTED)
    other = Client()
    other.force_login(make_user())
    bring(other, LIFTED)
    assert Workout.objects.count() == 2


def test_our_own_table_comes_back_as_it_was_and_is_known_again(phone, user):
    workout = make_workout(user, [Exercise.objects.get(slug="step-up")], name="=Legs", finished_at=NOON)
    make_set(workout, side="left", load_kg=Decimal("12.5"), rir=2, form_ok=False, at=NOON + timedelta(seconds=1.5))
    make_set(workout, side="right", number=3)
    text = phone.get("/account/sets.csv").getvalue()
    assert "here already" in phone.get(look(phone, text)).text
    other = make_user()
    phone.force_login(other)
    bring(phone, text)
    phone.get("/account/sets.csv")
    again = phone.get("/account/sets.csv").getvalue()
    assert [line.split(b",", 1)[1] for line in again.splitlines()] == [
        line.split(b",", 1)[1] for line in text.splitlines()
    ]


@pytest.mark.parametrize("files", [("sets.csv", "export.json"), ("export.json", "sets.csv")])
def test_what_both_of_our_own_files_hold_comes_in_once_though_another_account_of_the_site_has_it(phone, user, files):
    make_set(make_workout(user, [Exercise.objects.get(slug="step-up")], finished_at=NOON), side="left")
    texts = [phone.get(f"/account/{name}").getvalue() for name in files]
    other = make_user()
    phone.force_login(other)
    assert [bring(phone, text).look["here"] for text in texts * 2] == [0, 1, 1, 1]
    assert (other.workouts.count(), WorkoutSet.objects.filter(user=other).count()) == (1, 1)


def test_what_another_log_brought_is_known_in_the_account_that_it_moved_to(phone, user):
    text = hevy(("Squat (Barbell)", "normal", 60, 8, ""))
    bring(phone, text)
    document = phone.get("/account/export.json").getvalue()
    other = make_user()
    phone.force_login(other)
    assert [bring(phone, each).look["here"] for each in (document, text, text)] == [0, 1, 1]
    assert other.workouts.count() == 1


def test_a_weight_of_0_in_our_own_table_is_no_weight(phone, user):
    workout = make_workout(user, [Exercise.objects.get(slug="step-up")], finished_at=NOON)
    make_set(workout, side="left", load_kg=Decimal(0))
    text = phone.get("/account/sets.csv").getvalue()
    other = make_user()
    phone.force_login(other)
    bring(phone, text)
    assert [one.load_kg for one in WorkoutSet.objects.filter(user=other)] == [None]


def test_broken_off_it_can_be_told_to_go_on(phone, user, monkeypatch):
    rows = [LIFTED.splitlines(keepends=True)[1].replace("03-04", f"03-{day:02}") for day in range(1, 29)]
    address = look(phone, LIFTED.splitlines(keepends=True)[0] + "".join(rows))
    store, calls = storing.store, []

    def once(*args):
        calls.append(1)
        if len(calls) == 2:
            raise RuntimeError
        store(*args)

    monkeypatch.setattr(storing, "store", once)
    with pytest.raises(RuntimeError):
        phone.post(f"{address}bring/")
    assert user.workouts.count() == 10
    page = phone.get(address)
    assert ("10 of 28" in page.text, "Carry on" in page.text, page["Refresh"]) == (True, False, "3")
    assert phone.post(f"{address}bring/").status_code == 303  # It may still be coming in.
    assert user.workouts.count() == 10
    Import.objects.update(moved_at=timezone.now() - timedelta(minutes=2))
    assert "Carry on" in phone.get(address).text
    assert "Broken off: open it to carry on or undo it" in flat(phone.get("/import/").text)
    phone.post(f"{address}bring/")
    one = user.imports.get()
    assert (user.workouts.count(), one.state, one.workouts, one.done) == (28, "in", 28, 28)


def test_carried_on_after_an_own_exercise_was_renamed_it_makes_no_second_one(phone, user, monkeypatch):
    day, *_ = hevy(("Leg Press", "normal", 50, 8, "")).splitlines(keepends=True)[1:]
    head = hevy()
    address = look(phone, head + "".join(day.replace("11 Sep", f"{n} Sep") for n in range(1, 13)))
    objects_of, calls = storing.objects_of, []

    def once(*args):
        calls.append(1)
        if len(calls) == 2:
            raise RuntimeError
        return objects_of(*args)

    monkeypatch.setattr(storing, "objects_of", once)
    with pytest.raises(RuntimeError):
        phone.post(f"{address}bring/", {"name-0": "own"})
    user.exercises.update(name="Press")
    Import.objects.update(moved_at=timezone.now() - timedelta(minutes=2))
    phone.post(f"{address}bring/")
    assert (user.exercises.get().name, user.workouts.count()) == ("Press", 12)
    phone.post(f"{address}undo/")
    one = user.imports.get()
    assert (one.made["stayed"], user.exercises.get().name, user.workouts.count()) == (1, "Press", 0)


@pytest.mark.parametrize(("verb", "state", "workouts"), [("undo", "undone", 0), ("bring", "in", 28)])
def test_taken_over_while_it_only_seemed_broken_off_it_stops(phone, user, monkeypatch, verb, state, workouts):
    """As on a machine that was asleep for two minutes after the first ten workouts."""
    rows = [LIFTED.splitlines(keepends=True)[1].replace("03-04", f"03-{day:02}") for day in range(1, 29)]
    address = look(phone, LIFTED.splitlines(keepends=True)[0] + "".join(rows))
    objects_of, calls, other = storing.objects_of, [], Client()
    other.force_login(user)

    def slept(*args):
        calls.append(1)
        if len(calls) == 2:
            user.imports.update(moved_at=timezone.now() - timedelta(minutes=2))
            other.post(f"{address}{verb}/")
        return objects_of(*args)

    monkeypatch.setattr(storing, "objects_of", slept)
    assert phone.post(f"{address}bring/").status_code == 303
    assert (user.imports.get().state, user.workouts.count()) == (state, workouts)
    assert (user.workouts.exists(), user.exercises.exists()) == (bool(workouts), False)


def test_no_more_than_two_come_in_at_once_so_that_pages_go_on(phone, user):
    address = look(phone, LIFTED)
    with storing.room() as first, storing.room() as second, storing.room() as third:
        assert (first, second, third) == (True, True, False)
        for headers in ({}, JSON):
            answer = phone.post(f"{address}bring/", headers=headers)
            assert (answer.status_code, "Try again in a minute" in answer.text) == (422, True)
    assert not user.workouts.exists()
    assert phone.post(f"{address}bring/").status_code == 303
    assert user.workouts.exists()


def test_a_table_in_no_dialect_is_matched_by_hand_and_remembered(phone, user):
    text = "Tag;Was;kg;Mal\n3/4/2024;Kniebeuge;20;10\n"
    address = look(phone, text)
    page = phone.get(address).text
    assert "Which column is which?" in page
    assert "Kniebeuge" in page
    columns = {"date": 0, "exercise": 1, "weight": 2, "reps": 3}
    assert phone.post(f"{address}bring/").status_code == 404
    bad = [columns, columns | {"day_first": "day", "reps": 2}, columns | {"day_first": "day", "reps": ""}]
    bad += [columns | {"day_first": "day", "date": 9}, columns | {"day_first": "day", "date": 1, "exercise": 0}]
    for one in bad:
        assert phone.post(f"{address}columns/", one).status_code == 422, one
    assert phone.post(f"{address}columns/", columns | {"day_first": "day"}).status_code == 303
    phone.post(f"{address}bring/", {"name-0": "squat"})
    assert str(user.workouts.get().day) == "2024-04-03"
    again = look(phone, text.replace("3/4", "5/6"))
    assert 'value="3" selected' in phone.get(again).text


@pytest.mark.parametrize("many", [1, 10])
def test_the_number_of_queries_does_not_grow(phone, many):
    rows = [LIFTED.splitlines(keepends=True)[1].replace("03-04", f"03-{day + 1:02}") for day in range(many)]
    address = look(phone, LIFTED.splitlines(keepends=True)[0] + "".join(rows))
    counts = []
    for ask in (lambda: phone.get("/import/"), lambda: phone.get(address), lambda: phone.post(f"{address}bring/")):
        with CaptureQueriesContext(connection) as queries:
            ask()
        counts.append(sum(1 for each in queries if not each["sql"].startswith(("SAVEPOINT", "RELEASE"))))
    assert counts == [4, 6, 26]


def test_files_that_nobody_brought_in_are_tidied_away(user):
    old = make_import(user)
    Import.objects.update(created_at=timezone.now() - timedelta(days=8))
    new = make_import(user, "new.csv")
    call_command("tidy", verbosity=0)
    assert list(user.imports.all()) == [new]
    assert old.pk != new.pk


def test_the_oldest_import_is_forgotten_and_what_came_with_it_stays(phone, user, monkeypatch):
    monkeypatch.setattr("glutes.exchange.receiving.MOST_KEPT", 2)
    for year in (2021, 2022, 2023):
        bring(phone, LIFTED.replace("2025", str(year)))
    assert (user.imports.count(), user.workouts.count()) == (2, 3)


def test_a_file_is_gone_once_it_is_in(phone):
    one = bring(phone, LIFTED)
    assert not hasattr(Import.objects.get(pk=one.pk), "file")
    assert phone.get(f"{one.get_absolute_url()}unread.csv").status_code == 404


def test_a_file_of_windows_and_one_of_excel_are_read(user):
    for encoding in ("cp1252", "utf-16", "utf-8-sig"):
        upload = SimpleUploadedFile("log.csv", LIFTED.replace("Squat", "Übung").encode(encoding))
        pack, found = incoming.packed(upload)
        assert "Übung" in incoming.unpacked(pack, found).read()
        assert gzip.decompress(pack).decode(encoding)


def test_an_import_asks_for_nothing_that_the_coach_would_praise(phone):
    """What came in was not aimed at anything: the next target comes from what was done."""
    bring(phone, LIFTED)
    row = WorkoutExercise.objects.get()
    assert (row.target, row.reason, row.sets) == (None, "", 1)
