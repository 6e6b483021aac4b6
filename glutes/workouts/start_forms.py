"""The forms that begin a workout: now, as scripts do, or on a past day."""

from datetime import datetime, timedelta
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from glutes.exercises.forms import ExerciseField
from glutes.fields import FlagField, LocalMomentField, MomentField
from glutes.routines.forms import VisibleRoutineField
from glutes.rules.moments import OPEN_FOR
from glutes.rules.versions import Stamp
from glutes.workouts.models import Workout
from glutes.workouts.models.workout import workouts_going
from glutes.workouts.snapshot import FREE, Snapshot


class BeginForm(forms.Form):
    """What a workout is made from. Scripts send it with every version until the server has the workout."""

    routine = VisibleRoutineField(
        required=False,
        error_messages={"invalid_choice": "That routine isn’t there any more: pick another."},
    )
    started = MomentField()
    snapshot = forms.CharField(required=False, max_length=100_000)

    def __init__(self, data, *, user, now):
        super().__init__(data)
        self.user, self.now = user, now
        self.fields["routine"].user = user

    def shown(self):
        """The Snapshot to make it from: the one sent, else the routine as it is now, else that of a free session, also
        when the routine is gone."""
        routine = self.cleaned_data.get("routine")
        signed = Snapshot.read(self.cleaned_data.get("snapshot"), self.user)
        return signed or (Snapshot.of_routine(routine) if routine else FREE)

    def begin(self, pk):
        """The workout with this id; made now if it does not exist. Invalid values are ignored, never refused."""
        self.is_valid()
        return Workout.objects.begin(self.user, pk, self.starting(), self.shown())

    def starting(self):
        """The moment of the start; now if none was sent, or one that is still to come."""
        return self.fields["started"].at_receipt(self.cleaned_data.get("started"), self.now)


class NamesField(forms.MultipleChoiceField):
    """A list of any names. Unknown names are accepted and change nothing."""

    def validate(self, value):
        pass


class StartForm(BeginForm):
    """The form of the start page, of a routine or of one exercise by itself. `load` has the slugs of exercises whose
    offered load is taken."""

    exercise = ExerciseField(required=False)
    short = FlagField(absent=False)
    half = FlagField(absent=False)
    load = NamesField(required=False)

    def __init__(self, data, *, user, now):
        super().__init__(data, user=user, now=now)
        self.fields["exercise"].user = user

    def shown(self):
        """The Snapshot of the workout, before the coach changes it."""
        exercise = self.cleaned_data.get("exercise")
        signed = Snapshot.read(self.cleaned_data.get("snapshot"), self.user)
        return Snapshot.of_exercise(exercise) if exercise and not signed else super().shown()

    def going(self, shown):
        """The user's workout of the same routine or exercise that is in progress, or None."""
        begun = workouts_going(self.user.pk, self.now - OPEN_FOR)
        return next((one for one in begun if (one.routine_id, one.name) == (shown.routine, shown.name)), None)

    def begin_or_go_on(self):
        """The one in progress, so that Back or a double tap never makes two; a new one without it, or with `anew`."""
        going = None if self.data.get("anew") else self.going(self.shown())
        return going or self.begin(uuid4())


LONGEST = timedelta(hours=12)
"""Ours: the most that start and end may be apart. If they were swapped, the end would be hours after this, on the next
day."""


class SpanForm(forms.Form):
    """When a session started and ended: a day and time in the past, and the time of its end, perhaps after midnight."""

    started = LocalMomentField()
    ended = forms.TimeField(required=False)

    def clean_started(self):
        started = self.cleaned_data["started"]
        if started is None:
            raise ValidationError("When did you start?")
        if started > self.now:
            raise ValidationError("That’s in the future: pick a time that has passed.")
        return started

    def clean(self):
        data = super().clean() or self.cleaned_data
        started = data.get("started")
        if started and self.ending() - started > LONGEST:
            self.add_error("ended", "That’s before the start, or over 12 hours after it.")
        elif started and self.ending() > self.now:
            self.add_error("ended", "That’s in the future: pick a time that has passed.")
        return data

    def ending(self):
        """The moment of the end; the start if no end was given."""
        started, ended = self.cleaned_data["started"], self.cleaned_data.get("ended")
        if ended is None:
            return started
        local = timezone.localtime(started)
        day = local.date() + timedelta(days=ended < local.time().replace(second=0, microsecond=0))
        return max(started, datetime.combine(day, ended, local.tzinfo))


class PastForm(SpanForm, StartForm):
    """A session of a past day, to be logged now. `as_planned`: with every set as it was to be done."""

    as_planned = FlagField(absent=False)

    def log(self, snapshot):
        """The session, made from a Snapshot of what was to be done; with `as_planned` its sets are logged."""
        stamp, data = Stamp.of(self.now), self.cleaned_data
        workout = self.logged_before(snapshot) or Workout.objects.begin(self.user, uuid4(), data["started"], snapshot)
        if data["as_planned"] and not workout.sets().exists():
            workout.log_as_planned(stamp, self.ending())
        if data["as_planned"] or data["ended"]:
            workout.finish(stamp, {"finished_at": {"finished_at": self.ending()}})
        return workout

    def ending(self):
        """The moment of the end; if none was given, the start plus the minutes that the routine takes."""
        started, routine = self.cleaned_data["started"], self.cleaned_data.get("routine")
        if self.cleaned_data.get("ended") or not routine:
            return super().ending()
        return min(started + timedelta(minutes=routine.minutes), self.now)

    def logged_before(self, shown):
        """The session of the same routine begun in the same minute, so that sending the form twice makes one."""
        same = {"routine": shown.routine, "name": shown.name, "started": self.cleaned_data["started"]}
        return self.user.workouts.kept().filter(**same).first()
