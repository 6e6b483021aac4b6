"""Photos of users' own exercises."""

from django.db import models


class Photo(models.Model):
    """The photo of a user's own exercise, made small by glutes/exercises/photos.py.

    It is in the database so that every backup and every web process has it, and in a table of its own so that only the
    view of the photo reads it.
    """

    exercise = models.OneToOneField("Exercise", models.CASCADE, related_name="+")
    jpeg = models.BinaryField()

    def __str__(self):
        return f"Photo of {self.exercise}"
