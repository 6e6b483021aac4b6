"""What all forms have in common: our own words, and texts without characters that nobody sees."""

import re
from copy import deepcopy

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from glutes.accounts.models import User
from tests.fuzz.asking import forms_of_the_site

LONG = "x" * 200_000
NONSENSE = (None, "", "x", LONG, "-1", "9" * 17, "1.5", "a\0b", "2026-13-45", "25:99", "x@", ["zz"], [None], "{")
FILES = (None, "x", SimpleUploadedFile("x", b""), SimpleUploadedFile("x" * 300, b"x"))
DJANGOS = re.compile("^(this|enter|ensure|select|upload|no file|the submitted)|valid|please|must|encoding", re.I)
"""How the sentences of Django begin, and words that ours never use."""


@pytest.mark.django_db
def test_no_field_of_any_form_answers_in_the_words_of_django():
    seen = set()
    for form in forms_of_the_site():
        for name, field in deepcopy(form.base_fields).items():
            field.user = User()
            for value in FILES if isinstance(field, forms.FileField) else NONSENSE:
                try:
                    field.clean(value, None) if isinstance(field, forms.FileField) else field.clean(value)
                except ValidationError as error:
                    seen |= {(sentence, form.__name__, name) for sentence in error.messages}
                except AttributeError:
                    assert isinstance(value, list)  # A browser sends such only to fields that take one.
    assert len({sentence for sentence, *_ in seen}) > 60
    assert [each for each in seen if DJANGOS.search(each[0])] == []


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("\u202eHips\u202c", "Hips"),
        ("\u2067Hips \u200e", "Hips"),
        ("\u200b\u2060\ufeff\xad", ""),
        ("\x1b[31mHips\x07", "[31mHips"),
        ("\u3164\u2800\u115f\u034f\u180e\uffa0", ""),
        ("\u200d\u200d \ufe0f\u200d\ufe0f \U000e0067", ""),
        ("Squ\u200dat\u200d\ufe0f", "Squat"),
        ("1\ufe0f\u20e3 👁️\u200d🗨️ ©\ufe0f", "1\ufe0f\u20e3 👁️\u200d🗨️ ©\ufe0f"),
        ("one\ttwo\r\nthree", "one\ttwo\r\nthree"),
        ("שלום", "שלום"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        (
            "👩\u200d👩\u200d👧 🏴\U000e0067\U000e0062\U000e007f ❤️",
            "👩\u200d👩\u200d👧 🏴\U000e0067\U000e0062\U000e007f ❤️",
        ),
    ],
)
def test_a_text_is_kept_without_what_nobody_sees_but_a_password_as_it_is(typed, kept):
    assert forms.CharField(required=False).clean(typed) == kept
    assert forms.CharField(required=False, strip=False).clean(typed) == typed
