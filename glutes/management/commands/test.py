"""`manage.py test`: every test, unit to browser, by pytest; what follows is pytest's own."""

import importlib.util
import os
import sys

from django.conf import settings
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """Hand over to pytest."""

    help = "Runs every test, unit to browser; takes pytest's arguments."

    def run_from_argv(self, argv):
        """Go on as pytest, so that its options and its exit code are its own."""
        if not importlib.util.find_spec("pytest"):
            sys.exit("pytest is missing here: pip install --require-hashes -r requirements/dev.txt")
        os.chdir(settings.BASE_DIR)
        os.execv(sys.executable, [sys.executable, "-m", "pytest", *argv[2:]])
