"""The runs and races of a week, and those of a date, typed or imported, each once (rules/week/same_run.py)."""

from dataclasses import replace

from glutes.plan.models import Race, RunDay
from glutes.prepared import prepared
from glutes.rules.week import running, same_run
from glutes.runs.models import ImportedRun


def run_day_of(run):
    """An unsaved RunDay of one date for an imported run, its `imported`; its `told` is what its source says."""
    day = RunDay(user_id=run.user_id, weekday=run.day.weekday(), kind=run.kind, time=run.time)
    day.since = day.until = run.day
    said = running.km_said(run.km) if run.km else ""
    day.told = run.title if f" {said}" in f" {run.title}" else f"{run.title}, {said}"
    day.account, day.imported = run.account, run
    return day


def race_of(run):
    """An unsaved Race for an imported run, its `imported`."""
    race = Race(date=run.day, name=run.title, long_run=True)
    race.imported, race.km, race.time = run, run.km, run.time
    return race


def account_of(run, day):
    """A run day as an Account for rules/week/same_run.py. Two imported ones are different runs, and so are two typed
    ones; an imported and a typed one may be the same run."""
    if run.pk is None:
        return replace(run.account, teller="arrived", row=run)
    return same_run.Account(day, run.kind, "typed", run.time, row=run)


def merged(accounts):
    """The run day to show of a run: the imported one, with hour and kind of the typed one where it lacks them."""
    run = next((one.row for one in accounts if one.row.pk is None), accounts[0].row)
    if len(accounts) > 1:
        run.kind = same_run.kind_of(accounts)
        run.time = next((one.at for one in accounts if one.at), None)
    return run


def each_once(runs, day):
    """The run days of that date without repetitions of the same run."""
    return [merged(run) for run in same_run.each_once([account_of(run, day) for run in runs])]


@prepared
def run_days_of(user, first, last):
    """The user's run days that apply on at least one day from first to last."""
    return RunDay.objects.filter(user=user).between(first, last)


@prepared
def races_of(user, first, last):
    """The user's races of the days from first to last."""
    return Race.objects.filter(user=user, date__range=(first, last))


@prepared
def any_races(user, first, last):
    """The keys of the user's races of the days from first to last, typed and imported, in any order."""
    arrived = ImportedRun.objects.kept().filter(user=user, kind=ImportedRun.Kind.RACE, day__range=(first, last))
    typed = Race.objects.filter(user=user, date__range=(first, last))
    return typed.order_by().values_list("pk", flat=True).union(arrived.order_by().values_list("pk", flat=True))
