"""Nobody sees anyone else's rows, whatever they ask for and however they ask."""

import logging
import re

import pytest

from glutes.accounts.models import User
from tests.make import NOON, make_user
from tests.owner import SECRETS, Owner, ask

pytestmark = pytest.mark.django_db

PLAIN, HTMX, JSON = {}, {"HX-Request": "true"}, {"Accept": "application/json"}
# HEAD is answered with what GET says, less the page, and outside the API nothing takes PUT, PATCH or DELETE, whoever
# asks: tests/test_who_may.py. So only one visitor asks for these there, to see what is said.
ASKED = [
    ("GET", PLAIN),
    ("GET", HTMX),
    ("POST", PLAIN),
    ("POST", HTMX),
    ("POST", JSON),
]
FOR_SCRIPTS = [("PUT", PLAIN), ("PATCH", PLAIN), ("DELETE", PLAIN)]


@pytest.fixture
def owner():
    return Owner()


@pytest.fixture(autouse=True)
def quiet(monkeypatch):
    """A hundred refusals need no line each."""
    monkeypatch.setattr(logging.getLogger("django.request"), "disabled", True)


def fields_naming(owner):
    """What a hostile form may hold: every id of the owner's, under every name a form of ours could read."""
    ids = {
        "routine": owner.routine.pk,
        "prescription": owner.prescription.pk,
        "workout": owner.workout.pk,
        "workout_exercise": owner.set.workout_exercise_id,
        "kit": owner.kit.pk,
        "plan_day": owner.plan_day.pk,
        "day": owner.plan_day.pk,
        "exercise": owner.own.slug,
        "equipment": owner.equipment.slug,
    }
    people = dict.fromkeys(("user_id", "owner", "guest"), owner.user.pk)
    moment = NOON.isoformat()
    logged = {"started": moment, "logged_at": moment, "finished_at": moment, "slot": 0, "number": 1, "side": "both"}
    return ids | people | logged | {"reps": 5, "effort": 3, "note": "x", "name": "x", "weekday": 1, "kind": "easy"}


def stands_in(text, secret):
    """Whether it stands there as a word or a whole number: a token or a key may hold its letters by chance."""
    ends = "(?![0-9])" if secret[-1].isdigit() else ""
    return re.search(rf"(?<![A-Za-z0-9_-]){re.escape(secret)}{ends}", text, re.IGNORECASE) is not None


def problems_with(response, own, visitor):
    """What is wrong with an answer to somebody who is not the owner."""
    body = b"".join(response) if response.streaming else response.content
    headers = [value for name, value in response.headers.items() if name != "Request-Id"]  # Digits by chance.
    seen = " ".join([body.decode(errors="replace"), *headers])
    leaked = [secret for secret in SECRETS if stands_in(seen, secret)]
    if leaked and visitor:  # On PostgreSQL, keys of earlier tests are not given again: the visitor's may be any number.
        seen = re.sub(rf"\b{visitor.pk}\b", "", seen)
        leaked = [secret for secret in leaked if stands_in(seen, secret)]
    if leaked:
        yield f"shows {leaked}"
    refusals = (404, 405) if visitor else (204, 303, 401, 404, 405)
    if response.status_code >= 500 or (own and response.status_code not in refusals):
        yield f"answers {response.status_code}"


@pytest.mark.parametrize("who", ["nobody", "guest", "member"])
def test_no_route_shows_or_changes_anything_of_anybody_elses(owner, who):
    make = {"nobody": lambda: None, "guest": User.objects.create_guest, "member": make_user}[who]
    before, fields, problems = owner.rows(), fields_naming(owner), []
    for route, address, own in owner.addresses():
        visitor, refused = make(), set()
        for method, headers in ASKED + FOR_SCRIPTS * (who == "member" or route.startswith("api/")):
            if method in refused:  # By a decorator, before it looks at anything else.
                continue
            response = ask(visitor, method, address, headers, fields)
            refused |= {method} if response.status_code == 405 and method != "POST" else set()
            problems += [f"{method} {route} {headers} {what}" for what in problems_with(response, own, visitor)]
    assert problems == []
    assert owner.rows() == before


def test_the_owner_has_a_row_in_every_table_that_could_leak(owner):
    empty = [model.__name__ for model, rows in owner.rows().items() if not rows]
    assert empty == [], "tests/owner.py: give the owner a row in these tables, and name it zebra"


def test_the_owner_finds_every_address_of_theirs_and_what_is_on_it(owner):
    lost, seen = [], ""
    for route, address, own in owner.addresses():
        response = ask(owner.user, "GET", address, PLAIN, {})
        lost += [route] if own and response.status_code == 404 else []
        seen += "" if response.streaming else response.content.decode(errors="replace")
    assert lost == []
    assert [secret for secret in SECRETS if not stands_in(seen, secret)] == []


def test_whoever_goes_takes_everything_along(owner):
    User.objects.get(pk=owner.user.pk).delete()
    assert [model.__name__ for model, rows in owner.rows().items() if rows] == []


def test_all_that_a_guest_has_moves_to_the_member_they_turn_out_to_be(owner):
    member, before = make_user(), {model: len(rows) for model, rows in owner.rows().items()}
    member.take_over(owner.user)
    owner.user = member
    assert {model: len(rows) for model, rows in owner.rows().items()} == before
