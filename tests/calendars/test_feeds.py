"""What a calendar reads at the address of a feed, and what becomes of an event when its session changes (RFC 5545)."""

from datetime import UTC, date, datetime, time, timedelta

import icalendar
import pytest
from django.test import Client
from ical.calendar_stream import IcsCalendarStream

from glutes.calendars.models import CalendarFeed, PublishedSession
from glutes.plan.models import Move, Pause
from tests.make import NOON, make_exercise, make_plan_day, make_routine, make_set, make_user, make_workout

pytestmark = pytest.mark.django_db

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
LATER = NOON + timedelta(hours=2)


@pytest.fixture
def user(clock):
    """Somebody in Berlin, where it is an hour later than in London."""
    return make_user("ann", time_zone="Europe/Berlin")


@pytest.fixture
def feed(user):
    return CalendarFeed.objects.create(user=user)


@pytest.fixture
def routine(user):
    return make_routine(user, [(make_exercise("squat"), {"sets": 3})], name="Five, for a stride; slowly")


@pytest.fixture
def monday(user, routine, feed):
    """Every Monday at six in the evening."""
    return make_plan_day(user, 0, routine, time=time(18), since=MONDAY)


def read(token, **headers):
    return Client().get(f"/calendar/{token}.ics", headers=headers)


def events(token):
    """The events of a feed by their days, each read by the library that writes them."""
    calendar = icalendar.Calendar.from_ical(read(token).content)
    return {str(event["dtstart"].dt)[:10]: event for event in calendar.walk("VEVENT")}


def properties(event):
    """Its properties as they stand in the file, but for the moment of a change."""
    lines = {name: value.to_ical().decode() for name, value in event.items()}
    return lines | {"ALARMS": len(event.walk("VALARM"))}


def test_an_event_says_when_how_long_what_and_where_to_start(feed, monday, routine):
    event = events(feed.token)["2026-11-23"]
    start = f"http://testserver/workouts/start/?routine={routine.pk}"
    assert properties(event) == {
        "UID": str(PublishedSession.objects.get(date=MONDAY).uid),
        "DTSTAMP": "20261118T120000Z",
        "LAST-MODIFIED": "20261118T120000Z",
        "SEQUENCE": "0",
        "STATUS": "CONFIRMED",
        "DTSTART": "20261123T170000Z",
        "DURATION": f"PT{routine.minutes}M",
        "SUMMARY": "Five\\, for a stride\\; slowly",
        "URL": start,
        "DESCRIPTION": f"{routine.minutes} min. Start: {start}",
        "ALARMS": 0,
    }


def test_the_calendar_says_its_name_and_how_often_to_look(feed, monday):
    text = read(feed.token).content.decode()
    head = sorted(text.partition("BEGIN:VEVENT")[0].splitlines())
    assert head == sorted(
        [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//Glutes//Sessions//EN",
            "CALSCALE:GREGORIAN",
            "NAME:Glutes",
            "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
            "X-PUBLISHED-TTL:PT1H",
            "X-WR-CALNAME:Glutes",
        ]
    )
    assert all(line.endswith("\r\n") and len(line.encode()) <= 77 for line in text.splitlines(keepends=True))


def test_the_other_feed_says_when_and_nothing_else(feed, monday, user, routine):
    make_plan_day(user, 2, routine, since=MONDAY)  # Without a time nobody knows when one is busy.
    found = events(feed.busy_token)
    assert sorted(day for day in found if day < "2026-12") == ["2026-11-23", "2026-11-30"]
    assert properties(found["2026-11-23"]) == {
        "UID": str(PublishedSession.objects.get(date=MONDAY).uid),
        "DTSTAMP": "20261118T120000Z",
        "LAST-MODIFIED": "20261118T120000Z",
        "SEQUENCE": "0",
        "STATUS": "CONFIRMED",
        "DTSTART": "20261123T170000Z",
        "DURATION": f"PT{routine.minutes}M",
        "SUMMARY": "Busy",
        "CLASS": "PRIVATE",
        "ALARMS": 0,
    }
    assert b"stride" not in read(feed.busy_token).content


def test_without_a_time_it_takes_the_day_and_keeps_nobody_from_anything(feed, user, routine):
    make_plan_day(user, 0, routine, since=MONDAY)
    said = properties(events(feed.token)["2026-11-23"])
    assert [said[name] for name in ("DTSTART", "DURATION", "TRANSP")] == ["20261123", "P1D", "TRANSPARENT"]


@pytest.mark.parametrize("which", ["token", "busy_token"])
def test_a_strict_reader_has_nothing_to_complain_of(feed, monday, user, routine, which):
    make_plan_day(user, 2, routine, since=MONDAY)
    monday.move(MONDAY, None)
    CalendarFeed.objects.update(rings=True)
    text = read(getattr(feed, which)).content.decode()
    calendar = IcsCalendarStream.calendar_from_ics(text)
    names = {event.summary for event in calendar.events}
    assert len(calendar.events) == text.count("BEGIN:VEVENT") > 10
    assert names == ({"Busy"} if which == "busy_token" else {routine.name})
    assert len({event.uid for event in calendar.events}) == len(calendar.events)


def move(row, user):
    row.move(MONDAY, TUESDAY)


def move_back(row, user):
    row.move(MONDAY, TUESDAY)
    read(CalendarFeed.objects.get().token)
    row.move(MONDAY, MONDAY)


def skip(row, user):
    row.move(MONDAY, None)


def skip_and_return(row, user):
    row.move(MONDAY, None)
    read(CalendarFeed.objects.get().token)
    row.move(MONDAY, MONDAY)


def holiday(row, user):
    Pause.objects.create(user=user, since=MONDAY, until=MONDAY)


def remove(row, user):
    row.stop(MONDAY)


def another_time(row, user):
    row.change(MONDAY, row.routine, time(19))


def half_of_it(row, user):
    row.halve(MONDAY)


def another_routine(row, user):
    row.change(MONDAY, make_routine(user, [(make_exercise("lunge"), {"sets": 3})], name="Other"), time(18))


def another_name(row, user):
    row.routine.name = "Other"
    row.routine.save()


def other_time_zone(row, user):
    user.time_zone = "Europe/London"
    user.save()


def done(row, user):
    started = datetime(2026, 11, 23, 17, 5, tzinfo=UTC)
    ended = started + timedelta(minutes=20)
    workout = make_workout(user, [make_exercise("lunge")], started, routine=row.routine, name="Mine", finished_at=ended)
    make_set(workout)


def rings(row, user):
    CalendarFeed.objects.update(rings=True)


def nothing(row, user):
    pass


SAME = {}
CHANGES = [
    (nothing, "2026-11-23", SAME),
    (move, "2026-11-24", {"SEQUENCE": "1", "DTSTART": "20261124T170000Z"}),
    (move_back, "2026-11-23", {"SEQUENCE": "2"}),
    (skip, "2026-11-23", {"SEQUENCE": "1", "STATUS": "CANCELLED"}),
    (skip_and_return, "2026-11-23", {"SEQUENCE": "2"}),
    (holiday, "2026-11-23", {"SEQUENCE": "1", "STATUS": "CANCELLED"}),
    (remove, "2026-11-23", {"SEQUENCE": "1", "STATUS": "CANCELLED"}),
    (another_time, "2026-11-23", {"SEQUENCE": "1", "DTSTART": "20261123T180000Z"}),
    (other_time_zone, "2026-11-23", {"SEQUENCE": "1", "DTSTART": "20261123T180000Z"}),
    (half_of_it, "2026-11-23", {"SEQUENCE": "1", "DURATION": "PT3M", "URL": ..., "DESCRIPTION": ...}),
    (another_routine, "2026-11-23", {"SUMMARY": "Other", "URL": ..., "DESCRIPTION": ...}),
    (another_name, "2026-11-23", {"SUMMARY": "Other"}),
    (
        done,
        "2026-11-23",
        {
            "SEQUENCE": "1",
            "DTSTART": "20261123T170500Z",
            "DURATION": "PT20M",
            "SUMMARY": "✓ Mine",
            "URL": ...,
            "DESCRIPTION": ...,
        },
    ),
    (rings, "2026-11-23", {"ALARMS": 1}),
]
"""What is done; the day on which the event is then; the properties that it changes, with new values (...: any)."""


@pytest.mark.parametrize(("change", "day", "expected"), CHANGES, ids=[change.__name__ for change, *_ in CHANGES])
def test_a_change_changes_exactly_what_rfc_5545_says(feed, monday, user, clock, change, day, expected):
    before = properties(events(feed.token)["2026-11-23"])
    others = {d: properties(event) for d, event in events(feed.token).items() if d > "2026-11-24"}
    clock.now = LATER
    change(monday, user)
    clock.now = datetime(2026, 11, 23, 20, tzinfo=UTC) if change is done else LATER
    after = properties(events(feed.token)[day])
    stamp = {"DTSTAMP": ..., "LAST-MODIFIED": f"{clock.now:%Y%m%dT%H%M%SZ}"} if expected else {}
    changed = {name: value for name, value in after.items() if before.get(name) != value}
    wanted = expected | stamp
    assert {name: ... if wanted.get(name) is ... else value for name, value in changed.items()} == wanted
    assert after["UID"] == before["UID"]
    if change in (move, move_back, skip, skip_and_return, holiday):
        assert {d: properties(e) for d, e in events(feed.token).items() if d in others} == others


def test_a_session_moved_out_of_what_the_feed_reaches_is_moved_not_called_off(feed, monday):
    uid = properties(events(feed.token)["2026-11-23"])["UID"]
    monday.move(MONDAY, date(2027, 4, 1))
    event = events(feed.token)["2027-04-01"]
    assert [str(event[name]) for name in ("UID", "STATUS")] == [uid, "CONFIRMED"]


@pytest.mark.parametrize(("finished", "said"), [(None, "Carry on"), (NOON, "What you did")])
def test_what_was_begun_is_carried_on_and_what_is_over_is_looked_at(feed, user, routine, finished, said):
    make_plan_day(user, 2, routine)
    workout = make_workout(
        user, [make_exercise("lunge")], NOON - timedelta(minutes=9), routine=routine, finished_at=finished
    )
    make_set(workout)
    event = events(feed.token)[str(NOON.date())]
    assert event["description"] == f"{said}: http://testserver{workout.get_absolute_url()}"


def test_what_was_skipped_before_any_calendar_looked_is_not_in_it(feed, monday):
    monday.move(MONDAY, None)
    found = events(feed.token)
    assert ("2026-11-23" in found, "2026-11-30" in found) == (False, True)


def test_only_what_is_still_to_come_rings(feed, monday, user):
    CalendarFeed.objects.update(rings=True)
    event = events(feed.token)["2026-11-23"]
    assert [alarm.to_ical().split(b"\r\n") for alarm in event.walk("VALARM")] == [
        [
            b"BEGIN:VALARM",
            b"ACTION:DISPLAY",
            b"DESCRIPTION:Five\\, for a stride\\; slowly",
            b"TRIGGER:P0D",
            b"END:VALARM",
            b"",
        ]
    ]
    monday.move(MONDAY, None)
    assert not events(feed.token)["2026-11-23"].walk("VALARM")


def test_a_late_session_is_on_the_night_after_its_day(feed, user, routine):
    user.day_begins = 3
    user.save()
    make_plan_day(user, 0, routine, time=time(0, 30), since=MONDAY)
    assert properties(events(feed.token)["2026-11-23"])["DTSTART"] == "20261123T233000Z"


def test_an_unchanged_feed_is_not_sent_again(feed, monday, clock):
    first = read(feed.token)
    clock.now = LATER
    again = read(feed.token, if_none_match=first["ETag"])
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    monday.move(MONDAY, TUESDAY)
    assert read(feed.token, if_none_match=first["ETag"]).status_code == 200


def test_a_feed_sets_no_cookie_and_heeds_none(feed, monday, user):
    phone = Client()
    phone.force_login(user)
    for client in (Client(), phone):
        for token in (feed.token, feed.busy_token, "nobody-has-this"):
            answer = client.get(f"/calendar/{token}.ics")
            assert not answer.cookies
        assert client.get(f"/calendar/{feed.token}.ics")["Cache-Control"] == "private, no-cache"
    assert "Cookie" not in read(feed.token).get("Vary", "")
    assert read("nobody-has-this").status_code == 404


def test_a_feed_cannot_be_written_to(feed):
    assert Client().post(f"/calendar/{feed.token}.ics").status_code == 405


def test_what_was_done_besides_the_plan_is_there_until_it_is_deleted(feed, monday, user):
    workout = make_workout(user, [make_exercise("lunge")], NOON - timedelta(minutes=40), name="Extra", finished_at=NOON)
    assert str(NOON.date()) not in events(feed.token)  # Nothing was done in it yet.
    make_set(workout)
    type(workout).objects.update(finished_at=None)
    assert str(NOON.date()) not in events(feed.token)  # It is in progress.
    type(workout).objects.update(finished_at=NOON)
    seen = []
    for deleted_at in (None, NOON, None):
        type(workout).objects.update(deleted_at=deleted_at)
        event = events(feed.token)[str(NOON.date())]
        seen.append([str(event[name]) for name in ("STATUS", "SUMMARY", "UID")])
        assert event["DURATION"].to_ical() == b"PT40M"
    uid = seen[0][2]
    assert seen == [["CONFIRMED", "✓ Extra", uid], ["CANCELLED", "✓ Extra", uid], ["CONFIRMED", "✓ Extra", uid]]


@pytest.mark.parametrize("many", [1, 5])
def test_looking_again_asks_the_same_for_any_plan(feed, user, many, django_assert_num_queries):
    for weekday in range(many):
        make_plan_day(user, weekday)
    read(feed.token)
    with django_assert_num_queries(14):
        assert read(feed.token).status_code == 200


def test_old_lines_are_tidied_away(feed, monday, clock):
    read(feed.token)
    assert not PublishedSession.objects.too_old(MONDAY).exists()
    assert PublishedSession.objects.too_old(MONDAY + timedelta(days=365)).count() == PublishedSession.objects.count()


def test_moves_of_others_say_nothing(feed, monday):
    other = make_plan_day(make_user(), 0, since=MONDAY, time=time(9))
    Move.objects.create(user=other.user, plan_day=other, date=MONDAY)
    assert next(event["dtstart"].to_ical() for event in events(feed.token).values()) == b"20261123T170000Z"
