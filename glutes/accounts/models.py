"""Who trains: a guest or a member, how they like things shown, and what they have at home."""

import zoneinfo
from contextlib import contextmanager
from datetime import UTC, timedelta
from decimal import Decimal

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import Q, Value
from django.db.models.functions import Coalesce, Lower
from django.db.models.lookups import Exact
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.text import get_text_list

from glutes.exercises.models import Equipment, Exercise
from glutes.rules.coaching.sessions import OTHER_SIDE
from glutes.rules.units import show_load
from glutes.rules.week import schedule


def validate_time_zone(name):
    """Raises ValidationError unless the name is one of the IANA time zones."""
    if name not in zoneinfo.available_timezones():
        raise ValidationError("That time zone is not known; pick one from the list.")


class UserManager(BaseUserManager):
    def get_by_natural_key(self, username):
        """Whoever has this name, however its letters are cased: phones like to begin with a capital."""
        return self.get(Exact(Lower("username"), Lower(Value(username))))

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
        validators=[UnicodeUsernameValidator(message="A name has letters, digits and @ . + - _ only, and no spaces.")],
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
    clash_warnings = models.BooleanField(default=True)
    easier_every = models.PositiveSmallIntegerField(
        "offer an easier week every", choices=[(weeks, f"{weeks} weeks") for weeks in range(4, 9)], default=6
    )

    objects = UserManager()
    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("username"), name="user_name_once", violation_error_message="That name is taken."
            ),
            models.CheckConstraint(
                condition=Q(easier_every__range=(4, 8)),
                name="user_easier_every_4_to_8",
                violation_error_message="An easier week comes every 4 to 8 weeks.",
            ),
        ]

    def __str__(self):
        return "Guest" if self.is_guest else self.username

    @property
    def zone(self):
        """The user's time zone; UTC when a newer system no longer knows the one that was stored."""
        try:
            return zoneinfo.ZoneInfo(self.time_zone)
        except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
            return UTC

    @contextmanager
    def locked(self):
        """A transaction in which nothing else is written for this user: what every write is wrapped in.

            with request.user.locked():
                form = RaceForm(request.POST, request.user)
                if form.is_valid():
                    form.save()

        A second tap waits here, and then validates against what the first one wrote. Raises User.DoesNotExist when
        the account was deleted meanwhile.
        """
        with transaction.atomic():
            User.objects.select_for_update().only("pk").get(pk=self.pk)
            yield

    def local_date(self, now=None):
        """The date it is for the user at `now` (an aware datetime; default: this moment)."""
        return timezone.localdate(now, self.zone)

    def wish(self, exercise, as_written, sides):
        """Wants an exercise done like this from now on; a wish for nothing special leaves no row."""
        if as_written or sides:
            self.wishes.update_or_create(exercise=exercise, defaults={"as_written": as_written, "sides": sides})
        else:
            self.wishes.filter(exercise=exercise).delete()

    def ease(self, today, easier):
        """Makes the week of this day an easier one, or not after all."""
        since = schedule.first_day(today, self.first_weekday)
        if easier:
            EasierWeek.objects.bulk_create([EasierWeek(user=self, since=since)], ignore_conflicts=True)
        else:
            self.easier_weeks.filter(since__gt=today - timedelta(days=7), since__lte=today).delete()

    def keep_equipment(self, chosen):
        """Owns exactly these kinds of equipment from now on; returns the rows that had to go, weights and all."""
        gone = list(self.kit.exclude(equipment__in=chosen).select_related("equipment"))
        self.kit.filter(pk__in=[kit.pk for kit in gone]).delete()
        owned = set(self.kit.values_list("equipment", flat=True))
        self.kit.bulk_create(Kit(user=self, equipment=one) for one in chosen if one.pk not in owned)
        return gone

    @classmethod
    def ownerships(cls):
        """Every foreign key to a user, those without a way back from the user included: all that anybody owns."""
        relations = cls._meta.get_fields(include_hidden=True)
        return [relation.field for relation in relations if relation.one_to_many or relation.one_to_one]

    def belongings(self):
        """What the user would miss, in words: "3 workouts and 1 thing at home"; nothing if nothing.

        That is the rows reached by a name from the user, as in `user.workouts`; not their parts, nor what was deleted.
        """
        counted = []
        for field in self.ownerships():
            meta = field.model._meta
            rows = field.model._base_manager.filter(**{field.name: self})
            if any(other.name == "deleted_at" for other in meta.fields):
                rows = rows.filter(deleted_at=None)
            if not field.remote_field.hidden and (count := rows.count()):
                counted.append(f"{count} {meta.verbose_name if count == 1 else meta.verbose_name_plural}")
        return get_text_list(counted, "and")

    @transaction.atomic
    def take_over(self, guest):
        """Moves all that the guest owns to this user and deletes the guest; of what both have, this user's stays."""
        for field in self.ownerships():
            rows = field.model._base_manager.filter(**{field.name: guest})
            if not moved(rows, field.name, self):
                for pk in list(rows.values_list("pk", flat=True)):
                    moved(rows.filter(pk=pk), field.name, self)
        guest.delete()


def moved(rows, name, user):
    """Whether the rows could be given to the user all together."""
    try:
        with transaction.atomic():
            rows.update(**{name: user})
    except IntegrityError:
        return False
    return True


class Kit(models.Model):
    """One thing the user has at home: a mat, a kettlebell of 12 kg, a band of strength 3."""

    class Strength(models.IntegerChoices):
        VERY_LIGHT = 1, "1 – very light"
        LIGHT = 2, "2 – light"
        MEDIUM = 3, "3 – medium"
        STRONG = 4, "4 – strong"
        VERY_STRONG = 5, "5 – very strong"

    user = models.ForeignKey(User, models.CASCADE, related_name="kit")
    equipment = models.ForeignKey(Equipment, models.CASCADE, related_name="+")
    label = models.CharField(max_length=40, blank=True, help_text="What the user calls it: the blue one.")
    kg = models.DecimalField(max_digits=7, decimal_places=3, null=True, blank=True)
    band = models.PositiveSmallIntegerField(choices=Strength, null=True, blank=True)

    class Meta:
        verbose_name = "thing at home"
        verbose_name_plural = "things at home"
        ordering = ["equipment__position", "equipment__slug", "kg", "band", "pk"]
        constraints = [
            models.UniqueConstraint(
                "user",
                "equipment",
                Coalesce("kg", Decimal(-1)),
                Coalesce("band", 0),
                "label",
                name="kit_once",
                violation_error_message="You have that one already.",
            ),
            models.CheckConstraint(
                condition=Q(kg=None) | Q(band=None, kg__gt=0, kg__lte=500),
                name="kit_kg_sane",
                violation_error_message="A weight is more than 0 and at most 500 kg.",
            ),
            models.CheckConstraint(
                condition=Q(band=None) | Q(band__range=(1, 5)),
                name="kit_band_1_to_5",
                violation_error_message="A band's strength is 1 to 5.",
            ),
        ]

    def __str__(self):
        return " ".join(part for part in (str(self.equipment), self.size, self.label) if part)

    @property
    def size(self):
        """How heavy or how strong it is, as the user reads it: "12.5 kg", "3 – medium"; nothing where nobody said."""
        unit = self.user.units
        return f"{show_load(self.kg, unit)} {unit}" if self.kg else self.get_band_display() or ""


class ExerciseWish(models.Model):
    """How the user wants one exercise done, whatever the coach would say: as the routine has it, or its sides so."""

    class Sides(models.TextChoices):
        NONE = "", "The weaker side first"
        LEFT_FIRST = "left-first", "Left always first"
        RIGHT_FIRST = "right-first", "Right always first"
        LEFT_ONLY = "left-only", "Only left: right pauses"
        RIGHT_ONLY = "right-only", "Only right: left pauses"

    user = models.ForeignKey(User, models.CASCADE, related_name="wishes")
    exercise = models.ForeignKey(Exercise, models.CASCADE, related_name="+")
    as_written = models.BooleanField("Keep it as my routine says", default=False)
    sides = models.CharField("Left and right", max_length=11, choices=Sides, blank=True)

    class Meta:
        verbose_name = "wish for an exercise"
        verbose_name_plural = "wishes for exercises"
        ordering = ["exercise__slug"]
        constraints = [
            models.UniqueConstraint(fields=["user", "exercise"], name="exercise_wish_once"),
            models.CheckConstraint(
                condition=Q(sides__in=["", "left-first", "right-first", "left-only", "right-only"]),
                name="exercise_wish_sides",
                violation_error_message="Left first, right first, only left or only right.",
            ),
        ]

    def __str__(self):
        words = ["As your routine says"] if self.as_written else []
        return ", ".join([*words, self.get_sides_display()] if self.sides else words)

    @property
    def first_side(self):
        """The side that always goes first, or None."""
        side, _, how = self.sides.partition("-")
        return side if how == "first" else None

    @property
    def paused_side(self):
        """The side that pauses, or None."""
        side, _, how = self.sides.partition("-")
        return OTHER_SIDE[side] if how == "only" else None


class EasierWeek(models.Model):
    """A week in which the user wants to do less: fewer sets, for seven days from `since`."""

    user = models.ForeignKey(User, models.CASCADE, related_name="easier_weeks")
    since = models.DateField()

    class Meta:
        verbose_name = "easier week"
        ordering = ["since"]
        constraints = [models.UniqueConstraint(fields=["user", "since"], name="easier_week_once")]

    def __str__(self):
        return f"Easier week from {self.since}"

    def covers(self, day):
        """Whether the day lies in it."""
        return self.since <= day < self.since + timedelta(days=7)
