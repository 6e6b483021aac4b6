"""When something is wrong: pages of our own, with a way home."""

import re

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.test import override_settings
from django.urls import path

from glutes import urls
from tests import html

pytestmark = pytest.mark.django_db


def fail(request, error):
    raise {"denied": PermissionDenied, "suspicious": SuspiciousOperation, "broken": RuntimeError}[error]


fail.login_required = False
urlpatterns = [path("fail/<error>/", fail), path("api/fail/<error>/", fail), *urls.urlpatterns]
handler400, handler500 = urls.handler400, urls.handler500


@pytest.mark.parametrize(
    ("address", "status", "heading"),
    [
        ("/nowhere/", 404, "Nothing here"),
        ("/account/guest/", 405, "Nothing here"),
        ("/fail/denied/", 403, "You can’t do that here"),
        ("/fail/suspicious/", 400, "We couldn’t read that address"),
        ("/fail/broken/", 500, "Something broke"),
    ],
)
@pytest.mark.filterwarnings("default")
def test_every_error_has_a_page_with_a_way_home(client, address, status, heading):
    client.raise_request_exception = False
    with override_settings(ROOT_URLCONF=__name__):
        response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (status, "text/html; charset=utf-8")
    assert f"<h1>{heading}</h1>" in response.text
    (home,) = [link for link in html.find(response.text, "a", class_="button") if link.text == "Back to today"]
    assert home["href"] in ("/", "/static/../")


@pytest.mark.parametrize(("error", "status"), [("suspicious", 400), ("broken", 500)])
@pytest.mark.filterwarnings("default")
def test_the_api_gets_json_instead(client, error, status):
    client.raise_request_exception = False
    with override_settings(ROOT_URLCONF=__name__):
        response = client.get(f"/api/fail/{error}/")
    assert (response.status_code, response["Content-Type"]) == (status, "application/json")
    assert response.json()["detail"]


def test_the_page_for_our_own_failures_depends_on_nothing_but_where_the_site_lies():
    source = (settings.BASE_DIR / "templates/500.html").read_text()
    assert set(re.findall(r"{[{%].*?[%}]}", source)) == {"{% load static %}", "{% get_static_prefix %}"}
