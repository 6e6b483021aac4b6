"""A routine shared by link: who made it sees who opened it; who has it looks, prints, takes it; nothing else leaks."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.test import Client, override_settings
from django.utils import timezone

from glutes.accounts.devices import device_of
from glutes.accounts.models import User
from glutes.exercises.models import Cue, Photo
from glutes.links.models import MOST_OPEN, Link, Opening
from glutes.routines.models import Routine
from tests import html
from tests.make import make_exercise, make_own, make_routine, make_user

pytestmark = pytest.mark.django_db

SAFARI = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605 Version/17.0 Mobile/15E148 Safari/604.1"
)
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"


@pytest.fixture
def own(user):
    """An exercise of the user's own, with a photo."""
    exercise = make_own(user, "Wobble board", photo="0123456789", figure="squat")
    Photo.objects.create(exercise=exercise, jpeg=b"secret")
    Cue.objects.create(exercise=exercise, phase="move", position=0, text="Knees soft.")
    return exercise


@pytest.fixture
def routine(user, own):
    rows = [(make_exercise("hop"), {"load_kg": Decimal("123.46"), "note": "Softly."}), (own, {"sets": 2})]
    return make_routine(user, rows, name="Knee plan")


@pytest.fixture
def link(routine):
    return Link.objects.share(routine)


def stranger(agent=SAFARI):
    return Client(headers={"user-agent": agent})


def test_a_routine_is_shared_with_one_tap_and_shows_its_address_as_text_and_code(phone, routine):
    share = f"/routines/{routine.pk}/share/"
    assert not html.find(phone.get(share).text, class_="qr")

    for _ in range(2):
        assert phone.post(share)["Location"] == share
    (link,) = Link.objects.all()
    page = phone.get(share).text

    (field,) = html.find(page, "input", id="url")
    assert field["value"] == f"http://testserver/r/{link.token}/"
    (code,) = html.find(page, class_="qr")
    assert (code["aria-label"], len(code.find("svg"))) == (f"QR code of {field['value']}", 1)
    assert len(link.token) == 24


def test_whoever_has_the_link_sees_exercises_doses_and_notes_but_no_weight_no_photo_no_name(link, user):
    answer = stranger().get(link.get_absolute_url())

    assert answer.status_code == 200
    for seen in ("Knee plan", "Hop", "Wobble board", "Knees soft.", "Softly.", "Take it as mine"):
        assert seen in answer.text
    for hidden in ("123.46", "photo", str(user), "/exercises/own-"):
        assert hidden not in html.flat(answer.text).replace("No photo", "")
    printed = stranger().get(f"{link.get_absolute_url()}print/").text
    assert "Knee plan" in printed
    assert "123.46" not in printed
    assert [a["href"] for a in html.find(printed, "a", class_="flush")] == [link.get_absolute_url()]


def test_pages_behind_it_are_kept_by_nobody_and_tell_nobody_their_address(link):
    headers = ("X-Robots-Tag", "Cache-Control", "Referrer-Policy")
    shown = stranger().get(link.get_absolute_url())
    printed = stranger().get(f"{link.get_absolute_url()}print/")
    assert [shown[name] for name in headers] == ["noindex, nofollow", "private, no-store", "same-origin"]
    assert [printed[name] for name in headers] == ["noindex, nofollow", "private, no-store", "no-referrer"]


def test_a_guest_takes_it_with_one_tap_and_it_is_theirs(link, user):
    browser = stranger()

    answer = browser.post(f"{link.get_absolute_url()}take/", {"time_zone": "Europe/Berlin"})

    copy = Routine.objects.exclude(user=user).get()
    assert (answer.status_code, answer["Location"]) == (303, copy.get_absolute_url())
    assert (copy.user.is_guest, copy.user.time_zone, copy.name) == (True, "Europe/Berlin", "Knee plan")
    rows = copy.prescriptions.select_related("exercise")
    assert [(row.exercise.name, row.sets, row.load_kg, row.note, row.user) for row in rows] == [
        ("Hop", 3, None, "Softly.", copy.user),
        ("Wobble board", 2, None, "", copy.user),
    ]
    theirs = rows[1].exercise
    assert (theirs.user, theirs.photo, [cue.text for cue in theirs.cues.all()]) == (copy.user, "", ["Knees soft."])
    assert "Knee plan" in browser.get(copy.get_absolute_url()).text
    assert browser.get(theirs.get_absolute_url()).status_code == 200


def test_a_member_who_takes_it_twice_has_it_once_and_the_owner_needs_no_copy(link, phone, user):
    member, browser = make_user(), Client()
    browser.force_login(member)
    take = f"{link.get_absolute_url()}take/"

    assert browser.post(take)["Location"] == browser.post(take)["Location"]
    assert member.routines.count() == 1
    assert phone.post(take)["Location"] == link.routine.get_absolute_url()
    assert user.routines.count() == 1


@pytest.mark.parametrize(
    ("fields", "names"),
    [
        ({}, ["wobble board"]),
        ({"load": "required"}, ["wobble board", "Wobble board 2"]),
        ({"retired_at": datetime(2026, 11, 1, tzinfo=UTC)}, ["wobble board", "Wobble board"]),
    ],
)
def test_an_exercise_that_the_taker_has_already_is_not_made_twice(link, fields, names):
    """One that is counted, done and loaded alike (exercises/models/same.py), and is not in their archive."""
    member = make_user()
    make_own(member, "wobble board", **fields)
    copy = link.routine.give_to(member)
    assert [row.exercise.name for row in copy.prescriptions.all() if row.exercise.is_own] == names[-1:]
    assert [one.name for one in member.exercises.order_by("pk")] == names


@override_settings(SIGNUP_OPEN=False)
def test_where_no_one_new_may_come_in_it_can_be_looked_at_but_not_taken(link):
    page = stranger().get(link.get_absolute_url())
    assert "Take it as mine" not in page.text
    assert stranger().post(f"{link.get_absolute_url()}take/").status_code == 403
    assert not User.objects.filter(is_guest=True).exists()


def test_a_taker_without_room_is_told_so(link, monkeypatch):
    monkeypatch.setattr(Routine, "MOST_A_USER", 0)
    answer = stranger().post(f"{link.get_absolute_url()}take/")
    assert answer.status_code == 422
    assert "delete one first" in answer.text


def test_every_opening_is_listed_but_the_owners_own(link, phone, monkeypatch):
    now = timezone.now()
    for minutes, agent in ((0, SAFARI), (10, SAFARI), (16, SAFARI), (16, FIREFOX)):
        monkeypatch.setattr(timezone, "now", lambda later=minutes: now + timedelta(minutes=later))
        stranger(agent).get(link.get_absolute_url())
        stranger(agent).head(link.get_absolute_url())
    phone.get(link.get_absolute_url())
    assert [opening.device for opening in Opening.objects.order_by("pk")] == [
        "a phone, Safari",
        "a phone, Safari",
        "a computer, Firefox",
    ]
    assert "Opened 3 times." in html.flat(phone.get(f"/routines/{link.routine_id}/share/").text)
    assert "opened 3 times" in html.flat(phone.get("/account/links/").text)


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (SAFARI, "a phone, Safari"),
        (FIREFOX, "a computer, Firefox"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537 Chrome/126.0 Safari/537 Edg/126.0", "a computer, Edge"),
        ("Mozilla/5.0 (Linux; Android 14; Pixel) AppleWebKit/537 Chrome/126.0 Mobile Safari/537", "a phone, Chrome"),
        ("Mozilla/5.0 (Linux; Android 14; Tab) AppleWebKit/537 Chrome/126.0 Safari/537", "a tablet, Chrome"),
        ("WhatsApp/2.23.20.0", "a program"),
        ("Mozilla/5.0 (compatible; Googlebot/2.1)", "a program"),
        ("Something else", "a computer"),
        ("", "a program"),
    ],
)
def test_a_device_is_said_in_words(agent, words):
    assert device_of(agent) == words


def test_closing_takes_effect_at_once_and_can_be_undone(link, phone):
    share = f"/routines/{link.routine_id}/share/"
    assert phone.post(f"/account/links/{link.pk}/close/", {"next": share})["Location"] == share
    assert stranger().get(link.get_absolute_url()).status_code == 404
    assert "Undo" in phone.get(share).text

    phone.post(f"/account/links/{link.pk}/open/")
    assert stranger().get(link.get_absolute_url()).status_code == 200


def test_a_link_that_was_replaced_stays_closed(link, phone):
    link.close(timezone.now())
    newer = Link.objects.share(link.routine)
    assert phone.post(f"/account/links/{link.pk}/open/").status_code == 303
    assert (stranger().get(link.get_absolute_url()).status_code, newer.token == link.token) == (404, False)
    assert "Nothing was changed" in phone.get("/account/links/").text


def test_nobody_has_more_links_than_fit_on_a_page(phone, user, routine):
    today = user.local_date()
    Link.objects.bulk_create(Link(user=user, name="x", until=today) for _ in range(MOST_OPEN))
    answer = phone.post(f"/routines/{routine.pk}/share/")
    assert answer.status_code == 422
    assert "100 open links is the limit" in answer.text


def test_others_neither_share_nor_close_what_is_not_theirs(link):
    other = Client()
    other.force_login(make_user())
    for address in (f"/routines/{link.routine_id}/share/", f"/account/links/{link.pk}/close/"):
        assert other.post(address).status_code == 404
    assert stranger().get(link.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_asks_as_often_for_one_link_as_for_thirty(phone, user, count, django_assert_num_queries):
    for _ in range(count):
        link = Link.objects.share(make_routine(user, [(make_exercise(), {})]))
        Opening.objects.create(user=user, link=link, device="a phone")
    with django_assert_num_queries(6):
        assert phone.get("/account/links/").status_code == 200
