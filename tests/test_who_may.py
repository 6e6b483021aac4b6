"""Who may do what: every route of the site, every method, everybody who may come along, and the answer.

The routes come from the resolver: one that is not in ROUTES fails here, and so does one that is there no more. Whoever
adds a route says below what kind it is. What a link shows, and to whom, is told apart further in
tests/links/test_roles.py; that no answer shows anything of anybody else's, in tests/test_access.py.
"""

import logging
from functools import cache

import pytest
from django.db import transaction
from django.test import Client

from glutes.accounts.models import User
from glutes.api.models import ApiToken
from glutes.links.models import Link
from tests.make import make_user
from tests.owner import Owner, send

pytestmark = pytest.mark.django_db

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
ASK_FOR_HEAD = "nobody", "member", "owner"
"""HEAD is answered by the code of GET, so it is enough that these ask for it."""

KINDS = {
    "page for all": ("200 405", "200 405", "200 405", "200 405"),
    "page": ("303 303", "200 405", "200 405", "200 405"),
    "page with a form": ("303 303", "200 422", "200 422", "200 422"),
    "page with a form that may be empty": ("303 303", "200 303", "200 303", "200 303"),
    "form": ("303 303", "405 422", "405 422", "405 422"),
    "button": ("303 303", "405 303", "405 303", "405 303"),
    "own page": ("303 303", "404 405", "200 405", "404 405"),
    "own page, or a ready-made one": ("404 405", "404 405", "200 405", "404 405"),
    "own page with a form": ("303 303", "404 404", "200 422", "404 404"),
    "own page with a button": ("303 303", "404 404", "200 303", "404 404"),
    "own form": ("303 303", "405 404", "405 422", "405 404"),
    "own button": ("303 303", "405 404", "405 303", "405 404"),
    "own button, of what they have not": ("303 303", "405 404", "405 404", "405 404"),
    "own exercise's page, of one that is nobody's": ("303 303", "404 404", "404 404", "404 404"),
    "photo, of an exercise that has none": ("303 303", "404 405", "404 405", "404 405"),
    "columns of an import that needs none": ("303 303", "404 404", "303 303", "404 404"),
    "import that is not done yet": ("303 303", "405 404", "405 404", "405 404"),
    "way in": ("200 422", "200 422", "303 303", "303 303"),
    "way in with a tap": ("405 303", "405 303", "405 303", "405 303"),
    "way out": ("303 303", "200 200", "200 303", "200 303"),
    "page for members": ("303 303", "303 303", "200 422", "200 422"),
    "page for members, without a form": ("303 303", "303 405", "200 405", "200 405"),
    "page of a site that sends e-mail": ("303 303", "404 404", "404 404", "404 404"),
    "for passkeys, where none are offered": ("303 303", "405 404", "405 404", "405 404"),
    "way in with a passkey, where none are offered": ("405 404", "405 404", "405 404", "405 404"),
    "page for who was a guest": ("303 303", "303 303", "303 303", "303 303"),
    "behind a link": ("404 405", "404 405", "404 405", "404 405"),
    "behind a link, with a form": ("404 404", "404 404", "404 404", "404 404"),
    "behind a link, with a tap": ("405 404", "405 404", "405 404", "405 404"),
    "for scripts, to read": ("401 405", "401 405", "401 405", "401 405"),
    "for scripts, to read, put and delete": ("401 405", "401 405", "401 405", "401 405"),
    "for scripts, to put and delete": ("405 405", "405 405", "405 405", "405 405"),
    "for scripts, to post": ("405 401", "405 401", "405 401", "405 401"),
    "for scripts, their description": ("200 200", "200 200", "200 200", "200 200"),
    "for scripts, nothing": ("404 404", "404 404", "404 404", "404 404"),
}
"""What GET and POST, without any field, are answered with to nobody, a guest, the owner of the row and another member.
HEAD is answered like GET. Whatever else is asked for is 405, but 303 to nobody where one has to log in first."""

NOBODY_IN_PARTICULAR = "nobody", "guest", "owner", "member"

ELSE = {
    "way out": {"nobody": 405},
    "page for all": {"nobody": 405},
    "for scripts, their description": dict.fromkeys(NOBODY_IN_PARTICULAR, 200),
    "for scripts, nothing": dict.fromkeys(NOBODY_IN_PARTICULAR, 404),
}
"""Answers to PUT, PATCH, DELETE and OPTIONS that are not as said above."""

ROUTES = """
page for all: healthz/ manifest.webmanifest robots.txt sw.js offline/ https/
page for all: figures/muscles.svg figures/sprite.svg figures/<slug:slug>.svg
page for all: exercises/ exercises/signs/ exercises/<slug:slug>/ sources/ sources/what-is-known/ when-to-stop/ routines/
page: checks/ checks/<slug:kind>/ plan/ plan/print/ plan/runs/ progress/ progress/report/ progress/<slug:slug>/
page: account/sets.csv account/export.json account/calendar/ account/watch/ account/watch/week.zip account/scripts/
page: workouts/ account/runs/ account/data/
page with a form: exercises/new/ routines/new/ account/ account/links/ account/delete/ import/ workouts/past/
page with a form that may be empty: account/wishes/<slug:slug>/ workouts/start/
form: account/time-zone/ account/kit/<slug:slug>/ account/scripts/make/ checks/remind/ plan/put/ plan/rearrange/
form: plan/places/ plan/rhythms/
form: account/runs/address/ account/runs/key/ account/runs/files/ plan/pauses/add/ plan/runs/add/ plan/races/add/
button: account/leave/ account/looked-at/<slug:slug>/ account/taken-up/<slug:slug>/ account/easier-week/ checks/habit/
button: account/watch/ended/
button: account/devices/others/end/ account/runs/look/ account/runs/kinds/ account/calendar/make/ account/calendar/stop/
own page: routines/<int:pk>/edit/ routines/<int:pk>/workout.fit checks/<uuid:pk>/ import/<int:pk>/
own page: import/<int:pk>/unread.csv workouts/<uuid:pk>/ workouts/<uuid:pk>/pick/ workouts/<uuid:pk>/activity.fit
own page, or a ready-made one: routines/<int:pk>/ routines/<int:pk>/print/
own page with a form: routines/<int:pk>/add-own/ workouts/<uuid:pk>/add-own/
own page with a button: routines/<int:pk>/share/
own form: routines/<int:pk>/change/ routines/<int:pk>/add/ routines/prescriptions/<int:pk>/update/
own form: routines/prescriptions/<int:pk>/place/ routines/prescriptions/<int:pk>/swap/
own form: routines/prescriptions/<int:pk>/count/ checks/<uuid:pk>/result/ plan/<int:pk>/move/ plan/<int:pk>/skip/
own form: plan/<int:pk>/halve/ plan/<int:pk>/change/ plan/<int:pk>/remove/ workouts/<uuid:pk>/sets/
own form: plan/<int:pk>/instead/ workouts/<uuid:pk>/slots/ workouts/<uuid:pk>/morning/ workouts/<uuid:pk>/times/
own button: routines/<int:pk>/copy/ routines/<int:pk>/archive/ routines/<int:pk>/unarchive/ routines/<int:pk>/delete/
own button: routines/<int:pk>/restore/ routines/<int:pk>/swap/ routines/<int:pk>/widen/ routines/<int:pk>/way/
own button: routines/<int:pk>/circuit/ routines/<int:pk>/rewrite/ routines/<int:pk>/sort/ routines/<int:pk>/clock/
own button: routines/prescriptions/<int:pk>/up/ routines/prescriptions/<int:pk>/down/
own button: routines/prescriptions/<int:pk>/join/ routines/prescriptions/<int:pk>/leave/
own button: routines/prescriptions/<int:pk>/duplicate/ routines/prescriptions/<int:pk>/delete/
own form: account/links/<int:pk>/last-day/
own button: routines/prescriptions/<int:pk>/restore/ account/links/<int:pk>/close/ account/links/<int:pk>/open/
own button: account/proposals/<int:pk>/take/ account/proposals/<int:pk>/decline/ account/proposals/<int:pk>/undo/
own button: account/devices/<int:pk>/end/ account/passkeys/<int:pk>/remove/
own button: account/kit/<int:pk>/remove/ account/locks/<slug:slug>/lift/ account/scripts/<int:pk>/revoke/
own button: account/calendar/renew/ account/calendar/ring/ checks/<uuid:pk>/delete/ checks/<uuid:pk>/restore/
own button: plan/pauses/<int:pk>/end/ plan/runs/<int:pk>/remove/ plan/races/<int:pk>/long-run/
own button: plan/imported/<int:pk>/remove/ plan/imported/<int:pk>/restore/
own button: plan/races/<int:pk>/remove/ import/<int:pk>/bring/ workouts/<uuid:pk>/finish/ workouts/<uuid:pk>/reopen/
own button: workouts/<uuid:pk>/delete/ workouts/<uuid:pk>/restore/ account/kit/<int:pk>/restore/
own button, of what they have not: account/runs/<slug:origin>/stop/ account/watch/send/ workouts/<uuid:pk>/send/
own button, of what they have not: account/watch/every/
own button, of what they have not: exercises/<slug:slug>/delete/ exercises/<slug:slug>/restore/
own exercise's page, of one that is nobody's: exercises/<slug:slug>/edit/
photo, of an exercise that has none: exercises/<slug:slug>/photo.jpg
columns of an import that needs none: import/<int:pk>/columns/
import that is not done yet: import/<int:pk>/undo/
way in: account/signup/ account/login/
way in with a tap: account/guest/
way out: account/logout/
page for members: account/password/
page for members, without a form: account/devices/ account/passkeys/
for passkeys, where none are offered: account/passkeys/options/ account/passkeys/add/ account/passkeys/sign-up/
way in with a passkey, where none are offered: account/login/passkey/ account/login/passkey/options/
page of a site that sends e-mail: account/email/
behind a link, with a form: account/email/<str:key>/ account/forgotten/ account/forgotten/<slug:key>/
page for who was a guest: account/bring/
behind a link: r/<slug:token>/ r/<slug:token>/print/ see/<slug:token>/ calendar/<slug:token>.ics
behind a link, with a form: see/<slug:token>/propose/
behind a link, with a tap: r/<slug:token>/take/
for scripts, to read: api/v1/exercises api/v1/routines api/v1/checks api/v1/workouts
for scripts, to read, put and delete: api/v1/workouts/<pk>
for scripts, to put and delete: api/v1/checks/<pk>
for scripts, to post: api/v1/workouts/<pk>/sets api/v1/workouts/<pk>/slots
for scripts, their description: api/v1/openapi.json
for scripts, nothing: api/v1/ api/<path:rest>
"""
"""The kind of every route. "" is Today, or the page that says what this is: a page for all."""

VERBS = {"GET": "read", "PUT": "put", "POST": "post", "DELETE": "delete"}
SCRIPTS = {
    "read": {"GET": 200, "POST": 403, "PUT": 403, "DELETE": 403},
    "write": {"GET": 200, "POST": 400, "PUT": 422, "DELETE": 200},
}
"""What the API answers to a token: to one that may only read, and to one that may write, with nothing to write."""

LINK_READERS = {
    "reader": {"r/<slug:token>/": 200, "r/<slug:token>/print/": 200, "see/<slug:token>/": 200},
    "proposer": {"see/<slug:token>/": 200, "see/<slug:token>/propose/": 200},
}
"""What GET is answered with behind a link to a routine and to the report, and with the right to propose."""


@cache
def kinds():
    """{route: kind}."""
    found = {"": "page for all"}
    for line in ROUTES.strip().splitlines():
        kind, _, names = line.partition(": ")
        found |= dict.fromkeys(names.split(), kind)
    return found


def expected(kind, column, who, method):
    """The status that is asked for."""
    get, post = KINDS[kind][column].split()
    if method in ("GET", "HEAD", "POST"):
        answer = post if method == "POST" else get
        return 405 if kind.startswith("for scripts, to") and method == "HEAD" else int(answer)
    if kind.endswith("put and delete") and method in ("PUT", "DELETE"):
        return 401
    usual = 303 if who == "nobody" and get == post == "303" else 405
    return ELSE.get(kind, {}).get(who, usual)


@pytest.fixture
def owner(monkeypatch):
    monkeypatch.setattr(logging.getLogger("django.request"), "disabled", True)
    return Owner()


def asked(method, address, cookies=None, **headers):
    """The status of one request without any field; what it changes is undone."""
    before = transaction.savepoint()
    try:
        return send(method, address, cookies or {}, headers).status_code
    finally:
        transaction.savepoint_rollback(before)


def cookies_of(user):
    client = Client()
    if user:
        client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return dict(client.cookies)


def addresses(owner):
    """{route: address}: of an exercise the catalogue's, where it may be everybody's; else the owner's own row."""
    return {route: address for route, address, _ in owner.addresses()}


def test_every_route_is_of_a_kind_and_every_kind_has_routes(owner):
    there = set(addresses(owner))
    assert there - set(kinds()) == set(), "tests/test_who_may.py: say what kind of route these are"
    assert set(kinds()) - there == set()
    assert set(kinds().values()) == set(KINDS)


@pytest.mark.parametrize("who", NOBODY_IN_PARTICULAR)
def test_every_route_answers_everybody_as_the_table_says(owner, who):
    made = {
        "nobody": lambda: None,
        "guest": User.objects.create_guest,
        "owner": lambda: owner.user,
        "member": make_user,
    }
    cookies, column, wrong = cookies_of(made[who]()), NOBODY_IN_PARTICULAR.index(who), {}
    for route, address in addresses(owner).items():
        for method in METHODS:
            if (kind := kinds().get(route)) is None or (method == "HEAD" and who not in ASK_FOR_HEAD):
                continue
            status, wanted = asked(method, address, cookies), expected(kind, column, who, method)
            if status != wanted:
                wrong[f"{method} {route}"] = (status, wanted)
    assert wrong == {}


@pytest.mark.parametrize("scope", SCRIPTS)
def test_a_token_opens_the_api_and_nothing_else(owner, scope):
    _, key = ApiToken.objects.make(owner.user, name="script", scope=scope)
    bearer = {"authorization": f"Bearer {key}"}
    found = addresses(owner)
    api = {route: kind for route, kind in kinds().items() if kind.startswith("for scripts, to")}
    wrong = {}
    for route, kind in api.items():
        for method in (name for name, verb in VERBS.items() if verb in kind):
            status = asked(method, found[route], **bearer)
            if status != SCRIPTS[scope][method]:
                wrong[f"{method} {route}"] = (status, SCRIPTS[scope][method])
    assert wrong == {}
    pages = [found[route] for route, kind in kinds().items() if kind in ("page", "own page")]
    assert {asked("GET", address, **bearer) for address in pages} == {303}


@pytest.mark.parametrize("who", LINK_READERS)
def test_a_link_opens_what_is_behind_it_and_nothing_else(owner, who):
    until = owner.user.local_date().replace(year=2099)
    report = Link.objects.create(user=owner.user, name="Anna", until=until, may_propose=who == "proposer")
    tokens = {"r": Link.objects.share(owner.routine).token if who == "reader" else "nobodys", "see": report.token}
    behind = [route for route in kinds() if "<slug:token>/" in route]
    answers = {
        route: asked("GET", "/" + route.replace("<slug:token>", tokens[route.partition("/")[0]])) for route in behind
    }
    assert {route: status for route, status in answers.items() if status == 200} == LINK_READERS[who]
    assert set(answers.values()) == {200, 404, 405}
