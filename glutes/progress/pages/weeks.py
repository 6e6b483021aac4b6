"""Week by week: sessions against the plan (rules/week/schedule.py), coverage (rules/routine/coverage.py), time, pain.

A week that was paused or before the plan is blank, not missed. Without a plan three sessions a week are expected (F12).
"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, cached_property, partial
from itertools import pairwise
from math import ceil
from uuid import UUID

from django.db.models import CharField, Max, Min
from django.db.models.functions import Cast
from django.utils import timezone

from glutes import charts
from glutes.exercises.models import Exercise
from glutes.exercises.pages.covered import WORKS, Covered, trained_of
from glutes.kit.models import EasierWeek
from glutes.plan.models import PlanDay
from glutes.prepared import prepared
from glutes.progress.earned import UNIT, earned_between, earned_of, exercises_trained
from glutes.progress.reading import checks_between, counts_of, lines_between, pains_between
from glutes.rules.dates import day_month, weekday_date
from glutes.rules.moments import LATE, OPEN_FOR, is_going, lasted
from glutes.rules.routine import coverage
from glutes.rules.routine.coverage import SHARES
from glutes.rules.week import schedule
from glutes.rules.week.adherence import is_practised, practice
from glutes.workouts.models import Workout, WorkoutSet

WEEKS = 12
GROUPS = (1, 4, 13, 26, 52)
"""The numbers of weeks that may share a column."""
MOST_COLUMNS = 16


@dataclass(frozen=True)
class WeekSum:
    """A week, or several of them together: what was done in it.

    `planned`: None if nothing was expected. `seconds`: from start to end of its sessions. `credits`: by muscle. `pain`:
    the worst answer, self-checks too (None: no training or no answer). `paused`: all of it was time off. `weeks`: how
    many weeks were expected to have, or had, a session. `practised`: on how many days there was daily practice, which
    is no session (rule 4).
    """

    first: dt.date
    last: dt.date
    done: int = 0
    planned: int | None = None
    sets: Decimal = Decimal(0)
    seconds: int = 0
    credits: dict = field(default_factory=dict)
    pain: int | None = None
    paused: bool = False
    easier: bool = False
    weeks: int = 1
    practised: int = 0

    @property
    def is_blank(self):
        """Whether nothing was expected and nothing done."""
        return self.planned is None and not self.done

    @property
    def minutes(self):
        """Minutes of training in it."""
        return round(self.seconds / 60)

    @property
    def known_minutes(self):
        """The same; None where sessions were done and none says how long it took, as in some logs of other apps."""
        return self.minutes if self.minutes or not self.done else None

    @property
    def medius(self):
        """Sets that count for the side of the hip; of several weeks on average."""
        return self.credits.get("gluteus-medius", Decimal(0)) / max(1, self.weeks)

    @property
    def maximus(self):
        """Sets that count for the big glutes; of several weeks on average."""
        return self.credits.get("gluteus-maximus", Decimal(0)) / max(1, self.weeks)

    @property
    def word(self):
        """What was special about it."""
        return "time off" if self.paused else "easier" if self.easier else ""


def works_of(counts, trained):
    """The sums of counts_of as pairs of (day, coverage.Work); `trained` are the Traineds by exercise's key."""
    sums = defaultdict(lambda: [0, 0])
    for day, exercise, one_side, loaded, sets, easy in counts:
        found = sums[day, exercise, one_side, loaded]
        found[0] += sets
        found[1] += easy
    return [
        (
            day,
            coverage.Work(trained[exercise], SHARES[side] * sets, SHARES[side] * easy, loaded=loaded),
        )
        for (day, exercise, side, loaded), (sets, easy) in sums.items()
    ]


def together(weeks):
    """Several WeekSums as one."""
    planned = [week.planned for week in weeks if week.planned is not None]
    pains = [week.pain for week in weeks if week.pain is not None]
    return WeekSum(
        weeks[0].first,
        weeks[-1].last,
        sum(week.done for week in weeks),
        sum(planned) if planned else None,
        sum((week.sets for week in weeks), Decimal(0)),
        sum(week.seconds for week in weeks),
        {muscle: sum(week.credits.get(muscle, Decimal(0)) for week in weeks) for muscle in coverage.MUSCLES},
        max(pains, default=None),
        all(week.paused for week in weeks),
        len(weeks) == 1 and weeks[0].easier,
        sum(not week.is_blank for week in weeks),
        sum(week.practised for week in weeks),
    )


@prepared
def first_days(user):
    """The day of the user's first session that counts."""
    return Workout.objects.filter(user=user).counted().order_by("day").values_list("day", flat=True)[:1]


@prepared
def set_times(workouts):
    """When the first and the last set of each of these workouts were done, as (its key as text, first, last)."""
    sets = WorkoutSet.objects.kept().filter(workout_exercise__workout__in=workouts).order_by()
    sets = sets.annotate(key=Cast("workout_exercise__workout", CharField())).values_list("key")
    return sets.annotate(first=Min("done_at"), last=Max("done_at"))


@prepared
def sessions_between(user, first, last, opened):
    """The workouts of these days as in `done_between`: tuples of (key as text, routine's key, day, start, end, whether
    they were more than practice). Years have too many to make a Workout of each."""
    found = Workout.objects.filter(user=user).done_between(first, last, opened)
    found = found.annotate(key=Cast("pk", CharField())).order_by("day", "started")  # An index has them by day.
    return found.values_list("key", "routine", "day", "started", "finished_at", "more")


@prepared
def easier_weeks(user, since):
    """The first days of the user's easier weeks from `since` on."""
    return EasierWeek.objects.filter(user=user, since__gte=since).values_list("since", flat=True)


class Weeks:
    """The last `count` weeks up to this one; with None all since the first session, at least twelve.

    `checks`: the user's self-checks of these weeks or more; `lines`: their LoggedSets of the last twelve weeks. A page
    that knows them already gives them.
    """

    def __init__(self, user, today, count=WEEKS, checks=None, lines=None):
        self.user, self.today = user, today
        self.plan = PlanDay.objects.plan_of(user)
        self._first_of = cache(partial(schedule.first_day, first_weekday=user.first_weekday))
        self.began_on = next(iter(first_days(user.pk)), None)
        now = schedule.first_day(today, user.first_weekday)
        if count is None:
            count = max(WEEKS, (now - min(self.began_on or now, now)).days // 7 + 2)
        firsts = [now - dt.timedelta(weeks=n) for n in reversed(range(count))]
        self.since = firsts[0]
        self.opened = timezone.now() - OPEN_FOR
        self.day_by_day, self.ended, self.going = self._sessions()
        self.checks = checks_between(user.pk, self.since, today) if checks is None else checks
        known = today - dt.timedelta(weeks=WEEKS)
        sums = self._sums(self._earned(lines_between(user, known, today) if lines is None else lines, known))
        self.all = [self._week(first, self.day_by_day, sums[first]) for first in firsts]

    # -- What is read --

    def _sessions(self):
        """What was done, {day: [schedule.Done]}; what has ended of it, {workout's key: (day, routine, seconds)}; the
        keys of what has not. Where the time may depend on the sets (moments.lasted), it asks for theirs."""
        rows, now = sessions_between(self.user.pk, self.since, self.today, self.opened), timezone.now()
        late = [UUID(key) for key, _, _, started, end, _ in rows if not end or end - started >= LATE]
        times = {key: each for key, *each in set_times(late)} if late else {}
        done, ended, going = defaultdict(list), {}, []
        for key, routine, day, started, finished, more in rows:
            first, last = times.get(key, (None, None))
            is_open = is_going(finished, last or started, now)
            done[day].append(schedule.Done(routine, practice=not more, is_going=is_open))
            if is_open:
                going.append(UUID(key))
            else:
                ended[key] = day, routine, int(lasted(started, first, last, finished).total_seconds())
        return done, ended, going

    def _earned(self, lines, known):
        """What was done and earned, as `earned_between` returns it. `lines`: the LoggedSets from the day `known` on."""
        lines = [line for line in lines if line.day >= self.since]
        keys = {line.exercise for line in lines}
        if self.since < known:
            keys |= {*exercises_trained(self.user.pk)}
        exercises = Exercise.objects.prefetch_related(WORKS).by_key(keys)
        trained = {key: trained_of(exercise) for key, exercise in exercises.items()}
        lately = [line for line in lines if self.today - line.day < dt.timedelta(7)]
        self.lately_done = works_of(counts_of(lately), trained)
        earned = [*earned_of(lines, trained)]
        if self.since < known:
            earned += earned_between(self.user.pk, self.since, known - dt.timedelta(days=1), trained, self.going)
        return earned

    def _sums(self, earned):
        """{first day of a week: {what: number}}; sets and what they earned in UNITs."""
        sums = defaultdict(lambda: defaultdict(int))
        for day, sets, medius, maximus in earned:
            week = sums[self._first_of(day)]
            week["sets"] += sets
            week["gluteus-medius"] += medius
            week["gluteus-maximus"] += maximus
        for day, _, seconds in self.ended.values():
            sums[self._first_of(day)]["seconds"] += seconds
        for day, *pains in pains_between(self.user.pk, self.since, self.today):
            note_pain(sums[self._first_of(day)], *pains)
        for check in self.checks:
            note_pain(sums[self._first_of(check.day)], check.pain)
        self.eased = easier_weeks(self.user.pk, min(self.since, self.today - dt.timedelta(weeks=5)))  # See then_now.
        for since in self.eased:
            if since >= self.since:
                sums[self._first_of(since)]["easier"] = 1
        return sums

    def _week(self, first, done, sums):
        week = self.plan.week(first, self.today, done)
        days = [day.date for day in week.days]
        held = [done[day] for day in days if day in done]
        sessions = sum(not one.practice and not one.is_going for each in held for one in each)
        began = self.began_on
        too_early = not self.is_planned and (began is None or days[-1] < began)
        adherence = None if too_early else week.adherence
        return WeekSum(
            first,
            days[-1],
            sessions,
            adherence and adherence.planned,
            Decimal(sums["sets"]) / UNIT,
            sums["seconds"],
            {muscle: Decimal(sums[muscle]) / UNIT for muscle in coverage.MUSCLES},
            sums.get("pain"),
            all(self.plan.paused_on(day) for day in days),
            bool(sums["easier"]),
            practised=sum(is_practised(each) for each in held),
        )

    # -- What is shown --

    @property
    def this(self):
        """The WeekSum of this week."""
        return self.all[-1]

    @cached_property
    def began(self):
        """The WeekSums from the first week that had something done or planned."""
        asked = [n for n, week in enumerate(self.all) if week.done or week.planned or week.practised]
        return self.all[asked[0] :] if asked else []

    @property
    def done(self):
        """How many sessions were done in all of them."""
        return sum(week.done for week in self.all)

    @property
    def planned(self):
        """How many sessions were planned in all of them."""
        return sum(week.planned or 0 for week in self.all)

    @property
    def is_planned(self):
        """Whether the user has, or had, a plan."""
        return bool(self.plan.weekly)

    @property
    def size(self):
        """How many weeks a column of the picture stands for."""
        return next((size for size in GROUPS if ceil(len(self.all) / size) <= MOST_COLUMNS), GROUPS[-1])

    @cached_property
    def columns(self):
        """The weeks as WeekSums, few enough for a picture: this one is the last, or in the last."""
        short = len(self.all) % self.size
        cuts = [0, *range(short or self.size, len(self.all) + 1, self.size)]
        return [together(self.all[start:end]) for start, end in pairwise(cuts)]

    @cached_property
    def lately(self):
        """How the seven days up to today cover the glutes: a Covered, None if no set was done."""
        return Covered(coverage.week(self.lately_done, self.today)) if self.lately_done else None

    @cached_property
    def since_off(self):
        """The WeekSums since the last week of time off; all of them if there was none."""
        began = self.began_on or self.today
        off = [n for n, week in enumerate(self.all) if week.paused and began < week.first and self.size == 1]
        after = self.all[off[-1] + 1 :] if off else []
        return after if any(week.done for week in after) else self.began

    @property
    def is_after_time_off(self):
        """Whether the headline counts since time off."""
        return bool(self.since_off) and any(week.paused for week in self.all if week.last < self.since_off[0].first)

    @cached_property
    def to_come(self):
        """The planned sessions of this week that are still to come, as dates."""
        days = [self.today + dt.timedelta(n) for n in range((self.this.last - self.today).days + 1)]
        found = [(day, self.plan.day(day, self.today, self.day_by_day).to_do) for day in days]
        return [day for day, to_do in found for one in to_do if not one.weekly.practice]

    @property
    def headline(self):
        """The sessions done of those planned, and those still to come this week; it does not mention missed ones."""
        weeks = self.since_off
        said = self.said_of(weeks)
        when = "since your time off" if self.is_after_time_off else f"in {len(weeks):,} week{'s' * (len(weeks) != 1)}"
        practised = practice(sum(week.practised for week in weeks))
        more = f"; {practised}" if practised else ""
        if not self.to_come:
            return f"{said} {when}{more}"
        count, day = len(self.to_come), self.to_come[0]
        date = "today" if day == self.today else f"on {weekday_date(day)}"
        coming = f"{'one more' if count == 1 else f'{count} more from'} {date}".replace("from on", "from")
        return f"{said} {when}, {coming}{more}"

    def said_of(self, weeks):
        """Sessions done in these WeekSums in words, of those planned if there is a plan."""
        done, planned = sum(week.done for week in weeks), sum(week.planned or 0 for week in weeks)
        return said_of(done, planned) if self.is_planned else f"{done:,} session{'' if done == 1 else 's'}"

    @property
    def is_timed(self):
        """Whether the time of training in all of them is known."""
        return not self.done or any(week.minutes for week in self.all)

    @property
    def hours(self):
        """Hours and minutes of training in all of them."""
        return divmod(round(sum(week.seconds for week in self.all) / 60), 60)

    @property
    def sets(self):
        """Sets done in all of them; one side alone counts half."""
        return sum((week.sets for week in self.all), Decimal(0))

    @property
    def said(self):
        """Sessions done of those planned: 27 of 30."""
        if not self.is_planned or self.done > self.planned:
            return f"{self.done:,} done"
        return f"{self.done:,} of {self.planned:,}"

    @cached_property
    def medius_enough(self):
        """In how many weeks the side of the hip had enough: 6 of 9."""
        return self.enough("medius")

    @cached_property
    def maximus_enough(self):
        """In how many weeks the big glutes had enough: 5 of 9."""
        return self.enough("maximus")

    def enough(self, name):
        """In how many of the full weeks with something planned or done a muscle had enough sets, as "6 of 9"."""
        full = [week for week in self.began[:-1] if not week.is_blank]
        return f"{sum(getattr(week, name) >= coverage.WEEK_FLOOR for week in full)} of {len(full)}" if full else ""

    @property
    def minutes_a_week(self):
        """Minutes in a full week with a session that says how long it took, on average; None without one."""
        full = [week.minutes for week in self.all[:-1] if week.done and week.minutes]
        return round(sum(full) / len(full)) if full else None

    @property
    def worst(self):
        """The worst pain of all of them, 0-10; None where nothing was said of it."""
        return max((week.pain for week in self.all if week.pain is not None), default=None)

    @cached_property
    def chart(self):
        """The rows of the picture, by name."""
        return WeeksChart(self)


def note_pain(week, *said):
    """Sets the pain in the sums of a week to the worst of itself and these answers; None is no answer."""
    known = [pain for pain in (week.get("pain"), *said) if pain is not None]
    if known:
        week["pain"] = max(known)


class WeeksChart:
    """The rows of the picture of Weeks: columns that share an axis."""

    def __init__(self, weeks):
        self.weeks, self.columns = weeks, weeks.columns
        self.now = len(self.columns) - 1 if weeks.size == 1 else None
        self.every = "each week" if weeks.size == 1 else f"in each {weeks.size} weeks"

    @property
    def backdrop(self):
        """The background: time off and pain."""
        off, sore = [one.paused for one in self.columns], [(one.pain or 0) >= 4 for one in self.columns]
        return charts.backdrop("weeks", off, sore)

    @property
    def sessions(self):
        """Sessions done and planned."""
        title, desc = f"Sessions {self.every}", f"{self.weeks.headline}."
        if self.weeks.size == 1:
            pairs, words = [(one.done, one.planned) for one in self.columns], [one.word for one in self.columns]
            return charts.pips("turnout", title, desc, pairs, words, self.now)
        done, asked = [one.done for one in self.columns], [one.planned for one in self.columns]
        return charts.pillars("turnout", title, desc, done, asked=asked)

    def _muscle(self, name, called):
        values = [getattr(one, name) for one in self.columns]
        enough = getattr(self.weeks, f"{name}_enough")
        desc = f"10 are enough{f': so it was in {enough} full weeks' if enough else ''}."
        title = f"{called}: sets that count, {'each week' if self.now is not None else 'a week on average'}"
        return charts.pillars(name, title, desc, values, floor_at=coverage.WEEK_FLOOR, now=self.now)

    @property
    def medius(self):
        """Sets for the side of the hip."""
        return self._muscle("medius", "Side of the hip")

    @property
    def maximus(self):
        """Sets for the big glutes."""
        return self._muscle("maximus", "Big glutes")

    @property
    def minutes(self):
        """Minutes of training."""
        values = [one.minutes for one in self.columns]
        trained = [value for value in values if value]
        desc = f"From {min(trained)} to {max(trained)} minutes." if trained else "None yet."
        title = f"Minutes {self.every}"
        return charts.pillars("minutes", title, desc, values, now=self.now, cls="bar-time", size="low")

    @property
    def pain(self):
        """The worst pain."""
        worst = self.weeks.worst
        desc = f"{worst} out of 10 at most." if worst else "None."
        return charts.pains("pains", f"Worst pain {self.every}", desc, [one.pain for one in self.columns])

    @property
    def axis(self):
        """The names of the weeks."""
        year = len({one.first.year for one in self.columns}) > 2
        names = [f"{one.first:%b %Y}" if year else day_month(one.first) for one in self.columns]
        return charts.axis(names, "this week" if self.weeks.size == 1 else "now")


def said_of(done, planned):
    """Sessions done and planned, in words: "27 of 30 sessions", or "3 sessions, 2 planned" if more were done."""
    more = done > planned
    many = "" if max(done, planned) == 1 else "s"
    return f"{done:,} session{many}, {planned:,} planned" if more else f"{done:,} of {planned:,} session{many}"
