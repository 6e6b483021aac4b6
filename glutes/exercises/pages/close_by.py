"""What a search for an exercise may mean besides: a muscle that can be filtered by, or a sign that is told about."""

from dataclasses import dataclass

from glutes.exercises import search
from glutes.exercises.models import Muscle, Sign

MOST = 3


@dataclass(frozen=True)
class CloseBy:
    """Muscles and signs that a search may mean, each the likeliest first."""

    muscles: list[Muscle]
    signs: list[Sign]


def close_by(query, muscles):
    """A CloseBy for what was typed, among these muscles and all signs. One query."""
    signs = search.best_first(query, Sign.objects.current(), lambda sign: [sign.name])
    found = search.best_first(query, muscles, lambda muscle: [muscle.plain_name, muscle.name, *muscle.aliases])
    return CloseBy(found[:MOST], signs[:MOST])
