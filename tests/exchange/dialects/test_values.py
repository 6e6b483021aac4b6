# ruff: noqa: DTZ001 (most logs write the time without an offset)
"""Numbers, lengths of time and dates, as people and programs write them."""

import io
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from glutes.exchange.dialects import any_csv, glutes_csv, jefit, parts, values
from glutes.exchange.dialects import lines as text_lines
from glutes.exchange.dialects.lines import MOST_LINES, MOST_OPEN, Lines, Record, Unread, records
from glutes.rules.units import show_load


@pytest.mark.parametrize(
    ("text", "number"),
    [("", None), (" 10 ", "10"), ("12,5", "12.5"), ("12.50", "12.50"), ("1,234.5", "1234.5"), ("1.234,5", "1234.5"),
     ("0", "0"), ("-", None), (".5", "0.5")],
)  # fmt: skip
def test_a_number_may_have_a_comma_or_a_point(text, number):
    assert values.number(text) == (number and Decimal(number))


@pytest.mark.parametrize("text", ["ten", "1e5", "NaN", "Infinity", "-3", "1_0", "٣", "1.2.3", "0x10", "1,2,3"])
def test_what_is_no_number_says_so(text):
    with pytest.raises(ValueError, match="“"):
        values.number(text)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("1h 43m", 6180), ("37m", 2220), ("38min", 2280), ("90", 90), ("0:10:00", 600), ("1:30", 90), ("45.0", 45),
     ("2h", 7200),     ("1h 2m 3s", 3723), ("", None), ("30 sec", 30)],
)  # fmt: skip
def test_a_length_of_time_may_be_written_in_many_ways(text, seconds):
    assert values.seconds(text) == seconds


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2022-09-23 17:36:18", datetime(2022, 9, 23, 17, 36, 18)),
        ("11 Sep 2025, 07:49", datetime(2025, 9, 11, 7, 49)),
        ("9 Sep 2025, 07:49", datetime(2025, 9, 9, 7, 49)),
        ("28 févr. 2026, 07:49", datetime(2026, 2, 28, 7, 49)),
        ("28 juin 2026, 07:49", datetime(2026, 6, 28, 7, 49)),
        ("28 juil. 2026, 07:49", datetime(2026, 7, 28, 7, 49)),
        ("3 März 2026, 07:49", datetime(2026, 3, 3, 7, 49)),
        ("28 Okt. 2026, 07:49", datetime(2026, 10, 28, 7, 49)),
        ("28 ene 2026, 7:49", datetime(2026, 1, 28, 7, 49)),
        ("28 septiembre 2026, 7:49", datetime(2026, 9, 28, 7, 49)),
        ("28 lug 2026, 07:49", datetime(2026, 7, 28, 7, 49)),
        ("28 dez. 2026, 07:49", datetime(2026, 12, 28, 7, 49)),
        ("May 15, 2026, 7:26 PM", datetime(2026, 5, 15, 19, 26)),
        ("May 15, 2026, 12:05 AM", datetime(2026, 5, 15, 0, 5)),
        ("2023-07-02 09:00:00 +0000", datetime(2023, 7, 2, 9, tzinfo=UTC)),
        ("2024-05-01T18:10:00.0000000+02:00", datetime(2024, 5, 1, 18, 10, tzinfo=timezone(timedelta(hours=2)))),
        ("2024-03-01T17:05:00.000Z", datetime(2024, 3, 1, 17, 5, tzinfo=UTC)),
        ("2021/02/03", datetime(2021, 2, 3, 12)),
        ("13.02.2024", datetime(2024, 2, 13, 12)),
        ("3/4/24", datetime(2024, 4, 3, 12)),
        ("Tue, 2 January 2024", datetime(2024, 1, 2, 12)),
    ],
)
def test_a_date_may_be_written_in_many_ways(text, moment):
    assert values.moment(text) == moment


def test_the_month_may_come_first():
    assert values.moment("3/14/2024", day_first=False) == datetime(2024, 3, 14, 12)


@pytest.mark.parametrize(
    "text", ["", "soon", "2024-02-30", "1999-01-01", "2024-01-01 25:00", "41 Sep 2025", "1 Foo 2024", "9" * 99]
)
def test_what_is_no_date_says_so(text):
    with pytest.raises(ValueError):
        values.moment(text)


@pytest.mark.parametrize(
    ("weight", "unit", "shown"),
    [("7.937875915123695", "kg", "17.5 lb"), ("9.07184741", "kg", "20 lb"), ("12.5", "kg", "12.5 kg"),
     ("17.5", "lb", "17.5 lb"), ("20.4116", "kg", "45 lb"), ("33.3333333", "kg", "33.333 kg"),
     ("0", "kg", "0 kg"), ("0.0", "lb", "0 kg")],
)  # fmt: skip
def test_kilograms_that_were_pounds_are_those_pounds_again(weight, unit, shown):
    assert show_load(values.in_kg(Decimal(weight), unit)) == shown


@pytest.mark.parametrize(
    ("name", "exercise", "side"),
    [("Clamshell (left)", "Clamshell", "left"), ("Side Plank - Right", "Side Plank", "right"),
     ("Clamshell –\xa0(left)", "Clamshell", "left"), ("Clamshell\u2009-\xa0 Left", "Clamshell", "left"),
     ("Clamshell — [right]", "Clamshell", "right"), ("Hip (band) – (left side)", "Hip (band)", "left"),
     ("Left Hook", "Left Hook", ""), ("Step up left leg", "Step up", "left"),
     ("Bright", "Bright", ""), ("Left", "Left", "")],
)  # fmt: skip
def test_a_name_may_say_a_side(name, exercise, side):
    assert parts.exercise_of(name) == (exercise, side)


@pytest.mark.parametrize(
    ("text", "side"),
    [("L", "left"), ("Right leg", "right"), ("links", "left"), ("droite", "right"), ("", ""), ("–", ""), ("n/a", ""),
     ("L/R", "both"), ("left + right", "both"), ("links und rechts", "both"), ("each side", "both"), ("beide", "both")],
)  # fmt: skip
def test_a_cell_says_a_side(text, side):
    assert any_csv.side_of(text) == side


@pytest.mark.parametrize("text", ["oben", "third", "2"])
def test_another_word_is_no_side(text):
    with pytest.raises(ValueError, match="is no side"):
        any_csv.side_of(text)


@pytest.mark.parametrize(
    ("dates", "first"),
    [
        (["3/4/2024", "13/4/2024"], True),
        (["3/4/2024", "4/13/2024"], False),
        (["3/4/2024"], None),
        (["2024-04-03"], True),
    ],
)
def test_all_dates_together_show_what_comes_first(dates, first):
    assert any_csv.day_first([Record(1, [one, "x"], "") for one in dates], 0) is first


@pytest.mark.parametrize(
    ("header", "found"),
    [
        (
            ["Datum", "Übung", "Gewicht (kg)", "Wdh", "Notiz"],
            {"date": 0, "exercise": 1, "weight": 2, "reps": 3, "note": 4},
        ),
        (["Date", "Exercise", "Set", "Sets", "Reps"], {"date": 0, "exercise": 1, "sets": 3, "reps": 4}),
        (["Day", "Lift", "lbs", "Reps", "Side"], {"date": 0, "exercise": 1, "weight": 2, "reps": 3, "side": 4}),
        (["a", "b"], {}),
    ],
)
def test_columns_are_guessed_by_their_names(header, found):
    assert any_csv.guess(header) == found


LONG = 200_000
"""So many characters has a cell: to read the rest of it anew from each of them would take minutes."""


@pytest.mark.parametrize("pump", [" ", "#", "'", ",", "1h ", "left ", " left", "(", "- ", " – left", "1"])
def test_a_long_cell_is_read_in_as_many_steps_as_it_has_characters(pump):
    for head in ("", "1h", "a", "###", "left"):
        cell = f"{head}{pump * (LONG // len(pump))}!"
        for kind in values.seconds, values.moment, values.number:
            with pytest.raises(ValueError, match=r"”|no date"):
                kind(cell)
        assert parts.exercise_of(cell) == (cell.strip()[:120], "")
        assert jefit.section_of([cell]) is None
        assert glutes_csv.SPARED.sub("", cell) == cell


def test_an_apostrophe_that_guards_nothing_stays():
    assert [glutes_csv.SPARED.sub("", name) for name in ("'=1", "O'=Neil", "''=1")] == ["=1", "O'=Neil", "'=1"]


def test_a_line_of_hashes_opens_a_section_if_there_is_a_name_in_it():
    names = ["### EXERCISE LOGS ###", "##AB##", "#AB#", "####", "###a###", "### A", "12"]
    assert [jefit.section_of([name]) for name in names] == ["EXERCISE LOGS", "AB", None, None, None, None, None]


@pytest.mark.parametrize("broken", [0, MOST_OPEN - 1, MOST_OPEN])
def test_the_end_of_a_quote_is_looked_for_until_too_many_had_none(broken):
    lines = ['"never\n' + "a\n" * 60] * broken + ['"one\nnote",1\n', '"two",2\n']
    read = [one.cells for one in records(Lines(io.StringIO("".join(lines))), ",") if not isinstance(one, Unread)]
    assert (["one\nnote", "1"] in read) == (broken < MOST_OPEN)
    assert read[-1] == ["two", "2"]


@pytest.mark.parametrize(
    "record",
    [
        '"a\n' + 'b""\n' * (MOST_LINES - 2) + 'c",1\n',
        '"a\n' + 'b", "c\n' * (MOST_LINES - 2) + 'd",1\n',
        '1,"a\n' + "\n" * (MOST_LINES - 1) + '","b\n',
    ],
)
def test_each_line_is_read_once_however_many_lines_a_record_has(monkeypatch, record):
    read, unclosed = [], text_lines._unclosed
    monkeypatch.setattr(text_lines, "_unclosed", lambda text, cells: read.append(len(text)) or unclosed(text, cells))
    table = record * 20
    assert len(list(records(Lines(io.StringIO(table)), ","))) >= 20
    assert sum(read) <= 2 * len(table)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_blanks_before_a_quote_are_no_delimiters(monkeypatch, delimiter):
    """Where they are, a line of 20,000 tabs is read once for each of them."""
    patterns, unclosed = [], text_lines._unclosed
    monkeypatch.setattr(text_lines, "_unclosed", lambda text, cells: patterns.append(cells) or unclosed(text, cells))
    assert len(list(records(Lines(io.StringIO(f'{delimiter * 3} "a"\n')), delimiter))) == 1
    assert [cells.search(f'{delimiter * 3} "a"')[0] for cells in patterns] == [' "a"']
