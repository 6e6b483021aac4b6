"""Whether it hurt, and how a set went: optional, one tap, and each answer says at once what to do."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from glutes.rules import pain
from glutes.workouts.models import WorkoutSet
from tests.make import make_exercise, make_set, make_user, make_workout

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def user():
    return make_user("ann")


@pytest.fixture
def phone(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def workout(user):
    """Slot 0: squat. Slot 1: plank, held for seconds."""
    exercises = [make_exercise("squat"), make_exercise("plank", measure="seconds", load="none")]
    return make_workout(user, exercises, started=timezone.now() - timedelta(hours=1))


def slot_of(page, key="slot-0-squat"):
    """The card of one exercise."""
    start = page.index(f'id="{key}"')
    return page[start : page.index("</section>", start)]


def answer(phone, workout, headers=None, **fields):
    return phone.post(f"/workouts/{workout.pk}/slots/", {"slot": 0, **fields}, headers=headers or {})


@pytest.mark.parametrize(
    ("number", "advice"), [(0, None), (1, pain.GO), (3, pain.GO), (4, pain.HOLD), (5, pain.HOLD), (6, pain.STOP)]
)
def test_an_answer_says_at_once_what_to_do(phone, workout, number, advice):
    sent = answer(phone, workout, HTMX, pain=number)
    assert sent.status_code == 200
    said = slot_of(sent.text)
    assert (advice.sentence if advice else "Good: nothing hurt.") in said
    assert ("/when-to-stop/" in said) == (advice is not None)
    assert workout.exercises.get(slot=0).pain == number


def test_a_plain_form_goes_back_to_the_sheet_which_shows_the_answer(phone, workout):
    sent = answer(phone, workout, pain=4)
    assert (sent.status_code, sent["Location"]) == (303, f"/workouts/{workout.pk}/#slot-0-squat")
    said = slot_of(phone.get(f"/workouts/{workout.pk}/").text)
    assert pain.HOLD.sentence in said
    assert "A little: 4" in said


def test_refused_it_stores_nothing(phone, workout):
    assert answer(phone, workout, pain=11).status_code == 422
    assert answer(phone, workout, HTMX, pain="much").status_code == 422
    assert workout.exercises.get(slot=0).pain is None


def test_nobody_else_can_say_it_hurt(workout):
    stranger = Client()
    stranger.force_login(make_user())
    assert answer(stranger, workout, pain=6).status_code == 404
    assert workout.exercises.get(slot=0).pain is None


def test_each_tap_of_the_form_keeps_what_else_was_said(phone, workout):
    """No, A little and Stop are buttons of one form, with 0 to 10 behind A little."""
    make_set(workout)
    workout.exercises.filter(slot=0).update(skipped=True, pain=4)
    form = re.search(r'<form class="pain".*?</form>', phone.get(f"/workouts/{workout.pk}/").text, re.S)[0]
    assert 'name="skipped" value="1"' in form
    taps = re.findall(r'name="pain" value="(\d+)"', form)
    assert taps == ["0", *map(str, range(11)), "6"]


def test_it_is_asked_only_of_what_is_begun_and_never_of_a_warm_up(phone, workout):
    sheet = phone.get(f"/workouts/{workout.pk}/").text
    assert "Did it hurt?" in slot_of(sheet)
    assert "Did it hurt?" not in slot_of(sheet, "slot-1-plank")
    workout.exercises.filter(slot=0).update(block="warm-up")
    assert "Did it hurt?" not in slot_of(phone.get(f"/workouts/{workout.pk}/").text)


def test_what_hurts_too_much_asks_for_no_more_sets_and_the_next_exercise_is_lit(phone, workout):
    make_set(workout)
    sheet = answer(phone, workout, HTMX, pain=6).text
    assert "1 of 4 done" in sheet
    assert "set-next" not in slot_of(sheet)
    assert "set-next" in slot_of(sheet, "slot-1-plank")


def test_form_slipped_is_one_tap_that_keeps_the_set(phone, workout):
    make_set(workout, reps=9, rir=3)
    line = slot_of(phone.get(f"/workouts/{workout.pk}/").text)
    assert 'name="form_ok" value="0" aria-pressed="false"' in line
    fields = {"slot": 0, "number": 1, "reps": 9, "rir": 3, "form_ok": ["1", "0"]}
    sent = phone.post(f"/workouts/{workout.pk}/sets/", fields, headers=HTMX)
    assert "Form slipped, 3 reps left" in slot_of(sent.text)
    assert 'name="form_ok" value="1" aria-pressed="true"' in slot_of(sent.text)
    assert list(WorkoutSet.objects.values_list("reps", "rir", "form_ok")) == [(9, 3, False)]


def test_the_newest_set_is_open_for_an_answer_the_others_wait(phone, workout):
    now = timezone.now()
    for number in (1, 2):
        make_set(workout, number=number, at=now - timedelta(minutes=number))
    sheet = slot_of(phone.get(f"/workouts/{workout.pk}/").text)
    assert re.findall(r'class="set-went"( open)?>.*?How it went, (set \d)', sheet) == [
        (" open", "set 1"),
        ("", "set 2"),
    ]


def test_a_hold_is_not_asked_for_reps_left_and_keeps_an_answer_it_has(phone, workout):
    make_set(workout, slot=1, rir=2)
    sheet = slot_of(phone.get(f"/workouts/{workout.pk}/").text, "slot-1-plank")
    assert "Reps left" not in sheet
    assert '<input type="hidden" name="rir" value="2">' in sheet


def test_the_warning_signs_are_open_to_all_and_name_who_says_so(client):
    from django.core.management import call_command

    call_command("load_catalogue", verbosity=0)
    page = client.get("/when-to-stop/").text
    for flag in pain.RED_FLAGS:
        assert [sign for sign in (flag.when, *flag.signs) if sign not in page] == []
    assert [sentence for sentence in pain.GENERAL if sentence not in page] == []
    assert {"/sources/#robertson-2017", "/sources/#health-services"} <= set(re.findall(r'href="([^"]+)"', page))
    assert "/when-to-stop/" in client.get("/").text
    assert "/when-to-stop/" in client.get("/exercises/signs/").text
