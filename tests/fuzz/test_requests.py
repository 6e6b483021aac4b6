"""Whatever is sent to whatever address, no answer is a 500, none gives back what was typed as markup, none leads away
from the site, and nobody else's row is touched."""

import itertools
import logging
import random

import pytest
from django.db import transaction
from django.db.models import CharField
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from glutes.accounts.models import User
from glutes.api.models import ApiToken
from glutes.exercises.models import Exercise
from glutes.runs import fetching
from tests.fuzz import asking
from tests.owner import Owner

pytestmark = pytest.mark.django_db
A_ROUND = 100
"""Examples, of up to eight requests each, that are drawn from one seed."""


@pytest.fixture(autouse=True)
def alone(monkeypatch):
    """No line for each refusal, no request to anywhere else, and nobody is told to slow down."""
    monkeypatch.setattr(logging.getLogger("django.request"), "disabled", True)
    monkeypatch.setattr(logging.getLogger("glutes.middleware"), "disabled", True)
    monkeypatch.setattr(logging.getLogger("django.security"), "disabled", True)
    monkeypatch.setattr("glutes.exchange.turns.time.sleep", lambda seconds: None)

    def nowhere(*arguments, **options):
        raise fetching.FetchError("Nobody is there.")

    monkeypatch.setattr(fetching, "lookup", nowhere)


def make_victim():
    """A member with a row of everything, whose names and keys are out of the way of a second one."""
    victim = Owner()
    User.objects.filter(pk=victim.user.pk).update(username="victim", name_folded="victim", email="")
    Exercise.objects.filter(slug="hop").update(slug="victims-hop", name="Victim's hop")
    for model, rows in victim.rows().items():
        keys = [field.name for field in model._meta.concrete_fields if field.unique and isinstance(field, CharField)]
        for row in rows if model not in (User, Exercise) else ():
            for key in filter(row.get, keys):
                model._base_manager.filter(pk=row["id"]).update(**{key: "v" + row[key][1:]})
    return victim


def words_of(*owners):
    """What names their rows in addresses and fields."""
    return [str(word) for owner in owners for word in [*owner.theirs().values(), *owner.everybodys().values()]]


def test_any_request_is_answered_and_touches_nobody_elses_rows(cases, record_figure, request):
    victim, owner = make_victim(), Owner()
    _, key = ApiToken.objects.make(owner.user, name="fuzz", scope="write")
    before, offers = victim.rows(), asking.all_offers(owner)
    requests = asking.asking(offers, asking.names_of_fields(), words_of(owner, victim))
    sent = 0

    def ask(several, who):
        nonlocal sent
        client = asking.client_of(*(owner.user, key) if who else [None])
        with transaction.atomic():
            for each in several:
                answer, sent = asking.send(client, each), sent + 1
                assert asking.wrong_with(answer) == []
            assert victim.rows() == before
            transaction.set_rollback(True)

    first = random.randrange(10**6) if request.config.getoption("faults") else 0
    record_figure("the seed of the first round of requests", first)
    for round_ in itertools.count(first):
        if sent >= cases:
            break
        some = given(several=st.lists(requests, min_size=4, max_size=8), who=st.integers(0, 7))
        quick = settings(
            max_examples=min(A_ROUND, (cases - sent) // 5 + 1),
            deadline=None,
            database=None,
            phases=[Phase.generate, Phase.shrink],
            suppress_health_check=list(HealthCheck),
        )
        seed(round_)(quick(some(ask)))()
        record_figure("requests of any kind", sent)
    record_figure("forms and addresses they were made from", len(offers))
