"""What a runner does with a phone whose clock the test moves, and what it tells them."""

from django.test import Client


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
