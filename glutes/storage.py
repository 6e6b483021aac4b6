"""Static files as they are served: named by a hash of their content, compressed, imported style sheets joined."""

import posixpath
import re

from django.contrib.staticfiles.storage import HashedFilesMixin
from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

IMPORT = re.compile(r'^@import "([^"]+)";$', re.MULTILINE)


FOR_READERS = re.compile(r"/\*.*?\*/\s*|^ +", re.DOTALL | re.MULTILINE)
"""Comments and indentation of a style sheet, which are left out: they are a sixth of its compressed size."""


class Joined:
    """Style sheets with those that they import put into them, so that a browser makes one request instead of six.

    Comments and indentation are left out.
    """

    def __init__(self, folder):
        self.folder = folder

    def open(self, path):
        """The style sheet as a file, as the storage asks of a folder."""
        return ContentFile(FOR_READERS.sub("", self.text(path)).encode())

    def text(self, path):
        """The text of a style sheet, with those that it imports in place of its imports."""
        with self.folder.open(path) as file:
            text = file.read().decode()
        return IMPORT.sub(lambda found: self.text(posixpath.join(posixpath.dirname(path), found[1])), text)


class Storage(CompressedManifestStaticFilesStorage):
    """Puts hashes into the imports of our scripts too, so that a new version never loads a module of the old one.

    Not into those of vendored scripts: there Django takes text in comments for imports.
    """

    support_js_module_import_aggregation = True
    _js_module_import_aggregation_patterns = ("js/*.js", HashedFilesMixin._js_module_import_aggregation_patterns[1])
    max_post_process_passes = 10  # More than the longest chain of imports.

    def url(self, name, force=False):
        """The address of a file, cached: a page has a hundred of them, and none changes while the site runs."""
        known = self.__dict__.setdefault("addresses", {})
        if name not in known:
            known[name] = super().url(name, force)
        return known[name]

    def post_process(self, paths, **options):
        styles = {name: (Joined(folder), path) for name, (folder, path) in paths.items() if name.startswith("css/")}
        yield from super().post_process(paths | styles, **options)
