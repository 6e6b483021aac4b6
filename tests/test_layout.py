"""Whoever looks for a module or a class by its name finds one."""

import ast
from collections import Counter
from pathlib import Path

import pytest
from django.urls import URLPattern, get_resolver

import glutes

TESTS = Path(__file__).parent
FOLDER = Path(glutes.__file__).parent
HABITUAL = {"__init__", "models", "views", "forms", "urls"}
"""What every app may have."""
SAYING = {"models", "views", "pages", "templatetags", "commands", "migrations"}
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


def modules_of_views(patterns):
    """The modules of the views behind some patterns of addresses, and behind those that they include."""
    for one in patterns:
        if isinstance(one, URLPattern):
            yield one.callback.__module__
        else:
            yield from modules_of_views(one.url_patterns)


def test_the_views_of_an_app_are_in_its_views():
    modules = {tuple(module.split(".")) for module in modules_of_views(get_resolver().url_patterns)}
    in_apps = [parts for parts in modules if parts[0] == "glutes" and len(parts) > 2]
    assert ("glutes", "routines", "views", "builder") in in_apps
    assert [parts for parts in in_apps if parts[2] != "views"] == []


def given_at(statement):
    """The names that a statement of a module gives to something."""
    if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return [statement.name]
    targets = statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", None)]
    if isinstance(statement, (ast.Assign, ast.AnnAssign)):
        names = (node for target in targets for node in ast.walk(target) if isinstance(node, ast.Name))
        return [name.id for name in names if isinstance(name.ctx, ast.Store)]
    return []


def test_no_name_of_a_module_is_given_twice():
    """As happens where two people name two things alike on one day: the later one takes the place of the first."""
    twice = []
    for path in (path for path in FOLDER.rglob("*.py") if path.parent.name != "migrations"):
        given = Counter(name for each in ast.parse(path.read_text()).body for name in given_at(each))
        twice += [f"{path.name}: {name}" for name, count in given.items() if count > 1]
    assert twice == []


def waits_badly(node):
    """Whether a test waits here for time to pass, without an end, or for a promise, which counts as true at once."""
    if isinstance(node, ast.While):
        return True
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    if node.func.attr == "wait_for_function":
        return not isinstance(node.args[0], ast.Constant) or any(
            word in node.args[0].value for word in ("async", ".then")
        )
    return node.func.attr in ("sleep", "wait_for_timeout") or "networkidle" in ast.unparse(node)


def test_a_browser_test_waits_for_what_a_page_says():
    """How to wait for what no page says, with an end: `wait_until` in phone.py."""
    # What test_wire.py counts is there once nothing more is asked for: no page says that.
    files = [path for path in (TESTS / "browser").glob("test_*.py") if path.name != "test_wire.py"]
    bad = [
        f"{path.name}, line {node.lineno}"
        for path in files
        for node in ast.walk(ast.parse(path.read_text()))
        if waits_badly(node)
    ]
    assert len(files) > 25
    assert bad == []


@pytest.mark.parametrize(
    "line",
    [
        "while not held: pass",
        "page.wait_for_timeout(20)",
        "page.goto('/', wait_until='networkidle')",
        "page.wait_for_function('async () => true')",
        "page.wait_for_function(WAITING)",
    ],
)
def test_the_check_finds_what_waits_badly(line):
    assert any(waits_badly(node) for node in ast.walk(ast.parse(line)))
