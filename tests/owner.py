"""Somebody who has something of everything, all of it called zebra: what others must never see."""

from datetime import date
from decimal import Decimal
from http.cookies import SimpleCookie

from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import URLResolver, get_resolver
from django.utils import timezone

from glutes.accounts.models import Device, Passkey, User
from glutes.accounts.session_store import unexpired
from glutes.api.models import ApiToken
from glutes.calendars.models import CalendarFeed, PublishedSession
from glutes.checks.models import HabitDay, Reminder
from glutes.exchange.models import ImportedWorkout
from glutes.exercises.models import Equipment, Photo
from glutes.kit.models import EasierWeek, ExerciseWish, GoAhead, Kit, Lock
from glutes.links.models import Link, Opening, Proposal
from glutes.plan.models import Move, Pause, PlanDay, Race, RunDay
from glutes.runs.models import ImportedRun, RunName, RunSource
from glutes.watch.models import SentWorkout
from tests.make import (
    NOON,
    make_check,
    make_exercise,
    make_import,
    make_own,
    make_routine,
    make_set,
    make_source,
    make_user,
    make_workout,
)

SECRETS = ("zebra", "123.46", "487")
"""What the owner's names, loads and reps look like on a page."""

MONDAY = date(2026, 11, 16)


def make_equipment():
    kettlebell = {"name": "Kettlebell", "weighs": True, "source": make_source()}
    return Equipment.objects.get_or_create(slug="kettlebell", defaults=kettlebell)[0]


class Owner:
    """A member with a row in every table that belongs to users, and the addresses of those rows."""

    def __init__(self):
        self.user = user = make_user("zebra", email="zebra@example.org")
        self.exercise = make_exercise("hop")
        self.own = make_own(user, "zebra hop", photo="0123456789")
        Photo.objects.create(exercise=self.own, jpeg=b"zebra")
        self.equipment = make_equipment()
        used = {"first_used": MONDAY, "last_used": MONDAY}
        self.device = Device.objects.create(user=user, key="zebra", name="a zebra phone", **used)
        key = {"credential": "zebra", "public_key": b"zebra", "sign_count": 0}
        self.passkey = Passkey.objects.create(user=user, name="zebra key", **key)
        ExerciseWish.objects.create(user=user, exercise=self.exercise, as_written=True)
        Lock.objects.create(user=user, exercise=self.own, by="zebra physio", most_kg=Decimal("123.46"))
        EasierWeek.objects.create(user=user, since=MONDAY)
        GoAhead.objects.create(user=user, exercise=self.exercise, day=MONDAY, kind="looked-at")
        self.check = make_check(user, left=487)
        HabitDay.objects.create(user=user, day=MONDAY)
        Reminder.objects.create(user=user)
        self.kit = Kit.objects.create(user=user, equipment=self.equipment, kg=Decimal("123.46"), label="zebra")
        dose = {"note": "zebra", "load_kg": Decimal("123.46")}
        self.routine = make_routine(user, [(self.exercise, dose)], name="zebra routine")
        self.prescription = self.routine.prescriptions.get()
        make_routine(user, [(self.own, {})], name="zebra other")
        make_set(make_workout(user, [self.own], name="zebra hops"))
        done = {"name": "zebra workout", "note": "zebra", "routine": self.routine}
        self.workout = make_workout(user, [self.exercise], **done)
        self.set = make_set(self.workout, reps=487, load_kg=Decimal("123.46"))
        self.plan_day = PlanDay.objects.create(user=user, weekday=0, routine=self.routine, since=MONDAY)
        Move.objects.create(user=user, plan_day=self.plan_day, date=MONDAY)
        self.pause = Pause.objects.create(user=user, since=MONDAY, until=MONDAY)
        self.run_day = RunDay.objects.create(user=user, weekday=2, kind=RunDay.Kind.values[0], since=MONDAY)
        self.link = Link.objects.create(user=user, name="zebra physio", until=date(2099, 1, 1))
        Opening.objects.create(user=user, link=self.link, device="zebra phone")
        self.proposal = Proposal.objects.create(user=user, link=self.link, note="zebra", sent_at=timezone.now())
        self.race = Race.objects.create(user=user, date=MONDAY, name="zebra race")
        self.brought = make_import(user, "zebra.csv")
        ImportedWorkout.objects.create(user=user, of=self.brought, workout=self.workout, touched_at=NOON)
        SentWorkout.objects.create(user=user, workout=make_workout(user, name="zebra sent", started=NOON))
        RunSource.objects.create(user=user, origin="calendar", address="http://127.0.0.1:9/zebra.ics")
        one = {"day": MONDAY, "title": "zebra run", "name": "zebra run", "kind": "easy"}
        self.imported = ImportedRun.objects.create(user=user, origin="calendar", uid="zebra", **one)
        RunName.objects.create(user=user, name="zebra run", kind="easy")
        self.token, _ = ApiToken.objects.make(user, name="zebra script")
        feed = CalendarFeed.objects.create(user=user, token="zebra-token", busy_token="zebra-busy")
        PublishedSession.objects.publish(feed, NOON)

    def theirs(self):
        """Where the owner's own rows stand in addresses: the route up to its argument, and the argument."""
        return {
            "account/looked-at/<slug:slug>/": self.own.slug,
            "account/scripts/<int:pk>/": self.token.pk,
            "account/taken-up/<slug:slug>/": self.own.slug,
            "account/locks/<slug:slug>/": self.own.slug,
            "account/wishes/<slug:slug>/": self.own.slug,
            "exercises/<slug:slug>/": self.own.slug,
            "progress/<slug:slug>/": self.own.slug,
            "checks/<uuid:pk>/": self.check.pk,
            "account/devices/<int:pk>/": self.device.pk,
            "account/kit/<int:pk>/": self.kit.pk,
            "account/passkeys/<int:pk>/": self.passkey.pk,
            "account/links/<int:pk>/": self.link.pk,
            "account/proposals/<int:pk>/": self.proposal.pk,
            "routines/<int:pk>/": self.routine.pk,
            "routines/prescriptions/<int:pk>/": self.prescription.pk,
            "workouts/<uuid:pk>/": self.workout.pk,
            "plan/<int:pk>/": self.plan_day.pk,
            "plan/pauses/<int:pk>/": self.pause.pk,
            "plan/runs/<int:pk>/": self.run_day.pk,
            "plan/races/<int:pk>/": self.race.pk,
            "plan/imported/<int:pk>/": self.imported.pk,
            "import/<int:pk>/": self.brought.pk,
        }

    def everybodys(self):
        """Arguments that name no one's row."""
        return {
            "account/email/<str:key>/": "nobodys",
            "account/forgotten/<slug:key>/": "nobodys",
            "account/kit/<slug:slug>/": self.equipment.slug,
            "account/looked-at/<slug:slug>/": self.exercise.slug,
            "account/taken-up/<slug:slug>/": self.exercise.slug,
            "account/wishes/<slug:slug>/": self.exercise.slug,
            "account/runs/<slug:origin>/": "intervals",
            "api/<path:rest>": "nothing",
            "api/v1/checks/<pk>": self.check.pk,
            "api/v1/workouts/<pk>": self.workout.pk,
            "api/v1/workouts/<pk>/": self.workout.pk,
            "calendar/<slug:token>.ics": "no-such-token",
            "checks/<slug:kind>/": "bridge-hold",
            "exercises/<slug:slug>/": self.exercise.slug,
            "figures/<slug:slug>.svg": "squat",
            "progress/<slug:slug>/": self.exercise.slug,
            "see/<slug:token>/": "nobodys",
            "r/<slug:token>/": "nobodys",  # What a link shows, and to whom: tests/links/test_roles.py.
        }

    def addresses(self):
        """(route, address, whether it is the owner's own) for every route of the site.

        Raises AssertionError for a route whose argument is in neither table above: say there whose it is.
        """
        own, public = self.theirs(), self.everybodys()
        for route in routes(get_resolver()):
            if "<" not in route:
                yield route, f"/{route}", False
                continue
            rest = route[route.index(">") + 1 :]
            place = route[: route.index(">") + 1] + ("/" if "/" in rest else rest)
            assert place in own or place in public, f"tests/owner.py does not know whose rows {route} shows"
            for table in (own, public):
                if place in table:
                    value = place[: place.index("<")] + str(table[place]) + place[place.index(">") + 1 :]
                    yield route, "/" + route.replace(place, value, 1), table is own

    def rows(self):
        """Every row of the owner's, word for word."""
        tables = {field.model: field.name for field in User.ownerships()}
        found = {model: list(model.objects.filter(**{name: self.user}).values()) for model, name in tables.items()}
        return found | {User: list(get_user_model().objects.filter(pk=self.user.pk).values())}


CLIENT = Client(raise_request_exception=False)
"""One for all requests, without anything kept between them: each new one would set up all middleware anew."""


def send(method, address, cookies, headers, *fields):
    """The answer to one request of somebody who has these cookies and no others."""
    CLIENT.cookies = SimpleCookie(cookies)
    return getattr(CLIENT, method.lower())(address, *fields, headers=headers)


def ask(visitor, method, address, headers, fields):
    """The answer to one request of a visitor who has just come in (None: who is nobody)."""
    cookies = {settings.SESSION_COOKIE_NAME: session_of(visitor)} if visitor else {}
    return send(method, address, cookies, headers, *[fields] * (method in ("GET", "HEAD", "POST")))


def session_of(visitor):
    """The key of a session of theirs: the one they had here before, unless it was ended meanwhile."""
    key = getattr(visitor, "session_key", "")
    if not key or not unexpired(key, timezone.now()):
        client = Client()
        client.force_login(visitor, "django.contrib.auth.backends.ModelBackend")
        key = visitor.session_key = client.cookies[settings.SESSION_COOKIE_NAME].value
    return key


def routes(resolver, before=""):
    """Every route under a resolver, whole."""
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern)
        yield from routes(pattern, route) if isinstance(pattern, URLResolver) else [route]
