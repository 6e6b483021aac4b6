"""A bench of people who train for months by what the rules say. What a physio would expect of each was written first;
`pytest -s` prints what they were told (* with an offer, ! with a warning).
"""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glutes.rules.coaching.loads import Loads
from glutes.rules.coaching.progression import as_aimed
from glutes.rules.coaching.symmetry import LEAST_GAP, Check, first_side, imbalance
from glutes.rules.coaching.targets import Around, Prescribed
from tests.rules.coaching.people import LADDER, MONDAY, Person, every, three_a_week
from tests.rules.make import next_target

REPS = Prescribed(8, 15, ways=("slower", "stop"))
SQUAT = Prescribed(8, 15, load="optional", body_is_load=True)
FIXED = Prescribed(10, 10, load="optional", body_is_load=True)
BELLS = Loads(tuple(map(Decimal, (8, 12, 16))))
ALL = frozenset({"range", "load", "way"})


def lived(name, person):
    """The person, after living; what they were told is printed."""
    person.live()
    print(f"\n{name}", *person.table(), sep="\n")
    return person


def test_a_beginner_without_kit_climbs_to_the_top_and_finds_a_way_on():
    """From 8 up to 15 by a rep a session at most, as strength allows; then there is always a way on: a harder exercise
    once, then weekly. Never a load, never a step back, never fewer sets."""
    one = lived("beginner with nothing", Person(REPS, three_a_week(12), can=9, grows=0.3))

    assert (one.amounts[0], one.amounts[-1]) == (8, 15)
    assert all(after <= before + 1 for before, after in pairwise(one.amounts))
    assert set(one.sets) == {3}
    assert not any(one.loads)
    assert not [target for target in one.targets if target.change == "less"]
    assert {("harder",), ()} == set(one.kinds[-9:])


@pytest.mark.parametrize(("prescription", "grows"), [(FIXED, 0.07), (REPS, 0.1), (REPS, 0.2)])
def test_an_offer_that_is_not_taken_comes_once_a_week_at_most_for_months(prescription, grows):
    """Also where it is first made when there are more sessions than are read."""
    one = lived("takes no offer", Person(prescription, three_a_week(26), can=8, grows=grows, kit=BELLS))
    shown = [day for day, target, _ in one.lived if target.offers]
    assert len(shown) > 5
    assert min(later - earlier for earlier, later in pairwise(shown)) >= timedelta(days=7)


def test_a_steady_person_climbs_through_three_kettlebells():
    """15 without load, then 8 kg when offered (a big first step), then 12 and 16 kg by themselves (small steps where
    the body is the load), each from 8 reps. The load never falls; with 16 kg, the heaviest, more reps and a harder
    exercise come."""
    one = lived("steady, three kettlebells", Person(SQUAT, three_a_week(26), 14, 0.4, kit=BELLS, takes=ALL))

    assert one.loads == sorted(one.loads)
    assert set(one.loads) == {0, 8, 12, 16}
    firsts = [one.amounts[one.loads.index(load)] for load in (8, 12, 16)]
    assert firsts == [8, 8, 8]
    changes = [target.change for target in one.targets]
    assert [changes[one.loads.index(load)] for load in (8, 12, 16)] == ["load"] * 3
    assert "harder" in {kind for kinds in one.kinds[-6:] for kind in kinds}


@pytest.mark.parametrize("tells", [True, False])
def test_a_left_side_a_quarter_weaker_is_noticed_and_goes_first(tells):
    """Both do the same number, the weaker side's. Whoever tells what was to spare is shown the difference within two
    weeks, and that side then goes first; else the self-check shows it. Before that, no word and no first side."""
    each = replace(REPS, sides="each")
    name = f"left a quarter weaker, {'says' if tells else 'does not say'} what was to spare"
    one = lived(name, Person(each, three_a_week(6), can=12, grows=0.05, right=4 / 3, tells=tells))
    history = [session for _, _, session in one.lived]
    today = one.days[-1]

    assert imbalance(history[:2], "reps", one.days[2]) is None
    assert first_side(history[:2], "reps", one.days[2]).reason == ""
    found = imbalance(history, "reps", today)
    assert (found is not None) is tells
    assert not tells or found.side == "left"
    check = Check(today, 30, 40)
    assert imbalance(history, "reps", today, check).side == "left"
    assert max(one.amounts) <= 13


def test_after_pain_of_5_and_of_7_it_comes_back_set_by_set():
    """The same again after 5; after 7 left out for a week; then one rep less with one set, twice as nobody says how it
    felt; a set more each time, the reps unchanged; only then up again. Nothing in between is above what it was."""
    one = lived("pain 5, then 7", Person(REPS, three_a_week(6), can=20, pains={4: 5, 5: 7}))
    before = one.amounts[4]

    assert one.amounts[5] == before
    assert [target.change for target in one.targets[6:9]] == ["leave-out"] * 3
    assert one.sets[9:14] == [1, 1, 2, 3, 3]
    assert one.amounts[9:14] == [before - 1] * 4 + [before]
    assert all(amount <= before for amount in one.amounts[5:14])


def test_pain_of_4_every_time_steps_back_and_is_to_be_looked_at():
    """No more than the first time; from the third on a step back each time, with something easier offered and the word
    that somebody should look at it; never down to nothing."""
    one = lived("pain 4 every time", Person(REPS, three_a_week(6), can=20, pains=dict.fromkeys(range(18), 4)))

    assert one.amounts[:3] == [8, 8, 8]
    assert all(after <= before for before, after in pairwise(one.amounts))
    assert all(target.warning and target.offers for target in one.targets[3:])
    assert (one.sets[-1], one.amounts[-1]) == (2, 3)
    assert one.sets == sorted(one.sets, reverse=True)


def test_after_three_weeks_away_it_is_soon_further_than_before():
    """A set less on the return, then all of them and on: within two weeks it is further than before."""
    days = [day for day in three_a_week(10) if not 14 <= (day - MONDAY).days < 32]
    one = lived("three weeks away", Person(REPS, days, can=20))
    back = days.index(MONDAY + timedelta(days=32))

    assert (one.sets[back], one.amounts[back]) == (2, one.amounts[back - 1])
    assert one.sets[back + 1 :] == [3] * len(one.sets[back + 1 :])
    assert one.amounts[back + 3] > one.amounts[back - 1]


def test_who_always_has_four_to_spare_is_offered_more_at_once():
    """Offered more at once: 12 reps, then 15, then a weight; never the same for more than a week when it is taken."""
    person = Person(FIXED, three_a_week(8), can=30, kit=BELLS, takes=ALL, spare=4)
    one = lived("always 4 or more to spare, 3 × 10", person)

    assert one.kinds[2] == ("range",)
    assert 12 in one.amounts[:6]
    assert 15 in one.amounts[:14]
    assert max(one.loads) >= 8


def test_whoever_deadlifts_easily_is_with_the_barbell_in_the_sixth_week():
    """Dumbbells of 5 to 30 lb and a barbell from 45 lb: from a light one up, in steps of 5 kg at most but for that to
    the barbell, which comes after 15 reps; never back. Who does not say that it is easy takes every dumbbell."""
    pounds = (5, 8, 10, 12, 15, 20, 25, 30, 45, 55, 65)
    kit = Loads(tuple(Decimal("0.45359237") * lb for lb in pounds))
    lift = Prescribed(8, 12, load="required", body_is_load=True)
    easy, quiet = (
        lived("deadlifts", Person(lift, three_a_week(6), can=200, kit=kit, takes=ALL, spare=spare)) for spare in (4, 2)
    )
    assert [round(load * 100 / Decimal("45.359237")) for load in dict.fromkeys(easy.loads)] == [15, 25, 30, 45, 55]
    assert [round(load * 100 / Decimal("45.359237")) for load in dict.fromkeys(quiet.loads)] == [15, 20, 25]
    assert all(one.loads == sorted(one.loads) for one in (easy, quiet))


def test_who_never_has_anything_to_spare_goes_up_slowly():
    """The same twice more, then a rep more: slowly up, never back."""
    one = lived("always nothing to spare", Person(REPS, three_a_week(12), can=99, spare=0))

    assert one.amounts[:7] == [8, 8, 8, 9, 9, 9, 10]
    assert one.amounts == sorted(one.amounts)
    assert one.amounts[-1] == 15


def test_who_does_four_fifths_of_what_is_asked_goes_on_from_what_was_clean():
    """Goes on from what was clean, below the range if need be, with all sets; the easier exercise is offered within
    two weeks, and weekly."""
    one = lived("always 80 % of what is asked", Person(REPS, three_a_week(8), can=99, share=0.8))

    assert set(one.sets) == {3}
    assert all(after <= before + 1 for before, after in pairwise(one.amounts))
    assert ("easier",) in one.kinds[:6]
    assert all(("easier",) in one.kinds[n : n + 4] for n in range(3, len(one.kinds) - 4))


def test_who_takes_a_kettlebell_that_is_far_too_heavy_is_offered_the_lighter_one():
    """Whoever takes the far heavier one and can do a single rep of it is offered the lighter one again, not singles for
    months, and goes on with that."""
    bells = Loads(tuple(map(Decimal, (8, 24))))
    heavy = Prescribed(8, 12, load="required", ways=("slower", "stop"))
    one = lived(
        "kettlebells of 8 and 24 kg", Person(heavy, three_a_week(8), 20, 0.35, kit=bells, takes=ALL, tells=True)
    )

    tried = one.loads.index(24)
    assert one.loads[tried : tried + 2] == [24, 8]
    assert one.amounts[tried : tried + 4] == [8, 12, 13, 14]  # From 12, which was done before, not from 8.
    assert max(one.amounts[tried:]) == 15
    assert set(one.sets) == {3}


def test_a_little_pain_every_time_lets_nothing_go_up_after_two_weeks():
    """Nothing goes up once it has hurt for two weeks, and it is said each time that it should be looked at, also when
    the morning after was bad; something easier, and to rest it, are offered in turn, once a week."""
    pains, mornings = dict.fromkeys(range(52), 2), {n: n % 3 == 0 for n in range(52)}
    twice = [MONDAY + timedelta(weeks=week, days=day) for week in range(12) for day in (0, 3)]
    one = lived("a little pain every time", Person(REPS, twice, can=20, pains=pains, mornings=mornings))

    assert set(one.amounts[6:]) == {one.amounts[6]}
    assert all(target.warning for target in one.targets[6:])
    assert set(one.kinds[6:]) == {("easier",), ("rest",), ()}
    assert all(kinds for n, kinds in enumerate(one.kinds[7:-1], 7) if not one.kinds[n - 1] and not one.kinds[n + 1])


def test_who_trains_every_eight_days_repeats_once_and_goes_on():
    """One repeat at first, then on."""
    one = lived("every eight days", Person(REPS, every(8, 16), can=20))

    assert one.amounts[:4] == [8, 8, 9, 10]
    assert one.amounts[-1] == 15


def test_of_four_routines_in_turn_each_exercise_goes_on_each_time():
    """The exercise every tenth day, something of its pattern every second or third: on each time."""
    trained = [MONDAY + timedelta(days=n) for n in range(0, 200, 2)]
    known = lambda day: Around(days=tuple(one for one in trained if one < day))  # noqa: E731
    one = lived("four routines in turn", Person(REPS, every(10, 12), can=20, around=known))

    assert one.amounts[:4] == [8, 9, 10, 11]
    assert one.amounts[-1] == 15


def test_two_routines_in_turn_with_and_without_a_weight_go_up_each_by_itself():
    """A bar in the gym, nothing at home: after the first time neither is asked for the other's weight, and each gets on
    by a rep each time, as with a routine of its own."""
    gym, home = replace(SQUAT, high=12, routine=1), replace(SQUAT, routine=2)
    history, told = [], {1: [], 2: []}
    for number, day in enumerate(every(2, 16)):
        asked = (gym, home)[number % 2]
        target = next_target(asked, history, day)
        told[asked.routine].append((target.load_kg, target.amount))
        target = replace(target, load_kg=Decimal(60) if asked is gym else None)
        history.append(as_aimed(target, day, ("both",), asked))

    assert told[1][1:] == [(60, 8 + min(n, 4)) for n in range(1, 8)]
    assert told[2][1:] == [(None, min(15, 9 + n)) for n in range(1, 8)]
    said = [next_target(one, history[:n], every(2, 20)[n]).reason for one, n in ((gym, 8), (home, 9))]
    assert said == ["You did 11 reps with 60 kg: try 12.", "You did 12 reps without a weight: try 13."]
    for day in every(2, 25)[16:]:
        history.append(as_aimed(next_target(home, history, day), day, ("both",), home))
    back = next_target(gym, history, every(2, 26)[-1]).reason
    assert back == "22 days since you did this one with 60 kg: 12 reps again."


def test_circuits_find_a_way_on_and_counted_sets_go_on_after_them():
    """A minute each, and a way on. After five weeks of them the counted sets go on after one repeat."""
    round_about = Prescribed(60, 60, measure="seconds", style="circuit")
    one = lived("circuits", Person(round_about, three_a_week(5), can=90))
    back = Person(REPS, every(2, 4), can=20)
    history = [session for _, _, session in back.live().lived]
    moved = [session._replace(day=session.day - timedelta(days=42)) for session in history]
    circuits = [session._replace(day=session.day - timedelta(days=35)) for _, _, session in one.lived]

    assert set(one.amounts) == {60}
    assert ("harder",) in one.kinds
    last = history[-1].sets[0].reps
    first = next_target(REPS, [*moved, *circuits], MONDAY, ladder=LADDER)
    assert (first.sets, first.amount, first.change) == (3, last, "same")
    done = history[-1]._replace(day=MONDAY)
    assert next_target(REPS, [*moved, *circuits, done], MONDAY + timedelta(days=2)).amount == last + 1


def test_an_easier_week_is_easier_and_after_it_all_goes_on_from_before():
    """In the easy week two sets, two reps less, the same load; the week after it goes on from before."""
    days = three_a_week(9)
    one = lived("easier weeks", Person(REPS, days, can=14, eases=frozenset(days[15:18])))

    assert one.sets[15:18] == [2, 2, 2]
    assert one.amounts[15:18] == [one.amounts[14] - 2] * 3 or one.amounts[15] == one.amounts[14] - 1
    assert one.sets[18] == 3
    assert one.amounts[18] >= one.amounts[14]


honest = st.builds(
    Person,
    prescription=st.builds(
        lambda low, more, held, load, sets: Prescribed(
            low * (3 if held else 1),
            (low + more) * (3 if held else 1),
            measure="seconds" if held else "reps",
            load=load,
            sets=sets,
            body_is_load=True,
        ),
        st.integers(5, 15),
        st.integers(0, 8),
        st.booleans(),
        st.sampled_from(["none", "optional"]),
        st.integers(1, 4),
    ),
    days=st.sampled_from([1, 2, 3, 5, 8, 14]).map(lambda days: every(days, 100 // days)),
    can=st.integers(3, 40),
    grows=st.sampled_from([0, 0.05, 0.3]),
    kit=st.sampled_from([Loads(), BELLS]),
    tells=st.booleans(),
    lived=st.builds(list),
)


@settings(max_examples=20, deadline=None)
@given(honest)
def test_nobody_honest_is_asked_for_the_same_thing_for_more_than_six_weeks_without_an_offer(person):
    """But within the range, where to stay is fine, and where without a load so little is missing that it is noise."""
    since, asked, low = None, None, person.prescription.low
    least = low - LEAST_GAP[person.prescription.measure]
    for day, target, _ in person.live().lived:
        now = target.sets, target.amount, target.load_kg
        is_near = target.amount > (low if target.load_kg else least)
        if now != asked or target.offers or (is_near and target.amount <= person.prescription.high):
            since, asked = day, now
        assert day - since <= timedelta(weeks=6)
