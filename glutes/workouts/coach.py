"""The coach at the start page: gathers what the rules ask for, and puts their answers into a snapshot.

The rules are in glutes/rules/ and know no database; here are the few queries they live on.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from django.db.models import (
    Case,
    Exists,
    F,
    FilteredRelation,
    OuterRef,
    Prefetch,
    Q,
    When,
    Window,
    prefetch_related_objects,
)
from django.db.models.functions import Coalesce, DenseRank, Greatest

from glutes.exercises.models import Exercise, LadderStep, Source
from glutes.kit.models import ExerciseWish
from glutes.routines.models import Prescription as Row
from glutes.routines.models import Routine
from glutes.rules.coaching import easing, progression, symmetry
from glutes.rules.coaching.loads import Loads
from glutes.rules.coaching.sessions import LATEST, PastSession, SetDone
from glutes.rules.coaching.targets import GOAL_S, Ladder, Prescribed, Rung, Target, Wishes
from glutes.rules.week import schedule
from glutes.workouts.models import WorkoutExercise, WorkoutSet

OF_SESSION = ("exercise", "workout", "day", "workout__started")
OF_ROW = ("pk", "target", "asked", "top", "pain", "pain_next_day")
OF_SET = ("number", "side", "reps", "seconds", "load_kg", "band", "form_ok", "rir")
"""What PastSessions and their SetDones are made of, by its names from a WorkoutExercise and a WorkoutSet."""

GROWS = Q(reps_high=None, seconds_low=F("seconds_high")) & ~Q(workout__style=Routine.Style.CIRCUIT)
"""Rows of a fixed hold, which is where to start building (targets.Prescription.bounds)."""


@dataclass(frozen=True)
class Advice:
    """What the coach says of one slot: the target, how it would go on, and a difference between the sides. And how the
    user wants the exercise done, and the offer of a load that was taken."""

    exercise: Exercise
    wish: ExerciseWish
    target: Target
    preview: list[Target]
    imbalance: symmetry.Imbalance | None
    taken: easing.Offer | None = None

    @property
    def stays(self):
        """Whether the preview is the same all along."""
        seen = {t.change == "leave-out" or (t.sets, t.amount, t.load_kg, t.band) for t in self.preview}
        return len(seen) == 1

    @property
    def offers(self):
        """What could change; once a load is taken, that alone."""
        return [self.taken] if self.taken else self.target.offers


@dataclass(frozen=True)
class Offered:
    """An offer as the page shows it: the advice it is part of (None: it is about all of the routine), who says so, and,
    of a load, which `loads` are taken after a tap."""

    advice: Advice | None
    offer: easing.Offer
    sources: list[Source]
    loads: list[str]

    @property
    def is_taken(self):
        return self.advice is not None and self.advice.taken is self.offer


class Coach:
    """Advice for the main block of a snapshot, from the user's own last sessions of its exercises.

    `loads` are the slugs of exercises whose offered load is taken this time. The exercise is named, not its slot, so
    that it stays true in a shorter session; one that is offered no load (any more) changes nothing. `whole` says that
    the snapshot is all of a routine: nothing less can become a circuit.
    """

    def __init__(self, user, shown, today, loads=(), whole=False):
        self.user, self.shown, self.today, self.loads, self.whole = user, shown, today, loads, whole
        main = [slot for slot in shown["slots"] if slot["block"] == Row.Block.MAIN]
        chosen = [slot["exercise"].pk for slot in main]
        steps = Prefetch("ladder", LadderStep.objects.current())
        prefetch_related_objects([slot["exercise"] for slot in shown["slots"]], "equipment", "extras", steps)
        self.past = past_sessions(user, chosen)
        self.kit = list(user.kit.exclude(kg=None, band=None))
        self.wishes = {wish.exercise_id: wish for wish in user.wishes.filter(exercise__in=chosen)}
        self.eased = list(user.easier_weeks.all())
        self.advice = {slot["slot"]: self._advise(slot) for slot in main}

    def coached(self):
        """The snapshot with targets, loads, first sides and reasons; a circuit also with its rounds."""
        shown = self.shown | {"slots": [self._coached(slot) for slot in self.shown["slots"]]}
        if shown["style"] == Routine.Style.CIRCUIT:
            targets = [advice.target for advice in self.advice.values()]
            shown["rounds"] = easing.circuit_rounds(targets, shown["rounds"])
        return shown

    @property
    def is_easier(self):
        """Whether the user made this week an easier one."""
        return self.user.coaching and any(week.covers(self.today) for week in self.eased)

    @cached_property
    def easier_week(self):
        """The offer of an easier week, or None: weeks in a row are counted over all that was ever trained."""
        if self.is_easier or not self.user.coaching:
            return None
        week = schedule.first_day(self.today, self.user.first_weekday)
        days = self.user.workouts.counted().order_by().values_list("day", flat=True).distinct()
        return easing.deload_offer(days, [week.since for week in self.eased], week, self.user.easier_every)

    @property
    def stays(self):
        """Whether the preview of every exercise is the same all along."""
        return all(advice.stays for advice in self.advice.values())

    @property
    def easier_sources(self):
        """Who says that an easier week does good."""
        return list(Source.objects.named(easing.EASIER_WEEK).values())

    @cached_property
    def offers(self):
        """What could change, each as Offered: exercise by exercise, and the whole as a circuit."""
        targets = [advice.target for advice in self.advice.values()]
        circuit = easing.circuit_offer(targets, self.shown["style"]) if self.whole else None
        found = [(advice, offer) for advice in self.advice.values() for offer in advice.offers]
        found += [(None, circuit)] if circuit else []
        sources = Source.objects.named(slug for _, offer in found for slug in offer.sources)
        taken = {advice.exercise.slug for advice in self.advice.values() if advice.taken}
        return [
            Offered(
                advice,
                offer,
                [sources[slug] for slug in offer.sources if slug in sources],
                sorted(taken ^ {advice.exercise.slug}) if advice else [],
            )
            for advice, offer in found
        ]

    @property
    def uneven(self):
        """Where left and right differ, each as (exercise, the difference, who says what it says)."""
        found = [(advice.exercise, advice.imbalance) for advice in self.advice.values() if advice.imbalance]
        sources = Source.objects.named(slug for _, imbalance in found for slug in imbalance.sources)
        return [
            (exercise, imbalance, [sources[slug] for slug in imbalance.sources if slug in sources])
            for exercise, imbalance in found
        ]

    def _coached(self, slot):
        if slot["slot"] not in self.advice:
            return slot
        target = self.advice[slot["slot"]].target
        aim = {"target": target.amount, "sets": target.sets, "rest_s": target.rest_s, "reason": target.reason}
        aim |= {"load_kg": target.load_kg, "band": target.band, "reason_sources": list(target.sources)}
        aim["skipped"] = target.change == "leave-out"
        if target.first:
            aim["first_side"] = target.first.side
            aim["paused_side"] = self.advice[slot["slot"]].wish.paused_side or ""
        return slot | aim

    def _advise(self, slot):
        exercise, asked = slot["exercise"], prescription(slot, self.shown)
        wish = self.wishes.get(exercise.pk) or ExerciseWish(user=self.user, exercise=exercise)
        wishes = self._wishes(wish, slot)
        past = self.past.get(exercise.pk, [])
        known = (asked, past, self.today, self._kit(exercise), ladder(exercise), wishes)
        ahead = progression.preview(*known)
        taken = next((one for one in ahead[0].offers if one.kind == "load" and exercise.slug in self.loads), None)
        if taken:
            ahead = progression.preview(*known, first=progression.with_load(asked, ahead[0], taken))
        uneven = symmetry.imbalance(past, asked.measure, self.today) if exercise.one_sided else None
        return Advice(exercise, wish, ahead[0], ahead, uneven, taken)

    def _wishes(self, wish, slot):
        """What the user wants, as the rules see it."""
        return Wishes(
            coaching=self.user.coaching,
            as_written=wish.as_written or not slot.get("coached", True),
            first_side=wish.first_side,
            paused_side=wish.paused_side,
            easier_week=self.is_easier,
            unit=self.user.units,
        )

    def _kit(self, exercise):
        """What the user owns that this exercise is done with."""
        things = {*exercise.equipment.all(), *exercise.extras.all()}
        mine = [one for one in self.kit if one.equipment_id in {thing.pk for thing in things}]
        loads = tuple(one.kg for one in mine if one.kg is not None)
        return Loads(loads, tuple(one.band for one in mine if one.band is not None))


def prescription(slot, shown):
    """A slot of a snapshot as the rules see it."""
    exercise, in_rounds = slot["exercise"], shown["style"] == Routine.Style.CIRCUIT
    low, high = slot.get("reps_low"), slot.get("reps_high")
    measure = Exercise.Measure.REPS if low else Exercise.Measure.SECONDS
    return Prescribed(
        low=low or slot["seconds_low"],
        high=high or slot["seconds_high"],
        measure=measure,
        sets=shown["rounds"] if in_rounds else slot["sets"],
        rest_s=slot["rest_s"],
        sides=exercise.sides,
        load=exercise.load,
        banded=exercise.banded,
        load_kg=slot.get("load_kg"),
        band=slot.get("band"),
        cap_s=exercise.cap_s,
        style=shown["style"],
    )


def ladder(exercise):
    """The nearest rungs: the first easier and the first harder one."""
    rungs = {}
    for step in exercise.ladder.all():
        rungs.setdefault(step.kind, Rung(step.to.slug, step.to.name))
    return Ladder(rungs.get("easier"), rungs.get("harder"))


def past_sessions(user, exercises):
    """The user's latest sessions of these exercises, by exercise, as the rules see them: one query, of plain values."""
    standing = WorkoutSet.objects.filter(workout_exercise=OuterRef("pk"), deleted_at=None)
    rows = WorkoutExercise.objects.filter(Exists(standing) | Q(pain__gt=0), exercise__in=exercises)
    rows = rows.filter(user=user, workout__deleted_at=None, block=Row.Block.MAIN)
    newest = Window(DenseRank(), partition_by="exercise", order_by=[F("day").desc(), F("workout__started").desc()])
    latest = rows.order_by().annotate(age=newest).filter(age__lte=LATEST).values("pk")
    in_rounds = When(workout__style=Routine.Style.CIRCUIT, then="workout__rounds")
    lines = WorkoutExercise.objects.filter(pk__in=latest).annotate(
        asked=Case(in_rounds, default="sets"),
        top=Case(When(GROWS, then=Greatest("seconds_low", GOAL_S)), default=Coalesce("reps_high", "seconds_high")),
        standing=FilteredRelation("logged_sets", condition=Q(logged_sets__deleted_at=None)),
    )
    lines = lines.order_by("exercise", "workout", "slot", "standing__number", "standing__side")
    lines = lines.values_list(*OF_SESSION, *OF_ROW, *(f"standing__{name}" for name in OF_SET))
    found = defaultdict(list)
    for of_session, same in groupby(lines, key=lambda line: line[: len(OF_SESSION)]):
        exercise, _, day, started = of_session
        found[exercise].append(one_session(day, started, [line[len(OF_SESSION) :] for line in same]))
    return found


def one_session(day, started, lines):
    """The PastSession of one workout, of lines of OF_ROW and OF_SET. Of an exercise that it has twice the sets are
    numbered on, the worse pain counts, and two different targets or tops are none."""
    rows, numbers, done = {}, {}, []
    for line in lines:
        (row, *of_row), (number, *of_set) = line[: len(OF_ROW)], line[len(OF_ROW) :]
        rows[row] = of_row
        if number:  # Else it hurt before the first set.
            done.append(SetDone(numbers.setdefault((row, number), len(numbers) + 1), *of_set))
    targets, asked, tops, *pains = zip(*rows.values(), strict=True)
    pain, pain_next_day = (max((each for each in pain if each is not None), default=None) for pain in pains)
    target, top = (each[0] if len({*each}) == 1 else None for each in (targets, tops))
    return PastSession(day, tuple(done), pain, pain_next_day, target, int(started.timestamp()), sum(asked), top)


def past_session(row):
    """One exercise of one workout without its sets, for what only asks how it hurt."""
    return PastSession(row.day, (), row.pain, row.pain_next_day, row.target, int(row.workout.started.timestamp()))
