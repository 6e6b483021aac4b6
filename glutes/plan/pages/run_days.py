"""The runs of a date, whether they were typed or arrived by themselves, each once (rules/week/same_run.py)."""

from dataclasses import replace

from glutes.plan.models import RunDay
from glutes.rules.week import running, same_run


def run_day_of(run):
    """A run that arrived by itself as a run day of one date, not to be saved; `told` is what its source says of it."""
    day = RunDay(user_id=run.user_id, weekday=run.day.weekday(), kind=run.kind, time=run.time)
    day.since = day.until = run.day
    day.told = ", ".join([run.title, running.km_said(run.km)] if run.km else [run.title])
    day.account = run.account
    return day


def account_of(run, day):
    """A run day as one account of the run of that date. Those that arrived are different runs already, as are those
    that were typed; one of each may be the same."""
    if run.pk is None:
        return replace(run.account, teller="arrived", row=run)
    return same_run.Account(day, run.kind, "typed", run.time, row=run)


def merged(accounts):
    """The run day to show of a run: the one that arrived, with the hour and the kind that only the typed one says."""
    run = next((one.row for one in accounts if one.row.pk is None), accounts[0].row)
    if len(accounts) > 1:
        run.kind = same_run.kind_of(accounts)
        run.time = next((one.at for one in accounts if one.at), None)
    return run


def each_once(runs, day):
    """The run days of that date without those that are another one of them."""
    return [merged(run) for run in same_run.each_once([account_of(run, day) for run in runs])]
