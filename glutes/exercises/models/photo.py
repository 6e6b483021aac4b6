"""Photos of users' own exercises."""

from django.db import models


class Photo(models.Model):
    """The photo of a user's own exercise, as glutes/exercises/photos.py makes it small.

    In the database, so that every backup and every web process has it; in a table of its own, so that only the page of
    the photo itself reads it.
    """

    exercise = models.OneToOneField("Exercise", models.CASCADE, related_name="+")
    jpeg = models.BinaryField()

    def __str__(self):
        return f"Photo of {self.exercise}"
