"""Exercises of one's own: their form, their photo, and that nobody else ever meets them."""

from io import BytesIO
from zlib import crc32

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from glutes.exercises import photos
from glutes.exercises.models import Equipment, Exercise, Muscle, Photo
from glutes.kit.models import ExerciseWish
from glutes.workouts.snapshot import Snapshot
from tests import html
from tests.at_once import post_twice
from tests.exercises.pages import LIST, names, text
from tests.make import (
    make_exercise,
    make_own,
    make_routine,
    make_set,
    make_source,
    make_user,
    make_worked,
    make_workout,
)

pytestmark = pytest.mark.django_db

NEW = "/exercises/new/"
NAMED = {"name": "Calf raise", "measure": "reps", "load": "optional", "sides": "both", "role": "accessory"}


def make_muscle(slug="calves"):
    return Muscle.objects.get_or_create(slug=slug, defaults={"name": slug, "plain_name": slug.capitalize()})[0]


def photo_of(size=(1600, 1200), kind="JPEG", colour="red", **how):
    Image.new("RGB", size, colour).save(file := BytesIO(), kind, **how)
    return SimpleUploadedFile("photo.jpg", file.getvalue(), "image/jpeg")


def the_one(user):
    return user.exercises.get()


def problems_on(page):
    return [each.text for each in html.find(page.text, class_="problem")]


def test_an_own_exercise_needs_nothing_but_a_name(phone, user):
    page = phone.get(NEW + "?name=calf%20raise")
    form = {field["name"]: field.attrs.get("value", "") for field in html.find(page.text, "input", type="hidden")}
    checked = {each["name"]: each["value"] for each in html.find(page.text, "input", type="radio", checked=True)}
    assert html.find(page.text, "input", id="id_name")[0]["value"] == "Calf raise"
    answer = phone.post(NEW, {**form, **checked, "name": "Calf raise"})
    mine = the_one(user)
    assert (answer.status_code, answer["Location"]) == (303, f"/exercises/{mine.slug}/")
    assert (mine.name, mine.measure, mine.load, mine.sides, mine.role) == (
        "Calf raise", "reps", "optional", "both", "accessory",
    )  # fmt: skip
    assert mine.slug == f"own-{form['key']}"


def test_all_of_it_is_stored_and_comes_back_in_the_form(phone, user):
    make_muscle("calves"), make_muscle("hamstrings")
    Equipment.objects.create(slug="step", name="Step", source=make_source())
    harder, mine = make_exercise("hop"), make_own(user, "Toe walk")
    fields = {
        "sides": "each", "measure": "seconds", "load": "required", "role": "core", "equipment": ["step"],
        "works_calves": "high", "works_hamstrings": "moderate", "cues": "Heels up.\n\n  Slowly   down. ",
        "easier": mine.slug, "harder": harder.slug, "figure": "squat",
    }  # fmt: skip
    phone.post(NEW, NAMED | fields)
    raised = user.exercises.get(name="Calf raise")
    assert {work.muscle.slug: work.activity for work in raised.works.all()} == {
        "calves": "high",
        "hamstrings": "moderate",
    }
    assert [cue.text for cue in raised.cues.all()] == ["Heels up.", "Slowly down."]
    assert [(step.kind, step.to) for step in raised.ladder.all()] == [("easier", mine), ("harder", harder)]
    assert ([thing.slug for thing in raised.equipment.all()], raised.figure) == (["step"], "squat")
    page = phone.get(f"/exercises/{raised.slug}/edit/")
    checked = {each["name"]: each["value"] for each in html.find(page.text, "input", type="radio", checked=True)}
    assert checked == {
        "measure": "seconds", "load": "required", "sides": "each", "role": "core", "pattern": "", "figure": "squat",
        "works_calves": "high", "works_hamstrings": "moderate",
    }  # fmt: skip
    assert "Heels up.\nSlowly down." in page.text
    assert [each["value"] for each in html.find(page.text, "option", selected=True)] == [mine.slug, harder.slug]
    phone.post(f"/exercises/{raised.slug}/edit/", NAMED | {"name": "Heel raise"})
    raised.refresh_from_db()
    assert (raised.name, raised.sides, raised.works.count(), raised.cues.count(), raised.ladder.count()) == (
        "Heel raise", "both", 0, 0, 0,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("things", "load", "banded"),
    [(["band"], "optional", True), (["band"], "none", False), (["band", "kettlebell"], "optional", False)],
)
def test_with_a_band_alone_its_load_is_a_band(phone, user, things, load, banded):
    Equipment.objects.create(slug="band", name="Band", stretches=True, source=make_source())
    Equipment.objects.create(slug="kettlebell", name="Kettlebell", weighs=True, source=make_source())
    phone.post(NEW, NAMED | {"equipment": things, "load": load})
    assert the_one(user).banded is banded


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"name": " "}, "Name: fill this in."),
        ({"name": "x" * 61}, "Name: 60 characters at most."),
        ({"name": "HOP"}, "“Hop” is one of ours already: use that, or pick another name."),
        ({"name": "toe WALK"}, "You have one called “toe WALK” already: pick another name."),
        ({"name": "toe  walk"}, "You have one called “toe walk” already: pick another name."),
        ({"measure": "miles"}, "Pick one of these."),
        ({"role": "check"}, "Pick one of these."),
        ({"figure": "zebra"}, "Pick one of these."),
        ({"equipment": ["zebra"]}, "One of these is not on our list of kit."),
        ({"cues": "Up.\n" * 13}, "Cues: 12 lines at most, 200 characters each."),
        ({"cues": "x" * 201}, "Cues: 12 lines at most, 200 characters each."),
        ({"easier": "hop", "harder": "hop"}, "One exercise can’t be both easier and harder."),
        ({"easier": "zebra"}, "We don’t have that exercise."),
    ],
)
def test_what_is_wrong_is_said_beside_it_and_what_was_typed_is_kept(phone, user, fields, problem):
    make_exercise("hop"), make_own(user, "Toe walk")
    page = phone.post(NEW, NAMED | {"cues": "Heels up."} | fields)
    assert (page.status_code, problem in problems_on(page)) == (422, True)
    assert html.problems(page.text) == []
    assert "cues" in fields or "Heels up." in page.text
    assert [mine.name for mine in user.exercises.all()] == ["Toe walk"]


def test_a_member_has_at_most_200_exercises_of_their_own(phone, user):
    Exercise.objects.bulk_create(
        Exercise(user=user, slug=f"own-{n}", name=f"Raise {n}", role="core", measure="reps", sides="both", load="none")
        for n in range(Exercise.MOST_A_USER)
    )
    page = phone.post(NEW, NAMED)
    assert (page.status_code, user.exercises.count()) == (422, 200)
    assert "200 exercises of your own is the limit: delete one first." in problems_on(page)


@pytest.mark.django_db(transaction=True)
def test_sent_twice_at_once_it_is_one(phone, user):
    sent = NAMED | {"key": "abcdefghijkl"}
    first, second = post_twice(phone, NEW, sent)
    assert first == second == (303, "/exercises/own-abcdefghijkl/")
    assert user.exercises.count() == 1


def test_a_form_that_a_browser_kept_overwrites_nothing(phone, user):
    for name in ("Calf raise", "Toe walk"):
        phone.post(NEW, NAMED | {"key": "abcdefghijkl", "name": name})
    assert sorted(mine.name for mine in user.exercises.all()) == ["Calf raise", "Toe walk"]
    somebody = make_user()
    client = Client()
    client.force_login(somebody)
    client.post(NEW, NAMED | {"key": "abcdefghijkl"})
    assert the_one(somebody).slug != "own-abcdefghijkl"


def test_where_one_came_from_is_where_one_goes(phone):
    assert phone.post(NEW, NAMED | {"next": "/plan/"})["Location"] == "/plan/"
    assert phone.post(NEW, NAMED | {"name": "Other", "next": "//evil.example"})["Location"].startswith(
        "/exercises/own-"
    )


def test_what_was_logged_keeps_how_it_is_counted_and_its_sides(phone, user):
    mine = make_own(user)
    make_set(make_workout(user, [mine]))
    answer = phone.post(f"/exercises/{mine.slug}/edit/", NAMED | {"measure": "seconds", "sides": "each", "name": "Up"})
    mine.refresh_from_db()
    assert (answer.status_code, mine.name, mine.measure, mine.sides) == (303, "Up", "reps", "both")


def test_unused_it_is_deleted_used_it_is_archived_and_both_can_be_undone(phone, user):
    unused, used = make_own(user, "Unused"), make_own(user, "Used")
    make_routine(user, [(used, {})])
    for mine, word in ((unused, "Deleted: Unused."), (used, "Archived: Used.")):
        page = phone.post(f"/exercises/{mine.slug}/delete/", follow=True)
        assert word in text(page)
        assert mine.slug not in names(page)
        assert phone.get(f"/exercises/{mine.slug}/").status_code == 200
        assert phone.post(f"/exercises/{mine.slug}/restore/").status_code == 303
        assert mine.slug in names(phone.get(LIST))


def test_what_was_deleted_a_day_ago_is_gone_for_good_what_is_used_never(phone, user):
    _, used = (make_own(user, name, retired_at="2020-01-01T00:00Z") for name in ("Unused", "Used"))
    make_routine(user, [(used, {})])
    phone.post(f"/exercises/{make_own(user, 'Another').slug}/delete/")
    assert set(user.exercises.values_list("name", flat=True)) == {"Used", "Another"}


def test_an_own_exercise_stands_in_the_catalogue_first_as_ones_own(phone, user):
    make_exercise("squat")
    mine = make_own(user)
    page = phone.get(LIST)
    assert names(page) == [mine.slug, "squat"]
    assert html.find(page.text, "a", class_="tile")[0].text.startswith("Yours")
    assert "1 of 2" in text(phone.get(LIST + "?q=calf"))


def test_a_muscle_is_offered_as_a_filter_once_something_works_it(phone, client, user):
    make_muscle("adductors"), make_worked("squat")
    phone.post(NEW, NAMED | {"works_adductors": "high"})
    assert 'value="adductors"' in phone.get(LIST).text
    assert 'value="adductors"' not in client.get(LIST).text
    assert names(phone.get(LIST + "?muscle=adductors")) == [the_one(user).slug]


def test_the_page_of_an_own_exercise_says_that_it_is_ones_own(phone, user):
    make_muscle()
    phone.post(NEW, NAMED | {"works_calves": "high"})
    page = phone.get(f"/exercises/{the_one(user).slug}/")
    assert html.problems(page.text) == []
    assert "Yours" in text(page)
    assert ("Calves calves works" in text(page), "Where this comes from" in text(page)) == (True, False)


@pytest.mark.parametrize("number", [1, 30])
def test_queries_do_not_grow_with_the_number_of_own_exercises(phone, user, number):
    for n in range(number):
        make_own(user, f"Raise {n}")
    detail = user.exercises.first().get_absolute_url()
    asked = {}
    for address in (LIST, NEW, detail, f"{detail}edit/"):
        with CaptureQueriesContext(connection) as queries:
            assert phone.get(address).status_code == 200
        asked[address] = len(queries)
    assert asked == {LIST: 9, NEW: 9, detail: 15, f"{detail}edit/": 17}


# Its photo


def test_a_photo_is_made_small_and_says_nothing_but_what_it_shows(phone, user):
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "zebra phone"  # Lies on its side; taken with.
    phone.post(NEW, NAMED | {"photo": photo_of((1600, 1200), exif=exif, comment=b"zebra")})
    mine = the_one(user)
    jpeg = bytes(Photo.objects.get(exercise=mine).jpeg)
    with Image.open(BytesIO(jpeg)) as image:
        assert (image.format, image.size, dict(image.getexif()), "comment" in image.info) == (
            "JPEG",
            (960, 720),
            {},
            False,
        )
    assert len(jpeg) <= 100_000
    assert b"zebra" not in jpeg
    answer = phone.get(f"/exercises/{mine.slug}/photo.jpg?v={mine.photo}")
    assert (answer.content, answer["Content-Type"]) == (jpeg, "image/jpeg")
    assert set(answer["Cache-Control"].split(", ")) == {"private", "max-age=31536000", "immutable"}
    assert f"/exercises/{mine.slug}/photo.jpg?v={mine.photo}" in phone.get(LIST).text
    assert phone.get(f"/exercises/{mine.slug}/photo.jpg?v=old").status_code == 404


def test_upright_means_as_it_was_held():
    tall = Image.new("RGB", (1200, 1600), "red")
    tall.paste("blue", (0, 0, 1200, 800))
    exif = Image.Exif()
    exif[0x0112] = 6
    tall.transpose(Image.Transpose.ROTATE_90).save(file := BytesIO(), "JPEG", exif=exif)
    with Image.open(BytesIO(photos.small(file))) as image:
        (top, bottom) = (image.getpixel((480, y)) for y in (40, 680))
    assert top[2] > 200 > bottom[2]
    assert bottom[0] > 200 > top[0]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_noise_of_every_kind_fits(kind):
    Image.effect_noise((2000, 1500), 200).convert("RGB").save(file := BytesIO(), kind)
    assert len(photos.small(file)) <= photos.SMALL_BYTES


def bomb():
    """A PNG of a few kilobytes that would need gigabytes."""
    Image.new("1", (30_000, 30_000)).save(file := BytesIO(), "PNG")
    return file.getvalue()


@pytest.mark.parametrize(
    ("sent", "problem"),
    [
        (b"", photos.UNREADABLE),
        (b"zebra", photos.UNREADABLE),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", photos.UNREADABLE),
        (photo_of().read()[:2000], photos.UNREADABLE),
        (bomb, photos.TOO_BIG),
        (b"\xff\xd8" + bytes(photos.MOST_BYTES), photos.TOO_BIG),
    ],
    ids=["empty", "text", "svg", "half", "bomb", "big"],
)
def test_what_is_no_photo_is_refused_and_the_rest_is_kept(phone, user, sent, problem):
    sent = sent() if callable(sent) else sent
    page = phone.post(NEW, NAMED | {"photo": SimpleUploadedFile("photo.jpg", sent, "image/jpeg")})
    assert (page.status_code, problem in problems_on(page), user.exercises.count()) == (422, True, 0)
    assert 'value="Calf raise"' in page.text


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_with_anything_wrong_in_it_is_made_small_or_refused_in_words(monkeypatch, kind):
    monkeypatch.setattr(photos, "SIZES", ((32, 24),))
    exif = Image.Exif()
    exif[0x0112], exif[0x010E], exif[0x8825] = 6, "zebra", {1: "N", 2: (1.0, 2.0, 3.0)}
    sound = photo_of((32, 24), kind, exif=exif).read()
    refused = 0
    for place in range(min(len(sound), 400)):
        for byte in (0, 0xFF, 5):
            damaged = bytearray(sound)
            damaged[place] = byte
            if kind == "PNG":  # Else its sums alone would refuse it.
                damaged = with_sums(damaged)
            try:
                photos.small(BytesIO(damaged))
            except ValueError as error:
                refused += str(error) in (photos.UNREADABLE, photos.TOO_BIG)
    assert refused > 20


def with_sums(png):
    """A PNG with the sums of its chunks put right, as far as it has any."""
    whole, at = png[:8], 8
    while at + 12 <= len(png):
        end = at + 8 + int.from_bytes(png[at : at + 4])
        whole += png[at:end] + crc32(png[at + 4 : end]).to_bytes(4)
        at = end + 4
    return bytes(whole)


def test_a_photo_is_replaced_and_removed(phone, user):
    phone.post(NEW, NAMED | {"photo": photo_of()})
    mine, address = the_one(user), f"/exercises/{the_one(user).slug}/edit/"
    phone.post(address, NAMED)
    assert the_one(user).photo == mine.photo
    phone.post(address, NAMED | {"photo": photo_of(colour="blue")})
    assert the_one(user).photo not in ("", mine.photo)
    phone.post(address, NAMED | {"without_photo": "1"})
    assert (the_one(user).photo, Photo.objects.count()) == ("", 0)


@pytest.mark.parametrize(
    ("fields", "shown"),
    [({}, "/figures/squat.svg"), ({"figure": "plank"}, "/figures/plank.svg"), ({"photo": "abc"}, "/photo.jpg?v=abc")],
)
def test_a_photo_else_a_figure_else_somebody_who_stands_ready(phone, user, fields, shown):
    make_own(user, **fields)
    (tile,) = html.find(phone.get(LIST).text, "a", class_="tile")
    assert shown in tile.find("img")[0]["src"]
    assert phone.get(tile.find("img")[0]["src"]).status_code == (404 if "photo" in fields else 200)


# Nobody else's business


@pytest.fixture
def theirs():
    """Somebody else's own exercise, with a rung that leads to it."""
    owner = make_user("zoe")
    mine = make_own(owner, "Zebra hop", photo="0123456789")
    Photo.objects.create(exercise=mine, jpeg=b"jpeg")
    return mine


def test_nobody_else_meets_it_on_a_page(phone, client, theirs):
    for visitor in (phone, client):
        for place in ("", "edit/", "delete/", "restore/", "photo.jpg"):
            ask = visitor.post if place in ("delete/", "restore/") else visitor.get
            asked = ask(f"/exercises/{theirs.slug}/{place}").status_code
            assert asked == (404 if visitor is phone or not place else 303)
        assert "Zebra" not in visitor.get(LIST + "?q=zebra+hop").text.replace("zebra hop", "")
    assert phone.get(f"/progress/{theirs.slug}/").status_code == 404
    assert phone.get(f"/account/wishes/{theirs.slug}/").status_code == 404
    assert phone.get(f"/workouts/start/?exercise={theirs.slug}").status_code == 404


def test_nobody_else_names_it_in_a_form(phone, user, theirs):
    squat = make_exercise("squat")
    routine, workout = make_routine(user, [(squat, {})]), make_workout(user, [squat])
    row = routine.prescriptions.get()
    logged = {"slot": 1, "exercise": theirs.slug, "number": 1, "reps": 5}
    forms = {
        NEW: NAMED | {"easier": theirs.slug},
        f"/routines/{routine.pk}/add/": {"exercise": theirs.slug, "block": "main"},
        f"/routines/prescriptions/{row.pk}/swap/": {"exercise": theirs.slug},
        f"/workouts/{workout.pk}/sets/": logged,
        f"/workouts/{workout.pk}/slots/": logged,
    }
    assert {address: phone.post(address, fields).status_code for address, fields in forms.items()} == dict.fromkeys(
        forms, 422
    )
    assert (
        "have that exercise"
        in phone.post(f"/routines/{routine.pk}/widen/", {"about": theirs.slug, "high": 15}, follow=True).text.lower()
    )
    for address in (f"/routines/{routine.pk}/edit/?add=main&q=zebra", f"/workouts/{workout.pk}/pick/?q=zebra"):
        assert "Zebra hop" not in phone.get(address).text


def test_a_snapshot_of_somebody_elses_holds_it_no_more(user, theirs):
    signed = Snapshot.of_exercise(theirs).signed()
    assert Snapshot.read(signed, user).slots == ()
    assert [slot.exercise for slot in Snapshot.read(signed, theirs.user).slots] == [theirs]


def test_the_catalogue_is_loaded_around_it(user):
    mine = make_own(user)
    in_no_file = make_exercise("in-no-file")
    call_command("load_catalogue", verbosity=0)
    mine.refresh_from_db()
    in_no_file.refresh_from_db()
    assert (mine.retired_at is None, in_no_file.retired_at is None) == (True, False)


@pytest.mark.parametrize(
    ("fields", "names"),
    [({}, ["Copenhagen"]), ({"measure": "seconds", "sides": "each"}, ["Copenhagen", "Copenhagen 2"])],
)
def test_a_guests_exercise_of_the_same_name_is_the_same_if_it_is_counted_done_and_loaded_alike(user, fields, names):
    guest = make_user("guest-1")
    make_own(user, "Copenhagen")
    theirs = make_own(guest, "copenhagen" if not fields else "Copenhagen", **fields)
    workout, routine = make_workout(guest, [theirs]), make_routine(guest, [(theirs, {})])
    make_set(workout)
    ExerciseWish.objects.create(user=guest, exercise=theirs, as_written=True)
    user.take_over(guest)
    assert [one.name for one in user.exercises.order_by("pk")] == names
    kept = [
        each.exercise.name
        for each in (workout.exercises.get(), routine.prescriptions.get(), ExerciseWish.objects.get(user=user))
    ]
    assert kept == [names[-1]] * 3


def test_a_guest_who_becomes_a_member_keeps_them_and_who_goes_takes_them_along(user):
    guest = make_user("guest-1")
    mine = make_own(guest)
    make_set(make_workout(guest, [mine]))
    make_routine(guest, [(mine, {})])
    user.take_over(guest)
    assert the_one(user) == mine
    user.delete()
    assert not Exercise.objects.filter(pk=mine.pk).exists()
