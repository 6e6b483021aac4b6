"""The page of one check's result: in words, compared with earlier ones, what it means, and what to do about pain."""

from functools import cached_property

from glutes import charts
from glutes.checks.pages.check_new import ToDo
from glutes.rules import self_checks
from glutes.rules.coaching.sessions import STOP_FROM
from glutes.rules.self_checks import APART, KINDS, PEOPLE, let_go_before, people


class Outcome(ToDo):
    """A check that was done. `form`: a refused correction."""

    def __init__(self, check, in_all=False, form=None):
        super().__init__(check.user, check.sort, check.pk, in_all, form)
        self.check = check

    @cached_property
    def before(self):
        """The results before it, newest first."""
        return [check.result for check in self.check.earlier[:60]]

    @property
    def title(self):
        """The result in words."""
        return self_checks.title(self.kind, self.check.result)

    @property
    def compared(self):
        """What changed since the last time, in words."""
        return self_checks.compared(self.kind, self.check.result, self.before)

    @property
    def meaning(self):
        """What the result means: pairs of (heading, sentence)."""
        return self_checks.meaning(self.kind, self.check.result)

    @cached_property
    def company(self):
        """How many people of a study stopped earlier, in words; "" if nobody did, or there is no such study."""
        result = self.check.result
        return let_go_before(result.lower) if self.kind is KINDS[0] and result.sides and result.is_clean else ""

    @property
    def crowd(self):
        """The chart of the people of that study, with both sides of the user."""
        sides = self.check.result.sides
        passed = sum(seconds < self.check.result.lower for seconds in people())
        words = ", ".join(f"{side} {seconds}" for side, seconds in sides.items())
        desc = f"{passed} of {PEOPLE} dots are below you. {words.capitalize()}; the goal is {self.kind.goal}."
        title = "Single-leg bridge hold: you, and the people of the study"
        return charts.crowd("crowd", title, desc, people(), sides, self.kind.goal)

    @property
    def chart(self):
        """The chart of all checks of this kind, with the goal; "" before the second one, and for a question."""
        results = [one for one in [*self.before[::-1], self.check.result] if one.sides and one.is_clean]
        if self.kind.is_question or len(results) < 2:
            return ""
        points, by = charts.gathered([charts.Point(one.day, one.sides) for one in results])
        now = ", ".join(f"{side} {number}" for side, number in results[-1].sides.items())
        desc = f"{len(results)} checks. Latest: {now}. The goal is {self.kind.goal}."
        days = points[0].day, results[-1].day
        return charts.curve(
            "so-far", f"{self.kind.name} over time", desc, points, *days, goal=self.kind.goal, gap=APART, by=by
        )

    @property
    def hurt(self):
        """Advice about its pain, or None."""
        return self_checks.hurt(self.check.pain)

    @property
    def next_day(self):
        """The day on which this check is due again."""
        return self_checks.next_day(self.check.result)

    @property
    def sides(self):
        """The fields of the correction: (side, what was typed)."""
        typed = self.form.data if self.form else {}
        stored = {
            side: "" if value is None else value for side in self_checks.SIDES for value in [getattr(self.check, side)]
        }
        return [(side, typed.get(side, stored[side])) for side in self_checks.SIDES]

    @property
    def pain(self):
        """The pain to show in the form of the correction, as text."""
        said = self.form.data.get("pain", "") if self.form else self.check.pain
        return "" if said in (None, "") else str(said)

    @property
    def pains(self):
        """The answers to “Did it hurt?”; “a lot” keeps the number that was given."""
        return (*self_checks.PAINS[:-1], (max(STOP_FROM, self.check.pain or 0), "A lot"))
