"""A block of a routine as a value: its prescriptions, its rounds, its duration."""

from copy import copy
from dataclasses import dataclass, replace

from glutes.rules.routine import timing
from glutes.rules.week.race_week import half


@dataclass(frozen=True)
class RoutineBlock:
    """The prescriptions of one block, in order.

    `block` is the Prescription.Block. `circuit` is the routine if this block is done as a circuit, else None.
    """

    block: str
    rows: list
    circuit: object = None

    @property
    def rounds(self):
        """How many rounds it has if the whole block is one circuit or one superset, else None."""
        if self.circuit:
            return self.circuit.rounds
        groups, sets = {row.group for row in self.rows}, {row.sets for row in self.rows}
        return sets.pop() if len(groups) == len(sets) == 1 and "" not in groups else None

    def sets_of(self, row):
        """How many sets of this row are done: its own `sets`, or one in each round of a circuit."""
        return self.circuit.rounds if self.circuit else row.sets

    @property
    def seconds(self):
        """Estimated seconds of work and rest (rules/routine/timing.py)."""
        steps = [row.step for row in self.rows]
        if self.circuit:
            return timing.circuit_seconds(steps, self.circuit.rounds, self.circuit.round_rest_s)
        return timing.sets_seconds(steps)

    def with_sets(self, left):
        """The block with fewer sets or rounds: `left` says how many of so many are left."""
        if self.circuit:
            fewer = copy(self.circuit)
            fewer.rounds = left(fewer.rounds)
            return replace(self, circuit=fewer)
        rows = [copy(row) for row in self.rows]
        for row in rows:
            row.sets = left(row.sets)
        return replace(self, rows=rows)

    def halved(self):
        """The block with half its sets or rounds (rules/week/race_week.py)."""
        return self.with_sets(half)

    @property
    def minutes(self):
        """Its duration in whole minutes, rounded up."""
        return timing.minutes(self.seconds)
