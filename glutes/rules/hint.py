"""Advice about a routine or a week that can be said in one sentence."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Hint:
    """One sentence of advice, and who says so."""

    sentence: str
    source: str
