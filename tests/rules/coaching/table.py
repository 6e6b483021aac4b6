"""Rules 2, 3, 6, 7 and 9 computed a second time, slowly, the way they read in docs/rules.md.

For one exercise with both sides together, each session on a day of its own. It shares no code with the product but the
values that go in.
"""

from itertools import pairwise, takewhile


def facts(session, prescription):
    """A session as a dictionary of what the table speaks of."""
    seconds, wanted = prescription.measure == "seconds", prescription.sets
    rows = sorted(session.sets, key=lambda row: row.number)
    amounts = [(row.seconds if seconds else row.reps) for row in rows]
    rirs = [2 if row.rir is None else row.rir for row in rows]
    pain, morning = session.pain or 0, session.pain_next_day or 0
    aim = session.target
    form = all(row.form_ok for row in rows)
    return {
        "day": session.day,
        "sets": len(rows),
        "asked": session.asked,
        "amount": min(amounts[:wanted]),
        "best": max(amounts[:wanted]),
        "repeat": min(amounts[:wanted]) if aim is None else min(aim, max(amounts[:wanted])),
        "aim": aim,
        "load": min((row.load_kg or 0) for row in rows[:wanted]),
        "form": form,
        "spent": any(not row.form_ok and rir == 0 for row, rir in zip(rows, rirs, strict=True)),
        "rir": min(rirs),
        "said": min((row.rir for row in rows if row.rir is not None), default=None),
        "pain": pain,
        "told": session.pain is not None,
        "morning": morning,
        "bad morning": morning >= 4 or morning > pain,
        "trouble": not form or pain >= 4 or morning >= 4 or morning > pain,
    }


def is_clean(done, n):
    """Form held, no pain of 4 or more, none on the morning after, a rep to spare; or three times none, in good form."""
    one = done[n]
    if one["trouble"] or one["morning"]:
        return False
    if one["rir"] >= 1:
        return True
    three = done[n : n + 3]
    same = [x for x in three if not x["trouble"] and x["rir"] == 0 and x["load"] == one["load"]]
    return len(three) == len(same) == 3 and all(x["amount"] >= one["amount"] for x in three)


def expected(prescription, history, today, owned):
    """Sets, reps or seconds, kilograms, and whether it is left out; `owned` are kilograms, lightest first."""
    done = sorted((facts(one, prescription) for one in history), key=lambda one: one["day"], reverse=True)
    table = Table(prescription, done, today, owned)
    for row in (table.step_back, table.time_off, table.same_again, table.level, table.way_up):
        if answer := row():
            sets, amount, load, *out = answer
            sets, amount = min(sets, table.allowed), max(1, min([amount, *(one["repeat"] for one in table.rough)]))
            if prescription.measure == "seconds" and not table.rough:
                amount = max(amount, min(10, prescription.low))
            return max(1, sets), amount, min([load, *(one["load"] for one in table.rough)]), bool(out)
    return None


class Table:
    """What the table needs to know, and its rows, each as (sets, amount, kilograms[, left out]) or None."""

    def __init__(self, prescription, done, today, owned):
        self.prescription, self.done, self.today, self.owned = prescription, done, today, owned
        self.last, self.wanted, self.low = done[0], prescription.sets, prescription.low
        self.seconds = prescription.measure == "seconds"
        self.step, self.least = (5, 10) if self.seconds else (1, 3)
        self.off = (today - self.last["day"]).days
        self.did = max(1, min(self.wanted, self.last["sets"]))
        few, three = done[0]["sets"], done[:3]
        same = all(x["sets"] == few < (x["asked"] or self.wanted) and not x["trouble"] for x in three)
        self.enough = few if len(three) == 3 and same and 2 * few >= self.wanted else self.wanted
        self.find_load()
        self.find_top()
        self.find_trouble()

    def find_load(self):
        """The next load, and whether it is a small step: 10 %, or 4 kg where the body is the load."""
        load, body = self.last["load"], self.prescription.body_is_load
        heavier = [] if self.seconds else [kg for kg in self.owned if kg > load and kg * 100 >= load * 102]
        self.heavier = heavier[0] if heavier else None
        self.small = bool(heavier) and (heavier[0] * 10 <= load * 11 or (body and heavier[0] - load <= 4))

    def find_top(self):
        """The top: 15 reps, 12 with a weight whose next is a small step, 60 s; and the amount of “the same again”."""
        low, high, repeat = self.low, self.prescription.high, self.last["repeat"]
        usual = 12 if self.last["load"] and (self.small or not self.heavier) else 15
        reps = max(low, high if low >= usual else min(high, usual))
        hold = max(60, low) if low == high else high
        self.top = hold if self.seconds else reps
        down = repeat - repeat % self.step or repeat
        self.again = min(self.top, repeat if repeat == self.last["aim"] else down)

    def find_trouble(self):
        """What there was since the last clean session, and since the last full one without any."""
        clean = [n for n in range(len(self.done)) if is_clean(self.done, n)]
        unclean = self.done[: clean[0]] if clean else self.done
        while unclean and not unclean[-1]["trouble"]:
            unclean = unclean[:-1]
        self.rough = unclean
        whole = [n for n, one in enumerate(self.done) if self.is_whole(n) and not one["trouble"]]
        self.recent = self.done[: whole[0]] if whole else self.done
        self.missing = any(one["trouble"] for one in self.recent) and not self.is_whole(0)
        self.painful = [one for one in self.done if one["pain"] >= 4 and (self.today - one["day"]).days < 28]
        self.allowed = min(self.wanted, self.did + 1) if self.missing else self.wanted
        if self.rough:
            self.allowed = min([self.did, *(max(1, one["sets"]) for one in self.rough)])

    def is_whole(self, n):
        """Whether it had all the sets that are asked for now and had been by then."""
        one, older = self.done[n], self.done[n + 1 :]
        by_then = [self.wanted if one["asked"] is None else one["asked"]]
        by_then += [x["sets"] if x["asked"] is None else x["asked"] for x in older]
        return one["sets"] >= min(self.enough, max(by_then))

    def below(self, percent):
        """The heaviest load of at most so much of the last one; else none, or the last one where there must be one."""
        load = self.last["load"]
        fitting = [kg for kg in self.owned if kg < load and kg * 100 <= load * percent]
        return fitting[-1] if fitting else load if self.prescription.load == "required" else 0

    def time_off(self):
        """7, 14, 28 days."""
        load, days = self.last["load"], [one["day"] for one in self.done]
        gaps = [(later - earlier).days for later, earlier in pairwise(days)]
        if self.off > 28:
            few = self.low if self.seconds else min(8, self.low)
            return min(2, self.allowed), min(self.again, few), self.below(80)
        if self.off > 14:
            lighter = self.below(90)
            if lighter < load and lighter * 100 >= load * 85:
                return self.allowed, self.again, lighter
            return max(1, min(self.allowed, self.wanted - 1)), self.again, load
        if any(gap > 28 and (self.today - day).days < 7 for gap, day in zip(gaps, days, strict=False)):
            return min(2, self.allowed), self.again, load
        if self.off > 7 and not (gaps and gaps[0] > 7):
            return self.allowed, self.again, load
        return None

    def step_back(self):
        """Pain of 6 or more, a bad morning, pain again and again, form lost: one step back."""
        last, slips = self.last, [one["form"] for one in self.done[:2]]
        bad, often = last["pain"] >= 6, last["pain"] >= 4 and len(self.painful) >= 3
        if not (bad or last["bad morning"] or often or last["spent"] or slips == [False, False]):
            return None
        sets, amount, load = self.one_less()
        sets = 1 if bad else sets
        if rest := self.time_off():
            sets, amount, load = (min(pair) for pair in zip((sets, amount, load), rest, strict=True))
        times = len([one for one in self.recent if one["pain"] >= 6])
        return (1, amount, load, True) if bad and (times > 1 or self.off <= 7) else (sets, amount, load)

    def one_less(self):
        """A rep or 5 s, at the bottom the load below, then below the bottom, then a set."""
        load, again, lighter = self.last["load"], self.again, self.below(100)
        if again > self.low:
            less = again - self.step
            return self.allowed, max(self.low, less - less % self.step or less), load
        if lighter < load:
            return self.allowed, min(again, self.low), lighter
        if again > self.least:
            return self.allowed, max(self.least, again - self.step), load
        return (self.allowed - 1 if self.allowed > 2 else self.allowed), again, load

    def same_again(self):
        """Some pain, form, pain lately, sets on their way back or left out, nothing to spare."""
        last, clean = self.last, is_clean(self.done, 0)
        silent = len(list(takewhile(lambda one: not one["told"], self.done)))
        run = list(takewhile(lambda one: one["pain"], (one for one in self.done if one["told"])))
        lingers = silent < 2 and len(run) >= 6 and (run[0]["day"] - run[-1]["day"]).days >= 14
        untold = self.missing and silent == 1 and any(one["pain"] >= 6 for one in self.recent)
        if untold or last["pain"] >= 4 or last["morning"] or not last["form"] or len(self.painful) >= 3 or lingers:
            return self.did, self.again, last["load"]
        if self.missing and clean:
            return self.did + 1, self.again, last["load"]
        left_out = last["sets"] < self.enough and (last["asked"] is None or last["sets"] < last["asked"])
        if (left_out and not self.missing) or not clean:
            return self.wanted, self.again, last["load"]
        return None

    def level(self):
        """Three days that asked for more than came, the last of them less than two weeks ago: the same again."""
        last, amount = self.last, self.last["amount"] - self.last["amount"] % self.step or self.last["amount"]
        tried = []
        for n, one in enumerate(self.done):
            more = one["amount"] - one["amount"] % self.step > amount and is_clean(self.done, n)
            if more or one["load"] != last["load"]:
                break
            tried += [one["day"]] if (one["aim"] or 0) > amount else []
        short = last["aim"] is not None and last["amount"] < last["aim"]
        spare = last["said"] is not None and last["said"] >= 2 and not short
        if spare or not self.low <= amount < self.top or len({*tried}) < 3 or (self.today - tried[0]).days >= 14:
            return None
        some = last["aim"] and last["best"] >= last["aim"] > amount and len({*tried}) < 6
        return self.wanted, min(self.top, last["aim"]) if some else amount, last["load"]

    def way_up(self):
        """At the top twice running, or easy: the next small load, or the top; else a rep or 5 s more. If easy, with a
        weight already, as far as 5 kg go where the body is the load."""
        last, load, topped = self.last, self.last["load"], self.twice(lambda one: one["amount"] >= self.top)
        easy = self.twice(lambda one: one["rir"] >= 4 and one["amount"] >= min(self.top, one["aim"] or 0))
        reached = [kg for kg in self.owned if load < kg <= load + 5] if self.prescription.body_is_load and load else []
        further = reached[-1] if easy and reached and self.heavier else None
        worked_up = self.low < self.prescription.high and (last["load"] or self.top >= 15)
        if (topped or easy) and (self.small or further) and worked_up:
            return self.wanted, self.low, further or self.heavier
        if topped:
            return self.wanted, self.top, last["load"]
        if not self.seconds:
            return self.wanted, min(self.top, last["amount"] + 1), last["load"]
        short = last["aim"] is not None and last["amount"] < last["aim"]
        return self.wanted, min(self.top, self.again if short else last["amount"] // 5 * 5 + 5), last["load"]

    def twice(self, test):
        """Whether the last session had all sets, and the last two that count were clean and pass the test."""
        clean = [is_clean(self.done, n) for n in range(len(self.done))]
        count = [n for n, one in enumerate(self.done) if one["sets"] >= self.enough or not clean[n]][:2]
        fine = self.last["sets"] >= self.enough and len(count) == 2 and all(clean[n] for n in count)
        return fine and all(self.done[n]["load"] == self.last["load"] and test(self.done[n]) for n in count)
