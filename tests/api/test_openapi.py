"""The OpenAPI document is true, and no request whatever is answered with a 500."""

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode, checks
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from glutes.api.models import ApiToken
from tests.make import make_exercise, make_routine, make_set, make_user, make_workout

CHECKS = [
    checks.not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
FEW = settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def document(live_server):
    """As it is served."""
    return schemathesis.openapi.from_url(f"{live_server.url}/api/v1/openapi.json")


@pytest.fixture
def key(live_server):
    """Of somebody who has a little of everything."""
    user, squat = make_user(), make_exercise("squat")
    make_routine(user, [(squat, {})])
    make_set(make_workout(user, [squat]))
    return ApiToken.objects.make(user, name="Script", scope="write")[1]


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_any_request_is_answered_as_the_document_says(document, key, mode):
    headers = {"Authorization": f"Bearer {key}"}
    for operation in document.get_all_operations():

        @FEW
        @given(case=operation.ok().as_strategy(generation_mode=mode))
        def ask(case):
            case.call_and_validate(headers=headers, checks=CHECKS)

        ask()


def test_the_document_names_every_address_and_no_other(document):
    assert {(operation.ok().method.upper(), operation.ok().path) for operation in document.get_all_operations()} == {
        ("GET", "/api/v1/checks"),
        ("PUT", "/api/v1/checks/{pk}"),
        ("DELETE", "/api/v1/checks/{pk}"),
        ("GET", "/api/v1/exercises"),
        ("GET", "/api/v1/routines"),
        ("GET", "/api/v1/workouts"),
        ("GET", "/api/v1/workouts/{pk}"),
        ("PUT", "/api/v1/workouts/{pk}"),
        ("DELETE", "/api/v1/workouts/{pk}"),
        ("POST", "/api/v1/workouts/{pk}/sets"),
        ("POST", "/api/v1/workouts/{pk}/slots"),
    }
