"""Time off."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from glutes.plan.models.span import Span
from glutes.prepared import prepared


class Pause(Span):
    """A holiday or an illness: no session is expected."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="pauses", db_index=False)

    class Meta:
        verbose_name, verbose_name_plural = "stretch of time off", "stretches of time off"
        ordering = ["since", "pk"]
        indexes = [models.Index(fields=["user", "since"], name="pause_user_since")]
        constraints = [
            *Span.Meta.constraints,
            models.UniqueConstraint(
                fields=["user", "since"],
                condition=Q(deleted_at=None),
                name="pause_once",
                violation_error_message="You already have time off from that day.",
            ),
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(until=None, deleted_at=None),
                name="pause_one_open",
                violation_error_message="Your time off has no end yet: end it first.",
            ),
        ]

    def __str__(self):
        return f"Pause from {self.since}"


@prepared
def pauses_of(user):
    """The user's pauses."""
    return Pause.objects.filter(user=user)
