"""A server that dies in the middle of a session, or comes back as a newer one: nothing is lost, nothing comes twice."""

import shutil
import sqlite3
from contextlib import closing
from itertools import count

import pytest
from playwright.sync_api import expect

from tests.browser.phone import enter, kept, stop_clock, tap, wait_until
from tests.running import ROOT, Site

pytestmark = pytest.mark.browser_context_args(service_workers="allow")

ALL = [(number, "both", 10) for number in (1, 2, 3)]
START = "/workouts/start/?exercise=leg-raise"
WAITING = "navigator.serviceWorker.getRegistration().then((worker) => Boolean(worker.waiting))"
AS_IF_GATHERED = """async () => {
  await navigator.serviceWorker.ready;
  await (await caches.open('notes-1')).put('/gathered', new Response(Date.now()));
}"""
"""Waits for the worker, and makes it believe that it gathered the pages of the site already, which takes long."""


@pytest.fixture
def newer(tmp_path):
    """The program in its next version: a script and the service worker have changed."""
    root = tmp_path / "newer"
    for name in ("fixtures", "glutes", "static", "templates"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "manage.py", root)
    with (root / "static/js/app.js").open("a") as script, (root / "templates/sw.js").open("a") as worker:
        script.write("document.documentElement.dataset.version = 'newer';")
        worker.write("// Newer.")
    return root


def begin(new_context, site):
    """A guest in the player, with three sets to do, on a phone that keeps its pages."""
    page = new_context(base_url=site.url).new_page()
    stop_clock(page)
    page.goto("/exercises/leg-raise/")
    page.evaluate(AS_IF_GATHERED)
    page.get_by_role("button", name="Try it now").click()
    enter(page)
    return page


def log(page, number):
    """One of the three sets, and no rest after it: what the servers take must not matter."""
    tap(page, f"Log set {number} of 3, 10 reps")
    if number < 3:
        tap(page, "End rest")


def newer_has_taken_over(page):
    """A function that says whether the newer version has taken over, which the next page asks it to.

    It refuses while a page of the session is there, which a browser may count for a moment after it was left: then it
    is asked again. And it waits until the browser stops the former version, which takes half a minute of idleness and,
    where DevTools watch the worker as Playwright's do, for ever: so this function stops it. It opens no other page
    before: with DevTools such a page may never come (without them it did, a hundred times of a hundred).
    """
    page.goto("/")
    tools = page.context.new_cdp_session(page)
    tools.send("ServiceWorker.enable")
    looks = count(1)

    def has_taken_over():
        if not page.evaluate(WAITING):
            return True
        if next(looks) % 100 == 0:
            tools.send("ServiceWorker.stopAllWorkers")
            page.evaluate("navigator.serviceWorker.ready.then(({waiting}) => waiting?.postMessage('take over'))")
        return False

    return has_taken_over


def stored(site):
    with closing(sqlite3.connect(site.data / "glutes.sqlite3")) as database:
        return database.execute("SELECT number, side, reps FROM workouts_workoutset ORDER BY done_at").fetchall()


def test_a_server_killed_before_its_answer_is_sent_everything_when_it_is_back(new_context, data):
    answered = []

    def killed_after_the_write(route):
        answered.append(route.fetch().status)
        site.kill()
        route.abort()

    with Site(data) as site:
        page = begin(new_context, site)
        log(page, 1)
        expect(kept(page)).to_have_text("All saved.")
        page.route("**/sets/", killed_after_the_write, times=1)
        with page.expect_event("requestfailed", lambda request: request.url.endswith("/sets/")):
            log(page, 2)
    assert answered == [200]
    expect(kept(page)).to_have_text("Saved on this phone, 1 to send.")
    page.reload()
    with page.expect_event("requestfailed", lambda request: request.url.endswith("/sets/")):
        log(page, 3)
    expect(kept(page)).to_have_text("Saved on this phone, 2 to send.")
    with Site(data, port=site.port) as site:
        page.clock.fast_forward(60_000)
        page.clock.resume()
        expect(kept(page)).to_have_text("All saved.")
        tap(page, "Finish")
        expect(page.get_by_role("heading", level=1)).to_have_text("That’s the lot. Nicely done.")
        assert stored(site) == ALL


def test_a_newer_version_never_interrupts_a_session_and_serves_the_next_page(new_context, data, newer):
    with Site(data) as site:
        page = begin(new_context, site)
        log(page, 1)
        expect(kept(page)).to_have_text("All saved.")
        page.evaluate("window.begun = true")
    shutil.rmtree(data / "static")
    with Site(data, port=site.port, root=newer) as site:
        page.evaluate("navigator.serviceWorker.ready.then((worker) => worker.update()).then(() => null)")
        wait_until(page, lambda: page.evaluate(WAITING), "the newer version did not come")
        log(page, 2)
        page.context.new_page().goto("/")
        log(page, 3)
        expect(kept(page)).to_have_text("All saved.")
        assert page.evaluate(WAITING)
        assert page.evaluate("[window.begun, document.documentElement.dataset.version]") == [True, None]
        tap(page, "Finish")
        expect(page.get_by_role("heading", level=1)).to_have_text("That’s the lot. Nicely done.")
        expect(page.locator("html")).to_have_attribute("data-version", "newer")
        assert stored(site) == ALL
        wait_until(page, newer_has_taken_over(page), "the newer version still waits")
    page.goto("/")
    expect(page.get_by_text("The site can’t be reached. This page is from")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("data-version", "newer")
    page.goto(START)
    expect(page.get_by_role("button", name="Show as a list")).to_be_visible()
    assert page.evaluate("document.documentElement.dataset.version") is None
