"""What rows of several apps can do: be deleted so that it can be undone (housekeeping removes them for good later), and
take over versions that arrive in any number and any order."""

from django.db import models

from glutes.rules.versions import NEVER, Stamp


class KeptQuerySet(models.QuerySet):
    """Rows with a `deleted_at`, null until they are deleted."""

    def kept(self):
        """Those not deleted."""
        return self.filter(deleted_at=None)

    def discarded(self):
        """Those deleted, which an undo brings back."""
        return self.exclude(deleted_at=None)


class KeptManager(models.Manager.from_queryset(KeptQuerySet)):
    """Rows without the deleted ones, which only an undo, or the second of two taps, looks for."""

    def get_queryset(self):
        return self.with_deleted().kept()

    def with_deleted(self):
        """All rows of the table, deleted ones too, whichever manager it is called on."""
        return super().get_queryset()


class Discardable(models.Model):
    """A row that can be deleted undoably. Its `objects` should be a KeptManager, or made from a KeptQuerySet.

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


class Versioned(models.Model):
    """A row that takes its versions over field by field.

    Each key of `CLOCKS` is a column that dates the fields in its value: it holds the moment of the newest version of
    any of them. `stamps` holds the Stamp of every field whose own newest version is another one. Versions are taken
    over while the user is locked, so that none is lost.
    """

    CLOCKS = {}

    stamps = models.JSONField(
        default=dict, blank=True, help_text="When a field was said last, where not in the newest version."
    )

    class Meta:
        abstract = True

    def take(self, stamp, said, clock="logged_at"):
        """Takes over what a version says, except where something newer or equal was said. Does not save.

        Args: its Stamp; what it says, as {field: {column: value}}; the clock of these fields.
        """
        known = {field: self.stamp_of(field, clock) for field in self.CLOCKS[clock]}
        for field, columns in said.items():
            if stamp > known[field]:
                known[field] = stamp
                for name, value in columns.items():
                    setattr(self, name, value)
        newest = max(getattr(self, clock) or NEVER, stamp.at)
        setattr(self, clock, newest)
        apart = {field: str(one) for field, one in known.items() if one != Stamp.of(newest)}
        self.stamps = {key: text for key, text in self.stamps.items() if key not in known} | apart

    def stamp_of(self, field, clock="logged_at"):
        """The Stamp of what was said last of a field."""
        return Stamp.read(self.stamps[field]) if field in self.stamps else Stamp.of(getattr(self, clock) or NEVER)
