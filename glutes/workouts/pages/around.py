"""What the coach knows besides an exercise's own sessions: training of its movement pattern, pain and self-checks."""

from collections import defaultdict
from datetime import timedelta
from functools import cached_property

from glutes.checks.models import SelfCheck
from glutes.exercises.models import Exercise
from glutes.kit.models import GoAhead
from glutes.rules.coaching.pain import WINDOW
from glutes.rules.coaching.sessions import STOP_FROM
from glutes.rules.coaching.targets import Around
from glutes.workouts.models.exercise import trained

LOOK_BACK = timedelta(days=90)
"""Ours: how far back training of a movement pattern is looked up; time off that is longer counts as long."""


class Arounds:
    """Makes the Around of each exercise, as of `today`. Nothing after the day `last` counts.

    `painful_checks`: the user's SelfChecks that hurt. `sore`: the slugs of the exercises that hurt in four weeks.
    """

    def __init__(self, user, today, last):
        self.user, self.today, self.last = user, today, last
        self.checks, self.painful_checks = SelfCheck.objects.for_coach(user)
        self.hurt_in_checks = defaultdict(list)
        for check in self.painful_checks:
            self.hurt_in_checks[check.sort.exercise].append(check.past_session)
        self.days, self.hurt, self.pains, self.sore = self._trained()

    def of(self, exercise, said):
        """The Around of an exercise. `said`: its newest GoAhead of each kind."""
        hurt = {day for other, day in self.hurt[exercise.pattern] if other != exercise.pk}
        hurt |= {day for slug, pattern, day in self.bad_checks if pattern == exercise.pattern and slug != exercise.slug}
        looked_at, taken_up = (said[kind].day if kind in said else None for kind in GoAhead.Kind.values)
        return Around(
            tuple(self.days[exercise.pattern]), tuple(hurt), looked_at, taken_up, self.checks.get(exercise.slug)
        )

    def checks_of(self, exercise):
        """The self-checks of an exercise that hurt, as PastSessions."""
        return self.hurt_in_checks.get(exercise.slug, [])

    def pains_of(self, exercise):
        """Every pain of an exercise, in sessions and self-checks: [(pain from 0 to 10, day)]."""
        return self.pains[exercise.pk] + [(one.hurt, one.day) for one in self.checks_of(exercise)]

    @cached_property
    def bad_checks(self):
        """Self-checks that hurt badly: a list of (slug of the exercise, its movement pattern, day)."""
        days = {
            slug: {session.day for session in sessions if session.hurt >= STOP_FROM}
            for slug, sessions in self.hurt_in_checks.items()
        }
        bad = [slug for slug in days if days[slug]]
        rows = Exercise.objects.filter(slug__in=bad).exclude(pattern="").values_list("slug", "pattern") if bad else []
        return [(slug, pattern, day) for slug, pattern in rows for day in days[slug]]

    def _trained(self):
        """By pattern: days trained, and bad pain; by exercise: every pain; the exercises that hurt in four weeks."""
        days, hurt, pains, lately = defaultdict(set), defaultdict(set), defaultdict(list), self.today - WINDOW
        sore = {slug for slug, told in self.hurt_in_checks.items() if any(one.day > lately for one in told)}
        for pattern, exercise, slug, day, pain, next_day, done in trained(self.user.pk, self.today - LOOK_BACK):
            if day > self.last:
                continue
            pains[exercise] += [(pain, day)] if pain else []
            sore |= {slug} if (pain or next_day) and day > lately else set()
            if pattern and done:
                days[pattern].add(day)
            if pattern and (pain or 0) >= STOP_FROM:
                hurt[pattern].add((exercise, day))
        return days, hurt, pains, sore
