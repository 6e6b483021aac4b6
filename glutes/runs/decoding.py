"""Reads runs from calendars, and says what a run is that was found, wherever it was. Files of runs: recordings.py.

All of it comes from outside: invalid content raises UnreadableError, with a sentence for the sender.
"""

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice, takewhile
from time import thread_time

from glutes.rules.dates import A_DAY
from glutes.rules.week import running

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
    title = " ".join(title.split())[:120] or running.NO_TITLE
    return Found(uid[:255], day, title, time and time.replace(tzinfo=None, microsecond=0), km, seconds, done, began_at)


def local(moment, zone):
    """(date, time) of a calendar's moment in that zone; the time is None if the calendar has only a date."""
    if not isinstance(moment, dt.datetime):
        return moment, None
    moment = moment.astimezone(zone) if moment.tzinfo else moment
    return moment.date(), moment.time()


def calendar(content, zone, today):
    """The runs of an iCalendar file, from 40 days ago to 200 days ahead; one for each repetition."""
    from icalendar import Calendar

    if b"BEGIN:VCALENDAR" not in content[:1000].upper():
        raise UnreadableError("That is no calendar: look for an address that ends in .ics.")
    near = without_far(content, today)
    if len(near) > MOST_NEAR or len(near.splitlines()) + near.count(b",") > MOST_PARTS:
        raise UnreadableError("There is too much in that calendar: use one that has your runs only.")
    try:
        events = [event for each in Calendar.from_ical(near, multiple=True) for event in each.walk("VEVENT")]
        return list(islice(of_events(events, zone, today), MOST_EVENTS))
    except UnreadableError:
        raise
    except Exception:  # What reads it raises anything for damaged ones: an OSError for a strange time zone, too.
        raise UnreadableError("That calendar is damaged: it cannot be read.") from None


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
    """Yields a Found for every occurrence of every event that is a run. Raises UnreadableError if it takes too long."""
    first, last, end = today - BACK, today + AHEAD, thread_time() + SECONDS
    changed = {
        (str(event.get("uid")), day_of(event["recurrence-id"].dt, zone)) for event in events if "recurrence-id" in event
    }
    for event in events:
        if thread_time() > end:
            raise UnreadableError("That calendar repeats so much that it takes too long to read.")
        if "dtstart" not in event or str(event.get("status", "")).upper() == "CANCELLED":
            continue
        title, uid = str(event.get("summary", "")), str(event.get("uid", ""))
        if not running.is_run(title):
            continue
        km, seconds = facts(event, title)
        repeats = "rrule" in event
        for start in starts(event, first, last):
            day, time = local(start, zone)
            if repeats and (uid, day) in changed:
                continue
            if first <= day <= last:
                of_day = event["recurrence-id"].dt if "recurrence-id" in event else start
                name = uid or f"{title}/{day}"
                if repeats or "recurrence-id" in event:
                    name = f"{uid or title}/{day_of(of_day, zone)}"
                yield found(name, day, title, time, km, seconds)


def day_of(moment, zone):
    """The date of a calendar's moment in that zone."""
    return local(moment, zone)[0]


def facts(event, title):
    """(km, seconds) of a run, by the title, else the description, else the length of the event."""
    (km, seconds), (far, lasting) = running.said_in(title), running.said_in(str(event.get("description", ""))[:2000])
    start, end = event["dtstart"].dt, event["dtend"].dt if "dtend" in event else None
    lasted = event["duration"].dt if "duration" in event else end - start if end is not None else None
    timed = isinstance(start, dt.datetime) and lasted and lasted < dt.timedelta(hours=12)
    return km or far, seconds or lasting or (lasted.total_seconds() if timed else None)


def starts(event, first, last):
    """The beginnings of an event; for a repeated one those near the days that are read, at most one a day."""
    start = event["dtstart"].dt
    if "rrule" not in event:
        return [start]
    rule = event["rrule"][0] if isinstance(event["rrule"], list) else event["rrule"]
    known = str(rule.get("freq", [""])[0]).upper() in ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
    if not known or rule.get("interval", [1])[0] < 1:  # Without steps it would never end.
        return [start]
    timed = isinstance(start, dt.datetime)
    naive = start.replace(tzinfo=None) if timed else dt.datetime.combine(start, dt.time())
    until = rule.get("until", [None])[0]
    until = until if until is None else day_of(until, getattr(start, "tzinfo", None) or dt.UTC)
    skipped = {
        each.dt.replace(tzinfo=None) if isinstance(each.dt, dt.datetime) else each.dt for each in excluded(event)
    }
    every = repeated(rule, naive, first - A_DAY, min(last, until) if until else last)
    kept = [each for each in every if each not in skipped and each.date() not in skipped]
    return [each.replace(tzinfo=start.tzinfo) if timed else each.date() for each in kept]


def repeated(rule, start, first, last):
    """The moments from the day `first` to the day `last` at which a rule repeats what began at `start`."""
    from dateutil.rrule import rrulestr

    first, last = dt.datetime.combine(first, dt.time()), dt.datetime.combine(last, dt.time.max)
    parts = rule.to_ical().decode().split(";")
    text = ";".join(part for part in parts if not part.upper().startswith(("UNTIL", "BYHOUR", "BYMINUTE", "BYSECOND")))
    if start.year < OLDEST or start > last or len(text) > MOST_RULE or len(rule.get("bysetpos", [])) > MOST_POSITIONS:
        return []
    days = rrulestr(text, dtstart=start + ERA).xafter(first + ERA, inc=True)
    return [day - ERA for day in takewhile(lambda day: day <= last + ERA, days)]


def excluded(event):
    """The dates on which a repeated event is not."""
    lists = event.get("exdate", [])
    return [each for one in (lists if isinstance(lists, list) else [lists]) for each in one.dts]
