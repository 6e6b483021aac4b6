"""The values of `workouts/workout_list.html`: the history, with a month as a calendar."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from glutes.prepared import prepared
from glutes.workouts.models.workout import SHOWN, Workout


def context(user, name, today):
    """The values for the page's template, for the month of a name like 2026-11."""
    month = Month.named(name, today)
    workouts, first = shown_between(user.pk, *month.span), user.first_weekday
    counted = set(keys_counted(user.pk, *month.span))
    oldest = next(iter(oldest_days_shown(user.pk)), None)
    in_progress = [one for one in workouts if one.is_going]
    return {
        "month": month,
        "years": range(today.year, oldest.year - 1, -1) if oldest else [],
        "workouts": workouts,
        "done": sum(one.pk in counted for one in workouts if one not in in_progress),
        "going": len(in_progress),
        "weeks": month.weeks(first, workouts, today),
        "weekdays": [date(2024, 1, 1 + (first + n) % 7) for n in range(7)],
        "latest": None if workouts else next(iter(newest_days_shown(user.pk)), None),
    }


@prepared
def shown_between(user, first, last):
    """The Workouts of these days that the list shows, with their sums; only what it shows of them."""
    return Workout.objects.filter(user=user, day__range=(first, last)).shown().with_sums().only(*SHOWN)


@prepared
def oldest_days_shown(user):
    """The day of the oldest workout that the list shows, in a list, which is empty without one."""
    return Workout.objects.filter(user=user).shown().order_by("day").values_list("day", flat=True)[:1]


@prepared
def newest_days_shown(user):
    """The day of the newest workout that the list shows, in a list, which is empty without one."""
    return Workout.objects.filter(user=user).shown().order_by("-day").values_list("day", flat=True)[:1]


@prepared
def keys_counted(user, first, last):
    """The key of each session that counts, of the days from first to last."""
    return Workout.objects.filter(user=user, day__range=(first, last)).counted().values_list("pk", flat=True)


@dataclass(frozen=True)
class Month:
    """A month of a year, with its neighbours."""

    year: int
    month: int

    @classmethod
    def named(cls, name, today):
        """The month of a name like 2026-11; today's month for anything else."""
        found = re.fullmatch(r"(2[01]\d\d)-(0[1-9]|1[0-2])", name, re.ASCII)
        return cls(int(found[1]), int(found[2])) if found else cls(today.year, today.month)

    @property
    def first(self):
        """The first day of the month."""
        return date(self.year, self.month, 1)

    @property
    def span(self):
        """Its first and last day."""
        return self.first, date(self.year, self.month, calendar.monthrange(self.year, self.month)[1])

    @property
    def before(self):
        """The first day of the month before."""
        return (self.first - timedelta(days=1)).replace(day=1)

    @property
    def after(self):
        """The first day of the month after."""
        return self.span[1] + timedelta(days=1)

    def weeks(self, first_weekday, workouts, today):
        """Its weeks as lists of seven days; a day of a neighbouring month is None."""
        done = {}
        for workout in reversed(workouts):
            done[workout.day] = workout
        weeks = calendar.Calendar(first_weekday).monthdatescalendar(self.year, self.month)
        return [[self._day(day, done.get(day), today) for day in week] for week in weeks]

    def _day(self, day, workout, today):
        if day.month != self.month:
            return None
        return {"date": day, "workout": workout, "is_today": day == today}
