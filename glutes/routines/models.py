"""Routines and their prescriptions: ready-made ones (no user, from fixtures) and the user's own, in one shape."""

from decimal import Decimal

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse

from glutes.exercises.models import Exercise, LadderStep, Source
from glutes.routines.outline import Part, things, to_fetch
from glutes.rules.coaching import easing
from glutes.rules.routine import order, timing

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
AMOUNTS = ("reps_low", "reps_high", "seconds_low", "seconds_high")
ROUNDS = ("style", "rounds", "round_rest_s")
DOSE = ("exercise_id", *AMOUNTS, "load_kg", "band", "note")
"""What an accepted offer may change: of a routine, and of one of its prescriptions."""


class RoutineQuerySet(models.QuerySet):
    def get_by_natural_key(self, slug):
        return self.get(slug=slug)

    def ready_made(self):
        """The routines everyone has: those the fixtures still hold."""
        return self.filter(user=None, deleted_at=None)

    def kept(self):
        """Those not deleted; archived ones too."""
        return self.filter(deleted_at=None)

    def visible_to(self, user):
        """Ready-made ones and the user's own that are not deleted."""
        mine = Q(user=user.pk) if user.is_authenticated else Q(pk=None)
        return self.kept().filter(Q(user=None) | mine)

    def offered_to(self, user):
        """What the user may train: their own, then the ready-made ones of which they have no copy."""
        own = user.routines.kept().filter(archived_at=None).order_by()
        copied = own.exclude(copied_from=None).values("copied_from")
        offered = self.visible_to(user).filter(archived_at=None).exclude(user=None, pk__in=copied)
        return offered.order_by(F("user").asc(nulls_last=True), *self.model._meta.ordering)

    def with_rows(self):
        """With everything that a page of the routine shows, in a fixed number of queries."""
        ladder = LadderStep.objects.current().select_related("equipment")
        return self.prefetch_related(
            "prescriptions__exercise__equipment",
            "prescriptions__exercise__extras",
            models.Prefetch("prescriptions__exercise__ladder", ladder),
        )


class Routine(models.Model):
    """A session written down. Style, rounds and round rest describe its main block."""

    MOST_A_USER = 200
    MOST_PRESCRIPTIONS = 50

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
    copied_from = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="copies")
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

    @property
    def waits_for_taps(self):
        """Whether it is a circuit that is not hands-free, because what counts reps in it waits for a tap."""
        return self.in_rounds and any(row.reps_low for row in self.rows_of(Prescription.Block.MAIN))

    def rows_of(self, block):
        """The prescriptions of one block, in order."""
        return [row for row in self.prescriptions.all() if row.block == block]

    def parts(self):
        """Its three blocks in order, empty ones too."""
        circuits = {Prescription.Block.MAIN: self} if self.in_rounds else {}
        return [Part(block, self.rows_of(block), circuits.get(block)) for block in Prescription.Block]

    @property
    def face(self):
        """The prescriptions to picture it by: the first and the last of the main block."""
        rows = self.rows_of(Prescription.Block.MAIN)
        return rows if len(rows) < 2 else [rows[0], rows[-1]]

    @property
    def minutes(self):
        """Estimated minutes, warm-up to cool-down (rules/routine/timing.py)."""
        return timing.minutes(sum(part.seconds for part in self.parts()))

    @property
    def working_sets(self):
        """Sets of the main block; left and right together are one."""
        rows = self.rows_of(Prescription.Block.MAIN)
        return self.rounds * len(rows) if self.in_rounds else sum(row.sets for row in rows)

    def things(self):
        """The equipment that its exercises need."""
        return things({row.exercise for row in self.prescriptions.all()})

    def to_fetch(self):
        """What to fetch before it, and the moves that do without."""
        return to_fetch({row.exercise for row in self.prescriptions.all()})

    def extras(self):
        """What is good to have besides."""
        fetched = {fetch.thing for fetch in self.to_fetch()}
        extra = {thing for row in self.prescriptions.all() for thing in row.exercise.extras.all()}
        return sorted(extra - fetched, key=lambda thing: (thing.position, thing.slug))

    def covered(self):
        """How well its main block covers the glutes and the core, for pages to show; None where that is empty."""
        main = next(part for part in self.parts() if part.block == Prescription.Block.MAIN)
        return main.covered() if main.rows else None

    def order_advice(self):
        """Advice on the order of the main block (rules/routine/order.py); None if it is right, or a circuit."""
        rows = self.rows_of(Prescription.Block.MAIN)
        return None if self.in_rounds else order.order_advice([row.move for row in rows])

    def copy_for(self, user):
        """The same routine as the user's own, free to change; returns it."""
        taken = set(user.routines.kept().values_list("name", flat=True))
        names = (self.name, *(f"{self.name[:74]} ({number})" for number in range(2, Routine.MOST_A_USER + 2)))
        with transaction.atomic():
            copy = Routine.objects.create(
                user=user,
                name=next(name for name in names if name not in taken),
                summary=self.summary,
                style=self.style,
                rounds=self.rounds,
                round_rest_s=self.round_rest_s,
                copied_from=self,
            )
            rows = list(self.prescriptions.all())
            for row in rows:
                row.pk, row.user, row.routine = None, user, copy
            Prescription.objects.bulk_create(rows)
        return copy

    def own_of(self, user):
        """It as the user's own: itself, else the newest copy they have of it, else a copy made now."""
        return self.kept_by(user) or self.copy_for(user)

    def kept_by(self, user):
        """It as the user has it already: itself, else the newest copy they have of it; None without one."""
        if self.user_id == user.pk:
            return self
        return user.routines.kept().filter(copied_from=self, archived_at=None).order_by("-pk").first()

    def add(self, exercise, block):
        """Put an exercise at the end of a block, in its usual dose; returns its prescription.

        Where the whole block goes round (a warm-up done twice), it joins the round.
        """
        part = next(part for part in self.parts() if part.block == block)
        row = Prescription(user=self.user, routine=self, exercise=exercise, block=block, **usual_dose(exercise))
        if part.rounds and not part.circuit:
            last = part.rows[-1]
            row.group, row.sets, row.rest_s = last.group, last.sets, last.rest_s
        row.position = self.prescriptions.count()
        row.save()
        self.arrange([*part.rows, row], block)
        return row

    def arrange(self, rows, block):
        """Make these the rows of a block, in this order, and count the positions of the whole routine anew.

        Letters that no neighbour shares are taken off.
        """
        others = [row for row in self.prescriptions.all() if row not in rows]
        everything = []
        for each in Prescription.Block:
            in_block = rows if each == block else [row for row in others if row.block == each]
            for run in timing.runs(in_block):
                if len(run) == 1:
                    run[0].group = ""
            everything += in_block
        for position, row in enumerate(everything):
            row.position = position
            row.block = block if row in rows else row.block
        Prescription.objects.bulk_update(everything, ["block", "position", "group", "sets"])

    def put_in_order(self):
        """Bring the main block into the advised order (rules/routine/order.py)."""
        self.arrange(order.in_order(self.rows_of(Prescription.Block.MAIN)), Prescription.Block.MAIN)

    def go_round(self):
        """Make its main block a circuit: a minute of each, two minutes after the last, and again (F13).

        As many rounds as its longest exercise has sets (ours).
        """
        rows = self.go_by_the_clock()
        self.style, self.rounds = self.Style.CIRCUIT, max(row.sets for row in rows)
        self.round_rest_s = easing.CIRCUIT_ROUND_REST_S
        self.save(update_fields=ROUNDS)

    def go_by_the_clock(self):
        """Let every exercise of its main block take a minute, hands-free (F13); returns their prescriptions."""
        rows = list(self.prescriptions.filter(block=Prescription.Block.MAIN).select_related("exercise"))
        for row in rows:
            row.go_by_the_clock()
        Prescription.objects.bulk_update(rows, AMOUNTS)
        return rows

    def written(self):
        """What an offer may change of it, as values that fit into JSON: its rounds by "", the dose of each of its
        prescriptions by that one's key."""
        rows = self.prescriptions.filter(block=Prescription.Block.MAIN).values_list("pk", *DOSE)
        doses = {str(pk): [str(each) if isinstance(each, Decimal) else each for each in dose] for pk, *dose in rows}
        return {"": [getattr(self, name) for name in ROUNDS]} | doses

    @transaction.atomic
    def rewrite(self, written):
        """Bring back what `written` said of it; only some of it may be given."""
        rows = self.prescriptions.in_bulk([key for key in written if key])
        for pk, row in rows.items():
            for name, value in zip(DOSE, written[str(pk)], strict=True):
                setattr(row, name, value)
        Prescription.objects.bulk_update(rows.values(), DOSE)
        if "" in written:
            for name, value in zip(ROUNDS, written[""], strict=True):
                setattr(self, name, value)
            self.save(update_fields=ROUNDS)

    def archive(self, now):
        """Put it away: kept with all its past, but no longer offered."""
        self.archived_at = now
        self.save(update_fields=["archived_at"])

    def unarchive(self):
        """Offer it again."""
        self.archived_at = None
        self.save(update_fields=["archived_at"])

    def discard(self, now):
        """Delete it, undoably. Workouts done from it stay as they were."""
        self.deleted_at = now
        self.save(update_fields=["deleted_at"])

    def restore(self):
        """Undo its deletion."""
        self.deleted_at = None
        self.save(update_fields=["deleted_at"])


def usual_dose(exercise, measure=None):
    """Sets, range and rest of an exercise that nobody prescribed yet, as fields of a prescription.

    `measure` is what to count, where it is not what the exercise is usually counted in. Its first dose in the
    catalogue that counts the same, if there is one. Else a stretch or a warm-up once and anything else three times:
    10 reps (F11) or 30 s (F15), with 30 s of rest (F15).
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
    last of them: a superset; a letter that no neighbour shares means nothing. In the main block of a circuit the
    routine's rounds count, not `sets` and `rest_s`. `position` counts through the whole routine, warm-up first.
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
                # "Is not null" is said because to a database a comparison with null is no violation.
                condition=Q(reps_low__gte=1, reps_low__lte=F("reps_high"), reps_high__lte=500)
                & Q(reps_low__isnull=False, reps_high__isnull=False, seconds_low=None, seconds_high=None)
                | Q(seconds_low__gte=1, seconds_low__lte=F("seconds_high"), seconds_high__lte=3600)
                & Q(seconds_low__isnull=False, seconds_high__isnull=False, reps_low=None, reps_high=None),
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
    def loaded(self):
        """Whether it says a load or a band."""
        return self.load_kg is not None or self.band is not None

    @property
    def low(self):
        return self.reps_low or self.seconds_low

    @property
    def high(self):
        return self.reps_high or self.seconds_high

    @property
    def amount(self):
        """One set of it as people write it: 8–10, 30 s, 1 min."""
        if self.low != self.high:
            return f"{self.low}–{self.high}" + ("" if self.reps_low else " s")
        if self.reps_low:
            return f"{self.low}"
        return f"{self.low} s" if self.low % 60 else f"{self.low // 60} min"

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

    @property
    def role(self):
        return self.exercise.role

    @property
    def move(self):
        """It as the advice on order sees it."""
        return order.Placed(self.exercise.name, self.role, self.group)

    def place(self, block, index=None):
        """Move it to a block: before the row that has this index there once it is taken out, else to the end.

        Dropped between two of a superset it joins them; no longer touching its own, it leaves it.
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
        """Change places with what is done before it: a superset counts as one, unless it is its own."""
        self._hop(-1)

    def down(self):
        """Change places with what is done after it: a superset counts as one, unless it is its own."""
        self._hop(+1)

    def _hop(self, way):
        rows = self.routine.rows_of(self.block)
        here = rows.index(self)
        if 0 <= here + way < len(rows):
            run = next(run for run in timing.runs(rows) if rows[here + way] in run)
            self.place(self.block, here + way * (1 if self in run else len(run)))

    def join(self):
        """Do it in turn with the row above, in as many sets: a superset."""
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
        """Take it out of its superset, to come right after it."""
        rows = self.routine.rows_of(self.block)
        run = next(run for run in timing.runs(rows) if self in run)
        after = rows.index(run[-1])
        rows.remove(self)
        self.group = ""
        self.routine.arrange([*rows[:after], self, *rows[after:]], self.block)

    def duplicate(self):
        """Once more, right after it; returns the new one."""
        rows = self.routine.rows_of(self.block)
        twin = Prescription.objects.get(pk=self.pk)
        twin.pk = None
        twin.save(force_insert=True)
        here = rows.index(self) + 1
        self.routine.arrange([*rows[:here], twin, *rows[here:]], self.block)
        return twin

    def swap(self, exercise):
        """Put another exercise in its place, in the same dose as far as the new one can be done so.

        Counted otherwise (reps, seconds) it gets its own usual amount; a hold is cut to the longest it allows; a load
        that it does not take goes.
        """
        if exercise.measure != self.exercise.measure:
            usual = usual_dose(exercise)
            for name in AMOUNTS:
                setattr(self, name, usual.get(name))
        if self.seconds_low and exercise.cap_s:
            self.seconds_low = min(self.seconds_low, exercise.cap_s)
            self.seconds_high = min(self.seconds_high, exercise.cap_s)
        if exercise.load == Exercise.Load.NONE or exercise.banded != self.exercise.banded:
            self.load_kg = self.band = None
        self.exercise = exercise
        self.save()

    def widen(self, high):
        """Let it go up to so many reps or seconds."""
        setattr(self, f"{self.measure}_high", high)
        self.save(update_fields=AMOUNTS)

    def go_by_the_clock(self):
        """Count a minute from now on, half of it on each side where they take turns (F13), or the longest it allows."""
        seconds = easing.CIRCUIT_WORK_S // len(self.exercise.log_sides)
        self.reps_low = self.reps_high = None
        self.seconds_low = self.seconds_high = min(seconds, self.exercise.cap_s or seconds)

    def count_in(self, measure):
        """Count reps, or seconds, from now on: 10 reps (F11) or 30 s (F15) to begin with, or the longest it allows."""
        amount = 10 if measure == Exercise.Measure.REPS else min(30, self.exercise.cap_s or 30)
        for name in AMOUNTS:
            setattr(self, name, amount if name.startswith(measure) else None)
        self.save(update_fields=AMOUNTS)

    def remove(self, now):
        """Delete it, undoably."""
        self.deleted_at = now
        self.save(update_fields=["deleted_at"])

    def restore(self):
        """Undo its deletion: it is back in its place."""
        self.deleted_at = None
        self.save(update_fields=["deleted_at"])
