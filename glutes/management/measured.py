"""The site as `start` serves it, measuring itself: `manage.py bench` runs this in a process of its own.

Every answer has a header Cost: the CPU seconds of its thread, and the number of its queries. /hello/ is answered
without Django, to show how long the server alone takes on this machine at this moment; /insert/ with one row that is
written for whoever is signed in, to show the least that a set could take.
"""

import os
import sys
import time
from importlib import import_module
from io import BytesIO

COST = "Cost"
HELLO, INSERT = "/hello/", "/insert/"


def load_measured():
    """In a worker: the application of `start`, whose answers have the header Cost."""
    from glutes.management.server import load_application

    application = load_application()
    application.wsgi = measured(application.wsgi)
    return application


def measured(wsgi):
    """This WSGI application, with the header Cost in its answers, and with /hello/ and /insert/."""
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
            return (insert if environ["PATH_INFO"] == INSERT else wsgi)(environ, begin)

    return application


def insert(environ, start_response):
    """Finds session and user, and writes one row as safely as a set: it is on the disk before the answer is sent."""
    from django.conf import settings
    from django.contrib.auth import get_user
    from django.core.handlers.wsgi import WSGIRequest
    from django.db import connection

    request = WSGIRequest(environ)
    sessions = import_module(settings.SESSION_ENGINE)
    request.session = sessions.SessionStore(request.COOKIES.get(settings.SESSION_COOKIE_NAME))
    user = get_user(request)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS inserted (user_id bigint NOT NULL, said text NOT NULL)")
        cursor.execute("INSERT INTO inserted VALUES (%s, %s)", [user.pk, "ten reps"])
    start_response("200 OK", [("Content-Type", "text/plain")])
    return BytesIO(b"inserted")


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
