"""Intervals.icu: planned and done runs, with the member's own key. (Basic auth, the name is API_KEY; i0 is oneself.)"""

import base64
import datetime as dt
import json

from glutes.runs.decoding import AHEAD, BACK, UnreadableError, found
from glutes.runs.fetching import fetch
from glutes.runs.secret import unlocked

SITE = "https://intervals.icu"
RUNS = ("Run", "TrailRun", "VirtualRun")


def runs(source, today):
    """The runs from 40 days ago to 200 days ahead. Raises FetchError or UnreadableError."""
    key = unlocked(source.locked_key)
    if not key:
        raise UnreadableError("The key cannot be read any more: type it again.")
    span = f"oldest={today - BACK}&newest={today + AHEAD}"
    done = ask(key, f"activities?oldest={today - BACK}&newest={today}")
    planned = ask(key, f"events?{span}&category=WORKOUT,RACE_A,RACE_B,RACE_C")
    return [*of_rows(done, "start_date_local", done=True), *of_rows(planned, "start_date_local", done=False)]


def ask(key, what):
    """The rows that the site answers with."""
    name = base64.b64encode(f"API_KEY:{key}".encode()).decode()
    headers = {"Authorization": f"Basic {name}", "Accept": "application/json"}
    try:
        rows = json.loads(fetch(f"{SITE}/api/v1/athlete/0/{what}", headers))
    except (ValueError, RecursionError):
        rows = None
    if not isinstance(rows, list):
        raise UnreadableError("Intervals.icu answers something else than runs.")
    return [row for row in rows if isinstance(row, dict)]


def of_rows(rows, when, done):
    """Yields a Found for each row that is a run and says when it is."""
    for row in rows:
        category = str(row.get("category") or "")
        if row.get("type") not in RUNS and not category.startswith("RACE"):
            continue
        try:
            start = dt.datetime.fromisoformat(str(row[when])).replace(tzinfo=None)
            metres = row.get("distance") if done else row.get("distance_target") or row.get("distance")
            seconds = row.get("moving_time") if done else row.get("time_target") or row.get("moving_time")
            title = str(row.get("name") or "Run")
            title = title if not category.startswith("RACE") or "race" in title.lower() else f"{title} (race)"
            time = start.time() if start.time() != dt.time() else None
            km = float(metres or 0) / 1000
            yield found(
                f"{'done' if done else 'plan'}/{row['id']}", start.date(), title, time, km, float(seconds or 0), done
            )
        except (KeyError, ValueError, TypeError, OverflowError):
            continue
