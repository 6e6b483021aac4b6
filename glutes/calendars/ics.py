"""The text of a feed, by RFC 5545 and RFC 7986. Times are in UTC, so that calendars need no time zones."""

from datetime import timedelta

NAME = "Glutes"
EVERY = timedelta(hours=1)
"""How often calendars are told to refresh; few obey."""


def text(rows, address, busy=False):
    """The feed of PublishedSessions as bytes. `address` makes a path of this site a whole address.

    `busy`: only the times at which somebody is busy, so without sessions that have no time.
    """
    from icalendar import Calendar  # Imported only for feeds: it takes as long as a third of the site.

    calendar = Calendar()
    name = f"{NAME} (busy)" if busy else NAME
    calendar.add("prodid", "-//Glutes//Sessions//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", EVERY, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for row in rows:
        if row.start or not busy:
            calendar.add_component(event(row, address, busy))
    return calendar.to_ical()


def event(row, address, busy):
    """One session. DTSTAMP is its last change: in a feed without METHOD it means that (RFC 5545, 3.8.7.2)."""
    from icalendar import Event

    made = Event()
    made.add("uid", f"{row.uid}")
    made.add("dtstamp", row.modified)
    made.add("last-modified", row.modified)
    made.add("sequence", row.sequence)
    made.add("status", "CANCELLED" if row.cancelled else "CONFIRMED")
    if row.start:
        made.add("dtstart", row.start)
        made.add("duration", timedelta(minutes=row.minutes))
    else:
        made.add("dtstart", row.day)
        made.add("duration", timedelta(days=1))
        made.add("transp", "TRANSPARENT")
    if busy:
        made.add("summary", "Busy")
        made.add("class", "PRIVATE")
        return made
    made.add("summary", f"✓ {row.name}" if row.done else row.name)
    made.add("url", address(row.path))
    what = "What you did" if row.done else "Carry on" if row.going else f"{row.minutes} min. Start"
    made.add("description", f"{what}: {address(row.path)}")
    if row.rings:
        made.add_component(alarm(row))
    return made


def alarm(row):
    """The alarm of a session, at its start."""
    from icalendar import Alarm

    made = Alarm()
    made.add("action", "DISPLAY")
    made.add("description", row.name)
    made.add("trigger", timedelta(0))
    return made
