"""Paths are made shorter by saying where each point is from the one before. They draw the same as they did."""

import re

import pytest

from glutes import figures
from glutes.figures import drawing
from glutes.figures.shorter import shorter
from tests import html


@pytest.mark.parametrize(
    ("path", "short"),
    [
        ("M1 2L4 2L4 -2Z", "M1 2l3 0l0-4Z"),
        ("M0 1C1 1 2 3 2.5 3C2 3 1 2 0 1Z", "M0 1c1 0 2 2 2.5 2c-.5 0-1.5-1-2.5-2Z"),
        ("M1 1A5 5 0 0 0 2 -1", "M1 1a5 5 0 0 0 1-2"),
        ("M1 1a5 5 0 1 0 10 0L12 2", "M1 1a5 5 0 1 0 10 0l1 1"),
        ("M0 0L1 1ZM5 5L6 5", "M0 0l1 1ZM5 5l1 0"),
    ],
)
def test_a_path_says_where_each_point_is_from_the_one_before(path, short):
    assert shorter(path) == short


def points(path):
    """Every point of a path as (x, y) from the origin, however the path says it."""
    found, here, begin = [], (0, 0), (0, 0)
    for command, given in re.findall(r"([A-Za-z])([^A-Za-z]*)", path):
        values = [float(value) for value in re.findall(r"-?\d*\.?\d+", given)]
        if command in "Zz":
            here = begin
        size = {"a": 7, "c": 6}.get(command.lower(), 2)
        for i in range(0, len(values), size):
            pairs = values[i : i + size][5 if command in "Aa" else 0 :]
            x, y = here if command.islower() else (0, 0)
            found += [(round(a + x, 1), round(b + y, 1)) for a, b in zip(pairs[::2], pairs[1::2], strict=True)]
            here = found[-1]
            begin = here if command == "M" else begin
    return found


def test_no_picture_moves_by_a_tenth_of_a_millimetre(monkeypatch):
    drawn = {slug: figures.figure_svg(slug, "stage", "pair") for slug in figures.slugs()}
    monkeypatch.setattr(drawing, "shorter", lambda path: path)
    for slug, short in drawn.items():
        long = drawing.figure(figures.picture_of(slug), "stage", "pair")
        paths = [[path["d"] for path in html.find(svg, d=True)] for svg in (short, long)]
        assert len(long) > len(short)
        assert [points(path) for path in paths[0]] == [points(path) for path in paths[1]], slug
