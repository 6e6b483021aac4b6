"""The values of `workouts/workout_list.html`: the history, with a month as a calendar."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta


def context(user, name, today):
    """The values for the page's template, for the month of a name like 2026-11."""
    month = Month.named(name, today)
    shown = user.workouts.shown()
    in_month = {"day__range": month.span}
    workouts = list(shown.filter(**in_month).with_sums())
    first, oldest = user.first_weekday, shown.order_by("day").first()
    return {
        "month": month,
        "years": range(today.year, oldest.day.year - 1, -1) if oldest else [],
        "workouts": workouts,
        "count": user.workouts.counted().filter(**in_month).count(),
        "weeks": month.weeks(first, workouts, today),
        "weekdays": [date(2024, 1, 1 + (first + n) % 7) for n in range(7)],
        "latest": None if workouts else shown.order_by("-day").first(),
    }


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
