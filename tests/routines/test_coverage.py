"""What a routine's page says about how well it covers the glutes."""

from decimal import Decimal

import pytest

from glutes.routines.pages.routine import covered
from tests import html
from tests.make import make_exercise, make_routine, make_source, make_worked

pytestmark = pytest.mark.django_db


def bars(routine):
    return {bar.muscle: (bar.words, bar.percent, bar.strength) for bar in covered(routine).bars}


def glutes(*bar):
    return {"gluteus-medius": bar, "gluteus-maximus": bar}


NO_CORE = {"core": ("none yet", 0, 0)}


@pytest.mark.parametrize(
    ("dose", "routine", "bar"),
    [
        pytest.param({"sets": 4}, {}, ("enough", 100, 3), id="3 sets are enough"),
        pytest.param({"sets": 3}, {}, ("2 of 3 sets", 75, 2), id="3 sets of high make 2¼"),
        pytest.param({"sets": 2}, {}, ("1 of 3 sets", 50, 2), id="1½: half of what is enough"),
        pytest.param({"sets": 1}, {}, ("a little", 25, 1), id="less than one"),
        pytest.param({"sets": 3, "load_kg": Decimal(8)}, {}, ("enough", 100, 3), id="a load raises it"),
        pytest.param({"sets": 3, "band": 2}, {}, ("enough", 100, 3), id="a band does too"),
        pytest.param({"sets": 3, "load_kg": Decimal(0)}, {}, ("2 of 3 sets", 75, 2), id="no kilograms are no load"),
        pytest.param({"sets": 1}, {"style": "circuit", "rounds": 4}, ("enough", 100, 3), id="rounds of a circuit"),
    ],
)
def test_sets_count_by_what_studies_measured(dose, routine, bar):
    assert bars(make_routine(None, [(make_worked(), dose)], **routine)) == glutes(*bar) | NO_CORE


def test_core_work_has_a_bar_of_its_own_and_earns_the_glutes_nothing():
    plank = make_exercise("plank", role="core")

    assert bars(make_routine(None, [(plank, {"sets": 2})])) == glutes("none yet", 0, 0) | {
        "core": ("2 of 3 sets", 66, 2)
    }


def test_only_the_main_block_counts():
    deadlift = make_worked()
    warm_up = (deadlift, {"sets": 4, "block": "warm-up"})

    assert covered(make_routine(None, [warm_up])) is None
    assert bars(make_routine(None, [warm_up, (deadlift, {"sets": 1})])) == glutes("a little", 25, 1) | NO_CORE


def test_a_stretch_is_no_work():
    stretch = make_worked("stretch")
    stretch.works.update(part="stretches")

    assert bars(make_routine(None, [(stretch, {})])) == glutes("none yet", 0, 0) | NO_CORE


@pytest.mark.parametrize("slug", ["d1", "d3"])
def test_the_page_names_the_gaps_with_their_sources_and_how_to_take_it(client, slug):
    make_source(slug)
    make_source("neto-2020")
    page = client.get(make_routine(None, [(make_worked(sides="both"), {})]).get_absolute_url()).content.decode()

    assert "Nothing one leg at a time yet. Add step-ups or lunges." in page
    assert "Big glutes: a little here. About 3 sets are enough." in page
    assert "Side of the hip: nothing hard yet" not in page
    assert f'href="/sources/#{slug}"' in page
    assert "EMG is a rough guide, not a result." in page
    assert 'href="/sources/#neto-2020"' in page
    assert 'href="/sources/#percentages"' in page
    assert "/figures/muscles.svg?gluteus-maximus=2&amp;gluteus-medius=2&amp;v=" in page
    assert 'alt="Front and back of the body. Side of the hip: 2 of 3 sets, Big glutes: 2 of 3 sets, Core:' in page


def test_enough_of_what_is_not_hard_is_said_once(client):
    light = make_worked()
    light.works.update(activity="moderate", loaded_activity="moderate")
    page = client.get(make_routine(None, [(light, {"sets": 6})]).get_absolute_url())
    [card] = html.find(page.text, "section", id="coverage")
    assert card.text.count("enough, none hard") == 2
    assert "Side of the hip: a side plank or step-ups would make some sets hard." in card.text
    assert "Big glutes: lunges or single-leg bridges would make some sets hard." in card.text
    assert ("nothing hard yet" in card.text, card.text.count("enough")) == (False, 2)


def test_where_enough_is_done_no_gap_is_named(client):
    page = client.get(make_routine(None, [(make_worked(), {"sets": 4})]).get_absolute_url()).content.decode()

    assert "What it works" in page
    assert "a little here" not in page
    assert "nothing hard yet" not in page


def test_an_empty_routine_covers_nothing_and_says_nothing(client):
    assert "What it works" not in client.get(make_routine().get_absolute_url()).content.decode()
