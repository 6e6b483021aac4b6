"""What the user wants whatever the coach would say: exercise by exercise, and for this week."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from glutes.kit.models import EasierWeek, ExerciseWish
from tests.make import make_exercise, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wednesday")]
HTMX = {"HX-Request": "true"}
SUNDAY, MONDAY = date(2026, 11, 15), date(2026, 11, 16)


@pytest.fixture
def clamshell():
    return make_exercise("clamshell", sides="each")


def leads_to(answer):
    """Where a browser goes on, whether it sent the form itself or a script did."""
    return answer.headers.get("Location") or answer.headers["HX-Redirect"]


def wishes():
    return list(ExerciseWish.objects.values_list("user__username", "exercise__slug", "as_written", "sides"))


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_wish_is_kept_and_leads_back(phone, clamshell, headers):
    fields = {"as_written": "on", "sides": "left-first", "next": "/workouts/start/?exercise=clamshell"}
    answer = phone.post("/account/wishes/clamshell/", fields, headers=headers)
    assert leads_to(answer) == "/workouts/start/?exercise=clamshell"
    assert wishes() == [("ann", "clamshell", True, "left-first")]
    page = phone.get("/account/wishes/clamshell/").text
    assert 'name="sides" value="left-first" checked' in page
    assert "Saved for Clamshell." in page


def test_the_last_wish_counts_and_a_wish_for_nothing_special_is_none(phone, clamshell):
    phone.post("/account/wishes/clamshell/", {"sides": "left-first"})
    phone.post("/account/wishes/clamshell/", {"sides": "right-only"})
    assert wishes() == [("ann", "clamshell", False, "right-only")]
    phone.post("/account/wishes/clamshell/", {"sides": ""})
    assert wishes() == []


@pytest.mark.parametrize(
    ("sides", "first", "paused"),
    [
        ("", None, None),
        ("left-first", "left", None),
        ("right-first", "right", None),
        ("left-only", None, "right"),
        ("right-only", None, "left"),
    ],
)
def test_a_wish_for_sides_says_which_goes_first_and_which_pauses(sides, first, paused):
    wish = ExerciseWish(sides=sides)
    assert (wish.first_side, wish.paused_side) == (first, paused)


def test_what_is_done_with_both_legs_has_no_sides_to_choose(phone):
    make_exercise("squat")
    make_exercise("step-up", sides="each")
    assert 'name="sides"' in phone.get("/account/wishes/step-up/").text
    assert 'name="sides"' not in phone.get("/account/wishes/squat/").text
    phone.post("/account/wishes/squat/", {"sides": "left-only"})
    assert wishes() == []


@pytest.mark.parametrize("headers", [{}, HTMX])
@pytest.mark.parametrize("sides", ["up", "left", "LEFT-FIRST", "\x00", "left-first" * 100])
def test_nonsense_is_refused_and_what_was_wished_stays(phone, user, clamshell, headers, sides):
    ExerciseWish.objects.put(user, clamshell, as_written=False, sides="left-first")
    answer = phone.post("/account/wishes/clamshell/", {"as_written": "on", "sides": sides}, headers=headers)
    assert answer.status_code == 422
    assert "Pick one of these." in answer.text
    assert 'name="as_written" role="switch" id="id_as_written" checked' in answer.text
    assert wishes() == [("ann", "clamshell", False, "left-first")]


def test_everybody_has_wishes_of_their_own(phone, clamshell):
    other = make_user("bob")
    ExerciseWish.objects.put(other, clamshell, as_written=True, sides="left-first")
    assert "checked" not in phone.get("/account/wishes/clamshell/").text.replace('value="" checked', "")
    phone.post("/account/wishes/clamshell/", {"sides": "right-first"})
    phone.post("/account/wishes/clamshell/", {"sides": ""})
    assert wishes() == [("bob", "clamshell", True, "left-first")]


def test_a_wish_for_an_exercise_that_is_not_there_is_404(phone):
    assert phone.get("/account/wishes/handstand/").status_code == 404
    assert phone.post("/account/wishes/handstand/", {"as_written": "on"}).status_code == 404


def test_the_database_keeps_wishes_sane(user, clamshell):
    for sides in ("up", "left"):
        with pytest.raises(IntegrityError), transaction.atomic():
            ExerciseWish.objects.create(user=user, exercise=clamshell, sides=sides)
    with pytest.raises(IntegrityError), transaction.atomic():
        type(user).objects.filter(pk=user.pk).update(easier_every=9)


def test_a_wish_never_leads_back_to_another_site(phone, clamshell):
    answer = phone.post("/account/wishes/clamshell/", {"as_written": "on", "next": "https://example.org/"})
    assert answer["Location"] == "/"


@pytest.mark.parametrize("headers", [{}, HTMX])
@pytest.mark.parametrize(("first_weekday", "since"), [(0, MONDAY), (6, SUNDAY)])
def test_one_tap_makes_this_week_easier_and_another_does_not(phone, user, headers, first_weekday, since):
    user.first_weekday = first_weekday
    user.save()
    EasierWeek.objects.create(user=user, since=date(2026, 9, 7))
    EasierWeek.objects.create(user=make_user("bob"), since=since)
    for _ in range(2):
        answer = phone.post("/account/easier-week/", {"next": "/workouts/start/?exercise=x"}, headers=headers)
        assert leads_to(answer) == "/workouts/start/?exercise=x"
    assert list(user.easier_weeks.values_list("since", flat=True)) == [date(2026, 9, 7), since]
    phone.post("/account/easier-week/", {"undo": 1})
    assert list(user.easier_weeks.values_list("since", flat=True)) == [date(2026, 9, 7)]
    assert EasierWeek.objects.count() == 2


def test_making_a_week_easier_takes_a_post_and_somebody(phone):
    assert phone.get("/account/easier-week/").status_code == 405
    assert Client().post("/account/easier-week/").status_code == 303
    assert EasierWeek.objects.count() == 0
