"""Proposals by readers of links. They change nothing until the member accepts, and that can be undone."""

from decimal import Decimal

from django.conf import settings
from django.db import models

from glutes.exercises.models import Exercise
from glutes.kit.models import Lock
from glutes.links.models.link import Link
from glutes.prepared import prepared
from glutes.routines.models import AMOUNTS, Prescription, Routine
from glutes.routines.models.routine import A_DOUBLE_TAP

MOST_WAITING = 10
"""Ours: how many proposals of one link may wait for an answer."""

DOSE = ("sets", *AMOUNTS, "rest_s", "load_kg", "band", "way", "note", "group")
"""The fields of a prescription that a proposal may change."""

PLACE = ("block", "position")
LIMITS = ("skip", "as_written", "sides", "most_kg", "most_band", "stop_from")
"""The fields of a Lock that a proposal may set."""

LOCKED = (*LIMITS, "by", "until", "lifted_at")


def plain(row, names):
    """Fields of a row, ready for JSON: weights as text, dates in ISO 8601."""
    values = {name: getattr(row, name) for name in names}
    return {name: stored(value) for name, value in values.items()}


def stored(value):
    """A value, ready for JSON."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value.isoformat() if hasattr(value, "isoformat") else value


class ProposalQuerySet(models.QuerySet):
    """Proposals."""

    def waiting(self):
        """Those without an answer, of links that are not closed; the oldest first."""
        return self.filter(answered_at=None, link__closed_at=None).select_related("link", "routine").order_by("sent_at")

    def just_sent(self, now, note):
        """Whether the first of two taps sent a proposal with this note a moment ago."""
        return self.filter(sent_at__gt=now - A_DOUBLE_TAP, note=note).exists()


class Proposal(models.Model):
    """A changed copy of a routine, limits for exercises, a note: any of the three.

    rows    the proposed prescriptions, in order: DOSE, with "exercise", "block", "row", the key of the prescription
            that it changes (None: a new one), and "same", whether it only has a place among the others
    over    the keys of the routine's prescriptions at that time; those that are not in `rows` are to be removed
    whole   the ROUNDS of the routine that differ
    locks   LIMITS by slug of the exercise; if all are empty, the lock is to be removed
    before  what undoes an accepted proposal
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="proposals", db_index=False)
    link = models.ForeignKey(Link, models.CASCADE, related_name="proposals")
    routine = models.ForeignKey(Routine, models.CASCADE, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=80, blank=True, help_text="Of a new routine.")
    note = models.TextField(blank=True, max_length=1000)
    until = models.DateField(null=True, blank=True, help_text="The last day on which its limits hold.")
    rows = models.JSONField(default=list, blank=True)
    over = models.JSONField(default=list, blank=True)
    whole = models.JSONField(default=dict, blank=True)
    locks = models.JSONField(default=dict, blank=True)
    sent_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    taken = models.BooleanField(default=False)
    before = models.JSONField(null=True, blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "-pk"]
        indexes = [models.Index(fields=["user", "answered_at"], name="proposal_user_answered")]

    def __str__(self):
        return f"{self.link} proposes a change"

    @property
    def state(self):
        """Its state, in a word."""
        return "waiting" if not self.answered_at else "taken" if self.taken else "declined"

    def exercises(self):
        """{slug: Exercise} of the exercises it names, without any that no longer exist; one query at most."""
        slugs = {row["exercise"] for row in self.rows} | self.locks.keys()
        return Exercise.objects.visible_to(self.user).by_slug(slugs)

    def decline(self, now):
        """Declines it."""
        self.answered_at, self.taken = now, False
        self.save(update_fields=["answered_at", "taken"])

    def take(self, now):
        """Accepts it, and makes its changes."""
        exercises = self.exercises()
        self.before = self._write_rows(exercises, now) | {"locks": self._set_locks(exercises, now)}
        self.answered_at, self.taken = now, True
        self.save(update_fields=["answered_at", "taken", "before"])

    def undo(self, now):
        """Undoes `take` or `decline`; the proposal waits for an answer again."""
        if self.before:
            self._write_back(self.before, now)
            self._unlock(self.before["locks"])
        self.answered_at, self.taken, self.before = None, False, None
        self.save(update_fields=["answered_at", "taken", "before"])

    def _write_rows(self, exercises, now):
        """Changes the routine, or makes the new one. Returns what undoes it."""
        before = {"made": None, "whole": {}, "rows": {}, "gone": [], "new": []}
        routine = self.routine
        if routine is None and self.rows:
            routine = Routine.objects.create(user=self.user, name=self.name, **self.whole)
            before["made"] = routine.pk
        elif self.whole:
            before["whole"] = plain(routine, self.whole)
            Routine.objects.filter(pk=routine.pk).update(**self.whole)
        if not self.rows:
            return before
        there = {row.pk: row for row in routine.prescriptions.select_related("exercise")}
        before["rows"] = {pk: plain(row, (*DOSE, *PLACE)) for pk, row in there.items()}
        blocks = {block: [] for block in Prescription.Block}
        for values in self.rows:
            if row := self._written(routine, values, there, exercises, now):
                before["new"] += [] if row.pk in before["rows"] else [row.pk]
                blocks[row.block].append(row)
        for pk, row in there.items():
            if pk in self.over:
                row.discard(now)
                before["gone"].append(pk)
            else:  # Added by the member since the proposal.
                blocks[row.block].append(row)
        for block, rows in blocks.items():
            routine.arrange(rows, block)
        return before

    def _written(self, routine, values, there, exercises, now):
        """The row of these values, taken out of `there`; one that is the same stays as the member has it by now. None
        if they took that out, or if there is no such exercise any more."""
        if values.get("same"):
            return there.pop(values["row"], None)
        if values["exercise"] not in exercises:
            return None
        new = Prescription(user=self.user, routine=routine, exercise=exercises[values["exercise"]], position=0)
        row = there.pop(values["row"], new)
        fill(row, values, now)
        row.save()
        return row

    def _write_back(self, before, now):
        rows = Prescription.objects.with_deleted().filter(user=self.user).in_bulk([*map(int, before["rows"])])
        for pk, row in rows.items():
            for name, value in before["rows"][str(pk)].items():
                setattr(row, name, Decimal(value) if name == "load_kg" and value else value)
            if pk in before["gone"]:
                row.deleted_at = None
            row.save()
        for row in Prescription.objects.filter(user=self.user, pk__in=before["new"]):
            row.discard(now)
        for routine in self.user.routines.kept().filter(pk=before["made"]):
            routine.discard(now)
        if before.get("whole"):
            self.user.routines.filter(pk=self.routine_id).update(**before["whole"])

    def _set_locks(self, exercises, now):
        """Sets the limits. Returns the earlier ones by slug; None for an exercise without."""
        before = {}
        for slug, limits in self.locks.items():
            if slug in exercises:
                lock = self.user.locks.filter(exercise=exercises[slug]).first()
                before[slug] = lock and plain(lock, LOCKED)
                lock = lock or Lock(user=self.user, exercise=exercises[slug])
                for name, value in limits.items():
                    setattr(lock, name, Decimal(value) if name == "most_kg" and value is not None else value)
                lock.by, lock.until = self.link.name, self.until
                lock.lifted_at = None if lock.words else now
                lock.save()
        return before

    def _unlock(self, before):
        for slug, values in before.items():
            found = self.user.locks.filter(exercise__slug=slug)
            if values is None:
                found.delete()
            else:
                found.update(**values)


def fill(row, values, now):
    """Writes a proposed dose into a prescription, without saving it."""
    dose = {name: values[name] for name in DOSE if name in values} | {"block": values["block"]}
    dose["load_kg"] = None if dose["load_kg"] is None else Decimal(dose["load_kg"])
    if (dose["load_kg"], dose["band"]) != (row.load_kg, row.band):
        row.load_changed_at = now
    for name, value in dose.items():
        setattr(row, name, value)


@prepared
def proposals_to(user):
    """The proposals that wait for the user's answer."""
    return Proposal.objects.filter(user=user).waiting()
