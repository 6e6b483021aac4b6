"""The values of `runs/arrivals.html`: the sources, the names of runs with the kind of each, the removed runs."""

from django.core.paginator import Paginator
from django.db.models import Avg, Count, Max, Min

from glutes.rules.week.running import NONE, alike, km_said
from glutes.runs import forms
from glutes.runs.models import ImportedRun, Origin, RunName, RunSource

SHOWN = 30
"""Ours: how many names are on a page, and how many of the runs removed last are shown."""

MOST_NAMES = 1000
"""Ours: of so many names and kinds, those with the latest runs, there are pages."""


def context(user, now, number=None, address_form=None, key_form=None, files_form=None, kinds_form=None):
    """The values for the page's template; `number`: the page of the names, as text (default: the first)."""
    sources = {source.origin: source for source in RunSource.objects.filter(user=user)}
    calendar = sources.get(Origin.CALENDAR)
    initial = {"address": calendar.address} if calendar else None
    return {
        "calendar": calendar,
        "intervals": sources.get(Origin.INTERVALS),
        "address_form": address_form or forms.AddressForm(initial=initial),
        "key_form": key_form or forms.KeyForm(),
        "files_form": files_form or forms.FilesForm(),
        "kinds_form": kinds_form,
        "names": Paginator(names(user), SHOWN).get_page(number),
        "kinds": [
            (value, label if value == NONE else label.removesuffix(" run")) for value, label in ImportedRun.Kind.choices
        ],
        "counts": dict(user.imported_runs.kept().runs().order_by().values_list("origin").annotate(Count("pk"))),
        "no_runs": user.imported_runs.kept().filter(origin=Origin.CALENDAR, kind=NONE).count(),
        "removed": user.imported_runs.discarded().whole().order_by("-deleted_at", "-day")[:SHOWN],
        "due": any(source.is_due(now) for source in sources.values()),
    }


def names(user):
    """A dict for each name: its number of runs, what all of them are called, about how far they are, their kind, and
    whether the user chose it. First come those that nobody chose, of these the races, which change most, then those
    with the latest runs."""
    rows = user.imported_runs.kept().order_by().values("name", "kind")
    rows = rows.annotate(count=Count("pk"), km=Avg("km"), latest=Max("day"), first=Min("title"), last=Max("title"))
    rows = rows.order_by("-latest", "name")
    said = set(RunName.objects.filter(user=user).values_list("name", flat=True))
    seen = {}
    for row in rows[:MOST_NAMES]:
        title = row["last"] if row["first"] == row["last"] else alike(row["last"])
        km = row["km"] and f"about {km_said(row['km'])}"
        seen.setdefault(row["name"], row | {"title": title, "said": row["name"] in said, "km": km})
    return sorted(seen.values(), key=lambda row: (row["said"], row["kind"] != ImportedRun.Kind.RACE))
