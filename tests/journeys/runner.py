"""A virtual runner: somebody who trains for a year by what the rules say, or (on_pages.py) by what the pages say."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal

from glutes.rules.coaching.easier_week import deload_offer
from glutes.rules.coaching.ladder import Ladder, Rung
from glutes.rules.coaching.loads import Loads
from glutes.rules.coaching.pain import ask_this_morning
from glutes.rules.coaching.sessions import OTHER_SIDE, STOP_FROM, PastSession, SetDone
from glutes.rules.coaching.targets import Prescribed, Wishes
from tests.rules.make import next_target

MONDAY = date(2026, 1, 5)
LOADS = tuple(map(Decimal, ("4", "6", "8", "10", "12")))
MON, TUE, WED, THU, FRI, SAT, SUN = range(7)
LUNGE = Prescribed(8, 15, sets=2, sides="alternate", load="optional", body_is_load=True)
PLANK = Prescribed(30, 60, "seconds", sets=1)
LADDER = Ladder(harder=Rung("single-leg-squat", "Single leg squat"))


@dataclass(frozen=True)
class Aim:
    """What a runner is to do of an exercise, and why: so many reps or seconds in each set, with a load in kg (0: none),
    in this order of sides. `harder` says that a harder exercise is offered."""

    sets: int
    amount: int
    load: Decimal
    sides: tuple[str, ...]
    reason: str
    is_left_out: bool
    harder: bool


@dataclass
class Session:
    """What a runner was told before a session, and the sets that came of it, by exercise.

    `in_a_row` is the number of weeks named where an easier one is offered, else None; `is_easier` whether this is one.
    """

    week: int
    in_a_row: int | None
    is_easier: bool
    aims: dict[str, Aim]
    done: dict[str, list[SetDone]] = field(default_factory=dict)

    @property
    def lunge(self):
        return self.aims["lunge"]

    @property
    def plank(self):
        return self.aims["plank"]

    def least(self, exercise, side=None):
        """The least reps or seconds of a set (of a side)."""
        return min(row.reps or row.seconds for row in self.done[exercise] if side in (None, row.side))


@dataclass
class Runner:
    """Somebody who lunges `reps` times without load, 4 % fewer for each kilogram, and holds a plank for `hold_s`; who
    does what is said or what they can, whichever is less, and loses form on whatever is asked beyond it.

    `right` is the share that the right side manages, where the two are logged apart; `away` the weeks missed; `pains`
    pain of the lunge by (week, weekday); `eases` whether every easier week is accepted. `sessions` is what is left.
    """

    reps: float = 14
    hold_s: float = 45
    right: float | None = None
    away: frozenset = frozenset()
    pains: dict = field(default_factory=dict)
    eases: bool = False
    sessions: list = field(default_factory=list)

    def live(self, weeks=52):
        """So many weeks, by the rules alone."""
        self.prescribed = {"lunge": replace(LUNGE, sides="each") if self.right else LUNGE, "plank": PLANK}
        self.past, self.days, self.eased = {"lunge": [], "plank": []}, set(), set()
        for week in range(1, weeks + 1):
            self.live_week(week)
        return self

    def live_week(self, week):
        """Three sessions, or none; after one that hurt, the next morning."""
        for weekday in () if week in self.away else (MON, WED, FRI):
            self.train(week, weekday)
            if (week, weekday) in self.pains:
                self.wake_up(week, weekday + 1, self.pains[week, weekday])

    def train(self, week, weekday):
        """One session, from what is said of it to the last set."""
        session = self.begin(week, weekday)
        for exercise, aim in session.aims.items():
            if not aim.is_left_out:
                pain = self.pains.get((week, weekday)) if exercise == "lunge" else None
                done = session.done[exercise] = list(self.sets(exercise, aim, pain or 0))
                self.log(exercise, aim, done, pain)
        self.sessions.append(session)
        self.reps += 1 / 15 if "lunge" in session.done else 0
        self.hold_s += 0.5

    def sets(self, exercise, aim, pain):
        """What is done of an exercise; of what hurts too much no more after the first."""
        for number in range(1, aim.sets + 1 if pain < STOP_FROM else 2):
            for side in aim.sides:
                can = self.can(exercise, aim, side)
                amount = {self.prescribed[exercise].measure: min(aim.amount, can)}
                yield SetDone(number, side, load_kg=aim.load or None, form_ok=aim.amount <= can, **amount)

    def can(self, exercise, aim, side):
        """The most of it that is clean."""
        if exercise == "plank":
            return int(self.hold_s)
        return int(self.reps * (self.right if side == "right" else 1) * (1 - 0.04 * float(aim.load)))

    def begin(self, week, weekday):
        """What the rules say of the session of this day; an easier week is accepted where it is offered and wanted."""
        self.today, monday = day(week, weekday), day(week, MON)
        offer = None if monday in self.eased else deload_offer(self.days, self.eased, monday)
        if offer and self.eases:
            self.eased.add(monday)
        self.days.add(self.today)
        in_a_row = int(offer.sentence.split()[0]) if offer else None
        wishes = Wishes(easier_week=monday in self.eased)
        aims = {exercise: self.aim(exercise, wishes) for exercise in self.prescribed}
        return Session(week, in_a_row, wishes.easier_week, aims)

    def aim(self, exercise, wishes):
        ladder = LADDER if exercise == "lunge" else Ladder()
        asked, past = self.prescribed[exercise], self.past[exercise]
        told = next_target(asked, past, self.today, Loads(LOADS), ladder, wishes)
        sides = (told.first.side, OTHER_SIDE[told.first.side]) if told.first else ("both",)
        harder = "harder" in [offer.kind for offer in told.offers]
        left_out = told.change == "leave-out"
        return Aim(told.sets, told.amount, told.load_kg or Decimal(0), sides, told.reason, left_out, harder)

    def log(self, exercise, aim, done, pain):
        told = {"target": aim.amount, "asked": aim.sets, "top": self.prescribed[exercise].high}
        eased = self.today - timedelta(days=self.today.weekday()) in self.eased
        self.past[exercise].append(PastSession(self.today, tuple(done), pain, **told, eased=eased))

    def wake_up(self, week, weekday, pain):
        """The morning after: where it is asked how it feels, no worse."""
        lunges = self.past["lunge"]
        if ask_this_morning(lunges[-1], day(week, weekday)):
            lunges[-1] = lunges[-1]._replace(pain_next_day=pain)

    def of_week(self, week):
        return [session for session in self.sessions if session.week == week]


def day(week, weekday):
    """In week 1 and so on; Monday is 0."""
    return MONDAY + timedelta(weeks=week - 1, days=weekday)
