"""A browser for what only a browser can show: the installed Chromium or Chrome."""

import os
import shutil
from pathlib import Path

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome")
BROWSER = os.environ.get("BROWSER_PATH") or next(filter(None, map(shutil.which, NAMES)), None)
MISSING = (
    "browser tests skipped: no Chromium or Chrome found; install one (Debian: apt install chromium) or set BROWSER_PATH"
)

# Playwright's own event loop runs in the thread of the tests, which Django would take for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_collection_modifyitems(items):
    """Mark the tests of this folder, and skip them where there is no browser (where one is required, stop)."""
    mine = [item for item in items if Path(__file__).parent in item.path.parents]
    if mine and not BROWSER and os.environ.get("GLUTES_REQUIRE_BROWSER"):
        raise pytest.UsageError(MISSING.replace("skipped", "required"))
    for item in mine:
        item.add_marker(pytest.mark.browser)
        if not BROWSER:
            item.add_marker(pytest.mark.skip(reason=MISSING))


def pytest_terminal_summary(terminalreporter):
    """Say visibly what was left out, and how to get it."""
    if not BROWSER:
        terminalreporter.write_line(MISSING, yellow=True)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Start the installed browser, quietly; root needs it without the sandbox."""
    return {
        **browser_type_launch_args,
        "executable_path": BROWSER,
        "chromium_sandbox": os.geteuid() != 0,
        "args": [
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ],
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    """A phone by default: 390 px wide, as a runner holds it."""
    return {**browser_context_args, "viewport": {"width": 390, "height": 844}, "locale": "en-GB"}
