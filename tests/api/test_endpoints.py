"""What a script of one's own can read and write."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from glutes.accounts.models import GUESSING_KEYS
from glutes.api.models import ApiToken
from glutes.checks.models import KINDS, SelfCheck
from glutes.kit.models import EasierWeek
from glutes.workouts.models import Workout, WorkoutSet
from glutes.workouts.pages.coach import Coach
from glutes.workouts.snapshot import Snapshot
from tests.api.conftest import Script
from tests.make import NOON, make_exercise, make_own, make_routine, make_set, make_user, make_workout

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wednesday")]

STARTED = "2026-11-18T13:00:00+01:00"


def new():
    return f"workouts/{uuid4()}"


def test_exercises_are_the_catalogues_and_ones_own(reader, user):
    make_exercise("squat", load="required", sides="each")
    own = make_own(user, "Calf raise")
    make_own(make_user(), "Somebody else's")
    page = reader.get("exercises")
    assert [(each["name"], each["own"]) for each in page["items"]] == [("Calf raise", True), ("Squat", False)]
    assert page["items"][1] == {
        "slug": "squat",
        "name": "Squat",
        "own": False,
        "role": "compound",
        "measure": "reps",
        "sides": "each",
        "load": "required",
        "banded": False,
    }
    assert page["items"][0]["slug"] == own.slug


def test_routines_come_with_their_lines(reader, user):
    routine = make_routine(user, [(make_exercise("squat"), {"load_kg": Decimal("12.5"), "note": "Slow"})], name="Mine")
    make_routine(make_user(), [(make_exercise(), {})], name="Somebody else's")
    assert reader.get("routines")["items"] == [
        {
            "id": routine.pk,
            "name": "Mine",
            "own": True,
            "style": "sets",
            "rounds": 1,
            "round_rest_s": 120,
            "minutes": routine.minutes,
            "prescriptions": [
                {
                    "block": "main",
                    "exercise": "squat",
                    "sets": 3,
                    "reps_low": 10,
                    "reps_high": 10,
                    "seconds_low": None,
                    "seconds_high": None,
                    "rest_s": 30,
                    "load_kg": "12.5",
                    "band": None,
                    "group": "",
                    "note": "Slow",
                }
            ],
        }
    ]


def test_a_workout_comes_with_the_sets_that_stand(reader, user):
    workout = make_workout(user, [make_exercise("squat")], name="Mine", note="Good")
    make_set(workout, reps=9, load_kg=Decimal("8"), rir=2)
    make_set(workout, number=2, deleted_at=NOON)
    expected = {
        "id": str(workout.pk),
        "name": "Mine",
        "routine": None,
        "day": "2026-11-18",
        "started": "2026-11-18T12:00:00Z",
        "finished_at": None,
        "effort": None,
        "note": "Good",
        "exercises": [
            {
                "slot": 0,
                "exercise": "squat",
                "block": "main",
                "asked": 3,
                "target": None,
                "measure": "reps",
                "load_kg": None,
                "band": None,
                "skipped": False,
                "pain": None,
                "pain_site": "",
                "sets": [
                    {
                        "number": 1,
                        "side": "both",
                        "reps": 9,
                        "seconds": None,
                        "load_kg": "8",
                        "band": None,
                        "form_ok": True,
                        "rir": 2,
                        "done_at": "2026-11-18T12:00:00Z",
                        "logged_at": "2026-11-18T12:00:00Z",
                    }
                ],
            }
        ],
    }
    assert reader.get("workouts") == {"items": [expected], "count": 1, "next_offset": None}
    assert reader.get(f"workouts/{workout.pk}") == expected


def test_a_circuit_says_that_it_counts_seconds_of_what_is_else_counted_in_reps(writer, user):
    routine = make_routine(user, [(make_exercise("squat"), {})])
    routine.go_round()
    slot = writer.ask("put", new(), {"started": STARTED, "routine": routine.pk}).json()["exercises"][0]
    assert (slot["asked"], slot["target"], slot["measure"]) == (3, 60, "seconds")
    assert writer.get("exercises")["items"][0]["measure"] == "reps"


def test_checks_have_two_sides(reader, user):
    when = {"done_at": NOON, "day": NOON.date(), "logged_at": NOON}
    check = SelfCheck.objects.create(pk=uuid4(), user=user, kind=KINDS[0][0], left=41, right=52, **when)
    SelfCheck.objects.create(pk=uuid4(), user=user, kind=KINDS[0][0], left=1, deleted_at=NOON, **when)
    SelfCheck.objects.create(pk=uuid4(), user=make_user(), kind=KINDS[0][0], left=2, **when)
    assert reader.get("checks")["items"] == [
        {
            "id": str(check.pk),
            "kind": KINDS[0][0],
            "day": "2026-11-18",
            "done_at": "2026-11-18T12:00:00Z",
            "left": 41,
            "right": 52,
            "pain": None,
        }
    ]


def test_what_is_anothers_or_deleted_is_not_there(reader, user):
    stranger, deleted = make_workout(make_user()), make_workout(user, deleted_at=NOON)
    assert reader.get("workouts")["items"] == []
    for each in (stranger, deleted):
        assert reader.ask("get", f"workouts/{each.pk}").status_code == 404


def test_workouts_are_those_of_the_days_asked_for(reader, user):
    for days in (0, 1, 2):
        make_workout(user, started=NOON - timedelta(days=days))
    days = [each["day"] for each in reader.get("workouts?from=2026-11-16&to=2026-11-17")["items"]]
    assert days == ["2026-11-17", "2026-11-16"]


@pytest.mark.parametrize("path", ["exercises", "routines", "workouts"])
def test_every_list_comes_in_pages(reader, user, path):
    for number in range(5):
        make_workout(user, started=NOON - timedelta(days=number))
        make_routine(user, [(make_exercise(), {})])
    found, offset = [], 0
    while offset is not None:
        page = reader.get(f"{path}?limit=2&offset={offset}")
        assert page["count"] == 5
        found += page["items"]
        offset = page["next_offset"]
    assert len({str(each) for each in found}) == len(found) == 5
    assert found == reader.get(path)["items"]
    assert reader.get(f"{path}?offset=99") == {"items": [], "count": 5, "next_offset": None}
    for wrong in ("limit=0", "limit=101", "offset=-1", "limit=x"):
        assert reader.ask("get", f"{path}?{wrong}").status_code == 422


@pytest.mark.parametrize("many", [1, 20])
def test_the_number_of_queries_does_not_grow(reader, user, many, django_assert_num_queries):
    for number in range(many):
        squat = make_exercise()
        make_set(make_workout(user, [squat], started=NOON - timedelta(days=number)))
        make_routine(user, [(squat, {})])
    reader.get("exercises")  # Its first use of the minute is noted.
    for path, queries in {"exercises": 3, "routines": 8, "workouts": 5}.items():
        with django_assert_num_queries(queries, info=path):
            reader.get(path)


def test_a_workout_of_a_routine_asks_for_what_the_start_page_of_that_moment_does(writer, user):
    squat, started = make_exercise("squat"), timezone.now()
    routine = make_routine(user, [(squat, {"sets": 3, "reps_low": 8, "reps_high": 12})])
    make_set(make_workout(user, [squat], started=started - timedelta(days=2)), reps=12, load_kg=Decimal("20"))
    EasierWeek.objects.start(user, user.date_of(started))
    path = new()

    (asked,) = writer.ask("put", path, {"started": started.isoformat(), "routine": routine.pk}).json()["exercises"]

    (shown,) = Coach(user, Snapshot.of_routine(routine), user.date_of(started)).coached().slots
    assert (asked["asked"], asked["target"]) == (shown.sets, shown.target)
    assert Decimal(asked["load_kg"]) == shown.load_kg == 20
    assert (shown.sets, shown.target) != (3, 8), "the routine’s own numbers"


def test_a_workout_is_begun_logged_and_finished_and_sent_twice_nothing_doubles(writer, user):
    make_exercise("squat")
    routine = make_routine(user, [(make_exercise("lunge", sides="each"), {})], name="Mine")
    path = new()
    begin = {"started": STARTED, "routine": routine.pk, "logged_at": STARTED}
    sets = [
        {"slot": 0, "number": 1, "side": "left", "reps": 12, "load_kg": "8,5", "logged_at": STARTED},
        {"slot": 1, "exercise": "squat", "number": 1, "reps": 15, "rir": 3, "form_ok": False, "logged_at": STARTED},
    ]
    end = begin | {"finished_at": "2026-11-18T13:30:00+01:00", "effort": 3, "note": "By script"}
    answers = []
    for _ in range(2):
        for method, where, said in [("put", path, begin), ("post", f"{path}/sets", {"sets": sets}), ("put", path, end)]:
            answer = writer.ask(method, where, said)
            assert answer.status_code == 200, answer.content
        answers.append(answer.json())
    assert answers[0] == answers[1] == writer.get(path)
    assert (Workout.objects.count(), WorkoutSet.objects.count()) == (1, 2)
    found = answers[0]
    assert [found[name] for name in ("name", "day", "effort", "note", "finished_at")] == [
        "Mine",
        "2026-11-18",
        3,
        "By script",
        "2026-11-18T12:30:00Z",
    ]
    done = [
        (each["exercise"], one["side"], one["reps"], one["load_kg"], one["rir"], one["form_ok"])
        for each in found["exercises"]
        for one in each["sets"]
    ]
    assert done == [("lunge", "left", 12, "8.5", None, True), ("squat", "both", 15, None, 3, False)]


def test_the_newest_version_counts_and_a_set_can_be_taken_away(writer, user):
    workout = make_workout(user, [make_exercise("squat")])
    path = f"workouts/{workout.pk}/sets"

    def log(minute, **said):
        version = {"slot": 0, "number": 1, "logged_at": f"2026-11-18T12:{minute:02}:00Z"} | said
        return writer.ask("post", path, {"sets": [version]}).json()["exercises"][0]["sets"]

    assert [one["reps"] for one in log(5, reps=12)] == [12]
    assert [one["reps"] for one in log(4, reps=9)] == [12]
    assert log(6, deleted=True) == []


def test_one_set_that_is_wrong_and_none_is_stored(writer, user):
    workout = make_workout(user, [make_exercise("squat")])
    sets = [{"slot": 0, "number": 1, "reps": 12}, {"slot": 0, "number": 2, "seconds": 12}]
    answer = writer.ask("post", f"workouts/{workout.pk}/sets", {"sets": sets})
    assert (answer.status_code, "sets.1.seconds" in answer.json()["errors"]) == (422, True)
    assert not WorkoutSet.objects.exists()


def test_pain_and_skips_are_noted_and_the_newest_counts(writer, user):
    workout = make_workout(user, [make_exercise("squat"), make_exercise("lunge")])
    path = f"workouts/{workout.pk}/slots"

    def note(minute, *slots):
        logged_at = {"logged_at": f"2026-11-18T12:{minute:02}:00Z"}
        rows = writer.ask("post", path, {"slots": [one | logged_at for one in slots]}).json()["exercises"]
        return [(row["skipped"], row["pain"], row["pain_site"]) for row in rows]

    hurts = {"slot": 0, "exercise": "squat", "pain": 4, "pain_site": "outer-hip"}
    for _ in range(2):
        assert note(5, hurts, {"slot": 1, "skipped": True}) == [(False, 4, "outer-hip"), (True, None, "")]
    assert note(4, {"slot": 0, "pain": 9}) == [(False, 4, "outer-hip"), (True, None, "")]
    assert note(6, {"slot": 1, "skipped": False}) == [(False, 4, "outer-hip"), (False, None, "")]


def test_one_slot_that_is_wrong_and_none_is_stored(writer, user):
    workout = make_workout(user, [make_exercise("squat")])
    slots = [{"slot": 0, "pain": 4}, {"slot": 0, "pain": 4, "pain_site": "the moon"}]
    answer = writer.ask("post", f"workouts/{workout.pk}/slots", {"slots": slots})
    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["slots.1.pain_site"])
    assert "'outer-hip', 'groin'" in answer.text
    assert not workout.exercises.exclude(pain=None).exists()


def test_a_workout_is_deleted_and_what_is_said_of_it_later_brings_it_back(writer, user):
    workout = make_workout(user, [make_exercise("squat")])
    path = f"workouts/{workout.pk}"
    version = {"slot": 0, "number": 1, "reps": 8, "logged_at": "2026-11-18T12:00:00Z"}
    writer.ask("post", f"{path}/sets", {"sets": [version]})
    assert writer.ask("delete", f"{path}?logged_at=2026-11-18T11:00:00Z").json() == {"deleted": False}
    for _ in range(2):
        assert writer.ask("delete", f"{path}?logged_at=2026-11-18T13:00:00Z").json() == {"deleted": True}
    assert writer.ask("get", path).status_code == 404
    version |= {"reps": 9, "logged_at": "2026-11-18T13:01:00Z"}
    assert writer.ask("post", f"{path}/sets", {"sets": [version]}).status_code == 200
    assert writer.get(path)["exercises"][0]["sets"][0]["reps"] == 9


def test_a_check_is_logged_corrected_and_deleted(writer, user):
    kind, path = KINDS[0][0], f"checks/{uuid4()}"
    when = {"kind": kind, "done_at": "2026-11-18T12:00:00Z"}
    for _ in range(2):
        answer = writer.ask("put", path, when | {"left": 41, "right": 52, "logged_at": "2026-11-18T12:01:00Z"})
        assert (answer.json()["left"], answer.json()["right"]) == (41, 52)
    assert writer.ask("put", path, when | {"left": 9, "logged_at": "2026-11-18T12:00:30Z"}).json()["left"] == 41
    assert writer.ask("put", path, when | {"left": 43, "logged_at": "2026-11-18T12:02:00Z"}).json()["right"] == 52
    assert [one["left"] for one in writer.get("checks")["items"]] == [43]
    assert writer.ask("put", path, {"kind": "nothing"}).json()["errors"] == {
        "kind": ["There is no check of that name."]
    }
    assert writer.ask("delete", path).json() == {"deleted": True}
    assert writer.get("checks")["count"] == 0


def test_nobody_reaches_the_checks_of_others(writer):
    theirs = SelfCheck.objects.create(
        pk=uuid4(), user=make_user(), kind=KINDS[0][0], left=1, done_at=NOON, day=NOON.date(), logged_at=NOON
    )
    path = f"checks/{theirs.pk}"
    assert writer.ask("put", path, {"kind": KINDS[0][0], "left": 2}).status_code == 404
    assert writer.ask("delete", path).status_code == 404
    assert list(SelfCheck.objects.values_list("left", "deleted_at")) == [(1, None)]


REFUSED = [
    ("put", new, {}, {"started": ["Field required"]}),
    ("put", new, {"started": ""}, {"started": ...}),
    ("put", new, {"started": "yesterday"}, {"started": ["Write the day and time like 2026-11-18 18:30."]}),
    ("put", new, {"started": "2199-11-18T12:00:00Z"}, {"started": ...}),
    ("put", new, {"started": STARTED, "effort": 4}, {"effort": ["Input should be less than or equal to 3"]}),
    ("put", new, {"started": STARTED, "typo": 1}, {"typo": ["Extra inputs are not permitted"]}),
    ("put", new, {"started": STARTED, "routine": 10**6}, {"routine": ...}),
    ("put", lambda: "workouts/one", {"started": STARTED}, {"pk": ...}),
    ("post", lambda: f"{new()}/sets", {"sets": []}, {"sets": ...}),
]


@pytest.mark.parametrize(("method", "path", "said", "errors"), REFUSED)
def test_what_is_not_valid_is_refused_in_words(writer, method, path, said, errors):
    answer = writer.ask(method, path(), said)
    found = answer.json()["errors"]
    assert (
        answer.status_code,
        {name: errors.get(name) if errors.get(name) is ... else found[name] for name in found},
    ) == (
        422,
        errors,
    )
    assert not Workout.objects.exists()


def test_a_body_that_is_no_json_or_too_big_is_refused(writer, settings):
    ask = {"content_type": "application/json", "headers": writer.headers}
    answer = writer.client.put(f"/api/v1/{new()}", data="{", **ask)
    assert (answer.status_code, answer.json()["errors"]) == (400, {})
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10
    assert writer.client.put(f"/api/v1/{new()}", data='{"started": ""}', **ask).status_code == 413


def test_nobody_writes_to_what_is_anothers(writer):
    theirs = make_workout(make_user(), [make_exercise("squat")])
    said = {"sets": [{"slot": 0, "number": 1, "reps": 1}]}
    assert writer.ask("post", f"workouts/{theirs.pk}/sets", said).status_code == 404
    assert writer.ask("put", f"workouts/{theirs.pk}", {"started": STARTED, "note": "x"}).status_code == 404
    assert (theirs.sets().count(), Workout.objects.get().note) == (0, "")


def test_a_key_that_may_only_read_writes_nothing(reader, user):
    workout = make_workout(user, [make_exercise("squat")])
    for method, path, said in [
        ("put", f"workouts/{workout.pk}", {"started": STARTED, "note": "x"}),
        ("post", f"workouts/{workout.pk}/sets", {"sets": [{"slot": 0, "number": 1, "reps": 1}]}),
    ]:
        answer = reader.ask(method, path, said)
        assert (answer.status_code, answer.json()["detail"]) == (403, "This key may only read.")
    assert (workout.sets().count(), Workout.objects.get().note) == (0, "")


def test_without_a_good_key_nobody_comes_in(user, phone):
    expired, key = ApiToken.objects.make(user, name="Old", expires_at=NOON)
    for client in (Script(""), Script("glu_guess"), Script(key), Script(expired.fingerprint)):
        answer = client.ask("get", "workouts")
        assert (answer.status_code, answer["WWW-Authenticate"], answer.json()["errors"]) == (401, "Bearer", {})
    assert phone.get("/api/v1/workouts").status_code == 401, "a cookie is no key"
    assert Client().get("/api/v1/workouts").status_code == 401


def test_wrong_keys_are_counted_like_wrong_passwords_and_lock_no_good_one_out(reader, user):
    wrong = Script("glu_guess")
    answers = [wrong.ask("get", "workouts").status_code for _ in range(GUESSING_KEYS.times + 1)]
    assert answers == [401] * GUESSING_KEYS.times + [429]
    assert reader.ask("get", "workouts").status_code == 200


def test_no_answer_sets_a_cookie(reader):
    answers = [reader.ask("get", path) for path in ("workouts", "openapi.json", "nowhere")]
    assert [answer.status_code for answer in answers] == [200, 200, 404]
    assert not any(answer.cookies for answer in answers)


def test_an_address_that_is_none_says_so_as_json(reader):
    answer = reader.ask("get", "nowhere")
    assert (answer.status_code, answer.json()) == (404, {"detail": "There is nothing at this address.", "errors": {}})


def test_when_a_key_was_used_is_kept_to_the_minute(reader, user, monkeypatch):
    for seconds in (0, 59, 60):
        monkeypatch.setattr("django.utils.timezone.now", lambda later=seconds: NOON + timedelta(seconds=later))
        reader.get("exercises")
        assert ApiToken.objects.get().used_at == NOON + timedelta(seconds=60 if seconds == 60 else 0)
    assert timezone.is_aware(ApiToken.objects.get().used_at)
