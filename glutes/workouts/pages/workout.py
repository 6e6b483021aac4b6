"""The sheet of a workout, its page: its blocks, their slots, and what to do next."""

from collections import Counter, defaultdict
from functools import cached_property
from itertools import groupby, pairwise
from operator import attrgetter, itemgetter

from django.db.models import Prefetch, prefetch_related_objects

from glutes.exercises.models import LadderStep, Source
from glutes.exercises.models.known import known
from glutes.kit.ladders import lacking
from glutes.kit.models import kit_of, locks_of
from glutes.kit.weights import Weights, weights_for
from glutes.prepared import prepared
from glutes.routines.models import Prescription
from glutes.rules.coaching.offering import in_a_sentence
from glutes.rules.units import show_load
from glutes.rules.versions import NEVER
from glutes.workouts.models import Workout, WorkoutExercise
from glutes.workouts.models.exercise import last_time
from glutes.workouts.models.set import sets_counted, sets_said
from glutes.workouts.models.workout import sets_of
from glutes.workouts.pages.slot import SetLine, Slot, Swap

BLOCKS = list(Prescription.Block)

SHARED_BY = 3
"""Ours: if so many exercises have the same reason, the page says it once, above them."""

NAMED = 4
"""Ours: so many exercises of a shared reason are named in full; of more, two and the number of the others."""


class Sheet:
    """A workout as a list to tick: its slots, each an exercise with a line for every set and side.

    `bound` is a refused form: its line keeps what was typed and shows what is wrong.
    `more`: the number of a slot to show with one more set than prescribed. `row`: a row that is shown in any case.
    `kit`: what the user has at home, if it was read before.
    """

    def __init__(self, workout, rows=None, bound=None, more=None, row=None, kit=None):
        self.workout = workout
        self.unit = workout.user.units
        self.kit = kit_of(workout.user_id) if kit is None else kit
        self.bound, self.more, self.row = bound, more, row or (bound and bound.row)
        if rows is None:
            rows = rows_with_sets(workout)
        rows = sorted(rows, key=lambda row: (BLOCKS.index(row.block), row.slot))
        last = last_time(workout, {row.exercise_id for row in rows})
        tried = {step.to_id for row in rows for step in row.exercise.steps}
        self.weights = weights_for(self.kit, {row.exercise_id for row in rows} | tried)
        self.slots = [self._slot(row, last, rows) for row in self._shown(rows)]
        self._tell_apart()
        self._explain()
        self._mark()

    @classmethod
    def of_snapshot(cls, user, snapshot, now, coach):
        """The page of a workout that is not begun yet, with the coach's advice."""
        workout = Workout(user=user, started=now, day=user.date_of(now), **snapshot.whole())
        rows = [WorkoutExercise.copied(workout, slot) for slot in snapshot.slots]
        for row in rows:
            row.standing, row.taken_away = [], []
        sheet = cls(workout, rows, kit=coach.kit)
        sheet.locks = coach.locks
        for slot in sheet.slots:
            slot.advice = coach.advice.get(slot.row.slot)
        return sheet

    @cached_property
    def locks(self):
        """The physios' locks that apply on its day, by the exercise's key."""
        return {lock.exercise_id: lock for lock in locks_of(self.workout.user_id, self.workout.day)}

    @property
    def lacking(self):
        """What its exercises need that is not in the user's kit (kit/ladders.py); without those that are skipped."""
        return lacking([slot.row.exercise for slot in self.slots if not slot.row.skipped], self.kit)

    @property
    def blocks(self):
        """Pairs of a block's name and its slots."""
        return [(Prescription.Block(block), list(slots)) for block, slots in groupby(self.slots, lambda s: s.row.block)]

    @property
    def main(self):
        """The slots of the main block, for the summary."""
        return [slot for slot in self.slots if not slot.is_step]

    @property
    def done(self):
        """How many lines are logged."""
        return sum(slot.done for slot in self.slots)

    @property
    def total(self):
        """How many lines there are to do, without those of slots that are over."""
        return sum(slot.done if slot.is_over else len(slot.lines) for slot in self.slots)

    @property
    def percent(self):
        """How much of the workout is done, 0-100."""
        return round(100 * self.done / self.total) if self.total else 0

    @property
    def sets_said(self):
        """The sets of the main block, as a number and what it is of: ["2", "sets and 3 on one side"]."""
        counted = sets_counted(one for slot in self.main for one in slot.row.standing)
        return sets_said(*counted).split(" ", 1)

    @property
    def exercises_done(self):
        """How many exercises have a logged set."""
        return sum(1 for slot in self.main if slot.done)

    def slot_of(self, row):
        """The slot that shows this row."""
        return next(slot for slot in self.slots if slot.row.pk == row.pk)

    def weights_of(self, exercise):
        """The Weights that the user has for an exercise."""
        return self.weights.get(exercise.pk) or Weights()

    def after(self, slot):
        """The other slots whose “next” mark may change once something was logged in this one: at most two, where one
        is now and where one was."""
        found = [self._next(place, besides=slot) for place in [0, *self._taps][-2:]]
        return list({line.slot.key: line.slot for line in found if line}.values())

    def _shown(self, rows):
        """The rows to show: of a swapped slot the newest exercise, and others only if something was logged in them."""
        newest = {row.slot: row for row in sorted(rows, key=lambda row: (row.logged_at, row.pk or 0))}
        for row in rows:
            row.is_replaced = newest[row.slot] is not row
        return [row for row in rows if row.standing or not row.is_replaced or row == self.row]

    def _slot(self, row, last, rows):
        in_rounds = self.workout.goes_round(row)
        others = [other for other in rows if other.slot == row.slot and other is not row]
        last = last.get(row.exercise_id, ()) if row.block == Prescription.Block.MAIN else ()  # It has main blocks only.
        slot = Slot(row, self.workout.sets_in(row), in_rounds, last, self.weights_of(row.exercise))
        slot.first = max((done.number for other in others for done in other.standing), default=0) + 1
        slot.swaps = self._swaps(row, others)
        newest = max(one.logged_at for one in (row, *others))
        slot.seen = newest if newest > NEVER else None
        logged = {(s.number, s.side): s for s in (*row.standing, *row.taken_away)}
        sides = row.exercise.log_sides if row.first_side == "left" else row.exercise.log_sides[::-1]
        numbers = {*range(slot.first, slot.asked + 1), *(number for number, _ in logged)}
        if self.more == row.slot:
            numbers.add(max(numbers, default=slot.first - 1) + 1)
        for number in sorted(numbers):
            for side in sides:
                if slot.is_abandoned and not self._stays(row, number, side):
                    continue
                if side != row.paused_side or (number, side) in logged:
                    slot.lines.append(self._line(slot, number, side, logged.get((number, side))))
        return slot

    def _tell_apart(self):
        """Sets `follows` on slots of supersets, and numbers slots of the same exercise (`nth`, from 1)."""
        for slot, following in pairwise(slot for slot in self.slots if not slot.is_abandoned):
            if slot.row.group and slot.row.group == following.row.group and slot.row.block == following.row.block:
                slot.follows = following.row.exercise.name
        for n, slot in enumerate(self.slots):
            before = {one.row.slot for one in self.slots[:n] if one.row.exercise_id == slot.row.exercise_id}
            slot.nth = 1 + len(before - {slot.row.slot})

    def _explain(self):
        """Gives each slot the sources of its reason, and collects the reasons that several slots share, as sentences.

        A sentence names its exercises, unless it is true of all of the main block.
        """
        sources = Source.objects.named(slug for slot in self.slots for slug in slot.row.reason_sources)
        for slot in self.slots:
            slot.sources = [sources[slug] for slug in slot.row.reason_sources if slug in sources]
        reasons = Counter(slot.row.reason for slot in self.main if slot.row.reason and not slot.is_over)
        shared = {reason for reason, count in reasons.items() if count >= SHARED_BY}
        sharing = defaultdict(list)
        for slot in self.main:
            slot.is_shared = slot.row.reason in shared
            if slot.is_shared:
                sharing[slot.row.reason].append(slot)
        self.shared = []
        for reason, slots in sharing.items():
            names = [] if len(slots) == len(self.main) else [slot.row.exercise.name for slot in slots]
            self.shared.append((said_of(names, reason), slots[-1].sources))

    def _mark(self):
        """Marks the line to do next, and the one that was logged last. As in the player, next is the first open line
        from the last tap on. If that tap removed a set, its own line is open."""
        if line := self._next([0, *self._taps][-1]):
            line.is_next = True
        if logged := [self._lines[place] for place in self._taps if self._lines[place].logged]:
            logged[-1].is_newest = True

    @cached_property
    def _lines(self):
        """The lines in the order they are done: in a circuit and in a superset the exercises take turns."""
        lines, turn = [], 0
        for before, slot in pairwise([None, *self.slots]):
            turn += not (before and self._take_turns(before.row, slot.row))
            lines += [(turn, line.number, line) for line in slot.lines]
        return [line for *_, line in sorted(lines, key=itemgetter(0, 1))]

    @cached_property
    def _taps(self):
        """The places among the lines of those that were logged or removed, the newest last."""
        tapped = [place for place, line in enumerate(self._lines) if line.seen]
        return sorted(tapped, key=lambda place: self._lines[place].seen)

    def _next(self, place, besides=None):
        """The first line to do from this place on, else the first of all, but none of the slot `besides`; or None."""
        lines = (*self._lines[place:], *self._lines[:place])
        return next((one for one in lines if one.slot is not besides and not (one.logged or one.slot.is_over)), None)

    def _take_turns(self, row, other):
        """Whether two rows that follow each other are of one circuit or of one superset."""
        together = self.workout.goes_round(row) or (row.group and row.group == other.group)
        return together and row.block == other.block

    def _stays(self, row, number, side):
        """Whether a line of a skipped or swapped exercise is still shown: it is logged, or belongs to this answer."""
        if row == self.row and (row.taken_away or self._is_about(row, number, side)):
            return True
        return any((one.number, one.side) == (number, side) for one in row.standing)

    def _swaps(self, row, others):
        """What may be done instead, as Swaps: steps of the ladder, and what was in the slot before."""
        whys = dict.fromkeys((other.exercise for other in others), "Back to")
        for step in row.exercise.steps if row.pk else []:
            whys.setdefault(step.to, step.why)
        return [Swap(why, exercise) for exercise, why in whys.items()]

    def _line(self, slot, number, side, found):
        """The SetLine of this number and side. Before it is logged it shows the deleted set, else what was done last in
        this workout, else the target with its load: never a load that the start page did not name.

        The second side begins with the numbers of the first one in this set; the first side with its own reps of the
        set before, and the load that was used last.
        """
        row = slot.row
        logged = found if found and not found.deleted_at else None
        like = found if found and found.amount is not None else None
        amount, load, band = row.aim, row.load_kg, row.band
        if like:
            amount, load, band = like.amount, like.load_kg, like.band
        elif before := [line.logged for line in slot.lines if line.logged]:
            own = [one for one in before if one.side == side and one.number < number]
            amount = (before if before[-1].number == number else own or before)[-1].amount
            load, band = before[-1].load_kg, before[-1].band
        line = SetLine(slot, number, side, amount, "" if load is None else show_load(load), band, logged)
        line.taken_away = None if logged else found
        line.form = self.bound if self._is_about(row, number, side) else None
        return line

    def _is_about(self, row, number, side):
        """Whether the refused form belongs to this line."""
        if not self.bound or self.bound.row != row:
            return False
        data = self.bound.data
        return data.get("number", "") == str(number) and (data.get("side") or "both") == side


def said_of(names, reason):
    """A reason with the exercises that it is about: “Lunge, Squat, Hip lift: you did 14 reps in every set: try 15.”,
    “Lunge, Squat and 4 more: …”. Just the reason without names."""
    names = list(dict.fromkeys(names))
    if not names:
        return reason
    few = ", ".join(names) if len(names) <= NAMED else f"{', '.join(names[:2])} and {len(names) - 2} more"
    begins_with_a_name = reason.partition(":")[0].endswith(" said")  # “Anna said: right only.”
    return f"{few}: {reason if begins_with_a_name else in_a_sentence(reason)}"


def rows_with_sets(workout):
    """The rows of a workout in order, each with its sets in order: `standing`, and `taken_away`, which can be restored.
    Their exercises have their steps."""
    sets, rows = defaultdict(list), rows_of(workout.pk)
    for one in sorted(sets_of(workout.pk), key=attrgetter("number", "side")):
        sets[one.workout_exercise_id].append(one)
    for row in rows:
        row.workout = workout
        row.standing = [one for one in sets[row.pk] if one.deleted_at is None]
        row.taken_away = [one for one in sets[row.pk] if one.deleted_at is not None]
    own = [row for row in rows if row.exercise_id not in known]
    prefetch_related_objects(own, "exercise", Prefetch("exercise__ladder", LadderStep.objects.current()))
    return rows


@prepared
def rows_of(workout):
    """The rows of a workout in order."""
    return WorkoutExercise.objects.filter(workout=workout)
