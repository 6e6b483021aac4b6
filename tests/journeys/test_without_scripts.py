"""Everything works without scripts: a member's life by the links, buttons and forms of the pages alone."""

import json
import re

import pytest
from django.conf import settings

from tests.journeys.without_scripts import GONE, Browser
from tests.make import make_catalogue

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wednesday")]

SECRET = "three odd words"


@pytest.fixture
def member():
    """The Browser of somebody who just signed up."""
    make_catalogue()
    member = Browser()
    member.follow("Log in")
    member.follow("Make an account")
    member.press("Make the account", username="mo", password1=SECRET, password2=SECRET)
    assert member.says("Welcome, mo.")
    return member


def plan(member):
    member.follow("Plan my week")
    chosen = member.choices("routine")["Five from the living room"]
    member.press("Add to my week", routine=chosen, weekday=["0", "2", "4"])


def test_style_sheets_hide_what_only_scripts_can_do():
    styles = "".join(file.read_text() for file in (settings.BASE_DIR / "static/css").glob("*.css"))
    hidden = re.findall(r"@media \(scripting: none\) \{(.*?\})\s*\}", styles, re.DOTALL)
    rules = [rule for block in hidden for rule in block.split("}") if "display: none" in rule or "hidden" in rule]
    for hides in ("[data-step]", *(f".{name}" for name in GONE)):
        assert any(hides in rule.partition("{")[0] for rule in rules), hides


def test_a_week_is_planned_and_a_session_done_set_by_set(member):
    plan(member)
    assert member.says("Added: Five from the living room.")
    member.follow("Today")
    member.follow("Start Five from the living room")
    member.press("Start")
    member.press("Step-up, set 1 of 3, left: log", reps="9")
    assert member.says("1 of 18 ticked")
    for _ in range(17):
        member.press(": log")
    assert member.says("18 of 18 ticked")
    member.press("4 out of 10, Squat")
    member.press("Finish")
    member.press("Save", effort="2", note="Wobbly on the left.")
    assert member.says("sets 15")
    member.follow("Today")
    assert member.says("This week: 1 of 2 sessions done")
    member.follow("Five from the living room15 sets")
    assert member.says("Wobbly on the left.")


def test_who_signed_up_without_scripts_is_told_that_their_days_are_in_utc_until_they_pick_a_zone(member):
    assert member.says("Your days and times are in UTC")
    member.follow("pick your time zone")
    member.press("Save", time_zone="Berlin")
    member.follow("Today")
    assert not member.says("UTC")


def test_a_session_is_moved_skipped_and_put_back(member):
    plan(member)
    member.follow("The week after")
    member.follow("Monday 23 November: move, skip or change")
    member.press("Tue 24 November")
    assert member.says("Moved to Tue 24 Nov")
    member.press("Undo")
    member.follow("Monday 23 November: move, skip or change")
    member.press("Skip it")
    member.press("Undo")
    assert member.says("3 sessions.")


def test_a_routine_is_built_and_done(member):
    member.follow("Routines")
    member.follow("New routine")
    member.press("Start from blank", name="Mine")
    member.follow("Add an exercise to the main part")
    member.press("Add Squat")
    member.press("Add Lunge")
    member.follow("Done")
    member.follow("Start")
    member.press("Start")
    assert member.says("0 of 6 ticked")


def test_a_self_check_is_typed_in_and_a_past_session_added(member):
    member.open("/checks/")
    member.follow("Single-leg bridge")
    member.press("Save", left="48", right="52")
    assert member.says("Left 48, right 52 seconds")
    member.follow("Today")
    member.follow("Plan my week")
    member.follow("Add a past session")
    chosen = member.choices("routine")["Five from the living room"]
    member.press("All as planned", routine=chosen)
    assert member.says("18 of 18 ticked")


def test_others_open_what_a_member_shares(member):
    plan(member)
    member.open("/account/calendar/")
    member.press("Make my address")
    [address, *_] = member.seen.find("input", readonly=True)
    stranger = Browser()
    stranger.open(address["value"])
    assert "SUMMARY:Five from the living room" in stranger.page
    member.follow("Routines")
    member.follow("Five from the living room")
    member.follow("Share")
    member.press("Make the link")
    [address] = member.seen.find("input", readonly=True)
    stranger.open(address["value"])
    assert stranger.says("Somebody shares a routine with you")
    stranger.press("Take it as mine")
    stranger.follow("Start now")
    stranger.press("Start")
    assert stranger.says("0 of 18 ticked")


def test_the_export_is_taken_out(member):
    plan(member)
    member.follow("Account")
    member.follow("All of it")
    member.follow("Everything")
    kept = json.loads(member.file)
    assert kept["profile"]["username"] == "mo"
    assert [day["weekday"] for day in kept["plan_days"]] == [0, 2, 4]


def test_a_physio_reads_the_report_and_proposes_and_the_member_says_yes(member):
    plan(member)
    member.follow("Account")
    member.follow("What you share by link")
    member.press("Make the link", name="Anna", may_propose="on")
    [address] = member.seen.find("input", readonly=True)
    physio = Browser()
    physio.open(address["value"])
    physio.follow("Propose a change")
    physio.follow("Five from the living room")
    sets, reps = (next(key for key in physio.fields("Propose this") if key.endswith(end)) for end in ("-sets", "-high"))
    physio.press("Propose this", **{sets: "2", reps: "12"})
    member.follow("Today")
    assert member.says("Anna proposes")
    member.press("Make these changes")
    member.follow("Today’s targets of Five from the living room")
    assert member.says("Step-upeach side, 30 s rest2 × 8")
    physio.open(address["value"])
    physio.follow("Propose a change")
    assert physio.says("Proposed so far Wed 18 NovFive from the living roomtaken")


def test_the_account_is_deleted(member):
    member.follow("Account")
    member.follow("Delete everything")
    member.press("Delete everything", name="mo")
    assert member.says("Your account and everything in it is deleted.")
    member.follow("Log in")
    member.press("Log in", username="mo", password=SECRET, status=422)
