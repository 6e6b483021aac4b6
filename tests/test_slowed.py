"""The bench on a smaller board: the site is stopped and goes on, turn by turn."""

import os
import signal
import subprocess
import sys

import pytest

from glutes.management.slowed import slowed


@pytest.fixture
def process():
    busy = subprocess.Popen([sys.executable, "-c", "while True: pass"], start_new_session=True)
    yield busy
    busy.kill()
    busy.wait()


def test_a_slowed_process_is_stopped_and_goes_on_and_is_left_going(process):
    with slowed(process, 25):
        for _ in range(3):
            assert os.WIFSTOPPED(os.waitpid(process.pid, os.WUNTRACED)[1])
            assert os.WIFCONTINUED(os.waitpid(process.pid, os.WCONTINUED)[1])
    while (seen := os.waitpid(process.pid, os.WUNTRACED | os.WCONTINUED | os.WNOHANG))[0]:
        assert not os.WIFEXITED(seen[1])
    assert process.poll() is None


def test_one_that_ends_meanwhile_does_no_harm(process):
    with slowed(process, 50):
        os.kill(process.pid, signal.SIGKILL)
        process.wait()


def test_a_whole_processor_is_no_turns(process):
    with slowed(process, 100):
        assert os.waitpid(process.pid, os.WUNTRACED | os.WNOHANG) == (0, 0)
