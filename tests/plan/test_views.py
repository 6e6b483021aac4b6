"""The week's page and its verbs: plain, with htmx, with something wrong in it, and somebody else's."""

from datetime import date, time, timedelta

import pytest

from glutes.exercises.models import Exercise, ExerciseMuscle, Muscle
from glutes.plan.models import Move, Pause, PlanDay, Race, RunDay
from glutes.routines.models import Routine
from tests import html
from tests.make import NOON, make_exercise, make_plan_day, make_routine, make_set, make_user, make_workout

pytestmark = pytest.mark.django_db

MON, TUE, WED, THU, FRI = (date(2026, 11, 16) + timedelta(days=n) for n in range(5))
HTMX = {"HX-Request": "true"}
BROKEN_DATES = ["9999-12-31", "0001-01-01", "2026-13-45", "soon", "", "\0", "2026-11-17T10:00", "9" * 500]


@pytest.fixture
def there(user):
    """A session on Wednesdays: there is one today."""
    return make_plan_day(user, 2, make_routine(user, [(make_exercise("squat"), {})], name="Steady hips"))


def page(client, url, status=200):
    answer = client.get(url)
    assert answer.status_code == status
    return answer.content.decode()


def text_of(answer):
    return answer.content.decode()


def plan_rows():
    return list(PlanDay.objects.order_by("weekday", "since").values_list("weekday", "routine__name", "since", "until"))


def moves():
    return list(Move.objects.values_list("date", "to"))


# -- Looking ----------------------------------------------------------------


def test_the_week_shows_what_is_planned_and_nobody_elses(phone, there):
    make_plan_day(make_user(), 3, make_routine(make_user(), name="A stranger's"))
    seen = page(phone, "/plan/")
    assert "16–22 November" in seen
    assert "This week" in seen
    assert "0 of 1 session done." in seen
    assert seen.count("<strong>Steady hips</strong>") == 1
    assert "A stranger" not in seen


@pytest.mark.parametrize(
    ("week", "words"),
    [
        ("2026-W48", ["Next week", "23–29 November"]),
        ("2026-W46", ["Last week", "9–15 November"]),
        ("2026-W49", ["In 2 weeks", "30 November – 6 December"]),
        ("2026-W53", ["28 December 2026 – 3 January 2027"]),
        ("2025-W47", ["52 weeks ago", "17–23 November 2025"]),
        ("2000-W01", ["3–9 January 2000"]),
        ("2199-W52", ["23–29 December 2199"]),
    ],
)
def test_weeks_can_be_leafed_through(phone, there, week, words):
    seen = page(phone, f"/plan/?week={week}")
    assert [word for word in words if word not in seen] == []


def test_a_week_that_begins_on_sunday_holds_its_monday(phone, user, there):
    user.first_weekday = 6
    user.save()
    assert "15–21 November" in page(phone, "/plan/?week=2026-W47")


@pytest.mark.parametrize(
    "week", ["2026-W99", "9999-W01", "0001-W01", "soon", "2026-W4", "%00", "2026-11-18", "٢٠٢٦-W47"]
)
def test_what_names_no_week_is_404(phone, week):
    page(phone, f"/plan/?week={week}", status=404)


@pytest.mark.parametrize("key", ["open=1&date", "open=x&date", "open=99999999999999999999&date", "add"])
def test_an_odd_address_opens_nothing(phone, there, key):
    assert "day-panel" in page(phone, f"/plan/?open={there.pk}&date={WED}")
    for broken in BROKEN_DATES:
        assert "day-panel" not in page(phone, f"/plan/?{key}={broken.replace(chr(0), '%00')}"), broken


def test_the_past_cannot_be_changed(phone, there):
    seen = page(phone, "/plan/?week=2026-W46")
    assert "Steady hips" in seen
    assert "<form" not in seen


@pytest.mark.parametrize(
    ("day", "not_done"),
    [(MON, True), (WED, False), (FRI, False)],
    ids=["gone by", "today", "to come"],
)
def test_a_session_that_was_not_done_is_quiet_and_can_still_be_moved_or_changed(phone, user, day, not_done):
    there = make_plan_day(user, day.weekday())
    seen = page(phone, f"/plan/?open={there.pk}&date={day}")
    forms = {form["action"] for form in html.find(seen, "form", action=True)}
    assert {f"/plan/{there.pk}/{verb}/" for verb in ("move", "skip", "change", "remove")} <= forms
    assert ("item-missed" in seen, "not done" in html.flat(seen)) == (not_done,) * 2
    assert html.problems(seen) == []


def done(user, day, name="Steady hips", **fields):
    """A finished session of a squat on this day, half an hour long."""
    started = NOON - timedelta(days=(WED - day).days, hours=2)
    exercise = Exercise.objects.filter(slug="squat").first() or make_exercise("squat")
    ended = started + timedelta(minutes=30)
    workout = make_workout(user, [exercise], started=started, finished_at=ended, name=name, **fields)
    make_set(workout)
    return workout


def test_the_week_shows_what_was_done_and_no_verbs_beside_it(phone, user):
    hips = make_routine(user, [(make_exercise("squat"), {})], name="Steady hips")
    planned = make_plan_day(user, 0, hips)
    ticked, extra = done(user, MON, routine=hips), done(user, TUE, "Sunday best")
    done(make_user(), TUE, "A stranger’s")
    seen = html.flat(page(phone, f"/plan/?open={planned.pk}&date={MON}"))
    items = [each.text for each in html.find(seen, "div", class_="item-done")]
    assert items == ["Steady hips 30 min, 1 set Done", "Sunday best 30 min, 1 set · extra Done"]
    links = [each["href"] for each in html.find(seen, "a", class_="item-body")]
    assert links == [ticked.get_absolute_url(), extra.get_absolute_url()]
    assert "2 sessions done, 1 planned." in seen
    assert "&amp;open=" not in seen
    assert f"&amp;open={planned.pk}" in page(phone, "/plan/?week=2026-W48")


def test_another_routine_than_planned_ticks_the_session_off_and_is_named(phone, user, there):
    done(user, WED, "Core")
    assert [each.text for each in html.find(page(phone, "/plan/"), "div", class_="item-done")] == [
        "Core 30 min, 1 set · for Steady hips Done"
    ]


def test_a_routine_that_was_renamed_since_stood_in_for_no_other(phone, user, there):
    done(user, WED, "Steady five", routine=there.routine)
    assert [each.text for each in html.find(page(phone, "/plan/"), "div", class_="item-done")] == [
        "Steady five 30 min, 1 set Done"
    ]


def test_what_was_done_is_warned_of_no_more(phone, user, there):
    RunDay.objects.put(user, "hard", [3], MON)
    there.routine.prescriptions.update(load_kg=10)
    assert "Hard run next day" in page(phone, "/plan/")
    done(user, WED, routine=there.routine)
    assert "Hard run next day" not in page(phone, "/plan/")


def test_a_week_emptied_offers_its_start_again(phone, there):
    assert "3 sessions, a day between them" not in page(phone, "/plan/")
    phone.post(f"/plan/{there.pk}/remove/", {"date": WED})
    assert "3 sessions, a day between them" in html.flat(page(phone, "/plan/"))
    assert "Set up your week" in page(phone, "/")


def test_what_is_wrong_with_a_move_of_a_session_gone_by_is_said(phone, user):
    there = make_plan_day(user, 0)
    answer = phone.post(f"/plan/{there.pk}/move/", {"date": MON, "to": TUE, "week": "2026-W47"})
    assert (answer.status_code, "Pick today or later." in text_of(answer)) == (422, True)


def test_a_session_opens_with_all_that_can_be_done_with_it(phone, there):
    seen = page(phone, f"/plan/?open={there.pk}&date={WED}")
    for verb in ("move", "skip", "change", "remove"):
        assert f'action="/plan/{there.pk}/{verb}/"' in seen


@pytest.mark.parametrize(
    "query", ["", "?open={there}&date=2026-11-18", "?add=2026-11-20", "?routine=1", "?week=2026-W30"]
)
def test_whatever_is_open_the_page_is_sound(phone, user, there, query):
    make_plan_day(user, 4).move(FRI, THU)
    make_plan_day(user, 3).move(THU, None)
    RunDay.objects.put(user, "long", [3], MON)
    Race.objects.create(user=user, date=FRI, name="Up & down")
    phone.post(f"/plan/{there.pk}/move/", {"date": WED + timedelta(days=7), "to": FRI})
    assert html.problems(page(phone, "/plan/" + query.format(there=there.pk))) == []


def test_with_htmx_only_the_week_comes(phone, there):
    answer = phone.get("/plan/", headers=HTMX)
    assert text_of(answer).startswith('<div id="plan"')
    assert text_of(phone.get("/plan/", headers=HTMX | {"HX-History-Restore-Request": "true"})).startswith("<!DOCTYPE")


def test_signed_out_one_is_asked_to_log_in(client):
    answer = client.get("/plan/")
    assert (answer.status_code, answer["Location"]) == (303, "/account/login/?next=%2Fplan%2F")


@pytest.mark.parametrize("many", [1, 30])
def test_the_number_of_queries_does_not_grow(phone, user, many, django_assert_num_queries):
    for number in range(many):
        routine = make_routine(user, [(make_exercise(), {}) for _ in range(3)])
        make_plan_day(user, number % 7, routine).move(MON, FRI)
        Race.objects.create(user=user, date=MON, name=f"Race {number}")
    RunDay.objects.put(user, "easy", range(7 if many > 1 else 1), MON)
    with django_assert_num_queries(19):  # Also what is at home, as no routine names a load.
        page(phone, "/plan/")


# -- Putting a routine in the week ------------------------------------------


def test_an_empty_week_suggests_three_days(phone, user):
    ready_made = make_routine(None, name="Ready one")
    seen = page(phone, "/plan/")
    assert "3 sessions, a day between them" in seen
    chosen = [day for day in range(7) if f'name="weekday" value="{day}" checked' in seen]
    assert chosen == [0, 2, 4]
    answer = phone.post("/plan/put/", {"routine": ready_made.pk, "weekday": chosen})
    assert (answer.status_code, answer["Location"]) == (303, "/plan/?week=2026-W47")
    assert plan_rows() == [(day, "Ready one", WED, None) for day in (0, 2, 4)]
    assert Routine.objects.filter(user=user).count() == 1
    seen = page(phone, "/plan/")
    assert "Added: Ready one." in seen
    assert "3 sessions, a day between them" not in seen


def test_a_ready_made_one_is_offered_until_there_is_a_copy(phone, user):
    ready_made = make_routine(None, name="Ready one")
    assert page(phone, f"/plan/?add={FRI}").count(">Ready one</option>") == 1
    assert '<optgroup label="Ready-made">' in page(phone, f"/plan/?add={FRI}")
    ready_made.own_of(user)
    seen = page(phone, f"/plan/?add={FRI}")
    assert seen.count(">Ready one</option>") == 1
    assert '<optgroup label="Ready-made">' not in seen


def test_a_routine_is_brought_along_from_its_page(phone, user, there):
    ready_made = make_routine(None, [(make_exercise(), {})], name="Ready one")
    assert f'href="/plan/?routine={ready_made.pk}"' in page(phone, f"/routines/{ready_made.pk}/")
    assert f'<option value="{ready_made.pk}" selected>' in page(phone, f"/plan/?routine={ready_made.pk}")
    copy = ready_made.own_of(user)
    assert f'<option value="{copy.pk}" selected>' in page(phone, f"/plan/?routine={ready_made.pk}")


@pytest.mark.parametrize("routine", ["x", "99999999999999999999", "-1", "%00"])
def test_an_odd_routine_in_the_address_is_just_not_chosen(phone, there, routine):
    page(phone, f"/plan/?routine={routine}")


def test_a_second_tap_on_a_page_gone_stale_makes_no_second_copy(phone, user):
    ready_made = make_routine(None, name="Ready one")
    for _ in range(2):
        phone.post("/plan/put/", {"routine": ready_made.pk, "weekday": 4})
    assert plan_rows() == [(4, "Ready one", WED, None)]
    assert user.routines.count() == 1


def test_put_with_htmx_answers_with_the_week(phone, user):
    routine = make_routine(user, name="My own")
    data = {"routine": routine.pk, "weekday": 4, "time": "18:30", "week": "2026-W48", "date": "2026-11-23"}
    answer = phone.post("/plan/put/", data, headers=HTMX)
    assert answer.status_code == 200
    assert text_of(answer).startswith('<div id="plan"')
    assert "23–29 November" in text_of(answer)
    assert "Added: My own." in text_of(answer)
    row = PlanDay.objects.get()
    assert (row.since, row.time) == (date(2026, 11, 23), time(18, 30))


@pytest.mark.parametrize(
    ("weekday", "week"),
    [([4], "2026-W47"), ([0], "2026-W48"), ([0, 2, 4], "2026-W47"), ([0, 1], "2026-W48")],
)
def test_one_sees_the_first_week_that_it_stands_in(phone, user, weekday, week):
    data = {"routine": make_routine(user).pk, "weekday": weekday, "week": "2026-W47"}
    assert phone.post("/plan/put/", data)["Location"] == f"/plan/?week={week}"


@pytest.mark.parametrize(
    ("weekday", "week", "words"),
    [
        ([0], "2026-W47", "Added: My own, from Mon 23 Nov."),
        ([0], "", "Added: My own, from Mon 23 Nov."),
        ([0, 4], "2026-W47", "Added: My own."),
        ([0], "2026-W48", "Added: My own."),
    ],
    ids=["past already this week", "the same from elsewhere", "begins this week", "where one was looking"],
)
def test_a_message_says_from_when_a_session_comes_where_that_is_out_of_sight(phone, user, weekday, week, words):
    routine = make_routine(user, name="My own")
    phone.post("/plan/put/", {"routine": routine.pk, "weekday": weekday, "week": week})
    assert words in page(phone, "/plan/")


def test_nothing_is_put_into_the_past(phone, user):
    phone.post("/plan/put/", {"routine": make_routine(user).pk, "weekday": 0, "date": "2026-11-02"})
    assert PlanDay.objects.get().since == WED


@pytest.mark.parametrize("headers", [{}, HTMX])
@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"routine": ""}, "Pick a routine."),
        ({"routine": "x"}, "That routine isn’t there any more: pick another."),
        ({"routine": "99999999999999999999999"}, "That routine isn’t there any more: pick another."),
        ({"weekday": []}, "Pick at least one day."),
        ({"weekday": "7"}, "Pick from Monday to Sunday."),
        ({"weekday": "\0"}, "Pick from Monday to Sunday."),
        ({"time": "25:00"}, "Write the time like 18:30."),
        ({"date": "9999-12-31"}, "Pick a date within 2 years."),
        ({"date": "0001-01-01"}, "Pick a date within 2 years."),
        ({"date": "soon"}, "Write the date like 2026-11-18."),
    ],
)
def test_what_cannot_be_put_is_said_and_what_was_typed_stays(phone, user, wrong, words, headers):
    make_plan_day(user, 0)
    routine = make_routine(user, name="My own")
    data = {"routine": routine.pk, "weekday": 4, "time": "18:31", "add": str(FRI)}
    answer = phone.post("/plan/put/", data | wrong, headers=headers)
    seen = text_of(answer)
    assert answer.status_code == 422
    assert words in seen
    assert "time" in wrong or 'value="18:31"' in seen
    assert PlanDay.objects.count() == 1


def test_a_refused_suggestion_comes_back_in_its_place(phone, user):
    answer = phone.post("/plan/put/", {"routine": make_routine(user).pk})
    assert answer.status_code == 422
    assert "Pick at least one day." in text_of(answer)
    assert "3 sessions, a day between them" in text_of(answer)


def test_no_more_routines_than_one_may_have(phone, user, monkeypatch):
    monkeypatch.setattr(Routine, "MOST_A_USER", 1)
    make_routine(user)
    answer = phone.post("/plan/put/", {"routine": make_routine(None).pk, "weekday": 1})
    assert answer.status_code == 422
    assert "delete one first" in text_of(answer)


def test_somebody_elses_routine_is_not_there(phone):
    strangers = make_routine(make_user(), name="A stranger's")
    answer = phone.post("/plan/put/", {"routine": strangers.pk, "weekday": 1})
    assert answer.status_code == 422
    assert "A stranger" not in text_of(answer)
    assert PlanDay.objects.count() == 0


def test_an_empty_week_asks_for_the_runs_first(phone, user):
    assert "When do you run?" in page(phone, "/plan/")
    RunDay.objects.put(user, "easy", [1], MON)
    seen = page(phone, "/plan/")
    assert ("When do you run?" in seen, "sessions, around your runs" in html.flat(seen)) == (False, True)


def test_a_ready_made_one_is_copied_with_a_word(phone):
    ready_made = make_routine(None, name="Ready one")
    for expected in (True, False):
        phone.post("/plan/put/", {"routine": ready_made.pk, "weekday": 4})
        assert ("your own copy" in page(phone, "/plan/")) == expected


def test_every_second_week_comes_in_turn(phone, user):
    hips = make_routine(user, [(make_exercise(), {})], name="Steady hips")
    phone.post("/plan/put/", {"routine": hips.pk, "weekday": [0, 4], "rhythm": "2"})
    weeks = [html.flat(page(phone, f"/plan/?week=2026-W{number}")) for number in (47, 48, 49, 50)]
    shown = [[each.text for each in html.find(week, "a", class_="item-body")] for week in weeks]
    assert [len(each) for each in shown] == [1, 1, 1, 1]  # Friday, Monday, Friday, Monday
    letters = [html.find(week, "span", class_="ab")[0].text for week in weeks]
    letter = letters[0][2]
    assert shown[0] == [f"Steady hips 4 min · {letter} weeks"]
    assert letters in ([", A week", ", B week"] * 2, [", B week", ", A week"] * 2)


def test_weeks_that_take_turns_stand_side_by_side_a_first(phone, there):
    assert "take turns" not in page(phone, "/plan/")
    phone.post(f"/plan/{there.pk}/change/", {"routine": there.routine_id, "date": WED, "rhythm": "2"})
    row = PlanDay.objects.get(until=None)
    for week in ("2026-W47", "2026-W48"):
        seen = page(phone, f"/plan/?week={week}")
        pair = html.find(seen, "div", class_="turn")
        assert [each.find("span", class_="ab")[0].text for each in pair] == ["A", "B"]
        (shown,) = html.find(seen, "div", class_="turn-shown")
        assert f"?week={week}" in [a["href"] for a in shown.find("a")]
    letter = "A" if "Steady hips" in pair[0].text else "B"
    (with_it,) = [each for each in pair if "Steady hips" in each.text]
    assert with_it.text.endswith(f"{letter} weeks only")
    assert [a["href"] for a in with_it.find("a")][-1] == (
        f"?week=2026-W49&open={row.pk}&date=2026-12-02#day-2026-12-02"
        if week == "2026-W48"
        else f"?week=2026-W47&open={row.pk}&date=2026-11-18#day-2026-11-18"
    )
    opened = page(phone, f"/plan/?week=2026-W47&open={row.pk}&date=2026-11-18")
    assert f"Change every Wednesday of {letter} weeks" in opened
    assert f"Remove from every Wednesday of {letter} weeks" in opened


def rhythms(user):
    """What goes on: weekday, routine, and the date that every second week is counted from."""
    return {*PlanDay.objects.filter(user=user, until=None).values_list("weekday", "routine__name", "turn")}


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
@pytest.mark.parametrize("days_ago", [0, 28], ids=["planned today", "planned long ago"])
def test_all_weeks_become_like_one_of_the_two_and_differ_again(phone, user, headers, days_ago):
    """This week has a session on Thursday and one on Saturday, the one after it another on Friday."""
    names, back = ("Every", "Mine", "Other"), timedelta(days=days_ago)
    turns = (None, FRI + timedelta(days=1) - back, FRI - back + timedelta(days=7))
    for name, weekday, turn in zip(names, (3, 5, 4), turns, strict=True):
        routine = make_routine(user, [(make_exercise(), {})], name=name)
        make_plan_day(user, weekday, routine, since=WED - back, turn=turn, time="18:00")
    before = rhythms(user)
    seen = page(phone, "/plan/")
    words = f"Make all weeks like this {html.find(seen, 'span', class_='ab')[0].text[2]} week"

    answer = phone.post(*html.form(seen, words), headers=headers)
    assert answer.status_code == (200 if headers else 303)
    assert rhythms(user) == {(3, "Every", None), (5, "Mine", None)}
    seen = answer.content.decode() if headers else page(phone, "/plan/")
    assert "From Wed 18 Nov on, all weeks are like this one." in seen
    assert "Make all weeks" not in seen
    assert "take turns" not in page(phone, "/plan/?week=2026-W48")

    phone.post(*html.form(seen, "Undo"), headers=headers)
    assert rhythms(user) == before
    assert {str(time) for time in PlanDay.objects.filter(until=None).values_list("time", flat=True)} == {"18:00:00"}
    assert "take turns" in page(phone, "/plan/")


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
@pytest.mark.parametrize(
    "rhythm",
    [
        [],
        ["often"],
        ["7 {own} -"],
        ["2 {own} 2026-11-20"],
        ["4 {own} 2036-11-21"],
        ["4 {own} -", "4 {own} off"],
        ["4 {other} -"],
        ["4 " + "9" * 30 + " -"],
    ],
    ids=["none", "words", "no weekday", "another weekday", "far", "twice", "somebody else’s", "no such key"],
)
def test_rhythms_that_make_no_sense_change_nothing(phone, user, there, rhythm, headers):
    own, other = there.routine_id, make_routine(make_user(), [(make_exercise(), {})]).pk
    before = rhythms(user)
    fields = {"rhythm": [one.format(own=own, other=other) for one in rhythm], "week": "2026-W47"}
    answer = phone.post("/plan/rhythms/", fields, headers=headers)
    assert answer.status_code == 422
    assert "Your week has changed. Reload it and try again." in answer.content.decode()
    assert rhythms(user) == before


def test_a_session_becomes_one_of_every_second_week_and_back(phone, there):
    data = {"routine": there.routine_id, "date": WED, "rhythm": "2"}
    phone.post(f"/plan/{there.pk}/change/", data)
    row = PlanDay.objects.get(until=None)
    assert [row.stands_on(WED + timedelta(weeks=n)) for n in range(4)] == [True, False, True, False]
    assert "Change every Wednesday of" in page(phone, f"/plan/?open={row.pk}&date={WED}")
    phone.post(f"/plan/{row.pk}/remove/", {"date": WED})
    phone.post("/plan/put/", {"routine": row.routine_id, "weekday": 2, "date": WED, "rhythm": "2"})
    assert [PlanDay.objects.get(until=None).stands_on(WED + timedelta(weeks=n)) for n in range(2)] == [True, False]
    phone.post("/plan/put/", {"routine": row.routine_id, "weekday": 2})
    lasting = PlanDay.objects.get(until=None)
    assert [lasting.stands_on(WED + timedelta(weeks=n)) for n in range(2)] == [True, True]


def test_sessions_of_every_second_week_move_and_keep_their_turn(user):
    there = make_plan_day(user, 2, since=WED, turn=WED)
    PlanDay.objects.rearrange(user, {2: 4}, WED)
    row = PlanDay.objects.get(until=None)
    assert [row.stands_on(FRI + timedelta(weeks=n)) for n in range(3)] == [True, False, True]
    assert there.routine == row.routine


# -- One session moved, skipped, put back -----------------------------------


def test_a_session_is_moved_without_touching_the_plan(phone, there):
    answer = phone.post(f"/plan/{there.pk}/move/", {"date": WED, "to": THU})
    assert (answer.status_code, answer["Location"]) == (303, "/plan/?week=2026-W47")
    assert moves() == [(WED, THU)]
    assert plan_rows() == [(2, "Steady hips", date(2026, 1, 1), None)]
    seen = page(phone, "/plan/")
    assert "Moved to Thu 19 Nov: Steady hips." in seen
    assert "moved to Thu 19 Nov" in seen
    assert "from Wed 18 Nov" in seen


@pytest.mark.parametrize(
    ("day", "to", "away", "here"),
    [
        (WED, THU, "moved to Thu 19 Nov", "from Wed 18 Nov"),
        (WED, date(2026, 11, 24), "moved to Tue 24 Nov", "from Wed 18 Nov"),
        (date(2026, 11, 25), date(2026, 12, 1), "moved to Tue 1 Dec", "from Wed 25 Nov"),
    ],
    ids=["within the week", "to another week", "to another month"],
)
def test_where_it_went_and_came_from_is_said_so_that_no_other_day_is_meant(phone, there, day, to, away, here):
    there.move(day, to)
    assert f"{away}</div>" in page(phone, f"/plan/?week={day:%G-W%V}")
    there = html.find(page(phone, f"/plan/?week={to:%G-W%V}"), "a", class_="item-body")
    assert [each.text for each in there if each.text.endswith(here)] != []


def test_moved_with_htmx_the_week_comes_with_an_undo(phone, there):
    answer = phone.post(f"/plan/{there.pk}/move/", {"date": WED, "to": THU, "week": "2026-W47"}, headers=HTMX)
    assert answer.status_code == 200
    assert "Moved to Thu 19 Nov" in text_of(answer)
    assert '<input type="hidden" name="to" value="2026-11-18">' in text_of(answer)


@pytest.mark.parametrize(("at", "said"), [("18:00", " Quick ten is at 18:00 too."), ("19:00", ""), (None, "")])
def test_that_another_session_is_at_the_same_time_is_said(phone, user, at, said):
    hips = make_plan_day(user, 2, make_routine(user, name="Steady hips"), time="18:00")
    make_plan_day(user, 3, make_routine(user, name="Quick ten"), time=at)
    phone.post(f"/plan/{hips.pk}/move/", {"date": WED, "to": THU})
    assert f"Moved to Thu 19 Nov: Steady hips.{said}</span>" in page(phone, "/plan/")


@pytest.mark.parametrize("done", [False, True])
@pytest.mark.parametrize(
    ("verb", "fields"),
    [
        ("put/", {"weekday": 2, "time": "18:00"}),
        ("{}/move/", {"date": THU, "to": WED}),
        ("{}/change/", {"date": WED, "time": "18:00"}),
        ("{}/instead/", {"date": WED, "time": "18:00"}),
    ],
)
def test_every_way_to_a_time_says_what_is_still_to_be_done_then(phone, user, verb, fields, done):
    hips, squat = make_routine(user, name="Steady hips"), make_exercise("squat")
    quick = make_routine(user, [(squat, {})], name="Quick ten")
    make_plan_day(user, 2, quick, time="18:00")
    row = make_plan_day(user, 3 if "move" in verb else 2, hips, time="18:00" if "move" in verb else "07:00")
    if done:
        make_set(make_workout(user, [squat], started=NOON - timedelta(hours=1), finished_at=NOON, routine=quick))
    phone.post(f"/plan/{verb.format(row.pk)}", fields | {"routine": hips.pk})
    assert ("Quick ten is at 18:00 too." in page(phone, "/plan/")) == (not done)


def test_on_its_own_date_it_is_put_back_even_if_that_is_over(phone, user):
    there = make_plan_day(user, 0)
    there.move(MON, THU)
    assert moves() == [(MON, THU)]
    phone.post(f"/plan/{there.pk}/move/", {"date": MON, "to": MON})
    assert moves() == []


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
@pytest.mark.parametrize(("same", "status"), [(True, 422), (False, 303)], ids=["the same routine", "another"])
def test_no_move_puts_a_routine_on_a_day_twice_nor_offers_to(phone, user, there, same, status, headers):
    other = make_plan_day(user, 3, there.routine if same else make_routine(user))
    opened = page(phone, f"/plan/?open={there.pk}&date={WED}")
    days = {button["value"] for button in html.find(opened, "button", name="to")}
    assert (str(THU) in days, str(FRI) in days) == (not same, True)
    for _ in range(2):
        answer = phone.post(f"/plan/{there.pk}/move/", {"date": WED, "to": THU}, headers=headers)
        assert answer.status_code == (200 if status == 303 and headers else status)
    assert moves() == ([] if same else [(WED, THU)])
    assert ("That routine is on this day already." in answer.text) == same
    other.move(THU, FRI)
    phone.post(f"/plan/{there.pk}/move/", {"date": WED, "to": THU})
    phone.post(f"/plan/{other.pk}/move/", {"date": THU, "to": THU})
    assert moves() == [(WED, THU)]  # To its own day it always goes back.


def test_a_missed_session_is_not_offered_for_today_where_its_routine_is_planned(phone, user, there):
    make_plan_day(user, 0, there.routine)
    make_plan_day(user, 1, make_routine(user, name="Quick ten"))
    (missed,) = html.find(page(phone, "/"), "section", aria_labelledby="missed")
    said = [button.text for button in missed.find("button")]
    assert [words for words in said if words.startswith("Do it today")] == ["Do it today: Quick ten, Tue 17 November"]
    assert len([words for words in said if words.startswith("Skip it")]) == 2


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
@pytest.mark.parametrize("verb", ["move", "put back", "skip"])
@pytest.mark.parametrize("was", [WED, FRI, None], ids=["on its day", "moved", "skipped"])
def test_undo_brings_a_session_back_to_where_it_was(phone, there, was, verb, headers):
    there.move(WED, was)
    to = {"move": THU, "put back": WED, "skip": None}[verb]
    address, sent = ("skip", {"date": WED}) if verb == "skip" else ("move", {"date": WED, "to": to})
    answer = phone.post(f"/plan/{there.pk}/{address}/", sent, headers=headers)
    seen = answer.text if headers else page(phone, "/plan/")
    undo = [form for form in html.find(seen, "form") if "Undo" in form.text]
    if was == to == WED:
        assert undo == []
        return
    fields = {one["name"]: one["value"] for one in undo[0].find("input", name=True)}
    phone.post(undo[0]["action"], fields)
    assert there.moved(WED).to == (was or (WED if verb == "skip" else None))


def test_undo_of_a_move_never_puts_a_session_into_the_past_but_on_its_own_day(phone, user):
    there = make_plan_day(user, 0)
    there.move(MON, MON + timedelta(days=1))
    phone.post(f"/plan/{there.pk}/move/", {"date": MON, "to": WED})
    (undo,) = [form for form in html.find(page(phone, "/plan/"), "form") if "Undo" in form.text]
    assert undo.find("input", name="to")[0]["value"] == str(MON)


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
@pytest.mark.parametrize("since", [0, 1, 3], ids=["from today", "from next week", "a day gone by"])
@pytest.mark.parametrize("turn", [None, WED], ids=["every week", "every second week"])
def test_undo_of_a_change_of_every_week_brings_back_routine_time_and_rhythm(phone, user, since, turn, headers):
    there = make_plan_day(user, 2, make_routine(user, name="Steady hips"), time="18:00", turn=turn)
    other, day = make_routine(user, name="Quick ten"), WED + timedelta(weeks=2) * (since == 1)
    if since == 3:
        there = make_plan_day(user, 0, make_routine(user, name="Steady hips"), time="18:00", turn=turn and MON)
        day = MON
    sent = {"date": day, "routine": other.pk, "time": "07:00", "week": "2026-W47", "rhythm": "2" if since == 3 else ""}
    answer = phone.post(f"/plan/{there.pk}/change/", sent, headers=headers)
    seen = answer.text if headers else page(phone, "/plan/")
    (undo,) = [form for form in html.find(seen, "form") if "Undo" in form.text]
    fields = {one["name"]: one["value"] for one in undo.find("input", name=True)}
    assert phone.post(undo["action"], fields).status_code == 303
    plan, later = user.plan_days.plan_of(user), day + timedelta(weeks=2)
    for week, comes in ((-1, not turn), (0, True), (1, not turn), (2, True)):
        here = plan.day(later + timedelta(weeks=week), WED, {}).sessions
        rows = [(one.weekly.row.routine.name, f"{one.weekly.row.time}") for one in here]
        assert rows == [("Steady hips", "18:00:00")] * comes


def test_a_session_is_skipped(phone, there):
    answer = phone.post(f"/plan/{there.pk}/skip/", {"date": WED})
    assert answer.status_code == 303
    assert moves() == [(WED, None)]
    seen = page(phone, "/plan/")
    assert "Other weeks stay." in seen
    assert "skipped" in seen


def test_skipped_with_htmx(phone, there):
    answer = phone.post(f"/plan/{there.pk}/skip/", {"date": WED}, headers=HTMX)
    assert (answer.status_code, moves()) == (200, [(WED, None)])


@pytest.mark.parametrize("headers", [{}, HTMX])
@pytest.mark.parametrize("verb", ["move", "skip", "change", "remove"])
def test_a_broken_date_is_refused(phone, there, verb, headers):
    for broken in BROKEN_DATES:
        answer = phone.post(f"/plan/{there.pk}/{verb}/", {"date": broken, "to": THU}, headers=headers)
        assert (broken, answer.status_code) == (broken, 422)
    assert moves() == []
    assert plan_rows() == [(2, "Steady hips", date(2026, 1, 1), None)]


@pytest.mark.parametrize("to", [*BROKEN_DATES, "2026-11-17"])
def test_a_session_cannot_go_where_no_day_is(phone, there, to):
    answer = phone.post(f"/plan/{there.pk}/move/", {"date": WED, "to": to})
    assert answer.status_code == 422
    assert 'class="problem"' in text_of(answer)
    assert moves() == []


def test_a_date_that_the_plan_does_not_have_is_refused(phone, there):
    answer = phone.post(f"/plan/{there.pk}/skip/", {"date": THU})
    assert answer.status_code == 422
    assert moves() == []


# -- Changing and removing --------------------------------------------------


@pytest.mark.parametrize(("headers", "status"), [({}, 303), (HTMX, 200)])
def test_a_session_changes_to_another_routine_from_that_date_on(phone, user, there, headers, status):
    other = make_routine(None, name="Other")
    data = {"date": WED + timedelta(days=7), "routine": other.pk, "time": "07:00"}
    answer = phone.post(f"/plan/{there.pk}/change/", data, headers=headers)
    assert answer.status_code == status
    assert plan_rows() == [
        (2, "Steady hips", date(2026, 1, 1), date(2026, 11, 24)),
        (2, "Other", date(2026, 11, 25), None),
    ]
    assert PlanDay.objects.latest("pk").routine.user == user


def test_a_change_of_a_day_gone_by_counts_from_today(phone, user):
    there = make_plan_day(user, 0, make_routine(user, name="Old"))
    phone.post(f"/plan/{there.pk}/change/", {"date": MON, "routine": make_routine(user, name="New").pk})
    assert plan_rows() == [(0, "Old", date(2026, 1, 1), TUE), (0, "New", WED, None)]


def test_a_routine_that_is_on_that_day_already_is_refused(phone, user, there):
    ready_made = make_routine(None)
    make_plan_day(user, 2, ready_made.own_of(user), since=THU)
    for routine in (ready_made, ready_made.own_of(user)):
        answer = phone.post(f"/plan/{there.pk}/change/", {"date": WED, "routine": routine.pk})
        assert answer.status_code == 422
        assert "That routine is on this day already." in text_of(answer)


def test_what_has_ended_cannot_be_changed(phone, user):
    there = make_plan_day(user, 0, until=MON)
    answer = phone.post(f"/plan/{there.pk}/change/", {"date": MON, "routine": make_routine(user).pk})
    assert answer.status_code == 422
    assert PlanDay.objects.count() == 1


@pytest.mark.parametrize(("headers", "status"), [({}, 303), (HTMX, 200)])
def test_removed_it_stays_in_the_past_and_undo_brings_it_back(phone, there, headers, status):
    answer = phone.post(f"/plan/{there.pk}/remove/", {"date": WED}, headers=headers)
    assert answer.status_code == status
    assert plan_rows() == [(2, "Steady hips", date(2026, 1, 1), TUE)]
    seen = text_of(answer) if headers else page(phone, "/plan/")
    assert "Removed from every Wednesday from Wed 18 Nov on: Steady hips. Sessions before that stay" in seen
    assert "Undo" in seen
    phone.post("/plan/put/", {"routine": there.routine_id, "weekday": 2, "time": "", "date": WED})
    assert plan_rows() == [(2, "Steady hips", date(2026, 1, 1), None)]


def test_removed_on_its_first_day_its_undo_brings_back_what_was_skipped(phone, user):
    there = make_plan_day(user, 2, since=WED)
    there.move(WED + timedelta(days=7), None)
    for _ in range(2):
        assert phone.post(f"/plan/{there.pk}/remove/", {"date": WED}).status_code == 303
    assert plan_rows() == []
    phone.post("/plan/put/", {"routine": there.routine_id, "weekday": 2, "time": "", "date": WED})
    assert [row.pk for row in user.plan_days.all()] == [there.pk]
    assert moves() == [(WED + timedelta(days=7), None)]


@pytest.mark.parametrize("verb", ["move", "skip", "change", "remove"])
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_somebody_elses_session_is_404(phone, verb, headers):
    strangers = make_plan_day(make_user(), 2)
    routine = make_routine(None)
    data = {"date": WED, "to": THU, "routine": routine.pk}
    assert phone.post(f"/plan/{strangers.pk}/{verb}/", data, headers=headers).status_code == 404
    assert (Move.objects.count(), PlanDay.objects.get().until) == (0, None)


@pytest.mark.parametrize("url", ["put/", "1/move/", "1/skip/", "1/change/", "1/remove/", "pauses/add/", "runs/add/"])
def test_no_verb_is_done_by_a_get(phone, url):
    assert phone.get(f"/plan/{url}").status_code == 405


# -- Pausing ----------------------------------------------------------------


@pytest.mark.parametrize(("headers", "status"), [({}, 303), (HTMX, 200)])
def test_the_plan_is_paused_and_goes_on(phone, there, headers, status):
    answer = phone.post("/plan/pauses/add/", {"since": TUE, "until": FRI}, headers=headers)
    assert answer.status_code == status
    pause = Pause.objects.get()
    assert (pause.since, pause.until) == (TUE, FRI)
    seen = page(phone, "/plan/")
    assert "Time off until Friday 20 November" in seen
    assert "No sessions." in seen
    answer = phone.post(f"/plan/pauses/{pause.pk}/end/", headers=headers)
    assert answer.status_code == status
    pause.refresh_from_db()
    assert pause.until == TUE
    assert "0 of 1 session done." in page(phone, "/plan/")


def test_time_off_that_overlaps_is_one_and_who_is_back_hears_of_the_next(phone, user):
    for since, until in ((WED, THU), (THU, FRI), ("2026-12-10", "2026-12-12")):
        phone.post("/plan/pauses/add/", {"since": since, "until": until})
    first, later = Pause.objects.order_by("since")
    assert ((first.since, first.until), f"{later.since}") == ((WED, FRI), "2026-12-10")
    phone.post(f"/plan/pauses/{first.pk}/end/")
    assert "Take the first one gently. Time off again from Thu 10 Dec." in page(phone, "/plan/")


def test_a_pause_that_has_not_begun_goes_without_a_trace(phone, user):
    pause = Pause.objects.create(user=user, since=THU)
    phone.post(f"/plan/pauses/{pause.pk}/end/")
    assert Pause.objects.count() == 0


@pytest.mark.parametrize("headers", [{}, HTMX])
@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "Pick a date."),
        ({"since": "9999-12-31"}, "Pick a date within 2 years."),
        ({"since": "0001-01-01"}, "Pick a date within 2 years."),
        ({"since": "garbage"}, "Write the date like 2026-11-18."),
        ({"since": WED, "until": TUE}, "The last day is before the first: swap them."),
        ({"since": THU}, "Your time off has no end yet: end it first."),
    ],
)
def test_a_pause_that_cannot_be_is_said(phone, user, there, data, words, headers):
    Pause.objects.create(user=user, since=date(2027, 3, 1))
    answer = phone.post("/plan/pauses/add/", data, headers=headers)
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert Pause.objects.count() == 1


def test_somebody_elses_pause_is_404(phone):
    pause = Pause.objects.create(user=make_user(), since=MON)
    assert phone.post(f"/plan/pauses/{pause.pk}/end/").status_code == 404
    assert Pause.objects.get().until is None


# -- Runs and races ---------------------------------------------------------


@pytest.mark.parametrize(("headers", "status"), [({}, 303), (HTMX, 200)])
def test_runs_come_and_go(phone, headers, status):
    data = {"kind": "hard", "weekday": [1, 3], "time": "18:00"}
    assert phone.post("/plan/runs/add/", data, headers=headers).status_code == status
    assert list(RunDay.objects.values_list("weekday", "kind", "time")) == [(1, "hard", time(18)), (3, "hard", time(18))]
    assert page(phone, "/plan/").count("<strong>Hard run</strong> 18:00") == 1  # Tuesday was before it was said
    assert page(phone, "/plan/?week=2026-W48").count("<strong>Hard run</strong> 18:00") == 2
    run = RunDay.objects.first()
    assert phone.post(f"/plan/runs/{run.pk}/remove/", headers=headers).status_code == status
    assert list(RunDay.objects.values_list("weekday", flat=True)) == [3]
    assert "Removed: Hard run on Tuesday." in page(phone, "/plan/runs/") or headers


@pytest.mark.parametrize(("headers", "status"), [({}, 303), (HTMX, 200)])
def test_races_come_and_go(phone, headers, status):
    data = {"name": "Winter half", "date": "2026-11-29"}
    assert phone.post("/plan/races/add/", data, headers=headers).status_code == status
    assert "<strong>Winter half</strong>" in page(phone, "/plan/?week=2026-W48")
    race = Race.objects.get()
    assert phone.post(f"/plan/races/{race.pk}/remove/", headers=headers).status_code == status
    assert Race.objects.count() == 0


@pytest.mark.parametrize("headers", [{}, HTMX])
@pytest.mark.parametrize(
    ("url", "data", "words"),
    [
        ("runs", {"kind": "jog", "weekday": 1}, "Pick one of these."),
        ("runs", {"weekday": 1}, "Easy, hard or long?"),
        ("runs", {"kind": "easy"}, "Pick at least one day."),
        ("runs", {"kind": "easy", "weekday": 1, "time": "late"}, "Write the time like 18:30."),
        ("races", {"date": "2026-11-29"}, "Which race?"),
        ("races", {"name": "Cup"}, "Pick a date."),
        ("races", {"name": "Cup", "date": "9999-12-31"}, "Pick a date within 2 years."),
        ("races", {"name": "x" * 81, "date": "2026-11-29"}, "80 characters at most"),
        ("races", {"name": "a\0b", "date": "2026-11-29"}, "Letters, digits and signs only."),
    ],
)
def test_what_is_no_run_and_no_race_is_said(phone, user, url, data, words, headers):
    Race.objects.create(user=user, date=date(2026, 11, 29), name="Old cup")
    answer = phone.post(f"/plan/{url}/add/", data, headers=headers)
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert (RunDay.objects.count(), Race.objects.count()) == (0, 1)


def test_a_race_said_twice_is_in_once(phone, user):
    for _ in range(2):
        assert phone.post("/plan/races/add/", {"name": "Cup", "date": "2026-11-29"}).status_code == 303
    assert user.races.count() == 1


@pytest.mark.parametrize(
    ("url", "data", "words"),
    [
        ("races/add", {"name": "Cup", "date": "2026-11-29"}, "3 races is the limit: remove one first."),
        ("pauses/add", {"since": "2026-11-29"}, "3 stretches of time off is the limit: remove one first."),
        ("runs/add", {"kind": "hard", "weekday": [1]}, "3 run days is the limit: remove one first."),
        ("put", {"weekday": [1]}, "3 sessions in the week is the limit: remove one first."),
        ("rearrange", {"old": [4], "new": [5]}, "3 sessions in the week is the limit: remove one first."),
        (
            "{}/change",
            {"date": "2026-12-04", "week": "2026-W49"},
            "3 sessions in the week is the limit: remove one first.",
        ),
    ],
)
def test_there_is_an_end_to_everything_said_in_words(phone, user, monkeypatch, url, data, words):
    monkeypatch.setattr("glutes.plan.week_fields.MOST_A_USER", 3)
    routine, other = make_routine(user), make_routine(user)
    for n in range(3):
        day = MON + timedelta(weeks=n)
        Race.objects.create(user=user, date=day, name="Cup")
        Pause.objects.create(user=user, since=day, until=day)
        RunDay.objects.create(user=user, since=day, until=day, kind="easy", weekday=n)
        friday = make_plan_day(user, 4, routine, since=day, until=None if n == 2 else day)
    answer = phone.post(f"/plan/{url.format(friday.pk)}/", {"routine": other.pk} | data)
    assert answer.status_code == 422
    assert words in text_of(answer)
    tables = (user.races, user.pauses, user.run_days, user.plan_days)
    assert [rows.count() for rows in tables] == [3, 3, 3, 3]


def test_somebody_elses_runs_and_races_are_404_and_unseen(phone, user):
    stranger = make_user()
    run = RunDay.objects.create(user=stranger, weekday=1, kind="long", since=MON)
    race = Race.objects.create(user=stranger, date=date(2026, 11, 29), name="Their race")
    assert phone.post(f"/plan/runs/{run.pk}/remove/").status_code == 404
    assert phone.post(f"/plan/races/{race.pk}/remove/").status_code == 404
    seen = page(phone, "/plan/runs/")
    assert "Their race" not in seen
    assert "Remove Long run" not in seen
    RunDay.objects.create(user=user, weekday=1, kind="long", since=MON)
    assert "Remove Long run" in page(phone, "/plan/runs/")


@pytest.mark.parametrize("many", [1, 30])
def test_the_number_of_queries_of_the_runs_does_not_grow(phone, user, many, django_assert_num_queries):
    for number in range(many):
        Race.objects.create(user=user, date=FRI, name=f"Race {number}")
    RunDay.objects.put(user, "easy", range(7 if many > 1 else 1), MON)
    with django_assert_num_queries(5):
        page(phone, "/plan/runs/")


# -- Advice -----------------------------------------------------------------


def test_sessions_for_the_same_muscles_on_consecutive_days_get_one_sentence(phone, user):
    squat, plank = make_exercise("squat"), make_exercise("plank")
    glutes, core = (
        Muscle.objects.create(slug=name, name=name, plain_name=name.capitalize(), in_running="It helps.")
        for name in ("glutes", "core")
    )
    ExerciseMuscle.objects.create(exercise=squat, muscle=glutes, activity="high")
    ExerciseMuscle.objects.create(exercise=squat, muscle=core, activity="low")
    ExerciseMuscle.objects.create(exercise=plank, muscle=core, activity="high")
    make_plan_day(user, 0, make_routine(user, [(squat, {})]))
    tuesday = make_plan_day(user, 1, make_routine(user, [(plank, {})]))
    assert "leave a day between" not in page(phone, "/plan/")
    tuesday.change(MON, make_routine(user, [(squat, {})]), None)
    assert "Mon and Tue both work your glutes: leave a day between." in page(phone, "/plan/?week=2026-W48")


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_what_was_removed_and_comes_back_is_said_alike(phone, user, there, headers):
    RunDay.objects.put(user, "hard", [1], MON)
    race = Race.objects.create(user=user, date=FRI, name="Winter half")
    removals = [
        (f"/plan/runs/{RunDay.objects.get().pk}/remove/", {}, "Back in your week: Hard run on Tuesday."),
        (f"/plan/races/{race.pk}/remove/", {}, "Back in your week: Winter half."),
        (f"/plan/{there.pk}/remove/", {"date": WED}, "Back in your week: Steady hips."),
    ]
    for address, data, said in removals:
        answer = phone.post(address, data, headers=headers)
        seen = text_of(answer) if headers else page(phone, answer["Location"])
        answer = phone.post(*html.form(seen, "Undo"), headers=headers)
        seen = text_of(answer) if headers else page(phone, answer["Location"])
        assert said in seen
        assert "Added" not in seen


@pytest.mark.parametrize("headers", [{}, HTMX])
@pytest.mark.parametrize("rhythm", ["1", "2"])
def test_what_was_put_into_the_week_is_taken_out_by_its_undo(phone, user, there, monkeypatch, headers, rhythm):
    monkeypatch.setattr("glutes.plan.week_fields.MOST_A_USER", 3)
    before = plan_rows()
    data = {"routine": make_routine(user, name="My own").pk, "weekday": [2, 4], "rhythm": rhythm}
    answer = phone.post("/plan/put/", data, headers=headers)
    assert len(plan_rows()) == 3
    seen = text_of(answer) if headers else page(phone, answer["Location"])
    answer = phone.post(*html.form(seen, "Undo"), headers=headers)
    assert answer.status_code == (200 if headers else 303)
    assert plan_rows() == before


def test_where_the_routine_stood_already_there_is_no_undo_that_would_take_it_out(phone, there):
    phone.post("/plan/put/", {"routine": there.routine_id, "weekday": [2, 4], "time": "18:00"})
    seen = page(phone, "/plan/")
    assert ("Added: Steady hips." in seen, ">Undo<" in seen) == (True, False)


def test_a_moved_session_can_be_removed_or_changed_alone_where_it_is(phone, there):
    there.move(WED, FRI)
    opened = html.flat(page(phone, f"/plan/?open={there.pk}&date={WED}"))
    assert "Remove from every Wednesday" in opened
    assert "Change every Wednesday" in opened
    assert "Change only Fri 20 Nov" in opened
    phone.post(f"/plan/{there.pk}/remove/", {"date": WED})
    assert "<strong>Steady hips</strong>" not in page(phone, "/plan/")


def test_the_undo_of_a_change_from_a_day_that_is_over_reaches_the_very_next_session(phone, user):
    there = make_plan_day(user, 0, make_routine(user, name="Steady hips"), time=time(18))
    other = make_routine(user, name="Quick ten")
    sent = {"date": MON, "routine": other.pk, "time": "07:00", "week": "2026-W47"}
    answer = phone.post(f"/plan/{there.pk}/change/", sent, headers={"HX-Request": "true"})
    [undo] = [form for form in html.find(answer.text, "form") if "Undo" in form.text]
    assert phone.post(undo["action"], {one["name"]: one["value"] for one in undo.find("input")}).status_code == 303
    plan = user.plan_days.plan_of(user)
    sessions = [one for n in (1, 2, 3) for one in plan.day(MON + timedelta(weeks=n), WED, {}).sessions]
    assert [one.weekly.row.routine.name for one in sessions] == ["Steady hips"] * 3
