"""Routines and their prescriptions: ready-made ones (no user, from fixtures) and the user's own, in one shape."""

from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from glutes.exercises.models import Equipment, Exercise, LadderStep, Source
from glutes.rules import timing


class RoutineQuerySet(models.QuerySet):
    def get_by_natural_key(self, slug):
        return self.get(slug=slug)

    def ready_made(self):
        """The routines everyone has: those the fixtures still hold."""
        return self.filter(user=None, deleted_at=None)

    def visible_to(self, user):
        """Ready-made ones and the user's own that are not deleted."""
        mine = Q(user=user.pk) if user.is_authenticated else Q(pk=None)
        return self.filter(Q(user=None) | mine, deleted_at=None)

    def with_rows(self):
        """With everything that a page of the routine shows, in a fixed number of queries."""
        ladder = LadderStep.objects.select_related("to")
        return self.prefetch_related(
            "prescriptions__exercise__equipment__replaced_by",
            models.Prefetch("prescriptions__exercise__ladder", ladder),
        )


class Routine(models.Model):
    """A session written down. Style, rounds and round rest describe its main block."""

    class Style(models.TextChoices):
        SETS = "sets", "Sets"
        CIRCUIT = "circuit", "Circuit"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="routines")
    slug = models.SlugField(null=True, blank=True, unique=True, help_text="Of a ready-made one: its natural key.")
    name = models.CharField(max_length=80)
    summary = models.CharField(max_length=200, blank=True)
    about = models.TextField(blank=True, help_text="What a source says and what is our choice.")
    style = models.CharField(max_length=7, choices=Style, default=Style.SETS)
    rounds = models.PositiveSmallIntegerField(default=1)
    round_rest_s = models.PositiveSmallIntegerField(default=120)
    sources = models.ManyToManyField(Source, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    archived_at = models.DateTimeField(null=True, blank=True, help_text="Put away: kept, but not offered.")
    deleted_at = models.DateTimeField(null=True, blank=True)

    objects = RoutineQuerySet.as_manager()

    class Meta:
        ordering = ["position", "name", "pk"]
        indexes = [models.Index(fields=["user", "position"], name="routine_user_position")]
        constraints = [
            models.CheckConstraint(
                condition=Q(user=None, slug__isnull=False) | Q(user__isnull=False, slug=None),
                name="routine_ready_made_or_owned",
            ),
            models.CheckConstraint(
                condition=Q(rounds__range=(1, 20)),
                name="routine_rounds_1_to_20",
                violation_error_message="A circuit has 1 to 20 rounds.",
            ),
            models.CheckConstraint(
                condition=Q(round_rest_s__lte=900),
                name="routine_round_rest_at_most_900",
                violation_error_message="At most 900 seconds (15 minutes) of rest between rounds.",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("routines:routine_detail", args=[self.pk])

    def natural_key(self):
        return (self.slug,)

    @property
    def is_ready_made(self):
        """Whether everyone has it and nobody can change it."""
        return self.user_id is None

    @property
    def in_rounds(self):
        """Whether its main block is a circuit."""
        return self.style == self.Style.CIRCUIT

    def parts(self):
        """Its three blocks in order, empty ones too."""
        rows = list(self.prescriptions.all())
        return [Part(self, block, [row for row in rows if row.block == block]) for block in Prescription.Block]

    @property
    def face(self):
        """The two prescriptions to picture it by: the first and the last of the main block."""
        rows = [row for row in self.prescriptions.all() if row.block == Prescription.Block.MAIN]
        return rows if len(rows) < 2 else [rows[0], rows[-1]]

    @property
    def minutes(self):
        """Estimated minutes, warm-up to cool-down (rules/timing.py)."""
        return timing.minutes(sum(part.seconds for part in self.parts()))

    def to_fetch(self):
        """The equipment that its exercises need, each with the moves to do instead where it is missing."""
        exercises = {row.exercise for row in self.prescriptions.all()}
        needed = {thing for exercise in exercises for thing in exercise.equipment.all()}
        steps = [step for exercise in exercises for step in exercise.ladder.all()]
        return [
            Fetch(thing, sorted((s for s in steps if s.equipment_id == thing.pk), key=lambda s: s.pk))
            for thing in sorted(needed, key=lambda thing: (thing.position, thing.slug))
        ]


@dataclass(frozen=True)
class Fetch:
    """Something to fetch before a routine, and the ladder steps that do without it."""

    thing: Equipment
    instead: list[LadderStep]


class PrescriptionManager(models.Manager):
    """Prescriptions that stand; a deleted one waits for its undo and is seen by nobody else."""

    def get_queryset(self):
        return self.with_deleted().filter(deleted_at=None)

    def with_deleted(self):
        """All of them, the deleted ones that may still be undone too."""
        return super().get_queryset()


class Prescription(models.Model):
    """One exercise of a routine: how many sets of what, how long to rest, with which load.

    Reps or seconds, never both. Neighbours in a block that share a group letter alternate set by set and rest after the
    last of them: a superset. In the main block of a circuit the routine's rounds count, not `sets` and `rest_s`.
    `position` counts through the whole routine, warm-up first.
    """

    class Block(models.TextChoices):
        WARM_UP = "warm-up", "Warm-up"
        MAIN = "main", "Main"
        COOL_DOWN = "cool-down", "Cool-down"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+")
    routine = models.ForeignKey(Routine, models.CASCADE, related_name="prescriptions")
    block = models.CharField(max_length=9, choices=Block, default=Block.MAIN)
    position = models.PositiveSmallIntegerField()
    exercise = models.ForeignKey(Exercise, models.PROTECT, related_name="+")
    sets = models.PositiveSmallIntegerField(default=3)
    reps_low = models.PositiveSmallIntegerField(null=True, blank=True)
    reps_high = models.PositiveSmallIntegerField(null=True, blank=True)
    seconds_low = models.PositiveSmallIntegerField(null=True, blank=True)
    seconds_high = models.PositiveSmallIntegerField(null=True, blank=True)
    rest_s = models.PositiveSmallIntegerField(default=30, help_text="After each set, in seconds.")
    load_kg = models.DecimalField(max_digits=7, decimal_places=3, null=True, blank=True)
    band = models.PositiveSmallIntegerField(null=True, blank=True)
    group = models.CharField(max_length=1, blank=True)
    note = models.CharField(max_length=200, blank=True)
    coached = models.BooleanField(default=True)
    deleted_at = models.DateTimeField(null=True, blank=True)

    objects = PrescriptionManager()

    class Meta:
        ordering = ["routine", "position", "pk"]
        indexes = [models.Index(fields=["user", "routine"], name="prescription_user_routine")]
        constraints = [
            models.CheckConstraint(
                condition=Q(reps_low__gte=1, reps_low__lte=F("reps_high"), reps_high__lte=500)
                & Q(seconds_low=None, seconds_high=None)
                | Q(seconds_low__gte=1, seconds_low__lte=F("seconds_high"), seconds_high__lte=3600)
                & Q(reps_low=None, reps_high=None),
                name="prescription_reps_or_seconds",
                violation_error_message="Give a range of reps (1–500) or of seconds (1–3600), the lower number first.",
            ),
            models.CheckConstraint(
                condition=Q(sets__range=(1, 20)),
                name="prescription_sets_1_to_20",
                violation_error_message="Between 1 and 20 sets.",
            ),
            models.CheckConstraint(
                condition=Q(rest_s__lte=900),
                name="prescription_rest_at_most_900",
                violation_error_message="At most 900 seconds (15 minutes) of rest.",
            ),
            models.CheckConstraint(
                condition=Q(load_kg=None) | Q(band=None, load_kg__gte=0, load_kg__lte=500),
                name="prescription_load_sane",
                violation_error_message="A load is 0 to 500 kg, or a band, not both.",
            ),
            models.CheckConstraint(
                condition=Q(band=None) | Q(band__range=(1, 5)),
                name="prescription_band_1_to_5",
                violation_error_message="A band's strength is 1 to 5.",
            ),
        ]

    def __str__(self):
        return f"{self.exercise} {self.dose}"

    @property
    def measure(self):
        """Whether its sets are counted in reps or in seconds."""
        return Exercise.Measure.REPS if self.reps_low else Exercise.Measure.SECONDS

    @property
    def amount(self):
        """One set of it as people write it: 8–10, 30 s, 1 min."""
        low, high = (self.reps_low, self.reps_high) if self.reps_low else (self.seconds_low, self.seconds_high)
        if self.reps_low:
            return f"{low}" if low == high else f"{low}–{high}"
        if low == high and low % 60 == 0:
            return f"{low // 60} min"
        return f"{low} s" if low == high else f"{low}–{high} s"

    @property
    def dose(self):
        """As people write it: 3 × 8–10, or 2 × 30 s."""
        return f"{self.sets} × {self.amount}"

    @property
    def step(self):
        """It as the clock sees it. Alternating reps are for each side; an alternating hold goes on through both."""
        sides = {Exercise.Sides.BOTH: 1, Exercise.Sides.EACH: 2, Exercise.Sides.ALTERNATE: 2 if self.reps_low else 1}
        return timing.Step(
            sets=self.sets,
            reps=(self.reps_low, self.reps_high) if self.reps_low else None,
            seconds=None if self.reps_low else (self.seconds_low, self.seconds_high),
            sides=sides[self.exercise.sides],
            rest_s=self.rest_s,
            group=self.group,
        )


@dataclass(frozen=True)
class Part:
    """One block of a routine, as pages show it."""

    routine: Routine
    block: Prescription.Block
    rows: list[Prescription]

    @property
    def is_circuit(self):
        return self.routine.in_rounds and self.block == Prescription.Block.MAIN

    @property
    def rounds(self):
        """How often to go through it, where all of it goes round: a circuit, or one superset. Else None."""
        if self.is_circuit:
            return self.routine.rounds
        groups, sets = {row.group for row in self.rows}, {row.sets for row in self.rows}
        return sets.pop() if len(groups) == len(sets) == 1 and "" not in groups else None

    @property
    def seconds(self):
        """Estimated seconds of work and rest (rules/timing.py)."""
        steps = [row.step for row in self.rows]
        if self.is_circuit:
            return timing.circuit_seconds(steps, self.routine.rounds, self.routine.round_rest_s)
        return timing.sets_seconds(steps)

    @property
    def minutes(self):
        return timing.minutes(self.seconds)

    @property
    def lines(self):
        """Its rows, each with what its neighbours make of it."""
        runs = [[row] for row in self.rows] if self.is_circuit else timing.runs(self.rows)
        return [
            Line(self, row, follows=row is not run[0], leads=row is not run[-1], in_turn=len(run) > 1)
            for run in runs
            for row in run
        ]


@dataclass(frozen=True)
class Line:
    """One prescription in its place: whether it follows another of its superset, leads to one, or stands alone."""

    part: Part
    row: Prescription
    follows: bool
    leads: bool
    in_turn: bool

    @property
    def letter(self):
        """The letter of its superset, unless the whole block goes round."""
        return self.row.group if self.in_turn and not self.part.rounds else ""

    @property
    def words(self):
        """What is to be known beside the dose: each side, right after, 30 s rest."""
        sides = self.row.exercise.sides
        words = []
        if sides == Exercise.Sides.EACH or (sides == Exercise.Sides.ALTERNATE and self.row.reps_low):
            words.append("each side")
        elif sides == Exercise.Sides.ALTERNATE:
            words.append("alternating")
        if self.follows and self.letter:
            words.append("right after")
        if not self.leads and not self.part.is_circuit and self.row.rest_s:
            words.append(f"{self.row.rest_s} s rest")
        elif self.leads and self.letter:
            words.append("no rest")
        return ", ".join(words)
