"""Whatever is sent is looked over or refused in words; whatever we write we can read."""

import csv
import io
import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from glutes.exchange import dialects, document, incoming, table
from glutes.exchange.dialects.any_csv import Matched
from glutes.exchange.dialects.looking import look
from glutes.exchange.dialects.parts import Row
from glutes.exchange.json_stream import entries
from glutes.exchange.models import Import
from glutes.rules.units import KG_PER_LB, plain
from glutes.texts import seen
from glutes.workouts.models import WorkoutSet
from tests.exchange.test_round_trip import comparable, export
from tests.make import NOON, make_exercise, make_set, make_user, make_workout

LOGS = {path.stem: path.read_bytes() for path in (Path(__file__).parent / "dialects/logs").glob("*.csv")}
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)
LOADS = st.one_of(
    st.none(),
    st.decimals(0, 500, places=3).map(plain),
    st.decimals(0, 1100, places=2).map(lambda pounds: plain(pounds * KG_PER_LB)),
)
MOMENTS = st.datetimes(datetime(2001, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 (they get one)


@pytest.fixture(autouse=True)
def hurry(monkeypatch):
    """Lets imports make no pauses, as nobody else writes in these tests."""
    monkeypatch.setattr("glutes.exchange.turns.time.sleep", lambda seconds: None)


@st.composite
def broken(draw):
    """One of the logs with some of its bytes gone, doubled, or others."""
    data = bytearray(LOGS[draw(st.sampled_from(sorted(LOGS)))])
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, max(0, len(data) - 1)))
        length = draw(st.integers(0, 12))
        data[at : at + length] = draw(st.sampled_from([b"", b'"', b"\n", b";", b"\0", b"\xff", b"9" * 20, b"-", b","]))
    return bytes(data)


def read(data):
    """What is in some bytes, as it would be shown; None where they are refused in words."""
    try:
        pack, encoding = incoming.packed(SimpleUploadedFile("log", data))
        kind, how = incoming.recognised(pack, encoding)
        if kind == incoming.DOCUMENT:
            return list(entries(incoming.unpacked(pack, encoding)))
        known = dialects.Recognised(kind, how["delimiter"], how["line"], tuple(how["header"]))
        rows = dialects.rows_of(
            incoming.unpacked(pack, encoding), known, Matched({"date": 0, "exercise": 1, "reps": 2})
        )
        found, _ = look(rows, NOON, "kg")
        return json.loads(json.dumps(found))
    except ValueError as error:
        refused = error
    assert type(refused) is ValueError
    assert str(refused)[:1].isupper() or str(refused)[:1] in "“0123456789N"
    return None


@settings(QUICK, max_examples=300)
@given(st.one_of(st.binary(max_size=400), broken(), TEXT.map(str.encode), st.binary(max_size=40).map(b"{".__add__)))
def test_any_bytes_are_read_or_refused_in_words(data):
    read(data)


@settings(QUICK, max_examples=200)
@given(st.sampled_from(sorted(LOGS)), st.lists(st.lists(TEXT, min_size=1, max_size=25), max_size=5))
def test_any_rows_below_a_header_are_read_or_named(name, rows):
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    found = read(LOGS[name] + text.getvalue().encode())
    assert found["workouts"] >= 1 or name.startswith("other")


@pytest.mark.django_db
@QUICK
@given(st.one_of(broken(), st.sampled_from(sorted(LOGS.values()))))
def test_whatever_is_looked_over_comes_in(data):
    user = make_user()
    phone = Client()
    phone.force_login(user)
    answer = phone.post("/import/", {"file": SimpleUploadedFile("log.csv", data)})
    assert answer.status_code in (303, 422)
    if answer.status_code == 303:
        assert phone.get(answer["Location"]).status_code == 200
        if user.imports.get().look:
            assert phone.post(f"{answer['Location']}bring/", {"unit": "kg"}).status_code == 303
            assert Import.objects.get(user=user).state == "in"
            for address in (answer["Location"], "/workouts/", "/progress/"):
                assert phone.get(address).status_code == 200


@QUICK
@given(TEXT, st.integers(1, 500), LOADS, MOMENTS, st.sampled_from(["left", "right", "both"]))
def test_any_row_of_our_table_is_read_as_it_was_written(name, reps, load, moment, side):
    name = " ".join(seen(name).split()) or "x"
    values = {"workout_id": "1", "workout": name, "exercise_name": name, "exercise": "squat", "started": moment}
    values |= {"slot": 3, "set": 2, "side": side, "reps": reps, "load_kg": load, "done_at": moment, "form_ok": False}
    row = [table.cell(values.get(column), UTC) for column in table.COLUMNS]
    text = table.written([[*table.COLUMNS, "load"]]) + table.written([[*row, ""]])
    file = io.TextIOWrapper(io.BytesIO(text.encode()), "utf-8", newline=None)
    how = dialects.recognise(io.StringIO(text.splitlines()[0]))
    (found,) = dialects.rows_of(file, how)
    assert isinstance(found, Row)
    assert (found.exercise, found.title) == (name, name)
    assert (found.reps, found.weight, found.started, found.side, found.number) == (reps, load, moment, side, 2)
    assert (found.slot, found.done_at, found.form_ok) == (3, moment, False)


@pytest.mark.django_db
@settings(QUICK, max_examples=25)
@given(st.lists(st.tuples(TEXT.map(seen), LOADS, st.integers(0, 500), MOMENTS), min_size=1, max_size=4))
def test_any_document_comes_in_as_it_went_out(sessions):
    user = make_user()
    squat = make_exercise()
    for note, load, reps, moment in sessions:
        workout = make_workout(user, [squat], started=moment, note=note, finished_at=moment + timedelta(hours=1))
        make_set(workout, load_kg=load or None, reps=reps, rir=reps % 5)
    text = "".join(document.pieces(user, timezone.now())).encode()
    data = export(user)
    user.delete()
    new = make_user()
    phone = Client()
    phone.force_login(new)
    address = phone.post("/import/", {"file": SimpleUploadedFile("export.json", text)})["Location"]
    phone.post(f"{address}bring/")
    assert comparable(export(new)) == comparable(data)
    assert all(isinstance(one.load_kg, Decimal | None) for one in WorkoutSet.objects.all())
