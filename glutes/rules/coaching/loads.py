"""Which load comes next, only among those that the user owns (docs/rules.md, rules 2, 9 and 10).

Loads are kilograms (Decimal) or strengths of a band (1-5), 0 for none; the prescription says which of the two.
"""

from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import cached_property

from glutes.rules.units import KG_PER_LB, MOST_KG, plain, unit_of

SMALLEST, LARGEST = Decimal("1.02"), Decimal("1.10")
"""A step up is 2-10 % (American College of Sports Medicine, 2009)."""

SIZE_KG = 4
"""Ours: where the body itself is the load (squats, lunges, step-ups, bridges), or its upper half (deadlifts), the next
size of kettlebell is a small step, although it is more than 10 % of the kettlebell."""

EASY_KG = 5
"""Ours: how far a step may go on two legs, with a weight already, after two sessions with four reps to spare."""

FIRST_KG = 8
"""Ours: what needs a weight and is done on two legs begins with the heaviest up to this, a light kettlebell."""

PLATES = {"kg": Decimal("2.5"), "lb": Decimal(5)}
"""Ours: in such steps a weight can be made lighter that is not in the kit: a bar with plates, dumbbells of a gym."""

PLATES_LESS = Decimal("0.9")
"""Ours: a step down is to about this share of the load, the size of a step up (SMALLEST, LARGEST)."""

LIFTED_WITHIN = timedelta(days=90)
"""Ours: for so long before the last session a weight that was lifted in good form counts as owned, where the kit names
none."""


@dataclass(frozen=True)
class Loads:
    """What the user owns that this exercise can take: loads in kg (kettlebells, backpack), strengths of bands (1-5).
    `lifted`: the kit names none of the kind, and these are what was lifted."""

    loads: tuple[Decimal, ...] = ()
    bands: tuple[int, ...] = ()
    lifted: bool = False

    def owned(self, banded):
        """The sizes as Decimals, lightest first."""
        return self._owned_bands if banded else self._owned_loads

    def or_lifted(self, done, prescription):
        """These; where none of the kind is named, those of the sessions `done` (Worked, newest first) in good form,
        with no set below the bottom of the range: a weight of single reps is none to train with."""
        banded = prescription.banded
        named = self.bands if banded else self.loads
        if named or not any(one.load(banded) for was in done for one in was.session.sets):
            return self
        lately = (was for was in done if done[0].day - was.day <= LIFTED_WITHIN and was.form_ok)
        lifted = {was.load for was in lately if was.amount >= prescription.bounds(was.load)[0]}
        return replace(self, lifted=True, **{"bands" if banded else "loads": tuple(lifted)})

    def below(self, load, owned, share=1, *, banded=False):
        """A load below this one, at most this share of it; None without one. `owned`: those of these that are allowed.

        It is from the kit, if that holds this load or one that is at least half of it. Else it is plates_below, or
        what was lifted if that is heavier.
        """
        found = lighter(load, owned, share)
        if banded or (not self.lifted and (load in owned or (found and found * 2 >= load))):
            return found
        return max(filter(None, (found, plates_below(load, share))), default=None)

    @cached_property
    def _owned_bands(self):
        return liftable(self.bands)

    @cached_property
    def _owned_loads(self):
        return liftable(self.loads)


def liftable(sizes):
    """Those of these sizes that can be lifted (above 0, up to MOST_KG), as Decimals, lightest first."""
    return sorted({size for size in map(Decimal, sizes) if size.is_finite() and 0 < size <= MOST_KG})


def up_to(owned, most):
    """The owned loads without those above `most`; all of them if that is None."""
    return owned if most is None else tuple(size for size in owned if size <= most)


def heavier(load, owned):
    """The lightest owned load that is a step up, or None."""
    return next((size for size in owned if size > load and size >= load * SMALLEST), None)


def first(owned, two_legs=False):
    """The load to begin with where one is needed: the lightest; on two legs the heaviest up to FIRST_KG."""
    light = [size for size in owned if size <= FIRST_KG]
    return light[-1] if light and two_legs else owned[0]


def furthest(load, lifted, owned):
    """The heaviest owned load above what was `lifted`, at most EASY_KG above this one; None without one."""
    return max((size for size in owned if lifted < size <= load + EASY_KG), default=None)


def lighter(load, owned, share=1):
    """The heaviest owned load below this one, and at most this share of it; None without one."""
    fitting = [size for size in owned if size < load and size <= load * Decimal(share)]
    return fitting[-1] if fitting else None


def plates_below(load, share=1):
    """The load below this one in full PLATES of the unit that it was typed in: the nearest to PLATES_LESS of it, or at
    most this share of it; None if nothing is left."""
    unit = unit_of(load)
    size = PLATES[unit] * (KG_PER_LB if unit == "lb" else 1)
    nearest = (load * min(Decimal(share), PLATES_LESS) / size).to_integral_value(ROUND_FLOOR if share < 1 else None)
    return plain(size * max(0, min(nearest, (load / size).to_integral_value(ROUND_CEILING) - 1))) or None


def is_small(load, step, *, banded=False, body_moves=False):
    """Whether a step may be taken without asking (of bands: one strength up). `body_moves`: the body is a load."""
    if banded:
        return step - load <= 1
    return step <= load * LARGEST or (body_moves and step - load <= SIZE_KG)
