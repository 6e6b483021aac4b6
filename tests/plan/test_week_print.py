"""A week on one page of A4."""

import re
from datetime import date, time

import pytest
from django.test import Client

from glutes.rules.week.week_names import week_letter
from glutes.runs.models import ImportedRun
from tests import html
from tests.make import NOON, make_exercise, make_plan_day, make_routine, make_set, make_user, make_workout

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wednesday")]
PAPER = "/plan/print/"


def days_of(answer):
    assert answer.status_code == 200
    return [day.text for day in html.find(answer.text, class_="week-paper-day")]


def test_the_page_has_seven_days_with_sessions_runs_races_and_a_ring_for_each_set(phone, user):
    squat = make_exercise("squat")
    routine = make_routine(user, [(squat, {}), (make_exercise("lunge", sides="each"), {"sets": 2})], name="Five")
    make_plan_day(user, 4, routine)
    make_plan_day(user, 0, routine)
    make_set(make_workout(user, [squat], started=NOON.replace(day=16), routine=routine, name="Five"))
    user.run_days.create(weekday=6, kind="long", since=date(2026, 1, 1))
    user.races.create(date=date(2026, 11, 21), name="Winter 10 k")
    answer = phone.get(PAPER)
    days = days_of(answer)
    assert len(days) == 7
    assert "Five" in days[0]
    workout = make_workout(user, [squat], started=NOON.replace(day=17), routine=None, name="Beside")
    make_set(workout)
    days = days_of(phone.get(PAPER))
    week = html.flat(phone.get("/plan/").text)
    for day, name in enumerate(("Five", "Beside")):
        assert days[day].endswith(f"{name}, 1 set (done)"), "what was done, not what was planned"
        assert f"{name} 1 set" in re.sub(r"<[^>]*>", "", week), "as in the week itself"
    assert "Squat 3 × 10" in days[4]
    assert "Lunge 2 × 10 each side" in days[4]
    assert ("Winter 10 k" in days[5], "Long run" in days[6]) == (True, True)
    (friday,) = [day for day in html.find(answer.text, class_="week-paper-day") if "Friday" in day.text]
    assert [len(rings.find("i")) for rings in friday.find(class_="rings")] == [3, 2]


def test_what_a_physio_set_stands_on_it_and_nothing_is_asked_for_that_is_left_out(phone, user):
    lunge, squat = make_exercise("lunge", sides="each"), make_exercise("squat")
    routine = make_routine(user, [(lunge, {}), (squat, {})], name="Five")
    for weekday in (2, 4):
        make_plan_day(user, weekday, routine)
    user.locks.create(exercise=lunge, by="Anna", sides="right-only", stop_from=4)
    user.locks.create(exercise=squat, by="Anna", skip=True, until=date(2026, 11, 19))
    answer = phone.get(PAPER)
    days = days_of(answer)
    assert "Lunge right only, stop at pain 4 (Anna) 3 × 10" in days[2]
    assert "each side" not in " ".join(days)
    assert "Squat skip it (Anna, until Thu 19 Nov)" in days[2]
    assert "Squat 3 × 10" in days[4], "it holds no longer"
    wednesday, friday = (html.find(answer.text, class_="week-paper-day")[n] for n in (2, 4))
    assert [len(day.find(class_="rings")) for day in (wednesday, friday)] == [1, 2]


@pytest.mark.parametrize(
    ("wished", "locked", "said"),
    [
        ("right-only", None, "Lunge right only 3 × 10"),
        ("left-first", None, "Lunge left always first 3 × 10 each side"),
        ("", None, "Lunge 3 × 10 each side"),
        ("right-only", {"most_kg": 8}, "Lunge never over 8 kg (Anna) right only 3 × 10"),
        ("right-only", {"sides": "left-only"}, "Lunge left only (Anna) 3 × 10"),
        ("right-only", {"sides": "left-first"}, "Lunge left always first (Anna) 3 × 10 each side"),
        ("right-only", {"skip": True}, "Lunge skip it (Anna)"),
    ],
)
def test_the_sides_that_the_member_chose_stand_on_it_unless_a_physio_set_them(phone, user, wished, locked, said):
    lunge = make_exercise("lunge", sides="each")
    make_plan_day(user, 4, make_routine(user, [(lunge, {})], name="Five"))
    user.wishes.create(exercise=lunge, sides=wished, as_written=True)
    if locked:
        user.locks.create(exercise=lunge, by="Anna", **locked)
    assert days_of(phone.get(PAPER))[4].endswith(f"min {said}")


def test_the_week_leads_to_it_and_it_back(phone):
    week = phone.get("/plan/?week=2026-W48").text
    assert f'href="{PAPER}?week=2026-W48"' in week
    assert 'href="/plan/?week=2026-W48"' in phone.get(f"{PAPER}?week=2026-W48").text


def test_the_page_names_an_a_or_b_week_and_what_comes_in_it_only(phone, user):
    both, b_only = (make_routine(user, [(make_exercise(), {})], name=name) for name in ("Home", "Gym"))
    make_plan_day(user, 4, both)
    make_plan_day(user, 5, b_only, turn=date(2026, 11, 21))
    letter = week_letter(date(2026, 11, 16))
    here, after = phone.get(PAPER), phone.get(f"{PAPER}?week=2026-W48")
    assert f"16–22 November, {letter} week" in html.flat(here.text)
    assert ("Gym" in days_of(here)[5], f"{letter} weeks only" in days_of(here)[5]) == (True, True)
    assert "weeks only" not in days_of(here)[4]
    assert ("Gym" in " ".join(days_of(after)), f", {letter} week" in html.flat(after.text)) == (False, False)


def test_the_page_says_time_off_and_what_was_moved_skipped_or_halved(phone, user):
    squats = make_routine(user, [(make_exercise(), {})], name="Squats")
    thursday, friday, saturday = (make_plan_day(user, weekday, squats) for weekday in (3, 4, 5))
    thursday.halve(date(2026, 11, 19))
    friday.move(date(2026, 11, 20), None)
    saturday.move(date(2026, 11, 21), date(2026, 11, 23))
    user.pauses.create(since=date(2026, 11, 22))
    answer = phone.get(PAPER)
    days = days_of(answer)
    assert "shorter" in days[3]
    assert "2 × 10" in days[3]
    assert [len(rings.find("i")) for rings in html.find(answer.text, class_="rings")] == [2]
    assert "Squats: skipped" in days[4]
    assert "Squats: moved to Mon 23 Nov" in days[5]
    assert "Time off" in days[6]
    assert "Squats" in (monday := days_of(phone.get(f"{PAPER}?week=2026-W48"))[0])
    assert "time off" in monday


def test_a_week_that_is_none_is_not_found_and_nobody_elses_is_shown(phone, client):
    make_plan_day(make_user(), 4, make_routine(make_user(), [(make_exercise(), {})], name="Stranger's"))
    assert phone.get(f"{PAPER}?week=2026-W99").status_code == 404
    assert client.get(PAPER).status_code == 303
    assert phone.post(PAPER).status_code == 405
    assert "Stranger" not in " ".join(days_of(phone.get(PAPER)))
    assert Client().get(PAPER).status_code == 303


@pytest.mark.parametrize("exercises", [1, 30])
def test_however_much_is_planned_it_fits_and_says_what_is_left_out(phone, user, exercises, django_assert_num_queries):
    routine = make_routine(user, [(make_exercise(), {}) for _ in range(exercises)])
    for weekday in range(7):
        make_plan_day(user, weekday, routine)
    with django_assert_num_queries(22):
        answer = phone.get(PAPER)
    shown = len(html.find(answer.text, class_="rings"))
    # Monday and Tuesday were missed.
    assert (shown, "and 27 more" in html.flat(answer.text)) == ((7, False) if exercises == 1 else (21, True))


def test_a_day_stands_by_the_clock_and_a_race_with_its_hour(phone, user):
    """What has no hour: sessions first, runs last."""
    friday = date(2026, 11, 20)
    hips, calves = (make_routine(user, [(make_exercise(), {})], name=name) for name in ("Hips", "Calves"))
    make_plan_day(user, 4, hips, time=time(11))
    make_plan_day(user, 4, calves)
    user.run_days.create(weekday=4, kind="hard", since=date(2026, 1, 1))
    for name, kind, hour in (("Night Mile", "race", 19), ("Club 10k", "race", 13), ("Easy run", "easy", 8)):
        told = {"origin": "calendar", "uid": name, "title": name, "name": name, "kind": kind, "time": time(hour)}
        ImportedRun.objects.create(user=user, day=friday, **told)
    paper = days_of(phone.get(PAPER))[4]
    [week] = html.find(phone.get("/plan/").text, "li", id="day-2026-11-20")
    told = ["Calves", "Easy run", "08:00", "Hips", "Club 10k", "13:00", "Night Mile", "19:00", "Hard run"]
    places = [week.text.find(name) for name in told]
    assert -1 not in places
    assert places == sorted(places)
    outings = [name for name in told if name not in ("Calves", "Hips")]
    assert re.findall("|".join(outings), paper) == outings
