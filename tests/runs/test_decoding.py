"""Calendars and files of runs, and whatever else somebody sends."""

import io
import zipfile
from contextlib import suppress
from datetime import date, time, timedelta
from decimal import Decimal
from unittest.mock import patch
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, settings
from hypothesis import strategies as st

from glutes.accounts.models import User
from glutes.runs import decoding, recordings
from glutes.runs.decoding import UnreadableError
from tests.runs.conftest import calendar_of, fit, gpx, tcx, zipped

BERLIN, TODAY = ZoneInfo("Europe/Berlin"), date(2026, 11, 18)


def read(*events):
    """(uid, day, time, title, km, seconds) of each run of a calendar, in order."""
    found = decoding.calendar(calendar_of(*events), BERLIN, TODAY)
    return sorted(
        (one.uid, str(one.day), one.time and f"{one.time:%H:%M}", one.title, one.km, one.seconds) for one in found
    )


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        (("a", "20261119", "Easy 8 km"), [("a", "2026-11-19", None, "Easy 8 km", Decimal("8.00"), None)]),
        (("a", "20261119T170000Z", "Tempo"), [("a", "2026-11-19", "18:00", "Tempo", None, None)]),
        (("a", "20261119T170000", "Tempo"), [("a", "2026-11-19", "17:00", "Tempo", None, None)]),
        (("a", "20261119", "\u202eTempo\u200b"), [("a", "2026-11-19", None, "Tempo", None, None)]),
        (("a", "20261119", "Rest day"), []),
        (("a", "20260101", "Run long ago"), []),
        (("a", "20280101", "Run far ahead"), []),
        ("UID:a\nDTSTART:20261119T170000Z\nSTATUS:CANCELLED\nSUMMARY:Run", []),
        ("UID:a\nSUMMARY:Run without a date", []),
        (
            "UID:a\nDTSTART:20261119T170000Z\nDTEND:20261119T174500Z\nSUMMARY:Run\nDESCRIPTION:About 9 km",
            [("a", "2026-11-19", "18:00", "Run", Decimal("9.00"), 2700)],
        ),
        (
            "UID:a\nDTSTART:20261119T170000Z\nDTEND:20261119T184500\nSUMMARY:Run",
            [("a", "2026-11-19", "18:00", "Run", None, None)],
        ),
        (
            "UID:a\nDTSTART:20261119T170000Z\nRRULE:FREQ=YEARLY;UNTIL=99991231T235959Z\nSUMMARY:Run",
            [("a/2026-11-19", "2026-11-19", "18:00", "Run", None, None)],
        ),
        (
            "UID:a\nDTSTART;TZID=America/New_York:20261119T200000\nSUMMARY:Run",
            [("a", "2026-11-20", "02:00", "Run", None, None)],
        ),
    ],
)
def test_an_event_of_a_plan(event, expected):
    assert read(event) == expected


def test_what_repeats_is_there_each_time_but_where_it_is_not():
    found = read(
        "UID:a\nDTSTART;TZID=Europe/Berlin:20260106T180000\nRRULE:FREQ=WEEKLY;UNTIL=20261201T170000Z\n"
        "EXDATE;TZID=Europe/Berlin:20261110T180000\nSUMMARY:Club night",
        "UID:a\nRECURRENCE-ID;TZID=Europe/Berlin:20261117T180000\nDTSTART;TZID=Europe/Berlin:20261118T190000\nSUMMARY:Club",
    )
    days = [(uid, day, at, title) for uid, day, at, title, *_ in found if day >= "2026-11"]
    assert days == [
        ("a/2026-11-03", "2026-11-03", "18:00", "Club night"),
        ("a/2026-11-17", "2026-11-18", "19:00", "Club"),
        ("a/2026-11-24", "2026-11-24", "18:00", "Club night"),
        ("a/2026-12-01", "2026-12-01", "18:00", "Club night"),
    ]


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=MINUTELY;COUNT=99999999",
        "FREQ=NEVER",
        *(f"FREQ={often};INTERVAL=0" for often in ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")),
        "FREQ=DAILY;INTERVAL=-1",
        "FREQ=DAILY;INTERVAL=99999999999999999999",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYDAY=" + ",".join(["MO"] * 100_000),
        "FREQ=YEARLY;BYWEEKNO=53;BYYEARDAY=1;BYDAY=MO",
        "FREQ=DAILY;COUNT=99999999",
    ],
)
def test_a_rule_that_would_go_on_for_ever_does_not(rule):
    for began in ("20260101", "20261101", "19700101", "19691231", "00010101", "99991231"):
        with suppress(UnreadableError):
            assert len(read(f"UID:a\nDTSTART:{began}T000000Z\nRRULE:{rule}\nSUMMARY:Run")) <= 241, began


def test_what_repeats_comes_once_a_day_however_often_its_rule_says():
    often = ";".join(f"{name}=" + ",".join(map(str, range(24))) for name in ("BYHOUR", "BYMINUTE", "BYSECOND"))
    found = read(f"UID:a\nDTSTART:20261117T170000\nRRULE:FREQ=DAILY;COUNT=3;{often}\nSUMMARY:Run")
    assert [(day, at) for _, day, at, *_ in found] == [(f"2026-11-{day}", "17:00") for day in (17, 18, 19)]


def test_a_rule_may_choose_among_its_days_with_few_numbers():
    """Each of them is looked for on every day since the first: 235 took 20 s."""
    chosen = ",".join(["-1", *"1" * decoding.MOST_POSITIONS])
    event = "UID:a\nDTSTART:20261101T170000\nRRULE:FREQ=MONTHLY;COUNT=2;BYDAY=MO;BYSETPOS={}\nSUMMARY:Run"
    found = read(event.format(chosen.removesuffix(",1")))
    assert [day for _, day, *_ in found] == ["2026-11-02", "2026-11-30"]
    assert read(event.format(chosen)) == []


@pytest.mark.parametrize(
    ("began", "rule", "days"),
    [
        ("20240229", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1", ["2027-02-28"]),
        ("20200131", "FREQ=MONTHLY;INTERVAL=3", ["2026-10-31", "2027-01-31"]),
        ("20101116", "FREQ=WEEKLY;INTERVAL=20", ["2026-12-22", "2027-05-11"]),
        ("20201110", "FREQ=DAILY;INTERVAL=100", ["2026-11-19", "2027-02-27"]),
        ("20261124", "FREQ=WEEKLY;COUNT=2", ["2026-11-24", "2026-12-01"]),
    ],
)
def test_a_rule_is_counted_from_its_first_day(began, rule, days):
    found = read(f"UID:a\nDTSTART;VALUE=DATE:{began}\nRRULE:{rule}\nSUMMARY:Run")
    assert [day for _, day, *_ in found] == days


def test_years_of_other_events_cost_nothing_and_too_many_of_these_days_are_refused_in_words():
    long_ago = ("UID:a\nDTSTART;TZID=Europe/Berlin:20250101T180000\nSUMMARY:Run",) * (decoding.MOST_PARTS // 5)
    soon = ("b", "20261119", "Run")
    assert [uid for uid, *_ in read(*long_ago, soon, *long_ago)] == ["b"]
    commas = ("c", "20261119", "Run" + "," * decoding.MOST_PARTS)
    for too_much in ([soon] * (decoding.MOST_PARTS // 5), [commas], [("d", "20261119", "Run" * decoding.MOST_NEAR)]):
        with pytest.raises(UnreadableError, match="too much"):
            read(*too_much)


ZONE = b"""BEGIN:VTIMEZONE
TZID:Of its own
BEGIN:STANDARD
DTSTART:19700101T000000
TZOFFSETFROM:+0500
TZOFFSETTO:+0500
END:STANDARD
END:VTIMEZONE
"""


@pytest.mark.parametrize("is_first", [True, False])
def test_a_time_zone_of_a_calendars_own_holds_beside_events_that_are_left_out(is_first):
    of_2020, soon = (
        f"BEGIN:VEVENT\nUID:{uid}\nDTSTART;TZID=Of its own:{day}T060000\nSUMMARY:Run\nEND:VEVENT\n".encode()
        for uid, day in (("a", "20200101"), ("b", "20261119"))
    )
    parts = [ZONE, of_2020, soon] if is_first else [of_2020, soon, of_2020, ZONE]
    content = b"BEGIN:VCALENDAR\nVERSION:2.0\n" + b"".join(parts) + b"END:VCALENDAR\n"
    [run] = decoding.calendar(content.replace(b"\n", b"\r\n"), BERLIN, TODAY)
    assert (run.uid, run.day, run.time) == ("b", date(2026, 11, 19), time(2))


def test_an_event_is_not_of_the_day_of_a_time_zone_that_follows_it():
    event = b'BEGIN:VEVENT\nUID:b\nDTSTART;TZID="UTC+05:00":20261119T060000\nSUMMARY:Run\nEND:VEVENT\n'
    content = b"BEGIN:VCALENDAR\nVERSION:2.0\n" + event + ZONE.replace(b"Of its own", b"UTC+05:00") + b"END:VCALENDAR\n"
    assert [run.day for run in decoding.calendar(content, BERLIN, TODAY)] == [date(2026, 11, 19)]


def test_rules_that_take_too_long_together_are_refused_in_words(monkeypatch):
    monkeypatch.setattr(decoding, "SECONDS", 0)
    with pytest.raises(UnreadableError, match="too long"):
        read(*[f"UID:{number}\nDTSTART:19700101T000000Z\nRRULE:FREQ=DAILY\nSUMMARY:Run" for number in range(3)])


@pytest.mark.parametrize(
    "content", [b"", b"<html>", b"\xff\xfe", b"BEGIN:VCALENDAR", b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:X"]
)
def test_what_is_no_calendar_is_refused_in_words(content):
    with suppress(UnreadableError):
        assert decoding.calendar(content, BERLIN, TODAY) == []


@pytest.mark.parametrize(
    "odd",
    [
        "DTSTART:",
        "DTSTART:2026-12-02T08:00:00Z",
        "DTSTART:20261202T256100Z",
        "DTSTART:20261201T080000Z\nDURATION:1 hour",
        "DTSTART:20261201T080000Z\nRRULE:FREQ=WEEKLY;UNTIL=2026",
        "DTSTART:20261201T080000Z\nRRULE:FREQ=WEEKLY;BYDAY=XX",
        "DTSTART:20261201T080000Z\nRRULE:FREQ=WEEKLY;BYMONTH=13",
        "DTSTART:20261201T080000Z\nRECURRENCE-ID:garbage",
    ],
)
def test_an_event_that_cannot_be_read_stops_no_other(odd):
    odd = f"UID:odd\n{odd}\nSUMMARY:Odd run"
    assert [run[0] for run in read(("sound", "20261119", "Run"), odd)] == ["sound"]
    with pytest.raises(UnreadableError, match="damaged"):  # Nothing can be read: what was known before stays.
        assert read(odd)


def test_a_calendar_that_breaks_off_is_not_taken_for_a_whole_one():
    sound = calendar_of(("a", "20261119", "Run"), ("b", "20261120", "Run"))
    for cut in range(len(sound) - len("END:VCALENDAR") - 2, 20, -7):
        with pytest.raises(UnreadableError):
            decoding.calendar(sound[:cut], BERLIN, TODAY)


@pytest.mark.parametrize("zone", ["Europe", "Mars", "..", "/etc/passwd", "Europe/Berlin\0", "x" * 5000])
def test_a_time_zone_that_is_none_is_read_as_some_or_refused(zone):
    sound = calendar_of("UID:a\nDTSTART;TZID=Europe/Berlin:20261119T120000\nSUMMARY:Run 5 km")
    assert len(decoding.calendar(sound, BERLIN, TODAY)) == 1
    with suppress(UnreadableError):
        assert len(decoding.calendar(sound.replace(b"Europe/Berlin", zone.encode()), BERLIN, TODAY)) <= 1


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "UID:a",
                "DTSTART:20261119",
                "DTSTART:x",
                "RRULE:FREQ=WEEKLY",
                "RRULE:x",
                "EXDATE:20261119",
                "RECURRENCE-ID:1",
                "DTEND:20200101",
                "DURATION:-P1D",
                "SUMMARY:Run\\",
                "STATUS:",
                ":",
                ";",
                "DTSTART;TZID=Mars:20261119T1",
                "DTSTART;TZID=Europe:20261119T180000",
                "DTSTART:00010101T000000Z",
                "DTEND:20261119T184500Z",
                "DTEND;VALUE=PERIOD:20261119T170000Z/PT1H",
                "EXDATE:PT1H",
                "RECURRENCE-ID:P1W",
                "RRULE:FREQ=WEEKLY;UNTIL=PT1H",
                "RRULE:SUMMARY:Run",
                "RRULE:RSCALE=WEEKLY;FREQ=DAILY",
                "RRULE;VALUE=TEXT:FREQ=DAILY",
            ]
        ),
        max_size=8,
    )
)
def test_any_event_at_all_is_read_or_refused_without_a_fault_of_ours(lines):
    with suppress(UnreadableError), patch.object(decoding.logger, "exception", side_effect=AssertionError):
        decoding.calendar(calendar_of("SUMMARY:Run", "\n".join(["SUMMARY:Run", *lines])), BERLIN, TODAY)


def test_a_fault_of_ours_is_no_damage_it_is_logged_and_said(monkeypatch, caplog):
    def fails(*_args):
        raise KeyError("ours")

    monkeypatch.setattr(decoding, "facts", fails)
    with pytest.raises(UnreadableError, match="fault of this site"):
        decoding.calendar(calendar_of(("a", "20261119", "Run")), BERLIN, TODAY)
    monkeypatch.setattr(recordings, "done_run", fails)
    with pytest.raises(UnreadableError, match="fault of this site"):
        recordings.of_file("a.gpx", gpx(), User())
    assert [(str(one.exc_info[1]), one.levelname) for one in caplog.records] == [("'ours'", "ERROR")] * 2


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.gpx", gpx().replace(b'lat="50.0"', b"")),
        ("a.gpx", gpx().replace(b"50.0", b"far")),
        ("a.tcx", tcx().replace(b"StartTime", b"x").replace(b"Id>", b"x>")),
        ("a.tcx", b'<a><Activity Sport="Running"/></a>'),
        ("a.gpx", b"<a>"),
    ],
)
def test_what_a_file_leaves_out_is_damage_and_no_fault_of_ours(caplog, name, content):
    with pytest.raises(UnreadableError, match="damaged"):
        recordings.of_file(name, content, User(time_zone="Europe/Berlin"))
    assert not caplog.records


def upload(name, content):
    return SimpleUploadedFile(name, content)


def of(*uploads):
    """(day, time, title, km, seconds) of each run in the files, and the names of those that could not be read."""
    found, unread = recordings.files(uploads, User(time_zone="Europe/Berlin"))
    return [(one.day, one.time, one.title, one.km, one.seconds) for one in found], unread


def test_letters_that_no_database_takes_are_replaced():
    one = decoding.found("a\ud800\0", TODAY, "Run\ud800 \0")
    assert (one.uid, one.title) == ("a? ", "Run?")


FILES = {
    "a.gpx": (gpx(), (date(2026, 11, 15), time(9, 0), "Sunday with Jo", Decimal("11.12"), 3600)),
    "a.tcx": (tcx(), (date(2026, 11, 16), time(18, 30), "Run", Decimal("10.00"), 3000)),
    "a.fit": (fit(), (date(2026, 11, 17), time(7, 0), "Run", Decimal("8.20"), 2700)),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_of_a_run(name):
    content, expected = FILES[name]
    assert of(upload(name.upper(), content)) == ([expected], [])


@pytest.mark.parametrize(
    "odd",
    [
        gpx().replace(b"<trk>", b"<trk>" * 50_000).replace(b"</trk>", b"</trk>" * 50_000),
        gpx()
        .replace(b"<gpx ", b'<gpx xmlns:a="' + b"u" * 1_000_000 + b'" ')
        .replace(b"<trk>", b"<a:b/>" * 50_000 + b"<trk>"),
        gpx().replace(b"<name>", b"<a>" * 100_000 + b"</a>" * 100_000 + b"<name>"),
    ],
    ids=["nested tracks", "a long namespace before each tag", "a deep tree"],
)
def test_a_file_is_read_in_as_many_steps_as_it_has_tags(odd):
    assert of(upload("a.gpx", odd)) == ([FILES["a.gpx"][1]], [])


@pytest.mark.parametrize(
    ("name", "content", "when"),
    [
        ("a.fit", fit(hours=9), (date(2026, 11, 17), time(15, 0))),
        ("a.fit", fit(hours=5.75), (date(2026, 11, 17), time(11, 45))),
        ("a.fit", fit(hours=-20), (date(2026, 11, 17), time(7, 0))),
        ("a.gpx", gpx(start="2026-11-16T06:00:00+09:00"), (date(2026, 11, 16), time(6, 0))),
        ("a.gpx", gpx(start="2026-11-15T21:00:00Z"), (date(2026, 11, 15), time(22, 0))),
        ("a.tcx", tcx("2026-11-16T02:30:00+09:00"), (date(2026, 11, 15), time(2, 30))),
    ],
)
def test_a_run_abroad_is_by_the_clock_there_where_the_file_says_it(name, content, when):
    found, _ = recordings.files([upload(name, content)], User(time_zone="Europe/Berlin", day_begins=3))
    assert [(one.day, one.time) for one in found] == [when]
    assert all(one.began_at.utcoffset() == timedelta() for one in found)


def test_a_zip_of_all_of_them_and_the_same_run_twice_is_one():
    files = {name.replace(".", "_"): content for name, (content, _) in FILES.items()}
    archive = upload("all.zip", zipped(**files, notes_txt=b"hello"))
    runs, unread = of(archive, upload("again.gpx", gpx()))
    assert (sorted(run[0].day for run in runs), unread) == ([15, 16, 17], [])


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("ride.gpx", gpx(kind="cycling")),
        ("ride.tcx", tcx(sport="Biking")),
        ("ride.fit", fit(sport=2)),
    ],
)
def test_what_is_no_run_is_left_out(name, content):
    assert of(upload(name, content)) == ([], [])


LAUGHS = b'<?xml version="1.0"?><!DOCTYPE gpx [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><gpx>&b;</gpx>'


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.gpx", LAUGHS),
        ("a.gpx", LAUGHS.decode().encode("utf-16")),
        ("a.gpx", b"<gpx><trk><trkseg><trkpt><time>x</time></trkpt></trkseg></trk></gpx>"),
        ("a.gpx", b"\0"),
        ("a.tcx", b"<x>"),
        ("a.tcx", b'<x><Activity Sport="Running"></Activity></x>'),
        ("a.fit", b"x" * 100),
        ("a.fit", fit()[:-20]),
        ("a.zip", b"PK"),
        ("a.zip", zipped(a_fit=fit())[:-30]),
        ("a.txt", b"hello"),
    ],
)
def test_what_cannot_be_read_is_named(name, content):
    assert of(upload(name, content), upload("good.gpx", gpx())) == ([FILES["a.gpx"][1]], [name])


def test_a_zip_bomb_is_not_unpacked(monkeypatch):
    monkeypatch.setattr(recordings, "MOST_UNPACKED", 1_000_000)
    runs, unread = of(upload("bomb.zip", zipped(a_gpx=b"<" * 50_000_000)))
    assert (runs, unread) == ([], ["bomb.zip: too much in it"])


def test_a_zip_of_nothing_but_names_is_refused_before_each_takes_memory(monkeypatch):
    monkeypatch.setattr(recordings, "MOST_NAMED", 90)
    names = zipped(**{f"a{number}_txt": b"" for number in range(91)})
    monkeypatch.setattr(recordings.zipfile, "ZipFile", lambda file: pytest.fail("was read"))
    assert of(upload("names.zip", names), upload("good.gpx", gpx())) == (
        [FILES["a.gpx"][1]],
        ["names.zip: too much in it"],
    )


@pytest.mark.parametrize("how", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_whatever_is_damaged_in_a_zip_it_is_named_or_read(how):
    whole, problems = io.BytesIO(), 0
    with zipfile.ZipFile(whole, "w", how) as archive:
        archive.writestr("a.gpx", gpx())
    for place, byte in enumerate(sound := whole.getvalue()):
        damaged = bytearray(sound)
        damaged[place] = byte ^ 0xFF
        runs, unread = of(upload("a.zip", bytes(damaged)))
        problems += unread == ["a.zip"]
        assert len(runs) <= 1
    assert problems > 20


def test_one_file_in_a_zip_is_no_longer_than_one_that_comes_by_itself_may_be(monkeypatch):
    monkeypatch.setattr(recordings, "MOST_IN_ONE", 100_000)
    runs, unread = of(upload("two.zip", zipped(bomb_gpx=b" " * 100_001, good_gpx=gpx())))
    assert (runs, unread) == ([FILES["a.gpx"][1]], ["bomb.gpx"])


@pytest.mark.parametrize("tags", [b"<a/>" * 100, b"<a>" * 50 + b"</a>" * 50])
def test_a_file_of_nothing_but_tags_is_refused_before_each_takes_memory(monkeypatch, tags):
    monkeypatch.setattr(recordings, "MOST_TAGS", 90)
    monkeypatch.setattr(recordings.ElementTree, "fromstring", lambda content: pytest.fail("was read"))
    assert of(upload("a.gpx", b"<gpx>" + tags + b"</gpx>")) == ([], ["a.gpx"])


def test_reading_ends_in_time_and_the_rest_is_named(monkeypatch):
    monkeypatch.setattr(recordings, "SECONDS", -1)
    runs, unread = of(upload("a.gpx", gpx()), upload("b.gpx", gpx()))
    assert (runs, unread) == ([], ["a.gpx and what comes after it"])


@settings(max_examples=40, deadline=None)
@given(st.sampled_from([*FILES]), st.integers(0, 10**6), st.binary(max_size=6))
def test_any_bytes_at_all_are_read_or_named(name, place, noise):
    content = FILES[name][0]
    at = place % len(content)
    of(upload(name, content[:at] + noise + content[at + len(noise) :]))
