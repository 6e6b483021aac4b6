# ruff: noqa: DTZ001 (most logs write the time without an offset)
"""What is read from the logs of other apps, line by line."""

import io
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest

from glutes.exchange import dialects
from glutes.exchange.dialects import any_csv
from glutes.exchange.dialects.grouping import workouts
from glutes.exchange.dialects.lines import Unread

LOGS = sorted(path.stem for path in Path(__file__).with_name("logs").glob("*.csv"))
"""Logs as other apps write them, made up here: each has what makes its dialect hard to read."""


def log(name):
    """The text of one of the logs."""
    return Path(__file__).with_name("logs").joinpath(f"{name}.csv").read_text(encoding="utf-8-sig")


def read(name, text=None):
    """(rows, unread) of a log, or of another text, in the dialect that it is in."""
    text = text or log(name)
    how, matched = dialects.recognise(io.StringIO(text)), None
    if how.key == any_csv.KEY:
        matched = any_csv.Matched(any_csv.guess(how.header))
    rows = list(dialects.rows_of(io.StringIO(text), how, matched))
    return [row for row in rows if not isinstance(row, Unread)], [row for row in rows if isinstance(row, Unread)]


def said(row):
    """What matters of a set, in short."""
    amount = f"{row.reps}" if row.reps else f"{row.seconds} s"
    weight = "" if row.weight is None else f" {row.weight}{row.unit or '?'}"
    marks = "".join(f" {word}" for word in ("warm_up", "far", "only_note") if getattr(row, word))
    return f"{row.exercise}: {amount}{weight}{' ' + row.side if row.side else ''}{marks}"


def kind(name):
    """The dialect of a log, by the name of its file here."""
    return name.split("-")[0]


@pytest.mark.parametrize("name", LOGS)
def test_every_dialect_is_known_by_its_header(name):
    assert dialects.recognise(io.StringIO(log(name))).key == kind(name)


@pytest.mark.parametrize("name", [name for name in LOGS if kind(name) not in ("jefit", "other")])
def test_a_header_is_known_with_the_other_delimiter_quoted_or_in_capitals(name):
    header = log(name).split("\n", 1)[0].replace('"', "")
    names = header.split(";" if ";" in header else ",")
    for written in (";".join(names), ",".join(f'"{one.upper()}"' for one in names), "sep=;\n" + ";".join(names)):
        assert dialects.recognise(io.StringIO(written + "\n")).key == kind(name)


READ = {
    "strong-1": [
        "Squat (Barbell): 10 20? warm_up",
        "Squat (Barbell): 8 0?",
        "Squat (Barbell): None s only_note",
        "Plank: 45 s 0?",
        "Treadmill: 1800 s 0? far",
    ],
    "strong-2": ["Squat: 5 135.5lb", "Squat: 12 60kg", "Squat: 6 60kg"],
    "strong-2019": ["Lunge: 10 8kg"],
    "strong-3": ["Clamshell: 15 left", "Clamshell: 12 right"],
    "hevy": [
        "Hip Thrust (Barbell): 10 45lb warm_up",
        "Hip Thrust (Barbell): 8 17.5lb",
        "Glute Bridge: 20 0lb",
        "Plank: 60 s",
        "Running: 900 s far",
    ],
    "fitnotes": ["Step Up: 10 12.5kg", "Plank: 600 s", "Step Up: 9 12.5kg"],
    "fitnotes-old": ["Squat: 5 95lb"],
    "fitnotes-ios": ["Squat: 10 20kg", "Squat: 10 17.5lb warm_up"],
    "liftosaur": ["Squat: 5 20kg warm_up", "Squat: None s", "Squat: 6 135lb"],
    "liftlog": ["Deadlift: 8 60kg", "Squat: 8 40kg", "Deadlift: None s 60kg"],
    "fitbod": ["Goblet Squat: 10 7.937875915123695kg", "Plank: 60 s 0kg", "Dumbbell Lunge: 8 9.07184741kg warm_up"],
    "stronglifts": ["Squat: 5 60kg", "Squat: 5 60kg", "Squat: None s 60kg"],
    "jefit": ["Barbell Squat: 8 80?", "Barbell Squat: 6 85?", "Lunge: 10 40?"],
    "other": ["Kniebeuge: 10 42.5kg", *["Kniebeuge: 8 42.5kg"] * 3, "Ausfallschritt: 12"],
    "other-2": [*["Clamshell: 15 left"] * 2, "Clamshell: 14 right", "Clamshell: 13"],
    "glutes": ["Step-up: 10 12.5kg left"],
}


@pytest.mark.parametrize("name", READ)
def test_every_set_is_read_with_its_amount_weight_unit_and_side(name):
    assert [said(row) for row in read(name)[0]] == READ[name]


def test_a_header_of_a_session_dates_and_names_the_rows_below_it():
    rows, unread = read("other")
    assert [(f"{row.started:%d.%m.}", row.title) for row in rows] == [("13.02.", "Beine")] * 4 + [("15.02.", "Beine")]
    assert unread == []


UNREADABLE = {
    "strong-3": [
        (4, "There is no month 13."),
        (5, "There is no exercise."),
        (6, "A quote begins there and never ends."),
    ],
    "other-2": [
        (5, "“oben” is no side."),
        (6, "“31” is no number of sets from 1 to 30."),
        (7, "“0” is no number of sets from 1 to 30."),
    ],
    "jefit": [(8, "“banana” is no weight and reps.")],
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_line_that_cannot_be_read_is_named_with_its_number_and_reason(name):
    assert [(row.line, row.reason) for row in read(name)[1]] == UNREADABLE[name]


def test_a_bad_row_stops_nothing_wherever_it_stands():
    head, *body = log("strong-2019").splitlines(keepends=True)
    good = body[0]
    bad = ['2019-01-02 08:00:00;"Le\n', "\0\0\n", ";;;;;;\n", "x" * 30_000 + "\n", '"\n', "2019-99-02;a;b;1;1;kg;1\n"]
    for one in bad:
        assert len(read("strong", head + good + one + good)[0]) == 2, one[:40]


MOMENTS = {
    "strong-1": (datetime(2022, 9, 23, 17, 36, 18), "Legs, heavy", timedelta(minutes=103)),
    "strong-2": (datetime(2022, 9, 23, 17, 36, 18), "Legs", timedelta(minutes=38)),
    "strong-3": (datetime(2025, 3, 4, 18, 2), "Legs", timedelta(minutes=38)),
    "hevy": (datetime(2025, 9, 11, 7, 49), "Glutes", timedelta(minutes=41)),
    "fitnotes": (datetime(2024, 2, 1, 12), "", None),
    "liftosaur": (datetime(2024, 3, 1, 17, 5, tzinfo=UTC), "Day 1", None),
    "liftlog": (datetime(2024, 5, 1, 18, 5, tzinfo=timezone(timedelta(hours=2))), "", None),
    "fitbod": (datetime(2023, 7, 2, 9, tzinfo=UTC), "", None),
    "stronglifts": (datetime(2021, 2, 3, 18, 5), "Workout A", timedelta(minutes=45)),
    "jefit": (datetime(2020, 1, 2, 17, tzinfo=UTC), "", timedelta(minutes=45)),
}


@pytest.mark.parametrize("name", MOMENTS)
def test_a_workout_has_its_start_its_name_and_how_long_it_took(name):
    first = next(iter(workouts(read(name)[0]).values()))
    assert (first.started, first.title, first.lasted) == MOMENTS[name]


def test_rows_of_one_workout_are_together_wherever_they_stand():
    rows, _ = read("fitnotes")
    (one,) = workouts(rows).values()
    assert [(slot.exercise, len(slot.rows)) for slot in one.slots()] == [("Step Up", 2), ("Plank", 1)]


def test_a_note_stays_with_its_own_exercise():
    first, second, _ = workouts(read("hevy")[0]).values()
    assert first.note == "Hip Thrust (Barbell): up\nhold"
    assert second.note == "Felt good"
    (one, *_) = workouts(read("strong-1")[0]).values()
    assert one.note == 'Tired\nSquat (Barbell): low\nbar\nSquat (Barbell): said "slow"'


def test_reps_in_reserve_come_from_the_rating_and_from_failure():
    assert [row.rir for row in read("strong-2")[0]] == [None, 0, 0]
    assert [row.rir for row in read("hevy")[0]][:3] == [None, 3, 0]
    assert read("strong-1")[0][1].rir == 1


def test_our_own_table_says_everything_again():
    (row,) = read("glutes")[0]
    assert (row.title, row.slug, row.slot, row.number, row.form_ok, row.rir) == ("=Legs", "step-up", 0, 1, False, 2)
    assert (row.done_at.microsecond, row.weight, row.workout[:4]) == (123456, Decimal("12.5"), "0b9b")
