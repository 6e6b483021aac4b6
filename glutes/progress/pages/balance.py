"""Left and right by exercise: which side is ahead, by how much, and since when (rules/coaching/symmetry.py)."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain

from glutes import charts
from glutes.checks.models import SelfCheck
from glutes.exercises.models import Exercise
from glutes.progress.reading import by_exercise, by_workout, lines_between, session_of
from glutes.rules.coaching.offering import in_a_sentence
from glutes.rules.coaching.sessions import OTHER_SIDE
from glutes.rules.coaching.symmetry import (
    FLAG_PERCENT,
    LEAST_GAP,
    LEAST_SESSIONS,
    OF_SESSIONS,
    WINDOW,
    Imbalance,
    imbalance_of,
    pair_of,
    pairs,
)
from glutes.rules.sides import each_side

SINCE = timedelta(weeks=12)
"""Ours: “then” is the first session within this time."""

UNSURE = (
    "How sure is this? Test a hip’s strength twice and the numbers can differ by about a quarter. "
    "One rep says little; the same side again and again says more."
)
"""The detectable change of a hip's strength is about 27 % (docs/rules.md, rule 6)."""


@dataclass(frozen=True)
class SideBalance:
    """An exercise done one side at a time.

    `left` and `right` are the best of its last session, both with one weight, in reps or seconds (`measure`); `gap` is
    how far the right is ahead, in per cent of the stronger side, `then` the same on `then_day`; `lately` those of the
    last sessions, newest first; `flagged` an Imbalance, if there is one; `reserve`: whether reps in reserve make a
    difference to `percent`; `is_wide`: whether the difference is more than noise (symmetry.Pair).
    """

    exercise: Exercise
    measure: str
    day: date
    left: int
    right: int
    percent: int
    gap: float
    lately: tuple[float, ...]
    then: float | None = None
    then_day: date | None = None
    flagged: Imbalance | None = None
    reserve: bool = False
    is_wide: bool = False

    @property
    def unit(self):
        """The unit after its numbers."""
        return " s" if self.measure == "seconds" else ""

    @property
    def ahead(self):
        """The side that did more in the last session; "" if both did the same."""
        return "right" if self.gap > 0 else "left" if self.gap < 0 else ""

    @property
    def is_early(self):
        """Whether there are too few sessions to say anything."""
        return len(self.lately) < LEAST_SESSIONS

    @property
    def is_catching_up(self):
        """Whether the difference is at most half of an earlier one that was not even."""
        return self.then is not None and abs(self.then) >= charts.EVEN and 2 * abs(self.gap) <= abs(self.then)

    @property
    def behind(self):
        """The side that is or was behind: the flagged one, else the one that did less then, else now."""
        if self.flagged:
            return self.flagged.side
        gap = self.then if self.is_catching_up else self.gap
        return "left" if gap > 0 else "right" if gap < 0 else ""

    @property
    def kind(self):
        """flagged, early, catching-up, even, apart (as far as a flagged one, but too seldom) or close."""
        if self.flagged:
            return "flagged"
        if self.is_early:
            return "early"
        if self.is_catching_up:
            return "catching-up"
        if sum(gap == 0 for gap in self.lately) >= LEAST_SESSIONS:
            return "even"
        return "apart" if self.is_wide else "close"

    @property
    def story(self):
        """The headline: which side is ahead, with the numbers."""
        behind, ahead = self.behind, OTHER_SIDE.get(self.behind, "")
        mine, theirs = getattr(self, behind, self.left), getattr(self, ahead, self.right)
        if self.kind == "catching-up" and mine == theirs:
            return f"{behind.capitalize()} has caught up: {self.said}"
        if self.kind in ("even", "apart", "close") and self.is_other_of_best:
            return f"Best last time: {self.said}"
        if self.kind == "flagged":
            best = f"{theirs}{self.unit} to {behind}’s {mine}{self.unit}" if theirs > mine else self.said
            return f"{ahead.capitalize()} {self.leads}: {best}"
        return {
            "early": f"Left {self.left}{self.unit}, right {self.right}{self.unit}: too early to say",
            "catching-up": f"{behind.capitalize()} is catching up: {mine}{self.unit} to {ahead}’s {theirs}{self.unit}",
            "even": f"Even: {self.said}",
            "apart": f"{self.ahead.capitalize()} ahead last time: {self.said}",
            "close": f"Close: {self.said}",
        }[self.kind]

    @property
    def leads(self):
        """How the side that is not behind leads, in words that the best sets bear out."""
        mine, theirs = getattr(self, self.behind), getattr(self, OTHER_SIDE[self.behind])
        if theirs > mine:
            return "is ahead"
        return "has more to spare" if self.reserve else "is ahead over all sets"

    @property
    def is_other_of_best(self):
        """Whether the best sets favour another side than `gap`, which counts all sets that both did with one load."""
        return (self.right > self.left) - (self.right < self.left) != (self.gap > 0) - (self.gap < 0)

    @property
    def is_of_more(self):
        """Whether `percent` differs from `left` and `right`, as it counts all sets and the reps in reserve."""
        low, high = sorted((self.left, self.right))
        return self.is_other_of_best or self.percent != 100 * low // max(1, high)

    @property
    def counted(self):
        """What `percent` counts, in words; "" where it follows from `left` and `right`."""
        if not self.is_of_more:
            return ""
        return " over all sets with the same weight" + ", counting the reps you had to spare" * self.reserve

    @property
    def said(self):
        """The numbers of both sides: 14 each side; left 13, right 14."""
        return each_side({"left": f"{self.left}{self.unit}", "right": f"{self.right}{self.unit}"})

    @property
    def verdict(self):
        """The result in one or two words."""
        names = {"early": "Too early to say", "catching-up": f"{self.behind.capitalize()} is catching up"}
        names |= {"even": "Even", "apart": f"{self.ahead.capitalize()} ahead last time", "close": "Close"}
        names |= {"flagged": f"{OTHER_SIDE.get(self.behind, '').capitalize()} ahead"}
        return names[self.kind]

    @property
    def then_percent(self):
        """What the weaker side did then, in per cent of the stronger."""
        return None if self.then is None else int(100 - abs(self.then))

    @property
    def verdict_within(self):
        """The verdict as it is written inside a sentence."""
        return in_a_sentence(self.verdict)

    @property
    def sentence(self):
        """What it means, and how sure that is."""
        if self.flagged:
            return self.flagged.sentence
        if self.is_early:
            return f"It takes {LEAST_SESSIONS} sessions in 4 weeks with both sides; so far {len(self.lately)}."
        same = sum(gap == 0 for gap in self.lately)
        if self.kind == "even":
            return f"No difference in {same} of your last {len(self.lately)} sessions."
        now = f"Now {self.percent}% of the stronger side" if self.gap else "No difference last time"
        then = "" if self.then is None else f"; in {self.then_day:%B} it was {self.then_percent}%"
        why = ""
        if self.is_wide:
            why = f": that takes {LEAST_SESSIONS} of {OF_SESSIONS} sessions below {FLAG_PERCENT}%"
        elif self.percent < FLAG_PERCENT:
            why = f": less than {LEAST_GAP[self.measure]} {self.measure} a set is noise"
        return f"{now}{self.counted}{then}. No weaker side by our rule{why}."

    @property
    def chart(self):
        """The chart of which side is ahead."""
        return self._chart(None)

    @property
    def chart_said(self):
        """The same chart with words at its marks."""
        return self._chart((f"{self.then_day:%B}" if self.then_day else "", "now"))

    def _chart(self, words):
        side = f"{self.ahead.capitalize()} ahead by {abs(self.gap):.0f}%" if self.ahead else "No difference"
        then = "" if self.then is None else f"; in {self.then_day:%B} by {abs(self.then):.0f}%"
        desc = f"{side}{then}. Last sessions: {', '.join(said_gap(gap) for gap in self.lately)}."
        title = f"{self.exercise.name}: {self.said}"
        return charts.beam(f"beam-{self.exercise.pk}", title, desc, self.gap, self.then, self.lately, words)


def said_gap(gap):
    """A gap in words: right 7%."""
    return f"{'right' if gap > 0 else 'left'} {abs(gap):.0f}%" if gap else "even"


def balance_of(user, today, lines=None, exercises=None, checks=None):
    """A SideBalance for each exercise with both sides in the last 28 days, the largest gap first, flagged ones before.

    `lines` are the LoggedSets of the last twelve weeks or more, `exercises` those in them by key: both are read here
    where they are not given; and so are the latest self-checks, by slug (checks.models.SelfCheck.latest_for).
    """
    checks = SelfCheck.objects.latest_for(user) if checks is None else checks
    if lines is None:
        lines = lines_between(user, today - SINCE, today)
    sided = by_exercise(line for line in lines if line.side in OTHER_SIDE)
    lately = {key: by_workout(mine) for key, mine in sided.items() if today - mine[-1].day < WINDOW}
    exercises = exercises or Exercise.objects.by_key(lately)
    found = []
    for key, workouts in lately.items():
        recent = next(n for n, mine in enumerate(workouts) if today - mine[0].day < WINDOW)
        exercise, history = exercises[key], [session_of(mine, n) for n, mine in enumerate(workouts[recent:])]
        before = (session_of(mine, 0) for mine in workouts[:recent])  # Of these, balance() reads one or few.
        found.append(balance(exercise, history, today, checks.get(exercise.slug), before))
    return sorted(filter(None, found), key=lambda one: (not one.flagged, -abs(one.gap), one.exercise.name))


def balance(exercise, history, today, check=None, before=()):
    """The SideBalance of an exercise, of its PastSessions, the oldest first; None with nothing recent to compare.

    `before`: those that come before `history`, and that need not be made before they are read.
    """
    measure = "seconds" if history[-1].sets[-1].reps is None else "reps"
    recent = pairs(history, measure, today)
    if not recent:
        return None
    session, now = first_pair(reversed(history), measure)
    old, then = first_pair((one for one in chain(before, history) if WINDOW <= today - one.day <= SINCE), measure)
    best = bests_of(session, measure)
    return SideBalance(
        exercise,
        measure,
        session.day,
        best["left"],
        best["right"],
        100 * now.low // max(1, now.high),
        now.gap,
        tuple(pair.gap for pair in recent),
        then and then.gap,
        old and old.day,
        imbalance_of(recent, measure, today, check),
        now.reserve,
        now.is_wide(measure),
    )


def first_pair(sessions, measure):
    """The first of these PastSessions in which the sides can be compared, and its Pair; (None, None) without one."""
    return next(((one, pair) for one in sessions if (pair := pair_of(one, measure))), (None, None))


def bests_of(session, measure):
    """The best of each side in a session that has a Pair, {side: amount}: the most with the heaviest weight that both
    sides had, in good form if they can be."""
    rows = [row for row in session.sets if row.side in OTHER_SIDE and row.amount(measure) is not None]
    return _bests_alike([row for row in rows if row.form_ok], measure) or _bests_alike(rows, measure)


def _bests_alike(rows, measure):
    most = {}
    for row in rows:
        mine = most.setdefault((row.load(), row.load(banded=True)), {})
        mine[row.side] = max(row.amount(measure), mine.get(row.side, 0))
    alike = [weight for weight, sides in most.items() if len(sides) == len(OTHER_SIDE)]
    return most[max(alike)] if alike else None
