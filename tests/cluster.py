"""PostgreSQL for a test run: a server of our own, a pooler before it, a copy that follows it; gone afterwards."""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from tests.running import listens, make_port

MISSING = "PostgreSQL's server is missing: install it (Debian, Ubuntu: apt install postgresql), then repeat."
NO_POOLER = "PgBouncer is missing: install it (Debian, Ubuntu: apt install pgbouncer), then repeat."
OPTIONS = "-c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off -c max_connections=200"
"""Nobody keeps its data, so nothing waits for the disk."""
NOBODY = pwd.getpwnam("nobody").pw_uid if os.geteuid() == 0 else None
"""Whom root lets it run as: PostgreSQL and its pooler refuse to run as root."""
POOLER = """[databases]
* = host=127.0.0.1 port={server}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = trust
auth_file = {users}
pool_mode = transaction
max_client_conn = 1000
"""


def find(program):
    """Where a program of the server is; Debian keeps them off the PATH. None if there is none."""
    beside = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"))
    return shutil.which(program, path=f"{os.environ['PATH']}:/usr/sbin") or (str(beside[-1]) if beside else None)


@contextmanager
def cluster(options=""):
    """A server that runs inside the block; gives its address, as DATABASE_URL wants it. SystemExit if there is none.

    `options` are more of its own, such as "-c fsync=on".
    """
    if not find("initdb"):
        raise SystemExit(MISSING)
    with own_folder() as folder:
        data = folder / "data"
        run(folder, find("initdb"), "-D", data, "-U", "glutes", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
        with served(folder, options) as address:
            yield address


@contextmanager
def replica(address):
    """A server that follows the one at this address and can only be read, inside the block; gives its address."""
    with own_folder() as folder:
        run(folder, find("pg_basebackup"), "-D", folder / "data", "-R", "-c", "fast", "-d", address)
        with served(folder) as own:
            yield own


@contextmanager
def pooled(address):
    """PgBouncer before the server at this address, where each transaction may meet another connection.

    Gives its own address, as DATABASE_URL wants it. SystemExit if there is none.
    """
    pgbouncer, port = find("pgbouncer"), make_port()
    if not pgbouncer:
        raise SystemExit(NO_POOLER)
    with own_folder() as folder:
        config, users = folder / "pgbouncer.ini", folder / "users"
        config.write_text(POOLER.format(server=urlsplit(address).port, port=port, users=users))
        users.write_text('"glutes" ""\n')
        process = subprocess.Popen(as_nobody([pgbouncer, "--quiet", config]), cwd=folder)
        try:
            while process.poll() is None and not listens(port):
                time.sleep(0.02)
            yield urlsplit(address)._replace(netloc=f"glutes@127.0.0.1:{port}").geturl()
        finally:
            process.terminate()
            process.wait()


@contextmanager
def served(folder, options=""):
    """The server whose data is in this folder, inside the block; gives its address."""
    port = make_port()
    control = [find("pg_ctl"), "-D", folder / "data", "-l", folder / "log", "-w"]
    try:
        run(folder, *control, "-o", f"-p {port} {OPTIONS} {options}", "start")
        yield f"postgres://glutes@127.0.0.1:{port}/postgres"
    finally:
        run(folder, *control, "-m", "immediate", "stop")


@contextmanager
def own_folder():
    """A folder of whoever the server runs as, inside the block."""
    with tempfile.TemporaryDirectory(prefix="glutes-postgres-", ignore_cleanup_errors=True) as folder:
        if NOBODY:
            os.chown(folder, NOBODY, -1)
        yield Path(folder)


def as_nobody(command):
    """The command as PostgreSQL wants to be run."""
    return ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", *command] if NOBODY else command


def run(folder, *command):
    subprocess.run(as_nobody(command), cwd=folder, check=True, stdout=subprocess.DEVNULL)
