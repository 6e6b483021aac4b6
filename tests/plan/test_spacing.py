"""The week among runs and races: what clashes is said and moved with one tap; the days proposed keep clear of runs."""

import re
from datetime import date, time, timedelta

import pytest

from glutes.exercises.models import Equipment
from glutes.kit.models import Kit
from glutes.plan.models import Move, Pause, PlanDay, Race, RunDay
from glutes.runs.models import ImportedRun
from tests import html
from tests.make import (
    NOON,
    make_exercise,
    make_plan_day,
    make_routine,
    make_set,
    make_source,
    make_user,
    make_workout,
)

pytestmark = pytest.mark.django_db

MON, TUE, WED, THU, FRI, SAT, SUN = (date(2026, 11, 16) + timedelta(days=n) for n in range(7))
NEXT_MON = MON + timedelta(days=7)
HARD_THURSDAY = "Hard run next day: strength may tire your legs."


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


def test_a_session_too_near_is_moved_with_htmx(phone, user):
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


@pytest.mark.parametrize(
    ("run", "at", "time_of", "said"),
    [
        ("long", time(9), None, "from 15:00 · "),
        ("hard", time(6, 30), None, "from 12:30 · "),
        ("easy", time(9), None, ""),
        ("long", None, None, ""),
        ("long", time(9), time(17), "17:00 · "),
        ("long", time(15), None, ""),
    ],
    ids=["long", "hard", "easy", "no time known", "a time of its own", "too late for today"],
)
def test_a_session_without_a_time_says_from_when_on_it_is_fine_without_weights_too(phone, user, run, at, time_of, said):
    row = make_session(user, 2, load_kg=None)
    PlanDay.objects.update(time=time_of)
    RunDay.objects.create(user=user, kind=run, weekday=2, since=MON, time=at)
    line = f"{said}{row.routine.minutes} min"
    for url in ("/", "/plan/"):
        seen = html.flat(page(phone, url))
        assert (line in seen, "from 1" in seen) == (True, said.startswith("from"))
    user.clash_warnings = False
    user.save()
    assert "from 1" not in page(phone)


@pytest.mark.parametrize(
    ("fields", "dose", "at_home", "number"),
    [
        ({}, {}, "10", 1),
        ({"load": "required"}, {}, None, 1),
        ({}, {"load_kg": 10}, None, 1),
        ({}, {}, None, 0),
        ({"load": "none"}, {}, "10", 0),
        ({"banded": True, "load": "required"}, {}, "10", 0),
        ({}, {"block": "warm-up"}, "10", 0),
    ],
    ids=["at home", "needed", "written", "none at home", "takes none", "takes a band", "only the warm-up"],
)
def test_a_session_is_one_with_weights_where_a_weight_will_be_used(phone, user, fields, dose, at_home, number):
    """Such a one clashes even with an easy run."""
    squat, bell = make_exercise(**fields), Equipment.objects.create(slug="bell", name="Bell", source=make_source())
    squat.extras.add(bell)
    for owner, kg in ((user, at_home), (make_user(), "10")):
        Kit.objects.create(user=owner, equipment=bell, kg=kg)
    make_plan_day(user, 2, make_routine(user, [(squat, dose)]))
    RunDay.objects.put(user, "easy", [2], MON)

    assert clashes(page(phone)) == number


# -- Race week ---------------------------------------------------------------


def proposed(seen):
    """The lines of the race's section as texts, without the buttons."""
    sections = html.find(seen, "section", aria_labelledby="race-week")
    return [" ".join(part.text for part in line.find("span")[:1]) for one in sections for line in one.find("li")]


@pytest.fixture
def race_week(user):
    """Sessions on Monday, Wednesday and Friday, and a race on Sunday."""
    rows = [make_session(user, weekday, name=f"On {weekday}") for weekday in (0, 2, 4)]
    Race.objects.create(user=user, date=NEXT_MON + timedelta(days=6), name="Up & down")
    return rows


NEXT = "/plan/?week=2026-W48"


def test_before_a_race_it_is_proposed_to_halve_or_skip_and_nothing_is_moved(phone, race_week):
    seen = page(phone, NEXT)
    assert html.problems(seen) == []
    assert "Up &amp; down, Sun 29 Nov: keep 1, shorten 1, skip 1" in html.flat(seen)
    whole, part = race_week[0].routine.minutes, race_week[1].routine.minutes_of(half=True)
    assert proposed(seen) == [
        f"On 0: as planned, {whole} min",
        f"On 2: shorter, {part} min",
        "On 4: skip, 2 days before",
    ]
    assert part < whole
    assert (clashes(seen), "Move it to" in seen) == (0, False)


def test_all_races_of_a_week_are_eased_for_whichever_was_typed_and_whichever_came_in(phone, user, race_week):
    brought_in = {"origin": "calendar", "uid": "r", "title": "Club 10k", "name": "Club", "kind": "race"}
    ImportedRun.objects.create(user=user, day=NEXT_MON + timedelta(days=2), **brought_in)
    seen = html.flat(page(phone, NEXT))
    assert "Club 10k, Wed 25 Nov, then Up &amp; down, Sun 29 Nov: skip 3" in seen


def test_what_a_race_before_it_asks_counts_in_the_section_of_the_next_one(phone, user, race_week):
    """Never “as planned” there where another race says: rest, or half."""
    Race.objects.create(user=user, date=SUN, name="Berlin Marathon")
    part = race_week[1].routine.minutes_of(half=True)
    seen = page(phone, NEXT)
    assert proposed(seen) == [
        "On 0: skip, the day after a race",
        f"On 2: shorter, {part} min",
        "On 4: skip, 2 days before",
    ]
    assert "rest your legs" not in seen


def test_each_is_taken_and_undone_with_one_tap(phone, user, race_week):
    _, halved, skipped = race_week
    wed, fri = NEXT_MON + timedelta(days=2), NEXT_MON + timedelta(days=4)
    before = plan_rows(user)

    tap(phone, page(phone, NEXT), "Shorten it: On 2, Wednesday 25 November")
    assert list(Move.objects.values_list("plan_day", "date", "to", "half")) == [(halved.pk, wed, wed, True)]
    seen = page(phone, NEXT)
    assert "Shorter this time: On 2, Wed 25 Nov." in seen
    assert f"shorter, {halved.routine.minutes_of(half=True)} min" in html.flat(seen)

    tap(phone, seen, "Skip it: On 4, Friday 27 November")
    assert list(Move.objects.filter(half=False).values_list("plan_day", "date", "to")) == [(skipped.pk, fri, None)]
    assert proposed(page(phone, NEXT)) == []
    assert plan_rows(user) == before


MOVES = ("plan_day", "date", "to", "half")


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_one_button_does_all_that_is_proposed_and_another_brings_back_what_was(phone, race_week, headers):
    _, halved, skipped = race_week
    wed, thu, fri = (NEXT_MON + timedelta(days=n) for n in (2, 3, 4))
    phone.post(f"/plan/{skipped.pk}/move/", {"date": fri, "to": NEXT_MON + timedelta(days=5), "week": "2026-W48"})
    phone.post(f"/plan/{halved.pk}/move/", {"date": wed, "to": thu, "week": "2026-W48"})
    before = list(Move.objects.values_list(*MOVES))

    answer = tap(phone, page(phone, NEXT), "Do it like that", **headers)
    assert answer.status_code == (200 if headers else 303)
    seen = answer.content.decode() if headers else page(phone, NEXT)
    assert {*Move.objects.values_list(*MOVES)} == {(halved.pk, wed, thu, True), (skipped.pk, fri, None, False)}
    assert "Done, for these dates only. Other weeks stay." in html.flat(seen)
    assert (proposed(seen), "Do it like that" in seen) == ([], False)

    tap(phone, seen, "Undo", **headers)
    assert list(Move.objects.values_list(*MOVES)) == before


def test_what_was_done_like_that_is_not_warned_of(phone, user, race_week):
    RunDay.objects.put(user, "hard", [3], NEXT_MON)
    tap(phone, page(phone, NEXT), "Do it like that")
    seen = page(phone, NEXT)
    assert (clashes(seen), "Hard run next day" in seen, "Better days" in seen) == (0, False, False)
    assert "Better days" in page(phone, "/plan/?week=2026-W49")


def test_a_single_proposal_has_no_button_for_all(phone, user):
    make_session(user, 4)
    Race.objects.create(user=user, date=NEXT_MON + timedelta(days=6), name="Up & down")
    assert "Do it like that" not in page(phone, NEXT)


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
@pytest.mark.parametrize(
    "places",
    [
        [],
        ["soon"],
        ["{row} 2026-11-20 2026-11-21"],
        ["{row} 2026-11-20 2026-11-21 2"],
        ["{row} 2026-11-19 2026-11-21 0"],
        ["{row} 2026-11-20 2026-11-16 0"],
        ["{row} 2026-11-20 9999-12-31 0"],
        ["{row} 2026-11-20 - 0", "{row} 2026-11-20 - 1"],
        ["{row} 2026-11-20 - 0", "{other} 2026-11-20 - 0"],
        ["9" * 30 + " 2026-11-20 - 0"],
    ],
    ids=["none", "words", "too short", "half?", "no session", "past", "far", "twice", "somebody else’s", "no such key"],
)
def test_places_that_make_no_sense_change_nothing(phone, user, places, headers):
    row, other = make_session(user, 4), make_session(make_user(), 4)
    fields = {"place": [place.format(row=row.pk, other=other.pk) for place in places], "week": "2026-W47"}
    answer = phone.post("/plan/places/", fields, headers=headers)
    assert answer.status_code == 422
    assert "Your week has changed. Reload it and try again." in answer.content.decode()
    assert Move.objects.count() == 0


@pytest.mark.parametrize(("leaves", "status"), [("2026-11-20", 422), ("-", 303)], ids=["twice", "the other is skipped"])
def test_no_places_put_a_routine_on_a_day_twice(phone, user, leaves, status):
    friday = make_session(user, 4)
    monday = make_plan_day(user, 0, friday.routine)
    places = [f"{monday.pk} 2026-11-23 2026-11-20 0", f"{friday.pk} 2026-11-20 {leaves} 1"]
    answer = phone.post("/plan/places/", {"place": places, "week": "2026-W47"})
    assert (answer.status_code, Move.objects.count()) == (status, 2 if status == 303 else 0)
    assert (f"{friday.routine} is on Fri 20 Nov already." in answer.text) == (status == 422)


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_half_of_a_session_is_undone_and_stays_half_where_it_is_moved(phone, user, headers):
    row = make_session(user, 2)
    where = {"date": WED, "week": "2026-W47"}
    answer = phone.post(f"/plan/{row.pk}/halve/", where, headers=headers)
    assert answer.status_code == (200 if headers else 303)
    phone.post(f"/plan/{row.pk}/move/", where | {"to": FRI}, headers=headers)
    assert list(Move.objects.values_list("date", "to", "half")) == [(WED, FRI, True)]
    phone.post(f"/plan/{row.pk}/skip/", where, headers=headers)
    phone.post(f"/plan/{row.pk}/move/", where | {"to": WED}, headers=headers)
    assert list(Move.objects.values_list("date", "to", "half")) == [(WED, WED, True)]
    for _ in range(2):
        phone.post(f"/plan/{row.pk}/halve/", where | {"half": 0}, headers=headers)
        assert Move.objects.count() == 0


def test_what_is_not_there_is_not_halved_and_nobody_halves_for_somebody_else(phone, user):
    row, other = make_session(user, 2), make_session(make_user(), 2)
    for when in (FRI, "soon", ""):
        assert phone.post(f"/plan/{row.pk}/halve/", {"date": when}).status_code == 422
    assert phone.post(f"/plan/{other.pk}/halve/", {"date": WED}).status_code == 404
    assert Move.objects.count() == 0


def test_a_halved_session_is_begun_with_half_its_sets(phone, user):
    row = make_session(user, 2)
    phone.post(f"/plan/{row.pk}/halve/", {"date": WED})
    today = page(phone, "/")
    start = f"/workouts/start/?routine={row.routine_id}&half=1"
    assert f'href="{start.replace("&", "&amp;")}#go"' in today
    assert [dose.text for dose in html.find(page(phone, start), "span", class_="dose")] == ["2 × 10"]
    assert "Half the sets, rounded up." in page(phone, start)


def test_a_race_just_after_the_week_counts_and_who_wants_no_warnings_gets_no_word(phone, user):
    make_session(user, 6)
    Race.objects.create(user=user, date=NEXT_MON + timedelta(days=1), name="Up & down")
    assert proposed(page(phone)) == ["Weights: skip, 2 days before"]
    Race.objects.update(date=NEXT_MON + timedelta(days=4))
    assert proposed(page(phone)) == []
    Race.objects.update(date=SUN)
    assert proposed(page(phone)) == ["Weights: skip, race day"]
    user.clash_warnings = False
    user.save()
    assert proposed(page(phone)) == []


@pytest.fixture
def race(user):
    """A race on Sunday, and a long run every Saturday."""
    RunDay.objects.put(user, "long", [5], MON)
    return Race.objects.create(user=user, date=SUN, name="Up & down")


STILL_ON = "Is your usual long run on Sat 21 Nov still on?"


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_a_usual_long_run_beside_a_race_is_asked_about_and_given_up_with_one_tap(phone, race, headers):
    seen = page(phone)
    assert STILL_ON in seen
    assert html.problems(seen) == []

    answer = phone.post(f"/plan/races/{race.pk}/long-run/", {"week": "2026-W47", "stays": "false"}, headers=headers)

    seen = answer.content.decode() if headers else page(phone)
    assert (STILL_ON in seen, "Long run" in seen, "No long run beside Up &amp; down." in seen) == (False, False, True)
    assert "Long run" in page(phone, "/plan/?week=2026-W48")
    tap(phone, seen, "Undo")
    assert STILL_ON in page(phone)


def test_a_long_run_that_stays_is_not_asked_about_again(phone, race):
    phone.post(f"/plan/races/{race.pk}/long-run/", {"week": "2026-W47", "stays": "true"})
    seen = page(phone)
    assert (STILL_ON in seen, "Long run" in seen) == (False, True)


@pytest.mark.parametrize(
    ("kind", "date", "asked"),
    [("long", MON, True), ("long", TUE, False), ("hard", SUN, False), ("long", FRI + timedelta(days=7), False)],
    ids=["two days after", "three days after", "no long run", "next week"],
)
def test_what_lies_beside_a_race(phone, user, kind, date, asked):
    RunDay.objects.put(user, kind, [5], MON)
    Race.objects.create(user=user, date=date + timedelta(days=7) if date < WED else date, name="Up & down")
    assert ("still on?" in page(phone)) is asked


@pytest.mark.parametrize("stays", ["\0", "9" * 400, "maybe"])
def test_an_odd_answer_about_a_long_run_says_nothing(phone, race, stays):
    assert phone.post(f"/plan/races/{race.pk}/long-run/", {"stays": stays}).status_code == 303
    assert Race.objects.get().long_run is None


def test_nobody_answers_for_somebody_else(phone, race):
    other = Race.objects.create(user=make_user(), date=SUN, name="Zebra run")
    assert phone.post(f"/plan/races/{other.pk}/long-run/", {"stays": "false"}).status_code == 404
    assert phone.get(f"/plan/races/{race.pk}/long-run/").status_code == 405


def test_where_no_day_is_better_there_is_no_tap(phone, user):
    make_session(user, 2)
    RunDay.objects.put(user, "hard", range(7), MON)
    seen = page(phone)
    assert (clashes(seen), "Move it to" in seen, "Skip it" in seen) == (1, False, False)
    assert "No other day this week is clear." in seen


def test_nobody_is_sent_into_the_past_or_a_pause(phone, user):
    make_session(user, 2)
    RunDay.objects.put(user, "hard", [3], MON)
    Pause.objects.create(user=user, since=FRI, until=SUN)
    seen = page(phone)
    assert (clashes(seen), "Move it to" in seen) == (1, False)


def test_somebody_elses_runs_races_and_sessions_do_not_count(phone, user):
    make_session(user, 2)
    stranger = make_user()
    RunDay.objects.put(stranger, "hard", [3], MON)
    Race.objects.create(user=stranger, date=THU, name="Zebra run")
    assert clashes(page(phone)) == 0
    RunDay.objects.put(user, "hard", [3], MON)
    assert clashes(page(phone)) == 1


def test_who_wants_no_warnings_gets_none(phone, user):
    make_session(user, 2)
    RunDay.objects.put(user, "hard", [3], MON)
    user.clash_warnings = False
    user.save()
    seen = page(phone)
    assert (clashes(seen), "item-clash" in seen, "day-better" in seen, "Better days" in seen) == (0,) + (False,) * 3


def test_none_is_moved_next_to_a_session_that_was_done(phone, user):
    for weekday in (1, 3):
        make_session(user, weekday)
    RunDay.objects.put(user, "hard", [4], MON)
    assert f'name="to" value="{WED}"><svg' in page(phone)

    make_set(make_workout(user, [make_exercise()], started=NOON - timedelta(days=1)))

    assert f'name="to" value="{SAT}"><svg' in page(phone)


@pytest.mark.parametrize("many", [1, 30])
def test_the_number_of_queries_does_not_grow(phone, user, many, django_assert_num_queries):
    make_source("doma-2013")
    for number in range(many):
        make_session(user, 2 + number % 5, load_kg=None)
        Race.objects.create(user=user, date=TUE, name=f"Race {number}")
    RunDay.objects.put(user, "hard", range(7) if many > 1 else [3], MON)
    with django_assert_num_queries(21):  # Also what is at home, as no routine names a load.
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
    assert suggested(seen) == [2, 4]
    assert "2 sessions, around your runs" in seen
    assert "3 sessions a week would clash with your runs; 2, on Wednesday and Friday, keep you ticking over." in seen


@pytest.mark.parametrize(
    ("runs", "races", "days", "said"),
    [
        ("hard", [], [1, 4, 6], ["clear of your runs."]),
        ("hard", [5], [1, 4, 6], ["Race on Sat 28 Nov: not on Friday and Sunday this once."]),
        ("hard", [3], [1, 4, 6], ["Race on Thu 26 Nov: not on Tuesday and Friday this once."]),
        ("", [-1], [0, 2, 4], ["Friday: a day between them. Race on Sun 22 Nov: not on Monday this once."]),
        ("", [-1, 5], [0, 2, 4], ["Race on Sun 22 Nov: not on Monday", "Race on Sat 28 Nov: not on Friday this once."]),
        ("", [1], [0, 2, 4], ["Race on Tue 24 Nov: not on Monday and Wednesday this once."]),
    ],
)
def test_days_for_every_week_are_proposed_as_without_a_race_which_names_what_it_clears(
    phone, user, runs, races, days, said
):
    """What the week then skips is what was named."""
    routine = make_routine(user, name="Ready one")
    if runs:
        RunDay.objects.put(user, runs, [3], MON)
    for day in races:
        Race.objects.create(user=user, date=NEXT_MON + timedelta(days=day), name="Up & down")
    seen = page(phone, NEXT)
    assert suggested(seen) == days
    assert all(sentence in html.flat(seen) for sentence in said)
    url, fields = html.form(seen, "Add to my week")
    assert phone.post(url, fields | {"routine": routine.pk, "weekday": days}).status_code == 303
    assert page(phone, NEXT).count("Ready one") >= len(days)


def test_a_day_that_is_over_begins_next_week_and_is_named_only_if_a_race_clears_it_then(phone, user):
    make_routine(None, name="Ready one")
    Race.objects.create(user=user, date=SUN, name="Up & down")
    seen = page(phone)
    assert suggested(seen) == [0, 2, 4]
    assert "Race on Sun 22 Nov: not on Monday and Friday this once." in html.flat(seen)


def test_the_day_after_a_race_gets_a_note_and_another_day_of_this_week_alone(phone, user):
    make_session(user, 0)
    Race.objects.create(user=user, date=SUN, name="Up & down")
    seen = html.flat(page(phone, "/plan/?week=2026-W48"))
    assert "Race on Sun 22 Nov: rest your legs the day after." in seen
    assert ("Move it to Tue 24 Nov" in seen, "Better days" in seen) == (True, False)


def test_after_a_marathon_no_session_is_moved_to_a_day_of_tired_legs(phone, user):
    make_session(user, 3)
    Race.objects.create(user=user, date=SUN, name="Berlin Marathon")
    RunDay.objects.put(user, "hard", [3], MON)
    seen = html.flat(page(phone, "/plan/?week=2026-W48"))
    assert ("your legs need days after it" in seen, "Move it to" in seen) == (True, False)


LIGHT = "{} on Sun 15 Nov: your legs need days after it. Half the sets, and nothing heavy."


@pytest.mark.parametrize(
    ("races", "said", "does"),
    [
        ({-3: "Berlin Marathon"}, LIGHT.format("Berlin Marathon"), "Shorten"),
        ({-8: "Berlin Marathon"}, "", ""),
        ({-3: "Half marathon"}, LIGHT.format("Half marathon"), "Shorten"),
        ({-3: "parkrun"}, "", ""),
        ({-1: "Berlin Marathon"}, "Race on Tue 17 Nov: rest your legs the day after.", "Skip"),
        ({-1: "parkrun"}, "Race on Tue 17 Nov: rest your legs the day after.", "Move"),
        ({-3: "Berlin Marathon", 1: "parkrun"}, "Race on Thu 19 Nov: no strength for 2 days before.", "Skip"),
        ({-1: "Berlin Marathon", 2: "parkrun"}, "Race on Fri 20 Nov: no strength for 2 days before.", "Skip"),
        ({-3: "Berlin Marathon", 4: "parkrun"}, LIGHT.format("Berlin Marathon"), "Shorten"),
    ],
)
def test_around_races_today_week_and_start_ask_for_the_same_and_it_is_a_tap_away(phone, user, races, said, does):
    """Of two races the stricter counts. What the week proposes in its section on the next race, it does not repeat."""
    row = make_session(user, 2)
    for days, name in races.items():
        Race.objects.create(user=user, date=WED + timedelta(days=days), name=name)
    start = f"/workouts/start/?routine={row.routine_id}"
    pages = {url: html.flat(page(phone, url)) for url in ("/", "/plan/", start)}

    told = {
        url: re.findall(r"[A-Z][\w ]+ on \w+ \d+ Nov: (?:your|rest|no) .*?(?:heavy|after|before)\.", pages[url])
        for url in pages
    }
    assert told["/"][:1] == told[start] == ([said] if said else [])
    assert told["/plan/"][:1] == (told[start] if "race-week" not in pages["/plan/"] else [])
    for word in ("Skip", "Shorten", "Move"):
        assert (f"{word} Weights" in pages["/"]) == (word == does)
        assert bool(re.search(rf"> ?{word} it", pages["/plan/"])) == (word == does)
    assert (f'<a href="?routine={row.routine_id}&amp;half=1">Half of it</a>' in pages[start]) == (does == "Shorten")
    phone.post(f"/plan/{row.pk}/halve/", {"date": WED})
    urls = ("/", "/plan/", f"{start}&half=1")
    assert ["nothing heavy" in page(phone, url) for url in urls] == [False] * 3
    assert [said in html.flat(page(phone, url)) for url in ("/", f"{start}&half=1")] == [does != "Shorten"] * 2


ASKS = {"as planned": "", "shorter": "half", "Shorten": "half", "skip": "skip", "Skip": "skip", "Move": "skip"}


@pytest.mark.parametrize(("name", "light"), [("parkrun", 1), ("Half marathon", 3), ("Berlin Marathon", 7)])
@pytest.mark.parametrize("typed", [True, False])
def test_so_many_days_from_a_race_week_today_and_start_say_the_same(phone, user, name, light, typed):
    """Skipped from two days before it to the day after, halved from four days before it and after a long one."""
    row = make_session(user, 2)
    for away in range(-light - 1, 6):
        day = WED + timedelta(days=away)
        if typed:
            Race.objects.update_or_create({"date": day}, user=user, name=name)
        else:
            brought_in = {"origin": "calendar", "uid": "r", "title": name, "name": name, "kind": "race"}
            ImportedRun.objects.update_or_create({"day": day}, user=user, **brought_in)
        week, today, start = (
            html.flat(page(phone, url)) for url in ("/plan/", "/", f"/workouts/start/?routine={row.routine_id}")
        )
        said = re.findall(r"Weights: (as planned|shorter|skip)", week) or re.findall(r"(Skip|Shorten|Move) it\b", week)
        told = re.findall(r"(Skip|Shorten|Move) Weights", today)
        near = "half" if "Half of it</a>" in start else "skip" if 'aria-label="A race near"' in start else ""
        asked = ASKS[said[0]] if said else "", ASKS[told[0]] if told else "", near
        expected = "skip" if -1 <= away <= 2 else "half" if -light <= away <= 4 else ""
        assert (away, *asked) == (away, *[expected] * 3)


@pytest.mark.parametrize(("away", "asked"), [(3, "half"), (4, "half"), (5, "")])
def test_of_the_last_of_three_days_in_a_row_before_a_race_they_say_the_same_too(phone, user, away, asked):
    for weekday in (0, 1):
        make_session(user, weekday, name="Bridges")
    row = make_session(user, 2)
    Race.objects.create(user=user, date=WED + timedelta(days=away), name="Race")
    week, today, start = (
        html.flat(page(phone, url)) for url in ("/plan/", "/", f"/workouts/start/?routine={row.routine_id}")
    )
    said = re.findall(r"Weights: (as planned|shorter|skip)", week)
    told = re.findall(r"(Skip|Shorten|Move) Weights", today)
    near = "half" if "Half of it</a>" in start else ""
    assert [ASKS[one] for one in (*said[:1], *told[:1])] + [near] == [asked] * (3 if asked else 1)


def test_a_race_alone_moves_no_week(phone, user):
    make_session(user, 4)
    RunDay.objects.put(user, "easy", [4], MON)
    assert "Better days" in page(phone)
    Race.objects.create(user=user, date=SAT, name="Up & down")
    assert "Better days" not in page(phone)


def test_where_not_all_sessions_fit_around_the_runs_one_is_to_be_removed_first(phone, user):
    rows = [make_session(user, weekday) for weekday in (0, 2, 4)]
    RunDay.objects.put(user, "hard", [1], MON)
    RunDay.objects.put(user, "long", [6], MON)
    seen = page(phone, "/plan/?week=2026-W48")
    assert "3 sessions a week would clash with your runs; 2, on Wednesday and Friday, keep you ticking over." in seen
    assert ("Remove a session you can spare" in seen, "Move my week to these days" in seen) == (True, False)

    rows[1].stop(MON)
    tap(phone, page(phone, "/plan/?week=2026-W48"), "Move my week to these days")

    seen = page(phone, "/plan/?week=2026-W48")
    assert ("Better days" in seen, clashes(seen)) == (False, 0)


def test_a_full_week_is_offered_better_days_where_it_clashes(phone, user):
    for weekday in (0, 2, 4):
        make_session(user, weekday)
    assert "Better days" not in page(phone, "/plan/?week=2026-W48")
    RunDay.objects.put(user, "hard", [3], MON)
    seen = page(phone, "/plan/?week=2026-W48")
    assert "Better days around your runs" in seen
    assert "a day between them, clear of your runs." in seen
    assert html.problems(seen) == []


# -- The whole week moved to them -------------------------------------------

HTMX = {"HX-Request": "true"}


@pytest.fixture
def week(user):
    """Sessions A, B and C on Monday, Wednesday at half past six, and Friday; practice every Friday, too."""
    made = [make_session(user, weekday, name=name) for weekday, name in ((0, "A"), (2, "B"), (4, "C"))]
    PlanDay.objects.filter(pk=made[1].pk).update(time=time(18, 30))
    hold = make_exercise("bridge-hold", measure="seconds")
    routine = make_routine(user, [(hold, {"seconds_low": 30, "seconds_high": 30})], name="Hold")
    return [*made, make_plan_day(user, 4, routine)]


def plan_rows(user):
    """What stands when: weekday, routine, from, until, time."""
    rows = PlanDay.objects.filter(user=user).order_by("routine__name", "since", "weekday")
    return list(rows.values_list("weekday", "routine__name", "since", "until", "time"))


def tap(client, seen, words, **headers):
    """Sends the form whose button says this, as the page has it."""
    return client.post(*html.form(seen, words), headers=headers)


def test_one_tap_moves_the_week_and_another_moves_it_back(phone, user, week):
    """A hard run on Thursday is in the way of Wednesday and Thursday: Friday stays, the others go on in their order."""
    make_source("d0")
    RunDay.objects.put(user, "hard", [3], MON)
    before = plan_rows(user)
    seen = page(phone)
    assert 'href="/sources/#d0"' in seen
    assert "Every week, from today on." in seen

    answer = tap(phone, seen, "Move my week to these days")

    assert (answer.status_code, answer["Location"]) == (303, "/plan/?week=2026-W47")
    seen = page(phone)
    assert "Your sessions are on Tuesday, Friday and Sunday, from today on." in seen
    assert ("Better days" in seen, clashes(seen)) == (False, 0)
    ago, half_past = date(2026, 1, 1), time(18, 30)
    assert plan_rows(user) == [
        (0, "A", ago, TUE, None),
        (1, "A", WED, None, None),
        (2, "B", ago, TUE, half_past),
        (6, "B", WED, None, half_past),
        (4, "C", ago, None, None),
        (4, "Hold", ago, None, None),
    ]
    tap(phone, seen, "Undo")
    assert "Your sessions are on Monday, Wednesday and Friday, from today on." in page(phone)
    assert plan_rows(user) == before


def rearrange(phone, old, new, headers=None, **fields):
    return phone.post("/plan/rearrange/", {"old": old, "new": new, "week": "2026-W47"} | fields, headers=headers or {})


def test_with_htmx_the_week_comes_rearranged_with_an_undo(phone, week):
    answer = rearrange(phone, [0, 2, 4], [1, 3, 5], HTMX)

    seen = answer.content.decode()
    assert (answer.status_code, seen.startswith('<div id="plan"')) == (200, True)
    _, sent = html.form(seen, "Undo")
    moved = {"old": ["1", "3", "5"], "new": ["0", "2", "4"], "date": [str(WED)]}
    assert {name: sent[name] for name in moved} == moved


def test_a_week_to_come_is_moved_from_its_own_first_day_on(phone, user, week):
    RunDay.objects.put(user, "hard", [3], MON)

    seen = page(phone, "/plan/?week=2026-W48")
    assert "Every week, from Mon 23 Nov on." in seen
    tap(phone, seen, "Move my week to these days")

    assert (1, "A", NEXT_MON, None, None) in plan_rows(user)
    for seen in (page(phone, "/plan/?week=2026-W48"), page(phone)):
        assert "Better days" not in seen
    assert clashes(page(phone)) == 1


@pytest.mark.parametrize(
    ("first_weekday", "moved"), [(0, {2: 0, 6: 3}), (6, {6: 0, 2: 3})], ids=["from Monday", "from Sunday"]
)
def test_the_order_of_the_users_own_week_is_kept(phone, user, first_weekday, moved):
    user.first_weekday = first_weekday
    user.save()
    names = {weekday: make_session(user, weekday, name=f"On {weekday}").routine.name for weekday in moved}

    rearrange(phone, [6, 2], [0, 3])

    rows = PlanDay.objects.filter(until=None).values_list("routine__name", "weekday")
    assert dict(rows) == {names[old]: new for old, new in moved.items()}


def test_what_was_moved_by_itself_means_nothing_on_another_weekday_and_is_back_after_an_undo(phone, week):
    next_wed = WED + timedelta(days=7)
    week[1].move(next_wed, next_wed + timedelta(days=1))
    rearrange(phone, [2], [3])
    assert "moved to Thu" not in page(phone, "/plan/?week=2026-W48")

    rearrange(phone, [3], [2])

    assert "moved to Thu 26" in page(phone, "/plan/?week=2026-W48")


def test_what_was_skipped_of_a_session_that_began_today_is_back_after_an_undo_too(phone, user):
    session = make_session(user, 2, name="A")
    PlanDay.objects.update(since=WED)
    session.refresh_from_db()
    session.move(WED + timedelta(days=7), None)
    rearrange(phone, [2], [3])
    rearrange(phone, [3], [2])

    assert [
        (move.plan_day, move.date, move.to) for move in Move.objects.filter(plan_day__in=PlanDay.objects.all())
    ] == [(session, WED + timedelta(days=7), None)]


def test_what_ends_or_begins_later_is_left_or_goes_along(phone, user):
    """A ends next week anyway; B begins then: it goes on another day, and begins no sooner."""
    later = WED + timedelta(days=7)
    ends, begins = make_session(user, 2, name="A"), make_session(user, 2, name="B")
    PlanDay.objects.filter(pk=ends.pk).update(until=later)
    PlanDay.objects.filter(pk=begins.pk).update(since=later)

    rearrange(phone, [2], [4])

    assert plan_rows(user) == [(2, "A", date(2026, 1, 1), later, None), (4, "B", later, None, None)]


PLAN = "Your week has changed. Reload it and try again."
AS_MANY = "As many days as before, each of them once."


@pytest.mark.parametrize("headers", [{}, HTMX])
@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ([0, 2], [1], AS_MANY),
        ([0, 0], [1, 3], AS_MANY),
        ([0, 2], [3, 3], AS_MANY),
        ([0], [7], "Pick from Monday to Sunday."),
        ([-1], [3], "Pick from Monday to Sunday."),
        (["\0"], ["9" * 40], "Pick from Monday to Sunday."),
        ([], [3], "Pick at least one day."),
        ([1], [3], PLAN),
        ([0, 2], [2, 0], PLAN),
        ([0], [5], "A is already on every Saturday."),
    ],
)
def test_what_cannot_be_rearranged_is_said_and_nothing_moves(phone, user, week, old, new, words, headers):
    make_plan_day(user, 5, week[0].routine)
    before = plan_rows(user)

    answer = rearrange(phone, old, new, headers)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert plan_rows(user) == before


@pytest.mark.parametrize("day", ["soon", "9999-12-31", "\0", "2026-13-01"])
def test_a_broken_date_moves_nothing(phone, user, week, day):
    before = plan_rows(user)
    assert rearrange(phone, [0], [1], date=day).status_code == 422
    assert plan_rows(user) == before


def test_a_day_gone_by_counts_as_today(phone, user, week):
    rearrange(phone, [0], [1], date="2026-11-02")
    assert (1, "A", WED, None, None) in plan_rows(user)


def test_nothing_of_anybody_elses_moves(phone, week):
    stranger = make_user()
    for weekday in (0, 2, 4):
        make_session(stranger, weekday, name="Zebra")
    before = plan_rows(stranger)

    assert rearrange(phone, [0, 2, 4], [1, 3, 5]).status_code == 303

    assert (len(before), plan_rows(stranger)) == (3, before)


def test_nothing_is_rearranged_by_looking(phone, week):
    assert phone.get("/plan/rearrange/").status_code == 405
