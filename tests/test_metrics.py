"""Figures for a program that watches over the site: there where the host wants them, for who has the key."""

import re

import pytest

from tests.running import Site

KEY = "k3y-of-the-host"


@pytest.fixture(scope="module")
def site(shared_data):
    """A site of two workers whose host wants figures."""
    with Site(shared_data, "--workers=2", GLUTES_METRICS=KEY) as site:
        yield site


def read(site, key=KEY):
    return site.open("/metrics", headers={"Authorization": f"Bearer {key}"})


def counted(site, route, status):
    """How many GET requests for this route were answered with this status so far."""
    found = re.search(
        rf'glutes_requests_total{{method="GET",route="{route}",status="{status}"}} (\d+)', read(site).text
    )
    return int(found[1]) if found else 0


@pytest.mark.parametrize("key", ["", "another", KEY + "x", KEY.upper(), "ключ".encode().decode("latin-1")])
def test_without_the_hosts_key_there_is_nothing(site, key):
    assert read(site, key).status == 404
    assert site.open("/metrics").status == 404
    assert site.open(f"/metrics?key={KEY}").status == 404


def test_each_request_is_counted_once_whichever_worker_answered(site):
    before = counted(site, "exercises/", 200)
    for _ in range(20):
        assert site.open("/exercises/?q=bridge").status == 200
    assert counted(site, "exercises/", 200) == before + 20


def test_what_was_asked_for_is_not_in_it(site):
    for address in ("/exercises/clamshell/?q=secret", "/exercises/secret/", "/secret/"):
        site.open(address)
    text = read(site).text
    assert "secret" not in text
    assert 'route="exercises/<slug:slug>/",status="404"' in text
    assert 'route="(none)",status="404"' in text


def test_a_method_that_nobody_knows_is_no_figure_of_its_own(site):
    for method in ("BREW", "WHEN"):
        site.open("/healthz/", method=method)
    text = read(site).text
    assert 'method="other",route="healthz/"' in text or 'method="other",route="(none)"' in text
    assert "BREW" not in text


def test_times_are_a_histogram_by_route(site):
    site.open("/healthz/")
    lines = dict(re.findall(r'glutes_request_seconds_(\w+){[^}]*route="healthz/"} ([\d.e-]+)', read(site).text))
    assert int(float(lines["count"])) >= 1
    assert float(lines["sum"]) > 0


def test_where_nobody_wants_them_there_is_nothing(client, db):
    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404


def test_behind_https_it_is_asked_directly_as_whoever_watches_over_the_site_does(data):
    with Site(data, GLUTES_METRICS=KEY, GLUTES_HTTPS="1") as site:
        assert [read(site).status, site.open("/healthz/").status, site.open("/exercises/").status] == [200, 200, 301]
        assert site.open("/metrics").status == 404
