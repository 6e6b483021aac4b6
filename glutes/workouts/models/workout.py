"""Workouts: when they began and ended, how they felt, which of them count.

One set is one row, however often and in whatever order its versions arrive. The newest version of each field counts
(rules/versions.py); an equal one is the same sent again; a deletion is a version, too. How long a workout stays open,
and when it ended: rules/moments.py.
"""

from collections import defaultdict
from functools import cached_property

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q
from django.urls import get_script_prefix
from django.utils import timezone

from glutes.addresses import address
from glutes.kit.models import kit_of, locks_of
from glutes.kit.weights import Weights, weights_for
from glutes.plan.models import PRACTICE
from glutes.prepared import prepared, store, store_new
from glutes.routines.models import Prescription, Routine
from glutes.routines.models.routine import visible_routines
from glutes.rows import Discardable, KeptQuerySet, Versioned
from glutes.rules import moments
from glutes.rules.most import MOST_EXERCISES
from glutes.rules.versions import NEVER
from glutes.rules.week import schedule
from glutes.workouts.models.exercise import WorkoutExercise, has_a_set
from glutes.workouts.models.set import Side, WorkoutSet, counts, going, last_moments, sets_said

SHOWN = ("routine", "name", "started", "day", "finished_at", "effort")
"""The fields that a list of workouts shows; the others take most of the time that reading a row takes."""


class WorkoutQuerySet(KeptQuerySet):
    def begin(self, user, pk, started, snapshot):
        """The user's workout with this id; made from the snapshot if it does not exist yet.

        Raises Workout.DoesNotExist when the id belongs to another user.
        """
        for workout in workouts_of_id(pk):
            if workout.user_id != user.pk:
                raise Workout.DoesNotExist
            return workout
        routine = next(iter(visible_routines(user.pk, snapshot.routine)), None)
        made = {"user": user, "routine": routine, "started": started, "day": user.date_of(started)}
        with transaction.atomic(savepoint=False):
            try:
                with transaction.atomic():
                    store(workout := self.model(pk=pk, logged_at=NEVER, **made, **snapshot.whole()))
            except IntegrityError:
                if workouts_of_id(pk):  # Somebody else took the id in this moment.
                    raise Workout.DoesNotExist from None
                raise
            store_new([WorkoutExercise.copied(workout, slot) for slot in snapshot.slots])
        return workout

    def with_set_times(self):
        """Adds `first_set_at` and `last_set_at`: when its first and last set were done that are not deleted."""
        standing = Q(exercises__logged_sets__deleted_at=None)
        first, last = (each("exercises__logged_sets__done_at", filter=standing) for each in (Min, Max))
        return self.annotate(first_set_at=first, last_set_at=last).order_by("-day", "-started")

    def with_sums(self):
        """Adds to `with_set_times` its sets of the main block: `whole_sets`, and those of one side, `on_one_side`.

        The same count of rows that are read already: `sets_counted`.
        """
        main = Q(exercises__block=Prescription.Block.MAIN, exercises__logged_sets__deleted_at=None)
        main &= Q(exercises__logged_sets__reps__gt=0) | Q(exercises__logged_sets__seconds__gt=0)
        sided = main & ~Q(exercises__logged_sets__side=Side.BOTH)
        both = Count("exercises__logged_sets", filter=main & Q(exercises__logged_sets__side=Side.BOTH))
        key = F("exercises") * 2**15 + F("exercises__logged_sets__number")
        sides, numbers = Count("exercises__logged_sets", filter=sided), Count(key, distinct=True, filter=sided)
        return self.with_set_times().annotate(whole_sets=both + sides - numbers, on_one_side=2 * numbers - sides)

    def shown(self):
        """Those to show: not deleted, and with a set, a note on an exercise, a note of their own, or an end.

        A session that was only opened and left has none of these.
        """
        said = WorkoutExercise.objects.filter(workout=OuterRef("pk"))
        said = said.filter(has_a_set() | Q(logged_at__gt=NEVER) | Q(morning_at__isnull=False))
        return self.kept().filter(Exists(said) | Q(logged_at__gt=NEVER))

    def counted(self):
        """Those that count as sessions: with a set of at least one rep or second in their main block."""
        return self.kept().filter(counts())

    def hurt_on(self, since, least):
        """The days after `since` on which something hurt this much (0-10) or more, then or on the morning after."""
        hurt = Q(exercises__pain__gte=least) | Q(exercises__pain_next_day__gte=least)
        return self.kept().filter(hurt, day__gt=since).order_by().values_list("day", flat=True).distinct()

    def done_by_day(self, first, last):
        """The workouts of these days, counted or in progress, `with_set_times`, as `by_day` returns them."""
        return by_day(self.with_set_times().done_between(first, last, timezone.now() - moments.OPEN_FOR))

    def done_between(self, first, last, since):
        """The workouts of the days from first to last that count, or are in progress (see `going`) with a set, if only
        in the warm-up; with `more`: whether they were more than practice."""
        begun = Exists(WorkoutExercise.objects.with_a_set().filter(workout=OuterRef("pk")))
        found = self.kept().filter(counts() | going(since) & begun, day__gte=first, day__lte=last)
        rows = WorkoutExercise.objects.main().with_a_set().filter(workout=OuterRef("pk"))
        return found.annotate(more=Exists(rows.exclude(PRACTICE)) | ~Exists(rows)).order_by("started")


class Workout(Versioned, Discardable):
    """One session. Its id may be made by the client. `day` is the date written in `started`, whatever the time zone."""

    CLOCKS = {"logged_at": ("finished_at", "effort", "note")}

    class Effort(models.IntegerChoices):
        EASY = 1, "Easy"
        JUST_RIGHT = 2, "Just right"
        HARD = 3, "Hard"

    id = models.UUIDField(primary_key=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="workouts", db_index=False)
    routine = models.ForeignKey(Routine, models.SET_NULL, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=80)
    style = models.CharField(max_length=7, choices=Routine.Style, default=Routine.Style.SETS)
    rounds = models.PositiveSmallIntegerField(default=1)
    round_rest_s = models.PositiveSmallIntegerField(default=120)
    started = models.DateTimeField()
    day = models.DateField()
    finished_at = models.DateTimeField(null=True, blank=True)
    effort = models.PositiveSmallIntegerField(choices=Effort, null=True, blank=True)
    note = models.TextField(blank=True, max_length=2000)
    finish_typed_at = models.DateTimeField(
        null=True, blank=True, help_text="When its end was first typed, while no version says when that was."
    )
    logged_at = models.DateTimeField(help_text="When the newest version of finish, effort and note was typed.")
    touched_at = models.DateTimeField(default=NEVER, help_text="When the newest version of anything in it was typed.")
    deleted_at = models.DateTimeField(null=True, blank=True, help_text="The newest deletion, while it stands.")

    objects = WorkoutQuerySet.as_manager()

    class Meta:
        verbose_name = "session"
        ordering = ["-day", "-started"]
        indexes = [
            models.Index(fields=["user", "-day"], name="workout_user_day"),
            models.Index(fields=["user"], name="workout_open", condition=Q(finished_at=None)),
            models.Index(fields=["user"], name="workout_deleted", condition=Q(deleted_at__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(effort=None) | Q(effort__range=(1, 3)),
                name="workout_effort_1_to_3",
                violation_error_message="Effort is 1 (easy), 2 (just right) or 3 (hard).",
            ),
        ]

    def __str__(self):
        return f"{self.name}, {self.day}"

    def get_absolute_url(self):
        return address(get_script_prefix(), "workouts:workout_detail", (self.pk,), ())

    def ended_at(self, now):
        """When it was finished, or else its last set was done; None while it is in progress."""
        if self.finished_at:
            return self.finished_at
        last = next(iter(last_moments(self.pk)), self.started)
        return None if moments.is_going(None, last, now) else last

    def within(self, moment):
        """The moment, but not before the start of the workout: the phone's clock may have been set back in between."""
        return max(moment, self.started)

    @property
    def is_going(self):
        """Whether it is in progress. Needs `last_set_at`."""
        return moments.is_going(self.finished_at, self.last_set_at or self.started, timezone.now())

    def began_at(self, first):
        """From when its time counts. `first`: when its first set was done, None without one."""
        return moments.began(self.started, first, self.finished_at)

    @property
    def lasted(self):
        """How long it took, as a timedelta. Needs `with_set_times`."""
        return moments.lasted(self.started, self.first_set_at, self.last_set_at, self.finished_at)

    @property
    def in_short(self):
        """Such as “35 min, 17 sets, just right” or “in progress, warm-up”. Needs `with_sums`."""
        minutes = round(self.lasted.total_seconds() / 60)
        words = ["in progress"] if self.is_going else [f"{minutes} min"] if minutes else []
        without = "nothing logged" if not self.last_set_at else "warm-up" if self.is_going else "no sets"
        sets = self.whole_sets, self.on_one_side
        words.append(sets_said(*sets) if any(sets) else without)
        return ", ".join([*words, self.get_effort_display().lower()] if self.effort else words)

    def sets(self):
        """Its sets that are not deleted."""
        return WorkoutSet.objects.kept().filter(workout_exercise__workout=self)

    @cached_property
    def every_set(self):
        """Its sets with their `slot`, deleted ones too, and new ones that are about to be stored (set_of).

        Read once, while the user is locked: a version is sought among them, and every moment worked out from them.
        """
        return sets_of(self.pk)

    def goes_round(self, row):
        """Whether the row is part of a circuit."""
        return self.style == Routine.Style.CIRCUIT and row.block == Prescription.Block.MAIN

    def sets_in(self, row):
        """How many sets of the row to do; in a circuit the rounds, or fewer where the exercise is eased."""
        return min(self.rounds, row.sets) if self.goes_round(row) else row.sets

    def row_for(self, slot, exercise, measure):
        """The row of this slot and exercise; made here if it is a swap or an added slot (WorkoutExercise.swapped).

        Without an exercise: the row that was prescribed in the slot. `measure`: what a new row is counted in.

        Raises WorkoutExercise.DoesNotExist when the slot is empty and no exercise is named, ValidationError when the
        workout already has MOST_EXERCISES exercises.
        """
        rows = rows_in(self.pk, slot)
        for row in rows:
            row.workout = self
        prescribed = rows[0] if rows else None
        if prescribed and (exercise is None or exercise.pk == prescribed.exercise_id):
            return prescribed
        if exercise is None:
            raise WorkoutExercise.DoesNotExist
        same = next((row for row in rows if row.exercise_id == exercise.pk), None)
        if same:
            return same
        if prescribed and self.goes_round(prescribed):
            measure = prescribed.measure  # In a circuit by the clock every exercise is timed.
        if len(places_in(self.pk)) >= MOST_EXERCISES:
            raise ValidationError({"exercise": f"{MOST_EXERCISES} exercises a session is the limit."})
        lock = next((one for one in locks_of(self.user_id, self.day) if one.exercise_id == exercise.pk), None)
        owned = weights_for(kit_of(self.user_id), [exercise.pk]).get(exercise.pk, Weights()).loads if lock else ()
        row = WorkoutExercise.swapped(self, slot, exercise, measure, prescribed, lock, owned)
        store(row)
        return row

    def finish(self, stamp, said):
        """Merges a version of `finished_at`, `effort` and `note`, and stores the workout."""
        is_said = self.finished_at and not self.finish_typed_at
        if "finished_at" in said:
            if stamp > self.stamp_of("finished_at"):
                self.finish_typed_at = None
        elif not is_said:
            self.finish_typed_at = min(self.finish_typed_at or stamp.typed, stamp.typed)
        self.take(stamp, said)
        self.touch(stamp.at)

    def take_place(self, started):
        """Moves it to another start (an aware moment), and its day and the times of its sets by as much as the moment
        from which its time counts (began_at) moves. A set of which nobody said when it was done stays at the moment it
        was typed, unless the new start would then not count (moments.began)."""
        first = min((one.done_at for one in self.every_set if one.deleted_at is None), default=None)
        later, self.started = started - self.began_at(first), started
        self.day = self.user.date_of(timezone.localtime(started, self.user.zone))
        self.save(update_fields=["started", "day"])
        self.exercises.update(day=self.day)
        moved = WorkoutSet.objects.filter(workout_exercise__workout=self)
        moved = moved.filter(typed_at=None) if self.began_at(first) == started else moved
        moved.update(done_at=F("done_at") + later, typed_at=None)
        self.__dict__.pop("every_set", None)

    def log_as_planned(self, stamp, done_at):
        """Logs every set that was to be done, done at that moment; none of what is skipped."""
        for row in self.exercises.filter(skipped=False).prefetch_related("exercise"):
            amount = {"reps": None, "seconds": None} | {row.measure: row.aim}
            said = {"deleted": {"deleted_at": None}, "amount": amount, "done_at": {"done_at": done_at}}
            said["load"] = {"load_kg": row.load_kg, "band": row.band}
            for number in range(1, self.sets_in(row) + 1):
                for side in row.exercise.log_sides:
                    if side != row.paused_side:
                        row.set_of(number, side).log(stamp, said)
        self.touch(stamp.at)

    def discard(self, at):
        """Deletes the workout. If a version of anything in it, or an undo, is newer than `at`, it stays."""
        if at >= self.touched_at:
            self.deleted_at = max(self.deleted_at or at, at)
            self.save()

    def restore(self, at):
        """Undoes every deletion older than `at`, as any newer version of something in it does."""
        self.touch(at)

    def touch(self, at):
        """Stores it after a version of anything in it. A version newer than the deletion brings the workout back."""
        self.touched_at = max(self.touched_at, at)
        if self.deleted_at and self.deleted_at < self.touched_at:
            self.deleted_at = None
        self.settle()
        store(self)

    def settle(self):
        """Works out when sets were done and when the workout ended, where no version says so (rules/moments.py).

        It goes through all sets each time, so that the order in which versions arrive makes no difference. Stores the
        sets, but not the workout.
        """
        stored = [one for one in self.every_set if one.id]
        sets = sorted(stored, key=lambda one: (one.slot, one.exercise_id, one.number, one.side))
        said = [
            moments.SetMoment(None if one.typed_at else one.done_at, one.typed_at, one.deleted_at is None)
            for one in sets
        ]
        finish = moments.Finish(None if self.finish_typed_at else self.finished_at, self.finish_typed_at)
        dones = moments.done(self.started, said, finish)
        for one, done_at in zip(sets, dones, strict=True):
            if one.done_at != done_at:
                one.done_at = done_at
                WorkoutSet.objects.filter(pk=one.pk).update(done_at=done_at)
        standing = [done_at for one, done_at in zip(sets, dones, strict=True) if one.deleted_at is None]
        self.finished_at = moments.finished(self.started, standing, finish)


def workout_of(user, pk):
    """The user's workout with this id, also if it was deleted. Raises Workout.DoesNotExist if they have none."""
    for workout in own_workout(user.pk, pk):
        workout.user = user
        return workout
    raise Workout.DoesNotExist


@prepared
def workouts_of_id(pk):
    """The workout with this id, whoever’s it is."""
    return Workout.objects.filter(pk=pk)


@prepared
def own_workout(user, pk):
    """The workout with this id if it is this user's."""
    return Workout.objects.filter(user=user, pk=pk)


@prepared
def rows_in(workout, slot):
    """The exercises in a slot of a workout; the one that was prescribed there comes first."""
    return WorkoutExercise.objects.filter(workout=workout, slot=slot).order_by("pk")


@prepared
def places_in(workout):
    """The keys of the exercises in a workout."""
    return WorkoutExercise.objects.filter(workout=workout).order_by().values_list("pk", flat=True)


@prepared
def sets_of(workout):
    """The sets of a workout with their `slot`, deleted ones too, in no order."""
    sets = WorkoutSet.objects.filter(workout_exercise__workout=workout).order_by()
    return sets.annotate(slot=F("workout_exercise__slot"))


@prepared
def workouts_going(user, since):
    """The user's workouts in progress (see `going`), the newest first; only what lists show of them."""
    mine = Workout.objects.filter(user=user).kept().filter(going(since))
    return mine.order_by("-started").only(*SHOWN)  # In the order of `day`, SQLite would read all that the user has.


@prepared
def days_trained(user, since):
    """The days after that day on which the user trained."""
    return (
        Workout.objects.filter(user=user, day__gt=since).counted().order_by().values_list("day", flat=True).distinct()
    )


def by_day(workouts):
    """Workouts with `more` (done_between) and set times as values for rules/week/schedule.py: {day: [Done]}."""
    done = defaultdict(list)
    for one in workouts:
        done[one.day].append(schedule.Done(one.routine_id, practice=not one.more, is_going=one.is_going, row=one))
    return done


@prepared
def done_with_sums(user, first, last, since):
    """The user's workouts of these days as in `done_between`, with their sums; only what lists show of them."""
    return Workout.objects.filter(user=user).with_sums().done_between(first, last, since).only(*SHOWN)
