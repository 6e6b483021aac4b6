"""What the report says of the last twelve weeks: in short; routines, sets done of sets asked for, sides, checks, pain.

It is cut to what fits on one page of A4; the numbers are those of the progress pages.
"""

from collections import defaultdict
from datetime import timedelta
from functools import cached_property
from itertools import groupby

from glutes import charts
from glutes.progress.pages.balance import SINCE, balance_of
from glutes.progress.pages.left_and_right import Balances
from glutes.progress.pages.overview import of_pain, of_sides, one_sentence
from glutes.progress.pages.pain import PainHistory
from glutes.progress.pages.weeks import Weeks
from glutes.progress.reading import asked_between, checks_between, lines_between
from glutes.report.anatomical import ANATOMICAL_SITES
from glutes.report.pages.routines import Routines
from glutes.rules import self_checks
from glutes.rules.week.adherence import practice, sets_of_missed
from glutes.rules.week.schedule import State

MOST_SIDES, MOST_PAINS, MOST_NOTES = 6, 4, 2
"""Ours: how many of each fit on one page of A4. The page says how many are left out."""
NOTE_LETTERS = 110


class Report:
    """The last twelve weeks of a user, up to `today`, from the first one with something done or planned.
    `with_pain`, `with_notes`: whether the link shows these."""

    def __init__(self, user, today, *, anatomical=False, with_pain=True, with_notes=True):
        self.user, self.today, self.anatomical = user, today, anatomical
        self.with_pain, self.with_notes = with_pain, with_notes
        self._checks = checks_between(user.pk, today - timedelta(days=365), today)
        self.weeks = Weeks(user, today, checks=self._checks, lines=self._lines)
        self.since = self.weeks.since
        self.shown = self.weeks.began or self.weeks.all
        self.how_long = f"{len(self.shown)} week{'' if len(self.shown) == 1 else 's'}"
        self.practised = sum(week.practised for week in self.shown)
        self.asked = [self._asked(week) for week in self.shown]

    # -- In short --

    @property
    def headline(self):
        """Its story in one sentence: sessions done, left and right, pain; "" where nothing was done."""
        if not self.weeks.done and not self.practised:
            return ""
        done = f"{self.weeks.said_of(self.shown)} in {self.how_long}"
        practised = [practice(self.practised)] if self.practised else []
        return one_sentence([done, *practised, *of_sides(self.balances), *of_pain(self.pains)])

    @property
    def in_short(self):
        """Two or three sentences that tell the story, as pairs of what is set in bold and the rest; [] for nothing."""
        told = [self._sides_in_short, self._pain_in_short, self._hold_in_short]
        return [one for one in told if one] or ([(f"{self.weeks.headline}.", self._off)] if self._off else [])

    @property
    def _sides_in_short(self):
        if not self.balances.known:
            return None
        telling = [one for one in self.balances.all if one.flagged or one.kind == "catching-up"]
        rest = "; ".join(f"{one.exercise.name}: {one.said}" for one in telling[:2])
        return f"{self.balances.known}.", f"{rest}." if rest else ""

    @property
    def _pain_in_short(self):
        if not self.pains:
            return None
        place = self.pains.told_place
        latin = ANATOMICAL_SITES.get(place.where)
        where = f" ({latin.lower()})" if latin and self.anatomical else ""
        return f"{self.pains.headline}{where}.", place.sentence + self.pains.lately

    @property
    def _hold_in_short(self):
        kind = self_checks.KINDS[0]
        check = next((latest for one, latest, _ in self.checks if one is kind and tells(latest)), None)
        if check is None:
            return None
        said = ", ".join(f"{side} {kind.words(value)}" for side, value in check.result.sides.items())
        return f"{kind.name}, held:", f"{said}; the goal is {kind.goal} s. {self._off}".strip()

    @property
    def _off(self):
        """Time off and easier weeks, from which week to which."""
        said = []
        for word, weeks in groupby(self.weeks.all, key=lambda week: week.word):
            first, *rest = weeks
            last = (rest or [first])[-1].last
            if word:
                said.append(f"{word.capitalize()} {charts.day_month(first.first)} to {charts.day_month(last)}.")
        return " ".join(said)

    @cached_property
    def routines(self):
        """The Routines of the week."""
        return Routines(self.user, self.since, self.today, self._lines, anatomical=self.anatomical)

    @cached_property
    def _lines(self):
        """The LoggedSets of the last twelve weeks, in which the sides are compared (balance.SINCE)."""
        return lines_between(self.user, self.today - SINCE, self.today)

    # -- Sets done of sets asked for --

    @cached_property
    def _asked_by_routine(self):
        """How many sets the sessions done prescribed, as {key of their routine: [(day, sets)]}."""
        found = defaultdict(list)
        for day, workout, sets in asked_between(self.user.pk, self.since, self.today):
            if workout in self.weeks.ended:
                found[self.weeks.ended[workout][1]].append((day, sets))
        return found

    def _asked(self, week):
        """How many sets were prescribed in a week: by the sessions done, and by those missed."""
        asked = self._asked_by_routine
        done = [sets for each in asked.values() for day, sets in each if week.first <= day <= week.last]
        missed = [
            sets_of_missed(asked.get(session.weekly.routine, []), session.day)
            for session in self.weeks.plan.week(week.first, self.today, self.weeks.day_by_day).sessions
            if session.counts and session.state == State.MISSED
        ]
        return sum(done) + sum(missed)

    @property
    def sets_asked(self):
        """How many sets were prescribed in all weeks."""
        return sum(self.asked)

    @property
    def by_week(self):
        """Pairs of a WeekSum and the number of sets that were prescribed in it."""
        return list(zip(self.shown, self.asked, strict=True))

    @property
    def chart(self):
        """The chart of sets done and sets prescribed, by week."""
        title = "Sets done of sets asked for, by week"
        desc = f"{charts.plain(self.weeks.sets)} of {charts.plain(self.sets_asked)} in {self.how_long}."
        return charts.pillars("asked", title, desc, [week.sets for week in self.shown], asked=self.asked)

    # -- Left and right, checks --

    @cached_property
    def balances(self):
        """Left against right, the largest gap first (progress/pages/balance.py)."""
        found = balance_of(self.user, self.today, self._lines)[:MOST_SIDES]
        return Balances(found, [latest for _, latest, _ in self.checks], self.today)

    @cached_property
    def checks(self):
        """The self-checks as (kind, the latest, the one that it is compared with or None), of the last year."""
        found = {}
        for check in reversed(self._checks):
            found.setdefault(check.kind, []).append(check)
        kinds = [(kind, *found[kind.slug]) for kind in self_checks.KINDS if kind.slug in found]
        return [(kind, latest, next(filter(tells, earlier), None)) for kind, latest, *earlier in kinds]

    # -- Pain, notes --

    @cached_property
    def pains(self):
        """The PainHistory of these weeks; None if the link does not show pain."""
        return PainHistory(self.user, self.since, self.today, self.weeks.checks) if self.with_pain else None

    @property
    def pain_lines(self):
        """The newest PainLines as pairs of (line, its site in words, plain or anatomical)."""
        lines = self.pains.lines[:MOST_PAINS]
        return [(line, ANATOMICAL_SITES.get(line.site, line.site) if self.anatomical else line.site) for line in lines]

    @property
    def pains_left_out(self):
        """How many PainLines do not fit on the page."""
        return max(0, len(self.pains.lines) - MOST_PAINS)

    @cached_property
    def notes(self):
        """The newest notes as (day, text), long ones cut; [] if the link does not show notes."""
        if not self.with_notes:
            return []
        noted = self.user.workouts.kept().exclude(note="").filter(day__gte=self.since).order_by("-day", "-started")
        return [(day, cut(note)) for day, note in noted.values_list("day", "note")[:MOST_NOTES]]


def tells(check):
    """Whether a SelfCheck says something of what the sides can do: one that hurt does not (rule 12)."""
    return check.result.sides and check.result.is_clean


def cut(note):
    """A note in one line, cut after NOTE_LETTERS letters."""
    words = " ".join(note.split())
    return words if len(words) <= NOTE_LETTERS else f"{words[:NOTE_LETTERS].rstrip()} …"
