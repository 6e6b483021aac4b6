"""Pages of workouts: home, today, start, the sheet, the summary, the history."""

import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from glutes.accounts.models import User
from glutes.checks.pages.check_list import CheckUp
from glutes.kit.models import EasierWeek
from glutes.progress.pages.weeks import Weeks
from glutes.rules.moments import OPEN_FOR
from glutes.rules.week.best_days import best_days
from glutes.rules.week.spacing import Run, Strength, clashes
from glutes.workouts.models import Workout, WorkoutExercise, WorkoutSet
from glutes.workouts.models.workout import workouts_going
from glutes.workouts.pages.home import WEEK
from tests import html
from tests.make import NOON, leave, make_catalogue, make_exercise, make_routine, make_set, make_user, make_workout
from tests.owner import make_equipment

pytestmark = pytest.mark.django_db


@pytest.fixture
def squat():
    return make_exercise("squat")


def page(client, url, status=200):
    answer = client.get(url)
    assert answer.status_code == status
    return answer.content.decode()


def test_signed_out_the_home_page_offers_a_start_and_what_is_open_to_all(client, squat):
    make_routine(None, [(squat, {})], name="Ready one")
    make_routine(make_user(), [(squat, {})], name="Private one")
    home = page(client, "/")
    assert "Start now" in home
    assert "Ready one" in home
    assert "Private one" not in home


def test_home_shows_a_week_whose_minutes_are_those_of_its_routines(client, squat):
    five = make_routine(None, [(squat, {"sets": 3})], name="Five", slug="living-room-five").minutes
    nothing = make_routine(None, [(squat, {"sets": 9})], name="Nothing", slug="home-with-nothing").minutes
    home = page(client, "/")
    assert "A week of it" in home
    (week,) = html.find(home, "section", class_="home-week")
    assert [day.text for day in week.find("li")] == [
        f"Mon Strength {five} min Five",
        "Tue easy run",
        f"Wed Strength {nothing} min Nothing",
        "Thu easy run",
        f"Fri Strength {five} min Five",
        "Sat free",
        "Sun long run",
    ]
    assert f"3 sessions a week, {five} to {nothing} minutes each" in html.find(home, "p", class_="lead")[0].text


def test_home_shows_a_week_that_the_week_itself_has_nothing_against():
    days = [date(2026, 11, 16) + timedelta(days=n) for n in range(7)]
    runs = [Run(day, what.split()[0]) for day, (_, what, _) in zip(days, WEEK, strict=True) if what.endswith("run")]
    strengths = [Strength(day, loaded=True) for day, (_, _, picture) in zip(days, WEEK, strict=True) if picture]
    assert (len(runs), len(strengths)) == (3, 3)
    assert not clashes(strengths, runs)
    assert best_days(days[0], runs).days == tuple(one.day for one in strengths)


def test_home_without_the_example_s_routines_shows_no_week(client, squat):
    make_routine(None, [(squat, {})], name="Ready one")
    assert "A week of it" not in page(client, "/")


def test_today_begins_with_nothing_done(phone):
    assert "Your sessions will show up here." in page(phone, "/")


def test_today_offers_to_go_on_with_an_open_workout(phone, user, squat):
    make_workout(user, [squat], started=timezone.now() - timedelta(hours=1), name="Half done")
    make_workout(make_user(), [squat], started=timezone.now(), name="A stranger's")
    today = page(phone, "/")
    assert "Carry on" in today
    assert "Half done" in today
    assert "A stranger" not in today


@pytest.mark.parametrize(
    ("fields", "is_open"),
    [
        ({"started": timedelta(hours=5)}, True),
        ({"started": timedelta(hours=7)}, False),
        ({"started": timedelta(hours=9), "last": timedelta(hours=5)}, True),
        ({"started": timedelta(hours=9), "last": timedelta(hours=7)}, False),
        ({"started": timedelta(hours=1), "finished": True}, False),
        ({"started": timedelta(hours=1), "deleted": True}, False),
    ],
)
def test_a_workout_is_open_until_finished_deleted_or_six_hours_after_its_last_set(user, squat, fields, is_open):
    now = timezone.now()
    workout = make_workout(user, [squat], started=now - fields["started"])
    if "last" in fields:
        make_set(workout, at=now - fields["last"])
    if "finished" in fields:
        Workout.objects.update(finished_at=now)
    if "deleted" in fields:
        Workout.objects.update(deleted_at=now)
    assert workouts_going(user.pk, now - OPEN_FOR) == ([workout] if is_open else [])


def test_the_start_page_shows_what_will_be_done_and_writes_nothing(phone, squat):
    routine = make_routine(None, [(squat, {"reps_low": 8, "reps_high": 10})], name="Ready one")
    start = page(phone, f"/workouts/start/?routine={routine.pk}")
    assert "Ready one" in start
    assert "3 × 8" in start
    assert "Your first time: start with 8" in start
    assert Workout.objects.count() == 0


@pytest.mark.parametrize("query", ["routine=999999", "routine=abc", "routine=-1", "exercise=handstand", "routine=%00"])
def test_a_start_page_of_something_that_is_not_there_is_404(phone, query):
    page(phone, f"/workouts/start/?{query}", status=404)


def test_a_start_page_of_somebody_elses_routine_is_404(phone, squat):
    page(phone, f"/workouts/start/?routine={make_routine(make_user(), [(squat, {})]).pk}", status=404)


@pytest.mark.parametrize("key", ["0", "-1", "x", "1.5", "1" * 30, "-" + "1" * 30, "\x00"])
def test_a_start_page_of_what_cannot_be_a_routine_is_404(phone, key):
    assert phone.get("/workouts/start/", {"routine": key}).status_code == 404


@pytest.mark.parametrize("owner", ["nobody", "somebody else"])
def test_nothing_is_begun_from_a_routine_that_is_not_there(phone, squat, owner):
    pk = 999999 if owner == "nobody" else make_routine(make_user(), [(squat, {})]).pk
    assert phone.head(f"/workouts/start/?routine={pk}").status_code == 404
    assert phone.post("/workouts/start/", {"routine": pk}).status_code == 404
    assert Workout.objects.count() == 0


@pytest.mark.parametrize(
    ("zone", "now", "day"),
    [
        ("Pacific/Auckland", "2026-11-18T20:00Z", "2026-11-19"),
        ("America/Los_Angeles", "2026-11-19T03:00Z", "2026-11-18"),
        ("UTC", "2026-11-18T20:00Z", "2026-11-18"),
    ],
)
def test_a_workout_begun_now_is_of_the_users_own_date(phone, user, squat, monkeypatch, zone, now, day):
    User.objects.filter(pk=user.pk).update(time_zone=zone)
    monkeypatch.setattr(timezone, "now", lambda: datetime.fromisoformat(now))
    phone.post("/workouts/start/", {"routine": make_routine(None, [(squat, {})]).pk})
    fields = {"slot": 0, "exercise": "squat", "number": 1, "reps": 9, "started": ""}
    phone.post(f"/workouts/{uuid4()}/sets/", fields)
    assert [str(workout.day) for workout in Workout.objects.all()] == [day, day]


def test_starting_twice_goes_on_with_the_open_workout(phone, squat):
    routine = make_routine(None, [(squat, {})])
    first = phone.post("/workouts/start/", {"routine": routine.pk})
    second = phone.post("/workouts/start/", {"routine": routine.pk})
    workout = Workout.objects.get()
    assert (first.status_code, first["Location"]) == (303, f"/workouts/{workout.pk}/")
    assert second["Location"] == first["Location"]
    assert "You started this at" in page(phone, f"/workouts/start/?routine={routine.pk}")


def test_asked_for_anew_a_second_one_begins(phone, squat):
    routine = make_routine(None, [(squat, {})])
    phone.post("/workouts/start/", {"routine": routine.pk})
    phone.post("/workouts/start/", {"routine": routine.pk, "anew": 1})
    assert Workout.objects.count() == 2


def test_a_single_exercise_can_be_tried_by_itself(phone, squat):
    assert "3 × 10" in page(phone, "/workouts/start/?exercise=squat")
    phone.post("/workouts/start/", {"exercise": "squat"})
    workout = Workout.objects.get()
    assert (workout.name, workout.routine) == ("Squat", None)
    assert list(workout.exercises.values_list("slot", "exercise__slug", "sets", "reps_low")) == [(0, "squat", 3, 10)]


def test_the_sheet_has_a_line_for_every_set_and_side_with_what_was_done_last_time(phone, user, squat):
    clamshell = make_exercise("clamshell", sides="each")
    before = make_workout(user, [squat], started=timezone.now() - timedelta(days=2))
    for number, reps in enumerate([12, 11, 10], start=1):
        make_set(before, number=number, reps=reps, load_kg=12)
    workout = make_workout(user, [squat, clamshell], started=timezone.now() - timedelta(minutes=5))
    sheet = page(phone, f"/workouts/{workout.pk}/")
    assert "Last time: 12, 11, 10 at 12 kg" in sheet
    assert "0 of 9 ticked" in sheet
    assert sheet.count('name="side" value="left"') == 3
    assert sheet.count('name="side" value="right"') == 3


def test_an_exercise_without_load_has_no_box_for_one(phone, user):
    workout = make_workout(user, [make_exercise("hip-rolls", load="none")], started=timezone.now())
    assert "stepper set-load" not in page(phone, f"/workouts/{workout.pk}/")
    loaded = make_workout(user, [make_exercise("squat")], started=timezone.now())
    assert "stepper set-load" in page(phone, f"/workouts/{loaded.pk}/")


def test_a_superset_goes_straight_on_and_rests_after_its_last(phone, user, squat):
    pair = [(squat, {"group": "A"}), (make_exercise("lunge"), {"group": "A"}), (make_exercise("plank"), {})]
    sheet = phone.get(f"/workouts/start/?routine={make_routine(user, pair).pk}").content.decode()
    rests = re.findall(r"then straight on to \w+|\d+ s rest", sheet)
    assert rests == ["then straight on to Lunge", "30 s rest", "30 s rest"]


def test_a_circuit_goes_round_as_a_whole_whatever_was_a_superset_in_it(phone, user, squat):
    pair = [(squat, {"group": "A"}), (make_exercise("lunge"), {"group": "A"}), (make_exercise("plank"), {})]
    routine = make_routine(user, pair, style="circuit", rounds=3)
    assert "then straight on to" not in page(phone, f"/workouts/start/?routine={routine.pk}")
    sheet = page(phone, phone.post("/workouts/start/", {"routine": routine.pk, "list": "1"}).url)
    assert ("then straight on to" in sheet, "build-letter" in sheet) == (False, False)


def test_a_line_still_to_do_repeats_the_set_before_it(phone, user, squat):
    workout = make_workout(user, [squat], started=timezone.now())
    make_set(workout, reps=14, load_kg="7.5")
    sheet = page(phone, f"/workouts/{workout.pk}/")
    assert sheet.count('name="reps" value="14"') == 3
    assert sheet.count('name="load" value="7.5 kg"') == 3


def test_finished_it_shows_what_was_done_and_can_be_corrected(phone, user, squat):
    workout = make_workout(user, [squat], started=timezone.now() - timedelta(minutes=30))
    make_set(workout, reps=11)
    answer = phone.post(f"/workouts/{workout.pk}/finish/")
    assert (answer.status_code, answer["Location"]) == (303, f"/workouts/{workout.pk}/")
    summary = page(phone, f"/workouts/{workout.pk}/")
    assert "What you did" in summary
    assert "30" in summary
    assert 'name="reps" value="11"' in page(phone, f"/workouts/{workout.pk}/?correct")
    corrected = phone.post(f"/workouts/{workout.pk}/sets/", {"slot": 0, "number": 1, "reps": 12})
    assert corrected["Location"] == f"/workouts/{workout.pk}/?correct#slot-0-squat"
    assert ">12 <small>both</small></td>" in page(phone, f"/workouts/{workout.pk}/")


def test_effort_and_note_are_kept_and_a_refused_one_keeps_the_note(phone, user, squat):
    workout = make_workout(user, [squat], started=timezone.now() - timedelta(minutes=30))
    saved = phone.post(f"/workouts/{workout.pk}/finish/", {"effort": 2, "note": "Felt <good>"}, follow=True)
    assert "Saved." in saved.content.decode()
    workout.refresh_from_db()
    assert (workout.effort, workout.note) == (2, "Felt <good>")
    assert "Felt &lt;good&gt;" in page(phone, f"/workouts/{workout.pk}/")
    refused = phone.post(f"/workouts/{workout.pk}/finish/", {"effort": 3, "note": "x" * 2001})
    assert (refused.status_code, 'value="3" checked' in refused.content.decode()) == (422, True)
    refused = phone.post(f"/workouts/{workout.pk}/finish/", {"effort": 9, "note": "Kept"})
    assert refused.status_code == 422
    assert "Kept</textarea>" in refused.content.decode()
    assert "Effort: a whole number from 1 to 3." in refused.content.decode()


@pytest.mark.parametrize(("is_guest", "sessions", "offered"), [(True, 1, True), (True, 2, False), (False, 1, False)])
def test_signing_up_is_offered_to_a_guest_after_the_first_session(client, squat, is_guest, sessions, offered):
    user = make_user(is_guest=is_guest)
    client.force_login(user)
    for day in range(sessions):
        workout = make_workout(
            user, [squat], started=NOON + timedelta(days=day), finished_at=NOON + timedelta(days=day)
        )
        make_set(workout)
    assert ("Make an account" in page(client, f"/workouts/{workout.pk}/")) == offered


def test_a_deleted_workout_leaves_the_history_and_comes_back_by_undo(phone, user, squat):
    workout = make_workout(user, [squat], name="Monday's")
    make_set(workout)
    answer = phone.post(f"/workouts/{workout.pk}/delete/", follow=True)
    assert "Deleted: Monday&#x27;s." in answer.content.decode()
    assert workout.get_absolute_url() not in answer.content.decode().replace(f"{workout.pk}/restore", "")
    page(phone, f"/workouts/{workout.pk}/", status=404)
    undone = phone.post(f"/workouts/{workout.pk}/restore/", follow=True)
    assert "is deleted" not in undone.content.decode()
    assert undone.redirect_chain == [(f"/workouts/{workout.pk}/", 303)]
    assert "Monday&#x27;s" in page(phone, "/workouts/?month=2026-11")


def test_an_empty_history_leads_on(phone):
    assert "Your sessions will show up here" in page(phone, "/workouts/")


def test_the_history_is_a_month_as_calendar_and_list(phone, user, squat):
    november = make_workout(user, [squat], started=NOON, name="The November one")
    make_workout(user, [squat], started=NOON - timedelta(days=30), name="The October one")
    make_workout(make_user(), [squat], started=NOON, name="A stranger's")
    history = page(phone, "/workouts/?month=2026-11")
    assert "November 2026" in history
    assert history.count(november.get_absolute_url()) == 2
    assert "The October one" not in history
    assert "A stranger" not in history
    assert "The October one" in page(phone, "/workouts/?month=2026-10")


def test_a_history_of_years_leads_to_each_of_them(phone, user, squat, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOON)
    make_workout(make_user(), [squat], started=NOON - timedelta(days=2000))
    make_workout(user, [squat], started=NOON)
    assert "Another year" not in page(phone, "/workouts/")
    make_workout(user, [squat], started=NOON - timedelta(days=800))
    history = page(phone, "/workouts/?month=2025-03")
    assert "Another year" in history
    (years,) = html.find(history, "nav", aria_label="Years")
    assert [year["href"] for year in years.find("a")] == ["?month=2026-03", "?month=2025-03", "?month=2024-03"]


@pytest.mark.parametrize("look", ["", "?correct"])
def test_a_workout_of_another_year_says_which(phone, user, squat, look):
    long_ago, now = (timezone.now() - timedelta(days=days) for days in (400, 0))
    old, new = (make_workout(user, [squat], started=at, finished_at=at) for at in (long_ago, now))
    assert f"{long_ago:%A} {long_ago.day} {long_ago:%B %Y}," in page(phone, old.get_absolute_url() + look)
    assert f"{now:%A} {now.day} {now:%B}," in page(phone, new.get_absolute_url() + look)


def test_lately_names_the_month_or_the_year_where_it_is_another(phone, user, squat, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOON)
    for days in (1, 30, 400):
        make_workout(user, [squat], started=NOON - timedelta(days=days))
    dates = [date.text for date in html.find(page(phone, "/"), "span", class_="date")]
    assert dates == ["17 Tue", "19 Oct", "14 Oct 2025"]


@pytest.mark.parametrize("month", ["2026-13", "1999-12", "2026-1", "-1", "abc", "9999-99", "%00", "٢٠٢٦-١١"])
def test_a_month_that_is_none_is_the_present_one(phone, month):
    assert f"{timezone.localdate():%B %Y}" in page(phone, f"/workouts/?month={month}")


@pytest.mark.parametrize(("first_weekday", "names"), [(0, "MTWTFSS"), (5, "SSMTWTF"), (6, "SMTWTFS")])
def test_the_calendar_begins_on_the_users_first_weekday(client, first_weekday, names):
    client.force_login(make_user(first_weekday=first_weekday))
    history = page(client, "/workouts/")
    assert "".join(weekday.text for weekday in html.find(history, "abbr", title=True)) == names


@pytest.mark.parametrize(
    ("sets", "sides", "said"),
    [
        (2, "LR", "3 sets"),
        (1, "LRL", "2 sets and 1 on one side"),
        (1, "", "1 set"),
        (2, "LLL", "2 sets and 3 on one side"),
        (0, "LLL", "3 sets on one side"),
        (0, "L", "1 set on one side"),
    ],
)
def test_one_side_alone_is_named_and_never_called_half_a_set(phone, user, squat, sets, sides, said):
    clamshell = make_exercise("clamshell", sides="each")
    workout = make_workout(user, [squat, clamshell], finished_at=NOON + timedelta(minutes=30))
    for number in range(sets):
        make_set(workout, number=number + 1)
    for n, side in enumerate(sides):
        make_set(workout, slot=1, number=1 + sides[:n].count(side), side={"L": "left", "R": "right"}[side])
    make_set(workout, number=9, reps=0)
    summed = Workout.objects.with_sums().get()
    assert summed.in_short == f"30 min, {said}"
    assert summed.whole_sets + summed.on_one_side / 2 == Weeks(user, NOON.date()).sets
    shown = html.flat(page(phone, f"/workouts/{workout.pk}/"))
    number, what = said.split(" ", 1)
    assert f"<dt>{what}</dt><dd>{number}</dd>" in shown.replace("> <", "><")


def test_a_deleted_set_is_not_counted(user, squat):
    workout = make_workout(user, [squat], finished_at=NOON + timedelta(minutes=30))
    make_set(workout)
    make_set(workout, number=2, deleted_at=NOON)
    assert Workout.objects.with_sums().get().in_short == "30 min, 1 set"


def test_only_a_set_of_the_main_block_makes_it_count(user, squat):
    warm = make_workout(user, [squat])
    warm.exercises.update(block="warm-up")
    make_set(warm)
    gone = make_workout(user, [squat])
    make_set(gone, deleted_at=NOON)
    make_set(make_workout(user, [squat]), reps=0)
    counted = make_workout(user, [squat])
    make_set(counted)
    assert list(Workout.objects.counted()) == [counted]


def test_a_session_opened_and_left_again_is_shown_nowhere(phone, user, squat):
    leave(make_workout(user, [squat], name="Left again"))
    make_set(make_workout(user, [squat], started=NOON - timedelta(hours=1), name="Done", finished_at=NOON))
    for url in ("/", "/workouts/?month=2026-11", "/plan/?week=2026-W47"):
        seen = page(phone, url)
        assert ("Left again" in seen, "Done" in seen) == (False, True), url
    assert "1 session</h2>" in page(phone, "/workouts/?month=2026-11")


@pytest.mark.parametrize("many", [1, 30])
def test_the_number_of_queries_does_not_grow(phone, user, squat, many):
    exercises = [squat, *(make_exercise() for _ in range(many))]
    EasierWeek.objects.start(user, timezone.localdate())
    for day in range(many):
        workout = make_workout(user, exercises, started=NOON - timedelta(days=day))
        for slot in range(many):
            make_set(workout, slot=slot)
        make_routine(None, [(exercise, {}) for exercise in exercises])
    routine = make_routine(None, [(exercise, {}) for exercise in exercises])
    now = make_workout(user, exercises, started=timezone.now())
    counts = {
        "/": 23,
        "/workouts/?month=2026-11": 6,
        f"/workouts/start/?routine={routine.pk}": 36,
        f"/workouts/{now.pk}/": 19,
        f"/workouts/{workout.pk}/": 17,
    }
    asked = {}
    for url in counts:
        with CaptureQueriesContext(connection) as queries:
            page(phone, url)
        asked[url] = len(queries)
    assert asked == counts


def test_the_demo_has_a_believable_past_and_is_made_once(capsys, user):
    make_catalogue()
    call_command("demo", weeks=4)
    call_command("demo", weeks=4)
    call_command("demo", weeks=4, username="other")
    said = capsys.readouterr().out
    assert said.count(" sessions since ") == 2
    assert "There is a member “demo” already; nothing was changed." in said
    sessions = Workout.objects.filter(user__username="demo").counted()
    assert 8 <= sessions.count() <= 15
    demo = User.objects.get(username="demo")
    assert any(line.due for line in CheckUp(demo, demo.local_date()).lines)
    assert 3 <= demo.habit_days.count() <= 31
    assert not demo.habit_days.filter(day__gte=demo.local_date()).exists()
    assert not Workout.objects.filter(user=user).exists()


def lines(sheet):
    """What stands in the boxes of a sheet: (number, side, reps, load) of each line."""
    names = ("number", "side", "reps", "load")
    values = [[box["value"] for box in html.find(sheet, "input", name=name, value=True)] for name in names]
    return list(zip(*values, strict=True))


def test_the_second_side_begins_with_the_first_and_a_changed_load_goes_on(phone, user):
    step = make_exercise("step-up", sides="each", load="optional")
    workout = make_workout(user, [step], started=timezone.now())
    WorkoutExercise.objects.update(sets=2, reps_low=10, reps_high=10, target=10)
    make_set(workout, side="left", reps=8, load_kg="14")
    sheet = page(phone, f"/workouts/{workout.pk}/")
    assert [line[2:] for line in lines(sheet)] == [("8", "14 kg")] * 4

    make_set(workout, side="right", reps=9, load_kg="12")
    sheet = page(phone, f"/workouts/{workout.pk}/")
    assert [line[2:] for line in lines(sheet)] == [("8", "14 kg"), ("9", "12 kg"), ("8", "12 kg"), ("9", "12 kg")]


def test_one_tick_logs_both_sides_and_is_offered_while_neither_is_done(phone, user):
    step = make_exercise("step-up", sides="each", load="optional")
    workout = make_workout(user, [step], started=timezone.now())
    WorkoutExercise.objects.update(sets=2)
    assert page(phone, f"/workouts/{workout.pk}/").count('name="both"') == 2
    same = {
        "slot": 0,
        "number": 1,
        "side": "left",
        "reps": 9,
        "load": "35 lb",
        "both": 1,
        "logged_at": NOON.isoformat(),
    }
    for _ in range(2):  # Sent twice, it is there once.
        phone.post(f"/workouts/{workout.pk}/sets/", same)
    kept = WorkoutSet.objects.values_list("number", "side", "reps", "load_kg")
    assert [*kept] == [(1, side, 9, Decimal("15.87573295")) for side in ("left", "right")]
    assert page(phone, f"/workouts/{workout.pk}/").count('name="both"') == 1


def test_a_weight_that_is_not_in_the_kit_is_offered_for_it_once(phone, user):
    step = make_exercise("step-up", load="optional")
    step.extras.add(make_equipment())
    workout = make_workout(user, [step], started=timezone.now())
    make_set(workout, reps=8, load_kg="14")
    offer = "Add the 14 kg kettlebell to my kit"
    assert offer in page(phone, f"/workouts/{workout.pk}/")
    assert not user.kit.exists()
    for _ in range(2):
        phone.post(f"/workouts/{workout.pk}/sets/", {"slot": 0, "number": 1, "reps": 8, "load": "14 kg", "own": 1})
    assert [str(one) for one in user.kit.all()] == ["Kettlebell 14 kg"]
    assert offer not in page(phone, f"/workouts/{workout.pk}/")
