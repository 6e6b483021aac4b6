"""What Today and the start page say on the day after a session for the same muscles (rules/week/rest_days.py)."""

from glutes.exercises.models import ExerciseMuscle
from glutes.plan.models import PRACTICE
from glutes.plan.pages.misplaced import TIRING
from glutes.prepared import prepared
from glutes.routines.models import Prescription
from glutes.rules.dates import A_DAY
from glutes.rules.week.rest_days import day_after
from glutes.workouts.models import WorkoutExercise


def at_start(user, today, shown):
    """The Hint for the session that is about to begin, or None. One query."""
    exercises = [slot.exercise.pk for slot in shown.slots if slot.is_main]
    return None if shown.is_practice else day_after(worked(user.pk, today - A_DAY, exercises))


def on_today(agenda):
    """The Hint for what is planned today, or without a plan for anything; None without one, or if something was trained
    today. One query if something was trained yesterday."""
    done, yesterday = agenda.calendar.done, agenda.today - A_DAY
    routines = [one.weekly.row.routine for one in agenda.sessions if not one.weekly.practice]
    is_open = routines or not agenda.calendar.has_plan
    if not is_open or done.get(agenda.today) or all(one.practice for one in done.get(yesterday, ())):
        return None
    rows = [row for routine in routines for row in routine.rows_of(Prescription.Block.MAIN)]
    exercises = [row.exercise_id for row in rows] if routines else None
    return day_after(worked(agenda.user.pk, yesterday, exercises))


@prepared
def worked(user, day, exercises):
    """The plain names of the muscles that the user's session of that day worked at least moderately, daily holds left
    out, and that these exercises work as well (None: any)."""
    rows = WorkoutExercise.objects.of_days(user, exact=day).standing().main().with_a_set().exclude(PRACTICE)
    works = ExerciseMuscle.objects.filter(part=ExerciseMuscle.Part.WORKS, activity__in=TIRING)
    found = works.filter(exercise__in=rows.order_by().values("exercise"))
    if exercises is not None:
        found = works.filter(exercise__in=exercises, muscle__in=found.order_by().values("muscle"))
    return found.order_by().values_list("muscle__plain_name", flat=True).distinct()
