"""What the coach offers about a routine, taken with one tap and undone with another."""

import pytest
from django.core import signing
from django.test import Client

from glutes.exercises.models import LadderStep
from glutes.routines.models import Routine
from tests import html
from tests.make import NOON, make_exercise, make_routine, make_source, make_user

pytestmark = pytest.mark.django_db

VERBS = ("swap", "widen", "way", "circuit")
HTMX = {"HX-Request": "true"}


@pytest.fixture
def squat():
    """A squat; a harder one, which is not the next rung of its ladder: that one may be in the session; and a lunge."""
    make_exercise("single-leg-squat", sides="each", load="none")
    make_exercise("lunge", sides="alternate")
    return make_exercise("squat", ways=["half", "slower"])


@pytest.fixture
def rows(squat):
    """What a routine may hold: a warm-up squat, then in the main block a squat and two holds."""
    loaded = {"reps_low": 8, "reps_high": 10, "load_kg": "7.5", "note": "Heels on books.", "sets": 4}
    held = {"seconds_low": 20, "seconds_high": 30}
    press = make_exercise("sofa-press", measure="seconds", sides="each", cap_s=20)
    plank = make_exercise("plank", measure="seconds", cap_s=45)
    return [(squat, {"block": "warm-up"}), (squat, loaded), (plank, held), (press, held)]


OFFERS = {
    "swap": {"about": "squat", "exercise": "single-leg-squat"},
    "widen": {"about": "squat", "high": 15},
    "way": {"about": "squat", "way": "slower"},
    "circuit": {},
}


def address(verb, routine):
    return f"/routines/{routine.pk}/{verb}/"


def start(routine):
    return f"/workouts/start/?routine={routine.pk}"


def take(phone, verb, routine, **fields):
    return phone.post(address(verb, routine), OFFERS[verb] | {"next": start(routine)} | fields)


def said(phone, answer):
    """The page that the answer leads to: what it says, and the form that undoes it as (address, fields)."""
    page = phone.get(answer["Location"]).text
    status = html.find(page, "div", role="status")[0]
    words = status.text.removesuffix("Undo").strip()
    return (words, *html.form(status, "Undo")) if status.find("form") else (words, None, {})


def written(routine):
    """All of a routine, word for word."""
    return Routine.objects.filter(pk=routine.pk).values().get(), list(routine.prescriptions.values())


def dose(routine):
    """Its main block in short."""
    routine.refresh_from_db()
    rows = routine.prescriptions.filter(block="main").select_related("exercise")
    return routine.style, [(row.exercise.slug, row.amount, row.load_kg, row.way_word or row.note) for row in rows]


def main(**changes):
    """The main block of `rows`, but for the changes."""
    kept = {"squat": ("squat", "8–10", 7.5, "Heels on books."), "plank": ("plank", "20–30 s", None, "")}
    kept |= {"press": ("sofa-press", "20–30 s", None, "")}
    return "sets", list((kept | changes).values())


# -- Taken ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("verb", "after", "words"),
    [
        (
            "swap",
            main(squat=("single-leg-squat", "8–10", None, "")),
            "Squat is now Single leg squat in Steady hips.",
        ),
        (
            "widen",
            main(squat=("squat", "8–15", 7.5, "Heels on books.")),
            "Squat now goes up to 15 reps in Steady hips.",
        ),
        (
            "way",
            main(squat=("squat", "8–10", 7.5, "3 s down")),
            "Squat: 3 s down from now on in Steady hips.",
        ),
        (
            "circuit",
            (
                "circuit",
                [
                    ("squat", "60 s", 7.5, "Heels on books."),
                    ("plank", "45 s", None, ""),
                    ("sofa-press", "20 s", None, ""),
                ],
            ),
            "Steady hips is now a circuit: 4 rounds, a minute of each.",
        ),
    ],
)
def test_an_offer_is_taken_and_undone(phone, user, rows, verb, after, words):
    routine = make_routine(user, rows, name="Steady hips", round_rest_s=60)
    before = written(routine)

    answer = take(phone, verb, routine)

    assert (answer.status_code, answer["Location"]) == (303, start(routine))
    assert dose(routine) == after
    told, undo, fields = said(phone, answer)
    assert told == words
    undone = phone.post(undo, fields)
    assert (undone.status_code, undone["Location"]) == (303, start(routine))
    assert said(phone, undone)[0] == "Undone."
    assert written(routine) == before


def test_a_circuit_is_a_minute_of_each_and_two_of_rest_with_half_a_minute_a_side(phone, user, rows):
    rows += [(make_exercise("clamshell", sides="each"), {}), (make_exercise("walk", sides="alternate"), {})]
    routine = make_routine(user, rows)

    take(phone, "circuit", routine)

    assert [amount for _, amount, _, _ in dose(routine)[1]] == ["60 s", "45 s", "20 s", "30 s", "60 s"]
    assert (routine.rounds, routine.round_rest_s) == (4, 120)
    assert routine.rows_of("warm-up")[0].dose == "3 × 10"


def test_a_hold_is_widened_in_seconds(phone, user, rows):
    routine = make_routine(user, rows, name="Steady hips")

    answer = take(phone, "widen", routine, about="plank", high=45)

    assert dose(routine) == main(plank=("plank", "20–45 s", None, ""))
    assert said(phone, answer)[0] == "Plank now goes up to 45 s in Steady hips."


def test_of_two_alike_the_one_that_an_offer_still_fits_is_changed(phone, user, squat):
    routine = make_routine(user, [(squat, {"reps_high": 15}), (squat, {})])

    take(phone, "widen", routine)

    assert [row.high for row in routine.prescriptions.all()] == [15, 15]


def test_in_a_circuit_the_next_rung_keeps_to_the_clock(phone, user, rows):
    rows[1][1].update(reps_low=None, reps_high=None, seconds_low=60, seconds_high=60)
    plank = rows[2][0]
    LadderStep.objects.create(exercise=plank, to=make_exercise("crawl"), kind="harder", source=make_source())
    routine = make_routine(user, rows, style="circuit", rounds=3)

    take(phone, "swap", routine)
    take(phone, "swap", routine, about="plank", exercise="crawl")

    assert [(slug, amount) for slug, amount, _, _ in dose(routine)[1]] == [
        ("single-leg-squat", "30 s"),
        ("crawl", "60 s"),
        ("sofa-press", "20–30 s"),
    ]


@pytest.mark.parametrize(("easier", "warm_up", "too"), [("1", "heels-up", ", in the warm-up, too"), ("", "squat", "")])
def test_what_is_too_hard_leaves_the_warm_up_as_well(phone, user, rows, easier, warm_up, too):
    make_exercise("heels-up")
    routine = make_routine(user, rows, name="Steady hips")
    before = routine.written()

    words, undo, fields = said(phone, take(phone, "swap", routine, exercise="heels-up", easier=easier))

    assert words == f"Squat is now Heels up in Steady hips{too}."
    assert [row.exercise.slug for row in routine.rows_of("warm-up")] == [warm_up]
    phone.post(undo, fields)
    assert routine.written() == before


def test_in_a_circuit_that_counts_reps_the_next_rung_counts_them_too(phone, user, rows):
    routine = make_routine(user, rows[:2], style="circuit", rounds=3)

    take(phone, "swap", routine)

    assert dose(routine)[1] == [("single-leg-squat", "8–10", None, "")]


def test_undone_later_only_what_is_still_there_comes_back(phone, user, rows):
    routine = make_routine(user, rows)
    _, undo, fields = said(phone, take(phone, "circuit", routine))
    routine.prescriptions.get(exercise__slug="plank").discard(NOON)
    routine.prescriptions.filter(exercise__slug="sofa-press").update(sets=5)

    phone.post(undo, fields)

    assert dose(routine)[1] == [("squat", "8–10", 7.5, "Heels on books."), ("sofa-press", "20–30 s", None, "")]
    assert routine.prescriptions.get(exercise__slug="sofa-press").sets == 5


def test_what_was_changed_since_is_not_undone(phone, user, rows):
    """By hand, or by another offer; a second tap on the same undo is none."""
    routine = make_routine(user, rows, name="Steady hips")
    _, undo, widened = said(phone, take(phone, "widen", routine))
    routine.prescriptions.filter(exercise__slug="squat", block="main").update(reps_low=11, note="Mine.")

    assert said(phone, phone.post(undo, widened))[0] == "Too late to undo: it has changed since."
    assert dose(routine) == main(squat=("squat", "11–15", 7.5, "Mine."))

    _, undo, rounds = said(phone, take(phone, "circuit", routine))
    assert said(phone, phone.post(undo, widened))[0] == "Too late to undo: it has changed since."
    assert dose(routine)[0] == "circuit"
    for _ in range(2):
        assert said(phone, phone.post(undo, rounds))[0] == "Undone."
    assert dose(routine) == main(squat=("squat", "11–15", 7.5, "Mine."))


def test_an_undo_touches_nothing_but_what_its_offer_changed(phone, user, rows):
    routine = make_routine(user, rows, name="Steady hips")
    _, undo, fields = said(phone, take(phone, "widen", routine))
    take(phone, "widen", routine, about="plank", high=45)
    routine.prescriptions.filter(exercise__slug="sofa-press").update(note="Mine.")

    phone.post(undo, fields)

    assert dose(routine) == main(plank=("plank", "20–45 s", None, ""), press=("sofa-press", "20–30 s", None, "Mine."))


@pytest.mark.parametrize("verb", VERBS)
def test_htmx_is_led_to_the_page(phone, user, rows, verb):
    routine = make_routine(user, rows)

    answer = phone.post(address(verb, routine), OFFERS[verb] | {"next": "/workouts/start/?short=1"}, headers=HTMX)

    assert (answer.status_code, answer["HX-Redirect"]) == (204, "/workouts/start/?short=1")
    assert dose(routine) != main()
    undone = phone.post(address("rewrite", routine), {"written": "odd"}, headers=HTMX)
    assert (undone.status_code, undone["HX-Redirect"]) == (204, start(routine))


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", ""])
def test_an_accepted_offer_leads_to_paths_of_ours_only(phone, user, rows, elsewhere):
    routine = make_routine(user, rows)

    answer = take(phone, "widen", routine, next=elsewhere)

    assert answer["Location"] == start(routine)
    assert said(phone, answer)[2]["next"] == [start(routine)]


# -- A ready-made routine ---------------------------------------------------


@pytest.mark.parametrize("verb", VERBS)
def test_a_ready_made_one_is_left_alone_and_a_copy_is_made_and_undone(phone, user, rows, verb):
    ready_made = make_routine(None, rows, name="Ready one")
    before = written(ready_made)

    answer = take(phone, verb, ready_made)

    copy = user.routines.get()
    assert answer["Location"] == start(copy)
    assert written(ready_made) == before
    assert dose(copy) != main()
    told, undo, fields = said(phone, answer)
    assert told.endswith("in Ready one. This is your copy; the ready-made one hasn’t changed.") or verb == "circuit"
    undone = phone.post(undo, fields)
    assert (undone.status_code, undone["Location"]) == (303, start(ready_made))
    assert list(user.routines.kept()) == []


def test_the_copy_there_is_gets_changed(phone, user, rows):
    ready_made = make_routine(None, rows, name="Ready one")
    copy = ready_made.copy_for(user)

    answer = take(phone, "swap", ready_made)

    assert answer["Location"] == start(copy)
    assert (user.routines.count(), dose(copy)[1][0][0]) == (1, "single-leg-squat")
    assert said(phone, answer)[0] == "Squat is now Single leg squat in Ready one."


def test_a_second_tap_makes_no_second_copy_and_changes_nothing(phone, user, rows):
    ready_made = make_routine(None, rows, name="Ready one")

    take(phone, "swap", ready_made)
    answer = take(phone, "swap", ready_made)

    copy = user.routines.get()
    assert answer["Location"] == start(copy)
    assert dose(copy) == main(squat=("single-leg-squat", "8–10", None, ""))


def test_without_room_for_a_copy_it_is_said(phone, user, rows, monkeypatch):
    monkeypatch.setattr(Routine, "MOST_A_USER", 1)
    make_routine(user)

    answer = take(phone, "widen", ready_made := make_routine(None, rows))

    assert answer["Location"] == start(ready_made)
    assert said(phone, answer)[0] == "1 routines is the limit: delete one first."
    assert user.routines.count() == 1


# -- Refused ----------------------------------------------------------------

CHANGED = "Steady hips has changed since, so we left it alone."


@pytest.mark.parametrize(
    ("verb", "fields", "words"),
    [
        ("swap", {"about": "lunge"}, CHANGED),
        ("swap", {"about": "handstand"}, "We don’t have that exercise."),
        ("swap", {"about": ""}, "Pick an exercise."),
        ("swap", {"exercise": "no-such"}, "That one can’t replace this one."),
        ("swap", {"exercise": "squat"}, "That one can’t replace this one."),
        ("swap", {"exercise": ""}, "Pick an exercise."),
        ("swap", {"exercise": "a\0b"}, "Letters, digits and signs only."),
        ("widen", {"about": "lunge"}, CHANGED),
        ("widen", {"high": 10}, CHANGED),
        ("widen", {"high": 7}, CHANGED),
        ("widen", {"high": ""}, "Up to: a whole number from 1 to 500."),
        ("widen", {"high": "more"}, "Up to: a whole number from 1 to 500."),
        ("widen", {"high": "9" * 30}, "Up to: a whole number from 1 to 500."),
        ("widen", {"about": "plank", "high": 46}, "Plank: 45 seconds at most."),
        ("way", {"about": "lunge"}, CHANGED),
        ("way", {"way": ""}, CHANGED),
        ("way", {"way": "stop"}, "Squat is not done in that way."),
        ("way", {"about": "plank"}, "Plank is not done in that way."),
        ("way", {"way": "backwards"}, "Pick one of the ways shown."),
    ],
)
def test_what_cannot_be_taken_is_said_on_the_start_page_and_changes_nothing(phone, user, rows, verb, fields, words):
    routine = make_routine(user, rows, name="Steady hips")
    before = written(routine)

    answer = take(phone, verb, routine, **fields)

    assert (answer.status_code, answer["Location"]) == (303, start(routine))
    assert said(phone, answer)[0] == words
    assert written(routine) == before


@pytest.mark.parametrize("fields", [{"style": "circuit"}, {}], ids=["a circuit already", "an empty main block"])
def test_what_is_no_block_of_sets_becomes_no_circuit(phone, user, squat, fields):
    rows = [(squat, {})] if fields else []
    routine = make_routine(user, rows, name="Steady hips", **fields)

    answer = take(phone, "circuit", routine)

    assert said(phone, answer)[0] == CHANGED


@pytest.mark.parametrize(
    ("asked", "rounds"),
    [("3", 3), ("4", 2), ("2", 2), ("", 2), ("odd", 2), ("9" * 30, 2)],
    ids=["one more", "two more", "has them already", "none said", "odd", "far too many"],
)
def test_a_circuit_goes_round_once_more_and_undoes_it(phone, user, rows, asked, rounds):
    routine = make_routine(user, rows, name="Steady hips", style="circuit", rounds=2)
    told, undo, fields = said(phone, take(phone, "circuit", routine, rounds=asked))
    routine.refresh_from_db()
    assert (routine.rounds, told == "Steady hips has 3 rounds now.") == (rounds, rounds == 3)
    if undo:
        phone.post(undo, fields)
        routine.refresh_from_db()
        assert routine.rounds == 2


@pytest.mark.parametrize(
    "odd", ["", "odd", "\0", pytest.param(signing.dumps([["sets", 1, 0], []]), id="signed for something else")]
)
def test_what_it_never_was_is_not_brought_back(phone, user, rows, odd):
    routine = make_routine(user, rows, style="circuit")

    answer = phone.post(address("rewrite", routine), {"written": odd})

    assert (answer.status_code, answer["Location"]) == (303, start(routine))
    assert said(phone, answer)[0] in ("Too late to undo: it has changed since.", "Letters, digits and signs only.")
    assert dose(routine) == ("circuit", main()[1])


def test_one_routine_is_not_written_as_another(phone, user, rows):
    first, second = make_routine(user, rows), make_routine(user, rows, style="circuit")
    _, _, fields = said(phone, take(phone, "widen", first))

    phone.post(address("rewrite", second), fields)

    assert dose(second)[0] == "circuit"


# -- Somebody else's --------------------------------------------------------


@pytest.mark.parametrize("verb", [*VERBS, "rewrite"])
def test_somebody_elses_routine_is_not_found(phone, rows, verb):
    stranger = make_user()
    theirs = make_routine(stranger, rows, name="Private")
    client = Client()
    client.force_login(stranger)
    _, _, fields = said(client, take(client, "widen", theirs))
    before = written(theirs)

    answer = phone.post(address(verb, theirs), OFFERS.get(verb, {}) | fields)

    assert answer.status_code == 404
    assert written(theirs) == before


@pytest.mark.parametrize("verb", [*VERBS, "rewrite"])
def test_nothing_is_changed_by_looking(phone, user, rows, verb):
    assert phone.get(address(verb, make_routine(user, rows))).status_code == 405


def test_a_ready_made_one_cannot_be_rewritten(phone, rows):
    assert phone.post(address("rewrite", make_routine(None, rows)), {"written": "x"}).status_code == 404


@pytest.mark.parametrize("many", [1, 30])
def test_a_circuit_takes_as_many_queries_for_one_exercise_as_for_thirty(phone, user, many, django_assert_num_queries):
    routine = make_routine(user, [(make_exercise(), {}) for _ in range(many)])

    with django_assert_num_queries(13):  # Its main block twice: before and after.
        take(phone, "circuit", routine)
