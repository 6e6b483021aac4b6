"""What was logged reaches the server once, whatever the network does; what does not, is told."""

import random
from collections import Counter
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from glutes.workouts.models import WorkoutSet
from tests.browser.phone import kept, sign_in, start, stop_clock, tap, wait_until
from tests.browser.phone import stored as stored_in_order
from tests.make import make_exercise, make_routine, make_user, make_workout

pytestmark = pytest.mark.django_db(transaction=True)

ADD = """async (entries) => {
  const queue = await import('/static/js/offline/queue.js');
  const {iso, stamp} = await import('/static/js/moments.js');
  const {user} = await import('/static/js/site.js');
  const keeping = entries.map(({workout, slot, exercise, number, reps}) => queue.add([{
    workout, user: user(), base: '/workouts/', name: 'Session', path: 'sets',
    fields: {slot, exercise, number, side: 'both', reps, logged_at: iso(stamp())},
  }]));
  await Promise.all(keeping);
}"""
FLUSH = """async () => {
  const queue = await import('/static/js/offline/queue.js');
  const {waiting, trouble, refused, others} = await queue.flush();
  return {waiting, trouble, refused: refused.length, others: others.length};
}"""
TAP = """(nudges) => {
  const tap = (act) => document.querySelector(`[data-act=${act}]`).click();
  nudges.forEach(tap);
  const reps = document.querySelector('.digits').textContent;
  tap('main');
  return reps;
}"""
SETTLED = {"waiting": 0, "trouble": "", "refused": 0, "others": 0}


@pytest.fixture
def workout(user):
    return make_workout(user, [make_exercise() for _ in range(3)])


@pytest.fixture
def context(browser, browser_context_args, live_server):
    context = browser.new_context(**browser_context_args, base_url=live_server.url)
    yield context
    context.close()


def open_page(context, live_server, user):
    sign_in(context, live_server, user)
    page = context.new_page()
    page.goto("/account/")
    return page


def make_entries(workout, count):
    """Sets numbered through the workout's slots, no two alike."""
    slots = list(workout.exercises.select_related("exercise"))
    return [
        {
            "workout": str(workout.pk),
            "slot": number % 3,
            "exercise": slots[number % 3].exercise.slug,
            "number": number // 3 + 1,
            "reps": number + 1,
        }
        for number in range(count)
    ]


def stored():
    rows = WorkoutSet.objects.select_related("workout_exercise", "exercise").order_by("pk")
    return sorted((row.reps, row.workout_exercise.slot, row.exercise.slug, row.number) for row in rows)


def typed(entries):
    return sorted((each["reps"], each["slot"], each["exercise"], each["number"]) for each in entries)


class Faults:
    """A network that fails by the dice: before the server, at the server, and after it has written."""

    kinds = (*6 * ("through",), "cut off", "dropped after the write", "500", "503", "portal", "login page")

    def __init__(self, seed):
        self.chance, self.met = random.Random(seed), Counter()

    def __call__(self, route):
        kind = self.chance.choice(self.kinds)
        self.met[kind] += 1
        if kind == "through":
            route.continue_()
        elif kind == "cut off":
            route.abort()
        elif kind == "dropped after the write":
            route.fetch()
            route.abort()
        elif kind in ("portal", "login page"):
            route.fulfill(status=200, content_type="text/html", body="<h1>Accept our terms</h1>")
        else:
            route.fulfill(status=int(kind), body="trouble")


@pytest.mark.parametrize("seed", [1])
def test_90_sets_arrive_once_each_and_as_they_were_tapped(phone, seed):
    chance, faults = random.Random(seed), Faults(seed)
    phone.route("**/sets/", faults)
    exercises = [make_exercise(f"exercise-{number:02}", load="none") for number in range(15)]
    start(phone, make_routine(None, [(exercise, {"sets": 6, "rest_s": 0}) for exercise in exercises]))
    tapped = []
    for number in range(90):
        reps = phone.evaluate(TAP, chance.choices(["reps", "fewer"], k=chance.randrange(4)))
        tapped.append((exercises[number // 6].slug, number % 6 + 1, "both", int(reps), "", True, None))
        phone.clock.run_for(700)
    for _ in range(3000):
        if not phone.evaluate(FLUSH)["waiting"]:
            break
    expect(kept(phone)).to_have_text("All saved.")
    assert stored_in_order() == tapped
    assert min(faults.met[kind] for kind in faults.kinds) >= 3


@pytest.mark.parametrize(
    ("answer", "trouble"),
    [
        ({"status": 200, "content_type": "text/html", "body": "<h1>Hotel</h1>"}, "stranger"),
        ({"status": 200, "json": {"workout": "another", "user": 1}}, "stranger"),
        ({"status": 401, "json": {}}, "signed-out"),
        ({"status": 403, "json": {}}, "server"),
        ({"status": 409, "json": {}}, "another"),
        ({"status": 404, "body": "no such backend"}, "server"),
        ({"status": 500, "body": "trouble"}, "server"),
    ],
)
def test_an_answer_that_does_not_echo_the_item_keeps_it(context, live_server, user, workout, answer, trouble):
    page = open_page(context, live_server, user)
    page.route("**/sets/", lambda route: route.fulfill(**answer))
    page.evaluate(ADD, make_entries(workout, 2))
    assert page.evaluate(FLUSH) == SETTLED | {"waiting": 2, "trouble": trouble}
    assert stored() == []


def test_a_refused_set_stays_in_sight_and_holds_nobody_up(context, live_server, user, workout):
    page = open_page(context, live_server, user)
    bad, good = make_entries(workout, 2)
    page.evaluate(ADD, [bad | {"reps": "many"}, good])
    assert page.evaluate(FLUSH) == SETTLED | {"refused": 1}
    expect(page.locator(".waiting")).to_contain_text("could not be saved. Reps: a whole number from 0 to 500.")
    assert stored() == typed([good])
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Delete").click()
    expect(page.locator(".waiting")).to_have_count(0)
    assert page.evaluate(FLUSH) == SETTLED


def test_what_the_server_fails_at_holds_up_its_own_workout_alone(context, live_server, user, workout):
    page = open_page(context, live_server, user)
    page.route(f"**/{workout.pk}/sets/", lambda route: route.fulfill(status=500, body="trouble"))
    others = [make_entries(make_workout(user, [make_exercise() for _ in range(3)]), 2) for _ in range(2)]
    poisoned = make_entries(workout, 2)
    page.evaluate(ADD, [poisoned[0], *others[0], poisoned[1], *others[1]])
    assert page.evaluate(FLUSH) == SETTLED | {"waiting": 2, "trouble": "server"}
    assert stored() == typed([*others[0], *others[1]])
    page.unroute(f"**/{workout.pk}/sets/")
    assert page.evaluate(FLUSH) == SETTLED
    assert stored() == typed([*poisoned, *others[0], *others[1]])
    in_order = WorkoutSet.objects.filter(workout_exercise__workout=workout).order_by("pk")
    assert list(in_order.values_list("reps", flat=True)) == [poisoned[0]["reps"], poisoned[1]["reps"]]


BREAK = """(error) => {
  const { transaction } = IDBDatabase.prototype;
  window.mend = () => (IDBDatabase.prototype.transaction = transaction);
  const broken = error === 'disk' ? new DOMException('lost') : new TypeError('ours');
  IDBDatabase.prototype.transaction = () => { throw broken; };
  return null;
}"""


def test_a_disk_that_fails_while_sending_is_tried_again(context, live_server, user, workout):
    stop_clock(context)
    page = open_page(context, live_server, user)
    page.route("**/sets/", lambda route: route.abort())
    entries = make_entries(workout, 1)
    page.evaluate(ADD, entries)
    assert page.evaluate(FLUSH)["trouble"] == "unreached"
    page.unroute("**/sets/")
    page.evaluate(BREAK, "disk")
    assert page.evaluate(FLUSH)["waiting"] == 1
    page.evaluate("() => { window.mend(); return null; }")
    with page.expect_response("**/sets/"):
        page.clock.run_for(60_000)
    assert stored() == typed(entries)


@pytest.mark.parametrize(("error", "shown"), [("disk", set()), ("ours", {"ours"})])
def test_a_phone_that_cannot_store_goes_on_as_a_list_and_other_errors_are_reported(phone, page_errors, error, shown):
    phone.add_init_script(f"({BREAK})('{error}')")
    routine = make_routine(None, [(make_exercise("squat", load="none"), {"sets": 1})])
    phone.goto(f"/workouts/start/?routine={routine.pk}")
    phone.get_by_role("button", name="Start", exact=True).click()
    expect(phone.locator("#progress [role=status]")).to_have_text("0 of 1 ticked")
    phone.close()
    assert set(page_errors) == shown
    page_errors.clear()


def test_deleting_the_account_discards_what_waits_of_it_and_of_nobody_else(context, live_server, user, workout):
    page = open_page(context, live_server, user)
    page.route("**/sets/", lambda route: route.abort())
    mine, hers = make_entries(workout, 2)
    page.evaluate(ADD, [mine])
    page.evaluate(ADD.replace("user: user()", "user: '999'"), [hers])
    page.evaluate(f"caches.open('pages-{user.pk}')")  # As the service worker does.
    page.goto("/account/delete/")
    page.get_by_label("Your name").fill("nobody")
    page.get_by_role("button", name="Delete everything").click()
    expect(page.get_by_label("Your name")).to_have_attribute("aria-invalid", "true")
    assert page.evaluate(FLUSH) == SETTLED | {"waiting": 1, "trouble": "unreached", "others": 1}
    page.get_by_label("Your name").fill(user.username)
    page.get_by_role("button", name="Delete everything").click()
    expect(page.get_by_text("Your account and everything in it is deleted.")).to_be_visible()
    expect(page.locator(".waiting")).to_contain_text("1 entry is on this phone")
    assert page.evaluate(FLUSH) == SETTLED | {"others": 1}
    assert f"pages-{user.pk}" not in page.evaluate("caches.keys()")


def test_what_waits_moves_nothing_away_from_under_a_finger(context, live_server, user, workout):
    page = open_page(context, live_server, user)
    page.route("**/sets/", lambda route: route.abort())
    page.get_by_role("heading", level=1).hover()
    page.mouse.down()
    page.evaluate(ADD, make_entries(workout, 1))
    for _ in range(2):  # The first may return before it is drawn; the second then waits for that.
        assert page.evaluate(FLUSH) == SETTLED | {"waiting": 1, "trouble": "unreached"}
    expect(page.locator(".waiting")).to_have_count(0)
    page.mouse.up()
    expect(page.locator(".waiting")).to_contain_text("1 entry saved on this phone.")


def test_send_now_says_so_while_the_site_is_silent_and_then_why_it_waits(context, live_server, user, workout):
    page, silent = open_page(context, live_server, user), []
    page.route("**/sets/", lambda route: route.abort())
    page.evaluate(ADD, make_entries(workout, 1))
    waits = page.locator(".waiting")
    expect(waits).to_contain_text("The site can’t be reached")
    page.route("**/sets/", lambda route: silent.append(route))
    waits.get_by_role("button", name="Send now").click()
    expect(waits).to_contain_text("Sending…")
    wait_until(page, lambda: silent, "the site is asked")
    page.route("**/sets/", lambda route: route.abort())
    for asked in silent:
        asked.abort()
    expect(waits).to_contain_text("The site can’t be reached")


def test_what_a_guest_logged_without_a_network_follows_them_into_their_account(context, live_server, user):
    """Also if the page after the log-in does not arrive."""
    user.set_password("long enough secret")
    user.save()
    squat = make_exercise("squat")
    page = context.new_page()
    page.goto("/")
    page.get_by_role("button", name="Start now").first.click()
    expect(page.locator("meta[name=user]")).to_have_count(1)
    page.route("**/sets/", lambda route: route.abort())
    typed = {"workout": str(uuid4()), "slot": 0, "exercise": squat.slug, "number": 1, "reps": 9}
    page.evaluate(ADD.replace("fields: {", "fields: {started: iso(Date.now()), "), [typed])
    assert page.evaluate(FLUSH) == SETTLED | {"waiting": 1, "trouble": "unreached"}
    page.goto("/account/login/")
    login = {"csrfmiddlewaretoken": page.locator("main [name=csrfmiddlewaretoken]").first.input_value()}
    login |= {"username": user.username, "password": "long enough secret"}
    answer = context.request.post("/account/login/", form=login, headers={"Origin": live_server.url})
    assert f"You’re in, {user.username}." in answer.text()  # The page that is lost.
    page.goto("/account/")
    page.unroute("**/sets/")
    wait_until(page, lambda: page.evaluate(FLUSH) == SETTLED, "something waits still")
    assert list(WorkoutSet.objects.values_list("user__username", "exercise__slug", "reps")) == [
        (user.username, "squat", 9)
    ]


def test_another_account_sees_that_something_waits_and_does_not_send_it(context, live_server, user, workout):
    first = open_page(context, live_server, user)
    first.route("**/sets/", lambda route: route.abort())  # It stays open, as closing it would send a last request.
    entries = make_entries(workout, 2)
    first.evaluate(ADD, entries)
    page = open_page(context, live_server, make_user())
    expect(page.locator(".waiting")).to_contain_text("2 entries from another account are on this phone")
    assert page.evaluate(FLUSH) == SETTLED | {"others": 2}
    assert stored() == []
    page.close()
    page = open_page(context, live_server, user)
    assert page.evaluate(FLUSH) == SETTLED
    assert stored() == typed(entries)


def test_what_is_refused_of_one_session_does_not_hold_up_the_end_of_another(phone, workout):
    phone.goto("/account/")
    phone.evaluate(ADD, [make_entries(workout, 1)[0] | {"reps": "many"}])
    start(phone, make_routine(None, [(make_exercise("squat", load="none"), {"sets": 1})]))
    tap(phone, "Log set 1 of 1, 10 reps")
    tap(phone, "Finish")
    expect(phone.get_by_role("heading", level=1)).to_have_text("That’s the lot. Nicely done.")
