"""The links of a member: the open ones with who opened them, and the form that makes one to the report."""

from operator import attrgetter

from django.db.models import Prefetch

from glutes.links.forms import EndForm
from glutes.links.models import Proposal
from glutes.links.pages.routine_share import so_far


def context(request, form, end=None):
    """The values for the page's template; `end` is an EndForm that was refused."""
    links = request.user.links.open(request.user.local_date()).select_related("routine", "user")
    links = list(links.prefetch_related("openings", Prefetch("proposals", Proposal.objects.select_related("routine"))))
    return {
        "form": form,
        "shared": [link for link in links if link.routine_id],
        "reports": [shown(request, link, end) for link in links if not link.routine_id],
    }


def shown(request, link, end=None):
    """A link to the report with its address, the form for its last day, when it was opened and what was proposed."""
    openings, proposals = list(link.openings.all()), link.proposals.all()
    taken = [one for one in proposals if one.taken and one.is_undoable and (one.rows or one.whole or one.locks)]
    return {
        "link": link,
        "address": request.build_absolute_uri(link.get_absolute_url()),
        "end": end if end and end.link == link else EndForm(None, link),
        "openings": openings,
        "so_far": so_far(link, openings),
        "waiting": sum(not proposal.answered_at for proposal in proposals),
        "taken": max(taken, key=attrgetter("answered_at"), default=None),
    }
