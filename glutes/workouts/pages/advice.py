"""What the coach says of each exercise, and what could change, as the start page shows it."""

from dataclasses import dataclass, field

from glutes.exercises.models import Exercise, Source
from glutes.kit.models import ExerciseWish, GoAhead, Lock
from glutes.rules.coaching import symmetry
from glutes.rules.coaching.offering import Offer
from glutes.rules.coaching.targets import Target
from glutes.rules.coaching.ways import WAYS


@dataclass(frozen=True)
class Advice:
    """What the coach says of one slot: the target, how it would go on, and a difference between the sides. And how the
    user wants the exercise done, what their physio set, the offer of a load that was taken, and what was said today of
    its pain."""

    exercise: Exercise
    wish: ExerciseWish
    target: Target
    preview: list[Target]
    imbalance: symmetry.Imbalance | None
    lock: Lock
    taken: Offer | None = None
    go_aheads: list[GoAhead] = field(default_factory=list)

    @property
    def paused_side(self):
        """The side that is left out, or ""."""
        return (self.lock if self.lock.sides else self.wish).paused_side or ""

    @property
    def stays(self):
        """Whether the preview is the same all along."""
        seen = {t.change == "leave-out" or (t.sets, t.amount, t.load_kg, t.band) for t in self.preview}
        return len(seen) == 1

    @property
    def offers(self):
        """What could change; once a load is taken, that alone."""
        return [self.taken] if self.taken else self.target.offers


VERBS = {
    "circuit": "routines:routine_circuit",
    "range": "routines:routine_widen",
    "harder": "routines:routine_swap",
    "easier": "routines:routine_swap",
    "way": "routines:routine_way",
}
"""Which change of the routine accepts an offer of a kind. The other kinds are words alone; a load is a link."""


@dataclass(frozen=True)
class Offered:
    """An offer as the page shows it: the advice it is part of (None: it is about all of the routine), who says so, and,
    of a load, which `loads` are taken after a tap."""

    advice: Advice | None
    offer: Offer
    sources: list[Source]
    loads: list[str]

    @property
    def verb(self):
        """The name of the address that accepts it, or None."""
        return VERBS.get(self.offer.kind)

    @property
    def way(self):
        """The Way that it offers, or None."""
        return WAYS.get(self.offer.way)

    @property
    def is_taken(self):
        return self.advice is not None and self.advice.taken is self.offer
