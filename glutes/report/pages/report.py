"""What the report says of the last twelve weeks: in short; routines, sets done of sets asked for, sides, checks, pain.

It is cut to what fits on one sheet of paper; the numbers are those of the progress pages.
"""

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from itertools import groupby

from django.db.models import Prefetch

from glutes import charts
from glutes.exercises.models import ExerciseMuscle
from glutes.plan.models import PlanDay
from glutes.progress.pages.balance import SINCE, balance_of
from glutes.progress.pages.exercise_progress import said_weight
from glutes.progress.pages.left_and_right import Balances
from glutes.progress.pages.overview import of_pain, of_sides, one_sentence
from glutes.progress.pages.pain import PainHistory
from glutes.progress.pages.weeks import Weeks
from glutes.progress.reading import best_lines, checks_between, lines_between
from glutes.routines.models import Prescription, Routine
from glutes.rules import self_checks
from glutes.rules.units import show_load
from glutes.rules.week.adherence import practice, sets_of_missed
from glutes.rules.week.schedule import State

MOST_ROWS, MOST_SIDES, MOST_PAINS, MOST_NOTES = 14, 6, 4, 2
"""Ours: how many of each fit on one sheet of A4. The page says how many are left out."""
NOTE_LETTERS = 110
LATELY = timedelta(weeks=2)
"""Ours: the best sets beside a prescription are those of the last two weeks."""

ANATOMICAL_SITES = {
    "Outer hip": "Lateral hip",
    "Groin": "Groin, medial thigh",
    "Back of the thigh": "Posterior thigh",
    "Knee": "Knee, articulatio genus",
    "Shin": "Anterior lower leg, tibia",
    "Foot": "Foot, pes",
    "Back": "Lumbar region",
}
"""The anatomical names of the sites of pain (rules/coaching/pain.py)."""

MOVEMENTS = {"hinge": "hip extension", "squat": "hip and knee extension", "side": "hip abduction", "trunk": "trunk"}
"""The anatomical name of what each movement pattern trains (Exercise.Pattern)."""

LEVELS = ExerciseMuscle.Activity.values


@dataclass(frozen=True)
class ProgrammeRow:
    """An exercise of a routine: its prescription, the muscles it works most and a physio's limits in words, and
    `bests`, {side: LoggedSet} of the last two weeks."""

    row: Prescription
    works: str
    lock: str
    bests: dict

    @property
    def load(self):
        """Its weight or band in words, "–" for none."""
        row = self.row
        return show_load(row.load_kg) if row.load_kg is not None else f"band {row.band}" if row.band else "–"

    @property
    def left(self):
        """The best of the left side in words."""
        return self._best("left")

    @property
    def right(self):
        """The best of the right side in words."""
        return self._best("right")

    @property
    def both(self):
        """The best of both sides together in words."""
        return self._best("both")

    def _best(self, side):
        """The best of a side: "12", "45 s", with its weight if that is not the prescribed one; "–" for none."""
        line = self.bests.get(side)
        if line is None:
            return "–"
        said = f"{line.amount}{' s' if line.measure == 'seconds' else ''}"
        asked = self.row.load_kg or 0, self.row.band or 0
        return said if line.weight == asked else f"{said}, {said_weight(line.weight) or 'no weight'}"


class Report:
    """The last twelve weeks of a user, up to `today`, from the first one with something done or planned.
    `with_pain`, `with_notes`: whether the link shows these."""

    def __init__(self, user, today, *, anatomical=False, with_pain=True, with_notes=True):
        self.user, self.today, self.anatomical = user, today, anatomical
        self.with_pain, self.with_notes = with_pain, with_notes
        self._checks = checks_between(user.pk, today - timedelta(days=365), today)
        self.weeks = Weeks(user, today, checks=self._checks)
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
        check = next((latest for one, latest, _ in self.checks if one is kind and latest.result.sides), None)
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

    # -- Routines --

    @cached_property
    def routines(self):
        """The routines of the week, each as (Routine, on which days, its ProgrammeRows); MOST_ROWS rows in all."""
        found, left = [], MOST_ROWS
        for routine, days in self._planned:
            rows = routine.rows_of(Prescription.Block.MAIN)[:left]
            left -= len(rows)
            if rows:
                found.append((routine, days, [self._programme_row(row) for row in rows]))
        return found

    @property
    def rows_left_out(self):
        """How many exercises of the week's routines do not fit."""
        shown = sum(len(rows) for _, _, rows in self.routines)
        return sum(len(routine.rows_of(Prescription.Block.MAIN)) for routine, _ in self._planned) - shown

    @cached_property
    def _planned(self):
        """Pairs of a routine that stands in the week now and on which days; without any, those done lately."""
        days = PlanDay.objects.filter(user=self.user, until=None, routine__deleted_at=None)
        every = {}
        for day in days:
            every.setdefault(day.routine_id, []).append(day.every)
        if not every:
            done = self.user.workouts.counted().filter(day__gte=self.since, routine__user=self.user)
            every = {key: [] for key in done.order_by().values_list("routine", flat=True).distinct()[:5]}
        works = Prefetch(
            "prescriptions__exercise__works",
            ExerciseMuscle.objects.filter(part=ExerciseMuscle.Part.WORKS).select_related("muscle"),
        )
        routines = Routine.objects.kept().prefetch_related("prescriptions__exercise", works).in_bulk(every)
        return [(routines[key], ", ".join(days)) for key, days in every.items() if key in routines]

    def _programme_row(self, row):
        works, name = row.exercise.works.all(), "name" if self.anatomical else "plain_name"
        most = max((work.activity for work in works), key=LEVELS.index, default="")
        names = [getattr(work.muscle, name) for work in works if work.activity == most]
        if self.anatomical and row.exercise.pattern:
            names = [MOVEMENTS[row.exercise.pattern], *names]
        done = [line for line in self._lately.get(row.exercise_id, ()) if line.measure == row.measure]
        return ProgrammeRow(row, ", ".join(names[:4]), self._locks.get(row.exercise_id, ""), best_lines(done))

    @cached_property
    def _lines(self):
        """The LoggedSets of the last twelve weeks, in which the sides are compared (balance.SINCE)."""
        return lines_between(self.user, self.today - SINCE, self.today)

    @cached_property
    def _lately(self):
        """The LoggedSets in good form of the last two weeks: {exercise's key: [LoggedSet]}."""
        found = {}
        for line in self._lines:
            if line.form_ok and self.today - line.day < LATELY:
                found.setdefault(line.exercise, []).append(line)
        return found

    @cached_property
    def _locks(self):
        locks = self.user.locks.in_force(self.today).select_related("exercise")
        return {lock.exercise_id: f"{lock.words}{lock.limits.ending} ({lock.by})" for lock in locks}

    # -- Sets done of sets asked for --

    def _asked(self, week):
        """How many sets were prescribed in a week: by the sessions done, and by those missed."""
        missed = [
            sets_of_missed(self.weeks.asked.get(session.weekly.routine, []), session.day)
            for session in self.weeks.plan.week(week.first, self.today, self.weeks.day_by_day).sessions
            if session.counts and session.state == State.MISSED
        ]
        return week.asked + sum(missed)

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
        desc = f"{charts.plain(self.weeks.sets)} of {self.sets_asked} in {self.how_long}."
        return charts.pillars("asked", title, desc, [week.sets for week in self.shown], asked=self.asked)

    # -- Left and right, checks --

    @cached_property
    def balances(self):
        """Left against right, the largest gap first (progress/pages/balance.py)."""
        found = balance_of(self.user, self.today, self._lines)[:MOST_SIDES]
        return Balances(found, [latest for _, latest, _ in self.checks], self.today)

    @cached_property
    def checks(self):
        """The self-checks as (kind, the latest, the one before it or None), of the last year."""
        found = {}
        for check in reversed(self._checks):
            found.setdefault(check.kind, []).append(check)
        return [(kind, *(found[kind.slug] + [None])[:2]) for kind in self_checks.KINDS if kind.slug in found]

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
        """How many PainLines do not fit on the sheet."""
        return max(0, len(self.pains.lines) - MOST_PAINS)

    @cached_property
    def notes(self):
        """The newest notes as (day, text), long ones cut; [] if the link does not show notes."""
        if not self.with_notes:
            return []
        noted = self.user.workouts.kept().exclude(note="").filter(day__gte=self.since).order_by("-day", "-started")
        return [(day, cut(note)) for day, note in noted.values_list("day", "note")[:MOST_NOTES]]


def cut(note):
    """A note in one line, cut after NOTE_LETTERS letters."""
    words = " ".join(note.split())
    return words if len(words) <= NOTE_LETTERS else f"{words[:NOTE_LETTERS].rstrip()} …"
