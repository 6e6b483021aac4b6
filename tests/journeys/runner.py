"""A virtual runner: somebody who trains through the site's own pages, by nothing but what they say."""

import json
import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from unittest import mock
from urllib.parse import urlencode
from uuid import uuid4

from django.test import Client
from django.utils import timezone

from glutes.exercises.models import Equipment, LadderStep
from glutes.kit.models import Kit
from glutes.rules.coaching.pain import STOP_FROM
from glutes.workouts.snapshot import Snapshot
from tests.make import make_exercise, make_plan_day, make_routine, make_source, make_user

MONDAY = date(2026, 1, 5)
LOADS = tuple(map(Decimal, ("4", "6", "8", "10", "12")))
MON, TUE, WED, THU, FRI, SAT, SUN = range(7)


@dataclass
class Session:
    """What a runner was told before a session, and what came of it.

    `lunge` and `plank` are slots of the snapshot; `sides` the order of the lunge's; `in_a_row` the weeks named where an
    easier one is offered; `done` has (side, amount, form_ok) of every set, by exercise.
    """

    week: int
    lunge: dict
    plank: dict
    sides: list
    in_a_row: int | None
    page: str
    done: dict

    def least(self, exercise, side=None):
        """The least reps or seconds of a set (of a side)."""
        return min(amount for where, amount, _ in self.done[exercise] if side in (None, where))


@dataclass
class Runner:
    """Somebody who lunges `reps` times without load, 4 % fewer for each kilogram, and holds a plank for `hold_s`; who
    does what the page says or what they can, whichever is less, and loses form on whatever is asked beyond it.

    `right` is the share that the right side manages, where the two are logged apart; `away` the weeks missed; `pains`
    pain of the lunge by (week, weekday); `eases` whether every easier week is accepted. `sessions` and `todays`, pages
    of Today by (week, weekday), are what is left after a year.
    """

    reps: float = 14
    hold_s: float = 45
    right: float | None = None
    away: frozenset = frozenset()
    pains: dict = field(default_factory=dict)
    eases: bool = False
    sessions: list = field(default_factory=list)
    todays: dict = field(default_factory=dict)

    def live(self, weeks=52):
        """So many weeks, and a look at Progress on the last evening."""
        with mock.patch.object(timezone, "now", self.clock):
            self.now = datetime.combine(MONDAY, time(7), UTC)
            self.set_up()
            for week in range(1, weeks + 1):
                self.live_week(week)
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
        """Three sessions, with a look at Today on every other Monday morning; or none, with one on Sunday."""
        if week in self.away:
            self.look_at_today(week, SUN)
            return
        if week % 2 == 0:
            self.look_at_today(week, MON)
        for weekday in (MON, WED, FRI):
            pain = self.pains.get((week, weekday), 0)
            self.train(week, weekday, pain)
            if pain:
                self.wake_up(week, weekday + 1, pain)

    def look_at_today(self, week, weekday):
        self.now = moment(week, weekday, 7)
        self.todays[week, weekday] = self.look("/")

    def wake_up(self, week, weekday, pain):
        """The morning after: where Today asks how it feels, no worse."""
        self.look_at_today(week, weekday)
        if "How is it this morning?" in self.todays[week, weekday]:
            self.log("morning", slot=0, exercise="lunge", pain_next_day=pain)

    def train(self, week, weekday, pain):
        """One session, from the start page to the finish."""
        self.now = moment(week, weekday, 18)
        start = f"/workouts/start/?routine={self.routine.pk}"
        page = self.look(start)
        offer = re.search(r"(\d+) weeks of training in a row: make this one easier\?", page)
        if offer and self.eases:
            assert self.phone.post("/account/easier-week/", {"next": start})["Location"] == start
            page = self.look(start)
        told = json.loads(re.search(r'<script id="session" type="application/json">(.+?)</script>', page)[1])
        lunge, plank = Snapshot.read(told["begin"]["snapshot"], self.user).slots
        self.workout, self.begin = uuid4(), {**told["begin"], "started": self.now.isoformat()}
        done = {slot["exercise"]: self.do(slot, pain) for slot in told["slots"] if not slot["skipped"]}
        self.log("finish", finished_at=self.now.isoformat())
        in_a_row, sides = offer and int(offer[1]), told["slots"][0]["sides"]
        self.sessions.append(Session(week, lunge, plank, sides, in_a_row, page, done))
        self.reps += 1 / 15 if "lunge" in done else 0
        self.hold_s += 0.5

    def do(self, slot, pain):
        """The sets of one exercise, and how much it hurt; of what hurts too much no more after the first."""
        place = {"slot": slot["slot"], "exercise": slot["exercise"]}
        pain = pain if slot["exercise"] == "lunge" else 0
        done = []
        for number in range(1, slot["sets"] + 1 if pain < STOP_FROM else 2):
            for side in slot["sides"]:
                can = self.can(slot, side)
                amount, form_ok = min(slot["target"], can), slot["target"] <= can
                fields = {slot["measure"]: amount, "form_ok": form_ok, "load_kg": slot["load"] or ""}
                self.log("sets", **place, number=number, side=side, done_at=self.now.isoformat(), **fields)
                done.append((side, amount, form_ok))
        if pain:
            self.log("slots", **place, pain=pain, skipped=1 if pain >= STOP_FROM else "")
        return done

    def can(self, slot, side):
        """The most of it that is clean."""
        if slot["measure"] == "seconds":
            return int(self.hold_s)
        share = self.right if side == "right" else 1
        return int(self.reps * share * (1 - 0.04 * float(slot["load"] or 0)))

    def look(self, url):
        """A page, as it is now."""
        answer = self.phone.get(url)
        assert answer.status_code == 200
        return answer.content.decode()

    def log(self, path, **fields):
        """Sends something as the player's queue does, a minute later; the first brings along what the workout is begun
        from. Only its own echo settles it."""
        self.now += timedelta(minutes=1)
        sent = {**self.begin, **fields, "user": self.user.pk, "logged_at": self.now.isoformat()}
        url, form = f"/workouts/{self.workout}/{path}/", "application/x-www-form-urlencoded"
        answer = self.phone.post(url, urlencode(sent), form, headers={"accept": "application/json"})
        assert answer.status_code == 200, answer.content
        assert datetime.fromisoformat(answer.json()["logged_at"]) == self.now
        self.begin = {}

    def of_week(self, week):
        return [session for session in self.sessions if session.week == week]


def moment(week, weekday, hour):
    """In week 1 and so on; Monday is 0."""
    return datetime.combine(MONDAY + timedelta(weeks=week - 1, days=weekday), time(hour), UTC)
