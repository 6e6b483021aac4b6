"""What every request passes: who must log in and how they are told, times, caches, sessions, stale forms."""

import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse

from glutes.accounts.models import User
from glutes.middleware import MOST_TOLD
from tests.make import NOON, make_exercise, make_user, make_workout
from tests.running import manage

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
JSON = {"Accept": "application/json"}


@pytest.fixture
def anna(client):
    anna = make_user("anna")
    client.force_login(anna)
    return anna


# -- Logging in ---------------------------------------------------------------


def test_a_page_that_needs_a_user_sends_to_log_in_and_keeps_where_to(client):
    response = client.get("/workouts/?page=2")
    assert (response.status_code, response["Location"]) == (303, "/account/login/?next=%2Fworkouts%2F%3Fpage%3D2")


def test_a_script_is_told_401_and_never_sent_elsewhere(client):
    response = client.post("/account/kit/band/", headers=JSON)
    assert (response.status_code, response.json()) == (401, {"detail": "Log in to carry on."})


@pytest.mark.parametrize(
    ("current", "login"),
    [
        ("http://testserver/account/?a=b", "/account/login/?next=%2Faccount%2F%3Fa%3Db"),
        ("https://evil.example/account/", "/account/login/"),
        ("http://[", "/account/login/"),
        ("", "/account/login/"),
    ],
)
def test_htmx_comes_back_to_the_page_not_to_the_fragment(client, current, login):
    response = client.post("/account/kit/band/", headers=HTMX | {"HX-Current-URL": current})
    assert (response.status_code, response["HX-Redirect"]) == (204, login)
    assert "Location" not in response


@pytest.mark.parametrize(
    ("headers", "login"),
    [
        ({"Referer": "http://testserver/account/?a=b"}, "/account/login/?next=%2Faccount%2F%3Fa%3Db"),
        ({"Referer": "http://evil.example/account/"}, "/account/login/"),
        ({"Referer": "http://["}, "/account/login/"),
        ({"Origin": "http://testserver", "Referer": "http://["}, "/account/login/"),
        ({}, "/account/login/"),
    ],
)
def test_a_post_comes_back_to_the_page_it_was_sent_from(client, headers, login):
    response = client.post("/account/kit/band/", headers=headers)
    assert (response.status_code, response["Location"]) == (303, login)


@pytest.mark.parametrize(
    ("accept", "status"),
    [("application/json", 401), ("application/json;q=0.9, */*", 401), ("text/html, application/json", 303), ("", 303)],
)
def test_what_a_client_wants_first_is_what_it_gets(client, accept, status):
    assert client.get("/account/", headers={"Accept": accept}).status_code == status


def test_a_redirect_for_htmx_keeps_its_cookies(client, anna):
    response = client.post("/account/logout/", headers=HTMX)
    assert (response.status_code, response["HX-Redirect"]) == (204, "/")
    assert response.cookies["messages"].value
    assert response.cookies["sessionid"].value == ""


# -- Time zones ----------------------------------------------------------------


@pytest.mark.parametrize(("zone", "seen"), [("Asia/Tokyo", "20:30"), ("UTC", "11:30"), ("Atlantis/Capital", "11:30")])
def test_times_are_the_users_own_even_when_their_zone_is_lost(client, anna, monkeypatch, zone, seen):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON)
    User.objects.update(time_zone=zone)
    make_workout(anna, [make_exercise()], started=NOON - timedelta(minutes=30))
    assert f"Started at {seen}" in client.get("/").text


# -- Caches --------------------------------------------------------------------


def test_signed_in_pages_stay_private_and_off_the_disk(client, anna):
    assert client.get("/account/")["Cache-Control"] == "private, no-store"
    assert client.get("/nowhere/")["Cache-Control"] == "private, no-store"


def test_public_pages_signed_out_say_nothing_of_the_kind(client):
    assert "Cache-Control" not in client.get("/exercises/")


# -- Sessions ------------------------------------------------------------------


def sessions_written(client, at, monkeypatch):
    """Whether a visit then renews the session."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: at)
    before = Session.objects.get().expire_date
    response = client.get("/account/")
    return Session.objects.get().expire_date != before, "sessionid" in response.cookies


def test_each_day_of_use_begins_the_400_days_anew_with_one_write(client, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON)
    client.force_login(make_user())
    moments = [NOON, NOON + timedelta(hours=3), NOON + timedelta(days=1), NOON + timedelta(days=1, hours=1)]
    written = [sessions_written(client, at, monkeypatch) for at in [*moments, NOON + timedelta(days=300)]]
    assert written == [(False, False), (False, False), (True, True), (False, False), (True, True)]


NEW = {"new_password1": "another long one", "new_password2": "another long one"}


@pytest.mark.parametrize(
    ("is_guest", "address", "typed"),
    [
        (
            True,
            "/account/signup/",
            {"username": "nora", "password1": "an odd one, long", "password2": "an odd one, long"},
        ),
        (True, "/account/login/", {"username": "anna", "password": "long enough secret"}),
        (False, "/account/password/", {"old_password": "long enough secret", **NEW}),
    ],
)
def test_a_late_answer_to_the_old_session_leaves_the_cookie_of_the_new_one(client, is_guest, address, typed):
    anna = make_user("anna")
    client.force_login(User.objects.create_guest() if is_guest else anna, "django.contrib.auth.backends.ModelBackend")
    late = Client(headers={"cookie": f"sessionid={client.cookies['sessionid'].value}"})
    assert client.post(address, typed).status_code == 303
    answer = late.get("/account/")
    assert (answer.status_code, list(answer.cookies)) == (303, [])
    assert client.get("/account/").status_code == 200


def public_addresses():
    """The address of every view that is for everybody, with something in the place of its parameters."""
    named = {pattern.name: pattern for pattern in get_resolver().url_patterns if hasattr(pattern, "name")}
    shared = [name for name, pattern in named.items() if getattr(pattern.callback, "for_everybody", False)]
    return [reverse(name, kwargs={"slug": "side-plank"} if name == "figure_svg" else {}) for name in shared]


@pytest.mark.parametrize("path", public_addresses())
def test_what_shared_caches_keep_is_nobodys(client, anna, path, monkeypatch):
    """The first request of a day renews the session, but not with what is kept for everybody."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON + timedelta(days=300))
    with CaptureQueriesContext(connection) as queries:
        response = client.get(path)
    assert response.status_code == 200
    assert "public" in response["Cache-Control"]
    assert response.cookies == {}
    assert "Cookie" not in response.get("Vary", "")
    assert not [query for query in queries if re.search("session|accounts_user", query["sql"])]


def test_pictures_are_for_everybody():
    assert {"/figures/side-plank.svg", "/figures/muscles.svg"} < set(public_addresses())


# -- Charsets ------------------------------------------------------------------


@pytest.mark.parametrize("charset", ["base64", "rot13", "idna", "undefined", "ascii", "utf-16", "hex", "no-such"])
def test_forms_come_in_utf_8_or_not_at_all(client, caplog, charset):
    for path in ("/account/login/", "/nowhere/", "/account/guest/"):
        kind = f"application/x-www-form-urlencoded; charset={charset}"
        response = client.generic("POST", path, b"username=\xff\xfe%ff&next=/", kind)
        assert response.status_code == 400
        assert "We couldn’t read that address" in response.text
    lines = [record.getMessage() for record in caplog.records if record.name == "glutes.middleware"]
    seen = ("/account/login/", "(none)", "/account/guest/")
    assert lines == [f"POST {path}: charset {charset!r} refused" for path in seen]


@pytest.mark.parametrize("charset", ["base64", "rot13", "undefined", "utf-16", "\xff"])
def test_an_address_is_read_whatever_the_charset_of_the_form(charset):
    """As the server asks: the test client makes its requests by itself."""
    from glutes.wsgi import application  # It looks for static files at once.

    kind = f"application/x-www-form-urlencoded; charset={charset}"
    environ = RequestFactory().post("/account/login/?next=/%C3%A4/&x=%ff").environ | {"CONTENT_TYPE": kind}
    statuses = []
    application(environ, lambda status, headers, exc_info=None: statuses.append(status)).close()
    assert statuses == ["400 Bad Request"]


@pytest.mark.parametrize("charset", ["utf-8", "UTF-8", '"utf-8"'])
def test_utf_8_may_be_written_in_several_ways(client, charset):
    kind = f"application/x-www-form-urlencoded; charset={charset}"
    assert client.generic("POST", "/account/login/", b"username=\xff", kind).status_code == 422


def test_a_script_is_told_about_its_charset(client):
    kind = "application/x-www-form-urlencoded; charset=latin-1"
    response = client.generic("POST", "/account/login/", b"username=x", kind, headers=JSON)
    assert (response.status_code, response.json()) == (400, {"detail": "Send it as UTF-8."})


# -- Frames --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "host", "status"),
    [("/", "testserver", 200), ("/exercises", "testserver", 301), ("/nowhere/", "testserver", 404), ("/", "evil", 400)],
)
def test_no_answer_may_be_framed(client, path, host, status):
    response = client.get(path, headers={"Host": host})
    assert (response.status_code, response["X-Frame-Options"]) == (status, "DENY")


@pytest.mark.parametrize(("scheme", "status"), [("https", 200), ("HTTPS", 200), ("Https, http", 200), ("http", 301)])
def test_a_proxy_may_write_https_in_capitals(client, settings, scheme, status):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.SECURE_SSL_REDIRECT = True
    assert client.get("/offline/", headers={"X-Forwarded-Proto": scheme}).status_code == status


# -- Addresses the site does not know ------------------------------------------


@pytest.fixture(autouse=True)
def nobody_was_told(monkeypatch):
    monkeypatch.setattr("glutes.middleware.told", set())


def told(caplog):
    return [record.getMessage() for record in caplog.records if record.name == "glutes.middleware"]


ADVICE = "Asked for under another address. If it is this site's, start it with {}"


@pytest.mark.parametrize(
    ("host", "cure"),
    [
        ("train.example.org", "GLUTES_HOSTS=train.example.org"),
        ("train.example.org:8443", "GLUTES_HOSTS=train.example.org"),
        ("192.168.1.7:8000", "GLUTES_HOSTS=192.168.1.7"),
        ("[2001:db8::1]:80", "GLUTES_HOSTS=[2001:db8::1]"),
        ("<script>", None),
        ("a" * 200, None),
    ],
)
def test_a_name_that_is_not_the_sites_is_refused_with_the_setting_that_cures_it(client, caplog, host, cure):
    pages = [client.get("/", headers={"Host": host}) for _ in range(2)]
    assert [page.status_code for page in pages] == [400, 400]
    assert (f"<code>{cure}</code>" in pages[0].text) is bool(cure)
    assert told(caplog) == [ADVICE.format(cure)] * bool(cure)
    assert "<script>" not in pages[0].text.split("<main")[1]


def test_strangers_who_ask_for_anything_fill_no_log(client, caplog):
    for n in range(100):
        client.get("/", headers={"Host": f"host{n}.example"})
    assert len(told(caplog)) == MOST_TOLD


@pytest.mark.parametrize(
    ("origin", "cure"),
    [
        ("http://testserver:8443", "GLUTES_HOSTS=testserver:8443"),
        ("https://testserver:8443", "GLUTES_HOSTS=testserver:8443"),
        ("https://testserver", "GLUTES_HTTPS=1"),
        ("https://evil.example", None),
        ("http://testserver:nonsense", None),
        ("null", None),
    ],
)
def test_where_a_proxy_leaves_out_the_port_the_setting_that_cures_it_is_named(caplog, origin, cure):
    page = Client(enforce_csrf_checks=True).post("/account/guest/", headers={"Origin": origin})
    assert page.status_code == 403
    assert (f"<code>{cure}</code>" in page.text) is bool(cure)
    assert told(caplog) == [ADVICE.format(cure)] * bool(cure)


@pytest.mark.parametrize(
    ("https", "hosts", "origins"),
    [
        ("0", "a.example:8443,b.example", ["http://a.example:8443", "https://a.example:8443"]),
        ("1", "a.example:8443", ["https://a.example:8443"]),
        ("1", ".example.org,[::1]", ["https://*.example.org", "https://[::1]"]),
    ],
)
def test_a_name_may_have_a_port(tmp_path, https, hosts, origins):
    question = "from django.conf import settings as s; print(sorted(set(s.CSRF_TRUSTED_ORIGINS)), s.ALLOWED_HOSTS[3:])"
    own = {"GLUTES_HTTPS": https, "GLUTES_HOSTS": hosts, "GLUTES_DATA": str(tmp_path)}
    names = [host.removesuffix(":8443") for host in hosts.split(",")]
    assert manage("shell", "--no-imports", "-c", question, **own) == (0, f"{origins} {names}", "")


@pytest.mark.parametrize(
    ("path", "headers", "cure"),
    [
        ("/glutes/", {"X-Forwarded-For": "10.0.0.1"}, "GLUTES_PATH=/glutes"),
        ("/train/exercises/", {"X-Forwarded-Host": "example.org"}, "GLUTES_PATH=/train"),
        ("/train/nowhere/", {"X-Forwarded-For": "10.0.0.1"}, None),
        ("/exercises/nowhere/", {"X-Forwarded-For": "10.0.0.1"}, None),
        ("/<b>/", {"X-Forwarded-For": "10.0.0.1"}, None),
        ("/glutes/", {}, None),
    ],
)
def test_where_a_proxy_serves_the_site_below_a_path_the_setting_that_cures_it_is_named(
    client, caplog, path, headers, cure
):
    page = client.get(path, headers=headers)
    assert page.status_code == 404
    assert (f"<code>{cure}</code>" in page.text, "GLUTES_PATH" in page.text) == (bool(cure), bool(cure))
    assert told(caplog) == [ADVICE.format(cure)] * bool(cure)


# -- Stale forms ----------------------------------------------------------------

HERE = {"Origin": "http://testserver"}


@pytest.fixture
def strict(anna):
    """A browser with a log-in whose CSRF token has been lost."""
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(anna)
    return strict


def test_a_stale_form_keeps_what_was_typed_and_offers_to_send_it_again(strict):
    typed = {"note": '"><script>alert(1)</script>', "many": ["a", "b"], "csrfmiddlewaretoken": "stale"}
    response = strict.post("/account/kit/band/?a=b", typed, headers=HERE)
    assert response.status_code == 403
    assert '<form class="line" method="post" action="/account/kit/band/?a=b">' in response.text
    assert '<input type="hidden" name="many" value="a"><input type="hidden" name="many" value="b">' in response.text
    assert 'value="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"' in response.text
    assert "<script>alert" not in response.text
    assert 'value="stale"' not in response.text


def test_sending_it_again_works(strict, anna):
    typed = {"units": "lb", "first_weekday": "0", "day_begins": "0", "time_zone": "UTC", "easier_every": "6"}
    refused = strict.post("/account/", typed, headers=HERE)
    token = refused.text.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    again = strict.post("/account/", typed | {"csrfmiddlewaretoken": token}, headers=HERE)
    anna.refresh_from_db()
    assert (again.status_code, anna.units) == (303, "lb")


def test_passwords_are_not_kept(strict):
    response = strict.post("/account/login/", {"username": "anna", "password": "open sesame"}, headers=HERE)
    assert ("sesame" in response.text, 'value="anna"' in response.text) == (False, True)
    assert "We don’t keep passwords" in response.text


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://evil.example"}, {"Origin": "null"}, {"Origin": "http://["}, {}]
)
def test_a_form_from_elsewhere_is_never_offered_for_sending(strict, headers):
    response = strict.post("/account/delete/", {"name": "anna"}, headers=headers)
    assert (response.status_code, "Send it again" in response.text, "<form" in response.text) == (403, False, False)
    assert User.objects.count() == 1


def test_the_page_a_form_was_on_vouches_for_it_where_browsers_send_no_origin(strict):
    response = strict.post("/account/", {"units": "lb"}, headers={"Referer": "http://testserver/account/"})
    assert "Send it again" in response.text


def test_with_htmx_a_stale_form_is_a_fragment(strict):
    response = strict.post("/account/", {"units": "lb"}, headers=HERE | HTMX)
    assert response.status_code == 403
    assert response.text.startswith('<section class="note" id="stale"')
    assert '<input type="hidden" name="units" value="lb">' in response.text


def test_a_script_reads_the_cookie_again(strict):
    response = strict.post("/account/", {"units": "lb"}, headers=JSON)
    assert (response.status_code, response.json()) == (
        403,
        {"detail": "The CSRF token is stale. Read the cookie again and retry."},
    )
    assert response.cookies["csrftoken"].value
