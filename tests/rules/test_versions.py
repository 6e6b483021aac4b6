"""When a version counts: by the clock it was typed at, and by what whoever typed it had seen."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from glutes.rules.versions import UNSAID, Stamp

NOON = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
FAST = NOON + timedelta(hours=23)


def test_of_two_versions_the_later_typed_counts():
    assert UNSAID < Stamp.of(NOON) < Stamp.of(NOON + timedelta(milliseconds=1))


def test_what_was_seen_is_older_whatever_the_clock_says():
    wrong = Stamp.of(FAST)
    assert Stamp.of(NOON) < wrong < Stamp.of(NOON, seen=wrong.at)


def test_of_two_versions_typed_after_the_same_one_the_later_counts():
    first, second = Stamp.of(NOON, seen=FAST), Stamp.of(NOON + timedelta(seconds=9), seen=FAST)
    assert first < second < Stamp.of(NOON, seen=second.at)


def test_having_seen_something_older_changes_nothing():
    assert Stamp.of(NOON, seen=NOON - timedelta(days=1)) == Stamp.of(NOON)


@pytest.mark.parametrize("seen", [None, FAST])
def test_a_stamp_is_written_down_and_read_again(seen):
    stamp = Stamp.of(NOON.astimezone(timezone(timedelta(hours=-8))), seen)
    assert Stamp.read(str(stamp)) == stamp
    assert str(UNSAID) == "2000-01-01T00:00:00+00:00"
