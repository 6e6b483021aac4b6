"""What is longer than can be read in one go is cut, or named here with its reason."""

import ast
import re

from django.conf import settings

LINES = {"module": 300, "models or forms": 400, "page": 80, "fragment": 40, "script": 150, "fixture": 400}
FUNCTION = 25
"""Lines of a function, without those of its docstring and those that only close brackets."""
TAG = re.compile(r'<[a-z](?:[^>"]|"[^"]*")*>')
"""A tag of a template, with what stands in it: laid out over several lines, it is read as one."""

LONGER = {
    "a list, which is looked up and not read": ["fixtures/sources.json"],
    "functions or classes that stand alone, one after another": [
        "glutes/charts.py",
        "glutes/management/commands/bench.py",
        "glutes/middleware.py",
        "static/js/player/view.js",
    ],
    "coordinates: the outlines of one body belong side by side": ["glutes/figures/body.py"],
    "most of it is what the checks say": ["glutes/rules/self_checks.py"],
    "one merge, from what is in the file to what is kept": ["glutes/exchange/merging.py"],
    "one page, with its charts and their words": [
        "glutes/progress/pages/exercise_progress.py",
        "glutes/progress/pages/weeks.py",
    ],
    "one form, whose fields are read side by side": [
        "templates/exchange/import_look.html",
        "templates/exercises/_filters.html",
        "templates/kit/_preferences.html",
        "templates/links/_copy_row.html",
        "templates/links/_link_form.html",
        "templates/links/propose.html",
        "templates/plan/_session.html",
        "templates/routines/_build_dose.html",
    ],
    "one thing in each of its states": [
        "templates/checks/_habit.html",
        "templates/exercises/_results.html",
        "templates/links/_proposal.html",
        "templates/workouts/_free.html",
        "templates/workouts/_player_logged.html",
        "templates/workouts/_session.html",
        "templates/workouts/_slot.html",
    ],
    "a table or a list, from its head to its last row": [
        "templates/calendars/_addresses.html",
        "templates/exercises/_doses.html",
        "templates/exercises/_muscles.html",
        "templates/watch/_works.html",
    ],
    "a page in the order in which it is read": [
        "templates/plan/_week.html",
        "templates/progress/_weeks.html",
        "templates/progress/exercise_progress.html",
        "templates/report/_report.html",
        "templates/watch/watch.html",
    ],
    "every control of a screen, in its order": ["templates/workouts/_player_work.html"],
    "a service worker is one file": ["templates/sw.js"],
}
LONGER_FUNCTIONS = {
    "each way in which it can fail needs its own answer": [
        "glutes/accounts/views/signup.py signup",
    ],
    "one pass over a table, row by row": [
        "glutes/exchange/dialects/any_csv.py make",
        "glutes/exchange/dialects/any_csv.py rows",
        "glutes/exchange/dialects/looking.py look",
        "glutes/exchange/merging.py look",
        "glutes/links/models/proposal.py _write_rows",
    ],
    "a line for each part of what it makes": [
        "glutes/calendars/ics.py event",
        "glutes/charts.py curve",
        "glutes/management/commands/bench.py cases",
        "glutes/progress/pages/overview.py context",
        "glutes/watch/fit.py activity",
    ],
    "a branch for each command of a path": ["glutes/figures/body.py outline_points"],
}


def files(*patterns):
    """(name, text) of the files that match."""
    found = sorted({path for pattern in patterns for path in settings.BASE_DIR.glob(pattern)})
    return [
        (str(path.relative_to(settings.BASE_DIR)), path.read_text()) for path in found if "vendor" not in path.parts
    ]


def python():
    return [(name, text) for name, text in files("glutes/**/*.py") if "/migrations/" not in name]


def kind(name):
    """The kind of file that it is: a key of LINES."""
    if name.endswith(".py"):
        return "models or forms" if "/models" in name or name.endswith("forms.py") else "module"
    if name.endswith(".html"):
        return "fragment" if "/_" in name else "page"
    return "fixture" if name.endswith(".json") else "script"


def lines_of(name, text):
    """The lines that somebody reads of a file."""
    return (TAG.sub("<>", text) if name.endswith(".html") else text).count("\n")


def test_every_file_is_read_in_one_go():
    others = files("templates/**/*.html", "templates/*.js", "static/js/**/*.js", "fixtures/*.json")
    longer = {name for name, text in [*python(), *others] if lines_of(name, text) > LINES[kind(name)]}
    assert longer == {name for names in LONGER.values() for name in names}


def own_lines(function, lines):
    """How many lines somebody reads of a function; `lines` are those of its file."""
    first = function.body[0]
    doc = range(first.lineno, first.end_lineno + 1) if ast.get_docstring(function) is not None else ()
    own = (lines[n - 1] for n in range(function.lineno, function.end_lineno + 1) if n not in doc)
    return sum(1 for line in own if line.strip(" ()[]{},:"))


def test_every_function_is_read_in_one_go():
    longer = {
        f"{name} {node.name}"
        for name, text in python()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and own_lines(node, text.splitlines()) > FUNCTION
    }
    assert longer == {name for names in LONGER_FUNCTIONS.values() for name in names}
