"""Pages, style sheets and icons know the same names: no style is left over, and none is missing."""

import ast
import re

from django.conf import settings

from glutes.workouts.pages.player import MOST

STATIC, TEMPLATES, CODE = (settings.BASE_DIR / name for name in ("static", "templates", "glutes"))
TAG = re.compile(r"\{[%{].*?[%}]\}", re.DOTALL)
FROM_LIBRARIES = {"htmx-request"}  # htmx gives it to what is being sent.
HOOKS = {"offline-held", "player-switches", "waiting"}  # A script or a browser test finds an element by them.


def read(folder, ending):
    """The text of every file below a folder; figures are drawn with styles of their own."""
    return [path.read_text() for path in folder.rglob(f"*{ending}") if "figures" not in path.parts]


def styled():
    """The classes that a style sheet names."""
    styles = re.sub(r"/\*.*?\*/|\"[^\"]*\"", "", "".join(read(STATIC / "css", ".css")), flags=re.DOTALL)
    return set(re.findall(r"\.([a-z][\w-]*)", "".join(re.findall(r"([^{};]*)\{", styles))))


def in_pages():
    """The classes that a template, or a tag of ours, gives by name."""
    pages = TAG.sub(" ", "".join(read(TEMPLATES, ".html") + read(CODE, ".py")))
    return set(" ".join(re.findall(r'class="([^"]*)"', pages)).split())


def in_scripts():
    """The classes that a script gives by name."""
    return set(" ".join(re.findall(r'className[:=\s]*"([^"]*)"', "".join(read(STATIC / "js", ".js")))).split())


def mentioned():
    """The words of the scripts and of the program's short strings: they may give one as a class."""
    texts = read(STATIC / "js", ".js")
    for code in read(CODE, ".py"):
        strings = [str(node.value) for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Constant)]
        texts += [text for text in strings if len(text) < 30]
    return set(re.findall(r"[a-z][\w-]*", " ".join(texts)))


def test_every_class_of_a_style_sheet_is_used():
    assert styled() - in_pages() - mentioned() - FROM_LIBRARIES == set()


def test_every_class_in_use_has_a_style():
    assert (in_pages() | in_scripts()) - styled() - HOOKS == set()
    assert in_pages() | in_scripts() >= HOOKS


def test_every_icon_in_use_is_drawn():
    drawn = set(re.findall(r'id="([\w-]+)"', (STATIC / "icons/icons.svg").read_text()))
    asked = set(re.findall(r'\{% icon "([\w-]+)" %\}', "".join(read(TEMPLATES, ".html"))))
    assert len(asked) > 20
    assert asked <= drawn


def test_no_button_ends_in_words_that_are_only_heard():
    """A line break after them counts as one more thing in the button, and widens it by a gap: a span holds both."""
    unseen = r'<span class="unseen"[^>]*>(?:(?!</span>).)*</span>\s+</button>'
    assert re.findall(unseen, "".join(read(TEMPLATES, ".html")), re.DOTALL) == []


def test_no_script_types_a_number_that_the_server_checks():
    """They come with the session (`most`): else one of the two would be changed alone."""
    files = [path for path in (STATIC / "js").rglob("*.js") if "vendor" not in path.parts]
    scripts = {path: re.sub(r"/\*[\s\S]*?\*/|//.*", "", path.read_text()) for path in files}
    numbers = "|".join(str(most) for most in MOST.values() if most > 10)
    ways = rf"{numbers}|24 \* 3_600_000|Math\.min\((?:5|10),|Array\(11\)|0 to 10|1 to 5"
    typed = re.compile(rf"(?<![\w.])(?:{ways})(?!\w)")
    assert {path.name: found for path, text in scripts.items() if (found := typed.findall(text))} == {
        "store.js": ["24 * 3_600_000"]  # How long it keeps what is finished: nobody checks that.
    }


IMPORTS = re.compile(r'^import (?:\* as (\w+)|\{ ([^}]*) \}) from "([^"]+)";$', re.MULTILINE)
EXPORTS = re.compile(r"^export (?:async )?(?:const|let|function\*?|class) (\w+)|^export \{ ([^}]*) \}", re.MULTILINE)


def exported(path):
    """The names that a script gives to others."""
    found = EXPORTS.findall(path.read_text())
    return {name.split(" as ")[-1].strip() for one, some in found for name in (one or some).split(",")}


def test_scripts_give_each_other_what_they_ask_for():
    """A browser finds out only when that line runs."""
    missing = []
    for path in (STATIC / "js").rglob("*.js"):
        text = path.read_text()
        for whole, some, place in IMPORTS.findall(text):
            asked = re.findall(rf"(?<![\w./]){whole}\.(\w+)", text) if whole else some.split(",")
            there = exported((path.parent / place).resolve())
            missing += [
                f"{path.name}: {name}" for name in asked if name.strip() and name.split(" as ")[0].strip() not in there
            ]
    assert missing == []
