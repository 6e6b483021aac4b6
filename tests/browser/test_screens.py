"""Every page with large letters and on small screens: nothing runs off its side, every control is on it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from glutes.accounts.models import User
from glutes.exercises.models import Cue
from glutes.routines.models import Prescription
from glutes.runs.models import ImportedRun
from tests.browser.phone import sign_in, start, stop_clock, wait_until
from tests.make import NOON, make_catalogue, make_own, make_plan_day, make_routine, make_set, make_workout
from tests.owner import Owner, ask

pytestmark = pytest.mark.django_db(transaction=True)

SIZES = {(320, 568): [100, 200], (844, 390): [100, 200], (1280, 800): [200], (390, 844): [200]}
"""Width and height, and the sizes of letters in per cent; last the phone on which words are looked at next."""

BEYOND = """(percents) => percents.flatMap((percent) => {
  document.documentElement.style.fontSize = `${percent}%`;
  const { clientWidth: wide, scrollWidth } = document.documentElement;
  const out = (element) => element.getBoundingClientRect().right > wide + 1;
  const widest = [...document.querySelectorAll("main *")].filter((one) => out(one) && ![...one.children].some(out));
  const names = widest.slice(0, 4).map((one) => `${one.tagName} ${one.textContent.trim().slice(0, 20)}`);
  const found = scrollWidth > wide ? [`${scrollWidth} px wide: ${names.join(" | ")}`] : [];
  const rolls = (element) => element && element !== document.body &&
    (isScroller(element) || rolls(element.parentElement));
  const isScroller = (element) =>
    /auto|scroll/.test(getComputedStyle(element).overflowX) && element.scrollWidth > element.clientWidth;
  const CONTROLS = "button, a.button, a.quiet, input, select, textarea, summary, h1, h2";
  for (const dialog of document.querySelectorAll("dialog[open]"))
    if (dialog.scrollWidth > dialog.clientWidth) found.push(`a dialog scrolls sideways: ${dialog.id}`);
  const isSeen = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  for (const element of document.querySelectorAll(CONTROLS)) {
    if (!isSeen(element) || element.closest(".unseen, .skip") || rolls(element.parentElement)) continue;
    const { left, right, width } = element.getBoundingClientRect();
    const name = `${element.tagName} ${element.textContent.trim().slice(0, 40)}`;
    if (width > 1 && (left < -1 || right > wide + 1)) found.push(`${name}: ${Math.round(left)}–${Math.round(right)}`);
    if (/^H/.test(element.tagName) && element.scrollWidth > element.clientWidth + 1) found.push(`${name} is cut`);
  }
  return found.map((what) => [percent, what]);
})"""


BROKEN = """(percent) => {
  document.documentElement.style.fontSize = `${percent}%`;
  const words = [], texts = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const { data, parentElement } = texts.currentNode;
    if (!parentElement.checkVisibility() || parentElement.closest(".unseen, .command, .source-list a, code")) continue;
    for (const { 0: word, index } of data.matchAll(/[\\p{L}\\p{N}]+/gu)) {
      const range = document.createRange();
      range.setStart(texts.currentNode, index);
      range.setEnd(texts.currentNode, index + word.length);
      const lines = [...range.getClientRects()].filter(({ width }) => width > 0).map(({ top }) => Math.round(top));
      if (word.length <= 14 && new Set(lines).size > 1) words.push(word);
    }
  }
  return words;
}"""
"""The words that are broken over two lines. Words of addresses and commands may be, and those of over 14 letters."""


@pytest.fixture
def phone(new_context, live_server):
    make_catalogue()
    owner = Owner()
    context = new_context(base_url=live_server.url)
    sign_in(context, live_server, owner.user)
    page = context.new_page()
    page.owner = owner
    return page


def beyond(page, where, sizes=SIZES):
    """What runs off the page at each of the sizes."""
    found = []
    for (width, height), percents in sizes.items():
        page.set_viewport_size({"width": width, "height": height})
        for percent, what in page.evaluate(BEYOND, percents):
            found.append(f"{where} at {width} × {height}, {percent} %: {what}")
    return found


TYPED = {"username", "name", "title", "summary", "about", "note", "label", "by", "aliases", "text", "prescribed_note"}
"""The columns that hold what members write."""
ONE_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 4


def write_long_words(user):
    """Makes all that this member wrote, or sees of what was done, one word that is as long as there is room for."""
    owned = [(field.model, {field.name: user}) for field in User.ownerships()]
    parts = [(Cue, {"exercise__user": user}), (Prescription, {"routine__user": user})]
    for model, mine in [(User, {"pk": user.pk}), *owned, *parts]:
        for field in [field for field in model._meta.concrete_fields if field.name in TYPED]:
            for row in model.objects.filter(**mine):
                word = f"{row.pk}{ONE_WORD}"[: field.max_length]
                model.objects.filter(pk=row.pk).update(**{field.name: word})


def pages(owner, word=""):
    """The address of every page that the owner sees, or of every one with this word."""
    for _, address, _ in owner.addresses():
        answer = ask(owner.user, "GET", address, {}, {})
        if (
            answer.status_code != 200
            or not answer["Content-Type"].startswith("text/html")
            or b"<html" not in answer.getvalue()
            or word not in answer.text
        ):
            continue
        yield address


def test_no_page_runs_off_its_side_every_control_is_on_it_and_no_ordinary_word_is_broken(phone):
    found, broken, seen = [], [], 0
    for address in pages(phone.owner):
        phone.goto(address)
        seen += 1
        found += beyond(phone, address)
        phone.set_viewport_size({"width": 390, "height": 844})
        broken += [
            f"{address} {percent} %: {word}" for percent in (100, 200) for word in phone.evaluate(BROKEN, percent)
        ]
    assert found == [], "\n".join(found)
    assert broken == [], "\n".join(broken)
    assert seen > 25


def test_a_day_with_another_session_a_run_from_a_file_and_an_undo_break_no_word_either(phone):
    owner = phone.owner
    user, today = owner.user, owner.user.local_date()
    routine = make_routine(user, [(owner.exercise, {})], name="Five from the living room")
    make_plan_day(user, today.weekday(), routine).instead(today, owner.routine, None)
    run = {"title": "Thursday run by the river", "name": "run", "kind": "easy", "done": True}
    ImportedRun.objects.create(user=user, origin="file", uid="1", day=today, **run)
    gone = make_routine(user, [(owner.exercise, {})], name="At home with nothing")
    gone.discard(timezone.now())
    found, broken = [], []
    for address in ("/plan/", "/", "/account/runs/", f"/routines/?removed={gone.pk}"):
        phone.goto(address)
        found += beyond(phone, address)
        phone.set_viewport_size({"width": 390, "height": 844})
        broken += [f"{address}: {word}" for word in phone.evaluate(BROKEN, 200)]
    assert (found, broken) == ([], [])
    assert phone.goto("/plan/").text().count(" instead") == 1


def test_on_its_side_an_exercise_opens_on_its_picture(phone):
    phone.set_viewport_size({"width": 844, "height": 390})
    phone.goto("/exercises/glute-bridge/")
    expect(phone.locator(".stage-hero img").first).to_be_visible()
    picture, bar = (phone.locator(one).first.bounding_box() for one in (".stage-hero img", ".nav"))
    assert picture["height"] > 150
    assert picture["y"] + picture["height"] <= bar["y"]


SCREENS = {(390, 844): [100], (320, 568): [100], (1280, 800): [100]}


def test_no_word_that_somebody_writes_pushes_a_page_off_its_side(phone):
    owner = phone.owner
    today = owner.user.local_date()
    for weekday in range(1, 7):
        make_plan_day(owner.user, weekday, owner.routine)
    owner.user.races.create(date=today, name="zebra race today")
    write_long_words(owner.user)
    opened = f"/plan/?open={owner.plan_day.pk}&date={today - timedelta(days=today.weekday())}"
    found, written = [], list(pages(owner, ONE_WORD[:9]))
    assert len(written) > 25
    for address in [*written, opened]:
        phone.goto(address)
        found += beyond(phone, address, SCREENS)
    phone.get_by_role("button", name="Skip").first.click()
    expect(phone.locator(".said").get_by_role("button", name="Undo")).to_be_visible()
    found += beyond(phone, "what was said of a skip", SCREENS)
    assert found == [], "\n".join(found)


OUT_OF_VIEW = """() => [...document.querySelectorAll("main tr")].flatMap((row) => {
  const numbers = [...row.cells].filter((cell) => cell.matches("td"));
  const number = numbers.at(row.closest(".table-tight") ? -1 : 0);
  const end = row.closest(".scroll, .card").getBoundingClientRect().right + 1;
  return number?.checkVisibility() && number.getBoundingClientRect().right > end ? [row.textContent.trim()] : [];
})"""
"""The rows of tables whose first number one sees only after scrolling sideways; in tight tables, any number."""


def test_no_word_widens_the_pages_of_a_session_or_a_message(phone):
    owner, user = phone.owner, phone.owner.user
    user.workouts.update(finished_at=NOON)
    sided = make_own(user, "zebra step", sides="each")
    routine = make_routine(user, [(sided, {"rest_s": 30, "sets": 2}), (owner.own, {"sets": 1})], name="zebra both")
    workout = make_workout(user, [sided, owner.own], name="zebra", routine=routine, finished_at=NOON)
    for number, load in enumerate(("5.5", "9.25", "12.5"), start=1):
        for side in ("left", "right"):
            make_set(workout, number=number, side=side, load_kg=load)
    make_set(workout, slot=1)
    write_long_words(user)
    found = []

    def look(where):
        found.extend(beyond(phone, where, SCREENS))
        for width in (320, 390):
            phone.set_viewport_size({"width": width, "height": 844})
            found.extend(f"{where} at {width}: no number in sight: {row}" for row in phone.evaluate(OUT_OF_VIEW))

    phone.goto("/plan/runs/")
    form = phone.locator("form:has(#race-add)")
    form.locator("[name=name]").fill(ONE_WORD[:60])
    form.locator("[name=date]").fill(str(user.local_date() + timedelta(days=9)))
    form.get_by_role("button").click()
    expect(phone.locator(".said")).to_contain_text(ONE_WORD[:60])
    look("what is said once")
    phone.goto(workout.get_absolute_url())
    expect(phone.get_by_role("heading", name="What you did")).to_be_visible()
    look("the summary")
    phone.set_viewport_size({"width": 1280, "height": 800})
    phone.mouse.wheel(0, 600)
    wait_until(phone, lambda: phone.evaluate("scrollY > 300"), "it scrolls")
    head, body = (phone.locator(f".summary-{part}").bounding_box() for part in ("head", "body"))
    assert head["y"] + head["height"] <= body["y"], "the head of a summary lies on what follows"
    phone.goto(f"/workouts/start/?exercise={owner.own.slug}")
    look("the start of one exercise")
    hold = make_own(user, f"Hold {ONE_WORD}"[:80], measure="seconds")
    phone.goto(f"/workouts/start/?exercise={hold.slug}")
    expect(phone.get_by_role("heading", name="Your next 4")).to_be_visible()
    look("the start of a hold")
    phone.goto(f"/workouts/start/?routine={routine.pk}")
    look("the start of a routine")
    stop_clock(phone)
    start(phone, routine)
    look("a set")
    for shown in ("the other side", "the rest"):
        phone.locator("[data-act=main]").click()
        phone.clock.run_for(1000)
        look(shown)
    expect(phone.locator(".resting")).to_be_visible()
    phone.locator("[data-act=edit]").click()
    expect(phone.locator("#player-fix")).to_be_visible()
    look("a set to edit")
    phone.keyboard.press("Escape")
    phone.get_by_role("button", name="Session menu").click()
    look("the menu")
    phone.locator("#player-menu summary").click()
    phone.get_by_label("Any exercise, by name").fill("zebra")
    look("another exercise")
    phone.locator("#player-menu [data-act=close]").click()
    phone.set_viewport_size({"width": 390, "height": 844})
    end = phone.get_by_role("heading", name="That’s the lot.")
    for _ in range(12):
        phone.clock.run_for(60_000)
        if end.is_visible():
            break
        phone.locator("[data-act=main]").click()
    expect(end).to_be_visible()
    look("the end")
    assert found == [], "\n".join(found)
