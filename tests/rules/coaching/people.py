"""Virtual people who train by what the rules say: pure, and years in seconds."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal

from glutes.rules.coaching.ladder import Ladder, Rung
from glutes.rules.coaching.loads import Loads
from glutes.rules.coaching.progression import with_load
from glutes.rules.coaching.sessions import PastSession, SetDone
from glutes.rules.coaching.targets import Around, Prescribed, Wishes
from tests.rules.make import next_target

MONDAY = date(2026, 1, 5)
LADDER = Ladder(Rung("glute-bridge", "Glute bridge"), Rung("hip-lift", "Hip lift"))


def three_a_week(weeks):
    """Mondays, Wednesdays and Fridays."""
    return [MONDAY + timedelta(weeks=week, days=day) for week in range(weeks) for day in (0, 2, 4)]


def every(days, times):
    return [MONDAY + timedelta(days=days * n) for n in range(times)]


@dataclass
class Person:
    """Somebody who can do `can` reps or seconds without load, `grows` more each session, 4 % fewer for each kilogram;
    who does what is asked for or what they can, whichever is less, in good form, and takes offers of some kinds.

    `tells` whether they say what was left to spare; `right` what the right side can do, as a share of the left;
    `share` how much they do of what is asked; `spare` what they say was left, whatever it was; `pains` by session;
    `around` what else is known on a day; `eases` days of easier weeks. `lived` has what they were told and did.
    """

    prescription: Prescribed
    days: list
    can: float = 10
    grows: float = 0.15
    kit: Loads = field(default_factory=Loads)
    takes: frozenset = frozenset()
    tells: bool = False
    right: float | None = None
    share: float = 1
    spare: int | None = None
    pains: dict = field(default_factory=dict)
    mornings: dict = field(default_factory=dict)
    around: object = lambda day: Around()
    eases: frozenset = frozenset()
    lived: list = field(default_factory=list)

    def live(self):
        """Every session, one after the other: `lived` is (day, target, session)."""
        history = []
        for number, day in enumerate(self.days):
            target = self.told(history, day)
            session = None if target.change == "leave-out" else self.train(number, day, target)
            self.lived.append((day, target, session))
            history += [session] if session else []
        return self

    def told(self, history, day):
        """The target, once offers were taken."""
        wishes = Wishes(easier_week=day in self.eases)
        known = history, day, self.kit, LADDER, wishes, self.around(day)
        target = next_target(self.prescription, *known)
        for offer in target.offers:
            if offer.kind not in self.takes:
                continue
            if offer.kind == "load":
                return with_load(self.prescription, target, offer)
            change = {"high": offer.high} if offer.kind == "range" else {"way": offer.way}
            self.prescription = replace(self.prescription, **change)
        return target

    def train(self, number, day, target):
        sides = ("left", "right") if self.right else ("both",)
        sets = [self.one_set(n, side, target) for n in range(1, target.sets + 1) for side in sides]
        self.can += self.grows
        pain = {"pain": self.pains.get(number), "pain_next_day": self.mornings.get(number)}
        eased = day in self.eases
        top = self.prescription.bounds(target.load_kg or 0)[1]
        way = self.prescription.way
        return PastSession(
            day, tuple(sets), target=target.amount, asked=target.sets, top=top, eased=eased, way=way, **pain
        )

    def one_set(self, number, side, target):
        can = int(self.can * (self.right if side == "right" else 1) * (1 - 0.04 * float(target.load_kg or 0)))
        step = 5 if self.prescription.measure == "seconds" else 1
        amount = max(1, min(int(target.amount * self.share), can // step * step))
        spare = self.spare if self.spare is not None else min(4, can - amount) if self.tells else None
        fields = {self.prescription.measure: amount, "load_kg": target.load_kg}
        return SetDone(number, side, rir=spare, **fields)

    @property
    def targets(self):
        return [target for _, target, _ in self.lived]

    @property
    def amounts(self):
        return [target.amount for target in self.targets]

    @property
    def sets(self):
        return [target.sets for target in self.targets]

    @property
    def loads(self):
        return [target.load_kg or Decimal(0) for target in self.targets]

    @property
    def kinds(self):
        """Kinds of offers by session."""
        return [tuple(offer.kind for offer in target.offers) for target in self.targets]

    def table(self):
        """What they were told, week by week, in lines of text; * for an offer, ! for a warning."""
        weeks = {}
        for day, target, _ in self.lived:
            weeks.setdefault((day - MONDAY).days // 7 + 1, []).append(brief(target))
        return [f"{week:>4}  " + "  ".join(f"{one:<16}" for one in told).rstrip() for week, told in weeks.items()]


def brief(target):
    """3×12 at 8 kg*"""
    if target.change == "leave-out":
        return "not today" + "!" * bool(target.warning)
    load = f" {target.load_kg:g} kg" if target.load_kg else ""
    return f"{target.sets}×{target.amount}{load}{'*' * bool(target.offers)}{'!' * bool(target.warning)}"
