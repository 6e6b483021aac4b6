import pytest
from django.db import transaction

from tests.make import make_catalogue


@pytest.fixture(scope="module")
def catalogue(django_db_setup, django_db_blocker):
    """Everything in fixtures/, as `start` loads it; once a module."""
    with django_db_blocker.unblock(), transaction.atomic():
        make_catalogue()
        yield
        transaction.set_rollback(True)
