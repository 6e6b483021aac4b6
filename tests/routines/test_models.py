"""What one can do with a routine and its prescriptions."""

import pytest
from django.db import IntegrityError

from glutes.exercises.models import Dose
from glutes.routines.models import LETTERS, Prescription, Routine, usual_dose
from tests.make import NOON, make_exercise, make_routine, make_source, make_user

pytestmark = pytest.mark.django_db


def make_rows(text):
    """A routine from a line such as "a A:b A:c | d | e": warm-up | main | cool-down, with letters before a colon.

    Returns it and its rows by name.
    """
    blocks = text.split("|") if "|" in text else ["", text, ""]
    prescriptions = []
    for block, names in zip(Prescription.Block, blocks, strict=True):
        for name in names.split():
            letter, _, name = name.rpartition(":")
            prescriptions.append((make_exercise(name=name), {"block": block, "group": letter}))
    routine = make_routine(make_user(), prescriptions)
    return routine, {row.exercise.name: row for row in routine.prescriptions.select_related("exercise", "routine")}


def written(routine):
    """The routine in the same words, as the database has it."""
    fresh = Routine.objects.get(pk=routine.pk)
    positions = list(fresh.prescriptions.values_list("position", flat=True))
    assert positions == sorted(set(positions))
    rows = [
        " ".join(f"{row.group}:{row.exercise.name}".lstrip(":") for row in fresh.rows_of(block))
        for block in Prescription.Block
    ]
    return rows[1] if not rows[0] + rows[2] else " | ".join(rows)


@pytest.mark.parametrize(
    ("before", "verb", "after"),
    [
        pytest.param("a b c", ("up", "b"), "b a c", id="up"),
        pytest.param("a b c", ("up", "a"), "a b c", id="nothing is above the first"),
        pytest.param("a b c", ("down", "b"), "a c b", id="down"),
        pytest.param("a b c", ("down", "c"), "a b c", id="nothing is below the last"),
        pytest.param("A:a A:b c", ("up", "c"), "c A:a A:b", id="up past a superset"),
        pytest.param("c A:a A:b", ("down", "c"), "A:a A:b c", id="down past a superset"),
        pytest.param("A:a A:b c", ("down", "a"), "A:b A:a c", id="places changed within a superset"),
        pytest.param("A:a A:b c", ("down", "b"), "a c b", id="out of a superset of two, which ends it"),
        pytest.param("A:a A:b A:d c", ("down", "d"), "A:a A:b c d", id="out of a superset of three"),
        pytest.param("A:a A:b B:c B:d", ("down", "b"), "a B:c B:d b", id="out of one superset past the other"),
        pytest.param("w | a | s", ("up", "a"), "w | a | s", id="blocks are not left by up and down"),
    ],
)
def test_a_row_moves_up_and_down_through_the_blocks(before, verb, after):
    routine, rows = make_rows(before)
    name, row = verb

    getattr(rows[row], name)()

    assert written(routine) == after


@pytest.mark.parametrize(
    ("before", "row", "block", "index", "after"),
    [
        pytest.param("a b c", "c", "main", 0, "c a b", id="to the top"),
        pytest.param("a b c", "a", "main", 2, "b c a", id="to the bottom"),
        pytest.param("a b c", "a", "main", 50, "b c a", id="beyond the bottom is the bottom"),
        pytest.param("a b c", "a", "main", None, "b c a", id="without an index: the bottom"),
        pytest.param("a b c", "b", "main", 1, "a b c", id="where it was"),
        pytest.param("A:a A:b c", "c", "main", 1, "A:a A:c A:b", id="between two of a superset it joins them"),
        pytest.param("A:a A:b c", "a", "main", 1, "A:b A:a c", id="still touching its superset it stays in it"),
        pytest.param("A:a A:b c", "a", "main", 2, "b c a", id="no longer touching it leaves"),
        pytest.param("A:a A:b B:c B:d", "c", "main", 0, "c A:a A:b d", id="a letter goes with its superset"),
        pytest.param("a | b c | d", "b", "warm-up", 0, "b a | c | d", id="to the warm-up"),
        pytest.param("a | b c | d", "b", "cool-down", None, "a | c | d b", id="to the end of the cool-down"),
        pytest.param(
            "A:a A:b | c A:d A:e | ",
            "a",
            "main",
            3,
            "b | c A:d A:e a | ",
            id="another block, another A",
        ),
    ],
)
def test_a_row_is_placed_in_any_block_at_any_index(before, row, block, index, after):
    routine, rows = make_rows(before)

    rows[row].place(block, index)

    assert written(routine) == after


@pytest.mark.parametrize(
    ("before", "verb", "after"),
    [
        pytest.param("a b c", ("join", "b"), "A:a A:b c", id="two make a superset"),
        pytest.param("A:a A:b c", ("join", "c"), "A:a A:b A:c", id="a third joins it"),
        pytest.param("A:a A:b c d", ("join", "d"), "A:a A:b B:c B:d", id="the next superset has the next letter"),
        pytest.param("a b", ("join", "a"), "a b", id="nothing is above the first"),
        pytest.param("A:a A:b c", ("leave", "b"), "a b c", id="a superset of two ends"),
        pytest.param("A:a A:b A:c d", ("leave", "a"), "A:b A:c a d", id="the first goes to behind the others"),
        pytest.param("A:a A:b A:c d", ("leave", "c"), "A:a A:b c d", id="the last stays where it is"),
        pytest.param("a b", ("leave", "b"), "a b", id="not in one"),
    ],
)
def test_rows_join_a_superset_and_leave_it(before, verb, after):
    routine, rows = make_rows(before)
    name, row = verb

    getattr(rows[row], name)()

    assert written(routine) == after


def test_who_joins_does_as_many_sets_as_the_one_above():
    routine, rows = make_rows("a b")
    Prescription.objects.filter(pk=rows["a"].pk).update(sets=5)

    rows["b"].join()

    assert list(routine.prescriptions.values_list("sets", flat=True)) == [5, 5]


def test_every_letter_taken_by_what_was_removed_leaves_one_for_the_next_superset():
    supersets = " ".join(f"{letter}:{letter}1 {letter}:{letter}2" for letter in LETTERS[:24])
    routine, rows = make_rows(f"{supersets} y z")
    for name, row in rows.items():
        if name.endswith("2"):
            row.discard(NOON)

    rows["z"].join()

    assert written(routine).endswith("X1 Y:y Y:z")


def test_putting_in_order_keeps_supersets():
    squat, clam, plank = (make_exercise(name=role, role=role) for role in ("compound", "accessory", "core"))
    routine = make_routine(make_user(), [(plank, {}), (clam, {"group": "A"}), (plank, {"group": "A"}), (squat, {})])

    assert routine.order_advice().sentence.startswith("Put accessory before core")
    routine.put_in_order()

    assert written(routine) == "compound A:accessory A:core core"
    assert Routine.objects.get(pk=routine.pk).order_advice() is None


def test_a_circuit_wants_no_order():
    squat, plank = make_exercise(role="compound"), make_exercise(role="core")

    user = make_user()
    assert make_routine(user, [(plank, {}), (squat, {})]).order_advice()
    assert make_routine(user, [(plank, {}), (squat, {})], style="circuit").order_advice() is None


def test_removing_is_undone_in_place_with_its_superset():
    routine, rows = make_rows("a A:b A:c d")

    rows["b"].discard(NOON)
    assert [row.exercise.name for row in routine.prescriptions.all()] == ["a", "c", "d"]
    rows["b"].restore(NOON)

    assert written(routine) == "a A:b A:c d"


@pytest.mark.parametrize(
    ("gone", "meanwhile", "after"),
    [
        ("b", lambda routine, rows: routine.add(make_exercise(name="d"), "main"), "a b c d"),
        ("b", lambda routine, rows: routine.add(make_exercise(name="d"), "warm-up"), "d | a b c | "),
        ("c", lambda routine, rows: routine.add(make_exercise(name="d"), "main"), "a b c d"),
        ("a", lambda routine, rows: rows["c"].up(), "a c b"),
        ("b", lambda routine, rows: rows["a"].down(), "c a b"),
        ("b", lambda routine, rows: rows["a"].duplicate(), "a a b c"),
        ("b", lambda routine, rows: rows["a"].place("cool-down"), " | c b | a"),
        ("b", lambda routine, rows: rows["a"].discard(NOON), "b c"),
    ],
)
def test_an_undo_puts_it_back_behind_what_was_before_it_whatever_was_done_meanwhile(gone, meanwhile, after):
    routine, rows = make_rows("a b c")

    rows[gone].discard(NOON)
    meanwhile(Routine.objects.get(pk=routine.pk), rows)
    Prescription.objects.with_deleted().get(pk=rows[gone].pk).restore(NOON)

    assert written(routine) == after


def test_several_undone_one_by_one_are_all_back_in_place():
    routine, rows = make_rows("a b c d")

    for name in "bcd":
        rows[name].discard(NOON)
    routine.add(make_exercise(name="e"), "main")
    for name in "dcb":
        rows[name].restore(NOON)

    assert written(routine) == "a b c d e"


def test_a_duplicate_stands_right_after_its_original():
    routine, rows = make_rows("a b")

    rows["a"].duplicate()

    assert written(routine) == "a a b"


def test_a_copy_is_ones_own_and_free_to_change():
    user = make_user()
    exercise = make_exercise()
    ready_made = make_routine(
        None, [(exercise, {"sets": 4, "note": "slowly"})], name="Steady", style="circuit", rounds=3
    )
    ready_made.summary = "No kit."

    copy = ready_made.copy_for(user)
    copy.prescriptions.get().discard(NOON)

    assert (copy.user, copy.slug, copy.name, copy.style, copy.rounds) == (user, None, "Steady", "circuit", 3)
    assert copy.summary == ""
    row = ready_made.prescriptions.get()
    assert (row.user, row.exercise, row.sets, row.note) == (None, exercise, 4, "slowly")
    twin = Prescription.objects.with_deleted().get(routine=copy)
    assert (twin.user, twin.exercise, twin.sets, twin.note) == (user, exercise, 4, "slowly")


def test_a_copy_leaves_the_rows_of_its_source_alone():
    ready_made = Routine.objects.with_rows().get(pk=make_routine(None, [(make_exercise(), {})]).pk)
    before = [(row.pk, row.user, row.routine) for row in ready_made.prescriptions.all()]

    ready_made.copy_for(make_user())

    assert [(row.pk, row.user, row.routine) for row in ready_made.prescriptions.all()] == before


def test_a_second_copy_is_told_apart_and_its_name_fits():
    user = make_user()
    ready_made = make_routine(name="x" * 80)

    names = [ready_made.copy_for(user).name for _ in range(3)]

    assert names == ["x" * 80, "x" * 74 + " (2)", "x" * 74 + " (3)"]


@pytest.mark.parametrize(
    ("exercise", "dose", "usual"),
    [
        pytest.param({}, None, {"sets": 3, "rest_s": 30, "reps_low": 10, "reps_high": 10}, id="three of ten (F11)"),
        pytest.param(
            {"measure": "seconds"},
            None,
            {"sets": 3, "rest_s": 30, "seconds_low": 30, "seconds_high": 30},
            id="a hold of 30 s (F15)",
        ),
        pytest.param(
            {"measure": "seconds", "role": "cool-down"},
            None,
            {"sets": 1, "rest_s": 0, "seconds_low": 30, "seconds_high": 30},
            id="a stretch once",
        ),
        pytest.param(
            {"measure": "seconds", "cap_s": 20},
            None,
            {"sets": 3, "rest_s": 30, "seconds_low": 20, "seconds_high": 20},
            id="no longer than it allows",
        ),
        pytest.param(
            {},
            {"sets": 2, "reps_low": 8, "reps_high": 10, "rest_s": 45},
            {"sets": 2, "rest_s": 45, "reps_low": 8, "reps_high": 10},
            id="as a document has it",
        ),
        pytest.param(
            {},
            {"sets": 2, "seconds": 40},
            {"sets": 3, "rest_s": 30, "reps_low": 10, "reps_high": 10},
            id="not in seconds",
        ),
    ],
)
def test_the_usual_dose_is_that_of_the_catalogue_else_3_sets(exercise, dose, usual):
    exercise = make_exercise(**exercise)
    if dose:
        Dose.objects.create(exercise=exercise, source=make_source(), **dose)

    assert usual_dose(exercise) == usual


def test_what_is_added_to_a_warm_up_in_rounds_joins_the_round():
    routine, _ = make_rows("A:a A:b | c | ")
    routine.prescriptions.filter(block="warm-up").update(sets=2, rest_s=0)

    row = routine.add(make_exercise(name="new"), "warm-up")

    row.refresh_from_db()
    assert (row.sets, row.rest_s, row.position) == (2, 0, 2)
    assert written(routine) == "A:a A:b A:new | c | "


@pytest.mark.parametrize(
    ("before", "new", "after"),
    [
        pytest.param({"reps_low": 8, "reps_high": 12}, {}, (8, 12, None, None), id="the dose stays"),
        pytest.param(
            {"reps_low": 8, "reps_high": 12}, {"measure": "seconds"}, (None, None, 30, 30), id="hold for reps"
        ),
        pytest.param(
            {"reps_low": None, "reps_high": None, "seconds_low": 30, "seconds_high": 60},
            {"cap_s": 45},
            (None, None, 30, 45),
            id="a hold is cut to the longest allowed",
        ),
    ],
)
def test_a_swap_keeps_dose_and_place_but_not_the_note_on_what_went(before, new, after):
    routine = make_routine(make_user(), [(make_exercise(), {"sets": 4, "rest_s": 75, "note": "mind"} | before)])
    row, rung = routine.prescriptions.get(), make_exercise(**new)

    row.swap(rung)

    row.refresh_from_db()
    assert (row.exercise, row.sets, row.rest_s, row.note, row.position) == (rung, 4, 75, "", 0)
    assert (row.reps_low, row.reps_high, row.seconds_low, row.seconds_high) == after


@pytest.mark.parametrize(
    ("new", "load"),
    [({"load": "required"}, 12), ({"load": "none"}, None), ({"load": "optional", "banded": True}, None)],
)
def test_a_swap_drops_a_load_that_the_new_exercise_does_not_take(new, load):
    routine = make_routine(make_user(), [(make_exercise(), {"load_kg": 12})])
    row = routine.prescriptions.get()

    row.swap(make_exercise(**new))

    row.refresh_from_db()
    assert row.load_kg == load


def test_what_is_deleted_or_somebody_elses_is_not_visible():
    me, other = make_user(), make_user()
    ready_made, gone, mine, binned, _theirs = (make_routine(user) for user in (None, None, me, me, other))
    for routine in (gone, binned):
        routine.discard(NOON)

    assert set(Routine.objects.visible_to(me)) == {ready_made, mine}
    assert set(Routine.objects.ready_made()) == {ready_made}
    binned.restore(NOON)
    assert set(Routine.objects.visible_to(me)) == {ready_made, mine, binned}


@pytest.mark.every_case
@pytest.mark.parametrize(
    "wrong",
    [
        {"reps_low": None, "reps_high": None},
        {"reps_high": None},
        {"reps_low": 10, "reps_high": 10, "seconds_low": 30, "seconds_high": 30},
        {"reps_low": 0},
        {"reps_low": 12, "reps_high": 10},
        {"reps_high": 501},
        {"sets": 0},
        {"sets": 21},
        {"rest_s": 901},
        {"load_kg": 501},
        {"load_kg": 5, "band": 2},
        {"band": 6},
    ],
)
def test_the_database_refuses_what_nobody_can_do(wrong):
    with pytest.raises(IntegrityError):
        make_routine(make_user(), [(make_exercise(), wrong)])


def test_what_is_offered_is_ones_own_first_and_no_ready_made_one_beside_its_copy(user):
    copied, other = make_routine(name="Steady hips"), make_routine(name="Nine for the bum")
    copy = copied.copy_for(user)
    make_routine(user, name="Put away").archive(NOON)
    make_routine(make_user(), name="Somebody else's")

    assert list(Routine.objects.offered_to(user)) == [copy, other]
