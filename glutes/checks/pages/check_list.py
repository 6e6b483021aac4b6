"""All checks with their last results, and which of them is due; for their own page and for Today."""

from functools import cached_property
from typing import NamedTuple

from glutes.checks.models import Reminder, SelfCheck, tired_days
from glutes.exercises.models import Source
from glutes.rules import self_checks
from glutes.rules.coaching.sessions import HOLD_FROM


class Line(NamedTuple):
    """One kind of check with its latest SelfCheck (None: never done), the bars of its sides, and whether it is due."""

    kind: self_checks.Kind
    last: SelfCheck | None
    bars: list
    due: bool
    next_day: object


class CheckUp:
    """A user's checks, on a day. Two queries, and two for what hurt, runs and races where a check may be due.

    `hurt` gives the days on which a session hurt 4 or more, for a page that knows them already.
    """

    kinds = self_checks.KINDS
    minutes = self_checks.MINUTES
    skip_if, stop_if = self_checks.SKIP_IF, self_checks.STOP_IF

    def __init__(self, user, today, hurt=None):
        self.user, self.today = user, today
        self.hurt = hurt or (lambda: user.workouts.hurt_on(today - self_checks.CALM_FOR, HOLD_FROM))

    @cached_property
    def reminder(self):
        """The user’s Reminder, unsaved if they have none."""
        return Reminder.of(self.user)

    @cached_property
    def latest_and_painful(self):
        """The pair of `latest` and `painful`: one query."""
        return SelfCheck.objects.latest_and_painful(self.user)

    @property
    def latest(self):
        """{slug: latest SelfCheck} of each kind that was ever done."""
        return self.latest_and_painful[0]

    @property
    def painful(self):
        """The SelfChecks that hurt, the newest first."""
        return self.latest_and_painful[1]

    @cached_property
    def due(self):
        """The check that is due (rules/self_checks.Due); None if there is none or the user wants no reminder."""
        results = {slug: check.result for slug, check in self.latest.items()}
        hurt = [result.day for result in results.values() if not result.is_clean]
        due = self_checks.due(results, self.today, self.reminder.not_before, hurt) if self.reminder.checks else None
        return due and self_checks.due(results, self.today, hurt=self.hurt(), tired=self.tired)

    @cached_property
    def tired(self):
        """The days on which runs and races speak against a check. One query."""
        return tired_days(self.user, self.today)

    @property
    def due_last(self):
        """The latest check of the kind that is due."""
        return self.latest.get(self.due.kind.slug)

    @property
    def later(self):
        """The day to which "later" moves the reminder."""
        return self_checks.later(self.today, self.tired)

    @cached_property
    def lines(self):
        """Every kind as a Line."""
        return [self.line(kind) for kind in self.kinds]

    def line(self, kind):
        """One kind of check as a Line."""
        last = self.latest.get(kind.slug)
        next_day = last and self_checks.next_day(last.result)
        bars = (
            [min(100, 100 * (getattr(last, side) or 0) / kind.goal) for side in ("left", "right")]
            if (last and kind.goal)
            else []
        )
        return Line(kind, last, bars, bool(last) and next_day <= self.today, next_day)

    @cached_property
    def sources(self):
        """The sources of the numbers."""
        slugs = dict.fromkeys(slug for kind in self.kinds for slug in kind.sources)
        named = Source.objects.named(slugs)
        return [named[slug] for slug in slugs if slug in named]
