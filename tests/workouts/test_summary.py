"""The page of a finished workout: against what was aimed at, new bests, and next time's targets with their reasons."""

from datetime import timedelta

import pytest
from django.utils import timezone

from glutes.rules.units import parse_load
from tests import html
from tests.make import NOON, make_exercise, make_routine, make_set, make_source, make_user, make_workout

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def soon_after(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOON + timedelta(hours=1))


@pytest.fixture
def squat():
    return make_exercise("squat")


def did(user, exercise, amounts, days_ago=0, **fields):
    """A finished session of one exercise: its sets, one after the other; `sides` where each has its own."""
    started = NOON - timedelta(days=days_ago)
    about = {name: fields.pop(name) for name in ("routine", "deleted_at") if name in fields}
    workout = make_workout(user, [exercise], started=started, finished_at=started + timedelta(minutes=20), **about)
    for number, amount in enumerate(amounts, start=1):
        for side in fields.get("sides", exercise.log_sides):
            make_set(workout, number=number, side=side, **{workout.exercises.get().measure: amount})
    return workout


def page(client, workout):
    answer = client.get(f"/workouts/{workout.pk}/")
    assert (answer.status_code, html.problems(answer.text)) == (200, [])
    return answer.text


def card(seen, name):
    """What a card says, in its rows; None where there is no such card."""
    cards = html.find(seen, "section", class_="card", aria_labelledby=name)
    return [" ".join(row.pieces) for row in cards[0].find("li")] if cards else None


# -- Next time --------------------------------------------------------------


def test_next_time_has_its_targets_and_reasons_with_who_says_so(phone, user, squat):
    make_source("d2")
    routine = make_routine(user, [(squat, {"reps_low": 8, "reps_high": 12}), (squat, {"block": "warm-up"})])

    seen = page(phone, did(user, squat, [9, 9, 9], routine=routine))

    why = "You did 9 reps in every set: try 10. Why? Squat From Glutes"
    assert card(seen, "next-time") == [f"Squat 30 s rest 3 × 10 {why}"]
    assert 'href="/sources/#d2"' in seen


def test_next_time_is_of_the_routine_as_it_is_now(phone, user, squat):
    routine = make_routine(user, [(squat, {"reps_low": 8, "reps_high": 12}), (make_exercise("lunge"), {"sets": 2})])
    workout = did(user, squat, [9, 9, 9], routine=routine)
    routine.prescriptions.filter(exercise=squat).update(sets=4)

    squats, lunges = card(page(phone, workout), "next-time")

    assert squats == "Squat 30 s rest 4 × 10 You did 9 reps in every set: try 10."
    assert lunges == "Lunge 30 s rest 2 × 10 Your first time: start with 10 clean reps."


@pytest.mark.parametrize("routine", ["none", "deleted"])
def test_without_a_routine_it_is_what_was_done(phone, user, squat, routine):
    routine = make_routine(user, [(make_exercise(), {})], deleted_at=NOON) if routine == "deleted" else None

    assert card(page(phone, did(user, squat, [9, 9, 9], routine=routine)), "next-time") == [
        "Squat 30 s rest 3 × 10 You did 9 clean reps: try 10."
    ]


def test_what_hurt_badly_is_left_out_next_time(phone, user, squat):
    workout = did(user, squat, [10, 10, 10])
    workout.exercises.update(pain=7)

    assert card(page(phone, workout), "next-time") == [
        f"Squat not yet It hurt a lot: skip this one, back on {workout.day + timedelta(days=8):%a %-d %b}."
    ]


@pytest.mark.parametrize(("felt", "praised"), [(3, True), (6, False)])
def test_a_session_that_pain_ended_is_not_praised(phone, user, squat, felt, praised):
    workout = did(user, squat, [10, 10, 10])
    workout.exercises.update(pain=felt)
    seen = page(phone, workout)
    assert ("Nicely done." in seen, "enough for" in seen) == (praised, not praised)
    assert ("Squat stopped for today: it hurt a lot." in html.flat(seen)) is not praised


def test_a_summary_looked_at_later_says_what_a_start_says_that_day(phone, user, squat, monkeypatch):
    workout = did(user, squat, [10, 10, 10])
    monkeypatch.setattr(timezone, "now", lambda: NOON + timedelta(days=10))

    assert "10 days off: the same again first." in page(phone, workout)


def test_with_coaching_off_there_is_no_next_time(phone, user, squat):
    user.coaching = False
    user.save()

    assert card(page(phone, did(user, squat, [10, 10, 10])), "next-time") is None


@pytest.mark.parametrize(("since", "told"), [({}, False), ({"deleted_at": NOON}, True)])
def test_an_older_session_says_nothing_of_next_time(phone, user, squat, since, told):
    before = did(user, squat, [10, 10, 10], days_ago=2)
    did(user, squat, [10, 10, 10], **since)
    did(make_user(), squat, [10, 10, 10])

    assert (card(page(phone, before), "next-time") is not None) == told


def test_a_workout_without_a_main_block_has_no_next_time(phone, user, squat):
    workout = did(user, squat, [10])
    workout.exercises.update(block="warm-up")

    assert card(page(phone, workout), "next-time") is None


# -- What was aimed at ------------------------------------------------------


def test_what_was_done_stands_beside_what_was_aimed_at(phone, user, squat):
    workout = did(user, squat, [9, 9, 8])
    assert '<span class="meta">target 3 × 10</span>' in page(phone, workout)
    workout.exercises.update(target=8, reason="Because.", load_kg=12)
    assert '<span class="meta">target 3 × 8, 12 kg</span>' in page(phone, workout)
    workout.exercises.update(load_kg=None, band=3)
    assert '<span class="meta">target 3 × 8, band 3</span>' in page(phone, workout)


def test_each_exercise_stands_above_its_numbers_which_no_line_breaks_within_a_set(phone, user):
    workout = did(user, make_exercise("step-up", sides="each"), [14])
    for number, load in enumerate(("5.5", "9"), start=2):
        make_set(workout, number=number, side="left", reps=13, load_kg=load)
    seen = page(phone, workout)
    left = '14; <span class="whole">13 at 5.5 kg;</span> <span class="whole">13 at 9 kg</span>'
    name, numbers = seen.split('id="done-sets"')[1].split("<tbody>")[1].split("</tr>")[:2]
    assert '<th scope="rowgroup" colspan="2">' in name
    assert " ".join(numbers.split()) == f"<tr><td>{left}</td><td>14</td>"


@pytest.mark.parametrize(
    ("pain", "site", "told"),
    [(None, "", None), (0, "", None), (2, "", "hurt 2 out of 10"), (5, "knee", "hurt 5 out of 10, knee")],
)
def test_what_hurt_stands_at_its_exercise(phone, user, squat, pain, site, told):
    workout = did(user, squat, [9, 9, 8])
    workout.exercises.update(pain=pain, pain_site=site)
    name = html.find(page(phone, workout), "th", scope="rowgroup")[0].text
    assert ("hurt" in name, told or "" in name) == (told is not None, told or True)


# -- New bests --------------------------------------------------------------


def bests(phone, workout):
    return card(page(phone, workout), "bests")


def test_more_than_ever_before_is_a_new_best(phone, user, squat):
    did(user, squat, [10, 10, 10], days_ago=2)

    workout = did(user, squat, [12, 11, 10])

    assert bests(phone, workout) == ["Squat, 12 reps Your most so far"]
    assert "<dt>new best</dt><dd>1</dd>" in page(phone, workout)


def test_the_first_time_is_no_new_best(phone, user, squat):
    workout = did(user, squat, [12])
    assert bests(phone, workout) is None
    assert "<dt>exercise</dt><dd>1</dd>" in page(phone, workout)


@pytest.mark.parametrize(
    ("right", "told"),
    [
        (12, ["Clamshell, 12 reps each side Your most so far"]),
        (11, ["Clamshell, left 12 reps, right 11 reps Your most so far"]),
        (10, ["Clamshell, left 12 reps Your most so far"]),
    ],
)
def test_sides_have_bests_of_their_own(phone, user, right, told):
    clamshell = make_exercise("clamshell", sides="each")
    did(user, clamshell, [10], days_ago=2)
    workout = did(user, clamshell, [], sides=())
    make_set(workout, side="left", reps=12)
    make_set(workout, side="right", reps=right)

    assert bests(phone, workout) == told


def test_loads_and_holds_are_said_as_they_were_typed(phone, user, squat):
    plank = make_exercise("plank", measure="seconds")
    did(user, squat, [12], days_ago=2)
    did(user, plank, [30], days_ago=2)
    workout = make_workout(user, [squat, plank], finished_at=NOON)
    make_set(workout, reps=8, load_kg=parse_load("22", "lb"))
    make_set(workout, slot=1, seconds=35)

    assert bests(phone, workout) == ["Squat, 8 reps at 22 lb Your heaviest so far", "Plank, 35 s Your longest so far"]


def test_only_what_was_logged_before_and_stands_is_to_be_beaten(phone, user, squat):
    did(user, squat, [10], days_ago=4)
    did(user, squat, [15], days_ago=3, deleted_at=NOON)
    did(user, squat, [16], days_ago=3).exercises.update(block="warm-up")
    make_set(did(user, squat, [], days_ago=3), reps=17, deleted_at=NOON)
    did(make_user(), squat, [18], days_ago=2)
    workout = did(user, squat, [12], days_ago=1)
    did(user, squat, [20])

    assert bests(phone, workout) == ["Squat, 12 reps Your most so far"]


# -- And all of it ----------------------------------------------------------


@pytest.mark.parametrize("many", [1, 12])
def test_the_number_of_queries_does_not_grow(phone, user, many, django_assert_num_queries):
    make_source("d2")
    exercises = [make_exercise() for _ in range(many)]
    routine = make_routine(user, [(exercise, {"reps_low": 8, "reps_high": 12}) for exercise in exercises])
    for days_ago in range(many, -1, -1):
        started = NOON - timedelta(days=days_ago)
        workout = make_workout(user, exercises, started=started, finished_at=started, routine=routine)
        for slot in range(many):
            for number in (1, 2, 3):
                make_set(workout, slot=slot, number=number, reps=9 if days_ago else 10)

    with django_assert_num_queries(38):
        seen = page(phone, workout)

    assert (len(card(seen, "next-time")), len(card(seen, "bests"))) == (many, many)


def test_a_refused_note_keeps_the_summary(phone, user, squat):
    did(user, squat, [10], days_ago=2)
    workout = did(user, squat, [12])

    answer = phone.post(f"/workouts/{workout.pk}/finish/", {"effort": 9})

    assert (answer.status_code, card(answer.text, "bests")) == (422, ["Squat, 12 reps Your most so far"])


@pytest.mark.parametrize(("others", "told"), [([], True), (["squat"], False)])
def test_a_hold_for_every_day_is_called_practice(phone, user, others, told):
    hold = make_exercise("bridge-hold", measure="seconds", load="none")
    workout = make_workout(user, [hold, *map(make_exercise, others)], finished_at=NOON)
    for slot in range(1 + len(others)):
        make_set(workout, slot)
    assert ("Daily practice" in phone.get(workout.get_absolute_url()).text) is told
