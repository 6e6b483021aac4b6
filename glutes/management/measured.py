"""The site as `start` serves it, with a stopwatch: `manage.py bench` runs this in a process of its own.

Every answer carries what it cost, in the header Cost: CPU seconds of its thread, and queries. /hello/ is answered
before Django is asked anything: it shows what the server itself costs on this machine, at this moment.
"""

import os
import sys
import time

COST = "Cost"
HELLO = "/hello/"


def load_measured():
    """In a worker: the application of `start`, measured."""
    from glutes.management.server import load_application

    application = load_application()
    application.wsgi = measured(application.wsgi)
    return application


def measured(wsgi):
    """The same WSGI application, its answers with the header Cost."""
    from django.db import connection

    def application(environ, start_response):
        if environ["PATH_INFO"] == HELLO:
            start_response("200 OK", [("Content-Type", "text/plain")])
            return [b"hello"]
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
