"""What a test run leaves behind: nothing."""

import os
import signal
import subprocess
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.cluster import find
from tests.running import MANAGE, make_environment

pytestmark = pytest.mark.database


@pytest.mark.skipif(not (find("initdb") and find_spec("psycopg")), reason="PostgreSQL or its driver is not installed")
def test_told_to_stop_a_run_on_postgresql_takes_its_server_away():
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o711)  # noqa: S103 (where root runs the tests, somebody else runs the server)
        command = [*MANAGE, "test", "--postgres", "tests/test_health.py"]
        run = subprocess.Popen(command, env=make_environment(TMPDIR=folder), stdout=subprocess.DEVNULL)
        while not (begun := list(Path(folder).glob("glutes-postgres-*/data/postmaster.pid"))):
            assert run.poll() is None
            time.sleep(0.05)
        number = int(begun[0].read_text().split()[0])
        run.send_signal(signal.SIGTERM)
        assert run.wait(timeout=60) == 128 + signal.SIGTERM
        assert list(Path(folder).glob("glutes-postgres-*")) == []
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)
