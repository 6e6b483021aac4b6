"""Makes `manage.py` work on a machine that has nothing but Python. Standard library only."""

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "glutes.json"
LOG = VENV / "install.log"
PYTHON_VERSION = "{}.{}".format(*sys.version_info)

NETWORK_WORDS = ("connection", "name resolution", "network", "timed out", "dns error", "proxy", "certificate", "ssl")


def ensure_packages(argv):
    """Return if this Python has the packages; else run `argv` again with the Python of `.venv`, made or filled first.

    An active virtualenv that can import Django is used as it is. `.venv` holds a stamp that says what is installed:
    it is removed before anything is changed and written last, so an interrupted set-up is done again. Exits with one
    sentence if `.venv` cannot be made.
    """
    if has_packages():
        return
    if Path(sys.prefix).resolve() == VENV:
        STAMP.unlink(missing_ok=True)
        sys.exit("The virtualenv .venv is incomplete: run this again with the system's own python3 to make it anew.")
    wanted = fingerprints(requirement_files(argv))
    try:
        if not wanted.items() <= read_stamp().items():
            set_up(wanted)
        os.execv(PYTHON, [str(PYTHON), *argv])
    except KeyboardInterrupt:
        sys.exit("\nInterrupted: the next start will set up the packages again.")
    except OSError as error:
        sys.exit(f"Could not set up {VENV}: {error.strerror or error}.")


def wants_postgres():
    """Whether the environment or the tests use PostgreSQL, and so need its driver."""
    asked = sys.argv[1:2] == ["test"] and sys.argv[2:3] in (["--postgres"], ["--pgbouncer"], ["--faults"])
    return os.environ.get("DATABASE_URL", "").startswith("postgres") or asked


def has_packages():
    """Whether this Python can run the site. A system's own Django is not enough: it may be any version."""
    needed = ["django", *["psycopg"] * wants_postgres(), *["granian"] * (sys.prefix == sys.base_prefix)]
    return all(importlib.util.find_spec(name) for name in needed)


def requirement_files(argv):
    """The files in requirements/ that the command needs. Each pins the packages of run.txt to the same versions."""
    names = ["dev.txt" if argv[1:2] == ["test"] else "run.txt", *["postgres.txt"] * wants_postgres()]
    return [ROOT / "requirements" / name for name in names]


def fingerprints(files):
    """The stamp of an up-to-date `.venv`: the Python version and the hash of each requirements file."""
    hashes = {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}
    return {"python": PYTHON_VERSION} | hashes


def read_stamp():
    """The stamp in `.venv`; {} if `.venv` is missing or incomplete, or its Python is gone."""
    if not PYTHON.exists():
        return {}
    try:
        return json.loads(STAMP.read_text())
    except (OSError, ValueError):
        return {}


def set_up(wanted):
    """Make `.venv`, or install what it lacks, and write its stamp."""
    uv = shutil.which("uv")
    if not uv and not all(importlib.util.find_spec(name) for name in ("venv", "ensurepip")):
        sys.exit("Python's venv module is missing: install it (Debian, Ubuntu: apt install python3-venv), then repeat.")

    began = time.monotonic()
    print("Fetching the packages into .venv: about half a minute, this time only …", flush=True)
    installed = read_stamp()
    STAMP.unlink(missing_ok=True)
    base = {"python": PYTHON_VERSION, "installer": "uv" if uv else "pip"}
    if not base.items() <= installed.items():
        installed = base
        if VENV.exists():
            shutil.rmtree(VENV)
        VENV.mkdir()
        make = [uv, "venv", "--allow-existing", "--python", sys.executable] if uv else [sys.executable, "-m", "venv"]
        run([*make, VENV])

    install = [uv, "pip", "install", "--python", PYTHON] if uv else [PYTHON, "-m", "pip", "install", "--retries=2"]
    files = [f"--requirement={ROOT / 'requirements' / name}" for name in wanted if name.endswith(".txt")]
    run([*install, "--quiet", "--require-hashes", *files])
    STAMP.write_text(json.dumps(installed | wanted))
    print(f"Done in {time.monotonic() - began:.0f} s.", flush=True)


def run(command):
    """Run a command of the set-up; if it fails, write its output to LOG and exit with one sentence."""
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode == 0:
        return
    LOG.write_text(done.stdout)
    if any(word in done.stdout.lower() for word in NETWORK_WORDS):
        sys.exit(f"The packages could not be fetched: check the network connection, then repeat (details: {LOG}).")
    sys.exit(f"The packages could not be installed: the last words of {LOG} say why.")
