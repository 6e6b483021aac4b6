"""What its owner sees of a shared routine: the address, its QR code, how often it was opened and taken."""

from glutes.links.models import Link
from glutes.links.qr import code_of


def context(request, routine):
    """The values for the page's template; without a `link` while the routine is not shared."""
    link = request.user.links.filter(routine=routine, closed_at=None).first()
    has_own = any(row.exercise.is_own for row in routine.prescriptions.all())
    shown = {"routine": routine, "link": link, "has_own": has_own}
    return shown | (at(request, link) if link else {})


def at(request, link: Link):
    """The address of a link as text and as a QR code, and how often it was opened and taken."""
    address = request.build_absolute_uri(link.get_absolute_url())
    openings = list(link.openings.all())
    return {
        "address": address,
        "code": code_of(address),
        "openings": openings,
        "so_far": so_far(link, openings),
    }


def so_far(link, openings):
    """How often it was opened and taken: "Opened 6 times, taken twice. Since 12 November."."""
    taken = sum(one.took for one in openings)
    words = f"Opened {times(len(openings) - taken)}" if openings else "Not opened yet"
    words += f", taken {times(taken)}" if taken else ""
    day = link.created_at.astimezone(link.user.zone)
    return f"{words}. Since {day.day} {day:%B}."


def times(count):
    """How often: once, twice, 3 times."""
    return {1: "once", 2: "twice"}.get(count, f"{count} times")
