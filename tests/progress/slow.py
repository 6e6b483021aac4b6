"""Long and odd histories from a seed, and what progress should say of them, worked out slowly and plainly.

Nothing here reads what the pages read: it goes through all rows one by one.
"""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from functools import cached_property
from itertools import pairwise
from random import Random
from uuid import UUID

from glutes.plan.models import Move, Pause
from glutes.workouts.models import Workout, WorkoutExercise, WorkoutSet
from tests.make import make_exercise, make_plan_day, make_routine, make_user, make_worked

ZONES = [UTC, timezone(timedelta(hours=-8)), timezone(timedelta(hours=13))]
LOADS = [None, None, Decimal(0), Decimal(8), Decimal("12.5"), Decimal("4.5359237")]


class History:
    """Somebody's training over some months up to `today`, made from a seed."""

    def __init__(self, seed, today, months=8):
        self.seed, self.dice, self.today = seed, Random(seed), today
        self.user = make_user(first_weekday=self.dice.choice([0, 0, 5, 6]))
        self.exercises = [
            make_exercise(f"squat-{seed}"),
            make_worked(f"lunge-{seed}"),
            make_worked(f"clamshell-{seed}", banded=True),
            make_worked("single-leg-bridge", measure="seconds", load="none"),
        ]
        self.worked = {exercise.pk for exercise in self.exercises if exercise.works.exists()}
        self.routine = make_routine(self.user, [(self.exercises[0], {})])
        self.first = today - timedelta(days=30 * months)
        self.plan()
        self.workouts, self.all_rows, self.all_sets = [], [], []
        for n in range(30 * months + 1):
            if self.dice.random() < 0.45:
                self.train(self.first + timedelta(days=n))
        for model, made in ((Workout, self.workouts), (WorkoutExercise, self.all_rows), (WorkoutSet, self.all_sets)):
            model.objects.bulk_create(made)

    def plan(self):
        """Three days a week for most of the time, some of them every second week, with time off; or no plan.

        Single sessions are skipped, moved, also into another week, or swapped with the next one.
        """
        self.plan_days, self.pauses, self.moves = [], [], {}
        if self.dice.random() < 0.8:
            since = self.first + timedelta(days=self.dice.randrange(60))
            self.plan_days = [
                make_plan_day(self.user, day, self.routine, since) for day in self.dice.sample(range(7), 3)
            ]
            start = self.today - timedelta(days=self.dice.randrange(20, 70))
            self.pauses = [(start, start + timedelta(days=self.dice.randrange(3, 20)))]
            for since, until in self.pauses:
                Pause.objects.create(user=self.user, since=since, until=until)
            self.take_turns()
            self.move_about()

    def take_turns(self):
        """Some of the days are for A or B weeks only."""
        dice = Random(f"turns {self.seed}")
        for row in self.plan_days:
            if dice.random() < 0.4:
                row.turn = row.since + timedelta(days=(row.weekday - row.since.weekday()) % 7 + dice.choice([0, 7]))
                row.save()

    def move_about(self):
        """A third of the sessions of the plan, in the order of their dates, do not stay where they were put."""
        dice = Random(f"moves {self.seed}")
        days = [self.first + timedelta(days=n) for n in range((self.today - self.first).days + 15)]
        planned = [(row, day) for day in days for row in self.plan_days if stands_on(row, day)]
        for (row, day), (other, next_day) in pairwise(planned):
            what = dice.random()
            if (row.pk, day) not in self.moves:
                if what < 0.1:
                    self.moves[row.pk, day] = None
                elif what < 0.25:
                    self.moves[row.pk, day] = day + timedelta(days=dice.choice([-7, -2, -1, 1, 2, 7]))
                elif what < 0.35:
                    self.moves |= {(row.pk, day): next_day, (other.pk, next_day): day}
        Move.objects.bulk_create(
            Move(user=self.user, plan_day_id=key, date=day, to=to) for (key, day), to in self.moves.items()
        )

    def train(self, day):
        """One session, now and then over midnight, far away, deleted, left open, corrected, or none at all."""
        dice = self.dice
        started = datetime(
            day.year, day.month, day.day, dice.choice([0, 6, 18, 23]), dice.randrange(60), tzinfo=dice.choice(ZONES)
        )
        chosen = dice.sample(self.exercises, dice.randrange(1, 5))
        workout = Workout(
            pk=UUID(int=dice.getrandbits(128)),
            user=self.user,
            routine=self.routine,
            name="Session",
            started=started,
            day=started.date(),
            logged_at=started,
            finished_at=started + timedelta(minutes=dice.randrange(5, 90)) if dice.random() < 0.9 else None,
            deleted_at=started + timedelta(days=1) if dice.random() < 0.08 else None,
        )
        self.workouts.append(workout)
        for slot, exercise in enumerate(chosen):
            amount = {"reps_low": 10, "reps_high": 10}
            if exercise.measure == "seconds":
                amount = {"seconds_low": 30, "seconds_high": 30}
            row = WorkoutExercise(
                user=self.user, workout=workout, day=workout.day, slot=slot, exercise=exercise, **amount
            )
            row.logged_at, row.target = started, dice.choice([None, 10, 12])
            if dice.random() < 0.15:
                row.pain, row.pain_next_day = dice.randrange(11), dice.choice([None, 0, 3])
            if dice.random() < 0.08:
                row.block = "warm-up"
            self.all_rows.append(row)
            self.log(row, started)

    def log(self, row, started):
        """The sets of a row; some of one side only, some deleted, some tried in vain, in kilograms, pounds or bands."""
        dice, exercise = self.dice, row.exercise
        load = {"load_kg": dice.choice(LOADS)} if exercise.load != "none" and not exercise.banded else {}
        load = {"band": dice.choice([None, 1, 2, 3])} if exercise.banded else load
        for number in range(1, dice.randrange(1, 5)):
            for side in exercise.log_sides:
                if dice.random() < 0.1:
                    continue
                most = dice.choice([0, 8, 9, 10, 10, 11, 12, 15]) * (5 if exercise.measure == "seconds" else 1)
                at = started + timedelta(minutes=3 * number + 10 * row.slot)
                one = WorkoutSet(
                    workout_exercise=row, user=self.user, exercise=exercise, number=number, side=side, **load
                )
                setattr(one, exercise.measure, most)
                one.form_ok, one.rir = dice.random() < 0.85, dice.choice([None, 0, 1, 2, 3, 4])
                one.done_at = one.logged_at = at
                one.deleted_at = at if dice.random() < 0.08 else None
                self.all_sets.append(one)

    # -- Slowly and plainly --

    @cached_property
    def sets(self):
        """Every set that counts: it stands, so does its workout, it is of the main block and of at least one."""
        return [
            one
            for one in self.all_sets
            if one.deleted_at is None
            and one.workout_exercise.workout.deleted_at is None
            and one.workout_exercise.block != "warm-up"
            and one.amount > 0
        ]

    @cached_property
    def rows(self):
        """Every exercise of a session that stands, of the main block."""
        return [row for row in self.all_rows if row.workout.deleted_at is None and row.block != "warm-up"]

    def week_of(self, day):
        """The first day of its week."""
        while day.weekday() != self.user.first_weekday:
            day -= timedelta(days=1)
        return day

    @cached_property
    def sessions(self):
        """The workouts that count, by key."""
        return {one.workout_exercise.workout_id: one.workout_exercise.workout for one in self.sets}

    @cached_property
    def practice(self):
        """The keys of the workouts that hold nothing but the daily hold: rows with any set that was not deleted."""
        other = set()
        for one in self.all_sets:
            row = one.workout_exercise
            if one.deleted_at is None and row.block != "warm-up" and one.exercise.slug != "single-leg-bridge":
                other.add(row.workout_id)
        return set(self.sessions) - other

    def done_on(self, day):
        """How many sessions a day had, without practice."""
        return sum(workout.day == day and workout.pk not in self.practice for workout in self.sessions.values())

    def planned_in(self, first):
        """How many sessions a week asked for; None for a week that asked for nothing."""
        days = [first + timedelta(days=n) for n in range(7)]
        paused = [any(since <= day <= until for since, until in self.pauses) for day in days]
        asked, let_go = 0, False
        for day, is_off in zip(days, paused, strict=True):
            own = [row for row in self.plan_days if stands_on(row, day)]
            stayed = [row for row in own if (row.pk, day) not in self.moves]
            here = len(stayed) + sum(to == day for to in self.moves.values())
            asked += min(here, self.done_on(day)) if is_off else here
            let_go = let_go or here > 0 or len(stayed) < len(own)
        if asked:
            return asked
        if self.plan_days:
            began = min(row.since for row in self.plan_days)
            return None if let_go or all(paused) or began > days[-1] else 3
        trained = [workout.day for workout in self.sessions.values()]
        return 3 if trained and min(trained) <= days[-1] else None

    def credit_in(self, first):
        """What the sets of a week count for: each set of one side half, an easy one half again."""
        total = Decimal(0)
        for one in self.sets:
            if first <= one.workout_exercise.day < first + timedelta(days=7) and one.exercise_id in self.worked:
                share = Decimal(1) if one.side == "both" else Decimal("0.5")
                is_easy, is_loaded = (one.rir or 0) >= 4, bool(one.load_kg or one.band)
                total += share * (Decimal("0.375") if is_easy else Decimal(1) if is_loaded else Decimal("0.75"))
        return total

    def sets_in(self, first):
        """The sets of a week: one side alone counts half."""
        mine = [one for one in self.sets if first <= one.workout_exercise.day < first + timedelta(days=7)]
        return sum((Decimal(1) if one.side == "both" else Decimal("0.5") for one in mine), Decimal(0))

    def seconds_in(self, first):
        """From the start to the end of the sessions of a week; one never finished, from its first to its last set."""
        total = 0
        for workout in self.sessions.values():
            if first <= workout.day < first + timedelta(days=7):
                mine = [one for one in self.all_sets if one.workout_exercise.workout_id == workout.pk]
                dones = [one.done_at for one in mine if one.deleted_at is None]
                began, ended = min(dones), max(dones)
                if workout.finished_at:
                    began, ended = workout.started, workout.finished_at
                total += int((ended - began).total_seconds())
        return total

    def worst_in(self, first):
        """The worst pain of a week; None where nobody said."""
        worst = None
        for row in self.all_rows:
            if row.workout.deleted_at is None and first <= row.day < first + timedelta(days=7):
                said = [n for n in (row.pain, row.pain_next_day) if n is not None]
                worst = max([n for n in (worst, *said) if n is not None], default=None)
        return worst

    def of(self, exercise):
        """The sets of one exercise."""
        return [one for one in self.sets if one.exercise_id == exercise.pk]


def kilograms(one):
    """Its weight as numbers to compare: kilograms, then strength of the band."""
    return one.load_kg or 0, one.band or 0


def stands_on(row, day):
    """Whether the plan has a day of it on this date, before anything is moved."""
    comes = row.turn is None or (day - row.turn).days % 14 == 0
    return row.since <= day and row.weekday == day.weekday() and comes
