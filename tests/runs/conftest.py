"""Sites and files of runs, all our own."""

import io
import threading
import zipfile
from datetime import UTC, datetime

import pytest

from tests.runs.site import Site


@pytest.fixture
def site(settings):
    """A site in the household, which the settings allow to ask."""
    settings.PRIVATE_ADDRESSES = True
    with Site() as site:
        threading.Thread(target=site.serve_forever, args=(0.01,), daemon=True).start()
        yield site
        site.shutdown()


def calendar_of(*events):
    """A calendar of events, each a text of lines or (uid, start, title)."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Tests//EN"]
    for event in events:
        if isinstance(event, tuple):
            uid, start, title = event
            kind = ";VALUE=DATE" if len(start) == 8 else ""
            event = f"UID:{uid}\nDTSTAMP:20261101T000000Z\nDTSTART{kind}:{start}\nSUMMARY:{title}"
        lines += ["BEGIN:VEVENT", *event.strip().splitlines(), "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def gpx(start="2026-11-15T08:00:00Z", end="2026-11-15T09:00:00Z", name="Sunday with Jo", kind="running"):
    """A run one degree north along a meridian: 111.19 km, or a tenth of it."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<gpx xmlns="http://www.topografix.com/GPX/1/1" version="1.1"><trk><name>{name}</name><type>{kind}</type><trkseg>
<trkpt lat="50.0" lon="8.0"><time>{start}</time></trkpt><trkpt lat="50.1" lon="8.0"><time>{end}</time></trkpt>
</trkseg></trk></gpx>""".encode()


def tcx(start="2026-11-16T17:30:00Z", sport="Running"):
    """Two laps of 5 km, 25 minutes each."""
    lap = (
        f'<Lap StartTime="{start}"><TotalTimeSeconds>1500</TotalTimeSeconds><DistanceMeters>5000</DistanceMeters></Lap>'
    )
    return f"""<?xml version="1.0"?>
<TrainingCenterDatabase xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"><Activities>
<Activity Sport="{sport}"><Id>{start}</Id>{lap}{lap}</Activity></Activities></TrainingCenterDatabase>""".encode()


def fit(start=datetime(2026, 11, 17, 6, tzinfo=UTC), metres=8200.0, seconds=2700.0, sport=1, hours=None):
    """A FIT activity with one session, by a watch that is so many hours ahead of UTC, or does not say."""
    from fit_tool.fit_file_builder import FitFileBuilder
    from fit_tool.profile.messages.activity_message import ActivityMessage
    from fit_tool.profile.messages.file_id_message import FileIdMessage
    from fit_tool.profile.messages.session_message import SessionMessage

    first, session = FileIdMessage(), SessionMessage()
    first.type, first.manufacturer, first.time_created = 4, 255, round(start.timestamp() * 1000)
    session.sport, session.start_time, session.timestamp = sport, round(start.timestamp() * 1000), first.time_created
    session.total_distance, session.total_timer_time = metres, seconds
    builder = FitFileBuilder(auto_define=True)
    builder.add_all([first, session])
    if hours is not None:
        activity = ActivityMessage()
        activity.timestamp = first.time_created
        activity.local_timestamp = round(start.timestamp() + hours * 3600) - 631_065_600  # FIT's own epoch.
        builder.add(activity)
    return builder.build().to_bytes()


def zipped(**files):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, one in files.items():
            archive.writestr(name.replace("_", "."), one)
    return content.getvalue()
