"""What makes the site an app: manifest, service worker, offline page, and whose page a page is."""

import pytest

from glutes.accounts.models import User
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
