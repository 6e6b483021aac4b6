"""Answers to HTTP that several apps give: where to look after a post, and which kind of answer was asked for."""

from django.conf import settings
from django.http import HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme


def see_other(url):
    """After a post: look there, with GET (303)."""
    return HttpResponseRedirect(url, status=303)


def next_page(request):
    """Where the user wanted to go (`next` in the form or the address), if that is a path of ours; else ""."""
    page = request.POST.get("next") or request.GET.get("next") or ""
    here = url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure())
    return page if here and page.startswith("/") else ""


def go_on(request):
    """Look at the page the user wanted (`next`), else at today."""
    return see_other(next_page(request) or resolve_url(settings.LOGIN_REDIRECT_URL))


def page(request, template, status=200, **context):
    """A page that knows where the user wanted to go on to."""
    return render(request, template, {"next": next_page(request)} | context, status=status)


def form_page(request, template, form, **context):
    """A page with a form on it: 422 when the form was refused, with what was typed."""
    return page(request, template, 422 if form.is_bound else 200, form=form, **context)


def posted(request):
    """What was posted, an empty form included; None when the page was only looked at."""
    return request.POST if request.method == "POST" else None


def wants_json(request):
    """Whether the client asked for JSON: the offline queue, or a script."""
    return request.headers.get("Accept", "").split(",")[0].split(";")[0].strip() == "application/json"


def for_everybody(view):
    """Marks a view whose answer shared caches may keep: nobody's session, time zone or log-in plays a part in it."""
    view.for_everybody, view.login_required = True, False
    return view
