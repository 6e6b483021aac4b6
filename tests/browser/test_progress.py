"""Progress in the browser: another period in place, tables opened by keyboard, nothing for axe, no colliding words."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from glutes.exercises.models import LadderStep
from glutes.workouts.models import WorkoutExercise, WorkoutSet
from tests.browser.phone import violations
from tests.make import make_exercise, make_log, make_routine, make_worked

pytestmark = pytest.mark.django_db(transaction=True)

PERIODS = ("month", "quarter", "year", "all")


@pytest.fixture
def trained(user):
    """A year of a lunge and a bridge hold."""
    bridge = make_exercise("single-leg-bridge", sides="each", measure="seconds", load="none")
    doses = [(make_worked("lunge"), {"sets": 2}), (bridge, {"sets": 1, "seconds_low": 30, "seconds_high": 60})]
    return make_log(user, make_routine(user, doses), 150, last=timezone.now() - timedelta(hours=1))


def assert_clean(phone):
    """Nothing for axe to find, and nothing that scrolls sideways."""
    found = violations(phone)
    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found] == []
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("url", ["/progress/", "/progress/lunge/"])
def test_another_period_comes_in_place(phone, trained, url):
    phone.goto(url)
    heading = phone.locator(".story").first
    before = heading.inner_text()
    phone.clock.resume()  # axe and htmx wait for timers of their own.
    phone.get_by_role("link", name="Year", exact=True).click()
    expect(phone.get_by_role("link", name="Year", exact=True)).to_have_attribute("aria-current", "true")
    expect(phone).to_have_url(re.compile(r"\?period=year$"))
    if url == "/progress/":
        assert heading.inner_text() != before
    for summary in phone.locator("details > summary").all():
        summary.press("Enter")
    expect(phone.locator("details:not([open])")).to_have_count(0)
    for scheme in ("light", "dark"):
        phone.emulate_media(color_scheme=scheme)
        assert_clean(phone)
    phone.reload()
    expect(phone.get_by_role("link", name="Year", exact=True)).to_have_attribute("aria-current", "true")


COLLISIONS = """() => {
  const found = [];
  for (const chart of document.querySelectorAll('.chart')) {
    if (chart.parentElement.closest('.chart')) continue;
    const around = (chart.closest('.card') ?? document.documentElement).getBoundingClientRect();
    const words = [...chart.querySelectorAll('text')].map(e => [e.textContent, e.getBoundingClientRect()]);
    const shown = words.filter(([, box]) => box.width > 0);
    shown.forEach(([word, a], n) => {
      if (a.left < around.left || a.right > around.right) found.push(`${word} leaves the card`);
      for (const [other, b] of shown.slice(n + 1)) {
        const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (across > 1 && down > a.height / 3) found.push(`${word} on ${other}`);
      }
    });
  }
  return found;
}"""
"""The words of charts that lie on each other, or stick out of their card."""


@pytest.mark.parametrize("sessions", [1, 3, 1560])
def test_the_words_of_charts_never_collide(phone, user, sessions):
    """Not with one session and not with ten years, time off, pain, and days far beyond all others."""
    bridge = make_exercise("single-leg-bridge", sides="each", measure="seconds", load="none")
    lunge = make_exercise("lunge", sides="each")
    doses = [(lunge, {"sets": 1}), (bridge, {"sets": 1, "seconds_low": 30, "seconds_high": 60})]
    log = make_log(user, make_routine(user, doses), sessions, last=timezone.now() - timedelta(hours=1))
    rows = WorkoutExercise.objects.filter(user=user)
    far = rows.filter(workout__in=[one.pk for one in log[7::90]])
    WorkoutSet.objects.filter(workout_exercise__in=far, reps__gt=0).update(reps=90)
    WorkoutSet.objects.filter(workout_exercise__in=far, seconds__gt=0).update(seconds=240)
    rows.filter(workout__in=[one.pk for one in log[-40:-30]]).update(pain=5, pain_site="knee")
    early = rows.filter(workout__in=[one.pk for one in log[: sessions // 50]])
    WorkoutSet.objects.filter(workout_exercise__in=early, exercise=bridge).delete()
    LadderStep.objects.create(exercise=lunge, kind="harder", to=bridge, source=lunge.source)
    first = user.local_date() - timedelta(days=60)
    user.pauses.create(since=first, until=first + timedelta(days=8))
    pages = [f"/progress/{page}?period={period}" for page in ("", "lunge/", bridge.slug + "/") for period in PERIODS]
    found = {}
    for path in pages:
        phone.goto(path)
        for width in (320, 390, 1280):
            phone.set_viewport_size({"width": width, "height": 900})
            found[path, width] = phone.evaluate(COLLISIONS)
        assert phone.locator(".chart").count(), path
    assert {where: said for where, said in found.items() if said} == {}
