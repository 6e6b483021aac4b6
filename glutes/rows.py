"""Abstract models of several apps: rows whose deletion can be undone, and rows that merge versions, which may
arrive in any order and more than once. `tidy` removes deleted rows for good later."""

from functools import cache

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


@cache
def query_of_kept(queryset, model):
    """The query for the rows of a model that were not deleted. `queryset`: KeptQuerySet, or a class made from it."""
    return queryset(model).kept().query


class KeptManager(models.Manager.from_queryset(KeptQuerySet)):
    """Leaves out deleted rows: only an undo and the second of two taps look for those."""

    def get_queryset(self):
        kept = self.with_deleted()
        kept.query = query_of_kept(type(kept), self.model).chain()  # A copy, in a tenth of the time.
        return kept

    def with_deleted(self):
        """All rows, deleted ones too."""
        return super().get_queryset()


class Discardable(models.Model):
    """A row whose deletion can be undone. Its `objects` should be a KeptManager, or made from a KeptQuerySet.

    `at` is the moment of the deletion or its undo. Workout, which is Versioned too, compares it with the moments of its
    versions; other rows simply take the last call.
    """

    deleted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    def discard(self, at):
        """Deletes it. A row that is deleted already keeps the moment of its deletion."""
        if not self.deleted_at:
            self.deleted_at = at
            self.save(update_fields=["deleted_at"])

    def restore(self, at):
        """Undoes its deletion."""
        self.deleted_at = None
        self.save(update_fields=["deleted_at"])


class Versioned(models.Model):
    """A row that merges its versions field by field (rules/versions.py).

    `CLOCKS`: {name of a column with a moment: the fields that it dates}. The column has the moment of the newest
    version of any of these fields. If the newest version of one of them is older, the Stamp of that version is in
    `stamps`.

    Call the methods while the user is locked, so that no version is lost.
    """

    CLOCKS = {}

    stamps = models.JSONField(
        default=dict, blank=True, help_text="When a field was said last, where not in the newest version."
    )

    class Meta:
        abstract = True

    def take(self, stamp, said, clock="logged_at"):
        """Sets the fields of a version, except those that have a newer or equal version. Does not save.

        Args: the Stamp of the version; its fields, as {field: {column: value}}; the key of CLOCKS that dates them.
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
        """The Stamp of the newest version of a field."""
        return Stamp.read(self.stamps[field]) if field in self.stamps else Stamp.of(getattr(self, clock) or NEVER)
