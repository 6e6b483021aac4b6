"""A database that is locked, read-only, full or away: clear answers, nothing lost, well again without a restart."""

import os
import random
import signal
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from tests.faults import loggers
from tests.faults.conftest import Bench
from tests.faults.stores import SQLite
from tests.running import MANAGE, make_environment, manage


@pytest.fixture
def people(bench):
    """Eight who log while the test lasts; then every set of theirs must be there."""
    with loggers.logging(bench.site) as people:
        loggers.await_more(people)
        yield people
        loggers.await_more(people, len(people))


def refusals(people):
    """How often somebody was told to come back later."""
    return sum(one.answers[503] for one in people)


def await_refusal(people):
    """Wait until somebody is told to come back later."""
    before = refusals(people)
    while refusals(people) == before:
        assert all(one.is_alive() for one in people)
        time.sleep(0.05)


def post_guest(bench):
    """What a browser is told that wants to come in just now."""
    return bench.site.post(
        "/account/guest/", {"time_zone": "Europe/Berlin"}, **{"X-Forwarded-For": f"198.51.100.{random.randrange(250)}"}
    )


def check_refused(bench):
    """A browser is told to wait, keeps what it typed, and whoever watches over the site knows."""
    refused = post_guest(bench)
    assert (refused.status, refused.headers["Retry-After"]) == (503, "10")
    assert '<input type="hidden" name="time_zone" value="Europe/Berlin">' in refused.text
    while bench.site.get("/healthz/")[0] == 200:
        time.sleep(0.1)  # It writes once a second at most.


def check_well(bench):
    """It answers as ever, from the same processes."""
    while bench.site.get("/healthz/")[0] != 200:
        time.sleep(0.1)
    assert post_guest(bench).status == 303


def test_a_lock_of_3_seconds_is_waited_for(bench, far):
    with ThreadPoolExecutor() as pool:
        with bench.store.locked():
            answer = pool.submit(post_guest, bench)
            time.sleep(3 if far else 0.5)
        assert answer.result().status == 303


def test_a_lock_of_30_seconds_loses_nothing(bench, far, people, record_figure):
    if not far:
        pytest.skip("takes half a minute: is done with --faults")
    with bench.store.locked():
        until = time.monotonic() + 30
        check_refused(bench)
        assert bench.site.get("/exercises/")[0] == 200
        time.sleep(max(0, until - time.monotonic()))
    check_well(bench)
    record_figure(f"locked for 30 s on {bench.store.name}: answers “come back later”", refusals(people))
    loggers.check(people, bench.store, record_figure, f"locked for 30 s on {bench.store.name}")


def test_gone_and_back_it_needs_no_restart(bench, far, people, record_figure):
    with bench.store.away():
        await_refusal(people)
        check_refused(bench)
        time.sleep(10 if far else 0)
    check_well(bench)
    record_figure(f"gone on {bench.store.name}: answers “come back later”", refusals(people))
    loggers.check(people, bench.store, record_figure, f"gone on {bench.store.name}")


def test_a_worker_that_begins_while_it_is_gone_serves_once_it_is_back(bench):
    """Whoever was signed in still is. Where the data folder is gone as well, the worker and its clients wait for it."""
    main, cookie = bench.site.process.pid, loggers.Logger(bench.site).cookie
    with bench.store.away():
        (old,) = bench.site.workers()
        os.kill(old, signal.SIGKILL)
        while bench.site.workers() in ([], [old]):
            time.sleep(0.05)
        if not isinstance(bench.store, SQLite):
            check_refused(bench)
    check_well(bench)
    assert bench.site.get("/account/", Cookie=cookie)[0] == 200
    assert bench.site.process.pid == main


def test_one_that_can_only_be_read_says_so(bench, people, record_figure):
    if isinstance(bench.store, SQLite):
        pytest.skip("is done on a disk of its own")
    with bench.store.read_only():
        await_refusal(people)
        check_refused(bench)
        assert bench.site.get("/exercises/")[0] == 200
    check_well(bench)
    loggers.check(people, bench.store, record_figure, f"read-only on {bench.store.name}")


@contextmanager
def disk(folder, size):
    """A small disk of its own at this folder; skips where one may not be made."""
    folder.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], capture_output=True)
    if made.returncode:
        pytest.skip("only root may make a disk")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


def test_on_a_disk_that_is_full_or_read_only_it_loses_nothing(far, tmp_path, record_figure):
    if not far:
        pytest.skip("tests/test_storage_faults.py has it in small: is done with --faults")
    with disk(tmp_path / "disk", "100m") as folder, Bench(folder / "data", SQLite(folder / "data")) as bench:
        with loggers.logging(bench.site) as people:
            loggers.await_more(people)
            subprocess.run(["dd", "if=/dev/zero", f"of={folder / 'filler'}", "bs=64k"], capture_output=True)
            await_refusal(people)  # SQLite has a little room left in its log.
            check_refused(bench)
            (folder / "filler").unlink()
            check_well(bench)
            subprocess.run(["mount", "-o", "remount,ro", folder], check=False)
            loggers.await_more(people, len(people))
        record_figure("disk full: answers “come back later”", refusals(people))
        loggers.check(people, bench.store, record_figure, "disk full")


def test_a_copy_that_is_cut_off_is_none_and_harms_nothing(bench, kills, tmp_path, record_figure):
    """As when the power goes while a backup is made: no file with its name that is not whole, and the next one is."""
    kept = {"GLUTES_DATA": str(bench.data), **bench.store.environment}
    with loggers.logging(bench.site) as people:
        loggers.await_more(people)
        for number in range(kills // 3):
            command = [*MANAGE, "backup", tmp_path / str(number)]
            copy = subprocess.Popen(command, env=make_environment(**kept), start_new_session=True)
            while copy.poll() is None and not list(tmp_path.iterdir()):
                time.sleep(0.01)
            time.sleep(random.random() / 20)
            os.killpg(copy.pid, signal.SIGKILL)
            copy.wait()
            for left in tmp_path.iterdir():
                assert left.name.startswith(".") or bench.store.is_whole(left)
                left.unlink()
        assert manage("backup", tmp_path / "whole", **kept)[0] == 0
    record_figure(f"copies cut off on {bench.store.name}", kills // 3)
    loggers.check(people, bench.store, record_figure, f"copies cut off on {bench.store.name}")
