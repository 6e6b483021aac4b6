"""Ladders: the nearest exercise that somebody can do."""

import pytest

from glutes.rules.coaching.ladder import nearest

HARDER = {"bridge": ("hip-lift", "bridge-hold"), "hip-lift": ("loaded",), "bridge-hold": ("single",), "loaded": ()}


@pytest.mark.parametrize(
    ("start", "unfit", "found"),
    [
        pytest.param("bridge", (), "hip-lift", id="the best one first"),
        pytest.param("bridge", ("hip-lift",), "bridge-hold", id="else the next one"),
        pytest.param("bridge", ("hip-lift", "bridge-hold"), "loaded", id="else through them, the nearest first"),
        pytest.param("bridge", ("hip-lift", "bridge-hold", "loaded"), "single", id="or further on"),
        pytest.param("bridge", ("hip-lift", "bridge-hold", "loaded", "single"), None, id="until it ends"),
        pytest.param("single", (), None, id="at the end"),
    ],
)
def test_the_nearest_rung_that_fits(start, unfit, found):
    assert nearest(start, HARDER, lambda slug: slug not in unfit) == found


def test_a_ladder_that_goes_round_ends():
    assert nearest("a", {"a": ("b",), "b": ("a",)}, lambda slug: False) is None
