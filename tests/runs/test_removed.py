"""A run that came by itself is removed from the week, with undo, and nothing but its owner brings it back."""

import json
from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from glutes.plan.models import RunDay
from glutes.runs.models import ImportedRun, RunName, runs_between
from tests.html import find, flat
from tests.make import NOON, make_user
from tests.runs.conftest import calendar_of, gpx

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

PAGE = "/account/runs/"
MONDAY, SUNDAY = date(2026, 11, 16), date(2026, 11, 22)
HTMX = {"HX-Request": "true"}


def arrive(user, origin="file", title="Lunch run", day=MONDAY, **facts):
    facts = {"kind": "easy", "done": True, "time": time(12), "km": Decimal("8.2")} | facts
    uid = facts.pop("uid", f"{day}T12:00")
    return ImportedRun.objects.create(
        user=user, origin=origin, uid=uid, day=day, title=title, name=title.lower(), **facts
    )


def remove(phone, run, **more):
    return phone.post(f"/plan/imported/{run.pk}/remove/", {"week": "2026-W47"}, **more)


def restore(phone, run, **more):
    return phone.post(f"/plan/imported/{run.pk}/restore/", {"week": "2026-W47"}, **more)


def shown(user, first=MONDAY, last=SUNDAY):
    return [run.title for run in runs_between(user.pk, first, last)]


def bring(phone, *files):
    uploads = [SimpleUploadedFile(f"{n}.gpx", content) for n, content in enumerate(files)]
    return flat(phone.post(f"{PAGE}files/", {"files": uploads}, follow=True).text)


def test_a_run_is_removed_from_the_week_and_comes_back_with_undo(phone, user):
    run = arrive(user)
    assert f'action="/plan/imported/{run.pk}/remove/"' in phone.get("/plan/").text
    answer = remove(phone, run)
    assert (answer.status_code, answer["Location"]) == (303, "/plan/?week=2026-W47")
    page = flat(phone.get("/plan/").text)
    assert "Removed: Lunch run, Mon 16 Nov." in page
    assert 'class="item item-run"' not in page
    assert restore(phone, run)["Location"] == "/plan/?week=2026-W47"
    assert "Lunch run, 8.2 km" in phone.get("/plan/").text


def test_with_htmx_the_answer_is_the_week(phone, user):
    run = arrive(user)
    page = flat(remove(phone, run, headers=HTMX).text)
    assert page.startswith('<div id="plan"')
    assert f'action="/plan/imported/{run.pk}/restore/"' in page
    assert "Lunch run, 8.2 km" in restore(phone, run, headers=HTMX).text


def test_a_week_that_is_none_is_this_week(phone, user):
    run = arrive(user)
    answer = phone.post(f"/plan/imported/{run.pk}/remove/", {"week": "2026-W99"})
    assert (answer.status_code, answer["Location"], shown(user)) == (303, "/plan/?week=2026-W47", [])


def test_runs_of_others_are_not_there(phone):
    other = make_user()
    theirs = arrive(other)
    assert (remove(phone, theirs).status_code, shown(other)) == (404, ["Lunch run"])
    theirs.discard(NOON)
    assert (restore(phone, theirs).status_code, shown(other)) == (404, [])
    assert "Lunch run" not in phone.get(PAGE).text


def test_a_run_of_several_sources_goes_as_one_and_comes_back_as_one(phone, user):
    run = arrive(user)
    arrive(user, "intervals", "Tempo", uid="done/1", time=time(12, 2))
    arrive(user, "intervals", "Evening run", uid="done/2", time=time(18))
    remove(phone, run)
    assert shown(user) == ["Evening run"]
    restore(phone, run)
    assert shown(user) == ["Tempo", "Evening run"]


def test_the_same_file_does_not_bring_it_back_and_the_page_says_so(phone, user):
    assert "1 new run, 0 known already." in bring(phone, gpx())
    run = user.imported_runs.get()
    remove(phone, run)
    page = bring(phone, gpx(), gpx("2026-11-14T08:00:00Z", "2026-11-14T09:00:00Z"))
    assert "1 new run, 0 known already, 1 that you removed: below you can bring it back." in page
    assert user.imported_runs.kept().count() == 1
    assert page.count(">Bring back<") == 1
    (button,) = [one for one in find(phone.get(PAGE).text, "button") if one.text.startswith("Bring back")]
    assert " ".join(button.text.split()) == "Bring back Sunday with Jo, Sun 15 November 2026, 08:00, from a file"
    answer = phone.post(f"/plan/imported/{run.pk}/restore/", follow=True)
    assert "Back in your week: Sunday with Jo, Sun 15 Nov." in answer.text
    assert "Bring back" not in phone.get(PAGE).text


def test_a_sync_does_not_bring_it_back_however_it_changed_there(phone, user, site):
    site.pages["/plan.ics"] = (200, {}, calendar_of(("a", "20261119", "Long run 18 km")))
    phone.post(f"{PAGE}address/", {"address": f"{site.address}/plan.ics"})
    remove(phone, user.imported_runs.get())
    site.pages["/plan.ics"] = (200, {}, calendar_of(("a", "20261120", "Long run 20 km"), ("b", "20261121", "Easy")))
    page = phone.post(f"{PAGE}address/", {"address": f"{site.address}/plan.ics"}, follow=True)
    assert "1 new run." in page.text
    assert shown(user) == ["Easy"]


def test_a_sync_after_thirty_days_does_not_fill_what_was_emptied(phone, user, site, clock):
    told = ("a", "20261219", "Long run 18 km")
    site.pages["/plan.ics"] = (200, {}, calendar_of(told))
    phone.post(f"{PAGE}address/", {"address": f"{site.address}/plan.ics"})
    remove(phone, user.imported_runs.get())
    clock.now = NOON + timedelta(days=31)
    call_command("tidy", verbosity=0)
    site.pages["/plan.ics"] = (200, {}, calendar_of(told, ("b", "20261220", "Easy")))
    phone.post(f"{PAGE}address/", {"address": f"{site.address}/plan.ics"})
    assert sorted(user.imported_runs.values_list("title", flat=True)) == ["", "Easy"]
    assert "Bring back" not in phone.get(PAGE).text


def test_a_source_that_is_connected_again_does_not_bring_a_removed_run_back(phone, user, site, clock):
    site.pages["/plan.ics"] = (200, {}, calendar_of(("a", "20261119", "Long run 18 km"), ("b", "20261121", "Easy")))
    phone.post(f"{PAGE}address/", {"address": f"{site.address}/plan.ics"})
    remove(phone, user.imported_runs.get(uid__startswith="a"))
    clock.now = NOON + timedelta(hours=2)
    phone.post(f"{PAGE}calendar/stop/")
    assert (shown(user), "Bring back" in phone.get(PAGE).text) == ([], False)
    phone.post(f"{PAGE}address/", {"address": f"{site.address}/plan.ics"})
    assert shown(user) == ["Easy"]


def test_another_source_that_tells_of_it_later_does_not_bring_it_back_either(phone, user):
    remove(phone, arrive(user))
    arrive(user, "intervals", "Lunch run", uid="done/1", time=time(12, 3))
    assert shown(user) == []


def test_a_planned_run_that_was_removed_and_done_all_the_same_is_a_run(phone, user):
    remove(phone, arrive(user, "calendar", "Long run 18 km", done=False, time=None, km=Decimal(18)))
    arrive(user, "intervals", "Lunch run", uid="done/1", km=Decimal(17))
    assert shown(user) == ["Lunch run"]


def test_a_planned_run_that_was_done_all_the_same_stays_after_thirty_days(phone, user, clock):
    remove(phone, arrive(user))
    arrive(user, "intervals", "Lunch run", uid="done/1", time=time(12, 3))
    remove(phone, arrive(user, "calendar", "Long run 18 km", SUNDAY, done=False, time=None, km=Decimal(18)))
    arrive(user, "intervals", "Sunday run", SUNDAY, uid="done/2", km=Decimal(17))
    arrive(make_user(), "intervals", "Lunch run", uid="done/1")
    clock.now = NOON + timedelta(days=31)
    call_command("tidy", verbosity=0)
    assert shown(user) == ["Sunday run"]
    assert ImportedRun.objects.kept().exclude(user=user).count() == 1


def test_what_was_typed_stays(phone, user):
    RunDay.objects.create(user=user, weekday=0, kind="easy", since=date(2026, 1, 1))
    run = arrive(user)
    assert flat(phone.get("/plan/").text).count('class="item item-run"') == 1
    remove(phone, run)
    assert flat(phone.get("/plan/").text).count('class="item item-run"') == 1
    assert RunDay.objects.count() == 1


def test_a_race_that_came_by_itself_is_removed_too(phone, user):
    run = arrive(user, "calendar", "Valley 10K", SUNDAY, kind="race", done=False)
    assert "Valley 10K" in phone.get("/").text
    remove(phone, run)
    assert "<strong>Valley 10K</strong> race" not in phone.get("/plan/").text
    assert "Valley 10K" not in phone.get("/").text


def test_what_is_said_of_a_name_holds_for_a_removed_run_that_comes_back(phone, user):
    remove(phone, run := arrive(user))
    arrive(user, day=SUNDAY)
    RunName.say(user, "lunch run", "hard")
    restore(phone, run)
    assert {run.kind for run in runs_between(user.pk, MONDAY, SUNDAY)} == {"hard"}


def test_counts_and_names_are_of_what_was_not_removed(phone, user):
    arrive(user, title="Club")
    remove(phone, arrive(user, day=SUNDAY))
    page = flat(phone.get(PAGE).text)
    assert "1 run so far" in page
    assert page.count('type="hidden" name="name"') == 1
    assert "1 run, the last on 16 November 2026" in flat(phone.get("/account/data/").text)


def test_no_count_has_what_another_source_tells_of_a_removed_run(phone, user, site):
    remove(phone, arrive(user, day=date(2026, 11, 19), done=False, km=None))
    site.pages["/plan.ics"] = (200, {}, calendar_of(("a", "20261119", "Easy run"), ("b", "20261121", "Easy run")))
    page = flat(phone.post(f"{PAGE}address/", {"address": f"{site.address}/plan.ics"}, follow=True).text)
    assert shown(user) == ["Easy run"]
    assert "1 new run." in page
    assert "1 run from it." in flat(phone.get(PAGE).text)
    for run in user.imported_runs.discarded():
        restore(phone, run)
    assert len(shown(user)) == 2


def test_what_is_left_of_it_after_thirty_days_only_keeps_it_away(phone, user, clock):
    bring(phone, gpx())
    run = user.imported_runs.get()
    remove(phone, run)
    clock.now = NOON + timedelta(days=31)
    call_command("tidy", verbosity=0)
    left = user.imported_runs.values("uid", "title", "name", "time", "began_at", "km", "seconds").get()
    facts = dict.fromkeys(("time", "began_at", "km", "seconds"))
    assert left == {"uid": "2026-11-15T08:00", "title": "", "name": "", **facts}
    assert "Bring back" not in phone.get(PAGE).text
    assert [ask(phone, run).status_code for ask in (restore, remove)] == [404, 404]  # From a page that was left open.
    assert user.imported_runs.kept().count() == 0
    assert "0 new runs, 0 known already, 1 that you removed" in bring(phone, gpx())
    restore(phone, run)
    assert shown(user, date(2026, 11, 9)) == ["Sunday with Jo"]


def test_the_export_takes_along_what_was_removed_and_the_import_leaves_it_removed(phone, user):
    remove(phone, arrive(user))
    remove(phone, gone := arrive(user, day=SUNDAY))
    ImportedRun.objects.filter(pk=gone.pk).forget(NOON + timedelta(days=1))
    document = phone.get("/account/export.json").getvalue()
    rows = json.loads(document)["imported_runs"]
    at = NOON.isoformat()
    assert [(row["title"], row["deleted_at"]) for row in rows] == [("Lunch run", at), ("", at)]
    user.imported_runs.all().delete()
    upload = SimpleUploadedFile("export.json", document)
    page = phone.post("/import/", {"file": upload})
    phone.post(f"{page['Location']}bring/", {"all": "on"})
    assert (user.imported_runs.count(), user.imported_runs.kept().count()) == (2, 0)


def test_a_removed_run_goes_with_the_account(phone, user):
    remove(phone, arrive(user))
    user.delete()
    assert not ImportedRun.objects.exists()


@pytest.mark.parametrize("many", [1, 40])
def test_the_number_of_queries_does_not_grow(phone, user, many, django_assert_num_queries):
    for n in range(many):
        arrive(user, day=MONDAY - timedelta(days=n), deleted_at=NOON)
    phone.get(PAGE)
    with django_assert_num_queries(9):
        page = phone.get(PAGE).text
    assert page.count(">Bring back<") == min(many, 30)
