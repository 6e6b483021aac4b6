"""The start page: a snapshot as the coach changes it, and what the user may choose before the session begins."""

from glutes.plan.pages.misplaced import race_near
from glutes.workouts.models import Workout
from glutes.workouts.pages import player
from glutes.workouts.pages.coach import Coach
from glutes.workouts.pages.rest import at_start
from glutes.workouts.pages.workout import Sheet


def context(form, now):
    """The values for the page's template. `form` is a valid StartForm."""
    user, asked, written = form.user, form.cleaned_data, form.shown()
    whole = bool(written.routine) and not asked["short"] and not asked["half"]
    fewer = written.fewer() if asked["short"] else written.half() if asked["half"] else written
    coach = Coach(user, fewer, user.date_of(now), asked["load"], whole, of=written)
    if asked["short"]:
        coach.shorten()
    shown = coach.coached()
    signed, sheet = shown.signed(), Sheet.of_snapshot(user, shown, now, coach)
    pains = coach.pains_lately
    going = form.going(shown)
    return {
        "coach": coach,
        "shown": shown,
        "signed": signed,
        "sheet": sheet,
        **player.values(sheet, routine=shown.routine, snapshot=signed),
        "going": going and Workout.objects.with_sums().get(pk=going.pk),
        "asked": asked,
        "race_near": race_near(user, coach.today, not whole) if shown.routine and not shown.is_practice else None,
        "rest": at_start(user, coach.today, shown),
        "pains": pains,
        "pain_advice": pains.advice_beside(coach.warned_of),
    }
