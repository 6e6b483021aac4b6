"""The report: one page for the member and for whoever has the link, as much as the member chose to show."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.test import Client

from glutes.checks.models import SelfCheck
from glutes.kit.models import Lock
from glutes.links.models import Link, Opening
from glutes.plan.models import PlanDay
from glutes.report.anatomical import ANATOMICAL_SITES
from glutes.report.pages.report import MOST_NOTES, MOST_PAINS, Report
from glutes.report.pages.routines import MOST_ROWS
from glutes.rules.coaching.pain import SITES
from glutes.rules.versions import NEVER
from tests import html
from tests.make import (
    NOON,
    make_check,
    make_exercise,
    make_log,
    make_plan_day,
    make_routine,
    make_set,
    make_user,
    make_workout,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wednesday")]
REPORT = "/progress/report/"


@pytest.fixture
def link(user):
    return Link.objects.create(user=user, name="Anna", until=NOON.date() + timedelta(days=30))


def text(answer):
    assert answer.status_code == 200
    return html.find(answer.text, "article", class_="report")[0].text


def past(user, exercise, days_ago, sets=2, **fields):
    workout = make_workout(user, [exercise], started=NOON - timedelta(days=days_ago), **fields)
    for number in range(1, sets + 1):
        for side in exercise.log_sides:
            make_set(workout, number=number, side=side)
    return workout


def test_a_check_that_hurt_says_so_unless_pain_is_left_out(phone, user):
    make_check(user, pain=6)
    assert "48 s / 52 s 18 Nov, pain 6" in text(phone.get(REPORT))
    SelfCheck.objects.update(pain=0)
    assert ", pain" not in text(phone.get(REPORT))


def test_a_check_is_compared_with_the_last_one_that_did_not_hurt_as_on_its_own_page(phone, user):
    for days_ago, left, right, pain in ((29, 36, 40, 0), (19, 70, 50, 5), (0, 50, 52, None)):
        check = make_check(user, at=NOON - timedelta(days=days_ago), left=left, right=right, pain=pain)
    assert "Since 20 Oct: left 14 s more, right 12 s more." in html.flat(phone.get(check.get_absolute_url()).text)
    assert "Single-leg bridge 36 s / 40 s 50 s / 52 s 18 Nov" in text(phone.get(REPORT))
    check.delete()
    assert "held:" not in text(phone.get(REPORT))


@pytest.mark.parametrize(
    ("in_session", "in_warm_up", "next_morning", "in_check", "worst"),
    [(6, 0, 0, 2, 6), (1, 0, 0, 7, 7), (0, 0, 5, 3, 5), (2, 4, 0, 0, 4), (0, 0, 0, 3, 3), (0,) * 5, (None,) * 5],
)
def test_the_worst_pain_is_one_number_on_the_report_and_on_progress(
    phone, user, in_session, in_warm_up, next_morning, in_check, worst
):
    workout = past(user, make_exercise("lunge"), 3)
    workout.exercises.update(pain=in_session, pain_next_day=next_morning)
    warm_up = {"block": "warm-up", "reps_low": 10, "reps_high": 10, "logged_at": NOON, "pain": in_warm_up}
    workout.exercises.create(user=user, day=workout.day, slot=1, exercise=make_exercise("march"), **warm_up)
    make_check(user, at=NOON - timedelta(days=1), pain=in_check)
    sums = html.find(phone.get(REPORT).text, "dl", class_="report-sums")[0].text
    assert ("worst pain, not said –" if worst is None else f"worst pain, of 10 {worst}") in sums
    assert sums.startswith("session 1 "), "not a word of a plan, as there was none"
    seen = phone.get("/progress/").text
    row = next(one for one in html.find(seen, "p", class_="score-name") if one.text.startswith("Worst pain"))
    assert row.text == f"Worst pain {'not said' if worst is None else f'{worst} out of 10' if worst else 'none'}"
    worst = worst or 0
    headings = " ".join(one.text for one in html.find(seen, "h2"))
    assert (f"{worst} out of 10" in headings) == (worst > 0)
    shown = Report(user, NOON.date())
    assert max((line.worst for line in shown.pains.lines), default=0) == worst == (shown.weeks.worst or 0)
    assert ("something hurt lately" in shown.headline) == (worst > 0)


def test_a_check_that_hurt_stands_in_the_tables_of_pain_unless_pain_is_left_out(phone, user, link):
    past(user, make_exercise("lunge"), 3)
    make_check(user, pain=6)
    [table] = html.find(phone.get(REPORT).text, "table", class_="report-pain")
    assert "18 Nov – Single-leg bridge 6 –" in table.text
    assert "18 Nov 2026 – Single-leg bridge 6 –" in html.find(phone.get("/progress/").text, "body")[0].text
    Link.objects.update(shows_pain=False)
    assert "6" not in Report(user, NOON.date(), with_pain=False).headline
    assert Report(user, NOON.date(), with_pain=False).pains is None


def test_the_report_is_for_who_is_logged_in_and_says_where_nothing_is_there(phone, client):
    assert client.get(REPORT).status_code == 303
    shown = text(phone.get(REPORT))
    for words in ("No routine in the week.", "None yet.", "Nothing was said.", "Not a medical record."):
        assert words in shown


def test_nobody_is_said_to_have_no_pain_who_did_nothing(phone):
    assert "worst pain, not said –" in text(phone.get(REPORT))


def test_a_gap_in_a_self_check_is_told_before_the_first_session_too(phone, user):
    make_check(user, left=39, right=52)
    seen = html.flat(phone.get("/progress/").text)
    assert "Right was ahead in a self-check." in seen
    assert "left 39 s, right 52 s" in seen
    assert "Right was ahead in a self-check." in text(phone.get(REPORT))


def test_weeks_and_days_of_practice_are_as_many_on_the_report_as_on_progress(phone, user):
    hold = make_exercise("bridge-hold", measure="seconds")
    for ago in (1, 2, 15, 16):
        past(user, hold, ago)
    report, story = Report(user, NOON.date()), html.find(phone.get("/progress/").text, "h2", class_="story")[0].text
    assert report.headline == "0 sessions in 3 weeks and practice on 4 days."
    assert story == "0 sessions in 3 weeks; practice on 4 days"
    assert "days of practice 4" in html.find(phone.get(REPORT).text, "dl", class_="report-sums")[0].text
    assert "0 of 3 sessions done, practice on 2 days" in html.flat(phone.get("/").text)
    assert "0 of 3 sessions done, practice on 2 days" in html.flat(phone.get("/plan/").text)


def test_what_another_log_brought_was_not_asked_for(phone, user):
    past(user, make_exercise("squat"), 3, sets=3)
    assert Report(user, NOON.date()).sets_asked == 0
    assert "sets 3" in html.find(phone.get(REPORT).text, "dl", class_="report-sums")[0].text


def test_without_a_plan_the_report_names_the_routines_that_were_done_and_what_else_was(phone, user):
    squat, lunge = make_exercise("squat"), make_exercise("lunge", sides="each")
    ready, own = (make_routine(whose, [(squat, {})], name=name) for whose, name in ((None, "Five"), (user, "Mine")))
    for days_ago, routine in ((3, ready), (1, own), (5, ready)):
        past(user, squat, days_ago, routine=routine)
    past(user, lunge, 2).exercises.get().logged_sets.update(load_kg=60)
    routines = Report(user, NOON.date()).routines
    assert [routine and routine.name for routine, *_ in routines.all] == ["Mine", "Five", None]
    assert routines.left_out == 0
    assert "Also done in the last 2 weeks Lunge – – 10, 60 kg 10, 60 kg" in text(phone.get(REPORT))


def test_the_report_says_routines_limits_checks_pain_and_notes(phone, user):
    lunge = make_exercise("lunge", sides="each", pattern="squat")
    routine = make_routine(user, [(lunge, {"load_kg": Decimal(8)})], name="Five")
    make_plan_day(user, weekday=4, routine=routine)
    Lock.objects.create(user=user, exercise=lunge, by="Anna", stop_from=4)
    SelfCheck.objects.create(
        pk=uuid4(), user=user, kind="bridge-hold", done_at=NOON, day=NOON.date(), left=48, right=52, logged_at=NOON
    )
    workout = past(user, lunge, 3, note="Knee quiet.")
    workout.exercises.update(pain=5, pain_site="knee", pain_next_day=2)
    shown = text(phone.get(REPORT))
    for words in (
        "Five, every Friday", "Lunge 3 × 10 each 8 kg", "stop at pain 4 (Anna)", "48 s / 52 s",
        "15 Nov Knee Lunge 5 2", "15 Nov Knee quiet.",
    ):  # fmt: skip
        assert words in shown
    assert "Knee, articulatio genus" in text(phone.get(f"{REPORT}?words=anatomical"))
    assert "hip and knee extension" in text(phone.get(f"{REPORT}?words=anatomical"))


def test_every_place_of_pain_has_an_anatomical_name():
    assert set(ANATOMICAL_SITES) == set(SITES.values()) - {SITES["elsewhere"]}


def test_sets_done_and_asked_for_by_week_are_what_a_slow_count_says(user):
    squat = make_exercise("squat")
    routine = make_routine(user, [(squat, {"sets": 3}), (make_exercise("plank"), {"sets": 2})])
    for weekday in (0, 2):
        make_plan_day(user, weekday, routine, since=date(2026, 11, 2))
    for ago, sets in ((16, 3), (9, 2), (2, 3)):  # Mondays: 2, 9 and 16 November.
        past(user, squat, ago, sets=sets, routine=routine)
    user.workouts.get(day=date(2026, 11, 9)).exercises.update(sets=4)
    for _ in range(2):
        report = Report(user, NOON.date())
        # Of each week one session was missed, but this Wednesday's is still to come: it asked for as much as Monday's.
        assert [(week.first, int(week.sets), asked) for week, asked in report.by_week if week.done] == [
            (date(2026, 11, 2), 3, 3 + 3),
            (date(2026, 11, 9), 2, 4 + 4),
            (date(2026, 11, 16), 3, 3),
        ]
        assert (int(report.weeks.sets), report.sets_asked) == (8, 17)
        routine.prescriptions.update(sets=9)  # As when a proposal is accepted: weeks gone by stay as they were.


@pytest.mark.parametrize(("said_at", "asked"), [(NEVER, 3), (NOON, 6)], ids=["by the coach", "by the runner"])
def test_what_the_coach_left_out_was_not_asked_for(user, said_at, asked):
    exercises = [make_exercise("squat"), make_exercise("lunge")]
    workout = make_workout(user, exercises, routine=make_routine(user), finished_at=NOON)
    make_set(workout)
    workout.exercises.filter(exercise__slug="lunge").update(skipped=True, logged_at=said_at)
    assert Report(user, NOON.date()).sets_asked == asked


def test_one_side_alone_is_half_a_set_of_those_asked_for_too(phone, user):
    lunge = make_exercise("lunge", sides="each")
    routine = make_routine(user, [(lunge, {})])
    workout = make_workout(user, [lunge], routine=routine, finished_at=NOON)
    workout.exercises.update(paused_side="right")
    for number in (1, 2, 3):
        make_set(workout, number=number, side="left")
    shown = text(phone.get(REPORT))
    assert "sets, 1.5 asked for 1.5" in shown
    assert "3 × 10 each" in shown
    user.locks.create(exercise=lunge, by="Anna", sides="left-only")
    shown = text(phone.get(REPORT))
    assert "left only (Anna)" in shown
    assert "3 × 10 –" in shown


@pytest.mark.parametrize(("done", "asked"), [([], 0), ([2], 3)])
def test_what_a_missed_session_asked_for_is_that_of_the_next_one_or_not_known(user, done, asked):
    squat = make_exercise("squat")
    routine = make_routine(user, [(squat, {"sets": 5})])
    make_plan_day(user, 0, routine, since=date(2026, 11, 9))
    for ago in done:
        past(user, squat, ago, sets=1, routine=routine)
    assert Report(user, NOON.date()).by_week[-2][1] == asked


@pytest.mark.parametrize(("shows_pain", "shows_notes"), [(True, True), (True, False), (False, True), (False, False)])
def test_a_link_shows_as_much_as_was_said(link, user, shows_pain, shows_notes):
    Link.objects.update(shows_pain=shows_pain, shows_notes=shows_notes)
    workout = past(user, make_exercise("lunge"), 3, note="Secret thought.")
    workout.exercises.update(pain=5, pain_site="knee")
    shown = text(Client().get(f"/see/{link.token}/"))
    assert ("Knee" in shown, "Secret thought." in shown) == (shows_pain, shows_notes)
    assert ("worst pain" in shown) == shows_pain


def test_a_link_shows_neither_email_nor_times_nor_runs(link, user):
    type(user).objects.update(email="ann@example.org")
    user.run_days.create(weekday=1, kind="long", since=date(2026, 1, 1))
    user.races.create(date=date(2026, 12, 1), name="Winter 10 k")
    past(user, make_exercise("lunge"), 3)
    page = Client().get(f"/see/{link.token}/").text
    shown = html.find(page, "main")[0].text
    assert "1 session" in shown
    for secret in ("ann@example.org", "12:00", "run", "Winter 10 k", link.token + "/propose"):
        assert secret not in shown
    assert "propose" not in page


def test_the_opening_of_a_report_is_noted_with_the_device_and_the_page_says_who_shows_it(link, phone):
    shown = Client(headers={"user-agent": "Mozilla/5.0 (X11; Linux) Firefox/128.0"}).get(f"/see/{link.token}/").text
    assert "ann shows you this page." in html.flat(shown)
    assert [opening.device for opening in Opening.objects.all()] == ["a computer, Firefox"]
    phone.get(f"/see/{link.token}/")
    assert Opening.objects.count() == 1
    assert "a computer, Firefox" in phone.get("/account/links/").text


def test_the_report_is_cut_to_one_page_and_says_what_is_left_out(user):
    exercises = [make_exercise() for _ in range(MOST_ROWS + 3)]
    make_plan_day(user, 0, make_routine(user, [(exercise, {}) for exercise in exercises]))
    for ago in range(1, MOST_PAINS + 3):
        past(user, exercises[0], ago, note="x" * 300).exercises.update(pain=3)
    report = Report(user, NOON.date())
    assert (sum(len(rows) for *_, rows in report.routines.all), report.routines.left_out) == (MOST_ROWS, 3)
    assert (len(report.pain_lines), report.pains_left_out) == (MOST_PAINS, 2)
    assert ([len(note) for _, note in report.notes], MOST_NOTES) == ([112] * 2, 2)


@pytest.mark.parametrize("sessions", [1, 300])
def test_the_report_asks_as_often_after_1_session_as_after_300(link, user, sessions, django_assert_num_queries):
    routine = make_routine(user, [(make_exercise("lunge", sides="each"), {}), (make_exercise(), {})])
    PlanDay.objects.put(user, routine, [0, 2], date(2020, 1, 1))
    make_log(user, routine, sessions)
    with django_assert_num_queries(24):
        text(Client(headers={"user-agent": ""}).get(f"/see/{link.token}/"))


MAKE = {"name": "Dr Osei", "shows_pain": "on", "may_propose": "on", "ends": "12"}


def test_a_link_is_made_after_all_of_it_was_said(phone):
    page = html.flat(phone.get("/account/links/").text)
    for words in ("What it shows", "Never:", "What they can do", "It closes by itself", "you can close it any time"):
        assert words in page
    for _ in range(2):
        assert phone.post("/account/links/", MAKE).status_code == 303
    link = Link.objects.get()
    assert (link.name, link.shows_pain, link.shows_notes, link.may_propose) == ("Dr Osei", True, False, True)
    assert link.until == NOON.date() + timedelta(weeks=12)
    assert f"http://testserver/see/{link.token}/" in phone.get("/account/links/").text


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"name": ""}, "Who is it for? Fill this in."),
        ({"ends": ""}, "Pick when it closes."),
        ({"ends": "day"}, "Pick a day from today on"),
        ({"ends": "day", "day": "2026-11-17"}, "Pick a day from today on"),
        ({"ends": "day", "day": "2028-01-01"}, "within a year"),
        ({"ends": "day", "day": "soon"}, "Write the date like"),
        ({"ends": "99"}, "Pick when it closes."),
    ],
)
def test_a_link_without_a_name_or_an_end_is_refused(phone, fields, words):
    answer = phone.post("/account/links/", MAKE | fields)
    assert answer.status_code == 422
    assert words in answer.text
    assert not Link.objects.exists()


def test_somebody_elses_sides_and_sets_are_not_in_it(link, user):
    past(make_user(), make_exercise("other", name="Stranger's lunge", sides="each"), 2)
    past(user, make_exercise("mine", name="My lunge", sides="each"), 2)
    shown = text(Client().get(f"/see/{link.token}/"))
    assert ("Stranger" in shown, "My lunge" in shown) == (False, True)


def test_in_short_tells_the_story(user):
    lunge = make_exercise("lunge", sides="each", pattern="squat")
    make_plan_day(user, weekday=4, routine=make_routine(user, [(lunge, {})]))
    for ago in (9, 6, 3):
        workout = make_workout(user, [lunge], started=NOON - timedelta(days=ago))
        make_set(workout, side="left", reps=8)
        make_set(workout, side="right", reps=12)
    workout.exercises.update(pain=5, pain_site="knee", pain_next_day=2)
    make_check(user)
    make_check(user, at=NOON - timedelta(days=30), left=20)
    user.easier_weeks.create(since=date(2026, 11, 9))
    assert Report(user, NOON.date()).in_short == [
        ("Right is ahead in the lunge.", "Lunge: left 8, right 12."),
        ("Knee: 5 out of 10 on Sun 15 Nov.", "Lunge, on 15 Nov 2026. Next morning 2."),
        ("Single-leg bridge, held:", "left 48 s, right 52 s; the goal is 60 s. Easier 9 Nov to 15 Nov."),
    ]
    anatomical = Report(user, NOON.date(), anatomical=True).in_short
    assert anatomical[1][0] == "Knee: 5 out of 10 on Sun 15 Nov (knee, articulatio genus)."
    assert len(Report(user, NOON.date(), with_pain=False).in_short) == 2


@pytest.mark.parametrize(
    ("pains", "told", "more"),
    [
        ([(20, "knee", 4), (0, "", 2)], "Knee: 4 out of 10 on", "Last: pain in lunge, 2 out of 10 on 18 Nov 2026."),
        ([(20, "knee", 8), (0, "shin", 5)], "Shin: 5 out of 10 on", "Lunge, on 18 Nov 2026."),
        ([(20, "knee", 4), (1, "knee", 4)], "Knee: 4 out of 10 on", "Lunge, 2 times, 29 Oct 2026 to 17 Nov 2026."),
        ([(9, "knee", 4), (2, "", 2), (2, "knee", 4)], "Knee: 4 out of 10 on", "Also: pain in lunge, 2 out of 10."),
        ([(40, "knee", 4), (20, "", 2)], "Knee: 4 out of 10 in October, quiet since.", "Lunge, on 9 Oct 2026."),
    ],
)
def test_in_short_tells_what_its_headline_calls_lately(user, pains, told, more):
    lunge = make_exercise("lunge")
    for ago, site, pain in pains:
        past(user, lunge, ago).exercises.update(pain=pain, pain_site=site)
    [(said, rest)] = Report(user, NOON.date()).in_short
    assert said.startswith(told)
    assert rest.endswith(more)


def test_the_headline_of_a_report_is_the_story_in_one_sentence(phone, link, user):
    assert Report(user, NOON.date()).headline == ""
    lunge = make_exercise("lunge", sides="each")
    for ago in (23, 22, 21):
        workout = make_workout(user, [lunge], started=NOON - timedelta(days=ago))
        make_set(workout, side="left", reps=8)
        make_set(workout, side="right", reps=12)
    workout.exercises.update(pain=5, pain_site="knee")
    said = "3 sessions in 4 weeks, right is ahead in the lunge"
    assert Report(user, NOON.date()).headline == f"{said} and nothing has hurt for 3 weeks."
    assert f"{said} and nothing has hurt for 3 weeks." in text(phone.get(REPORT))
    Link.objects.update(shows_pain=False)
    assert f"{said.replace(' weeks, ', ' weeks and ')}." in text(Client().get(f"/see/{link.token}/"))
    make_plan_day(user, weekday=4, routine=make_routine(user, [(lunge, {})]), since=date(2026, 10, 26))
    assert Report(user, NOON.date()).headline.startswith("3 of 4 sessions in 4 weeks, ")


def test_in_short_is_left_out_where_there_is_no_story(user):
    assert Report(user, NOON.date()).in_short == []
    past(user, make_exercise("squat"), 3)
    assert Report(user, NOON.date()).in_short == []


def test_beside_what_is_written_stand_the_best_sets_of_two_weeks(phone, user):
    lunge, squat, plank = make_exercise("lunge", sides="each"), make_exercise("squat"), make_exercise("plank")
    routine = make_routine(user, [(lunge, {}), (squat, {"load_kg": Decimal(8)}), (plank, {})])
    make_plan_day(user, weekday=4, routine=routine)
    for ago, left, kg in ((3, 9, 8), (5, 11, 6), (14, 30, 20)):
        workout = make_workout(user, [lunge, squat], started=NOON - timedelta(days=ago))
        make_set(workout, side="left", reps=left)
        make_set(workout, 1, reps=left, load_kg=kg)
        make_set(workout, side="right", reps=40, form_ok=False)
        make_set(workout, 1, number=2, reps=40, load_kg=40, deleted_at=NOON)
    ((_, _, rows),) = Report(user, NOON.date()).routines.all
    assert [(row.left, row.right, row.both) for row in rows] == [("11", "–", "–"), ("–", "–", "9"), ("–", "–", "–")]
    make_set(workout_of(user), 1, number=3, reps=7, load_kg=10)
    ((_, _, rows),) = Report(user, NOON.date()).routines.all
    assert rows[1].both == "7, 10 kg"
    shown = text(phone.get(REPORT))
    assert "Lunge 3 × 10 each – 11 –" in shown
    assert "Squat 3 × 10 8 kg 7, 10 kg both" in shown


def workout_of(user):
    """The latest workout."""
    return user.workouts.order_by("-started").first()


LATER = "2026-12-24"


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["plain", "htmx"])
def test_an_open_link_gets_another_last_day(phone, link, headers):
    for _ in range(2):
        answer = phone.post(f"/account/links/{link.pk}/last-day/", {"until": LATER}, headers=headers)
        goes_to = answer.headers.get("Location") or answer["HX-Redirect"]
        assert goes_to == f"/account/links/#link-{link.pk}"
    link.refresh_from_db()
    assert link.until == date(2026, 12, 24)
    assert "Anna: open until 24 December 2026." in phone.get("/account/links/").text


@pytest.mark.parametrize("until", ["", "soon", "2026-11-17", "2028-01-01", "2026-12-24\x00"])
def test_a_day_that_is_none_is_refused_and_kept(phone, link, until):
    answer = phone.post(f"/account/links/{link.pk}/last-day/", {"until": until})
    assert answer.status_code == 422
    (field,) = html.find(answer.text, "input", name="until")
    assert field["value"] == until
    assert html.problems(answer.text) == []
    assert Link.objects.get().until == link.until


def test_the_last_day_of_what_is_not_open_or_not_ones_own_stays(phone, user, link):
    routine = Link.objects.share(make_routine(user, [(make_exercise(), {})]))
    theirs = Link.objects.create(user=make_user(), name="Ben", until=NOON.date())
    closed = Link.objects.create(user=user, name="Cy", until=NOON.date(), closed_at=NOON)
    over = Link.objects.create(user=user, name="Di", until=NOON.date() - timedelta(days=1))
    for one in (routine, theirs, closed, over):
        assert phone.post(f"/account/links/{one.pk}/last-day/", {"until": LATER}).status_code == 404
    assert not Link.objects.filter(until=LATER).exists()
