"""Between the parts of a long import others get a turn; within one transaction there is nobody to wait for."""

import pytest
from django.db import transaction

from glutes.exchange.turns import turn
from tests.make import make_user


@pytest.mark.django_db(transaction=True)
def test_there_is_a_pause_where_somebody_else_can_write_and_none_within_a_transaction(monkeypatch):
    user, pauses = make_user(), []
    monkeypatch.setattr("glutes.exchange.turns.time.sleep", pauses.append)
    with turn(user):
        pass
    assert len(pauses) == 1
    with transaction.atomic(), turn(user):
        pass
    assert len(pauses) == 1
