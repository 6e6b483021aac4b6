"""What a physio set for an exercise, which overrules the coach and the user."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q

from glutes.columns import LoadColumn
from glutes.exercises.models import Exercise
from glutes.kit.models.wish import ExerciseWish, SidesChosen
from glutes.prepared import prepared
from glutes.rules.coaching.limits import Limits, within
from glutes.rules.coaching.sessions import OTHER_SIDE, STOP_FROM
from glutes.rules.most import MOST_BAND
from glutes.rules.units import MOST_KG, show_load


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


@prepared
def locks_of(user, today):
    """The user's locks that apply today."""
    return Lock.objects.filter(user=user).in_force(today).order_by()
