"""The examples of docs/api.md, and the commands on the page of keys, do what they say."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from glutes.api.models import ApiToken
from tests import html
from tests.make import make_exercise, make_set, make_user, make_workout

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = Path(settings.BASE_DIR, "docs/api.md").read_text(encoding="utf-8")
LATELY, LINES, LOG = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)


def run(script, site, user, scope):
    """What the script prints."""
    _, key = ApiToken.objects.make(user, name=scope, scope=scope)
    env = os.environ | {"SITE": site, "KEY": key}
    done = subprocess.run(
        [sys.executable, "-c", script], env=env, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def user(live_server):
    user = make_user()
    workout = make_workout(user, [make_exercise("squat")], name="Mine")
    for number in (1, 2):
        make_set(workout, number=number, reps=9 + number)
    return user


def test_the_first_example_prints_the_latest_sessions(live_server, user):
    assert run(LATELY, live_server.url, user, "read") == "2026-11-18 Mine 2 sets\n"


def test_the_second_example_prints_every_set_as_a_line(live_server, user):
    assert run(LINES, live_server.url, user, "read") == "2026-11-18,squat,both,10\n2026-11-18,squat,both,11\n"


def test_the_third_example_logs_a_session(live_server, user):
    assert run(LOG, live_server.url, user, "write") == "By script\n"
    workout = user.workouts.get(note="By script")
    assert [(one.reps, str(one.load_kg)) for one in workout.sets()] == [(12, "8")] * 3


@pytest.mark.skipif(not shutil.which("curl"), reason="needs curl")
def test_the_commands_on_the_page_of_keys_work(live_server, client, user):
    client.force_login(user)
    _, key = ApiToken.objects.make(user, name="shell", scope="write")
    page = client.get("/account/scripts/", headers={"host": live_server.url.removeprefix("http://")}).text
    setting, *commands = ["".join(one.inside) for one in html.find(page, "pre", class_="command")]
    answers = []
    for command in commands:
        script = f"{setting.replace('glu_…', key)}\n{command} -sf"
        done = subprocess.run(["sh", "-c", script], capture_output=True, text=True, timeout=60, check=True)
        answers.append(json.loads(done.stdout))
    latest, begun, logged = answers
    assert [one["name"] for one in latest["items"]] == ["Mine"]
    assert begun["exercises"] == []
    assert [(one["number"], one["reps"]) for one in logged["exercises"][0]["sets"]] == [(1, 12)]
    assert user.workouts.count() == 2
