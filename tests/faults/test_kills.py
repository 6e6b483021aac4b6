"""Killed at random moments while eight people log: every set that was acknowledged is there, once."""

import os
import random
import signal
import time

from tests.faults import loggers
from tests.running import await_free


def kill_a_worker(bench):
    """The main process starts another one."""
    os.kill(random.choice(bench.site.workers()), signal.SIGKILL)


def kill_the_main_process(bench):
    """Its workers end by themselves, and the port is free."""
    bench.site.process.kill()
    bench.site.process.communicate()
    await_free(bench.site.port)
    bench.start_again()


def kill_everything(bench):
    bench.site.kill()
    bench.start_again()


WAYS = [kill_a_worker, kill_the_main_process, kill_everything]


def test_what_was_acknowledged_is_there_once(bench, kills, record_figure):
    with loggers.logging(bench.site) as people:
        for number in range(kills):
            loggers.await_more(people)
            time.sleep(random.random() / 2)
            WAYS[number % len(WAYS)](bench)
        loggers.await_more(people, len(people))
    what = f"kills on {bench.store.name}"
    record_figure(what, kills)
    record_figure(f"{what}: posts that got no answer", sum(logger.answers[None] for logger in people))
    loggers.check(people, bench.store, record_figure, what)


def test_stopped_kindly_it_finishes_what_it_began(bench, record_figure):
    """Four posts wait for the database when it is told to stop: each of them gets its answer."""
    people = [loggers.Logger(bench.site) for _ in range(4)]
    with bench.store.locked():
        for one in people:
            one.start()
        for one in people:
            assert one.asked.wait(60)
        assert bench.site.get("/offline/")[0] == 200  # It came in after them, so they are in.
        bench.site.process.send_signal(signal.SIGTERM)
        for one in people:
            one.enough.set()
        time.sleep(0.5)
    for one in people:
        one.join()
    said, errors = bench.site.process.communicate(timeout=60)
    ended = bench.site.process.returncode
    bench.start_again()
    assert (ended, "Traceback" in said + errors) == (0, False)
    assert [dict(one.answers) for one in people] == [{200: 1}] * len(people)
    record_figure(f"stopped under load on {bench.store.name}: requests under way, all answered", len(people))
    loggers.check(people, bench.store, record_figure, f"stopped under load on {bench.store.name}")
