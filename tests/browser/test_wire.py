"""What a visit takes from a site as `start` serves it: requests, and bytes with headers, before anybody scrolls."""

import pytest

from tests.browser.wire import Wire
from tests.running import Site

FIRST = {
    "/": (60_000, 12),
    "/exercises/": (70_000, 30),
    "/exercises/glute-bridge/": (45_000, 15),
    "/routines/1/": (60_000, 24),
}
"""Bytes and requests at most of a first visit to each page, signed out."""
SECOND = 15_000
"""Bytes at most of a second visit: the page itself, and nothing that cannot have changed."""


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
    context = new_context(service_workers="block")
    page = context.new_page()
    assert page.goto(wire.url + path, wait_until="networkidle").ok
    asked, received = wire.take()
    most_bytes, most_requests = FIRST[path]
    assert path in asked
    assert len(asked) <= most_requests, asked
    assert received <= most_bytes, asked
    page.close()  # So that nothing is left in the memory of a page.
    page = context.new_page()
    assert page.goto(wire.url + path, wait_until="networkidle").ok
    asked, received = wire.take()
    assert asked == [path]
    assert 0 < received <= SECOND
