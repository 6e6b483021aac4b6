"""The coach at the start page: targets from the user's own log, with their reasons. The rules have their own tests."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from glutes.exercises.models import Equipment, Exercise, LadderStep
from glutes.kit.ladders import Ladders
from glutes.kit.models import ExerciseWish, GoAhead, Kit, Lock
from glutes.routines.models import Routine
from glutes.rules.dates import weekday_date
from glutes.workouts.models import Workout, WorkoutExercise
from glutes.workouts.models import past_sessions as sessions
from glutes.workouts.pages.coach import Coach
from glutes.workouts.pages.workout import Sheet, said_of
from glutes.workouts.snapshot import Snapshot
from tests import html
from tests.make import (
    NOON,
    make_check,
    make_exercise,
    make_own,
    make_routine,
    make_set,
    make_source,
    make_user,
    make_workout,
)

pytestmark = pytest.mark.django_db
TODAY = NOON.date()


@pytest.fixture
def squat():
    return make_exercise("squat")


def runner(user):
    phone = Client()
    phone.force_login(user)
    return phone


def log(user, exercise, days_ago, amounts, **fields):
    """A past session of one exercise: its sets, one after the other."""
    workout = make_workout(user, [exercise], started=NOON - timedelta(days=days_ago))
    pain = fields.pop("pain", None)
    workout.exercises.update(pain=pain)
    for number, amount in enumerate(amounts, start=1):
        make_set(workout, number=number, **{"reps": amount} | fields)
    return workout


def slots(user, routine, today=TODAY):
    """The main block as the start page would show it."""
    return Coach(user, Snapshot.of_routine(routine), today).coached().slots


def past_sessions(user, exercise):
    """What the rules get to see of one exercise."""
    return sessions.past_sessions(user.pk, [exercise.pk])[exercise.pk]


def eight_to_twelve(exercise, user=None, **fields):
    return make_routine(user, [(exercise, {"reps_low": 8, "reps_high": 12} | fields)])


def test_the_first_time_begins_at_the_bottom_of_the_range(user, squat):
    slot = slots(user, eight_to_twelve(squat))[0]
    assert (slot.target, slot.sets, slot.load_kg) == (8, 3, None)
    assert slot.reason == "Your first time: start with 8 clean reps."


def test_a_clean_session_is_followed_by_a_rep_more(user, squat):
    log(user, squat, 2, [9, 9, 9])
    slot = slots(user, eight_to_twelve(squat))[0]
    assert (slot.target, slot.reason) == (10, "You did 9 reps in every set: try 10.")
    assert slot.reason_sources == ("d2",)


@pytest.mark.parametrize(
    ("fields", "hours", "target"),
    [
        pytest.param({}, 1, 10, id="in progress"),
        pytest.param({"finished_at": NOON}, 1, 5, id="finished"),
        pytest.param({}, 7, 5, id="left for longer than six hours"),
    ],
)
def test_only_what_hurts_counts_of_a_session_in_progress(user, squat, wednesday, fields, hours, target):
    log(user, squat, 2, [9, 9, 9])
    at = NOON - timedelta(hours=hours)
    workout = make_workout(user, [squat], started=at, **fields)
    make_set(workout, reps=5, at=at)
    routine = eight_to_twelve(squat)
    assert slots(user, routine)[0].target == target
    workout.exercises.update(pain=7)
    assert slots(user, routine)[0].skipped


@pytest.mark.parametrize(
    ("style", "rounds", "sets", "target"),
    [("sets", 1, 2, 10), ("sets", 1, 3, 9), ("circuit", 2, 3, 10), ("circuit", 3, 3, 9), ("circuit", 3, 2, 10)],
    ids=["two of two", "two of three", "two of two rounds", "two of three rounds", "two of three, as it was eased"],
)
def test_sets_left_out_are_those_that_were_asked_for_then(user, squat, style, rounds, sets, target):
    """A short session, or an easier week, held to what it asked for."""
    workout = log(user, squat, 2, [9, 9])
    Workout.objects.filter(pk=workout.pk).update(style=style, rounds=rounds)
    workout.exercises.update(sets=sets)

    assert slots(user, eight_to_twelve(squat))[0].target == target


def test_an_exercise_twice_in_a_workout_is_one_session(user, squat):
    """Six sets at the top, but not yet twice running; the sides of each set stay together; the worse pain counts."""
    own(user, squat, "4")
    routine = make_routine(user, [(squat, {"reps_low": 8, "reps_high": 15})] * 2)
    for days_ago in (4, 2):
        workout = make_workout(user, [squat, squat], started=NOON - timedelta(days=days_ago))
        for slot in (0, 1):
            for number in (1, 2, 3):
                make_set(workout, slot=slot, number=number, reps=15)
        assert [(slot.target, slot.load_kg) for slot in slots(user, routine)] == (
            [(15, None)] * 2 if days_ago == 4 else [(8, 4)] * 2
        )
    workout.exercises.filter(slot=1).update(pain=4)
    assert {slot.reason for slot in slots(user, routine)} == {"We don’t know how it felt after: 15 reps again."}


def test_a_past_session_holds_all_that_was_done_of_an_exercise(user):
    clam = make_exercise(sides="each")
    workout = make_workout(user, [clam, clam])
    workout.exercises.filter(slot=0).update(pain=2, target=9)
    workout.exercises.filter(slot=1).update(pain=1, pain_next_day=3, target=9, sets=2)
    for slot, side, reps in ((0, "left", 8), (0, "right", 9), (1, "left", 6), (1, "right", 7)):
        make_set(workout, slot=slot, side=side, reps=reps)
    make_set(workout, slot=1, number=2, side="left", reps=5, deleted_at=NOON)

    (session,) = past_sessions(user, clam)

    assert [(row.number, row.side, row.reps) for row in session.sets] == [
        (1, "left", 8), (1, "right", 9), (2, "left", 6), (2, "right", 7),
    ]  # fmt: skip
    assert (session.day, session.pain, session.pain_next_day, session.target, session.asked) == (TODAY, 2, 3, 9, 5)
    assert (session.low, session.top) == (10, 10)
    workout.exercises.filter(slot=1).update(target=6, reps_low=8, reps_high=12)
    (session,) = past_sessions(user, clam)
    assert (session.target, session.low, session.top) == (None, None, None)


def test_pain_of_a_warm_up_counts_for_the_exercise_and_nothing_else_of_it_does(user, squat):
    workout = log(user, squat, 2, [10, 10, 10])
    warm_up = {"user": user, "day": workout.day, "logged_at": NOON, "block": "warm-up", "reps_low": 5, "reps_high": 5}
    aside = workout.exercises.create(slot=1, exercise=squat, sets=1, **warm_up)
    make_set(workout, slot=1, reps=5)
    (before,) = past_sessions(user, squat)
    workout.exercises.filter(pk=aside.pk).update(pain=8)
    (session,) = past_sessions(user, squat)

    assert (before.pain, session) == (None, before._replace(pain=8))
    routine = make_routine(user, [(squat, {"block": "warm-up"}), (squat, {})])
    assert [slot.skipped for slot in slots(user, routine)] == [True, True]
    workout.sets().delete()
    assert [one.pain for one in past_sessions(user, squat)] == [8]


@pytest.mark.parametrize(
    ("style", "low", "high", "top"),
    [
        pytest.param("sets", 30, 45, 45, id="a range ends"),
        pytest.param("sets", 30, 30, 60, id="a fixed hold grows to a minute"),
        pytest.param("sets", 90, 90, 90, id="or stays beyond it"),
        pytest.param("circuit", 30, 30, 30, id="in a circuit it stays"),
    ],
)
def test_a_past_hold_knows_how_much_room_there_was(user, style, low, high, top):
    plank = make_exercise("plank", measure="seconds")
    workout = make_workout(user, [plank], style=style)
    make_set(workout)
    workout.exercises.update(seconds_low=low, seconds_high=high)

    assert [(session.low, session.top) for session in past_sessions(user, plank)] == [(low, top)]


def test_a_routine_that_asks_for_less_does_not_bring_another_down(user, squat):
    log(user, squat, 4, [14, 14, 13]).exercises.update(reps_low=8, reps_high=15)
    log(user, squat, 2, [10, 10, 10])
    wide, narrow = make_routine(None, [(squat, {"reps_low": 8, "reps_high": 15})]), make_routine(None, [(squat, {})])

    assert [slots(user, routine)[0].target for routine in (wide, narrow)] == [14, 10]
    by = f"We go by {weekday_date(TODAY - timedelta(days=4))}: less was planned since."
    assert slots(user, wide)[0].reason == f"You did at least 13 reps in every set: try 14. {by}"


@pytest.mark.parametrize(
    ("history", "reps_high", "said"),
    [
        pytest.param([(2, 10, 10), (4, 13, 15)], 15, {13, 14}, id="another routine since: its day is named"),
        pytest.param([(2, 10, 10), (4, 13, 15)], 10, {10}, id="the routine that asks for less"),
        pytest.param([(2, 13, 15), (4, 10, 10)], 15, {13, 14}, id="this routine since"),
    ],
)
def test_last_time_and_the_reason_speak_of_one_session_or_the_reason_names_its_own(
    user, noon, squat, history, reps_high, said
):
    for ago, amount, high in history:
        log(user, squat, ago, [amount] * 3).exercises.update(reps_low=8, reps_high=high, target=amount)
    phone = runner(user)
    start = page(phone, f"/workouts/start/?routine={eight_to_twelve(squat, user, reps_high=reps_high).pk}")
    address, fields = html.form(start, "Start")
    sheet = phone.post(address, fields)["Location"]
    going = page(phone, sheet)
    reasons = {html.find(seen, "div", class_="reason")[0].find("p")[0].text for seen in (start, going)}
    (reason,) = reasons
    first, _, by = reason.partition(" We go by ")
    assert {int(number) for number in re.findall(r"\d+", first)} == said

    (last,) = set(re.findall(r"Last time: ([\d, ]+)", html.flat(going)))
    newest = history[0][1]
    assert last == ", ".join([f"{newest}"] * 3)
    assert (newest in said) == (not by)
    if by:
        day, _, why = by.partition(": ")
        assert (day, why) == (weekday_date(TODAY - timedelta(days=history[1][0])), "less was planned since.")


def test_what_was_skipped_however_often_makes_nothing_forgotten(user, squat):
    log(user, squat, 60, [9, 9, 9], load_kg=20)
    for days_ago in range(1, 31):
        log(user, squat, days_ago, []).exercises.update(skipped=True)

    assert slots(user, eight_to_twelve(squat))[0].reason.startswith("60 days off: ease in")


def test_nobody_elses_log_counts_nor_what_was_deleted(user, squat):
    log(make_user(), squat, 2, [12, 12, 12])
    log(user, squat, 2, [12, 12, 12]).discard(NOON)
    log(user, squat, 3, [12, 12, 12], deleted_at=NOON)
    assert slots(user, eight_to_twelve(squat))[0].target == 8


def test_the_next_load_is_one_the_user_owns(user, squat):
    bell = Equipment.objects.create(slug="kettlebell", name="Kettlebell", weighs=True, source=make_source())
    squat.extras.add(bell)
    for kg in ("8", "12", "13"):
        Kit.objects.create(user=user, equipment=bell, kg=Decimal(kg))
    for days in (4, 2):
        log(user, squat, days, [12, 12, 12], load_kg=12)
    slot = slots(user, eight_to_twelve(squat))[0]
    assert (slot.target, slot.load_kg) == (8, Decimal("13.000"))
    assert slot.reason == "12 reps, twice in a row: now 13 kg, from 8 reps."


@pytest.mark.parametrize("block", ["main", "warm-up"])
def test_what_takes_no_weight_any_more_is_asked_for_with_none(user, block):
    hike = make_own(user)
    routine = eight_to_twelve(hike, user, load_kg=5, block=block)
    for days in (4, 2):
        log(user, hike, days, [12, 12, 12], load_kg=5)
    page = runner(user).get(routine.get_absolute_url())
    assert "5 kg" in page.text
    assert slots(user, routine)[0].load_kg == 5
    Exercise.objects.filter(pk=hike.pk).update(load="none")
    routine = Routine.objects.get(pk=routine.pk)
    coach = Coach(user, Snapshot.of_routine(routine), TODAY)
    [slot] = coach.coached().slots
    assert (slot.load_kg, slot.band, "kg" in slot.reason) == (None, None, False)
    assert not [offer for offer in coach.offers if offer.offer.kind == "load"]
    assert "5 kg" not in runner(user).get(routine.get_absolute_url()).text


def test_the_weaker_side_goes_first_and_sets_the_number(user):
    clamshell = make_exercise("clamshell", sides="each")
    for days in (6, 4, 2):
        workout = make_workout(user, [clamshell], started=NOON - timedelta(days=days))
        for number in (1, 2, 3):
            make_set(workout, number=number, side="left", reps=11)
            make_set(workout, number=number, side="right", reps=9)
    slot = slots(user, eight_to_twelve(clamshell))[0]
    assert (slot.first_side, slot.target) == ("right", 10)


def test_why_a_side_goes_first_stands_below_the_target(user, noon):
    clamshell, kickback = make_exercise("clamshell", sides="each"), make_exercise("kickback", sides="each")
    workout = make_workout(user, [clamshell], started=NOON - timedelta(days=2))
    make_set(workout, side="left", reps=11)
    make_set(workout, side="right", reps=9)
    routine = make_routine(user, [(clamshell, {}), (kickback, {})])
    start = f"/workouts/start/?routine={routine.pk}"

    assert "Right did less" not in page(runner(user), start)
    for days_ago in (4, 6):
        workout = make_workout(user, [clamshell], started=NOON - timedelta(days=days_ago))
        make_set(workout, side="left", reps=11)
        make_set(workout, side="right", reps=9)

    seen = page(runner(user), start)

    (why,) = [each for each in html.find(seen, "details", class_="why") if "Right did less" in each.text]
    assert "Right did less in 3 of your last 4 sessions." in why.text
    assert seen.count("each side, right first, 30 s rest") == 1
    assert "Left did less" not in seen
    ExerciseWish.objects.put(user, kickback, as_written=False, sides="left-first")
    assert page(runner(user), start).count("You chose left first.") == 1


def test_a_lasting_difference_between_the_sides_is_said_with_its_sources(user, noon):
    for slug in ("hip-return-2022", "fredericson-2000"):
        make_source(slug)
    clamshell = make_exercise("clamshell", sides="each")
    for days_ago in (6, 4, 2):
        workout = make_workout(user, [clamshell], started=NOON - timedelta(days=days_ago))
        make_set(workout, side="left", reps=12)
        make_set(workout, side="right", reps=9)
    routine = make_routine(user, [(clamshell, {}), (make_exercise(sides="each"), {})])

    seen = page(runner(user), f"/workouts/start/?routine={routine.pk}")

    word = next(word for word in html.find(seen, "div", class_="reason") if "does about" in word.text)
    assert "Clamshell. A clear gap: your right does about 25% less than your left. Start right." in word.text
    assert html.cited(word) == ["hip-return-2022", "fredericson-2000"]
    assert seen.count("does about") == 1


@pytest.mark.parametrize(
    ("coaching", "asked"), [(True, (3, "3", "Fewer than later, to warm up.")), (False, (10, "10", ""))]
)
def test_the_warm_up_of_who_can_do_few_asks_for_fewer(user, squat, coaching, asked):
    user.coaching = coaching
    log(user, squat, 2, [5, 5, 5], rir=0)
    routine = make_routine(user, [(squat, {"block": "warm-up", "reps_low": 10, "reps_high": 10}), (squat, {})])
    coach = Coach(user, Snapshot.of_routine(routine), TODAY)
    shown = coach.coached()
    warm_up = Sheet.of_snapshot(user, shown, NOON, coach).slots[0]

    assert (shown.slots[0].target, warm_up.dose.split(" × ")[-1], shown.slots[0].reason) == asked


@pytest.mark.parametrize(
    ("block", "load", "target"),
    [("warm-up", None, 3), ("cool-down", None, 10), pytest.param("warm-up", 40, 10, id="that is only few of 40 kg")],
)
def test_only_a_warm_up_with_the_same_load_asks_for_fewer(user, squat, block, load, target):
    log(user, squat, 2, [5, 5, 5], rir=0, load_kg=load)
    aside = {"block": block, "reps_low": 10, "reps_high": 10}
    found = slots(user, make_routine(user, [(squat, {}), (squat, aside)]))
    assert [slot.target for slot in found if not slot.is_main] == [target]


def test_what_hurt_badly_is_left_out_for_a_week_in_the_warm_up_too(user, squat):
    log(user, squat, 2, [10, 10, 10], pain=7)
    routine = eight_to_twelve(squat)
    routine.add(squat, "warm-up")
    routine.add(make_exercise("jumping-jack"), "warm-up")
    warm_up, jack, slot = slots(user, routine)
    assert (warm_up.skipped, jack.skipped) == (True, False)
    assert (slot.skipped, slot.reason) == (
        True,
        f"It hurt a lot: skip this one, back on {TODAY + timedelta(days=6):%a %-d %b}.",
    )


OUT = f"It hurt a lot: skip this one, back on {TODAY + timedelta(days=6):%a %-d %b}."


@pytest.mark.parametrize(
    ("days_ago", "pain", "lock", "coaching", "expected"),
    [
        pytest.param(2, 6, None, True, (True, OUT, 6), id="a lot"),
        pytest.param(2, 5, None, True, (False, "", 6), id="a little"),
        pytest.param(8, 6, None, True, (False, "", 6), id="over a week ago"),
        pytest.param(2, 6, None, False, (True, OUT, 6), id="coaching off, too"),
        pytest.param(2, 4, {"stop_from": 4}, True, (True, OUT, 4), id="from a physio’s limit on"),
        pytest.param(2, 0, {"skip": True}, True, (True, "Anna said: skip it.", 6), id="skipped by a physio"),
    ],
)
def test_what_stands_only_in_the_warm_up_is_left_out_where_it_hurt_badly(
    user, squat, days_ago, pain, lock, coaching, expected
):
    """Whether it hurt there or in a main part; and nothing is said of its neighbours."""
    swing, user.coaching = make_exercise("leg-swing", pattern=""), coaching
    log(user, swing, days_ago, [10], pain=pain).exercises.update(block="warm-up")
    if lock:
        Lock.objects.create(user=user, exercise=swing, by="Anna", **lock)
    routine = make_routine(user, [(swing, {"block": "warm-up"}), (squat, {})])
    first, other = slots(user, routine)
    assert (first.skipped, first.reason, first.stop_from) == expected
    assert not other.skipped


@pytest.mark.parametrize(
    ("pain", "expected"),
    [
        (9, (True, 8, f"It hurt a lot: skip this one, back on {TODAY + timedelta(days=6):%a %-d %b}.")),
        (4, (False, 9, "We don’t know how it felt after: 9 reps again.")),
        (0, (False, 10, "You did 9 reps in every set: try 10.")),
    ],
)
def test_what_hurt_before_the_first_set_is_left_out_too(user, squat, pain, expected):
    log(user, squat, 4, [9, 9, 9])
    log(user, squat, 2, [], pain=pain).exercises.update(skipped=True)
    slot = slots(user, eight_to_twelve(squat))[0]
    assert (slot.skipped, slot.target, slot.reason) == expected


@pytest.mark.parametrize(
    ("pain", "next_day", "expected"),
    [
        (7, None, (True, 3, f"It hurt a lot: skip this one, back on {TODAY + timedelta(days=6):%a %-d %b}.")),
        (5, 7, (False, 2, "It hurt when you tried it: 2 rounds, gently.")),
        (2, 2, (False, 3, "Your first time: 40 seconds, at your own pace.")),
    ],
    ids=["left out", "worse in the morning", "hardly"],
)
def test_what_hurt_counted_in_reps_is_left_out_counted_in_seconds_too(user, squat, pain, next_day, expected):
    log(user, squat, 2, [10, 10, 10], pain=pain).exercises.update(pain_next_day=next_day)
    routine = make_routine(None, [(squat, {"seconds_low": 40, "seconds_high": 40})], style="circuit", rounds=3)
    coached = Coach(user, Snapshot.of_routine(routine), TODAY).coached()
    slot = coached.slots[0]

    assert (slot.skipped, coached.rounds, slot.reason) == expected
    assert slot.target == 40


@pytest.mark.parametrize(
    ("coaching", "coached", "reason"),
    [
        (False, True, ""),
        (True, False, "As written, as you asked. Pain advice stays."),
    ],
)
def test_what_is_to_stay_as_written_gets_no_other_target(user, squat, coaching, coached, reason):
    user.coaching = coaching
    log(user, squat, 2, [12, 12, 12])
    slot = slots(user, eight_to_twelve(squat, user, coached=coached))[0]
    assert (slot.target, slot.reason) == (8, reason)


def test_only_the_main_block_is_coached(user, squat):
    log(user, squat, 2, [12, 12, 12])
    slot = slots(user, eight_to_twelve(squat, block="warm-up"))[0]
    assert (slot.target, slot.reason) == (8, "")


def test_the_start_page_says_why_previews_four_and_offers_the_next_rung(user, squat):
    harder = make_exercise("single-leg-squat")
    LadderStep.objects.create(exercise=squat, to=harder, kind="harder", source=make_source())
    now = timezone.now()
    for days in (4, 2):
        workout = make_workout(user, [squat], started=now - timedelta(days=days))
        for number in (1, 2, 3):
            make_set(workout, number=number, reps=15)
    phone = Client()
    phone.force_login(user)
    routine = make_routine(
        None, [(squat, {"reps_low": 12, "reps_high": 15}), (make_exercise("lunge"), {"reps_low": 8})]
    )
    page = phone.get(f"/workouts/start/?routine={routine.pk}").content.decode()
    assert "3 × 15" in page
    assert "15 reps, twice in a row: ready for more?" in page
    assert "Something harder: single leg squat?" in page
    told = [cell.text for cell in html.find(page, "td", class_="num")]
    assert told == ["3 × 15"] * 4 + ["3 × 8", "3 × 9", "3 × 10", "3 × 10"]


def rungs(*steps):
    """Exercises by slug, with ladders up: "squat lunge" leads from squats to lunges."""
    found = {slug: make_exercise(slug) for slug in dict.fromkeys(" ".join(steps).split())}
    for lower, higher in (step.split() for step in steps):
        for start, end, kind in ((lower, higher, "harder"), (higher, lower, "easier")):
            LadderStep.objects.create(exercise=found[start], to=found[end], kind=kind, source=make_source())
    return found


def offered(user, *exercises):
    """The exercises that the start page offers, of a routine of 12 to 15 reps."""
    routine = make_routine(user, [(exercise, {"reps_low": 12, "reps_high": 15}) for exercise in exercises])
    return [one.offer.exercise for one in Coach(user, Snapshot.of_routine(routine), TODAY).offers]


def test_what_was_passed_is_not_offered_as_something_harder(user):
    """It goes on above it; and down to it all the same."""
    by_slug = rungs("squat lunge", "lunge single-leg-squat")
    squat, lunge, single = by_slug.values()
    for days_ago in (4, 2):
        log(user, squat, days_ago, [15, 15, 15]).exercises.update(reps_high=15)
    assert offered(user, squat) == ["lunge"]
    for days_ago in (8, 6):
        log(user, lunge, days_ago, [15, 15, 15]).exercises.update(reps_high=15)
    assert offered(user, squat) == ["single-leg-squat"]
    log(user, single, 1, [2, 2, 2])
    assert offered(user, single) == ["lunge"]


def test_what_fell_short_lately_is_not_offered_as_something_harder(user):
    """Else what was left as too hard would be offered a minute later. Nor is what lies above it."""
    by_slug = rungs("squat lunge", "lunge single-leg-squat")
    squat, lunge, _ = by_slug.values()
    for days_ago in (4, 2):
        log(user, squat, days_ago, [15, 15, 15]).exercises.update(reps_high=15)
    log(user, lunge, 1, [6, 5, 5]).exercises.update(reps_low=8)
    assert offered(user, lunge) == []
    assert offered(user, squat) == []
    log(user, lunge, 1, [8, 8, 8]).exercises.update(reps_low=8)
    assert offered(user, squat) == ["lunge"]


def test_what_two_exercises_lead_to_is_offered_once(user):
    """To the first of them; to the other what lies beyond, if anything does."""
    by_slug = rungs("heel-raised-squat squat", "heel-raised-squat lunge", "lunge lunge-with-rotation")
    squat, lunge, further = (by_slug[slug] for slug in ("squat", "lunge", "lunge-with-rotation"))
    for exercise in (squat, lunge, further):
        log(user, exercise, 2, [2, 2, 2])
    assert offered(user, squat, lunge) == ["heel-raised-squat"]
    assert offered(user, squat, further) == ["heel-raised-squat", "lunge"]


def test_what_two_exercises_at_their_top_lead_to_is_kept_for_the_first(user):
    """On days on which it is not shown, too: an offer is shown weekly."""
    squat, single, lunge = rungs("squat single-leg-squat", "lunge single-leg-squat").values()
    for days_ago in (6, 4, 2):
        log(user, squat, days_ago, [15, 15, 15]).exercises.update(reps_high=15)
    for days_ago in (5, 3):
        log(user, lunge, days_ago, [15, 15, 15]).exercises.update(reps_high=15)
    assert offered(user, lunge) == [single.slug]
    assert offered(user, squat, lunge) == []


SQUATS = "heel-raised-squat squat", "squat backpack-squat", "squat lunge", "backpack-squat single-leg-squat"
BRIDGES = "glute-bridge bridge-hold", "glute-bridge hip-lift", "bridge-hold single-leg-bridge", "hip-lift swing"


@pytest.mark.parametrize(
    ("steps", "chosen", "kind", "found"),
    [
        pytest.param(SQUATS, "lunge", "easier", "squat", id="the rung below"),
        pytest.param(SQUATS, "lunge heel-raised-squat", "easier", None, id="not if it is above another"),
        pytest.param(SQUATS, "lunge squat", "easier", None, id="nor what is below another"),
        pytest.param(SQUATS, "single-leg-squat squat", "easier", None, id="nor another with a weight"),
        pytest.param(BRIDGES, "glute-bridge", "harder", "bridge-hold", id="the rung above"),
        pytest.param(BRIDGES, "glute-bridge single-leg-bridge", "harder", "hip-lift", id="not if it is below another"),
        pytest.param(BRIDGES, "glute-bridge bridge-hold", "harder", "hip-lift", id="nor what is there"),
    ],
)
def test_no_two_of_a_kind_are_offered(user, steps, chosen, kind, found):
    by_slug, chosen = rungs(*steps), chosen.split()
    rung = getattr(Ladders(user, [], {*chosen}).of(by_slug[chosen[0]]), kind)
    assert (rung and rung.slug) == found


@pytest.mark.parametrize(("days", "is_offered"), [(27, False), (28, True)])
@pytest.mark.parametrize("when", ["in the session", "next morning", "in a self-check"])
def test_what_hurt_in_the_last_four_weeks_is_offered_for_nothing_else(user, days, is_offered, when):
    squat, lunge = rungs("squat lunge").values()
    if when == "in a self-check":
        Exercise.objects.filter(pk=squat.pk).update(slug="single-leg-bridge")
        squat.refresh_from_db()
        make_check(user, left=30, right=30, at=NOON - timedelta(days=days), pain=4)
    else:
        told = {"pain": 2} if when == "in the session" else {"pain": 0, "pain_next_day": 2}
        log(user, squat, days, [10]).exercises.update(**told)
    for days_ago in (2, 4):
        log(user, lunge, days_ago, [5, 5, 5], rir=0)
    assert offered(user, lunge) == [squat.slug] * is_offered


def test_what_stays_the_same_has_no_table(user, squat, noon):
    fixed = page(runner(user), f"/workouts/start/?routine={make_routine(None, [(squat, {})]).pk}")
    assert ("Each the same as today." in fixed, 'class="num"' in fixed) == (True, False)

    log(user, squat, 4, [10], pain=7)
    left_out = page(runner(user), f"/workouts/start/?routine={make_routine(None, [(squat, {})]).pk}")
    assert ("Each the same as today." in left_out, 'class="num"' in left_out) == (False, True)


def test_that_coaching_is_off_is_said_once_and_nothing_is_foretold(user, noon):
    user.coaching = False
    user.save()
    exercises = [make_exercise(sides="each") for _ in range(3)]
    routine = make_routine(user, [(exercise, {"reps_low": 8}) for exercise in exercises])
    start = f"/workouts/start/?routine={routine.pk}"
    seen = page(runner(user), start)

    assert seen.count("Coaching is off") == 1
    assert seen.count('<span class="dose">3 × 8–10</span>') == 3
    assert "Your next 4" not in seen
    row = begun(runner(user), seen)
    assert (row.target, row.reason, row.reason_sources) == (8, "", [])

    for days_ago in (6, 4, 2):
        workout = make_workout(user, exercises[:1], started=NOON - timedelta(days=days_ago))
        make_set(workout, side="left", reps=12)
        make_set(workout, side="right", reps=9)
    seen = page(runner(user), start)
    assert ('<h2 id="ahead">Left and right</h2>' in seen, "right does about" in seen) == (True, True)


def test_a_coached_workout_keeps_its_target_and_reason(user, squat, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOON)
    log(user, squat, 2, [9, 9, 9])
    routine = eight_to_twelve(squat)
    phone = Client()
    phone.force_login(user)
    page = phone.get(f"/workouts/start/?routine={routine.pk}").content.decode()
    signed = html.find(page, name="snapshot")[0]["value"]
    phone.post("/workouts/start/", {"routine": routine.pk, "snapshot": signed})
    row = Workout.objects.exclude(routine=None).get().exercises.get()
    assert (row.target, row.reps_low, row.reps_high) == (10, 8, 12)
    assert row.reason == "You did 9 reps in every set: try 10."


def test_days_off_count_from_anything_of_the_same_pattern(user):
    lunge, squat, bridge = (
        make_exercise(slug, pattern=pattern)
        for slug, pattern in (("lunge", "squat"), ("squat", "squat"), ("b", "hinge"))
    )
    for exercise in (lunge, bridge):
        log(user, exercise, 10, [9, 9, 9])
    log(user, squat, 2, [9, 9, 9])

    reasons = [slots(user, eight_to_twelve(exercise))[0].reason for exercise in (lunge, bridge)]
    assert reasons == ["You did 9 reps in every set: try 10.", "10 days off: the same again first."]


def test_what_is_similar_to_what_hurt_badly_does_not_rise(user):
    lunge, squat = (make_exercise(slug, pattern="squat") for slug in ("lunge", "squat"))
    log(user, lunge, 2, [9, 9, 9])
    log(user, squat, 1, [9], pain=7)

    assert slots(user, eight_to_twelve(lunge))[0].reason == "Something similar hurt: stay at 9 reps this week."


def test_after_an_easier_week_it_goes_on_from_before(user, squat):
    user.easier_weeks.create(since=TODAY - timedelta(days=7))
    log(user, squat, 9, [11, 11, 11])
    log(user, squat, 3, [9, 9]).exercises.update(sets=2, target=9)

    assert slots(user, eight_to_twelve(squat))[0].target == 12


def test_before_the_first_heavy_exercise_of_a_pattern_its_line_asks_for_lighter_sets(user):
    both = [make_exercise(slug, load="optional", pattern="squat") for slug in ("squat", "lunge")]
    for exercise in both:
        log(user, exercise, 2, [9, 9, 9], load_kg=60)
    held = make_exercise("wall-sit", load="optional", pattern="squat", measure="seconds")
    log(user, held, 2, [None] * 3, seconds=30, load_kg=60)
    own = {held: {"seconds_low": 30, "seconds_high": 60}}

    hold, heavy, after = slots(user, make_routine(user, [(one, own.get(one, {})) for one in (held, *both)]))
    assert (hold.load_kg, hold.reason) == (60, "You held 30 seconds in every set: try 35 seconds.")
    assert heavy.reason.endswith(". First 6 reps with 40% of the weight, then 6 with 80%.")
    assert heavy.reason_sources[-2:] == ("ribeiro-2020", "iversen-2021")
    assert "First 6 reps" not in after.reason


def test_a_kettlebell_stands_in_for_a_barbell(user):
    deadlift = make_exercise("deadlift", load="required")
    bell, bar = (
        Equipment.objects.create(slug=slug, name=slug.capitalize(), weighs=True, source=make_source())
        for slug in ("kettlebell", "barbell")
    )
    bar.replaced_by.add(bell)
    deadlift.equipment.add(bar)
    Kit.objects.create(user=user, equipment=bell, kg=Decimal(16))

    assert slots(user, eight_to_twelve(deadlift))[0].load_kg == 16


@pytest.mark.parametrize(
    ("kit", "also", "offered"),
    [
        pytest.param([], [], "Something harder: side plank?", id="no kit named: one that needs none"),
        pytest.param([], ["ball-rollout"], "Something harder: ball plank?", id="no kit named: what the routine needs"),
        pytest.param(["mat"], [], "Something harder: side plank?", id="no ball: the next one"),
        pytest.param(["ball"], [], "Something harder: ball plank?", id="a ball"),
        pytest.param(["ball"], ["ball-plank"], "Something harder: side plank?", id="in the routine already"),
    ],
)
def test_the_rung_offered_is_one_that_can_be_done_and_is_not_there_already(user, noon, kit, also, offered):
    plank, *rungs, rollout = (
        make_exercise(slug, load="none") for slug in ("plank", "ball-plank", "side-plank", "ball-rollout")
    )
    for slug in ("ball", "mat"):
        Equipment.objects.create(slug=slug, name=slug, source=make_source())
    for one in (rungs[0], rollout):
        one.equipment.add(Equipment.objects.get(slug="ball"))
    for one, to in ((plank, rungs[0]), (rungs[0], rungs[1])):
        LadderStep.objects.create(exercise=one, to=to, kind="harder", source=make_source())
    for slug in kit:
        Kit.objects.create(user=user, equipment=Equipment.objects.get(slug=slug))
    topped(user, plank, amount=15, days=TWICE)
    others = [(exercise, {}) for exercise in (*rungs, rollout) if exercise.slug in also]
    routine = make_routine(user, [(plank, {"reps_low": 8, "reps_high": 15}), *others])

    assert offered in page(runner(user), f"/workouts/start/?routine={routine.pk}")


# -- Your call ----------------------------------------------------


def own(user, exercise, *sizes):
    """Kettlebells of these kilograms, for the exercise."""
    bell = Equipment.objects.get_or_create(
        slug="kettlebell", defaults={"name": "Kettlebell", "weighs": True, "source": make_source()}
    )[0]
    exercise.extras.add(bell)
    for kg in sizes:
        Kit.objects.get_or_create(user=user, equipment=bell, kg=Decimal(kg))


TWICE, A_WEEK_AGO = (4, 2), (11, 9, 7)


def topped(user, *exercises, amount=10, days=A_WEEK_AGO):
    """Sessions of these exercises, every set at its top: of fixed reps the load is offered a week after more reps."""
    for days_ago in days:
        workout = make_workout(user, exercises, started=NOON - timedelta(days=days_ago))
        for slot in range(len(exercises)):
            for number in (1, 2, 3):
                make_set(workout, slot=slot, number=number, reps=amount)


@pytest.fixture
def noon(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOON)


DOSE = r'<span class="meta">\d+ s rest(?:, ([^<,]+ kg))?</span>'
"""How to do an exercise, with its load."""


def page(phone, url):
    answer = phone.get(url)
    assert (answer.status_code, html.problems(answer.text)) == (200, [])
    return answer.text


def begun(phone, seen):
    """The first exercise of the workout that this start page begins."""
    signed = html.find(seen, name="snapshot")[0]["value"]
    place = phone.post("/workouts/start/", {"snapshot": signed, "anew": 1})["Location"]
    return Workout.objects.get(pk=place.split("/")[2]).exercises.get(slot=0)


def links(seen):
    """Words and addresses of the links that take a load, or not after all."""
    return {a.text: a["href"] for a in html.find(seen, "a") if a.text.startswith(("Use ", "Undo"))}


def player_loads(seen):
    """What the player would begin with."""
    return [(slot["load"], slot["target"]) for slot in html.data(seen, "session")["slots"]]


def test_an_offered_load_is_taken_with_a_link_and_let_go_with_another(user, squat, noon):
    own(user, squat, "12")
    topped(user, squat)
    phone, routine = runner(user), make_routine(None, [(squat, {})])
    start = f"/workouts/start/?routine={routine.pk}"
    before = page(phone, start)
    assert links(before) == {"Use 12 kg": f"?routine={routine.pk}&load=squat"}

    seen = page(phone, f"{start}&load=squat")

    assert links(seen) == {"Undo": f"?routine={routine.pk}"}
    assert "Chosen for today." in seen
    assert '<span class="meta">60 s rest, 12 kg</span>' in seen
    assert player_loads(seen) == [("12 kg", 10)]
    row = begun(phone, seen)
    assert (row.target, row.load_kg, row.rest_s, row.reason_sources) == (10, 12, 60, ["d0", "acsm-2009"])
    assert row.reason == "You chose 12 kg: start at 10 reps."
    assert begun(phone, before).load_kg is None
    assert Routine.objects.count() == 1


@pytest.mark.parametrize("coaching", [True, False])
@pytest.mark.parametrize(
    ("loads", "named"),
    [
        pytest.param([None, None, None], "", id="body weight"),
        pytest.param([9, 9, 9], "9 kg", id="one load"),
        pytest.param([None, 9, "5.5"], "5.5 kg", id="body weight first"),
        pytest.param(["5.5", 9, None], "5.5 kg", id="body weight last"),
        pytest.param([None, 9, None], "", id="body weight most"),
        pytest.param(["10.5", 9, "10.5"], "10.5 kg", id="two weights"),
    ],
)
def test_summary_start_page_player_and_sheet_name_the_load_of_the_target(user, squat, noon, loads, named, coaching):
    user.coaching = coaching
    user.save()
    phone, routine = runner(user), make_routine(user, [(squat, {})])
    workout = log(user, squat, 2, [])
    for number, kg in enumerate(loads, 1):
        make_set(workout, number=number, reps=9, load_kg=kg)
    Workout.objects.filter(pk=workout.pk).update(routine=routine)
    summary = page(phone, f"/workouts/{workout.pk}/")

    seen = page(phone, f"/workouts/start/?routine={routine.pk}")
    row = begun(phone, seen)
    sheet = page(phone, f"/workouts/{row.workout_id}/")

    said = [text for text in (summary, seen)[not coaching :] for text in re.findall(DOSE, text)]
    boxes = {box["value"] for box in html.find(sheet, "input", name="load") if "value" in box.attrs}
    players = {slot["load"] for text in (seen, sheet) for slot in html.data(text, "session")["slots"]}
    assert (said, boxes, players) == ([named] * (1 + coaching), {named}, {named})


def test_with_a_weight_in_one_routine_and_without_in_another_each_goes_on_from_its_own(user, squat, noon):
    gym, home = eight_to_twelve(squat, user), eight_to_twelve(squat, user)
    for days_ago, routine, reps, kg in ((8, gym, 9, 60), (6, home, 11, None), (4, gym, 10, 60), (2, home, 11, None)):
        workout = log(user, squat, days_ago, [reps] * 3, load_kg=kg)
        Workout.objects.filter(pk=workout.pk).update(routine=routine)
    assert [(slots(user, one)[0].target, slots(user, one)[0].load_kg) for one in (gym, home)] == [(11, 60), (12, None)]
    seen = page(runner(user), f"/workouts/start/?routine={gym.pk}")
    assert "You did 10 reps with 60 kg: try 11." in seen  # The list has the latest, without a weight, as “Last time”.
    gym.prescriptions.update(load_kg=65, load_changed_at=NOON - timedelta(days=3))
    assert slots(user, gym)[0].reason.startswith("You chose 65 kg: start at 8 reps.")


def test_an_exercise_that_is_there_twice_is_offered_a_load_once(user, squat, noon):
    own(user, squat, "4", "12")
    topped(user, squat)
    routine = make_routine(user, [(squat, {}), (squat, {})])
    seen = page(runner(user), f"/workouts/start/?routine={routine.pk}")
    assert [a.text for a in html.find(seen, "a") if a.text.startswith("Use ")] == ["Use 4 kg"]


def test_a_load_stays_taken_in_the_short_session_and_the_other_way_round(user, squat, noon):
    own(user, squat, "12")
    topped(user, squat)
    plank = (make_exercise("plank", role="core"), {"sets": 20, "rest_s": 60})
    phone, routine = runner(user), make_routine(None, [plank, (squat, {})])
    start = f"/workouts/start/?routine={routine.pk}"

    seen = page(phone, f"{start}&load=squat")

    assert f'href="?routine={routine.pk}&amp;load=squat&amp;short=1"' in seen
    short = page(phone, f"{start}&load=squat&short=1")
    row = begun(phone, short)
    assert (row.exercise, row.load_kg, row.sets) == (squat, 12, 2)
    assert f'href="?routine={routine.pk}&amp;load=squat"' in short
    assert links(short) == {"Undo": f"?routine={routine.pk}&short=1"}


def test_each_of_several_loads_is_taken_by_itself(user, squat, noon):
    lunge = make_exercise("lunge")
    for exercise in (squat, lunge):
        own(user, exercise, "12")
    topped(user, squat, lunge)
    phone, routine = runner(user), make_routine(None, [(squat, {}), (lunge, {})])

    seen = page(phone, f"/workouts/start/?routine={routine.pk}&load=squat")

    assert links(seen) == {
        "Undo": f"?routine={routine.pk}",
        "Use 12 kg": f"?routine={routine.pk}&load=lunge&load=squat",
    }
    both = page(phone, f"/workouts/start/?routine={routine.pk}&load=lunge&load=squat")
    assert player_loads(both) == [("12 kg", 10), ("12 kg", 10)]


def test_an_exercise_by_itself_takes_a_load_too_and_changes_no_routine(user, squat, noon):
    own(user, squat, "12")
    topped(user, squat)
    harder = make_exercise("single-leg-squat")
    LadderStep.objects.create(exercise=squat, to=harder, kind="harder", source=make_source())
    phone = runner(user)

    seen = page(phone, "/workouts/start/?exercise=squat")

    assert links(seen) == {"Use 12 kg": "?exercise=squat&load=squat"}
    assert ("Swap" in seen, "a circuit" in seen) == (False, False)
    assert begun(phone, page(phone, "/workouts/start/?exercise=squat&load=squat")).load_kg == 12


@pytest.mark.parametrize("odd", ["lunge", "0", "", "%00", "x" * 300, "squat&load=lunge"])
def test_a_load_that_is_not_offered_changes_nothing(user, squat, noon, odd):
    topped(user, squat)
    routine = make_routine(None, [(squat, {})])

    seen = page(runner(user), f"/workouts/start/?routine={routine.pk}&load={odd}")

    assert (player_loads(seen), links(seen)) == ([("", 10)], {})


@pytest.mark.parametrize(
    ("owned", "offered", "load_kg"), [(("8", "24"), "Use 8 kg", 8), (("24",), "Use body weight", None)]
)
def test_what_was_too_heavy_is_put_down_again_with_one_tap(user, squat, noon, owned, offered, load_kg):
    own(user, squat, *owned)
    for days_ago in (6, 4, 2):
        log(user, squat, days_ago, [3, 3, 3], load_kg=24)
    routine, phone = make_routine(user, [(squat, {"reps_low": 8, "reps_high": 12, "load_kg": 24})]), runner(user)
    start = f"/workouts/start/?routine={routine.pk}"

    assert links(page(phone, start)) == {offered: f"?routine={routine.pk}&load=squat"}
    assert begun(phone, page(phone, f"{start}&load=squat")).load_kg == load_kg


def test_a_band_is_taken_likewise(user, noon):
    walk = make_exercise("walk", banded=True)
    band = Equipment.objects.create(slug="band", name="Band", stretches=True, source=make_source())
    walk.equipment.add(band)
    Kit.objects.create(user=user, equipment=band, band=2)
    topped(user, walk)
    phone = runner(user)

    assert links(page(phone, "/workouts/start/?exercise=walk")) == {"Use band 2": "?exercise=walk&load=walk"}
    assert begun(phone, page(phone, "/workouts/start/?exercise=walk&load=walk")).band == 2


@pytest.mark.parametrize(
    ("days", "buttons"),
    [
        (TWICE, {"widen": ("Build to 12", "12", ["d2", "plotkin-2022"])}),
        (A_WEEK_AGO, {"swap": ("Swap", "single-leg-squat", []), "circuit": ("Make it a circuit", None, ["d0"])}),
    ],
)
def test_every_offer_about_a_routine_has_its_button_and_its_sources(user, squat, noon, days, buttons):
    for slug in ("d0", "d2", "plotkin-2022"):
        make_source(slug)
    rung = make_exercise("single-leg-squat")
    LadderStep.objects.create(exercise=squat, to=rung, kind="harder", source=make_source())
    topped(user, squat, days=days)
    routine = make_routine(user, [(squat, {})], name="Steady hips")

    seen = page(runner(user), f"/workouts/start/?routine={routine.pk}")

    offers = html.find(seen, "div", class_="offer")
    assert len(offers) == len(buttons)
    for verb, (words, value, slugs) in buttons.items():
        offer = next(offer for offer in offers if offer.find("form", action=f"/routines/{routine.pk}/{verb}/"))
        (button,) = offer.find("button", class_="quiet")
        assert (button.text, button.attrs.get("value")) == (words, value)
        assert html.cited(offer) == slugs


def test_an_offer_that_no_tap_can_accept_is_words_alone(user, squat, noon):
    """With no easier exercise to be had, a rest is all there is to offer."""
    for days_ago in (6, 4, 2):
        log(user, squat, days_ago, [10, 10, 10], pain=4)

    seen = page(runner(user), f"/workouts/start/?routine={make_routine(user, [(squat, {})]).pk}")

    (offer,) = html.find(seen, "div", class_="offer")
    assert "Rest this one until it has been looked at." in offer.text
    assert (offer.find("form"), offer.find("a", class_="quiet")) == ([], [])


@pytest.mark.parametrize("coaching", [True, False])
@pytest.mark.parametrize(
    ("pains", "said"),
    [
        ((4, 4, 4), "Ask a physio or doctor before you do more."),
        ((7, 7), "Ask a physio or doctor before you take it up again."),
        ((1,) * 8, "Not better in about two weeks? Get it looked at."),
        ((4,), None),
    ],
)
def test_whom_to_ask_stands_below_what_hurts_coached_or_not(user, squat, noon, coaching, pains, said):
    user.coaching = coaching
    user.save()
    for number, felt in enumerate(reversed(pains), start=1):
        log(user, squat, 2 * number, [10, 10, 10], pain=felt)

    seen = page(runner(user), f"/workouts/start/?routine={make_routine(user, [(squat, {})]).pk}")

    (line,) = html.find(seen, "li", class_="rows-why")
    notes = line.find("p", class_="note")
    assert [said in note.text for note in notes] == ([True] if said else [])
    assert all(note.find("a", href="/when-to-stop/") for note in notes)


def test_a_rung_that_is_retired_is_not_offered_nor_any_of_what_a_physio_has_skipped(user, squat, noon):
    retired = make_exercise("jump-squat", retired_at=NOON)
    LadderStep.objects.create(exercise=squat, to=retired, kind="harder", source=make_source())
    topped(user, squat, amount=15, days=TWICE)
    routine = make_routine(user, [(squat, {"reps_low": 8, "reps_high": 15})])

    assert "Something harder" not in page(runner(user), f"/workouts/start/?routine={routine.pk}")
    Exercise.objects.filter(pk=retired.pk).update(retired_at=None)
    assert "Something harder" in page(runner(user), f"/workouts/start/?routine={routine.pk}")
    user.locks.create(exercise=squat, by="Anna", skip=True)
    assert "Something harder" not in page(runner(user), f"/workouts/start/?routine={routine.pk}")


def test_a_shortened_session_is_not_offered_as_a_circuit(user, squat, noon):
    """What was left out of it may still be far from easy."""
    topped(user, squat)
    routine = make_routine(user, [(squat, {})])
    phone = runner(user)

    assert "Make it a circuit" in page(phone, f"/workouts/start/?routine={routine.pk}")
    assert "Make it a circuit" not in page(phone, f"/workouts/start/?routine={routine.pk}&short=1")


@pytest.mark.parametrize(
    ("pain", "left"),
    [
        pytest.param(None, ["squat", "lunge"], id="the first two fit"),
        pytest.param(2, ["lunge", "bridge"], id="what hurts leaves first"),
        pytest.param(7, ["lunge", "bridge"], id="what is out makes room"),
    ],
)
def test_fifteen_minutes_are_of_what_may_be_done(user, squat, noon, pain, left):
    log(user, squat, 2, [10] * 5, pain=pain)
    dose = {"sets": 5, "reps_low": 10, "reps_high": 10, "rest_s": 60}
    routine = make_routine(user, [(one, dose) for one in (squat, make_exercise("lunge"), make_exercise("bridge"))])
    shown = page(runner(user), f"/workouts/start/?routine={routine.pk}&short=1")
    assert [name for name in ("squat", "lunge", "bridge") if f'href="/exercises/{name}/' in shown] == left


@pytest.mark.parametrize("many", [1, 30])
def test_offers_take_as_many_queries_for_one_exercise_as_for_thirty(user, noon, many, django_assert_num_queries):
    make_source("d0")
    exercises = [make_exercise() for _ in range(many)]
    for exercise in exercises:
        own(user, exercise, "12")
    topped(user, *exercises)
    routine = make_routine(user, [(exercise, {}) for exercise in exercises])
    phone = runner(user)

    with django_assert_num_queries(39):
        assert page(phone, f"/workouts/start/?routine={routine.pk}").count("Use 12 kg") == many


@pytest.mark.parametrize("many", [1, 30])
@pytest.mark.parametrize("passed", [False, True])
def test_what_is_harder_takes_as_many_queries_for_one_exercise_as_for_thirty(
    user, noon, many, passed, django_assert_num_queries
):
    make_source("d0")
    made = [rungs(f"low-{n} middle-{n}", f"middle-{n} high-{n}").values() for n in range(many)]
    lowest, middle, _ = zip(*made, strict=True)
    topped(user, *lowest, *(middle if passed else ()), amount=15, days=TWICE)
    WorkoutExercise.objects.update(reps_high=15)
    routine = make_routine(user, [(exercise, {"reps_low": 12, "reps_high": 15}) for exercise in lowest])
    phone = runner(user)

    with django_assert_num_queries(41 + passed):
        seen = page(phone, f"/workouts/start/?routine={routine.pk}")
    assert seen.count(f"Something harder: {'high' if passed else 'middle'}") == many


def test_through_a_swap_offered_taken_undone_and_taken_again(user, squat, noon):
    """What is on the page alone leads there and back: nobody types an address."""
    rung = make_exercise("single-leg-squat")
    LadderStep.objects.create(exercise=squat, to=rung, kind="harder", source=make_source())
    topped(user, squat, amount=15, days=TWICE)
    ready_made = make_routine(None, [(squat, {"reps_low": 8, "reps_high": 15})], name="Steady hips")
    phone = runner(user)

    def tap(seen, words):
        """Sends the form that has the button with these words; the page that follows, and where it is."""
        answer = phone.post(*html.form(seen, words))
        assert answer.status_code == 303
        return page(phone, answer["Location"]), answer["Location"]

    first = f"/workouts/start/?routine={ready_made.pk}"
    seen, place = tap(page(phone, first), "Swap")
    assert place == f"/workouts/start/?routine={user.routines.get().pk}"
    assert "Squat is now Single leg squat in Steady hips." in seen
    assert "Your first time: start with 8 clean reps." in seen
    seen, place = tap(seen, "Undo")
    assert place == first
    seen, place = tap(seen, "Swap")
    assert "Your first time: start with 8" in seen
    assert [routine.prescriptions.get().exercise for routine in user.routines.kept()] == [rung]


def test_a_load_edited_in_the_routine_after_the_last_session_wins(user, squat, noon):
    own(user, squat, "8", "12")
    routine = make_routine(user, [(squat, {"load_kg": Decimal(8)})])
    log(user, squat, 2, [10, 10, 10], load_kg=8)
    row, phone = routine.prescriptions.get(), runner(user)
    dose = {"sets": 3, "low": row.low, "high": row.high, "rest_s": 30}
    phone.post(f"/routines/prescriptions/{row.pk}/update/", dose | {"load": "8 kg", "note": "the same"})
    assert player_loads(page(phone, f"/workouts/start/?routine={routine.pk}"))[0][0] == "8 kg"
    phone.post(f"/routines/prescriptions/{row.pk}/update/", dose | {"load": "12"})
    seen = page(phone, f"/workouts/start/?routine={routine.pk}")
    assert player_loads(seen)[0][0] == "12 kg"
    assert "You chose 12 kg" in seen


# -- Signs of fatigue ---------------------------------------------------------


def tiring(user, exercise, *days_ago, effort=None, rir=None, amount=10, target=10, kg=None, **fields):
    """Sessions that took something out of somebody, who began more than two weeks ago."""
    if not user.workouts.exists():
        log(user, Exercise.objects.filter(slug="walk").first() or make_exercise("walk"), 16, [10])
    for ago in days_ago:
        workout = log(user, exercise, ago, [amount] * 3, rir=rir, load_kg=kg)
        workout.exercises.update(target=target, **fields)
        Workout.objects.filter(pk=workout.pk).update(effort=effort)


def fatigued(user, exercise):
    """The sentence of the offer of an easier week, or None."""
    offer = Coach(user, Snapshot.of_routine(eight_to_twelve(exercise)), TODAY).easier_offer
    return offer and offer.sentence


@pytest.mark.parametrize(
    ("signs", "offered"),
    [
        pytest.param([{"days": (1, 3, 5), "effort": 3}], False, id="hard three times: one sign"),
        pytest.param([{"days": (1, 3, 5), "effort": 3, "rir": 0}], True, id="and nothing to spare"),
        pytest.param([{"days": (1, 3, 5), "effort": 3, "amount": 8}], True, id="and short of the target"),
        pytest.param(
            [{"days": (1, 3, 5), "effort": 3, "amount": 8, "kg": 20}], False, id="with more weight than asked"
        ),
        pytest.param([{"days": (1, 3), "amount": 8, "rir": 0}], True, id="short, with nothing to spare"),
        pytest.param([{"days": (1, 3, 5), "effort": 2, "rir": 1}], False, id="all well"),
        pytest.param([{"days": (11, 13, 15), "effort": 3, "rir": 0}], False, id="longer ago"),
        pytest.param([{"days": (1, 3, 5), "effort": 3, "amount": 8, "pain": 4}], False, id="cut short by pain"),
        pytest.param([{"days": (1, 3, 5), "effort": 3, "amount": 8, "block": "warm-up"}], False, id="of a warm-up"),
    ],
)
def test_two_signs_of_fatigue_within_ten_days_offer_an_easier_week(user, squat, signs, offered):
    for sign in signs:
        tiring(user, squat, *sign.pop("days"), **sign)
    said = fatigued(user, squat)
    assert said == ("Your last sessions were hard: fancy an easier week?" if offered else None)


def test_no_page_offers_an_easier_week_and_something_harder(user, squat):
    routine = make_routine(user, [(squat, {"reps_low": 10, "reps_high": 10})])

    def offers(effort):
        Workout.objects.all().delete()
        tiring(user, squat, 5, effort=effort, amount=9, target=12)
        tiring(user, squat, 1, 3, effort=effort, target=12)
        coach = Coach(user, Snapshot.of_routine(routine), TODAY, whole=True)
        return bool(coach.easier_offer), [one.offer.kind for one in coach.offers]

    assert offers(effort=2) == (False, ["range"])
    assert offers(effort=3) == (True, [])


@pytest.mark.parametrize(("effort", "offered"), [(2, (False, ["circuit"])), (3, (True, []))])
def test_no_page_offers_an_easier_week_and_a_circuit(user, effort, offered):
    plain = make_exercise("bridge", load="none")
    routine = make_routine(user, [(plain, {"reps_low": 8, "reps_high": 15})])
    tiring(user, plain, *range(1, 15, 2), effort=effort, amount=15, target=18)
    Workout.objects.update(routine=routine)
    coach = Coach(user, Snapshot.of_routine(routine), TODAY, whole=True)
    assert (bool(coach.easier_offer), [one.offer.kind for one in coach.offers]) == offered


def test_a_circuit_at_its_top_gets_its_third_round_with_a_tap(user, noon):
    plain = make_exercise("bridge", load="none")
    routine = make_routine(user, [(plain, {"seconds_low": 60, "seconds_high": 60})], style="circuit", rounds=2)
    for ago in (4, 2):
        log(user, plain, ago, [None] * 2, seconds=60)
    Workout.objects.update(routine=routine, style="circuit", rounds=2)
    WorkoutExercise.objects.update(sets=2, target=60)
    phone = runner(user)
    start = f"/workouts/start/?routine={routine.pk}"
    url, fields = html.form(page(phone, start), "Add a round")
    phone.post(url, fields)
    routine.refresh_from_db()
    assert routine.rounds == 3
    assert "Add a round" not in page(phone, start)


@pytest.mark.parametrize(("finished", "offered"), [(None, False), (NOON, True)], ids=["in progress", "finished"])
def test_nobody_is_tired_by_a_session_in_progress(user, squat, noon, wednesday, finished, offered):
    tiring(user, squat, 2, 4, effort=3, amount=8)
    tiring(user, squat, 0, effort=3, amount=8)
    Workout.objects.filter(day=TODAY).update(started=NOON - timedelta(hours=1), finished_at=finished)
    assert (fatigued(user, squat) is not None) == offered


def test_nobody_is_tired_by_what_another_did_and_not_again_after_an_easier_week(user, squat):
    tiring(make_user(), squat, 1, 3, 5, effort=3, rir=0)
    assert fatigued(user, squat) is None
    tiring(user, squat, 1, 3, 5, effort=3, rir=0)
    assert fatigued(user, squat)
    user.easier_weeks.create(since=TODAY - timedelta(days=13))
    assert fatigued(user, squat) is None


def test_one_exercise_of_three_that_missed_its_target_is_no_sign(user, squat):
    others = [make_exercise("lunge"), make_exercise("step")]
    log(user, make_exercise("walk"), 16, [10])
    for ago in (1, 3, 5):
        workout = make_workout(user, [squat, *others], started=NOON - timedelta(days=ago))
        workout.exercises.update(target=10)
        for slot in range(3):
            make_set(workout, slot=slot, reps=8 if slot == 0 else 10)
        Workout.objects.filter(pk=workout.pk).update(effort=3)
    assert fatigued(user, squat) is None
    WorkoutExercise.objects.filter(exercise=others[0]).update(target=12)
    assert fatigued(user, squat)


# -- Self-checks --------------------------------------------------------------


@pytest.fixture
def bridge():
    return make_exercise("single-leg-bridge", sides="each", measure="seconds", load="none")


def held(exercise):
    return make_routine(None, [(exercise, {"seconds_low": 30, "seconds_high": 30})])


def test_a_hold_starts_at_what_its_self_check_showed_rounded_down(user, bridge):
    make_check(user, left=52, right=47, at=NOON - timedelta(days=3))
    make_check(make_user(), left=20, right=20)
    slot = slots(user, held(bridge))[0]
    assert (slot.target, slot.reason) == (45, "You held 47 seconds in your check: start at 45.")


def test_where_a_shared_target_hides_a_difference_the_self_check_shows_it(user, bridge, noon):
    """Both sides held the same, as they were asked to: the log shows nothing. The check was held to the limit."""
    workout = make_workout(user, [bridge], started=NOON - timedelta(days=2))
    for side in ("left", "right"):
        make_set(workout, side=side, seconds=30)
    check = make_check(user, left=54, right=30, at=NOON - timedelta(days=27))
    coach = Coach(user, Snapshot.of_routine(held(bridge)), TODAY)
    assert [one.imbalance.side for one in coach.uneven] == ["right"]
    assert coach.advice[0].target.first.reason == "Right did less in your check."
    ahead = html.find(page(runner(user), f"/workouts/start/?routine={held(bridge).pk}"), "td")
    assert [cell.text for cell in ahead[:2]] == ["3 × 30 s", "3 × 35 s"]
    check.day -= timedelta(days=1)
    check.save()
    assert Coach(user, Snapshot.of_routine(held(bridge)), TODAY).uneven == []


OUT = f"It hurt a lot: skip this one, back on {TODAY + timedelta(days=6):%a %-d %b}."


@pytest.mark.parametrize(
    ("pain", "expected"),
    [
        (0, (False, 3, 50, "You held 54 seconds in your check: start at 50.")),
        (3, (False, 3, 50, "You held 54 seconds in your check: start at 50.")),
        (4, (False, 2, 30, "It hurt when you tried it: 2 sets, gently.")),
        (6, (True, 1, 30, OUT)),
    ],
)
def test_pain_in_a_check_is_pain_in_its_exercise(user, bridge, pain, expected):
    """How long a hold that hurts 4 or more was says nothing."""
    make_check(user, left=54, right=54, pain=pain, at=NOON - timedelta(days=2))
    make_check(make_user(), pain=9, at=NOON - timedelta(days=2))
    slot = slots(user, held(bridge))[0]
    assert (slot.skipped, slot.sets, slot.target, slot.reason) == expected


def test_pain_in_an_earlier_check_is_remembered_like_that_of_an_earlier_session(user, bridge):
    make_check(user, "leg-raises", 20, 20, pain=9, at=NOON - timedelta(days=1))
    for days_ago, felt in ((12, 7), (2, 6), (1, None)):
        left = None if felt else 54
        make_check(user, left=left, right=left, pain=felt, at=NOON - timedelta(days=days_ago))
    make_check(user, left=None, right=None, pain=9, at=NOON - timedelta(days=1), deleted_at=NOON)
    slot = slots(user, held(bridge))[0]
    assert (slot.skipped, slot.reason) == (True, "It hurt a lot again: get it looked at first.")
    GoAhead.objects.create(user=user, exercise=bridge, kind="looked-at", day=TODAY)
    assert slots(user, held(bridge))[0].reason == OUT


def test_a_clean_session_after_a_painful_check_counts(user, bridge):
    make_check(user, left=None, right=None, pain=4, at=NOON - timedelta(days=9))
    workout = make_workout(user, [bridge], started=NOON - timedelta(days=2))
    for number in (1, 2, 3):
        for side in ("left", "right"):
            make_set(workout, number=number, side=side, seconds=30)
    assert slots(user, held(bridge))[0].target == 35


def test_what_is_similar_to_what_hurt_badly_in_a_check_does_not_rise(user, bridge):
    Exercise.objects.update(pattern="hinge")
    other = make_exercise("glute-bridge", pattern="hinge")
    log(user, other, 3, [9, 9, 9])
    assert slots(user, eight_to_twelve(other))[0].target == 10
    make_check(user, left=None, right=None, pain=7, at=NOON - timedelta(days=1))
    assert slots(user, eight_to_twelve(other))[0].reason == "Something similar hurt: stay at 9 reps this week."


@pytest.mark.parametrize("address", ["/", "/workouts/start/?routine={}"])
def test_a_painful_check_counts_among_three_painful_days(user, squat, bridge, noon, address):
    routine, phone = eight_to_twelve(squat, user), runner(user)
    for days_ago in (9, 4):
        log(user, squat, days_ago, [9, 9, 9], pain=4)
    look = "hurt on 3 days lately. Ask a physio or doctor"
    assert look not in page(phone, address.format(routine.pk))
    make_check(user, left=None, right=None, pain=5, at=NOON - timedelta(days=2))
    assert f"Squat and Single-leg bridge {look}" in page(phone, address.format(routine.pk))
    GoAhead.objects.create(user=user, exercise=bridge, kind="looked-at", day=TODAY)
    assert look not in page(phone, address.format(routine.pk))


def test_while_somebody_is_to_be_asked_nothing_harder_is_offered(user):
    """Whatever it was that hurt: the start page says “before you do more”."""
    squat = rungs("squat lunge")["squat"]
    for days_ago in (4, 2):
        log(user, squat, days_ago, [15, 15, 15]).exercises.update(reps_high=15)
    bridge = make_exercise("bridge")
    for days_ago in (7, 5):
        log(user, bridge, days_ago, [10], pain=4)
    assert offered(user, squat) == ["lunge"]
    log(user, bridge, 3, [10], pain=5)
    assert offered(user, squat) == []
    GoAhead.objects.create(user=user, exercise=bridge, kind="looked-at", day=TODAY)
    assert offered(user, squat) == ["lunge"]


# -- What is said once --------------------------------------------------------

FIRST = "Your first time: start with 8 clean reps."


@pytest.mark.parametrize(
    ("names", "rest", "said", "times"),
    [
        (["Squat"], ["Lunge"], FIRST, 1),
        (["Squat", "Swing"], ["Lunge"], FIRST, 2),
        (["Squat", "Swing", "Clamshell"], ["Lunge"], f"Squat, Swing, Clamshell: y{FIRST[1:]}", 1),
        (["Swiss-ball plank", "A", "B", "C"], ["Lunge"], f"Swiss-ball plank, A, B, C: y{FIRST[1:]}", 1),
        (["Squat", "A", "B", "C", "D"], ["Lunge"], f"Squat, A and 3 more: y{FIRST[1:]}", 1),
        (["Squat", "Swing", "Clamshell"], [], FIRST, 1),
    ],
)
def test_a_reason_that_three_exercises_share_is_said_once_and_names_them_unless_it_is_of_all(
    user, noon, names, rest, said, times
):
    make_source("d2")
    rows = [(make_exercise(name=name), {"reps_low": 8, "reps_high": 12}) for name in names]
    others = [(make_exercise(name=name), {"reps_low": 9, "reps_high": 12}) for name in rest]
    routine, phone = make_routine(user, [*others, *rows]), runner(user)
    start = page(phone, f"/workouts/start/?routine={routine.pk}")
    address, fields = html.form(start, "Start")
    for seen in (start, page(phone, phone.post(address, fields)["Location"])):
        reasons = [one.find("p")[0].text for one in html.find(seen, "div", class_="reason")]
        assert reasons.count(said) == times
        assert reasons.count("Your first time: start with 9 clean reps.") == len(rest)
        assert len(reasons) == times + len(rest)
        assert html.problems(seen) == []


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("Anna said: right only.", "Lunge, Squat: Anna said: right only."),
        (
            "You did 14 reps: try 15. Anna said: stop at pain 4.",
            "Lunge, Squat: you did 14 reps: try 15. Anna said: stop at pain 4.",
        ),
        ("9 days off: the same again first.", "Lunge, Squat: 9 days off: the same again first."),
    ],
)
def test_a_shared_reason_goes_on_with_a_small_letter_unless_it_begins_with_a_name(reason, said):
    assert said_of(["Lunge", "Squat", "Lunge"], reason) == said


def test_who_says_so_sits_behind_one_why(user, noon, squat):
    make_source("d2")
    seen = page(runner(user), f"/workouts/start/?routine={eight_to_twelve(squat, user).pk}")
    (reason,) = html.find(seen, "div", class_="reason")
    (why,) = reason.find("details", class_="why")
    assert "Why?" in why.find("summary")[0].text
    assert html.cited(reason) == html.cited(why) == ["d2"]


def test_last_time_speaks_of_the_main_block_as_the_reason_does(user, noon, squat):
    """Squats are a warm-up, too: ten of those say nothing of what was done later."""
    workout = make_workout(user, [squat, squat], started=NOON - timedelta(days=2))
    warm_up, _main = workout.exercises.order_by("slot")
    WorkoutExercise.objects.filter(pk=warm_up.pk).update(block="warm-up")
    make_set(workout, slot=0, reps=20)
    for number in (1, 2, 3):
        make_set(workout, slot=1, number=number, reps=9)
    routine = eight_to_twelve(squat, user)
    phone = runner(user)
    address, fields = html.form(page(phone, f"/workouts/start/?routine={routine.pk}"), "Start")
    seen = page(phone, phone.post(address, fields)["Location"])
    assert "You did 9 reps in every set: try 10." in seen
    assert "Last time: 9, 9, 9" in html.flat(seen)
