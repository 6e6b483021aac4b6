"""Imports: the file, the state, and the workouts that came with it, so that it can be undone."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from glutes.workouts.models import Workout

STILL_FOR = timedelta(seconds=60)
"""Ours: an import without progress for so long was interrupted."""


WAITS_FOR = timedelta(days=7)
"""Ours: how long a file is kept that nobody imports."""


class TakenOverError(Exception):
    """Somebody began the import again or undid it while it was running, since it seemed to have stopped."""


class ImportQuerySet(models.QuerySet):
    def never_brought(self, now):
        """Those with a preview that were not imported within WAITS_FOR."""
        return self.filter(state=Import.State.LOOKED_AT, created_at__lt=now - WAITS_FOR)


class Import(models.Model):
    """One uploaded file: first previewed, then stored workout by workout, perhaps undone.

    `look`: the content of the preview. `choices`: the answers given there. `made`: what it made besides workouts:
    `rows` {key of a section: [keys]}, `marks` their hashes, `named` {name or slug in the file: key of the exercise of
    the user's own that it made for it}, `merged` the number of older rows that it changed, `fresh` whether settings
    came along, and, once undone, how many of the rows `stayed`.
    """

    class State(models.TextChoices):
        LOOKED_AT = "looked-at", "Not brought in yet"
        COMING_IN = "coming-in", "Coming in"
        IN = "in", "Brought in"
        UNDONE = "undone", "Undone"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="imports")
    name = models.CharField(max_length=100, help_text="What the file was called.")
    kind = models.CharField(max_length=20, help_text="The key of its dialect; document: our own JSON.")
    how = models.JSONField(default=dict, help_text="How to read it: delimiter, header, encoding.")
    matched = models.JSONField(default=dict, help_text="Which column is which, as somebody said.")
    look = models.JSONField(default=dict)
    choices = models.JSONField(default=dict)
    made = models.JSONField(default=dict)
    state = models.CharField(max_length=9, choices=State, default=State.LOOKED_AT)
    done = models.PositiveIntegerField(default=0, help_text="Workouts looked after so far.")
    workouts = models.PositiveIntegerField(default=0, help_text="Workouts that came in.")
    sets = models.FloatField(default=0, help_text="Sets that came in; one side alone is half.")
    created_at = models.DateTimeField(auto_now_add=True)
    moved_at = models.DateTimeField(null=True, blank=True, help_text="When it last got on.")

    objects = ImportQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("exchange:import_detail", args=[self.pk])

    @property
    def is_broken_off(self):
        """Whether it was running and made no progress for STILL_FOR, because the site was stopped."""
        return self.state == self.State.COMING_IN and self.moved_at < timezone.now() - STILL_FOR

    def get_on(self, *fields):
        """Saves these fields of a running import, and the present moment as that of its last progress (`moved_at`). The
        user must be locked.

        Raises TakenOverError if somebody began it again or undid it since it last got on.
        """
        before, self.moved_at = self.moved_at, timezone.now()
        values = {field: getattr(self, field) for field in (*fields, "moved_at")}
        running = Import.objects.filter(pk=self.pk, state=self.State.COMING_IN, moved_at=before)
        if not running.update(**values):
            raise TakenOverError


class ImportFile(models.Model):
    """The file of an import, packed (gzip), until it is in. In the database, so that every web process has it."""

    of = models.OneToOneField(Import, models.CASCADE, related_name="file")
    packed = models.BinaryField()

    def __str__(self):
        return f"File {self.of}"


class ImportedWorkout(models.Model):
    """A workout that came with an import. It is unchanged as long as its `touched_at` equals this one."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    of = models.ForeignKey(Import, models.CASCADE, related_name="brought")
    workout = models.OneToOneField(Workout, models.CASCADE, related_name="+")
    touched_at = models.DateTimeField()

    def __str__(self):
        return f"{self.workout}, {self.of}"
