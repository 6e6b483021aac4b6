"""What Today offers: the week so far, what to go on with, what is planned, what was missed, what comes next."""

from collections import defaultdict
from datetime import time, timedelta
from functools import cached_property

from django.db.models import Exists, Max, OuterRef, prefetch_related_objects
from django.utils.text import get_text_list

from glutes.checks.pages.check_list import CheckUp
from glutes.checks.pages.habit import Habit
from glutes.exercises.models.known import not_known
from glutes.kit.ladders import lacking
from glutes.kit.models import GoAhead, kit_of, locks_of
from glutes.links.pages.proposal import waiting
from glutes.plan.models import RunDay
from glutes.plan.pages.misplaced import Spacing
from glutes.plan.pages.race_week import is_cleared, kept
from glutes.prepared import prepared
from glutes.routines.models import Routine
from glutes.rules.coaching import pain
from glutes.rules.coaching.sessions import felt
from glutes.rules.dates import A_DAY
from glutes.rules.moments import OPEN_FOR
from glutes.rules.week import schedule, spacing
from glutes.runs.models import sources_of
from glutes.workouts.models import WorkoutExercise
from glutes.workouts.models.past_sessions import past_sessions
from glutes.workouts.models.workout import SHOWN, Workout, workouts_going
from glutes.workouts.pages.rest import on_today
from glutes.workouts.pages.week import calendar_of, is_twice

SUMS_OF = 3
"""How many of the last sessions are listed."""


def context(user, now):
    """The values for the page's template, of somebody signed in."""
    agenda = Agenda(user, now)
    checks = CheckUp(user, agenda.today, lambda: pains.hurt_on)
    pains = Pains(user, agenda.today, lambda: checks.painful)
    return {
        "agenda": agenda,
        "rest": on_today(agenda),
        "pains": pains,
        "checks": checks,
        "habit": Habit(user, agenda.today),
        "latest": latest_of(user.pk),
        "proposals": waiting(user),
        "carry_on": next(iter(agenda.in_progress), None),
        "due": [source for source in sources_of(user.pk) if source.is_due(now)],
    }


class Agenda:
    """A user's day at the moment `now`. `clock` is the user's time by then; after midnight, while the day goes on, its
    last minute."""

    def __init__(self, user, now):
        self.user, self.now, self.today = user, now, user.local_date(now)
        local = now.astimezone(user.zone)
        self.clock = local.time() if local.date() == self.today else time.max
        first = schedule.first_day(self.today, user.first_weekday)
        self.calendar = calendar_of(user, first, self.today)

    @cached_property
    def in_progress(self):
        """The workouts to carry on with, the newest first."""
        return workouts_going(self.user.pk, self.now - OPEN_FOR)

    @cached_property
    def days(self):
        """Today and the six days after it, with the rows of the routines to do on them."""
        plan, done = self.calendar.plan, self.calendar.done
        days = [plan.day(self.today + timedelta(days=n), self.today, done) for n in range(7)]
        self.calendar.fetch_routines([session for day in days for session in day.to_do])
        return days

    @property
    def runs(self):
        """The runs of today."""
        return next(day.runs for day in self.calendar.days if day.is_today)

    @property
    def races(self):
        """The races of today."""
        return next(day.races for day in self.calendar.days if day.is_today)

    @property
    def routines(self):
        """What the user can plan, who has no plan: their own routines and ready-made ones."""
        return Routine.objects.offered_to(self.user).with_rows()

    @property
    def ahead(self):
        """The days after today, each with its sessions and what is `lacking`: what a kept copy of this page shows
        when it is opened on them without a network."""
        return [
            (day, [(session, self.lacking[session.weekly.row.routine_id]) for session in day.to_do])
            for day in self.days[1:]
        ]

    @property
    def why_not_today(self):
        """A sentence on why the page suggests no extra session today: one is in progress, it would clash with a run or
        a race, or there is a long run; "" if nothing is in the way."""
        if self.in_progress:
            return "A session is in progress."
        is_long = any(run.kind == RunDay.Kind.LONG for run in self.runs)
        return self.clash_today or ("Your long run is today." if is_long else "")

    @cached_property
    def clash_today(self):
        """A sentence on what speaks against a session without weights today: a race that is near or, if the user wants
        warnings of runs, a run of today or tomorrow; "" if nothing does."""
        races = [race.date for race in self.calendar.race_days]
        days = (self.today, self.today + A_DAY) if self.user.clash_warnings else ()
        runs = [spacing.Run(day, run.kind, run.time) for day in days for run in self.calendar.runs_on(day)]
        found = spacing.clashes([spacing.Strength(self.today)], runs, races)
        return found[0].sentence if found else ""

    @property
    def is_rested(self):
        """Whether nothing was trained yet, and it is no time off: then a self-check may tell of strength. What speaks
        against it of runs and races: CheckUp."""
        return not (self.pause or self.in_progress or self.calendar.done.get(self.today))

    @cached_property
    def sessions(self):
        """The sessions that are planned for today and not begun yet."""
        begun = {workout.routine_id for workout in self.in_progress}
        return [session for session in self.days[0].to_do if session.weekly.routine not in begun]

    @cached_property
    def lacking(self):
        """What the routines of these days need that is not in the kit (kit/ladders.py), by the routine's key;
        without what a physio has skipped. The kit is only queried if some of it is not in every home."""
        routines = {session.weekly.row.routine for day in self.days for session in day.to_do}
        exercises = {one.pk: [row.exercise for row in one.prescriptions.all()] for one in routines}
        every = dict.fromkeys(one for each in exercises.values() for one in each)
        fetching = [one for one in every if not all(thing.at_home for thing in one.needed)]
        if own := not_known(fetching):
            prefetch_related_objects(own, "equipment__replaced_by")
        kit = kit_of(self.user.pk) if fetching else []
        if any(lacking(each, kit) for each in exercises.values()):
            out = {lock.exercise_id for lock in locks_of(self.user.pk, self.today) if lock.skip}
            exercises = {key: [one for one in each if one.pk not in out] for key, each in exercises.items()}
        return {key: lacking(each, kit) for key, each in exercises.items()}

    @property
    def cards(self):
        """The `sessions`, each with whether what was planned there `is_twice`, and with what is `lacking` for it."""
        return [
            (session, is_twice(session, self.days[0].sessions), self.lacking[session.weekly.row.routine_id])
            for session in self.sessions
        ]

    @cached_property
    def here(self):
        """The keys of the routines that are planned for today: none of them is moved here once more."""
        return {session.weekly.routine for session in self.days[0].sessions}

    @cached_property
    def clash(self):
        """The session of today that clashes most with a run or a race, or None."""
        misplaced = Spacing(self.calendar, self.sessions).misplaced
        return max(misplaced, key=lambda one: spacing.LEVELS.index(one.level), default=None)

    @property
    def enough(self):
        """A sentence on how many sessions this week are enough to maintain, and the slug of its source."""
        sum_up = self.calendar.week.adherence
        sentence, sources = spacing.enough(sum_up.done if sum_up else 0)
        return {"sentence": sentence, "source": sources[0]}

    @property
    def is_done(self):
        """Whether something was trained today and nothing more is planned."""
        return self.days[0].state == schedule.State.DONE

    @cached_property
    def next(self):
        """The next session after today that no race asks to skip, with its routine's rows, or None."""
        near = kept(self.calendar, [session for day in self.days[1:] for session in day.to_do])
        if near:
            return near[0]
        plan, day = self.calendar.plan, self.days[-1].date
        while (session := plan.next_session(day, self.calendar.done)) and is_cleared(self.user, session):
            day = session.day
        self.calendar.fetch_routines([session] if session else [])
        return session

    @property
    def pause(self):
        """The pause that covers today, or None."""
        pause = self.calendar.pause
        return pause if pause and pause.covers(self.today) else None


class Pains:
    """A user's pain of the last weeks that matters, for Today and the start page: one query.

    `checks` returns the user's SelfChecks that hurt: their pain counts like that of sessions.

    What follows from pain: rules/coaching/pain.py.
    """

    def __init__(self, user, today, checks):
        self.user, self.today, self.checks = user, today, checks
        self.rows = painful(user.pk, today - pain.WINDOW)

    @property
    def to_ask(self):
        """The rows that hurt yesterday, about which this morning is asked."""
        return [row for row in self.rows if pain.ask_this_morning(row.past_session, self.today)]

    @cached_property
    def to_ask_at_start(self):
        """The rows of the last session about which the start page asks again: how was the morning after?"""
        unanswered = [row for row in self.rows if pain.is_unanswered(row.past_session)]
        if not unanswered:
            return []
        last = self.user.workouts.counted().aggregate(Max("started"))["started__max"]
        since = {row: last is not None and last > row.workout.started for row in unanswered}
        return [row for row in unanswered if pain.ask_at_start(row.past_session, self.today, since[row])]

    @property
    def hurt_on(self):
        """The days on which something hurt 4 or more, then or on the morning after."""
        return [row.day for row in self.rows if max(row.pain, row.pain_next_day or 0) >= pain.HOLD_FROM]

    @property
    def on_outer_hip(self):
        """Whether the outer hip hurt lately and was not looked at since."""
        return any(row.hurts_at == "outer-hip" and not row.looked_at for row in self.rows)

    @property
    def advice(self):
        """The advice to have the pain looked at, naming what hurt; None without pain, or if it was looked at since."""
        hurt = self._lately
        names = dict.fromkeys(name for name, session in hurt if session.hurt >= pain.HOLD_FROM)
        name = get_text_list([*names][:2] + ["others"] * (len(names) > 2), "and") or "It"
        return pain.see_someone([session for _, session in hurt], self.today, name=name)

    def advice_beside(self, exercises):
        """The advice; None if all that hurt is among these exercises: beside them it is said already."""
        hurt = {name for name, session in self._lately if session.hurt >= pain.HOLD_FROM}
        return None if hurt <= {exercise.name for exercise in exercises} else self.advice

    @cached_property
    def _lately(self):
        """What hurt and was not looked at since, in sessions and self-checks: [(name, PastSession)]."""
        hurt = [(row.exercise.name, row.past_session) for row in self.rows if not row.looked_at]
        return hurt + [(check.sort.name, check.past_session) for check in self._painful_checks()]

    @property
    def going_on(self):
        """What to say of exercises that have hurt a little for LONG_WEEKS or more (pain.weeks_hurt): [sentence]. Their
        sessions are only queried of what hurt on three days of the last 28."""
        names, days = {}, defaultdict(set)
        for row in self.rows:
            names[row.exercise_id] = row.exercise.name
            days[row.exercise_id].add(row.day)
        often = [key for key in days if len(days[key]) >= pain.OFTEN]
        if not often:
            return []
        past = past_sessions(self.user.pk, often)
        asked = self.user.go_aheads.looked_at().filter(exercise__in=often).order_by("day")
        looked_at = dict(asked.values_list("exercise", "day"))
        known = {key: felt(past[key], self.today) for key in often}
        weeks = {key: pain.weeks_hurt(known[key], looked_at.get(key)) for key in often}
        return [f"{names[key]}: {pain.lingering(weeks[key])}" for key in often if weeks[key] >= pain.LONG_WEEKS]

    def _painful_checks(self):
        """The recent self-checks that hurt 4 or more and were not looked at since."""
        since = self.today - pain.WINDOW
        hurt = [check for check in self.checks() if (check.pain or 0) >= pain.HOLD_FROM and check.day > since]
        looked_at = {}
        if hurt:
            asked = self.user.go_aheads.looked_at().filter(day__gt=since)
            looked_at = dict(asked.order_by("day").values_list("exercise__slug", "day"))
        return [check for check in hurt if looked_at.get(check.sort.exercise, since) <= check.day]


@prepared
def painful(user, since):
    """The rows after that day that hurt; each with `looked_at`: whether the user said since that it was looked at."""
    rows = WorkoutExercise.objects.of_days(user, gt=since).that_hurt(pain.ASK_FROM)
    said = GoAhead.objects.looked_at().filter(user=user, exercise=OuterRef("exercise"), day__gt=OuterRef("day"))
    return rows.annotate(looked_at=Exists(said))


@prepared
def latest_of(user):
    """The user's last sessions, with their sums."""
    latest = Workout.objects.filter(user=user).shown().values("pk")[:SUMS_OF]  # Sums over ten years would be slow.
    return Workout.objects.filter(pk__in=latest).with_sums().only(*SHOWN)
