"""A double tap sends the same form twice at once. Both are answered alike, and what was asked for is done once."""

import logging
from datetime import date, timedelta

import pytest
from django.test import Client

from glutes.accounts.models import User
from glutes.exercises.models import Exercise, LadderStep
from glutes.plan.models import PlanDay
from glutes.routines.models import Prescription, Routine
from glutes.routines.offer_forms import RewriteForm
from tests.at_once import post_twice
from tests.make import NOON, make_exercise, make_routine, make_source
from tests.owner import Owner, ask

pytestmark = pytest.mark.django_db(transaction=True)

NEXT_MONDAY, TUESDAY = "2026-11-23", "2026-11-24"


@pytest.fixture(autouse=True)
def quiet_wednesday(wednesday, monkeypatch):
    """Refusals need no line each in the log."""
    monkeypatch.setattr(logging.getLogger("django.request"), "disabled", True)


def make_owner():
    """Somebody with a row of everything, whose exercise has a rung above it."""
    owner = Owner()
    step = {"to": make_exercise("leap"), "kind": "harder", "source": make_source()}
    LadderStep.objects.create(exercise=owner.exercise, **step)
    return owner


@pytest.fixture
def owner():
    return make_owner()


def at_once(user, address, fields, taps=2):
    """The statuses of the same post sent several times at the same moment, in order."""
    browser = Client()
    browser.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return [status for status, _ in post_twice(browser, address, fields, taps)]


def done_slower(exercise):
    """The exercise, which may be done slower as well."""
    exercise.ways = ["slower"]
    exercise.save()
    return exercise


DOSE = {"sets": "4", "rest_s": "45", "low": "8", "high": "12"}
OWN = {"name": "Nordic", "key": "abcdefghijkl", "measure": "reps", "load": "none", "sides": "both", "role": "accessory"}
FORMS = {
    "plan/put/": lambda own: {"routine": make_routine(None, [(own.exercise, {})]).pk, "weekday": [1, 3]},
    "plan/places/": lambda own: {"place": f"{own.plan_day.pk} {NEXT_MONDAY} - 0"},
    "plan/rhythms/": lambda own: {"rhythm": f"0 {own.routine.pk} off"},
    "plan/rearrange/": lambda own: {"old": [0], "new": [1]},
    "plan/<int:pk>/move/": lambda own: {"date": NEXT_MONDAY, "to": TUESDAY},
    "plan/<int:pk>/skip/": lambda own: {"date": NEXT_MONDAY},
    "plan/<int:pk>/halve/": lambda own: {"date": NEXT_MONDAY},
    "plan/<int:pk>/change/": lambda own: {"date": NEXT_MONDAY, "routine": own.routine.pk, "time": "18:00"},
    "plan/<int:pk>/instead/": lambda own: {
        "date": NEXT_MONDAY,
        "routine": make_routine(None, [(own.exercise, {})]).pk,
    },
    "plan/<int:pk>/remove/": lambda own: {"date": NEXT_MONDAY},
    "plan/pauses/add/": lambda own: {"since": "2026-11-20", "until": "2026-11-22"},
    "plan/pauses/<int:pk>/end/": lambda own: {},
    "plan/runs/add/": lambda own: {"kind": "hard", "weekday": [1, 3], "time": "18:00"},
    "plan/runs/<int:pk>/remove/": lambda own: {},
    "plan/races/add/": lambda own: {"name": "Cup", "date": "2026-11-29"},
    "plan/races/<int:pk>/long-run/": lambda own: {"stays": "no"},
    "plan/races/<int:pk>/remove/": lambda own: {},
    "plan/imported/<int:pk>/remove/": lambda own: {},
    "plan/imported/<int:pk>/restore/": lambda own: {},
    "routines/new/": lambda own: {"name": "Mine"},
    "routines/<int:pk>/copy/": lambda own: {},
    "routines/<int:pk>/archive/": lambda own: {},
    "routines/<int:pk>/unarchive/": lambda own: {},
    "routines/<int:pk>/delete/": lambda own: {},
    "routines/<int:pk>/restore/": lambda own: {},
    "routines/<int:pk>/swap/": lambda own: {"about": own.exercise.slug, "exercise": "leap"},
    "routines/<int:pk>/widen/": lambda own: {"about": own.exercise.slug, "high": 15},
    "routines/<int:pk>/way/": lambda own: {"about": done_slower(own.exercise).slug, "way": "slower"},
    "routines/<int:pk>/circuit/": lambda own: {},
    "routines/<int:pk>/rewrite/": lambda own: {"written": RewriteForm.sign(own.routine, own.routine.written())},
    "routines/<int:pk>/change/": lambda own: {"name": "Other"},
    "routines/<int:pk>/sort/": lambda own: {},
    "routines/<int:pk>/clock/": lambda own: {},
    "routines/<int:pk>/add-own/": lambda own: OWN | {"block": "main"},
    "routines/<int:pk>/share/": lambda own: {},
    "routines/<int:pk>/add/": lambda own: {"exercise": "leap", "block": "main"},
    "routines/prescriptions/<int:pk>/update/": lambda own: DOSE,
    "routines/prescriptions/<int:pk>/place/": lambda own: {"block": "cool-down"},
    "routines/prescriptions/<int:pk>/up/": lambda own: {},
    "routines/prescriptions/<int:pk>/down/": lambda own: {},
    "routines/prescriptions/<int:pk>/join/": lambda own: {},
    "routines/prescriptions/<int:pk>/leave/": lambda own: {},
    "routines/prescriptions/<int:pk>/duplicate/": lambda own: {},
    "routines/prescriptions/<int:pk>/swap/": lambda own: {"exercise": "leap"},
    "routines/prescriptions/<int:pk>/count/": lambda own: {"measure": "seconds"},
    "routines/prescriptions/<int:pk>/delete/": lambda own: {},
    "routines/prescriptions/<int:pk>/restore/": lambda own: {},
}
"""A valid form for every route that takes one."""

REMOVALS = {
    "account/scripts/<int:pk>/revoke/": lambda own: own.token,
    "account/devices/<int:pk>/end/": lambda own: own.device,
    "account/kit/<int:pk>/remove/": lambda own: own.kit,
    "account/passkeys/<int:pk>/remove/": lambda own: own.passkey,
    "account/links/<int:pk>/close/": lambda own: own.link,
    "checks/<uuid:pk>/delete/": lambda own: own.check,
    "exercises/<slug:slug>/delete/": lambda own: own.own,
    "plan/<int:pk>/remove/": lambda own: own.plan_day,
    "plan/imported/<int:pk>/remove/": lambda own: own.imported,
    "plan/pauses/<int:pk>/end/": lambda own: own.pause,
    "plan/races/<int:pk>/remove/": lambda own: own.race,
    "plan/runs/<int:pk>/remove/": lambda own: own.run_day,
    "routines/<int:pk>/delete/": lambda own: own.routine,
    "routines/prescriptions/<int:pk>/delete/": lambda own: own.prescription,
    "workouts/<uuid:pk>/delete/": lambda own: own.workout,
}
"""Every route that takes one row away, and which."""

VANISHED = {"account/kit/<int:pk>/remove/", "plan/pauses/<int:pk>/end/", "plan/races/<int:pk>/remove/"}
"""Those that once left no row for the second tap to find."""


def test_every_route_of_plan_and_routines_that_takes_posts_has_a_form_here(owner):
    ours = [(route, at) for route, at, _ in owner.addresses() if route.startswith(("plan/", "routines/"))]
    assert {route for route, at in ours if ask(owner.user, "POST", at, {}, {}).status_code != 405} == set(FORMS)


def test_both_taps_are_answered_alike():
    answers = {}
    for route, form in FORMS.items():
        for model in (User, Routine, Exercise):
            model.objects.all().delete()
        owner = make_owner()
        address = next(at for each, at, _ in owner.addresses() if each == route)
        answers[route] = at_once(owner.user, address, form(owner))
    assert answers == {route: [303, 303] for route in FORMS}


def test_every_route_of_the_site_that_takes_one_row_away_is_here(owner):
    ours = {route for route, _, is_own in owner.addresses() if is_own}
    assert {route for route in ours if route.split("/")[-2] in {"remove", "delete", "end", "close", "revoke"}} == set(
        REMOVALS
    )


@pytest.mark.parametrize("route", REMOVALS)
def test_what_is_taken_away_twice_at_once_is_gone_every_time(route, owner):
    row = REMOVALS[route](owner)
    address = next(at for each, at, _ in owner.addresses() if each == route)
    whole = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    # What began today or later was on no day yet, so that nothing of it need stay.
    whole |= {"since": NOON.date(), "until": None} if "since" in whole else {}
    rows, tapped = type(row)._base_manager.filter(pk=row.pk), Client()
    tapped.force_login(owner.user, "django.contrib.auth.backends.ModelBackend")
    for _ in range(20 if route in VANISHED else 3):
        rows.update(**whole)
        first, second = post_twice(tapped, address, FORMS.get(route, lambda own: {})(owner))
        assert (first, first[0]) == (second, 303)
        assert rows.exclude(**whole).exists()


def test_one_routine_is_made(owner):
    ready_made = make_routine(None, [(owner.exercise, {})], name="Five")
    for _ in range(5):
        owner.user.routines.exclude(pk=owner.routine.pk).delete()
        at_once(owner.user, "/routines/new/", {"name": "Mine"})
        at_once(owner.user, f"/routines/{ready_made.pk}/copy/", {})
        assert sorted(owner.user.routines.values_list("name", flat=True)) == ["Five", "Mine", "zebra routine"]


def test_a_second_copy_made_later_is_another_one(owner, monkeypatch):
    ready_made = make_routine(None, [(owner.exercise, {})], name="Five")
    for seconds in (0, 5, 11):
        monkeypatch.setattr("django.utils.timezone.now", lambda later=seconds: NOON + timedelta(seconds=later))
        at_once(owner.user, f"/routines/{ready_made.pk}/copy/", {}, taps=1)
    copies = owner.user.routines.filter(copied_from=ready_made).order_by("pk")
    assert [routine.name for routine in copies] == ["Five", "Five (2)"]


def test_one_race_and_one_pause_is_added_20_times_of_20(owner):
    for n in range(20):
        day = date(2027, 1, 1) + timedelta(days=n)
        assert at_once(owner.user, "/plan/races/add/", {"name": "Cup", "date": day}) == [303, 303]
        assert at_once(owner.user, "/plan/pauses/add/", {"since": day, "until": day}) == [303, 303]
    assert owner.user.races.filter(name="Cup").count() == 20
    assert owner.user.pauses.filter(since__year=2027).count() == 20


def test_a_session_is_changed_once(owner):
    fields = {"date": NEXT_MONDAY, "routine": owner.routine.pk, "time": "18:00"}
    assert at_once(owner.user, f"/plan/{owner.plan_day.pk}/change/", fields) == [303, 303]
    assert [(row.since, row.until) for row in PlanDay.objects.order_by("since")] == [
        (date(2026, 11, 16), date(2026, 11, 22)),
        (date(2026, 11, 23), None),
    ]


def test_what_is_added_at_once_gets_a_place_each(owner):
    at_once(owner.user, f"/routines/{owner.routine.pk}/add/", {"exercise": "leap", "block": "main"}, taps=4)
    assert [row.position for row in owner.routine.prescriptions.all()] == [0, 1, 2, 3, 4]


def test_a_full_routine_stays_full_however_many_add_at_once(owner):
    for position in range(1, Routine.MOST_PRESCRIPTIONS - 1):
        owner.routine.prescriptions.create(
            user=owner.user, exercise=owner.exercise, position=position, reps_low=10, reps_high=10
        )
    gone = owner.routine.prescriptions.first()
    gone.discard(NOON)
    posts = {
        "add": (f"/routines/{owner.routine.pk}/add/", {"exercise": "leap", "block": "main"}),
        "duplicate": (f"/routines/prescriptions/{owner.routine.prescriptions.last().pk}/duplicate/", {}),
        "restore": (f"/routines/prescriptions/{gone.pk}/restore/", {}),
    }
    answers = {verb: at_once(owner.user, *post) for verb, post in posts.items()}
    assert answers == {"add": [303, 303], "duplicate": [422, 422], "restore": [422, 422]}
    assert Prescription.objects.filter(routine=owner.routine).count() == Routine.MOST_PRESCRIPTIONS
