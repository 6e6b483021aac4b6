"""What two pages say about the same thing is the same. It is Wednesday, 18 November 2026, at noon."""

import re
from datetime import date, timedelta

import pytest

from glutes.calendars.appointments import appointments
from glutes.exercises.models import Equipment
from glutes.kit.models import EasierWeek, Kit, Lock
from glutes.progress.pages.weeks import Weeks
from glutes.progress.reading import lines_between
from glutes.rules.moments import OPEN_FOR, is_going
from glutes.rules.routine import timing
from glutes.watch import fit
from glutes.watch.sending import activity_file
from glutes.watch.sets import sets_of
from glutes.workouts.models import Workout
from glutes.workouts.models.exercise import last_time
from glutes.workouts.models.past_sessions import rows_since
from glutes.workouts.models.set import EVER
from glutes.workouts.models.workout import workouts_going
from glutes.workouts.pages.coach import Coach
from glutes.workouts.snapshot import Snapshot
from tests import html
from tests.make import (
    NOON,
    leave,
    make_check,
    make_exercise,
    make_plan_day,
    make_routine,
    make_set,
    make_source,
    make_workout,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wednesday")]

WED = date(2026, 11, 18)


@pytest.fixture
def squat():
    return make_exercise("squat")


@pytest.fixture
def week(user, squat):
    """Three sessions planned; done are Monday's, one besides on Tuesday, a set of nothing, and one left again."""
    hips = make_routine(user, [(squat, {})], name="Steady hips")
    for weekday in (0, 2, 4):
        make_plan_day(user, weekday, hips)
    for days_ago, name, routine, reps in ((2, "Steady hips", hips, 10), (1, "Core", None, 8), (1, "Nothing", None, 0)):
        started = NOON - timedelta(days=days_ago)
        ended = started + timedelta(minutes=20)
        workout = make_workout(user, [squat], started=started, finished_at=ended, name=name, routine=routine)
        make_set(workout, reps=reps)
    leave(make_workout(user, [squat], started=NOON - timedelta(days=1, hours=1), name="Left again"))


def page(phone, url):
    return html.flat(phone.get(url).content.decode())


def heading(phone, url, name):
    """The text of the page's heading of this id."""
    [found] = html.find(page(phone, url), "h2", id=name)
    return found.text.strip()


def number(pattern, seen):
    """The number that a page says, as the one group of the pattern."""
    return int(re.search(pattern, seen)[1])


def test_the_week_and_today_say_the_same(phone, week):
    today, plan = page(phone, "/"), page(phone, "/plan/")
    [said] = {heading.text for heading in html.find(today, "h2") if heading.text.startswith("This week")}
    assert said == "This week: 2 sessions done, 2 to come"
    assert "2 sessions done, 2 to come." in plan
    ticked = len(html.find(today, "span", class_="dot-done"))
    assert ticked == len(html.find(plan, "div", class_="item-done")) == 2


def test_today_and_history_name_the_same_sessions(phone, week):
    latest = [each.text for each in html.find(page(phone, "/"), "a", class_="rows-body") if "min" in each.text]
    history = [each.text for each in html.find(page(phone, "/workouts/?month=2026-11"), "a", class_="rows-body")]
    assert latest == history
    assert len(history) == 3  # The one of no rep is shown, though it does not count.


def test_half_of_a_session_is_half_on_every_page(phone, user, squat):
    """On Today before its day and on it, in the week, on paper, in calendars; what is started is shorter, too."""
    routine = make_routine(user, [(squat, {"sets": 6})])
    for weekday in (2, 3):
        make_plan_day(user, weekday, routine, since=WED).halve(WED + timedelta(days=weekday - 2))
    fewer = routine.minutes_of(half=True)
    half = f"shorter, {fewer} min"
    assert fewer < routine.minutes
    heads = html.find(page(phone, "/"), "div", class_="session-head")  # Of today; of tomorrow, for a kept page.
    assert [half in head.text for head in heads] == [True, True]
    assert page(phone, "/plan/").count(half) == page(phone, "/plan/print/").count(half) == 2
    [one, other] = appointments(user, WED, WED + timedelta(days=1), NOON, rings=False).values()
    assert one.minutes == other.minutes == fewer
    assert "3 × 10" in page(phone, one.path)
    user.plan_days.get(weekday=2).move(WED, None)
    assert f"Thu 19 Nov, {half}." in page(phone, "/")


@pytest.mark.parametrize(
    ("trained", "wishes", "sets"),
    [
        pytest.param((2,), {}, 6, id="as written"),
        pytest.param((2,), {"easier": True}, 4, id="an easier week"),
        pytest.param((2,), {"easier": True, "half": True}, 3, id="half of it in an easier week: the stricter"),
        pytest.param((16,), {"half": True}, 3, id="half of it after two weeks off"),
        pytest.param((16,), {}, 5, id="two weeks off"),
        pytest.param((16,), {"easier": True}, 4, id="and an easier week"),
        pytest.param((30,), {}, 2, id="a month off"),
        pytest.param((2, 40), {}, 2, id="the first week back"),
        pytest.param((30,), {"coaching": False, "easier": True}, 6, id="no coaching"),
        pytest.param((), {}, 6, id="the first session of all"),
    ],
)
def test_minutes_are_those_of_what_the_start_page_asks(phone, user, squat, trained, wishes, sets):
    routine = make_routine(user, [(squat, {"sets": 6}), (squat, {"sets": 2, "block": "warm-up"})])
    for ago in trained:
        workout = make_workout(user, [squat], started=NOON - timedelta(days=ago))
        workout.exercises.update(sets=6)
        for number in range(1, 7):
            make_set(workout, number=number)
    user.coaching = wishes.get("coaching", True)
    user.save()
    if wishes.get("easier"):
        user.easier_weeks.create(since=WED - timedelta(days=2))
    day = make_plan_day(user, 2, routine, since=WED)
    shown = written = Snapshot.of_routine(routine)
    if wishes.get("half"):
        day.halve(WED)
        shown = written.half()

    slots = Coach(user, shown, WED, of=written).coached().slots

    main = [slot.step for slot in slots if slot.is_main]
    assert [step.sets for step in main] == [sets]
    warm_up = [slot.step for slot in slots if not slot.is_main]
    minutes = timing.minutes(timing.sets_seconds(warm_up) + timing.sets_seconds(main))
    [one] = appointments(user, WED, WED, NOON, rings=False).values()
    assert one.minutes == minutes
    said = f"{'shorter, ' if wishes.get('half') else ''}{minutes} min"
    assert said in html.find(page(phone, "/"), "div", class_="session-head")[0].text
    assert f"</strong> {said}" in page(phone, "/plan/")


def test_history_progress_and_the_exercise_count_the_same_sessions(phone, user, squat, week):
    before = NOON - timedelta(days=82)  # On the Friday before the first of 12 weeks.
    make_set(make_workout(user, [squat], started=before, finished_at=before + timedelta(minutes=20)))
    history = number(r"(\d+) sessions?</h2>", page(phone, "/workouts/?month=2026-11"))
    overview = number(r"(\d+) of \d+ sessions? in", page(phone, "/progress/"))
    exercise = number(r"(\d+) sessions? in 12 weeks</h2>", page(phone, "/progress/squat/"))
    assert history == overview == exercise == 2


@pytest.mark.parametrize(
    ("done", "going", "history", "exercise"),
    [
        (1, 0, "1 session", "1 session in 12 weeks"),
        (2, 0, "2 sessions", "2 sessions in 12 weeks"),
        (0, 1, "1 session in progress", "1 session in progress"),
        (2, 1, "2 sessions, and 1 in progress", "2 sessions in 12 weeks, and 1 in progress"),
        (0, 2, "2 sessions in progress", "2 sessions in progress"),
    ],
)
def test_what_is_in_progress_is_named_beside_what_is_done(phone, user, squat, done, going, history, exercise):
    for days_ago in range(2, 2 + done):
        started = NOON - timedelta(days=days_ago)
        make_set(make_workout(user, [squat], started=started, finished_at=started + timedelta(minutes=20)))
    for hours in range(1, 1 + going):
        make_set(make_workout(user, [squat], started=NOON - timedelta(hours=hours)))
    assert heading(phone, "/workouts/", "list") == history
    assert heading(phone, "/progress/squat/", "sessions") == exercise
    assert number(r"(\d+) sessions? in", page(phone, "/progress/")) == done
    assert page(phone, "/progress/squat/").count(">in progress</span>") == going


def test_history_never_says_none_above_a_list(phone, user, squat):
    """What was done without one rep is shown, but does not count."""
    assert heading(phone, "/workouts/", "list") == "No sessions"
    make_set(make_workout(user, [squat], finished_at=NOON), reps=0)
    assert heading(phone, "/workouts/", "list") == "Sessions"


@pytest.mark.parametrize(("hours", "going"), [(3, True), (9, False)])
def test_a_key_names_what_is_in_progress_while_there_is_such_a_session(phone, user, squat, monkeypatch, hours, going):
    """It looks unlike today without a session, which shows after midnight."""
    midnight = NOON - timedelta(hours=12)
    started = midnight + timedelta(hours=1 - hours)
    monkeypatch.setattr("django.utils.timezone.now", lambda: midnight + timedelta(hours=1))
    make_set(make_workout(user, [squat], started=started), at=started)
    for url in ("/workouts/", "/plan/"):
        [key] = html.find(page(phone, url), "ul", class_="key")
        assert ("In progress" in key.text) == going
    days = [html.find(page(phone, "/workouts/"), "span", class_=look) for look in ("dot-now", "dot-going")]
    assert [[day.text for day in found] for found in days] == [["18"], ["17"] if going else []]


@pytest.mark.parametrize(("hours", "going"), [(1, True), (5, True), (7, False)])
def test_every_page_says_of_a_session_without_an_end_whether_it_is_in_progress(phone, user, squat, hours, going):
    """Left after its first set, it is in progress for six hours, then done."""
    hips = make_routine(user, [(squat, {})], name="Steady hips")
    make_plan_day(user, 2, hips)
    workout = make_workout(user, [squat], started=NOON - timedelta(hours=hours, minutes=5), routine=hips)
    make_set(workout, at=NOON - timedelta(hours=hours))
    today, plan, history = (page(phone, url) for url in ("/", "/plan/", "/workouts/"))
    progress, printed = page(phone, "/progress/"), page(phone, "/plan/print/")

    counted = "0 of 1 session done" if going else "1 of 1 session done"
    assert f"This week: {counted}" in today
    assert f"{counted}." in plan
    assert f"{counted}." in printed
    said = ["1 session in progress", "1 session in progress"] if going else ["1 session", "1 session in 12 weeks"]
    assert [heading(phone, "/workouts/", "list"), heading(phone, "/progress/squat/", "sessions")] == said
    assert number(r"(\d+) of 12 sessions in", progress) == (not going)
    assert Weeks(user, WED).this.minutes == 0
    assert ["10 reps" in progress, "10 reps" in heading(phone, "/progress/squat/", "story")] == [not going] * 2
    bests = [page(phone, f"/progress/squat/{more}") for more in ("", "?fragment")]
    assert [("Bests" in bests[0]), ("most reps" in bests[1])] == [not going] * 2

    look = "dot-going" if going else "dot-done"
    assert [len(html.find(seen, "span", class_=look)) for seen in (today, history)] == [1, 1]
    marks = [mark.text.strip() for mark in html.find(plan, class_="done-mark") if "done-key" not in mark["class"]]
    assert marks == ["In progress" if going else "Done"]
    assert ("in progress, 1 set" if going else "1 set (done)") in printed
    assert [("in progress, 1 set" in seen) for seen in (today, plan, history)] == [going] * 3
    assert [("Done for today" in today), ("Carry on" in today)] == [not going, going]

    [appointment] = appointments(user, WED, WED, NOON).values()
    assert (appointment.done, appointment.going, appointment.path) == (not going, going, workout.get_absolute_url())


@pytest.mark.parametrize(
    ("started", "last", "finished"),
    [(1, None, None), (7, None, None), (7, 5, None), (9, 7, None), (1, 1, 0), (7, 1, 0), (6, None, None), (7, 6, None)],
)
def test_every_query_follows_the_rule_of_what_is_in_progress(user, squat, started, last, finished):
    """`last` and `finished`: when the last set was done and the session finished, in hours ago; None for never."""
    at = {hours: NOON - timedelta(hours=hours) for hours in (started, last, finished) if hours is not None}
    workout = make_workout(user, [squat], started=at[started], finished_at=at.get(finished))
    if last:
        make_set(workout, at=at[last])
    going, since = is_going(at.get(finished), at[last or started], NOON), NOON - OPEN_FOR

    assert workouts_going(user.pk, since) == [workout] * going
    assert Workout.objects.with_sums().get().is_going == going
    assert (workout.ended_at(NOON) is None) == going
    assert [done.is_going for done in user.workouts.done_by_day(WED, WED)[WED]] == [going] * bool(last)
    assert [row[5] for row in rows_since(user.pk, [squat.pk], [WED], WED, EVER, since)] == [going]
    ended, later = bool(last) and not going, make_workout(user, [squat], started=NOON)
    assert (Weeks(user, WED).this.sets > 0) == ended
    assert [bool(lines_between(user, WED, WED)), bool(last_time(later, [squat.pk]))] == [ended, ended]


@pytest.mark.parametrize(("first", "minutes"), [(30, 355), (330, 25)])
def test_every_page_says_how_long_a_session_took_whose_first_set_was_long_after_it_was_opened(
    phone, user, squat, first, minutes
):
    """`first`: minutes from its start, 355 before it was finished. The form of its times shows what is counted."""
    hips = make_routine(user, [(squat, {})], name="Steady hips")
    make_plan_day(user, 2, hips)
    started = NOON - timedelta(minutes=355)
    workout = make_workout(user, [squat], started=started, finished_at=NOON, routine=hips, name=hips.name)
    make_set(workout, at=started + timedelta(minutes=first))
    began = NOON - timedelta(minutes=minutes)

    assert [f"{minutes} min, 1 set" in page(phone, url) for url in ("/plan/", "/workouts/")] == [True, True]
    summary = page(phone, workout.get_absolute_url())
    assert number(r"minutes</dt><dd>(\d+)", summary) == Weeks(user, WED).this.minutes == minutes
    [appointment] = appointments(user, WED, WED, NOON).values()
    assert (appointment.start, appointment.minutes) == (began, minutes)
    assert sets_of(workout)[0].start == began
    assert activity_file(workout) == fit.activity(began, sets_of(workout), str(workout.pk))

    span = {name: html.find(summary, "input", id=name)[0]["value"] for name in ("started", "ended")}
    assert f", started {span['started'][-5:]}" in page(phone, f"{workout.get_absolute_url()}?correct")
    phone.post(f"/workouts/{workout.pk}/times/", span)
    assert f"{minutes} min, 1 set" in page(phone, "/workouts/")


@pytest.mark.parametrize(
    ("kit", "lacks"),
    [([], False), (["mat"], True), (["band"], False), (["mat", "tube"], False)],
    ids=["no kit named", "lacking", "there", "replaced"],
)
def test_today_the_start_page_and_the_routine_say_what_is_not_in_the_kit(phone, user, squat, kit, lacks):
    things = {slug: Equipment.objects.create(slug=slug, name=slug, source=make_source()) for slug in ("band", "tube")}
    for slug in ("mat", "step"):
        things[slug] = Equipment.objects.create(slug=slug, name=slug, at_home=True, source=make_source())
    things["band"].replaced_by.add(things["tube"])
    clam = make_exercise("clam")
    clam.equipment.add(things["band"], things["mat"], things["step"])
    hips = make_routine(user, [(squat, {}), (clam, {})])
    for weekday in (2, 3):  # A kept copy of Today says it tomorrow, too.
        make_plan_day(user, weekday, hips)
    Kit.objects.bulk_create(Kit(user=user, equipment=things[slug]) for slug in kit)

    start = page(phone, f"/workouts/start/?routine={hips.pk}")
    assert [seen.count("Not in your kit: band, for Clam. ") for seen in (page(phone, "/"), start)] == [2 * lacks, lacks]
    routine = page(phone, hips.get_absolute_url())
    assert ("<strong>band</strong>" in routine, "<strong>step</strong>" in routine) == (lacks, False)


@pytest.mark.parametrize("hours", [1, 5, 7])
def test_every_page_says_of_a_session_with_only_its_warm_up_whether_it_is_in_progress(phone, user, squat, hours):
    """It ticks off no session, not even daily practice. After six hours only the history has it, which counts none."""
    hips = make_routine(user, [(squat, {})], name="Steady hips")
    make_plan_day(user, 2, hips)
    workout = make_workout(
        user, [squat], started=NOON - timedelta(hours=hours, minutes=5), routine=hips, name=hips.name
    )
    workout.exercises.update(block="warm-up")
    make_set(workout, at=NOON - timedelta(hours=hours))
    going = hours < 6
    today, plan, history = (page(phone, url) for url in ("/", "/plan/", "/workouts/"))
    start = page(phone, f"/workouts/start/?routine={hips.pk}")

    assert [("in progress, warm-up" in seen) for seen in (today, plan, history)] == [going] * 3
    assert ("In progress, warm-up." in start) == going
    assert "nothing logged" not in today + plan + history + start
    assert "no sets" in history or going
    assert len(html.find(today, "span", class_="dot-going")) == going
    assert "This week: 0 of 1 session done" in today
    assert [done.practice for done in user.workouts.done_by_day(WED, WED)[WED]] == [False] * going


@pytest.mark.parametrize("skipped", [True, False])
def test_today_names_what_is_in_a_routine_and_only_the_start_page_says_what_to_do_of_it(phone, user, squat, skipped):
    """After it hurt a lot the coach asks for one set, and a physio may have it skipped."""
    bridge = make_exercise("bridge")
    ranges = {"reps_low": 8, "reps_high": 12}
    hips = make_routine(user, [(squat, ranges), (bridge, ranges)], name="Steady hips")
    make_plan_day(user, 2, hips)
    workout = make_workout(user, [squat], started=NOON - timedelta(days=10), routine=hips)
    make_set(workout)
    workout.exercises.update(pain=6)
    if skipped:
        Lock.objects.create(user=user, exercise=squat, by="Anna", skip=True)
    [card] = [card for card in html.find(page(phone, "/"), "section") if "In this routine" in card.text]
    start = page(phone, f"/workouts/start/?routine={hips.pk}")

    assert [row.text.strip() for row in card.find("a", class_="rows-body")] == ["Squat", "Bridge"][skipped:]
    assert ("Not today: Squat." in card.text) == skipped
    assert not re.search(r"\d ×|\d–\d", card.text)
    doses = [dose.text for dose in html.find(start, "span", class_="dose")]
    assert doses == ["not today" if skipped else "9", "3 × 8"]


@pytest.mark.parametrize(
    ("until", "said"),
    [(date(2026, 12, 1), "not before Wed 2 Dec"), (WED, "not before Thu 19 Nov"), (None, "not for now")],
)
def test_the_table_of_the_next_sessions_keeps_to_what_a_physio_had_skipped(phone, user, squat, until, said):
    """On which days they will be is not known: the row says the day, not which of them are left out."""
    hips = make_routine(user, [(squat, {}), (make_exercise("bridge"), {"reps_low": 8, "reps_high": 12})])
    Lock.objects.create(user=user, exercise=squat, by="Anna", skip=True, until=until)
    start = page(phone, f"/workouts/start/?routine={hips.pk}")

    assert html.find(start, "span", class_="dose")[0].text == "not today"
    rows = [row.text for row in html.find(start, "table")[0].find("tr")[1:]]
    assert rows == [f"Squat {said}", "Bridge 3 × 8 3 × 9 3 × 10 3 × 11"]


@pytest.mark.parametrize(("until", "stays"), [(WED, False), (None, True)])
def test_all_sessions_are_the_same_only_if_what_is_skipped_is_not_taken_up_again(phone, user, squat, until, stays):
    hips = make_routine(user, [(squat, {})])
    Lock.objects.create(user=user, exercise=squat, by="Anna", skip=True, until=until)
    start = page(phone, f"/workouts/start/?routine={hips.pk}")
    assert ("Each the same as today." in start, "not before Thu 19 Nov" in start) == (stays, not stays)


@pytest.mark.parametrize("days_ago", [6, 7, 8, 15])
def test_a_summary_and_the_start_page_say_the_same_of_next_time(phone, user, squat, days_ago):
    """The squat was not done today; up to 7 days off it goes on, after that it is repeated."""
    bridge, ranges = make_exercise("bridge"), {"reps_low": 8, "reps_high": 12}
    hips = make_routine(user, [(squat, ranges), (bridge, ranges)])
    for exercise, days in ((squat, days_ago), (bridge, 0)):
        started = NOON - timedelta(days=days, hours=1)
        workout = make_workout(user, [exercise], started=started, finished_at=started, routine=hips)
        for number in (1, 2, 3):
            make_set(workout, number=number, reps=9)
    start, summary = page(phone, f"/workouts/start/?routine={hips.pk}"), page(phone, workout.get_absolute_url())

    [today] = html.find(start, "section", aria_labelledby="plan-main")
    [next_time] = html.find(summary, "section", aria_labelledby="next-time")
    assert [row.text for row in next_time.find("li")] == [row.text for row in today.find("li")]
    assert ("days off" in start) == (days_ago > 7)


@pytest.mark.parametrize("ends", ["easier week", "lock"])
def test_a_summary_and_the_start_page_are_of_one_day(phone, user, squat, ends):
    """On the last day of what makes less of an exercise, too."""
    hips = make_routine(user, [(squat, {})])
    workout = make_workout(user, [squat], finished_at=NOON, routine=hips)
    for number in (1, 2, 3):
        make_set(workout, number=number)
    if ends == "lock":
        Lock.objects.create(user=user, exercise=squat, by="Anna", most_kg=4, until=WED)
    else:
        EasierWeek.objects.create(user=user, since=WED - timedelta(days=6))
    start, summary = page(phone, f"/workouts/start/?routine={hips.pk}"), page(phone, workout.get_absolute_url())
    [today] = html.find(start, "section", aria_labelledby="plan-main")
    [next_time] = html.find(summary, "section", aria_labelledby="next-time")
    assert [row.text for row in next_time.find("li")] == [row.text for row in today.find("li")]


@pytest.mark.parametrize(
    ("check", "early", "said"),
    [
        ({}, 0, "Left and right are even"),
        ({}, 1, "Left and right: too early to say"),
        ({"left": 30, "right": 70}, 0, "Right was ahead in a self-check"),
        ({"left": 30, "right": 70}, 1, "Right was ahead in a self-check"),
        ({"left": 30, "right": 70, "kind": "leg-raises"}, 0, "Right was ahead in a self-check"),
        ({"left": 30, "right": 70, "pain": 5}, 0, "Left and right are even"),
        ({"left": 30, "right": 70, "at": NOON - timedelta(days=28)}, 0, "Left and right are even"),
    ],
)
def test_progress_and_the_report_say_even_only_where_exercises_and_checks_do(phone, user, check, early, said):
    """`early`: so many of the exercises were done twice only, one besides three times, all alike on both sides."""
    exercises = [make_exercise("lunge", sides="each"), *(make_exercise(sides="each") for _ in range(early))]
    for days in (1, 3, 5):
        started = NOON - timedelta(days=days)
        workout = make_workout(user, exercises[: 1 if days == 5 else None], started=started, finished_at=started)
        for row in workout.exercises.all():
            for side in ("left", "right"):
                make_set(workout, slot=row.slot, side=side)
    if check:
        make_check(user, **check)
    progress = page(phone, "/progress/")
    report = page(phone, "/progress/report/")

    [headline] = html.find(progress, "h2", id="balance")
    assert headline.text == said
    for seen in (progress, report):
        lede = " ".join(sentence.text.lower() for sentence in html.find(seen, "p", class_="lede"))
        assert ("left and right are even" in lede) == (said == "Left and right are even")
        assert ("right was ahead in a self-check" in lede) == ("Right was" in said)
    short = " ".join(part.text for part in html.find(report, "ul", class_="report-short"))
    assert (f"{said}." in short) == ("too early" not in said)
