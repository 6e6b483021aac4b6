"""What a search for an exercise may also mean: a muscle to filter by, or a sign to read about."""

from dataclasses import dataclass

from glutes.exercises import search
from glutes.exercises.models import Muscle, Sign

MOST = 3


@dataclass(frozen=True)
class CloseBy:
    """Muscles and signs that a search may mean, the best match first."""

    muscles: list[Muscle]
    signs: list[Sign]


def close_by(query, muscles):
    """The CloseBy for a search, among these muscles and all signs. One query."""
    signs = search.best_first(query, Sign.objects.current(), lambda sign: [sign.name])
    found = search.best_first(query, muscles, lambda muscle: [muscle.plain_name, muscle.name, *muscle.aliases])
    return CloseBy(found[:MOST], signs[:MOST])
