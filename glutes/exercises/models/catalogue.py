"""What all rows of the catalogue have in common."""

from django.db import models


class CatalogueQuerySet(models.QuerySet):
    """Rows of the catalogue. Fixtures refer to them by slug."""

    def current(self):
        """Rows that are still in the fixtures; others are retired, never deleted."""
        return self.filter(retired_at=None)
