"""A best is noticed in the player at the moment it happens, by the same rules as afterwards (rules/bests.py)."""

import random
from datetime import date, timedelta
from decimal import Decimal

import pytest
from playwright.sync_api import expect

from glutes.rules.bests import Mark, new_bests
from tests.browser.phone import start, tap
from tests.make import NOON, make_exercise, make_routine, make_set, make_workout

SAY = """async ({step, done, steps, bests}) =>
  (await import('/static/js/player/bests.js')).newBest(step, done, steps, bests, 'kg')"""


def said(page, amount, load="", band=None, side="left", kind="counted", form_ok=1, bests=(), before=()):
    """What is said of a set, after others of this session."""
    steps = [{"id": str(n), "exercise": "squat", "side": side, "kind": kind} for n in range(len(before) + 1)]
    sets = [*before, {"amount": amount, "load": load, "band": band, "form_ok": form_ok}]
    done = {step["id"]: one for step, one in zip(steps, sets, strict=True)}
    return page.evaluate(SAY, {"step": steps[-1], "done": done, "steps": steps, "bests": list(bests)})


LOADS = None, Decimal(4), Decimal(8)
BODY, LOADED, BANDED = ["left", 13, 0, 0], ["left", 10, 8, 0], ["left", 10, 0, 3]


@pytest.mark.parametrize(
    ("done", "words"),
    [
        ({"amount": 14, "bests": [BODY]}, "Most reps yet on the left: 14."),
        ({"amount": 13, "bests": [BODY]}, ""),
        ({"amount": 14, "bests": [BODY], "form_ok": 0}, ""),
        ({"amount": 14, "bests": []}, ""),
        ({"amount": 14, "bests": [BODY], "side": "right"}, ""),
        ({"amount": 14, "bests": [["both", 13, 0, 0]], "side": "both"}, "Most reps yet: 14."),
        ({"amount": 42, "bests": [BODY], "kind": "timed"}, "Longest hold yet on the left: 42 seconds."),
        ({"amount": 8, "load": "10 kg", "bests": [BODY, LOADED]}, "Heaviest yet on the left: 10 kg."),
        ({"amount": 11, "load": "8 kg", "bests": [BODY, LOADED]}, "Most reps yet with 8 kg on the left: 11."),
        ({"amount": 11, "load": "17.64 lb", "bests": [BODY, LOADED]}, "Heaviest yet on the left: 17.64 lb."),
        ({"amount": 8, "band": 4, "bests": [BANDED]}, "Strongest band yet on the left: band 4."),
        ({"amount": 11, "band": 3, "bests": [BODY, BANDED]}, "Most reps yet with band 3 on the left: 11."),
        ({"amount": 14, "bests": [BODY], "before": [{"amount": 15, "load": "", "band": None, "form_ok": 1}]}, ""),
    ],
)
def test_a_best_is_named_by_what_is_greater_than_before(scripts, done, words):
    assert said(scripts, **done) == words


def test_the_script_says_something_exactly_where_the_rules_find_a_new_best(scripts):
    """300 times a set after up to five others, with loads and without."""
    chance, day = random.Random(60), date(2026, 1, 1)
    for _ in range(300):
        marks = [
            Mark(day + timedelta(days=n), "left", chance.randint(1, 5), None, chance.choice(LOADS))
            for n in range(chance.randint(1, 6))
        ]
        new = marks.pop()
        bests = [[mark.side, mark.amount, float(mark.weight[0]), 0] for mark in marks]
        words = said(scripts, new.amount, f"{new.load_kg} kg" if new.load_kg else "", bests=bests)
        assert bool(words) == bool(new_bests([new], marks)), (new, marks, words)


@pytest.mark.django_db(transaction=True)
def test_the_rest_after_it_shows_it_and_says_it(phone, user):
    squat = make_exercise("squat", sides="each", load="none")
    earlier = make_workout(user, [squat], started=NOON)
    for side in ("left", "right"):
        make_set(earlier, side=side, reps=9)
    start(phone, make_routine(None, [(squat, {"sets": 2, "rest_s": 30})]))
    target = phone.locator("[data-show=digits]")
    for _ in range(10 - int(target.inner_text())) if target.inner_text().isdigit() else ():
        tap(phone, "One rep more")
    expect(target).to_have_text("10")
    phone.locator("[data-act=main]").click()
    expect(phone.locator("#player-said")).to_contain_text("Most reps yet on the left: 10.")
    phone.clock.run_for(1_000)
    phone.locator("[data-act=main]").click()
    expect(phone.locator("[data-show=best]")).to_have_text(
        "Most reps yet on the left: 10. Most reps yet on the right: 10."
    )
