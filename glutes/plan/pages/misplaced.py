"""Which sessions of a week are too near to a run or a race, and which days would be better."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from itertools import chain

from glutes.exercises.models import Exercise, ExerciseMuscle, Source
from glutes.kit.models import weights_of
from glutes.plan.pages.calendar import Calendar
from glutes.plan.pages.run_days import any_races
from glutes.routines.models import Prescription
from glutes.rules.dates import A_DAY, A_WEEK, weekday_date
from glutes.rules.week import rest_days, schedule, spacing
from glutes.rules.week.best_days import best_days, listed
from glutes.rules.week.race_week import LIGHT_DAYS, after_race, before_race

Activity = ExerciseMuscle.Activity
TIRING = Activity.MODERATE, Activity.HIGH, Activity.VERY_HIGH
"""How hard a muscle works that wants a day of rest."""

ONLY_ONCE = "Race on {race}: not on {days} this once."


@dataclass(frozen=True)
class Misplaced:
    """A session that is too near to a run or a race.

    `level`: the worst of its clashes (note, amber or red). `sentences`: the reasons, the worst first, with their
    `sources`. `better`: the date to move it to; None if no date of the week is better, or if a race is soon, since
    sessions before a race are skipped and not moved. `once`: whether all of it comes with a race, in this week only.
    `skip`: whether it is one to skip, before a race or on the day after; `half`: else, whether half of it is enough,
    after a long race or some days before any.
    """

    session: schedule.Session
    level: str
    sentences: list[str]
    sources: list[Source]
    better: date | None
    once: bool
    skip: bool
    half: bool

    @property
    def verb(self):
        """What to do about it, as the views are named: "move", "skip" or "halve"; "" if no day is better."""
        return "move" if self.better else "skip" if self.skip else "halve" if self.half else ""

    @property
    def word(self):
        """The verb on its button."""
        return "Shorten" if self.verb == "halve" else self.verb.capitalize()

    @property
    def sign(self):
        """The icon of its button."""
        return "half" if self.verb == "halve" else self.verb


class Spacing:
    """Some sessions of a calendar's week among its runs and races. Call `calendar.fetch_routines` for them first.

    Only sessions that are still to be done can be misplaced, and none if the user turned warnings off.
    """

    def __init__(self, calendar, sessions):
        self.calendar = calendar
        self.to_do = [one for one in sessions if one.state == schedule.State.PLANNED]

    @cached_property
    def misplaced(self):
        """A Misplaced for every session that clashes with something, in order of days."""
        found = [self._found(one) for one in self.to_do] if self.calendar.user.clash_warnings else []
        found = [(one, clashes, skip, half) for one, clashes, skip, half in found if clashes]
        sources = Source.objects.named(slug for _, clashes, *_ in found for clash in clashes for slug in clash.sources)
        return [
            Misplaced(
                one,
                clashes[0].level,
                [clash.sentence for clash in clashes],
                _named(chain(*(clash.sources for clash in clashes)), sources),
                None if clashes[0].level == "red" else self._better_day(one),
                all(clash.once for clash in clashes),
                skip,
                half,
            )
            for one, clashes, skip, half in found
        ]

    @property
    def sessions(self):
        """The misplaced sessions."""
        return [one.session for one in self.misplaced]

    @property
    def better_days(self):
        """The dates to which sessions should be moved."""
        return {one.better for one in self.misplaced}

    @cached_property
    def proposal(self):
        """The BetterDays (weekdays) for these sessions; None if no run is too near to one, or no days are better.

        None in the days before a race, too: nothing lasting is proposed beside what it asks of this one week.
        """
        if any(spacing.is_eased(day.date, self._races) for day in self.calendar.days if not day.is_over):
            return None
        if not self.weekdays or all(one.once for one in self.misplaced):
            return None
        best = proposal_for(self.calendar, self._lasting)
        return best if [day.weekday() for day in best.days] != self.weekdays else None

    @property
    def proposal_fits(self):
        """Whether there is a proposed day for each session; else some must be removed first."""
        return len(self.proposal.days) == len(self.weekdays)

    @property
    def proposal_sources(self):
        """The sources of the proposal."""
        return list(Source.objects.named(self.proposal.sources).values())

    @cached_property
    def weekdays(self):
        """The weekdays with a session without an end, in the order of the user's week, practice left out."""
        now = {one.day for one in self._lasting if not one.practice}
        return [day.weekday() for day in sorted(now)]

    @cached_property
    def _lasting(self):
        """The sessions without an end, on their days of this week; those that this week lacks are loaded."""
        looked_at = {one.weekly.key: self._strength(one).loaded for one in self.to_do}
        days = {day.date.weekday(): day.date for day in self.calendar.days}
        return [
            spacing.Strength(days[one.weekday], one.time, looked_at.get(one.key, True), one.practice)
            for one in self.calendar.plan.weekly
            if one.until is None and one.since <= self.calendar.last
        ]

    def _found(self, one):
        """A session, its clashes, and whether to skip or to halve it. So near before a race that it is halved or
        skipped, runs do not count."""
        strength = self._strength(one)
        skip = bool(spacing.clashes([strength], races=self._races))
        halves = to_halve(strength, self.calendar.race_days)
        runs = () if spacing.is_eased(one.day, self._races) else self._runs
        clashes = (*spacing.clashes([strength], runs, self._races), *halves)
        return one, clashes, skip, bool(halves) and not skip

    def _better_day(self, one):
        strength = self._strength(one)
        open_days = (day for day in self.calendar.days if not day.is_over and day.day.state != schedule.State.PAUSED)
        days = [
            day.date for day in open_days if not after_races(replace(strength, day=day.date), self.calendar.race_days)
        ]
        return spacing.better_day(strength, days, self._others(one), self._runs, self._races)

    def _others(self, one):
        """The other sessions, from the day before the week to the day after it."""
        return [strength(other) for other in self._around if other != one]

    def _strength(self, one):
        """The spacing.Strength of a session. Whether it is done with weights is looked up only if there are runs."""
        rows = one.weekly.row.routine.rows_of(Prescription.Block.MAIN) if self._runs else []
        return strength(one, loaded=any(row.load_kg or self._takes_weight(row.exercise) for row in rows))

    def _takes_weight(self, exercise):
        """Whether it is done with a weight: it needs one, or takes one that the user has at home."""
        if exercise.banded or exercise.load == Exercise.Load.NONE:
            return False
        things = {thing.pk for thing in (*exercise.equipment.all(), *exercise.extras.all())}
        return exercise.load == Exercise.Load.REQUIRED or bool(things & self._weights)

    @cached_property
    def _weights(self):
        """The keys of the equipment that the user has a weight of."""
        return set(weights_of(self.calendar.user.pk))

    @property
    def rest_advice(self):
        """A Hint if sessions of one day, or of two in a row, work the same muscles, else None. Call
        `calendar.fetch_routines` for those around the week, too."""
        routines = {one.weekly.row.routine for day in self.calendar.around for one in day.sessions}
        works = {routine.pk: muscles(routine) for routine in routines}
        return rest_days.rest_advice(self.calendar.around, works)

    @cached_property
    def _around(self):
        return [one for day in self.calendar.around for one in day.sessions if one.state in schedule.WORK]

    @cached_property
    def _runs(self):
        days = [self.calendar.first + n * A_DAY for n in range(8)]
        return [spacing.Run(day, run.kind, run.time) for day in days for run in self.calendar.runs_on(day)]

    @property
    def _races(self):
        return [race.date for race in self.calendar.race_days]


def _named(slugs, sources):
    """The existing sources of these slugs, each once."""
    return [sources[slug] for slug in dict.fromkeys(slugs) if slug in sources]


def after_races(strength, races):
    """The clashes of a session with long races before it."""
    return tuple(filter(None, (after_race(strength, race.date, race.name, race.km) for race in races)))


def to_halve(strength, races):
    """The clashes of a session with the races for which half of it is enough: long ones before it, or the next one."""
    before = before_race(strength, [race.date for race in races])
    return (*after_races(strength, races), *([before] if before else []))


def race_near(user, day, half):
    """What the page of the week says of a session on this day (`half`: of half of it) because a race is near: the
    strictest sentence, its sources, and whether half the session is enough. None without a race near, which is found
    with one query, and for users who want no warnings."""
    near = day - timedelta(days=LIGHT_DAYS), day + timedelta(days=spacing.HALF_DAYS)
    if not user.clash_warnings or not any_races(user.pk, *near):
        return None
    races, asked = Calendar(user, day, day, {}).race_days, spacing.Strength(day, half=half)
    skip = spacing.clashes([asked], races=[race.date for race in races])
    found = next(iter([*skip, *to_halve(asked, races)]), None)
    sources = Source.objects.named(found.sources) if found else {}
    return found and {"sentence": found.sentence, "sources": [*sources.values()], "half": not skip}


def muscles(routine):
    """The set of plain names of the muscles that the main block works at least moderately."""
    return tiring(row.exercise for row in routine.rows_of(Prescription.Block.MAIN))


def tiring(exercises):
    """The plain names of the muscles that these exercises work at least moderately."""
    works = [work for one in exercises for work in one.works.all() if work.part == ExerciseMuscle.Part.WORKS]
    return {work.muscle.plain_name for work in works if work.activity in TIRING}


def strength(one, loaded=False):
    """The spacing.Strength of a session of the plan."""
    return spacing.Strength(one.day, one.weekly.time, loaded, one.weekly.practice, one.half)


def proposal_for(calendar, now=()):
    """The BetterDays for the sessions `now` (without any: for three), between weekly runs and this week's imported
    runs.

    Races do not count, as they do not come every week; the sentence says which of the days each of them clears, of
    sessions that begin on the first such day that is not over.
    """
    days = {day.weekday(): day for day in (calendar.first + n * A_DAY for n in range(7))}
    lasting = [run for run in calendar.run_days if run.until is None or calendar.first <= run.since <= calendar.last]
    runs = [spacing.Run(days[run.weekday], run.kind, run.time) for run in lasting]
    best = best_days(calendar.first, runs, now)
    begin = [spacing.Strength(day if day >= calendar.since else day + A_WEEK) for day in best.days]
    dates = dict.fromkeys(race.date for race in calendar.race_days)
    cleared = {day: [one.day for one in begin if spacing.with_race(one, day)] for day in dates}
    said = [ONLY_ONCE.format(race=weekday_date(day), days=listed(days)) for day, days in cleared.items() if days]
    return replace(best, sentence=" ".join([best.sentence, *said]))
