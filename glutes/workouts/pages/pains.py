"""A user's pain of the last weeks: what Today and the start page ask and say of it."""

from collections import defaultdict
from functools import cached_property

from django.db.models import Exists, Max, OuterRef
from django.utils.text import get_text_list

from glutes.kit.models import GoAhead
from glutes.prepared import prepared
from glutes.rules.coaching import pain
from glutes.rules.coaching.sessions import felt
from glutes.workouts.models import WorkoutExercise
from glutes.workouts.models.past_sessions import past_sessions


class Pains:
    """A user's pain of the last weeks that matters, for Today and the start page: one query.

    `checks` returns the user's SelfChecks that hurt: their pain counts like that of sessions.

    What follows from pain: rules/coaching/pain.py.
    """

    def __init__(self, user, today, checks):
        self.user, self.today, self.checks = user, today, checks
        self.rows = painful(user.pk, today - pain.WINDOW)

    @property
    def to_ask(self):
        """The rows that hurt yesterday, about which this morning is asked."""
        return [row for row in self.rows if pain.ask_this_morning(row.past_session, self.today)]

    @cached_property
    def to_ask_at_start(self):
        """The rows of the last session about which the start page asks again: how was the morning after?"""
        unanswered = [row for row in self.rows if pain.is_unanswered(row.past_session)]
        if not unanswered:
            return []
        last = self.user.workouts.counted().aggregate(Max("started"))["started__max"]
        since = {row: last is not None and last > row.workout.started for row in unanswered}
        return [row for row in unanswered if pain.ask_at_start(row.past_session, self.today, since[row])]

    @property
    def hurt_on(self):
        """The days on which something hurt 4 or more, then or on the morning after."""
        return [row.day for row in self.rows if max(row.pain, row.pain_next_day or 0) >= pain.HOLD_FROM]

    @property
    def on_outer_hip(self):
        """Whether the outer hip hurt lately and was not looked at since."""
        return any(row.hurts_at == "outer-hip" and not row.looked_at for row in self.rows)

    @property
    def advice(self):
        """The advice to have the pain looked at, naming what hurt; None without pain, or if it was looked at since."""
        hurt = self._lately
        names = dict.fromkeys(name for name, session in hurt if session.hurt >= pain.HOLD_FROM)
        name = get_text_list([*names][:2] + ["others"] * (len(names) > 2), "and") or "It"
        return pain.see_someone([session for _, session in hurt], self.today, name=name)

    def advice_beside(self, exercises):
        """The advice; None if all that hurt is among these exercises: beside them it is said already."""
        hurt = {name for name, session in self._lately if session.hurt >= pain.HOLD_FROM}
        return None if hurt <= {exercise.name for exercise in exercises} else self.advice

    @cached_property
    def _lately(self):
        """What hurt and was not looked at since, in sessions and self-checks: [(name, PastSession)]."""
        hurt = [(row.exercise.name, row.past_session) for row in self.rows if not row.looked_at]
        return hurt + [(check.sort.name, check.past_session) for check in self._painful_checks()]

    @property
    def lingering(self):
        """What to say of exercises that have hurt a little for LONG_WEEKS or more (pain.weeks_hurt): [sentence]. To
        save a query, only exercises that hurt on three of the last 28 days are looked at."""
        names, days = {}, defaultdict(set)
        for row in self.rows:
            names[row.exercise_id] = row.exercise.name
            days[row.exercise_id].add(row.day)
        often = [key for key in days if len(days[key]) >= pain.OFTEN]
        if not often:
            return []
        past = past_sessions(self.user.pk, often)
        asked = self.user.go_aheads.looked_at().filter(exercise__in=often).order_by("day")
        looked_at = dict(asked.values_list("exercise", "day"))
        known = {key: felt(past[key], self.today) for key in often}
        weeks = {key: pain.weeks_hurt(known[key], looked_at.get(key)) for key in often}
        return [f"{names[key]}: {pain.lingering(weeks[key])}" for key in often if weeks[key] >= pain.LONG_WEEKS]

    def hurt_from(self, least):
        """The slugs of the exercises that hurt so much or more, in sessions and self-checks."""
        hurt = {row.exercise.slug for row in self.rows if row.past_session.hurt >= least}
        return hurt | {check.sort.exercise for check in self.checks() if (check.pain or 0) >= least}

    def _painful_checks(self):
        """The recent self-checks that hurt 4 or more and were not looked at since."""
        since = self.today - pain.WINDOW
        hurt = [check for check in self.checks() if (check.pain or 0) >= pain.HOLD_FROM and check.day > since]
        looked_at = {}
        if hurt:
            asked = self.user.go_aheads.looked_at().filter(day__gt=since)
            looked_at = dict(asked.order_by("day").values_list("exercise__slug", "day"))
        return [check for check in hurt if looked_at.get(check.sort.exercise, since) <= check.day]


@prepared
def painful(user, since):
    """The rows after that day that hurt; each with `looked_at`: whether the user said since that it was looked at."""
    rows = WorkoutExercise.objects.of_days(user, gt=since).that_hurt(pain.ASK_FROM)
    said = GoAhead.objects.looked_at().filter(user=user, exercise=OuterRef("exercise"), day__gt=OuterRef("day"))
    return rows.annotate(looked_at=Exists(said))
