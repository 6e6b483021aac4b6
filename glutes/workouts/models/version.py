"""Rows of which any number of versions may arrive, in any order (rules/versions.py)."""

from django.db import models

from glutes.rules.versions import NEVER, Stamp


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
