"""Moving figures: they can be paused, and move for nobody who asked for less motion."""

import pytest
from playwright.sync_api import expect

from glutes import figures
from tests.browser.phone import wait_until
from tests.make import make_catalogue

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def squat_page(browser, browser_context_args, live_server):
    """Opens the squat's page in a context with the given wishes."""
    make_catalogue()
    contexts = []

    def visit(**wishes):
        contexts.append(browser.new_context(**browser_context_args, **wishes))
        page = contexts[-1].new_page()
        page.goto(f"{live_server.url}/exercises/squat/")
        wait_until(page, lambda: shown(page), "the picture is there")
        return page

    yield visit
    for context in contexts:
        context.close()


def shown(page):
    """The pose in the address of the picture that is on the page now."""
    return page.locator("picture img").evaluate("({ currentSrc }) => new URLSearchParams(currentSrc).get('pose')")


def test_a_figure_can_be_paused_and_goes_on(squat_page):
    page = squat_page(reduced_motion="no-preference")
    assert shown(page) == "moving"
    page.get_by_role("button", name="Stop the picture").click()
    page.wait_for_function("document.querySelector('picture img').currentSrc.includes('pose=end')")
    page.get_by_role("button", name="Play the picture").click()
    page.wait_for_function("document.querySelector('picture img').currentSrc.includes('pose=moving')")


@pytest.mark.parametrize(
    ("wishes", "pose"),
    [
        ({"reduced_motion": "reduce"}, "end"),
        ({"reduced_motion": "no-preference", "java_script_enabled": False}, "moving"),
    ],
)
def test_no_button_where_it_would_do_nothing(squat_page, wishes, pose):
    page = squat_page(**wishes)
    expect(page.locator("picture img")).to_have_attribute("src", figure_address("moving"))
    expect(page.locator(".figure-pause")).to_be_hidden()
    assert shown(page) == pose


def figure_address(pose):
    return f"/figures/squat.svg?v={figures.figure_hash('squat', 'tile', pose)}&crop=tile&pose={pose}"


def test_a_picture_that_is_opened_by_itself_keeps_its_style_sheet(squat_page, live_server):
    """Opened by itself it moves and has its dark tones: the policy lets its style sheet in."""
    page = squat_page(reduced_motion="no-preference", color_scheme="dark")
    page.goto(f"{live_server.url}/figures/squat.svg")
    assert page.evaluate("document.getAnimations().length") > 8
    assert page.evaluate("getComputedStyle(document.querySelector('.l')).fill") == "rgb(143, 163, 200)"
