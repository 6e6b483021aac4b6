"""All checks with their last results, and which of them is due; for their own page and for Today."""

from functools import cached_property
from typing import NamedTuple

from glutes.checks.models import Reminder, SelfCheck
from glutes.exercises.models import Source
from glutes.rules import self_checks


class Line(NamedTuple):
    """One kind of check with its latest SelfCheck (None: never done), the bars of its sides, and whether it is due."""

    kind: self_checks.Kind
    last: SelfCheck | None
    bars: list
    due: bool
    next_day: object


class CheckUp:
    """A user's checks, on a day. Two queries."""

    kinds = self_checks.KINDS
    minutes = self_checks.MINUTES
    skip_if, stop_if = self_checks.SKIP_IF, self_checks.STOP_IF

    def __init__(self, user, today):
        self.user, self.today = user, today

    @cached_property
    def reminder(self):
        return Reminder.of(self.user)

    @cached_property
    def latest(self):
        """{slug: latest SelfCheck} of each kind that was ever done."""
        return SelfCheck.objects.latest(self.user)

    @cached_property
    def due(self):
        """The check that is due (rules/self_checks.Due); None if there is none or the user wants no reminder."""
        return self._due(self.reminder.not_before) if self.reminder.checks else None

    def _due(self, not_before=None):
        results = {slug: check.result for slug, check in self.latest.items()}
        return self_checks.due(results, self.today, not_before)

    @property
    def due_last(self):
        """The latest check of the kind that is due."""
        return self.latest.get(self.due.kind.slug)

    @property
    def later(self):
        """The day to which "later" moves the reminder."""
        return self.today + self_checks.LATER

    @cached_property
    def lines(self):
        """Every kind as a Line."""
        return [self.line(kind) for kind in self.kinds]

    def line(self, kind):
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
