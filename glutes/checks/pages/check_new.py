"""The page of one check to do: how to do it, when to stop, and the form for its result."""

from functools import cached_property

from django.urls import reverse

from glutes.checks.models import SelfCheck
from glutes.exercises.models import Source
from glutes.exercises.pictures import look_of
from glutes.rules import self_checks
from glutes.rules.coaching.sessions import HOLD_FROM, STOP_FROM

LEAST_READY_S, LEAST_CHANGE_S = 5, 10
"""Ours, in seconds: a hold to the limit needs time to get into place, even for users who want none in sessions."""


class ToDo:
    """A check of this kind, to be logged under this id. `in_all`: all checks are being done; `form`: a refused one."""

    skip_if, stop_if = self_checks.SKIP_IF, self_checks.STOP_IF
    pains = self_checks.PAINS

    def __init__(self, user, kind, pk, in_all=False, form=None):
        self.user, self.kind, self.pk, self.in_all, self.form = user, kind, pk, in_all, form

    @property
    def place(self):
        """Its number among all checks, from 1."""
        return self_checks.KINDS.index(self.kind) + 1

    count = len(self_checks.KINDS)

    @property
    def next(self):
        """The kind that comes next when all are being done, or None."""
        return self_checks.after(self.kind) if self.in_all else None

    @property
    def values(self):
        """Plain values for the script. They also stay valid in a page that was kept for offline use."""
        kind, look = self.kind, look_of(self.kind.exercise)
        return {
            "kind": kind.slug,
            "name": kind.name,
            "is_hold": kind.is_hold,
            "answers": [answer.word for answer in kind.answers],
            "goal": kind.goal,
            "ends_at": kind.ends_at,
            "most": kind.most,
            "stop": kind.stop,
            "last": self.last.result.sides if self.last else {},
            "pictures": {"shows": look.shows},
            "ready_s": max(LEAST_READY_S, self.user.get_ready_s),
            "change_s": max(LEAST_CHANGE_S, self.user.change_over_s),
            "base": reverse("checks:check_list"),
            "next": f"{reverse('checks:check_new', args=[self.next.slug])}?all" if self.next else None,
            "hold_from": HOLD_FROM,
            "stop_from": STOP_FROM,
            "advice": self_checks.hurt(STOP_FROM).sentence,
        }

    @cached_property
    def history(self):
        """The user's checks of this kind, the newest first; at most a year's."""
        return list(SelfCheck.objects.kept().filter(user=self.user, kind=self.kind.slug)[:13])

    @property
    def last(self):
        """The latest earlier check of this kind, or None."""
        return self.history[0] if self.history else None

    @property
    def sides(self):
        """The fields to fill in: (side, what was typed)."""
        data = self.form.data if self.form else {}
        return [(side, data.get(side, "")) for side in self_checks.SIDES]

    @property
    def pain(self):
        """The pain that a refused form gave, as text."""
        return self.form.data.get("pain", "") if self.form else ""

    @cached_property
    def sources(self):
        """The sources for what its number means."""
        named = Source.objects.named(self.kind.sources)
        return [named[slug] for slug in self.kind.sources if slug in named]
