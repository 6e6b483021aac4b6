"""The account page: what one has at home, how one likes things shown."""

from decimal import Decimal

import pytest

from glutes.exercises.models import Equipment
from glutes.kit.models import Kit
from tests import html
from tests.make import make_source, make_user

pytestmark = pytest.mark.django_db
ACCOUNT = "/account/"
HTMX = {"HX-Request": "true"}
SAVED = {
    "units": "kg",
    "first_weekday": "0",
    "day_begins": "0",
    "time_zone": "Europe/Berlin",
    "coaching": "on",
    "easier_every": "6",
}


@pytest.fixture
def equipment():
    """A mat, a kettlebell that has a weight, a band that has a strength, and a barbell no longer on the list."""
    kinds = {"mat": {}, "kettlebell": {"weighs": True}, "band": {"stretches": True}, "barbell": {"weighs": True}}
    made = {
        slug: Equipment.objects.create(slug=slug, name=slug.capitalize(), source=make_source(), **fields)
        for slug, fields in kinds.items()
    }
    Equipment.objects.filter(slug="barbell").update(retired_at="2026-11-01T00:00:00Z")
    return made


@pytest.fixture
def anna(client, equipment):
    anna = make_user("anna")
    client.force_login(anna)
    return anna


def kit_of(user):
    return [str(kit) for kit in user.kit.order_by("equipment__slug", "kg", "band")]


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_preferences_are_saved(client, anna, headers):
    chosen = {
        "units": "lb",
        "first_weekday": "6",
        "day_begins": "4",
        "time_zone": "America/New_York",
        "equipment": ["mat", "band"],
    }
    chosen |= {"equipment": ["mat", "band"], "easier_every": "4"}
    response = client.post(ACCOUNT, chosen, headers=headers)
    anna.refresh_from_db()
    assert (anna.units, anna.first_weekday, anna.time_zone) == ("lb", 6, "America/New_York")
    assert (anna.coaching, anna.easier_every, anna.clash_warnings) == (False, 4, False)
    assert kit_of(anna) == ["Band", "Mat"]
    if headers:
        assert response.status_code == 200
        assert response.text.startswith('<div class="stack" id="preferences" ')
        assert "Saved." in response.text
    else:
        assert (response.status_code, response["Location"]) == (303, ACCOUNT)


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Europe/London", "Europe/London"),
        ("europe/london", "Europe/London"),
        (" Berlin ", "Europe/Berlin"),
        ("new york", "America/New_York"),
        ("utc", "UTC"),
    ],
)
def test_a_time_zone_is_found_by_its_city(client, anna, typed, zone):
    client.post(ACCOUNT, SAVED | {"time_zone": typed})
    anna.refresh_from_db()
    assert anna.time_zone == zone


@pytest.mark.parametrize("headers", [{}, HTMX])
@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"time_zone": "Atlantis"}, "We don’t know that one. Try the nearest big city, like London."),
        ({"time_zone": ""}, "Fill this in."),
        ({"time_zone": "\x00"}, "Letters, digits and signs only."),
        ({"units": "stone"}, "Pick one of these."),
        ({"get_ready_s": ""}, "Fill this in."),
        ({"first_weekday": "3"}, "Pick one of these."),
        ({"easier_every": "3"}, "Pick one of these."),
        ({"easier_every": "9"}, "Pick one of these."),
        ({"equipment": ["yacht"]}, "One of these isn’t on our list."),
        ({"equipment": ["barbell"]}, "One of these isn’t on our list."),
        ({"equipment": ["\x00"]}, "Letters, digits and signs only."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_saved(client, anna, headers, typed, message):
    response = client.post(ACCOUNT, SAVED | {"time_zone": "Asia/Tokyo", "equipment": ["mat"]} | typed, headers=headers)
    anna.refresh_from_db()
    assert (response.status_code, message in response.text) == (422, True)
    assert (anna.units, anna.time_zone, kit_of(anna)) == ("kg", "UTC", [])
    if typed.get("time_zone") == "Atlantis":
        assert 'value="Atlantis"' in response.text
        assert 'value="mat" checked' in response.text


def test_what_is_unticked_goes_with_its_weights_and_that_is_said(client, anna, equipment):
    Kit.objects.create(user=anna, equipment=equipment["kettlebell"], kg=12)
    Kit.objects.create(user=anna, equipment=equipment["mat"])
    for _ in range(2):  # As a double tap does.
        response = client.post(ACCOUNT, SAVED, follow=True)
        assert "Saved. Also removed: Kettlebell 12 kg." in response.text
        assert kit_of(anna) == []
        undo, _ = html.form(response.text, "Undo")
    add(client, "kettlebell", weight="12")  # Typed anew meanwhile, which leaves one of it.
    for said in ("Added: Mat.", "You have that one already."):
        assert said in client.post(undo, follow=True).text
        assert kit_of(anna) == ["Kettlebell 12 kg", "Mat"]


def test_each_weight_keeps_the_unit_it_was_typed_in(client, anna):
    for weight, unit in [("12.5", "kg"), ("35.3", "lb"), ("0.1", "lb")]:
        add(client, "kettlebell", weight=weight, unit=unit)
    for units in ("lb", "kg", "lb"):
        page = client.post(ACCOUNT, SAVED | {"units": units, "equipment": ["kettlebell"]}, headers=HTMX).text
        sizes = [size.text for row in html.find(page, class_="rows-body") for size in row.find("strong")]
        assert sizes == ["0.1 lb", "12.5 kg", "35.3 lb"]
        assert f'<option value="{units}" selected>' in page  # The next one is asked for in the unit chosen just now.


def add(client, slug, headers=None, **fields):
    return client.post(f"/account/kit/{slug}/", fields, headers=headers)


@pytest.mark.parametrize("headers", [None, HTMX])
@pytest.mark.parametrize(
    ("slug", "fields", "kit"),
    [
        ("kettlebell", {"weight": "12,5"}, "Kettlebell 12.5 kg"),
        ("band", {"band": "3", "label": "blue"}, "Band 3 – medium blue"),
        ("band", {"band": "1"}, "Band 1 – very light"),
    ],
)
def test_a_weight_or_a_band_is_added(client, anna, headers, slug, fields, kit):
    response = add(client, slug, headers, **fields)
    assert kit_of(anna) == [kit]
    if headers:
        assert response.status_code == 200
        assert response.text.startswith('<section class="stack" id="kit" ')
        assert f"Added: {kit}." in response.text
    else:
        assert (response.status_code, response["Location"]) == (303, ACCOUNT)


def test_a_weight_in_pounds_is_kept_in_kilograms(client, anna):
    type(anna).objects.update(units="lb")
    add(client, "kettlebell", weight="27.5")
    assert anna.kit.get().kg == Decimal("12.473790175")
    assert "<strong>27.5 lb</strong>" in client.get(ACCOUNT).text


def test_several_of_a_kind_but_no_twins(client, anna):
    for weight in ("8", "12", "12,0"):
        response = add(client, "kettlebell", weight=weight)
        assert (response.status_code, response["Location"]) == (303, ACCOUNT)
    assert kit_of(anna) == ["Kettlebell 8 kg", "Kettlebell 12 kg"]
    assert "Added: Kettlebell 12 kg." in client.get(ACCOUNT).text


@pytest.mark.parametrize("headers", [None, HTMX])
@pytest.mark.parametrize(
    ("slug", "fields", "message"),
    [
        ("kettlebell", {"weight": ""}, "Weight: more than 0, and 500 kg at most."),
        ("kettlebell", {"weight": "heavy"}, "Weight: more than 0, and 500 kg at most."),
        ("kettlebell", {"weight": "-3"}, "Weight: more than 0, and 500 kg at most."),
        ("kettlebell", {"weight": "0"}, "Weight: more than 0, and 500 kg at most."),
        ("kettlebell", {"weight": "9999"}, "Weight: more than 0, and 500 kg at most."),
        ("kettlebell", {"weight": "1" * 21}, "20 characters at most"),
        ("kettlebell", {"weight": "9", "unit": "stone"}, "Kilograms or pounds."),
        ("kettlebell", {"band": "3"}, "Weight: more than 0, and 500 kg at most."),
        ("band", {"band": ""}, "How strong is it? Pick 1 to 5."),
        ("band", {"band": "6"}, "strength is 1 to 5."),
        ("band", {"band": "3", "label": "x" * 41}, "40 characters at most"),
        ("band", {"band": "3", "label": "\x00"}, "Letters, digits and signs only."),
    ],
)
def test_an_impossible_one_is_refused_with_what_was_typed(client, anna, headers, slug, fields, message):
    response = add(client, slug, headers, **fields)
    assert (response.status_code, message in response.text, kit_of(anna)) == (422, True, [])
    if fields.get("weight"):
        assert f'value="{fields["weight"]}"' in response.text


@pytest.mark.parametrize("slug", ["mat", "yacht", "barbell"])
def test_what_has_no_weight_or_is_not_on_the_list_is_nothing_to_add(client, anna, slug):
    assert add(client, slug, weight="5").status_code == 404


def test_names_are_text_and_never_markup(client, anna):
    response = add(client, "band", HTMX, band="3", label="<script>alert(1)</script>")
    assert ("<script>alert" in response.text, "&lt;script&gt;alert" in response.text) == (False, True)


@pytest.mark.parametrize("headers", [None, HTMX])
def test_one_taken_away_can_be_put_back(client, anna, equipment, headers):
    kit = Kit.objects.create(user=anna, equipment=equipment["band"], band=3, label="blue")
    response = client.post(f"/account/kit/{kit.pk}/remove/", headers=headers)
    assert kit_of(anna) == []
    page = response.text if headers else client.get(response["Location"]).text
    assert "Removed: Band 3 – medium blue." in page
    assert "autofocus>Undo" in page  # The button that had the focus is gone.
    for _ in range(2):
        assert "Added: " in client.post(html.form(page, "Undo")[0], follow=True).text
    assert kit_of(anna) == ["Band 3 – medium blue"]


@pytest.mark.parametrize("pk", ["theirs", 0, 10**30])
def test_somebody_elses_cannot_be_taken_away(client, anna, equipment, pk):
    theirs = Kit.objects.create(user=make_user(), equipment=equipment["kettlebell"], kg=77)
    response = client.post(f"/account/kit/{theirs.pk if pk == 'theirs' else pk}/remove/")
    assert (response.status_code, Kit.objects.get()) == (404, theirs)


def test_somebody_elses_kit_is_not_on_the_page(client, anna, equipment):
    Kit.objects.create(user=make_user(), equipment=equipment["kettlebell"], kg=77)
    Kit.objects.create(user=anna, equipment=equipment["kettlebell"], kg=12)
    page = client.get(ACCOUNT).text
    assert ("<strong>12 kg</strong>" in page, "77 kg" in page) == (True, False)


@pytest.mark.parametrize("rows", [1, 30])
def test_the_page_asks_the_database_as_often_for_one_thing_as_for_thirty(
    client, anna, equipment, django_assert_num_queries, rows
):
    kettlebells = [Kit(user=anna, equipment=equipment["kettlebell"], kg=n) for n in range(1, rows + 1)]
    Kit.objects.bulk_create([*kettlebells, Kit(user=anna, equipment=equipment["band"], band=1)])
    with django_assert_num_queries(5):  # session, user, kit, equipment, an open session
        client.get(ACCOUNT)


def test_whoever_is_not_logged_in_is_asked_to_log_in(client):
    assert client.get(ACCOUNT)["Location"] == "/account/login/?next=%2Faccount%2F"


def test_the_timers_of_the_player_are_set_and_a_page_from_before_leaves_them(client, anna):
    client.post(ACCOUNT, SAVED | {"get_ready_s": "0", "change_over_s": "15", "side_rest_s": "20"})
    client.post(ACCOUNT, SAVED)
    anna.refresh_from_db()
    assert (anna.get_ready_s, anna.change_over_s, anna.side_rest_s) == (0, 15, 20)
    refused = client.post(ACCOUNT, SAVED | {"change_over_s": "16"})
    assert refused.status_code == 422
