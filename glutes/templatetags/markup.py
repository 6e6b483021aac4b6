"""Markup that many templates share. These tags need no `{% load %}`: the settings name this module."""

import json
import posixpath
import re
from datetime import datetime
from functools import cache
from html import escape
from pathlib import Path

from django import forms, template
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.exceptions import DisallowedHost
from django.core.serializers.json import DjangoJSONEncoder
from django.template.defaulttags import url as url_tag
from django.templatetags.static import static
from django.urls import NoReverseMatch, get_script_prefix
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.timezone import localtime

from glutes.addresses import address
from glutes.rules.coaching import offering
from glutes.rules.dates import day_month

register = template.Library()
register.filter("in_a_sentence", offering.in_a_sentence)


@register.simple_tag
def icon(name):
    """A picture from `static/icons/icons.svg` beside words that say the same: {% icon "check" %}."""
    return picture(staticfiles_storage.url("icons/icons.svg"), name)


@cache
def picture(file, name):
    """The <svg> of an icon of this file. Cached: a page has hundreds of them."""
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>', file, name)


@register.simple_tag(takes_context=True)
def hidden(context, **fields):
    """The hidden fields of a form, its token first: {% hidden slot=3 seen=line.seen %}; none for what is empty."""
    fields = {"csrfmiddlewaretoken": str(context["csrf_token"])} | fields
    written = [
        f'name="{name}" value="{escape(str(written_out(value)))}">'
        for name, value in fields.items()
        if value not in (None, "")
    ]
    return mark_safe("".join(f'<input type="hidden" {one}' for one in written))  # noqa: S308 (escaped above)


@register.simple_tag
def options(choices, chosen):
    """The options of a select, from pairs of a value and words: {% options slot.bands line.band %}."""
    rows = (
        (escape(str(value)), " selected" if value == chosen else "", escape(str(words))) for value, words in choices
    )
    written = (f'<option value="{value}"{chosen}>{words}</option>' for value, chosen, words in rows)
    return mark_safe("".join(written))  # noqa: S308 (escaped above)


@register.filter
def json_script(value, name):
    """Django's own json_script; that looks up each character by itself, which takes milliseconds in the player."""
    text = json.dumps(value, cls=DjangoJSONEncoder)
    for sign, escaped in (("<", "\\u003C"), (">", "\\u003E"), ("&", "\\u0026")):
        text = text.replace(sign, escaped)
    return format_html('<script id="{}" type="application/json">{}</script>', name, mark_safe(text))  # noqa: S308


def written_out(value):
    """A value as a form sends it back: a moment with its offset, by the user's own clock."""
    return localtime(value).isoformat() if isinstance(value, datetime) else value


@register.tag
def url(parser, token):
    """Django's own {% url %}, which works out each address once: a page has a hundred, most of them the same."""
    node = url_tag(parser, token)
    return Address(node.view_name, node.args, node.kwargs, node.asvar)


class Address(template.Node):
    """The address of a view, by its full name; with `as`, that of no view is empty."""

    def __init__(self, view, args, kwargs, name):
        self.view, self.args, self.kwargs, self.name = view, args, kwargs, name

    def render(self, context):
        args = tuple(arg.resolve(context) for arg in self.args)
        kwargs = tuple((name, arg.resolve(context)) for name, arg in self.kwargs.items())
        try:
            found = address(get_script_prefix(), self.view.resolve(context), args, kwargs)
        except NoReverseMatch:
            if not self.name:
                raise
            found = ""
        if not self.name:
            return conditional_escape(found)
        context[self.name] = found
        return ""


IMPORTED = re.compile(r'^(?:import|export) (?:[^;]* from )?"(\.[^"]+)";$', re.MULTILINE)


@register.simple_tag(takes_context=True)
def canonical(context):
    """The page's own address for search engines, without what narrows it down; nothing under a name not known here."""
    request = context["request"]
    try:
        return format_html('<link rel="canonical" href="{}">', request.build_absolute_uri(request.path))
    except DisallowedHost:
        return ""


@register.simple_tag
def module(name):
    """A script of ours, and word of all that it imports, so that the browser need not find that out step by step."""
    return script(name, static(name))


@cache
def script(name, address):
    """The <script> at this address after links to all that it imports. Cached: the player's are thirty."""
    imported = format_html_join("", '<link rel="modulepreload" href="{}">', ((static(one),) for one in imports(name)))
    return format_html('{}<script type="module" src="{}"></script>', imported, address)


@cache
def imports(name):
    """What a script imports, and what that imports in turn: their names, each once."""
    found = {}
    for one in IMPORTED.findall(Path(finders.find(name)).read_text()):
        path = posixpath.normpath(posixpath.join(posixpath.dirname(name), one))
        found |= {path: None} | dict.fromkeys(imports(path))
    return list(found)


@register.filter(expects_localtime=True)
def dated(day, today):
    """A date, or the date of a moment, in short: 16 Nov; with the year if it is another one: 16 Nov 2025."""
    return day_month(day) if day.year == today.year else f"{day_month(day)} {day.year}"


@register.inclusion_tag("_problems.html")
def problems(of, as_id=""):
    """What is wrong, in one paragraph; nothing where nothing is.

    {% problems form %} says all of it, {% problems form.non_field_errors %} what belongs to no field, and
    {% problems form.name %} what stands beside a field: with the id `id_name_error`, which Django's own inputs name in
    `aria-describedby`. A list of sentences has the id given as `as_id`, if any.
    """
    if isinstance(of, forms.BaseForm):
        return {"problems": [problem for found in of.errors.values() for problem in found], "id": as_id}
    if isinstance(of, forms.BoundField):
        return {"problems": of.errors, "id": f"{of.auto_id}_error"}
    return {"problems": of, "id": as_id}
