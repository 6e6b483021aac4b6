"""Left and right in one sentence, of all exercises and self-checks; one exercise is in balance.py."""

from functools import cached_property

from glutes.progress.pages.balance import UNSURE
from glutes.rules import self_checks
from glutes.rules.coaching.offering import in_a_sentence
from glutes.rules.coaching.sessions import OTHER_SIDE
from glutes.rules.coaching.symmetry import WINDOW


class Balances:
    """The SideBalances of all exercises, with one headline. Of the SelfChecks, those of the last 28 days count."""

    unsure = UNSURE

    def __init__(self, found, checks, today):
        self.all = found
        recent = [check for check in checks if today - check.day < WINDOW]
        self.checked = {side for one in recent if (side := self_checks.side_behind(one.sort, one.result))}

    def __bool__(self):
        return bool(self.all)

    @property
    def headline(self):
        """A sentence on all of them."""
        return self.known or "Left and right: too early to say"

    @cached_property
    def known(self):
        """What is known of all: the largest change first; a flagged side, or a gap in a self-check, is always
        mentioned. "" while it is too early to say for half of them."""
        better = [one for one in self.all if one.is_catching_up and not one.flagged and not one.is_early]
        better.sort(key=lambda one: abs(one.gap) - abs(one.then))
        first = f"{better[0].behind.capitalize()} is catching up" if better else ""
        rest = self._ahead()
        if rest:
            return f"{first}; {rest}" if first else rest[0].upper() + rest[1:]
        if first:
            return f"{first} in the {in_a_sentence(better[0].exercise.name)}"
        if 2 * sum(one.is_early for one in self.all) >= len(self.all):
            return ""
        if any(one.kind == "apart" for one in self.all):
            return "No weaker side so far"
        return "Left and right are even" if all(one.gap == 0 for one in self.all) else "Left and right are close"

    def _ahead(self):
        """Which side is ahead where one is flagged, or was in a self-check; "" for none."""
        flagged = next((one for one in self.all if one.flagged), None)
        if flagged:
            return f"{OTHER_SIDE[flagged.behind]} {flagged.leads} in the {in_a_sentence(flagged.exercise.name)}"
        if len(self.checked) > 1:
            return "self-checks disagree on which side is ahead"
        return "".join(f"{OTHER_SIDE[side]} was ahead in a self-check" for side in self.checked)
