"""What Today and the start page say on the day after a session for the same muscles (rules/week/rest_days.py)."""

from django.db.models import prefetch_related_objects

from glutes.exercises.models import Exercise
from glutes.exercises.models.known import not_known
from glutes.exercises.pages.covered import WORKS
from glutes.plan.models import PRACTICE
from glutes.plan.pages.misplaced import tiring
from glutes.prepared import prepared
from glutes.routines.models import Prescription
from glutes.rules.dates import A_DAY
from glutes.rules.week.rest_days import day_after
from glutes.workouts.models import WorkoutExercise


def at_start(user, today, shown):
    """The Hint for the session that is about to begin, or None. One query; with exercises of members’ own more."""
    exercises = [slot.exercise for slot in shown.slots if slot.is_main]
    return None if shown.is_practice else day_after(worked(user, today - A_DAY, exercises))


def on_today(agenda):
    """The Hint for what is planned today, or without a plan for anything; None without one, or if something was trained
    today. One query if something was trained yesterday; with exercises of members’ own more."""
    done, yesterday = agenda.calendar.done, agenda.today - A_DAY
    routines = [one.weekly.row.routine for one in agenda.sessions if not one.weekly.practice]
    is_open = routines or not agenda.calendar.has_plan
    if not is_open or done.get(agenda.today) or all(one.practice for one in done.get(yesterday, ())):
        return None
    rows = [row for routine in routines for row in routine.rows_of(Prescription.Block.MAIN)]
    return day_after(worked(agenda.user, yesterday, [row.exercise for row in rows] if routines else None))


def worked(user, day, exercises):
    """The plain names of the muscles that the user's session of that day worked at least moderately, daily holds left
    out, and that these exercises work as well (None: any)."""
    if not (keys := done_on(user.pk, day)):
        return set()
    done = Exercise.objects.by_key(keys).values()
    prefetch_related_objects(not_known([*done, *(exercises or ())]), WORKS)
    return tiring(done) if exercises is None else tiring(done) & tiring(exercises)


@prepared
def done_on(user, day):
    """The keys of the exercises of which the user did a set on that day, daily holds left out."""
    rows = WorkoutExercise.objects.of_days(user, exact=day).standing().main().with_a_set().exclude(PRACTICE)
    return rows.order_by().values_list("exercise", flat=True).distinct()
