"""Who trains: a guest or a member, how they like things shown, and what they have at home."""

import zoneinfo
from decimal import Decimal

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.crypto import get_random_string


def validate_time_zone(name):
    """Raises ValidationError unless the name is one of the IANA time zones."""
    if name not in zoneinfo.available_timezones():
        raise ValidationError("That time zone is not known; pick one from the list.")


class UserManager(BaseUserManager):
    def create_user(self, username, password, **fields):
        """A member: somebody who can log in again."""
        user = self.model(username=self.model.normalize_username(username), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_guest(self, **fields):
        """Somebody who just started; known by this browser's session alone until they sign up."""
        return self.create_user(f"guest-{get_random_string(12).lower()}", None, is_guest=True, **fields)


class User(AbstractBaseUser):
    class Units(models.TextChoices):
        KG = "kg", "Kilograms"
        LB = "lb", "Pounds"

    class Weekday(models.IntegerChoices):
        MONDAY = 0, "Monday"
        SATURDAY = 5, "Saturday"
        SUNDAY = 6, "Sunday"

    username = models.CharField(
        max_length=60,
        unique=True,
        validators=[UnicodeUsernameValidator()],
        error_messages={"unique": "That name is taken."},
    )
    email = models.EmailField(blank=True)
    is_guest = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)
    units = models.CharField("weights in", max_length=2, choices=Units, default=Units.KG)
    time_zone = models.CharField(max_length=64, default="UTC", validators=[validate_time_zone])
    first_weekday = models.PositiveSmallIntegerField("the week begins on", choices=Weekday, default=Weekday.MONDAY)
    coaching = models.BooleanField(default=True)

    objects = UserManager()
    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"

    def __str__(self):
        return "Guest" if self.is_guest else self.username


class Kit(models.Model):
    """One thing the user has at home: a mat, a 12 kg kettlebell, a band of strength 3."""

    user = models.ForeignKey(User, models.CASCADE, related_name="kit")
    equipment = models.ForeignKey("exercises.Equipment", models.CASCADE)
    label = models.CharField(max_length=40, blank=True)
    kg = models.DecimalField(max_digits=7, decimal_places=3, null=True, blank=True)
    band = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["equipment__position", "kg", "band"]
        constraints = [
            models.UniqueConstraint(
                "user",
                "equipment",
                Coalesce("kg", Decimal(0)),
                Coalesce("band", 0),
                name="kit_once",
                violation_error_message="You have that one already.",
            ),
            models.CheckConstraint(
                condition=models.Q(kg=None) | models.Q(kg__gt=0, kg__lte=500),
                name="kit_kg_sane",
                violation_error_message="A weight is more than 0 and at most 500 kg.",
            ),
            models.CheckConstraint(
                condition=models.Q(band=None) | models.Q(band__range=(1, 5)),
                name="kit_band_1_to_5",
                violation_error_message="A band's strength is 1 to 5.",
            ),
        ]

    def __str__(self):
        return self.label or str(self.equipment)
