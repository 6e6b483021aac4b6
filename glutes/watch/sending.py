"""Sends finished sessions to Intervals.icu: one on a tap, or all automatically."""

from glutes.accounts.models import User
from glutes.runs import intervals
from glutes.runs.decoding import UnreadableError
from glutes.runs.fetching import FetchError
from glutes.runs.models import RunSource
from glutes.watch import fit
from glutes.watch.models import SentWorkout
from glutes.watch.sets import sets_of

SENT_AT_ONCE = 5
"""Ours: the most sessions sent in one request, as each may take ten seconds; the next request sends more."""


def activity_file(workout):
    """The bytes of an activity.fit. They are the same for the same sets, by which Intervals.icu recognises it."""
    sets = sets_of(workout)
    return fit.activity(sets[0].start if sets else workout.started, sets, str(workout.pk))


def send_workout(source, workout):
    """Sends a workout, and stores that it was sent. Raises FetchError or UnreadableError."""
    intervals.send_activity(source, f"glutes-{workout.pk}", workout.name, activity_file(workout))
    with source.user.locked():
        if not source.user.workouts.filter(pk=workout.pk).exists():
            return  # Its import was undone meanwhile.
        SentWorkout.objects.get_or_create(workout=workout, defaults={"user": source.user})


def send_ended(sources):
    """Sends the sessions that ended since the last time, for users who want all sent; stores errors for the page.

    If two requests send the same session, Intervals.icu keeps it once. Returns how many were sent.
    """
    sent = 0
    for source in sources.exclude(sends_since=None).select_related("user"):
        problem = ""
        try:
            for workout in SentWorkout.objects.to_come(source)[:SENT_AT_ONCE]:
                send_workout(source, workout)
                sent += 1
        except (FetchError, UnreadableError) as error:
            problem = str(error)
        except User.DoesNotExist:
            continue
        if problem != source.unsent:
            RunSource.objects.filter(pk=source.pk).update(unsent=problem)
    return sent
