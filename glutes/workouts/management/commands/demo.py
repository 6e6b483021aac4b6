"""`manage.py demo`: a member with some weeks of believable training, to look around in."""

import random
from datetime import datetime, time, timedelta
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.utils import timezone

from glutes.accounts.models import User, folded
from glutes.checks.models import HabitDay, SelfCheck
from glutes.exercises.models import Equipment
from glutes.kit.models import Kit
from glutes.plan.models import PlanDay, RunDay
from glutes.routines.models import Routine
from glutes.rules import self_checks
from glutes.rules.versions import Stamp
from glutes.texts import counted
from glutes.workouts.models import Workout, WorkoutSet
from glutes.workouts.snapshot import Snapshot

SESSIONS = ((0, "living-room-five", 18), (2, "home-with-nothing", 7), (4, "living-room-five", 18))
"""Weekday (Monday is 0), ready-made routine and hour of the demo's week: three sessions (F12)."""
PLANNED = {slug for _, slug, _ in SESSIONS}
RUNS = ((1, "easy", 18), (3, "hard", 18), (6, "long", 9))
AT_HOME = (("mat", {}), ("step", {}), ("chair", {}), ("band", {"band": 2}), ("band", {"band": 3}))
AT_HOME += tuple(("backpack", {"kg": kg}) for kg in (4, 6, 8))
SORE = 6
"""So many weeks ago a knee hurt."""
CHECKS = (("bridge-hold", 30, 6), ("which-muscle", 0, 1), ("five-squats", 0, 1), ("side-plank", 24, 4))
"""Which checks the demo does every four weeks: what its right side begins with, and how much comes on top each time."""
NOTES = ("Legs heavy after Sunday's long run.", "Left side wobblier than the right.", "Quick one before breakfast.")


class Command(BaseCommand):
    help = "Make a member “demo” with some weeks of training."

    def add_arguments(self, parser):
        parser.add_argument("--weeks", type=int, default=12, help="how many weeks of history (default 12, at most 520)")
        parser.add_argument("--username", default="demo")
        parser.add_argument("--password", default="demo")
        parser.add_argument("--seed", type=int, default=1, help="the same seed makes the same history")
        parser.add_argument("--skipped", type=float, default=0.12, help="which share of sessions was left out (0.12)")

    def handle(self, *args, weeks, username, password, seed, skipped, **options):
        if not 0 <= weeks <= 520:
            raise CommandError("Between 0 and 520 weeks, please.")
        if "accounts_user" not in connection.introspection.table_names():
            raise CommandError("There is no database yet: run start once, or start --demo.")
        if User.objects.filter(name_folded=folded(username)).exists():
            self.stdout.write(f"There is a member “{username}” already; nothing was changed.")
            return
        routines = {r.slug: r for r in Routine.objects.ready_made().prefetch_related("prescriptions__exercise")}
        if missing := PLANNED - set(routines):
            raise CommandError(f"Load the catalogue first; it lacks {', '.join(sorted(missing))}.")
        with transaction.atomic():
            user = User.objects.create_user(username, password)
            chance = random.Random(f"{username} {seed}")  # noqa: S311 (a story, not a secret)
            trainee = Trainee(user, chance, weeks, skipped)
            done = trainee.train(routines)
        said = f"{counted(done, 'session')} since {trainee.monday.day} {trainee.monday:%B %Y}"
        self.stdout.write(f"Member “{username}”, password “{password}”: {said}.")


class Trainee:
    """Somebody who trains three times a week, mostly; starts easy, gets better, and is weaker on the left."""

    def __init__(self, user, chance, weeks, skipped):
        self.user, self.chance, self.weeks, self.skipped = user, chance, weeks, skipped
        self.today = timezone.localdate()
        self.monday = self.today - timedelta(days=self.today.weekday() + 7 * self.weeks)

    def train(self, routines):
        """Puts sessions and runs into the week, and does the sessions up to yesterday; returns how many were done."""
        today, monday = self.today, self.monday
        routines = {slug: routine.own_of(self.user) for slug, routine in routines.items() if slug in PLANNED}
        for weekday, slug, hour in SESSIONS:
            PlanDay.objects.put(self.user, routines[slug], [weekday], monday, time(hour))
        for weekday, kind, hour in RUNS:
            RunDay.objects.put(self.user, kind, [weekday], monday, time(hour))
        known = Equipment.objects.in_bulk([slug for slug, _ in AT_HOME], field_name="slug")
        Kit.objects.bulk_create(Kit(user=self.user, equipment=known[slug], **size) for slug, size in AT_HOME)
        done = 0
        for week in range(self.weeks + 1):
            for weekday, slug, hour in SESSIONS:
                day = monday + timedelta(weeks=week, days=weekday)
                if day < today and self.chance.random() >= self.skipped:
                    self.session(routines[slug], day, hour, week)
                    done += 1
        self.check(today)
        self.keep_habit(monday, today)
        return done

    def check(self, today):
        """The checks every four weeks, the last of them so long ago that one is due today."""
        days = [today - n * self_checks.EVERY for n in range(1, 7 * self.weeks // self_checks.EVERY.days + 1)]
        checks = []
        for n, day in enumerate(sorted(days)):
            moment = datetime.combine(day, time(10), timezone.get_current_timezone())
            for slug, first, gain in CHECKS:
                kind = self_checks.kind_of(slug)
                most = len(kind.answers) - 1 if kind.is_question else kind.ends_at or 2 * kind.goal
                right = min(most, first + gain * n)
                left = max(0, right - (gain if right < most else 0))
                pk = UUID(int=self.chance.getrandbits(128), version=4)
                moment += timedelta(minutes=kind.minutes)
                said = {"left": left, "right": right, "pain": 0, "done_at": moment, "day": day, "logged_at": moment}
                checks.append(SelfCheck(pk=pk, user=self.user, kind=slug, **said))
        SelfCheck.objects.bulk_create(checks)

    def keep_habit(self, monday, today):
        """Most days with a run, and some of the others, up to yesterday."""
        runs = {weekday for weekday, _, _ in RUNS}
        days = [monday + timedelta(days=n) for n in range((today - monday).days)]
        kept = [day for day in days if self.chance.random() < (0.8 if day.weekday() in runs else 0.2)]
        HabitDay.objects.bulk_create(HabitDay(user=self.user, day=day) for day in kept)

    def session(self, routine, day, hour, week):
        """One workout: every exercise, set by set, a little under two minutes each."""
        started = datetime.combine(day, time(hour, self.chance.randrange(60)), timezone.get_current_timezone())
        workout = Workout.objects.begin(
            self.user, UUID(int=self.chance.getrandbits(128), version=4), started, Snapshot.of_routine(routine)
        )
        moment, sets = started, []
        for row in workout.exercises.select_related("exercise"):
            for number in range(1, workout.sets_in(row) + 1):
                for side in row.exercise.log_sides:
                    moment += timedelta(seconds=self.chance.randint(45, 75))
                    sets.append(self.one_set(row, number, side, moment, week))
        WorkoutSet.objects.bulk_create(sets)
        effort = self.chance.choice([1, 2, 2, 2, 3])
        note = self.chance.choice(NOTES) if self.chance.random() < 0.15 else ""
        ended = moment + timedelta(minutes=2)
        if week == self.weeks - SORE:
            workout.exercises.filter(exercise__slug="step-up").update(pain=4, pain_site="knee", pain_next_day=1)
        said = {"finished_at": ended, "effort": effort, "note": note}
        workout.finish(Stamp.of(ended), {name: {name: value} for name, value in said.items()})

    def one_set(self, row, number, side, moment, week):
        """Reps grow from the lower end of the range towards 15, holds by 5 s towards a minute (F15, F17)."""
        fields = {"load_kg": row.load_kg, "band": row.band}
        gained = week // 2 - (1 if side == "left" else 0)
        tired = 1 if number == row.sets and self.chance.random() < 0.3 else 0
        if row.measure == "reps":
            fields["reps"] = min(row.reps_high, row.reps_low + max(0, gained)) - tired
        else:
            fields["seconds"] = min(row.seconds_high, row.seconds_low + 5 * max(0, gained)) - 5 * tired
        if row.exercise.load == "required":
            fields["load_kg"] = 8 + 4 * (week // 5)
        if row.exercise.banded:
            fields["band"] = 2 + (week >= 6)
        return WorkoutSet(
            user=self.user,
            workout_exercise=row,
            exercise=row.exercise,
            number=number,
            side=side,
            form_ok=not (tired and self.chance.random() < 0.3),
            rir=self.chance.choice([None, 1, 2, 2, 3]),
            done_at=moment,
            logged_at=moment,
            **fields,
        )
