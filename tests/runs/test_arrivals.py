"""The page of runs that come by themselves, what it stores, and what the week makes of it."""

import json
from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from glutes.accounts.models import LOOKING_FOR_RUNS
from glutes.plan.models import Race, RunDay
from glutes.rules.week import running
from glutes.runs import intervals
from glutes.runs.models import ImportedRun, RunName, RunSource, runs_between
from glutes.runs.secret import locked, unlocked
from tests.html import find, flat
from tests.make import NOON, make_exercise, make_plan_day, make_routine, make_user
from tests.runs.conftest import calendar_of, fit, gpx, zipped

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

PAGE = "/account/runs/"
THURSDAY = date(2026, 11, 19)


def publish(site, *events):
    site.pages["/plan.ics"] = (200, {}, calendar_of(*events))
    return f"{site.address}/plan.ics"


def subscribe(phone, site, *events):
    return phone.post(f"{PAGE}address/", {"address": publish(site, *events)}, follow=True)


def runs():
    return list(ImportedRun.objects.order_by("day").values_list("uid", "day", "title", "kind"))


PLAN = [("a", "20261119T170000Z", "Intervals 6x800"), ("b", "20261122", "Long run 18 km"), ("c", "20261120", "Rest")]


def test_a_plan_is_read_at_once(phone, site):
    answer = subscribe(phone, site, *PLAN)
    assert runs() == [("a", THURSDAY, "Intervals 6x800", "hard"), ("b", date(2026, 11, 22), "Long run 18 km", "long")]
    assert "2 new runs." in answer.text
    assert "state-on" in answer.text


def test_a_plan_read_again_moves_and_removes_runs_to_come_and_leaves_what_was_typed(phone, site, user):
    typed = RunDay.objects.create(user=user, weekday=3, kind="hard", since=THURSDAY)
    race = Race.objects.create(user=user, date=THURSDAY, name="Cup")
    subscribe(phone, site, *PLAN, ("old", "20261110", "Easy"))
    subscribe(phone, site, ("a", "20261121", "Intervals 6x800"))
    assert [(uid, day.day) for uid, day, *_ in runs()] == [("old", 10), ("a", 21)]
    assert (RunDay.objects.get(), Race.objects.get()) == (typed, race)


def test_a_source_is_asked_once_an_hour(phone, site, clock):
    subscribe(phone, site, *PLAN)
    for minutes, times in ((0, 1), (59, 1), (60, 2), (61, 2)):
        clock.now = NOON + timedelta(minutes=minutes)
        assert phone.post(f"{PAGE}look/", headers={"HX-Request": "true"}).status_code == 204
        assert len(site.seen) == times
    clock.now = NOON + timedelta(hours=3)
    call_command("sync", verbosity=0)
    call_command("sync", verbosity=0)
    assert len(site.seen) == 3


def test_nobody_has_others_asked_without_end(phone, site):
    for _ in range(LOOKING_FOR_RUNS.times + 2):
        answer = subscribe(phone, site, *PLAN)
    assert "often enough" in answer.text
    assert len(site.seen) == LOOKING_FOR_RUNS.times


@pytest.mark.parametrize("page", ["/plan/", "/"])
def test_the_week_and_today_ask_when_it_is_time(phone, site, clock, page):
    assert "runs/look" not in phone.get(page).text
    subscribe(phone, site, *PLAN)
    assert "runs/look" not in phone.get(page).text
    clock.now = NOON + timedelta(hours=1)
    assert 'data-hx-trigger="load"' in phone.get(page).text
    assert len(site.seen) == 1  # The page itself waits for nobody.


def test_an_address_that_does_not_answer_says_so_where_it_is_typed_and_its_runs_stay(phone, site, clock):
    subscribe(phone, site, *PLAN)
    site.pages.clear()
    clock.now = NOON + timedelta(hours=1)
    phone.post(f"{PAGE}look/")
    page = phone.get(PAGE).text
    assert "It answers 404, not found." in page
    assert "Its runs stay." in page
    assert f'value="{site.address}/plan.ics"' in page
    assert len(runs()) == 2


@pytest.mark.parametrize("address", ["", "file:///etc/passwd", "plan.ics", "http://a:b@c.org/", "x" * 501])
def test_a_wrong_address_is_refused_and_kept(phone, address):
    answer = phone.post(f"{PAGE}address/", {"address": address})
    assert (answer.status_code, RunSource.objects.count()) == (422, 0)


def test_a_private_address_is_not_asked(phone, site, settings):
    settings.PRIVATE_ADDRESSES = False
    assert "private network" in subscribe(phone, site, *PLAN).text
    assert (site.seen, runs()) == ([], [])


def test_what_runs_are_is_corrected_once_for_all_like_them(phone, site):
    subscribe(phone, site, ("a", "20261119", "Club 8 km"), ("b", "20261126", "Club 9 km"), ("c", "20261121", "Easy"))
    assert "our guess" in phone.get(PAGE).text
    assert phone.post(f"{PAGE}kinds/", {"name": ["club"], "kind-0": "hard"}).status_code == 303
    subscribe(
        phone, site, ("a", "20261119", "Club 8 km"), ("b", "20261126", "Club 10 km"), ("d", "20261203", "Club 11 km")
    )
    assert {kind for *_, kind in runs()} == {"hard"}
    assert RunName.objects.values_list("name", "kind").get() == ("club", "hard")


def test_what_is_no_run_is_told_once_and_gone_from_the_week_until_it_is_taken_back(phone, site, user):
    subscribe(phone, site, ("a", "20261119T170000Z", "Hard piano session 1"), ("b", "20261126", "Hard piano session 2"))
    for kind, shown in ((None, 2), ("none", 0), ("hard", 2)):
        if kind:
            phone.post(f"{PAGE}kinds/", {"name": ["hard piano session"], "kind-0": kind})
        assert len(runs_between(user.pk, THURSDAY, THURSDAY + timedelta(days=9))) == shown
        assert ("Hard piano session" in phone.get("/plan/").text) is bool(shown)
        assert "<strong>Hard piano session</strong>" in flat(phone.get(PAGE).text)


def test_what_of_a_calendar_is_taken_for_no_run_is_counted_apart_and_not_among_its_runs(phone, site):
    page = flat(subscribe(phone, site, *PLAN, ("d", "20261121", "Dentist"), ("e", "20261123", "Lunch")).text)
    assert "2 new runs." in page
    assert '2 runs from it. 2 entries are taken for <a class="ink-link" href="#kinds">no run</a>.' in page
    assert '<strong>Lunch</strong><span class="meta">1 entry, our guess</span>' in page
    assert "2 runs. Last read" in flat(phone.get("/account/data/").text)


@pytest.mark.parametrize("data", [{"name": ["club"], "kind-0": "x"}, {"name": ["club"]}])
def test_another_kind_is_refused(phone, site, data):
    subscribe(phone, site, ("a", "20261119", "Club"))
    assert (phone.post(f"{PAGE}kinds/", data).status_code, RunName.objects.count()) == (422, 0)


def test_names_of_others_are_not_stored(phone):
    assert phone.post(f"{PAGE}kinds/", {"name": ["club"], "kind-0": "hard"}).status_code == 303
    assert not RunName.objects.exists()


def test_files_are_read_and_the_same_ones_again_change_nothing(phone):
    for new in ("2 new runs, 0 known", "0 new runs, 2 known"):
        archive = SimpleUploadedFile("all.zip", zipped(a_fit=fit(), b_gpx=gpx(), c_txt=b""))
        broken = SimpleUploadedFile("broken.fit", b"x")
        answer = phone.post(f"{PAGE}files/", {"files": [archive, broken]}, follow=True)
        assert new in answer.text
        assert "Not read: broken.fit" in answer.text
    assert [(day.day, kind) for _, day, _, kind in runs()] == [(15, "easy"), (17, "easy")]


def test_files_without_a_run_are_refused_in_words(phone):
    assert phone.post(f"{PAGE}files/", {}).status_code == 422
    answer = phone.post(f"{PAGE}files/", {"files": [SimpleUploadedFile("a.fit", b"x")]})
    assert (answer.status_code, "No run could be read in a.fit." in answer.text) == (422, True)


def test_taking_a_source_out_takes_what_is_to_come_and_keeps_what_is_over(phone, site):
    subscribe(phone, site, *PLAN, ("old", "20261110", "Easy"))
    phone.post(f"{PAGE}calendar/stop/")
    assert ([uid for uid, *_ in runs()], RunSource.objects.count()) == (["old"], 0)
    assert phone.post(f"{PAGE}calendar/stop/").status_code == 404


def test_a_key_is_locked_in_the_database_and_shown_to_nobody(phone, site, monkeypatch):
    monkeypatch.setattr(intervals, "SITE", site.address)
    span = "oldest=2026-10-09&newest="
    done = [
        {
            "id": "i1",
            "type": "Run",
            "start_date_local": "2026-11-15T09:00:00",
            "name": "Morning Run",
            "distance": 16100,
            "moving_time": 5400,
        },
        {"id": "i2", "type": "Ride", "start_date_local": "2026-11-15T09:00:00"},
        {"id": 3},
        None,
    ]
    planned = [
        {"id": 7, "category": "WORKOUT", "type": "Run", "start_date_local": "2026-11-19T00:00:00", "name": "Tempo"},
        {"id": 9, "category": "WORKOUT", "type": "Run", "start_date_local": "2026-11-20T00:00:00", "name": "With Anna"},
        {"id": 8, "category": "RACE_A", "start_date_local": "2026-12-13T00:00:00", "name": "Valley"},
    ]
    answers = {
        f"activities?{span}2026-11-18": done,
        f"events?{span}2027-06-06&category=WORKOUT,RACE_A,RACE_B,RACE_C": planned,
    }
    for what, rows in answers.items():
        site.pages[f"/api/v1/athlete/0/{what}"] = (200, {}, json.dumps(rows).encode())
    answer = phone.post(f"{PAGE}key/", {"key": "s3cretkey"}, follow=True)
    kinds = [("done/i1", "long"), ("plan/7", "hard"), ("plan/9", "easy"), ("plan/8", "race")]
    assert [(uid, kind) for uid, _, _, kind in runs()] == kinds
    assert ImportedRun.objects.get(uid="plan/7").time is None
    assert site.seen[0][1]["Authorization"] == "Basic QVBJX0tFWTpzM2NyZXRrZXk="
    source = RunSource.objects.get()
    assert "s3cretkey" not in str(RunSource.objects.values().get()) + answer.text + phone.get(PAGE).text
    assert unlocked(source.locked_key) == "s3cretkey"


def test_under_another_secret_a_key_has_to_be_typed_again(phone, site, settings, user, clock, monkeypatch):
    monkeypatch.setattr(intervals, "SITE", site.address)
    RunSource.objects.create(user=user, origin="intervals", locked_key=locked("key"))
    settings.SECRET_KEY = "another"
    call_command("sync", verbosity=0)
    assert RunSource.objects.get().problem == "The key cannot be read any more: type it again."
    assert site.seen == []


@pytest.mark.parametrize("content", [b"", b"{}", b"<html>", b"[[[["])
def test_a_site_that_answers_something_else_is_named(phone, site, monkeypatch, content):
    monkeypatch.setattr(intervals, "SITE", site.address)
    monkeypatch.setattr(intervals, "fetch", lambda *args: content)
    assert "answers something else" in phone.post(f"{PAGE}key/", {"key": "k"}, follow=True).text


def test_nothing_of_others_is_seen_or_taken_out(phone, site):
    other = make_user()
    RunSource.objects.create(user=other, origin="calendar", address="http://zebra.example/")
    one = {"day": THURSDAY, "title": "Zebra", "name": "zebra", "kind": "hard"}
    ImportedRun.objects.create(user=other, origin="calendar", uid="a", **one)
    assert "ebra" not in phone.get(PAGE).text + phone.get("/plan/").text
    assert phone.post(f"{PAGE}calendar/stop/").status_code == 404
    phone.post(f"{PAGE}look/")
    assert (RunSource.objects.count(), ImportedRun.objects.count()) == (1, 1)


def test_a_run_that_came_is_in_the_week_and_strength_keeps_clear_of_it(phone, site, user):
    loaded = make_routine(user, [(make_exercise(load="required"), {"load_kg": 20})])
    make_plan_day(user, 2, loaded, time=time(18))  # Wednesday, the day before the intervals.
    assert "Intervals" not in phone.get("/plan/").text
    subscribe(phone, site, *PLAN)
    page = phone.get("/plan/").text
    assert "Intervals 6x800" in page
    assert "Hard run next day: strength may tire your legs." in page


def test_a_typed_run_of_the_same_kind_that_day_is_not_shown_twice(phone, site, user):
    RunDay.objects.create(user=user, weekday=3, kind="hard", since=date(2026, 1, 1))
    RunDay.objects.create(user=user, weekday=3, kind="easy", since=date(2026, 1, 1))
    subscribe(phone, site, *PLAN)
    page = phone.get("/plan/").text
    assert (page.count("<strong>Hard run</strong>"), page.count("<strong>Easy run</strong>")) == (1, 1)


def arrive(user, origin, title, day=THURSDAY, **facts):
    facts = {"kind": running.kind_of(title, facts.get("km"), facts.get("seconds")), "done": True} | facts
    uid = f"{origin} {title} {day} {facts.get('time')}"
    return ImportedRun.objects.create(user=user, origin=origin, uid=uid, day=day, title=title, name=title, **facts)


def test_one_run_that_was_typed_planned_recorded_and_brought_as_a_file_is_one(phone, user):
    RunDay.objects.create(user=user, weekday=3, kind="hard", time=time(18), since=date(2026, 1, 1))
    arrive(user, "calendar", "Thursday run", done=False)
    arrive(user, "intervals", "Morning Run", km=Decimal("8.2"), time=time(18, 2))
    arrive(user, "file", "Run", km=Decimal("8.35"), time=time(18, 2), seconds=2700)
    page = flat(phone.get("/plan/").text)
    assert page.count('class="item item-run"') == 1
    assert '<strong>Hard run</strong> 18:02 <span class="meta">Morning Run, 8.2 km</span>' in page
    assert (ImportedRun.objects.count(), RunDay.objects.count()) == (3, 1)
    assert set(ImportedRun.objects.values_list("title", "km", "kind")) == {
        ("Thursday run", None, "easy"),
        ("Morning Run", Decimal("8.20"), "easy"),
        ("Run", Decimal("8.35"), "easy"),
    }


def test_one_run_abroad_is_one_though_its_file_puts_it_on_the_day_at_home(phone, site, user, monkeypatch):
    user.time_zone, user.day_begins = "Europe/Berlin", 3
    user.save()
    tokyo = {"type": "Run", "start_date_local": "2026-11-19T06:00:00", "start_date": "2026-11-18T21:00:00Z"}
    night = {"type": "Run", "start_date_local": "2026-11-21T01:00:00", "start_date": "2026-11-21T00:00:00Z"}
    rows = [tokyo | {"id": "a", "distance": 11_100, "name": "Tokyo"}, night | {"id": "b", "name": "Late"}]
    monkeypatch.setattr(intervals, "SITE", site.address)
    monkeypatch.setattr(intervals, "fetch", lambda url, *args: json.dumps(rows if "activities" in url else []))
    phone.post(f"{PAGE}key/", {"key": "k"})
    RunDay.objects.create(user=user, weekday=3, kind="easy", time=time(6), since=date(2026, 1, 1))
    phone.post(f"{PAGE}files/", {"files": SimpleUploadedFile("a.gpx", gpx("2026-11-18T21:01:00Z"))})
    days = ImportedRun.objects.order_by("origin", "day").values_list("origin", "day")
    assert [(origin, str(day)) for origin, day in days] == [
        ("file", "2026-11-18"),
        ("intervals", "2026-11-19"),
        ("intervals", "2026-11-20"),
    ]
    runs = runs_between(user.pk, date(2026, 11, 16), date(2026, 11, 22))
    assert [(str(run.day), run.title) for run in runs] == [("2026-11-19", "Tokyo"), ("2026-11-20", "Late")]
    assert runs_between(user.pk, date(2026, 11, 16), date(2026, 11, 18)) == []
    assert flat(phone.get("/plan/").text).count('class="item item-run"') == 2


def test_two_runs_of_a_day_are_two(phone, user):
    arrive(user, "intervals", "Morning Run", km=Decimal("5"), time=time(7))
    arrive(user, "intervals", "Evening Run", km=Decimal("5"), time=time(18))
    arrive(user, "file", "Run", km=Decimal("5.1"), time=time(18, 1))
    assert flat(phone.get("/plan/").text).count('class="item item-run"') == 2


@pytest.mark.parametrize(("km", "warned"), [("16", False), ("17", True)])
def test_a_longest_run_without_a_distance_lends_it_from_its_other_account(phone, user, km, warned):
    """In the file the planned 15 km have no distance. Both are the longest run so far: 16.5 km are 10 % more."""
    arrive(user, "calendar", "Long run", date(2026, 11, 8), km=Decimal("15"), done=False)
    arrive(user, "file", "Long run", date(2026, 11, 8), seconds=5400)
    arrive(user, "calendar", "Easy", date(2026, 11, 10), km=Decimal("8"), done=False)
    arrive(user, "calendar", "Long run", date(2026, 11, 22), km=Decimal(km), done=False)
    assert ("over 10% more" in phone.get("/plan/").text) is warned


def test_a_race_of_the_plan_is_a_race_of_the_week(phone, site, user):
    make_plan_day(user, 4, time=time(18))
    subscribe(phone, site, ("r", "20261121", "Valley 10K"))
    page = phone.get("/plan/").text
    assert "<strong>Valley 10K</strong> race" in page
    assert "Valley 10K" in phone.get("/").text


def test_a_run_much_longer_than_any_of_the_last_month_is_said_with_its_source(phone, site):
    subscribe(phone, site, ("a", "20261101", "Long run 14 km"), ("b", "20261122", "Long run 16 km"))
    page = phone.get("/plan/").text
    assert "Sun 22 Nov: 16 km is over 10% more than your longest in 30 days, 14 km." in page
    assert "Long run 16 km" in page
    assert "Long run 16 km, 16 km" not in page
    assert "#frandsen-2025" in page
    subscribe(phone, site, ("a", "20261101", "Long run 15 km"), ("b", "20261122", "Long run 16 km"))
    assert "over 10% more" not in phone.get("/plan/").text


def test_names_come_in_pages_the_races_that_nobody_chose_first(phone, user):
    one = {"day": THURSDAY, "user": user, "origin": "file"}
    kinds = ["easy"] * 30 + ["race"]
    ImportedRun.objects.bulk_create(
        ImportedRun(uid=n, title=f"Name {n}", name=f"name {n}", kind=kind, **one) for n, kind in enumerate(kinds)
    )
    first, last = (find(phone.get(f"{PAGE}?names={number}").text, "input", name="name") for number in (1, 2))
    assert (first[0]["value"], len(first), len(last)) == ("name 30", 30, 1)
    assert "1 to 30 of 31 names" in flat(phone.get(PAGE).text)


@pytest.mark.parametrize("many", [1, 40])
def test_the_number_of_queries_does_not_grow(phone, user, many, django_assert_num_queries):
    one = {"day": THURSDAY, "kind": "hard", "user": user, "origin": "file"}
    ImportedRun.objects.bulk_create(ImportedRun(uid=n, title=f"{n}", name=f"name {n}", **one) for n in range(many))
    phone.get(PAGE)
    with django_assert_num_queries(9):
        phone.get(PAGE)
