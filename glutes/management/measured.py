"""The site as `start` serves it, measuring itself: `manage.py bench` runs this in a process of its own.

Every answer has a header Cost: the CPU seconds of its thread, and the number of its queries. /hello/ is answered
without Django, to show how long the server alone takes on this machine at this moment. /insert/ is a view that does
nothing but write one row for whoever is signed in, to show the least that a set could take: it is posted to with a CSRF
token, through the same middleware, and its row is as safe as a set's, in a table with as many indexes.
"""

import os
import sys
import time
from contextlib import suppress
from io import BytesIO

COST = "Cost"
HELLO, INSERT = "/hello/", "/insert/"
TABLE = (
    "CREATE TABLE IF NOT EXISTS inserted (user_id bigint NOT NULL REFERENCES accounts_user (id), said text NOT NULL, "
    "at timestamp NOT NULL, UNIQUE (user_id, at))",
    "CREATE INDEX IF NOT EXISTS inserted_marks ON inserted (user_id, said, at)",
)


def load_measured():
    """In a worker: the application of `start`, whose answers have the header Cost."""
    from glutes.management.server import load_application

    application = load_application()
    add_insert()
    application.wsgi = measured(application.wsgi)
    return application


def measured(wsgi):
    """This WSGI application, with the header Cost in its answers, and with /hello/."""
    from django.db import connection

    def application(environ, start_response):
        if environ["PATH_INFO"] == HELLO:
            start_response("200 OK", [("Content-Type", "text/plain")])
            return BytesIO(b"hello")
        began, queries = time.thread_time(), 0

        def count(execute, *arguments):
            nonlocal queries
            queries += 1
            return execute(*arguments)

        def begin(status, headers, exc_info=None):
            return start_response(status, [*headers, (COST, f"{time.thread_time() - began:.6f} {queries}")], exc_info)

        with connection.execute_wrapper(count):
            return wsgi(environ, begin)

    return application


def add_insert():
    """Makes the table for /insert/, and adds its view to those of the site."""
    from django.db import DatabaseError, connection, transaction
    from django.http import HttpResponse
    from django.urls import path
    from django.utils import timezone
    from django.views.decorators.http import require_POST

    from glutes.urls import urlpatterns

    with connection.cursor() as cursor:
        for sql in TABLE:
            with suppress(DatabaseError):  # PostgreSQL, if another worker makes it in this moment.
                cursor.execute(sql)

    @require_POST
    def insert(request):
        with transaction.atomic(), connection.cursor() as cursor:
            row = [request.user.pk, request.POST["said"], timezone.now()]
            cursor.execute("INSERT INTO inserted VALUES (%s, %s, %s)", row)
        return HttpResponse("inserted", content_type="text/plain")

    urlpatterns.append(path(INSERT[1:], insert))


def main():
    """Serve until a signal ends it; takes the options of `start`."""
    from glutes.management.commands import start

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "glutes.settings")
    start.prepare_environment(sys.argv[1:])
    import django

    django.setup()
    command = start.Command()
    command.load = load_measured
    command.run_from_argv(["manage.py", "start", *sys.argv[1:]])


if __name__ == "__main__":
    main()
