"""Scripts with a key."""

import json

import pytest
from django.test import Client

from glutes.api.models import ApiToken


class Script:
    """A script that comes in with a key, or with a wrong one."""

    def __init__(self, key):
        self.client, self.headers = Client(), {"authorization": f"Bearer {key}"}

    def ask(self, method, path, said=None):
        """The answer to one request."""
        body = {} if said is None else {"data": json.dumps(said), "content_type": "application/json"}
        return getattr(self.client, method)(f"/api/v1/{path}", headers=self.headers, **body)

    def get(self, path):
        return self.ask("get", path).json()


@pytest.fixture
def reader(user):
    return Script(ApiToken.objects.make(user, name="Reader", scope="read")[1])


@pytest.fixture
def writer(user):
    return Script(ApiToken.objects.make(user, name="Writer", scope="write")[1])
