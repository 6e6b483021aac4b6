"""What makes the site an app: manifest, service worker, offline page, and whose page a page is."""

import pytest

from glutes.accounts.models import User
from tests.html import find
from tests.make import make_exercise, make_set, make_user, make_workout

pytestmark = pytest.mark.django_db


def test_the_manifest_says_what_a_home_screen_needs(client):
    answer = client.get("/manifest.webmanifest")
    assert answer["Content-Type"] == "application/manifest+json"
    said = answer.json()
    assert (said["name"], said["start_url"], said["display"]) == ("Glutes", "/", "standalone")
    assert {icon["sizes"] for icon in said["icons"]} == {"192x192", "512x512"}


def test_the_service_worker_stands_at_the_root_and_is_asked_for_anew(client):
    answer = client.get("/sw.js")
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("text/javascript", "no-cache")
    assert "{%" not in answer.text


def test_the_offline_page_is_the_same_for_everybody(client):
    stranger = client.get("/offline/").content
    client.force_login(make_user("ann"))
    assert client.get("/offline/").content == stranger


def test_a_page_says_whose_it_is(client):
    assert client.get("/exercises/")["Glutes-User"] == "0"
    user = make_user()
    client.force_login(user)
    assert client.get("/exercises/")["Glutes-User"] == str(user.pk)
    assert "Glutes-User" not in client.get("/manifest.webmanifest")


def test_whoever_runs_it_reads_how_to_serve_it_over_https(client):
    answer = client.get("/https/")
    assert answer.status_code == 200
    assert "caddy reverse-proxy --from train.example.org --to :8000" in answer.text


@pytest.mark.parametrize(("guest", "offered"), [(True, False), (False, True)])
def test_only_members_are_told_how_to_put_it_on_a_home_screen(client, guest, offered):
    user = User.objects.create_guest() if guest else make_user()
    client.force_login(user)
    make_set(make_workout(user, [make_exercise()]))
    assert [('id="install"' in client.get(page).text) for page in ("/", "/account/")] == [offered] * 2


def test_what_has_not_changed_is_not_sent_again(client):
    for path in ("/sw.js", "/offline/"):
        version = client.get(path)["ETag"]
        again = client.get(path, headers={"If-None-Match": f"W/{version}"})
        assert (again.status_code, again.content) == (304, b"")


def test_search_engines_leave_alone_what_is_one_persons(client):
    answer = client.get("/robots.txt")
    assert answer["Content-Type"] == "text/plain"
    assert answer.text == "User-agent: *\nDisallow: /account/\n"


@pytest.mark.parametrize("path", ["/", "/exercises/?q=bridge", "/exercises/squat/", "/routines/", "/when-to-stop/"])
def test_each_public_page_says_what_it_is_about_and_where_it_is(client, path):
    make_exercise("squat", name="Squat")
    text = client.get(path).text
    [description] = find(text, "meta", name="description")
    assert len(description["content"]) > 60
    [canonical] = find(text, "link", rel="canonical")
    assert canonical["href"] == "http://testserver" + path.partition("?")[0]


def test_public_pages_describe_themselves_apart(client):
    make_exercise("squat", name="Squat")
    pages = ["/", "/exercises/", "/exercises/squat/", "/routines/", "/when-to-stop/", "/sources/", "/exercises/signs/"]
    described = {find(client.get(path).text, "meta", name="description")[0]["content"] for path in pages}
    assert len(described) == len(pages)


def test_pages_ask_for_htmx_where_they_use_it(client):
    make_exercise("squat", name="Squat")
    for path in ("/", "/exercises/", "/exercises/squat/", "/routines/", "/account/login/", "/account/signup/"):
        text = client.get(path).text
        assert ("htmx-2.min" in text) == ("data-hx-" in text), path


def test_a_page_names_all_that_its_scripts_import(client):
    client.force_login(make_user())
    text = client.get("/").text
    named = {link["href"] for link in find(text, "link", rel="modulepreload")}
    assert {"/static/js/site.js", "/static/js/offline/queue.js", "/static/js/offline/store.js"} <= named
