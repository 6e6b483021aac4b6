"""Documents and tables much like ours, with anything in their values: brought in or refused, and shown unharmed."""

import csv
import io
import json
import logging

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from glutes.exchange import document, table
from tests import html, naughty
from tests.fuzz import asking
from tests.make import make_user
from tests.owner import Owner

pytestmark = pytest.mark.django_db
PAGES = ("/", "/workouts/", "/progress/", "/progress/report/", "/plan/", "/plan/print/", "/routines/", "/checks/")
PAGES += (
    "/exercises/",
    "/account/",
    "/account/export.json",
    "/account/sets.csv",
    "/account/watch/week.zip",
    "/import/",
)


@pytest.fixture(autouse=True)
def quiet(monkeypatch):
    monkeypatch.setattr(logging.getLogger("django.request"), "disabled", True)
    monkeypatch.setattr("glutes.exchange.turns.time.sleep", lambda seconds: None)


def places(value, before=()):
    """The way to each value inside a document."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in inner:
        yield (*before, key)
        yield from places(each, (*before, key))


def changed(text, changes):
    """A document with other values in some places."""
    whole = json.loads(text)
    ways = list(places(whole))
    for at, value in changes:
        inside, way = whole, ways[at % len(ways)]
        try:
            for key in way[:-1]:
                inside = inside[key]
            inside[way[-1]] = value
        except (KeyError, IndexError, TypeError):
            continue  # It went with a change before this one.
    return json.dumps(whole).encode()


def bring(member, data, name):
    """Send a file and bring it in, as far as that goes; then look at all that may show it."""
    client, shown = asking.client_of(member), list(PAGES)
    answer = client.post("/import/", {"file": SimpleUploadedFile(name, data)})
    assert answer.status_code in (303, 422)
    if answer.status_code == 303:
        address = answer["Location"]
        forms = html.find(client.get(address).text, "form", method="post")
        fields = dict(pair for form in forms for pair in asking.values(form))
        assert client.post(f"{address}bring/", fields).status_code in (303, 404, 405, 422)
        shown.append(address)
    shown = shown[len(data) % 4 :: 4]  # Those of other examples show the rest.
    shown += [workout.get_absolute_url() for workout in member.workouts.kept()[:2]]
    shown += [routine.get_absolute_url() for routine in member.routines.all()[:2]]
    for page in shown:
        assert asking.wrong_with(client.get(page)) == [], page


def many(test, strategy, examples, record_figure, what):
    """Run a test with so many examples."""
    quick = settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    seed(examples)(quick(given(strategy)(test)))()
    record_figure(what, examples)


def test_any_document_like_ours_comes_in_or_is_refused(cases, record_figure):
    text = "".join(document.pieces(Owner().user, timezone.now()))
    values = st.one_of(asking.in_json, st.sampled_from([*naughty.NUMBERS, *naughty.MOMENTS]), st.integers(-9, 9))

    def read(changes):
        with transaction.atomic():
            bring(make_user(), changed(text, changes), "export.json")
            transaction.set_rollback(True)

    changes = st.lists(st.tuples(st.integers(0, 10_000), values), min_size=1, max_size=4)
    many(read, changes, max(5, cases // 200), record_figure, "documents brought in")


def test_any_table_like_ours_comes_in_or_is_refused(cases, record_figure):
    rows = list(csv.reader(io.StringIO("".join(table.lines(Owner().user)))))
    cells = st.tuples(st.integers(1, 50), st.integers(0, 50), st.sampled_from(naughty.TEXTS))

    def read(changes):
        some = [list(row) for row in rows]
        for row, column, text in changes:
            some[row % len(some)][column % len(some[0])] = text
        text = io.StringIO()
        csv.writer(text).writerows(some)
        with transaction.atomic():
            bring(make_user(), text.getvalue().encode(errors="surrogatepass"), "sets.csv")
            transaction.set_rollback(True)

    many(read, st.lists(cells, min_size=1, max_size=4), max(5, cases // 200), record_figure, "tables brought in")
