"""How long the pages that show a history take, after 1, 150 and 1,500 sessions.

Run by hand, with `python3 manage.py test tests/benchmarks/pages.py -s`; no time is too long to pass.
"""

from datetime import timedelta
from statistics import median
from time import perf_counter

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from glutes.routines.models import Routine
from tests.make import make_log, make_plan_day, make_user

SESSIONS = (1, 150, 1500)
TIMES = 7


@pytest.mark.django_db
def test_every_page_is_measured():
    call_command("load_catalogue", verbosity=0)
    columns = [measured(sessions) for sessions in SESSIONS]
    print(f"\n{'median ms / queries':40}" + "".join(f"{sessions:>9} sessions" for sessions in SESSIONS))
    for name in columns[0]:
        print(f"{name:40}" + "".join(f"{ms:>11.0f} / {queries:>4}" for ms, queries in (one[name] for one in columns)))


def measured(sessions):
    """Median milliseconds and queries of every page, by name, for somebody with so many sessions."""
    user, now = make_user(), timezone.now()
    routine = Routine.objects.get(slug="living-room-five").copy_for(user)
    for weekday in (0, 2, 4):
        make_plan_day(user, weekday, routine)
    *_, latest = make_log(user, routine, sessions, last=now - timedelta(days=1))
    phone = Client()
    phone.force_login(user)
    row = latest.exercises.filter(block="main").select_related("exercise").first()
    main = row.exercise.slug
    pages = {
        "today": "/",
        "history": f"/workouts/?month={latest.day:%Y-%m}",
        "summary": latest.get_absolute_url(),
        "sheet": f"{latest.get_absolute_url()}?correct",
        "start": f"/workouts/start/?routine={routine.pk}",
        "progress": "/progress/",
        "progress of an exercise": f"/progress/{main}/",
        "exercise": f"/exercises/{main}/",
        "plan": "/plan/",
        "account": "/account/",
        "sets.csv": "/account/sets.csv",
        "export.json": "/account/export.json",
    }
    answers = {name: lambda url=url: phone.get(url) for name, url in pages.items()}
    sets, json = f"{latest.get_absolute_url()}sets/", {"accept": "application/json"}
    done = {"slot": row.slot, "number": 1, "side": row.exercise.log_sides[0], row.measure: 10}
    answers["a set"] = lambda: phone.post(sets, done, headers=json)
    return {name: timed(ask) for name, ask in answers.items()}


def timed(ask):
    """Median milliseconds and the number of queries of an answer, read to its end."""
    ask()
    with CaptureQueriesContext(connection) as queries:
        read(ask())
    count, took = len(queries), []
    for _ in range(TIMES):
        began = perf_counter()
        read(ask())
        took.append(perf_counter() - began)
    return 1000 * median(took), count


def read(answer):
    assert answer.status_code == 200
    return b"".join(answer) if answer.streaming else answer.content
