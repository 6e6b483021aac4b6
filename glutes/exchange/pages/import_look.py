"""The pages of an import: choosing a file, its columns, the preview, its progress, the result.

The summary of a file: dialects/looking.py. Which exercise a name means: dialects/matching.py.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import islice
from math import ceil

from django.db.models import Count, Max, Min

from glutes.exchange import dialects, incoming
from glutes.exchange.dialects import any_csv
from glutes.exchange.dialects.lines import Unread
from glutes.exchange.dialects.matching import KnownNames
from glutes.exchange.document import SECTIONS
from glutes.exchange.models import Import
from glutes.exchange.storing import OUT, OWN
from glutes.exercises.models import Exercise
from glutes.progress.pages.bests import Highlight
from glutes.rules.dates import A_WEEK
from glutes.rules.units import number_in, show_load
from glutes.rules.week.schedule import SESSIONS_A_WEEK, first_day
from glutes.workouts.models import Workout, WorkoutSet

KINDS = {key: dialect.NAME for key, dialect in dialects.KNOWN.items()} | {incoming.DOCUMENT: "Glutes"}
FIRST_ROWS = 6
DAYS_A_MONTH = 365.2425 / 12


def files(user, form):
    """The values of the first page: the form, the known apps, and earlier imports."""
    known = [(dialect.NAME, dialect.WHERE) for key, dialect in dialects.KNOWN.items() if key != any_csv.KEY]
    return {"form": form, "known": known, "imports": user.imports.all(), "most_mb": incoming.MOST_BYTES >> 20}


def guessed_columns(one):
    """(places, day first or not) for a table of no dialect: as the user matched this header before, else a guess."""
    others = Import.objects.filter(user=one.user, kind=any_csv.KEY).exclude(pk=one.pk).exclude(matched={})
    same = next((other for other in others if other.how["header"] == one.how["header"]), None)
    places = same.matched["places"] if same else any_csv.guess(one.how["header"])
    rows = dialects.records_of(incoming.text_of(one), incoming.how_of(one))
    return places, any_csv.day_first(rows, places.get("date", 0))


def columns(one, form):
    """The values of the page of columns."""
    rows = dialects.records_of(incoming.text_of(one), incoming.how_of(one))
    rows = (row.cells for row in rows if not isinstance(row, Unread) and any(map(str.strip, row.cells)))
    first = [[cell[:60] for cell in cells[:100]] for cells in islice(rows, FIRST_ROWS)]
    return {"one": one, "form": form, "header": one.how["header"][:100], "rows": first}


@dataclass
class NameToMatch:
    """A name in the file: how much of it there is, what it means as far as we can tell, and as `answered`."""

    field: str
    name: str
    sets: float
    entries: int
    choice: str
    sure: bool
    exercise: Exercise | None = None
    answered: str = ""

    @property
    def amount(self):
        """How many sets it has, in words: "214 sets"."""
        if sets := ceil(self.sets):
            return f"{sets} set{'' if sets == 1 else 's'}"
        return f"{self.entries} entr{'y' if self.entries == 1 else 'ies'}"


@dataclass
class LookPage:
    """The preview of a file."""

    one: Import
    look: dict
    exercises: list
    names: list
    odds: list

    @property
    def unsure(self):
        """The names to ask about."""
        return [name for name in self.names if not name.sure]

    @property
    def sure(self):
        """The names that are certain."""
        return [name for name in self.names if name.sure]

    @property
    def to_come(self):
        """How many workouts come in: those with at least one exercise that is not left out."""
        if "mixes" not in self.look:
            return self.look["workouts"] - self.look["here"]
        into = [name.answered != OUT for name in self.names]
        return sum(count for places, count in self.look["mixes"] if any(into[at] for at in places))

    @property
    def is_all_here(self):
        """Whether a log of another app brings nothing new."""
        return not self.counts and self.look["workouts"] == self.look["here"]

    @property
    def own(self):
        """How many exercises of one's own it makes."""
        return sum(1 for name in self.names if name.answered == OWN)

    @property
    def out(self):
        """How many names are left out."""
        return sum(1 for name in self.names if name.answered == OUT)

    @property
    def span(self):
        """From the first to the last workout, as one would say it: (9, "month")."""
        first, last = self.days
        days = (last - first).days + 1
        if days <= 2 * A_WEEK.days:
            return days, "day"
        weeks, months = round(days / A_WEEK.days), round(days / DAYS_A_MONTH)
        return (weeks, "week") if weeks <= 8 else (months, "month")

    @property
    def days(self):
        """The dates of the first and the last workout; [] without workouts."""
        return [date.fromisoformat(self.look[end]) for end in ("first", "last") if self.look[end]]

    @property
    def counts(self):
        """The rows of a document of ours: [(name of the rows, how many)]."""
        counts = self.look.get("counts", {})
        kinds = [kinds[0] for kinds in SECTIONS if kinds[0].key in counts]
        return [(kind.model._meta.verbose_name_plural.capitalize(), counts[kind.key]) for kind in kinds]

    @property
    def example(self):
        """The exercise with the most weights, as an example to choose the unit by."""
        loaded = [name for name in self.look["names"] if name["loaded"]]
        return max(loaded, key=lambda name: name["loaded"], default=None)


def look_page(one):
    """The LookPage of an import with a preview."""
    user = one.user
    exercises = list(Exercise.objects.current().trained_by(user).own_first())
    catalogue_first = sorted(exercises, key=lambda each: each.is_own)
    names = KnownNames({each.slug: [each.name, *each.aliases] for each in catalogue_first})
    room = Exercise.MOST_A_USER - user.exercises.count()
    by_slug, found = {each.slug: each for each in exercises}, []
    for at, about in enumerate(one.look["names"]):
        name = guessed(about, names, by_slug, f"name-{at}")
        if name.choice == OWN:
            room -= 1
            name.choice = name.answered = OWN if room >= 0 else OUT
        found.append(name)
    return LookPage(one, one.look, exercises, found, [shown(odd) for odd in one.look["odd"]])


def look(one, form):
    """The values of the preview, with the answers so far."""
    page = form.page
    for name in page.names:
        name.answered = form[name.field].value() or name.choice
    odds = [odd | {"value_now": form[f"odd-{at}"].value() or odd["usual"]} for at, odd in enumerate(page.odds)]
    return {
        "one": one,
        "page": page,
        "form": form,
        "kind": KINDS[one.kind],
        "odds": odds,
    }


def done(one):
    """The values of the last page: what was imported, its days and bests, or what stayed after an undo."""
    came = Workout.objects.filter(pk__in=one.brought.values("workout"))
    days = came.aggregate(Min("day"), Max("day"), Count("pk"))
    span = [days["day__min"], days["day__max"]] if days["day__min"] else []
    is_in = span and one.state == Import.State.IN
    return {
        "one": one,
        "imports": one.user.imports.all(),
        "days": span,
        "left": days["pk__count"],
        "bests": bests(one.user, came) if is_in else [],
    }


def bests(user, workouts):
    """The Highlights of imported workouts, at most three. Three queries."""
    sets = WorkoutSet.objects.of(user).filter(workout_exercise__workout__in=workouts).standing().done()
    sets = sets.main().select_related("exercise")
    heaviest = sets.exclude(load_kg=None).order_by("-load_kg", "done_at").first()
    longest = sets.exclude(seconds=None).order_by("-seconds", "done_at").first()
    days = workouts.counted().values_list("day", flat=True)
    weeks = Counter(first_day(day, user.first_weekday) for day in days)
    full = sum(count >= SESSIONS_A_WEEK for count in weeks.values())
    found = []
    if heaviest:
        found.append(Highlight(f"heaviest: {heaviest.exercise.name}", *show_load(heaviest.load_kg).split()))
    if longest:
        found.append(Highlight(f"longest: {longest.exercise.name}", longest.seconds, "s"))
    if full:
        found.append(Highlight("weeks with three", full, ""))
    return found


def guessed(about, names, by_slug, field):
    """The NameToMatch of a name. An exercise that takes no weight is no guess for sets that have one."""
    slug, sure = names.meant(about["name"], about["slug"])
    exercise = by_slug.get(slug)
    if exercise and about["loaded"] and not takes_weight(exercise):
        exercise, sure = None, False
    choice = exercise.slug if exercise else OWN
    if not exercise and about["entries"] >= max(about["sets"], 1) / 2:
        choice = OUT
    known = sure and bool(exercise)
    return NameToMatch(field, about["name"], about["sets"], about["entries"], choice, known, exercise, choice)


def takes_weight(exercise):
    """Whether sets of an exercise have kilograms."""
    return exercise.load != Exercise.Load.NONE and not exercise.banded


def shown(odd):
    """An odd value for the preview: with its possible answers, and the day as a date."""
    unit = odd["unit"]
    written = [("keep", with_commas(odd["value"]))] if odd["fits"] else []
    meant = [("meant", with_commas(odd["meant"]))] if odd["meant"] else []
    before = odd["before"] and f"{number_in(Decimal(odd['before']), unit)} {unit}"
    says = f"{with_commas(odd['value'])} {unit}"
    answers = [*meant, *written, ("out", "Skip it")]
    return odd | {"answers": answers, "says": says, "before": before, "day": date.fromisoformat(odd["day"])}


def with_commas(text):
    """A number as text, with commas: 3,600."""
    return f"{Decimal(text):,f}"
