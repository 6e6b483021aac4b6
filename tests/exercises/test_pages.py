"""The catalogue's pages with the whole catalogue: what they show, how they filter, how calm they stay."""

from urllib.parse import urlencode

import pytest

from glutes.exercises.models import Exercise, Sign, Source
from glutes.exercises.models.known import known, known_sources
from glutes.management.server import remember_catalogue
from tests import html
from tests.exercises.pages import LIST, names, text

pytestmark = [pytest.mark.usefixtures("catalogue"), pytest.mark.django_db]

HTMX = {"HX-Request": "true"}


@pytest.fixture(scope="module", autouse=True)
def remembered(catalogue, django_db_blocker):
    """As in a process that serves pages: asked anew, the catalogue is most of what a page costs."""
    with django_db_blocker.unblock():
        remember_catalogue()
    yield
    known.clear()
    known_sources.clear()


def test_the_list_shows_every_exercise_with_its_figure_level_and_kit(client):
    page = client.get(LIST)
    assert names(page) == list(Exercise.objects.values_list("slug", flat=True))
    assert page.content.decode().count("/figures/") == text(page).count("of 33") * 33 == 33
    tiles = {slug: text(page, f'class="tile" href="/exercises/{slug}/"', "</a>") for slug in names(page)}
    said = {slug: words.partition(">")[2].strip() for slug, words in tiles.items()}
    assert (said["step-up"], said["squat"], said["sideways-band-walk"], said["deadlift"]) == (
        "Step-up Steady, Step",
        "Squat Starter, No kit",
        "Sideways band walk Steady, Band or none",
        "Deadlift Strong, Barbell",
    )


def test_the_list_keeps_its_filters(client):
    page = client.get(LIST + "?q=bridge&muscle=gluteus-maximus&equipment=mat&equipment=nothing&role=accessory&level=3")
    assert names(page) == ["single-leg-bridge"]
    inputs = [(box["name"], box["value"]) for box in html.find(page.text, "input", checked=True)]
    assert inputs == [
        ("muscle", "gluteus-maximus"),
        ("equipment", "nothing"),
        ("equipment", "mat"),
        ("role", "accessory"),
        ("level", "3"),
    ]
    assert '<input class="input" id="q" name="q" type="search" value="bridge"' in page.content.decode()
    assert "You can do all of these with what you have." in text(page)
    assert "Straightens the hip, drives you forward" in text(page)


def test_htmx_gets_the_results_alone_and_the_address_to_show(client):
    answer = client.get(LIST + "?q=&muscle=&level=3&role=core&role=accessory", headers=HTMX)
    assert names(answer) == ["single-leg-bridge"]
    assert (answer.status_code, answer["HX-Push-Url"]) == (200, "/exercises/?role=core&role=accessory&level=3")
    assert answer.content.decode().startswith('<section id="results"')
    assert "1 of 33 exercises" in text(answer, end="</section>")
    assert "HX-Request" in answer["Vary"]


def test_asking_the_same_again_makes_no_step_in_the_history(client):
    here = {"HX-Current-URL": "http://testserver/exercises/?level=3"}
    assert "HX-Push-Url" not in client.get(LIST + "?q=&level=3", headers=HTMX | here)


def test_going_back_gets_the_whole_page(client):
    answer = client.get(LIST + "?level=3", headers=HTMX | {"HX-History-Restore-Request": "true"})
    assert answer.content.decode().startswith("<!DOCTYPE html>")
    assert "HX-Push-Url" not in answer


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_finding_nothing_offers_a_way_on(client, headers):
    page = client.get(LIST + "?q=xyzzy", headers=headers)
    assert names(page) == []
    assert "0 of 33 Show all 33 Nothing called “xyzzy” Try another name or remove a filter." in text(
        page, 'id="found"', "</section>"
    )
    assert page.content.decode().count('href="/exercises/">Show all') == 2


ODD = [
    "\0",
    "a\0b",
    "x" * 61,
    "x" * 5000,
    "\u202eevil",
    "🍑" * 20,
    "<script>alert(1)</script>",
    "%",
    "\ud800",
    "ß" * 60,
]


@pytest.mark.every_case
@pytest.mark.parametrize("headers", [{}, HTMX])
@pytest.mark.parametrize("value", ODD)
def test_no_input_is_too_odd(client, value, headers):
    for field in ("q", "muscle", "equipment", "role", "level", "other"):
        answer = client.get(LIST + "?" + urlencode({field: value}, errors="surrogatepass"), headers=headers)
        fits = field == "other" or (field == "q" and len(value) <= 60 and "\0" not in value)
        assert (field, answer.status_code) == (field, 200 if fits else 422)
        assert "<script>alert" not in answer.content.decode()


@pytest.mark.parametrize(
    "query", ["?%", "?q=%ff%fe", "?q=%00", "?" + "&".join(["equipment=mat"] * 900), "?q=a&q=b", "?=", "?level="]
)
def test_no_address_is_too_odd(client, query):
    assert client.get(LIST + query).status_code in {200, 422}


def test_a_filter_that_is_none_says_what_is_allowed_and_keeps_the_rest(client):
    page = client.get(LIST, {"q": "y" * 61, "muscle": "elbow", "role": "core", "equipment": "mat"})
    assert page.status_code == 422
    (problem,) = html.find(page.text, "p", class_="problem")
    assert problem.text == (
        "Search for at most 60 characters: one name is enough. No such muscle here: pick from those shown."
    )
    assert names(page) == ["plank", "side-plank", "russian-twist", "leg-raise"]
    assert f'value="{"y" * 61}"' in page.content.decode()


def test_an_exercise_shows_all_that_is_known_about_it(client):
    page = client.get("/exercises/step-up/")
    assert text(page, "<h1", "</ul>") == (
        "Step-up The nearest thing to running: one leg at a time, so both do the same work. "
        "Step Steady Big compound Each side Good to have: backpack"
    )
    assert text(page, "Set up</h3>", "</section>").split(" Check ")[1] == (
        "Left and right get the same number. Stop when Your form slips. "
        "You feel pain that is sharp, sudden or getting worse."
    )
    assert text(page, '<h2 id="dose"', "</section>") == (
        "How much sets, 30 s rest 3 each side, to start 8–10 build to 12–15 Glutes Strength for Runners"
    )
    assert text(page, '<h2 id="ladder"', "</section>") == (
        "Easier, harder Easier Squat You are here Step-up Harder Step-up to running pose"
    )
    assert text(page, '<section class="note"', "</section>") == (
        "No step at home? A sturdy bench or box, or the bottom or second stair. If it stands alone, it must not slip. "
        "Or do the lunge . Nothing to step on? The lunge trains one leg at a time too."
    )
    assert text(page, '<h2 id="muscles"', "<details").startswith(
        "What it works Side of the hip Gluteus medius high 43–63 % A comparison of hip exercises, 2014 ; "
        "MacAskill and colleagues, 2014 Big glutes Gluteus maximus moderate; very high with weight 29–63 %, loaded"
    )
    assert "a rough guide, not a result" in text(page, '<h2 id="muscles"', "<details")
    assert "Holds the pelvis level" in text(page, "<details", "</details>")
    assert text(page, '<h2 id="signs"', "</section>").startswith("Do you notice this? “My knee hurts”")
    (sources,) = html.find(page.text, "section", aria_labelledby="credits")
    assert [link["href"] for link in sources.find("a", class_="rows-body")] == [
        "/sources/#d1",
        "/sources/#d2",
        "/sources/#ours",
    ]


@pytest.mark.parametrize(
    ("slug", "rungs"),
    [
        ("squat", ["heel-raised-squat", "backpack-squat", "step-up", "lunge"]),
        ("glute-bridge", ["bridge-hold", "hip-lift"]),
        ("side-plank", ["side-lying-leg-raise", "sideways-band-walk", "plank", "swiss-ball-plank"]),
        ("russian-twist", []),
    ],
)
def test_an_exercise_leads_to_its_rungs(client, slug, rungs):
    ladders = html.find(client.get(f"/exercises/{slug}/").text, "ol", class_="ladder")
    assert len(ladders) == bool(rungs)
    assert [link["href"] for ladder in ladders for link in ladder.find("a")] == [
        f"/exercises/{rung}/" for rung in rungs
    ]


def test_every_exercise_has_a_page(client):
    for exercise in Exercise.objects.all():
        page = client.get(exercise.get_absolute_url())
        assert (page.status_code, page.content.decode().count("<h1>")) == (200, 1)
        assert f"<title>{exercise.name} – Glutes</title>" in page.content.decode()


def test_each_sign_says_who_says_so_what_studies_found_and_whom_to_ask(client):
    page = client.get("/exercises/signs/").content.decode()
    for sign in Sign.objects.all():
        card = text(page, f'id="{sign.slug}-name"', "</section>")
        assert sign.said in card
        assert f"{sign.studies} If it hurts, ask a physio or doctor. Who says so: " in card
        assert [source.title for source in sign.sources.all() if source.title not in card] == []
        (about,) = html.find(page, id=sign.slug)
        links = [link["href"] for link in about.find("a", class_="rows-body")]
        assert links == [exercise.get_absolute_url() for exercise in sign.exercises.all()]
    assert "General exercise information, not medical advice" in text(page, 'id="see-someone"', "</section>")


def test_sources_stand_where_links_to_them_lead(client):
    page = client.get("/sources/").content.decode()
    ids = [element["id"] for element in html.find(page, "div", id=True)]
    assert ids == list(Source.objects.values_list("slug", flat=True))
    kinds = [heading.text for heading in html.find(page, "h2", id=True) if heading["id"].startswith("kind-")]
    assert kinds == ["Articles", "Ours", "Studies and health services"]
    assert "https://doi.org/10.2519/jospt.2009.2796" in text(page)
    links = {link["href"] for link in html.find(page, "a", href=True) if link["href"].startswith("#")}
    assert len(links) > 1
    assert links - {"#main"} <= {f"#{name}" for name in ids}
    assert "A rough guide, not a result." in text(page, 'id="percentages"', "</section>")


def test_what_is_known_and_what_is_not_is_one_page_for_everybody(client):
    page = client.get("/sources/what-is-known/")
    assert page.status_code == 200
    assert "With someone to guide you, it helped. On your own, it is unproven." in text(page)
    linked = {link["href"].removeprefix("/sources/#") for link in html.find(page.text, "a", href=True)}
    assert {"leppanen-2024", "toresdahl-2020", "frandsen-2025", "halperin-2022", "schellenberg-2007"} <= linked
    for url in ("/sources/", "/exercises/signs/"):
        assert html.find(client.get(url).text, "a", href="/sources/what-is-known/")
