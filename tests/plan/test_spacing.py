"""The week among runs and races: what clashes is said and moved with one tap; the days proposed keep clear of runs."""

from datetime import date, timedelta

import pytest

from glutes.plan.models import Move, Pause, Race, RunDay
from tests import html
from tests.make import make_exercise, make_plan_day, make_routine, make_source, make_user

pytestmark = pytest.mark.django_db

MON, TUE, WED, THU, FRI, SAT, SUN = (date(2026, 11, 16) + timedelta(days=n) for n in range(7))
NEXT_MON = MON + timedelta(days=7)
HARD_THURSDAY = "Hard run on Thursday, the day after: legs may still be tired from strength."


def make_session(user, weekday, load_kg=10, name="Weights"):
    return make_plan_day(user, weekday, make_routine(user, [(make_exercise(), {"load_kg": load_kg})], name=name))


def page(client, url="/plan/"):
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def clashes(seen):
    return seen.count('aria-labelledby="clash-')


def test_a_clash_is_explained_marked_and_moved_with_one_tap(phone, user):
    make_source("doma-2013")
    there = make_session(user, 2)
    RunDay.objects.put(user, "hard", [3], MON)
    seen = page(phone)
    assert HARD_THURSDAY in seen
    assert "#doma-2013" in seen
    assert f'item-clash" aria-describedby="clash-{there.pk}-2026-11-18"' in seen
    assert 'id="day-2026-11-20" class="day day-better"' in seen
    assert f'name="to" value="{FRI}"><svg' in seen
    assert html.problems(seen) == []
    phone.post(f"/plan/{there.pk}/move/", {"date": WED, "to": FRI, "week": "2026-W47"})
    assert list(Move.objects.values_list("date", "to")) == [(WED, FRI)]
    seen = page(phone)
    assert (clashes(seen), "item-clash" in seen, "day-better" in seen) == (0, False, False)


def test_it_is_moved_with_htmx(phone, user):
    there = make_session(user, 2)
    RunDay.objects.put(user, "hard", [3], MON)
    data = {"date": WED, "to": FRI, "week": "2026-W47"}
    seen = phone.post(f"/plan/{there.pk}/move/", data, headers={"HX-Request": "true"}).content.decode()
    assert seen.startswith('<div id="plan"')
    assert (clashes(seen), "Undo" in seen) == (0, True)


@pytest.mark.parametrize(
    ("weekday", "run", "number"),
    [(6, ("long", 0), 1), (2, ("easy", 2), 1), (2, ("easy", 3), 0), (0, ("hard", 1), 0)],
    ids=["the day after the week", "a note", "an easy one tomorrow", "over already"],
)
def test_what_counts_as_a_clash(phone, user, weekday, run, number):
    make_session(user, weekday)
    RunDay.objects.put(user, run[0], [run[1]], MON)
    assert clashes(page(phone)) == number


def test_without_weights_an_easy_run_is_fine(phone, user):
    make_session(user, 2, load_kg=None)
    RunDay.objects.put(user, "easy", [2], MON)
    assert clashes(page(phone)) == 0


def test_a_race_just_after_the_week_counts(phone, user):
    make_session(user, 6)
    Race.objects.create(user=user, date=NEXT_MON + timedelta(days=1), name="Up & down")
    seen = page(phone)
    assert "Race on Tuesday: no strength in the two days before, so that you start fresh." in seen
    assert "Up &amp; down" not in seen
    Race.objects.update(date=NEXT_MON + timedelta(days=2))
    assert clashes(page(phone)) == 0


def test_where_no_day_is_better_there_is_no_tap(phone, user):
    make_session(user, 2)
    RunDay.objects.put(user, "hard", range(7), MON)
    seen = page(phone)
    assert (clashes(seen), "Move it to" in seen) == (1, False)


def test_nobody_is_sent_into_the_past_or_a_pause(phone, user):
    make_session(user, 2)
    RunDay.objects.put(user, "hard", [3], MON)
    Pause.objects.create(user=user, since=FRI, until=SUN)
    seen = page(phone)
    assert (clashes(seen), "Move it to" in seen) == (1, True)
    assert "Move it to Thursday" in seen


def test_somebody_elses_runs_races_and_sessions_do_not_count(phone, user):
    make_session(user, 2)
    stranger = make_user()
    RunDay.objects.put(stranger, "hard", [3], MON)
    Race.objects.create(user=stranger, date=THU, name="Zebra run")
    assert clashes(page(phone)) == 0


def test_who_wants_no_warnings_gets_none(phone, user):
    make_session(user, 2)
    RunDay.objects.put(user, "hard", [3], MON)
    user.clash_warnings = False
    user.save()
    seen = page(phone)
    assert (clashes(seen), "item-clash" in seen, "day-better" in seen, "Better days" in seen) == (0,) + (False,) * 3


@pytest.mark.parametrize("many", [1, 30])
def test_the_number_of_queries_does_not_grow(phone, user, many, django_assert_num_queries):
    make_source("doma-2013")
    for number in range(many):
        make_session(user, 2 + number % 5)
        Race.objects.create(user=user, date=THU, name=f"Race {number}")
    RunDay.objects.put(user, "hard", range(7) if many > 1 else [3], MON)
    with django_assert_num_queries(15):
        assert clashes(page(phone)) == many


# -- The best days ----------------------------------------------------------


def suggested(seen):
    return [day for day in range(7) if f'name="weekday" value="{day}" checked' in seen]


def test_an_empty_week_is_filled_around_the_runs_that_go_on(phone, user):
    make_routine(None, name="Ready one")
    RunDay.objects.put(make_user(), "hard", [1], WED)
    assert suggested(page(phone)) == [0, 2, 4]
    RunDay.objects.put(user, "hard", [1], WED)
    RunDay.objects.put(user, "long", [6], WED)
    seen = page(phone)
    assert suggested(seen) == [2, 4, 6]
    assert "Three sessions, around your runs" in seen
    assert "Wednesday, Friday and Sunday: a day between them, with the fewest clashes your runs allow." in seen


def test_a_full_week_is_offered_better_days_where_it_clashes(phone, user):
    for weekday in (0, 2, 4):
        make_session(user, weekday)
    assert "Better days" not in page(phone, "/plan/?week=2026-W48")
    RunDay.objects.put(user, "hard", [3], MON)
    seen = page(phone, "/plan/?week=2026-W48")
    assert "Better days around your runs." in seen
    assert "a day between them, clear of your hard runs." in seen
