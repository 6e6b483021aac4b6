"""Slows a process and its children down, as on a smaller machine: they run for part of the time only."""

import os
import signal
import threading
import time
from contextlib import contextmanager, suppress

TURN_S = 0.02
"""Ours: so short that each answer takes many turns on a slow machine, and long beside the clock's own steps."""


@contextmanager
def slowed(process, percent):
    """Let the session that `process` leads run for `percent` of the time, by stopping it; 100 leaves it alone."""
    over = threading.Event()

    def take_turns():
        with suppress(ProcessLookupError):
            while not over.is_set():
                os.killpg(process.pid, signal.SIGSTOP)
                time.sleep(TURN_S * (1 - percent / 100))
                os.killpg(process.pid, signal.SIGCONT)
                time.sleep(TURN_S * percent / 100)

    turns = threading.Thread(target=take_turns, daemon=True)
    if percent < 100:
        turns.start()
    try:
        yield
    finally:
        over.set()
        if turns.is_alive():
            turns.join()
