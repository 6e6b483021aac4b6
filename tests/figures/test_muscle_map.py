"""Front and back of the body, muscles lit by strength."""

from xml.etree import ElementTree as ET

import pytest

from glutes import figures


def drawn(strengths, **how):
    """Each muscle with its class and the number of areas it is drawn as."""
    root = ET.fromstring(figures.muscle_map_svg(strengths, **how))  # noqa: S314 our own picture
    return {
        path.get("id"): (path.get("class"), path.get("d").count("z"))
        for path in root
        if path.get("d") and path.get("id")
    }


def test_nothing_is_lit_by_default():
    assert {strength for strength, _ in drawn({}).values()} == {"m0"}


@pytest.mark.parametrize(
    ("muscle", "areas"),
    [
        ("gluteus-maximus", 2), ("gluteus-medius", 4), ("gluteus-minimus", 2), ("hamstrings", 4), ("lower-back", 2),
        ("calves", 10), ("quadriceps", 6), ("core", 12), ("hip-flexors", 4), ("adductors", 4),
    ],
)  # fmt: skip
def test_a_muscle_lights_on_both_sides_and_nothing_else_does(muscle, areas):
    for strength in (1, 2, 3):
        assert drawn({muscle: strength}) == drawn({}) | {muscle: (f"m{strength}", areas)}


def test_on_paper_strengths_are_hatching():
    paper = figures.muscle_map_svg({"core": 2}, paper=True)
    assert drawn({"core": 2}, paper=True) == drawn({"core": 2})
    assert "url(#p2)" in paper
    assert "prefers-color-scheme" not in paper


def test_the_map_is_sound_and_small():
    svg = figures.muscle_map_svg({"gluteus-maximus": 3})
    root = ET.fromstring(svg)  # noqa: S314 our own picture
    assert (int(root.get("width")), int(root.get("height"))) == figures.MUSCLE_MAP_SIZE
    assert "prefers-color-scheme:dark" in svg
    assert "href" not in svg
    assert len(svg) < 20_000


@pytest.mark.parametrize(
    ("strengths", "error"), [({"biceps": 1}, KeyError), ({"core": 4}, ValueError), ({"core": -1}, ValueError)]
)
def test_a_muscle_or_strength_that_is_unknown_raises(strengths, error):
    with pytest.raises(error):
        figures.muscle_map_svg(strengths)
