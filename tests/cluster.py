"""A PostgreSQL server of our own for a test run: made in a moment, gone afterwards."""

import os
import pwd
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

from tests.running import make_port

MISSING = "PostgreSQL's server is missing: install it (Debian, Ubuntu: apt install postgresql), then repeat."
OPTIONS = "-c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off -c max_connections=200"
"""Nobody keeps its data, so nothing waits for the disk."""


def find(program):
    """Where a program of the server is; Debian keeps them off the PATH. None if there is none."""
    beside = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"))
    return shutil.which(program) or (str(beside[-1]) if beside else None)


def as_nobody_special(command, owner):
    """The command as PostgreSQL wants to be run: not by root."""
    return ["setpriv", f"--reuid={owner}", f"--regid={owner}", "--clear-groups", *command] if owner else command


@contextmanager
def cluster():
    """A server that runs inside the block; gives its address, as DATABASE_URL wants it. SystemExit if there is none."""
    if not find("initdb"):
        raise SystemExit(MISSING)
    owner = pwd.getpwnam("nobody").pw_uid if os.geteuid() == 0 else None
    folder, port = Path(tempfile.mkdtemp(prefix="glutes-postgres-")), make_port()
    try:
        if owner:
            os.chown(folder, owner, -1)
        data, log = folder / "data", folder / "log"
        make = [find("initdb"), "-D", data, "-U", "glutes", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"]
        run(as_nobody_special(make, owner), folder)
        start = [find("pg_ctl"), "-D", data, "-l", log, "-w", "-o", f"-p {port} {OPTIONS}"]
        run(as_nobody_special([*start, "start"], owner), folder)
        try:
            yield f"postgres://glutes@127.0.0.1:{port}/postgres"
        finally:
            run(as_nobody_special([find("pg_ctl"), "-D", data, "-m", "immediate", "stop"], owner), folder)
    finally:
        shutil.rmtree(folder)


def run(command, folder):
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
