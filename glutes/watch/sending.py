"""What was done goes to Intervals.icu: one session by a tap, or every one by itself."""

from glutes.accounts.models import User
from glutes.runs import intervals
from glutes.runs.decoding import UnreadableError
from glutes.runs.fetching import FetchError
from glutes.runs.models import RunSource
from glutes.watch import fit
from glutes.watch.models import SentWorkout
from glutes.watch.sets import sets_of

AT_ONCE = 5
"""Ours: so many sessions are sent for one request, as each may take ten seconds; the rest go with the next."""


def activity_file(workout):
    """The bytes of an activity.fit: the same for the same sets, which is how Intervals.icu knows it again."""
    return fit.activity(workout.started, sets_of(workout), str(workout.pk))


def send_workout(source, workout):
    """Sends what was done, and notes it. Raises FetchError or UnreadableError."""
    intervals.send_activity(source, f"glutes-{workout.pk}", workout.name, activity_file(workout))
    with source.user.locked():
        SentWorkout.objects.get_or_create(workout=workout, defaults={"user": source.user})


def send_ended(sources):
    """Sends the sessions that ended since, of those who want every one sent; what was not taken is kept for the page.

    Sent twice, where two ask at once, it is there once. Returns how many were sent.
    """
    sent = 0
    for source in sources.exclude(sends_since=None).select_related("user"):
        problem = ""
        try:
            for workout in SentWorkout.objects.to_come(source)[:AT_ONCE]:
                send_workout(source, workout)
                sent += 1
        except (FetchError, UnreadableError) as error:
            problem = str(error)
        except User.DoesNotExist:
            continue
        if problem != source.unsent:
            RunSource.objects.filter(pk=source.pk).update(unsent=problem)
    return sent
