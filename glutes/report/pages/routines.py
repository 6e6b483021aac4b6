"""The routines on the report: the exercises of each, as written, with the best sets done of them lately; then what else
was done lately."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from django.db.models import Prefetch

from glutes.exercises.models import Exercise, ExerciseMuscle
from glutes.kit.models import Lock
from glutes.progress.pages.exercise_progress import said_weight
from glutes.progress.reading import best_lines
from glutes.report.anatomical import MOVEMENTS
from glutes.routines.models import Prescription, Routine
from glutes.rules.units import show_load

MOST_ROWS = 14
"""Ours: how many exercises fit on the page."""

LATELY = timedelta(weeks=2)
"""Ours: the best sets beside a prescription are those of the last two weeks."""

LEVELS = ExerciseMuscle.Activity.values


@dataclass(frozen=True)
class ProgrammeRow:
    """An exercise: its prescription in a routine, None if it is in none of these; the muscles it works most in
    words, a physio's `lock`, and `bests`, {side: LoggedSet} of the last two weeks."""

    exercise: Exercise
    row: Prescription | None
    works: str
    lock: Lock | None
    bests: dict

    @property
    def limits(self):
        """What a physio limits, until when, and who; "" for nothing."""
        return f"{self.lock.words}{self.lock.limits.ending} ({self.lock.by})" if self.lock else ""

    @property
    def is_each(self):
        """Whether its dose is for each side."""
        one_alone = self.lock and self.lock.paused_side
        return bool(self.row and self.exercise.sides == Exercise.Sides.EACH and not one_alone)

    @property
    def load(self):
        """Its weight or band in words, "–" for none."""
        row = self.row
        if row is None or not row.loaded:
            return "–"
        return show_load(row.load_kg) if row.load_kg is not None else f"band {row.band}"

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
        asked = (self.row.load_kg or 0, self.row.band or 0) if self.row else (0, 0)
        return said if line.weight == asked else f"{said}, {said_weight(line.weight) or 'no weight'}"


class Routines:
    """The routines of a user's week. `since`: the first day of the report; `lines`: the LoggedSets since then."""

    def __init__(self, user, since, today, lines, *, anatomical):
        self.user, self.since, self.today, self._lines = user, since, today, lines
        self.anatomical = anatomical

    @cached_property
    def all(self):
        """Each as (Routine, on which days, its ProgrammeRows), then (None, "", what else was done lately); MOST_ROWS
        rows in all."""
        found, left = [], MOST_ROWS
        for routine, days in self._planned:
            rows = routine.rows_of(Prescription.Block.MAIN)[:left]
            left -= len(rows)
            if rows:
                found.append((routine, days, [self._programme_row(row.exercise, row) for row in rows]))
        others = [self._programme_row(exercise) for exercise in self._others[:left]]
        return [*found, (None, "", others)] if others else found

    @property
    def left_out(self):
        """How many exercises do not fit."""
        written = sum(len(routine.rows_of(Prescription.Block.MAIN)) for routine, _ in self._planned)
        return written + len(self._others) - sum(len(rows) for _, _, rows in self.all)

    @cached_property
    def _planned(self):
        """Pairs of a routine that stands in the week now and on which days; without any, those done, newest first."""
        days = self.user.plan_days.without_end().filter(routine__in=self.user.routines.in_use())
        every = {}
        for day in days:
            every.setdefault(day.routine_id, []).append(day.every)
        if not every:
            done = self.user.workouts.counted().filter(day__gte=self.since).exclude(routine=None)
            every = {key: [] for key in done.order_by("-day", "-started").values_list("routine", flat=True)}
        works = works_of("prescriptions__exercise__")
        routines = Routine.objects.kept().prefetch_related("prescriptions__exercise", works).in_bulk(every)
        return [(routines[key], ", ".join(days)) for key, days in every.items() if key in routines]

    @cached_property
    def _others(self):
        """The exercises of the last two weeks that are in none of these routines, such as another app's; in order."""
        written = {row.exercise_id for routine, _ in self._planned for row in routine.rows_of(Prescription.Block.MAIN)}
        others = [key for key in self._lately if key not in written]
        found = Exercise.objects.prefetch_related(works_of("")).in_bulk(others) if others else {}
        return [found[key] for key in others]

    def _programme_row(self, exercise, row=None):
        works, name = exercise.works.all(), "name" if self.anatomical else "plain_name"
        most = max((work.activity for work in works), key=LEVELS.index, default="")
        names = [getattr(work.muscle, name) for work in works if work.activity == most]
        if self.anatomical and exercise.pattern:
            names = [MOVEMENTS[exercise.pattern], *names]
        lines = self._lately.get(exercise.pk, ())
        measure = row.measure if row else lines[-1].measure
        bests = best_lines(line for line in lines if line.measure == measure)
        return ProgrammeRow(exercise, row, ", ".join(names[:4]), self._locks.get(exercise.pk), bests)

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
        return {lock.exercise_id: lock for lock in locks}


def works_of(exercise):
    """Prefetches the muscles that an exercise works; `exercise` is the way to it, "" for an exercise itself."""
    works = ExerciseMuscle.objects.filter(part=ExerciseMuscle.Part.WORKS).select_related("muscle")
    return Prefetch(f"{exercise}works", works)
