"""`bench --import` measures an import from its file to its undo, and logs sets meanwhile."""

import json
import subprocess

from tests.running import MANAGE, make_environment


def test_an_import_is_measured_while_others_log(tmp_path):
    command = [*MANAGE, "bench", "--import", "--rows=2000", "--json"]
    environment = make_environment(GLUTES_DATA=str(tmp_path))
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["rows"] == 2000
    assert list(found["steps"]) == ["look it over", "preview", "bring it in", "undo"]
    assert all(step["s"] > 0 and step["queries"] > 0 for step in found["steps"].values())
    assert found["meanwhile"]["sets"] > 0
