"""What hurt lately, as Today and the start page say it. What follows from it: rules/coaching/pain.py."""

from glutes.rules.coaching import pain
from glutes.workouts.coach import past_session
from glutes.workouts.models import WorkoutExercise


class Pains:
    """Whatever hurt a user enough to matter within the last weeks: one query."""

    def __init__(self, user, today):
        self.today = today
        lately = {"day__gt": today - pain.WINDOW, "pain__gte": pain.HOLD_FROM}
        rows = WorkoutExercise.objects.filter(user=user, workout__deleted_at=None, **lately)
        rows = rows.select_related("exercise", "workout").order_by("workout", "slot")
        self.sessions = [(row, past_session(row)) for row in rows]

    @property
    def to_ask(self):
        """What to ask about this morning, as it hurt yesterday."""
        return [row for row, session in self.sessions if pain.ask_this_morning(session, self.today)]

    @property
    def advice(self):
        """That somebody should have a look, or None."""
        return pain.see_someone([session for _, session in self.sessions], self.today)
