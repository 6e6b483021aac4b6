"""A year of four virtual runners under the rules of coaching: what a physio would expect, written before the first run.

All train Monday, Wednesday, Friday: 3 × 8-15 lunges each side, with a backpack of 4, 6, 8 or 10 kg at home, and a hold
of 30 s. Each can do so much and grows slowly stronger with every session; they do what the target says or what they
can, whichever is less, and lose form on the rep beyond it. They never take an offer. `pytest -s` prints their targets.

steady: starts at 8 without load. A rep more each session, so 15 in week 3; the first load after two sessions at 15,
back to 8. Climbs to 12, then the next load, and so on: a saw-tooth whose load never falls and ends at the heaviest
backpack. The hold reaches 60 s in its third week and stays there.

misses two weeks every second month: the same saw-tooth, later. After each break (17 days) one session with a set less
or a little lighter, and never more reps than before; within two weeks back where it was. Ends no heavier than steady.

right side 20 % weaker: its number for both sides, and it goes first. Never asked for more than a rep beyond what it can
do. Progress like steady's, later.

pain in week 10: until then like steady. After 5 of 10 on Monday the same again; after 7 on Wednesday left out for a
week; then one step back, and on upwards. No target in these two weeks lies above the one before the pain; by week 20
it is beyond it again.

Nobody ever gets a load that is not in the backpack, a number outside 8-15 (12 with a load), or more than 3 sets.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

import pytest

from glutes.rules.loads import Kit
from glutes.rules.progression import next_target
from glutes.rules.sessions import PastSession, SetDone
from glutes.rules.targets import Ladder, Prescription, Rung

MONDAY = date(2026, 1, 5)
KIT = Kit(loads=tuple(map(Decimal, ("4", "6", "8", "10"))))
LADDER = Ladder(harder=Rung("single-leg-squat", "Single-leg squat"))
LUNGE = Prescription(8, 15, sides="each", load="optional")
HOLD = Prescription(30, 30, measure="seconds", cap_s=None)


@dataclass
class Runner:
    """Somebody who can do `reps` without load, 4 % fewer for each kilogram, and 0.15 more after each session.

    `right` is the share of it that the right side manages; `away` the weeks missed; `pains` pain by (week, day).
    """

    reps: float = 14
    right: float = 1.0
    away: frozenset = frozenset()
    pains: dict = field(default_factory=dict)
    history: list = field(default_factory=list)
    targets: list = field(default_factory=list)

    def can(self, side, load):
        share = self.right if side == "right" else 1.0
        return int(self.reps * share * (1 - 0.04 * float(load or 0)))

    def train(self, day, week, weekday):
        """One session: the target, then what came of it."""
        target = next_target(LUNGE, self.history, day, KIT, LADDER)
        self.targets.append((week, day, target))
        if target.change == "leave-out":
            return
        sets = [
            SetDone(
                number,
                side,
                reps=min(target.amount, max(1, self.can(side, target.load_kg))),
                load_kg=target.load_kg,
                form_ok=target.amount <= self.can(side, target.load_kg),
            )
            for number in range(1, target.sets + 1)
            for side in ("left", "right")
        ]
        pain = self.pains.get((week, weekday))
        self.history.append(PastSession(day, tuple(sets), pain=pain, target=target.amount))
        self.reps += 0.15

    def live(self, weeks=52):
        for week in range(1, weeks + 1):
            for weekday in (0, 2, 4):
                if week not in self.away:
                    self.train(MONDAY + timedelta(weeks=week - 1, days=weekday), week, weekday)
        return self

    def of_week(self, week):
        return [target for number, _, target in self.targets if number == week]


TWO_WEEKS_EVERY_SECOND_MONTH = frozenset(week for start in range(8, 53, 8) for week in (start, start + 1) if week <= 52)
RUNNERS = {
    "steady": lambda: Runner(),
    "misses two weeks": lambda: Runner(away=TWO_WEEKS_EVERY_SECOND_MONTH),
    "right side weaker": lambda: Runner(right=0.8),
    "pain in week 10": lambda: Runner(pains={(10, 0): 5, (10, 2): 7}),
}
YEARS = {}


@pytest.fixture(params=RUNNERS)
def anyone(request):
    return year_of(request.param)


def year_of(name):
    """The runner after a year; lived once. `pytest -s` prints it."""
    if name not in YEARS:
        YEARS[name] = RUNNERS[name]().live()
        print(f"\n{name}")
        for week in range(1, 53):
            print(f"{week:>4}  " + "   ".join(map(brief, YEARS[name].of_week(week))))
    return YEARS[name]


def brief(target):
    return f"{target.sets}×{target.amount:<2} {target.load_kg or '-':>4} {target.change:<9}"


def load(target):
    return target.load_kg or Decimal(0)


def test_nobody_is_ever_asked_for_what_they_do_not_have(anyone):
    for _, _, target in anyone.targets:
        assert 8 <= target.amount <= (12 if target.load_kg else 15)
        assert target.load_kg is None or target.load_kg in KIT.loads
        assert 1 <= target.sets <= 3


def test_a_steady_runner_climbs_a_saw_tooth_of_reps_and_loads():
    runner = year_of("steady")
    loads = [load(target) for _, _, target in runner.targets]

    assert [target.amount for target in runner.of_week(1)] == [8, 9, 10]
    assert max(target.amount for target in runner.of_week(3)) == 15
    assert loads == sorted(loads)
    assert loads[-1] == 10
    for (_, _, before), (_, _, after) in zip(runner.targets, runner.targets[1:], strict=False):
        assert after.amount == 8 if load(after) > load(before) else abs(after.amount - before.amount) <= 1


def test_a_hold_grows_to_a_minute_in_three_weeks_and_stays():
    history, seconds = [], []
    for number in range(20):
        day = MONDAY + timedelta(days=[0, 2, 4][number % 3], weeks=number // 3)
        target = next_target(HOLD, history, day)
        seconds.append(target.amount)
        history.append(
            PastSession(day, tuple(SetDone(n, seconds=target.amount) for n in (1, 2, 3)), target=target.amount)
        )

    assert seconds == [30, 35, 40, 45, 50, 55] + [60] * 14


def test_after_two_weeks_missed_it_goes_on_a_little_lower_and_soon_as_before():
    runner = year_of("misses two weeks")
    returns = [n for n, (week, _, _) in enumerate(runner.targets) if n and week - runner.targets[n - 1][0] > 2]

    assert len(returns) == 6
    for n in returns:
        before, back = runner.targets[n - 1][2], runner.targets[n][2]
        later = [target for _, _, target in runner.targets[n : n + 7]]
        assert (back.sets, load(back)) < (before.sets, load(before)) or load(back) < load(before)
        assert back.amount <= before.amount or load(back) < load(before)
        assert max((load(target), target.amount) for target in later) >= (load(before), before.amount)
    assert 6 <= load(runner.targets[-1][2]) <= load(year_of("steady").targets[-1][2])


def test_the_weaker_side_sets_the_number_and_goes_first():
    runner = year_of("right side weaker")

    for (_, _, target), session in zip(runner.targets, runner.history, strict=True):
        assert target.amount <= max(8, runner_limit(session) + 1)
    uneven = [target for _, _, target in runner.targets[1:] if target.first.side == "right"]
    assert uneven
    assert load(runner.targets[-1][2]) >= 6


def runner_limit(session):
    """The most reps that the right side did, cleanly or not."""
    return max(row.reps for row in session.sets if row.side == "right")


def test_pain_holds_stops_and_steps_back_and_then_it_goes_on():
    runner, steady = year_of("pain in week 10"), year_of("steady")
    before = runner.of_week(10)[0]
    after = [target for week in (10, 11) for target in runner.of_week(week)][1:]

    assert [runner.of_week(week) for week in range(1, 10)] == [steady.of_week(week) for week in range(1, 10)]
    assert [target.change for target in after] == ["same", "leave-out", "leave-out", "leave-out", "less"]
    assert all((load(target), target.amount) <= (load(before), before.amount) for target in after)
    assert max((load(t), t.amount) for t in runner.of_week(20)) > (load(before), before.amount)
