"""What the pictures are as files: small, sound, self-contained, at rest for those who want rest."""

import gzip
import json
import re
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from glutes import figures
from glutes.figures import drawing
from tests import html

ALLOWED = {"svg", "style", "defs", "linearGradient", "stop", "g", "path", "rect"}
SVG = "{http://www.w3.org/2000/svg}"
KINDS = [(crop, pose) for crop in ("tile", "stage") for pose in drawing.POSES] + [("thumb", "start"), ("thumb", "end")]


@pytest.mark.parametrize("slug", figures.slugs())
def test_pictures_are_self_contained_documents(slug):
    for crop, pose in KINDS:
        svg = figures.figure_svg(slug, crop, pose)
        elements = list(ET.fromstring(svg).iter())  # noqa: S314 our own picture
        attributes = [(name, value) for element in elements for name, value in element.items()]
        assert {element.tag.removeprefix(SVG) for element in elements} <= ALLOWED
        assert [value for name, value in attributes if name == "id"] == ["kit"]
        assert {value for name, value in attributes if "href" in name or "url(" in value} == {"url(#kit)"}
        assert not [name for name, _ in attributes if name.startswith("on") or name == "style"]
        assert "NaN" not in svg
        assert "@import" not in svg


@pytest.mark.parametrize("slug", figures.slugs())
def test_a_moving_picture_is_small_and_has_a_style_for_each_class_and_track(slug):
    for crop in ("tile", "stage"):
        assert len(gzip.compress(figures.figure_svg(slug, crop).encode(), 9)) <= 4096
    svg = figures.figure_svg(slug)
    style, drawn = svg.split("</style>")
    used = {element.attrs["class"] for element in html.find(drawn) if "class" in element.attrs}
    assert used <= set(re.findall(r"\.(\w+)\{", style))
    assert set(re.findall(r"animation-name:(\w+)", style)) == set(re.findall(r"@keyframes (\w+)", style))


def test_a_figure_moves_only_for_those_who_did_not_ask_for_less():
    style = html.find(figures.figure_svg("squat"), "style")[0].text
    before, _, moving = style.partition("@media(prefers-reduced-motion:no-preference){")
    assert "animation" not in before
    assert "animation:1.5s linear infinite alternate" in moving
    assert "@keyframes" not in figures.figure_svg("squat", pose="end")


def test_without_motion_it_shows_the_end():
    """The groups of the moving picture stand where those of the still stand."""

    def transforms(pose):
        moved = html.find(figures.figure_svg("plank", pose=pose), transform=True)
        return [element["transform"] for element in moved if "0 0" not in element["transform"]]

    assert transforms("moving") == transforms("end") != transforms("start")


def test_each_picture_has_its_own_dark_colours():
    style = html.find(figures.figure_svg("squat", pose="end"), "style")[0].text
    light, dark = style.split("@media(prefers-color-scheme:dark){")
    assert ".l{fill:#27364F" in light
    assert ".l{fill:#8FA3C8" in dark


def test_no_browser_turns_the_long_way_round():
    """From one step to the next no piece turns by more than a half circle."""
    for slug in figures.slugs():
        for track in re.findall(r"@keyframes \w+\{(.*?\})\}", figures.figure_svg(slug)):
            angles = [float(angle) for angle in re.findall(r"rotate\((-?[\d.]+)deg\)", track)]
            assert all(abs(b - a) < 90 for a, b in pairwise(angles)), slug


def test_a_tile_is_four_by_three_and_every_size_is_said():
    view_boxes = {
        (slug, crop): html.find(figures.figure_svg(slug, crop, "end"), "svg")[0]["viewbox"].split()[2:]
        for slug in figures.slugs()
        for crop in ("tile", "stage")
    }
    for (_, crop), (width, height) in view_boxes.items():
        assert crop == "stage" or abs(float(width) / float(height) - 4 / 3) < 0.01
    assert {figures.figure_size(slug, "tile") for slug in figures.slugs()} == {(320, 240)}
    assert {slug: figures.figure_size(slug, "stage") for slug in figures.slugs()} == {
        slug: tuple(round(float(side)) for side in view_boxes[slug, "stage"]) for slug in figures.slugs()
    }


def test_stage_shares_one_scale_and_one_floor():
    """One unit is one centimetre: the same person is as tall in two pictures, with the floor at the lower edge."""
    upright = {figures.figure_size(slug, "stage")[1] for slug in ("squat", "single-leg-deadlift", "lunge")}
    assert max(upright) - min(upright) <= 2
    for slug in ("squat", "lunge", "step-up"):
        height = figures.figure_size(slug, "stage")[1]
        assert f"translate({drawing.number(-window_left(slug))} {height})scale(1 -1)" in figures.figure_svg(
            slug, "stage"
        )


def window_left(slug):
    return figures.picture_of(slug).window("stage")[0]


def test_alternative_text_is_one_sentence_with_both_positions():
    assert figures.figure_alt("glute-bridge") == (
        "Start: lying on the back, knees bent, feet flat near the bum; "
        "end: hips lifted, a straight line from shoulders to knees."
    )
    assert len({figures.figure_alt(slug) for slug in figures.slugs()}) == len(figures.slugs())
    assert all(figures.figure_alt(slug).count(".") == 1 for slug in figures.slugs())


def test_the_hash_of_a_picture_follows_its_content():
    hashes = [figures.figure_hash(slug, *kind) for slug in figures.slugs() for kind in KINDS]
    assert len(set(hashes)) == len(hashes)
    assert figures.figure_hash("squat") == figures.content_hash(figures.figure_svg("squat"))


@pytest.mark.parametrize(
    ("arguments", "error"),
    [(("nope",), KeyError), (("squat", "nope"), ValueError), (("squat", "tile", "nope"), ValueError)],
)
def test_a_picture_that_is_unknown_raises(arguments, error):
    with pytest.raises(error):
        figures.figure_svg(*arguments)


def test_entries_use_only_words_that_are_explained():
    assert {word for slug in figures.slugs() for word in figures.exercise(slug)} <= set(figures.ENTRY)


def test_of_each_exercise_logged_side_by_side_the_figure_says_which_side_it_shows():
    """Exercises of the catalogue that are done on one side, then on the other."""
    catalogue = [
        each
        for path in figures.FIXTURES.parent.glob("exercises-*.json")
        for each in json.loads(path.read_text("utf-8"))
    ]
    sided = {each["slug"] for each in catalogue if each.get("sides") == "each"}
    assert {slug for slug in figures.slugs() if figures.shown_side(slug)} == sided & set(figures.slugs())
