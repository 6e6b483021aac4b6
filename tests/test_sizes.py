"""What is longer than can be read in one go is cut, or named here with its reason."""

import ast

from django.conf import settings

LINES = {"module": 300, "models or forms": 400, "template": 100, "script": 150, "fixture": 400}
FUNCTION = 30
"""Lines of a function besides its docstring: 25 and the closing brackets."""

LONGER = {
    "fixtures/sources.json": "a list, which is looked up and not read",
    "glutes/charts.py": "one drawing after another: each function stands alone",
    "glutes/exchange/merging.py": "one merge, from what is in the file to what is kept",
    "glutes/figures/body.py": "coordinates: the outlines of one body belong side by side",
    "glutes/middleware.py": "one middleware after another: each stands alone",
    "glutes/progress/pages/exercise_progress.py": "one page: its records, its charts and its sessions",
    "glutes/progress/pages/weeks.py": "one page: its weeks, their charts and their words",
    "glutes/rules/self_checks.py": "most of it is what the checks say",
    "static/js/player/view.js": "one part of the screen after another: each stands alone",
    "templates/exchange/import_look.html": "one list of questions, whose kinds are read side by side",
    "templates/exercises/_own_form.html": "one form",
    "templates/links/_copy_row.html": "one form",
    "templates/links/propose.html": "one form",
    "templates/report/_report.html": "a page to print, in the order in which it is read",
    "templates/sw.js": "a service worker is one file",
    "templates/workouts/summary.html": "one page, most of it conditions on what there is to tell",
}
LONGER_FUNCTIONS = {
    "glutes/asgi.py whole_body": "each way in which a body can fail needs its own answer",
    "glutes/exchange/dialects/any_csv.py rows": "one pass over a table, column by column",
    "glutes/progress/pages/overview.py context": "a line for each part of the page",
    "glutes/workouts/pages/workout.py __init__": "what a page asks for at once, in the order in which it is needed",
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
    if name.endswith(".py"):
        return "models or forms" if "/models" in name or name.endswith("forms.py") else "module"
    return {"html": "template", "json": "fixture"}.get(name.rsplit(".", 1)[1], "script")


def test_every_file_is_read_in_one_go():
    others = files("templates/**/*.html", "templates/*.js", "static/js/**/*.js", "fixtures/*.json")
    longer = {name for name, text in [*python(), *others] if text.count("\n") > LINES[kind(name)]}
    assert longer == set(LONGER)


def own_lines(function):
    """The lines of a function, without those of its docstring."""
    first, lines = function.body[0], function.end_lineno - function.lineno + 1
    return lines - (first.end_lineno - first.lineno + 1) * (ast.get_docstring(function) is not None)


def test_every_function_is_read_in_one_go():
    longer = {
        f"{name} {node.name}"
        for name, text in python()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and own_lines(node) > FUNCTION
    }
    assert longer == set(LONGER_FUNCTIONS)
