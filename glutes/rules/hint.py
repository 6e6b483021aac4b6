"""Advice about a routine or a week in one sentence."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Hint:
    """One sentence of advice, and its sources."""

    sentence: str
    source: str
