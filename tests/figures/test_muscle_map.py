"""Front and back of the body, muscles lit by strength."""

import re
from collections import Counter
from xml.etree import ElementTree as ET

import pytest

from glutes import figures


def lit(strengths):
    """How many areas are drawn in each strength."""
    return Counter(re.findall(r'class="s(\d)"', figures.muscle_map_svg(strengths)))


def test_nothing_is_lit_by_default():
    assert set(lit({})) == {"0"}


@pytest.mark.parametrize(
    ("muscle", "areas"),
    [
        ("gluteus-maximus", 2), ("gluteus-medius", 2), ("gluteus-minimus", 2), ("hamstrings", 2), ("lower-back", 2),
        ("calves", 2), ("quadriceps", 2), ("core", 8),
    ],
)  # fmt: skip
@pytest.mark.parametrize("strength", [1, 2, 3])
def test_muscle_lights_both_sides(muscle, areas, strength):
    assert lit({muscle: strength})[str(strength)] == areas


def test_map_is_sound_and_small():
    svg = figures.muscle_map_svg({"gluteus-maximus": 3})
    root = ET.fromstring(svg)  # noqa: S314 our own picture
    assert (int(root.get("width")), int(root.get("height"))) == figures.MUSCLE_MAP_SIZE
    assert "prefers-color-scheme:dark" in svg
    assert "href" not in svg
    assert len(svg) < 16_000


@pytest.mark.parametrize(
    ("strengths", "error"), [({"biceps": 1}, KeyError), ({"core": 4}, ValueError), ({"core": -1}, ValueError)]
)
def test_unknown_muscles_and_strengths(strengths, error):
    with pytest.raises(error):
        figures.muscle_map_svg(strengths)
