"""Pain over time: when, in which exercise or self-check, how much, and how it was on the morning after."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import groupby

from django.db.models import Q

from glutes.exercises.models import Exercise
from glutes.prepared import prepared
from glutes.rules.coaching.offering import in_a_sentence
from glutes.rules.coaching.pain import SITES
from glutes.rules.coaching.sessions import HOLD_FROM
from glutes.rules.dates import weekday_date
from glutes.rules.self_checks import Kind
from glutes.workouts.models import WorkoutExercise

MOST_SHOWN = 40
"""The most lines in the table; older ones are only counted."""

QUIET = timedelta(days=14)
"""Ours: after so long without pain the page says that it is quiet."""


@dataclass(frozen=True)
class PainLine:
    """What hurt on a day: the pain then and on the morning after, 0-10 (None: no answer), and where.

    `exercise`: of a session; of a self-check, its kind.
    """

    day: date
    exercise: Exercise | Kind
    pain: int | None
    pain_next_day: int | None
    site: str = ""

    @property
    def worst(self):
        """The worse of both."""
        return max(self.pain or 0, self.pain_next_day or 0)

    @property
    def where(self):
        """The site in words; the exercise if there is no answer."""
        return self.site or self.exercise.name

    @property
    def headline(self):
        """The site in words, or “Pain in” the exercise: an exercise alone would look like a score."""
        return self.site or f"Pain in {in_a_sentence(self.exercise.name)}"


@dataclass(frozen=True)
class PainPlace:
    """One site with all its PainLines, the newest first."""

    where: str
    lines: tuple

    @property
    def worst(self):
        """The PainLine with the most pain, the latest of equal ones."""
        return max(self.lines, key=lambda line: (line.worst, line.day))

    @property
    def last(self):
        """The day on which it last hurt."""
        return self.lines[0].day

    @property
    def first(self):
        """The day on which it first hurt."""
        return self.lines[-1].day

    @property
    def days(self):
        """On how many days it hurt."""
        return len({line.day for line in self.lines})

    @property
    def often(self):
        """How much at most, and how often: “2 out of 10 at most, on 9 days”."""
        return f"{self.worst.worst} out of 10" + (f" at most, on {self.days} days" if self.days > 1 else "")

    @property
    def exercises(self):
        """The names of the exercises that it hurt in."""
        return sorted({line.exercise.name for line in self.lines})

    @property
    def sentence(self):
        """In which exercises, how often, when, and how it was next morning."""
        days = self.days
        said = " and ".join(
            [", ".join(self.exercises[:-1]), self.exercises[-1]] if self.exercises[1:] else self.exercises
        )
        when = f"on {day_of(self.last)}" if days == 1 else f"{days} times, {day_of(self.first)} to {day_of(self.last)}"
        told = f"{when[0].upper()}{when[1:]}" if self.exercises == [self.where] else f"{said}, {when}"
        morning = "" if self.mornings is None else f" Next morning {self.mornings or 'none'}{' at most' * (days > 1)}."
        return f"{told}.{morning}"

    @property
    def mornings(self):
        """The worst pain on a morning after; None without answers."""
        return max((line.pain_next_day for line in self.lines if line.pain_next_day is not None), default=None)


class PainHistory:
    """All pain of the user's sessions and self-checks from `first` to `today`; with members’ own exercises two queries.

    `checks` are those of these days or more.
    """

    def __init__(self, user, first, today, checks=()):
        self.today = today
        hurt = [
            PainLine(check.day, check.sort, check.pain, None) for check in checks if check.pain and check.day >= first
        ]
        self.lines = sorted(pains_of(user, first, today) + hurt, key=lambda line: line.day, reverse=True)

    def __bool__(self):
        return bool(self.lines)

    @property
    def shown(self):
        """The newest ones, for a table."""
        return self.lines[:MOST_SHOWN]

    @property
    def more(self):
        """How many are not shown."""
        return len(self.lines) - len(self.shown)

    @cached_property
    def places(self):
        """A PainPlace for each site, the worst first."""
        lines = sorted(self.lines, key=lambda line: line.where)
        found = [PainPlace(where, newest_first(same)) for where, same in groupby(lines, key=lambda line: line.where)]
        return sorted(found, key=lambda place: (-place.worst.worst, -place.last.toordinal(), place.where))

    @property
    def bad_days(self):
        """The days on which a session hurt 4 or more, then or on the morning after."""
        return [line.day for line in self.lines if line.worst >= HOLD_FROM and isinstance(line.exercise, Exercise)]

    @property
    def is_quiet(self):
        """Whether nothing has hurt for two weeks."""
        return not self.lines or self.today - self.lines[0].day > QUIET

    @property
    def newest(self):
        """The latest PainLine, of those of one day the worst."""
        return max(self.lines, key=lambda line: (line.day, line.worst))

    @property
    def told(self):
        """The PainLine of the headline: the newest if it is strong, else the worst."""
        is_strong = not self.is_quiet and self.newest.worst >= HOLD_FROM
        return self.newest if is_strong else self.places[0].worst

    @property
    def told_place(self):
        """The PainPlace of the headline."""
        return next(place for place in self.places if self.told in place.lines)

    @property
    def lately(self):
        """A sentence on the newest pain, to follow that on `told_place`, and on others that hurt as late as that; "" if
        it was there alone, or if it is quiet."""
        one, told = self.newest, self.told_place
        if self.is_quiet:
            return ""
        if one.day > told.last:
            return f" Last: {in_a_sentence(one.headline)}, {one.worst} out of 10 on {day_of(one.day)}."
        also = [place for place in self.places if place is not told and place.last == told.last]
        return "".join(f" Also: {in_a_sentence(place.worst.headline)}, {place.often}." for place in also)

    @property
    def headline(self):
        """Where and when the worst pain was; or since when it is quiet, after two weeks without pain."""
        if not self.lines:
            return "Nothing hurt"
        told = self.told
        year = "" if told.day.year == self.today.year else f" {told.day.year}"
        when = f"in {told.day:%B}{year}, quiet since" if self.is_quiet else f"on {weekday_date(told.day)}{year}"
        return f"{told.headline}: {told.worst} out of 10 {when}"


def day_of(day):
    """A day with its year: 3 Nov 2026."""
    return f"{day.day} {day:%b %Y}"


def newest_first(lines):
    """These PainLines, the newest first."""
    return tuple(sorted(lines, key=lambda line: line.day, reverse=True))


def pains_of(user, first, today):
    """The PainLines of the days from `first` to `today`, the newest first."""
    rows = rows_that_hurt(user.pk, first, today)
    return [PainLine(row.day, row.exercise, row.pain, row.pain_next_day, SITES.get(row.hurts_at, "")) for row in rows]


@prepared
def rows_that_hurt(user, first, last):
    """The rows of the days from first to last with any pain, then or on the morning after; the newest first."""
    rows = WorkoutExercise.objects.of_days(user, range=(first, last)).standing()
    rows = rows.filter(Q(pain__gt=0) | Q(pain_next_day__gt=0)).order_by("-day", "-workout__started", "slot", "pk")
    return rows.prefetch_related("exercise").only("day", "exercise", "pain", "pain_next_day", "pain_site")
