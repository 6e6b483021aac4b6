"""The ways of doing one exercise, the gentlest first (docs/rules.md, rule 2): half the way, as usual, slower, with a
stop at the top, with a leg lifted. They make an exercise harder or easier where the ladder ends.

Slow and controlled is from F16, the stop of 1-2 s at the top from F34; half the way, the three seconds and the lifted
leg are ours.
"""

from dataclasses import dataclass

from glutes.rules.coaching.offering import Offer


@dataclass(frozen=True)
class Way:
    """A way of doing an exercise: its word beside a dose, the cue to count by, the text of its offer and its button,
    the reason when it is new (with "{amount}"), and its sources."""

    key: str
    word: str
    cue: str
    offer: str
    button: str
    now: str
    sources: tuple[str, ...] = ("ours",)


HALF = Way(
    "half",
    "half the way",
    "Only half the way, slowly.",
    "Half the way for now, same reps.",
    "Go half the way",
    "Half the way for now: {amount} again.",
)
AS_USUAL = Way("", "", "", "At your usual pace for now.", "Do it as usual", "Your usual way again: {amount}.")
SLOWER = Way(
    "slower",
    "3 s down",
    "Count on the way down: 1, 2, 3.",
    "Same reps, 3 seconds down.",
    "Go slower",
    "Now 3 seconds down: {amount} again.",
    ("d2", "ours"),
)
STOP = Way(
    "stop",
    "2 s stop at the top",
    "Stop at the top and count: 1, 2.",
    "Same reps, 2-second stop at the top.",
    "Add a stop",
    "Now with a 2-second stop at the top: {amount} again.",
    ("d2",),
)
LIFT = Way(
    "lift",
    "top leg lifted",
    "Keep the top leg lifted.",
    "Same seconds, top leg lifted.",
    "Lift the leg",
    "Now with the top leg lifted: {amount} again.",
)

WAYS = {way.key: way for way in (HALF, AS_USUAL, SLOWER, STOP, LIFT)}
"""All of them by key, from the gentlest to the hardest."""

CHOICES = [(way.key, way.word or "as usual") for way in WAYS.values()]

OWN_WAYS = (HALF.key, SLOWER.key)
"""Ours: the ways that make sense for any exercise counted in reps."""

ALL_THE_WAY = "All the way again: start with {amount}."


def harder_way(prescription):
    """The offer of the next harder way that makes sense for it, or None."""
    return next(iter(_offers(prescription, lambda key, now: key > now)), None)


def easier_way(prescription):
    """The offer of the next easier way that makes sense for it, or None."""
    return next(reversed(_offers(prescription, lambda key, now: key < now)), None)


def _offers(prescription, beyond):
    order = list(WAYS)
    now = order.index(prescription.way)
    known = [key for key in order if key in ("", *prescription.ways) and beyond(order.index(key), now)]
    return [_offer(WAYS[key], prescription) for key in known]


def _offer(way, prescription):
    sentence = way.offer
    if prescription.way == HALF.key and way is AS_USUAL:
        sentence = "Ready to go all the way again?"
    return Offer("way", sentence, way.sources, way=way.key)
