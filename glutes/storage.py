"""Static files as they are served: named after their content, compressed."""

from django.contrib.staticfiles.storage import HashedFilesMixin
from whitenoise.storage import CompressedManifestStaticFilesStorage


class Storage(CompressedManifestStaticFilesStorage):
    """Names what our scripts import after its content too, so that a new version never meets parts of the old.

    Only ours: in the comments of others Django finds imports that are none.
    """

    support_js_module_import_aggregation = True
    _js_module_import_aggregation_patterns = ("js/*.js", HashedFilesMixin._js_module_import_aggregation_patterns[1])
    max_post_process_passes = 10  # One for every link of the longest chain of imports, and some.
