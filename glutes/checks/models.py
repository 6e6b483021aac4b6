"""Results of self-checks, the daily habit, and the reminders of both on Today.

For the coach: `SelfCheck.objects.for_coach(user)`. What a result means: rules/self_checks.py.
"""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from glutes.prepared import prepared
from glutes.rows import Discardable, KeptQuerySet, Versioned
from glutes.rules import self_checks
from glutes.rules.coaching.sessions import PastSession
from glutes.rules.coaching.symmetry import Check
from glutes.rules.dates import A_DAY
from glutes.rules.most import MOST_PAIN, MOST_SECONDS
from glutes.rules.week.spacing import RACE_DAYS

KINDS = [(kind.slug, kind.name) for kind in self_checks.KINDS]
QUESTIONS = [kind.slug for kind in self_checks.KINDS if kind.is_question]


def at_most(most):
    """The condition (a Q) that neither side has more than this."""
    return (Q(left=None) | Q(left__lte=most)) & (Q(right=None) | Q(right__lte=most))


class SelfCheckQuerySet(KeptQuerySet):
    def latest_for(self, user):
        """The coach's `Around.check`: {slug of an exercise: its latest Check}. One query."""
        return holds(newest_of(user.pk))

    def latest_and_painful(self, user):
        """({slug of a kind: the user's latest check of it}, a list of all that hurt, the newest first). One query."""
        rows = newest_or_painful(user.pk)
        return {check.kind: check for check in reversed(rows)}, [check for check in rows if check.pain]

    def for_coach(self, user):
        """(what `latest_for` returns, a list of the user's checks that hurt). One query for both."""
        latest, painful = self.latest_and_painful(user)
        return holds(latest.values()), painful


def holds(checks):
    """{slug of an exercise: Check} of the checks that are holds, since a Check is in seconds.

    Those that hurt 4 or more are left out: they do not show how long somebody can hold."""
    found = {}
    for check in checks:
        if check.sort.is_hold and check.result.sides and check.result.is_clean:
            found[check.sort.exercise] = Check(check.day, check.left, check.right)
    return found


class SelfCheck(Versioned, Discardable):
    """The newest version of one check of both sides. Its id may be made by the client.

    `day` is the date written in `done_at`, so that no time zone moves it. A side has seconds, reps or the index of an
    answer (rules/self_checks.Kind.answers); null if it was not done.
    """

    CLOCKS = {"logged_at": ("left", "right", "pain")}

    id = models.UUIDField(primary_key=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="checks", db_index=False)
    kind = models.CharField(max_length=12, choices=KINDS)
    done_at = models.DateTimeField()
    day = models.DateField()
    left = models.PositiveSmallIntegerField(null=True, blank=True)
    right = models.PositiveSmallIntegerField(null=True, blank=True)
    pain = models.PositiveSmallIntegerField(null=True, blank=True)
    logged_at = models.DateTimeField(help_text="When the newest version was typed.")

    objects = SelfCheckQuerySet.as_manager()

    class Meta:
        verbose_name = "self-check"
        ordering = ["-done_at", "-pk"]
        indexes = [models.Index(fields=["user", "kind", "-done_at"], name="self_check_history")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[slug for slug, _ in KINDS]),
                name="self_check_kind",
                violation_error_message="There is no check of that name.",
            ),
            models.CheckConstraint(
                condition=Q(left__isnull=False) | Q(right__isnull=False) | Q(pain__isnull=False, pain__gt=0),
                name="self_check_says_something",
                violation_error_message="Fill in at least one side, or say that it hurt.",
            ),
            models.CheckConstraint(
                condition=(Q(kind__in=QUESTIONS) & at_most(2)) | (~Q(kind__in=QUESTIONS) & at_most(MOST_SECONDS)),
                name="self_check_in_range",
                violation_error_message="That is more than anybody does.",
            ),
            models.CheckConstraint(
                condition=Q(pain=None) | Q(pain__lte=MOST_PAIN),
                name="self_check_pain_0_to_10",
                violation_error_message="Pain goes from 0 to 10.",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, {self.day}"

    def get_absolute_url(self):
        return reverse("checks:check_detail", args=[self.pk])

    @property
    def sort(self):
        """The kind of check (rules/self_checks.Kind)."""
        return self_checks.kind_of(self.kind)

    @property
    def result(self):
        """The result as a value for the rules."""
        return self_checks.Result(self.day, self.left, self.right, self.pain)

    @property
    def past_session(self):
        """Its pain for the coach, as a session in which no set was done."""
        return PastSession(self.day, pain=self.pain, order=int(self.done_at.timestamp()))

    @property
    def sides(self):
        """Its two sides in words, as [("left", "48 s"), ("right", "52 s")]."""
        return [(side, self.sort.words(getattr(self, side))) for side in self_checks.SIDES]

    @property
    def earlier(self):
        """The user's checks of this kind before this one, the newest first."""
        same = SelfCheck.objects.kept().filter(user=self.user_id, kind=self.kind, done_at__lt=self.done_at)
        return same.exclude(pk=self.pk)

    def log(self, stamp, said):
        """Merges a version and stores the row. A version newer than the deletion brings the check back."""
        self.take(stamp, said)
        if self.deleted_at and self.deleted_at < stamp.at:
            self.deleted_at = None
        self.save()


class HabitDay(models.Model):
    """A day on which the user thought of their glutes while running or walking (D4, F62)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="habit_days", db_index=False)
    day = models.DateField()

    class Meta:
        verbose_name = "day with glutes in mind"
        verbose_name_plural = "days with glutes in mind"
        ordering = ["day"]
        constraints = [models.UniqueConstraint(fields=["user", "day"], name="habit_day_once")]

    def __str__(self):
        return f"{self.day}"


class Reminder(models.Model):
    """What Today reminds a user of: self-checks and the habit; of both if there is no row. `not_before`: no reminder of
    a check before this day."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    checks = models.BooleanField(default=True)
    habit = models.BooleanField(default=True)
    not_before = models.DateField(null=True, blank=True, help_text="No check is asked for before this day.")

    def __str__(self):
        return f"Reminders of {self.user}"

    @classmethod
    def of(cls, user):
        """The user's row, or an unsaved one with the defaults."""
        return next(iter(reminders_of(user.pk)), None) or cls(user=user)


def tired_days(user, today):
    """The days from this one on, as far as "later" may reach, on which runs and races speak against a check."""
    last = today + self_checks.LATER + timedelta(days=self_checks.MOST_LATER + RACE_DAYS)
    return self_checks.tired_days(*user.run_days.tiring(user, today - A_DAY, last))


HABIT_DAYS = timedelta(days=30)
"""Ours: how many of the last days the habit is counted over, today included."""


@prepared
def reminders_of(user):
    """The user's Reminder, in a list, which is empty without one."""
    return Reminder.objects.filter(user=user)


@prepared
def habit_days(user, since, last):
    """The days after `since` up to the last one on which the user kept the habit."""
    return HabitDay.objects.filter(user=user, day__gt=since, day__lte=last).values_list("day", flat=True)


@prepared
def newest_or_painful(user):
    """The user's latest check of each kind, and all that hurt; the newest first."""
    return SelfCheck.objects.kept().filter(Q(pk__in=newest(user)) | Q(pain__gt=0), user=user)


@prepared
def newest_of(user):
    """The user's latest check of each kind."""
    return SelfCheck.objects.kept().filter(user=user, pk__in=newest(user))


def newest(user):
    """The keys of the user's latest check of each kind, as subqueries: each reads only the end of its history."""
    checks = SelfCheck.objects.kept().filter(user=user).order_by("-done_at", "-pk")
    return [models.Subquery(checks.filter(kind=kind).values("pk")[:1]) for kind, _ in KINDS]
