"""How users want an exercise done, which overrules the coach."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from glutes.exercises.models import Exercise, ExerciseKey
from glutes.prepared import prepared
from glutes.rules.coaching.sessions import OTHER_SIDE


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


@prepared
def wishes_of(user):
    """The user's wishes for exercises."""
    return ExerciseWish.objects.filter(user=user).order_by()
