"""The coach: a snapshot with targets, offers and a preview of the sessions after it.

The rules are in glutes/rules/ and make no queries; this module fetches what they need.
"""

from collections import defaultdict
from copy import copy
from dataclasses import replace
from datetime import date
from functools import cached_property

from django.db.models import Prefetch, prefetch_related_objects

from glutes.exercises.models import LadderStep, Source
from glutes.exercises.models.known import not_known
from glutes.kit.ladders import Ladders
from glutes.kit.models import ExerciseWish, Lock, easier_weeks_of, go_aheads_of, kit_of, locks_of, wishes_of
from glutes.routines.models.prescription import loads_edited
from glutes.rules.coaching import circuits, easier_week, progression, symmetry
from glutes.rules.coaching.ladder import fell_short, is_passed
from glutes.rules.coaching.loads import Loads
from glutes.rules.coaching.pain import hurts
from glutes.rules.coaching.sessions import felt
from glutes.rules.coaching.targets import LIGHTER_FIRST, Wishes, lighter_first
from glutes.rules.dates import A_DAY
from glutes.rules.week import schedule
from glutes.workouts.models.exercise import tolls
from glutes.workouts.models.past_sessions import past_sessions
from glutes.workouts.models.set import EVER
from glutes.workouts.models.workout import days_trained
from glutes.workouts.pages.advice import Advice, offers_shown, out_aside, prescribed, taken_loads, uneven, warmed_up
from glutes.workouts.pages.around import Arounds
from glutes.workouts.pages.pains import Pains


class Coach:
    """Advice for the main block of a snapshot, from the user's own last sessions of its exercises.

    `loads`: slugs of exercises whose offered load is taken. `ahead`: how many sessions the previews have. `whole`: the
    snapshot is a whole routine, which may become a circuit. `before`: for a session of the past, its start: nothing
    later counts. `of`: the snapshot with all its sets, if `shown` has fewer.
    """

    def __init__(self, user, shown, today, loads=(), whole=False, ahead=4, before=None, of=None):
        self.user, self.shown, self.today, self.loads, self.whole = user, shown, today, loads, whole
        self.ahead, self.last, self.before, self.of = ahead, today if before else date.max, before or EVER, of or shown
        main = [slot for slot in shown.slots if slot.is_main]
        if own := not_known(slot.exercise for slot in shown.slots):
            steps = Prefetch("ladder", LadderStep.objects.current())
            prefetch_related_objects(own, "equipment__replaced_by", "extras__replaced_by", steps)
        self.easier_weeks = easier_weeks_of(user.pk)
        past = taken_loads(main, past_sessions(user.pk, [slot.exercise.pk for slot in main], self.before))
        self.arounds = Arounds(user, today, self.last)
        for slot in main:
            past[slot.exercise.pk] = past[slot.exercise.pk] + self.arounds.checks_of(slot.exercise)
        self.past = {pk: [self._as_it_was(one) for one in past[pk] if one.day <= self.last] for pk in past}
        self.kit = kit_of(user.pk)
        self.ladders = Ladders(user, self.kit, {slot.exercise.slug for slot in main}, self.arounds.sore)
        self.edited = {tuple(load): changed_at for *load, changed_at in loads_edited(shown.routine)}
        self.locks = {lock.exercise_id: lock for lock in locks_of(user.pk, today)}
        self.wishes = {wish.exercise_id: wish for wish in wishes_of(user.pk)}
        self.no_wish, self.no_lock = ExerciseWish(user=user), Lock(user=user)
        self.advise()

    def advise(self):
        """Makes the `advice` as of `today`."""
        self.advice = {slot.slot: self._advise(slot) for slot in self.shown.slots if slot.is_main}

    def coached(self):
        """The snapshot with targets, loads, first sides and reasons; a circuit also with its rounds."""
        rounds = self.shown.rounds
        if self.shown.in_rounds:
            rounds = circuits.circuit_rounds([advice.target for advice in self.advice.values()], rounds)
        return replace(self.shown, rounds=rounds, slots=tuple(self._coached(slot) for slot in self.shown.slots))

    def left_out_on(self, day):
        """The keys of the exercises that are left out on this day, from today on, if nothing is trained until then. It
        goes by what was read for today."""
        then = copy(self)
        then.today = day
        then.locks = {key: lock for key, lock in self.locks.items() if lock.until is None or day <= lock.until}
        then.advise()
        return {slot.exercise.pk for slot in then.coached().slots if slot.skipped}

    def shorten(self):
        """Leaves out of the session what does not fit into 15 minutes (rules/routine/short.py)."""
        out = {slot for slot, one in self.advice.items() if one.is_out}
        known = {slot: felt(self.past[one.exercise.pk], self.today) for slot, one in self.advice.items()}
        self.shown, kept = self.shown.short(out, {slot for slot in known if hurts(known[slot])})
        self.advice = {new: self.advice[old] for new, old in enumerate(kept) if old in self.advice}

    @property
    def is_easier(self):
        """Whether the user made this week an easier one."""
        return self.user.coaching and self.easier_until is not None

    @property
    def easier_until(self):
        """The last day of the easier week that it is, or None."""
        return next((week.until for week in self.easier_weeks if week.covers(self.today)), None)

    @cached_property
    def easier_offer(self):
        """The offer of an easier week, or None. It counts weeks in a row over all training, and signs of fatigue over
        the last days."""
        if self.is_easier or not self.user.coaching:
            return None
        week = schedule.first_day(self.today, self.user.first_weekday)
        days = days_trained(self.user.pk, week - easier_week.LONGEST_RUN - A_DAY)
        easier, every = [week.since for week in self.easier_weeks], self.user.easier_every
        return easier_week.deload_offer(days, easier, week, every, tolls(self.user.pk, self.today), self.today)

    @property
    def warned_of(self):
        """The exercises beside whose target it is said whom to ask."""
        return [advice.exercise for advice in self.advice.values() if advice.target.warning]

    @property
    def stays(self):
        """Whether the preview of every exercise repeats the same session."""
        return all(advice.stays for advice in self.advice.values())

    @property
    def easier_sources(self):
        """The sources for easier weeks."""
        return list(Source.objects.named(easier_week.EASIER_WEEK).values())

    @cached_property
    def offers(self):
        """The coach's offers as a list of Offered: for single exercises, and to make the whole a circuit
        or to go round once more."""
        targets = [advice.target for advice in self.advice.values()]
        circuit = None
        if self.whole and all(target.topped for target in targets) and not self.easier_offer:
            whole = self.shown.style, self.times_done, self.today, self.shown.rounds
            circuit = circuits.circuit_offer(targets, *whole)
        return offers_shown([*self.advice.values()], circuit)

    @cached_property
    def times_done(self):
        """How many sessions of the routine were done."""
        return self.user.workouts.counted().filter(routine=self.shown.routine).count()

    @property
    def uneven(self):
        """Where left and right differ, as Unevens."""
        return uneven(self.advice.values())

    def _as_it_was(self, session):
        """A PastSession, marked if it was in an easier week."""
        eased = any(week.covers(session.day) for week in self.easier_weeks)
        return session._replace(eased=True) if eased else session

    def _coached(self, slot):
        if not (advice := self.advice.get(slot.slot)):
            return self._aside(slot)
        target, heavy = advice.target, slot.slot in self.lighter_first
        sides = {"first_side": target.first.side, "paused_side": advice.paused_side} if target.first else {}
        return replace(
            slot,
            target=target.amount,
            sets=target.sets,
            rest_s=target.rest_s,
            load_kg=target.load_kg,
            band=target.band,
            reason=advice.lock.said if advice.lock.skip else target.reason + LIGHTER_FIRST * heavy,
            reason_sources=(*target.sources, *("ribeiro-2020", "iversen-2021") * heavy),
            skipped=advice.is_out,
            stop_from=advice.lock.limits.stop_from,
            **sides,
        )

    @cached_property
    def lighter_first(self):
        """The slots of reps before which there are lighter sets (targets.lighter_first)."""
        coached = [(slot, one) for slot, one in self.advice.items() if one.is_coached and not one.is_out]
        return lighter_first(
            (slot, one.exercise.pattern, one.target.load_kg) for slot, one in coached if one.measure == "reps"
        )

    def _aside(self, slot):
        """A slot of the warm-up or the cool-down."""
        exercise, lock = slot.exercise, self.locks.get(slot.exercise.pk, self.no_lock)
        pains = self.arounds.pains_of(exercise)
        out, reason = out_aside(exercise, [*self.advice.values()], lock, pains, self.today)
        slot = warmed_up(slot, self.advice.values())
        return replace(slot, skipped=out, reason=reason or slot.reason, stop_from=lock.limits.stop_from)

    def _advise(self, slot):
        exercise, asked = slot.exercise, prescribed(slot, self.shown, self.of)
        asked = replace(asked, load_is_newer=self._load_is_newer(slot))
        wish, lock = self.wishes.get(exercise.pk, self.no_wish), self.locks.get(exercise.pk, self.no_lock)
        wishes = self._wishes(wish, lock, slot)
        past = self.past.get(exercise.pk, [])
        said = self._said_of_pain(exercise, past)
        around = self.arounds.of(exercise, said)

        def preview(around, first=None):
            known = (asked, past, self.today, self._kit(exercise), self.ladders.of(exercise), wishes)
            return progression.preview(*known, first=first, sessions=self.ahead, around=around)

        ahead = preview(around)
        if any(one.kind == "harder" and one.exercise in set().union(*self.done_above) for one in ahead[0].offers):
            self.ladders.passed, self.ladders.too_hard = self.done_above
            ahead = preview(around)
        if (ahead[0].offers or ahead[0].change == "load") and (self.easier_offer or self.pains_lately.advice):
            around = replace(around, tired=True)
            ahead = preview(around)
        taken = next((one for one in ahead[0].offers if one.kind == "load" and exercise.slug in self.loads), None)
        if taken:
            ahead = preview(around, progression.with_load(asked, ahead[0], taken, wishes))
        self.ladders.reserve(exercise, ahead[0])
        uneven = symmetry.imbalance(past, asked.measure, self.today, around.check) if exercise.one_sided else None
        said_today = [one for one in said.values() if one.day == self.today]
        return Advice(exercise, asked.measure, wish, ahead[0], ahead, uneven, lock, taken, said_today)

    @cached_property
    def done_above(self):
        """Of the exercises above those of the session, the slugs of what was passed, and of what fell short lately."""
        above = self.ladders.above
        past = past_sessions(self.user.pk, [one.pk for one in above], self.before)
        passed = {one.slug for one in above if is_passed(past[one.pk], self.today)}
        return passed, {one.slug for one in above if fell_short(past[one.pk], self.today, one.load == "optional")}

    def _load_is_newer(self, slot):
        """Whether the slot's load was edited in the routine after the last session of the exercise: of this routine, if
        there is one."""
        edited = self.edited.get((slot.exercise.pk, slot.load_kg, slot.band))
        done = [session for session in self.past.get(slot.exercise.pk, []) if session.sets]
        own = [session for session in done if session.routine == self.shown.routine]
        return bool(edited and done) and edited.timestamp() > max(session.order for session in own or done)

    def _wishes(self, wish, lock, slot):
        """The user's wishes and their physio's limits, as a value for the rules."""
        sides = lock if lock.sides else wish
        return Wishes(
            coaching=self.user.coaching,
            as_written=wish.as_written or lock.as_written or not slot.coached,
            first_side=sides.first_side,
            paused_side=sides.paused_side,
            easier_week=self.is_easier,
            easier_until=self.easier_until,
            limits=lock.limits,
        )

    def _said_of_pain(self, exercise, past):
        """The newest GoAhead of each kind for an exercise; queried only if it ever hurt."""
        return self.go_aheads[exercise.pk] if any(session.hurt for session in past) else {}

    @cached_property
    def go_aheads(self):
        """The newest GoAhead of each kind, by exercise."""
        found = defaultdict(dict)
        for one in go_aheads_of(self.user.pk, list(self.past), self.last):
            found[one.exercise_id][one.kind] = one
        return found

    @cached_property
    def pains_lately(self):
        """The user's Pains of the last weeks, in this session or not. While they say to ask a physio or doctor before
        more is done, nothing harder is offered."""
        return Pains(self.user, self.today, lambda: self.arounds.painful_checks)

    def _kit(self, exercise):
        """The user's kit for this exercise: what it needs, or a replacement."""
        things = {thing.pk for thing in exercise.things}
        mine = [one for one in self.kit if one.equipment_id in things]
        loads = tuple(one.kg for one in mine if one.kg is not None)
        return Loads(loads, tuple(one.band for one in mine if one.band is not None))
