"""What a runner does with a phone whose clock the test moves, and what it tells them."""

from django.test import Client
from playwright.sync_api import expect

from glutes.workouts.models import WorkoutSet


def sign_in(context, live_server, user):
    """Gives a browser a session of the user's own, for years; any other that it has lives on."""
    client = Client()
    client.force_login(user)
    value = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": value, "url": live_server.url, "expires": 4e9}])


def tap(page, name):
    """One tap, and the second that follows it."""
    page.get_by_role("button", name=name, exact=True).click()
    page.clock.run_for(1000)


def kept(page):
    """The line that says what waits on this phone."""
    return page.locator("[data-show=kept]")


def start(page, routine):
    """From the start page into the player."""
    page.goto(f"/workouts/start/?routine={routine.pk}")
    expect(page.get_by_role("button", name="As a list instead")).to_be_visible()
    tap(page, "Start")
    expect(page.locator(".player")).to_be_visible()
    page.clock.run_for(1000)


def stored():
    """The sets that the server has, in the order they were done."""
    sets = WorkoutSet.objects.filter(deleted_at=None).order_by("done_at", "pk")
    return [
        (row.exercise.slug, row.number, row.side, row.amount, str(row.load_kg or ""), row.form_ok, row.rir)
        for row in sets.select_related("exercise")
    ]
