"""The Case that the rules of progression.py take, and the Decision that they return."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import takewhile
from typing import NamedTuple

from glutes.rules.coaching.ladder import Ladder
from glutes.rules.coaching.loads import Loads, furthest, heavier, is_small, up_to
from glutes.rules.coaching.offering import Offer, from_a_new_week
from glutes.rules.coaching.sessions import LATEST_DAYS, STOP_FROM, PastSession, Worked, usual_sets
from glutes.rules.coaching.targets import Around, Prescribed, Wishes
from glutes.rules.coaching.words import Words

STEP = {"reps": 1, "seconds": 5}
"""The step up or down: a rep, or 5 s (rule 3: ours)."""

LEAST = {"reps": 3, "seconds": 10}
"""Ours: the lowest target. Somebody who cannot do so much needs the easier rung."""

SPENT_TIMES = 3
"""Ours: after so many sessions in good form with nothing in reserve it counts as clean (rule 10)."""


class Decision(NamedTuple):
    """What a rule decides; `load` is kilograms or the strength of a band, 0 for none. `at_top`: two or more sessions in
    a row, newest first, that were at the top of the range; () if it is not at its top."""

    amount: int
    load: Decimal
    change: str
    reason: str
    sources: tuple[str, ...] = ("ours",)
    sets: int | None = None
    offers: tuple[Offer, ...] = ()
    warning: str = ""
    at_top: tuple[Worked, ...] = ()


def moment(session):
    """The key to sort sessions by."""
    return session.day, session.order


@dataclass(frozen=True)
class Case:
    """A prescription with everything that its next target depends on.

    It has the sessions that count for the target (advancing.telling), the last two days on which it was trained, all
    days of its movement pattern, the sessions that tell how it felt, even without a set (all newest first), and the
    loads, rungs and wishes. Without any session done, only what concerns `felt` may be used. `is_ahead`: it is of a
    later session in a preview, whose offers nobody sees.
    """

    prescription: Prescribed
    done: tuple[Worked, ...]
    own_days: tuple[date, ...]
    days: tuple[date, ...]
    felt: tuple[PastSession, ...]
    kit: Loads
    ladder: Ladder
    wishes: Wishes
    around: Around
    today: date
    is_ahead: bool = False

    @cached_property
    def words(self):
        """The Words for its amounts, sets and loads."""
        return Words(self.prescription)

    @property
    def last(self):
        """The latest session that counts for the target, as a Worked."""
        return self.done[0]

    @property
    def with_load(self):
        """“ with 80 kg” or “ without a weight” if the last session had several loads, of which this one counts, or if
        another routine did it with quite another one since (sessions.of_its_own); else ""."""
        measure, routine, thing = self.prescription.measure, self.prescription.routine, "a weight"
        later = (one for one in self.felt if one.day > self.own_days[0] and one.routine != routine)
        others = routine and any(each.amount(measure) for one in later for each in one.sets)
        if self.prescription.banded:
            thing = "a band"
        what = f" with {self.words.load(self.last.load)}" if self.last.load else f" without {thing}"
        return what if self.last.mixed or others else ""

    @cached_property
    def alike(self):
        """The sessions in which it was done in the same way as now."""
        return tuple(done for done in self.done if done.session.way == self.prescription.way)

    @property
    def days_off(self):
        """Days since its movement pattern was trained."""
        return max(0, (self.today - self.days[0]).days)

    def opened(self, days, turns=1):
        """These days on which offers were open, oldest first; from_a_new_week if there may have been others before them
        that were not read: where fewer than half of those that were are older. `turns`: how many offers take turns."""
        read = {session.day for session in self.felt}
        before = sum(day < days[0] for day in read) if days else 0
        return tuple(days) if len(read) < LATEST_DAYS or before >= LATEST_DAYS // 2 else from_a_new_week(days, turns)

    @property
    def hurt(self):
        """Pain when it was last tried (0-10), even if no set was done."""
        return self.felt[0].hurt if self.felt else 0

    @property
    def is_tender(self):
        """Whether it hurt 4 or more when it was last tried, or on the morning after."""
        return bool(self.felt) and self.felt[0].hurt_much

    @property
    def step(self):
        """The step up or down: reps, or seconds."""
        return STEP[self.prescription.measure]

    @property
    def least(self):
        """The lowest target: reps, or seconds."""
        return LEAST[self.prescription.measure]

    @cached_property
    def floor(self):
        """The lowest target without a setback. Of holds: LEAST, or the bottom of the range if lower. Of reps: 1,
        because they go on from those in good form, however few.
        """
        return min(self.least, self.low) if self.prescription.measure == "seconds" else 1

    @property
    def low(self):
        """The bottom of the range with the last load."""
        return self.prescription.bounds(self.last.load)[0]

    @cached_property
    def top(self):
        """The top of the range with the last load; with a weight it is higher if the next weight is a big step."""
        is_big = self.next_load is not None and not self.is_small_step(self.next_load)
        return self.prescription.bounds(self.last.load, roomy=is_big)[1]

    @cached_property
    def owned(self):
        """The owned loads that no physio forbids, lightest first: kilograms or strengths of bands."""
        return up_to(self.kit.owned(self.prescription.banded), self.wishes.limits.most)

    @cached_property
    def next_load(self):
        """The next owned load above what was lifted, or None; None for holds, which get longer instead, unless in a
        circuit by the clock."""
        held = self.prescription.measure == "seconds" and self.prescription.style != "circuit"
        return None if held or self.prescription.load == "none" else heavier(self.lifted, self.owned)

    @property
    def easy_load(self):
        """After easy sessions on two legs with a weight: the heaviest owned load that a step of EASY_KG reaches."""
        if not (self.next_load and self.last.load and self.prescription.on_two_legs):
            return None
        return furthest(self.last.load, self.lifted, self.owned)

    @property
    def lifted(self):
        """The heaviest load of a set in good form, of the last two sessions if these were clean with the last load.

        A session may have sets with several loads, of which one counts (one_side.load_of).
        """
        clean = (done for done in self.done[:2] if done.load == self.last.load and self.is_clean(done))
        sets = (one for done in clean for one in done.session.sets if one.form_ok)
        return max((one.load(self.prescription.banded) for one in sets), default=self.last.load)

    def is_small_step(self, step):
        """Whether the step to this load may be taken without asking."""
        small = {"banded": self.prescription.banded, "body_moves": self.prescription.body_is_load}
        return step is not None and is_small(self.last.load, step, **small)

    @property
    def again(self):
        """The amount of “the same again”: within the range, holds in steps of 5 s."""
        amount, aim = self.last.repeated, self.last.session.target
        return min(self.top, amount if amount == aim else self.rounded(amount))

    def rounded(self, amount):
        """Reps as they are, seconds rounded down to 5."""
        return amount - amount % self.step or amount

    @cached_property
    def rough(self):
        """The sessions of a rough patch, newest first; [] if there is none.

        It begins with the first session with lost form or pain after the last clean session, and lasts until there is a
        clean session again. Until then no target is above the least that was done in it.
        """
        run = tuple(takewhile(lambda done: not self.is_clean(done), self.done))
        troubled = [n for n, done in enumerate(run, 1) if done.is_troubled]
        return run[: troubled[-1]] if troubled else self.done[:1] if self.is_tender else ()

    @cached_property
    def setbacks(self):
        """The sessions with pain or lost form since the last full session without, newest first."""
        settled = (moment(done.session) for done in self.done if self.was_full(done) and not done.is_troubled)
        first = next(settled, (date.min, 0))
        since = takewhile(lambda done: moment(done.session) >= first, self.done)
        lost = [done.session for done in since if done.is_troubled and not done.session.hurt_much]
        hurt = [one for one in takewhile(lambda one: moment(one) >= first, self.felt) if one.hurt_much]
        return tuple(sorted((*lost, *hurt), key=moment, reverse=True))

    @property
    def is_coming_back(self):
        """Whether sets are still missing after a setback (rule 7b)."""
        return bool(self.setbacks) and not self.was_full(self.last)

    @property
    def sets_done(self):
        """The sets of the last session, of the side with fewest: from 1 to the number prescribed."""
        return max(1, min(self.last.sets, self.prescription.sets))

    @property
    def sets(self):
        """The most sets to prescribe: all; after a setback one more with each clean session, until then no more."""
        asked = self.prescription.sets
        if self.rough:
            return max(1, min(self.sets_done, *(done.sets for done in self.rough)))
        return min(asked, self.sets_done + 1) if self.is_coming_back else asked

    def lighter(self, share=1):
        """A load below the last one, at most this share of it (Loads.below); None without one."""
        return self.kit.below(self.last.load, self.owned, share, banded=self.prescription.banded)

    def load_below(self, share=1):
        """The lighter load; else no load if that is possible; else the same."""
        load = self.last.load
        return self.lighter(share) or (load if self.prescription.load == "required" else load * 0)

    @cached_property
    def enough_sets(self):
        """How many sets are all of them (sessions.usual_sets)."""
        return usual_sets(self.done, self.prescription.sets)

    def is_full(self, done):
        """Whether it had all the sets."""
        return done.sets >= self.enough_sets

    def was_full(self, done):
        """Whether it had all the sets of the prescription that had been asked for by then.

        Sets that were added to the routine later were not missing. If it is not known what was asked for, it is the
        prescription for this session, and what was done for those before it.
        """
        if self.is_full(done):
            return True
        sets, now = self.prescription.sets, moment(done.session)
        before = [one for one in self.done if moment(one.session) < now]
        asked = [sets if done.session.asked is None else done.session.asked]
        asked += [one.sets if one.session.asked is None else one.session.asked for one in before]
        return done.sets >= min(sets, max(asked))

    def lacks_sets(self, done):
        """Whether it lacked sets that were prescribed then and now. Sets that the coach took off do not count."""
        asked = done.session.asked
        return not self.is_full(done) and (asked is None or done.sets < asked)

    def is_clean(self, done):
        """Whether form held, pain was below 4 and none on the morning after, and a rep was in reserve.

        With none in reserve it counts as clean once that was so in SPENT_TIMES sessions in a row.
        """
        calm = not done.is_troubled and not done.session.hurt_next_day
        return calm and (done.rir >= 1 or self.times_spent(done) >= SPENT_TIMES)

    def times_spent(self, done):
        """How many sessions in a row, up to this one, did at least as much in good form with nothing in reserve."""
        before = self.done[self.done.index(done) :]
        alike = takewhile(
            lambda one: not one.is_troubled and one.rir == 0 and one.load == done.load and one.amount >= done.amount,
            before,
        )
        return len(list(alike))

    @cached_property
    def was_bad(self):
        """Whether it hurt 6 or more when it was last done, or when it was tried without a set since then."""
        until_done = next((n for n, session in enumerate(self.felt, 1) if session.sets), len(self.felt))
        return any(session.hurt >= STOP_FROM for session in self.felt[:until_done])

    def same_again(self, reason, sources=("ours",), **fields):
        """The Decision “the same again”."""
        return Decision(self.again, self.last.load, "same", reason, sources)._replace(**fields)
