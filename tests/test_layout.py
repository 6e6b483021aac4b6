"""Whoever looks for a module or a class by its name finds one."""

import ast
from collections import Counter
from pathlib import Path

import glutes

FOLDER = Path(glutes.__file__).parent
HABITUAL = {"__init__", "models", "views", "forms", "urls"}
"""What every app may have."""
SAYING = {"models", "pages", "templatetags", "commands", "migrations"}
"""Folders that say what is in them: a routine has a row in models/ and a page in pages/."""


def test_no_file_name_stands_for_two_things():
    files = [path for path in FOLDER.rglob("*.py") if path.parent.name not in SAYING]
    names = Counter(path.stem for path in files if path.stem not in HABITUAL)
    assert [name for name, count in names.items() if count > 1] == []


def test_no_class_name_stands_for_two_things():
    files = [path for path in FOLDER.rglob("*.py") if path.parent.name not in {"migrations", "commands"}]
    classes = (one for path in files for one in ast.parse(path.read_text()).body if isinstance(one, ast.ClassDef))
    names = Counter(one.name for one in classes)
    assert [name for name, count in names.items() if count > 1] == []
