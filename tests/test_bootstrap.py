"""What happens before there is any package: real processes of a bare Python, with a stand-in for the installer."""

import ast
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.running import MANAGE

ROOT = Path(__file__).parent.parent
BARE_PYTHON = [sys._base_executable, "-S"]
FETCHING = "Fetching the packages into .venv: about half a minute, this time only …"
UV = """#!/bin/sh
echo "$1 $2" >> installed.txt
{words}
mkdir -p .venv/bin
printf '#!/bin/sh\\necho "in .venv: $*"\\n' > .venv/bin/python
chmod +x .venv/bin/python
"""


@pytest.fixture
def program(tmp_path):
    """A copy of what runs first, with requirements of its own."""
    (tmp_path / "glutes").mkdir()
    (tmp_path / "requirements").mkdir()
    for name in ("manage.py", "glutes/__init__.py", "glutes/bootstrap.py"):
        shutil.copy(ROOT / name, tmp_path / name)
    for name in ("run.txt", "dev.txt", "postgres.txt"):
        (tmp_path / "requirements" / name).write_text(f"# {name}\n")
    return tmp_path


def make_uv(program, words=""):
    """Put an installer on the PATH that notes its commands and makes a `.venv` that says what runs in it."""
    path = program / "bin" / "uv"
    path.parent.mkdir(exist_ok=True)
    path.write_text(UV.format(words=words))
    path.chmod(0o755)


def manage(program, *arguments, **environment):
    """Run manage.py as on a machine without packages; return its exit code, output and errors.

    It hears Ctrl-C also where the tests run in the background of a shell, whose children do not.
    """
    done = subprocess.run(
        [*BARE_PYTHON, "manage.py", *arguments],
        cwd=program,
        env={"PATH": f"{program / 'bin'}:/usr/bin:/bin", "PYTHONUTF8": "1", **environment},
        capture_output=True,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    return done.returncode, done.stdout.splitlines(), done.stderr.strip()


def installed(program):
    """The installer's commands so far."""
    return (program / "installed.txt").read_text().splitlines()


def stamp(program):
    return json.loads((program / ".venv" / "glutes.json").read_text())


def hash_of(text):
    return hashlib.sha256(text.encode()).hexdigest()


def test_an_old_python_can_read_manage_py_and_is_told_what_is_needed():
    ast.parse((ROOT / "manage.py").read_text(), feature_version=(3, 5))
    old = "import runpy, sys; sys.version_info = (3, 8, 2); runpy.run_path('manage.py', run_name='__main__')"
    done = subprocess.run([sys.executable, "-c", old], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (1, "Glutes needs Python 3.11 or newer; this is Python 3.8.\n")


def test_the_first_run_makes_the_virtualenv_and_goes_on_in_it(program):
    make_uv(program)
    code, lines, errors = manage(program, "start", "--port", "8001")
    assert (code, errors) == (0, "")
    assert lines == [FETCHING, "Done in 0 s.", "in .venv: manage.py start --port 8001"]
    assert installed(program) == ["venv --allow-existing", "pip install"]
    assert stamp(program) == {
        "python": "{}.{}".format(*sys.version_info),
        "installer": "uv",
        "run.txt": hash_of("# run.txt\n"),
    }


def test_the_second_run_goes_on_at_once(program):
    make_uv(program)
    manage(program, "start")
    assert manage(program, "start") == (0, ["in .venv: manage.py start"], "")
    assert installed(program) == ["venv --allow-existing", "pip install"]


def test_new_requirements_are_added_to_the_same_virtualenv(program):
    make_uv(program)
    manage(program, "start")
    (program / "requirements" / "run.txt").write_text("# newer\n")
    manage(program, "start")
    assert installed(program) == ["venv --allow-existing", "pip install", "pip install"]
    assert stamp(program)["run.txt"] == hash_of("# newer\n")


@pytest.mark.parametrize(
    ("command", "database", "files"),
    [
        ("start", "", {"run.txt"}),
        ("test", "", {"dev.txt"}),
        ("test --postgres", "", {"dev.txt", "postgres.txt"}),
        ("start", "postgres://localhost/glutes", {"run.txt", "postgres.txt"}),
    ],
)
def test_each_command_gets_what_it_needs(program, command, database, files):
    make_uv(program)
    manage(program, *command.split(), DATABASE_URL=database)
    assert {name for name in stamp(program) if name.endswith(".txt")} == files


def test_a_set_up_that_was_interrupted_is_begun_anew(program):
    make_uv(program, words='test "$1" = venv || kill -INT $PPID $$')
    assert manage(program, "start") == (1, [FETCHING], "Interrupted: the next start will set up the packages again.")
    assert (program / ".venv").exists()
    make_uv(program)
    assert manage(program, "start")[0] == 0
    assert installed(program) == ["venv --allow-existing", "pip install"] * 2


def test_without_a_network_one_sentence_says_so(program):
    """With the real venv and pip, which find nobody at home."""
    (program / "requirements" / "run.txt").write_text(f"django==5.2 --hash=sha256:{'0' * 64}\n")
    code, lines, errors = manage(program, "start", PIP_INDEX_URL="http://127.0.0.1:9/", PIP_CONFIG_FILE=os.devnull)
    log = program / ".venv" / "install.log"
    assert (code, lines) == (1, [FETCHING])
    assert errors == f"The packages could not be fetched: check the network connection, then repeat (details: {log})."
    assert not (program / ".venv" / "glutes.json").exists()


def test_another_failure_points_to_the_installers_own_words(program):
    make_uv(program, words="echo the hashes do not match; exit 1")
    log = program / ".venv" / "install.log"
    assert manage(program, "start") == (
        1,
        [FETCHING],
        f"The packages could not be installed: the last words of {log} say why.",
    )
    assert log.read_text() == "the hashes do not match\n"


def test_without_the_venv_module_the_sentence_says_what_to_install(program):
    """Debian's Python comes without it."""
    hide = "import runpy, sys; sys.modules['ensurepip'] = None; sys.argv = ['manage.py', 'start']"
    bare = f"{hide}; sys.path.insert(0, '.'); runpy.run_path('manage.py', run_name='__main__')"
    done = subprocess.run([*BARE_PYTHON, "-c", bare], cwd=program, env={"PATH": ""}, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (
        1,
        "Python's venv module is missing: install it (Debian, Ubuntu: apt install python3-venv), then repeat.\n",
    )


def test_a_folder_that_cannot_be_written_to_is_named(program):
    make_uv(program)
    (program / ".venv").write_text("in the way")
    assert manage(program, "start") == (1, [FETCHING], f"Could not set up {program / '.venv'}: Not a directory.")


def test_an_active_virtualenv_with_django_is_used_as_it_is(program):
    done = subprocess.run([sys.executable, "manage.py", "start"], cwd=program, capture_output=True, text=True)
    assert "No module named 'glutes.management'" in done.stderr  # It went on, as far as this copy reaches.
    assert not (program / ".venv").exists()


def test_a_command_whose_output_nobody_reads_any_more_ends_without_a_word():
    reading, writing = os.pipe()
    os.close(reading)
    with open(writing, "wb") as nobody:
        done = subprocess.run([*MANAGE, "version"], stdout=nobody, stderr=subprocess.PIPE, text=True)
    assert (done.returncode, done.stderr) == (141, "")
