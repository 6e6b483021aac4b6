"""What holds for any history at all: the promises of coaching, tried on histories that nobody thought of."""

import json
import re
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from glutes.rules.coaching.cases import STEP
from glutes.rules.coaching.circuits import circuit_offer
from glutes.rules.coaching.ladder import Ladder, Rung
from glutes.rules.coaching.loads import PLATES, Loads
from glutes.rules.coaching.pain import see_someone
from glutes.rules.coaching.progression import preview
from glutes.rules.coaching.sessions import PastSession, SetDone
from glutes.rules.coaching.symmetry import Check, imbalance
from glutes.rules.coaching.targets import Around, Prescribed, Wishes
from glutes.rules.coaching.ways import WAYS
from tests.rules.make import TODAY, next_target

SLUGS = {row["slug"] for row in json.loads(Path("fixtures/sources.json").read_text())}
LADDER = Ladder(
    Rung("bridge", "Glute bridge"), Rung("long", "An exercise with a name of all the sixty letters one may give it")
)

small = st.integers(0, 70)
odd = st.integers(-1000, 10**6)
kilos = st.sampled_from([None, *map(Decimal, ("4", "8", "9.5", "10", "12", "16", "20", "24"))])
odd_kilos = st.one_of(kilos, st.decimals(allow_nan=True, allow_infinity=True))
ago = st.integers(0, 60)
maybe = st.none() | small
reserve = st.none() | st.integers(0, 4)
scale = st.none() | st.integers(0, 10)


def sets_of(amount=small, load=kilos, sides=("both", "left", "right"), rir=reserve):
    """One set: reps or seconds, one side."""
    fields = {"load_kg": load, "form_ok": st.booleans(), "rir": rir, "band": st.none() | st.integers(1, 5)}
    counted = st.sampled_from(["reps", "seconds"])
    return st.builds(
        lambda measure, value, **rest: SetDone(**{measure: value}, **rest),
        counted,
        amount,
        number=st.integers(1, 5),
        side=st.sampled_from(sides),
        **fields,
    )


def sessions_of(one_set, days=ago, pain=scale, target=maybe):
    return st.builds(
        PastSession,
        day=days.map(lambda n: TODAY - timedelta(days=n)),
        sets=st.lists(one_set, max_size=8).map(tuple),
        pain=pain,
        pain_next_day=pain,
        target=target,
        order=st.integers(0, 2),
        asked=st.none() | st.integers(1, 5),
        top=maybe,
        eased=st.booleans(),
        began=st.sampled_from([None, "left", "right"]),
        way=st.sampled_from(["", "", *WAYS]),
    )


histories = st.lists(sessions_of(sets_of()), max_size=6)
odd_sessions = sessions_of(
    sets_of(odd, odd_kilos, rir=st.none() | odd), st.integers(-400, 4000), st.none() | odd, st.none() | odd
)
prescriptions = st.builds(
    lambda low, more, **fields: Prescribed(low, low + more, **fields),
    low=st.integers(1, 40),
    more=st.integers(0, 12),
    measure=st.sampled_from(["reps", "seconds"]),
    sets=st.integers(1, 5),
    sides=st.sampled_from(["both", "each", "alternate"]),
    load=st.sampled_from(["none", "optional", "required"]),
    banded=st.booleans(),
    load_kg=kilos,
    cap_s=st.sampled_from([None, 30, 60, 90]),
    style=st.sampled_from(["sets", "circuit"]),
    body_is_load=st.booleans(),
    load_is_newer=st.booleans(),
    ways=st.sampled_from([(), ("half",), ("half", "slower", "stop")]),
    way=st.sampled_from(["", *WAYS]),
)
kits = st.builds(
    Loads,
    st.lists(kilos.filter(bool), max_size=4).map(tuple),
    st.lists(st.integers(1, 5), max_size=3).map(tuple),
)
side = st.sampled_from([None, "left", "right"])
wishes = st.builds(Wishes, st.booleans(), st.booleans(), side, side, st.booleans())
days = st.lists(ago.map(lambda n: TODAY - timedelta(days=n)), max_size=4).map(tuple)
maybe_day = st.none() | ago.map(lambda n: TODAY - timedelta(days=n))
arounds = st.builds(
    Around, days, days, maybe_day, maybe_day, st.none() | st.builds(Check, st.just(TODAY), maybe, maybe)
)
tries = settings(max_examples=100, deadline=None)


@tries
@given(prescriptions, st.lists(odd_sessions, max_size=6), kits, wishes, arounds)
def test_any_history_gives_a_decision(prescription, history, kit, wish, around):
    target = next_target(prescription, history, TODAY, kit, LADDER, wish, around)

    assert target.amount >= 1
    assert target.sets >= 1
    assert len(preview(prescription, history, TODAY, kit, LADDER, wish, around=around)) == 4
    for measure in ("reps", "seconds"):
        imbalance(history, measure, TODAY)
    see_someone(history, TODAY)
    circuit_offer([target])


@tries
@given(prescriptions, histories, kits, wishes, arounds)
def test_targets_never_pass_the_top_of_the_range_and_loads_are_had_or_fewer_plates_than_were_lifted(
    prescription, history, kit, wish, around
):
    target = next_target(prescription, history, TODAY, kit, LADDER, wish, around)
    top = max(prescription.bounds(target.band or target.load_kg, roomy=roomy)[1] for roomy in (False, True))
    used = {row.load(prescription.banded) for session in history for row in session.sets} | {prescription.load_kg}

    def is_had(kg):
        fewer_plates = kg and kg % PLATES["kg"] == 0 and kg < max(filter(None, used), default=0)
        return kg is None or kg in {*kit.loads, *used} or fewer_plates

    assert 1 <= target.amount <= top
    assert target.sets <= prescription.sets
    assert is_had(target.load_kg)
    assert target.band is None or target.band in {*kit.bands, *used, prescription.band}
    assert all(is_had(offer.load_kg) for offer in target.offers)


@tries
@given(prescriptions, histories, kits, arounds, st.data())
def test_the_order_in_which_logs_arrive_does_not_matter(prescription, history, kit, around, data):
    shuffled = [
        session._replace(sets=tuple(data.draw(st.permutations(session.sets))))
        for session in data.draw(st.permutations(history))
    ]
    first = next_target(prescription, history, TODAY, kit, LADDER, around=around)
    mixed = replace(around, days=around.days[::-1], hurt=around.hurt[::-1])

    assert next_target(prescription, shuffled, TODAY, kit, LADDER, around=mixed) == first


@st.composite
def steady(draw, sides=("both",)):
    """A prescription and three sessions of full sets of it, newest first, with one load each."""
    prescription = replace(draw(prescriptions), sides="each" if len(sides) > 1 else "both", banded=False)
    history = []
    for number in range(3):
        load, target = draw(kilos), draw(maybe)
        sets = tuple(
            SetDone(n, side, load_kg=load, rir=draw(reserve), **{prescription.measure: draw(small)})
            for n in range(1, prescription.sets + 1)
            for side in sides
        )
        day = TODAY - timedelta(days=2 + 2 * number)
        pain = draw(st.none() | st.integers(0, 3))
        history.append(PastSession(day, sets, pain=pain, target=target, top=draw(maybe)))
    return prescription, history


def gone_wrong(session, which, wrong, pain):
    """The session with pain, or with a set whose form slipped."""
    if wrong == "pain":
        return session._replace(pain=pain)
    if wrong == "morning":
        return session._replace(pain_next_day=pain)
    index = which % len(session.sets)
    slipped = session.sets[index]._replace(form_ok=False)
    return session._replace(sets=(*session.sets[:index], slipped, *session.sets[index + 1 :]))


wrongs = st.lists(
    st.tuples(st.integers(0, 19), st.sampled_from(["pain", "morning", "form"]), st.integers(4, 10)),
    min_size=1,
    max_size=3,
)


@tries
@given(steady(), kits, wrongs, st.integers(0, 40), arounds)
def test_after_pain_or_lost_form_nothing_is_above_it_before_a_clean_session(case, kit, wrong, later, around):
    """Whatever is done meanwhile: each of the latest sessions went wrong, and none was clean."""
    prescription, history = case
    history = [gone_wrong(session, *how) for session, how in zip(history, wrong, strict=False)] + history[len(wrong) :]
    target = next_target(prescription, history, TODAY + timedelta(days=later), kit, LADDER, around=around)
    for session in history[: len(wrong)]:
        assert (target.load_kg or 0) <= session.sets[0].load()
        assert target.sets <= len(session.sets)
        assert target.amount <= max(1, *(row.amount(prescription.measure) for row in session.sets))
        assert session.target is None or target.amount <= max(1, session.target)
    assert target.change not in ("more", "load") or prescription.load_is_newer
    assert {offer.kind for offer in target.offers} <= {"easier", "rest", "way", "load"}
    assert all((offer.load_kg or 0) < history[0].sets[0].load() for offer in target.offers if offer.kind == "load")
    order = list(WAYS)
    assert all(order.index(offer.way) < order.index(prescription.way) for offer in target.offers if offer.kind == "way")


@tries
@given(steady(), kits, st.integers(4, 10))
def test_after_pain_before_the_first_set_nothing_is_above_the_session_before(case, kit, pain):
    prescription, history = case
    target = next_target(prescription, [PastSession(TODAY, pain=pain), *history], TODAY, kit, LADDER)
    last = history[0]

    assert (target.load_kg or 0) <= last.sets[0].load()
    assert target.amount <= max(1, *(row.amount(prescription.measure) for row in last.sets))


@tries
@given(steady(), kits, wishes)
def test_nobody_is_asked_for_more_than_a_step_beyond_what_they_did(case, kit, wish):
    prescription, history = case
    target = next_target(prescription, history, TODAY, kit, LADDER, wish)
    best = max(row.amount(prescription.measure) for session in history for row in session.sets)

    assert target.amount <= max(prescription.bounds(target.load_kg)[0], best + STEP[prescription.measure])


def with_right(history, amounts, measure, **fields):
    """The sessions with a right side that does so much more than the left in each set."""
    sessions = []
    for session, more in zip(history, amounts, strict=True):
        rights = tuple(
            row._replace(side="right", **{measure: row.amount(measure) + more}, **fields) for row in session.sets
        )
        sessions.append(session._replace(sets=session.sets + rights))
    return sessions


@tries
@given(steady(sides=("left",)), kits, st.lists(st.integers(1, 9), min_size=3, max_size=3), st.data())
def test_a_stronger_side_never_lowers_what_the_weaker_gets(case, kit, more, data):
    prescription, history = case
    assume(all(row.amount(prescription.measure) for session in history for row in session.sets))  # A try of 0 is none.
    prescription = replace(prescription, sides="each")
    alike = with_right(history, (0, 0, 0), prescription.measure)
    stronger = with_right(history, more, prescription.measure)
    rir = data.draw(st.integers(0, 4))
    slipping = [with_right(history[:1], more[:1], prescription.measure, form_ok=False, rir=rir)[0], *stronger[1:]]
    for_both, ahead, slipped = (next_target(prescription, h, TODAY, kit, LADDER) for h in (alike, stronger, slipping))
    before = min(row.amount(prescription.measure) for row in history[0].sets)
    before = before if history[0].target is None else min(before, history[0].target)
    before -= before % STEP[prescription.measure]

    assert (ahead.sets, ahead.amount, ahead.load_kg) == (for_both.sets, for_both.amount, for_both.load_kg)
    assert (slipped.load_kg or 0) >= min(for_both.load_kg or 0, history[0].sets[0].load_kg or 0)
    if slipped.load_kg == for_both.load_kg and for_both.change == "more":
        assert slipped.amount >= min(for_both.amount, before)


@tries
@given(prescriptions, histories, kits, wishes, arounds)
def test_every_reason_is_one_short_sentence_with_a_source(prescription, history, kit, wish, around):
    target = next_target(prescription, history, TODAY, kit, LADDER, wish, around)
    words = [(target.reason, target.sources)] if target.reason else []
    assert target.reason or not wish.coaching  # Without coaching the page says so, once.
    words += [*((offer.sentence, offer.sources) for offer in target.offers)]
    if target.first and target.first.reason:
        words.append((target.first.reason, ("ours",)))
    for sentence, sources in words:
        assert len(sentence) <= 160
        assert len(re.findall(r"\d+(?:\.\d+)?", sentence)) <= 3
        assert sentence.endswith((".", "?"))
        assert not set("{}") & set(sentence)
        assert sources
        assert set(sources) <= SLUGS


@tries
@given(steady(), kits)
def test_doing_as_aimed_never_ends_in_a_step_back(case, kit):
    prescription, _ = case
    targets = preview(prescription, [], TODAY, kit, LADDER, sessions=30)

    assert not [target for target in targets if target.change in ("less", "leave-out")]


@tries
@given(prescriptions, histories, kits)
def test_what_was_only_typed_twice_over_changes_nothing(prescription, history, kit):
    """A day that lies far ahead is a slip of the pen, and no session."""
    assume(history)
    ahead = [session._replace(day=TODAY + timedelta(days=30)) for session in history]

    assert next_target(prescription, history + ahead, TODAY, kit) == next_target(prescription, history, TODAY, kit)
