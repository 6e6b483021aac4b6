"""A crowd on PostgreSQL: thousands of members who each have a part of one member's rows, written in minutes.

Of a hundred members one trains for two years, nine train for eighteen weeks and the others for a week, some time in the
last two years. Their rows lie on the disk as they would have arrived: day by day, everybody's mixed.

`python -m tests.benchmarks.crowd MEMBERS` writes one into the database that DATABASE_URL names, which has one member.
"""

import sys
from datetime import timedelta

import django
from django.db import connection, models
from django.utils import timezone

WEEKS = 104
"""How many weeks the member trains, of which the others copy some."""
APART = 100_000
"""How far the key of a row is from that of the next member's copy of it."""
NAME = "crowd-"
"""The names of the members are this and a number from 1."""


def growing():
    """The models that grow with every member: their own rows, they themselves, and their sessions."""
    from django.contrib.sessions.models import Session

    from glutes.accounts.models import User

    return [User, Session, *dict.fromkeys(field.model for field in User.ownerships())]


def make_crowd(user, members, weeks=WEEKS, after=None):
    """Writes so many members beside `user`, and signs each of them in.

    They have copies of the user's rows; of those with a day only what is in their own weeks, or still to come. The last
    of these weeks ends before `after`, a Monday (this week's, unless said otherwise); the first begins `weeks` earlier.
    """
    from glutes.accounts.models import Device, User

    today = timezone.localdate()
    after = after or today - timedelta(days=today.weekday())
    owned = [model for model in growing() if has_user(model) and model is not Device]
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")  # No foreign key is checked: each has its row.
        cursor.execute("SET work_mem = '256MB'")
        cursor.execute(PERIODS, {"after": after, "weeks": weeks, "members": members})
        for model in [User, *owned]:
            copy_rows(cursor, model, user, {User, *owned})
        cursor.execute("DROP TABLE crowd")
        cursor.execute("RESET work_mem")
        cursor.execute("RESET session_replication_role")
        sign_in(User.objects.filter(username__startswith=NAME))
        cursor.execute("ANALYZE")


def has_user(model):
    return any(field.column == "user_id" for field in model._meta.local_fields)


PERIODS = """
CREATE TEMPORARY TABLE crowd AS SELECT n, first, first + 7 * length AS after FROM (
    SELECT n, length, %(after)s::date - 7 * (length + n * 7919 %% (%(weeks)s + 1 - length)) AS first FROM (
        SELECT n, least(%(weeks)s, CASE WHEN n %% 100 = 0 THEN 104 WHEN n %% 11 = 0 THEN 18 ELSE 1 END) AS length
        FROM generate_series(1, %(members)s) AS n
    ) AS lengths
) AS periods
"""
"""When each member trains: from the day `first` to the day before `after`."""


def copy_rows(cursor, model, user, copied):
    """Writes everybody's copies of the user's rows of one table."""
    meta = model._meta
    fields = {field.column: value_of(field, user, copied) for field in meta.local_fields}
    own = "user_id" if has_user(model) else "id"
    day = next((day for column, day in (("day", "day"), ("done_at", "done_at::date")) if column in fields), None)
    period = f"AND (t.{day} >= first AND t.{day} < after OR t.{day} > %(today)s)" if day else ""
    names = ", ".join(f'"{column}"' for column in fields)
    cursor.execute(
        f"INSERT INTO {meta.db_table} ({names}) SELECT {', '.join(fields.values())} FROM {meta.db_table} t "  # noqa: S608
        f"CROSS JOIN crowd WHERE t.{own} = %(user)s {period} ORDER BY t.ctid, n",
        {"user": user.pk, "today": timezone.localdate()},
    )
    if isinstance(meta.pk, models.BigAutoField):
        sequence = f"pg_get_serial_sequence('{meta.db_table}', '{meta.pk.column}')"
        cursor.execute(f"SELECT setval({sequence}, max({meta.pk.column})) FROM {meta.db_table}")  # noqa: S608


def value_of(field, user, copied):
    """What a column of a copy holds, in SQL: a key or a word of its own, that of a copy it refers to, or the same."""
    column = f't."{field.column}"'
    if field.primary_key or isinstance(field, models.UUIDField):
        return shifted(column, field)
    if field.column in ("username", "name_folded"):
        return f"'{NAME}' || n"
    if field.is_relation and field.related_model in copied:
        target = field.related_model._meta
        own = "user_id" if has_user(field.related_model) else "id"
        theirs = f"SELECT {target.pk.column} FROM {target.db_table} WHERE {own} = {user.pk}"  # noqa: S608
        return f"CASE WHEN {column} IN ({theirs}) THEN {shifted(column, target.pk)} ELSE {column} END"
    if field.unique:
        return f"left(md5({column} || n), {field.max_length or 32})"
    return column


def shifted(column, key):
    """The key of a copy."""
    return f"md5({column}::text || n)::uuid" if isinstance(key, models.UUIDField) else f"{column} + {APART} * n"


def sign_in(members):
    """Gives each a session, as a phone has one, and the device that it is of."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.contrib.sessions.models import Session

    from glutes.accounts.models import Device

    now, store, sessions, devices = timezone.now(), SessionStore(), [], []
    for user in members.iterator():
        said = {SESSION_KEY: str(user.pk), HASH_SESSION_KEY: user.get_session_auth_hash()}
        said[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
        key = session_of(user.username)
        sessions.append(Session(pk=key, session_data=store.encode(said), expire_date=now + timedelta(days=300)))
        devices.append(Device(user=user, key=key, name="a phone", first_used=now.date(), last_used=now.date()))
    Session.objects.bulk_create(sessions, batch_size=1000)
    Device.objects.bulk_create(devices, batch_size=1000)


def session_of(name):
    """The key of a member's session. It can be guessed: nobody's own rows are in such a database."""
    return name.replace("-", "").rjust(32, "0")


if __name__ == "__main__":
    django.setup()
    from glutes.accounts.models import User

    make_crowd(User.objects.get(), int(sys.argv[1]))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")  # As PostgreSQL itself does where rows are added day by day.
