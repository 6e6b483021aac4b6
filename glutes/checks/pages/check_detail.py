"""What one check came to: its result in words, against the last ones, what it means, and what to do about pain."""

from functools import cached_property

from glutes.checks.pages.check_new import PAINS, ToDo
from glutes.rules import self_checks
from glutes.rules.coaching.sessions import STOP_FROM


class Outcome(ToDo):
    """A check that was done. `form` is a correction that was refused."""

    def __init__(self, check, in_all=False, form=None):
        super().__init__(check.user, check.sort, check.pk, in_all, form)
        self.check = check

    @cached_property
    def before(self):
        """The results before it, newest first."""
        return [check.result for check in self.check.earlier[:60]]

    @property
    def title(self):
        return self_checks.title(self.kind, self.check.result)

    @property
    def compared(self):
        return self_checks.compared(self.kind, self.check.result, self.before)

    @property
    def meaning(self):
        return self_checks.meaning(self.kind, self.check.result)

    @property
    def hurt(self):
        """What to do about its pain, or None."""
        return self_checks.hurt(self.check.pain)

    @property
    def next_day(self):
        return self_checks.next_day(self.check.result)

    @property
    def sides(self):
        typed = self.form.data if self.form else {}
        stored = {
            side: "" if value is None else value for side in self_checks.SIDES for value in [getattr(self.check, side)]
        }
        return [(side, typed.get(side, stored[side])) for side in self_checks.SIDES]

    @property
    def pain(self):
        said = self.form.data.get("pain", "") if self.form else self.check.pain
        return "" if said in (None, "") else str(said)

    @property
    def pains(self):
        """The answers, where a lot keeps the number that was said."""
        return (*PAINS[:-1], (max(STOP_FROM, self.check.pain or 0), "A lot"))
