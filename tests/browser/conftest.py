"""Browsers for what only a browser can show: the installed Chromium or Chrome; Firefox and WebKit where a test asks."""

import os
from contextlib import closing
from functools import partial
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from playwright.sync_api import Browser, BrowserType, expect

from tests.browser.engines import CHROMIUM, MISSING
from tests.browser.phone import PATIENCE, sign_in, stop_clock

# Playwright's own event loop runs in the thread of the tests, which Django would take for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
expect.set_options(timeout=PATIENCE)


def engine_of(item):
    """The engine that a test names in its parameters; Chromium unless it does."""
    callspec = getattr(item, "callspec", None)
    return callspec.params.get("engine", "chromium") if callspec else "chromium"


def pytest_collection_modifyitems(items):
    """Mark the tests of this folder, and skip them where their browser is not (where all are required, stop)."""
    for item in items:
        if not item.nodeid.startswith("tests/browser/"):
            continue
        item.add_marker(pytest.mark.browser)
        missing = MISSING.get(engine_of(item))
        if missing and os.environ.get("GLUTES_REQUIRE_BROWSER"):
            raise pytest.UsageError(missing.replace("skipped", "required"))
        if missing:
            item.add_marker(pytest.mark.skip(reason=missing))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Start the installed browser, quietly; root needs it without the sandbox."""
    return {
        **browser_type_launch_args,
        "executable_path": CHROMIUM,
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
    return browser_context_args | {"viewport": {"width": 390, "height": 844}, "locale": "en-GB"}


SLOWER = float(os.environ.get("GLUTES_TEST_SLOWER", "1"))
"""How many times slower Chromium's processor shall be: what holds on a fast phone must hold on a slow one."""


@pytest.fixture(scope="session")
def page_errors():
    """What went wrong in scripts of the pages since the test began."""
    return []


@pytest.fixture(scope="session", autouse=True)
def watched(page_errors):
    """Hears what goes wrong in every page of every Chromium that a test opens; slows it down if told to.

    Figures stand still unless a test asks for motion: a moving one is drawn 60 times a second, also while nobody looks.
    The service worker comes only where a test says so: on a first visit it gathers the whole site.
    """
    unless_asked = {"reduced_motion": "reduce", "service_workers": "block"}

    def watch(context):
        context.set_default_timeout(PATIENCE)
        context.on("weberror", lambda error: page_errors.append(str(error.error)))
        context.on("console", lambda said: is_fault(said) and page_errors.append(said.text))
        if SLOWER > 1:
            context.on("page", slow_down)
            for page in context.pages:
                slow_down(page)
        return context

    with pytest.MonkeyPatch.context() as patch:
        for kind, name in ((Browser, "new_context"), (BrowserType, "launch_persistent_context")):
            opening = partial(getattr(kind, name), **unless_asked)
            patch.setattr(kind, name, lambda *given, opening=opening, **options: watch(opening(*given, **options)))
        yield


NO_FAULTS = (
    *("Failed to load resource", "htmx:afterRequest", "htmx:sendError", "htmx:responseError"),  # Networks fail.
    "Blocked call to navigator.vibrate",  # Nobody has tapped on this page yet.
)
"""How the lines of the console begin that are no fault of ours."""


def is_fault(said):
    return said.type == "error" and not said.text.startswith(NO_FAULTS)


def slow_down(page):
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})


@pytest.fixture(autouse=True)
def no_page_errors(page_errors):
    """A fault in a script fails the test, unless it expects one and takes it out of the list."""
    page_errors.clear()
    yield
    assert page_errors == []


@pytest.fixture(scope="session")
def scripts(browser, browser_context_args):
    """A page that can import the site's scripts, without a server: for functions that keep nothing, one serves all."""

    def serve(route):
        file = settings.BASE_DIR / urlsplit(route.request.url).path[1:]
        content = {"path": file} if file.is_file() else {"body": "<!doctype html>", "content_type": "text/html"}
        route.fulfill(**content)

    context = browser.new_context(**browser_context_args)
    context.route("http://scripts.test/**", serve)
    page = context.new_page()
    page.goto("http://scripts.test/")
    yield page
    context.close()


@pytest.fixture(scope="session", autouse=True)
def quick_answers():
    """The live server reads each static file once a run: every test’s browser is new and asks for some thirty.

    It leaves out of pages the one header for which Chromium goes from a new tab to them in a process of their own: to
    start a second one takes a seventh of a short test. Sites in `tests.running` have it.
    """
    files, read = {}, StaticFilesHandler.__call__

    def answer(handler, environ, start_response):
        def begin(status, headers):
            start_response(status, [head for head in headers if head[0] != "Cross-Origin-Opener-Policy"])

        path = environ["PATH_INFO"]
        if not path.startswith(settings.STATIC_URL):
            return read(handler, environ, begin)
        if path not in files:
            environ.pop("HTTP_IF_MODIFIED_SINCE", None)  # What is kept is the whole file.
            said = []
            with closing(read(handler, environ, lambda *head: said.append(head))) as body:
                files[path] = *said[0], b"".join(body)
        status, headers, content = files[path]
        start_response(status, headers)
        return [content]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(StaticFilesHandler, "__call__", answer)
        yield


@pytest.fixture
def phone(browser, browser_context_args, live_server, user):
    """The user's phone, logged in, whose clock stands still until the test moves it."""
    context = browser.new_context(**browser_context_args, base_url=live_server.url)
    sign_in(context, live_server, user)
    page = context.new_page()
    stop_clock(page)
    yield page
    context.close()
