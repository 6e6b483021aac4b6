"""Whether it hurt, and how a set went: optional, one tap, and each answer says at once what to do."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from glutes.exercises.models import Exercise
from glutes.rules import warning_signs
from glutes.rules.coaching import pain
from glutes.workouts.models import WorkoutSet
from tests import html
from tests.make import make_catalogue, make_check, make_exercise, make_routine, make_set, make_user, make_workout

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def workout(user):
    """Slot 0: squat. Slot 1: plank, held for seconds."""
    exercises = [make_exercise("squat"), make_exercise("plank", measure="seconds", load="none")]
    return make_workout(user, exercises, started=timezone.now() - timedelta(hours=1))


def slot_of(page, key="slot-0-squat"):
    """The card of one exercise."""
    start = page.index(f'id="{key}"')
    return page[start : page.index("</section>", start)]


def answer(phone, workout, headers=None, **fields):
    return phone.post(f"/workouts/{workout.pk}/slots/", {"slot": 0, **fields}, headers=headers or {})


@pytest.mark.parametrize(
    ("number", "advice"), [(0, None), (1, pain.GO), (3, pain.GO), (4, pain.HOLD), (5, pain.HOLD), (6, pain.STOP)]
)
def test_an_answer_says_at_once_what_to_do(phone, workout, number, advice):
    sent = answer(phone, workout, HTMX, pain=number)
    assert sent.status_code == 200
    said = slot_of(sent.text)
    assert (advice.sentence if advice else "Good: nothing hurt.") in said
    assert ("/when-to-stop/" in said) == (advice is not None)
    assert workout.exercises.get(slot=0).pain == number


def test_a_plain_form_goes_back_to_the_sheet_which_shows_the_answer(phone, workout):
    sent = answer(phone, workout, pain=4)
    assert (sent.status_code, sent["Location"]) == (303, f"/workouts/{workout.pk}/#slot-0-squat")
    said = slot_of(phone.get(f"/workouts/{workout.pk}/").text)
    assert pain.HOLD.sentence in said
    assert "A little: 4" in said


def test_a_refused_answer_stores_nothing(phone, workout):
    assert answer(phone, workout, pain=11).status_code == 422
    assert answer(phone, workout, HTMX, pain="much").status_code == 422
    assert workout.exercises.get(slot=0).pain is None


def test_nobody_else_can_say_it_hurt(workout):
    stranger = Client()
    stranger.force_login(make_user())
    assert answer(stranger, workout, pain=6).status_code == 404
    assert workout.exercises.get(slot=0).pain is None


def test_each_tap_of_the_form_says_how_much_it_hurts_and_nothing_else(phone, workout):
    """No, A little and Stop are buttons of one form, with 0 to 10 behind A little. A page left open undoes no skip."""
    make_set(workout)
    workout.exercises.filter(slot=0).update(skipped=True, pain=4)
    form = html.find(phone.get(f"/workouts/{workout.pk}/").text, "form", class_="pain")[0]
    assert form.find(name="skipped") == []
    taps = [button["value"] for button in form.find(name="pain")]
    assert taps == ["0", *map(str, range(11)), "6"]


@pytest.mark.parametrize(("number", "asked"), [(0, False), (3, False), (4, True), (6, True), (10, True)])
def test_from_4_up_one_tap_says_where(phone, workout, number, asked):
    """With or without scripts: the places are buttons of the same form."""
    make_set(workout)
    answer(phone, workout, pain=number)
    places = html.find(phone.get(f"/workouts/{workout.pk}/").text, "button", name="pain_site")
    assert [place["value"] for place in places] == (list(pain.SITES) if asked else [])


@pytest.mark.parametrize(
    ("site", "look_out"),
    [(site, warning_signs.said_at(site)) for site in pain.SITES],
)
def test_the_place_is_kept_beside_the_pain_and_says_what_to_look_out_for(phone, workout, site, look_out):
    answer(phone, workout, pain=5)
    said = slot_of(answer(phone, workout, HTMX, pain_site=site).text)
    assert f'name="pain_site" value="{site}" aria-pressed="true"' in said
    assert look_out in said
    assert list(workout.exercises.filter(slot=0).values_list("pain", "pain_site")) == [(5, site)]
    answer(phone, workout, pain=3)
    assert workout.exercises.get(slot=0).hurts_at == ""


def test_a_place_that_is_none_is_refused_and_nobody_else_can_say_where(phone, workout):
    stranger = Client()
    stranger.force_login(make_user())
    answer(phone, workout, pain=5)
    for headers in ({}, HTMX):
        assert answer(phone, workout, headers, pain_site="ear").status_code == 422
    assert answer(stranger, workout, pain_site="knee").status_code == 404
    assert workout.exercises.get(slot=0).pain_site == ""


@pytest.mark.parametrize("order", [("knee", "shin"), ("shin", "knee")])
def test_of_two_places_the_newest_counts_whichever_arrives_first_and_the_pain_stays(phone, workout, order):
    moment = {"knee": timezone.now() - timedelta(minutes=9), "shin": timezone.now() - timedelta(minutes=5)}
    answer(phone, workout, pain=4, logged_at=(timezone.now() - timedelta(minutes=20)).isoformat())
    for site in order:
        said = {"pain_site": site, "logged_at": moment[site].isoformat()}
        echo = answer(phone, workout, {"Accept": "application/json"}, **said)
        assert echo.status_code == 200
    assert (echo.json()["pain"], echo.json()["pain_site"]) == (4, "shin")


def test_pain_is_asked_only_of_what_is_begun_and_never_of_a_warm_up(phone, workout):
    sheet = phone.get(f"/workouts/{workout.pk}/").text
    assert "Did it hurt?" in slot_of(sheet)
    assert "Did it hurt?" not in slot_of(sheet, "slot-1-plank")
    workout.exercises.filter(slot=0).update(block="warm-up")
    assert "Did it hurt?" not in slot_of(phone.get(f"/workouts/{workout.pk}/").text)


def test_what_hurts_too_much_asks_for_no_more_sets_and_the_next_exercise_is_lit(phone, workout):
    make_set(workout)
    sheet = answer(phone, workout, HTMX, pain=6).text
    assert "1 of 4 ticked" in sheet
    assert "set-next" not in slot_of(sheet)
    assert "set-next" in slot_of(sheet, "slot-1-plank")


def test_form_slipped_is_one_tap_that_keeps_the_set(phone, workout):
    make_set(workout, reps=9, rir=3)
    line = slot_of(phone.get(f"/workouts/{workout.pk}/").text)
    assert 'name="form_ok" value="0" aria-pressed="false"' in line
    fields = {"slot": 0, "number": 1, "reps": 9, "rir": 3, "form_ok": ["1", "0"]}
    sent = phone.post(f"/workouts/{workout.pk}/sets/", fields, headers=HTMX)
    assert "Form slipped, 3 to spare" in slot_of(sent.text)
    assert 'name="form_ok" value="1" aria-pressed="true"' in slot_of(sent.text)
    assert list(WorkoutSet.objects.values_list("reps", "rir", "form_ok")) == [(9, 3, False)]


def test_the_newest_set_is_open_for_an_answer_the_others_wait(phone, workout):
    now = timezone.now()
    for number in (1, 2):
        make_set(workout, number=number, at=now - timedelta(minutes=number))
    sheet = slot_of(phone.get(f"/workouts/{workout.pk}/").text)
    asked = html.find(sheet, "details", class_="set-went")
    assert ["open" in each.attrs for each in asked] == [True, False]
    assert ["how it went" in asked[number - 1].text for number in (1, 2)] == [True, True]


def test_a_hold_is_not_asked_for_reps_left_and_keeps_an_answer_it_has(phone, workout):
    make_set(workout, slot=1, rir=2)
    sheet = slot_of(phone.get(f"/workouts/{workout.pk}/").text, "slot-1-plank")
    assert "Reps to spare?" not in sheet
    assert '<input type="hidden" name="rir" value="2">' in sheet
    make_set(workout, slot=0)
    assert "Reps to spare?" in slot_of(phone.get(f"/workouts/{workout.pk}/").text)


def test_the_warning_signs_are_open_to_all_and_name_who_says_so(client):
    make_catalogue()
    page = client.get("/when-to-stop/").text
    for flag in warning_signs.RED_FLAGS:
        assert [sign for sign in (flag.when, *flag.signs) if sign not in page] == []
    assert [sentence for sentence in warning_signs.GENERAL if sentence not in page] == []
    assert {"robertson-2017", "health-services"} <= set(html.cited(page))
    assert "/when-to-stop/" in client.get("/").text
    assert "/when-to-stop/" in client.get("/exercises/signs/").text


def hurt(user, number, days_ago=1, **fields):
    """A past session whose squat hurt this much."""
    exercise = Exercise.objects.filter(slug="squat").first() or make_exercise("squat")
    workout = make_workout(user, [exercise], started=timezone.now() - timedelta(days=days_ago), **fields)
    workout.exercises.update(pain=number)
    return workout


def tell(phone, workout, headers=None, **fields):
    return phone.post(f"/workouts/{workout.pk}/morning/", {"slot": 0, **fields}, headers=headers or {})


@pytest.mark.parametrize(
    ("number", "days_ago", "asked"),
    [(1, 1, False), (2, 1, True), (5, 1, True), (6, 1, True), (4, 0, False), (4, 2, False)],
)
def test_today_asks_the_morning_after_a_pain_of_2_or_more(phone, user, number, days_ago, asked):
    hurt(user, number, days_ago)
    assert ("how is it today?" in phone.get("/").text) == asked


@pytest.mark.parametrize(
    ("number", "days_ago", "since", "asked"),
    [(1, 3, False, False), (2, 3, False, True), (4, 1, False, True), (4, 0, False, False), (4, 3, True, False)],
)
def test_the_next_start_page_asks_once_more(phone, user, number, days_ago, since, asked):
    hurt(user, number, days_ago)
    if since:
        make_set(make_workout(user, [Exercise.objects.get()], started=timezone.now() - timedelta(days=1)))
    start = f"/workouts/start/?routine={make_routine(user, [(Exercise.objects.get(), {})]).pk}"

    seen = phone.get(start).text

    assert ("how was it the next morning?" in seen) == asked
    if asked:
        address, fields = html.form(seen, "Gone")
        assert phone.post(address, fields)["Location"] == start
        assert "how was it the next morning?" not in phone.get(start).text


def test_nobody_is_asked_about_what_was_deleted_or_what_hurt_somebody_else(phone, user):
    hurt(user, 4, deleted_at=timezone.now())
    hurt(make_user(), 5)
    assert "how is it today?" not in phone.get("/").text
    hurt(user, 4)
    assert "how is it today?" in phone.get("/").text


@pytest.mark.parametrize(
    ("number", "advice"), [(0, pain.NO_WORSE), (3, pain.NO_WORSE), (4, pain.STILL), (5, pain.WORSE)]
)
def test_one_tap_answers_and_today_never_asks_again(phone, user, number, advice):
    workout = hurt(user, 4)
    buttons = html.find(phone.get("/").text, name="pain_next_day")
    assert [button["value"] for button in buttons] == [str(felt) for felt in range(11)]
    assert [button.text for button in buttons[:2]] == ["Gone: Squat", "1 out of 10, Squat"]
    answer = tell(phone, workout, exercise="squat", pain_next_day=number)
    assert (answer.status_code, answer["Location"]) == (303, "/")
    page = phone.get("/").text
    assert advice.sentence in page
    assert "how is it today?" not in page
    assert list(workout.exercises.values_list("pain", "pain_next_day")) == [(4, number)]


def test_htmx_gets_the_sentence_and_a_script_an_echo(phone, user):
    workout = hurt(user, 4)
    fragment = tell(phone, workout, HTMX, pain_next_day=5)
    assert fragment.status_code == 200
    assert pain.WORSE.sentence in fragment.text
    assert "<html" not in fragment.text
    moment = timezone.now().isoformat()
    echo = tell(phone, workout, {"Accept": "application/json"}, pain_next_day=3, logged_at=moment).json()
    assert echo == {
        "workout": str(workout.pk),
        "user": user.pk,
        "ahead": False,
        "slot": 0,
        "exercise": "squat",
        "pain_next_day": 3,
        "logged_at": moment,
    }


@pytest.mark.parametrize("headers", [{}, HTMX, {"Accept": "application/json"}])
@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({}, "Say how it feels, from 0 to 10."),
        ({"pain_next_day": 11}, "Pain: a whole number from 0 to 10."),
        ({"pain_next_day": "worse"}, "Pain: a whole number from 0 to 10."),
        ({"pain_next_day": 4, "slot": 7}, "That wasn’t in this session."),
        ({"pain_next_day": 4, "exercise": "lunge"}, "That wasn’t in this session."),
        ({"pain_next_day": 4, "exercise": "handstand"}, "We don’t have that exercise."),
        ({"pain_next_day": 4, "exercise": "\x00"}, "Letters, digits and signs only."),
        ({"pain_next_day": 4, "slot": ""}, "Slot: a number from 0."),
    ],
)
def test_a_morning_that_makes_no_sense_is_refused_and_makes_nothing(phone, user, headers, fields, message):
    workout = hurt(user, 4)
    make_exercise("lunge")
    answer = tell(phone, workout, headers, **fields)
    assert answer.status_code == 422
    if headers.get("Accept"):
        assert message in str(answer.json()["errors"])
    assert list(workout.exercises.values_list("exercise__slug", "pain_next_day")) == [("squat", None)]


def test_nobody_else_can_tell_how_it_feels(user):
    workout, stranger = hurt(user, 4), Client()
    stranger.force_login(make_user())
    assert tell(stranger, workout, pain_next_day=9).status_code == 404
    assert workout.exercises.get().pain_next_day is None


@pytest.mark.parametrize("order", [(1, 2), (2, 1)])
def test_the_newest_morning_wins_and_what_was_logged_before_it_may_come_later(phone, user, order):
    workout = hurt(user, 4)
    for minute in order:
        moment = timezone.now() - timedelta(minutes=10 - minute)
        tell(phone, workout, pain_next_day=minute, logged_at=moment.isoformat())
    before = timezone.now() - timedelta(hours=5)
    answer(phone, workout, pain=5, logged_at=before.isoformat())
    assert list(workout.exercises.values_list("pain", "pain_next_day")) == [(5, 2)]


@pytest.mark.parametrize(("days", "said"), [((2, 9), False), ((2, 9, 27), True), ((2, 9, 28), False)])
def test_three_days_that_hurt_within_four_weeks_are_worth_a_look(phone, user, days, said):
    for days_ago in days:
        hurt(user, 4, days_ago)
    hurt(make_user(), 9, 3)
    routine = make_routine(None, [(Exercise.objects.get(), {})])
    for url in ("/", f"/workouts/start/?routine={routine.pk}"):
        assert ("Squat hurt on 3 days lately." in phone.get(url).text) == said


@pytest.mark.parametrize(
    ("felt", "looked_at", "said"),
    [
        ([2] * 8, None, True),
        ([1, *[2] * 7], None, True),
        ([None, *[2] * 8], None, True),
        ([None, None, *[2] * 8], None, False),
        ([0, *[2] * 7], None, False),
        ([2] * 6, None, False),
        ([2] * 8, 5, False),
    ],
)
def test_pain_of_three_weeks_is_told_on_today_as_beside_the_exercise(phone, user, felt, looked_at, said):
    for n, number in enumerate(felt):
        make_set(hurt(user, number, 2 + 3 * n))
    squat = Exercise.objects.get()
    if looked_at:
        user.go_aheads.create(exercise=squat, kind="looked-at", day=timezone.localdate() - timedelta(days=looked_at))
    routine = make_routine(None, [(squat, {})])
    weeks = f"{3 * (len(felt) - felt.count(None) - 1) // 7} weeks and not better: get it looked at now."
    for url in ("/", f"/workouts/start/?routine={routine.pk}"):
        assert (weeks in html.flat(phone.get(url).text)) == said


def test_the_note_names_all_that_hurt(phone, user):
    exercises = [make_exercise(slug) for slug in ("lunge", "plank", "squat")]
    for days_ago, exercise in enumerate(exercises, start=2):
        workout = make_workout(user, [exercise], started=timezone.now() - timedelta(days=days_ago))
        workout.exercises.update(pain=4)
    said = html.flat(phone.get("/").text)
    assert "hurt on 3 days lately. Ask a physio or doctor" in said
    assert sum(f"{one.name}" in said.split(" hurt on 3")[0][-40:] for one in exercises) == 2
    assert "and others hurt on 3 days" in said


@pytest.mark.parametrize(("checks", "sessions", "said"), [(3, 0, True), (2, 1, True), (2, 0, False), (0, 2, False)])
def test_a_self_check_that_hurt_counts_like_a_session_on_today_and_at_the_start(phone, user, checks, sessions, said):
    for n in range(checks):
        make_check(user, pain=4, at=timezone.now() - timedelta(days=3 + n))
    make_check(user, pain=0, at=timezone.now() - timedelta(days=2))
    for n in range(sessions):
        hurt(user, 4, 10 + n)
    for n in range(3):
        make_check(make_user(), pain=9, at=timezone.now() - timedelta(days=3 + n))
    routine = make_routine(None, [(make_exercise(), {})])
    for url in ("/", f"/workouts/start/?routine={routine.pk}"):
        assert ("hurt on 3 days lately." in phone.get(url).text) == said


@pytest.mark.parametrize(
    ("site", "days_ago", "looked_at", "said"),
    [
        ("outer-hip", 3, None, True),
        ("outer-hip", 27, None, True),
        ("outer-hip", 28, None, False),
        ("outer-hip", 3, 1, False),
        ("knee", 3, None, False),
    ],
)
def test_what_presses_on_an_outer_hip_that_hurt_says_so_on_the_start_page(phone, user, site, days_ago, looked_at, said):
    workout = hurt(user, 4, days_ago)
    workout.exercises.update(pain_site=site)
    squat = Exercise.objects.get()
    if looked_at:
        day = user.local_date() - timedelta(days=looked_at)
        user.go_aheads.create(exercise=squat, kind="looked-at", day=day)
    routine = make_routine(user, [(squat, {}), (make_exercise("clamshell"), {})])
    seen = phone.get(f"/workouts/start/?routine={routine.pk}").text
    assert seen.count("Your outer hip hurt lately") == said
