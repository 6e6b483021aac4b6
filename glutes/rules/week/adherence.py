"""How many of a week’s sessions were done, in numbers and in words (rule 15)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Adherence:
    """How many sessions of a week were done, how many were planned, and how many of these are to come (rule 15)."""

    done: int
    planned: int
    to_come: int = 0

    def __str__(self):
        """In words: "2 of 3 sessions done"; with sessions that were not planned, "2 sessions done, 1 to come" while
        that is not all, and "3 sessions done, 2 planned" if it is more."""
        if self.to_come and self.done + self.to_come > self.planned:
            return f"{self.done} session{'' if self.done == 1 else 's'} done, {self.to_come} to come"
        if self.done > self.planned:
            return f"{self.done} sessions done, {self.planned} planned"
        return f"{self.done} of {self.planned} session{'' if self.planned == 1 else 's'} done"
