"""Another routine, or another time, for one session of the week alone."""

from datetime import date, timedelta

import pytest

from glutes.plan.models import Move, PlanDay
from tests import html
from tests.make import make_exercise, make_plan_day, make_routine, make_user

pytestmark = pytest.mark.django_db

WED = date(2026, 11, 18)
NEXT_WEEK = WED + timedelta(weeks=1)
WAYS = [({}, 303), ({"HX-Request": "true"}, 200)]


@pytest.fixture
def there(user):
    """A session on Wednesdays."""
    return make_plan_day(user, 2, make_routine(user, [(make_exercise("squat"), {})], name="Steady hips"))


@pytest.fixture
def quick(user):
    return make_routine(user, [(make_exercise("hop"), {})], name="Quick ten")


def planned(user, day):
    """(routine, time) of what is on this day."""
    rows = [one.weekly.row for one in user.plan_days.plan_of(user).day(day, WED, {}).sessions]
    return [(row.routine.name, str(row.time or "")) for row in rows]


@pytest.mark.parametrize(("headers", "status"), WAYS)
def test_one_session_gets_another_routine_and_undo_brings_its_own_back(phone, user, there, quick, headers, status):
    sent = {"date": NEXT_WEEK, "routine": quick.pk, "time": "07:30", "week": "2026-W48"}
    for _ in range(2):
        answer = phone.post(f"/plan/{there.pk}/instead/", sent, headers=headers)
        assert answer.status_code == status
    assert planned(user, NEXT_WEEK) == [("Quick ten", "07:30:00")]
    for other in (WED, NEXT_WEEK + timedelta(weeks=1)):
        assert planned(user, other) == [("Steady hips", "")]
    seen = phone.get("/plan/?week=2026-W48").text
    assert "Only Wed 25 Nov: Quick ten. Other weeks stay." in html.flat(answer.text if headers else seen)
    assert "1 session" in seen
    for _ in range(2):
        answer = phone.post(f"/plan/{there.pk}/instead/", sent | {"undo": 1}, headers=headers)
        assert answer.status_code == status
    assert planned(user, NEXT_WEEK) == [("Steady hips", "")]
    assert Move.objects.count() == 0


def test_only_its_time_may_differ_and_a_ready_made_routine_is_copied(phone, user, there):
    phone.post(f"/plan/{there.pk}/instead/", {"date": WED, "routine": there.routine_id, "time": "20:00"})
    assert planned(user, WED) == [("Steady hips", "20:00:00")]
    ready_made = make_routine(None, [(make_exercise(), {})], name="Five")
    phone.post(f"/plan/{there.pk}/instead/", {"date": NEXT_WEEK, "routine": ready_made.pk})
    assert planned(user, NEXT_WEEK) == [("Five", "")]
    assert PlanDay.objects.get(since=NEXT_WEEK).routine.user == user


def test_the_panel_offers_it_and_that_of_the_one_day_offers_no_change_of_every_week(phone, there, quick):
    seen = phone.get(f"/plan/?open={there.pk}&date={WED}").text
    assert html.find(seen, "button", formaction=f"/plan/{there.pk}/instead/")[0].text == "Change only Wed 18 Nov"
    phone.post(f"/plan/{there.pk}/instead/", {"date": WED, "routine": quick.pk})
    row = PlanDay.objects.get(since=WED)
    seen = phone.get(f"/plan/?open={row.pk}&date={WED}").text
    actions = {form["action"] for form in html.find(seen, "form", action=True)}
    assert f"/plan/{row.pk}/skip/" in actions
    assert f"/plan/{row.pk}/change/" not in actions
    assert len(html.find(seen, "button", name="undo")) == 2
    assert not html.find(seen, "input", name="to", type="hidden")


@pytest.mark.parametrize(
    ("page", "then", "words"),
    [
        ("/plan/", "", "Put back: "),
        ("/plan/?open={}&date={}", "", "Back to what was planned: "),
        ("/", "today", "Back to what was planned: "),
    ],
)
def test_what_was_planned_comes_back_whenever_that_is_wished_and_goes_again_by_undo(
    phone, user, there, quick, page, then, words
):
    phone.post(f"/plan/{there.pk}/instead/", {"date": WED, "routine": quick.pk, "time": "20:00"})
    row = PlanDay.objects.get(since=WED)
    row.halve(WED)
    sent = {"week": "2026-W47", "date": str(WED), "routine": str(quick.pk), "undo": "1"}
    sent |= {"then": then} if then else {}
    assert sent in forms_of(phone, page.format(row.pk, WED), f"{words}Steady hips, Wednesday 18 Nov")
    phone.post(f"/plan/{there.pk}/instead/", sent)
    assert planned(user, WED) == [("Steady hips", "")]
    address = "/" if then else "/plan/"
    [back] = forms_of(phone, address, "Undo")
    assert not forms_of(phone, address, words)
    for _ in range(2):
        phone.post(f"/plan/{there.pk}/instead/", back)
        assert planned(user, WED) == [("Quick ten", "20:00:00")]
    assert PlanDay.objects.get(since=WED).moved(WED).half


def forms_of(phone, page, words):
    """What is sent by each form of a page that changes one day alone and whose button says these words."""
    forms = html.find(phone.get(page).text, "form")
    forms = [form for form in forms if form["action"].endswith("/instead/") and words in form.find("button")[0].text]
    return [
        {one["name"]: one["value"] for one in form.find("input", name=True) if one["name"] != "csrfmiddlewaretoken"}
        | {one["name"]: one["value"] for one in form.find("button", name=True)}
        for form in forms
    ]


def test_nothing_is_brought_back_on_a_day_that_is_over(phone, there, quick):
    monday, row = WED - timedelta(days=2), make_plan_day(there.user, 0, quick)
    row.instead(monday, there.routine, None)
    for page in ("/plan/", f"/plan/?open={PlanDay.objects.last().pk}&date={monday}", "/"):
        assert "Back to what was planned" not in phone.get(page).text


@pytest.mark.parametrize("wrong", [{"date": "2026-11-11"}, {"date": "2026-11-19"}, {"date": "soon"}, {"routine": ""}])
@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_what_makes_no_sense_changes_nothing(phone, there, quick, wrong, headers):
    answer = phone.post(
        f"/plan/{there.pk}/instead/", {"date": WED, "routine": quick.pk, "week": "2026-W47"} | wrong, headers=headers
    )
    assert (answer.status_code, PlanDay.objects.count(), Move.objects.count()) == (422, 1, 0)


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_what_is_planned_on_that_day_anyway_is_refused(phone, user, there, quick, headers):
    make_plan_day(user, 2, quick)
    for routine, said in [(quick, "on this day already"), (there.routine, "planned already")]:
        sent = {"date": WED, "routine": routine.pk, "week": "2026-W47"}
        answer = phone.post(f"/plan/{there.pk}/instead/", sent, headers=headers)
        assert (answer.status_code, Move.objects.count()) == (422, 0)
        assert said in answer.text
    there.move(WED, None)
    assert phone.post(f"/plan/{there.pk}/instead/", {"date": WED, "routine": quick.pk}).status_code == 422
    assert planned(user, WED) == [("Quick ten", "")]


def test_what_was_for_one_day_alone_stays_so_when_the_routine_comes_every_week(phone, user, there, quick):
    phone.post(f"/plan/{there.pk}/instead/", {"date": NEXT_WEEK, "routine": quick.pk, "time": "20:00"})
    other = make_plan_day(user, 2, make_routine(user, [(make_exercise(), {})], name="Third"))
    sent = {"date": WED, "routine": quick.pk, "time": "", "week": "2026-W47"}
    assert phone.post(f"/plan/{other.pk}/change/", sent).status_code == 303
    PlanDay.objects.put(user, quick, [2], WED)
    later = NEXT_WEEK + timedelta(weeks=1)
    assert planned(user, later) == [("Steady hips", ""), ("Quick ten", "")]
    once = PlanDay.objects.get(since=NEXT_WEEK)
    assert (str(once.time), once.until) == ("20:00:00", NEXT_WEEK)


def test_a_session_that_was_moved_is_changed_where_it_is_and_undo_leaves_it_there(phone, user, there, quick):
    thursday = WED + timedelta(days=1)
    there.move(WED, thursday)
    sent = {"date": WED, "routine": quick.pk, "time": "07:30", "week": "2026-W47"}
    seen = phone.get(f"/plan/?open={there.pk}&date={WED}").text
    assert html.find(seen, "button", formaction=f"/plan/{there.pk}/instead/")[0].text == "Change only Thu 19 Nov"
    for _ in range(2):
        phone.post(f"/plan/{there.pk}/instead/", sent)
        assert (planned(user, WED), planned(user, thursday)) == ([], [("Quick ten", "07:30:00")])
    seen = html.flat(phone.get("/plan/").text)
    assert "Only Thu 19 Nov: Quick ten. Other weeks stay." in seen
    undo = undos(seen)[0]
    for _ in range(2):
        phone.post(f"/plan/{there.pk}/instead/", undo)
        assert (planned(user, WED), planned(user, thursday)) == ([], [("Steady hips", "")])
    again = undos(phone.get("/plan/").text)[0]
    for _ in range(2):
        phone.post(f"/plan/{there.pk}/instead/", again)
        assert (planned(user, WED), planned(user, thursday)) == ([], [("Quick ten", "07:30:00")])
    phone.post(f"/plan/{there.pk}/instead/", {"date": WED, "routine": quick.pk, "undo": 1})
    assert (planned(user, WED), planned(user, thursday)) == ([("Steady hips", "")], [])


@pytest.mark.parametrize(
    ("weekday", "to", "status"),
    [(3, None, 422), (2, None, 303), (2, 1, 422), (3, 1, 303), (4, -1, 422), (4, None, 303)],
    ids=str,
)
@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_a_moved_session_may_be_what_is_not_yet_on_the_day_where_it_is(
    phone, user, there, quick, weekday, to, status, headers
):
    """Quick ten on a weekday, in that week moved by `to` days."""
    thursday = WED + timedelta(days=1)
    there.move(WED, thursday)
    other, day = make_plan_day(user, weekday, quick), WED + timedelta(days=weekday - 2)
    if to:
        other.move(day, day + timedelta(days=to))
    sent = {"date": WED, "routine": quick.pk, "week": "2026-W47"}
    for _ in range(2):
        answer = phone.post(f"/plan/{there.pk}/instead/", sent, headers=headers)
        assert answer.status_code == (200 if status == 303 and headers else status)
        assert [name for name, _ in planned(user, thursday)].count("Quick ten") == 1
    assert ("on this day already" in answer.text) == (status == 422)


def test_what_came_in_place_of_one_session_comes_in_place_of_no_other_of_that_date(phone, user, there, quick):
    third = make_plan_day(user, 2, make_routine(user, [(make_exercise(), {})], name="Third"))
    sent = {"date": WED, "routine": quick.pk}
    phone.post(f"/plan/{third.pk}/instead/", sent)
    PlanDay.objects.get(since=WED).move(WED, WED + timedelta(days=2))
    assert phone.post(f"/plan/{there.pk}/instead/", sent).status_code == 422
    assert planned(user, WED) == [("Steady hips", "")]


def test_a_missed_session_that_was_moved_to_today_is_changed_there_and_undo_leaves_it_there(phone, user, there, quick):
    monday = WED - timedelta(days=2)
    row = make_plan_day(user, 0, there.routine)
    there.move(WED, None)
    sent = {"date": monday, "routine": quick.pk, "week": "2026-W47"}
    assert "Change only" not in phone.get(f"/plan/?open={row.pk}&date={monday}").text
    assert phone.post(f"/plan/{row.pk}/instead/", sent).status_code == 422
    row.move(monday, WED)
    assert "Change only Wed 18 Nov" in phone.get(f"/plan/?open={row.pk}&date={monday}").text
    for _ in range(2):
        assert phone.post(f"/plan/{row.pk}/instead/", sent).status_code == 303
        assert (planned(user, monday), planned(user, WED)) == ([], [("Quick ten", "")])
    undo = undos(phone.get("/plan/").text)[0]
    for _ in range(2):
        assert phone.post(f"/plan/{row.pk}/instead/", undo).status_code == 303
        assert (planned(user, monday), planned(user, WED)) == ([], [("Steady hips", "")])
    again = undos(phone.get("/plan/").text)[0]
    for _ in range(2):
        assert phone.post(f"/plan/{row.pk}/instead/", again).status_code == 303
        assert (planned(user, monday), planned(user, WED)) == ([], [("Quick ten", "")])


def moved_and_changed(phone, user, there, quick):
    """Wednesday's session was moved to Thursday, and changed there alone. Returns the row of that day."""
    there.move(WED, WED + timedelta(days=1))
    phone.post(f"/plan/{there.pk}/instead/", {"date": WED, "routine": quick.pk, "time": "07:30"})
    return PlanDay.objects.get(since=WED)


def cards(phone, day):
    """What the cards say of sessions that are not on this day any more."""
    (item,) = html.find(phone.get("/plan/?week=2026-W47").text, "li", id=f"day-{day}")
    return [html.flat(card.text) for card in item.find("div", class_="item-off")]


def test_of_a_session_that_was_moved_and_changed_one_card_says_where_it_is(phone, user, there, quick):
    once = moved_and_changed(phone, user, there, quick)
    (card,) = cards(phone, WED)
    assert "Thu 19 Nov: Quick ten instead" in card
    assert "Put back" in card
    once.move(WED, None)
    (card,) = cards(phone, WED)
    assert "Quick ten skipped" in card
    assert "not this day" not in html.flat(phone.get("/plan/print/?week=2026-W47").text)
    once.move(WED, WED)
    (card,) = cards(phone, WED)
    assert "not this day: Quick ten instead" in card


@pytest.mark.parametrize(
    ("address", "words", "day"),
    [("/plan/", "Put back: ", 18), ("/plan/?open={}&date={}", "Back to what was planned: ", 19)],
)
def test_put_back_goes_to_the_day_of_its_card_and_back_to_what_was_planned_stays_where_it_is(
    phone, user, there, quick, address, words, day
):
    once = moved_and_changed(phone, user, there, quick)
    (sent,) = forms_of(phone, address.format(once.pk, WED), words)
    phone.post(f"/plan/{there.pk}/instead/", sent)
    assert planned(user, date(2026, 11, day)) == [("Steady hips", "")]
    assert planned(user, date(2026, 11, 37 - day)) == []
    undo = undos(phone.get("/plan/").text)[-1]
    assert len(cards(phone, WED)) == (day == 19)
    phone.post(f"/plan/{there.pk}/instead/", undo)
    assert (planned(user, WED), planned(user, date(2026, 11, 19))) == ([], [("Quick ten", "07:30:00")])
    assert len(cards(phone, WED)) == 1


@pytest.mark.parametrize(("headers", "status"), WAYS)
@pytest.mark.parametrize("is_moved", [False, True])
def test_what_was_changed_alone_is_changed_once_more_and_undo_brings_the_first_change_back(
    phone, user, there, quick, is_moved, headers, status
):
    third = make_routine(user, [(make_exercise(), {})], name="Third")
    if is_moved:
        once = moved_and_changed(phone, user, there, quick)
    else:
        phone.post(f"/plan/{there.pk}/instead/", {"date": WED, "routine": quick.pk, "time": "07:30"})
        once = PlanDay.objects.get(since=WED)
    phone.get("/plan/")  # Nothing is left to be said.
    day = WED + timedelta(days=1) * is_moved
    seen = phone.get(f"/plan/?open={once.pk}&date={WED}").text
    (form,) = [form for form in html.find(seen, "form") if f"Change {day:%a} {day.day} Nov" in form.text]
    assert form["action"] == f"/plan/{once.pk}/instead/"
    sent = {"date": WED, "routine": third.pk, "time": "", "week": "2026-W47"}
    said = []
    for _ in range(2):
        answer = phone.post(form["action"], sent, headers=headers)
        assert answer.status_code == status
        assert planned(user, day) == [("Third", "")]
        said.append(answer.text if headers else phone.get("/plan/").text)
        assert f"Only {day:%a} {day.day} Nov: Third. Other weeks stay." in html.flat(said[-1])
    assert planned(user, WED + timedelta(weeks=1)) == [("Steady hips", "")]
    assert undos(said[1]) == []  # After the second tap it would change nothing.
    (undo,) = undos(said[0])
    for _ in range(2):
        assert phone.post(form["action"], undo, headers=headers).status_code == status
        assert planned(user, day) == [("Quick ten", "07:30:00")]


@pytest.mark.parametrize(("headers", "status"), WAYS)
def test_a_change_of_the_row_itself_has_an_undo_and_its_second_tap_none(phone, user, quick, headers, status):
    row = make_plan_day(user, 2, make_routine(user, name="Steady hips"), time="18:00", since=WED)
    sent = {"date": WED, "routine": quick.pk, "time": "07:00", "week": "2026-W47"}
    said = []
    for _ in range(2):
        answer = phone.post(f"/plan/{row.pk}/change/", sent, headers=headers)
        assert answer.status_code == status
        said.append(answer.text if headers else phone.get("/plan/").text)
        assert "Every Wednesday from Wed 18 Nov on: Quick ten." in html.flat(said[-1])
    assert undos(said[1]) == []
    (undo,) = undos(said[0])
    phone.post(f"/plan/{row.pk}/change/", undo, headers=headers)
    for day in (WED, NEXT_WEEK):
        assert planned(user, day) == [("Steady hips", "18:00:00")]


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_back_to_what_was_planned_puts_no_routine_on_another_day_twice(phone, user, there, quick, headers):
    thursday = WED + timedelta(days=1)
    once = moved_and_changed(phone, user, there, quick)
    address = f"/plan/?open={once.pk}&date={WED}"
    (sent,) = forms_of(phone, address, "Back to what was planned: ")
    make_plan_day(user, 3, there.routine)
    phone.get("/plan/")  # Nothing is left to be said.
    assert "Back to what was planned" not in phone.get(address).text
    answer = phone.post(f"/plan/{there.pk}/instead/", sent, headers=headers)
    assert answer.status_code == 422
    assert "Steady hips is on Thu 19 Nov already." in html.flat(answer.text)
    assert sorted(planned(user, thursday)) == [("Quick ten", "07:30:00"), ("Steady hips", "")]
    (own_day,) = forms_of(phone, "/plan/", "Put back: ")
    assert phone.post(f"/plan/{there.pk}/instead/", own_day).status_code == 303
    assert planned(user, WED) == planned(user, thursday) == [("Steady hips", "")]


def test_today_offers_what_was_planned_until_that_would_come_twice(phone, user, quick):
    monday, core = WED - timedelta(days=2), make_routine(user, name="Core")
    row = make_plan_day(user, 0, core)
    row.move(monday, WED)
    phone.post(f"/plan/{row.pk}/instead/", {"date": monday, "routine": quick.pk})
    assert "Back to what was planned" in phone.get("/").text
    make_plan_day(user, 2, core)
    assert "Back to what was planned" not in phone.get("/").text


def test_a_session_changed_only_in_its_time_does_not_stand_in_its_own_way(phone, user, there):
    once = moved_and_changed(phone, user, there, there.routine)
    (sent,) = forms_of(phone, f"/plan/?open={once.pk}&date={WED}", "Back to what was planned: ")
    for _ in range(2):
        assert phone.post(f"/plan/{there.pk}/instead/", sent).status_code == 303
        assert planned(user, WED + timedelta(days=1)) == [("Steady hips", "")]


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
@pytest.mark.parametrize("wrong", ["twice", "skipped", "undo", "past", "nothing"])
def test_what_was_changed_alone_is_not_changed_to_what_makes_no_sense(phone, user, there, quick, wrong, headers):
    third = make_routine(user, [(make_exercise(), {})], name="Third")
    once = moved_and_changed(phone, user, there, quick)
    sent = {"date": WED, "routine": third.pk, "week": "2026-W47"}
    if wrong == "twice":
        make_plan_day(user, 3, third)
    elif wrong == "skipped":
        once.move(WED, None)
    elif wrong == "past":
        once.move(WED, WED - timedelta(days=1))
    else:
        sent |= {"undo": {"undo": 1}, "nothing": {"routine": ""}}[wrong]
    assert phone.post(f"/plan/{once.pk}/instead/", sent, headers=headers).status_code == 422
    once.refresh_from_db()
    assert (once.routine, str(once.time)) == (quick, "07:30:00")


def test_nobody_changes_once_more_what_is_somebody_elses(phone, quick):
    other = make_plan_day(make_user(), 2, since=WED, until=WED)
    assert phone.post(f"/plan/{other.pk}/instead/", {"date": WED, "routine": quick.pk}).status_code == 404


def undos(seen):
    """What the Undo buttons of a page send."""
    forms = [form for form in html.find(seen, "form") if "Undo" in form.text]
    return [{one["name"]: one["value"] for one in form.find("input", name=True)} for form in forms]


def test_nobody_changes_somebody_elses(phone, quick):
    other = make_plan_day(make_user(), 2)
    assert phone.post(f"/plan/{other.pk}/instead/", {"date": WED, "routine": quick.pk}).status_code == 404
    assert PlanDay.objects.count() == 1


@pytest.mark.parametrize(
    ("weekday", "moved", "status"),
    [
        (3, None, 422),  # It stands where the session was moved to,
        (4, WED + timedelta(days=1), 422),  # or was moved there, too.
        (2, None, 303),  # It stands where the session came from,
        (3, WED, 303),  # or was moved away.
    ],
)
def test_no_routine_comes_twice_on_the_day_to_which_the_session_was_moved(
    phone, user, there, quick, weekday, moved, status
):
    thursday = WED + timedelta(days=1)
    there.move(WED, thursday)
    other = make_plan_day(user, weekday, quick)
    if moved:
        other.move(WED + timedelta(days=weekday - 2), moved)
    for _ in range(2):
        answer = phone.post(f"/plan/{there.pk}/instead/", {"date": WED, "routine": quick.pk})
        assert answer.status_code == status
    names = [name for name, _ in planned(user, thursday)]
    assert sorted(names) == (["Quick ten"] if status == 303 else ["Quick ten", "Steady hips"])
