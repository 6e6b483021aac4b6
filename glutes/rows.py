"""What rows of several apps can do: be deleted so that it can be undone. Housekeeping removes them for good later."""

from django.db import models


class KeptQuerySet(models.QuerySet):
    """Rows with a `deleted_at`, null until they are deleted."""

    def kept(self):
        """Those not deleted."""
        return self.filter(deleted_at=None)

    def discarded(self):
        """Those deleted, which an undo brings back."""
        return self.exclude(deleted_at=None)


class Discardable(models.Model):
    """A row that can be deleted undoably. Its `objects` should be made from a KeptQuerySet.

    `at` is the moment of the deletion or of its undo. A row that takes versions, in any order, compares it with theirs
    (Workout); for any other the latest word counts.
    """

    deleted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    def discard(self, at):
        """Delete it. One that is deleted already stays as it is."""
        if not self.deleted_at:
            self.deleted_at = at
            self.save(update_fields=["deleted_at"])

    def restore(self, at):
        """Undo its deletion."""
        self.deleted_at = None
        self.save(update_fields=["deleted_at"])
