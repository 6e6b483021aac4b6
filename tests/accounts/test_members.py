"""`manage.py members`: whoever hosts the site sees who is here, invites, locks out, and deletes."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from glutes.accounts.models import Invitation, User
from glutes.api.models import ApiToken
from glutes.calendars.models import CalendarFeed
from glutes.links.models import Link
from glutes.runs.models import RunSource
from tests.make import make_exercise, make_user, make_workout

pytestmark = pytest.mark.django_db
ANNA = {"username": "Anna", "password1": "three odd words", "password2": "three odd words"}
BEN = ANNA | {"username": "Ben"}


@pytest.fixture
def members(capsys):
    """Runs the command; returns what it says, or the one sentence of its refusal."""

    def run(*words):
        try:
            call_command("members", *words)
        except CommandError as error:
            return str(error)
        return capsys.readouterr().out.strip()

    return run


@pytest.fixture
def closed(settings):
    settings.SIGNUP_OPEN = False


@pytest.fixture
def address(members, closed):
    """The path of an invitation."""
    return members("invite", "--site", "https://train.example/").splitlines()[0].removeprefix("https://train.example")


def test_an_invitation_lets_one_person_in_where_sign_up_is_closed(client, address):
    assert client.get("/account/signup/").status_code == 403
    assert client.get(address).status_code == 200
    assert client.post(address, ANNA).status_code == 303
    assert client.get("/account/").status_code == 200
    late = Client()
    for answer in (late.get(address), late.post(address, BEN)):
        assert answer.status_code == 403
        assert "That invitation was used already, or is too old." in answer.text
    assert [user.username for user in User.objects.all()] == ["Anna"]


def test_a_form_that_is_refused_does_not_use_it_up(client, address):
    assert client.post(address, ANNA | {"password2": "other"}).status_code == 422
    assert client.post(address, ANNA).status_code == 303


def test_two_at_once_make_one_member(client, address, monkeypatch):
    found = Invitation.objects.get()
    # Both read it unused.
    monkeypatch.setattr("glutes.accounts.models.invitation.InvitationQuerySet.named", lambda *_: found)
    assert client.post(address, ANNA).status_code == 303
    assert Client().post(address, BEN).status_code == 403
    assert User.objects.count() == 1


@pytest.mark.parametrize("both_read_it", [False, True])
def test_of_two_taps_on_the_form_of_an_invitation_the_second_comes_in_as_well(address, monkeypatch, both_read_it):
    found = Invitation.objects.get()
    first, second = Client(), Client()
    assert first.post(address, ANNA).status_code == 303
    if both_read_it:
        monkeypatch.setattr("glutes.accounts.models.invitation.InvitationQuerySet.named", lambda *_: found)
    assert second.post(address, ANNA).status_code == 303
    assert second.get("/account/").status_code == 200
    assert Client().post(address, ANNA | {"password1": "not the same words"}).status_code in (403, 422)
    assert User.objects.count() == 1


def test_an_invited_guest_is_offered_what_works_and_no_passkey(address):
    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.create_guest(), "django.contrib.auth.backends.ModelBackend")
    assert "data-passkey" not in client.get(address).text
    assert client.post("/account/passkeys/sign-up/", ANNA).status_code == 403
    assert client.post(address, ANNA).status_code == 303
    assert User.objects.get().username == "Anna"


def test_where_sign_up_is_open_an_invitation_used_meanwhile_keeps_nobody_out(client, members, monkeypatch):
    address = members("invite", "--site", "").splitlines()[0]
    found = Invitation.objects.get()
    monkeypatch.setattr("glutes.accounts.models.invitation.InvitationQuerySet.named", lambda *_: found)
    assert [one.post(address, said).status_code for one, said in ((client, ANNA), (Client(), BEN))] == [303, 303]


@pytest.mark.parametrize("key", ["", "x", "a" * 5000, "\x00", "ü"])
def test_an_invitation_with_any_other_key_is_refused(client, address, key):
    assert client.get("/account/signup/", {"invite": key}).status_code == 403


def test_an_invitation_ends_after_some_days_and_tidy_removes_it(client, address):
    Invitation.objects.update(until=timezone.now() - timedelta(seconds=1))
    assert client.get(address).status_code == 403
    call_command("tidy", verbosity=0)
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("days", ["0", "366", "-1"])
def test_an_invitation_lasts_a_day_to_a_year(members, days):
    assert members("invite", "--days", days) == "Between 1 and 365 days, please."


@pytest.mark.parametrize(("site", "said"), [("notaurl", "“notaurl” is no address"), ("https://", "“https://” is no")])
def test_what_is_no_address_of_a_site_makes_no_invitation(members, site, said):
    assert members("invite", "--site", site).startswith(said)
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("is_open", [True, False])
def test_where_sign_up_is_open_it_is_said_that_nobody_needs_one(members, settings, is_open):
    settings.SIGNUP_OPEN = is_open
    assert ("Sign-up is open here: nobody needs an invitation." in members("invite")) == is_open


def test_who_is_locked_out_is_out_at_once_and_nothing_is_lost(client, members):
    ann = make_user("Änn")
    client.force_login(ann)
    make_workout(ann, [make_exercise()])
    assert members("lock", "änn").startswith("Änn is locked out")
    assert client.get("/account/").status_code == 303
    assert Client().post("/account/login/", {"username": "Änn", "password": "long enough secret"}).status_code == 422
    assert members("list").splitlines()[0].endswith("1 session, last on 2026-11-18, locked")
    members("unlock", "änn")
    assert Client().post("/account/login/", {"username": "Änn", "password": "long enough secret"}).status_code == 303
    assert ann.workouts.count() == 1


def test_whoever_is_locked_out_comes_in_by_no_other_way_either_until_unlocked(members):
    ann = make_user("ann")
    feed, (_, key) = CalendarFeed.objects.create(user=ann), ApiToken.objects.make(ann, name="Mine", scope="write")
    report = Link.objects.create(user=ann, name="Physio", until=timezone.now() + timedelta(days=9), may_propose=True)
    RunSource.objects.create(user=ann, origin="calendar", address="https://plan.invalid/", asked_at=None)
    ways = {
        f"/calendar/{feed.token}.ics": {},
        f"/calendar/{feed.busy_token}.ics": {},
        "/api/v1/routines": {"authorization": f"Bearer {key}"},
        report.get_absolute_url(): {},
        f"/see/{report.token}/propose/": {},
    }

    def found():
        return [Client().get(address, headers=headers).status_code for address, headers in ways.items()]

    assert found() == [200] * len(ways)
    members("lock", "ann")
    assert found() == [404, 404, 401, 404, 404]
    call_command("sync")
    assert RunSource.objects.get().asked_at is None
    members("unlock", "ann")
    assert found() == [200] * len(ways)


def test_deleting_says_what_goes_and_asks_to_be_sure(members):
    make_workout(make_user("ann"), [make_exercise()])
    assert members("delete", "ann") == "ann owns 1 session. To delete all that for good, add --sure."
    assert members("delete", "ann", "--sure") == "ann is deleted, with 1 session."
    assert members("delete", "ann", "--sure") == "There is no member “ann”."


def test_the_list_counts_guests_and_does_not_name_them(members):
    make_user("ann")
    guest = User.objects.create_guest()
    said = members("list")
    assert "1 member, 1 guest." in said
    assert guest.username not in said
