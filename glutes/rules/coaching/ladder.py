"""Ladders: from an exercise to the nearest easier and harder ones that the user can do (docs/rules.md, rule 2)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Rung:
    """An exercise on the ladder: its slug and its name."""

    slug: str
    name: str


@dataclass(frozen=True)
class Ladder:
    """The nearest easier and harder rungs that the user can do; None where the ladder ends."""

    easier: Rung | None = None
    harder: Rung | None = None


def nearest(start, ways, fits):
    """The slug of the nearest exercise in one direction of the ladder that fits; None without one.

    Args: the slug to start from; `ways`: {slug: the slugs it leads to, the best first}; `fits`: whether a slug is
    possible (its kit is there, and it is not in the routine already). The search goes on through slugs that do not fit.
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
