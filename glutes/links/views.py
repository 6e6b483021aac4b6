"""Links: making and closing them, for members; and the pages of shared routines, for readers.

A link that is closed, over or deleted gives the same 404 as one that never existed.
"""

import re
from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.text import get_text_list
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from glutes.accounts.devices import device_of
from glutes.accounts.views.guest import let_in
from glutes.answers import go_on, next_page, see_other
from glutes.links.forms import EndForm, LinkForm, ProposalForm
from glutes.links.models import Link, Opening
from glutes.links.pages import link_list as list_page
from glutes.links.pages import propose as propose_page
from glutes.links.pages import routine_share as share_page
from glutes.links.pages import shared as shared_page
from glutes.links.pages.proposal import Shown
from glutes.routines.forms import check_room
from glutes.routines.models import Routine


def behind_link(form=False):
    """Decorates a view for readers of a link, with or without an account. The view gets the Link in place of `token`.

    Its answers are kept out of search engines and caches, and send no referrer to other sites. For a page with a `form`
    the referrer policy is same-origin: with no-referrer browsers would send "Origin: null", which CSRF checks refuse.
    """

    def decorated(view):
        @login_not_required
        @wraps(view)
        def shown(request, token):
            response = view(request, find(token))
            response["X-Robots-Tag"] = "noindex, nofollow"
            response["Cache-Control"] = "private, no-store"
            response["Referrer-Policy"] = "same-origin" if form else "no-referrer"
            return response

        return shown

    return decorated


def find(token, **kind):
    """The open link with this token. Raises Http404 without one."""
    link = Link.objects.select_related("user", "routine").filter(token=token, **kind).first()
    if link is None or not link.is_open(timezone.now()):
        raise Http404
    return link


def note_opening(request, link):
    """Stores that somebody opened the link, unless it was its owner."""
    if request.method == "GET" and request.user.pk != link.user_id:
        Opening.objects.note(link, device_of(request.headers.get("User-Agent", "")), timezone.now())


def of_routine(link):
    """The link, if it leads to a routine. Raises Http404 if not."""
    if link.routine_id is None:
        raise Http404
    return link


@require_safe
@behind_link(form=True)
def shared(request, link):
    """A shared routine: to look at, to print, to take."""
    context = shared_page.context(of_routine(link))
    note_opening(request, link)
    return render(request, "links/shared.html", context)


@require_safe
@behind_link()
def shared_print(request, link):
    """The same as one page of A4."""
    return render(request, "links/shared_print.html", shared_page.context(of_routine(link)))


@require_POST
@behind_link(form=True)
def shared_take(request, link):
    """Take a copy; a visitor without an account becomes a guest. A second tap finds the copy of the first one."""
    routine = of_routine(link).routine
    if request.user.pk == link.user_id:
        return see_other(routine.get_absolute_url())
    if refusal := let_in(request):
        return refusal
    with request.user.locked():
        just_made = request.user.routines.just_made(timezone.now())
        copy = just_made.filter(copied_from=None, name__startswith=routine.name[:74]).first()
        if copy is None:
            try:
                check_room(request.user)
            except ValidationError as full:
                context = shared_page.context(link) | {"problems": full.messages}
                return render(request, "links/shared.html", context, status=422)
            copy = routine.give_to(request.user)
            device = device_of(request.headers.get("User-Agent", ""))
            Opening.objects.create(user=link.user, link=link, device=device, took=True)
    messages.success(request, f"It’s yours now: {copy}.")
    return see_other(copy.get_absolute_url())


@require_http_methods(["GET", "HEAD", "POST"])
@behind_link(form=True)
def propose(request, link):
    """Edit a copy of the member's routine (`routine` in the address), or "new"; without that, choose one.

    It is stored as a Proposal for the member to answer, and changes nothing of theirs.
    """
    if not link.may_propose:
        raise Http404
    routine = routine_of(link, request.GET.get("routine", ""))
    if request.method != "POST":
        form = ProposalForm(None, link, routine) if "routine" in request.GET else None
        return render(request, "links/propose.html", propose_page.context(link, routine, form))
    with link.user.locked():
        link = find(link.token)
        form = ProposalForm(request.POST, link, routine_of(link, request.GET.get("routine", "")))
        is_new = form.is_valid() and not link.proposals.just_sent(timezone.now(), form.cleaned_data["note"])
        if is_new:
            form.save()
    if form.errors:
        return render(request, "links/propose.html", propose_page.context(link, routine, form), status=422)
    return see_other(reverse("links:propose", args=[link.token]))


def routine_of(link, key):
    """The member's routine with this key (text); None for "new". Raises Http404 if they have no such routine."""
    if key in ("", "new"):
        return None
    if not re.fullmatch("[0-9]{1,18}", key):
        raise Http404
    routines = link.user.routines.in_use().with_rows()
    return get_object_or_404(routines, pk=key)


@require_POST
def proposal_take(request, pk):
    """Make the changes that were proposed. A second tap changes nothing more. Nor does a tap on an older page, if the
    member changed the routine since that page was made (`seen`): Today shows the proposal again."""
    with request.user.locked():
        shown = Shown(asked(request, pk))
        if not shown.proposal.answered_at and request.POST.get("seen", shown.seen) != shown.seen:
            messages.warning(request, "Your routine has changed since: look again at what would change.")
            return go_on(request)
        return answered(request, pk, lambda proposal: proposal.take(timezone.now()), "Done, as {link} proposed.")


@require_POST
def proposal_decline(request, pk):
    """Leave everything as it is."""
    return answered(request, pk, lambda proposal: proposal.decline(timezone.now()), "Left as it is.")


def asked(request, pk):
    """The Proposal to the user with this key. Raises Http404 if they have none."""
    return get_object_or_404(request.user.proposals.select_related("link", "routine", "user"), pk=pk)


def answered(request, pk, change, said):
    """Stores the member's answer to a proposal; then shows Today, with an Undo."""
    with request.user.locked():
        proposal = asked(request, pk)
        if not proposal.answered_at:
            change(proposal)
    undo = {"url": reverse("links:proposal_undo", args=[pk]), "fields": []}
    said = said.format(link=proposal.link)
    messages.success(request, render_to_string("plan/_said.html", undo | {"said": said}, request))
    return go_on(request)


@require_POST
def proposal_undo(request, pk):
    """Undo the answer and its changes, but for what was changed again since: the proposal waits again."""
    with request.user.locked():
        proposal = get_object_or_404(request.user.proposals, pk=pk)
        left = proposal.undo(timezone.now()) if proposal.answered_at and proposal.is_undoable else []
    if not proposal.is_undoable:
        messages.warning(request, "You took it before an update of this site, so it can’t be undone here.")
    if left:
        messages.warning(
            request, f"Too late to undo, because changed since: {get_text_list(left, 'and')}. That stays as it is."
        )
    return go_on(request)


@require_http_methods(["GET", "HEAD", "POST"])
def routine_share(request, pk):
    """The link to one of the user's routines, as an address and a QR code; a POST makes it."""
    routines = Routine.objects.with_rows().kept().filter(user=request.user)
    routine = get_object_or_404(routines, pk=pk)
    problems = []
    if request.method == "POST":
        with request.user.locked():
            routine = get_object_or_404(routines, pk=pk)
            if not (problems := request.user.links.no_room()):
                Link.objects.share(routine)
                return see_other(reverse("links:routine_share", args=[pk]))
    context = share_page.context(request, routine) | {"problems": problems}
    return render(request, "links/routine_share.html", context, status=422 if problems else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def link_list(request):
    """The open links: what each shows, until when, when it was opened. A POST makes one to the report."""
    form = LinkForm(None, request.user)
    if request.method == "POST":
        with request.user.locked():
            form = LinkForm(request.POST, request.user)
            if form.is_valid():
                made = request.user.links.just_made(form.instance, timezone.now()) or form.save()
        if form.is_valid():
            return see_other(f"{reverse('links:link_list')}#link-{made.pk}")
    return render(request, "links/link_list.html", list_page.context(request, form), status=422 if form.errors else 200)


@require_POST
def link_end(request, pk):
    """Another last day for an open link to the report."""
    with request.user.locked():
        links = request.user.links.open(request.user.local_date()).filter(routine=None)
        form = EndForm(request.POST, get_object_or_404(links.select_related("user"), pk=pk))
        if form.is_valid():
            form.save()
    if form.errors:
        context = list_page.context(request, LinkForm(None, request.user), form)
        return render(request, "links/link_list.html", context, status=422)
    messages.success(request, f"{form.link}: open until {form.link.until.day} {form.link.until:%B %Y}.")
    return see_other(f"{reverse('links:link_list')}#link-{pk}")


@require_POST
def link_close(request, pk):
    """Close a link at once; the next page (`next`) offers to undo that."""
    with request.user.locked():
        link = get_object_or_404(request.user.links, pk=pk)
        if not link.closed_at:
            link.close(timezone.now())
    undo = {"url": reverse("links:link_open", args=[pk]), "fields": [("next", next_page(request))]}
    messages.success(request, render_to_string("plan/_said.html", undo | {"said": f"Closed: {link}."}, request))
    return see_other(next_page(request) or reverse("links:link_list"))


@require_POST
def link_open(request, pk):
    """Undo the closing of a link. Nothing changes if the routine got another link meanwhile."""
    with request.user.locked():
        link = get_object_or_404(request.user.links, pk=pk)
        try:
            with transaction.atomic():
                link.reopen()
        except IntegrityError:
            messages.error(request, f"{link} has a newer link. Nothing was changed.")
    return see_other(next_page(request) or reverse("links:link_list"))
