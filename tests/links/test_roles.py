"""Who may do what behind a link: every route with a token, for everybody who may come along with one."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone

from glutes.accounts.models import User
from glutes.links.models import Link
from tests.make import make_exercise, make_routine, make_user
from tests.owner import routes

pytestmark = pytest.mark.django_db

WHO = ["nobody", "guest", "owner", "member"]
ROUTINE, REPORT = "r/<slug:token>/", "see/<slug:token>/"

NOBODYS = "nobodys" + 17 * "x"
"""A token as long as any other."""
LINKS = {
    "to a routine": {},
    "to the report": {},
    "to the report, with proposals": {"may_propose": True},
    "that is over": {"until": -1, "may_propose": True},
    "that is closed": {"closed": True, "may_propose": True},
    "of somebody who was locked out": {"locked": True, "may_propose": True},
    "that never was": {"token": NOBODYS},
}

ALLOWED = {
    ("to a routine", ROUTINE): (200, 405),
    ("to a routine", ROUTINE + "print/"): (200, 405),
    ("to a routine", ROUTINE + "take/"): (405, 303),
    ("to the report", REPORT): (200, 405),
    ("to the report, with proposals", REPORT): (200, 405),
    ("to the report, with proposals", REPORT + "propose/"): (200, 422),
}
"""What GET and POST are answered with; POST without any field. Whatever is not here is 404, or 405 where no link is
looked up for that method. It is the same for everybody: who one is plays no part."""

METHODS = {ROUTINE: "G", ROUTINE + "print/": "G", ROUTINE + "take/": "P", REPORT: "G", REPORT + "propose/": "GP"}


def make_link(kind):
    fields = LINKS[kind]
    owner = make_user(is_active="locked" not in fields)
    if kind == "to a routine":
        return Link.objects.share(make_routine(owner, [(make_exercise(), {})])), owner
    until = owner.local_date() + timedelta(days=fields.get("until", 1))
    closed_at = timezone.now() if "closed" in fields else None
    may = fields.get("may_propose", False)
    link = Link.objects.create(user=owner, name="Anna", until=until, closed_at=closed_at, may_propose=may)
    link.token = fields.get("token", link.token)
    return link, owner


def browser_of(who, owner):
    made = {"nobody": lambda: None, "guest": User.objects.create_guest, "owner": lambda: owner, "member": make_user}
    user, client = made[who](), Client()
    if user and user.is_active:
        client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


def test_every_route_with_a_token_is_here():
    assert {route for route in routes(get_resolver()) if "<slug:token>/" in route} == set(METHODS)


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("kind", LINKS)
def test_a_link_opens_what_it_is_for_and_nothing_else_to_whoever_has_it(kind, who):
    answers, expected = {}, {}
    for route, methods in METHODS.items():
        link, owner = make_link(kind)
        address = "/" + route.replace("<slug:token>", link.token)
        client = browser_of(who, owner)
        answers[route] = client.get(address).status_code, client.post(address).status_code
        shut = tuple(404 if method in methods else 405 for method in "GP")
        expected[route] = ALLOWED.get((kind, route), shut)
    assert answers == expected


@pytest.mark.parametrize(
    "kind", [kind for kind, fields in LINKS.items() if fields.keys() & {"until", "closed", "locked", "token"}]
)
def test_a_link_that_opens_nothing_looks_like_one_that_never_was(kind):
    link, _ = make_link(kind)
    never, _ = make_link("that never was")
    for route in METHODS:
        there, nowhere = (Client().get("/" + route.replace("<slug:token>", token)) for token in (link.token, "x" * 24))
        assert there.status_code == nowhere.status_code
        assert there.text.replace(link.token, "") == nowhere.text.replace("x" * 24, "")
        assert {**there.headers, "Request-Id": ""} == {**nowhere.headers, "Request-Id": ""}
    assert never.token == NOBODYS


def test_pages_behind_a_link_stay_out_of_search_engines_caches_and_referrers():
    link, _ = make_link("to the report, with proposals")
    headers = ("X-Robots-Tag", "Cache-Control", "Referrer-Policy")
    seen, propose = Client().get(f"/see/{link.token}/"), Client().get(f"/see/{link.token}/propose/")
    assert [seen[name] for name in headers] == ["noindex, nofollow", "private, no-store", "no-referrer"]
    assert [propose[name] for name in headers] == ["noindex, nofollow", "private, no-store", "same-origin"]


def test_what_a_reader_sends_changes_nothing_of_the_members():
    link, owner = make_link("to the report, with proposals")
    routine = make_routine(owner, [(make_exercise(), {})])
    other = make_routine(make_user(), [(make_exercise(), {})])
    address = f"/see/{link.token}/propose/"
    assert Client().get(f"{address}?routine={routine.pk}").status_code == 200
    for key in (other.pk, "0", "x", "9" * 30):
        assert Client().get(f"{address}?routine={key}").status_code == 404
    before = list(routine.prescriptions.values())
    assert Client().post(address, {"note": "Hello."}).status_code == 303
    assert list(routine.prescriptions.values()) == before
    assert owner.proposals.get().note == "Hello."
