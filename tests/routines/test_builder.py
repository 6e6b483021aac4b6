"""The builder: every verb plain, with htmx, invalid, and on somebody else's routine."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from glutes.exercises.models import LadderStep
from glutes.routines.forms import PrescriptionForm
from glutes.routines.models import Prescription, Routine
from tests import html
from tests.make import NOON, make_exercise, make_routine, make_source, make_user

pytestmark = pytest.mark.django_db

DOSE = {"sets": "4", "low": "8", "high": "12", "rest_s": "45", "load": "12,5", "note": "Slowly."}


@pytest.fixture
def squat():
    """A squat with one rung above it."""
    squat = make_exercise("squat")
    LadderStep.objects.create(exercise=squat, kind="harder", to=make_exercise("backpack-squat"), source=make_source())
    return squat


@pytest.fixture
def routine(user, squat):
    """Warm-up: a squat. Main: plank, squat, lunge."""
    plank, lunge = make_exercise("plank", role="core"), make_exercise("lunge")
    rows = [(squat, {"block": "warm-up"}), *((exercise, {}) for exercise in (plank, squat, lunge))]
    return make_routine(user, rows, name="Monday")


@pytest.fixture
def row(routine):
    """The squat in the middle of the main block."""
    return routine.prescriptions.get(position=2)


def address(verb, row):
    kind = "prescription" if isinstance(row, Prescription) else "routine"
    return reverse(f"routines:{kind}_{verb}", args=[row.pk])


def written(routine):
    """The blocks in words."""
    fresh = Routine.objects.get(pk=routine.pk)
    return [" ".join(f"{row.group}{row.exercise.slug}" for row in part.rows) for part in fresh.blocks()]


ROUTINE_VERBS = [
    pytest.param("change", {"name": "Tuesday"}, ["squat", "plank squat lunge", ""], id="change"),
    pytest.param("sort", {}, ["squat", "squat lunge plank", ""], id="sort"),
    pytest.param("clock", {}, ["squat", "plank squat lunge", ""], id="clock"),
    pytest.param("add", {"exercise": "plank", "block": "cool-down"}, ["squat", "plank squat lunge", "plank"], id="add"),
]
ROW_VERBS = [
    pytest.param("update", DOSE, ["squat", "plank squat lunge", ""], id="update"),
    pytest.param("place", {"block": "main", "index": "0"}, ["squat", "squat plank lunge", ""], id="place"),
    pytest.param("place", {"block": "cool-down"}, ["squat", "plank lunge", "squat"], id="to a block"),
    pytest.param("up", {}, ["squat", "squat plank lunge", ""], id="up"),
    pytest.param("down", {}, ["squat", "plank lunge squat", ""], id="down"),
    pytest.param("join", {}, ["squat", "Aplank Asquat lunge", ""], id="join"),
    pytest.param("leave", {}, ["squat", "plank squat lunge", ""], id="leave"),
    pytest.param("duplicate", {}, ["squat", "plank squat squat lunge", ""], id="duplicate"),
    pytest.param("swap", {"exercise": "backpack-squat"}, ["squat", "plank backpack-squat lunge", ""], id="swap"),
    pytest.param("count", {"measure": "seconds"}, ["squat", "plank squat lunge", ""], id="count"),
    pytest.param("delete", {}, ["squat", "plank lunge", ""], id="delete"),
]


@pytest.mark.parametrize(("verb", "data", "after"), ROUTINE_VERBS + ROW_VERBS)
def test_a_verb_is_saved_and_leads_back_to_the_builder(phone, routine, row, verb, data, after):
    subject = routine if verb in ("change", "sort", "clock", "add") else row

    answer = phone.post(address(verb, subject), data)

    assert (answer.status_code, answer.url.split("?")[0].split("#")[0]) == (303, address("edit", routine))
    assert phone.get(answer.url).status_code == 200
    assert written(routine) == after


@pytest.mark.parametrize(("verb", "data", "after"), ROUTINE_VERBS + ROW_VERBS)
def test_with_htmx_a_verb_answers_with_the_builder_as_it_is(phone, routine, row, verb, data, after):
    subject = routine if verb in ("change", "sort", "clock", "add") else row

    answer = phone.post(address(verb, subject), data, headers={"HX-Request": "true"})

    assert answer.status_code == 200
    assert answer.content.decode().startswith('<div id="builder"')
    assert written(routine) == after


NO_DOSE = ["0", "-1", "501", "9" * 30, "many", "2.5", ""]
SECONDS_OF_REST = "in seconds: a whole number from 0 to 900."


@pytest.mark.parametrize(
    ("verb", "data", "problem"),
    [
        ("change", {"name": " "}, "Name: fill this in."),
        ("change", {"style": "pyramid"}, "Pick one of these."),
        ("change", {"style": "circuit", "rounds": "0"}, "Rounds: a whole number from 1 to 20."),
        ("change", {"style": "circuit", "rounds": "x"}, "Rounds: a whole number from 1 to 20."),
        ("change", {"style": "circuit", "round_rest_s": "901"}, f"Rest between rounds, {SECONDS_OF_REST}"),
        ("change", {"style": "circuit", "round_rest_s": ""}, f"Rest between rounds, {SECONDS_OF_REST}"),
        ("add", {"exercise": "no-such", "block": "main"}, "We don’t have that exercise."),
        ("add", {"exercise": "squat", "block": "attic"}, "Pick one of these."),
        ("add", {}, "Pick an exercise."),
        *(("update", DOSE | {"sets": wrong}, "Sets: a whole number from 1 to 20.") for wrong in NO_DOSE),
        *(("update", DOSE | {"low": wrong}, "Reps: a whole number from 1 to 500.") for wrong in NO_DOSE),
        *(("update", DOSE | {"rest_s": wrong}, f"Rest, {SECONDS_OF_REST}") for wrong in ["-1", "901", "a while", ""]),
        ("update", DOSE | {"low": "12", "high": "8"}, "Lower number first"),
        ("update", DOSE | {"high": "ten"}, "Reps: a whole number from 1 to 500."),
        ("update", DOSE | {"high": "9" * 30}, "Reps: a whole number from 1 to 500."),
        ("update", DOSE | {"load": "heavy"}, "Weight: a number from 0, like 12.5."),
        ("update", DOSE | {"load": "501"}, "Weight: 500 kg at most."),
        ("update", DOSE | {"band": "3"}, "Squat takes no band."),
        ("update", DOSE | {"note": "x" * 201}, "200 characters at most"),
        ("update", {}, "Reps: a whole number from 1 to 500."),
        ("place", {"block": "attic"}, "Pick one of these."),
        ("place", {"block": "main", "index": "-1"}, "0 or more."),
        ("place", {"block": "main", "index": "9" * 30}, "50 at most."),
        ("swap", {"exercise": "no-such"}, "That one can’t replace this one."),
        ("swap", {"exercise": "a\0b"}, "Letters, digits and signs only"),
        ("count", {"measure": "miles"}, "Pick one of these."),
    ],
)
@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["plain", "htmx"])
def test_what_will_not_do_is_said_and_nothing_is_saved(phone, routine, row, verb, data, problem, headers):
    subject = routine if verb in ("change", "sort", "clock", "add") else row
    before = list(Prescription.objects.values()), Routine.objects.values().get()

    answer = phone.post(address(verb, subject), data, headers=headers)

    assert answer.status_code == 422
    assert problem in answer.content.decode().replace("&#x27;", "'")
    assert answer.content.decode().startswith("<div" if headers else "<!DOCTYPE")
    assert (list(Prescription.objects.values()), Routine.objects.values().get()) == before


def test_what_was_typed_is_kept(phone, row):
    seen = phone.post(address("update", row), DOSE | {"low": "99", "high": "eleven"}).content.decode()

    assert 'value="99"' in seen
    assert 'value="eleven" aria-label="Reps, to" aria-invalid="true"' in seen


@pytest.mark.parametrize(("verb", "data", "after"), ROW_VERBS)
def test_somebody_elses_row_is_not_found(routine, row, verb, data, after):
    stranger = Client()
    stranger.force_login(make_user())

    assert stranger.post(address(verb, row), data).status_code == 404
    row.discard(NOON)
    assert stranger.post(address("restore", row)).status_code == 404
    assert written(routine) == ["squat", "plank lunge", ""]


@pytest.mark.parametrize(("verb", "data", "after"), ROW_VERBS)
def test_a_row_of_a_ready_made_or_deleted_routine_is_not_found(phone, user, squat, verb, data, after):
    ready_made, gone = make_routine(None, [(squat, {})]), make_routine(user, [(squat, {})])
    gone.discard(NOON)

    for each in (ready_made, gone):
        assert phone.post(address(verb, each.prescriptions.get()), data).status_code == 404
    assert Prescription.objects.count() == 2


@pytest.mark.parametrize(("verb", "data", "after"), ROW_VERBS)
def test_a_removed_row_is_not_found_and_looking_changes_nothing(phone, row, verb, data, after):
    assert phone.get(address(verb, row)).status_code == 405
    row.discard(NOON)
    assert phone.post(address(verb, row), data).status_code == (303 if verb == "delete" else 404)


@pytest.mark.parametrize(("verb", "data", "after"), ROW_VERBS)
def test_signed_out_there_is_nothing_to_build(client, row, verb, data, after):
    assert client.post(address(verb, row), data).url.startswith("/account/login/")


def test_a_dose_is_saved_whole(phone, row):
    phone.post(address("update", row), DOSE)

    row.refresh_from_db()
    saved = (row.sets, row.reps_low, row.reps_high, row.seconds_low, row.rest_s, row.load_kg, row.note)
    assert saved == (4, 8, 12, None, 45, Decimal("12.5"), "Slowly.")


def test_one_number_is_a_range_too(phone, row):
    phone.post(address("update", row), DOSE | {"high": ""})

    row.refresh_from_db()
    assert (row.reps_low, row.reps_high) == (8, 8)


def test_a_load_is_read_in_the_users_unit_and_stays_as_typed_when_the_unit_changes(phone, user, row):
    for units, typed, kept in [
        ("lb", "35.3", "16.011810661"),
        ("kg", "12,5", "12.5"),
        ("kg", "35.3 lb", "16.011810661"),
    ]:
        user.units = units
        user.save()
        phone.post(address("update", row), DOSE | {"load": typed})
        for sets, other in enumerate(["kg", "lb", "kg"], 1):
            user.units = other
            user.save()
            row.refresh_from_db()
            shown = PrescriptionForm(None, row, other).initial["load"]
            phone.post(address("update", row), DOSE | {"load": shown, "sets": sets})
            row.refresh_from_db()
            assert (row.sets, row.load_kg) == (sets, Decimal(kept))


def test_a_load_can_be_taken_away(phone, row):
    for typed, kept in (("12,5", Decimal("12.5")), ("", None)):
        phone.post(address("update", row), DOSE | {"load": typed})
        row.refresh_from_db()
        assert row.load_kg == kept


def test_a_band_has_a_strength_and_no_weight(phone, user):
    walk = make_exercise(banded=True)
    row = make_routine(user, [(walk, {})]).prescriptions.get()

    assert phone.post(address("update", row), DOSE).status_code == 422
    assert phone.post(address("update", row), DOSE | {"load": "", "band": "3"}).status_code == 303
    row.refresh_from_db()
    assert (row.load_kg, row.band) == (None, 3)


def test_no_hold_is_longer_than_its_exercise_allows(phone, user):
    press = make_exercise(name="Sofa press", measure="seconds", cap_s=30)
    dose = {"seconds_low": 20, "seconds_high": 30}
    row = make_routine(user, [(press, dose)]).prescriptions.get()

    answer = phone.post(address("update", row), DOSE | {"low": "20", "high": "31", "load": ""})

    assert answer.status_code == 422
    assert "Sofa press: 30 seconds at most." in answer.content.decode()


def test_counted_in_seconds_and_back(phone, row):
    phone.post(address("count", row), {"measure": "seconds"})
    row.refresh_from_db()
    assert row.dose == "3 × 30 s"
    refused = phone.post(address("update", row), DOSE | {"low": "30", "high": "3601", "load": ""}).content.decode()
    assert "Seconds: a whole number from 1 to 3600." in refused
    phone.post(address("count", row), {"measure": "reps"})
    row.refresh_from_db()
    assert row.dose == "3 × 10"


def test_a_circuit_has_rounds(phone, routine):
    routine.prescriptions.update(sets=4)
    phone.post(address("change", routine), {"style": "circuit"})
    routine.refresh_from_db()
    assert routine.rounds == 4
    phone.post(address("change", routine), {"rounds": "3", "round_rest_s": "90"})

    routine.refresh_from_db()
    assert (routine.name, routine.style, routine.rounds, routine.round_rest_s) == ("Monday", "circuit", 3, 90)


def test_what_is_removed_can_be_brought_back(phone, routine, row):
    answer = phone.post(address("delete", row))
    assert "Removed: Squat." in phone.get(answer.url).content.decode()

    assert phone.post(address("restore", row)).status_code == 303
    assert written(routine) == ["squat", "plank squat lunge", ""]
    assert "Removed: Squat." not in phone.get(answer.url).content.decode()


def test_fifty_exercises_are_enough(phone, user, squat):
    routine = make_routine(user, [(squat, {})] * 50)
    row = routine.prescriptions.first()

    for answer in (
        phone.post(address("add", routine), {"exercise": "squat", "block": "main"}),
        phone.post(address("duplicate", row)),
    ):
        assert answer.status_code == 422
        assert "50 exercises is the limit." in answer.content.decode()
    row.discard(NOON)
    phone.post(address("add", routine), {"exercise": "squat", "block": "main"})
    assert phone.post(address("restore", row)).status_code == 422
    assert routine.prescriptions.count() == 50


def test_a_self_check_and_a_retired_exercise_are_nothing_to_add(phone, routine):
    make_exercise("activation-test", role="check")
    make_exercise("gone", retired_at=NOON)

    for slug in ("activation-test", "gone"):
        assert phone.post(address("add", routine), {"exercise": slug, "block": "main"}).status_code == 422
        assert slug not in phone.get(f"{address('edit', routine)}?add=main").content.decode()


def test_searching_forgives_and_finds_in_every_block(phone, routine):
    make_exercise("glute-bridge", name="Glute bridge", aliases=["bum bridge"], role="accessory")
    stretch = make_exercise("hip-rolls", name="Hip rolls", role="cool-down")

    def offered(query):
        seen = phone.get(address("edit", routine), query).content.decode()
        return [slug for slug in ("glute-bridge", "hip-rolls") if f'id="add-{slug}"' in seen]

    assert offered({"add": "main"}) == ["glute-bridge"]
    assert offered({"add": "cool-down"}) == ["hip-rolls"]
    assert offered({"add": "cool-down", "q": "bum brige"}) == ["glute-bridge"]
    assert offered({"add": "main", "q": stretch.name}) == ["hip-rolls"]
    assert offered({}) == []


@pytest.mark.parametrize(
    "look",
    [
        "open=x",
        "open=" + "9" * 30,
        "removed=-1",
        "removed=" + "9" * 30,
        "add=attic",
        "add=main&q=" + "x" * 999,
        "q=%00",
    ],
)
def test_a_strange_address_of_the_builder_shows_the_builder(phone, routine, look):
    assert phone.get(f"{address('edit', routine)}?{look}").status_code == 200


def test_the_order_is_advised_upon(phone, routine):
    advice = "Put Squat before Plank: bigger exercises while you’re fresh."

    assert advice in phone.get(address("edit", routine)).content.decode()
    phone.post(address("sort", routine))
    assert advice not in phone.get(address("edit", routine)).content.decode()


def test_one_row_is_open_at_a_time(phone, routine, row):
    answer = phone.post(address("up", row))

    assert answer.url == f"{address('edit', routine)}?open={row.pk}#row-{row.pk}"
    seen = phone.get(answer.url).content.decode()
    assert seen.count(" open>") == 1
    assert f'id="details-{row.pk}" open>' in seen


@pytest.mark.parametrize("rows", [1, 30])
def test_a_verb_takes_as_many_queries_for_one_row_as_for_thirty(
    django_assert_num_queries, phone, user, rows, make_full_exercise
):
    routine = make_routine(user, [(make_full_exercise(), {}) for _ in range(rows)])
    row, htmx = routine.prescriptions.first(), {"HX-Request": "true"}

    for verb, count in (("up", 15), ("join", 15), ("duplicate", 21)):
        with django_assert_num_queries(count):
            assert phone.post(address(verb, row), headers=htmx).status_code == 200


def test_what_is_searched_for_has_an_address_that_back_leaves_and_a_change_replaces(phone, routine, row):
    htmx, edit = {"HX-Request": "true"}, address("edit", routine)
    seen = phone.get(edit).text
    (add,) = html.find(seen, "a", id="add-main")
    assert (add["data-hx-push-url"], add["data-hx-get"]) == ("true", f"{edit}?add=main")
    back = phone.get(edit, headers=htmx | {"HX-History-Restore-Request": "true"}).text
    assert back.lower().startswith("<!doctype html>")
    answer = phone.post(address("up", row), headers=htmx)
    assert answer["HX-Replace-Url"] == f"{edit}?open={row.pk}#row-{row.pk}"
    refused = phone.post(address("update", row), {"sets": "many"}, headers=htmx)
    assert (refused.status_code, "HX-Replace-Url" in refused) == (422, False)


def page(phone, url):
    return html.flat(phone.get(url).text)


def test_any_exercise_is_swapped_in_by_its_name(phone, routine, row):
    make_exercise("nordic", name="Nordic curl")
    seen = page(phone, address("edit", routine) + f"?open={row.pk}")
    (any_other,) = html.find(seen, "a", id=f"swap-any-{row.pk}")
    found = page(phone, address("edit", routine) + f"?open={row.pk}&swap={row.pk}&q=nordic")
    assert any_other["href"].split("#")[0].endswith(f"?open={row.pk}&swap={row.pk}")
    (form,) = [each for each in html.find(found, "form") if "Swap to Nordic curl" in each.text]
    phone.post(form["action"], {"exercise": "nordic"})
    row.refresh_from_db()
    assert row.exercise.slug == "nordic"


def test_nothing_offers_to_replace_what_is_there(phone, user, make_full_exercise):
    exercise = make_full_exercise()
    routine = make_routine(user, [(exercise, {})])
    band = exercise.equipment.get()
    offers = [address("edit", routine), routine.get_absolute_url(), exercise.get_absolute_url()]
    assert ["No band" in page(phone, offer) or "Or do the" in page(phone, offer) for offer in offers] == [True] * 3
    user.kit.create(equipment=band)
    assert ["No band" in page(phone, offer) or "Or do the" in page(phone, offer) for offer in offers] == [False] * 3


def test_a_swap_takes_the_note_on_the_other_exercise_with_it(phone, row):
    Prescription.objects.filter(pk=row.pk).update(note="Knees over toes.")
    phone.post(address("swap", row), {"exercise": "squat"})
    row.refresh_from_db()
    assert row.note == "Knees over toes."
    phone.post(address("swap", row), {"exercise": "backpack-squat"})
    row.refresh_from_db()
    assert (row.exercise.slug, row.note) == ("backpack-squat", "")


def test_no_rung_is_offered_that_the_block_has_already(phone, user, routine, row):
    offer, edit = "Harder: Backpack squat", address("edit", routine)
    assert offer in page(phone, edit)
    there = make_routine(user, [(row.exercise, {}), (row.exercise.ladder.get().to, {})])
    assert offer not in page(phone, address("edit", there))


def test_a_circuit_that_counts_reps_is_offered_the_clock_and_keeps_it(phone, user, squat):
    step = make_exercise("step", sides="each")
    press = make_exercise("press", measure="seconds", cap_s=30)
    rows = [(squat, {"block": "warm-up"}), (squat, {}), (step, {}), (press, {"seconds_low": 20, "seconds_high": 20})]
    routine = make_routine(user, rows, style="circuit", rounds=3)
    assert 'id="clock">A minute each' in phone.get(address("edit", routine)).text
    phone.post(address("clock", routine))
    assert [row.dose for row in routine.prescriptions.all()] == ["3 × 10", "3 × 60 s", "3 × 30 s", "3 × 30 s"]
    seen = phone.get(address("edit", routine)).text
    assert 'id="clock"' not in seen
    (undo,) = [form for form in html.find(seen, "form") if form.attrs.get("action", "").endswith("/rewrite/")]
    phone.post(undo["action"], {each["name"]: each["value"] for each in undo.find("input", type="hidden")})
    assert [row.dose for row in routine.prescriptions.all()] == ["3 × 10", "3 × 10", "3 × 10", "3 × 20 s"]
    phone.post(address("clock", routine))
    assert 'id="clock"' not in phone.get(address("edit", routine)).text
    Routine.objects.update(style="sets")
    routine.prescriptions.update(reps_low=10, reps_high=10, seconds_low=None, seconds_high=None)
    assert "A minute each" not in phone.get(address("edit", routine)).text


def test_a_full_routine_says_that_an_exercise_of_ones_own_was_not_added(phone, user, squat):
    routine = make_routine(user, [(squat, {})] * Routine.MOST_PRESCRIPTIONS)
    fields = {"name": "Nordic curl", "measure": "reps", "load": "none", "sides": "both", "role": "core"}
    phone.post(f"/routines/{routine.pk}/add-own/", fields | {"pattern": "hinge", "block": "main"})
    seen = page(phone, address("edit", routine))
    assert user.exercises.get().name == "Nordic curl"
    assert "Nordic curl is saved among your exercises, but not in here: 50 exercises is the limit." in seen


@pytest.mark.parametrize("wrong", [{"low": "many"}, {"low": "501"}, {"low": ""}, {"high": "ten"}, {"high": "501"}])
def test_an_invalid_range_gets_one_message(phone, row, wrong):
    seen = phone.post(address("update", row), DOSE | wrong).content.decode()
    assert seen.count("Reps: a whole number from 1 to 500.") == 1
    assert "Lower number first" not in seen


def test_a_weight_of_0_is_no_weight(phone, row):
    assert phone.post(address("update", row), DOSE | {"sets": 5, "load": "0"}).status_code == 303
    row.refresh_from_db()
    assert (row.sets, row.load_kg) == (5, None)
