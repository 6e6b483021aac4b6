"""The command that makes the database say what the files say."""

import json
import threading
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connections

from glutes.exercises.models import Exercise, LadderStep, Sign, Source
from glutes.management.commands.load_catalogue import KINDS
from glutes.routines.models import Prescription, Routine
from tests.make import make_routine, make_user

pytestmark = pytest.mark.django_db

NOTHING_NEW = [
    "sources: 1, nothing new",
    "muscles: 1, nothing new",
    "equipment: 1, nothing new",
    "exercises: 2, nothing new",
    "signs: 1, nothing new",
    "routines: 1, nothing new",
]


def make_exercise_row(slug, **fields):
    row = {"slug": slug, "name": slug.capitalize(), "purpose": "To test.", "role": "core", "measure": "reps"}
    return row | {"sides": "both", "load": "none", "level": 1, "source": "paper"} | fields


def make_rows():
    """The smallest catalogue that has one of everything."""
    dip = make_exercise_row(
        "dip",
        equipment=["mat"],
        works=[{"muscle": "core", "activity": "high", "sources": ["paper"]}],
        cues=[
            {"phase": "move", "text": "Dip.", "source": "paper"},
            {"phase": "stop", "text": "Tired.", "source": "paper"},
        ],
        doses=[{"sets": 3, "reps": [8, 10], "build_to": [12, 15], "rest_s": 30, "source": "paper"}],
        ladder=[{"kind": "harder", "to": "dive", "note": "Deeper.", "source": "paper"}],
    )
    prescription = {"block": "main", "exercise": "dip", "sets": 3, "seconds": [20, 30], "rest_s": 30}
    return {
        "sources": [{"slug": "paper", "kind": "document", "title": "A paper"}],
        "muscles": [
            {"slug": "core", "name": "Core", "plain_name": "Core", "in_running": "Holds.", "sources": ["paper"]},
        ],
        "equipment": [{"slug": "mat", "name": "Mat", "source": "paper"}],
        "exercises": [dip, make_exercise_row("dive")],
        "signs": [
            {
                "slug": "stiff",
                "name": "Stiff",
                "said": "So.",
                "studies": "No.",
                "exercises": ["dip"],
                "sources": ["paper"],
            },
        ],
        "routines": [{"slug": "short", "name": "Short", "sources": ["paper"], "prescriptions": [prescription]}],
    }


@pytest.fixture
def load(tmp_path):
    """Writes the rows to files, loads them and returns what was said."""

    def load(rows):
        for kind, content in rows.items():
            (tmp_path / f"{kind}.json").write_text(content if isinstance(content, str) else json.dumps(content))
        said = StringIO()
        call_command("load_catalogue", fixtures=tmp_path, stdout=said)
        return said.getvalue().splitlines()

    return load


def test_the_first_load_adds_everything_and_says_so(load):
    assert load(make_rows()) == [
        "sources: 1, 1 added",
        "muscles: 1, 1 added",
        "equipment: 1, 1 added",
        "exercises: 2, 2 added",
        "signs: 1, 1 added",
        "routines: 1, 1 added",
    ]
    dip = Exercise.objects.get(slug="dip")
    assert [(cue.position, cue.phase, cue.text) for cue in dip.cues.all()] == [
        (0, "move", "Dip."),
        (1, "stop", "Tired."),
    ]
    assert dip.doses.values_list("sets", "reps_low", "reps_high", "build_to_low", "build_to_high", "rest_s").get() == (
        (3, 8, 10, 12, 15, 30)
    )
    row = Prescription.objects.get()
    assert (row.routine.slug, row.user, row.exercise, row.seconds_low, row.seconds_high) == ("short", None, dip, 20, 30)


def test_a_second_load_changes_nothing(load):
    load(make_rows())
    parts = list(Prescription.objects.values_list("pk")) + list(LadderStep.objects.values_list("pk"))
    assert load(make_rows()) == NOTHING_NEW
    assert list(Prescription.objects.values_list("pk")) + list(LadderStep.objects.values_list("pk")) == parts


def test_a_quiet_load_says_nothing(load, tmp_path, capsys):
    load(make_rows())
    call_command("load_catalogue", fixtures=tmp_path, verbosity=0)
    assert capsys.readouterr().out == ""


def test_a_harder_step_brings_its_way_back(load):
    load(make_rows())
    steps = LadderStep.objects.order_by("pk").values_list("exercise__slug", "kind", "to__slug", "note", "source__slug")
    assert list(steps) == [("dip", "harder", "dive", "Deeper.", "paper"), ("dive", "easier", "dip", "", "paper")]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda rows: rows["sources"][0].update(title="Another"), "sources: 1, 1 changed"),
        (lambda rows: rows["muscles"][0].update(sources=[]), "muscles: 1, 1 changed"),
        (lambda rows: rows["exercises"][0]["cues"].pop(), "exercises: 2, 1 changed"),
        (lambda rows: rows["exercises"][0]["cues"].reverse(), "exercises: 2, 1 changed"),
        (lambda rows: rows["exercises"][0].pop("doses"), "exercises: 2, 1 changed"),
        (lambda rows: rows["exercises"][0].pop("ladder"), "exercises: 2, 2 changed"),
        (lambda rows: rows["exercises"][0]["works"][0].pop("sources"), "exercises: 2, 1 changed"),
        (lambda rows: rows["exercises"].reverse(), "exercises: 2, 2 changed"),
        (lambda rows: rows["exercises"][1].update(cap_s=30), "exercises: 2, 1 changed"),
        (lambda rows: rows["signs"][0].update(exercises=["dip", "dive"]), "signs: 1, 1 changed"),
        (lambda rows: rows["routines"][0]["prescriptions"][0].update(sets=4), "routines: 1, 1 changed"),
    ],
)
def test_a_change_is_made_and_told_once(load, change, said):
    load(make_rows())
    rows = make_rows()
    change(rows)
    told = load(rows)
    assert [line for line in told if line not in NOTHING_NEW] == [said]
    assert load(rows) == [line.split(",")[0] + ", nothing new" for line in told]


def test_what_a_file_no_longer_says_goes_back_to_the_default(load):
    rows = make_rows()
    rows["exercises"][1].update(cap_s=30, aliases=["Dive in"], equipment=["mat"])
    load(rows)
    load(make_rows())
    dive = Exercise.objects.get(slug="dive")
    assert (dive.cap_s, dive.aliases, list(dive.equipment.all())) == (None, [], [])


def test_rows_gone_from_the_files_are_retired_and_come_back(load):
    load(make_rows())
    rows = make_rows()
    rows["signs"], rows["routines"] = [], []
    assert load(rows)[-2:] == ["signs: 0, 1 retired", "routines: 0, 1 retired"]
    assert load(rows)[-2:] == ["signs: 0, nothing new", "routines: 0, nothing new"]
    assert (Sign.objects.count(), Sign.objects.current().count(), Routine.objects.ready_made().count()) == (1, 0, 0)
    assert load(make_rows())[-2:] == ["signs: 1, 1 back", "routines: 1, 1 back"]
    assert (Sign.objects.current().count(), Routine.objects.ready_made().count()) == (1, 1)


def test_a_retired_exercise_stays_for_those_who_did_it(load):
    load(make_rows())
    rows = make_rows()
    rows["exercises"] = [make_exercise_row("dive")]
    rows["signs"][0]["exercises"] = []
    rows["routines"][0]["prescriptions"][0]["exercise"] = "dive"
    assert load(rows)[3] == "exercises: 1, 1 changed, 1 retired"
    assert [exercise.slug for exercise in Exercise.objects.current()] == ["dive"]
    assert Exercise.objects.get(slug="dip").retired_at is not None


def test_what_people_made_is_left_alone(load):
    load(make_rows())
    mine = make_routine(make_user(), [(Exercise.objects.get(slug="dip"), {"sets": 5})], name="Mine")
    rows = make_rows()
    rows["routines"][0]["prescriptions"][0]["sets"] = 2
    load(rows)
    rows["routines"] = []
    load(rows)
    mine.refresh_from_db()
    assert (mine.name, mine.deleted_at, [row.sets for row in mine.prescriptions.all()]) == ("Mine", None, [5])


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            lambda rows: rows["exercises"][0].update(level=9),
            "dip: level: Value 9 is not a valid choice.",
        ),
        (lambda rows: rows["exercises"][0].update(source="nobody"), "dip: there is no source “nobody”"),
        (
            lambda rows: rows["exercises"][0].update(equipment=["moon"]),
            "dip: there is no equipment “moon”",
        ),
        (lambda rows: rows["exercises"][0].update(colour="red"), "dip: unknown: colour"),
        (lambda rows: rows["exercises"][0].pop("purpose"), "dip: purpose: This field cannot be blank."),
        (lambda rows: rows["exercises"][0].pop("source"), "dip: source: This field cannot be blank."),
        (
            lambda rows: rows["exercises"][0]["cues"][0].update(phase="hm"),
            "dip: phase: Value 'hm' is not",
        ),
        (lambda rows: rows["exercises"][0]["doses"][0].update(reps=[8]), "dip: not enough values"),
        (lambda rows: rows["exercises"][0]["ladder"][0].update(to="dip"), "dip: __all__: Constraint"),
        (lambda rows: rows["exercises"][0].update(cues=5), "dip: 'int' object is not iterable"),
        (
            lambda rows: rows["exercises"].append(make_exercise_row("dip")),
            "dip: this slug is there twice.",
        ),
        (lambda rows: rows["signs"].append({"name": "No slug"}), "signs.json is not a JSON list of rows with a slug"),
        (lambda rows: rows.update(signs="[{"), "signs.json is not a JSON list of rows with a slug"),
        (lambda rows: rows.update(signs='{"slug": 1}'), "signs.json is not a JSON list of rows with a slug"),
        (
            lambda rows: rows["routines"][0]["prescriptions"][0].update(seconds=[30, 20]),
            "routines.json, short: __all__: Lower number first",
        ),
    ],
)
def test_a_wrong_row_is_named_and_nothing_is_loaded(load, change, said):
    load(make_rows())
    rows = make_rows()
    rows["sources"][0]["title"] = "Changed"
    change(rows)
    with pytest.raises(CommandError) as caught:
        load(rows)
    assert said in str(caught.value)
    assert Source.objects.get().title == "A paper"


def test_a_missing_file_retires_nothing(load, tmp_path):
    load(make_rows())
    (tmp_path / "signs.json").unlink()
    with pytest.raises(CommandError, match=r"No signs\*\.json"):
        call_command("load_catalogue", fixtures=tmp_path)
    assert Sign.objects.current().count() == 1


def test_a_kind_may_fill_several_files_in_the_order_of_their_names(load, tmp_path):
    rows = make_rows()
    (tmp_path / "exercises-2.json").write_text(json.dumps([make_exercise_row("zig", source="paper")]))
    load(rows)
    assert list(Exercise.objects.values_list("slug", "position")) == [("zig", 0), ("dip", 1), ("dive", 2)]


def test_loading_costs_the_same_queries_when_nothing_changed(load, tmp_path, django_assert_num_queries):
    load(make_rows())
    with django_assert_num_queries(22):
        call_command("load_catalogue", fixtures=tmp_path, verbosity=0)
    rows = make_rows()
    rows["exercises"] += [make_exercise_row(f"more-{number}") for number in range(30)]
    load(rows)
    with django_assert_num_queries(22):
        call_command("load_catalogue", fixtures=tmp_path, verbosity=0)


@pytest.mark.django_db(transaction=True)
def test_two_loads_at_once_leave_one_catalogue(load, tmp_path):
    for kind, rows in make_rows().items():
        (tmp_path / f"{kind}.json").write_text(json.dumps(rows))
    failed, barrier = [], threading.Barrier(4)

    def run():
        barrier.wait()
        try:
            call_command("load_catalogue", fixtures=tmp_path, verbosity=0)
        except Exception as error:
            failed.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert load(make_rows()) == NOTHING_NEW
    assert [kind.model.objects.count() for kind in KINDS] == [1, 1, 1, 2, 1, 1]


def test_a_row_retired_long_ago_keeps_its_date(load):
    load(make_rows())
    then = datetime(2026, 1, 2, tzinfo=UTC)
    Sign.objects.update(retired_at=then)
    load(make_rows() | {"signs": []})
    assert Sign.objects.get().retired_at == then
