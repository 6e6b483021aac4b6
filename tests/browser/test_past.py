"""Time as it was, on a phone: a past day in five taps, which the week then shows."""

from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from glutes.workouts.models import WorkoutSet
from tests.browser.phone import wait_until
from tests.make import make_exercise, make_plan_day, make_routine

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_past_day_takes_five_taps_and_the_week_then_shows_it(phone, user):
    squat, lunge = make_exercise("squat", load="none"), make_exercise("lunge", sides="each", load="none")
    hips = make_routine(user, [(squat, {}), (lunge, {"sets": 2})], name="Steady hips")
    day = user.local_date() - timedelta(days=1)
    make_plan_day(user, day.weekday(), hips)
    phone.goto("/workouts/past/")
    began = timezone.make_aware(datetime.combine(day, time(18)), user.zone)
    phone.get_by_label("When you started").fill(f"{began:%Y-%m-%dT%H:%M}")  # One.
    phone.get_by_role("button", name="All as planned").click()  # Two.
    amount = phone.get_by_label("Squat, set 2 of 3: reps", exact=True)
    expect(amount).to_have_value("10")
    amount.fill("8")  # Three.
    phone.get_by_role("button", name="Squat, set 2 of 3: save").click()  # Four.
    sets = WorkoutSet.objects.filter(exercise=squat, number=2)
    wait_until(phone, lambda: sets.get().reps == 8, "the corrected set is stored")
    phone.get_by_role("link", name="Finish").click()  # Five.
    expect(phone.get_by_role("heading", level=1)).to_be_visible()
    workout = user.workouts.get()
    assert (workout.day, workout.started) == (day, began)
    assert [one.reps for one in WorkoutSet.objects.order_by("exercise__slug", "number", "pk")] == [10] * 5 + [8, 10]
    phone.goto(f"/plan/?week={day:%G-W%V}")
    there = phone.locator(f"#day-{day}")
    expect(there).to_contain_text("Done")
    expect(there).to_contain_text("Steady hips")
    expect(there).not_to_contain_text("not done")
