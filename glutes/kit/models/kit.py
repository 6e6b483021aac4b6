"""What users have at home."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from glutes.columns import LoadColumn
from glutes.exercises.models import Equipment
from glutes.exercises.models.equipment import at_home
from glutes.prepared import prepared
from glutes.rows import Discardable, KeptManager, KeptQuerySet
from glutes.rules.most import MOST_BAND
from glutes.rules.units import MOST_KG, show_load


class KitQuerySet(KeptQuerySet):
    """Things at home."""

    def like(self, kit):
        """The stored row of the same user with the same values; None if there is none."""
        fields = {field.name: getattr(kit, field.name) for field in kit._meta.fields if not field.primary_key}
        return self.filter(**fields).first()

    def keep(self, user, equipment):
        """Makes these exactly the kinds of equipment that the user has. Returns the rows that were deleted."""
        gone = list(self.filter(user=user).exclude(equipment__in=equipment).select_related("equipment"))
        self.filter(pk__in=[kit.pk for kit in gone]).update(deleted_at=timezone.now())
        owned = set(self.filter(user=user).values_list("equipment", flat=True))
        self.bulk_create(Kit(user=user, equipment=one) for one in equipment if one.pk not in owned)
        return gone


class KitManager(KeptManager.from_queryset(KitQuerySet)):
    def said(self):
        """The slugs of the equipment that the things of one user (`user.kit`) are or replace, as a set."""
        return {slug for pair in slugs_of_kit(self.instance.pk) for slug in pair} - {None}

    def there(self):
        """What is `said`, and what every home has, as ladders.is_there has it; None if the user has not said any."""
        slugs = self.said()
        return slugs | at_home() if slugs else None


class Kit(Discardable):
    """One thing the user has at home: a mat, a kettlebell of 12 kg, a band of strength 3."""

    class Band(models.IntegerChoices):
        VERY_LIGHT = 1, "1 – very light"
        LIGHT = 2, "2 – light"
        MEDIUM = 3, "3 – medium"
        STRONG = 4, "4 – strong"
        VERY_STRONG = 5, "5 – very strong"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="kit")
    equipment = models.ForeignKey(Equipment, models.CASCADE, related_name="+")
    label = models.CharField(max_length=40, blank=True, help_text="What the user calls it: the blue one.")
    kg = LoadColumn()
    band = models.PositiveSmallIntegerField(choices=Band, null=True, blank=True)

    objects = KitManager()

    class Meta:
        verbose_name = "piece of kit"
        verbose_name_plural = "pieces of kit"
        ordering = ["equipment__position", "equipment__slug", "kg", "band", "pk"]
        constraints = [
            models.UniqueConstraint(
                "user",
                "equipment",
                Coalesce("kg", Decimal(-1)),
                Coalesce("band", 0),
                "label",
                condition=Q(deleted_at=None),
                name="kit_once",
                violation_error_message="You have that one already.",
            ),
            models.CheckConstraint(
                condition=Q(kg=None) | Q(band=None, kg__gt=0, kg__lte=MOST_KG),
                name="kit_kg_sane",
                violation_error_message="Weight: more than 0, and 500 kg at most.",
            ),
            models.CheckConstraint(
                condition=Q(band=None) | Q(band__range=(1, MOST_BAND)),
                name="kit_band_1_to_5",
                violation_error_message="A band’s strength is 1 to 5.",
            ),
        ]

    def __str__(self):
        return " ".join(part for part in (str(self.equipment), self.size, self.label) if part)

    def put_back(self):
        """Undoes its deletion, and that of all that was deleted with it, except what the user has again by now. Returns
        the rows that are back."""
        together = Kit.objects.with_deleted().filter(user=self.user_id).exclude(deleted_at=None)
        gone = list(together.filter(deleted_at=self.deleted_at).select_related("equipment"))
        for kit in gone:
            kit.deleted_at = None
        back = [kit for kit in gone if not Kit.objects.like(kit)]
        for kit in back:
            kit.restore(timezone.now())
        return back

    @property
    def size(self):
        """Its weight or strength: "12.5 kg", "35 lb", "3 – medium"; "" if the user did not say."""
        return show_load(self.kg) if self.kg else self.get_band_display() or ""


@prepared
def slugs_of_kit(user):
    """The slugs of each thing that the user has at home and of one that it replaces."""
    return Kit.objects.filter(user=user).order_by().values_list("equipment__slug", "equipment__replaces__slug")


@prepared
def kit_of(user):
    """The things that the user has at home, with their equipment, in order."""
    return Kit.objects.filter(user=user).select_related("equipment")


@prepared
def weights_of(user):
    """The keys of the equipment that the user has a weight of."""
    return Kit.objects.filter(user=user).exclude(kg=None).order_by().values_list("equipment", flat=True)
