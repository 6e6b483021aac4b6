"""The virtual runner of runner.py on the site's own pages, by nothing but what they say."""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from unittest import mock
from urllib.parse import urlencode
from uuid import uuid4

from django.test import Client
from django.utils import timezone

from glutes.exercises.models import Equipment, LadderStep
from glutes.kit.models import Kit
from glutes.rules.coaching.sessions import STOP_FROM
from glutes.workouts.snapshot import Snapshot
from tests.html import data
from tests.journeys.runner import FRI, LOADS, MON, MONDAY, SUN, WED, Aim, Runner, Session, day
from tests.make import make_exercise, make_plan_day, make_routine, make_source, make_user


@dataclass
class RunnerOnPages(Runner):
    """A runner with an account; keeps the start pages by (week, weekday), and likewise those of Today."""

    starts: dict = field(default_factory=dict)
    todays: dict = field(default_factory=dict)

    def live(self, weeks=8):
        """So many weeks, and a look at Progress on the last evening."""
        self.now = moment(1, MON, 7)
        with mock.patch.object(timezone, "now", self.clock):
            self.set_up()
            super().live(weeks)
            self.progress = self.look("/progress/")
        return self

    def clock(self):
        return self.now

    def set_up(self):
        """An account, a backpack, and one routine on Mondays, Wednesdays and Fridays."""
        self.user = make_user(time_zone="UTC")
        self.phone = Client()
        self.phone.force_login(self.user)
        backpack = Equipment.objects.create(slug="backpack", name="Backpack", weighs=True, source=make_source())
        Kit.objects.bulk_create(Kit(user=self.user, equipment=backpack, kg=kg) for kg in LOADS)
        lunge = make_exercise("lunge", sides="each" if self.right else "alternate")
        lunge.extras.add(backpack)
        harder = make_exercise("single-leg-squat")
        LadderStep.objects.create(exercise=lunge, to=harder, kind="harder", source=make_source())
        plank = make_exercise("plank", role="core", measure="seconds", load="none")
        doses = {"sets": 2, "reps_low": 8, "reps_high": 15}, {"sets": 1, "seconds_low": 30, "seconds_high": 60}
        self.routine = make_routine(self.user, zip((lunge, plank), doses, strict=True), name="Two of them")
        for weekday in (MON, WED, FRI):
            make_plan_day(self.user, weekday, self.routine, since=MONDAY)

    def live_week(self, week):
        """With a look at Today on every other Monday morning, and on the Sunday of a week missed."""
        if week in self.away:
            self.look_at_today(week, SUN)
        elif week % 2 == 0:
            self.look_at_today(week, MON)
        super().live_week(week)

    def look_at_today(self, week, weekday):
        self.now = moment(week, weekday, 7)
        self.todays[week, weekday] = self.look("/")

    def wake_up(self, week, weekday, pain):
        self.look_at_today(week, weekday)
        if "how is it today?" in self.todays[week, weekday]:
            self.send("morning", slot=0, exercise="lunge", pain_next_day=pain)

    def train(self, week, weekday):
        super().train(week, weekday)
        self.send("finish", finished_at=self.now.isoformat())

    def begin(self, week, weekday):
        """What the start page says."""
        self.now = moment(week, weekday, 18)
        start = f"/workouts/start/?routine={self.routine.pk}"
        page = self.look(start)
        offer = re.search(r"(\d+) weeks in a row: fancy an easier one\?", page)
        if offer and self.eases:
            assert self.phone.post("/account/easier-week/", {"next": start})["Location"] == start
            page = self.look(start)
        self.starts[week, weekday] = page
        told = data(page, "session")
        self.workout, self.first = uuid4(), {**told["begin"], "started": self.now.isoformat()}
        slots = zip(told["slots"], Snapshot.read(told["begin"]["snapshot"], self.user).slots, strict=True)
        aims = {slot["exercise"]: aim(slot, begun_from.reason, page) for slot, begun_from in slots}
        return Session(week, offer and int(offer[1]), "Easier week: " in page, aims)

    def log(self, exercise, aim, done, pain):
        place = {"slot": list(self.prescribed).index(exercise), "exercise": exercise}
        for row in done:
            amount = {"reps": row.reps} if row.reps else {"seconds": row.seconds}
            fields = {"number": row.number, "side": row.side, "load_kg": row.load_kg or "", "form_ok": row.form_ok}
            self.send("sets", **place, **fields, **amount, done_at=self.now.isoformat())
        if pain:
            self.send("slots", **place, pain=pain, skipped=1 if pain >= STOP_FROM else "")

    def look(self, url):
        """A page, as it is now."""
        answer = self.phone.get(url)
        assert answer.status_code == 200
        return answer.content.decode()

    def send(self, path, **fields):
        """Sends something as the player's queue does, a minute later; the first brings along what the workout is begun
        from. Only its own echo settles it."""
        self.now += timedelta(minutes=1)
        sent = {**self.first, **fields, "user": self.user.pk, "logged_at": self.now.isoformat()}
        url, form = f"/workouts/{self.workout}/{path}/", "application/x-www-form-urlencoded"
        answer = self.phone.post(url, urlencode(sent), form, headers={"accept": "application/json"})
        assert answer.status_code == 200, answer.content
        assert datetime.fromisoformat(answer.json()["logged_at"]) == self.now
        self.first = {}


def aim(slot, reason, page):
    """What the page says of a slot."""
    harder = slot["exercise"] == "lunge" and "Something harder: single leg squat?" in page
    load, sides = Decimal((slot["load"] or "0").split()[0]), tuple(slot["sides"])
    return Aim(slot["sets"], slot["target"], load, sides, reason, slot["skipped"], harder)


def moment(week, weekday, hour):
    """In week 1 and so on; Monday is 0."""
    return datetime.combine(day(week, weekday), time(hour), UTC)
