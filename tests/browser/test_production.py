"""The site as `start` serves it: every file found by its hashed name, nothing that its own headers forbid."""

import pytest
from playwright.sync_api import expect

from tests.running import Site

PAGES = ["/", "/exercises/", "/exercises/signs/", "/routines/", "/sources/", "/account/login/", "/account/signup/"]


@pytest.fixture(scope="module")
def site(shared_data):
    with Site(shared_data) as site:
        yield site


@pytest.mark.browser_context_args(service_workers="allow")
@pytest.mark.parametrize("path", PAGES)
def test_a_public_page_loads_without_a_complaint(site, page, path):
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("response", lambda answer: answer.ok or complaints.append(f"{answer.status} {answer.url}"))
    page.goto(site.url + path, wait_until="load")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert complaints == []
