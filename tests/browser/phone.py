"""What a runner does with a phone whose clock the test moves, and what it tells them."""

from time import monotonic, time

from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Error, expect

from glutes.workouts.models import WorkoutSet

PATIENCE = 120_000
"""Milliseconds until a test gives up on a page. Only what hangs takes them: a slow machine takes a minute."""


def sign_in(context, live_server, user):
    """Gives a browser a session of the user's own, for years; any other that it has lives on."""
    client = Client()
    client.force_login(user)
    value = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": value, "url": live_server.url, "expires": 4e9}])


def stop_clock(page, now=None):
    """Stops the clock of a phone and its pages, now or at another time (s): from here on the test alone moves it.

    Time that passed by itself would make a test depend on how fast the machine is. No clock can be stopped at a moment
    that has passed, so this one begins a minute earlier.
    """
    now = now or time()
    page.clock.install(time=now - 60)
    page.clock.pause_at(now + 1)


def tap(page, name):
    """One tap, and the second that follows it."""
    page.get_by_role("button", name=name, exact=True).click()
    page.clock.run_for(1000)


def wait_until(page, holds, what):
    """Waits until something holds that no page says, as long as for a page; then fails and says `what`.

    Also for what a script answers with a promise, as `wait_for_function` takes any promise for true. A page that comes
    anew in the middle of its answer is asked again.
    """

    def answer():
        try:
            return holds()
        except Error as error:
            if "context was destroyed" not in error.message:
                raise

    end = monotonic() + PATIENCE / 1000
    while not answer():
        assert monotonic() < end, what
        page.wait_for_timeout(20)  # Meanwhile the browser is heard.


def kept(page):
    """The line that says what waits on this phone."""
    return page.locator("[data-show=kept]")


def start(page, routine, more=""):
    """From the start page into the player."""
    page.goto(f"/workouts/start/?routine={routine.pk}{more}")
    enter(page)


def enter(page):
    """From the start page that is open into the player, once its script is there."""
    expect(page.get_by_role("button", name="Show as a list")).to_be_visible()
    tap(page, "Start")
    expect(page.locator(".player")).to_be_visible()


def stored():
    """The sets that the server has, in the order they were done."""
    sets = WorkoutSet.objects.filter(deleted_at=None).order_by("done_at", "pk")
    return [
        (row.exercise.slug, row.number, row.side, row.amount, str(row.load_kg or ""), row.form_ok, row.rir)
        for row in sets.select_related("exercise")
    ]


def violations(page):
    """What axe finds wrong with a page.

    It may not load the style sheets for itself: it would copy them into the page, which the policy forbids.
    """
    return Axe().run(page, options={"preload": False}).response["violations"]
