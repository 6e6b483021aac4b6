"""Six small tests of each side: what to do, what the numbers mean and do not mean (docs/rules.md, rule 12).

    KINDS, kind_of(slug)               the checks, in the order in which to do them all
    title(kind, result)                "Left 51, right 54 seconds"
    compared(kind, result, before)     what changed since the last time, and new bests
    meaning(kind, result)              what it means: compared with the goal, and one side with the other
    side_behind(kind, result)          the side with a gap to the other
    hurt(pain)                         what to do about pain
    people(), let_go_before(seconds)   the people of a study, and how many of them held less
    due(last, today, not_before, ...)  the check that is due
    tired_days(hard, races)            days on which none is due, because of runs and races
    later(today, tired)                the day to which "later" moves it

A result has seconds, reps, or for a question the index of the answer, the worst being 0. One measurement of a hip is
off by up to a quarter, so a single difference is no reason to act.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from statistics import NormalDist

from glutes.rules.coaching.pain import STOP, PainAdvice
from glutes.rules.coaching.sessions import HOLD_FROM, STOP_FROM
from glutes.rules.coaching.symmetry import FLAG_PERCENT, LEAST_GAP
from glutes.rules.dates import A_DAY, day_month
from glutes.rules.most import MOST_REPS, MOST_SECONDS
from glutes.rules.week.spacing import RACE_DAYS

EVERY = timedelta(weeks=4)
"""Ours: how often (rule 12)."""

APART = 50
"""Days without a check after which a chart's line breaks."""

OFF_BY = "One measurement is off by up to a quarter"
"""The detectable change of hip strength is about 27 % (docs/rules.md, rule 6)."""

LATER = timedelta(days=3)
"""Ours: for how long “later” puts off a reminder."""

MOST_LATER = 7
"""Ours: among how many days from then on it looks for one on which legs are rested."""

STUDY = NormalDist(65.2, 32.7)
PEOPLE = 77
"""The people of a study (worst-2026), and how long they held the bridge on their better leg: mean and deviation."""

SHARES = ((4, "1 in 4"), (3, "1 in 3"), (2, "half"), (1.5, "2 in 3"), (4 / 3, "3 in 4"))
"""The words for a share: the nearest of these is used. Shares below a quarter are not mentioned."""

LOW_S, GOAL_S = 20, 60
"""A bridge hold below 20 s is low (ours), from 60 s on it is at its goal (D4)."""

SIDES = ("left", "right")

CALM_FOR = timedelta(days=7)
"""Ours: none is due for so long after something hurt 4 or more."""

SKIP_IF = (
    "Something hurts now, or hurt 4 out of 10 or more this week.",
    "You ran hard or long yesterday: your legs would tell on you.",
    "You race within two days.",
)
"""Reasons to do a check on another day (ours)."""

PAINS = ((0, "No"), *((number, str(number)) for number in range(1, STOP_FROM)), (STOP_FROM, "A lot"))
"""The answers to “Did it hurt?”; a little pain is given as a number."""

STOP_IF = "Stop at once if you feel pain that is sharp, sudden or getting worse."
"""For every check, as warning_signs.GENERAL says it of all training."""


@dataclass(frozen=True)
class Answer:
    """One way to answer a question, and what it looks or feels like."""

    word: str
    looks: str


@dataclass(frozen=True)
class Kind:
    """One check, done on each side.

    exercise    the slug of the exercise that it is done with: its picture, and for a hold its first target
    measure     seconds, reps, or answer: which of `answers`, the worst first
    goal        what to aim at; None for a question
    most        the most that can be typed
    ends_at     seconds after which the clock ends the hold; None: it ends when form is lost
    warm_up     what to do before it; "" for nothing
    ends        when a try is over; also the label of the button that ends it
    says, says_not  what the number means and what it does not mean; `sources`: slugs
    """

    slug: str
    name: str
    about: str
    exercise: str
    measure: str
    minutes: int
    steps: tuple[str, ...]
    ends: str
    stop: str
    says: str
    says_not: tuple[str, ...]
    sources: tuple[str, ...]
    warm_up: str = "10 squats first, to warm up"
    kit: str = ""
    goal: int | None = None
    most: int = 2
    ends_at: int | None = None
    answers: tuple[Answer, ...] = ()

    @property
    def is_hold(self):
        """Whether it is a hold, timed by the clock."""
        return self.measure == "seconds"

    @property
    def is_question(self):
        """Whether it has answers instead of a number."""
        return self.measure == "answer"

    @property
    def unit(self):
        """The unit to put behind a number: " s" or ""."""
        return " s" if self.is_hold else ""

    def words(self, value):
        """A result of one side: "48 s", "24", "fair", or "–" where that side was not done."""
        if value is None:
            return "–"
        return self.answers[value].word if self.is_question else f"{value}{self.unit}"


KINDS = (
    Kind(
        "bridge-hold",
        "Single-leg bridge",
        "held, in seconds",
        "single-leg-bridge",
        "seconds",
        4,
        (
            "Lie on your back, one foot flat, its heel close to your bum.",
            "Push your hips up, stretch the other leg out straight, and hold.",
            "Hips high and level for as long as you can. Then the other side.",
        ),
        "It ends when your hips drop or tip.",
        "Hips dropped",
        "77 people of about 20 held 65 seconds on average (spread 33), on either leg alike. In another study, with the "
        "knee bent further, people held 81 (spread 25). Our goal of 60 is that of the article.",
        (
            "That your glutes are strong or weak: the backs of your thighs hold too.",
            "That an injury is coming, or isn’t.",
            "That you’re better or worse than runners like you: those studied may not run at all.",
        ),
        ("worst-2026", "lehecka-2021", "d4"),
        kit="Mat",
        goal=GOAL_S,
        most=MOST_SECONDS,
    ),
    Kind(
        "which-muscle",
        "Which muscle goes hard?",
        "a hand on your bum, then your thigh",
        "activation-test",
        "answer",
        1,
        (
            "Stand tall and take one straight leg out behind you.",
            "Put a hand on the upper half of that side’s bum, then on the back of the thigh.",
            "Which goes hard first? 3 times each side. Can’t tell? Borrow a good friend’s hand.",
        ),
        "3 tries each side.",
        "Done",
        "If the bum stays soft, the back of the thigh does the work alone, says the article that the test is from. It "
        "gives no numbers, and nobody has measured how well two tries agree.",
        (
            "That your glutes are “off” or lazy: a muscle under a hand is a rough guide.",
            "That an injury is coming, or isn’t.",
        ),
        ("d4",),
        warm_up="",
        answers=(
            Answer("thigh first", "The bum stays soft, or comes late."),
            Answer("both", "Both at once, or you can’t tell."),
            Answer("bum first", "The bum goes hard before the thigh."),
        ),
    ),
    Kind(
        "five-squats",
        "5 single-leg squats",
        "how steady they look",
        "single-leg-squat",
        "answer",
        2,
        (
            "Stand on one leg, arms crossed, before a mirror or a phone that films.",
            "Squat down slowly as deep as you can, and come up again: 5 times.",
            "Watch the knee, the hips and the trunk. Then the other side.",
        ),
        "5 squats each side.",
        "Done",
        "Physiotherapists judged this squat and agreed well (kappa 0.6 to 0.8). Those they called poor "
        "had weaker muscles at the side of the hip than those they called good.",
        (
            "What a trained eye would say: you judge yourself.",
            "That the hip is the reason: ankle, balance and practice show as well.",
            "That an injury is coming, or isn’t.",
        ),
        ("crossley-2011",),
        kit="Mirror or phone",
        answers=(
            Answer("poor", "You wobble or touch down; the knee falls in, a hip drops or the trunk leans, most times."),
            Answer("fair", "The knee drifts in or the trunk leans once or twice; the rest is smooth."),
            Answer("good", "Smooth and steady: knee over the foot, hips level, trunk upright, all 5."),
        ),
    ),
    Kind(
        "side-plank",
        "Side plank",
        "up to 45 s",
        "side-plank",
        "seconds",
        2,
        (
            "Lie on your side, elbow under the shoulder, feet stacked.",
            "Lift your hips until you are one line, and hold.",
            "45 seconds and you’re there. Then the other side.",
        ),
        "It ends when your hips sink, or at 45 seconds.",
        "Hips sank",
        "45 seconds is what a list of tests asks before running again after hip trouble. People held 54 to 104 on "
        "average, group by group; 24 women 77, and a week later 69, each off by about 11.",
        (
            "That you may run, or may not: it is one test of six on that list, meant for physios.",
            "That an injury is coming, or isn’t.",
        ),
        ("hip-return-2022", "mcgill-1999", "juan-recio-2022"),
        kit="Mat",
        goal=45,
        most=MOST_SECONDS,
        ends_at=45,
    ),
    Kind(
        "leg-raises",
        "Side-lying leg raises",
        "up to 30",
        "side-lying-leg-raise",
        "reps",
        3,
        (
            "Lie on your side, body in one line. The side that works is the one on top.",
            "Lift the straight top leg, heel first, toes forwards; lower it slowly.",
            "Count the clean ones, up to 30. Then the other side.",
        ),
        "It ends when your hips roll or the leg drifts forwards, or at 30.",
        "Done",
        "30 is what a list of tests asks before running again after hip trouble. We know of no average to compare "
        "with.",
        (
            "How strong your hip is: this is how long it lasts.",
            "That an injury is coming, or isn’t.",
        ),
        ("hip-return-2022",),
        kit="Mat",
        goal=30,
        most=MOST_REPS,
    ),
    Kind(
        "ten-squats",
        "10 single-leg squats",
        "can you do 10?",
        "single-leg-squat",
        "reps",
        2,
        (
            "Stand on one foot, the other just off the floor.",
            "Sit back and down as deep as you stay steady, and stand tall again.",
            "Count the clean ones, up to 10. Then the other side.",
        ),
        "It ends when you touch down or the knee falls in, or at 10.",
        "Done",
        "10 is what a list of tests asks before running again after hip trouble. We know of no average to compare "
        "with.",
        (
            "How deep or how strong: only how many were clean.",
            "That an injury is coming, or isn’t.",
        ),
        ("hip-return-2022",),
        goal=10,
        most=MOST_REPS,
    ),
)
"""The kinds, in the order to do them: first those that need fresh hips."""

MINUTES = 10
"""How long all of them take, warmed up once (ours)."""

BY_SLUG = {kind.slug: kind for kind in KINDS}


def kind_of(slug):
    """The Kind with this slug. Raises KeyError where there is none."""
    return BY_SLUG[slug]


def after(kind):
    """The Kind that comes after this one where all are done; None after the last."""
    return dict(pairwise(KINDS)).get(kind)


@dataclass(frozen=True)
class Result:
    """The result of one check: its day, each side (None: not done) and the pain, 0-10 (None: no answer)."""

    day: date
    left: int | None = None
    right: int | None = None
    pain: int | None = None

    @property
    def is_clean(self):
        """Whether pain was below 4: only then does its number mean anything."""
        return (self.pain or 0) < HOLD_FROM

    @property
    def sides(self):
        """The sides that were done, as {side: value}."""
        both = {"left": self.left, "right": self.right}
        return {side: value for side, value in both.items() if value is not None}

    @property
    def lower(self):
        """The lower of both sides, or the only one; None without any."""
        return min(self.sides.values(), default=None)


def title(kind, result):
    """Left 51, right 54 seconds; Left fair, right good; that it hurt where there is no number."""
    done = [f"{side} {kind.answers[value].word if kind.is_question else value}" for side, value in result.sides.items()]
    if not done:
        return "No result: it hurt"
    words = ", ".join(done)
    return words[0].upper() + words[1:] + (" seconds" if kind.is_hold else "")


def compared(kind, result, before):
    """What changed since the last time, in a sentence or two.

    Args: the Kind, the Result, the Results before it, newest first.
    """
    known = [one for one in before if one.sides and one.is_clean]
    if not result.sides:
        return "Leave it until it is calm."
    if not known:
        return "Your first: something to compare the next one with."
    alike = [side for side in result.sides if side in known[0].sides]
    said = [_change(kind, side, result.sides[side] - known[0].sides[side]) for side in alike]
    words = ", ".join(said)
    since = f"Since {day_month(known[0].day)}: {words}." if words else ""
    return " ".join(part for part in (since, _bests(kind, result, known)) if part)


def _change(kind, side, by):
    if not by:
        return f"{side} the same"
    if kind.is_question:
        return f"{side} {'better' if by > 0 else 'less so'}"
    return f"{side} {abs(by)}{kind.unit} {'more' if by > 0 else 'less'}"


def _bests(kind, result, known):
    """A sentence on new bests, left and right; a question has none."""
    if kind.is_question or not result.is_clean:
        return ""
    best = [
        side
        for side, value in result.sides.items()
        if (earlier := [one.sides[side] for one in known if side in one.sides]) and value > max(earlier)
    ]
    return f"Your best yet, {' and '.join(best)}." if best else ""


def meaning(kind, result):
    """What it means, as pairs of (heading, sentence): compared with the goal, then one side with the other."""
    if not result.sides:
        return []
    return [*_how_far(kind, result.lower), *_between_sides(kind, result)]


def _how_far(kind, lower):
    if kind.is_question:
        return []
    if lower >= kind.goal:
        return [("There", f"{kind.goal}{kind.unit} is the goal: there’s no need for more.")]
    if kind.slug == "bridge-hold" and lower < LOW_S:
        return [("Just starting", f"that’s our word for less than {LOW_S} seconds. {GOAL_S} is the goal.")]
    return [("Still building", f"{kind.goal - lower}{kind.unit} to go on the lower side, to {kind.goal}{kind.unit}.")]


def _between_sides(kind, result):
    if len(result.sides) < len(SIDES):
        return [("One side", "do the other as well, and you can compare.")]
    gap = abs(result.left - result.right)
    side = _lower_side(result)
    if kind.is_question:
        if not gap:
            return [("Even", "left and right alike.")]
        return [("Not alike", f"{side} less so today. One look is not enough to act on: see what the next one says.")]
    if not is_wide(kind, result):
        return [("Even", _even(kind, gap))]
    percent = 100 * result.lower // max(result.left, result.right)
    counts = kind.is_hold and result.is_clean
    starts = f"in this exercise your coach starts with {side} for 4 weeks, unless your sessions or you say otherwise"
    then = starts if counts else "see what the next one says"
    return [("A gap", f"{side} reached {percent}% of the other side. {OFF_BY}, so nothing is certain: {then}.")]


def _even(kind, gap):
    if not gap:
        return "left and right the same."
    least = LEAST_GAP["seconds" if kind.is_hold else "reps"]
    unit = "second" if kind.is_hold else "rep"
    several = "" if gap == 1 else "s"
    return f"{gap} {unit}{several} between the sides is nothing to act on. From {least} {unit}s on it may be."


def side_behind(kind, result):
    """The side with a gap to the other, "" if there is none. A check that hurt and a question's answer show none."""
    shows = result.is_clean and len(result.sides) == len(SIDES) and not kind.is_question
    return _lower_side(result) if shows and is_wide(kind, result) else ""


def _lower_side(result):
    return "left" if result.left < result.right else "right"


def is_wide(kind, result):
    """Whether the difference is worth mentioning (rule 6): below 90 %, and at least 5 s or 2 reps."""
    low, high = sorted((result.left, result.right))
    return low * 100 < FLAG_PERCENT * high and high - low >= LEAST_GAP["seconds" if kind.is_hold else "reps"]


def people():
    """The seconds of the people of the study, shortest first, as if they were spread normally."""
    return [max(1, STUDY.inv_cdf((n + 0.5) / PEOPLE)) for n in range(PEOPLE)]


def let_go_before(seconds):
    """How many people of the study held less, such as “About 1 in 3”; "" below a quarter."""
    share = sum(one < seconds for one in people()) / PEOPLE
    if share < 0.25:
        return ""
    return min(SHARES, key=lambda pair: abs(1 / pair[0] - share))[1]


HOLD = PainAdvice("hold", "No more checks today. In training, no more than this until it is calm.")


def hurt(pain):
    """What to do about pain (0-10) in a check: a PainAdvice; None below 4."""
    pain = pain or 0
    return STOP if pain >= STOP_FROM else HOLD if pain >= HOLD_FROM else None


@dataclass(frozen=True)
class Due:
    """The check that is due, since which day, and its last Result (None: none was ever done)."""

    kind: Kind
    since: date
    last: Result | None = None


def next_day(result):
    """The day on which a check is due again."""
    return result.day + EVERY


def tired_days(hard, races):
    """Days on which none is due (SKIP_IF): those after a hard or long run, and from two days before a race until the
    day after it."""
    before = {race - n * A_DAY for race in races for n in range(RACE_DAYS + 1)}
    return before | {day + A_DAY for day in (*hard, *races)}


def later(today, tired):
    """The day to which "later" moves a reminder: the first from LATER on that is not `tired`, if one comes in a
    week."""
    days = [today + LATER + n * A_DAY for n in range(MOST_LATER)]
    return next((day for day in days if day not in tired), days[0])


def due(last, today, not_before=None, hurt=(), tired=()):
    """The check that is due, or None.

    Args: the latest Result of each kind that was ever done, {slug: Result}; today; the day before which the user wants
    no reminder, if any; the days on which something `hurt` 4 or more, in a session or a check; the days that are
    `tired` (tired_days). If none was ever done, the first is due. After that, kinds that were never done or hurt the
    last time are never due: the user may choose them. In the week after something hurt, and on tired days, none is due
    (SKIP_IF).
    """
    if not_before and today < not_before:
        return None
    if today in tired or any(today - day < CALM_FOR for day in hurt):
        return None
    if not last:
        return Due(KINDS[0], today)
    over = [(next_day(last[kind.slug]), kind) for kind in KINDS if kind.slug in last and last[kind.slug].is_clean]
    over = [(day, kind) for day, kind in over if day <= today]
    if not over:
        return None
    since, kind = min(over, key=lambda pair: pair[0])
    return Due(kind, since, last[kind.slug])
