"""Ladders: from each exercise to easier and harder ones, as far as somebody can do them (evidence.md 5, rule 2)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Rung:
    """An exercise on the ladder: its slug and its name."""

    slug: str
    name: str


@dataclass(frozen=True)
class Ladder:
    """The nearest rungs that this person can go to; None where the ladder ends."""

    easier: Rung | None = None
    harder: Rung | None = None


def nearest(start, ways, fits):
    """The nearest exercise one way along the ladder that fits, as its slug; None where there is none.

    Args: the slug to start from; `ways`, the slugs that each slug leads to, the best one first; `fits`, whether a slug
    will do (its kit is there, and it is not in the routine already). What does not fit is passed through.
    """
    seen, waiting = {start}, list(ways.get(start, ()))
    while waiting:
        slug = waiting.pop(0)
        if slug not in seen:
            if fits(slug):
                return slug
            seen.add(slug)
            waiting += ways.get(slug, ())
    return None
