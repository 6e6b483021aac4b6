"""Beyond one database: whatever a member owns could be kept on the server that keeps the member.

A database spread over many servers needs a column that says whose a row is, in every table of members' rows and in
every constraint that is unique: it is `user_id`, and here is shown that each of them has it or could have it, with
nothing lost that the constraint promises.
"""

import pytest
from django.apps import apps
from django.db import models

from glutes.accounts.models import User

FOR_ALL = {
    "accounts.User": "the members themselves: names are given out in one place",
    "accounts.Attempt": "who tries to get in is no member yet",
    "accounts.Invitation": "made before there is a member",
    "exercises.Equipment": "the catalogue",
    "exercises.Muscle": "the catalogue",
    "exercises.Sign": "the catalogue",
    "exercises.Source": "the catalogue",
}
"""Tables that belong to no member, and why: few rows, the same on every server, or on one that is asked first."""
BY_OWNER = {
    "exercises.Cue": "exercise",
    "exercises.Dose": "exercise",
    "exercises.ExerciseMuscle": "exercise",
    "exercises.LadderStep": "exercise",
    "exercises.Photo": "exercise",
    "exchange.ImportFile": "of",
}
"""Tables that say by one column whose they are: the row that it names has the member."""
READY_MADE = {"exercises.Exercise", "routines.Routine", "routines.Prescription"}
"""Tables of members' rows and of the catalogue's, which are nobody's and would be on every server."""
RANDOM = {
    "exercises.Exercise.slug": "of the catalogue, or random (Exercise.own_slug)",
    "routines.Routine.slug": "of the catalogue only",
    "links.Link.token": "random",
    "calendars.CalendarFeed.token": "random",
    "calendars.CalendarFeed.busy_token": "random",
    "accounts.Device.key": "of something random",
    "accounts.Passkey.credential": "random, made by the device",
    "api.ApiToken.fingerprint": "of something random",
}
"""What is unique without naming the member: two of them alike on two servers will not happen by chance."""

ours = [model for model in apps.get_models() if model.__module__.startswith("glutes.")]
members = [model for model in ours if model._meta.label not in FOR_ALL]


def test_whatever_is_named_here_is_there():
    labels = {model._meta.label for model in ours}
    assert {*FOR_ALL, *BY_OWNER, *READY_MADE, *(name.rpartition(".")[0] for name in RANDOM)} <= labels
    assert not {*BY_OWNER, *READY_MADE} & set(FOR_ALL)


@pytest.mark.parametrize("model", members, ids=lambda model: model._meta.label)
def test_each_row_says_whose_it_is_and_what_is_unique_is_so_within_a_member_or_random(model):
    label = model._meta.label
    owner = model._meta.get_field(BY_OWNER.get(label, "user"))
    assert owner.many_to_one or owner.one_to_one
    assert owner.null == (label in READY_MADE)
    assert owner.related_model is User or owner.related_model in members
    for fields in unique(model):
        names_a_member = any(
            field.is_relation and (field.related_model is User or field.related_model in members) for field in fields
        )
        random = all(
            isinstance(field, models.UUIDField) or f"{model._meta.label}.{field.name}" in RANDOM for field in fields
        )
        assert names_a_member or random, [field.name for field in fields]


def unique(model):
    """The columns of everything that is unique in a table, but for the numbers that a database gives out itself."""
    for field in model._meta.local_fields:
        if field.unique and not isinstance(field, models.BigAutoField):
            yield [field]
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint):
            named = constraint.fields or [
                expression.name for expression in constraint.expressions if isinstance(expression, models.F)
            ]
            yield [model._meta.get_field(name) for name in named]
