"""A guest or a member: preferences, what they own, and the lock that every write takes (`User.locked`)."""

import threading
import unicodedata
import zoneinfo
from contextlib import contextmanager, suppress
from datetime import UTC, timedelta

from django.apps import apps
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.db import IntegrityError, OperationalError, connection, models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.text import get_text_list

from glutes.accounts.devices import device_of
from glutes.accounts.models.device import Device
from glutes.prepared import prepared


def validate_time_zone(name):
    """Raises ValidationError unless the name is one of the IANA time zones."""
    if name not in zoneinfo.available_timezones():
        raise ValidationError("We don’t know that time zone: pick one from the list.")


def folded(name):
    """A name without its case, to compare it; the same in every script and on every database (Unicode, NFKC)."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())


def seconds(*lengths):
    """The choices of a field of seconds: pairs of a number and its words; 0 is shown as “None”."""
    return [(length, f"{length} s" if length else "None") for length in lengths]


MAKING_WAY = ("exercises.Exercise",)
"""The models whose class method `make_way` is called before rows of theirs go from a guest to a user who may have the
same ones."""

TURN = threading.RLock()


@contextmanager
def in_turn():
    """On SQLite, makes writers of one process wait in line: it takes one at a time, and others would have to retry.

    Raises OperationalError, as SQLite itself does, for whoever has waited as long as SQLite would let them.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
    elif TURN.acquire(timeout=connection.settings_dict["OPTIONS"]["timeout"]):
        try:
            yield
        finally:
            TURN.release()
    else:
        raise OperationalError("database is locked")


class UserManager(BaseUserManager):
    def get(self, *args, **filters):
        """One user, as Django's own method finds it, or raises User.DoesNotExist. By a key, as on every page, with a
        prepared query."""
        if args or filters.keys() != {"pk"} or not isinstance(filters["pk"], int):
            return super().get(*args, **filters)
        for user in user_of(filters["pk"]):
            return user
        raise self.model.DoesNotExist

    def get_by_natural_key(self, username):
        """The user with this name in any case: phones often begin it with a capital."""
        return self.get(name_folded=folded(username))

    def create_user(self, username, password, **fields):
        """Makes and returns a member, who logs in with a name and a password."""
        user = self.model(username=self.model.normalize_username(username), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_guest(self, **fields):
        """Makes and returns a guest, who has no password: only the session of their browser knows them."""
        return self.create_user(f"guest-{get_random_string(12).lower()}", None, is_guest=True, **fields)


class User(AbstractBaseUser):
    """A guest or a member, with their preferences."""

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
    name_folded = models.CharField(max_length=180, unique=True, editable=False)
    email = models.EmailField(blank=True)
    email_at = models.DateTimeField(null=True, editable=False)
    """When the address was confirmed or removed. None: it was only typed, and nothing is sent to it."""
    is_guest = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)
    units = models.CharField("weights in", max_length=2, choices=Units, default=Units.KG)
    time_zone = models.CharField(max_length=64, default="UTC", validators=[validate_time_zone])
    first_weekday = models.PositiveSmallIntegerField("the week begins on", choices=Weekday, default=Weekday.MONDAY)
    day_begins = models.PositiveSmallIntegerField(
        "the day begins at",
        choices=[(0, "Midnight"), *((hour, f"{hour:02}:00") for hour in range(1, 7))],
        default=0,
        help_text="What you do before that hour counts for the day before.",
    )
    coaching = models.BooleanField(default=True)
    clash_warnings = models.BooleanField(default=True)
    easier_every = models.PositiveSmallIntegerField(
        "offer an easier week every", choices=[(weeks, f"{weeks} weeks") for weeks in range(4, 9)], default=6
    )
    get_ready_s = models.PositiveSmallIntegerField(
        "Get ready for a hold", choices=seconds(0, 3, 5, 8, 10, 15), default=5
    )
    change_over_s = models.PositiveSmallIntegerField(
        "Change over, in circuits and between sides", choices=seconds(0, 3, 5, 8, 10, 15), default=8
    )
    side_rest_s = models.PositiveSmallIntegerField(
        "Rest between sides", choices=seconds(0, 10, 15, 20, 30, 45, 60), default=0
    )

    objects = UserManager()
    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["email"],
                condition=Q(email_at__isnull=False) & ~Q(email=""),
                name="user_email_once",
                violation_error_message="That address belongs to another account here.",
            ),
            models.CheckConstraint(
                condition=Q(day_begins__range=(0, 6)),
                name="user_day_begins_0_to_6",
                violation_error_message="The day begins between midnight and 06:00.",
            ),
            models.CheckConstraint(
                condition=Q(easier_every__range=(4, 8)),
                name="user_easier_every_4_to_8",
                violation_error_message="An easier week comes every 4 to 8 weeks.",
            ),
            models.CheckConstraint(
                condition=Q(get_ready_s__lte=15, change_over_s__lte=15, side_rest_s__lte=60),
                name="user_timers_in_range",
                violation_error_message="Get ready and change over: 0 to 15 seconds. Rest between sides: 0 to 60.",
            ),
        ]

    def __str__(self):
        return "Guest" if self.is_guest else self.username

    def save(self, *args, update_fields=None, **options):
        """Saves. Raises IntegrityError if another user has the name, in whatever case.

        A new password logs every device out, wherever it was set.
        """
        self.name_folded = folded(self.username)
        if update_fields and "username" in update_fields:
            update_fields = {*update_fields, "name_folded"}
        is_new, has_new_password = self._state.adding, self._password is not None
        super().save(*args, update_fields=update_fields, **options)
        if has_new_password and not is_new:
            self.devices().end()

    @property
    def zone(self):
        """The user's time zone (tzinfo); UTC if the system does not know the one that is stored."""
        try:
            return zoneinfo.ZoneInfo(self.time_zone)
        except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
            return UTC

    @contextmanager
    def locked(self):
        """A transaction in which nothing else is written for this user. Every write happens in one:

            with request.user.locked():
                form = RaceForm(request.POST, request.user)
                if form.is_valid():
                    form.save()

        The second of two taps waits here, and then validates against what the first one wrote. Raises
        User.DoesNotExist if the account was deleted meanwhile.
        """
        with in_turn(), transaction.atomic():
            if not locked_row(self.pk):
                raise User.DoesNotExist
            yield

    def delete(self, *args, **kwargs):
        """Deletes the user and all they own; waits for other writes of theirs first. A second call does nothing."""
        with transaction.atomic():
            User.objects.select_for_update().filter(pk=self.pk).first()
            self.devices().end()
            return super().delete(*args, **kwargs)

    @property
    def email_confirmed(self):
        """Whether the user has shown that the address is theirs."""
        return bool(self.email and self.email_at)

    def use_email(self, address):
        """Stores the user's confirmed address; "" for none. Raises IntegrityError if another user has it."""
        self.email, self.email_at = address, timezone.now()
        self.save(update_fields=["email", "email_at"])

    def devices(self):
        """The devices where the user has logged in, as a QuerySet; also those that are logged out by now."""
        return Device.objects.filter(user=self)

    def use_device(self, request):
        """Stores that a member used the device of this request today. Guests have no list of devices."""
        if self.is_guest:
            return
        seen = {"name": device_of(request.headers.get("User-Agent", "")), "last_used": self.local_date()}
        new = {"user": self, "first_used": self.local_date()}
        with suppress(User.DoesNotExist), self.locked():  # The account may be deleted meanwhile.
            Device.objects.update_or_create(seen, seen | new, key=request.session.session_key)

    def local_date(self, now=None):
        """The date it is for the user at `now` (an aware datetime; default: this moment)."""
        return self.date_of((now or timezone.now()).astimezone(self.zone))

    def date_of(self, moment):
        """The date that a moment counts for, by its own clock: before `day_begins` it is the day before."""
        return (moment.replace(tzinfo=None) - timedelta(hours=self.day_begins)).date()

    @classmethod
    def ownerships(cls):
        """The foreign keys to User, of all tables. The rows that refer to a user by one of these are theirs."""
        relations = cls._meta.get_fields(include_hidden=True)
        return [relation.field for relation in relations if relation.one_to_many or relation.one_to_one]

    def belongings(self):
        """What the user owns, in words: "3 workouts and 1 thing at home"; "" if that is nothing.

        Counts what can be reached by name (`user.workouts`), but not the parts of those rows, nor deleted ones.
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

    def take_over(self, guest):
        """Moves all that the guest owns to this user and deletes the guest.

        Where a constraint allows only one such row, this user's stays; the models of MAKING_WAY have more to say.
        Raises User.DoesNotExist if the guest was deleted meanwhile.
        """
        with guest.locked():
            for model in MAKING_WAY:
                apps.get_model(model).make_way(guest, self)
            for field in self.ownerships():
                rows = field.model._base_manager.filter(**{field.name: guest})
                if not moved(rows, field.name, self):
                    for pk in list(rows.values_list("pk", flat=True)):
                        moved(rows.filter(pk=pk), field.name, self)
            guest.delete()


@prepared
def user_of(pk):
    """The user with this key."""
    return User.objects.filter(pk=pk)


@prepared
def locked_row(pk):
    """The key of this user, if there is one. Locks the row until the end of the transaction, which must have begun."""
    return User.objects.select_for_update().filter(pk=pk).values_list("pk", flat=True)


def moved(rows, name, user):
    """Gives the rows to the user. Returns False, and changes none, if a constraint forbids it for one of them."""
    try:
        with transaction.atomic():
            rows.update(**{name: user})
    except IntegrityError:
        return False
    return True
