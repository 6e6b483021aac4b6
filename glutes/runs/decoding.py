"""Reads runs from calendars, from FIT, GPX and TCX files, and from zips of those.

All of it comes from outside: invalid content raises UnreadableError, with a sentence for the sender.
"""

import datetime as dt
import re
import time
import zipfile
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice, pairwise
from xml.etree import ElementTree

from glutes.rules.dates import A_DAY
from glutes.rules.week import running

BACK, AHEAD = 40 * A_DAY, 200 * A_DAY
"""Ours: the days of a calendar that are read. Rule 5 looks back 30 days; a marathon plan has 20 weeks."""
MOST_EVENTS = 2000
MOST_FILES = 1000
MOST_UNPACKED = 200_000_000
MOST_IN_ONE = 20_000_000
"""Ours: bytes of one file in a zip, as of one that comes by itself: a day of running, second by second."""
MOST_TAGS = 2_000_000
"""Ours: twice the tags of a GPX file of that size. In memory a tag takes up to thirty times its own length."""
SECONDS = 60
"""Ours: how long files are read in one request. What is left then is named, to be brought in smaller parts."""


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
    try:
        events = [event for each in Calendar.from_ical(content, multiple=True) for event in each.walk("VEVENT")]
        return list(islice(of_events(events, zone, today), MOST_EVENTS))
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, OverflowError, RecursionError):
        raise UnreadableError("That calendar is damaged: it cannot be read.") from None


def of_events(events, zone, today):
    """Yields a Found for every occurrence of every event that is a run."""
    first, last = today - BACK, today + AHEAD
    changed = {
        (str(event.get("uid")), day_of(event["recurrence-id"].dt, zone)) for event in events if "recurrence-id" in event
    }
    for event in events:
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
    return local(moment, zone)[0]


def facts(event, title):
    """(km, seconds) of a run, by the title, else the description, else the length of the event."""
    (km, seconds), (far, lasting) = running.said_in(title), running.said_in(str(event.get("description", ""))[:2000])
    start, end = event["dtstart"].dt, event["dtend"].dt if "dtend" in event else None
    lasted = event["duration"].dt if "duration" in event else end - start if end is not None else None
    timed = isinstance(start, dt.datetime) and lasted and lasted < dt.timedelta(hours=12)
    return km or far, seconds or lasting or (lasted.total_seconds() if timed else None)


def starts(event, first, last):
    """The beginnings of an event; for a repeated one those near the days that are read."""
    start = event["dtstart"].dt
    if "rrule" not in event:
        return [start]
    from dateutil.rrule import rrulestr

    rule = event["rrule"][0] if isinstance(event["rrule"], list) else event["rrule"]
    if str(rule.get("freq", [""])[0]).upper() not in ("DAILY", "WEEKLY", "MONTHLY", "YEARLY"):
        return [start]
    timed = isinstance(start, dt.datetime)
    naive = start.replace(tzinfo=None) if timed else dt.datetime.combine(start, dt.time())
    text = ";".join(part for part in rule.to_ical().decode().split(";") if not part.upper().startswith("UNTIL"))
    until = rule.get("until", [None])[0]
    until = until if until is None else day_of(until, getattr(start, "tzinfo", None) or dt.UTC)
    end = dt.datetime.combine(min(last, until) if until else last, dt.time.max)
    every = rrulestr(text, dtstart=naive)
    days = islice(every.xafter(dt.datetime.combine(first - A_DAY, dt.time()), inc=True), 400)
    kept = []
    skipped = {
        each.dt.replace(tzinfo=None) if isinstance(each.dt, dt.datetime) else each.dt for each in excluded(event)
    }
    for each in days:
        if each > end:
            break
        if each not in skipped and each.date() not in skipped:
            kept.append(each.replace(tzinfo=start.tzinfo) if timed else each.date())
    return kept


def excluded(event):
    """The dates on which a repeated event is not."""
    lists = event.get("exdate", [])
    return [each for one in (lists if isinstance(lists, list) else [lists]) for each in one.dts]


def files(uploads, user):
    """(runs, names of what could not be read) of files, zips among them. Each run is done."""
    runs, unread, left = {}, [], [MOST_UNPACKED]
    end = time.monotonic() + SECONDS
    for name, content in islice(unpacked(uploads, left, unread), MOST_FILES):
        if time.monotonic() > end:
            unread.append(f"{name} and what comes after it")
            break
        try:
            for one in of_file(name, content, user):
                runs.setdefault(one.uid, one)
        except UnreadableError:
            unread.append(name)
    return list(runs.values()), unread


def unpacked(uploads, left, unread):
    """Yields (name, bytes) of each file; of a zip, of what is in it. `left` holds how many bytes there may be."""
    for upload in uploads:
        if upload.name.lower().endswith(".zip"):
            try:
                with zipfile.ZipFile(upload) as archive:
                    for info in archive.infolist()[:MOST_FILES]:
                        if info.filename.lower().endswith((".fit", ".gpx", ".tcx")):
                            with archive.open(info) as member:
                                content = member.read(min(left[0], MOST_IN_ONE) + 1)
                            name, left[0] = info.filename.rpartition("/")[2], left[0] - len(content)
                            if left[0] < 0:
                                unread.append(f"{upload.name}: too much in it")
                                return
                            yield name, content
            except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError, ValueError):
                unread.append(upload.name)
        else:
            yield upload.name, upload.read()


def of_file(name, content, user):
    """The runs of one file. Raises UnreadableError."""
    kinds = {".fit": of_fit, ".gpx": of_gpx, ".tcx": of_tcx}
    read = kinds.get(name.lower()[-4:])
    if read is None or len(content) > MOST_IN_ONE:
        raise UnreadableError("Neither FIT nor GPX nor TCX, or too long.")
    try:
        return [done_run(*facts, user) for facts in read(content)]
    except UnreadableError:
        raise
    except Exception:  # Libraries raise anything for broken files.
        raise UnreadableError("It is damaged.") from None


def done_run(start, title, metres, seconds, user):
    """A Found for a run that began at `start`: by the local clock where `start` has an offset, else by the user's."""
    if start is None:
        raise UnreadableError("It does not say when.")
    at = start if start.utcoffset() else start.astimezone(user.zone)
    began, km = start.astimezone(dt.UTC), (metres or 0) / 1000
    return found(f"{began:%Y-%m-%dT%H:%M}", user.date_of(at), title, at.time(), km, seconds, True, began)


def of_fit(content):
    """Yields (start, title, metres, seconds) of the runs of a FIT file."""
    from fit_tool.fit_file import FitFile
    from fit_tool.profile.messages.activity_message import ActivityMessage
    from fit_tool.profile.messages.session_message import SessionMessage
    from fit_tool.profile.profile_type import Sport

    messages = [record.message for record in FitFile.from_bytes(content).records]
    zones = [zone_of(message) for message in messages if isinstance(message, ActivityMessage)]
    for message in messages:
        if isinstance(message, SessionMessage) and message.sport == Sport.RUNNING.value:
            start = message.start_time and dt.datetime.fromtimestamp(message.start_time / 1000, (zones or [dt.UTC])[0])
            seconds = message.total_timer_time or message.total_elapsed_time
            yield start, running.NO_TITLE, message.total_distance, seconds


FIT_EPOCH = 631_065_600
"""The seconds of 31 December 1989, from which FIT counts."""


def zone_of(activity):
    """The time zone (tzinfo) of the watch: the difference of its local time and UTC, both from the activity message.

    fit-tool gives the local time in seconds from 1989 (FIT_EPOCH), and UTC in milliseconds from 1970. The result is UTC
    if one of them is missing, or if they are more than 14 hours apart.
    """
    local, moment = activity.local_timestamp, activity.timestamp
    if not local or not moment:
        return dt.UTC
    quarters = round((local + FIT_EPOCH - moment / 1000) / 900)
    return dt.timezone(dt.timedelta(minutes=15 * quarters)) if abs(quarters) <= 14 * 4 else dt.UTC


def tree_of(content):
    """The root of an XML document without a document type, whatever names its tags have before a colon."""
    encoding = re.search(rb"encoding=[\"']([^\"']*)", content[:200])
    plain = b"\0" not in content and (not encoding or encoding[1].lower() in (b"utf-8", b"us-ascii"))
    if (
        not plain or content.count(b"<") > MOST_TAGS or b"<!DOCTYPE" in content or b"<!ENTITY" in content
    ):  # Entities could expand without end.
        raise UnreadableError("It holds what no file of a run holds.")
    root = ElementTree.fromstring(content)  # noqa: S314
    for element in root.iter():
        element.tag = str(element.tag).rpartition("}")[2]
    return root


def moment(text):
    """A moment in ISO 8601; without an offset it is in UTC."""
    at = dt.datetime.fromisoformat(text.strip().replace("Z", "+00:00"))
    return at if at.tzinfo else at.replace(tzinfo=dt.UTC)


def of_tcx(content):
    """Yields (start, title, metres, seconds) of the runs of a TCX file; laps are added up."""
    for activity in tree_of(content).iter("Activity"):
        if activity.get("Sport") == "Running":
            laps = activity.findall("Lap")
            metres = sum(float(lap.findtext("DistanceMeters") or 0) for lap in laps)
            seconds = sum(float(lap.findtext("TotalTimeSeconds") or 0) for lap in laps)
            yield moment(activity.findtext("Id") or laps[0].get("StartTime")), running.NO_TITLE, metres, seconds


def of_gpx(content):
    """Yields (start, title, metres, seconds) of the runs of a GPX file; the distance is measured along its points."""
    for track in tree_of(content).iter("trk"):
        kind = (track.findtext("type") or "running").lower()
        if "run" not in kind and kind != "9":  # 9 is what some write for running.
            continue
        points = [list(segment.iter("trkpt")) for segment in track.iter("trkseg")]
        metres = sum(way(segment) for segment in points)
        times = [moment(point.findtext("time")) for segment in points for point in segment if point.findtext("time")]
        if times:
            yield times[0], track.findtext("name") or running.NO_TITLE, metres, (times[-1] - times[0]).total_seconds()


def way(points):
    """Metres along points on the earth, taken as a sphere with a radius of 6,371 km."""
    from math import asin, cos, radians, sin, sqrt

    places = [(radians(float(point.get("lat"))), radians(float(point.get("lon")))) for point in points]
    metres = 0
    for (lat, lon), (lat2, lon2) in pairwise(places):
        half = sin((lat2 - lat) / 2) ** 2 + cos(lat) * cos(lat2) * sin((lon2 - lon) / 2) ** 2
        metres += 2 * 6_371_000 * asin(min(1, sqrt(half)))
    return metres
