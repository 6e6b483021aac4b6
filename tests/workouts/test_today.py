"""Today: the week as dots, what is planned, what was missed, what comes next. It is Wednesday, 18 November 2026."""

from datetime import date, time, timedelta

import pytest
from django.core.management import call_command

from glutes.accounts.models import User
from glutes.exercises.models import Equipment
from glutes.plan.models import Move, Pause, PlanDay, Race, RunDay
from tests import html
from tests.make import (
    NOON,
    make_catalogue,
    make_exercise,
    make_plan_day,
    make_routine,
    make_set,
    make_source,
    make_user,
    make_worked,
    make_workout,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wednesday")]

MON, TUE, WED, THU, FRI = (date(2026, 11, 16) + timedelta(days=n) for n in range(5))


@pytest.fixture
def squat():
    return make_exercise("squat")


@pytest.fixture
def hips(user, squat):
    return make_routine(user, [(squat, {})], name="Steady hips")


def page(client, url="/"):
    """What is seen: without the days ahead, which wait in it for when there is no network."""
    return html.without(whole(client, url), "template")


def whole(client, url="/"):
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def dots(seen):
    """The seven dots, by what they are called."""
    return [dot["class"].removeprefix("dot dot-") for dot in html.find(seen, class_="dot")]


def train(user, exercise, day, routine=None, finished=True):
    started = NOON - timedelta(days=(WED - day).days, hours=2)
    ended = started + timedelta(minutes=30) if finished else None
    make_set(make_workout(user, [exercise], started=started, routine=routine, finished_at=ended))


def test_without_a_plan_today_invites_to_make_one_and_to_train_right_now(phone, squat):
    make_routine(None, [(squat, {})], name="Ready one")
    seen = page(phone)
    assert "Plan my week" in seen
    assert "Ready one" in seen
    assert "This week: 0 of 3 sessions done" in seen
    assert dots(seen) == ["free", "free", "now", "free", "free", "free", "free"]


def test_the_dots_say_done_missed_planned_and_free(phone, user, squat, hips):
    for weekday in (0, 1, 2, 4):
        make_plan_day(user, weekday, hips)
    train(user, squat, MON)
    train(make_user(), squat, TUE)
    seen = page(phone)
    assert dots(seen) == ["done", "missed", "now", "free", "planned", "free", "free"]
    assert "This week: 1 of 4 sessions done" in seen


def test_the_week_begins_on_the_users_first_weekday(phone, user, hips):
    user.first_weekday = 6
    user.save()
    make_plan_day(user, 6, hips)
    assert dots(page(phone))[0] == "missed"


def test_runs_are_drawn_below_the_dots_once_there_are_any(phone, user, hips):
    make_plan_day(user, 2, hips)
    assert "lane" not in page(phone)
    RunDay.objects.put(user, "easy", [1], MON)
    RunDay.objects.put(user, "hard", [3], MON)
    Race.objects.create(user=user, date=FRI, name="Park run")
    seen = page(phone)
    lanes = [lane["class"].removeprefix("lane").strip() for lane in html.find(seen, class_="lane")]
    assert lanes == ["", "lane-run", "", "lane-hard", "", ""]
    assert ", easy run" in seen
    days = html.find(seen, "li", data_date=True)
    assert [len(html.find(day, "a")[0].find("use")) for day in days] == [0, 0, 0, 0, 1, 0, 0], "a flag on Friday"
    assert ", race: Park run" in seen


def test_the_session_of_today_has_one_big_start(phone, user, hips, squat):
    make_plan_day(user, 2, hips, time=time(18))
    make_plan_day(user, 2, make_routine(user, [(squat, {})], name="Core"))
    seen = page(phone)
    assert f'class="button-big button-full button button-go" href="/workouts/start/?routine={hips.pk}#go"' in seen
    assert seen.count("button-go") == 1
    assert seen.index("Steady hips") < seen.index("Core")
    assert "18:00 ·" in seen
    assert "No kit needed" in seen


@pytest.mark.parametrize("skip", [False, True])
def test_what_a_physio_has_skipped_lacks_no_kit(phone, user, skip):
    clam = make_exercise("clam")
    band, mat = (Equipment.objects.create(slug=slug, name=slug, source=make_source()) for slug in ("band", "mat"))
    clam.equipment.add(band)
    user.kit.create(equipment=mat)
    user.locks.create(exercise=clam, by="Anna", skip=skip, stop_from=4)
    make_plan_day(user, 2, make_routine(user, [(clam, {})]))
    assert ("Not in your kit" in page(phone)) == (not skip)


@pytest.mark.parametrize(
    ("since", "hour", "zone", "said"),
    [
        pytest.param(WED, 7, "UTC", True, id="on its day"),
        pytest.param(WED - timedelta(days=1), 7, "UTC", False, id="moved here, and its hour has passed"),
        pytest.param(WED - timedelta(days=1), 18, "UTC", True, id="moved here, and still to come"),
        pytest.param(WED - timedelta(days=1), 7, "America/Los_Angeles", True, id="it is four in the morning there"),
    ],
)
def test_the_hour_of_a_session_is_said_where_it_may_still_be_meant(phone, user, hips, since, hour, zone, said):
    User.objects.update(time_zone=zone)
    plan_day = make_plan_day(user, since.weekday(), hips, time=time(hour))
    if since != WED:
        plan_day.move(since, WED)
    assert (f"{hour:02}:00" in page(phone)) == said


def test_what_is_done_is_not_offered_again(phone, user, hips, squat):
    make_plan_day(user, 2, hips)
    make_plan_day(user, 4, hips)
    train(user, squat, WED, hips)
    seen = page(phone)
    assert "Done for today" in seen
    assert "button-go" not in seen
    assert "Friday" in seen


def test_an_open_workout_comes_first_and_its_session_is_not_offered_beside_it(phone, user, hips, squat):
    make_plan_day(user, 2, hips)
    make_workout(user, [squat], started=NOON - timedelta(minutes=5), routine=hips, name="Steady hips")
    seen = page(phone)
    assert "Carry on" in seen
    assert f"/workouts/start/?routine={hips.pk}" not in seen


def test_a_second_open_workout_does_not_hide_the_first(phone, user, squat, hips):
    make_plan_day(user, 2, hips)
    opened = [
        make_workout(user, [squat], started=NOON - timedelta(minutes=ago), routine=routine, name=name)
        for ago, routine, name in ((5, None, "Core"), (50, hips, "Steady hips"))
    ]
    seen = page(phone)
    buttons = [link["href"] for link in html.find(seen, "a", class_="button-big")]
    assert buttons == [f"{workout.get_absolute_url()}#focus" for workout in opened]


def test_the_open_workout_is_in_the_tab_bar_of_every_other_page(phone, user, squat):
    make_workout(make_user(), [squat], started=NOON)
    assert html.find(page(phone, "/plan/"), "a", class_="nav-go") == []
    workout = make_workout(user, [squat], started=NOON - timedelta(minutes=5))
    (link,) = [link for link in html.find(page(phone), "a") if "Carry on" in link.text]
    assert link["class"] != "nav-go"  # Today has it on top.
    for url in ("/plan/", "/routines/", "/account/"):
        (link,) = html.find(page(phone, url), "a", class_="nav-go")
        assert (link["href"], link.text) == (f"{workout.get_absolute_url()}#focus", "Carry on")
    assert html.find(page(phone, workout.get_absolute_url()), "a", class_="nav-go") == []


def test_any_day_of_the_strip_opens_what_can_be_changed_on_it(phone, user, hips):
    monday, friday = make_plan_day(user, 0, hips), make_plan_day(user, 4, hips)
    RunDay.objects.put(user, "easy", [5], WED)
    (strip,) = html.find(page(phone), "ol", class_="week")
    links = [link["href"].removeprefix("/plan/?week=2026-W47") for link in strip.find("a")]
    assert links == [
        f"&open={monday.pk}&date=2026-11-16#day-2026-11-16",
        "#day-2026-11-17",
        "&add=2026-11-18#day-2026-11-18",
        "&add=2026-11-19#day-2026-11-19",
        f"&open={friday.pk}&date=2026-11-20#day-2026-11-20",
        "#day-2026-11-21",
        "&add=2026-11-22#day-2026-11-22",
    ]
    opened = page(phone, strip.find("a")[4]["href"])
    assert f'action="/plan/{friday.pk}/skip/"' in opened
    assert f'action="/plan/{friday.pk}/move/"' in opened


def test_a_run_day_without_strength_says_so(phone, user, hips):
    make_plan_day(user, 4, hips)
    RunDay.objects.put(user, "hard", [2], MON, time(18))
    seen = html.flat(page(phone))
    assert "No strength today" in seen
    assert "Hard run at 18:00." in seen


def test_a_weekday_is_never_alone_a_date(phone, user, hips):
    make_plan_day(user, 4, hips)
    assert "Fri 20 Nov, " in html.flat(page(phone))


def test_a_free_day_says_what_is_next_and_lets_one_do_it_today(phone, user, hips):
    there = make_plan_day(user, 4, hips)
    seen = page(phone)
    assert "Free today" in seen
    assert "Friday" in seen
    answer = phone.post(f"/plan/{there.pk}/move/", {"date": FRI, "to": WED, "then": "today"})
    assert (answer.status_code, answer["Location"]) == (303, "/")
    seen = page(phone)
    assert dots(seen)[2] == "now"
    assert "Moved to Wed 18 Nov" in seen


def test_the_six_days_ahead_wait_in_the_page(phone, user, hips):
    make_plan_day(user, 4, hips)
    make_plan_day(make_user(), 3, make_routine(make_user(), name="A stranger's"))
    Pause.objects.create(user=user, since=WED + timedelta(days=4), until=WED + timedelta(days=5))
    ahead = {held["data-day"]: held for held in html.find(whole(phone), "template", data_day=True)}
    assert list(ahead)[-1] == "later"
    shown = {day: ahead[day].find("h2")[0].text for day in list(ahead)[:-1]}
    days = [f"2026-11-{number}" for number in range(19, 25)]
    said = ["Free today", "Steady hips", "Free today", "Time off", "Time off", "Free today"]
    assert shown == dict(zip(days, said, strict=True))
    assert ahead["2026-11-20"].find("a", href=f"/workouts/start/?routine={hips.pk}#go")


def test_a_missed_session_is_done_today_with_one_tap(phone, user, hips):
    there = make_plan_day(user, 0, hips)
    assert "Not done yet this week" in page(phone)
    phone.post(f"/plan/{there.pk}/move/", {"date": MON, "to": WED, "then": "today"})
    seen = page(phone)
    assert "Not done yet this week" not in seen
    assert dots(seen) == ["free", "free", "now", "free", "free", "free", "free"]


def test_before_a_race_todays_session_is_skipped_never_moved(phone, user, hips):
    there = make_plan_day(user, 2, hips)
    user.races.create(date=WED + timedelta(days=2), name="Valley 10K")
    seen = page(phone)
    assert "Race on Fri 20 Nov: no strength for 2 days before." in seen
    assert html.find(seen, "form", action=f"/plan/{there.pk}/skip/")
    assert not html.find(seen, "form", action=f"/plan/{there.pk}/move/")


@pytest.mark.parametrize(
    ("run", "race", "words"),
    [
        (("easy", 2), None, "Do it today, or skip it."),
        (("hard", 2), None, "Do it today, or skip it."),
        (("long", 2), None, "Your long run is today. Do it another day, or skip it."),
        (("long", 3), None, "Long run next day: strength may tire your legs. Do it another day, or skip it."),
        (("easy", 3), None, "Do it today, or skip it."),
        (None, 3, "Do it today, or skip it."),
        (None, 2, "Race on Fri 20 Nov: no strength for 2 days before. Do it another day, or skip it."),
        (None, 0, "Race day: no strength. Do it another day, or skip it."),
        (None, -1, "Race on Tue 17 Nov: rest your legs the day after. Do it another day, or skip it."),
    ],
)
def test_what_was_missed_is_never_put_where_the_week_would_warn_of_it(phone, user, hips, run, race, words):
    make_plan_day(user, 0, hips)
    if run:
        user.run_days.create(kind=run[0], weekday=run[1], since=MON)
    if race is not None:
        user.races.create(date=WED + timedelta(days=race), name="Valley 10K")
    seen = html.find(page(phone), "section", aria_labelledby="missed")[0]
    assert words in seen.text
    offered = [button["value"] for button in seen.find("button", name="to")]
    assert offered == ([] if "another day" in words else [f"{WED}"])
    assert seen.find("form", action=f"/plan/{user.plan_days.get().pk}/skip/")


@pytest.mark.parametrize(
    ("runs", "races", "said", "may"),
    [
        ([], [], "Free today Next:", True),
        (["easy"], [], "No strength today Easy run. Next:", True),
        (["long"], [], "No strength today Long run. Next:", False),
        ([], [0], "Race day Valley 10K. Good luck! Next:", False),
        (["long"], [0], "Race day Valley 10K. Good luck! Next:", False),
        ([], [2], "Free today Race on Fri 20 Nov: no strength for 2 days before. Next:", False),
        (["easy"], [1], "Easy run. Race on Thu 19 Nov: no strength for 2 days before. Next:", False),
        ([], [3], "Free today Next:", True),
    ],
)
def test_what_comes_next_is_not_put_on_a_long_run_or_before_a_race_either(phone, user, hips, runs, races, said, may):
    make_plan_day(user, 6, hips)
    for kind in runs:
        user.run_days.create(weekday=2, kind=kind, since=MON)
    for ahead in races:
        user.races.create(date=WED + timedelta(days=ahead), name="Valley 10K")
    [card] = html.find(page(phone), "section", aria_labelledby="free-day")
    assert said in card.text
    assert ("Do it today" in card.text) == may


@pytest.mark.parametrize(
    ("weekdays", "races", "following"),
    [
        ([4, 6], [], "Fri 20 Nov"),
        ([5], [5], "Sat 28 Nov"),
        ([4, 6], [3], "Fri 27 Nov"),
        ([4, 6], [2], "Sun 22 Nov"),
        ([4, 6], [1], "Sun 22 Nov"),
        ([3, 4, 5], [7], "Thu 19 Nov"),
        ([0, 1], [4], "Tue 24 Nov"),
    ],
    ids=[
        "none",
        "next week",
        "both before or on its day",
        "its day",
        "the day after",
        "too far",
        "and the day after, next week",
    ],
)
def test_what_comes_next_is_no_session_that_the_week_skips_for_a_race(phone, user, hips, weekdays, races, following):
    type(user).objects.update(first_weekday=3 if weekdays == [5] else 0)
    for weekday in weekdays:
        make_plan_day(user, weekday, hips)
    for ahead in races:
        user.races.create(date=WED + timedelta(days=ahead), name="Valley 10K")
    [card] = html.find(page(phone), "section", aria_labelledby="free-day")
    assert f"Next: Steady hips, {following}" in card.text


@pytest.mark.parametrize(("ahead", "following"), [(8, "Wed 2 Dec"), (10, "Wed 25 Nov")])
def test_nor_is_it_one_beyond_these_seven_days(phone, user, hips, ahead, following):
    row = make_plan_day(user, 2, hips)
    user.races.create(date=WED + timedelta(days=ahead), name="Valley 10K")
    phone.post(f"/plan/{row.pk}/skip/", {"date": WED})
    [main] = html.find(page(phone), "main")
    assert f"Next: Steady hips, {following}" in main.text


def test_nothing_is_put_beside_a_session_in_progress(phone, user, hips):
    make_plan_day(user, 0, hips)
    make_set(make_workout(user, [hips.prescriptions.get().exercise], started=NOON - timedelta(minutes=5)))
    [card] = html.find(page(phone), "section", aria_labelledby="missed")
    assert "A session is in progress. Do it another day, or skip it." in card.text
    assert card.find("button", name="to") == []


def test_a_missed_session_is_let_go_with_one_tap_and_undo_stays_on_today(phone, user, hips):
    there = make_plan_day(user, 0, hips)
    answer = phone.post(f"/plan/{there.pk}/skip/", {"date": MON, "then": "today"})
    assert (answer.status_code, answer["Location"]) == (303, "/")
    assert list(Move.objects.values_list("date", "to")) == [(MON, None)]
    seen = page(phone)
    assert "Not done yet this week" not in seen
    assert '<input type="hidden" name="then" value="today">' in seen


def test_missed_sessions_of_last_week_are_let_be(phone, user, hips):
    make_plan_day(user, 4, hips)
    assert "Not done yet this week" not in page(phone)
    make_plan_day(user, 0, hips)
    assert "Not done yet this week" in page(phone)


def test_a_pause_asks_for_nothing(phone, user, hips):
    make_plan_day(user, 0, hips)
    make_plan_day(user, 2, hips)
    pause = Pause.objects.create(user=user, since=MON)
    seen = page(phone)
    assert "Time off until you say so" in seen
    assert dots(seen) == ["free"] * 7
    assert "/workouts/start/" not in seen
    answer = phone.post(f"/plan/pauses/{pause.pk}/end/", {"then": "today"})
    assert answer["Location"] == "/"
    assert dots(page(phone))[2] == "now"


def test_the_day_is_the_users_not_the_servers(phone, user, hips):
    user.time_zone = "Pacific/Kiritimati"  # 02:00 on Thursday there
    user.save()
    make_plan_day(user, 3, hips)
    seen = page(phone)
    assert ">Thursday</h1>" in seen
    assert dots(seen)[3] == "now"


@pytest.mark.parametrize(
    ("plan", "trained", "said"),
    [
        ("the same", [TUE], (True, True)),
        ("the same", [MON], (False, False)),
        ("the same", [TUE, WED], (False, True)),
        ("others", [TUE], (False, True)),
        ("later", [TUE], (False, True)),
        ("none", [TUE], (True, True)),
        ("none", [MON], (False, False)),
    ],
)
def test_on_the_day_after_the_same_muscles_a_day_between_is_advised(phone, user, squat, plan, trained, said):
    lunge = make_worked("lunge")
    routine = make_routine(user, [(lunge, {})])
    if plan != "none":
        make_plan_day(
            user, 4 if plan == "later" else 2, make_routine(user, [(squat if plan == "others" else lunge, {})])
        )
    for day in trained:
        train(user, make_worked(f"step-up-{day:%d}"), day)
    words = "You worked your gluteus-maximus and gluteus-medius yesterday: leave a day between."
    assert (words in page(phone), words in page(phone, f"/workouts/start/?routine={routine.pk}")) == said


def test_daily_holds_want_no_day_between(phone, user):
    hold = make_worked("bridge-hold", measure="seconds")
    routine = make_routine(user, [(make_worked("lunge"), {})])
    make_plan_day(user, 2, routine)
    practice = make_routine(user, [(hold, {"seconds_low": 30, "seconds_high": 30})], name="Hold")
    train(user, hold, TUE, practice)
    for url in ("/", f"/workouts/start/?routine={routine.pk}"):
        assert "leave a day between" not in page(phone, url)


def test_practice_ticks_itself_and_no_session(phone, user, hips):
    hold = make_exercise("bridge-hold", measure="seconds")
    practice = make_routine(user, [(hold, {"seconds_low": 30, "seconds_high": 30})], name="Hold")
    make_plan_day(user, 0, hips)
    make_plan_day(user, 2, practice)
    train(user, hold, WED, practice)
    seen = page(phone)
    assert "This week: 0 of 1 session done" in seen
    assert dots(seen)[:3] == ["missed", "free", "done"]


@pytest.fixture
def weights(user, squat):
    """A session with weights, planned for today."""
    return make_plan_day(user, 2, make_routine(user, [(squat, {"load_kg": 10})], name="Weights"))


def test_a_hard_run_tomorrow_gets_one_sentence_and_one_tap(phone, user, weights):
    RunDay.objects.put(user, "easy", [2], MON)
    RunDay.objects.put(user, "hard", [3], MON)
    seen = page(phone)
    assert "Hard run next day: strength may tire your legs." in seen
    assert "Easy run the same day" not in seen
    assert "Move Weights to Fri 20 Nov" in seen
    friday = WED + timedelta(days=2)
    answer = phone.post(f"/plan/{weights.pk}/move/", {"date": WED, "to": friday, "then": "today", "week": "2026-W47"})
    assert (answer.status_code, answer["Location"]) == (303, "/")
    assert "Runs and races near" not in page(phone)


def test_on_the_day_of_a_race_the_session_is_skipped_with_one_tap(phone, user, weights):
    Race.objects.create(user=user, date=WED, name="Up & down")
    for weekday in (3, 4, 5, 6):
        make_plan_day(user, weekday, weights.routine)
    seen = page(phone)
    assert "Race day: no strength." in seen
    assert f"Skip {weights.routine}" in seen
    answer = phone.post(f"/plan/{weights.pk}/skip/", {"date": WED, "then": "today", "week": "2026-W47"})
    assert (answer.status_code, answer["Location"]) == (303, "/")
    seen = page(phone)
    assert ("Race day: no strength." in seen, "Up &amp; down. Good luck!" in seen) == (False, True)


def test_nothing_is_said_of_strangers_runs_of_what_is_done_or_to_who_wants_no_warnings(phone, user, squat, weights):
    RunDay.objects.put(make_user(), "hard", [3], MON)
    assert "Runs and races near" not in page(phone)
    RunDay.objects.put(user, "hard", [3], MON)
    assert "Runs and races near" in page(phone)
    type(user).objects.update(clash_warnings=False)
    assert "Runs and races near" not in page(phone)
    type(user).objects.update(clash_warnings=True)
    train(user, squat, WED, weights.routine)
    assert "Runs and races near" not in page(phone)


def test_beside_a_missed_session_it_says_how_many_are_enough(phone, user, squat, hips):
    make_plan_day(user, 0, hips)
    assert "2 a week keep you ticking over." in page(phone)
    make_plan_day(user, 1, hips)
    train(user, squat, TUE, hips)
    assert "1 done; 2 keep you ticking over." in page(phone)


@pytest.mark.parametrize("sessions", [1, 30])
def test_the_number_of_queries_does_not_grow_with_clashes(phone, user, squat, sessions, django_assert_num_queries):
    for _ in range(sessions):
        make_plan_day(user, 2, make_routine(user, [(squat, {"load_kg": 10})]))
    RunDay.objects.put(user, "hard", range(7), MON)
    with django_assert_num_queries(24):
        assert "Runs and races near" in page(phone)


@pytest.mark.parametrize("workouts", [3, 300])
@pytest.mark.parametrize("sessions", [1, 30])
def test_the_number_of_queries_does_not_grow(phone, user, squat, workouts, sessions, django_assert_num_queries):
    for number in range(workouts):
        train(user, squat, WED - timedelta(days=1 + number % 200))
    for _ in range(sessions):
        make_plan_day(user, 2, make_routine(user, [(squat, {})]))
        make_plan_day(user, 1, make_routine(user, [(squat, {})])).move(MON, TUE)
    with django_assert_num_queries(29):
        page(phone)


def test_the_demo_has_a_plan_runs_and_things_at_home():
    make_catalogue()
    call_command("demo", weeks=1, verbosity=0)
    first = date(2026, 11, 9)
    assert list(PlanDay.objects.values_list("weekday", "since").order_by("weekday")) == [
        (0, first),
        (2, first),
        (4, first),
    ]
    assert list(RunDay.objects.values_list("weekday", "kind")) == [(1, "easy"), (3, "hard"), (6, "long")]
    assert [str(kit) for kit in User.objects.get(username="demo").kit.exclude(kg=None)] == [
        "Backpack 4 kg", "Backpack 6 kg", "Backpack 8 kg",
    ]  # fmt: skip
