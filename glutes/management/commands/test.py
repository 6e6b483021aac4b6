"""`manage.py test`: every test, unit to browser, by pytest, on all cores; with arguments, what pytest makes of them."""

import importlib.util
import os
import sys

from django.conf import settings
from django.core.management.base import BaseCommand

EVERYTHING = ("-n", "auto", "--maxprocesses", "4", "--dist", "loadfile")
"""One file after the other on each core: tests of a file share what was dear to make."""


class Command(BaseCommand):
    """Hand over to pytest."""

    help = "Runs every test, unit to browser; takes pytest's arguments."

    def run_from_argv(self, argv):
        """Go on as pytest, so that its options and its exit code are its own."""
        if not importlib.util.find_spec("pytest"):
            sys.exit("pytest is missing here: pip install --require-hashes -r requirements/dev.txt")
        os.chdir(settings.BASE_DIR)
        os.execv(sys.executable, [sys.executable, "-m", "pytest", *(argv[2:] or EVERYTHING)])
