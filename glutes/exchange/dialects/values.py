"""Parses cells: numbers, durations, dates. Raises ValueError, with the reason, for anything else."""

import re
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from functools import lru_cache

from glutes.rules.units import KG_PER_LB, STEP, plain

NUMBER = re.compile(r"\+?(\d{1,12})(?:[.,](\d{0,30}))?|[.,](\d{1,30})", re.ASCII)
GROUPED = re.compile(r"\d{1,3}(,\d{3})+(\.\d{0,30})?|\d{1,3}(\.\d{3})+(,\d{0,30})", re.ASCII)
UNITS = {"kg": "kg", "kgs": "kg", "kilogram": "kg", "kilograms": "kg", "kilo": "kg", "kilos": "kg"}
UNITS |= {"lb": "lb", "lbs": "lb", "pound": "lb", "pounds": "lb", "#": "lb"}
MONTHS = (
    *("jan ene gen", "feb fev fév", "mar mär mrt", "apr abr avr", "may mai maj mag mei", "jun juin giu"),
    *("jul juil lug", "aug ago aoû", "sep set", "oct okt ott out", "nov", "dec dez déc dic"),
)
"""How they begin in English, Dutch, French, German, Italian, Portuguese, Spanish, Swedish: Hevy writes its user’s."""
MONTH_OF = {word: month for month, words in enumerate(MONTHS, 1) for word in words.split()}
CLOCK = r"(?:[T,]?\s*(?P<h>\d{1,2})[:.](?P<m>\d{2})(?:[:.](?P<s>\d{2})(?:[.,]\d+)?)?\s*(?P<half>[ap]\.?m\.?)?)?"
OFFSET = r"\s*(?P<offset>Z|[+-]\d{2}:?\d{2})?"
YEAR_FIRST = re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})" + CLOCK + OFFSET, re.I)
IN_FIGURES = re.compile(r"(?P<one>\d{1,2})[-/.](?P<two>\d{1,2})[-/.](?P<year>\d{4}|\d{2})" + CLOCK + OFFSET, re.I)
WORD = r"(?P<word>[^\W\d_]{3,10})"
DAY_IN_WORDS = re.compile(r"(?P<day>\d{1,2})\.?\s+" + WORD + r"\.?,?\s+(?P<year>\d{4})" + CLOCK + OFFSET, re.I)
WORDS_FIRST = re.compile(WORD + r"\.?\s+(?P<day>\d{1,2}),?\s+(?P<year>\d{4})" + CLOCK + OFFSET, re.I)
WEEKDAY = re.compile(r"^(mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+", re.I)
LENGTH = re.compile(
    r"(?:(\d{1,4})\s*h[a-z]*)?\s*(?:(\d{1,5})\s*m[a-z]*)?\s*(?:(\d{1,6})(?:[.,]\d+)?\s*(?:s[a-z]*)?)?", re.I
)
A_QUARTER = Decimal("0.25")


@lru_cache(4096)
def number(text):
    """The Decimal that is written there: 12.5, "12,5", "1,234.5"; None for nothing."""
    text = text.strip().replace("\u00a0", "").replace("\u202f", "")
    if not text or text in ("-", "–"):
        return None
    if GROUPED.fullmatch(text) and ("," in text) + ("." in text) == 2:
        point = max(text.rfind(","), text.rfind("."))
        text = re.sub("[.,]", "", text[:point]) + "." + text[point + 1 :]
    if text.startswith(("-", "−")):
        raise ValueError(f"“{text[:20]}” is below zero.")
    if not NUMBER.fullmatch(text):
        raise ValueError(f"“{text[:20]}” is no number.")
    return Decimal(text.replace(",", ".").strip("+"))


def whole(text, what):
    """The whole number in a text, None for nothing. `what`: what it counts, for the error."""
    found = number(text)
    if found is not None and found != found.to_integral_value():
        raise ValueError(f"“{text.strip()[:20]}” is no whole number of {what}.")
    return None if found is None else int(found)


@lru_cache(4096)
def seconds(text):
    """A duration in seconds, from 90, 0:10:00, 1:30 (90 s), 1h 43m or 38min; None for nothing."""
    text = text.strip()
    if not text or text in ("-", "–"):
        return None
    if re.fullmatch(r"\d{1,4}(:\d{1,2}){1,2}(\.\d+)?", text, re.ASCII):
        *parts, last = text.split(":")
        total = int(float(last))
        return total + sum(int(part) * 60**power for power, part in enumerate(reversed(parts), 1))
    found = len(text) <= 60 and LENGTH.fullmatch(text)
    if not found:
        raise ValueError(f"“{text[:20]}” is no length of time.")
    hours, minutes, rest = (int(part or 0) for part in found.groups())
    return hours * 3600 + minutes * 60 + rest


def unit(text):
    """ "kg" or "lb", as it may be written; None where nothing is said. Raises ValueError for any other unit."""
    word = text.strip().strip(".").casefold()
    if word in ("", "nil", "none"):
        return None
    if word not in UNITS:
        raise ValueError(f"“{text.strip()[:20]}” is no unit of weight we know.")
    return UNITS[word]


@lru_cache(4096)
def moment(text, day_first=True):
    """The date, or the moment, that is written there; without an offset it is by the clock of who wrote it.

    `day_first` decides what 3/4/2024 means. A date alone is noon of that day. Years are from 2000 on.
    """
    text = WEEKDAY.sub("", text.strip())
    if not text:
        raise ValueError("There is no date.")
    if len(text) > 60:
        raise ValueError("That is no date.")
    for shape in (YEAR_FIRST, IN_FIGURES, DAY_IN_WORDS, WORDS_FIRST):
        if found := shape.fullmatch(text):
            return _moment(found.groupdict(), day_first)
    raise ValueError(f"“{text[:30]}” is no date we know.")


def _moment(found, day_first):
    if "one" in found:
        found["day"], found["month"] = (found["one"], found["two"]) if day_first else (found["two"], found["one"])
    if "word" in found:
        word = found["word"].casefold()
        found["month"] = MONTH_OF.get(word[:4]) or MONTH_OF.get(word[:3])
        if found["month"] is None:
            raise ValueError(f"“{found['word']}” is no month we know: set that app to English, and export again.")
    year, month, day = int(found["year"]), int(found["month"]), int(found["day"])
    year += 2000 if year < 100 else 0
    if not 1 <= month <= 12:
        raise ValueError(f"There is no month {month}.")
    if not 2000 <= year < 2200:
        raise ValueError(f"{year} is too far away.")
    try:
        return datetime(year, month, day, *_clock(found), tzinfo=_zone(found["offset"]))
    except ValueError as error:
        raise ValueError("There is no such day or time.") from error


def _clock(found):
    if found["h"] is None:
        return 12, 0, 0
    hour, minute, second = (int(found[part] or 0) for part in "hms")
    if found["half"]:
        hour = hour % 12 + 12 * found["half"].lower().startswith("p")
    return hour, minute, second


def _zone(offset):
    if offset is None:
        return None
    if offset in "Zz":
        return UTC
    minutes = int(offset[1:3]) * 60 + int(offset[-2:])
    return timezone(timedelta(minutes=minutes if offset[0] == "+" else -minutes))


def in_kg(weight, unit):
    """A weight in a file as kg, ready to store. Kilograms that were converted from pounds become exact pounds again.

    Some apps convert to kilograms: 7.937875915123695 kg is 17.5 lb. Only numbers with more digits than anybody types
    are changed, and only to quarters of a pound.
    """
    if unit == "lb":
        return plain(weight.quantize(STEP["lb"]) * KG_PER_LB)
    if -weight.as_tuple().exponent > 3:
        quarters = (weight / KG_PER_LB / A_QUARTER).quantize(Decimal(1))
        pounds = quarters * A_QUARTER
        if quarters and abs(pounds * KG_PER_LB - weight) < Decimal("0.0001"):
            return plain(pounds * KG_PER_LB)
    return plain(weight.quantize(STEP["kg"]))
