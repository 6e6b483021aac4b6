"""The headers of every kind of answer: what a browser may do with it, and who may keep it.

The policy is read by the rules of Mozilla's Observatory and of Google's CSP Evaluator, which are written down below.
"""

import logging
import re
from contextlib import nullcontext

import pytest
from django.core.cache import cache
from django.test import Client, override_settings
from django.utils import timezone

from glutes.api.models import ApiToken
from glutes.links.models import Link
from glutes.middleware import PolicyMiddleware
from tests.owner import Owner
from tests.test_storage_faults import LOCKED, failing

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("default:.*No directory at")]

ALWAYS = {"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "same-origin"}
ON_PAGES = {"Cross-Origin-Opener-Policy": "same-origin", "Permissions-Policy": PolicyMiddleware.FEATURES}
PRIVATE, NEVER, NONE = "private, no-store", "no-store", None
UNASKED = "max-age=0, no-cache, no-store, must-revalidate, private"
HEADERS = {
    "script": {"Authorization": "Bearer {key}"},
    "stranger": {"Authorization": "Bearer glu_wrong"},
    "elsewhere": {"Host": "elsewhere.example"},
}
"""What some visitors send along: a script with a key, one with a wrong key, and who asks for another host."""
DIRECTIVES = [
    *("default-src", "script-src", "style-src", "img-src", "connect-src", "manifest-src", "worker-src", "font-src"),
    *("media-src", "object-src", "frame-src", "base-uri", "form-action", "frame-ancestors"),
]
CLOSED = {"default-src", "object-src", "frame-src", "base-uri", "frame-ancestors"}

ANSWERS = {
    "nobody GET /": (200, NONE, True),
    "nobody GET /exercises/": (200, NONE, False),
    "nobody GET /account/login/": (200, NONE, True),
    "nobody GET /offline/": (200, "no-cache", False),
    "nobody GET /sw.js": (200, "no-cache", False),
    "nobody GET /manifest.webmanifest": (200, "public, max-age=3600", False),
    "nobody GET /figures/muscles.svg": (200, "public, max-age=300", False),
    "nobody GET /healthz/": (200, UNASKED, False),
    "nobody GET /api/v1/openapi.json": (200, NONE, False),
    "nobody GET /exercises": (301, NONE, False),
    "nobody GET /account/": (303, NONE, False),
    "nobody GET /nowhere/": (404, NONE, False),
    "nobody GET /static/nowhere.css": (404, NONE, False),
    "nobody GET /account/guest/": (405, NONE, False),
    "nobody GET /fail/denied/": (403, NONE, False),
    "nobody GET /fail/suspicious/": (400, NONE, False),
    "nobody GET /fail/broken/": (500, NONE, False),
    "nobody POST /account/login/": (422, NONE, True),
    "nobody GET /see/{link}/": (200, PRIVATE, False),
    "nobody GET /see/nobodys/": (404, NONE, False),
    "nobody GET /r/{shared}/": (200, PRIVATE, True),
    "nobody GET /r/{shared}/print/": (200, PRIVATE, False),
    "nobody GET /calendar/zebra-token.ics": (200, "private, no-cache", False),
    "script GET /api/v1/workouts": (200, PRIVATE, False),
    "script GET /api/v1/nowhere": (404, NONE, False),
    "script POST /api/v1/workouts": (405, NONE, False),
    "stranger GET /api/v1/workouts": (401, NONE, False),
    "owner GET /": (200, PRIVATE, True),
    "owner GET /nowhere/": (404, PRIVATE, False),
    "owner GET /account/guest/": (405, PRIVATE, False),
    "owner POST /account/": (422, PRIVATE, True),
    "owner GET /account/export.json": (200, PRIVATE, False),
    "owner GET /account/sets.csv": (200, PRIVATE, False),
    "owner GET /account/watch/week.zip": (200, PRIVATE, False),
    "owner GET /exercises/{own}/photo.jpg": (200, "private, max-age=31536000, immutable", False),
    "forger POST /account/": (403, PRIVATE, True),
    "elsewhere GET /": (400, NONE, False),
    "owner POST /checks/habit/ while the database is locked": (503, NEVER, False),
    "nobody GET /healthz/ while the database is locked": (503, UNASKED, False),
}
"""Who asks for what: the status, Cache-Control, and whether cookies come along."""
UNNAMED = {"nobody GET /see/{link}/", "nobody GET /r/{shared}/print/"}
"""Addresses that no other page hears of, not even one of ours."""


@pytest.fixture
def owner(monkeypatch):
    monkeypatch.setattr(logging.getLogger("django.request"), "disabled", True)
    return Owner()


def places(owner):
    """What stands in the braces of the addresses, and the keys of scripts."""
    until = timezone.localdate().replace(year=2099)
    key = ApiToken.objects.make(owner.user, name="reader")[1]
    return {
        "link": Link.objects.create(user=owner.user, name="Anna", until=until).token,
        "shared": Link.objects.share(owner.routine).token,
        "own": owner.own.slug,
        "key": key,
    }


def ask(asked, owner, known):
    """The answer to one line of the table."""
    who, method, rest = asked.split(" ", 2)
    address, _, locked = rest.partition(" while ")
    client = Client(raise_request_exception=False, enforce_csrf_checks=who == "forger")
    if who in ("owner", "forger"):
        client.force_login(owner.user)
    headers = {name: value.format(**known) for name, value in HEADERS.get(who, {}).items()}
    cache.clear()  # A site that was well a moment ago is not asked again.
    with failing(LOCKED) if locked else nullcontext():
        return client.generic(method, address.format(**known), headers=headers)


def test_every_kind_of_answer_has_its_headers(owner):
    known, found = places(owner), {}
    for asked in ANSWERS:
        with override_settings(ROOT_URLCONF="tests.test_errors" if "/fail/" in asked else "glutes.urls"):
            answer = ask(asked, owner, known)
        found[asked] = (answer.status_code, answer.get("Cache-Control"), bool(answer.cookies))
        always = {name: answer.get(name) for name in ALWAYS}
        assert always == ALWAYS | ({"Referrer-Policy": "no-referrer"} if asked in UNNAMED else {}), asked
        if answer["Content-Type"].startswith("text/html"):
            assert {name: answer.get(name) for name in ON_PAGES} == ON_PAGES, asked
        assert problems_of(answer["Content-Security-Policy"]) == [], asked
    assert found == ANSWERS


def problems_of(text):
    """What the two would find wrong with a policy: a list of sentences, empty if nothing.

    Observatory: nothing but what is named may be loaded, nothing inline, nothing over http, no frames, and base-uri and
    form-action are said. CSP Evaluator: no wildcard, no bare scheme, no host that serves scripts of others (here: no
    other host at all), and no directive that browsers do not know.
    """
    policy = {name: sources for name, *sources in (part.split() for part in text.split(";") if part.strip())}
    found = [f"nobody knows {name}" for name in policy if name not in DIRECTIVES]
    for name in DIRECTIVES:
        sources = policy.get(name) or (policy.get("default-src") if name.endswith("-src") else None)
        allowed = {"'none'"} if name in CLOSED else {"'none'", "'self'"}
        also = {"style-src": r"'sha256-[\w+/]+=*'", "img-src": "data:"}.get(name, "'none'")
        wrong = [one for one in sources or ["*"] if one not in allowed and not re.fullmatch(also, one)]
        found += [f"{name}: {' '.join(wrong)}"] if wrong else []
    return found


@pytest.mark.parametrize(
    "policy",
    [
        "",
        "default-src 'self'",
        "default-src 'none'; script-src 'self' 'unsafe-inline'; base-uri 'none'; form-action 'self'",
        "default-src 'none'; script-src https:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
        "default-src 'none'; script-src 'self'; form-action 'self'; frame-ancestors 'none'",
        "default-src 'none'; img-src *; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
        "default-src 'none'; script-source 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    ],
)
def test_a_weaker_policy_is_found(policy):
    assert problems_of(policy) != []
