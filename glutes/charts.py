"""Charts as SVG: pure functions from numbers to text.

The box of the SVG is exactly the plot: from 0 % to 100 % across is from the first to the last day, from 0 % to 100 %
down from the highest to the lowest value. Words stand outside, in the padding of `.plot` (in rem), or are moved by em.
So a chart stretches to any width and its letters follow the reader's font size, without being stretched. Lines and
areas are in a nested <svg class="shape" viewBox="0 0 1000 1000" preserveAspectRatio="none">, whose strokes do not
scale.

The left side is a broad light line with rings, drawn first. The right side, and both legs together, are a thin dark
line with discs, drawn over it. So they can be told apart without colour, and where they coincide. Colours are in
static/css/progress.css.

    curve(...)                             one exercise or check over time
    beam(...)                              which side is ahead
    pips, pillars, pains, backdrop, axis   rows of columns that share an axis
    crowd(...)                             one result among those of other people
    grown(...), spark(...)                 then and now; a line as large as a word

All return SVG as text (Svg). Those that are a whole chart take its id on the page (`key`), what it shows (`title`) and
its numbers in a sentence (`desc`), for screen readers.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from html import escape
from itertools import pairwise
from math import ceil, floor

from glutes.rules.dates import day_month

MOST = 60
"""The most points of a side on a chart (ours).

More are gathered: the best of each week, four weeks, quarter or year.
"""

SPANS = ((7, "week"), (28, "four weeks"), (91, "quarter"), (364, "year"))

GAP = 21
"""Days without a session after which a line breaks off (ours)."""

MOST_WEIGHTS = 6
"""With more changes of weight than this on a chart, none of them breaks the line (ours)."""

LETTER = 3
"""About how wide a letter is, in per cent of a phone's width: it tells whether two words would overlap."""

UNIT = re.compile(r" (kg|lb|weight)\b|\bband ")
"""What is left out of a weight where there is no room for it: “8”, “body”, and “2” for “band 2”."""

STEPS = (1, 2, 5, 10, 15, 20, 25, 30, 50, 60, 100, 120, 200, 300, 500, 600, 1000, 2000)


class Svg(str):
    """SVG as text. Its words are escaped already, so templates do not escape it again."""

    __slots__ = ()

    def __html__(self):
        return str(self)


@dataclass(frozen=True)
class Point:
    """What was done on a day, or in the days from `day` on if points were gathered.

    `sides`: the best of each side, {"left": n, "right": n} or {"both": n}. `target`: the number aimed at. `weight`: the
    load in words. `rank`: the same load as a tuple, to compare loads.
    """

    day: date
    sides: dict
    target: int | None = None
    weight: str = ""
    rank: tuple = ()


@dataclass(frozen=True)
class Stretch:
    """A stretch of days, both ends included, with its word: time off, or a pain."""

    first: date
    last: date
    word: str = ""


@dataclass
class Scale:
    """Turns a day into per cent from the left, and a number into per cent from the top.

    `ticks`: the numbers to name.
    """

    first: date
    last: date
    ticks: list = field(default_factory=lambda: [0, 1])

    def x(self, day):
        """Where a day is: per cent from the left, 0 to 100."""
        share = (day - self.first).days / max(1, (self.last - self.first).days)
        return 100 * min(1, max(0, share))

    def y(self, number):
        """Where a number is: per cent from the top; negative for a number above the highest tick."""
        return 100 * (self.ticks[-1] - number) / (self.ticks[-1] - self.ticks[0])


# -- Pieces ------------------------------------------------------------------------------------------------------------


def pc(number):
    """A number as per cent, without needless zeros: 12.5%."""
    return f"{number:.2f}".rstrip("0").rstrip(".") + "%"


def plain(number):
    """A number with one decimal at most, as text: 12, 12.5."""
    return f"{float(number):.1f}".rstrip("0").rstrip(".")


def tag(name, cls="", inside=None, **attributes):
    """An element as text. `inside` is SVG. `text_anchor` stands for text-anchor; empty attributes are left out."""
    said = ""
    for key, value in {"class": cls, **attributes}.items():
        if value != "":
            said += f' {key.replace("_", "-")}="{value}"'
    return f"<{name}{said}/>" if inside is None else f"<{name}{said}>{inside}</{name}>"


def text(x, y, words, cls="", anchor="", dx="", dy=".36em"):
    """Words at a place. `words` may contain tspans, so the caller escapes them."""
    return tag("text", cls, words, x=x, y=y, text_anchor=anchor, dx=dx, dy=dy)


def line(cls, x1, x2, y1, y2):
    """A straight line; the places are SVG lengths."""
    return tag("line", cls, x1=x1, x2=x2, y1=y1, y2=y2)


def picture(key, title, desc, body, cls=""):
    """A chart with a title and a description for screen readers. `key` is its id on the page."""
    names = f'<title id="{key}-t">{escape(title)}</title><desc id="{key}-d">{escape(desc)}</desc>'
    labels = f"{key}-t {key}-d"
    return Svg(tag("svg", f"chart {cls}".strip(), names + "".join(body), role="img", aria_labelledby=labels))


def quiet(body, cls):
    """A chart that screen readers skip, because its numbers stand beside it."""
    return Svg(tag("svg", f"chart {cls}", "".join(body), aria_hidden="true"))


def shape(parts):
    """The part of a chart that is stretched with it: lines and areas, but no words or circles."""
    inside = "".join(parts)
    return f'<svg class="shape" viewBox="0 0 1000 1000" preserveAspectRatio="none" aria-hidden="true">{inside}</svg>'


def points_of(places):
    """Places, pairs of per cent, in the coordinates of `shape`."""
    return " ".join(f"{10 * x:.0f},{10 * y:.0f}" for x, y in places)


def polyline(cls, places):
    """A line through places, pairs of per cent; a single place becomes a short stroke."""
    if len(places) == 1:
        x, y = places[0]
        places = [(x - 0.4, y), (x + 0.4, y)]
    return tag("polyline", cls, points=points_of(places))


def area(cls, above, below):
    """A filled area between two lines of places, from left to right."""
    return tag("polygon", cls, points=points_of([*above, *below[::-1]]))


def box(cls, x, width, y=0, height=100, fill=""):
    """A rectangle; all numbers in per cent."""
    return tag("rect", cls, x=pc(x), width=pc(width), y=pc(y), height=pc(height), fill=fill)


def hatch(key):
    """The definition of the hatching that fills time off."""
    return (
        f'<defs><pattern id="{key}-hatch" width="7" height="7" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><line class="hatch" x1="0" x2="0" y1="0" y2="7"/></pattern></defs>'
    )


def apart(places, least):
    """These places (per cent from the top), moved as little as possible so that any two are at least `least` apart.

    All of them stay between -4 and 104. The order of the list is kept.
    """
    order = sorted(range(len(places)), key=places.__getitem__)
    found = [places[n] for n in order]
    for _ in range(50):
        for n in range(len(found) - 1):
            lack = least - (found[n + 1] - found[n])
            if lack > 0.01:
                found[n] -= lack / 2
                found[n + 1] += lack / 2
        if found:
            over = max(0, found[-1] - 104)
            found = [place - over for place in found]
            under = max(0, -4 - found[0])
            found = [place + under for place in found]
    moved = dict(zip(order, found, strict=True))
    return [moved[n] for n in range(len(places))]


def ticks_of(low, high, most=4):
    """Three or four evenly spaced round numbers from `low` or less to `high` or more, the lowest first."""
    low = max(0, min(low, high - 4))
    for step in STEPS:
        first, last = floor(low / step) * step, ceil(high / step) * step
        if (last - first) / step < most:
            break
    if first == last:
        first, last = max(0, first - step), last + step
    return list(range(first, last + 1, step))


def day_ticks(first, last):
    """The days to name below a chart, as pairs of (day, words): Mondays, months, quarters or years."""
    days = (last - first).days
    if days <= 45:
        monday = first + timedelta(days=-first.weekday() % 7)
        step = 1 if days <= 32 else 2
        mondays = [monday + timedelta(weeks=n) for n in range(0, 8, step)]
        return [(day, day_month(day)) for day in mondays if day <= last]
    months = [date(n // 12, n % 12 + 1, 1) for n in range(12 * first.year + first.month, 12 * last.year + last.month)]
    if days <= 130:
        return [(day, f"{day:%b}") for day in months]
    if days <= 430:
        return [(day, f"{day:%b %Y}" if day.month == 1 else f"{day:%b}") for day in months if day.month % 3 == 1]
    every = max(1, ceil(days / 365 / 6))
    return [(day, str(day.year)) for day in months if day.month == 1 and day.year % every == 0]


def grid(scale, unit=""):
    """A thin line and a number for each tick. The highest number has the unit, unless it is at the upper edge."""
    found = []
    for number in scale.ticks:
        at, last = pc(scale.y(number)), number == scale.ticks[-1] < 100
        found.append(line("grid-line", 0, "100%", at, at))
        found.append(text("0", at, f"{number}{unit if last else ''}", anchor="end", dx="-.6em"))
    return "".join(found)


def below(scale):
    """The days under a chart. Narrow charts hide every second one (class `roomy`)."""
    ticks, found = day_ticks(scale.first, scale.last), []
    for n, (day, words) in enumerate(ticks):
        x = scale.x(day)
        cls = " ".join(["roomy"] * (n % 2 == 1 and len(ticks) > 4) + ["mid"] * (0 < n < len(ticks) - 1))
        anchor = "end" if x > 94 else "start" if x < 6 else "middle"
        found.append(line("tick", pc(x), pc(x), "100%", "100%"))
        found.append(text(pc(x), "100%", words, cls=cls, anchor=anchor, dy="1.6em"))
    return "".join(found)


def point_mark(side, x, y, last=False):
    """A point: a ring for the left side, a smaller disc for the right or for both, so that both show at one place."""
    cls, size = ("left-ring", (".3em", ".42em")) if side == "left" else ("right-disc", (".2em", ".32em"))
    return tag("circle", cls + " last" * last, cx=pc(x), cy=pc(y), r=size[last])


def ends(scale, latest, extra=()):
    """The words to the right of a chart: "Left 13" and "Right 14", or "Each 13" if both are equal.

    `extra`: more of them, as (per cent from the top, SVG, CSS class).
    """
    left, right = latest.get("left"), latest.get("right")
    if left is not None and left == right:
        said = [(left, "Each ", "end-right")]
    else:
        names = {"left": ("Left ", "end-left"), "right": ("Right ", "end-right"), "both": ("", "end-right")}
        said = [(latest[side], *names[side]) for side in names if side in latest]
    words = [(float(scale.y(n)), tag("tspan", "word", word) + plain(n), cls) for n, word, cls in said]
    words += extra
    places = apart([max(0, y) for y, _, _ in words], 8.5)
    return "".join(
        text("100%", pc(y), word, cls=cls, dx=".9em") for y, (_, word, cls) in zip(places, words, strict=True)
    )


# -- Over time ---------------------------------------------------------------------------------------------------------


def gathered(values):
    """(Points, span): at most about MOST of these Points, the oldest first, and what each stands for.

    Up to MOST they stay as they are, and the span is "session". Else each is the best of a "week", "four weeks",
    "quarter" or "year": the heaviest weight, the most of each side with it, and the latest target with it.
    """
    if len(values) <= MOST:
        return values, "session"
    monday = values[0].day - timedelta(days=values[0].day.weekday())
    days, name = next((days, name) for days, name in SPANS if enough(values, monday, days))
    groups = {}
    for one in values:
        groups.setdefault((one.day - monday).days // days, []).append(one)
    return [best_of(monday + timedelta(days=n * days), group) for n, group in groups.items()], name


def each(by, one):
    """The span of `gathered` in words: "each week", "every four weeks". `one`: the word for a single session."""
    return f"every {by}" if by == "four weeks" else f"each {one if by == 'session' else by}"


def enough(values, monday, days):
    """Whether gathering by this many days leaves at most MOST points. The longest span is always accepted."""
    return days == SPANS[-1][0] or len({(one.day - monday).days // days for one in values}) <= MOST


def best_of(day, group):
    """The best of several Points as one, on that day."""
    rank = max(one.rank for one in group)
    same = [one for one in group if one.rank == rank]
    sides = {}
    for one in same:
        for side, number in one.sides.items():
            sides[side] = max(sides.get(side, number), number)
    return Point(day, sides, same[-1].target, same[-1].weight, rank)


def phases_of(values):
    """The Points at which a new weight begins; [] if all are without weight or there are more than MOST_WEIGHTS."""
    begun = [later for earlier, later in pairwise(values) if later.rank != earlier.rank]
    phases = [*values[:1], *begun]
    return phases if len(phases) <= MOST_WEIGHTS and any(one.weight for one in phases) else []


def runs_of(values, changes, pauses, gap):
    """The Points as lists, each to be connected by a line. A new list begins at a new weight, after time off and after
    a gap of more than `gap` days. `changes`: the days on which a new weight begins.
    """
    runs = []
    for one in values:
        before = runs[-1][-1] if runs else None
        off = before and any(before.day < pause.first <= one.day for pause in pauses)
        if before is None or off or (one.day - before.day).days > gap or one.day in changes:
            runs.append([])
        runs[-1].append(one)
    return runs


def top_of(numbers):
    """The number at which the scale ends: the greatest one, unless it is more than twice the 95th percentile.

    Then it is that percentile, so that one typing error does not flatten the chart.
    """
    usual = sorted(numbers)[: max(1, int(len(numbers) * 0.95))]
    return usual[-1] if len(numbers) > 4 and max(numbers) > 2 * usual[-1] else max(numbers)


def curve(
    key, title, desc, values, first, last, *,
    unit="", goal=None, band=None, band_words=(), ticks=None, pauses=(), sore=(), moves=(), gap=GAP, by="session",
):  # fmt: skip
    """A line for each side, with targets, changes of weight, time off and pain.

    values      Points, the oldest first; `by`: what each stands for (the span of `gathered`)
    first, last the days at both ends
    unit        the unit of the scale
    goal        the number to reach; None for none
    band        what is usual, as (low, high); `band_words`: the lines of words in it
    ticks       the numbers to name; default: chosen here
    pauses, sore, moves  Stretches of time off, of pain, and of the days on which another exercise was taken up
    gap         after how many days without a session a line breaks off
    """
    gap = max(gap, 2 * {name: days for days, name in SPANS}.get(by, 0))
    numbers = [n for one in values for n in one.sides.values()]
    targets = [one.target for one in values if one.target is not None]
    around = [top_of(numbers), min(numbers), *targets, *(band or ()), *([goal] if goal else [])]
    scale = Scale(first, last, ticks or ticks_of(float(min(around)), float(max(around))))
    phases = phases_of(values)
    runs = runs_of(values, {one.day for one in phases[1:]}, pauses, gap)
    latest = {side: n for one in values for side, n in one.sides.items()}
    goal_word = [(scale.y(goal), tag("tspan", "word", "Goal ") + str(goal), "end-quiet")] if goal else []
    body = [
        *behind(key, scale, pauses, sore),
        *reference(scale, band, band_words),
        shape(stairs(scale, runs)),
        grid(scale, unit),
        level(scale, goal),
        below(scale),
        *weights(scale, phases),
        *taken_up(scale, moves, 2.6 if phases and far_of(scale, values) else 1),
        shape(lines(scale, runs)) if len(values) > 1 else "",
        *stretch_words(scale, pauses, sore),
        *point_marks(scale, values),
        *beyond(scale, values, unit, inside=bool(phases)),
        ends(scale, latest, goal_word),
    ]
    return picture(key, title, desc, body, "chart-phases" if phases else "")


def behind(key, scale, pauses, sore):
    """The background: time off is hatched, days with pain are tinted."""
    if pauses:
        yield hatch(key)
    for pause in pauses:
        x, end = scale.x(pause.first), scale.x(pause.last + timedelta(days=1))
        if end > x:
            yield box("away", x, end - x, fill=f"url(#{key}-hatch)")
    for one in sore:
        x = scale.x(one.first)
        yield box("sore", x, max(0.6, scale.x(one.last + timedelta(days=1)) - x))


def stretch_words(scale, pauses, sore):
    """Yields the words for the latest time off and the latest pain. Those for time off end at its right edge; where
    there is no room for that, they begin at its left edge. Those for pain stand at its left edge, a line higher if the
    two would overlap.
    """
    taken = 0, 0
    if pauses and (end := scale.x(pauses[-1].last + timedelta(days=1))):
        first, said = scale.x(pauses[-1].first), pauses[-1].word
        wide = LETTER * len(said)
        x, anchor, dx = (end, "end", "-.1em") if end > wide else (first, "", ".1em")
        taken = (end - wide, end) if end > wide else (first, first + wide)
        yield text(pc(x), "100%", said, cls="note-word halo mid", anchor=anchor, dx=dx, dy="-.6em")
    if sore:
        x, word = scale.x(sore[-1].first), sore[-1].word
        late = x > 100 - LETTER * len(word)
        start = x - LETTER * len(word) if late else x
        meets = start < taken[1] and start + LETTER * len(word) > taken[0]
        anchor, dx = ("end", "-.2em") if late else ("", ".1em")
        dy = "-1.9em" if meets else "-.6em"
        yield text(pc(x), "100%", escape(word), cls="note-word halo mid", anchor=anchor, dx=dx, dy=dy)


def reference(scale, band, words):
    """What is usual: a tinted band, with its words in the upper left corner."""
    if band:
        low, high = max(band[0], scale.ticks[0]), min(band[1], scale.ticks[-1])
        top = scale.y(high)
        yield box("usual", 0, 100, top, scale.y(low) - top)
        for n, line in enumerate(words):
            yield text("0", pc(top), escape(line), cls="usual-word mid", dx=".6em", dy=f"{1.5 + 1.3 * n:.1f}em")


def level(scale, number):
    """A dotted line across at this number; "" for None."""
    if number is None:
        return ""
    at = pc(scale.y(number))
    return line("goal", 0, "100%", at, at)


def stairs(scale, runs):
    """The targets as stairs: each holds until the next session. The area below them is filled."""
    for run in runs:
        steps = []
        for n, one in enumerate(run):
            if one.target is None:
                continue
            until = run[n + 1].day if n + 1 < len(run) else one.day + timedelta(days=2)
            y = min(100, max(0, scale.y(one.target)))
            steps += [(scale.x(one.day), y), (scale.x(until), y)]
        if steps:
            yield area("stairs", steps, [(steps[0][0], 100), (steps[-1][0], 100)])
            yield polyline("aim", steps)


def weights(scale, phases):
    """A vertical line where a new weight begins, and the weight in words above it.

    On a phone they lose their units where there is no room. Where a weight was used so shortly that not even that fits
    above it, its words stand beside its line, a line lower for each.
    """
    taken, lower = 0, 0
    for n, one in enumerate(phases):
        x = scale.x(one.day) if n else 0
        until = scale.x(phases[n + 1].day) if n + 1 < len(phases) else 100
        if n:
            yield line("change", pc(x), pc(x), "-1.9em", "100%")
        words = one.weight or "body weight"
        wide, is_last = 9 + 2.6 * len(words), one is phases[-1]
        at_end = x > 85 or (is_last and x + wide > 100)
        fits = (100 - taken if at_end else until - x) > wide
        said = escape(words) if fits else UNIT.sub(tag("tspan", "roomy", r"\g<0>"), escape(words))
        short = 2.6 * len(UNIT.sub("", words))
        if until - x > max(5, short) or is_last:
            taken = x + (wide if fits else short)
            cls = "phase" if is_last else "phase mid"
            anchor, dx = ("end", "0") if at_end else ("", ".45em" if n else "0")
            yield text(pc(100 if at_end else x), "0", said, cls=cls, anchor=anchor, dx=dx, dy="-.9em")
        else:
            lower += 1
            anchor, dx = ("end", "-.4em") if x > 80 else ("", ".4em")
            dy = f"{1.3 * lower - 0.1:.1f}em"
            yield text(pc(x), "0", escape(words), cls="note-word halo", anchor=anchor, dx=dx, dy=dy)


def taken_up(scale, moves, top):
    """A vertical line where another exercise was taken up, with its name `top` em below the upper edge."""
    for n, one in enumerate(moves):
        x = scale.x(one.first)
        anchor, dx = ("end", "-.4em") if x > 50 else ("", ".4em")
        yield line("change", pc(x), pc(x), 0, "100%")
        yield text(
            pc(x), "0", escape(one.word), cls="note-word halo mid", anchor=anchor, dx=dx, dy=f"{top + 1.3 * n:.1f}em"
        )


def lines(scale, runs):
    """The lines of all sides, the left one first, so that the thin line of the right one is drawn over it."""
    for side in ("left", "right", "both"):
        for run in runs:
            places = [(scale.x(one.day), scale.y(one.sides[side])) for one in run if side in one.sides]
            places = [place for place in places if place[1] >= 0]
            if places:
                yield polyline("left-line" if side == "left" else "right-line", places)


def point_marks(scale, values):
    """A mark on every point of a side that has up to 20, else on its last point."""
    for side in ("left", "right", "both"):
        mine = [one for one in values if side in one.sides]
        for one in mine if len(mine) <= 20 else mine[-1:]:
            yield point_mark(side, scale.x(one.day), max(0, scale.y(one.sides[side])), one is mine[-1])


def beyond(scale, values, unit, *, inside=False):
    """Numbers that are above the scale, written at the upper edge: of several close to each other the greatest.

    They are written above the edge or, if the weights are there, below it (`inside`).
    """
    for x, words in side_by_side((n, scale.x(day), f"▲ {plain(n)}{unit}") for day, n in far_of(scale, values)):
        anchor = "end" if x > 90 else "start" if x < 10 else "middle"
        cls, dy = ("note-word halo", "1.5em") if inside else ("note-word", "-.5em")
        yield text(pc(x), "0", words, cls=cls, anchor=anchor, dy=dy)


def far_of(scale, values):
    """Pairs of (day, number) for the Points above the scale, each with its greatest number."""
    most = [(one.day, max(one.sides.values())) for one in values]
    return [(day, n) for day, n in most if scale.y(n) < 0]


def side_by_side(found):
    """The words that fit on one line without overlapping, as pairs of (x, words); greater numbers come first.

    `found`: (number, x, words) of each. At the left and right edge words are drawn inside the chart.
    """
    said = []
    for _, x, words in sorted(found, reverse=True):
        wide = LETTER * (len(words) + 1)
        at = x + wide / 2 if x < 10 else x - wide / 2 if x > 90 else x
        if all(abs(at - other) > wide for other, *_ in said):
            said.append((at, x, words))
    return [(x, words) for _, x, words in said]


# -- Columns: rows that share an axis ----------------------------------------------------------------------------------


def middle(n, count):
    """The middle of column `n` of `count`, in per cent from the left."""
    return 100 * (n + 0.5) / count


def backdrop(key, off, sore):
    """The background of all rows: columns of time off are hatched, those with pain tinted.

    `off` and `sore` have True or False for each column.
    """
    count, body = len(off), [hatch(key)]
    for n in range(count):
        if off[n]:
            body.append(box("away", 100 * n / count, 100 / count, fill=f"url(#{key}-hatch)"))
        if sore[n]:
            body.append(box("sore", 100 * n / count, 100 / count))
    return Svg(tag("svg", "score-back", "".join(body), aria_hidden="true"))


MOST_PIPS = 7


def pips(key, title, desc, columns, words, now):
    """A dot for each session: in each column those done, above them those that were planned and not done.

    `columns`: (done, planned) of each. `words`: what to write above each column, or "". `now`: the index of the column
    whose planned sessions are still to come.
    """
    count, body = len(columns), []
    rows = min(MOST_PIPS, max([3, *(max(done, planned or 0) for done, planned in columns)]))
    radius = min(0.5, 1.9 / rows)
    for n, (done, planned) in enumerate(columns):
        x = pc(middle(n, count))
        for row in range(min(rows, max(done, planned or 0))):
            kind = "pip" if row < done else "pip-next" if n == now else "pip-open"
            size = radius if kind == "pip" else radius - 0.04
            y = 100 - 100 * (row + 0.5) / rows
            body.append(tag("circle", kind, cx=x, cy=pc(y), r=f"{size:.2f}em"))
    return picture(key, title, desc, [*body, *above(words)], "score-pips")


def above(words):
    """The words above columns.

    Equal neighbours are written once; of different ones each is moved away from the other.
    """
    count = len(words)
    for n, word in enumerate(words):
        if word and not (n and words[n - 1] == word):
            before, after = n and words[n - 1], n + 1 < count and words[n + 1] not in ("", word)
            anchor, dx = ("start", "-1.2em") if before or n == 0 else ("end", "1.2em") if after else ("middle", "")
            yield text(pc(middle(n, count)), "0", escape(word), cls="note-word", anchor=anchor, dx=dx, dy="-.35em")


def pillars(key, title, desc, values, *, floor_at=None, now=None, cls="bar-sum", size="", asked=None):
    """A bar for each column; None or 0 has no bar.

    A bar takes most of its column, but no more than a sixth of the picture. `floor_at`: the number that is enough,
    drawn as a dotted line; bars below it are paler. `now`: the index of the column to highlight. `asked`: numbers to
    draw as outlines behind the bars. A number above the scale is written over its bar.
    """
    numbers = [float(value) for value in [*values, *(asked or ())] if value]
    top = max(1.5 * (floor_at or 0), top_of(numbers)) if numbers else 1.5 * (floor_at or 1)
    count, body = len(values), []
    half = min(31 / max(1, count), 8)
    for n, number in enumerate(asked or ()):
        if number:
            high = 100 * float(number) / top
            body.append(box("asked", middle(n, count) - half, 2 * half, 100 - high, high))
    for n, number in enumerate(values):
        if not number:
            continue
        high = min(100, 100 * float(number) / top)
        kind = f"{cls} bar-now" if n == now else cls if not floor_at or number >= floor_at else f"{cls} bar-short"
        body.append(box(kind, middle(n, count) - half, 2 * half, 100 - high, high))
    far = [(n, number) for n, number in enumerate(values) if number and number > top]
    for x, words in side_by_side((number, middle(n, count), f"▲ {float(number):.0f}") for n, number in far):
        body.append(text(pc(x), "0", words, cls="note-word", anchor="middle", dy="-.3em"))
    body.append(line("base", 0, "100%", "100%", "100%"))
    if floor_at:
        at = pc(100 - 100 * floor_at / top)
        body.append(line("goal", 0, "100%", at, at))
        body.append(text("100%", at, str(floor_at), cls="end-quiet", dx=".5em"))
    return picture(key, title, desc, body, f"score-bars {size}".strip())


def pains(key, title, desc, values):
    """The pain of each column: a number in a small square, a short stroke for 0, nothing for None."""
    count, body = len(values), []
    for n, number in enumerate(values):
        at = pc(middle(n, count))
        if number:
            square = tag("rect", x="-.72em", y="-.72em", width="1.44em", height="1.44em", rx=".3em")
            square += tag("text", "", number, text_anchor="middle", dy=".36em")
            body.append(tag("svg", "pain-mark", square, x=at, y="50%", overflow="visible"))
        elif number == 0:
            body.append(tag("svg", "", line("none", "-.3em", ".3em", 0, 0), x=at, y="50%", overflow="visible"))
    return picture(key, title, desc, body, "score-pain")


def axis(names, now):
    """The axis below the rows: the names of every fourth or so column, and `now`, the words for the last one."""
    count, body = len(names), []
    every = max(1, ceil(count / 4))
    for n, name in enumerate(names[:-1]):
        if (count - 1 - n) % every == 0 and n:
            cls = "roomy" if (count - 1 - n) // every % 2 else ""
            body.append(text(pc(middle(n, count)), "50%", escape(name), cls=cls, anchor="middle"))
    if names:
        body.append(text(pc(middle(count - 1, count)), "50%", now, cls="end-right", anchor="end", dx="1.2em"))
    return quiet(body, "score-axis")


# -- Which side is ahead -----------------------------------------------------------------------------------------------

BEAM, EVEN = 40, 10
"""In per cent (ours): the difference at the ends of a beam, and the one up to which two sides are called even."""


def beam_x(gap):
    """Where a gap (per cent of the stronger side) is on a beam, in per cent from the left."""
    return 50 + 50 * max(-BEAM, min(BEAM, gap)) / BEAM


def beam(key, title, desc, now, then=None, lately=(), words=None):
    """How far one side is ahead, on a line with “even” in its middle.

    All gaps are in per cent of the stronger side, positive if the right side is ahead. `now`: the latest. `then`: an
    earlier one. `lately`: those of the last sessions, drawn as a bar. `words`: what to write at both marks, (then,
    now).
    """
    body = [
        box("usual", beam_x(-EVEN), beam_x(EVEN) - beam_x(-EVEN)),
        line("base", 0, "100%", "50%", "50%"),
        line("middle", "50%", "50%", 0, "100%"),
    ]
    if then is not None:
        body.append(line("way", pc(beam_x(then)), pc(beam_x(now)), "50%", "50%"))
        body.append(tag("circle", "then", cx=pc(beam_x(then)), cy="50%", r=".34em"))
    low, high = min([now, *lately]), max([now, *lately])
    if high > low:
        bar = tag("rect", "lately", width="100%", y="-.34em", height=".68em", rx=".34em")
        where = {"x": pc(beam_x(low)), "width": pc(beam_x(high) - beam_x(low)), "y": "50%"}
        body.append(tag("svg", "", bar, overflow="visible", **where))
    body.append(tag("circle", "now", cx=pc(beam_x(now)), cy="50%", r=".5em"))
    if abs(now) > BEAM:
        anchor, dx = ("end", "-.9em") if now > 0 else ("", ".9em")
        body.append(text(pc(beam_x(now)), "50%", f"{abs(now):.0f}%", cls="note-word", anchor=anchor, dx=dx))
    if words:
        body += beam_words(now, then, words)
    return picture(key, title, desc, body, "beam beam-said" if words else "beam")


def beam_words(now, then, words):
    """The words below both marks, inside the chart.

    If the marks are close, one word ends and the other begins there.
    """
    said = [(beam_x(now), words[1], "note-word")] + ([] if then is None else [(beam_x(then), words[0], "")])
    said.sort()
    wide = [LETTER * len(word) for _, word, _ in said]
    at = [x for x, *_ in said]
    if len(said) == 2 and at[1] - at[0] < 25:
        right = min(at[1], 100 - wide[1])
        left = max(wide[0], min(at[0], right))
        at, how = [left, max(left, right)], [("end", "-.2em"), ("start", ".2em")]
    else:
        at = [min(100 - width / 2, max(width / 2, x)) for x, width in zip(at, wide, strict=True)]
        how = [("middle", "")] * len(said)
    for x, (_, word, cls), (anchor, dx) in zip(at, said, how, strict=True):
        yield text(pc(x), "100%", escape(word), cls=cls, anchor=anchor, dx=dx, dy="1.1em")


# -- Small ones --------------------------------------------------------------------------------------------------------


def grown(then, now):
    """One bar: the earlier number, and what was gained since. If it is less now, the lost part is an empty box."""
    low = 100 * float(min(then, now)) / float(max(then, now, 1))
    whole = tag("rect", "came" if now >= then else "went", width="100%", height="100%", rx=".25em")
    return quiet([whole, tag("rect", "was-bar", width=pc(low), height="100%", rx=".25em")], "grown")


def spark(values):
    """A line as large as a word for some weeks; "" for fewer than two.

    `values`: {side: number} of each, oldest first.
    """
    numbers = [float(n) for sides in values for n in sides.values()]
    if len(values) < 2 or not numbers:
        return ""
    low, high = min(numbers) - 0.5, top_of(numbers) + 0.5
    parts, dots = [], []
    for side in ("left", "right", "both"):
        places = [
            (4 + 92 * n / (len(values) - 1), 8 + 84 * max(0, high - float(sides[side])) / (high - low))
            for n, sides in enumerate(values)
            if side in sides
        ]
        if places:
            parts.append(polyline("left-line" if side == "left" else "right-line", places))
            dots.append(point_mark(side, *places[-1]))
    return quiet([shape(parts), *dots], "spark")


# -- A crowd -----------------------------------------------------------------------------------------------------------

POSTS = {"left": "left-post", "right": "right-post"}
CROWD_END, CROWD_STEP, CROWD_MOST = 140, 7, 7
"""The last second of the picture, how many seconds share a column, and how many people stand in one at most."""


def crowd(key, title, desc, people, sides, goal):
    """A dot for each person of a study; those who held less long than the user's lower side are filled.

    `people`: the seconds that each held. `sides`: {side: seconds} of the user. `goal`: in seconds.
    """
    places = sorted(sides.items(), key=lambda pair: pair[1])
    body, columns = [], Counter()
    for seconds in people:
        column = int(min(seconds, CROWD_END - 1) // CROWD_STEP)
        columns[column] += 1
        cls = "person passed" if seconds < places[0][1] else "person"
        x, y = 100 * (column + 0.5) * CROWD_STEP / CROWD_END, 100 - 100 * (columns[column] - 0.5) / CROWD_MOST
        body.append(tag("circle", cls, cx=pc(x), cy=pc(y), r=".46em"))
    at = {number: pc(100 * min(number, CROWD_END) / CROWD_END) for number in (0, 30, goal, 90, 120, *sides.values())}
    body.append(line("base", 0, "100%", "100%", "100%"))
    body.append(line("goal", at[goal], at[goal], 0, "100%"))
    for number, words in ((0, "0"), (30, "30"), (goal, f"goal {goal}"), (90, "90"), (120, "120 s")):
        body.append(text(at[number], "100%", words, cls="note-word" * (number == goal), anchor="middle", dy="1.6em"))
    for side, number in places:
        body.append(line(POSTS[side], at[number], at[number], "-1.5em", "100%"))
    return picture(key, title, desc, [*body, *crowd_words(places, at)], "crowd")


def crowd_words(places, at):
    """The words at the user's vertical lines. Near an edge both are written on the other side of the lines."""
    said = [(f"{side.capitalize()} {number}", f"end-{side}") for side, number in places]
    (_, low), (_, high) = places[0], places[-1]
    if low / CROWD_END < 0.18 or high / CROWD_END > 0.82:
        number, anchor, dx = (high, "", ".4em") if low / CROWD_END < 0.18 else (low, "end", "-.4em")
        words = "".join(tag("tspan", cls, word, dx=".7em" * n) for n, (word, cls) in enumerate(said))
        return [text(at[number], "0", words, anchor=anchor, dx=dx, dy="-.9em")]
    sets = [("end", "-.4em"), ("", ".4em")][-len(said) :]
    return [
        text(at[number], "0", word, cls=cls, anchor=anchor, dx=dx, dy="-.9em")
        for (_, number), (word, cls), (anchor, dx) in zip(places, said, sets, strict=True)
    ]
