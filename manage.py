#!/usr/bin/env python3
"""The one entry point: `python3 manage.py start`, `python3 manage.py test`."""

import os
import sys

OF_A_SITE = "backup", "bring", "changepassword", "demo", "export", "members", "sync", "tidy"
"""Commands for a site that is there: SQLite would make an empty database for one that asks in the wrong place."""


def main():
    # Before any import, and without newer syntax, so that an old Python can still say this.
    if sys.version_info < (3, 11):
        sys.exit("Glutes needs Python 3.11 or newer; this is Python {}.{}.".format(*sys.version_info))

    from glutes import bootstrap

    bootstrap.ensure_packages(sys.argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "glutes.settings")

    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line
    from environs import EnvError

    from glutes.management import database_file
    from glutes.management.commands import start

    if sys.argv[1:2] == ["start"]:
        start.prepare_environment(sys.argv[2:])
    try:
        settings.INSTALLED_APPS  # noqa: B018 (The first one that is asked for reads them all.)
    except (EnvError, ImproperlyConfigured) as error:
        sys.exit("The settings cannot be read. {}".format(error))  # noqa: UP032 (An old Python reads this, too.)
    if sys.argv[1:2] and sys.argv[1] in OF_A_SITE:
        database_file.refuse_to_make_one()
    execute_from_command_line(sys.argv)
    sys.stdout.flush()


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:  # What reads the output, such as `head`, has read enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(141)
