"""Libraries that few requests need are loaded by the first such request: they would take memory in every worker."""

import subprocess
import sys

from django.conf import settings

LATE = ("cryptography", "fit_tool", "icalendar", "ninja", "PIL", "pydantic", "segno")
"""Each of them takes 1 to 14 MB."""
START = """
import sys
from glutes.wsgi import application
from django.urls import resolve, reverse
resolve("/plan/"), reverse("workouts:today")
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""


def test_a_worker_that_is_idle_has_loaded_nothing_that_few_requests_need():
    env = {"DJANGO_SETTINGS_MODULE": "glutes.settings", "GLUTES_SECRET_KEY": "k"}
    command = [sys.executable, "-W", "ignore", "-c", START]
    done = subprocess.run(command, cwd=settings.BASE_DIR, env=env, capture_output=True, text=True, check=True)
    loaded = done.stdout.split()
    assert "django" in loaded
    assert not set(LATE) & set(loaded)
