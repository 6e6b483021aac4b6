"""What the coach offers, taken and undone on a phone; with a script and without."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from glutes.exercises.models import Equipment, LadderStep
from glutes.kit.models import Kit
from glutes.plan.models import PlanDay, RunDay
from tests.browser.phone import sign_in
from tests.make import make_exercise, make_plan_day, make_routine, make_set, make_source, make_workout

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.parametrize("script", [True, False], ids=["with a script", "without"]),
]


@pytest.fixture
def open_page(user, live_server, new_context, script):
    """Opens an address of the site as the user, on a phone."""

    def go(path):
        context = new_context(java_script_enabled=script)
        sign_in(context, live_server, user)
        page = context.new_page()
        page.goto(live_server.url + path)
        return page

    return go


@pytest.fixture
def squat():
    """A squat with a harder rung."""
    squat, rung = make_exercise("squat"), make_exercise("single-leg-squat")
    LadderStep.objects.create(exercise=squat, to=rung, kind="harder", source=make_source())
    return squat


def make_easy(user, squat):
    """Every set at 15, twice."""
    for days_ago in (4, 2):
        workout = make_workout(user, [squat], started=timezone.now() - timedelta(days=days_ago))
        for number in (1, 2, 3):
            make_set(workout, number=number, reps=15)


def test_a_harder_exercise_is_taken_undone_and_done(open_page, user, squat):
    make_easy(user, squat)
    routine = make_routine(None, [(squat, {"reps_low": 8, "reps_high": 15})], name="Steady hips")
    page = open_page(f"/workouts/start/?routine={routine.pk}")
    page.get_by_role("button", name="Swap").click()
    expect(page.get_by_text("Squat is now Single leg squat in Steady hips.")).to_be_visible()
    expect(page.get_by_text("Your first time: start with 8")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("button", name="Swap")).to_be_visible()
    assert list(user.routines.kept()) == []


def test_an_offered_load_is_taken_undone_and_taken_again(open_page, user, squat, script):
    bell = Equipment.objects.create(slug="kettlebell", name="Kettlebell", weighs=True, source=make_source())
    squat.extras.add(bell)
    Kit.objects.create(user=user, equipment=bell, kg=Decimal(12))
    make_easy(user, squat)
    routine = make_routine(None, [(squat, {"reps_low": 8, "reps_high": 15, "rest_s": 300})], name="Steady hips")
    page = open_page(f"/workouts/start/?routine={routine.pk}")
    page.get_by_role("link", name="15 minutes today").click()
    page.get_by_role("link", name="Use 12 kg").click()
    expect(page.get_by_text("Chosen for today.")).to_be_visible()
    expect(page.locator(".dose")).to_have_text("2 × 8")
    page.get_by_role("link", name="Undo").click()
    expect(page.locator(".dose")).to_have_text("2 × 15")
    page.get_by_role("link", name="Use 12 kg").click()
    page.get_by_role("button", name="Show as a list" if script else "Start").click()
    expect(page.get_by_label(re.compile("set 1 of 2: weight$"))).to_have_value("12 kg")


def test_a_week_is_moved_to_better_days_and_back(open_page, user):
    for weekday in (0, 2, 4):
        make_plan_day(user, weekday, make_routine(user, [(make_exercise(), {"load_kg": 10})], name=f"Hips {weekday}"))
    RunDay.objects.put(user, "hard", [3], user.local_date())
    page = open_page("/plan/")
    page.get_by_role("link", name="The week after").click()
    page.get_by_role("button", name="Move my week to these days").click()
    expect(page.get_by_role("status")).to_contain_text("Your sessions are on Tuesday, Friday and Sunday")
    expect(page.get_by_role("button", name="Move my week to these days")).to_have_count(0)
    assert sorted(PlanDay.objects.filter(until=None).values_list("weekday", flat=True)) == [1, 4, 6]
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("status")).to_contain_text("Your sessions are on Monday, Wednesday and Friday")
    assert sorted(PlanDay.objects.filter(until=None).values_list("weekday", flat=True)) == [0, 2, 4]
