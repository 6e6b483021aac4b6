"""A routine: ready-made (no user, from the fixtures) or a user's own."""

from collections import defaultdict
from datetime import timedelta
from decimal import Decimal
from itertools import chain

from django.conf import settings
from django.db import models
from django.db.models import F, Max, Q, prefetch_related_objects
from django.urls import get_script_prefix

from glutes.addresses import address
from glutes.exercises.models import LadderStep, Source
from glutes.exercises.models.known import known
from glutes.prepared import prepared
from glutes.routines.models.block import RoutineBlock
from glutes.routines.models.prescription import AMOUNTS, Prescription, usual_dose
from glutes.rows import Discardable, KeptQuerySet
from glutes.rules.coaching import circuits
from glutes.rules.most import MOST_REST_S, MOST_ROUNDS
from glutes.rules.routine import order, timing
from glutes.rules.week import race_week

A_DOUBLE_TAP = timedelta(seconds=10)
"""Ours: a second request for the same new routine within this time counts as a double tap."""
ROUNDS = ("style", "rounds", "round_rest_s")
DOSE = ("exercise_id", *AMOUNTS, "load_kg", "band", "way", "note")
"""The fields that an accepted offer may change: those of a routine (ROUNDS) and of a prescription (DOSE)."""


class RoutineQuerySet(KeptQuerySet):
    def ready_made(self):
        """The ready-made routines that are still in the fixtures."""
        return self.kept().filter(user=None)

    def just_made(self, now):
        """Those made within A_DOUBLE_TAP, the newest first."""
        return self.kept().filter(created_at__gt=now - A_DOUBLE_TAP).order_by("-pk")

    def in_use(self):
        """Those neither deleted nor put away."""
        return self.kept().filter(archived_at=None)

    def visible_to(self, user):
        """The ready-made ones and the user's own, without deleted ones. Anonymous users see the ready-made ones."""
        mine = Q(user=user.pk) if user.is_authenticated else Q(pk=None)
        return self.kept().filter(Q(user=None) | mine)

    def offered_to(self, user):
        """What the user can start: their own first, then ready-made ones of which they have no copy."""
        own = user.routines.in_use().order_by()
        copied = own.exclude(copied_from=None).values("copied_from")
        offered = self.visible_to(user).in_use().exclude(user=None, pk__in=copied)
        return offered.order_by(F("user").asc(nulls_last=True), *self.model._meta.ordering)

    def with_rows(self):
        """Prefetches everything that a routine's pages show: the same number of queries for any number of routines."""
        return self.prefetch_related(*shown_of("prescriptions__exercise"))


class Routine(Discardable):
    """A routine. `style`, `rounds` and `round_rest_s` describe its main block.

    Workouts that were done from it do not change with it.
    """

    MOST_A_USER = 200
    MOST_PRESCRIPTIONS = 50

    class Style(models.TextChoices):
        SETS = "sets", "Sets"
        CIRCUIT = "circuit", "Circuit"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="routines", db_index=False
    )
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
                condition=Q(rounds__range=(1, MOST_ROUNDS)),
                name="routine_rounds_1_to_20",
                violation_error_message="Rounds: 1 to 20.",
            ),
            models.CheckConstraint(
                condition=Q(round_rest_s__lte=MOST_REST_S),
                name="routine_round_rest_at_most_900",
                violation_error_message="Rest between rounds: 900 seconds (15 minutes) at most.",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return address(get_script_prefix(), "routines:routine_detail", (self.pk,), ())

    @property
    def is_ready_made(self):
        """Whether it has no user: everybody can see it, nobody can change it."""
        return self.user_id is None

    @property
    def away_since(self):
        """When it was deleted or archived, whichever came first, and so left the week; else None."""
        return min(filter(None, (self.deleted_at, self.archived_at)), default=None)

    @property
    def in_rounds(self):
        """Whether its main block is a circuit."""
        return self.style == self.Style.CIRCUIT

    @property
    def waits_for_taps(self):
        """Whether it is a circuit with exercises counted in reps: the player waits for a tap after each of those."""
        return self.in_rounds and any(row.reps_low for row in self.rows_of(Prescription.Block.MAIN))

    def rows_of(self, block):
        """The prescriptions of one block, in order, as a list."""
        return [row for row in self.prescriptions.all() if row.block == block]

    def blocks(self):
        """Its three blocks in order, empty ones too, as RoutineBlocks."""
        rows, circuits = self.prescriptions.all(), {Prescription.Block.MAIN: self} if self.in_rounds else {}
        return [
            RoutineBlock(block, [row for row in rows if row.block == block], circuits.get(block))
            for block in Prescription.Block
        ]

    @property
    def face(self):
        """The prescriptions to picture it by: the first and the last of the main block. At most two."""
        rows = self.rows_of(Prescription.Block.MAIN)
        return rows if len(rows) < 2 else [rows[0], rows[-1]]

    @property
    def minutes(self):
        """Estimated whole minutes from warm-up to cool-down, rounded up (rules/routine/timing.py)."""
        return timing.minutes(sum(block.seconds for block in self.blocks()))

    def minutes_of(self, half, fewer=None):
        """Estimated whole minutes; with `half`, with half the sets or rounds of the main block
        (rules/week/race_week.py), but no more than `fewer` says are left (rules/week/lately.py)."""
        warm_up, main, cool_down = self.blocks()
        left = [one for one in (race_week.half if half else None, fewer) if one]
        main = main.with_sets(lambda sets: min(one(sets) for one in left)) if left else main
        return timing.minutes(warm_up.seconds + main.seconds + cool_down.seconds)

    @property
    def working_sets(self):
        """How many sets the main block has; left and right together are one."""
        rows = self.rows_of(Prescription.Block.MAIN)
        return self.rounds * len(rows) if self.in_rounds else sum(row.sets for row in rows)

    def things(self):
        """The equipment that its exercises need, each once, in the catalogue's order."""
        needed = {thing for row in self.prescriptions.all() for thing in row.exercise.needed}
        return sorted(needed, key=lambda thing: (thing.position, thing.slug))

    def order_advice(self):
        """A Hint on the order of the main block (rules/routine/order.py); None if it is right, or for a circuit."""
        rows = self.rows_of(Prescription.Block.MAIN)
        return None if self.in_rounds else order.order_advice([row.as_placed for row in rows])

    def copy_for(self, user):
        """Makes a copy of it that belongs to the user, with a name they do not have yet. Returns the copy.

        What we say of a ready-made one, “No kit”, would not stay true of a copy that its user changes: it is left out.
        """
        taken = set(user.routines.kept().values_list("name", flat=True))
        names = (self.name, *(f"{self.name[:74]} ({number})" for number in range(2, Routine.MOST_A_USER + 2)))
        copy = Routine.objects.create(
            user=user,
            name=next(name for name in names if name not in taken),
            style=self.style,
            rounds=self.rounds,
            round_rest_s=self.round_rest_s,
            copied_from=self,
        )
        rows = list(Prescription.objects.filter(routine=self))  # Queried again: prefetched ones belong to this routine.
        for row in rows:
            row.pk, row.user, row.routine = None, user, copy
        Prescription.objects.bulk_create(rows)
        return copy

    def give_to(self, user):
        """Makes a copy of somebody's routine for somebody else, and returns it.

        It gets neither the owner's weights nor the photos of the owner's own exercises.
        """
        copy = self.copy_for(user)
        copy.copied_from = None
        copy.save(update_fields=["copied_from"])
        for row in copy.prescriptions.prefetch_related("exercise"):
            row.load_kg = row.band = row.load_changed_at = None
            row.exercise = row.exercise.copy_for(user) if row.exercise.is_own else row.exercise
            row.save()
        return copy

    def own_of(self, user):
        """The user's own version: itself, their newest copy of it, or a copy made now."""
        return self.kept_by(user) or self.copy_for(user)

    def kept_by(self, user):
        """The user's existing version: itself or their newest copy of it; else None."""
        if self.user_id == user.pk:
            return self
        return user.routines.in_use().filter(copied_from=self).order_by("-pk").first()

    def add(self, exercise, block):
        """Adds an exercise at the end of a block, with its usual dose. Returns the new prescription.

        If the whole block is one superset (a warm-up done twice), the exercise joins it.
        """
        part = next(part for part in self.blocks() if part.block == block)
        row = Prescription(user=self.user, routine=self, exercise=exercise, block=block, **usual_dose(exercise))
        if part.rounds and not part.circuit:
            last = part.rows[-1]
            row.group, row.sets, row.rest_s = last.group, last.sets, last.rest_s
        row.position = Prescription.objects.with_deleted().filter(routine=self).count()
        row.save()
        self.arrange([*part.rows, row], block)
        return row

    def arrange(self, rows, block):
        """Makes these rows the block, in this order, and renumbers the positions of the whole routine.

        Removes superset letters that no neighbour shares any more. Deleted rows stay behind the row that was before
        them, so that an undo puts them back there.
        """
        others = [row for row in self.prescriptions.all() if row not in rows]
        deleted = self._deleted_after()
        everything = []
        for each in Prescription.Block:
            in_block = rows if each == block else [row for row in others if row.block == each]
            for together in timing.by_superset(in_block):
                if len(together) == 1:
                    together[0].group = ""
            everything += deleted[each].pop(None, [])
            for row in in_block:
                row.block = each
                everything += [row, *deleted[each].pop(row.pk, [])]
            everything += chain.from_iterable(deleted[each].values())
        for position, row in enumerate(everything):
            row.position = position
        Prescription.objects.with_deleted().bulk_update(everything, ["block", "position", "group", "sets"])

    def _deleted_after(self):
        """The deleted rows: {block: {key of the row before them, or None: [rows]}}."""
        deleted, before = {block: {} for block in Prescription.Block}, {}
        for row in Prescription.objects.with_deleted().filter(routine=self):
            if row.deleted_at:
                deleted[row.block].setdefault(before.get(row.block), []).append(row)
            else:
                before[row.block] = row.pk
        return deleted

    def put_in_order(self):
        """Puts the main block into the recommended order (rules/routine/order.py)."""
        self.arrange(order.in_order(self.rows_of(Prescription.Block.MAIN)), Prescription.Block.MAIN)

    def go_round(self):
        """Makes the main block a circuit: a minute for each exercise, two minutes of rest after the last (F13).

        It gets as many rounds as the most sets of any of its exercises (ours).
        """
        rows = self.go_by_the_clock()
        self.style, self.rounds = self.Style.CIRCUIT, max(row.sets for row in rows)
        self.round_rest_s = circuits.CIRCUIT_ROUND_REST_S
        self.save(update_fields=ROUNDS)

    @property
    def most_sets(self):
        """The most sets of any exercise of the main block; 1 without any."""
        sets = self.prescriptions.filter(block=Prescription.Block.MAIN).aggregate(most=Max("sets"))
        return sets["most"] or 1

    def go_by_the_clock(self):
        """Makes every exercise of the main block last a minute (F13). Returns their prescriptions."""
        rows = list(self.prescriptions.filter(block=Prescription.Block.MAIN).prefetch_related("exercise"))
        for row in rows:
            row.go_by_the_clock()
        Prescription.objects.bulk_update(rows, [*AMOUNTS, "way"])
        return rows

    def written(self):
        """The values that an offer may change, ready for JSON.

        A dict: under "" the values of ROUNDS, under the key of each prescription (as text) those of DOSE.
        """
        rows = self.prescriptions.values_list("pk", *DOSE)
        doses = {str(pk): [str(each) if isinstance(each, Decimal) else each for each in dose] for pk, *dose in rows}
        return {"": [getattr(self, name) for name in ROUNDS]} | doses

    def rewrite(self, written):
        """Restores values from `written()`. What is missing in them stays as it is."""
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
        """Archives it: it is kept, but no longer offered to start or planned."""
        self.archived_at = now
        self.save(update_fields=["archived_at"])

    def unarchive(self):
        """Undoes `archive`."""
        self.archived_at = None
        self.save(update_fields=["archived_at"])


def shown_of(exercise):
    """What the pages of a routine show of each exercise, as lookups to prefetch; `exercise` is the lookup of those."""
    ladder = LadderStep.objects.current().select_related("equipment")
    return f"{exercise}__equipment", f"{exercise}__extras", models.Prefetch(f"{exercise}__ladder", ladder)


def fetch_rows(routines, *more):
    """Gives these routines what `with_rows` prefetches, sooner: one query, more only for users' own exercises. `more`
    are further lookups to prefetch of exercises."""
    rows = defaultdict(list)
    for row in rows_of_routines([routine.pk for routine in routines]):
        rows[row.routine_id].append(row)
    for routine in routines:
        found = routine.prescriptions.all()
        found._result_cache = rows[routine.pk]
        for row in rows[routine.pk]:
            row.routine = routine
        routine._prefetched_objects_cache = {"prescriptions": found}
    own = [row for found in rows.values() for row in found if row.exercise_id not in known]
    if own:
        prefetch_related_objects(own, *shown_of("exercise"), *(f"exercise__{name}" for name in more))


@prepared
def visible_routines(user, routine):
    """The routine with this key, if this user may see it; `user` is a key, None for a visitor."""
    mine = Q(user=user) if user else Q(pk=None)
    return Routine.objects.kept().filter(Q(user=None) | mine, pk=routine)


@prepared
def sources_of(routine):
    """The sources of a ready-made routine, in order; users' own have none."""
    return Source.objects.filter(routine=routine)


@prepared
def rows_of_routines(routines):
    """The rows of these routines, in the order of each."""
    return Prescription.objects.filter(routine__in=routines).order_by("position", "pk")
