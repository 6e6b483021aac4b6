"""What all rows of the catalogue have in common."""

from django.db import models


class CatalogueQuerySet(models.QuerySet):
    """Rows of the catalogue. The fixtures know them by their slug."""

    def current(self):
        """The rows that the fixtures still hold; the others are retired, never deleted."""
        return self.filter(retired_at=None)
