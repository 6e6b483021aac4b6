"""How long 100,000 rows of another app take to come in, what they need, and how long a set waits meanwhile.

Run by hand, with `python3 manage.py test tests/benchmarks/imports.py -s`; no time is too long to pass.
"""

import threading
import time
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection, connections
from django.test import Client

from glutes.exchange import storing
from glutes.exchange.forms import BringForm
from glutes.exchange.pages.import_look import look_page
from glutes.exchange.receiving import received
from tests.make import make_exercise, make_log_file, make_user, make_workout

ROWS = 100_000


@pytest.mark.django_db(transaction=True)
def test_imports():
    call_command("load_catalogue", verbosity=0)
    user, text = make_user(), make_log_file(ROWS)
    print(f"\n{ROWS:,} rows, {len(text) / 1e6:.1f} MB")
    one = measured("looked over", lambda: received(user, SimpleUploadedFile("hevy.csv", text)))
    form = BringForm({"unit": "kg"}, page=look_page(one))
    assert form.is_valid()
    storing.begin(one, form.choices())
    logger, waits, stop = make_user(), [], threading.Event()
    workout = make_workout(logger, [make_exercise()])
    meanwhile = threading.Thread(target=log_sets, args=(logger, workout, waits, stop))
    meanwhile.start()
    measured("stored", lambda: storing.bring_in(one))
    stop.set()
    meanwhile.join()
    print(f"{'sets logged meanwhile':24}{len(waits):>8}, the slowest in {1000 * max(waits):.0f} ms, median "
          f"{1000 * sorted(waits)[len(waits) // 2]:.0f} ms")  # fmt: skip
    assert one.sets == ROWS
    measured("undone", lambda: storing.undo(one))


def measured(what, act):
    """What it returns; prints its seconds, its queries and how much the memory of this process grew."""
    count, over, grown = [], threading.Event(), []
    watch = threading.Thread(target=watch_memory, args=(over, grown))
    watch.start()
    with connection.execute_wrapper(lambda execute, *more: count.append(1) or execute(*more)):
        began = time.perf_counter()
        found = act()
        took = time.perf_counter() - began
    over.set()
    watch.join()
    print(f"{what:24}{took:>8.1f} s, {len(count):>6} queries, {max(grown) - grown[0]:>6.0f} MB more memory at most")
    return found


def watch_memory(over, grown):
    """Notes again and again how many MB of memory this process has (Linux)."""
    while not over.wait(0.02) or not grown:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        grown.append(pages * 4096 / 1e6)


def log_sets(user, workout, waits, stop):
    """Logs a set now and then, as a phone does."""
    phone, number = Client(), 0
    phone.force_login(user)
    while not stop.is_set():
        number += 1
        began = time.perf_counter()
        fields = {"slot": 0, "number": number % 90 + 1, "reps": 10}
        answer = phone.post(f"{workout.get_absolute_url()}sets/", fields, headers={"accept": "application/json"})
        waits.append(time.perf_counter() - began)
        assert answer.status_code == 200
        time.sleep(0.2)
    connections.close_all()
