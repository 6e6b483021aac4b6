"""Opened once with a network, then without: pages, pictures and a whole session; a browser that was killed; log out."""

import re
from datetime import datetime, time, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from playwright.sync_api import expect

from glutes.checks.models import SelfCheck
from glutes.exercises.models import Photo
from glutes.workouts.models import Workout, WorkoutSet
from tests.browser.phone import kept, sign_in, start, stop_clock, stored, tap, wait_until
from tests.make import make_exercise, make_own, make_plan_day, make_routine, make_workout

pytestmark = pytest.mark.django_db(transaction=True)

GATHERED = "async () => Boolean(await (await caches.open('notes-1')).match('/gathered'))"
AS_IF_GATHERED = "async () => (await caches.open('notes-1')).put('/gathered', new Response(Date.now()))"
FILES = "async () => (await (await caches.open('files-1')).keys()).map((request) => request.url).sort()"
FORMER = "/static/css/former.0123456789ab.css"
TIDY = f"""async () => {{
  const former = new Response('', {{headers: {{'Content-Type': 'text/css'}}}});
  await (await caches.open('files-1')).put('{FORMER}', former);
  (await navigator.serviceWorker.ready).active.postMessage({{gather: 'now'}});
}}"""
DRAWN = """async () => {
  const [queue, store] = await Promise.all(["queue", "store"].map((name) => import(`/static/js/offline/${name}.js`)));
  await queue.flush();
  await store.sessions();
  return Boolean(await store.sessions());
}"""
"""Once this is true, what waits on the phone has been read and shown."""
UNREACHED = "The site can’t be reached"
FROM_HERE = re.compile(f"(You’re offline|{UNREACHED})\\. This page is from")
"""A browser that lost its network may hear of it a while later."""
PAGES = "async () => (await caches.keys()).filter((name) => name.startsWith('pages-'))"


@pytest.fixture
def routine():
    exercise = make_exercise("glute-bridge", name="Glute bridge", load="none")
    return make_routine(None, [(exercise, {"sets": 2, "rest_s": 30})], name="Bridges")


@pytest.fixture
def context(new_context, live_server):
    """A phone that keeps its pages."""
    return new_context(base_url=live_server.url, service_workers="allow")


@pytest.fixture
def open_browser(browser_type, browser_type_launch_args, browser_context_args, live_server, tmp_path):
    """Opens the same browser again and again: what it keeps, it keeps on the disk."""
    opened = []

    def opening(**more):
        options = browser_context_args | {"base_url": live_server.url, "service_workers": "allow"} | more
        opened.append(browser_type.launch_persistent_context(tmp_path, **browser_type_launch_args, **options))
        return opened[-1]

    yield opening
    for context in opened:
        context.close()


def gather(page, live_server, user):
    """Signed in at Today, and everything gathered that must open without a network."""
    sign_in(page.context, live_server, user)
    stop_clock(page)
    page.goto("/")
    wait_until(page, lambda: page.evaluate(GATHERED), "not everything was gathered")


def take_along(page, live_server, user):
    """Signed in at Today, on a phone that has what the next seven days need, and keeps what it is shown; it believes
    that it gathered everything else already, which takes long. Returns its worker."""
    sign_in(page.context, live_server, user)
    stop_clock(page)
    page.goto("/robots.txt")
    page.evaluate(AS_IF_GATHERED)
    visit(page, user, "/")
    [worker] = page.context.service_workers
    worker.evaluate("() => gathering")
    return worker


def visit(page, user, address):
    """Goes to a page, and waits until the phone has kept it as it is now."""
    forget = f"await (await caches.open(one)).delete('{address}')"
    page.evaluate(f"async () => {{ for (const one of await caches.keys()) {forget}; }}")
    page.goto(address)
    has_it = f"async () => Boolean(await (await caches.open('pages-{user.pk}')).match('{address}'))"
    wait_until(page, lambda: page.evaluate(has_it), f"{address} was not kept")


def test_a_session_without_a_network_and_a_killed_browser(open_browser, live_server, user, routine):
    context = open_browser()
    page = context.pages[0]
    gather(page, live_server, user)
    context.set_offline(True)
    for address, title in [
        ("/", "Today"),
        ("/exercises/", "Exercises"),
        ("/exercises/glute-bridge/", "Glute bridge"),
        ("/routines/", "Routines"),
        (f"/routines/{routine.pk}/", "Bridges, a routine"),
    ]:
        page.goto(address)
        expect(page).to_have_title(f"{title} – Glutes")
        note = page.get_by_text(FROM_HERE)
        expect(note).to_have_text(re.compile(r"from \d\d:\d\d today\.$"))
        expect(note).not_to_have_css("margin-bottom", "0px")
    page.goto("/progress/")
    expect(page.get_by_role("heading", level=1)).to_have_text(UNREACHED)

    start(page, routine)
    tap(page, "Log set 1 of 2, 10 reps")
    expect(page.get_by_text("Saved on this phone, 1 to send.")).to_be_visible()
    assert page.locator(".next img").evaluate("image => image.decode().then(() => image.naturalWidth > 0)")
    address, now = page.url, page.evaluate("Date.now()")
    context.close()

    context = open_browser()
    context.set_offline(True)
    page = context.pages[0]
    stop_clock(page, now / 1000 + 5)
    page.goto(address)
    expect(page.get_by_role("heading", name="Glute bridge", level=2)).to_be_visible()
    tap(page, "End rest")
    tap(page, "Log set 2 of 2, 10 reps")
    tap(page, "Finish")
    expect(page.get_by_role("heading", level=1)).to_have_text("Saved on this phone.")
    context.set_offline(False)
    page.clock.resume()  # The first try may come too soon; the next is made by the clock.
    expect(page.get_by_role("heading", level=1)).to_have_text("That’s the lot. Nicely done.")
    assert list(WorkoutSet.objects.values_list("exercise__slug", "number", "reps")) == [
        ("glute-bridge", 1, 10), ("glute-bridge", 2, 10),
    ]  # fmt: skip
    assert Workout.objects.get().finished_at


AT_ONCE = """() => {
  const later = setTimeout;
  self.setTimeout = (act, ms, ...more) => later(act, 0, ...more);
  self.real = fetch;
}"""
"""The worker has no patience."""


def test_a_page_that_stands_in_for_a_silent_server_does_not_say_that_one_is_offline(page, live_server, user, routine):
    worker = take_along(page, live_server, user)
    worker.evaluate(AT_ONCE)
    for answer, why in (
        ("new Response('', { status: 502 })", "Our side isn’t answering."),
        ("new Promise(() => {})", "No answer yet."),
        ("Promise.reject(new TypeError('Failed to fetch'))", f"{UNREACHED}."),
    ):
        worker.evaluate(f"() => {{ self.fetch = async (one) => one.mode === 'navigate' ? {answer} : real(one); }}")
        page.goto("/")
        expect(page.get_by_text(f"{why} This page is from")).to_have_text(re.compile(r"from \d\d:\d\d today\.$"))


def test_what_is_tapped_in_the_list_without_a_network_is_sent_later(page, context, live_server, user):
    """It looks done, on the page that is opened anew and in the player, too."""
    exercises = [make_exercise(slug, name=slug.capitalize(), load="none") for slug in ("squat", "lunge", "march")]
    workout = make_workout(user, exercises, started=timezone.now())
    workout.exercises.filter(slot=2).update(block="cool-down")
    take_along(page, live_server, user)
    visit(page, user, f"/workouts/{workout.pk}/")
    progress, waiting = page.locator("#progress [role=status]"), page.get_by_text("Saved on this phone, to be sent.")
    context.set_offline(True)
    page.get_by_label("Squat, set 1 of 3: reps").fill("9")
    for number in (1, 2, 3):
        page.get_by_role("button", name=f"Squat, set {number} of 3: log").click()
        expect(progress).to_have_text(f"{number} of 9 ticked")
    march = page.get_by_role("button", name="March, Round 1")
    for done in ("true", "false", "true"):
        march.click()
        expect(march).to_have_attribute("aria-pressed", done)
    page.locator("form", has=page.get_by_label("Squat, set 2 of 3: reps")).get_by_role("button", name="Remove").click()
    expect(page.get_by_text("Removed on this phone.")).to_be_visible()
    page.get_by_role("region", name="Lunge", exact=True).get_by_role("button", name="Skip").click()
    squat = page.get_by_role("region", name="Squat", exact=True)
    squat.get_by_text("A little").click()
    squat.get_by_role("button", name=re.compile("^5 out of 10")).click()
    expect(squat.get_by_text("to be sent. Carry on only if it gets no worse.")).to_be_visible()
    expect(waiting).to_have_count(5)
    page.reload()
    expect(waiting).to_have_count(5)
    expect(progress).to_have_text("3 of 9 ticked")
    expect(page.get_by_label("Squat, set 1 of 3: reps")).to_have_value("9")
    expect(march).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="One set at a time").click()
    expect(page.get_by_role("button", name="Log set 2 of 3, 9 reps", exact=True)).to_be_visible()
    page.get_by_role("button", name="Leave; your session is saved").click()
    expect(page.locator(".player")).to_have_count(0)
    assert WorkoutSet.objects.count() == 0
    context.set_offline(False)
    page.clock.resume()
    expect(page.get_by_text("Skipped today.")).to_have_count(1)
    expect(waiting).to_have_count(0)
    expect(progress).to_have_text("3 of 6 ticked")
    assert sorted(row[:4] for row in stored()) == [
        ("march", 1, "both", 10), ("squat", 1, "both", 9), ("squat", 3, "both", 10),
    ]  # fmt: skip


def test_today_goes_on_from_day_to_day_without_a_network(page, context, live_server, user, routine):
    tomorrow = user.local_date() + timedelta(days=1)
    make_plan_day(user, tomorrow.weekday(), routine)
    take_along(page, live_server, user)
    expect(page.get_by_role("heading", name="Free today")).to_be_visible()
    context.set_offline(True)
    page.clock.set_system_time(datetime.combine(tomorrow, time(9)))
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{tomorrow:%A}")
    expect(page.get_by_text(FROM_HERE)).not_to_contain_text("today")
    expect(page.locator(".week [aria-current=date]")).to_have_count(int(tomorrow.weekday() > 0))
    page.get_by_role("link", name="Start Bridges").click()  # One tap is enough: the player opens by itself.
    expect(page.locator(".player")).to_be_visible()
    page.clock.run_for(1000)
    tap(page, "Log set 1 of 2, 10 reps")
    page.get_by_role("button", name="Session menu: swap, skip, sound").click()
    tap(page, "Finish here")
    tap(page, "To Today")
    expect(page.get_by_text("Done today, saved on this phone.")).to_be_visible()
    expect(page.get_by_role("link", name="Start Bridges")).to_have_count(0)
    page.clock.set_system_time(datetime.combine(tomorrow + timedelta(days=8), time(9)))
    page.goto("/")
    expect(page.get_by_role("heading", name="Not known here yet")).to_be_visible()


def test_with_or_without_a_network_a_page_offers_once_to_carry_on(page, context, live_server, user, routine):
    take_along(page, live_server, user)
    visit(page, user, f"/routines/{routine.pk}/")  # Kept as it was before the session.
    start(page, routine)
    tap(page, "Log set 1 of 2, 10 reps")
    expect(kept(page)).to_have_text("All saved.")
    for is_offline, addresses in (
        (False, ("/", "/exercises/")),
        (True, ("/", "/exercises/", f"/routines/{routine.pk}/")),
    ):
        context.set_offline(is_offline)
        for address in addresses:
            page.goto(address) if is_offline else visit(page, user, address)
            expect(page.get_by_text(FROM_HERE)).to_have_count(int(is_offline))
            wait_until(page, lambda: page.evaluate(DRAWN), "what waits on the phone was not drawn")
            expect(page.get_by_role("link", name="Carry on")).to_have_count(1)


def test_files_that_no_page_needs_any_more_are_forgotten(page, live_server, user, routine):
    gather(page, live_server, user)
    before = page.evaluate(FILES)
    page.evaluate(TIDY)
    wait_until(page, lambda: page.evaluate(FILES) == before, "the file of a former version is still there")
    assert len(before) > 30


def test_logging_out_forgets_the_pages_of_this_user(page, context, live_server, user, routine):
    take_along(page, live_server, user)
    visit(page, user, "/plan/")
    assert page.evaluate(PAGES) == [f"pages-{user.pk}"]
    page.goto("/account/logout/")
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_role("link", name="Log in", exact=True)).to_be_visible()
    assert f"pages-{user.pk}" not in page.evaluate(PAGES)
    context.set_offline(True)
    page.goto("/plan/")
    expect(page.get_by_role("heading", level=1)).to_have_text(UNREACHED)


KEEPS_PAGES = {"ignore_default_args": ["--disable-back-forward-cache"]}
"""Whole pages to go back to, as the browsers of people keep them; those of tests are told not to."""


def test_back_shows_no_page_of_a_user_who_has_logged_out(open_browser, live_server, user, routine):
    context = open_browser(**KEEPS_PAGES)
    page = context.pages[0]
    take_along(page, live_server, user)
    for address in ("/plan/", "/progress/"):
        visit(page, user, address)
    for address in ("/account/", "/account/logout/"):
        page.goto(address)
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_text("You’re logged out.")).to_be_visible()
    nobody = "Glute strength for runners – Glutes"
    for title in (nobody, "Log in – Glutes", "Log in – Glutes", "Log in – Glutes", nobody):
        page.go_back()
        expect(page).to_have_title(title)
    context.set_offline(True)
    for _ in ("/plan/", "/progress/", "/account/"):
        page.go_forward()
        expect(page.locator("meta[name=user]")).to_have_count(0)
        expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(f"{UNREACHED}|Log in"))


def test_nobody_is_logged_out_without_a_network_and_the_page_says_so(open_browser, live_server, user, routine):
    context = open_browser(**KEEPS_PAGES)
    page = context.pages[0]
    take_along(page, live_server, user)
    visit(page, user, "/plan/")
    page.goto("/account/logout/")
    context.set_offline(True)
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_text("You’re offline: try again later.")).to_be_visible()
    page.goto("/")
    expect(page.get_by_text(FROM_HERE)).to_be_visible()
    context.set_offline(False)
    page.goto("/account/logout/")
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_text("You’re logged out.")).to_be_visible()
    context.set_offline(True)
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text(UNREACHED)


def test_a_phone_that_was_logged_out_elsewhere_forgets_once_it_is_told(open_browser, live_server, user, routine):
    context = open_browser(**KEEPS_PAGES)
    page = context.pages[0]
    take_along(page, live_server, user)
    visit(page, user, "/plan/")
    context.set_offline(True)
    Session.objects.all().delete()
    page.goto("/plan/")
    expect(page.get_by_text(FROM_HERE)).to_be_visible()
    context.set_offline(False)
    page.goto("/account/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Log in")
    wait_until(page, lambda: f"pages-{user.pk}" not in page.evaluate(PAGES), "the pages are still there")
    context.set_offline(True)
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text(UNREACHED)


LATE = """() => {
  const real = fetch;
  self.fetch = async (...asked) => {
    const answer = await real(...asked);
    self.arrived = true;
    await new Promise((go) => { self.letGo = go; });
    return answer;
  };
  self.late = keep("/plan/");
  self.fetch = real;
}"""
"""Asks for a page as gathering does; its answer comes in when it is let go."""


def test_what_was_asked_for_before_the_log_out_is_not_kept_after_it(page, context, live_server, user, routine):
    worker = take_along(page, live_server, user)
    worker.evaluate(LATE)
    wait_until(page, lambda: worker.evaluate("Boolean(self.arrived)"), "nobody answered")
    page.goto("/account/logout/")
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_role("link", name="Log in", exact=True)).to_be_visible()
    worker.evaluate("async () => { self.letGo(); await self.late; }")
    assert f"pages-{user.pk}" not in page.evaluate(PAGES)
    context.set_offline(True)
    page.goto("/plan/")
    expect(page.get_by_role("heading", level=1)).to_have_text(UNREACHED)


def test_a_photo_of_ones_own_opens_offline_and_leaves_with_its_owner(page, context, live_server, user):
    own = make_own(user, "nordic curl", photo="0123456789")
    Photo.objects.create(exercise=own, jpeg=b"a photo")
    photo = f"/exercises/{own.slug}/photo.jpg?v=0123456789"
    text = f"async () => {{ const answer = await fetch('{photo}').catch(() => null); return answer && answer.text(); }}"
    gather(page, live_server, user)
    context.set_offline(True)
    assert page.evaluate(text) == "a photo"
    context.set_offline(False)
    page.goto("/account/logout/")
    tap(page, "Log out")
    expect(page.get_by_text("You’re logged out.")).to_be_visible()
    context.set_offline(True)
    assert page.evaluate(text) is None


def test_self_checks_open_without_a_network_and_are_sent_later(page, context, live_server, user):
    """All of them one after the other, on a page that was kept: each check is one of its own."""
    gather(page, live_server, user)
    context.set_offline(True)
    page.goto("/checks/ten-squats/")
    for reps in ("7", "9"):
        page.get_by_label("Left, reps").fill(reps)
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_text(f"Saved on this phone: Left {reps}.")).to_be_visible()
        page.reload()
    page.goto("/checks/bridge-hold/?all")
    expect(page.get_by_role("heading", level=1)).to_have_text("Single-leg bridge")
    expect(page.get_by_role("button", name="Start the clock")).to_be_visible()
    assert SelfCheck.objects.count() == 0
    context.set_offline(False)
    page.goto("/checks/")
    both = "the checks did not arrive"  # To leave the page would break off what is being sent.
    wait_until(page, lambda: SelfCheck.objects.count() == 2, both)
    page.goto("/checks/ten-squats/")
    expect(page.get_by_role("table").get_by_role("link")).to_have_count(2)
    assert sorted(SelfCheck.objects.values_list("left", flat=True)) == [7, 9]
