"""The habit on Today: whether it was kept today, and a calendar of five weeks. There is no streak."""

from datetime import timedelta
from functools import cached_property
from typing import NamedTuple

from glutes.checks.models import HABIT_DAYS, habit_days
from glutes.rules.week import schedule

WEEKS = 5


class Square(NamedTuple):
    """A day of the calendar: whether the habit was kept then, whether it is today, whether it is still to come."""

    day: object
    done: bool
    is_today: bool
    is_ahead: bool


class Habit:
    """A user's habit, on a day. One query."""

    def __init__(self, user, today):
        self.user, self.today = user, today
        self.first = schedule.first_day(today, user.first_weekday) - timedelta(weeks=WEEKS - 1)

    @cached_property
    def days(self):
        """The days on which it was kept, from the calendar's first day on."""
        since = min(self.first, self.today - HABIT_DAYS)
        return set(habit_days(self.user.pk, since, self.today))

    @property
    def is_done(self):
        """Whether it was kept today."""
        return self.today in self.days

    @property
    def count(self):
        """On how many of the last 30 days it was kept."""
        return sum(day > self.today - HABIT_DAYS for day in self.days)

    @property
    def others(self):
        """The count without today."""
        return self.count - self.is_done

    @property
    def weeks(self):
        """Five weeks of seven Squares, this week last."""
        days = [self.first + timedelta(days=n) for n in range(7 * WEEKS)]
        squares = [Square(day, day in self.days, day == self.today, day > self.today) for day in days]
        return [squares[n : n + 7] for n in range(0, len(squares), 7)]
