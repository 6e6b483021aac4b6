"""Queries that are put into SQL once in the life of a process.

Django takes a millisecond to make SQL from filters, where the database often takes a tenth of that to answer.
"""

from copy import copy
from datetime import UTC, date, datetime, timedelta
from functools import wraps
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections

MANY = list, tuple, set, frozenset
CHOICES = type(None), bool


def prepared(build):
    """Decorates a function that makes a QuerySet of its arguments. The decorated one returns a list of what is found.

    Arguments are keys of rows (numbers or UUIDs), dates, moments, or collections of these, and must be put into filters
    as they are: the function is called with stand-ins, once for each kind of arguments, and in its SQL every stand-in
    is replaced with the value of the call. None, True and False are passed on: with them the query may be another one.
    """

    made = {}

    @wraps(build)
    def found(*values):
        connection = connections[DEFAULT_DB_ALIAS]
        values = [evened(value) if isinstance(value, MANY) else value for value in values]
        kind = connection.vendor, *(kind_of(value) for value in values)
        if kind not in made:
            made[kind] = Made(build, values, connection)
        return made[kind].found(values, connection)

    return found


class Made:
    """The SQL of a query. `places` tells which of its parameters is which of the values."""

    def __init__(self, build, values, connection):
        number = iter(range(sum(1 for _ in each(values))))
        values = [
            [stand_in(one, next(number)) for one in value] if isinstance(value, list)
            else value if isinstance(value, CHOICES) else stand_in(value, next(number))
            for value in values
        ]  # fmt: skip
        self.queryset = build(*values)
        self.compiler = self.queryset.query.get_compiler(DEFAULT_DB_ALIAS)
        try:
            self.sql, self.params = self.compiler.as_sql()
        except EmptyResultSet:  # A collection is empty.
            self.sql = None
            return
        stand_ins = [stored(one, connection) for one in each(values)]
        self.places = [(place, stand_ins.index(one)) for place, one in enumerate(self.params) if one in stand_ins]
        if len({which for _, which in self.places}) < len(stand_ins):
            raise ValueError(f"{build.__qualname__} must put each argument into a filter, as it is.")

    def found(self, values, connection):
        """What the query finds with these values."""
        if self.sql is None:
            return []
        values, params = [stored(one, connection) for one in each(values)], list(self.params)
        for place, which in self.places:
            params[place] = values[which]
        compiler, queryset = copy(self.compiler), self.queryset.all()
        compiler.connection, compiler.as_sql = connection, lambda: (self.sql, params)
        queryset.query.get_compiler = lambda using: compiler
        return list(queryset)


def evened(values):
    """The collection as a list whose length is a power of two, so that there are few kinds: the last one repeats."""
    values = list(values)
    more = (1 << (len(values) - 1).bit_length()) - len(values) if values else 0
    return values + values[-1:] * more


def kind_of(value):
    """What tells calls apart that need other SQL: the value itself, the length of a collection, else the type."""
    if isinstance(value, CHOICES):
        return value
    return (type(value[0]), len(value)) if value and isinstance(value, list) else type(value)


def each(values):
    """Every value that is put into a filter, those of collections one by one."""
    for value in values:
        if isinstance(value, list):
            yield from value
        elif not isinstance(value, CHOICES):
            yield value


def stand_in(value, number):
    """A value of the same type that no filter of ours has, another one for each number."""
    if isinstance(value, datetime):
        return datetime(1900, 1, 1, tzinfo=UTC) + timedelta(microseconds=number)
    if isinstance(value, date):
        return date(1800, 1, 1) + timedelta(days=number)
    return UUID(int=number) if isinstance(value, UUID) else 2**31 - 1 - number


def stored(value, connection):
    """The value as the database takes it."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    if isinstance(value, UUID) and not connection.features.has_native_uuid_field:
        return value.hex
    return value
