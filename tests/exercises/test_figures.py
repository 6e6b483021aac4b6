"""Pictures over HTTP and in templates."""

import json
import re
from base64 import b64encode
from hashlib import sha256
from html import unescape
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.template import Context, Template

from glutes import figures
from glutes.figures.muscle_map import MUSCLES
from tests import html

FIXTURES = Path(settings.BASE_DIR) / "fixtures"
pytestmark = pytest.mark.django_db  # For the session alone.


def render(template, **context):
    return Template("{% load figures %}" + template).render(Context(context))


def test_every_exercise_of_the_catalogue_has_a_figure_and_every_figure_an_exercise():
    rows = [row for file in FIXTURES.glob("exercises*.json") for row in json.loads(file.read_text())]
    assert sorted(row["slug"] for row in rows) == list(figures.slugs())


def test_every_muscle_of_the_catalogue_is_on_the_map():
    assert {row["slug"] for row in json.loads((FIXTURES / "muscles.json").read_text())} <= set(MUSCLES)


def test_a_picture_is_the_svg_that_the_address_asks_for(client):
    response = client.get("/figures/squat.svg", {"crop": "stage", "pose": "pair"})
    assert response.status_code == 200
    assert response["Content-Type"] == "image/svg+xml"
    assert response.content.decode() == figures.figure_svg("squat", "stage", "pair")


def test_picture_moves_in_a_tile_unless_told_otherwise(client):
    assert client.get("/figures/squat.svg").content.decode() == figures.figure_svg("squat", "tile", "moving")


@pytest.mark.parametrize(
    ("version", "cache"),
    [
        (figures.figure_hash("squat"), "public, max-age=31536000, immutable"),
        (figures.figure_hash("lunge"), "public, max-age=300"),
        ("", "public, max-age=300"),
    ],
)
def test_picture_is_kept_for_ever_only_under_its_own_version(client, version, cache):
    assert client.get("/figures/squat.svg", {"v": version})["Cache-Control"] == cache


def test_picture_is_not_sent_twice(client):
    first = client.get("/figures/squat.svg")
    again = client.get("/figures/squat.svg", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = client.get("/figures/lunge.svg", headers={"If-None-Match": first["ETag"]})
    assert other.status_code == 200


def test_picture_may_use_its_own_style_sheet_and_nothing_else(client):
    response = client.get("/figures/squat.svg")
    style = re.search(r"<style>(.*)</style>", response.content.decode())[1]
    trusted = b64encode(sha256(style.encode()).digest()).decode()
    policy = response["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; ")
    assert policy.endswith(f"; style-src 'sha256-{trusted}'")


@pytest.mark.parametrize(
    "address",
    [
        "/figures/nope.svg",
        "/figures/squat.svg?crop=nope",
        "/figures/squat.svg?pose=nope",
        "/figures/squat.svg?crop=thumb&pose=moving",
        "/figures/squat.svg?pose=%00",
        "/figures/muscles.svg?biceps=1",
        "/figures/muscles.svg?core=4",
        "/figures/muscles.svg?core=nope",
    ],
)
def test_an_address_of_no_picture_is_404(client, address):
    assert client.get(address).status_code == 404


def test_pictures_are_only_read(client):
    assert client.post("/figures/squat.svg").status_code == 405
    assert client.post("/figures/muscles.svg").status_code == 405


def test_the_muscle_map_has_a_version_for_paper(client):
    assert client.get("/figures/muscles.svg?core=1&paper=1").content.decode() == figures.muscle_map_svg(
        {"core": 1}, paper=True
    )


def test_the_muscle_map_lights_what_the_address_names(client):
    svg = figures.muscle_map_svg({"gluteus-maximus": 3, "core": 1})
    response = client.get("/figures/muscles.svg?gluteus-maximus=3&core=1&v=" + figures.content_hash(svg))
    assert response.content.decode() == svg
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"


def source(slug, crop, pose):
    return f"/figures/{slug}.svg?v={figures.figure_hash(slug, crop, pose)}&amp;crop={crop}&amp;pose={pose}"


def test_the_figure_tag_draws_the_end_in_a_tile():
    assert render('{% figure "squat" %}') == (
        f'<img src="{source("squat", "tile", "end")}" width="320" height="240" '
        f'alt="{figures.figure_alt("squat")}" loading="lazy">'
    )


def test_a_figure_of_start_and_end_is_twice_as_wide():
    assert render('{% figure "squat" pose="pair" alt="" %}') == (
        f'<img src="{source("squat", "tile", "pair")}" width="640" height="240" alt="" loading="lazy">'
    )


def test_the_thumb_tag_draws_a_small_picture_without_words():
    assert render('{% thumb "squat" %}') == (
        f'<img class="thumb" src="{source("squat", "thumb", "end")}" width="64" height="48" alt="" loading="lazy">'
    )


def test_a_moving_figure_has_a_still_and_a_pause_button():
    html = render('{% moving_figure "squat" crop="stage" %}')
    width, height = figures.figure_size("squat", "stage")
    still, moving = source("squat", "stage", "end"), source("squat", "stage", "moving")
    assert f'<source srcset="{still}" media="(prefers-reduced-motion: reduce)">' in html
    assert f'<img src="{moving}" width="{width}" height="{height}" alt="{figures.figure_alt("squat")}"' in html
    assert f'<button class="round figure-pause" type="button" data-still="{still}">' in html


def test_the_muscle_map_tag_asks_for_what_works_alone_on_the_screen_and_on_paper():
    html = render("{% muscle_map strengths alt='Glutes' %}", strengths={"gluteus-maximus": 2, "core": 0})
    screen, paper = (
        figures.content_hash(figures.muscle_map_svg({"gluteus-maximus": 2}, paper=paper)) for paper in (False, True)
    )
    size = 'width="{}" height="{}"'.format(*figures.MUSCLE_MAP_SIZE)
    assert html == (
        f'<img class="no-print" src="/figures/muscles.svg?gluteus-maximus=2&amp;v={screen}" {size} alt="Glutes" '
        f'loading="lazy">'
        f'<img class="only-print" src="/figures/muscles.svg?gluteus-maximus=2&amp;paper=1&amp;v={paper}" '
        f'{size} alt="" loading="lazy">'
    )


@pytest.mark.parametrize("tag", ["figure", "thumb", "moving_figure"])
def test_an_exercise_without_a_figure_gets_none(tag):
    assert render(f'{{% {tag} "nope" %}}') == ""


def test_a_contact_sheet_has_all_pictures_of_its_exercises(tmp_path, capsys):
    file = tmp_path / "all.svg"
    call_command("figures", "squat", "lunge", output=file)
    assert file.read_text().count("data:image/svg+xml") == 10
    assert capsys.readouterr().out == f"{file}: 2 exercises\n"


def test_a_contact_sheet_names_the_exercise_that_has_no_figure(tmp_path):
    with pytest.raises(CommandError, match="No figure for nope"):
        call_command("figures", "nope", output=tmp_path / "all.svg")


def test_a_sprite_holds_each_still_under_its_name(client):
    response = client.get("/figures/sprite.svg?tile=squat,lunge&thumb=squat")
    assert response.content.decode() == figures.sprite_svg(("squat", "lunge"), ("squat",))
    views = html.find(response.content.decode(), "view")
    assert [view["id"] for view in views] == ["tile-squat", "tile-lunge", "thumb-squat"]
    lefts = [float(view["viewbox"].split()[0]) for view in views]
    assert lefts == sorted(set(lefts))


@pytest.mark.parametrize("query", ["tile=nope", f"tile={'squat,' * 41}", "thumb=squat,nope"])
def test_an_address_of_no_sprite_is_404(client, query):
    assert client.get(f"/figures/sprite.svg?{query}").status_code == 404


def test_stills_of_a_page_come_from_its_sprite_where_they_are_in_it():
    text = render(
        '{% sprite tile=a thumb=b as drawn %}{% figure "squat" alt="" sprite=drawn %}{% thumb "squat" sprite=drawn %}'
        '{% thumb "plank" sprite=drawn %}',
        a=["squat", "squat", ""],
        b=["lunge"],
    )
    version = figures.content_hash(figures.sprite_svg(("squat",), ("lunge",)))
    sprite = f"/figures/sprite.svg?tile=squat&thumb=lunge&v={version}#tile-squat"
    alone = [source(slug, "thumb", "end") for slug in ("squat", "plank")]
    assert [image["src"] for image in html.find(text, "img")] == [sprite, *map(unescape, alone)]


def test_figures_that_are_kept_are_sent_in_brotli_to_browsers_that_take_it(client):
    address = f"/figures/squat.svg?v={figures.figure_hash('squat')}"
    assert client.get(address, headers={"Accept-Encoding": "gzip, br"})["Content-Encoding"] == "br"
    assert client.get(address, headers={"Accept-Encoding": "gzip"})["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in client.get(address)
    assert "Accept-Encoding" in client.get(address)["Vary"]
