"""What a watchdog asks."""

import pytest

pytestmark = pytest.mark.django_db


def test_the_site_says_that_it_is_well_and_nobody_may_keep_the_answer(client):
    answer = client.get("/healthz/")
    assert (answer.status_code, answer.content) == (200, b"ok")
    assert "no-store" in answer["Cache-Control"]


def test_healthz_writes_once_a_second_at_most(client, django_assert_num_queries):
    client.get("/healthz/")
    with django_assert_num_queries(0):
        assert client.get("/healthz/").status_code == 200


def test_healthz_can_only_be_asked(client):
    assert client.post("/healthz/").status_code == 405
