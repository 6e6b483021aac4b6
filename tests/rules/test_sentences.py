"""What coaching says beside the targets: short, one number pair at most, and a source that the site has."""

import json
import re
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from glutes.rules import warning_signs
from glutes.rules.coaching import pain
from glutes.rules.coaching.easier_week import deload_offer
from glutes.rules.coaching.symmetry import first_side, imbalance
from glutes.rules.routine.coverage import Trained, Work, coverage, week
from glutes.rules.week.best_days import best_days
from glutes.rules.week.spacing import Run, Strength, clashes, enough
from tests.rules.make import TODAY, make_sides

SLUGS = {row["slug"] for row in json.loads(Path("fixtures/sources.json").read_text())}
DAYS = [TODAY + timedelta(days=n) for n in range(7)]


def said():
    """Pairs of a sentence and its sources, one for everything there is to say."""
    look = pain.see_someone([make_sides(ago, (8,), (8,), pain=4) for ago in (2, 4, 6)], TODAY)
    for advice in (pain.GO, pain.HOLD, pain.STOP, pain.WORSE, pain.STILL, pain.NO_WORSE, look):
        yield advice.sentence, advice.sources
    for flag in warning_signs.RED_FLAGS:
        yield from ((sign, flag.sources) for sign in flag.signs)
    yield from ((sentence, ("ours",)) for sentence in warning_signs.GENERAL)
    light = Work(Trained("Bridge", "moderate", "moderate"), Decimal(1))
    few = Work(Trained("Deadlift", "high", "high"), Decimal(1))
    for gap in (*coverage([light]).gaps, *coverage([few]).gaps, *week([(TODAY, few)], TODAY).gaps):
        yield gap.sentence, gap.sources
    runs = [Run(day, kind) for day in DAYS for kind in ("easy", "hard", "long")]
    for clash in clashes([Strength(day, loaded=True) for day in DAYS], runs, DAYS):
        yield clash.sentence, clash.sources
    for proposal in (
        best_days(TODAY),
        best_days(TODAY, [Run(day, "hard") for day in DAYS]),
        best_days(TODAY, [Run(TODAY, "hard")]),
    ):
        yield proposal.sentence, proposal.sources
    for left in (13, 15, 17):
        history = [make_sides(ago, (left,) * 3, (20,) * 3, pain=5 if left == 13 else 0) for ago in (2, 4, 6)]
        found = imbalance(history, "reps", TODAY)
        yield found.sentence, found.sources
        for choice in (first_side(history, "reps", TODAY), first_side([], "reps", TODAY, paused="left")):
            yield choice.reason, ("ours",)
    offer = deload_offer([TODAY - timedelta(weeks=n, days=-day) for n in range(1, 6) for day in (0, 1)], [], TODAY)
    yield offer.sentence, offer.sources
    yield from map(enough, range(4))


@pytest.mark.parametrize(("sentence", "sources"), list(dict.fromkeys(said())))
def test_everything_said_is_short_and_has_a_source(sentence, sources):
    assert len(sentence) <= 160
    assert len(re.findall(r"\d+(?:\.\d+)?", sentence)) <= 2
    assert sources
    assert set(sources) <= SLUGS
    assert not re.search(r"RIR|EMG|LSI|deload|abduct|%MVIC|weak glute|prevent|cure|diagnos", sentence)
