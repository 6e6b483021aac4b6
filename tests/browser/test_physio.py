"""A physio on a laptop proposes; the runner on a phone takes it and trains it. And what is printed is one page."""

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from glutes.checks.models import SelfCheck
from glutes.kit.models import Lock
from glutes.links.models import Link
from glutes.report.pages.report import MOST_PAINS
from glutes.report.pages.routines import MOST_ROWS
from glutes.rules import self_checks
from glutes.rules.week import schedule
from glutes.workouts.models import WorkoutExercise
from tests.browser.phone import sign_in, start, stored, tap, violations
from tests.make import make_exercise, make_plan_day, make_routine, make_set, make_workout

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def laptop(browser, browser_context_args, live_server):
    """A physio's laptop: no account, nobody logged in."""
    wide = {**browser_context_args, "viewport": {"width": 1280, "height": 900}}
    context = browser.new_context(**wide, base_url=live_server.url)
    page = context.new_page()
    yield page
    context.close()


@pytest.fixture
def link(user):
    until = user.local_date() + timedelta(days=30)
    return Link.objects.create(user=user, name="Anna", until=until, may_propose=True, shows_notes=True)


def test_a_physio_proposes_and_the_runner_takes_it_and_trains_it(laptop, phone, user, link):
    step, lunge = make_exercise("step", name="Step-up"), make_exercise("lunge", name="Lunge")
    routine = make_routine(user, [(step, {"sets": 1}), (lunge, {"sets": 1})], name="Two")

    laptop.goto(f"/see/{link.token}/")
    expect(laptop.get_by_text("ann shows you this page.")).to_be_visible()
    laptop.get_by_role("link", name="Propose a change").click()
    laptop.get_by_role("link", name="Two").click()
    first, second = (laptop.locator(".copy-row").nth(number) for number in (0, 1))
    first.locator("summary").click()
    for label, value in {"Reps, from": "6", "Reps, to": "6", "Never over, kg": "8"}.items():
        first.get_by_label(label).fill(value)
    first.get_by_label("Stop at pain, of 10").select_option("4")
    first.get_by_text("Keep it as written").click()
    second.locator("summary").click()
    second.get_by_text("Remove it from the routine").click()
    laptop.get_by_label("A note").fill("Easy for two weeks.")
    assert violations(laptop) == []
    laptop.get_by_role("button", name="Propose this").click()
    expect(laptop.get_by_text("waiting")).to_be_visible()
    assert [row.dose for row in routine.prescriptions.all()] == ["1 × 10", "1 × 10"]

    phone.goto("/")
    expect(phone.get_by_role("heading", name="2 things would change in Two")).to_be_visible()
    expect(phone.get_by_text("Easy for two weeks.")).to_be_visible()
    phone.get_by_role("button", name="Make these changes").click()
    expect(phone.get_by_text("Done, as Anna proposed.")).to_be_visible()
    start(phone, routine)
    expect(phone.get_by_text("As Anna wrote it")).to_have_count(1)
    phone.get_by_role("button", name=re.compile("^Log .*6 reps$")).click()
    phone.clock.run_for(1000)
    phone.get_by_role("radiogroup", name="Did it hurt?").get_by_text("A little", exact=True).click()
    phone.get_by_role("radiogroup", name="How much did it hurt, out of 10?").get_by_text("4").click()
    expect(phone.get_by_text("Stop this one now.")).to_be_visible()
    tap(phone, "Finish")
    expect(phone.get_by_role("heading", level=1)).to_have_text("That’s enough for today.")
    assert stored() == [("step", 1, "both", 6, "", True, None)]
    assert WorkoutExercise.objects.get().is_stopped

    laptop.reload()
    expect(laptop.get_by_text("taken")).to_be_visible()


def pages_of(page):
    """How many pages the PDF of a page has."""
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))


def test_the_fullest_report_is_one_page(laptop, user, link):
    rows = [make_exercise(f"exercise-number-{n}", sides="each", pattern="squat") for n in range(MOST_ROWS + 2)]
    half = MOST_ROWS // 2
    for weekday, part in ((0, rows[:half]), (3, rows[half:])):
        make_plan_day(
            user, weekday, make_routine(user, [(each, {"note": "x"}) for each in part], name=f"Part {weekday}")
        )
    Lock.objects.create(user=user, exercise=rows[0], by="Anna", as_written=True, stop_from=4)
    now = timezone.now()
    for ago in range(1, MOST_PAINS + 3):
        workout = make_workout(user, rows[:8], started=now - timedelta(days=ago), note="A long word or two. " * 20)
        for slot in range(8):
            for number in (1, 2, 3):
                make_set(workout, slot, number, "left", reps=8)
                make_set(workout, slot, number, "right", reps=10)
        workout.exercises.filter(slot=0).update(pain=5, pain_site="thigh", pain_next_day=2)
    for kind in self_checks.KINDS:
        for ago in (30, 2):
            done = {"done_at": now - timedelta(days=ago), "day": (now - timedelta(days=ago)).date(), "logged_at": now}
            SelfCheck.objects.create(pk=uuid4(), user=user, kind=kind.slug, left=1, right=2, **done)
    for weeks in (3, 6, 9):
        user.easier_weeks.create(since=schedule.first_day(user.local_date(), 0) - timedelta(weeks=weeks))
    user.pauses.create(since=user.local_date() - timedelta(weeks=7), until=user.local_date() - timedelta(weeks=5))
    for words in ("plain", "anatomical"):
        laptop.goto(f"/see/{link.token}/?words={words}")
        expect(laptop.get_by_role("heading", name="Left and right")).to_be_visible()
        assert violations(laptop) == []
        assert pages_of(laptop) == 1


def test_a_full_week_of_three_long_sessions_and_seven_runs_is_one_page(laptop, live_server, user):
    sign_in(laptop.context, live_server, user)
    routine = make_routine(user, [(make_exercise(sides="each"), {"sets": 5}) for _ in range(10)], name="All of it")
    for weekday in range(7):
        if weekday in (0, 2, 4):
            make_plan_day(user, weekday, routine)
        user.run_days.create(weekday=weekday, kind="easy", since=date(2020, 1, 1))
    week = (user.local_date() + timedelta(weeks=1)).strftime("%G-W%V")
    laptop.goto(f"/plan/print/?week={week}")
    expect(laptop.locator(".week-paper-day")).to_have_count(7)
    assert violations(laptop) == []
    assert pages_of(laptop) == 1


def test_a_routine_is_taken_by_somebody_who_was_nobody_a_tap_ago(laptop, user):
    routine = make_routine(user, [(make_exercise("step", name="Step-up"), {})], name="Knee plan")
    laptop.goto(Link.objects.share(routine).get_absolute_url())
    assert violations(laptop) == []
    laptop.get_by_role("button", name="Take it as mine").click()
    expect(laptop.get_by_role("heading", level=1)).to_have_text("Knee plan")
    expect(laptop.get_by_text("It’s yours now: Knee plan.")).to_be_visible()
    expect(laptop.get_by_role("link", name="Start now")).to_be_visible()
