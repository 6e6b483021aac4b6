"""People who log one set after the other, whatever happens to the site, and know which sets were acknowledged."""

import http.client
import itertools
import random
import threading
import time
from collections import Counter
from contextlib import contextmanager
from datetime import UTC, datetime
from urllib.parse import urlencode
from uuid import uuid4

from tests.running import TOKEN

EXERCISE = "leg-raise"
SETS_A_WORKOUT = 40
numbers = itertools.count(1)


class Logger(threading.Thread):
    """A guest who sends each set until it is acknowledged, as a phone does.

    A set is (workout, slot, number, reps). `sent` and `acknowledged` hold sets, `answers` counts statuses; None stands
    for no answer at all. `asked` is set once a request is on its way.
    """

    def __init__(self, site):
        super().__init__(daemon=True)
        self.port, self.chance = site.port, random.Random()
        # From an address of their own: only so many guests are let in from each.
        came = site.post("/account/guest/", **{"X-Forwarded-For": f"192.0.2.{next(numbers) % 250}"})
        assert came.status == 303, came.text
        cookies = (cookie.partition(";")[0] for cookie in came.headers.get_all("Set-Cookie"))
        self.cookie = next(cookie for cookie in cookies if cookie.startswith("sessionid="))
        self.sent, self.acknowledged, self.answers = [], [], Counter()
        self.asked, self.enough = threading.Event(), threading.Event()

    def run(self):
        while not self.enough.is_set():
            workout, started = uuid4(), datetime.now(UTC).isoformat()
            for at in range(SETS_A_WORKOUT):
                self.log(workout, started, (at // 10, at % 10 + 1, self.chance.randint(1, 500)))

    def log(self, workout, started, done):
        """Send a set until it is acknowledged, or it has been enough."""
        one, (slot, number, reps) = (workout.hex, *done), done
        fields = {"slot": slot, "number": number, "reps": reps, "exercise": EXERCISE, "started": started}
        fields |= {"logged_at": datetime.now(UTC).isoformat(), "csrfmiddlewaretoken": TOKEN}
        while not self.enough.is_set():
            self.sent += [one] if one not in self.sent[-1:] else []
            status = self.post(f"/workouts/{workout}/sets/", fields)
            self.answers[status] += 1
            if status == 200:
                self.acknowledged.append(one)
                return
            assert status in (503, None), status
            time.sleep(0.5 if status else 0.05)

    def post(self, path, fields):
        """The status of the answer, once all of it is there; None if it breaks off, or there is none."""
        headers = {"Cookie": f"csrftoken={TOKEN}; {self.cookie}", "Accept": "application/json", "Connection": "close"}
        headers |= {"Origin": f"http://127.0.0.1:{self.port}", "Content-Type": "application/x-www-form-urlencoded"}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("POST", path, urlencode(fields), headers)
            self.asked.set()
            answer = connection.getresponse()
            answer.read()
            return answer.status
        except (OSError, http.client.HTTPException):
            return None
        finally:
            connection.close()


@contextmanager
def logging(site, people=8):
    """So many loggers, who log inside the block."""
    loggers = [Logger(site) for _ in range(people)]
    for logger in loggers:
        logger.start()
    try:
        yield loggers
    finally:
        for logger in loggers:
            logger.enough.set()
        for logger in loggers:
            logger.join()


def acknowledged(loggers):
    """How many sets were acknowledged so far."""
    return sum(len(logger.acknowledged) for logger in loggers)


def await_more(loggers, more=1):
    """Wait until so many more sets are acknowledged: the site is at work (again)."""
    before = acknowledged(loggers)
    while acknowledged(loggers) < before + more:
        assert all(logger.is_alive() for logger in loggers)
        time.sleep(0.02)


def check(loggers, store, record, what):
    """Every acknowledged set is stored, once and as it was sent, and nothing else is; writes down the figures.

    They may go on logging meanwhile: what is acknowledged is asked first, what was sent last.
    """
    told, everybodys = {one for logger in loggers for one in logger.acknowledged}, store.sets()
    sent = {one for logger in loggers for one in logger.sent}
    found = [one for one in everybodys if one[0] in {workout for workout, *_ in sent}]
    places = Counter(one[:3] for one in found)
    record(f"{what}: sets acknowledged", len(told))
    record(f"{what}: of them found", len(told & set(found)))
    record(f"{what}: sets found twice", sum(many - 1 for many in places.values()))
    assert told - set(found) == set()
    assert set(found) - sent == set()
    assert [place for place, many in places.items() if many > 1] == []
