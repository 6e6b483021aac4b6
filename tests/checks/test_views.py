"""Self-checks on their pages and as scripts send them. It is Wednesday noon, 18 November 2026."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from glutes.checks.models import HabitDay, Reminder, SelfCheck
from glutes.plan.models import Pause, Race, RunDay
from glutes.rules.coaching.symmetry import Check
from glutes.rules.self_checks import KINDS, people
from tests import html
from tests.make import NOON, make_check, make_exercise, make_set, make_user, make_workout

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wednesday")]

HTMX, JSON = {"HX-Request": "true"}, {"Accept": "application/json"}
TODAY = NOON.date()


def log(phone, pk=None, headers=None, **fields):
    sent = {"kind": "bridge-hold", "left": "48", "right": "52"} | fields
    return phone.post(f"/checks/{pk or uuid4()}/result/", sent, headers=headers or {})


def test_the_page_lists_all_with_their_last_result(phone, user):
    make_check(user, at=NOON - timedelta(days=40), left=20)
    make_check(user, "five-squats", 1, 2)
    page = phone.get("/checks/").text
    assert html.problems(page) == []
    for words in ("Single-leg bridge", "<b>20 s</b>", "<b>52 s</b>", "<b>fair</b>", "<b>good</b>", "Not done yet"):
        assert words in page


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.slug)
def test_each_says_how_when_to_stop_and_what_it_means(phone, user, kind):
    for many in (0, 1, 2):
        page = phone.get(f"/checks/{kind.slug}/").text
        assert html.problems(page) == []
        assert html.same_names(page) == []
        assert [words for words in (*kind.steps, kind.ends, *kind.says_not) if words not in page] == []
        assert "Stop at once if" in page
        make_check(user, kind.slug, min(many, 2), 1)


def test_a_check_that_is_none_is_not_found(phone):
    assert phone.get("/checks/handstand/").status_code == 404


def test_a_plain_form_leads_to_its_result(phone, user):
    answer = log(phone, left="51", right="54", pain="0")
    check = SelfCheck.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"/checks/{check.pk}/")
    assert (check.user, check.day, check.left, check.right, check.pain) == (user, TODAY, 51, 54, 0)
    page = phone.get(answer["Location"]).text
    assert html.problems(page) == []
    assert "Left 51, right 54 seconds" in page
    assert "Still building" in page


def test_the_day_is_that_of_the_clock_it_was_done_by(phone, user):
    user.day_begins = 3
    user.save()
    log(phone, done_at="2026-11-18T00:30:00+01:00")
    assert SelfCheck.objects.get().day == date(2026, 11, 17)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"left": "", "right": ""}, "Fill in at least one side"),
        ({"left": "long"}, "Left, in seconds: a whole number from 0 to 3600."),
        ({"right": "-1"}, "Right, in seconds: a whole number"),
        ({"left": "3601"}, "Left, in seconds"),
        ({"kind": "five-squats", "left": "3", "right": "1"}, "Left, the place of the answer"),
        ({"kind": "ten-squats", "left": "501"}, "Left, in reps"),
        ({"pain": "11"}, "Pain: a whole number from 0 to 10."),
        ({"kind": "handstand"}, "There is no check of that name."),
        ({"kind": ""}, "Say which check it is."),
        ({"kind": "bridge-hold\x00"}, "There is no check of that name."),
        ({"done_at": "yesterday"}, ""),
    ],
)
@pytest.mark.parametrize("headers", [{}, HTMX, JSON], ids=["plain", "htmx", "json"])
def test_bad_input_is_refused_and_kept(phone, fields, why, headers):
    answer = log(phone, headers=headers, **fields)
    assert answer.status_code == 422
    assert why in (answer.text if headers is not JSON else str(answer.json()["errors"]))
    if headers is not JSON and fields.get("left") == "long":
        assert 'value="long"' in answer.text
        assert 'value="52"' in answer.text
    assert SelfCheck.objects.count() == 0


def test_only_one_side_or_only_the_pain_will_do(phone):
    assert log(phone, right="").status_code == 303
    assert log(phone, left="", right="", pain="6").status_code == 303
    assert list(SelfCheck.objects.order_by("left").values_list("left", "right", "pain").filter(pain=6)) == [
        (None, None, 6)
    ]


def test_a_check_that_hurts_ends_with_the_advice(phone):
    page = phone.get(log(phone, pain="7")["Location"]).text
    assert "Stop this exercise for today." in page
    assert "/when-to-stop/" in page
    assert "No more checks today" in phone.get(log(phone, pain="4")["Location"]).text
    assert "No more checks today" not in phone.get(log(phone, pain="3")["Location"]).text


def test_a_script_gets_what_is_stored(phone, user):
    pk = uuid4()
    answer = log(phone, pk, JSON, logged_at="2026-11-18T11:00:00.123+01:00", user=user.pk)
    assert answer.json() == {
        "workout": str(pk),
        "user": user.pk,
        "ahead": False,
        "kind": "bridge-hold",
        "left": 48,
        "right": 52,
        "pain": None,
        "done_at": "2026-11-18T11:00:00.123000+01:00",
        "logged_at": "2026-11-18T10:00:00.123000+00:00",
    } | {key: answer.json()[key] for key in ("done_at", "logged_at")}


def test_a_queue_of_somebody_else_is_refused(phone, user):
    answer = log(phone, headers=JSON, user=user.pk + 1)
    assert (answer.status_code, SelfCheck.objects.count()) == (409, 0)


def test_sent_again_it_is_one_row_and_the_newest_version_counts(phone):
    pk, early, late = uuid4(), "2026-11-18T11:00:00Z", "2026-11-18T11:00:05Z"
    for left, at in (("50", late), ("48", early), ("50", late)):
        assert log(phone, pk, JSON, left=left, logged_at=at).status_code == 200
    assert SelfCheck.objects.get().left == 50


def test_a_correction_says_only_what_it_carries(phone, user):
    check = make_check(user, pain=2, at=NOON - timedelta(days=1))
    fields = {"kind": "bridge-hold", "left": "45", "seen": check.logged_at.isoformat()}
    answer = phone.post(f"/checks/{check.pk}/result/", fields)
    assert (answer.status_code, answer["Location"]) == (303, f"/checks/{check.pk}/")
    check.refresh_from_db()
    assert (check.left, check.right, check.pain, check.day) == (45, 52, 2, TODAY - timedelta(days=1))
    answer = phone.post(f"/checks/{check.pk}/result/", fields | {"left": "many"})
    assert (answer.status_code, 'value="many"' in answer.text) == (422, True)
    assert log(phone, check.pk, kind="ten-squats").status_code == 422


def test_a_check_is_deleted_and_comes_back(phone, user):
    check = make_check(user)
    answer = phone.post(f"/checks/{check.pk}/delete/", follow=True)
    assert "Single-leg bridge, Wed 18 Nov: deleted." in answer.text
    assert phone.get(f"/checks/{check.pk}/").status_code == 404
    assert phone.post(f"/checks/{check.pk}/delete/").status_code == 303
    assert phone.post(f"/checks/{check.pk}/restore/")["Location"] == f"/checks/{check.pk}/"
    assert phone.get(f"/checks/{check.pk}/").status_code == 200


def test_an_older_version_does_not_bring_it_back_a_newer_one_does(phone, user):
    check = make_check(user, deleted_at=NOON)
    log(phone, check.pk, JSON, logged_at=(NOON - timedelta(hours=1)).isoformat())
    assert SelfCheck.objects.kept().count() == 0
    log(phone, check.pk, JSON, logged_at=(NOON + timedelta(hours=1)).isoformat())
    assert SelfCheck.objects.kept().count() == 1


@pytest.mark.parametrize("path", ["", "result/", "delete/", "restore/"])
def test_nobody_sees_or_changes_anybody_elses_check(phone, path):
    theirs = make_check(make_user())
    url = f"/checks/{theirs.pk}/{path}"
    fields = {"kind": "bridge-hold", "left": "1"}
    answers = [phone.post(url, fields, headers=headers) if path else phone.get(url) for headers in ({}, HTMX, JSON)]
    assert [answer.status_code for answer in answers] == [404] * 3
    theirs.refresh_from_db()
    assert (theirs.left, theirs.deleted_at) == (48, None)


def test_all_of_them_lead_on_to_the_next_unless_it_hurts(phone):
    last = KINDS[-1]
    assert log(phone, all="1")["Location"] == f"/checks/{KINDS[1].slug}/?all"
    assert "Saved: Left 48, right 52 seconds." in phone.get(f"/checks/{KINDS[1].slug}/?all").text
    assert log(phone, all="1", pain="4")["Location"].endswith(f"{SelfCheck.objects.get(pain=4).pk}/")
    assert log(phone, all="1", kind=last.slug)["Location"].endswith(f"{SelfCheck.objects.get(kind=last.slug).pk}/")


def test_the_coach_gets_the_latest_hold_of_each_exercise(user, django_assert_num_queries):
    day = timedelta(days=1)
    make_check(user, left=30, at=NOON - 9 * day)
    make_check(user, left=40, right=None, at=NOON - 2 * day)
    make_check(user, left=99, at=NOON - day, deleted_at=NOON)
    make_check(user, "side-plank", 45, 45, pain=4)
    make_check(user, "leg-raises", 20, 20)
    make_check(make_user(), left=1)
    with django_assert_num_queries(1):
        assert SelfCheck.objects.latest_for(user) == {
            "single-leg-bridge": Check(TODAY - 2 * day, 40, None),
        }
    with django_assert_num_queries(1):
        checks, hurt = SelfCheck.objects.for_coach(user)
    assert checks == SelfCheck.objects.latest_for(user)
    assert [(check.kind, check.pain) for check in hurt] == [("side-plank", 4)]


@pytest.mark.every_case
@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "handstand"},
        {"left": None, "right": None},
        {"left": None, "right": None, "pain": 0},
        {"left": 3601},
        {"kind": "five-squats", "left": 3, "right": 1},
        {"pain": 11},
    ],
)
def test_the_database_takes_no_nonsense(user, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_check(user, **fields)


@pytest.mark.parametrize("many", [1, 30])
def test_the_number_of_queries_does_not_grow(phone, user, many, django_assert_num_queries):
    for n in range(many):
        for kind in KINDS:
            check = make_check(user, kind.slug, 1, 2, at=NOON - timedelta(days=n))
    for url, queries in (("/checks/", 7), ("/checks/bridge-hold/", 5), (f"/checks/{check.pk}/", 8)):
        with django_assert_num_queries(queries, info=url):
            assert phone.get(url).status_code == 200


@pytest.mark.parametrize(
    ("left", "right", "company"),
    [
        (51, 54, "About 1 in 3 let go before you"),
        (54, 51, "About 1 in 3 let go before you"),
        (20, 90, None),
        (51, None, "1 in 3"),
    ],
)
def test_the_result_stands_among_those_of_the_study(phone, user, left, right, company):
    check = make_check(user, left=left, right=right)
    page = phone.get(f"/checks/{check.pk}/").text
    assert html.problems(page) == []
    assert ("let go before you" in page) == bool(company)
    if company:
        assert company in page
        assert page.count('class="person passed"') == sum(seconds < min(left, right or 99) for seconds in people())
    hurt = make_check(user, left=51, right=54, pain=4)
    assert "let go before you" not in phone.get(f"/checks/{hurt.pk}/").text


def test_from_the_second_on_a_line_shows_them_all(phone, user):
    first, second = (make_check(user, at=NOON - timedelta(days=days), left=40 + days) for days in (28, 0))
    assert "Single-leg bridge over time" not in phone.get(f"/checks/{first.pk}/").text
    page = phone.get(f"/checks/{second.pk}/").text
    assert "Single-leg bridge over time" in page
    assert "2 checks. Latest: left 40, right 52. The goal is 60." in page
    answers = [make_check(user, "five-squats", 1, 2, at=NOON - timedelta(days=days)) for days in (28, 0)]
    assert "over time" not in phone.get(f"/checks/{answers[1].pk}/").text


# Today: the reminder and the habit


@pytest.fixture
def trained(user):
    """Somebody who has trained: before that, Today asks nothing."""
    make_set(make_workout(user, [make_exercise()], started=NOON - timedelta(days=1)))


def test_today_asks_nothing_of_who_never_trained(phone):
    page = phone.get("/").text
    assert ("checks/bridge-hold" in page, 'id="habit"' in page) == (False, False)


def run_of(kind, days_ago):
    return lambda user: RunDay.objects.put(user, kind, [(TODAY - timedelta(days=days_ago)).weekday()], date(2026, 1, 1))


TIRED = {
    "a hard run yesterday": run_of("hard", 1),
    "a long run yesterday": run_of("long", 1),
    "a race yesterday": lambda user: Race.objects.create(user=user, date=TODAY - timedelta(days=1), name="Ten"),
    "a race in two days": lambda user: Race.objects.create(user=user, date=TODAY + timedelta(days=2), name="Ten"),
    "a hard run of a calendar yesterday": lambda user: user.imported_runs.create(
        origin="calendar", uid="1", day=TODAY - timedelta(days=1), title="Hills", kind="hard"
    ),
}
BUSY = {
    "time off": lambda user: Pause.objects.create(user=user, since=TODAY, until=TODAY),
    "trained today": lambda user: make_set(make_workout(user, [make_exercise()], started=NOON - timedelta(hours=3))),
}
RESTED = {
    "an easy run yesterday": run_of("easy", 1),
    "a long run two days ago": run_of("long", 2),
    "a hard run today": run_of("hard", 0),
}


@pytest.mark.parametrize("what", [*TIRED, *BUSY, *RESTED])
def test_today_asks_for_no_check_when_it_would_tell_of_tired_legs(phone, user, trained, what):
    (TIRED | BUSY | RESTED)[what](user)
    assert asked(phone) is (what in RESTED)
    for url in ("/checks/", "/progress/"):
        assert ("Check now" in phone.get(url).text) is (what not in TIRED)


@pytest.mark.parametrize(("long_run", "later"), [(2, "Sun 22 Nov"), (5, "Sat 21 Nov"), (None, "Sat 21 Nov")])
def test_later_is_no_day_after_a_long_run(phone, user, trained, long_run, later):
    if long_run:
        run_of("long", -long_run)(user)
    for url in ("/", "/checks/"):
        assert f"Move to {later}" in phone.get(url).text
    phone.post("/checks/remind/", {"said": "later"})
    assert f"{Reminder.objects.get().not_before:%a %-d %b}" == later


def asked(phone):
    return "/checks/bridge-hold/" in phone.get("/").text


def test_today_reminds_after_four_weeks(phone, user, trained):
    assert asked(phone)
    check = make_check(user, at=NOON - timedelta(days=27))
    assert not asked(phone)
    SelfCheck.objects.filter(pk=check.pk).update(day=TODAY - timedelta(days=28))
    assert "left 48 s, right 52 s" in phone.get("/").text


@pytest.mark.parametrize("url", ["/", "/checks/", "/progress/"])
@pytest.mark.parametrize(
    ("hurt", "days", "offered"),
    [
        ({"pain": 3}, 1, True),
        ({"pain": 4}, 1, False),
        ({"pain": 2, "pain_next_day": 5}, 2, False),
        ({"pain": 7}, 6, False),
        ({"pain": 7}, 7, True),
    ],
)
def test_no_check_is_offered_in_the_week_after_something_hurt(phone, user, trained, url, hurt, days, offered):
    workout = make_workout(user, [make_exercise()], started=NOON - timedelta(days=days))
    workout.exercises.update(**hurt)
    make_set(workout)
    assert ("Check now" in phone.get(url).text) is offered


def test_no_check_is_offered_in_the_week_after_one_that_hurt(phone, user, trained):
    make_check(user, at=NOON - timedelta(days=40))
    assert "Check now" in phone.get("/checks/").text
    make_check(user, "side-plank", 20, 20, at=NOON - timedelta(days=3), pain=5)
    assert "Check now" not in phone.get("/checks/").text


@pytest.mark.parametrize(("said", "days"), [("later", 3), ("skip", 28), ("checks-off", None)])
def test_the_reminder_moves_skips_and_goes(phone, trained, monkeypatch, said, days):
    answer = phone.post("/checks/remind/", {"said": said, "next": "/"})
    assert (answer.status_code, answer["Location"]) == (303, "/")
    assert not asked(phone)
    for n in (days - 1, days) if days else (300,):
        later = NOON + timedelta(days=n)
        monkeypatch.setattr("django.utils.timezone.now", lambda later=later: later)
        assert asked(phone) == (n == days)
    phone.post("/checks/remind/", {"said": "checks-on"})
    assert asked(phone)


@pytest.mark.parametrize("said", ["", "sometimes", "pk-on"])
def test_a_reminder_that_says_nothing_is_refused(phone, said):
    answer = phone.post("/checks/remind/", {"said": said})
    assert (answer.status_code, "Later, skip, or never?" in answer.text) == (422, True)
    assert Reminder.objects.count() == 0


def test_a_tap_keeps_the_habit_for_the_day_and_a_second_takes_it_back(phone, user, trained):
    for fields, days, words in (
        ({"on": "1"}, [TODAY], "Saved for today."),
        ({"on": "1"}, [TODAY], "Saved for today."),
        ({"on": "0"}, [], "Yes, I"),
        ({"on": "0"}, [], "Yes, I"),
    ):
        answer = phone.post("/checks/habit/", {"day": TODAY} | fields)
        assert (answer.status_code, answer["Location"]) == (303, "/")
        assert list(user.habit_days.values_list("day", flat=True)) == days
        assert words in phone.get("/").text
        sent = {"day": TODAY, "user": user.pk, "logged_at": "2026-11-18T11:00:00.123+01:00"} | fields
        answer = phone.post("/checks/habit/", sent, headers=JSON)
        assert answer.json() == {
            "workout": "2026-11-18",
            "user": user.pk,
            "day": "2026-11-18",
            "on": int(fields["on"]),
            "ahead": True,
            "logged_at": "2026-11-18T11:00:00.123+01:00",
        }
        assert list(user.habit_days.values_list("day", flat=True)) == days


def test_a_tap_of_another_account_is_not_taken(phone):
    answer = phone.post("/checks/habit/", {"day": TODAY, "user": make_user().pk}, headers=JSON)
    assert (answer.status_code, HabitDay.objects.count()) == (409, 0)


def test_the_habits_day_is_the_users_own(phone, user, monkeypatch):
    user.time_zone, user.day_begins = "Pacific/Auckland", 4
    user.save()
    at = datetime(2026, 11, 18, 14, 30, tzinfo=UTC)  # 03:30 on the 19th there: still the 18th.
    monkeypatch.setattr("django.utils.timezone.now", lambda: at)
    phone.post("/checks/habit/", {})
    assert HabitDay.objects.get().day == date(2026, 11, 18)


@pytest.mark.parametrize("day", ["tomorrow", TODAY + timedelta(days=1), TODAY - timedelta(days=35)])
@pytest.mark.parametrize("headers", [{}, HTMX, JSON], ids=["plain", "htmx", "json"])
def test_another_day_is_refused(phone, day, headers):
    answer = phone.post("/checks/habit/", {"day": day}, headers=headers)
    assert (answer.status_code, HabitDay.objects.count()) == (422, 0)


def test_the_calendar_counts_thirty_days_and_no_streak(phone, user, trained):
    for days in (0, 1, 5, 29, 30):
        HabitDay.objects.create(user=user, day=TODAY - timedelta(days=days))
    HabitDay.objects.create(user=make_user(), day=TODAY - timedelta(days=3))
    page = phone.get("/").text
    assert "4 of the last 30 days. Days without are fine too." in html.find(page, "section", id="habit")[0].text
    assert "streak" not in page.lower()
    assert html.problems(page) == []


def test_whoever_does_not_want_the_habit_is_not_asked(phone, trained):
    phone.post("/checks/remind/", {"said": "habit-off"})
    assert 'id="habit"' not in phone.get("/").text
    assert "Ask me" in phone.get("/checks/").text
