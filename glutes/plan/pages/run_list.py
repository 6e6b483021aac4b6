"""The runs of every week and the races to come, with the forms to add one."""

from glutes.plan import run_forms


def context(user, refused=None):
    """The values for the page's template. `refused` is an invalid form, shown in place of a fresh one."""
    today = user.local_date()
    return {
        "runs": user.run_days.between(today, today),
        "races": user.races.filter(date__gte=today),
        "run_form": refused if isinstance(refused, run_forms.RunForm) else run_forms.RunForm(None, user),
        "race_form": refused if isinstance(refused, run_forms.RaceForm) else run_forms.RaceForm(None, user),
    }
