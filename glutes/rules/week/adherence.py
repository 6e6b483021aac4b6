"""How many of a week’s sessions were done, in numbers and in words (rule 15); what those missed asked for."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Adherence:
    """How many sessions of a week were done, how many were planned, and how many of these are to come (rule 15);
    `practised`: on how many days there was daily practice, which is no session (rule 4); `is_plan`: whether any were
    planned, and not compared with the usual number."""

    done: int
    planned: int
    to_come: int = 0
    practised: int = 0
    is_plan: bool = field(default=True, compare=False)

    def __str__(self):
        """In words, with the practice behind it. As planned: "2 of 3 sessions done". With sessions beyond the plan: "2
        sessions done, 1 to come" while some are to come, then "3 sessions done, 2 planned"."""
        return ", ".join(filter(None, [self._sessions, practice(self.practised)]))

    @property
    def _sessions(self):
        if self.to_come and self.done + self.to_come > self.planned:
            return f"{self.done} session{'' if self.done == 1 else 's'} done, {self.to_come} to come"
        if self.done > self.planned and not self.is_plan:
            return f"{self.done} sessions done; {self.planned} a week would do"
        if self.done > self.planned:
            return f"{self.done} sessions done, {self.planned} planned"
        return f"{self.done} of {self.planned} session{'' if self.planned == 1 else 's'} done"


def practice(days):
    """On how many days there was practice, in words; "" for none."""
    return f"practice on {days} day{'' if days == 1 else 's'}" if days else ""


def is_practised(done):
    """Whether daily practice is among what was done on a day, as schedule.Done; what is in progress is left out."""
    return any(one.practice and not one.is_going for one in done)


def sets_of_missed(done, day):
    """How many sets a session that was missed on that day prescribed: as many as the last one of its routine that was
    done by then, else the next one, as the routine may have changed since. 0 if none was done: nobody knows.

    `done`: these as (day, sets), in any order.
    """
    before = [one for one in done if one[0] <= day]
    return max(before)[1] if before else min(done, default=(day, 0))[1]
