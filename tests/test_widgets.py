"""Widgets that are drawn without templates, and values for scripts, are what Django draws."""

import re
from datetime import date, time

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils import html
from django.utils.safestring import mark_safe

from glutes.templatetags.markup import json_script
from glutes.widgets import DRAWN, Renderer

ODD = """<b> & "quotes" 'and' more"""
PLACES = [("", "Nowhere"), ("<x>", ODD), ("Europe", [("rome", "Rome"), ("paris", mark_safe("<i>Paris</i>"))]), (3, "3")]
WIDGETS = [
    forms.TextInput({"class": "input", "maxlength": 60, "required": True, "disabled": False, "title": ODD}),
    forms.TextInput({"data-html": mark_safe("&amp;")}),
    forms.NumberInput({"min": 0, "step": 0.5}),
    forms.EmailInput(),
    forms.PasswordInput(render_value=True),
    forms.HiddenInput(),
    forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    forms.TimeInput(format="%H:%M"),
    forms.DateTimeInput(),
    forms.FileInput({"accept": "image/png"}),
    forms.CheckboxInput(),
    forms.Textarea({"rows": 3}),
    forms.Select({"class": "input"}, choices=PLACES),
    forms.NullBooleanSelect(),
    forms.SelectMultiple(choices=PLACES),
    forms.RadioSelect(choices=PLACES),
]
VALUES = [None, "", "  ", 0, 3, True, "rome", "<x>", ODD, mark_safe("&lt;"), date(2026, 2, 3), time(4, 5)]


@pytest.mark.parametrize("widget", WIDGETS, ids=lambda widget: type(widget).__name__)
def test_widgets_look_as_django_draws_them(widget):
    for value in VALUES:
        value = [value] if isinstance(widget, forms.SelectMultiple) else value
        ours, djangos = (
            widget.render("na<me", value, {"id": "id_name"}, renderer) for renderer in (Renderer(), DjangoTemplates())
        )
        assert re.sub(r"\n+", "\n", ours) == re.sub(r"\n+", "\n", djangos)
        assert hasattr(ours, "__html__")


def test_the_widgets_drawn_here_are_those_that_forms_have_most():
    drawn = {widget.template_name for widget in WIDGETS} & DRAWN.keys()
    assert drawn == DRAWN.keys()


def test_values_for_scripts_are_written_as_django_writes_them():
    odd = {ODD: ["</script><!-- &amp; \u2028", date(2026, 11, 18), None, 1.5, mark_safe("<i>")]}
    assert json_script(odd, '"odd"') == html.json_script(odd, '"odd"')
    assert "\\u003C/script\\u003E" in json_script(odd, "odd")
