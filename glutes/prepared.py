"""SQL that Django makes once in the life of a process, while later calls only fill in the values.

@prepared        a function that returns a QuerySet becomes one that returns its rows
store(row)       writes a row of any model, in place of save()
store_new(rows)  adds new rows of one model, in place of bulk_create()

Making SQL takes Django up to a millisecond; the database often answers in a tenth of that.
"""

from datetime import UTC, date, datetime, timedelta
from functools import cache, wraps
from itertools import count
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections, models
from django.db.models import prefetch_related_objects
from django.db.models.base import ModelState
from django.db.models.query import FlatValuesListIterable, ModelIterable, ValuesListIterable, get_related_populators

ITERABLES = ModelIterable, ValuesListIterable, FlatValuesListIterable
MANY = list, tuple, set, frozenset
CHOICES = type(None), bool
SMALL, LARGEST = 2**15 - 1, 2**63 - 1
"""The largest number that a small column can have, and any column."""


def prepared(build):
    """Decorates a function that returns a QuerySet, of instances or a values_list(), for its arguments. The decorated
    function returns a list of its rows.

    The function is called once for each kind of arguments (see `kind_of`), with stand-ins in their place. Later calls
    take its SQL and replace the stand-ins with their own values. So arguments must be keys of rows (numbers or UUIDs),
    dates, moments, texts or collections of these, and the function must pass them to filters unchanged, and put
    nothing else there that changes, such as the time. None, True and False are passed as they are, because the query
    may differ for them. Raises ValueError if anything but the stand-ins differs when the function is called with other
    stand-ins.
    """

    made = {}

    @wraps(build)
    def found(*values):
        connection = connections[DEFAULT_DB_ALIAS]
        values = [evened(value) if isinstance(value, MANY) else value for value in values]
        if any(isinstance(one, int) and abs(one) > LARGEST for one in each(values)):
            return list(build(*values))  # Of such numbers, which somebody typed, Django knows that no row has them.
        kind = connection.vendor, *(kind_of(value) for value in values)
        if kind not in made:
            made[kind] = Made(build, values, connection)
            made[kind].check(Made(build, values, connection, first=1000))
        return made[kind].found(values, connection)

    return found


class Made:
    """A query with its SQL and parameters.

    `places`: {index of a parameter: index of the value to put there}; `fixed`: the other parameters, None in these
    places. `sql` is None if nothing can be found: a collection is empty, or a number too large for its column.
    `converters`: of columns of which the database returns something else than their value, (index, functions, column).
    `names`: of the attributes that the first columns of a row of a model become.
    """

    def __init__(self, build, values, connection, first=0):
        number = count(first)
        values = [
            [stand_in(one, next(number)) for one in value] if isinstance(value, list)
            else value if isinstance(value, CHOICES) else stand_in(value, next(number))
            for value in values
        ]  # fmt: skip
        self.queryset = build(*values)
        compiler = self.queryset.query.get_compiler(DEFAULT_DB_ALIAS)
        try:
            self.sql, params = compiler.as_sql()
        except EmptyResultSet:
            self.sql, params = None, []
        else:
            self.read(compiler)
        stand_ins = [stored(one, connection) for one in each(values)]
        self.places = {place: stand_ins.index(one) for place, one in enumerate(params) if one in stand_ins}
        self.fixed = [None if place in self.places else one for place, one in enumerate(params)]
        self.is_whole = self.sql is None or {*self.places.values()} == {*range(len(stand_ins))}

    def read(self, compiler):
        """Reads from the compiled query what is needed to make rows of what the database returns."""
        columns = [column for column, *_ in compiler.select]
        found = compiler.get_converters(columns).items()
        self.converters = [(index, quicker(functions), column) for index, (functions, column) in found]
        self.width, self.names, self.populators = compiler.col_count, [], []
        if self.queryset._iterable_class is ModelIterable:
            self.names = [columns[index].target.attname for index in compiler.klass_info["select_fields"]]
            self.names += compiler.annotation_col_map
            self.populators = get_related_populators(compiler.klass_info, compiler.select, DEFAULT_DB_ALIAS)

    def check(self, other):
        """Raises ValueError if a stand-in is missing, or if `other`, with other stand-ins, differs in anything else."""
        if self.queryset._iterable_class not in ITERABLES:
            raise ValueError("A prepared query returns instances or a values_list().")
        same = (self.sql, self.places, self.fixed) == (other.sql, other.places, other.fixed)
        if not same or not self.is_whole:
            raise ValueError(
                "A prepared query must put each argument into a filter as it is, and nothing that changes."
            )

    def found(self, values, connection):
        """The rows that the query returns for these values, as a list."""
        if self.sql is None:
            return []
        values, params = [stored(one, connection) for one in each(values)], list(self.fixed)
        for place, which in self.places.items():
            params[place] = values[which]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, params)
            columns = [*zip(*cursor.fetchall(), strict=True)]
        for index, functions, column in self.converters if columns else ():
            for function in functions:
                columns[index] = [
                    value if value is None else function(value, column, connection) for value in columns[index]
                ]
        return self.rows_of(columns)

    def rows_of(self, columns):
        """The rows of these columns as the queryset would return them: instances, tuples or single values."""
        kind = self.queryset._iterable_class
        if kind is FlatValuesListIterable:
            return list(columns[0]) if columns else []
        if kind is ValuesListIterable:
            return [*zip(*columns[: self.width], strict=True)]
        made = [self.instance(row) for row in zip(*columns, strict=True)]
        prefetch_related_objects(made, *self.queryset._prefetch_related_lookups)
        return made

    def instance(self, values):
        """The instance of the model, as its from_db() makes it: that sends signals, and sets one column at a time."""
        one = self.queryset.model.__new__(self.queryset.model)
        one._state = ModelState()
        one._state.adding, one._state.db = False, DEFAULT_DB_ALIAS
        one.__dict__.update(zip(self.names, values, strict=False))  # Columns of other tables follow.
        for populator in self.populators:
            populator.populate(values, one)
        return one


def quicker(converters):
    """The functions that convert a column, with `in_utc` in place of Django's own for moments in SQLite. That one is a
    method of the backend, found here by its name: if Django renames it, moments are the same and only come slower."""
    return [in_utc if one.__name__ == "convert_datetimefield_value" else one for one in converters]


def in_utc(moment, column, connection):
    """A moment, which SQLite has without its zone, UTC. Of a column it is parsed already, else it is a text."""
    return (moment if isinstance(moment, datetime) else datetime.fromisoformat(moment)).replace(tzinfo=UTC)


def store(row):
    """Writes a row, as `row.save()` does. Of a row that is in its table already it writes all columns but foreign keys,
    since what a row belongs to never changes. Sends no signals. Its SQL is made once for each table. Raises
    DatabaseError if the row was in its table and is gone.
    """
    connection, is_new = connections[DEFAULT_DB_ALIAS], row._state.adding
    sql, columns = (insert_of if is_new else update_of)(type(row), connection.vendor)
    values = columns.values_of(row, is_new, connection)
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        if is_new and row.pk is None:
            row.pk = cursor.lastrowid if connection.vendor == "sqlite" else cursor.fetchone()[0]
        elif not cursor.rowcount:
            raise DatabaseError(f"There is no {row._meta.verbose_name} {row.pk} any more.")
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


def store_new(rows):
    """Adds these rows to the table of their model, in this order. They do not learn their keys. Sends no signals."""
    if rows:
        connection = connections[DEFAULT_DB_ALIAS]
        sql, columns = insert_of(type(rows[0]), connection.vendor)
        with connection.cursor() as cursor:
            cursor.executemany(sql, [columns.values_of(row, True, connection) for row in rows])


class Columns:
    """Columns that a row is written to.

    `kinds`: of each field the types of the values that it never has to change for the database. `worked_out`: fields
    that may set their value only when the row is written, such as the moment of that.
    """

    def __init__(self, fields):
        texts = models.CharField, models.TextField
        kinds = [(type(None), int, str) if isinstance(one, texts) else (type(None), int) for one in fields]
        self.fields = list(zip(fields, [one.attname for one in fields], kinds, strict=True))
        self.worked_out = [one for one in fields if type(one).pre_save is not models.Field.pre_save]

    def values_of(self, row, is_new, connection):
        """The values of a row, as the database takes them."""
        for field in self.worked_out:
            field.pre_save(row, is_new)
        return [
            value if isinstance(value := getattr(row, name), kinds) else field.get_db_prep_save(value, connection)
            for field, name, kinds in self.fields
        ]


@cache
def insert_of(model, vendor):
    """The SQL that adds a row, and the Columns of its parameters. Where the database makes the key, the SQL returns it;
    but not on SQLite, whose cursor has it, and whose old versions know no RETURNING.
    """
    quote, meta = connections[DEFAULT_DB_ALIAS].ops.quote_name, model._meta
    fields = [field for field in meta.concrete_fields if field is not meta.auto_field]
    columns, values = ", ".join(quote(field.column) for field in fields), ", ".join(["%s"] * len(fields))
    sql = f"INSERT INTO {quote(meta.db_table)} ({columns}) VALUES ({values})"  # noqa: S608 (of columns)
    is_told = vendor == "sqlite" or not meta.auto_field
    return sql if is_told else f"{sql} RETURNING {quote(meta.pk.column)}", Columns(fields)


@cache
def update_of(model, vendor):
    """The SQL that writes all columns of a row but its foreign keys, and the Columns of its parameters, the key last.

    With the foreign keys SQLite would write each of their indexes anew, too: five pages for a set that is corrected,
    in place of three.
    """
    quote, meta = connections[DEFAULT_DB_ALIAS].ops.quote_name, model._meta
    fields = [field for field in meta.concrete_fields if not field.primary_key and not field.is_relation]
    changes = ", ".join(f"{quote(field.column)} = %s" for field in fields)
    sql = f"UPDATE {quote(meta.db_table)} SET {changes} WHERE {quote(meta.pk.column)} = %s"  # noqa: S608 (of columns)
    return sql, Columns([*fields, meta.pk])


def evened(values):
    """The collection as a list, filled up with its last value until its length is a power of two.

    So few different lengths occur, and each needs SQL of its own. Raises ValueError if None, True or False is in it.
    """
    values = list(values)
    if any(isinstance(one, CHOICES) for one in values):
        raise ValueError("None, True and False cannot be prepared within a collection.")
    more = (1 << (len(values) - 1).bit_length()) - len(values) if values else 0
    return values + values[-1:] * more


def kind_of(value):
    """The kind of an argument; arguments of one kind share their SQL.

    It is the value for None, True and False, type and length for a collection, and the type for anything else. Numbers
    that fit into a small column are a kind of their own, because a filter of such a column for a larger number finds
    nothing, and needs no SQL.
    """
    if isinstance(value, CHOICES):
        return value
    if isinstance(value, int):
        return "small" if value <= SMALL else int
    return (type(value[0]), len(value)) if value and isinstance(value, list) else type(value)


def each(values):
    """Yields all values that are put into filters: those in collections one by one, without None, True and False."""
    for value in values:
        if isinstance(value, list):
            yield from value
        elif not isinstance(value, CHOICES):
            yield value


def stand_in(value, number):
    """A value of the same type that no real query contains; a different one for each `number`."""
    if isinstance(value, datetime):
        return datetime(1900, 1, 1, tzinfo=UTC) + timedelta(microseconds=number)
    if isinstance(value, date):
        return date(1800, 1, 1) + timedelta(days=number)
    if isinstance(value, str):
        return f"stand-in {number}"
    if isinstance(value, UUID):
        return UUID(int=number)
    return (SMALL if value <= SMALL else 2**31 - 1) - number  # Small ones must fit into small columns.


def stored(value, connection):
    """The value as the database takes it."""
    if isinstance(value, int):
        return value
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    if isinstance(value, UUID) and not connection.features.has_native_uuid_field:
        return value.hex
    return value
