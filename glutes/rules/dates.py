"""Dates: steps from one to another, and how they are written."""

from datetime import timedelta

A_DAY, A_WEEK = timedelta(days=1), timedelta(weeks=1)


def day_month(day):
    """27 Nov."""
    return f"{day.day} {day:%b}"


def weekday_date(day):
    """Fri 27 Nov."""
    return f"{day:%a} {day_month(day)}"
