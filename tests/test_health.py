"""What a watchdog asks."""

import pytest


@pytest.mark.django_db
def test_it_says_that_it_is_well_and_nobody_may_keep_the_answer(client):
    answer = client.get("/healthz/")
    assert (answer.status_code, answer.content) == (200, b"ok")
    assert "no-store" in answer["Cache-Control"]


def test_it_can_only_be_asked(client):
    assert client.post("/healthz/").status_code == 405
