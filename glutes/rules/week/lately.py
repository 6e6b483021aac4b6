"""How many sets are left on a day of an easier week or after time off, without a log (docs/rules.md, rules 8, 9).

The pages that say how long a session takes know no more of it. The coach knows each exercise: a load that is lighter
instead of a set less, or an exercise as written, is a matter of a minute or two.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from glutes.rules.coaching.easier_week import deload_sets
from glutes.rules.coaching.time_off import EASE_DAYS, GENTLE_SETS, REPEAT_DAYS
from glutes.rules.dates import A_WEEK


@dataclass(frozen=True)
class Lately:
    """What takes sets off somebody's sessions. Each is None where there is none.

    easier   the first day of the latest easier week
    before   the last day trained that is a week ago or more
    back     the first day trained since then
    next     the day of the next session, before which nothing is trained
    """

    easier: date | None = None
    before: date | None = None
    back: date | None = None
    next: date | None = None

    def fewer(self, day) -> Callable[[int], int] | None:
        """A function that returns how many of so many sets or rounds are left on this day; None if all are."""
        is_easier = bool(self.easier) and self.easier <= day < self.easier + A_WEEK
        since = self.back or self.next
        off = (since - self.before).days if since and self.before else 0
        is_gentle = off > EASE_DAYS and since <= day < since + A_WEEK
        is_less = REPEAT_DAYS < off <= EASE_DAYS and day == self.next and not self.back
        if not (is_easier or is_gentle or is_less):
            return None

        def left(sets):
            sets_off = max(1, sets - 1) if is_less else min(GENTLE_SETS, sets) if is_gentle else sets
            return min(sets_off, deload_sets(sets) if is_easier else sets)

        return left
