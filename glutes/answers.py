"""Answers to HTTP that several apps give: where to look after a post, and which kind of answer was asked for."""

from django.http import HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme


def see_other(url):
    """After a post: look there, with GET (303)."""
    return HttpResponseRedirect(url, status=303)


def next_page(request):
    """Where the user wanted to go (`next` in the form or the address), if that is a path of ours; else ""."""
    page = request.POST.get("next") or request.GET.get("next") or ""
    here = url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure())
    return page if here and page.startswith("/") else ""


def wants_json(request):
    """Whether the client asked for JSON: the offline queue, or a script."""
    return request.headers.get("Accept", "").split(",")[0].split(";")[0].strip() == "application/json"
