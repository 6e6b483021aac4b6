import pytest
from django.core.management import call_command
from django.db import transaction


@pytest.fixture(scope="module")
def catalogue(django_db_setup, django_db_blocker):
    """Everything in fixtures/, as `start` loads it; once a module, since loading takes a second."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_catalogue", verbosity=0)
        yield
        transaction.set_rollback(True)
