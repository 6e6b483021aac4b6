"""Intervals.icu, with the member's own key: planned and done runs come from there, sessions can be sent there.

After its own description (https://intervals.icu/api-docs.html, OpenAPI v1.0.0) and its author's guides ("API access to
Intervals.icu" and "Uploading planned workouts", forum.intervals.icu/t/609 and /63624):

- Basic auth with the name API_KEY; athlete 0 is whoever the key belongs to.
- `activities` (done): `type`, `start_date_local`, `start_date` (in UTC), `name`, `distance` in m, `moving_time` in s.
  Of what it has from Strava it answers with an empty stub, without a type: such runs do not come.
- `events` (planned): the same, with `category` WORKOUT or RACE_A to RACE_C; `distance_target` and `time_target` are
  what was asked for, `distance` and `moving_time` what its steps add up to.
- `events/bulk?upsert=true` replaces what has the same `external_id`; a FIT file goes as `file_contents_base64`, from
  which it works out the rest. Its own text for workouts knows no exercises.
- A file posted to `activities` is told from others by a hash of its bytes: the same once more answers 200 and makes
  nothing, a new one answers 201. Names are cut at 80 letters there, as here.
"""

import base64
import datetime as dt
import json
import secrets
from urllib.parse import urlencode

from glutes.runs.decoding import AHEAD, BACK, UnreadableError, found
from glutes.runs.fetching import fetch
from glutes.runs.secret import unlocked

SITE = "https://intervals.icu"
RUNS = ("Run", "TrailRun", "VirtualRun")


def runs(source, today):
    """The runs from 40 days ago to 200 days ahead. Raises FetchError or UnreadableError."""
    key = key_of(source)
    span = f"oldest={today - BACK}&newest={today + AHEAD}"
    done = ask(key, f"activities?oldest={today - BACK}&newest={today}")
    planned = ask(key, f"events?{span}&category=WORKOUT,RACE_A,RACE_B,RACE_C")
    return [*of_rows(done, source.user, done=True), *of_rows(planned, source.user, done=False)]


def key_of(source):
    """Its key. Raises UnreadableError."""
    key = unlocked(source.locked_key)
    if not key:
        raise UnreadableError("The key cannot be read any more: type it again.")
    return key


def headers_for(key, **more):
    """The headers of a request with this key (Basic auth)."""
    name = base64.b64encode(f"API_KEY:{key}".encode()).decode()
    return {"Authorization": f"Basic {name}", "Accept": "application/json"} | more


def send_plans(source, plans):
    """Puts sessions on days there: (id, date, name, FIT file) each. Sent again, one of the same id is replaced.

    Raises FetchError or UnreadableError.
    """
    rows = [
        {
            "category": "WORKOUT",
            "type": "WeightTraining",
            "start_date_local": f"{day}T00:00:00",
            "name": name,
            "external_id": external_id,
            "filename": f"{external_id}.fit",
            "file_contents_base64": base64.b64encode(content).decode(),
        }
        for external_id, day, name, content in plans
    ]
    headers = headers_for(key_of(source), **{"Content-Type": "application/json"})
    fetch(f"{SITE}/api/v1/athlete/0/events/bulk?upsert=true", headers, json.dumps(rows).encode())


def send_activity(source, external_id, name, content):
    """Sends what was done, as a FIT file. Raises FetchError or UnreadableError."""
    edge = secrets.token_hex(16)
    head = f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{external_id}.fit"\r\n'
    body = f"{head}Content-Type: application/octet-stream\r\n\r\n".encode() + content + f"\r\n--{edge}--\r\n".encode()
    headers = headers_for(key_of(source), **{"Content-Type": f"multipart/form-data; boundary={edge}"})
    said = urlencode({"name": name, "external_id": external_id})
    fetch(f"{SITE}/api/v1/athlete/0/activities?{said}", headers, body)


def ask(key, what):
    """The rows (dicts) that the site answers with. Raises FetchError or UnreadableError."""
    try:
        rows = json.loads(fetch(f"{SITE}/api/v1/athlete/0/{what}", headers_for(key)))
    except (ValueError, RecursionError):
        rows = None
    if not isinstance(rows, list):
        raise UnreadableError("Intervals.icu answers something else than runs.")
    return [row for row in rows if isinstance(row, dict)]


def of_rows(rows, user, done):
    """Yields a Found for each row that is a run and says when it is."""
    for row in rows:
        category = str(row.get("category") or "")
        if row.get("type") not in RUNS and not category.startswith("RACE"):
            continue
        try:
            start = dt.datetime.fromisoformat(str(row["start_date_local"])).replace(tzinfo=None)
            began = dt.datetime.fromisoformat(str(row["start_date"])) if done and row.get("start_date") else None
            began = began and began.replace(tzinfo=began.tzinfo or dt.UTC)
            metres = row.get("distance") if done else row.get("distance_target") or row.get("distance")
            seconds = row.get("moving_time") if done else row.get("time_target") or row.get("moving_time")
            title = str(row.get("name") or "Run")
            title = title if not category.startswith("RACE") or "race" in title.lower() else f"{title} (race)"
            time = start.time() if start.time() != dt.time() else None
            km = float(metres or 0) / 1000
            day = user.date_of(start) if done and time else start.date()
            yield found(
                f"{'done' if done else 'plan'}/{row['id']}", day, title, time, km, float(seconds or 0), done, began
            )
        except (KeyError, ValueError, TypeError, OverflowError):
            continue
