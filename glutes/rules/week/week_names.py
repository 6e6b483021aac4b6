"""What weeks are called: 2026-W47 in addresses; A or B where weeks alternate."""

import datetime as dt

from glutes.rules.week.schedule import first_day


def week_name(first):
    """The name of the week that begins on `first`, such as 2026-W47: the ISO week of the Monday in it."""
    monday = first + dt.timedelta(days=-first.weekday() % 7)
    return f"{monday:%G-W%V}"


def week_letter(first):
    """Which of two alternating weeks begins on `first`: "A" or "B"."""
    return "AB"[first.toordinal() // 7 % 2]


def week_named(name, first_weekday):
    """The first date of the week with this name. Raises ValueError unless it is a week of the years 2000 to 2199."""
    year, _, week = name.partition("-W")
    if not (len(year) == 4 and len(week) == 2 and (year + week).isascii() and (year + week).isdecimal()):
        raise ValueError("A week is written like 2026-W47.")
    if not 2000 <= int(year) <= 2199:
        raise ValueError("A week of the years 2000 to 2199.")
    return first_day(dt.date.fromisocalendar(int(year), int(week), 1), first_weekday)
