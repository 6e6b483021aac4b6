"""The product against a second computation of the same table (table.py), on histories that nobody thought of."""

from datetime import timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from glutes.rules.coaching.loads import Loads
from glutes.rules.coaching.sessions import PastSession, SetDone
from glutes.rules.coaching.symmetry import imbalance
from glutes.rules.coaching.targets import Prescribed
from tests.rules.coaching.table import expected
from tests.rules.make import TODAY, make_sides, next_target

SIZES = tuple(map(Decimal, ("4", "8", "10", "10.5", "12", "16")))
GAPS = [0, 1, 2, 2, 3, 7, 8, 14, 15, 28, 29]
scarce = st.sampled_from([0, 0, 0, 0, 0, 1, 3, 4, 5, 6, 8])
"""Pain, most of the time none."""


@st.composite
def cases(draw):
    """A prescription, what was done of it on so many days, and the loads that are owned."""
    held = draw(st.booleans())
    low, more = draw(st.integers(5, 14)), draw(st.integers(0, 8))
    prescription = Prescribed(
        low * 3 if held else low,
        (low + more) * 3 if held else low + more,
        measure="seconds" if held else "reps",
        sets=draw(st.integers(1, 4)),
        load="none" if held else draw(st.sampled_from(["none", "optional", "required"])),
        body_is_load=draw(st.booleans()),
    )
    owned = sorted(draw(st.sets(st.sampled_from(SIZES), max_size=4))) if prescription.load != "none" else []
    day, usual = TODAY - timedelta(days=draw(st.sampled_from(GAPS))), draw(st.sampled_from([3, low, low + 3]))
    history = []
    for _ in range(draw(st.integers(1, 7))):
        usual = max(1, usual + draw(st.integers(-2, 3)))
        load = draw(st.sampled_from([None, *owned])) if draw(st.booleans()) else (owned[0] if owned else None)
        history.append(draw(sessions(day, usual * 3 if held else usual, load, prescription)))
        day -= timedelta(days=draw(st.sampled_from(GAPS[1:])))
    return prescription, history, owned


@st.composite
def sessions(draw, day, amount, load, prescription):
    """A session of about so much on this day."""
    lose, spare = draw(st.sampled_from([True] * 5 + [False])), draw(st.sampled_from([None, 0, 1, 2, 4]))
    many = draw(st.sampled_from([1, prescription.sets, prescription.sets, max(1, prescription.sets - 1), 5]))
    sets = tuple(
        SetDone(
            number,
            **{prescription.measure: max(1, amount + draw(st.integers(-1, 1)))},
            load_kg=load,
            form_ok=lose or draw(st.booleans()),
            rir=spare,
        )
        for number in range(1, 1 + many)
    )
    aim, asked = draw(st.sampled_from([None, amount])), draw(st.sampled_from([None, prescription.sets, len(sets)]))
    morning = draw(st.none() | scarce)
    return PastSession(day, sets, pain=draw(st.none() | scarce), pain_next_day=morning, target=aim, asked=asked)


@settings(max_examples=500)
@given(cases())
def test_the_product_does_what_the_table_says(case):
    prescription, history, owned = case
    target = next_target(prescription, history, TODAY, Loads(tuple(owned)))

    got = target.sets, target.amount, target.load_kg or 0, target.change == "leave-out"
    assert got == expected(prescription, history, TODAY, owned)


def difference(sides):
    """Which side is flagged, and at how many percent, of (left, right, left spare, right spare) by session, newest
    first: rule 6 as it reads."""
    flagged = {"left": [], "right": []}
    for left, right, *spare in sides[:4]:
        if None not in spare:
            left, right = left + spare[0], right + spare[1]
        less, more = sorted((left, right))
        if less * 10 < more * 9 and more - less >= 2:
            flagged["left" if left < right else "right"].append((less, more))
    for side, found in flagged.items():
        if len(found) >= 3:
            return side, 100 * sum(less for less, _ in found) // sum(more for _, more in found)
    return None


spares = st.none() | st.integers(0, 4)


@settings(max_examples=200)
@given(st.lists(st.tuples(st.integers(4, 12), st.integers(4, 12), spares, spares), max_size=6))
def test_left_and_right_as_the_table_says(sides):
    history = []
    for n, (left, right, *spare) in enumerate(sides):
        session = make_sides(1 + 2 * n, (left,) * 2, (right,) * 2)
        told = {"left": spare[0], "right": spare[1]}
        rows = tuple(SetDone(row.number, row.side, reps=row.reps, rir=told[row.side]) for row in session.sets)
        history.append(PastSession(session.day, rows))
    found = imbalance(history, "reps", TODAY)

    assert (found and (found.side, found.percent)) == difference(sides)
