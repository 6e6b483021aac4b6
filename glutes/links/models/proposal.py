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

ROW = ("exercise_id", "block", *DOSE)
"""The fields that an undo compares: it leaves alone a prescription in which one was changed since."""

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
    before  what undoes an accepted proposal: what it changed, each as [was, became]
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

    @property
    def is_undoable(self):
        """Whether `undo` works. Proposals that an older version of this site took lack the order that it needs."""
        return not self.before or "order" in self.before

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
        """Undoes `take` or `decline`; the proposal waits for an answer again.

        Returns names of what it left alone, because it was changed again since: an undo must not overwrite that.
        """
        left = [*self._write_back(self.before, now), *self._unlock(self.before["locks"])] if self.before else []
        self.answered_at, self.taken, self.before = None, False, None
        self.save(update_fields=["answered_at", "taken", "before"])
        return left

    def _write_rows(self, exercises, now):
        """Changes the routine, or makes the new one. Returns what undoes it."""
        before = {"made": None, "whole": None, "rows": {}, "order": [[], []]}
        routine = self.routine
        if routine is None and self.rows:
            routine = Routine.objects.create(user=self.user, name=self.name, **self.whole)
            before["made"] = routine.pk
        elif self.whole:
            before["whole"] = [plain(routine, self.whole), self.whole]
            Routine.objects.filter(pk=routine.pk).update(**self.whole)
        if not self.rows:
            return before
        was = rows_of(routine)
        there = {row.pk: row for row in routine.prescriptions.select_related("exercise")}
        blocks = {block: [] for block in Prescription.Block}
        for values in self.rows:
            if row := self._written(routine, values, there, exercises, now):
                blocks[row.block].append(row)
        for pk, row in there.items():
            if pk in self.over:
                row.discard(now)
            else:  # Added by the member since the proposal.
                blocks[row.block].append(row)
        for block, rows in blocks.items():
            routine.arrange(rows, block)
        became = rows_of(routine)
        changed = [pk for pk in was | became if was.get(pk) != became.get(pk)]
        rows = {pk: [was.get(pk), became.get(pk)] for pk in changed}
        return before | {"rows": rows, "order": [[*was], [*became]]}

    def _written(self, routine, values, there, exercises, now):
        """Writes one proposed row and returns its Prescription, which is taken out of `there`. A row that the proposal
        does not change is returned as the member has it now. None if they deleted it, or if its exercise is gone."""
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
        """Undoes `_write_rows`. Yields the names of what it leaves alone, because it was changed again since."""
        if before["made"]:
            for routine in self.user.routines.kept().filter(pk=before["made"]):
                if list(rows_of(routine).values()) == [became for _, became in before["rows"].values()]:
                    routine.discard(now)
                else:
                    yield str(routine)
            return
        if before["whole"]:
            was, became = before["whole"]
            if plain(self.routine, became) == became:
                Routine.objects.filter(pk=self.routine_id).update(**was)
            else:
                yield "the rounds"
        yield from self._restore(before["rows"], now)
        if before["rows"] or before["order"][0] != before["order"][1]:
            yield from self._reorder(*before["order"])

    def _restore(self, changed, now):
        """Gives the changed rows their values from before, if nobody changed them since; yields the names of those that
        somebody did."""
        every = Prescription.objects.with_deleted().filter(user=self.user).select_related("exercise")
        for pk, row in every.in_bulk([*map(int, changed)]).items():
            was, became = changed[str(pk)]
            if (None if row.deleted_at else plain(row, ROW)) != became:
                yield str(row.exercise)
            elif was is None:
                row.discard(now)
            else:
                fill(row, was, now)
                row.deleted_at = None
                row.save()

    def _reorder(self, was, became):
        """Gives the rows their order from before; a row that was added since stays behind the one that it follows now.
        Yields “the order” if somebody changed that since."""
        rows = list(self.routine.prescriptions.select_related("exercise"))
        if among([row.pk for row in rows], became) == among(became, [row.pk for row in rows]):
            place, places = 0, {}
            for row in rows:
                place = places[row.pk] = was.index(row.pk) if row.pk in was else place
            rows.sort(key=lambda row: places[row.pk])
        elif among(was, became) != among(became, was):
            yield "the order"
        for block in Prescription.Block:
            self.routine.arrange([row for row in rows if row.block == block], block)

    def _set_locks(self, exercises, now):
        """Sets the limits. Returns {slug of an exercise: [its limits before, None without any; its limits now]}."""
        before = {}
        for slug, limits in self.locks.items():
            if slug in exercises:
                lock = self.user.locks.filter(exercise=exercises[slug]).first()
                was = lock and plain(lock, LOCKED)
                lock = lock or Lock(user=self.user, exercise=exercises[slug])
                for name, value in limits.items():
                    setattr(lock, name, Decimal(value) if name == "most_kg" and value is not None else value)
                lock.by, lock.until = self.link.name, self.until
                lock.lifted_at = None if lock.words else now
                lock.save()
                before[slug] = [was, plain(lock, LOCKED)]
        return before

    def _unlock(self, before):
        """Undoes `_set_locks`. Yields the names of what it leaves alone, because it was changed again since."""
        for lock in self.user.locks.filter(exercise__slug__in=before).select_related("exercise"):
            was, became = before[lock.exercise.slug]
            if plain(lock, LOCKED) != became:
                yield f"the limits of {lock.exercise}"
            elif was is None:
                lock.delete()
            else:
                self.user.locks.filter(pk=lock.pk).update(**was)


def rows_of(routine):
    """{key: values of ROW} of a routine's prescriptions, in their order."""
    return {row.pk: plain(row, ROW) for row in routine.prescriptions.all()}


def among(order, others):
    """The items of `order` that are also in `others`, in the order of the first."""
    return [one for one in order if one in others]


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
