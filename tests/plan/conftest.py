"""It is Wednesday in every test of the plan."""

import pytest


@pytest.fixture(autouse=True)
def on_wednesday(wednesday):
    pass
