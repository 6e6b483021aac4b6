"""The pages of progress: what stands on them, what does not, and what odd addresses get."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from glutes.exercises.models import LadderStep
from glutes.exercises.models.known import known, known_sources
from glutes.kit.models import EasierWeek
from glutes.management.server import remember_catalogue
from glutes.plan.models import PlanDay
from glutes.rules.week.schedule import first_day
from glutes.workouts.models import Workout, WorkoutExercise, WorkoutSet
from tests import html
from tests.make import (
    NOON,
    make_check,
    make_exercise,
    make_log,
    make_own,
    make_routine,
    make_set,
    make_user,
    make_worked,
    make_workout,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def lunge():
    return make_exercise("lunge", sides="each")


def page(client, url, status=200):
    answer = client.get(url)
    assert answer.status_code == status
    return answer.content.decode()


def done(user, exercise, days_ago=0, **fields):
    """A workout with one set of each side of the exercise."""
    started = timezone.now() - timedelta(days=days_ago)
    workout = make_workout(user, [exercise], started=started, finished_at=started)
    for side in exercise.log_sides:
        make_set(workout, side=side, **fields)
    return workout


@pytest.mark.parametrize("url", ["/progress/", "/progress/lunge/", "/progress/lunge/?fragment"])
def test_progress_is_for_who_is_logged_in_and_only_reads(client, phone, lunge, url):
    assert client.get(url).status_code == 303
    assert phone.post(url).status_code == 405


@pytest.mark.parametrize("end", ["handstand/", "LUNGE/", "lunge%00/", "../", "%F0/", "lunge/lunge/"])
def test_what_is_not_in_the_catalogue_is_404(phone, lunge, end):
    page(phone, f"/progress/{end}", status=404)


@pytest.mark.parametrize(
    "query",
    [
        "page=0",
        "page=-1",
        "page=99",
        "page=abc",
        "page=1e9",
        "page=%00",
        "fragment=%3Cscript",
        "period=x",
        "period=",
        "period=%00",
        "period=all&period=1",
    ],
)
def test_odd_queries_get_a_page(phone, user, lunge, query):
    done(user, lunge)
    answer = page(phone, f"/progress/lunge/?{query}")
    assert "1 session" in answer or "My history" in answer
    assert "<script" not in answer.partition("</head>")[2]


def test_without_a_session_there_is_a_way_on(phone, lunge):
    done(make_user(), lunge)
    assert "Nothing to compare yet" in page(phone, "/progress/")
    assert "Not done yet" in page(phone, "/progress/lunge/")
    assert "You haven’t done this one yet." in page(phone, "/progress/lunge/?fragment")


def test_the_overview_has_weeks_bests_and_every_exercise(phone, user, lunge):
    done(user, lunge, days_ago=7, reps=12)
    workout = done(user, lunge, reps=10, load_kg=Decimal("12.5"))
    WorkoutSet.objects.filter(workout_exercise__workout=workout, side="right").update(reps=11)
    overview = page(phone, "/progress/")
    assert ">2 sessions in 2 weeks</h2>" in overview
    assert "left 10 reps at 12.5 kg, right 11 reps at 12.5 kg" in overview
    assert 'href="/progress/lunge/"' in overview
    assert 'href="/workouts/"' in overview
    assert overview.count('class="pip"') == 2


@pytest.mark.parametrize("in_memory", [True, False])
def test_what_was_done_longer_ago_stands_by_name_also_ones_own(phone, user, monkeypatch, in_memory):
    monkeypatch.setattr(timezone, "now", lambda: NOON)
    catalogue = [make_exercise("zebra", name="Zebra"), make_exercise("bridge", name="Bridge")]
    for exercise in [*catalogue, make_own(user, name="Middle"), make_own(user, name="Alpha")]:
        done(user, exercise, days_ago=370, reps=12)
    done(user, make_exercise("lately"))
    if in_memory:
        monkeypatch.setattr("glutes.exercises.models.exercise.known", {each.pk: each for each in catalogue})
    named = re.findall("Alpha|Bridge|Middle|Zebra", page(phone, "/progress/").split("Longer ago")[1])
    assert list(dict.fromkeys(named)) == ["Alpha", "Bridge", "Middle", "Zebra"]


def test_a_date_of_another_year_says_so(phone, user, lunge, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOON)
    done(user, lunge, days_ago=370, reps=12)
    done(user, lunge, days_ago=365, reps=10)
    overview, history = page(phone, "/progress/"), page(phone, "/progress/lunge/?period=all")
    assert ">Longer ago</h3>" in overview
    assert "13 Nov 2025" in history
    (listed,) = html.find(history, "section", aria_labelledby="sessions")
    dated = [item.text for item in html.find(listed, "th", scope="row")]
    assert [words for words in dated if "Nov" in words] == ["18 Nov 2025", "13 Nov"]


def test_with_a_plan_the_weeks_stand_against_it(phone, user, lunge):
    done(user, lunge)
    routine = make_routine(user, [(lunge, {})])
    PlanDay.objects.create(
        user=user, routine=routine, weekday=timezone.localdate().weekday(), since=timezone.localdate()
    )
    overview = page(phone, "/progress/")
    assert ">1 of 1 session in 1 week</h2>" in overview
    assert ">Planned</th>" in overview


def test_loads_come_back_as_typed(phone, user, lunge):
    done(user, lunge, load_kg=Decimal("4.5359237"))
    assert "10 reps at 10 lb each side" in page(phone, "/progress/")
    assert "10 lb" in page(phone, "/progress/lunge/")
    assert "kg" not in page(phone, "/progress/lunge/")


def test_an_exercise_has_records_charts_and_every_session(phone, user, lunge):
    for days_ago, kg in ((14, None), (7, 8), (0, 12)):
        workout = done(user, lunge, days_ago, reps=12 - days_ago // 7, load_kg=kg)
    answer = page(phone, "/progress/lunge/")
    assert "3 sessions" in answer
    assert answer.count('<svg class="chart chart-phases"') == 1
    assert "Best set of each session, reps" in answer
    for weight in ("body weight", "8 kg", "12 kg"):
        assert f">{weight.partition(' ')[0]}" in answer
    assert f'href="/workouts/{workout.pk}/"' in answer
    assert [cell.text for cell in html.find(answer, "td", class_="num")][:4]
    assert ">Bests, side by side</h2>" in answer


def test_an_exercise_that_is_a_warm_up_shows_what_was_ticked_off(phone, user):
    jack = make_exercise("jumping-jack", role="warm-up")
    done(user, jack).exercises.update(block="warm-up")
    assert "1 session" in page(phone, "/progress/jumping-jack/")
    assert "Nothing to compare yet" in page(phone, "/progress/")


def test_a_retired_exercise_keeps_its_history(phone, user):
    done(user, make_exercise("old-one", retired_at=timezone.now()))
    assert "1 session" in page(phone, "/progress/old-one/")
    assert "Old one" in page(phone, "/progress/")


def test_nobody_elses_sets_show(phone, user, lunge):
    done(user, lunge, reps=10)
    done(make_user(), lunge, reps=477)
    for url in ("/progress/", "/progress/lunge/", "/progress/lunge/?fragment"):
        answer = page(phone, url)
        assert "10" in answer
        assert not re.search(r"\b477\b", answer)


def test_the_fragment_is_what_an_exercise_page_shows(phone, user, lunge):
    done(user, lunge, reps=13)
    fragment = page(phone, "/progress/lunge/?fragment")
    assert fragment.startswith('<section class="card stack" id="my-history"')
    assert "13" in fragment
    assert 'data-hx-get="/progress/lunge/?fragment"' in page(phone, "/exercises/lunge/")


def test_an_exercise_page_asks_nobody_signed_out_for_a_history(client, user, lunge):
    assert "my-history" not in page(client, "/exercises/lunge/")
    client.force_login(user)
    assert "my-history" in page(client, "/exercises/lunge/")


def test_the_account_page_leads_to_what_one_can_take_out(phone):
    assert 'href="/account/data/"' in page(phone, "/account/")
    connections = page(phone, "/account/data/")
    assert 'href="/account/sets.csv"' in connections
    assert 'href="/account/export.json"' in connections


def train_often(user, exercises, times):
    """So many workouts, a day apart, with a set of every exercise; written in bulk."""
    now = timezone.now()
    workouts = [make_workout(user, exercises, started=now - timedelta(days=n), finished_at=now) for n in range(times)]
    rows = WorkoutExercise.objects.filter(workout__in=workouts)
    moments = {"done_at": now, "logged_at": now, "reps": 10, "user": user}
    WorkoutSet.objects.bulk_create(
        WorkoutSet(workout_exercise=row, exercise_id=row.exercise_id, number=n, **moments)
        for row in rows
        for n in (1, 2)
    )


@pytest.mark.parametrize(("many", "fewer"), [(3, 2), (300, 0)])
def test_the_number_of_queries_does_not_grow(phone, user, django_assert_num_queries, many, fewer):
    """Of somebody's first three months two less: there is nothing before them."""
    exercises = [make_exercise(slug) for slug in ("squat", "plank", "deadlift")]
    train_often(user, exercises, many)
    assert Workout.objects.count() == many
    page(phone, "/")
    counts = {"/progress/": 26 - fewer, "/progress/squat/": 9, "/progress/squat/?fragment": 5}
    for url, number in counts.items():
        with django_assert_num_queries(number, info=url):
            page(phone, url)


def test_many_sessions_come_in_pages(phone, user, lunge):
    for days_ago in range(13):
        done(user, lunge, days_ago)
    first = page(phone, "/progress/lunge/")
    assert '1 of <a href="?period=quarter&amp;page=2">2</a>' in first
    (sessions,) = html.find(page(phone, "/progress/lunge/?page=2"), "section", aria_labelledby="sessions")
    assert [link["href"].startswith("/workouts/") for link in sessions.find("a")].count(True) == 1


def test_a_period_is_chosen_by_a_link_that_is_also_fetched_in_place(phone, user, lunge):
    done(user, lunge, days_ago=1)
    done(user, lunge, days_ago=200, reps=12)
    for url in ("/progress/", "/progress/lunge/"):
        usual, year = page(phone, url), page(phone, f"{url}?period=year")
        for text, name in ((usual, "3 months"), (year, "Year")):
            (periods,) = html.find(text, "nav", aria_label="Period")
            (chosen,) = periods.find("a", aria_current="true")
            assert chosen.text == name
            assert all(link["href"] == link["data-hx-get"] for link in periods.find("a"))
            assert html.find(text, "div", id="in-period")
    assert "1 session in 12 weeks" in page(phone, "/progress/lunge/")
    assert "2 sessions in 52 weeks" in page(phone, "/progress/lunge/?period=year")


def test_every_chart_has_a_title_and_a_table_behind_it(phone, user):
    bridge = make_exercise("single-leg-bridge", sides="each", measure="seconds", load="none")
    for days_ago in (0, 3, 6):
        done(user, bridge, days_ago, seconds=40).exercises.update(pain=days_ago)
    for url in ("/progress/", "/progress/single-leg-bridge/"):
        text = page(phone, url)
        for svg in html.find(text, "svg", role="img"):
            assert len(svg.find("title")) == len(svg.find("desc")) == 1
        assert len(html.find(text, "svg", role="img")) > 1
    tables = [table.find("caption")[0].text for table in html.find(page(phone, "/progress/"), "table")]
    assert [caption.partition(",")[0] for caption in tables] == [
        "Sessions each week", "Left and right", "Pain", "Single-leg bridge hold",
    ]  # fmt: skip


def test_weights_that_change_all_the_time_and_another_measure_have_a_chart_and_a_table_each(phone, user, lunge):
    for ago in range(16):
        workout = done(user, lunge, ago, reps=10, load_kg=Decimal(4 + ago % 2))
        if ago > 13:
            make_set(workout, number=2, side="left", reps=None, seconds=30 + ago)
    text = page(phone, "/progress/lunge/")
    for title, column, newest in (
        ("Heaviest set, kg", "kg", "left 4, right 4"),
        ("Best set of each session, seconds", "Seconds", "left 44"),
    ):
        (region,) = html.find(text, "div", aria_label=f"{title}, a table")
        (table,) = region.find("table")
        assert table.find("caption")[0].text == f"Lunge: {title}"
        assert [one.text for one in table.find("th", scope="col")] == ["Day", column]
        assert table.find("td")[0].text == newest
        assert f"{title}, as a table" in [one.text for one in html.find(text, "summary")]


@pytest.mark.parametrize(
    ("weights", "changes"),
    [((0, 0), ""), ((4, 5), "A new weight starts a new line."), (range(4, 14), "too often for a line each")],
)
def test_a_new_weight_starts_a_new_line_where_the_page_says_so(phone, user, lunge, weights, changes):
    for ago, kg in enumerate(weights):
        done(user, lunge, ago, reps=10, load_kg=Decimal(kg) or None)
    text = page(phone, "/progress/lunge/")
    assert changes in text
    assert ("starts a new line" in text) == ("chart-phases" in text)


@pytest.mark.parametrize(
    ("checked", "said"),
    [
        (None, "A self-check, if you like: single-leg bridge"),
        (28, "Single-leg bridge check, due today"),
        (40, "due since"),
        (3, ""),
    ],
)
def test_a_check_that_is_due_stands_above_all_else(phone, user, lunge, checked, said):
    done(user, lunge)
    if checked is not None:
        make_check(user, at=timezone.now() - timedelta(days=checked))
    text = html.flat(page(phone, "/progress/"))
    assert said in text
    assert ('href="/checks/bridge-hold/"' in text) == bool(said)
    assert ("Last time left 48 s, right 52 s." in text) == bool(said and checked)


def test_who_has_not_trained_yet_is_asked_for_one_thing_only(phone, user, lunge):
    assert "Check now" not in page(phone, "/progress/")
    done(user, lunge)
    assert "Check now" in page(phone, "/progress/")


def test_progress_leads_on_to_the_habit_and_to_the_physio(phone, user, lunge):
    done(user, lunge)
    before = html.flat(page(phone, "/progress/"))
    assert "They look, or propose, without an account" in before
    assert "Glutes in mind on a run or walk" in before
    today = user.local_date()
    user.habit_days.create(day=today)
    for name, until, closed in (("Anna", 9, None), ("Ben", 5, None), ("Over", -1, None), ("Shut", 3, timezone.now())):
        user.links.create(name=name, until=today + timedelta(days=until), closed_at=closed)
    make_user().links.create(name="Theirs", until=today)
    after = html.flat(page(phone, "/progress/"))
    assert "Glutes in mind on 1 of 30 days" in after
    first = today + timedelta(days=5)
    assert f"2 open, until {first.day} {first:%b %Y}" in after
    assert 'id="habit"' in page(phone, "/checks/")


def test_the_steps_of_the_ladder_that_were_done_are_marked(phone, user, lunge):
    easy, hard, never = make_exercise("squat"), make_exercise("jump-lunge"), make_exercise("pistol")
    for kind, to in (("easier", easy), ("harder", hard), ("harder", never)):
        LadderStep.objects.create(exercise=lunge, kind=kind, to=to, source=lunge.source)
    for exercise, days in ((easy, (40, 30)), (lunge, (20, 10, 0)), (hard, (5,))):
        for days_ago in days:
            done(user, exercise, days_ago)
    text = page(phone, "/progress/lunge/")
    seen = html.find(text, "body")[0].text
    assert "You also did Squat, which is easier, from " in seen
    assert "You also did Jump lunge, which is harder, on " in seen
    assert 'href="/progress/jump-lunge/?period=all">Jump lunge</a>' in text
    assert ">Jump lunge</text>" in text
    assert "Pistol" not in text


def test_pages_stay_small_however_much_there_is(phone, user):
    exercises = [make_worked("lunge"), make_exercise("squat"), make_exercise("single-leg-bridge", measure="seconds")]
    doses = [(exercise, {"sets": 1}) for exercise in exercises[:2]]
    routine = make_routine(user, [*doses, (exercises[2], {"sets": 1, "seconds_low": 30, "seconds_high": 60})])
    make_log(user, routine, 1560, last=timezone.now() - timedelta(hours=1))
    for period in ("month", "quarter", "year", "all"):
        assert len(page(phone, f"/progress/?period={period}")) < 40_000
        assert len(page(phone, f"/progress/lunge/?period={period}")) < 30_000


@pytest.fixture
def remember():
    """Reads the catalogue into memory, as a process that serves pages does."""
    yield remember_catalogue
    known.clear()
    known_sources.clear()


@pytest.mark.parametrize(("sessions", "quarter", "year", "ever"), [(1, 19, 22, 20), (1560, 21, 24, 24)])
def test_every_period_asks_the_database_as_often(
    phone, user, django_assert_num_queries, remember, sessions, quarter, year, ever
):
    """Up to three months the overview has read all sets that it shows; for more it asks three times more: for holds,
    for sums, for what they are of. Of somebody's first three months it asks less: there is nothing before them."""
    routine = make_routine(user, [(make_worked("lunge"), {"sets": 1})])
    make_log(user, routine, sessions, last=timezone.now() - timedelta(hours=1))
    remember()
    page(phone, "/")
    for period, overview in {"month": quarter, "quarter": quarter, "year": year, "all": ever}.items():
        for url, number in {"/progress/": overview, "/progress/lunge/": 9}.items():
            with django_assert_num_queries(number, info=f"{url} {period}"):
                page(phone, f"{url}?period={period}")


@pytest.mark.parametrize(
    ("loads", "headline"),
    [
        ([4], "10 reps with 4 kg: your first"),
        ([None], "10 reps: your first"),
        ([4, 8], "10 reps with 8 kg"),
        ([8, 8], "10 reps with 8 kg"),
    ],
)
def test_the_headline_names_its_weight_from_the_first_session_on(phone, user, loads, headline):
    squat = make_exercise("squat")
    for days_ago, kg in zip((7, 0), loads, strict=False):
        done(user, squat, days_ago, load_kg=kg)
    assert headline in html.flat(page(phone, "/progress/squat/"))


def test_the_headline_names_the_weights_where_left_and_right_differ(phone, user, lunge):
    for days_ago in (4, 0):
        workout = done(user, lunge, days_ago, load_kg=10)
        WorkoutSet.objects.filter(workout_exercise__workout=workout, side="right").update(load_kg=8)
    assert "Left 10, right 10 reps with 10 kg / 8 kg<" in html.flat(page(phone, "/progress/lunge/"))


def test_left_and_right_are_told_of_one_weight(phone, user, lunge):
    """Left went on with 10 kg, right did not: 11 against 12 with 8 kg, not 8 against 12."""
    workout = make_workout(user, [lunge], started=timezone.now(), finished_at=timezone.now())
    for side, number, reps, kg in (("left", 1, 11, 8), ("right", 1, 12, 8), ("left", 2, 8, 10)):
        make_set(workout, side=side, number=number, reps=reps, load_kg=kg)
    assert "11 / 12</b>" in html.flat(page(phone, "/progress/report/"))
    assert "Left 8, right 12 with 10 kg / 8 kg" in html.flat(page(phone, "/progress/lunge/"))


@pytest.mark.parametrize(("heavier", "has_target"), [(8, True), (20, False)])
def test_the_heaviest_of_several_weights_is_not_measured_by_the_target_of_another(phone, user, heavier, has_target):
    squat = make_exercise("squat")
    for days_ago in (4, 0):
        workout = done(user, squat, days_ago, load_kg=8)
        make_set(workout, number=2, reps=5, load_kg=heavier)
        workout.exercises.update(target=12)
    seen = html.flat(page(phone, "/progress/squat/"))
    assert ("The target was 12" in seen) == has_target
    assert f"with {heavier} kg<" in seen


@pytest.mark.parametrize(
    ("reps", "headline"),
    [
        ({20: 8, 4: 14, 2: 10}, "8 to 14 reps"),
        ({20: 8, 18: 9, 2: 12}, "9 to 12 reps"),
        ({9: 8, 4: 14, 2: 10}, "8 to 10 reps"),
    ],
    ids=["what one of two routines asks for", "the first week", "its weeks are the same"],
)
def test_the_headline_compares_the_best_of_two_weeks(phone, user, reps, headline):
    squat = make_exercise("squat")
    for days_ago, number in reps.items():
        done(user, squat, days_ago, reps=number)
    assert headline in html.flat(page(phone, "/progress/squat/"))


@pytest.mark.parametrize(
    ("left", "right", "told"),
    [
        ([(13, None)], [(14, None)], "Now 92% of the stronger side. No"),
        ([(13, 2)], [(14, 2)], "Now 93% of the stronger side over all sets with the same weight. No"),
        (
            [(13, 1)],
            [(14, 3)],
            "Now 82% of the stronger side over all sets with the same weight, counting the reps you had to spare. No",
        ),
        (
            [(14, None), (11, None)],
            [(14, None), (14, None)],
            "Now 89% of the stronger side over all sets with the same weight. No",
        ),
    ],
)
def test_a_percentage_that_the_numbers_beside_it_do_not_give_says_what_it_counts(phone, user, lunge, left, right, told):
    for days_ago in (4, 2, 0):
        at = timezone.now() - timedelta(days=days_ago)
        workout = make_workout(user, [lunge], started=at, finished_at=at)
        for side, rows in (("left", left if not days_ago else right), ("right", right)):
            for number, (reps, rir) in enumerate(rows, 1):
                make_set(workout, side=side, number=number, reps=reps, rir=rir)
    assert told in html.flat(page(phone, "/progress/lunge/"))


@pytest.mark.parametrize(
    ("left", "right", "story", "headline"),
    [
        ((10, None), (14, None), "Right is ahead: 14 to left’s 10", "Right is ahead in the lunge"),
        ((13, 0), (13, 3), "Right has more to spare: 13 each side", "Right has more to spare in the lunge"),
    ],
)
def test_who_leads_is_said_in_words_that_the_numbers_bear_out(phone, user, lunge, left, right, story, headline):
    for days_ago in (6, 4, 2, 0):
        at = timezone.now() - timedelta(days=days_ago)
        workout = make_workout(user, [lunge], started=at, finished_at=at)
        for side, (reps, rir) in (("left", left), ("right", right)):
            make_set(workout, side=side, reps=reps, rir=rir)
    assert story in html.flat(page(phone, "/progress/lunge/"))
    assert headline in html.flat(page(phone, "/progress/"))
    assert f"{headline}." in html.flat(page(phone, "/progress/report/"))


@pytest.mark.parametrize(
    ("less", "more", "story", "share", "why", "headline"),
    [
        (11, 14, "Right ahead last time", "78%", "that takes 3 of 4 sessions below 90%", "No weaker side so far"),
        (5, 6, "Close", "83%", "less than 2 reps a set is noise", "Left and right are close"),
    ],
)
def test_a_side_that_did_less_once_is_no_weaker_one(phone, user, lunge, less, more, story, share, why, headline):
    for days_ago, left in ((4, more), (2, more), (0, less)):
        at = timezone.now() - timedelta(days=days_ago)
        workout = make_workout(user, [lunge], started=at, finished_at=at)
        make_set(workout, side="left", reps=left)
        make_set(workout, side="right", reps=more)
    seen = html.flat(page(phone, "/progress/lunge/"))
    assert f"{story}: left {less}, right {more}" in seen
    assert f"Now {share} of the stronger side. No weaker side by our rule: {why}." in seen
    assert f"{headline}." in html.flat(page(phone, "/progress/report/"))
    assert headline in html.flat(page(phone, "/progress/"))


@pytest.mark.parametrize("done_today", [0, 1, 3])
def test_a_session_today_that_is_still_to_come_or_half_done_is_no_drop(phone, user, lunge, done_today):
    for weeks_ago in (12, 11, 10, 9, 4, 3, 2, 1, 0):
        workout = make_workout(user, [lunge], started=timezone.now() - timedelta(weeks=weeks_ago))
        for number in range(1, 1 + (3 if weeks_ago else done_today)):
            make_set(workout, side="left", number=number)
            make_set(workout, side="right", number=number)
    [sets] = [one for one in html.find(page(phone, "/progress/"), "li") if one.text.startswith("Sets a week")]
    assert "from 3 → to 3 sets" in sets.text


def test_an_easier_week_is_no_drop_in_the_sets_a_week(phone, user, lunge):
    today = user.date_of(timezone.localtime())
    eased = first_day(today - timedelta(weeks=2), 0)
    EasierWeek.objects.create(user=user, since=eased)
    for day in [*range(90, 62, -7), *range(28, 0, -7)]:
        at = timezone.now() - timedelta(days=day)
        workout = make_workout(user, [lunge], started=at, finished_at=at)
        light = timedelta(0) <= (today - timedelta(days=day)) - eased < timedelta(days=7)
        for number in (1,) if light else (1, 2, 3, 4):
            make_set(workout, side="left", number=number)
            make_set(workout, side="right", number=number)
    [sets] = [one for one in html.find(page(phone, "/progress/"), "li") if one.text.startswith("Sets a week")]
    assert "from 4 → to 4 sets" in sets.text


@pytest.mark.parametrize(
    ("checks", "said"),
    [
        ([("bridge-hold", 39, 52)], "Right was ahead in a self-check"),
        ([("bridge-hold", 39, 52), ("side-plank", 30, 45)], "Right was ahead in a self-check"),
        ([("bridge-hold", 39, 52), ("side-plank", 45, 30)], "Self-checks disagree on which side is ahead"),
        ([("side-plank", 45, 30), ("bridge-hold", 39, 52)], "Self-checks disagree on which side is ahead"),
    ],
)
def test_progress_and_report_say_the_same_of_the_self_checks(phone, user, checks, said):
    for kind, left, right in checks:
        make_check(user, kind=kind, day=timezone.localdate(), left=left, right=right)
    assert f"{said}." in html.flat(page(phone, "/progress/"))
    assert said in html.flat(page(phone, "/progress/report/"))


def test_a_headline_of_best_sets_does_not_speak_against_the_balance_of_all(phone, user, lunge):
    """Left did 16 and 12, right 14 and 14: the left’s best is ahead, and all sets together are even."""
    for days_ago in (4, 2, 0):
        at = timezone.now() - timedelta(days=days_ago)
        workout = make_workout(user, [lunge], started=at, finished_at=at)
        sides = {"left": (14, 14), "right": (14, 15)} if days_ago else {"left": (16, 12), "right": (14, 14)}
        for side, amounts in sides.items():
            for number, reps in enumerate(amounts, 1):
                make_set(workout, side=side, number=number, reps=reps)
    seen = html.flat(page(phone, "/progress/lunge/"))
    assert "Best last time: left 16, right 14" in seen
    assert "No difference last time over all sets with the same weight" in seen
    assert "Close:" not in seen


def test_a_log_that_does_not_say_how_long_it_took_has_no_minutes_on_any_page(phone, user):
    """As in logs of other apps. Where one session says so, it counts."""
    squat = make_exercise("squat")
    workout, _ = done(user, squat, 8), done(user, squat, 15)
    seen = html.flat(page(phone, "/progress/"))
    assert "<dt>on the mat</dt><dd>–</dd>" in seen
    assert "min a week" not in seen
    assert "<dt>minutes</dt><dd>–</dd>" in html.flat(page(phone, f"/workouts/{workout.pk}/"))
    Workout.objects.filter(pk=workout.pk).update(finished_at=workout.started + timedelta(minutes=30))
    seen = html.flat(page(phone, "/progress/"))
    assert "<dt>on the mat</dt><dd>30 <small>min</small></dd>" in seen
    assert "about 30 min a week" in seen
