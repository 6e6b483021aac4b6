"""`manage.py test`: runs every test, from unit to browser, with pytest on all cores; arguments are passed to pytest.

`--postgres` as the first argument runs the tests that concern the database on a PostgreSQL server made for them;
`--pgbouncer` puts PgBouncer in transaction mode before it. `--faults` as the first argument runs the long tests of
faults: kills, silent clients, failing databases, random requests.
"""

import importlib.util
import os
import signal
import subprocess
import sys
from contextlib import ExitStack

from django.conf import settings
from django.core.management.base import BaseCommand

EVERYTHING = ("-n", "auto", "--maxprocesses", "4", "--dist", "loadgroup", "--durations", "10")
"""Grouped as tests/conftest.py says; at the end the ten slowest."""
ELSEWHERE = ("browser", "test_start.py", "test_backup.py")
USING_DATABASE = ("-m", "database", *(f"--ignore=tests/{name}" for name in ELSEWHERE))
"""Every test that uses the database (see tests/conftest.py). Left out are those whose site or file is on SQLite anyway,
and those with a browser: .ci/run runs two files of them on PostgreSQL."""
FAULTS = ("faults", "fuzz", "test_start.py", "test_storage_faults.py", "test_asgi.py", "test_backup.py")
"""The tests that `--faults` runs."""


class Command(BaseCommand):
    """Hand over to pytest."""

    help = "Runs every test; takes pytest's arguments. --postgres first: on PostgreSQL. --faults first: does harm."

    def run_from_argv(self, argv):
        """Go on as pytest, so that its options and its exit code are its own."""
        if not importlib.util.find_spec("pytest"):
            sys.exit("pytest is missing here: pip install --require-hashes -r requirements/dev.txt")
        os.chdir(settings.BASE_DIR)
        # Images of containers set it; the hundreds of processes of a run would each compile the same modules anew.
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        arguments = joined(argv[2:])
        pytest = [sys.executable, "-m", "pytest"]
        if arguments[:1] == ["--faults"]:
            files = [] if any(each.startswith("tests") for each in arguments) else [f"tests/{name}" for name in FAULTS]
            os.execv(sys.executable, [*pytest, *arguments, *files])
        if arguments[:1] not in (["--postgres"], ["--pgbouncer"]):
            os.execv(sys.executable, [*pytest, *(arguments or EVERYTHING)])
        from tests.cluster import cluster, pooled

        signal.signal(signal.SIGTERM, lambda *told: sys.exit(128 + signal.SIGTERM))  # So that the server is removed.
        chosen = arguments[1:]
        if all(each.startswith(("--ignore=", "--sample=", "--cases=")) for each in chosen):
            chosen = [*EVERYTHING, *USING_DATABASE, *chosen]
        with ExitStack() as stack:
            address = stack.enter_context(cluster("-c full_page_writes=off -c synchronous_commit=off"))
            if arguments[0] == "--pgbouncer":
                address = stack.enter_context(pooled(address))
            done = subprocess.run([*pytest, *chosen], env=os.environ | {"DATABASE_URL": address})
        sys.exit(done.returncode)


def joined(arguments):
    """The arguments, with `--sample 3` as `--sample=3`: pytest would take the 3 for a file, and look no further."""
    if "--sample" not in arguments:
        return arguments
    at = arguments.index("--sample")
    return [*arguments[:at], "=".join(arguments[at : at + 2]), *arguments[at + 2 :]]
