"""What charts show, and how they hold with no session, one, three, 1,560, gaps and outliers."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from random import Random
from xml.etree import ElementTree

import pytest

from glutes import charts
from glutes.charts import Point, Stretch
from tests import html

TODAY = date(2026, 11, 26)


def sessions(count, apart=2, **fields):
    """So many sessions up to today, both sides from 8 up and back to 8."""
    days = [TODAY - timedelta(days=apart * n) for n in reversed(range(count))]
    return [Point(day, {"left": 8 + n % 7, "right": 9 + n % 7}, **fields) for n, day in enumerate(days)]


def drawn(points, **how):
    """The chart of some points, as XML."""
    svg = charts.curve("key", "Best set", "Left 8, right 9.", points, points[0].day, TODAY, **how)
    return ElementTree.fromstring(svg)  # noqa: S314 (our own)


def of_class(svg, name):
    return [one for one in svg.iter() if name in (one.get("class") or "").split()]


def words(svg):
    return ["".join(one.itertext()) for one in svg.iter("text")]


def said(svg, word):
    """The one text that says this."""
    (found,) = [one for one in svg.iter("text") if "".join(one.itertext()) == word]
    return found


def places(polyline):
    return [tuple(map(int, pair.split(","))) for pair in polyline.get("points").split()]


@pytest.mark.parametrize("count", [1, 3, 20, 21, 60, 61, 1560])
def test_a_curve_says_what_it_shows_and_is_small_however_much_there_is(count):
    points, by = charts.gathered(sessions(count))
    svg = drawn(points, by=by)

    assert svg.get("role") == "img"
    assert [one.get("id") for one in (svg.find("title"), svg.find("desc"))] == svg.get("aria-labelledby").split()
    assert len(points) <= charts.MOST
    assert len(ElementTree.tostring(svg)) < 9000
    assert words(svg)[-2:] == [f"Left {points[-1].sides['left']}", f"Right {points[-1].sides['right']}"]
    assert len(of_class(svg, "left-line")) == (count > 1)
    assert len(of_class(svg, "left-ring")) == (len(points) if len(points) <= 20 else 1)


@pytest.mark.parametrize(
    ("count", "by"), [(60, "session"), (61, "week"), (300, "four weeks"), (1560, "quarter"), (8000, "year")]
)
def test_many_sessions_are_gathered_to_the_best_of_longer_and_longer_spans(count, by):
    values = sessions(count)
    points, found = charts.gathered(values)

    assert found == by
    assert max(one.sides["left"] for one in points) == max(one.sides["left"] for one in values)
    assert charts.gathered(values[:1]) == (values[:1], "session")


def test_of_a_week_the_heaviest_counts_and_the_most_with_it():
    week = [
        Point(TODAY, {"left": 15, "right": 15}, 15, "", (0,)),
        Point(TODAY, {"left": 8, "right": 9}, 8, "8 kg", (8,)),
        Point(TODAY, {"left": 9}, 9, "8 kg", (8,)),
    ]
    assert charts.best_of(TODAY, week) == Point(TODAY, {"left": 9, "right": 9}, 9, "8 kg", (8,))


def test_points_stand_at_their_dates():
    days = [TODAY - timedelta(days=n) for n in (20, 19, 10, 0)]
    svg = drawn([Point(day, {"both": 10}) for day in days])
    (line,) = of_class(svg, "right-line")

    assert [x for x, _ in places(line)] == [0, 50, 500, 1000]


@pytest.mark.parametrize(
    ("gap", "pauses", "ranks", "lines"),
    [
        (10, [], (0, 0, 0), 1),
        (22, [], (0, 0, 0), 2),
        (10, [Stretch(TODAY - timedelta(days=8), TODAY - timedelta(days=3), "time off")], (0, 0, 0), 2),
        (10, [], (0, 0, 8), 2),
    ],
)
def test_a_line_breaks_at_a_long_gap_at_time_off_and_at_a_new_weight(gap, pauses, ranks, lines):
    days = [TODAY - timedelta(days=gap + 2), TODAY - timedelta(days=gap), TODAY]
    points = [
        Point(day, {"both": 10}, weight="8 kg" * bool(rank), rank=(rank,))
        for day, rank in zip(days, ranks, strict=True)
    ]
    svg = drawn(points, pauses=pauses)

    assert len(of_class(svg, "right-line")) == lines
    assert len(of_class(svg, "away")) == len(pauses)
    assert ("time off" in words(svg)) == bool(pauses)
    assert [one for one in words(svg) if "kg" in one] == ["8 kg"] * (8 in ranks)


def test_weights_that_change_all_the_time_break_nothing():
    points = [
        Point(TODAY - timedelta(days=n), {"both": 10}, weight=f"{n % 2} kg", rank=(n % 2,)) for n in reversed(range(20))
    ]
    assert len(of_class(drawn(points), "right-line")) == 1


@pytest.mark.parametrize("at", [30, 60, 80, 90, 97])
@pytest.mark.parametrize(
    ("word", "cut"), [("", "body"), ("band 3", "3"), ("12 kg", "12"), ("27.5 lb", "27.5"), ("12 kg / 14 kg", "12 / 14")]
)
def test_a_weight_loses_its_unit_on_a_phone_and_is_never_cut_otherwise(at, word, cut):
    days = [TODAY - timedelta(days=n) for n in (100, 100 - at, 0)]
    points = [Point(days[0], {"both": 9}, weight="20 kg", rank=(20,))]
    points += [Point(day, {"both": 9}, weight=word, rank=(0,)) for day in days[1:]]
    [*_, label] = of_class(drawn(points), "phase")
    shown = (label.text or "") + "".join(roomy.tail or "" for roomy in label)
    whole = word or "body weight"
    assert "".join(label.itertext()) == whole
    assert shown in (whole, cut)
    if label.get("text-anchor") != "end":
        assert charts.LETTER * len(shown) + at <= 100 + charts.LETTER


@pytest.mark.parametrize(("at", "anchor"), [(50, ""), (97, "end")])
def test_a_weight_that_was_used_shortly_has_its_words_beside_its_line_none_on_another(at, anchor):
    """100 days: 8 kg from the first, 12 kg for two days, 10 kg for two, then 9 kg."""
    used = [(0, 8), (at - 4, 12), (at - 2, 10), (at, 9), (100, 9)]
    points = [
        Point(TODAY - timedelta(days=100 - n), {"both": 9}, weight=f"{weight} kg", rank=(weight,)) for n, weight in used
    ]
    svg = drawn(points)
    short = [said(svg, f"{weight} kg") for weight in (12, 10)]
    assert [(one.get("dy"), one.get("text-anchor") or "") for one in short] == [("1.2em", anchor), ("2.5em", anchor)]
    assert {"8 kg", "9 kg"} <= {"".join(one.itertext()) for one in of_class(svg, "phase")}


def test_every_weight_of_a_chart_has_its_words_however_narrow_its_stretch_on_a_phone():
    bands = [(0, ""), (15, "band 2"), (27, "band 3"), (50, "band 4"), (100, "band 4")]
    points = [Point(TODAY - timedelta(days=100 - n), {"both": 9}, weight=word, rank=(word,)) for n, word in bands]
    left = ["".join([one.text or "", *(each.tail or "" for each in one)]) for one in of_class(drawn(points), "phase")]
    assert left == ["body", "2", "3", "band 4"]


def test_an_outlier_stands_at_the_edge_and_the_rest_keeps_its_scale():
    points = sessions(30)
    points[7].sides["right"] = 60
    svg = drawn(points)

    assert "▲ 60" in words(svg)
    assert max(int(one) for one in words(svg) if one.isdigit()) <= 20
    assert all(0 <= y <= 1000 for line in of_class(svg, "right-line") for _, y in places(line))


def test_of_outliers_close_by_the_greatest_says_its_number():
    points = sessions(40)
    for n, number in ((20, 60), (21, 70), (39, 80)):
        points[n].sides["right"] = number

    assert [one for one in words(drawn(points)) if "▲" in one] == ["▲ 80", "▲ 70"]


def test_outliers_stand_below_the_edge_where_weights_stand_above_it():
    points = [*sessions(30)[:15], *sessions(30, weight="8 kg", rank=(8,))[15:]]
    points[7].sides["right"] = 60

    assert said(drawn(points), "▲ 60").get("dy") == "1.5em"


@pytest.mark.parametrize(
    ("off", "sore", "height"),
    [(10, 40, "-.6em"), (10, 7, "-1.9em"), (10, 0, "-1.9em"), (40, 0, "-.6em"), (52, 50, "-1.9em"), (52, 10, "-.6em")],
)
def test_the_words_of_time_off_and_of_pain_stand_above_each_other_where_they_would_meet(off, sore, height):
    day = TODAY - timedelta(days=sore)
    pauses = [Stretch(TODAY - timedelta(days=off + 5), TODAY - timedelta(days=off), "time off")]
    points = [Point(TODAY - timedelta(days=n), {"both": 10}) for n in (60, 30, 0)]
    svg = drawn(points, pauses=pauses, sore=[Stretch(day, day, "pain 5")])

    assert (said(svg, "time off").get("dy"), said(svg, "pain 5").get("dy")) == ("-.6em", height)


def test_where_both_sides_are_equal_one_word_stands_for_both():
    svg = drawn([Point(TODAY, {"left": 9, "right": 9})])
    assert words(svg)[-1:] == ["Each 9"]


def test_pain_is_tinted_and_targets_are_stairs():
    svg = drawn(sessions(5, target=12), sore=[Stretch(TODAY, TODAY, "pain 5")])

    assert len(of_class(svg, "sore")) == len(of_class(svg, "stairs")) == len(of_class(svg, "aim")) == 1
    assert "pain 5" in words(svg)


def test_a_goal_and_a_reference_are_labelled_where_they_are():
    band = {"band": (32, 98), "band_words": ["Most of 77"], "ticks": [0, 25, 50, 75, 100]}
    svg = drawn([Point(TODAY, {"left": 48, "right": 52})], goal=60, **band)

    assert {"Goal 60", "Most of 77", "Left 48", "Right 52"} <= set(words(svg))
    assert len(of_class(svg, "usual")) == len(of_class(svg, "goal")) == 1


def test_weights_of_both_sides_that_lie_close_by_are_labelled_apart():
    weights = [{"left": Decimal(4), "right": Decimal(6)}, {"left": Decimal(8), "right": Decimal("8.1")}]
    svg = drawn([Point(TODAY - timedelta(days=7 * (1 - n)), one) for n, one in enumerate(weights)])
    assert {"Left 8", "Right 8.1"} <= set(words(svg))


def test_labels_never_touch():
    dice = Random(1)
    for _ in range(200):
        found = [dice.uniform(0, 100) for _ in range(dice.randrange(1, 5))]
        moved = charts.apart(found, 8.5)
        assert all(-4.1 <= one <= 104.1 for one in moved)
        order = sorted(moved)
        assert all(later - earlier > 8 for earlier, later in pairwise(order))
        assert sorted(found, key=found.index) == found


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (8, 15, [5, 10, 15]),
        (9, 9, [4, 6, 8, 10]),
        (0, 0, [0, 1]),
        (30, 60, [30, 40, 50, 60]),
        (1, 500, [0, 200, 400, 600]),
        (12.5, 20, [10, 15, 20]),
    ],
)
def test_the_scale_has_three_or_four_round_numbers(low, high, ticks):
    assert charts.ticks_of(low, high) == ticks


@pytest.mark.parametrize("days", [10, 40, 100, 400, 1500, 4000])
def test_the_days_below_are_few_and_lie_within(days):
    ticks = charts.day_ticks(TODAY - timedelta(days=days), TODAY)

    assert 1 <= len(ticks) <= 7
    assert all(TODAY - timedelta(days=days) <= day <= TODAY for day, _ in ticks)


def classes(svg, tag):
    """The classes of the shapes of one kind, as text, in order."""
    return [shape["class"] for shape in html.find(svg, tag)]


@pytest.mark.parametrize(
    ("case", "done", "planned", "kinds"),
    [
        ("nothing asked for", 0, None, []),
        ("done besides a blank week", 1, None, ["pip"]),
        ("two of three", 2, 3, ["pip", "pip", "pip-open"]),
        ("more than planned", 4, 3, ["pip"] * 4),
        ("more than there is room for", 9, 3, ["pip"] * 7),
    ],
)
def test_a_week_is_a_column_of_dots_from_below(case, done, planned, kinds):
    svg = charts.pips("key", "Sessions", "", [(done, planned), (0, None)], ["", ""], now=1)
    assert classes(svg, "circle") == kinds


def test_what_is_planned_of_this_week_is_still_to_come():
    svg = charts.pips("key", "Sessions", "", [(0, None), (1, 3)], ["", "easier"], now=1)
    assert classes(svg, "circle") == ["pip", "pip-next", "pip-next"]
    assert "easier" in svg


def test_bars_are_pale_below_enough_coral_now_and_bounded():
    svg = charts.pillars("key", "Sets", "", [4, 12, None, 0, 12, 11, 200, 6], floor_at=10, now=7)
    assert classes(svg, "rect") == [
        "bar-sum bar-short", "bar-sum", "bar-sum", "bar-sum", "bar-sum", "bar-sum bar-now",
    ]  # fmt: skip
    assert "▲ 200" in svg
    assert all(float(bar["height"].rstrip("%")) <= 100 for bar in html.find(svg, "rect"))


def test_of_neighbours_beyond_the_scale_the_greater_says_its_number():
    svg = charts.pillars("key", "Sets", "", [*[10] * 20, 90, 80, *[10] * 18])
    assert [words for words in html.Tree(svg).top.pieces if "▲" in words] == ["▲ 90"]


@pytest.mark.parametrize("values", [[], [None], [0], [None, 3]])
def test_bars_of_nothing_are_a_floor(values):
    ElementTree.fromstring(charts.pillars("key", "Sets", "", values))  # noqa: S314 (our own)
    ElementTree.fromstring(charts.pains("pain", "Pain", "", values))  # noqa: S314 (our own)


@pytest.mark.parametrize(("gap", "x"), [(0, "50%"), (10, "62.5%"), (-40, "0%"), (-90, "0%"), (66, "100%")])
def test_the_beam_ends_at_forty_per_cent(gap, x):
    svg = charts.beam("key", "Lunge", "", gap)
    assert f'<circle class="now" cx="{x}"' in svg
    assert (f">{abs(gap)}%<" in svg) == (abs(gap) > 40)


@pytest.mark.parametrize(("then", "now"), [(0, 0), (5, 6), (6, 5)])
def test_words_at_marks_close_by_stand_apart(then, now):
    svg = charts.beam("key", "Lunge", "", now, then, words=("May", "now"))
    words = html.find(svg, "text", text_anchor=True)
    assert [(word["text-anchor"], word["dx"]) for word in words] == [("end", "-.2em"), ("start", ".2em")]


@pytest.mark.parametrize(("then", "now", "kind"), [(8, 13, "came"), (13, 8, "went"), (0, 0, "came")])
def test_what_was_lost_is_an_empty_box(then, now, kind):
    assert f'class="{kind}"' in charts.grown(then, now)


def test_an_outlier_leaves_a_spark_its_shape():
    svg = charts.spark([{"both": n} for n in (8, 9, 60, 8, 9, 10)])
    (line,) = of_class(ElementTree.fromstring(svg), "right-line")  # noqa: S314 (our own)
    heights = [y for _, y in places(line)]
    assert min(heights) == heights[2] == 80
    assert max(heights) - sorted(heights)[1] > 500


@pytest.mark.parametrize("weeks", [[], [{"both": 8}], [{"left": 8}, {}], [{}, {}]])
def test_a_spark_of_little_is_nothing_or_a_dot(weeks):
    svg = charts.spark(weeks)
    assert svg == "" or ElementTree.fromstring(svg) is not None  # noqa: S314 (our own)


def test_words_are_escaped():
    svg = charts.curve("key", "<b>", "a & b", [Point(TODAY, {"both": 1}, weight="<i>", rank=(1,))], TODAY, TODAY)
    assert "<b>" not in svg
    assert "<i>" not in svg
    assert ElementTree.fromstring(svg).findtext("desc") == "a & b"  # noqa: S314 (our own)
