"""The words of the coach for amounts, sets and loads of a prescription: 12 reps, 2 rounds, band 3."""

from dataclasses import dataclass

from glutes.rules.coaching.targets import Prescribed
from glutes.rules.units import show_load


@dataclass(frozen=True)
class Words:
    """How one says what is done of this prescription."""

    prescription: Prescribed

    def amount(self, amount):
        """12 reps, or 30 seconds; 1 rep, or 1 second."""
        return f"{amount} {self.prescription.measure[: -1 if amount == 1 else None]}"

    def number(self, amount):
        """12, or 30 seconds: where reps were said already."""
        return f"{amount}" if self.prescription.measure == "reps" else self.amount(amount)

    def sets(self, sets):
        """2 sets, or 1 round."""
        word = "round" if self.prescription.style == "circuit" else "set"
        return f"{sets} {word}{'' if sets == 1 else 's'}"

    def load(self, load):
        """12 kg, band 3, or body weight."""
        if not load:
            return "no band" if self.prescription.banded else "body weight"
        if self.prescription.banded:
            return f"band {load:f}"
        return show_load(load)

    @property
    def verb(self):
        """“did” for reps and in a circuit by the clock, where most exercises move; “held” for other seconds."""
        return "held" if self.prescription.measure == "seconds" and self.prescription.style != "circuit" else "did"

    def did(self, amount):
        """You did 12 reps, or You held 30 seconds."""
        return f"You {self.verb} {self.amount(amount)}"
