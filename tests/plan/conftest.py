"""It is Wednesday, 18 November 2026, at noon."""

import pytest

from tests.make import NOON


@pytest.fixture(autouse=True)
def wednesday(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON)
