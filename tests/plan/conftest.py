"""It is Wednesday, 18 November 2026, at noon."""

import pytest
from django.test import Client

from tests.make import NOON, make_user


@pytest.fixture(autouse=True)
def wednesday(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON)


@pytest.fixture
def user():
    return make_user("ann")


@pytest.fixture
def phone(user):
    client = Client()
    client.force_login(user)
    return client
