"""The case that the rules of progression.py look at, and the move that they decide on."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from glutes.rules.coaching.easing import Offer, first_week_back
from glutes.rules.coaching.loads import Loads
from glutes.rules.coaching.pain import HOLD_FROM
from glutes.rules.coaching.sessions import PastSession, Worked
from glutes.rules.coaching.targets import Ladder, Prescribed, Wishes
from glutes.rules.units import show_load

STEP = {"reps": 1, "seconds": 5}
"""How much more or less at a time: a rep, or 5 s (rule 3: ours)."""


@dataclass(frozen=True)
class Decision:
    """What a rule decides; `load` is kilograms or the strength of a band, 0 for none."""

    amount: int
    load: Decimal
    change: str
    reason: str
    sources: tuple[str, ...] = ("ours",)
    sets: int | None = None
    offers: tuple[Offer, ...] = ()
    topped: bool = False


def hurt_much(session):
    """Whether it hurt more than a little, or more on the morning after."""
    return session.hurt >= HOLD_FROM or session.worse_next_day


@dataclass(frozen=True)
class Case:
    """A prescription with what was done of it (newest first) as far as it tells what to aim at (advancing.telling), the
    days on which anything was done of it, the latest session that says how it felt, be it without a set (`felt`), and
    what there is to choose from. Where nothing was done yet, only what is about `felt` can be asked.
    """

    prescription: Prescribed
    done: tuple[Worked, ...]
    days: tuple[date, ...]
    felt: PastSession | None
    kit: Loads
    ladder: Ladder
    wishes: Wishes
    today: date

    @property
    def last(self):
        return self.done[0]

    @property
    def days_off(self):
        return max(0, (self.today - self.days[0]).days)

    @property
    def last_time(self):
        """How to call the session that decides: days on which less was asked for may have come after it."""
        return "last time" if self.last.day == self.days[0] else "the last time there was room for more"

    @property
    def hurt(self):
        """Pain when it was last tried, 0-10, whether or not a set was done."""
        return self.felt.hurt if self.felt else 0

    @property
    def is_tender(self):
        """Whether it hurt more than a little when it was last tried, or more on the morning after."""
        return self.felt is not None and hurt_much(self.felt)

    @property
    def is_first_week_back(self):
        return first_week_back(self.days, self.today)

    @property
    def step(self):
        return STEP[self.prescription.measure]

    @property
    def low(self):
        return self.prescription.bounds(self.last.load)[0]

    @property
    def top(self):
        return self.prescription.bounds(self.last.load)[1]

    @property
    def owned(self):
        return self.kit.owned(self.prescription.banded)

    @property
    def sets_done(self):
        """Sets of the last time, of the side that had fewest: at least one, at most those that are written."""
        return max(1, min(self.last.sets, self.prescription.sets))

    @property
    def set_word(self):
        return "round" if self.prescription.style == "circuit" else "set"

    def within(self, amount):
        """The amount, held to the range."""
        return min(self.top, max(self.low, amount))

    def is_full(self, done):
        """Whether it had all the sets that the routine asks for."""
        return done.sets >= self.prescription.sets

    def lacks_sets(self, done):
        """Whether sets were left out: asked for then, and still. One fewer by our own advice is none left out."""
        asked = done.session.asked
        return not self.is_full(done) and (asked is None or done.sets < asked)

    def is_clean(self, done):
        """Whether form held, something was left, and nothing hurt more than a little."""
        return done.form_ok and done.rir >= 1 and done.session.hurt < HOLD_FROM

    def same_again(self, reason, sources=("ours",), **fields):
        """The move of doing what was done, or aimed at, once more."""
        move = Decision(self.within(self.last.repeated), self.last.load, "same", reason, sources)
        return replace(move, **fields)

    def words(self, amount):
        """10, or 30 seconds."""
        return f"{amount}" if self.prescription.measure == "reps" else f"{amount} seconds"

    def load_words(self, load):
        """12 kg, or band 3."""
        return f"band {load:f}" if self.prescription.banded else show_load(load)
