"""How well the last seven days cover the glutes: whose sets count, which, and for how much."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from glutes.progress.pages.weeks import Weeks
from tests.make import NOON, make_exercise, make_set, make_user, make_worked, make_workout

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 18)
LONG_AGO = 20 * 7


@pytest.fixture
def deadlift():
    return make_worked("deadlift")


def done(user, exercise, days_ago=0, sets=1, sides=("left", "right"), started=NOON, **fields):
    """A workout of so many sets of the exercise."""
    at = started - timedelta(days=days_ago)
    workout = make_workout(user, [exercise], started=at, finished_at=at)
    for number in range(1, sets + 1):
        for side in sides:
            make_set(workout, number=number, side=side, **fields)
    return workout


def covered_week(user, today):
    """How well the seven days up to today cover the glutes: a Covered, None if no set was done."""
    return Weeks(user, today).lately


def earned(user):
    """(sets, medius, maximus) of the weeks of a year in which any were done: the database adds up those of long ago."""
    return [(week.sets, week.medius, week.maximus) for week in Weeks(user, TODAY, 52).all if week.sets]


def credits_of(user):
    covered = covered_week(user, TODAY)
    return covered and (covered.found.medius, covered.found.maximus)


@pytest.mark.parametrize(
    ("fields", "credit"),
    [
        pytest.param({}, "1.5", id="left and right are one set: two of high"),
        pytest.param({"sides": ["left"]}, "0.75", id="one side alone is half"),
        pytest.param({"rir": 3}, "1.5", id="three in reserve count in full"),
        pytest.param({"rir": 4}, "0.75", id="four or more count half"),
        pytest.param({"load_kg": Decimal(8)}, "2", id="very high with a load"),
        pytest.param({"band": 1}, "2", id="or a band"),
        pytest.param({"load_kg": Decimal(0)}, "1.5", id="no kilograms are no load"),
        pytest.param({"load_kg": Decimal(8), "rir": 3}, "2", id="with a load and three in reserve"),
        pytest.param({"load_kg": Decimal(8), "rir": 4}, "0.75", id="an easy load is none"),
        pytest.param({"days_ago": 6}, "1.5", id="six days ago"),
        pytest.param({"form_ok": False}, "1.5", id="whatever the form"),
    ],
)
def test_two_sets_earn_what_their_level_and_load_are_worth(user, deadlift, fields, credit):
    fields = {"sets": 2, "days_ago": 0} | fields
    done(user, deadlift, **fields)
    done(user, deadlift, **fields | {"days_ago": fields["days_ago"] + LONG_AGO})

    assert credits_of(user) == (Decimal(credit), Decimal(credit))
    assert earned(user) == [(1 if "sides" in fields else 2, Decimal(credit), Decimal(credit))] * 2


def test_sets_of_both_legs_are_whole_ones(user):
    squat = make_worked("squat", sides="both")
    squat.works.filter(muscle__slug="gluteus-maximus").update(activity="moderate")
    for ago in (0, LONG_AGO):
        done(user, squat, ago, sets=2, sides=["both"])

    assert credits_of(user) == (Decimal("1.5"), Decimal(1)), "each muscle by its own level"
    assert earned(user) == [(2, Decimal("1.5"), 1)] * 2


@pytest.mark.parametrize("ago", [0, LONG_AGO])
def test_sets_of_others_of_other_days_deleted_or_of_a_warm_up_earn_nothing(user, deadlift, ago):
    done(make_user(), deadlift, ago, load_kg=Decimal(8))
    done(user, deadlift, ago, deleted_at=NOON)
    done(user, deadlift, ago, reps=0)
    done(user, deadlift, ago).discard(NOON + timedelta(hours=1))
    done(user, deadlift, ago).exercises.update(block="warm-up")
    going = done(user, deadlift, ago, done_at=timezone.now())
    going.finished_at = None
    going.save()
    make_workout(user, [deadlift], NOON - timedelta(days=ago))
    assert earned(user) == []

    done(user, deadlift, days_ago=7)
    done(user, deadlift, days_ago=-1)
    assert credits_of(user) is None


def test_days_and_loads_add_up_beside_what_does_not_count(user, deadlift):
    done(make_user(), deadlift, sets=5)
    done(user, deadlift, sets=2)
    done(user, deadlift, days_ago=2, sets=2, load_kg=Decimal(8))
    done(user, make_exercise("plank"), sides=["both"])

    covered = covered_week(user, TODAY)

    assert [(bar.name, bar.words, bar.percent) for bar in covered.bars] == [
        ("Side of the hip", "3 of 10 sets", 35),
        ("Big glutes", "3 of 10 sets", 35),
    ]
    assert covered.gaps == [], "the bars say so"


def page(user):
    client = Client()
    client.force_login(user)
    return client.get("/progress/").content.decode()


def test_the_overview_shows_the_last_seven_days(user, deadlift):
    done(make_user(), deadlift, sets=14, started=timezone.now())
    done(user, deadlift, sets=2, started=timezone.now())
    overview = page(user)

    assert "The last 7 days: side of the hip 1 of 10 sets, big glutes 1 of 10 sets." in overview
    assert "Side of the hip: a little this week" not in overview, "said once is enough"
    assert "EMG is a rough guide, not a result." in overview


def test_enough_is_said_without_a_gap(user, deadlift):
    done(user, deadlift, sets=14, started=timezone.now())
    overview = page(user)

    assert "The last 7 days: side of the hip enough, big glutes enough." in overview
    assert "a little this week" not in overview


def test_before_the_first_session_nothing_is_said_of_it(user, deadlift):
    done(make_user(), deadlift, started=timezone.now())

    assert "The last 7 days" not in page(user)
    done(user, deadlift, started=timezone.now())
    assert "The last 7 days" in page(user)
