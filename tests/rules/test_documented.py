"""Whatever rule or fact a comment cites is explained in docs/rules.md, which in turn names what exists."""

import json
import re

import pytest
from django.conf import settings

TEXT = (settings.BASE_DIR / "docs/rules.md").read_text(encoding="utf-8")
RULES = re.compile(r"\brules? (\d+b?(?:(?:, | and )\d+b?)*)", re.IGNORECASE)
"""“rule 7”, “rules 7, 7b and 10”."""
FACT = re.compile(r"\bF\d\d\b")
UNKNOWN = re.compile(r"\b(?:evidence|facts)[.]md\b")
"""Documents that are not in the repository."""


def texts(*patterns):
    """{path: text} of the files that match."""
    return {path: path.read_text(encoding="utf-8") for each in patterns for path in settings.BASE_DIR.glob(each)}


@pytest.fixture(scope="module")
def code():
    files = texts("glutes/**/*.py", "tests/**/*.py")
    return "\n".join(text for path, text in files.items() if path.name != "test_documented.py")


def rules_in(text):
    """The numbers of all rules that a text cites."""
    return {number for cited in RULES.findall(text) for number in re.findall(r"\d+b?", cited)}


def test_every_rule_that_is_cited_has_its_entry_and_the_other_way_round(code):
    entries = re.findall(r"^### Rule (\d+b?): ", TEXT, re.MULTILINE)
    assert len(entries) == len(set(entries))
    assert set(entries) == rules_in(code)


def test_every_fact_that_is_cited_has_its_row_and_the_other_way_round(code):
    rows = re.findall(r"^\| (F\d\d) \| D[0-4](?:, D[0-4])* \| ", TEXT, re.MULTILINE)
    assert rows == sorted(set(rows))
    assert set(rows) == set(FACT.findall(code))


def test_the_sources_and_the_modules_that_it_names_exist():
    slugs = {source["slug"] for source in json.loads((settings.BASE_DIR / "fixtures/sources.json").read_text())}
    named = set(re.findall(r"\b[a-z-]+-20\d\d\b", TEXT))
    assert len(named) > 15
    assert named <= slugs
    modules = set(re.findall(r"`([a-z_/]+\.py)`", TEXT))
    assert len(modules) > 20
    assert [name for name in modules if not list(settings.BASE_DIR.glob(f"glutes/rules/**/{name}"))] == []


def test_nothing_cites_a_document_that_is_not_here():
    files = texts("*.md", "docs/*.md", "fixtures/*.json", "static/js/**/*.js", "templates/**/*.*", "glutes/**/*.py")
    assert len(files) > 300
    assert [str(path) for path, text in (files | texts("tests/**/*.py")).items() if UNKNOWN.search(text)] == []


def test_the_checks_find_what_is_cited():
    assert rules_in("our rule 1; (rules 7, 7b and 10); Rule 12: bridge hold; rules 2, 3, and F13") == {
        *("1", "7", "7b", "10", "12", "2", "3")
    }
    assert UNKNOWN.search("(evidence" + ".md 5, rule 7)")
