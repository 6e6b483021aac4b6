"""The home page of visitors who are not logged in: what this is, an example of a week, the catalogue."""

from dataclasses import dataclass
from functools import cached_property

from glutes.exercises.models import Exercise
from glutes.routines.models import Routine

WEEK = (
    ("Mon", "living-room-five", "step-up"),
    ("Tue", "easy run", ""),
    ("Wed", "home-with-nothing", "lunge"),
    ("Thu", "easy run", ""),
    ("Fri", "living-room-five", "sideways-band-walk"),
    ("Sat", "", ""),
    ("Sun", "long run", ""),
)
"""The example: three sessions, none the day before a demanding run (F12). A session has its routine and the exercise to
picture it."""


@dataclass(frozen=True)
class HomeDay:
    """One day of the example: a session (its routine and the exercise to picture), a run, or nothing."""

    name: str
    routine: Routine | None = None
    picture: str = ""
    run: str = ""


class Home:
    """Everything the page shows; `minutes` are the least and the most that a session of the example takes."""

    @cached_property
    def routines(self):
        """The ready-made routines, all of them."""
        return list(Routine.objects.ready_made().with_rows())

    @cached_property
    def exercises(self):
        """The catalogue."""
        return list(Exercise.objects.current().ready_made())

    @property
    def some_routines(self):
        """Three routines, spread over the list."""
        return self.routines[::2][:3]

    @property
    def some_exercises(self):
        """Eight exercises, spread over the catalogue."""
        return self.exercises[::4][:8]

    @property
    def tiles(self):
        """The slugs of the exercises on the cards of routines."""
        return [row.exercise.slug for routine in self.some_routines for row in routine.face]

    @property
    def thumbs(self):
        """The slugs of the exercises in the example week and in the row of exercises."""
        return [day.picture for day in self.week] + [exercise.slug for exercise in self.some_exercises]

    @cached_property
    def week(self):
        """The example, with the routines as they are now; empty where the catalogue lacks one of them."""
        by_slug = {routine.slug: routine for routine in self.routines}
        if not {"living-room-five", "home-with-nothing"} <= by_slug.keys():
            return []
        return [
            HomeDay(day, by_slug[name], picture=detail) if name in by_slug else HomeDay(day, run=name)
            for day, name, detail in WEEK
        ]

    @property
    def minutes(self):
        """The minutes of the example's sessions: “26 to 35”, or one number if all take the same."""
        found = sorted({day.routine.minutes for day in self.week if day.routine})
        return " to ".join(str(minutes) for minutes in dict.fromkeys((found[0], found[-1]))) if found else ""
