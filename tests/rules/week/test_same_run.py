"""Which accounts tell of one run, as a table; and that a run is never counted twice, nor two runs once."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest

from glutes.rules.week.same_run import Account, by_one_clock, each_once, kept, kind_of, same

THURSDAY, FRIDAY = date(2026, 11, 19), date(2026, 11, 20)


def account(said, day=THURSDAY):
    """An Account, from words: "file done 18:00 10km 50min easy?" (a question mark: only a guess)."""
    facts = {"day": day, "kind": "easy"}
    for word in said.split():
        if word in ("typed", "calendar", "intervals"):
            facts["teller"] = word
        elif word == "done":
            facts["done"] = True
        elif ":" in word:
            facts["at"] = time.fromisoformat(word)
        elif word.endswith("km"):
            facts["km"] = Decimal(word[:-2])
        elif word.endswith("min"):
            facts["seconds"] = int(word[:-3]) * 60
        elif word != "file":
            facts |= {"kind": word.removesuffix("?"), "is_guess": word.endswith("?")}
    if facts.get("done") and "teller" in facts:
        facts["teller"] += " done"
    return Account(**facts)


CASES = [
    # Two recordings: a close start and about the same length.
    ("file done 18:00 10km", "intervals done 18:00 10km", True),
    ("file done 18:00 10km", "intervals done 18:09 10.4km hard", True),
    ("file done 18:00 10km", "intervals done 18:11 10km", False),
    ("file done 18:00 2km", "intervals done 18:05 8km", False),
    ("file done 18:00 10km", "intervals done 10km", True),
    ("file done 10km", "intervals done 11km", False),
    ("file done 18:00 50min", "intervals done 18:01 54min", True),
    ("file done 18:00 50min", "intervals done 18:01 90min", False),
    ("file done 18:00", "intervals done 18:01 hard", True),
    ("file done 18:00", "intervals done", True),
    ("file done 18:00", "intervals done hard", False),
    ("file done 18:00 10km", "file done 18:00 10km", True),
    ("intervals done 18:00 10km", "intervals done 18:00 10km", False),
    # What was planned is fulfilled by a run of that day, whatever it became; not by one of another time of day.
    ("calendar long 18km", "intervals done easy 12km", True),
    ("calendar hard 18:00", "intervals done hard 20:30", True),
    ("calendar hard 18:00", "intervals done easy 07:00", False),
    ("calendar race", "intervals done easy 4km 08:00", False),
    ("calendar race 10:00 21.1km", "intervals done long 09:58 21.2km", True),
    ("calendar race 21.1km", "intervals done long 09:58 21.2km", True),
    # Two plans that tell of the same day.
    ("calendar hard 10km", "intervals hard 10km", True),
    ("calendar easy 8km", "intervals easy 12km", False),
    ("calendar hard", "intervals easy", False),
    ("calendar hard", "intervals easy?", True),
    # What is typed has a kind, and perhaps an hour.
    ("typed hard", "calendar hard 18:00", True),
    ("typed hard", "calendar easy", False),
    ("typed hard", "calendar easy?", True),
    ("typed hard 18:00", "calendar easy 18:30", True),
    ("typed hard 18:00", "calendar hard 07:00", False),
    ("typed hard", "intervals done easy? 07:12", True),
    ("typed easy", "typed easy", False),
]


@pytest.mark.parametrize(("one", "other", "expected"), CASES)
def test_whether_two_accounts_tell_of_one_run(one, other, expected):
    assert same(account(one), account(other)) is expected
    assert same(account(other), account(one)) is expected


def test_runs_of_two_days_are_two_runs():
    assert same(account("file done 10km", FRIDAY), account("intervals done 10km", FRIDAY))
    assert not same(account("file done 10km"), account("intervals done 10km", FRIDAY))


TOKYO_10 = datetime(2026, 11, 18, 21, 0, tzinfo=UTC)


def recorded(said, day, began):
    return replace(account(said, day), began=began)


def test_a_run_abroad_is_on_the_day_it_was_there_whichever_day_it_was_at_home():
    there = recorded("intervals done 06:00 10km", THURSDAY, TOKYO_10)
    at_home = recorded("file done 22:02 10km", THURSDAY - timedelta(days=1), TOKYO_10 + timedelta(minutes=2))
    later = recorded("file done 12:00 5km", THURSDAY, TOKYO_10 + timedelta(hours=14))
    found = by_one_clock([at_home, later, there])
    assert [(one.day, one.at.hour) for one in found] == [(THURSDAY, 6), (THURSDAY, 6), (THURSDAY, 12)]
    assert [len(run) for run in each_once(found)] == [2, 1]


def test_runs_one_after_the_other_are_no_chain():
    told = [recorded(f"file done 10:{m:02}", THURSDAY, TOKYO_10 + timedelta(minutes=m)) for m in (0, 9, 18)]
    found = by_one_clock(told)
    assert [one.at.minute for one in found] == [0, 0, 18]
    assert [len(run) for run in each_once(found)] == [2, 1]


def test_an_hour_that_is_known_is_not_lost_to_who_says_none():
    told = [recorded("intervals done 10km", THURSDAY, TOKYO_10), recorded("file done 06:01 10km", FRIDAY, TOKYO_10)]
    assert [(one.day, one.at) for one in by_one_clock(told)] == [(THURSDAY, None), (THURSDAY, time(6, 1))]


def test_what_was_not_recorded_stays_on_its_day():
    told = [account("typed easy"), account("calendar hard 18:00")]
    assert by_one_clock(told) == told
    assert by_one_clock([]) == []


DAYS = [
    (["typed hard", "calendar hard", "intervals hard", "intervals done hard 18:00", "file done 18:01"], ["hard"]),
    (["typed hard", "typed easy", "calendar hard"], ["easy", "hard"]),
    (["typed hard", "typed easy", "intervals done easy?"], ["easy", "hard"]),
    (["typed easy", "typed hard", "intervals done easy?"], ["easy", "hard"]),
    (["typed hard", "intervals done easy?"], ["hard"]),
    (["typed hard", "intervals done easy"], ["easy"]),
    (["calendar easy", "calendar hard 18:00", "intervals done easy 07:00"], ["easy", "hard"]),
    (["intervals done easy 07:00", "intervals done hard 18:00", "typed hard"], ["easy", "hard"]),
    (["calendar race 10km", "intervals done easy? 10km"], ["race"]),
    ([], []),
]


@pytest.mark.parametrize(("accounts", "kinds"), DAYS)
def test_the_runs_of_a_day_each_once(accounts, kinds):
    told = [account(one) for one in accounts]
    runs = each_once(told)
    assert sorted(kind_of(run) for run in runs) == kinds
    assert sorted(map(id, (one for run in runs for one in run))) == sorted(map(id, told))


@pytest.mark.parametrize(
    ("told", "gone", "left"),
    [
        (["file done 18:00", "intervals done 18:01"], [], ["file done 18:00", "intervals done 18:01"]),
        (["file done 18:00", "intervals done 18:01"], [0], []),
        (["calendar easy"], [0], []),
        (["calendar easy", "intervals easy"], [0], []),
        (["calendar easy", "intervals done 18:01"], [0], ["intervals done 18:01"]),
        (["calendar easy", "intervals done 18:01"], [1], []),
    ],
)
def test_a_removed_run_stays_away_whoever_tells_of_it_unless_it_was_planned_and_done_all_the_same(told, gone, left):
    accounts = [replace(account(said), is_removed=n in gone) for n, said in enumerate(told)]
    (run,) = each_once(accounts)
    assert kept(run) == [account for account in run if account in [accounts[told.index(said)] for said in left]]
    assert len(kept(run)) == len(left)
