"""What users have at home, and how they want an exercise or a week done, which overrules the coach."""

from datetime import timedelta
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from glutes.columns import LoadColumn
from glutes.exercises.models import Equipment, Exercise, ExerciseKey
from glutes.exercises.models.equipment import at_home
from glutes.prepared import prepared
from glutes.rows import Discardable, KeptManager, KeptQuerySet
from glutes.rules.coaching.limits import Limits, within
from glutes.rules.coaching.sessions import OTHER_SIDE, STOP_FROM
from glutes.rules.most import MOST_BAND
from glutes.rules.units import MOST_KG, show_load
from glutes.rules.week import schedule


class KitQuerySet(KeptQuerySet):
    """Things at home."""

    def like(self, kit):
        """The stored row of the same user with the same values; None if there is none."""
        fields = {field.name: getattr(kit, field.name) for field in kit._meta.fields if not field.primary_key}
        return self.filter(**fields).first()

    def keep(self, user, equipment):
        """Makes these exactly the kinds of equipment that the user has. Returns the rows that were deleted."""
        gone = list(self.filter(user=user).exclude(equipment__in=equipment).select_related("equipment"))
        self.filter(pk__in=[kit.pk for kit in gone]).update(deleted_at=timezone.now())
        owned = set(self.filter(user=user).values_list("equipment", flat=True))
        self.bulk_create(Kit(user=user, equipment=one) for one in equipment if one.pk not in owned)
        return gone


class KitManager(KeptManager.from_queryset(KitQuerySet)):
    def said(self):
        """The slugs of the equipment that the things of one user (`user.kit`) are or replace, as a set."""
        return {slug for pair in slugs_of_kit(self.instance.pk) for slug in pair} - {None}

    def there(self):
        """What is `said`, and what every home has, as ladders.is_there has it; None if the user has not said any."""
        slugs = self.said()
        return slugs | at_home() if slugs else None


class Kit(Discardable):
    """One thing the user has at home: a mat, a kettlebell of 12 kg, a band of strength 3."""

    class Band(models.IntegerChoices):
        VERY_LIGHT = 1, "1 – very light"
        LIGHT = 2, "2 – light"
        MEDIUM = 3, "3 – medium"
        STRONG = 4, "4 – strong"
        VERY_STRONG = 5, "5 – very strong"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="kit")
    equipment = models.ForeignKey(Equipment, models.CASCADE, related_name="+")
    label = models.CharField(max_length=40, blank=True, help_text="What the user calls it: the blue one.")
    kg = LoadColumn()
    band = models.PositiveSmallIntegerField(choices=Band, null=True, blank=True)

    objects = KitManager()

    class Meta:
        verbose_name = "piece of kit"
        verbose_name_plural = "pieces of kit"
        ordering = ["equipment__position", "equipment__slug", "kg", "band", "pk"]
        constraints = [
            models.UniqueConstraint(
                "user",
                "equipment",
                Coalesce("kg", Decimal(-1)),
                Coalesce("band", 0),
                "label",
                condition=Q(deleted_at=None),
                name="kit_once",
                violation_error_message="You have that one already.",
            ),
            models.CheckConstraint(
                condition=Q(kg=None) | Q(band=None, kg__gt=0, kg__lte=MOST_KG),
                name="kit_kg_sane",
                violation_error_message="Weight: more than 0, and 500 kg at most.",
            ),
            models.CheckConstraint(
                condition=Q(band=None) | Q(band__range=(1, MOST_BAND)),
                name="kit_band_1_to_5",
                violation_error_message="A band’s strength is 1 to 5.",
            ),
        ]

    def __str__(self):
        return " ".join(part for part in (str(self.equipment), self.size, self.label) if part)

    def put_back(self):
        """Undoes its deletion, and that of all that was deleted with it, except what the user has again by now. Returns
        the rows that are back."""
        together = Kit.objects.with_deleted().filter(user=self.user_id).exclude(deleted_at=None)
        gone = list(together.filter(deleted_at=self.deleted_at).select_related("equipment"))
        for kit in gone:
            kit.deleted_at = None
        back = [kit for kit in gone if not Kit.objects.like(kit)]
        for kit in back:
            kit.restore(timezone.now())
        return back

    @property
    def size(self):
        """Its weight or strength: "12.5 kg", "35 lb", "3 – medium"; "" if the user did not say."""
        return show_load(self.kg) if self.kg else self.get_band_display() or ""


class SidesChosen(models.Model):
    """A row whose `sides` says which side goes first or is left out."""

    class Meta:
        abstract = True

    @property
    def first_side(self):
        """The side that always goes first ("left" or "right"), or None."""
        side, _, how = self.sides.partition("-")
        return side if how == "first" else None

    @property
    def paused_side(self):
        """The side that is left out ("left" or "right"), or None."""
        side, _, how = self.sides.partition("-")
        return OTHER_SIDE[side] if how == "only" else None


class ExerciseWishQuerySet(models.QuerySet):
    """Wishes for how exercises are done."""

    def put(self, user, exercise, *, as_written, sides):
        """Stores how the user wants an exercise done from now on. Deletes the row if that is the default."""
        if as_written or sides:
            self.update_or_create(user=user, exercise=exercise, defaults={"as_written": as_written, "sides": sides})
        else:
            self.filter(user=user, exercise=exercise).delete()


class ExerciseWish(SidesChosen):
    """How the user wants one exercise done, whatever the coach proposes.

    `as_written`: sets, reps and loads stay as the routine says. `sides`: which side goes first, or is left out.
    """

    class WhichSide(models.TextChoices):
        NONE = "", "Whichever did less"
        LEFT_FIRST = "left-first", "Left always first"
        RIGHT_FIRST = "right-first", "Right always first"
        LEFT_ONLY = "left-only", "Left only"
        RIGHT_ONLY = "right-only", "Right only"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="wishes", db_index=False)
    exercise = ExerciseKey(Exercise, models.CASCADE, related_name="+")
    as_written = models.BooleanField("Keep it as my routine says", default=False)
    sides = models.CharField("Left and right", max_length=11, choices=WhichSide, blank=True)

    objects = ExerciseWishQuerySet.as_manager()

    class Meta:
        verbose_name = "wish for an exercise"
        verbose_name_plural = "wishes for exercises"
        ordering = ["exercise__slug"]
        constraints = [
            models.UniqueConstraint(fields=["user", "exercise"], name="exercise_wish_once"),
            models.CheckConstraint(
                condition=Q(sides__in=["", "left-first", "right-first", "left-only", "right-only"]),
                name="exercise_wish_sides",
                violation_error_message="Left first, right first, only left or only right.",
            ),
        ]

    def __str__(self):
        words = ["As your routine says"] if self.as_written else []
        return ", ".join([*words, self.get_sides_display()] if self.sides else words)


class LockQuerySet(models.QuerySet):
    """Limits that physios set."""

    def in_force(self, today):
        """Those that apply today."""
        return self.filter(lifted_at=None).exclude(until__lt=today)


class Lock(SidesChosen):
    """A limit on one exercise that a physio set and the user agreed to. The coach obeys it in every routine until it
    ends or the user lifts it. The user's own ExerciseWish applies too; where both name a side, the lock counts.

    `skip`: not done for now. `as_written`: sets, reps and loads stay as the routine says. `sides`: which side goes
    first, or is left out. `most_kg` and `most_band`: the heaviest allowed. `stop_from`: the pain at which to stop,
    below the usual 6 of 10.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="locks", db_index=False)
    exercise = models.ForeignKey(Exercise, models.CASCADE, related_name="+")
    by = models.CharField(max_length=60, help_text="Who set it.")
    until = models.DateField(null=True, blank=True, help_text="The last day on which it holds.")
    lifted_at = models.DateTimeField(null=True, blank=True, help_text="When the user took it off, while that stands.")
    skip = models.BooleanField(default=False)
    as_written = models.BooleanField(default=False)
    sides = models.CharField(max_length=11, choices=ExerciseWish.WhichSide, blank=True)
    most_kg = LoadColumn()
    most_band = models.PositiveSmallIntegerField(null=True, blank=True)
    stop_from = models.PositiveSmallIntegerField(null=True, blank=True)

    objects = LockQuerySet.as_manager()

    class Meta:
        verbose_name, ordering = "limit", ["exercise__slug"]
        constraints = [
            models.UniqueConstraint(fields=["user", "exercise"], name="lock_once"),
            models.CheckConstraint(
                condition=Q(sides__in=["", "left-first", "right-first", "left-only", "right-only"]),
                name="lock_sides",
                violation_error_message="Left first, right first, only left or only right.",
            ),
            models.CheckConstraint(
                condition=(Q(most_kg=None) | Q(most_kg__range=(0, MOST_KG)))
                & (Q(most_band=None) | Q(most_band__range=(1, MOST_BAND))),
                name="lock_most_sane",
                violation_error_message="A weight is 0 to 500 kg, a band 1 to 5.",
            ),
            models.CheckConstraint(
                condition=Q(stop_from=None) | Q(stop_from__range=(1, 5)),
                name="lock_stop_from_1_to_5",
                violation_error_message="Stop at a pain of 1 to 5: at 6 everybody stops.",
            ),
        ]

    def __str__(self):
        return f"{self.exercise}: {self.words}"

    @property
    def words(self):
        """Its limits in words: "skip it", or "as written, never over 8 kg, stop at pain 4"."""
        most = show_load(self.most_kg) if self.most_kg is not None else f"band {self.most_band}"
        said = [
            (self.skip, "skip it"),
            (self.as_written, "as written"),
            (self.sides, self.get_sides_display().lower()),
            (self.most_kg is not None or self.most_band, f"never over {most}"),
            (self.stop_from, f"stop at pain {self.stop_from}"),
        ]
        return ", ".join(words for holds, words in said if holds)

    @property
    def whose(self):
        """Who said so, and for how long: "Anna Brandt says so, until Thu 10 Dec"."""
        return f"{self.by} says so{self.limits.ending}"

    @property
    def sides_done(self):
        """The sides that may be done, in order; None where it does not restrict them."""
        first = self.first_side or OTHER_SIDE.get(self.paused_side)
        return first and [side for side in (first, OTHER_SIDE[first]) if side != self.paused_side]

    @property
    def said(self):
        """The lock as one sentence: "Anna said: right only, never over 8 kg, until Thu 10 Dec."."""
        return f"{self.by} said: {self.words}{self.limits.ending}."

    def allowed(self, sizes):
        """Which of these weights (kg) it allows, the lightest first."""
        return [kg for kg in sizes if self.most_kg is None or kg <= self.most_kg]

    def bind(self, row, owned=()):
        """Changes a WorkoutExercise that the user added, so that it obeys the lock; `owned` are weights in kg."""
        if self.sides:
            row.first_side, row.paused_side = self.sides_done[0], self.paused_side or ""
        if row.load_kg is not None and self.most_kg is not None:
            row.load_kg = within(row.load_kg, owned, self.limits)
        if row.band is not None and self.most_band is not None:
            row.band = min(row.band, self.most_band)
        row.stop_from, row.reason = self.limits.stop_from, self.said

    @property
    def limits(self):
        """The lock as a value for the coach's rules."""
        most = Decimal(self.most_band) if self.most_band else self.most_kg
        return Limits(self.by, most, self.stop_from or STOP_FROM, self.until)


class EasierWeekQuerySet(models.QuerySet):
    """Easier weeks."""

    def start(self, user, today):
        """Makes the user's week of `today` an easier one, unless it is one already."""
        self.get_or_create(user=user, since=schedule.first_day(today, user.first_weekday))

    def stop(self, user, today):
        """Makes the user's week of `today` an ordinary one again."""
        self.filter(user=user, since__gt=today - timedelta(days=7), since__lte=today).delete()


class EasierWeek(models.Model):
    """A week in which the user wants to do less: fewer sets, for seven days from `since`."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="easier_weeks", db_index=False)
    since = models.DateField()

    objects = EasierWeekQuerySet.as_manager()

    class Meta:
        verbose_name = "easier week"
        ordering = ["since"]
        constraints = [models.UniqueConstraint(fields=["user", "since"], name="easier_week_once")]

    def __str__(self):
        return f"Easier week from {self.since}"

    @property
    def until(self):
        """Its last day."""
        return self.since + timedelta(days=6)

    def covers(self, day):
        """Whether this date is in it."""
        return self.since <= day <= self.until


class GoAhead(models.Model):
    """The user's word about an exercise that hurt, on a day: it was looked at, or they take it up again knowingly.

    What follows from it: rules/coaching/pain.py and stepping_back.py."""

    class Kind(models.TextChoices):
        LOOKED_AT = "looked-at", "It was looked at"
        TAKEN_UP = "taken-up", "Taken up again"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="go_aheads", db_index=False)
    exercise = ExerciseKey(Exercise, models.CASCADE, related_name="+")
    day = models.DateField()
    kind = models.CharField(max_length=9, choices=Kind)

    class Meta:
        verbose_name = "go-ahead after pain"
        verbose_name_plural = "go-aheads after pain"
        ordering = ["day", "exercise__slug", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["user", "exercise", "day", "kind"], name="go_ahead_once"),
            models.CheckConstraint(
                condition=Q(kind__in=["looked-at", "taken-up"]),
                name="go_ahead_kind",
                violation_error_message="Looked at, or taken up again.",
            ),
        ]

    def __str__(self):
        return f"{self.exercise}: {self.get_kind_display()}"


@prepared
def slugs_of_kit(user):
    """The slugs of each thing that the user has at home and of one that it replaces."""
    return Kit.objects.filter(user=user).order_by().values_list("equipment__slug", "equipment__replaces__slug")


@prepared
def kit_of(user):
    """The things that the user has at home, with their equipment, in order."""
    return Kit.objects.filter(user=user).select_related("equipment")


@prepared
def weights_of(user):
    """The keys of the equipment that the user has a weight of."""
    return Kit.objects.filter(user=user).exclude(kg=None).order_by().values_list("equipment", flat=True)


@prepared
def wishes_of(user):
    """The user's wishes for exercises."""
    return ExerciseWish.objects.filter(user=user).order_by()


@prepared
def locks_of(user, today):
    """The user's locks that apply today."""
    return Lock.objects.filter(user=user).in_force(today).order_by()


@prepared
def easier_weeks_of(user):
    """The user's easier weeks, in order."""
    return EasierWeek.objects.filter(user=user)


@prepared
def go_aheads_of(user, exercises, last):
    """The user's GoAheads about these exercises up to that day, in order."""
    return GoAhead.objects.filter(user=user, exercise__in=exercises, day__lte=last).order_by("day")
