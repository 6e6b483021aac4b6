"""Imported runs: from a plan's calendar, from Intervals.icu, from files. Runs typed by hand are in plan (RunDay, Race),
and are not changed here."""

from datetime import time, timedelta
from itertools import groupby

from django.conf import settings
from django.db import models
from django.db.models import Q

from glutes.prepared import prepared
from glutes.rows import Discardable, KeptQuerySet
from glutes.rules.dates import A_DAY
from glutes.rules.week import running, same_run

EVERY = timedelta(hours=1)
"""A source is read at most once in this time."""
MOST_RUNS = 20_000
"""Ours: the most runs of a user; one every day for fifty years."""


class Origin(models.TextChoices):
    CALENDAR = "calendar", "a plan’s calendar"
    INTERVALS = "intervals", "Intervals.icu"
    FILE = "file", "a file"


class RunSource(models.Model):
    """Where runs come from: the address of a calendar, or an Intervals.icu account with its encrypted key."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    origin = models.CharField(max_length=9, choices=Origin)
    address = models.CharField(max_length=500, blank=True)
    locked_key = models.TextField(blank=True)
    asked_at = models.DateTimeField(null=True, blank=True, help_text="When it was asked last.")
    read_at = models.DateTimeField(null=True, blank=True, help_text="When it answered last.")
    problem = models.CharField(max_length=200, blank=True, help_text="Why it did not answer when it was asked last.")
    sends_since = models.DateTimeField(
        null=True, blank=True, help_text="Every session that ends from then on is sent there; empty: none by itself."
    )
    unsent = models.CharField(max_length=200, blank=True, help_text="Why the last session was not taken there.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "origin"], name="run_source_once")]

    def __str__(self):
        return self.get_origin_display()

    @classmethod
    def due(cls, now):
        """Those that were not read within the last hour."""
        return cls.objects.filter(Q(asked_at=None) | Q(asked_at__lte=now - EVERY))

    def is_due(self, now):
        """Whether it was not read within the last hour."""
        return self.asked_at is None or self.asked_at <= now - EVERY

    def claim(self, now):
        """Marks it as being read now. Returns False if another request has just begun to."""
        return bool(RunSource.due(now).filter(pk=self.pk).update(asked_at=now))


class ImportedRunQuerySet(KeptQuerySet):
    def store(self, user, origin, found, since=None):
        """Stores the runs of a source, a list of decoding.Found. Returns how many are new; what is taken for no run is
        stored, too, and not counted.

        The kind that the user gave to runs of that name counts. What the user removed stays removed, whoever tells of
        it; what was emptied since stays empty, unless its file is brought in again. With `since`, planned runs from
        that day on which the source no longer has are deleted; done runs stay. Call it within user.locked().
        """
        said = dict(RunName.objects.filter(user=user).values_list("name", "kind"))
        mine = self.filter(user=user, origin=origin)
        known = {run.uid: run for run in mine.filter(uid__in=[one.uid for one in found])}
        room, new = MOST_RUNS - self.filter(user=user).count(), []
        for one in {one.uid: one for one in found}.values():
            run = known.get(one.uid) or ImportedRun(user=user, origin=origin, uid=one.uid)
            if run.pk and not run.title and origin != Origin.FILE:
                continue
            before = {name: getattr(run, name) for name in (*ImportedRun.FACTS, "kind")} if run.pk else None
            for name in ImportedRun.FACTS:
                setattr(run, name, getattr(one, name))
            run.name = running.like(run.title)
            run.kind = said.get(run.name) or run.guess
            if before is None:
                new.append(run)
            elif before != {name: getattr(run, name) for name in before}:
                run.save()
        new = new[: max(0, room)]
        self.bulk_create(new, batch_size=200)
        again = self.remove_again(user, new)
        if since:
            mine.filter(day__gte=since, done=False).exclude(uid__in=[one.uid for one in found]).delete()
        return sum(run.kind != running.NONE for run in new) - again

    def remove_again(self, user, new):
        """Removes those of these new runs that tell of a run which the user removed. Returns how many."""
        removed = self.discarded().whole().filter(user=user).values_list("day", "deleted_at")
        near = {day + n * A_DAY: at for day, at in removed for n in (-1, 0, 1)}
        again = [run for run in new if run.day in near and not same_run.kept(run.accounts())]
        for run in again:
            run.discard(near[run.day])
        return len(again)

    def removed_of(self, user, origin, found):
        """Those of the runs of a source, a list of decoding.Found, that the user removed."""
        return self.discarded().filter(user=user, origin=origin, uid__in=[one.uid for one in found])

    def runs(self):
        """Those that are taken for runs."""
        return self.exclude(kind=running.NONE)

    def whole(self):
        """Those that were not emptied (`forget`): nothing is left of the others that could be shown."""
        return self.exclude(title="")

    def forget(self, before):
        """Empties those removed before then of all but their day and what their sources call them. Returns how many.

        What other sources told of such a run since is removed as well: an emptied row no longer keeps it away.
        """
        unknown, old = dict.fromkeys(("time", "began_at", "km", "seconds")), self.filter(deleted_at__lt=before).whole()
        for run in list(old):  # A list: SQLite refuses to write while it still reads.
            if not same_run.kept(run.accounts()):
                run.discard(run.deleted_at)
        return old.update(title="", name="", **unknown)


class ImportedRun(Discardable):
    """One run on one date, planned or done, as its source has it.

    A removed one is kept, and emptied when it is too late for an undo: without it, its source would bring it back.
    """

    class Kind(models.TextChoices):
        EASY = "easy", "Easy run"
        HARD = "hard", "Hard run"
        LONG = "long", "Long run"
        RACE = "race", "Race"
        NONE = running.NONE, "No run"

    FACTS = ("day", "time", "began_at", "title", "km", "seconds", "done")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="imported_runs", db_index=False)
    origin = models.CharField(max_length=9, choices=Origin)
    uid = models.CharField(max_length=255, help_text="By which its source knows it.")
    day = models.DateField()
    time = models.TimeField(null=True, blank=True)
    began_at = models.DateTimeField(null=True, blank=True, help_text="The moment, of a run that was recorded.")
    title = models.CharField(max_length=120, blank=True)
    name = models.CharField(
        max_length=100, blank=True, help_text="What runs like it have in common (rules/week/running.like)."
    )
    km = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    seconds = models.PositiveIntegerField(null=True, blank=True)
    done = models.BooleanField(default=False)
    kind = models.CharField(max_length=4, choices=Kind)

    objects = ImportedRunQuerySet.as_manager()

    class Meta:
        verbose_name = "run"
        ordering = ["day", "time", "pk"]
        indexes = [models.Index(fields=["user", "day"], name="imported_run_user_day")]
        constraints = [models.UniqueConstraint(fields=["user", "origin", "uid"], name="imported_run_once")]

    def __str__(self):
        return f"{self.title}, {self.day}"

    @property
    def guess(self):
        """Our guess at its kind. An entry of a calendar that names nothing of a run is none; other sources have runs
        alone."""
        if self.origin == Origin.CALENDAR and not self.km and not running.names_run(self.title):
            return running.NONE
        return running.kind_of(self.title, self.km, self.seconds, planned=not self.done)

    @property
    def account(self):
        """The row as an Account (rules/week/same_run.py). Only files may have the same run twice."""
        teller = "" if self.origin == Origin.FILE else f"{self.origin} {self.done}"
        is_guess = self.kind == self.Kind.EASY and running.is_unsaid(self.title, self.km, self.seconds)
        facts = (self.day, self.kind, teller, self.time, self.km, self.seconds, self.done, is_guess)
        return same_run.Account(*facts, row=self, began=self.began_at, is_removed=bool(self.deleted_at))

    def accounts(self):
        """The Accounts of all sources about this run, its own among them."""
        runs = told_runs(self.user_id, self.day - A_DAY, self.day + A_DAY)
        return next((run for run in runs if any(one.row.pk == self.pk for one in run)), [self.account])

    def same(self):
        """The rows of all sources about this run, this one among them, as a QuerySet."""
        return ImportedRun.objects.filter(pk__in=[one.row.pk for one in self.accounts()])

    def discard(self, at):
        """Removes the run, whichever sources have it."""
        self.same().kept().update(deleted_at=at)

    def restore(self, at):
        """Brings the run back, as all its sources had it."""
        self.same().update(deleted_at=None)

    def with_what_else(self, run):
        """The row, unsaved, with missing values taken from other accounts of the same run."""
        rows = [one.row for one in run]
        self.kind = same_run.kind_of(run)
        self.day, self.time = run[0].day, next((one.at for one in run if one.at is not None), None)
        for name in ("km", "seconds"):
            setattr(self, name, next((getattr(row, name) for row in rows if getattr(row, name) is not None), None))
        self.title = next((row.title for row in rows if row.title != running.NO_TITLE), self.title)
        return self

    @property
    def length(self):
        """The row as a Length, for rule 5 (rules/week/running.py)."""
        return running.Length(self.day, self.km, self.seconds, self.kind)


class RunName(models.Model):
    """The kind that the user gave to runs of a name."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=4, choices=ImportedRun.Kind)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "name"], name="run_name_once")]

    def __str__(self):
        return f"{self.name}: {self.kind}"

    @classmethod
    def say(cls, user, name, kind):
        """Gives this kind to runs of this name, existing ones and those to come."""
        cls.objects.update_or_create(user=user, name=name, defaults={"kind": kind})
        ImportedRun.objects.filter(user=user, name=name).update(kind=kind)


@prepared
def sources_of(user):
    """Where the user's runs come from."""
    return RunSource.objects.filter(user=user)


def runs_between(user, first, last):
    """The user's runs of these days, in order, each once even if several sources have it, without those removed.

    For a run of several sources it returns the row of the most trusted one, unsaved, with missing values from the
    others. The stored rows do not change.
    """
    runs = filter(None, map(same_run.kept, told_runs(user, first, last)))
    found = [run[0].row.with_what_else(run) for run in runs]
    return sorted(found, key=lambda run: (run.day, run.time or time.max, run.pk))


def told_runs(user, first, last):
    """The user's runs of these days, removed ones too, each as the list of its Accounts (rules/week/same_run.py)."""
    accounts = same_run.by_one_clock([row.account for row in runs_of(user, first - A_DAY, last + A_DAY)])
    accounts.sort(key=lambda one: (one.day, one.at or time.max))
    days = groupby(accounts, key=lambda one: one.day)
    return [run for day, there in days if first <= day <= last for run in same_run.each_once(there)]


@prepared
def runs_of(user, first, last):
    """The user's runs of these days, in order, removed ones too, but for those that were emptied, and what is taken for
    no run."""
    runs = ImportedRun.objects.whole().runs().filter(user=user, day__range=(first, last))
    return runs.order_by("day", "time", "pk")
