"""The coach's advice on each exercise and its offers, as the start page shows them."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

from glutes.exercises.models import Exercise, Source
from glutes.kit.models import ExerciseWish, GoAhead, Lock
from glutes.routines.models import Prescription
from glutes.rules.coaching import symmetry
from glutes.rules.coaching.offering import Offer
from glutes.rules.coaching.stepping_back import out_for_a_week
from glutes.rules.coaching.targets import Prescribed, Target, of_warm_up
from glutes.rules.coaching.ways import WAYS


@dataclass(frozen=True)
class Advice:
    """The coach's advice on one slot, in reps or seconds (`measure`): its target, a preview, a difference between the
    sides; with the user's wishes, the physio's limits, the offer of a load that was taken, and what the user said today
    about its pain."""

    exercise: Exercise
    measure: str
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
    def is_out(self):
        """Whether the exercise is left out today: it hurt badly, or a physio has it skipped."""
        return self.target.change == "leave-out" or self.lock.skip

    @property
    def is_coached(self):
        """Whether the target is the coach's, not the routine's own number."""
        return self.target.change != "written"

    @property
    def stays(self):
        """Whether the preview repeats the same session."""
        if self.lock.skip:
            return self.lock.until is None
        seen = {t.change == "leave-out" or (t.sets, t.amount, t.load_kg, t.band) for t in self.preview}
        return len(seen) == 1

    @property
    def offers(self):
        """The offers about it; once an offered load is taken, only that one. None while a physio has it skipped."""
        if self.lock.skip:
            return []
        return [self.taken] if self.taken else self.target.offers


VERBS = {
    "circuit": "routines:routine_circuit",
    "round": "routines:routine_circuit",
    "range": "routines:routine_widen",
    "harder": "routines:routine_swap",
    "easier": "routines:routine_swap",
    "way": "routines:routine_way",
}
"""The view that accepts an offer of each kind. Offers of a load are links; other kinds cannot be accepted."""


@dataclass(frozen=True)
class Offered:
    """An offer as the page shows it: its Advice (None: it is about the whole routine), its sources and, for a load,
    which `loads` are taken after a tap."""

    advice: Advice | None
    offer: Offer
    sources: list[Source]
    loads: list[str]

    @property
    def verb(self):
        """The name of the view that accepts it, or None."""
        return VERBS.get(self.offer.kind)

    @property
    def way(self):
        """The Way that it offers, or None."""
        return WAYS.get(self.offer.way)

    @property
    def is_taken(self):
        """Whether the user took it for this time."""
        return self.advice is not None and self.advice.taken is self.offer


def offers_shown(advised, circuit):
    """The offers as a list of Offered: for single exercises, and that of a `circuit`, if there is one. An
    exercise that is there twice has those of one of its slots. `advised`: every Advice, in order."""
    first = {advice.exercise.pk: advice for advice in reversed(advised) if advice.offers}
    found = [(one, offer) for one in advised if first.get(one.exercise.pk) is one for offer in one.offers]
    found += [(None, circuit)] if circuit else []
    sources = Source.objects.named(slug for _, offer in found for slug in offer.sources)
    taken = {advice.exercise.slug for advice in advised if advice.taken}
    return [
        Offered(
            advice,
            offer,
            [sources[slug] for slug in offer.sources if slug in sources],
            sorted(taken ^ {advice.exercise.slug}) if advice else [],
        )
        for advice, offer in found
    ]


def out_aside(exercise, advised, lock, hurt, today):
    """(out, reason) of an exercise of the warm-up or the cool-down. One that the main block has as well goes by that,
    with "" for a reason, which is said there. Any other is left out while a physio has it skipped, and for a week after
    it hurt badly. `hurt`: every (pain, day)."""
    in_main = [advice for advice in advised if advice.exercise == exercise]
    if in_main:
        return any(advice.is_out for advice in in_main), ""
    bad = max((day for felt, day in hurt if felt >= lock.limits.stop_from), default=date.min)
    reason = lock.said if lock.skip else out_for_a_week(bad, today)
    return lock.skip or bool(reason), reason


class Uneven(NamedTuple):
    """An exercise of which left and right differ."""

    exercise: Exercise
    imbalance: symmetry.Imbalance
    sources: list[Source]


def uneven(advised):
    """Where left and right differ, as Unevens."""
    found = [advice for advice in advised if advice.imbalance]
    sources = Source.objects.named(slug for advice in found for slug in advice.imbalance.sources)
    return [
        Uneven(one.exercise, one.imbalance, [sources[slug] for slug in one.imbalance.sources if slug in sources])
        for one in found
    ]


def prescribed(slot, shown, of):
    """A slot of a snapshot as a value for the rules. `of`: the snapshot with all its sets, if `shown` has fewer."""
    exercise, whole = slot.exercise, next(one for one in of.slots if one.slot == slot.slot)
    return Prescribed(
        low=slot.reps_low or slot.seconds_low,
        high=slot.reps_high or slot.seconds_high,
        measure=slot.measure,
        sets=of.rounds if of.in_rounds else whole.sets,
        at_most=shown.rounds if shown.in_rounds else slot.sets,
        rest_s=slot.rest_s,
        sides=exercise.sides,
        load=exercise.load,
        banded=exercise.banded,
        load_kg=slot.load_kg,
        band=slot.band,
        cap_s=exercise.cap_s,
        style=shown.style,
        body_is_load=exercise.body_is_load,
        ways=exercise.ways_in(slot.measure),
        way=slot.way,
        routine=shown.routine,
    )


def taken_loads(slots, past):
    """The PastSessions of exercises, {key: [PastSession]}, without loads where one takes none any more."""
    for slot in slots:
        if slot.exercise.load == Exercise.Load.NONE:
            past[slot.exercise.pk] = [one.without_loads for one in past[slot.exercise.pk]]
    return past


def warmed_up(slot, advised):
    """A slot of the warm-up with fewer reps or seconds, if a set of the same exercise with the same load asks for less
    in the main block (targets.of_warm_up). Other slots stay as they are."""
    here = (slot.exercise, slot.measure, slot.load_kg, slot.band)
    targets = [
        one.target.amount
        for one in advised
        if one.is_coached and (one.exercise, one.measure, one.target.load_kg, one.target.band) == here
    ]
    if slot.block != Prescription.Block.WARM_UP or min(targets, default=slot.target) >= slot.target:
        return slot
    amount = of_warm_up(slot.target, min(targets), slot.measure)
    return replace(slot, target=amount, reason="Fewer than later, to warm up.", reason_sources=("ours",))
