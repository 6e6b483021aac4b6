"""Reads runs from calendars, and says what a run is that was found, wherever it was. Files of runs: recordings.py.

All of it comes from outside: invalid content raises UnreadableError, with a sentence for the sender.
"""

import datetime as dt
import logging
import re
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice, takewhile
from time import thread_time

from glutes.rules.dates import A_DAY
from glutes.rules.week import running
from glutes.texts import seen

logger = logging.getLogger(__name__)

BACK, AHEAD = 40 * A_DAY, 200 * A_DAY
"""Ours: the days of a calendar that are read. Rule 5 looks back 30 days; a marathon plan has 20 weeks."""
MOST_EVENTS = 2000
MOST_NEAR, MOST_PARTS = 1_000_000, 25_000
"""Ours: bytes of the events that may be of these days; how many lines and commas they have, each of up to 30 µs."""
MOST_RULE = 500
"""Ours: letters of the rule of a repeated event; each list in it costs time on every day."""
MOST_POSITIONS = 5
"""Ours: numbers in a rule's BYSETPOS, such as the 2 of "the second of these"; each costs 4 µs on every day."""
OLDEST = 1970
"""Ours: repeated events that began in an earlier year are left out, because all their days are counted one by one."""
SECONDS = 0.5
"""Ours: seconds of a processor in which to work out the days of all events."""
ERA = dt.timedelta(days=19 * 146_097)
"""7,600 years, by which rules are moved to the future: the calendar is the same every 400 years. dateutil looks for a
day that a rule allows until the year 9999, so that from close to it, it soon gives up on a rule that allows none."""
BEGIN, END = b"\nBEGIN:VEVENT", b"\nEND:VEVENT"
DAY = re.compile(rb"^DTSTART[^:\r\n]*:(\d{8})", re.MULTILINE | re.IGNORECASE)


class UnreadableError(Exception):
    """Why something cannot be read, in words."""


DAMAGED = "That calendar is damaged: it cannot be read."


@dataclass(frozen=True)
class Found:
    """One run as its source describes it; `uid` is the source's id for it."""

    uid: str
    day: dt.date
    title: str
    time: dt.time | None = None
    km: Decimal | None = None
    seconds: int | None = None
    done: bool = False
    began_at: dt.datetime | None = None


def found(uid, day, title, time=None, km=None, seconds=None, done=False, began_at=None):
    """A Found whose values fit into the table; values that do not fit are left out."""
    km = Decimal(str(km)).quantize(Decimal("0.01")) if km and 0 < km <= running.MOST_KM else None
    seconds = int(seconds) if seconds and 0 < seconds <= running.MOST_S else None
    uid, title = (text.encode(errors="replace").decode().replace("\0", " ") for text in (uid, title))
    title = " ".join(seen(title).split())[:120] or running.NO_TITLE
    return Found(uid[:255], day, title, time and time.replace(tzinfo=None, microsecond=0), km, seconds, done, began_at)


@dataclass(frozen=True, slots=True)
class Event:
    """An event of a calendar in plain values. Its moments are dates or datetimes.

    `of_day` is the moment of a repeated event that it changes; `rule` says how it repeats, and `skipped` when not.
    """

    uid: str
    title: str
    description: str
    cancelled: bool
    start: dt.date | None
    lasts: dt.timedelta | None
    of_day: dt.date | None
    rule: str
    until: dt.date | None
    skipped: list


def local(moment, zone):
    """(date, time) of a calendar's moment in that zone; the time is None if the calendar has only a date."""
    if not isinstance(moment, dt.datetime):
        return moment, None
    if moment.tzinfo:
        with suppress(OverflowError):  # On the first and last day of all: "until 99991231T235959Z" is for ever.
            moment = moment.astimezone(zone)
    return moment.date(), moment.time()


def calendar(content, zone, today):
    """The runs of an iCalendar file, from 40 days ago to 200 days ahead; one for each repetition."""
    if b"BEGIN:VCALENDAR" not in content[:1000].upper():
        raise UnreadableError("That is no calendar: look for an address that ends in .ics.")
    if b"END:VCALENDAR" not in content[-1000:].upper():
        raise UnreadableError("That calendar breaks off before its end.")
    near = without_far(content, today)
    if len(near) > MOST_NEAR or len(near.splitlines()) + near.count(b",") > MOST_PARTS:
        raise UnreadableError("There is too much in that calendar: use one that has your runs only.")
    try:
        return list(islice(of_events(events_of(near), zone, today), MOST_EVENTS))
    except UnreadableError:
        raise
    except Exception:
        logger.exception("A calendar was not read.")
        raise UnreadableError(
            "That calendar could not be read, which is a fault of this site: its log says more."
        ) from None


def events_of(content):
    """The events of an iCalendar file that are runs or change a repeated event; None for one that cannot be read, which
    stops no other. Raises UnreadableError if the file is damaged."""
    from icalendar import Calendar

    try:
        events = [event for each in Calendar.from_ical(content, multiple=True) for event in each.walk("VEVENT")]
    except Exception:  # The library raises anything for damaged ones: an OSError for a strange time zone, too.
        raise UnreadableError(DAMAGED) from None
    told = [event for event in events if "recurrence-id" in event or running.is_run(said(event, "summary"))]
    return [event_if_read(event) for event in told]


def event_if_read(event):
    """The Event of an event as the library has it, or None."""
    try:
        return event_of(event)
    except UnreadableError:
        return None


def event_of(event):
    """The same of an event that can be read; else raises UnreadableError. The library has a dictionary of its own kinds
    of values."""
    from icalendar import vDDDLists, vRecur

    start, end, lasts = first_of(event, "dtstart"), first_of(event, "dtend"), first_of(event, "duration", dt.timedelta)
    if end and lasts is None:
        with suppress(TypeError):  # A day and a moment, or moments of which one has a time zone.
            lasts = end - start
    rule = next(iter(all_of(event, "rrule", vRecur)), None)
    until, skipped = (rule.get("until"), all_of(event, "exdate", vDDDLists)) if rule else (None, [])
    try:
        text = rule.to_ical().decode() if rule else ""
    except TypeError:  # What the library raises for a part of a rule that is unknown to it.
        raise UnreadableError(DAMAGED) from None
    return Event(
        uid=said(event, "uid"),
        title=said(event, "summary"),
        description=said(event, "description"),
        cancelled=said(event, "status").upper() == "CANCELLED",
        start=start,
        lasts=lasts,
        of_day=first_of(event, "recurrence-id"),
        rule=text,
        until=checked(until[0], dt.date) if until else None,
        skipped=[checked(each.dt, dt.date) for dates in skipped for each in dates.dts],
    )


def said(event, name):
    """A property of the library's event as text; "" if it has none."""
    return str(event.get(name, ""))


def all_of(event, name, kind):
    """The values of a property, which may be there more than once. Raises UnreadableError for one of another kind."""
    values = event.get(name, [])
    return [checked(each, kind) for each in (values if isinstance(values, list) else [values])]


def first_of(event, name, kind=dt.date):
    """The first value of a property that is a date, a moment or a length of time; None if there is none."""
    from icalendar import vDDDTypes

    return next((checked(each.dt, kind) for each in all_of(event, name, vDDDTypes)), None)


def checked(value, kind):
    """The value, if it is of this kind; else raises UnreadableError."""
    if not isinstance(value, kind):
        raise UnreadableError(DAMAGED)
    return value


def without_far(content, today):
    """The calendar without the events that are surely of other days, so that years of them cost nothing."""
    first, last = (f"{day:%Y%m%d}".encode() for day in (today - BACK - A_DAY, today + AHEAD + A_DAY))
    head, *events = content.split(BEGIN)
    kept = [head]
    for each in events:
        event, _, rest = each.partition(END)
        day, said = DAY.search(event), event.upper()
        is_far = day and not first <= day[1] <= last and b"\nRRULE" not in said and b"\nRECURRENCE-ID" not in said
        kept.append(rest.removeprefix(b"\r") if is_far else BEGIN + each)  # The line before it has kept its own "\r".
    return b"".join(kept)


def of_events(events, zone, today):
    """Yields a Found for every occurrence of every event that is a run. Raises UnreadableError if it takes too long, or
    if nothing is found and an event could not be read: then what was known before stays."""
    first, last, end = today - BACK, today + AHEAD, thread_time() + SECONDS
    events, unread, found_any = [event for event in events if event], None in events, False
    changed = {(event.uid, day_of(event.of_day, zone)) for event in events if event.of_day}
    for event in events:
        if thread_time() > end:
            raise UnreadableError("That calendar repeats so much that it takes too long to read.")
        if event.start is None or event.cancelled or not running.is_run(event.title):
            continue
        try:
            runs = list(of_event(event, changed, zone, first, last))
        except UnreadableError:  # Its rule is none. It stops no other event.
            unread = True
            continue
        found_any = found_any or bool(runs)
        yield from runs
    if unread and not found_any:
        raise UnreadableError(DAMAGED)


def of_event(event, changed, zone, first, last):
    """Yields a Found for every occurrence of one event. `changed`: the (uid, day) of occurrences that are events of
    their own. Raises UnreadableError if its rule is none."""
    km, seconds = facts(event)
    for start in starts(event, first, last):
        day, time = local(start, zone)
        if event.rule and (event.uid, day) in changed:
            continue
        if first <= day <= last:
            name = event.uid or f"{event.title}/{day}"
            if event.rule or event.of_day:
                name = f"{event.uid or event.title}/{day_of(event.of_day or start, zone)}"
            yield found(name, day, event.title, time, km, seconds)


def day_of(moment, zone):
    """The date of a calendar's moment in that zone."""
    return local(moment, zone)[0]


def facts(event):
    """(km, seconds) of a run, by the title, else the description, else the length of the event."""
    (km, seconds), (far, lasting) = running.said_in(event.title), running.said_in(event.description[:2000])
    timed = isinstance(event.start, dt.datetime) and event.lasts and event.lasts < dt.timedelta(hours=12)
    return km or far, seconds or lasting or (event.lasts.total_seconds() if timed else None)


def starts(event, first, last):
    """The beginnings of an event; for a repeated one those near the days that are read, at most one a day."""
    start = event.start
    parts = dict(part.split("=", 1) for part in event.rule.upper().split(";") if "=" in part)
    known = parts.get("FREQ") in ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
    if not known or int(parts.get("INTERVAL", "1").split(",")[0]) < 1:  # Without steps it would never end.
        return [start]
    timed = isinstance(start, dt.datetime)
    naive = start.replace(tzinfo=None) if timed else dt.datetime.combine(start, dt.time())
    until = event.until and day_of(event.until, getattr(start, "tzinfo", None) or dt.UTC)
    skipped = {each.replace(tzinfo=None) if isinstance(each, dt.datetime) else each for each in event.skipped}
    every = repeated(event.rule, naive, first - A_DAY, min(last, until) if until else last)
    kept = [each for each in every if each not in skipped and each.date() not in skipped]
    return [each.replace(tzinfo=start.tzinfo) if timed else each.date() for each in kept]


def repeated(rule, start, first, last):
    """The moments from the day `first` to the day `last` at which a rule repeats what began at `start`. Raises
    UnreadableError for a rule that is none, or that allows no day at all."""
    from dateutil.rrule import rrulestr

    first, last = dt.datetime.combine(first, dt.time()), dt.datetime.combine(last, dt.time.max)
    parts = rule.split(";")
    text = ";".join(part for part in parts if not part.upper().startswith(("UNTIL", "BYHOUR", "BYMINUTE", "BYSECOND")))
    positions = sum(part.count(",") + 1 for part in parts if part.upper().startswith("BYSETPOS"))
    if start.year < OLDEST or start > last or len(text) > MOST_RULE or positions > MOST_POSITIONS:
        return []
    try:
        days = rrulestr(text, dtstart=start + ERA).xafter(first + ERA, inc=True)
    except (ValueError, TypeError):  # What dateutil raises for a rule that is none.
        raise UnreadableError(DAMAGED) from None
    found = list(takewhile(lambda day: day <= last + ERA, days))
    if not found and "COUNT" not in text.upper() and next(days, None) is None:
        raise UnreadableError(DAMAGED)
    return [day - ERA for day in found]
