"""Time as it was: past sessions in a few taps, another day, start and end, an end taken back, clocks that change."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from glutes.kit.models import GoAhead
from glutes.rules.moments import OPEN_FOR
from glutes.workouts.models import Workout, WorkoutSet
from glutes.workouts.models.workout import workouts_going
from tests import html
from tests.make import NOON, make_exercise, make_routine, make_set, make_user, make_workout

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wednesday")]

HTMX, JSON = {"HX-Request": "true"}, {"Accept": "application/json"}


@pytest.fixture
def squat():
    return make_exercise("squat")


@pytest.fixture
def hips(user, squat):
    lunge = make_exercise("lunge", sides="each")
    return make_routine(user, [(squat, {"load_kg": 8}), (lunge, {"sets": 2})], name="Steady hips")


def at(hour, minute=0, day=16):
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


def page(client, url):
    return html.flat(client.get(url).content.decode())


# -- A past session ---------------------------------------------------------


def test_a_past_session_is_all_as_planned_with_one_tap(phone, user, hips):
    fields = {"routine": hips.pk, "started": "2026-11-16T18:00", "ended": "18:40", "as_planned": "1"}
    answers = [phone.post("/workouts/past/", fields) for _ in range(2)]
    workout = user.workouts.get()
    assert [answer["Location"] for answer in answers] == [f"{workout.get_absolute_url()}?correct"] * 2
    assert (workout.day, workout.started, workout.finished_at) == (date(2026, 11, 16), at(18), at(18, 40))
    done = list(WorkoutSet.objects.order_by("pk").values_list("exercise__slug", "number", "side", "reps", "load_kg"))
    assert done == [
        *(("squat", number, "both", 10, 8) for number in (1, 2, 3)),
        *(("lunge", number, side, 10, None) for number in (1, 2) for side in ("left", "right")),
    ]
    edit = page(phone, answers[0]["Location"])
    assert [link.text for link in html.find(edit, "a", href=workout.get_absolute_url())][-1] == "Finish"
    assert "40" in [each.text for each in html.find(page(phone, workout.get_absolute_url()), "dd")]


def test_without_an_end_it_took_as_long_as_its_routine_takes(phone, user, hips):
    phone.post("/workouts/past/", {"routine": hips.pk, "started": "2026-11-16T18:00", "as_planned": "1"})
    workout = user.workouts.get()
    assert workout.finished_at - workout.started == timedelta(minutes=hips.minutes)


def test_what_differed_can_be_changed_after_it(phone, user, hips):
    phone.post("/workouts/past/", {"routine": hips.pk, "started": "2026-11-16T18:00", "as_planned": "1"})
    workout = user.workouts.get()
    seen = WorkoutSet.objects.latest("logged_at").logged_at
    phone.post(f"/workouts/{workout.pk}/sets/", {"slot": 0, "number": 1, "reps": 12, "seen": seen.isoformat()})
    assert WorkoutSet.objects.get(exercise__slug="squat", number=1).reps == 12
    workout.refresh_from_db()
    assert workout.finished_at - workout.started == timedelta(minutes=hips.minutes)


def test_as_planned_is_what_the_coach_asked_for_on_that_day(phone, user, hips, squat):
    """A rep more than three days before; what was done since is not looked at."""
    row = hips.prescriptions.get(exercise=squat)
    row.reps_low, row.reps_high = 8, 12
    row.save()
    for day, reps in ((10, 9), (13, 10), (17, 12)):
        workout = make_workout(user, [squat], started=at(18, day=day), routine=hips, finished_at=at(18, 40, day=day))
        for number in (1, 2, 3):
            make_set(workout, number=number, reps=reps, load_kg=8)
    workout = Workout.objects.get(pk=past(phone, hips, day=16))
    done = WorkoutSet.objects.filter(workout_exercise__workout=workout, exercise=squat)
    assert set(done.values_list("reps", "load_kg")) == {(11, 8)}


def test_however_much_was_done_since_what_hurt_before_is_known(phone, user, hips, squat):
    for day in (14, *[17] * 30):
        started = at(18, day=day) + timedelta(minutes=day * user.workouts.count())
        make_set(make_workout(user, [squat], started=started, finished_at=started), load_kg=8)
    user.workouts.get(day=date(2026, 11, 14)).exercises.update(pain=8)
    assert done_of(squat, past(phone, hips, day=16)) == []


def test_what_hurt_later_on_the_same_day_is_not_known_before(phone, user, hips, squat):
    workout = make_workout(user, [squat], started=at(19), finished_at=at(19))
    make_set(workout)
    workout.exercises.update(pain=8)
    assert done_of(squat, past(phone, hips, day=16)) != []


def test_what_was_said_of_pain_later_changes_nothing_of_it(phone, user, hips, squat):
    for day in (11, 13, 15):
        workout = make_workout(user, [squat], started=at(18, day=day), routine=hips, finished_at=at(18, 40, day=day))
        make_set(workout, load_kg=8)
        workout.exercises.update(pain=5)
    first = done_of(squat, past(phone, hips, day=16))
    Workout.objects.get(day=date(2026, 11, 16)).delete()
    GoAhead.objects.create(user=user, exercise=squat, kind=GoAhead.Kind.LOOKED_AT, day=date(2026, 11, 17))
    assert done_of(squat, past(phone, hips, day=16)) == first


def done_of(exercise, workout):
    """The reps and loads of the sets of an exercise in the workout of this key."""
    found = WorkoutSet.objects.filter(workout_exercise__workout=workout, exercise=exercise)
    return list(found.order_by("number").values_list("reps", "load_kg"))


def past(phone, routine, day):
    """Logs a session of the routine on that day as planned; returns its key."""
    fields = {"routine": routine.pk, "started": f"2026-11-{day}T18:00", "as_planned": "1"}
    return phone.post("/workouts/past/", fields)["Location"].split("/")[-2]


def test_what_was_to_be_left_out_is_not_logged_as_planned(phone, user, hips, squat):
    workout = make_workout(user, [squat], started=at(18, day=15), routine=hips, finished_at=at(18, 40, day=15))
    make_set(workout)
    workout.exercises.update(pain=8)
    workout = Workout.objects.get(pk=past(phone, hips, day=16))
    assert workout.exercises.get(exercise=squat).skipped
    assert [one.exercise.slug for one in workout.sets()] == ["lunge"] * 4


def test_a_past_session_without_as_planned_begins_empty(phone, user, hips):
    phone.post("/workouts/past/", {"routine": hips.pk, "started": "2026-11-16T18:00", "ended": "18:30"})
    workout = user.workouts.get()
    assert (workout.sets().count(), workout.finished_at) == (0, at(18, 30))


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"started": ""}, "When did you start?"),
        ({"started": "soon"}, "Write the day and time like 2026-11-18 18:30."),
        ({"started": "2026-11-19T18:00"}, "That’s in the future"),
        ({"started": "2026-11-18T11:00", "ended": "13:00"}, "That’s in the future"),
        ({"started": "2026-11-16T18:00", "ended": "late"}, "Write the time like 18:30."),
        ({"started": "2026-11-16T18:30", "ended": "18:00"}, "That’s before the start, or over 12 hours after it."),
        ({"started": "2026-11-16T05:00", "ended": "17:01"}, "That’s before the start, or over 12 hours after it."),
    ],
)
def test_a_time_that_cannot_be_is_said_and_what_was_typed_stays(phone, user, hips, fields, words):
    answer = phone.post("/workouts/past/", {"routine": hips.pk, "as_planned": "1"} | fields)
    assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert html.problems(answer.content.decode()) == []
    assert user.workouts.count() == 0


# -- Clocks that change -----------------------------------------------------


def test_a_time_that_came_twice_is_asked_about(phone, user, hips):
    user.time_zone = "Europe/Berlin"
    user.save()
    fields = {"routine": hips.pk, "started": "2026-10-25T02:30", "as_planned": "1"}
    answer = phone.post("/workouts/past/", fields)
    assert "The clocks went back on Sun 25 Oct: 02:30 came twice. Which one was it?" in answer.content.decode()
    choices = html.find(answer.content.decode(), "button", name="started")
    assert [one["value"] for one in choices] == ["2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00"]
    phone.post("/workouts/past/", fields | {"started": [fields["started"], choices[1]["value"]]})
    assert user.workouts.get().started == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_a_time_that_never_was_is_said(phone, user, hips):
    user.time_zone = "Europe/Berlin"
    user.save()
    answer = phone.post("/workouts/past/", {"routine": hips.pk, "started": "2026-03-29T02:30"})
    words = "The clocks went forward on Sun 29 Mar: there was no 02:30. Pick another time."
    assert (answer.status_code, words in answer.content.decode()) == (422, True)


# -- Another day, start and end ---------------------------------------------


@pytest.fixture
def workout(user, squat):
    """Monday's, from 18:00 to 19:00, with one set done at 18:20."""
    workout = make_workout(user, [squat], started=at(18), finished_at=at(19))
    make_set(workout, at=at(18, 20))
    return workout


@pytest.mark.parametrize(("headers", "status"), [({}, 303), (HTMX, 204), (JSON, 200)])
def test_day_start_and_end_are_corrected(phone, workout, headers, status):
    fields = {"started": "2026-11-14T23:30", "ended": "00:10"}
    assert phone.post(f"/workouts/{workout.pk}/times/", fields, headers=headers).status_code == status
    workout.refresh_from_db()
    assert (workout.started, workout.finished_at) == (at(23, 30, day=14), at(0, 10, day=15))
    assert {workout.day, workout.exercises.get().day} == {date(2026, 11, 14)}
    assert workout.sets().get().done_at == at(23, 50, day=14)


@pytest.mark.parametrize("typed", [None, at(15, 6)], ids=["said", "typed"])
def test_a_start_that_is_typed_counts_also_where_the_workout_had_only_been_opened(phone, user, squat, typed):
    workout = make_workout(user, [squat], started=at(13, 41), finished_at=at(15, 11))
    make_set(workout, at=at(15, 6), typed_at=typed)
    seen = phone.get(f"/workouts/{workout.pk}/").text
    assert html.find(seen, "input", id="started")[0]["value"].endswith("15:06")
    fields = {"started": f"{at(14):%Y-%m-%dT%H:%M}", "ended": "15:11"}
    assert phone.post(f"/workouts/{workout.pk}/times/", fields).status_code == 303
    (workout,) = user.workouts.with_sums()
    assert workout.in_short == "71 min, 1 set"


@pytest.mark.parametrize("headers", [{}, HTMX, JSON])
@pytest.mark.parametrize(
    ("started", "ended", "words"),
    [("2026-11-20T18:00", "18:40", "in the future"), ("2026-11-16T18:30", "18:00", "before the start")],
)
def test_a_wrong_time_changes_nothing(phone, workout, headers, started, ended, words):
    fields = {"started": started, "ended": ended}
    answer = phone.post(f"/workouts/{workout.pk}/times/", fields, headers=headers)
    assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert Workout.objects.get().started == at(18)


@pytest.mark.parametrize(("verb", "fields"), [("times", {"started": "2026-11-14T18:00"}), ("reopen", {})])
def test_somebody_elses_and_nobodys_are_404(phone, verb, fields):
    theirs = make_workout(make_user(), started=at(18))
    for pk in (theirs.pk, uuid4()):
        assert phone.post(f"/workouts/{pk}/{verb}/", fields).status_code == 404
    assert Workout.objects.get().started == at(18)


# -- An end taken back ------------------------------------------------------


def test_finished_by_mistake_it_goes_on_in_the_player(phone, user, squat):
    workout = make_workout(user, [squat], started=NOON - timedelta(minutes=20), finished_at=NOON)
    make_set(workout, at=NOON - timedelta(minutes=5))
    assert "Not finished? Carry on" in page(phone, workout.get_absolute_url())
    seen = workout.logged_at.isoformat()
    answer = phone.post(f"/workouts/{workout.pk}/reopen/", {"seen": seen})
    assert answer["Location"] == f"{workout.get_absolute_url()}#focus"
    assert workouts_going(user.pk, NOON - OPEN_FOR) == [workout]


def test_a_workout_finished_long_ago_is_not_offered_to_go_on(phone, workout):
    assert "Not finished?" not in page(phone, workout.get_absolute_url())


def test_a_workout_that_was_left_open_ends_with_its_last_set(phone, user, squat):
    workout = make_workout(user, [squat], started=NOON - timedelta(hours=14))
    make_set(workout, at=NOON - timedelta(hours=13, minutes=30))
    phone.post(f"/workouts/{workout.pk}/finish/", {"effort": "2"})
    workout.refresh_from_db()
    assert workout.finished_at - workout.started == timedelta(minutes=30)
