"""The kind of a run, by title, distance and duration; and whether it is much longer than those before (our rule 5).

is_run(title)            whether an entry of a plan's calendar may be a run, and is not named as something else
names_run(title)         whether its title names anything of a run
kind_of(title, ...)      easy, hard, long or a race: a guess, ours, that the runner can correct
said_in(text)            the distance and the duration in a text
like(title)              the name that similar runs share
alike(title)             the same as it is shown
is_unsaid(...)           whether nothing told its kind, so that it was taken for easy
too_long(run, earlier)   a sentence on a single run that is more than 10 % longer than the longest of 30 days
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from glutes.rules.hint import Hint

EASY, HARD, LONG, RACE = "easy", "hard", "long", "race"
NONE = "none"
"""The kind of a planned entry that is no run, such as "Dentist": it names nothing of a run, or the runner says so."""
NO_TITLE = "Run"
"""The name of a run that has none."""
KM_PER_MILE = Decimal("1.609344")
LONG_KM, LONG_S = 16, 90 * 60
"""Ours: unless the title says otherwise, a run of so many km or seconds is a long one."""
LONG_EASY_KM, LONG_EASY_S = 20, 2 * 3600
"""Ours: a run of so many km or seconds is a long one, however easy its title says it is."""
RACE_KM = 42
"""Ours: a planned run of so many km that is not called training is a race."""
MOST_KM, MOST_S = 500, 48 * 3600
"""Ours: larger values are mistakes, and ignored."""

LOOK_BACK = timedelta(days=30)
MUCH_LONGER = Decimal("1.1")
"""Frandsen 2025: 5,205 runners; a run more than 10 % longer than the longest of the last 30 days (HRR 1.64)."""
SOURCE = "frandsen-2025"

OTHER_SPORT = r"swim\w*|bik(?:e|es|ing)|cycl\w*|rid(?:e|es|ing)|spin\w*|walk\w*|hik(?:e|es|ing)|row\w*|elliptical|"
OTHER_SPORT += r"cross[ -]?train\w*|xt|schwimm\w*|rad|radfahren|radtour|wander\w*|vélo|natation|marche|tennis|padel|"
OTHER_SPORT += r"squash|badminton|golf|football|soccer|fu(?:ß|ss)ball|basketball|volleyball|hockey|rugby|climb\w*|"
OTHER_SPORT += r"boulder\w*|ski|skiing|danc\w*|boxing"
"""A distance beside one of these is its own: "Ride, 40 km"."""
NO_RUN = r"^rest|rest day|day off|off day|strength|gym|weights?|core|yoga|pilates|mobility|stretch\w*|massage|physio|"
NO_RUN += rf"ruhetag|kraft\w*|repos|musculation|renfo\w*|{OTHER_SPORT}"
WORDS = {
    EASY: r"easy|recovery|jog\w*|shake-?out|base|steady",
    HARD: r"interval\w*|tempo|threshold|track|speed\w*|fartlek|hills?|vo2\w*|repetitions?|hard|\d+ ?[x×] ?\d+\w*|"
    r"progression|pace|session|club night",
    LONG: r"long(?:runs?)?|lr",
    RACE: r"race|parkrun|\w*marath?on|time trial",
}
NUMBERS = re.compile(r"[\d.,:/×-]+ ?(?:km|k|mi|miles?|min|h|m)?\b", re.IGNORECASE)
STRIDES = r"(?:\d+ ?[x×] ?(?:\d+ ?(?:m|s|sec)?)? ?)?strides"
"""Ours: some 20 seconds each at the end of an easy run, which stays one."""
NO_LAUF = r"(?:\w*[sn])?(?:ab|an|auf|durch|kreis|lebens|um|ver|vor|zu)lauf(?:e?s|en|\w*plan)?|(?:aus|ein)lauf"
"""German words with “lauf” that mean no run, such as "Ablauf" and "Tagesablauf"; "Abendlauf" and "Einlaufen" do."""
NONE_BEFORE = r"(?<!no )(?<!school )(?<!dry )(?<!ski )(?!run errands)"
RUN = (
    rf"{NONE_BEFORE}(?:(?:park|long|trail)?runs?|running)|(?!(?:{NO_LAUF})\b)\w*lauf(?!end|zeit|werk)\w*|jog\w*|footing"
)
UNIT = r"km|k|kilomet(?:re|er)s?|mi|miles?"
DISTANCE = rf"\d+ ?(?:{UNIT})"
DURATION = r"\d{1,3} ?min\w*|[1-5] ?h(?:ours?|rs?|\d\d)?"
"""A duration in a title. More than 5 hours are a time of day: "Dinner 19h"."""
EFFORT = r"trail|aerobic|endurance|zone|z[1-5]"
"""Words that say that an entry is a run, but not which kind of run."""
WEAK = r"easy|recovery|base|steady|speed|track|hills?|hard|progression|pace|session|long|trail|zone"
"""Those of the words above that entries about something else have as well: "Speed dating", "Long weekend"."""
OTHER = r"dat(?:e|es|ing)|deadlines?|week-?ends?|holidays?|vacation|drives?|flights?|haul|trip|tours?|mix|camp|copy|"
OTHER += r"maintenance|repairs?|network\w*|awareness|camera|exams?|talks?|shift|parcels?|packages?|"
OTHER += r"orders?|term|time zones?|day at work|birthday|party|wedding|concert|breakfast|brunch|lunch|dinner|"
OTHER += r"(?:team|training|planning|strategy|working|study|photo|therapy|jam|info\w*) session"
"""A WEAK word beside one of these names no run. Beside any other word it does: to miss a hard run costs a runner more
than to remove an entry with one tap."""
ELSE = r"briefing|meeting|call|stand-?up|dentist|doctor|appointment"
"""Beside one of these, only the word for a run or a distance names a run; durations and WORDS do not."""


def has(words, text):
    """Whether the text contains one of these words."""
    return re.search(rf"\b(?:{words})\b", text.lower()) is not None


def is_run(title):
    """Whether an entry of a running plan may be a run: any that is not named as something else.

    If a title names two things, one of them has to be a run, by its name or by a distance that is no other sport's:
    "Strength, then easy 5 km". Words such as "easy" or "hard" are not enough: they may be about anything.
    """
    if has(RUN, title) or not has(NO_RUN, title):
        return True
    things = re.split(r"[+&;]|\b(?:and|or|then)\b", title, flags=re.IGNORECASE)
    return any(has(DISTANCE, thing) and not has(OTHER_SPORT, thing) for thing in things)


def names_run(title):
    """Whether a title names anything of a run: a word for one, a distance or a duration.

    A WEAK word does unless OTHER words beside it say that the entry is about something else: "Easy, with Jo" and "Hill
    repeats", but not "Speed dating".
    """
    if has(ELSE, title):
        return has(f"{RUN}|{DISTANCE}", title)
    told = re.findall(rf"\b(?:{'|'.join([RUN, DISTANCE, DURATION, EFFORT, *WORDS.values()])})\b", title.lower())
    if any(not re.fullmatch(WEAK, word) for word in told):
        return True
    parts = re.split(r"[^\w\s-]|\b(?:with|and|then|before|after)\b", title.lower())
    return any(has(WEAK, part) and not has(OTHER, part) for part in parts)


def kind_of(title, km=None, seconds=None, planned=False):
    """A guess at the kind, by the title, else by distance or duration.

    A planned run with only a name and a distance, such as "Valley 10K" or "SainteLyon 78 km", is a race. A planned
    entry that is long by its duration alone is a long run only if its title says that it is a run: "Dinner 3h" is not.
    """
    told = re.sub(STRIDES, "", title.lower())
    training = [kind for kind in (HARD, LONG, EASY) if has(WORDS[kind], told)]
    if has(WORDS[RACE], title) and not has(r"pace|prep\w*|training", title) and not training:
        return RACE
    if training == [EASY] and ((km or 0) >= LONG_EASY_KM or (seconds or 0) >= LONG_EASY_S):
        return LONG
    if training:
        return training[0]
    if planned and (km or 0) >= RACE_KM:
        return RACE
    if (
        planned
        and re.search(r"\b\d+k\b", title.lower())
        and not has(r"runs?|running", title)
        and len(title.split()) > 1
    ):
        return RACE
    is_timed = not planned or has(f"{RUN}|{EFFORT}", title)
    return LONG if (km or 0) >= LONG_KM or (is_timed and (seconds or 0) >= LONG_S) else EASY


def is_unsaid(title, km=None, seconds=None):
    """Whether neither title nor length tells the kind of a run, such as "Morning Run, 8 km"."""
    return kind_of(title, km, seconds) == EASY and not has(WORDS[EASY], title)


def said_in(text):
    """The first distance (km, Decimal) and the first duration (seconds) in a text; None where there is none."""
    km = seconds = None
    if found := re.search(rf"(?<![\d.,])(\d{{1,3}}(?:[.,]\d{{1,2}})?) ?({UNIT})\b", text, re.IGNORECASE):
        km = Decimal(found[1].replace(",", ".")) * (KM_PER_MILE if found[2].lower().startswith("mi") else 1)
        km = km.quantize(Decimal("0.01"))
    if found := re.search(r"(?<![\d:])(\d{1,2}) ?h(?:ours?|rs?)? ?(\d{1,2})?\b|\b(\d{1,3}) ?min", text, re.IGNORECASE):
        hours, minutes, alone = (int(part or 0) for part in found.groups())
        seconds = hours * 3600 + minutes * 60 + alone * 60
    return km if km and km <= MOST_KM else None, seconds or None


def like(title):
    """The name that similar runs share: the title without numbers, which differ from week to week."""
    words = NUMBERS.sub(" ", title.casefold())
    return " ".join(words.split())[:100] or title.casefold().strip()[:100]


def alike(title):
    """What titles with one `like` are called on a page: "Long run" of "Long run 32 km"."""
    words = re.sub(rf"(?<![^\W\d_])(?:\d+ ?[x×] ?)?{NUMBERS.pattern}", " … ", title, flags=re.IGNORECASE).split()
    return " ".join(words).strip("… ") or title


@dataclass(frozen=True)
class Length:
    """A run's distance in km and duration in seconds, done or planned; None where unknown."""

    day: date
    km: Decimal | None = None
    seconds: int | None = None
    kind: str = EASY


def too_long(run, earlier):
    """A Hint if the run is more than 10 % longer than the longest of the 30 days before it; else None.

    `earlier`: Lengths; those of other days are ignored. Compares distances, as in the study; durations where distances
    are missing. Returns None if a long run or a race of unknown length is among them, as that may have been the
    longest.
    """
    before = [one for one in earlier if run.day - LOOK_BACK <= one.day < run.day]
    for measure, shown, also in (("km", km_said, "."), ("seconds", time_said, ", counted in km. Here we count time.")):
        mine, known = getattr(run, measure), [getattr(one, measure) for one in before if getattr(one, measure)]
        unknown = any(one.kind in (LONG, RACE) and not getattr(one, measure) for one in before)
        if not mine or not known or unknown:
            continue
        if mine <= max(known) * MUCH_LONGER:
            return None
        day = f"{run.day:%a} {run.day.day} {run.day:%b}"
        sentence = (
            f"{day}: {shown(mine)} is over 10% more than your longest in 30 days, {shown(max(known))}. "
            f"In 5,205 runners, overuse injuries were more common after such a run{also}"
        )
        return Hint(sentence, SOURCE)
    return None


def time_said(seconds):
    """1 h 45 min, 50 min."""
    hours, minutes = divmod(round(seconds / 60), 60)
    return " ".join([f"{hours} h"] * bool(hours) + [f"{minutes} min"] * bool(minutes or not hours))


def km_said(km):
    """12.5 km."""
    return f"{km:.1f}".removesuffix(".0") + " km"
