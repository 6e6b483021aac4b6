"""Static files as they are served: named after their content, compressed, a sheet of sheets as one."""

import posixpath
import re

from django.contrib.staticfiles.storage import HashedFilesMixin
from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

IMPORT = re.compile(r'^@import "([^"]+)";$', re.MULTILINE)


FOR_READERS = re.compile(r"/\*.*?\*/\s*|^ +", re.DOTALL | re.MULTILINE)
"""Comments and indentation of a sheet: a sixth of it, compressed."""


class Joined:
    """Style sheets of a folder, each with what it imports in it: a browser asks for one where it would for six.

    What is there for readers only is left out.
    """

    def __init__(self, folder):
        self.folder = folder

    def open(self, path):
        return ContentFile(FOR_READERS.sub("", self.text(path)).encode())

    def text(self, path):
        with self.folder.open(path) as file:
            text = file.read().decode()
        return IMPORT.sub(lambda found: self.text(posixpath.join(posixpath.dirname(path), found[1])), text)


class Storage(CompressedManifestStaticFilesStorage):
    """Names what our scripts import after its content too, so that a new version never meets parts of the old.

    Only ours: in the comments of others Django finds imports that are none.
    """

    support_js_module_import_aggregation = True
    _js_module_import_aggregation_patterns = ("js/*.js", HashedFilesMixin._js_module_import_aggregation_patterns[1])
    max_post_process_passes = 10  # One for every link of the longest chain of imports, and some.

    def url(self, name, force=False):
        """The address of a file, worked out once: a page names a hundred, and none changes while the site runs."""
        known = self.__dict__.setdefault("addresses", {})
        if name not in known:
            known[name] = super().url(name, force)
        return known[name]

    def post_process(self, paths, **options):
        sheets = {name: (Joined(folder), path) for name, (folder, path) in paths.items() if name.startswith("css/")}
        yield from super().post_process(paths | sheets, **options)
