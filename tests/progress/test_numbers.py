"""Every number on the pages of progress, against a slow and plain computation over odd histories."""

from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.test import Client

from glutes.exercises.models import Exercise
from glutes.progress.forms import PeriodForm
from glutes.progress.pages import exercise_progress
from glutes.progress.pages.balance import balance_of
from glutes.progress.pages.bests import newest_bests
from glutes.progress.pages.holds import Holds
from glutes.progress.pages.pain import pains_of
from glutes.progress.pages.then_now import growths_of, then_and_now
from glutes.progress.pages.weeks import Weeks
from glutes.progress.reading import alike_of, lines_between
from tests.progress.slow import History, kilograms

pytestmark = [pytest.mark.django_db, pytest.mark.every_case]

TODAY = date(2026, 11, 18)
SEEDS = [1, 2, 3, 4]


@pytest.fixture(scope="module", params=[(seed, 8) for seed in SEEDS], ids=map(str, SEEDS))
def history(request, kept_rows):
    """From a seed, over so many months; made once for all tests, which only read it."""
    seed, months = request.param
    with kept_rows():
        yield History(seed, TODAY, months)


def recent(history, since=TODAY - timedelta(weeks=12)):
    """What the overview reads."""
    return lines_between(history.user, since, TODAY)


@pytest.mark.parametrize("count", [4, 12, 52, None])
def test_each_week_has_what_a_slow_count_finds(history, count):
    weeks = Weeks(history.user, TODAY, count)

    assert weeks.all[-1].first == history.week_of(TODAY)
    for week in weeks.all:
        days = [week.first + timedelta(days=n) for n in range(7)]
        assert week.last == days[-1]
        assert week.done == sum(history.done_on(day) for day in days if day <= TODAY)
        assert week.planned == history.planned_in(week.first)
        assert week.sets == history.sets_in(week.first)
        assert week.medius == week.maximus == history.credit_in(week.first)
        assert week.seconds == history.seconds_in(week.first)
        assert week.pain == history.worst_in(week.first)
        assert week.paused == all(any(since <= day <= until for since, until in history.pauses) for day in days)


@pytest.mark.parametrize("count", [12, 52, None])
def test_columns_add_up_to_the_weeks(history, count):
    weeks = Weeks(history.user, TODAY, count)

    assert len(weeks.columns) <= 16
    assert weeks.columns[-1].last == weeks.all[-1].last
    for name in ("done", "sets", "seconds"):
        assert sum(getattr(one, name) for one in weeks.columns) == sum(getattr(one, name) for one in weeks.all)
    assert sum(one.planned or 0 for one in weeks.columns) == weeks.planned
    assert max(one.pain or 0 for one in weeks.columns) == (weeks.worst or 0)


def test_the_sides_differ_as_a_slow_count_finds(history):
    found = {one.exercise.pk: one for one in balance_of(history.user, TODAY)}

    for exercise in history.exercises[1:]:
        gaps, last = [], None
        sessions = {one.workout_exercise.workout for one in history.of(exercise)}
        for workout in sorted(sessions, key=lambda one: (one.day, one.started)):
            mine = [one for one in history.of(exercise) if one.workout_exercise.workout == workout]
            left = {(one.number, kilograms(one)): one for one in mine if one.side == "left"}
            right = {(one.number, kilograms(one)): one for one in mine if one.side == "right"}
            sums = [0, 0]
            for key in left.keys() & right.keys():
                told = exercise.measure == "reps" and left[key].rir is not None and right[key].rir is not None
                for n, one in enumerate((left[key], right[key])):
                    sums[n] += one.amount + (one.rir if told else 0)
            if any(sums):
                gap = 100 * (sums[1] - sums[0]) / max(sums)
                if TODAY - workout.day < timedelta(days=28):
                    gaps.append(gap)
                last = (mine, 100 * min(sums) // max(sums), gap)
        if not gaps:
            assert exercise.pk not in found
            continue
        one = found[exercise.pk]
        assert list(one.lately) == gaps[::-1][:4]
        assert (one.percent, one.gap) == last[1:]
        clean = best_alike([row for row in last[0] if row.form_ok])
        assert (one.left, one.right) == (clean or best_alike(last[0]))


def best_alike(rows):
    """The most of left and of right with the heaviest weight that both had; [] where they had none alike."""
    found = [{kilograms(row) for row in rows if row.side == side} for side in ("left", "right")]
    kg = max(found[0] & found[1], default=None)
    alike = [row for row in rows if kilograms(row) == kg]
    return alike and tuple(max(row.amount for row in alike if row.side == side) for side in ("left", "right"))


def test_the_chart_of_holds_has_the_longest_of_each_day(history):
    bridge = history.exercises[3]
    first = TODAY - timedelta(days=180)
    lines = [line for line in lines_between(history.user, first, TODAY) if line.exercise == bridge.pk]
    slow = {}
    for one in history.of(bridge):
        if one.workout_exercise.day >= first and one.form_ok:
            day = slow.setdefault(one.workout_exercise.day, {})
            day[one.side] = max(day.get(one.side, 0), one.seconds)

    assert dict(Holds(lines, first, TODAY).days) == slow


def test_the_table_of_pain_has_every_row_that_hurt(history):
    first = TODAY - timedelta(days=90)
    found = [(one.day, one.exercise.pk, one.pain, one.pain_next_day) for one in pains_of(history.user, first, TODAY)]
    slow = [
        (row.day, row.exercise_id, row.pain, row.pain_next_day)
        for row in history.all_rows
        if row.day >= first and row.workout.deleted_at is None and (row.pain or row.pain_next_day)
    ]

    assert sorted(found, key=repr) == sorted(slow, key=repr)
    assert [one[0] for one in found] == sorted((one[0] for one in found), reverse=True)


def test_the_latest_bests_are_those_that_beat_all_before(history):
    since = TODAY - timedelta(weeks=12)
    exercises = Exercise.objects.in_bulk()
    began = min(workout.day for workout in history.sessions.values())
    found = newest_bests(history.user, recent(history, since), since, exercises, began, most=1000)
    told = {
        (one.exercise.pk, side, mark.day, mark.amount, mark.weight) for one in found for side, mark in one.marks.items()
    }
    slow = set()
    for exercise in history.exercises:
        clean = [one for one in history.of(exercise) if one.form_ok]
        for one in clean:
            alike = [other for other in clean if other.side == one.side]
            day = one.workout_exercise.day
            is_beaten = any(
                other.amount >= one.amount
                and all(theirs >= mine for theirs, mine in zip(kilograms(other), kilograms(one), strict=True))
                and (
                    (other.amount, kilograms(other)) != (one.amount, kilograms(one)) or other.workout_exercise.day < day
                )
                for other in alike
            )
            if day >= since and not is_beaten and any(other.workout_exercise.day < day for other in alike):
                slow.add((exercise.pk, one.side, day, one.amount, kilograms(one)))

    assert told == slow


@pytest.mark.parametrize("period", ["month", "quarter", "year", "all"])
def test_the_page_of_one_exercise_has_what_a_slow_count_finds(history, period):
    form = PeriodForm({"period": period})
    first = {"month": 4, "quarter": 12, "year": 52, "all": 5000}[period]
    first = TODAY - timedelta(weeks=first - 1, days=TODAY.weekday())
    for exercise in history.exercises:
        shown = exercise_progress.context(history.user, exercise, TODAY, form)
        mine = [one for one in history.of(exercise) if one.workout_exercise.day >= first]
        assert shown["page"].paginator.count == len({one.workout_exercise.workout_id for one in mine})
        bests = {}
        for one in mine:
            if one.form_ok:
                sides = bests.setdefault(one.workout_exercise.workout_id, {})
                sides[one.side] = max(sides.get(one.side, ((-1, 0), 0)), (kilograms(one), one.amount))
        if len(bests) <= 60:
            points = sorted(str(sorted((side, best[1]) for side, best in sides.items())) for sides in bests.values())
            assert sorted(str(sorted(point.sides.items())) for point in shown["story"].points) == points
        for _, sides in shown["loads"]:
            for side, mark in sides.items():
                same = [one for one in history.of(exercise) if one.side == side and one.form_ok]
                same = [one for one in same if kilograms(one) == mark.weight]
                assert mark.amount == max(one.amount for one in same)
                assert mark.day == min(one.workout_exercise.day for one in same if one.amount == mark.amount)


def best_slowly(sets):
    """{side: ((kilograms, band), amount)}: of a session the heaviest in good form, of those the most."""
    found = {}
    for one in sets:
        if one.form_ok:
            found[one.side] = max(found.get(one.side, ((-1, 0), 0)), (kilograms(one), one.amount))
    return {side: found[side] for side in ("left", "right", "both") if side in found}


def gathered_slowly(bests):
    """[(first day, {side: amount})] of [(day, best_slowly)]: of a week, or of as many as leave at most 60."""
    monday = bests[0][0]
    while monday.weekday():
        monday -= timedelta(days=1)
    for days in (7, 28, 91, 364):
        groups = {}
        for day, best in bests:
            groups.setdefault((day - monday).days // days, []).append(best)
        if len(groups) <= 60:
            break
    points = []
    for n, group in groups.items():
        heaviest = max([weight for weight, _ in best.values()] for best in group)
        same = [best for best in group if [weight for weight, _ in best.values()] == heaviest]
        most = {}
        for best in same:
            for side, (_, amount) in best.items():
                most[side] = max(amount, most.get(side, amount))
        points.append((monday + timedelta(days=n * days), most))
    return points


@pytest.mark.parametrize(
    ("history", "by"),
    [((seed, months), by) for seed in SEEDS[:2] for months, by in [(8, "session"), (16, "week"), (40, "four weeks")]],
    indirect=["history"],
)
def test_the_points_of_a_chart(history, by):
    squat = history.exercises[0]
    sessions = {}
    for one in sorted(
        history.of(squat), key=lambda one: (one.workout_exercise.day, one.workout_exercise.workout.started)
    ):
        sessions.setdefault(one.workout_exercise.workout, []).append(one)
    bests = [(workout.day, best) for workout, sets in sessions.items() if (best := best_slowly(sets))]
    story = exercise_progress.context(history.user, squat, TODAY, PeriodForm({"period": "all"}))["story"]

    gathered = [(day, {side: amount for side, (_, amount) in best.items()}) for day, best in bests]
    if len(bests) > 60:
        gathered = gathered_slowly(bests)
    assert story.by == (by if len(bests) > 60 else "session")
    assert [(point.day, point.sides) for point in story.points] == gathered


def said(weight):
    kg, band = weight
    return f"with {kg.normalize():f} kg" if kg else f"with band {band}" if band else ""


def logged(ago, amount, kg):
    """A set of squats, as lines_between returns them."""
    return SimpleNamespace(
        exercise="squat",
        measure="reps",
        side="both",
        form_ok=True,
        workout=ago,
        amount=amount,
        weight=(Decimal(kg), 0),
        day=TODAY - timedelta(days=ago),
    )


@pytest.mark.parametrize(
    ("then", "now", "expected"),
    [
        pytest.param([(10, 0), (9, 0)], [(16, 0), (15, 0), (10, 20)], (10, 16, ""), id="one heavy set hides nothing"),
        pytest.param(
            [(10, 0), (8, 20)], [(12, 0), (9, 20), (11, 20)], (8, 11, "with 20 kg"), id="the weight used most"
        ),
        pytest.param([(10, 0), (8, 20)], [(12, 0), (9, 20)], (8, 9, "with 20 kg"), id="as often: the heavier"),
        pytest.param([(10, 0), (9, 0)], [(8, 20), (9, 20)], None, id="nothing alike"),
        pytest.param([(8, 60), (8, 65)], [(8, 65), (7, 80)], (65, 80, "7 reps"), id="a heavier weight"),
        pytest.param([(8, 80), (8, 65)], [(8, 65), (9, 65)], (8, 9, "with 65 kg"), id="a lighter one"),
    ],
)
def test_then_and_now_compares_what_was_done_with_one_weight(then, now, expected):
    old = [logged(100 - n, *of_set) for n, of_set in enumerate(then)]
    new = [logged(10 - n, *of_set) for n, of_set in enumerate(now)]
    *found, weekly = then_and_now(alike_of(old), alike_of(new), {"squat": "Squat"}, 1)

    assert [(one.then, one.now, one.remark) for one in found] == ([expected] if expected else [])
    assert weekly.name == "Sets a week"


def test_then_and_now_leaves_out_what_was_only_done_without_form():
    old, new = ([logged(ago - n, 8, 60) for n in (0, 1)] for ago in (100, 10))
    for one in new:
        one.form_ok = False
    assert [one.name for one in then_and_now(alike_of(old), alike_of(new), {"squat": "Squat"}, 1)] == ["Sets a week"]


def test_then_and_now_are_the_first_and_the_last_four_weeks(history):
    began = min(workout.day for workout in history.sessions.values())
    since, names = TODAY - timedelta(weeks=12), {exercise.pk: exercise.name for exercise in history.exercises}
    found = {one.name: one for one in growths_of(history.user, began, since, recent(history), TODAY, names)}
    same = growths_of(history.user, began, began, lines_between(history.user, began, TODAY), TODAY, names)
    assert same == list(found.values())

    assert {"Sets a week"} < set(found)
    for since, until, name in (
        (began, began + timedelta(days=27), "then"),
        (TODAY - timedelta(days=28), TODAY - timedelta(days=1), "now"),
    ):
        mine = [one for one in history.sets if since <= one.workout_exercise.day <= until]
        sets = sum(Decimal(1) if one.side == "both" else Decimal("0.5") for one in mine)
        assert getattr(found["Sets a week"], name) == round(float(sets) / 4)
        for exercise in history.exercises:
            for side in ("left", "right", "both"):
                one = found.get(exercise.name + ("" if side == "both" else f", {side}"))
                clean = [row for row in mine if row.exercise == exercise and row.side == side and row.form_ok]
                if one and one.unit in ("kg", "lb"):
                    assert getattr(one, name) == max(row.load_kg or 0 for row in clean)
                elif one:
                    alike = [row.amount for row in clean if said(kilograms(row)) == one.remark]
                    assert getattr(one, name) == max(alike)


def test_the_same_fact_is_the_same_on_every_page(history, monkeypatch):
    monkeypatch.setattr(type(history.user), "local_date", lambda user, now=None: TODAY)
    phone = Client()
    phone.force_login(history.user)
    overview = phone.get("/progress/").context
    for one in overview["balances"].all:
        page = phone.get(f"/progress/{one.exercise.slug}/").context
        assert (page["balance"].left, page["balance"].right, page["balance"].gap) == (one.left, one.right, one.gap)
    for one in overview["exercises"]:
        page = phone.get(f"/progress/{one.exercise.slug}/?period=all").context
        assert page["sessions"][0].day == one.day
    for best in overview["newest"]:
        page = phone.get(f"/progress/{best.exercise.slug}/").context
        marks = [mark for _, sides in page["loads"] for mark in sides.values()]
        assert all(mark in marks for mark in best.marks.values())
    assert overview["weeks"].done == sum(week.done for week in overview["weeks"].columns)
