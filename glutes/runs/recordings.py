"""Reads runs from what watches and apps recorded: FIT, GPX and TCX files, and zips of those.

All of it comes from outside: invalid content raises UnreadableError, with a sentence for the sender.
"""

import datetime as dt
import logging
import re
import time
import zipfile
from itertools import islice, pairwise
from xml.etree import ElementTree
from xml.parsers import expat

from glutes.rules.week import running
from glutes.runs.decoding import UnreadableError, found

logger = logging.getLogger(__name__)

MOST_FILES = 1000
MOST_NAMED = 10 * MOST_FILES
"""Ours: files in a zip, those that are no runs included. Its list of names is read whole: one of 20 MB takes 130 MB."""
ENTRY = b"PK\1\2"
"""What each entry of that list begins with."""
MOST_UNPACKED = 200_000_000
MOST_IN_ONE = 20_000_000
"""Ours: bytes of one file in a zip, as of one that comes by itself: a day of running, second by second."""
MOST_TAGS = 2_000_000
"""Ours: twice the tags of a GPX file of that size. In memory a tag takes up to thirty times its own length."""
SECONDS = 60
"""Ours: how long files are read in one request. What is left then is named, to be brought in smaller parts."""


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
            if sum(piece.count(ENTRY) for piece in upload.chunks()) > MOST_NAMED:
                unread.append(f"{upload.name}: too much in it")
                continue
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
            except Exception:  # What unpacks it raises anything for broken files.
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
    except (expat.ExpatError, ValueError, ArithmeticError):
        raise UnreadableError("It is damaged.") from None
    except Exception:
        logger.exception("A file of a run was not read.")
        raise UnreadableError("Reading it failed, which is a fault of this site: its log says more.") from None


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

    try:
        messages = [record.message for record in FitFile.from_bytes(content).records]
    except Exception:  # The library raises anything for damaged ones.
        raise UnreadableError("It is damaged.") from None
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
    """The root of an XML document without a document type, whatever names its tags have before a colon.

    The name before a colon stands for an address, which ElementTree writes out in full before each tag: a file of 1 MB
    with a long one takes 6 s.
    """
    encoding = re.search(rb"encoding=[\"']([^\"']*)", content[:200])
    plain = b"\0" not in content and (not encoding or encoding[1].lower() in (b"utf-8", b"us-ascii"))
    if (
        not plain or content.count(b"<") > MOST_TAGS or b"<!DOCTYPE" in content or b"<!ENTITY" in content
    ):  # Entities could expand without end.
        raise UnreadableError("It holds what no file of a run holds.")
    builder, parser = ElementTree.TreeBuilder(), expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = lambda tag, attributes: builder.start(tag.rpartition(":")[2], attributes)
    parser.EndElementHandler = lambda tag: builder.end(tag.rpartition(":")[2])
    parser.CharacterDataHandler = builder.data
    parser.Parse(content, True)
    return builder.close()


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
            begun = [activity.findtext("Id"), *(lap.get("StartTime") for lap in laps)]
            yield moment(next(filter(None, begun), "")), running.NO_TITLE, metres, seconds


def of_gpx(content):
    """Yields (start, title, metres, seconds) of the runs of a GPX file; the distance is measured along its points."""
    for track in tree_of(content).iter("trk"):
        kind = (track.findtext("type") or "running").lower()
        if "run" not in kind and kind != "9":  # 9 is what some write for running.
            continue
        points = [segment.findall("trkpt") for segment in track.findall("trkseg")]
        metres = sum(way(segment) for segment in points)
        times = [moment(point.findtext("time")) for segment in points for point in segment if point.findtext("time")]
        if times:
            yield times[0], track.findtext("name") or running.NO_TITLE, metres, (times[-1] - times[0]).total_seconds()


def way(points):
    """Metres along points on the earth, taken as a sphere with a radius of 6,371 km."""
    from math import asin, cos, radians, sin, sqrt

    places = [(radians(float(point.get("lat", ""))), radians(float(point.get("lon", "")))) for point in points]
    metres = 0
    for (lat, lon), (lat2, lon2) in pairwise(places):
        half = sin((lat2 - lat) / 2) ** 2 + cos(lat) * cos(lat2) * sin((lon2 - lon) / 2) ** 2
        metres += 2 * 6_371_000 * asin(min(1, sqrt(half)))
    return metres
