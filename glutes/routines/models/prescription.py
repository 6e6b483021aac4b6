"""One exercise of a routine: its dose, and the changes that the builder makes to it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from glutes.columns import LoadColumn
from glutes.exercises.models import Exercise, ExerciseKey
from glutes.prepared import prepared
from glutes.rows import Discardable, KeptManager
from glutes.rules.coaching import circuits
from glutes.rules.coaching.ways import CHOICES, WAYS
from glutes.rules.most import MOST_BAND, MOST_REPS, MOST_REST_S, MOST_ROUNDS, MOST_SECONDS
from glutes.rules.routine import order, timing
from glutes.rules.units import MOST_KG

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
AMOUNTS = ("reps_low", "reps_high", "seconds_low", "seconds_high")


def usual_dose(exercise, measure=None):
    """The dose to begin an exercise with, as Prescription fields: sets, rest_s and a range of reps or seconds.

    It is the first dose in the catalogue that is counted in `measure` (default: the exercise's own measure). If there
    is none: three sets (one of a stretch or a warm-up) of 10 reps (F11) or 30 s (F15), with 30 s of rest (F15).
    """
    reps = (measure or exercise.measure) == Exercise.Measure.REPS
    dose = next((dose for dose in exercise.doses.all() if bool(dose.reps_low) == reps), None)
    once = exercise.role in (Exercise.Role.WARM_UP, Exercise.Role.COOL_DOWN)
    sets, rest_s = (1, 0) if once else (3, 30)
    if dose:
        sets, rest_s = dose.sets, rest_s if dose.rest_s is None else dose.rest_s
    if reps:
        low, high = (dose.reps_low, dose.reps_high or dose.reps_low) if dose else (10, 10)
        return {"sets": sets, "rest_s": rest_s, "reps_low": low, "reps_high": high}
    seconds = min(dose.seconds if dose and dose.seconds else 30, exercise.cap_s or 3600)
    return {"sets": sets, "rest_s": rest_s, "seconds_low": seconds, "seconds_high": seconds}


def step_of(row):
    """The timing.Step to estimate the duration of a row from, which has a dose and an exercise.

    Alternating reps are counted for each side, so they take twice as long; an alternating hold covers both sides.
    """
    sides = {Exercise.Sides.BOTH: 1, Exercise.Sides.EACH: 2, Exercise.Sides.ALTERNATE: 2 if row.reps_low else 1}
    return timing.Step(
        sets=row.sets,
        reps=(row.reps_low, row.reps_high) if row.reps_low else None,
        seconds=None if row.reps_low else (row.seconds_low, row.seconds_high),
        sides=sides[row.exercise.sides],
        rest_s=row.rest_s,
        group=row.group,
    )


class Prescription(Discardable):
    """One exercise of a routine: its sets, rest and load, in either reps or seconds.

    Neighbours in a block with the same `group` letter are a superset: they alternate set by set and rest after the
    last. A letter that no neighbour shares means nothing. In the main block of a circuit the routine's rounds apply in
    place of `sets` and `rest_s`. `position` counts through the whole routine, warm-up first.
    """

    class Block(models.TextChoices):
        WARM_UP = "warm-up", "Warm-up"
        MAIN = "main", "Main part"
        COOL_DOWN = "cool-down", "Cool-down"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+", db_index=False
    )
    routine = models.ForeignKey("routines.Routine", models.CASCADE, related_name="prescriptions")
    block = models.CharField(max_length=9, choices=Block, default=Block.MAIN)
    position = models.PositiveSmallIntegerField()
    exercise = ExerciseKey(Exercise, models.RESTRICT, related_name="+")
    sets = models.PositiveSmallIntegerField(default=3)
    reps_low = models.PositiveSmallIntegerField(null=True, blank=True)
    reps_high = models.PositiveSmallIntegerField(null=True, blank=True)
    seconds_low = models.PositiveSmallIntegerField(null=True, blank=True)
    seconds_high = models.PositiveSmallIntegerField(null=True, blank=True)
    rest_s = models.PositiveSmallIntegerField(default=30, help_text="After each set, in seconds.")
    load_kg = LoadColumn()
    load_changed_at = models.DateTimeField(null=True, blank=True, help_text="When its load or band was last edited.")
    band = models.PositiveSmallIntegerField(null=True, blank=True)
    group = models.CharField(max_length=1, blank=True)
    way = models.CharField(max_length=6, choices=CHOICES, blank=True, default="", help_text="Empty: as usual.")
    note = models.CharField(max_length=200, blank=True)
    coached = models.BooleanField(default=True)

    objects = KeptManager()

    class Meta:
        ordering = ["routine", "position", "pk"]
        indexes = [models.Index(fields=["user", "routine"], name="prescription_user_routine")]
        constraints = [
            models.CheckConstraint(
                # isnull=False is needed: a CHECK whose comparison is null counts as fulfilled.
                condition=Q(reps_low__gte=1, reps_low__lte=F("reps_high"), reps_high__lte=MOST_REPS)
                & Q(reps_low__isnull=False, reps_high__isnull=False, seconds_low=None, seconds_high=None)
                | Q(seconds_low__gte=1, seconds_low__lte=F("seconds_high"), seconds_high__lte=MOST_SECONDS)
                & Q(seconds_low__isnull=False, seconds_high__isnull=False, reps_low=None, reps_high=None),
                name="prescription_reps_or_seconds",
                violation_error_message="Lower number first: 1 to 500 reps, or 1 to 3600 seconds.",
            ),
            models.CheckConstraint(
                condition=Q(sets__range=(1, MOST_ROUNDS)),
                name="prescription_sets_1_to_20",
                violation_error_message="Sets: 1 to 20.",
            ),
            models.CheckConstraint(
                condition=Q(rest_s__lte=MOST_REST_S),
                name="prescription_rest_at_most_900",
                violation_error_message="Rest: 900 seconds (15 minutes) at most.",
            ),
            models.CheckConstraint(
                condition=Q(load_kg=None) | Q(band=None, load_kg__gte=0, load_kg__lte=MOST_KG),
                name="prescription_load_sane",
                violation_error_message="Give one: a weight up to 500 kg, or a band.",
            ),
            models.CheckConstraint(
                condition=Q(band=None) | Q(band__range=(1, MOST_BAND)),
                name="prescription_band_1_to_5",
                violation_error_message="A band’s strength is 1 to 5.",
            ),
            models.CheckConstraint(
                condition=Q(way__in=list(WAYS)),
                name="prescription_way",
                violation_error_message="Pick one of the ways shown.",
            ),
        ]

    def __str__(self):
        return f"{self.exercise} {self.dose}"

    @property
    def measure(self):
        """What its sets are counted in: Exercise.Measure.REPS or SECONDS."""
        return Exercise.Measure.REPS if self.reps_low else Exercise.Measure.SECONDS

    @property
    def loaded(self):
        """Whether it has a load or a band that its exercise takes."""
        return any(one is not None for one in self.exercise.fitting(self.load_kg, self.band).values())

    @property
    def low(self):
        """The lower end of its range, in reps or seconds."""
        return self.reps_low or self.seconds_low

    @property
    def high(self):
        """The upper end of its range, in reps or seconds."""
        return self.reps_high or self.seconds_high

    @property
    def amount(self):
        """One set of it in words: "8–10", "12", "30 s"."""
        numbers = f"{self.low}" if self.low == self.high else f"{self.low}–{self.high}"
        return numbers if self.reps_low else f"{numbers} s"

    @property
    def dose(self):
        """All its sets in words: "3 × 8–10", "2 × 30 s"."""
        return f"{self.sets} × {self.amount}"

    @property
    def sides_word(self):
        """How left and right are done: "each side", "alternating", or "" where both work at once."""
        sides = self.exercise.sides
        if sides == Exercise.Sides.BOTH:
            return ""
        return "alternating" if sides == Exercise.Sides.ALTERNATE and self.seconds_low else "each side"

    @property
    def way_word(self):
        """Its way in words, beside its dose: "3 s down"; "" for the usual way."""
        return WAYS[self.way].word

    @property
    def step(self):
        """The timing.Step to estimate its duration from."""
        return step_of(self)

    @property
    def role(self):
        """The role of its exercise: compound, accessory, core, ..."""
        return self.exercise.role

    @property
    def as_placed(self):
        """The order.Placed that the advice on order is given from."""
        return order.Placed(self.exercise.name, self.role, self.group)

    def place(self, block, index=None):
        """Moves it into a block, to this index (not counting itself); without an index, to the end.

        Between two exercises of a superset it joins them. Away from its own superset it leaves it.
        """
        rows = [row for row in self.routine.rows_of(block) if row != self]
        index = len(rows) if index is None else min(index, len(rows))
        letters = [row.group for row in rows[max(index - 1, 0) : index + 1]]
        if 0 < index < len(rows) and letters[0] == letters[1] != "":
            self.group = letters[0]
        elif self.group not in letters or block != self.block:
            self.group = ""
        self.routine.arrange([*rows[:index], self, *rows[index:]], block)

    def up(self):
        """Moves it one place up: past one exercise of its own superset, or past the whole superset above it."""
        self._hop(-1)

    def down(self):
        """Moves it one place down: past one exercise of its own superset, or past the whole superset below it."""
        self._hop(+1)

    def _hop(self, way):
        rows = self.routine.rows_of(self.block)
        here = rows.index(self)
        if 0 <= here + way < len(rows):
            passed = next(together for together in timing.by_superset(rows) if rows[here + way] in together)
            self.place(self.block, here + way * (1 if self in passed else len(passed)))

    def join(self):
        """Makes a superset of it and the row above, with that row's number of sets. Does nothing for the first row."""
        rows = self.routine.rows_of(self.block)
        here = rows.index(self)
        if here == 0:
            return
        above = rows[here - 1]
        taken = {row.group for row in rows}
        above.group = above.group or next(letter for letter in LETTERS if letter not in taken)
        rows[here].group, rows[here].sets = above.group, above.sets
        self.routine.arrange(rows, self.block)

    def leave(self):
        """Takes it out of its superset, to the place behind that."""
        rows = self.routine.rows_of(self.block)
        superset = next(together for together in timing.by_superset(rows) if self in together)
        after = rows.index(superset[-1])
        rows.remove(self)
        self.group = ""
        self.routine.arrange([*rows[:after], self, *rows[after:]], self.block)

    def duplicate(self):
        """Makes a copy directly behind it. Returns the copy."""
        rows = self.routine.rows_of(self.block)
        twin = Prescription.objects.get(pk=self.pk)
        twin.pk = None
        twin.save(force_insert=True)
        here = rows.index(self) + 1
        self.routine.arrange([*rows[:here], twin, *rows[here:]], self.block)
        return twin

    def swap(self, exercise):
        """Puts another exercise in its place, and keeps what fits of the dose.

        An exercise with the other measure (reps, seconds) gets its usual amount; a hold is cut to the exercise's cap; a
        load or band that it does not take is dropped, and so is the note on the old exercise. Its way becomes the usual
        one.
        """
        if exercise != self.exercise:
            self.note = ""
        if exercise.measure != self.exercise.measure:
            usual = usual_dose(exercise)
            for name in AMOUNTS:
                setattr(self, name, usual.get(name))
        if self.seconds_low and exercise.cap_s:
            self.seconds_low = min(self.seconds_low, exercise.cap_s)
            self.seconds_high = min(self.seconds_high, exercise.cap_s)
        if not exercise.takes_load_of(self.exercise):
            self.load_kg = self.band = None
        self.exercise, self.way = exercise, ""
        self.save()

    def widen(self, high):
        """Sets the upper end of its range, in reps or seconds."""
        setattr(self, f"{self.measure}_high", high)
        self.save(update_fields=AMOUNTS)

    def go_by_the_clock(self):
        """Makes it a minute of work (F13); half of that for each side of a one-sided exercise; its cap if that is less.

        Changes the row without saving it.
        """
        self.way = ""
        seconds = circuits.CIRCUIT_WORK_S // len(self.exercise.log_sides)
        self.reps_low = self.reps_high = None
        self.seconds_low = self.seconds_high = min(seconds, self.exercise.cap_s or seconds)

    def count_in(self, measure):
        """Changes its measure (Exercise.Measure): to 10 reps (F11), or to 30 s (F15), its cap if that is less."""
        amount = 10 if measure == Exercise.Measure.REPS else min(30, self.exercise.cap_s or 30)
        for name in AMOUNTS:
            setattr(self, name, amount if name.startswith(measure) else None)
        self.way = ""
        self.save(update_fields=[*AMOUNTS, "way"])

    def restore(self, at):
        """Undoes its deletion: it returns to its place behind the row that was before it."""
        super().restore(at)
        self.routine.arrange(self.routine.rows_of(self.block), self.block)


@prepared
def loads_edited(routine):
    """The loads that were edited in a routine, and when: (exercise's key, kg, strength of band, moment)."""
    edited = Prescription.objects.filter(routine=routine).exclude(load_changed_at=None).order_by("position", "pk")
    return edited.values_list("exercise", "load_kg", "band", "load_changed_at")
