"""HTTP answers that several apps give: where to go after a post, pages with forms, JSON or not."""

from django.conf import settings
from django.http import HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

SECONDS_TO_RETRY = 10
"""Ours: the Retry-After of every 503: after so many seconds it is worth asking again."""


def see_other(url):
    """Redirects to the page to show after a post (303: the browser uses GET)."""
    return HttpResponseRedirect(url, status=303)


def next_page(request):
    """Where the user wanted to go (`next` in the form or the address) if it is a path of this site, else ""."""
    page = request.POST.get("next") or request.GET.get("next") or ""
    here = url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure())
    return page if here and page.startswith("/") else ""


def go_on(request):
    """Redirects to the page the user wanted (`next`), else to Today."""
    return see_other(next_page(request) or resolve_url(settings.LOGIN_REDIRECT_URL))


def page(request, template, status=200, **context):
    """A page whose template gets `next`, the page the user wanted."""
    return render(request, template, {"next": next_page(request)} | context, status=status)


def form_page(request, template, form, **context):
    """A page with a form: status 422, with what was typed, if the form was refused."""
    return page(request, template, 422 if form.is_bound else 200, form=form, **context)


def posted(request):
    """request.POST for a POST, even if it is empty; None for a GET."""
    return request.POST if request.method == "POST" else None


def wants_json(request):
    """Whether the client asked for JSON, as the offline queue does, or for anything of the API."""
    if request.path_info.startswith("/api/"):
        return True
    return request.headers.get("Accept", "").split(",")[0].split(";")[0].strip() == "application/json"


def for_everybody(view):
    """Marks a view whose answer shared caches may keep: it depends on no session, time zone or login."""
    view.for_everybody, view.login_required = True, False
    return view
