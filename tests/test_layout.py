"""Whoever looks for a module by its name finds one."""

from collections import Counter
from pathlib import Path

import glutes

HABITUAL = {"__init__", "models", "views", "forms", "urls"}
"""What every app may have."""
SAYING = {"models", "pages", "templatetags", "commands", "migrations"}
"""Folders that say what is in them: a routine has a row in models/ and a page in pages/."""


def test_no_file_name_stands_for_two_things():
    files = [path for path in Path(glutes.__file__).parent.rglob("*.py") if path.parent.name not in SAYING]
    names = Counter(path.stem for path in files if path.stem not in HABITUAL)
    assert [name for name, count in names.items() if count > 1] == []
