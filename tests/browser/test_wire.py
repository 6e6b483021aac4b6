"""What a visit takes from a site as `start` serves it: requests, and bytes with headers, before anybody scrolls."""

from functools import partial

import pytest

from tests.browser.engines import VISITORS
from tests.browser.phone import wait_until
from tests.browser.wire import Wire
from tests.running import Site, manage

FIRST = {
    "/": (60_000, 12),
    "/exercises/": (70_000, 30),
    "/exercises/glute-bridge/": (45_000, 15),
    "/routines/1/": (60_000, 24),
}
"""Bytes and requests at most of a first visit to each page, signed out."""
SECOND = 15_000
"""Bytes at most of a second visit: the page itself, and nothing that cannot have changed."""
ALL_PICTURES = """() => {
  const pictures = [...document.images];
  for (const one of pictures) one.loading = 'eager';
  return pictures.every((one) => one.complete);
}"""
"""Asks for the pictures further down too, and tells whether all are there."""


pytestmark = pytest.mark.skipif(not VISITORS, reason="no Chromium with windows found")


@pytest.fixture
def new_context(browser_type, browser_type_launch_args):
    """Of a Chromium that shows figures in motion, as to most visitors, and takes its network for a fast one: on a slow
    one it looks further ahead for pictures."""
    args = [*browser_type_launch_args["args"], "--force-effective-connection-type=4G"]
    browser = browser_type.launch(**browser_type_launch_args | {"executable_path": VISITORS, "args": args})
    yield partial(browser.new_context, viewport={"width": 390, "height": 844}, reduced_motion="no-preference")
    browser.close()


@pytest.fixture(scope="module")
def site(shared_data):
    with Site(shared_data) as site:
        yield site


@pytest.fixture
def wire(site):
    with Wire(site.port) as wire:
        yield wire


@pytest.mark.parametrize("path", FIRST)
def test_a_first_and_a_second_visit(new_context, wire, path):
    context = new_context()
    page = context.new_page()
    assert page.goto(wire.url + path, wait_until="networkidle").ok
    asked, received = wire.take()
    most_bytes, most_requests = FIRST[path]
    assert path in asked
    assert len(asked) <= most_requests, asked
    assert received <= most_bytes, asked
    wait_until(page, lambda: page.evaluate(ALL_PICTURES), "A picture did not come.")
    page.close()  # So that nothing is left in the memory of a page.
    wire.take()
    page = context.new_page()
    assert page.goto(wire.url + path, wait_until="networkidle").ok
    asked, received = wire.take()
    # The icon of a tab comes after all else: on a slow machine the first page may be closed before.
    assert [one for one in asked if not one.startswith("/static/icons/favicon.")] == [path]
    assert 0 < received <= SECOND


GATHERED_ALL = """async () => {
  await navigator.serviceWorker.ready;
  await (await caches.open('notes-1')).put('/gathered', new Response(Date.now()));
}"""
"""Makes the worker believe that it gathered everything already that is not needed this week."""
WEEK_IS_HERE = """async () => {
  const [name] = (await caches.keys()).filter((one) => one.startsWith('pages-') && one !== 'pages-0');
  if (!name) return false;
  const [pages, files] = [await caches.open(name), await caches.open('files-1')];
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const unseen = still ? /"moving": "[^"]*"/g : /"still": "[^"]*"/g;
  const session = (text) => text?.replace(/<script id="library"[^]*?<\\/script>/, '').replace(unseen, '');
  const starts = [...document.documentElement.innerHTML.matchAll(/href="([^"]*start\\/\\?routine=\\d+)"/g)];
  if (!starts.length) return false;
  for (const [, link] of starts) {
    const text = session(await (await pages.match(link))?.text());
    if (!text) return false;
    for (const [, file] of text.matchAll(/["'](\\/(?:static|figures)\\/[^"'#\\s<>]+)/g)) {
      const address = file.replaceAll('&amp;', '&').replaceAll('\\\\u0026', '&');
      if (!address.endsWith('.png') && !(await files.match(address))) return false;
    }
  }
  return true;
}"""


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_a_member_takes_along_what_the_week_needs_once(new_context, site, wire, motion):
    """Today, the sessions of seven days and their figures; on a second visit nothing but the page."""
    assert manage("demo", GLUTES_DATA=str(site.data))[0] == 0
    context = new_context(service_workers="allow", reduced_motion=motion)
    page = context.new_page()
    page.goto(f"{wire.url}/account/login/")
    page.evaluate(GATHERED_ALL)
    page.get_by_label("Name").fill("demo")
    page.get_by_label("Password").fill("demo")
    wire.take()
    page.get_by_role("button", name="Log in", exact=True).click()
    page.wait_for_url(f"{wire.url}/")
    wait_until(page, lambda: page.evaluate(WEEK_IS_HERE), "The week was not gathered.")
    asked, received = wire.take()
    assert any("pose=moving" in path for path in asked) == (motion == "no-preference")
    assert not [path for path in asked if path.startswith("/exercises/")]
    assert received <= 250_000
    page.close()
    page = context.new_page()
    page.goto(wire.url, wait_until="networkidle")
    asked, received = wire.take()
    assert set(asked) <= {"/", "/sw.js"}
    assert received <= 8_000
