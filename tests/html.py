"""A page's HTML: its elements, and what is wrong with it by rules that browsers forgive and readers' aids do not."""

import json
import re
from collections import Counter
from functools import lru_cache
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
PHRASING_ONLY = {"p", "h1", "h2", "h3", "h4", "span", "strong", "small", "button", "label", "legend", "summary", "dt"}
BLOCKS = {"div", "section", "article", "aside", "nav", "header", "footer", "main", "form", "fieldset", "table", "p"}
BLOCKS |= {"ul", "ol", "li", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "details", "figure", "figcaption", "hr"}
HEADING_IN = {"legend", "summary"}
PARENTS = {"li": {"ul", "ol", "menu"}, "option": {"select", "datalist", "optgroup"}, "legend": {"fieldset"}}
PARENTS |= {"tr": {"thead", "tbody", "tfoot"}, "td": {"tr"}, "th": {"tr"}, "summary": {"details"}, "dt": {"dl", "div"}}
NOT_INSIDE = {
    "a": {"a", "button"},
    "button": {"a", "button"},
    "form": {"form"},
    "label": {"label"},
    "input": {"a", "button"},
}
# Beside these no browser shows a space; in the others that follow, none at the beginning or the end.
APART = BLOCKS | {"html", "head", "body", "title", "meta", "link", "script", "template", "legend", "summary", "option"}
APART |= {"select", "optgroup", "datalist", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "source", "br"}
APART |= {"rect", "line", "circle", "path", "use", "g", "text", "desc"}
BOXES = {"button", "svg", "picture", "label"}
REFERENCES = ("for", "form", "list", "aria-labelledby", "aria-describedby", "aria-controls", "headers")


class Page(HTMLParser):
    """Reads a page and collects its `problems`."""

    def __init__(self, text):
        super().__init__(convert_charrefs=False)
        self.open, self.ids, self.references, self.count, self.problems = [], Counter(), set(), Counter(), []
        self.feed(text)
        self.close()
        self.finish(text)

    def wrong(self, what):
        self.problems.append(f"line {self.getpos()[0]}: {what}")

    def handle_starttag(self, tag, attrs):
        # A picture has a title of its own; a template is no part of the page.
        self.count[tag] += not {"svg", "template"} & set(self.open)
        self.check_place(tag)
        self.check_attributes(tag, attrs)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open[-1] != tag:
            self.wrong(f"</{tag}> where {self.open[-1:]} is open")
        if tag in self.open:
            while self.open.pop() != tag:
                pass

    def handle_data(self, data):
        if "&" in data:
            self.wrong("a bare &")

    def check_place(self, tag):
        parent = self.open[-1] if self.open else ""
        headed = parent in HEADING_IN and tag in ("h2", "h3")
        if tag in BLOCKS and parent in PHRASING_ONLY and not headed:
            self.wrong(f"<{tag}> in <{parent}>")
        if tag in PARENTS and parent not in PARENTS[tag]:
            self.wrong(f"<{tag}> in <{parent}>")
        if parent in ("ul", "ol") and tag not in ("li", "script", "template"):
            self.wrong(f"<{tag}> straight in <{parent}>")
        if inside := NOT_INSIDE.get(tag, set()) & set(self.open):
            self.wrong(f"<{tag}> inside {inside}")

    def check_attributes(self, tag, attrs):
        values = dict(attrs)
        if len(values) < len(attrs):
            self.wrong(f"<{tag}> says an attribute twice")
        self.check_policy(tag, values)
        if tag == "img" and "alt" not in values:
            self.wrong("<img> without alt")
        if tag == "form" and values.get("method", "get").lower() not in ("get", "post", "dialog"):
            self.wrong("<form> with a method that is none")
        if "id" in values:
            self.ids[values["id"]] += 1
        for name in REFERENCES:
            self.references |= {(name, target) for target in (values.get(name) or "").split()}
        if tag == "a" and (values.get("href") or "").startswith("#"):
            self.references.add(("href", values["href"][1:]))

    def check_policy(self, tag, values):
        """What the content security policy refuses, and what HTML does not know."""
        for name in values:
            if name == "style" or name.startswith("on"):
                self.wrong(f"<{tag} {name}> will not pass the content security policy")
            if name.startswith("hx-"):
                self.wrong(f"<{tag} {name}> is no attribute of HTML; data-{name} is")
        data = values.get("type") == "application/json"  # No script: no policy minds it.
        if tag == "style" or (tag == "script" and "src" not in values and not data):
            self.wrong(f"an inline <{tag}>")

    def finish(self, text):
        once = {"h1", "main", "title", "html", "body"}
        self.problems += [f"{self.count[tag]} <{tag}>" for tag in sorted(once) if self.count[tag] != 1]
        self.problems += [
            f"{count} elements with the id {name!r}" for name, count in self.ids.items() if count > 1 or not name
        ]
        known = {(how, name) for how, name in self.references if name in self.ids}
        self.problems += [f"{how}={name!r} leads nowhere" for how, name in sorted(self.references - known)]
        self.problems += [f"<{tag}> never closed" for tag in self.open]
        if not re.match(r'<!doctype html>\s*<html lang="en-GB">', text, re.IGNORECASE):
            self.problems.append("no doctype, or no language")
        if re.search(r"<title>\s*–", text):
            self.problems.append("a title that does not say where one is")


def problems(text):
    """What is wrong with a whole page; an empty list if nothing."""
    return Page(text).problems


def same_names(text):
    """The names that buttons of a page share though they do different things: a reader's aid reads out names alone."""
    deeds = {}
    for form in find(text, "form"):
        fields = tuple((one["name"], one.attrs.get("value")) for one in form.find("input", type="hidden", name=True))
        fields = tuple(pair for pair in fields if pair[0] != "csrfmiddlewaretoken")
        for button in form.find("button"):
            deed = (form.attrs.get("action"), fields, button.attrs.get("name"), button.attrs.get("value"))
            deeds.setdefault(button.attrs.get("aria-label") or button.text, set()).add(deed)
    return sorted(name for name, different in deeds.items() if len(different) > 1)


class Element:
    """One element of a page: its `tag`, its attributes (`element["href"]`), the `text` that is read in it."""

    def __init__(self, tag, attrs=()):
        self.tag, self.attrs, self.inside = tag, dict(attrs), []

    def __getitem__(self, name):
        return self.attrs[name]

    @property
    def text(self):
        """What a reader reads: every run of spaces one space; no scripts, no templates."""
        return " ".join(self.said().split())

    @property
    def pieces(self):
        """Its runs of text one by one, however close they stand: style sheets lay them out apart."""
        for part in self.inside:
            if not isinstance(part, str):
                yield from () if part.tag in ("script", "style", "template") else part.pieces
            elif part.strip():
                yield " ".join(part.split())

    def said(self):
        space = " " if self.tag in APART else ""
        inside = "".join(part if isinstance(part, str) else part.said() for part in self.inside)
        return "" if self.tag in ("script", "template") else f"{space}{inside}{space}"

    def find(self, tag=None, **attrs):
        """The elements inside with this tag and these attributes, in order.

        An attribute is a value, or True for any; `class_` is one class of several; `data_act` stands for `data-act`.
        """
        found = []
        for part in self.inside:
            if isinstance(part, Element):
                found += [part] * part.fits(tag, attrs) + part.find(tag, **attrs)
        return found

    def fits(self, tag, attrs):
        if tag not in (None, self.tag):
            return False
        mine = {name.replace("-", "_"): value for name, value in self.attrs.items()}
        classes = (mine.get("class") or "").split()
        return all(
            value in classes if name == "class_" else name in mine and value in (True, mine[name])
            for name, value in attrs.items()
        )


class Tree(HTMLParser):
    """Reads a page into elements, below `top`."""

    def __init__(self, text):
        super().__init__()
        self.top = Element("")
        self.open = [self.top]
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        element = Element(tag, attrs)
        self.open[-1].inside.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag, attrs):
        self.open[-1].inside.append(Element(tag, attrs))

    def handle_endtag(self, tag):
        if tag in [element.tag for element in self.open]:
            while self.open.pop().tag != tag:
                pass

    def handle_data(self, data):
        self.open[-1].inside.append(data)


class Without(HTMLParser):
    """Reads a page and keeps it as it is written in `kept`, but for the elements with one tag."""

    def __init__(self, text, tag):
        super().__init__(convert_charrefs=False)
        self.tag, self.depth, self.kept = tag, 0, ""
        self.feed(text)
        self.close()

    def keep(self, text):
        self.kept += "" if self.depth else text

    def handle_starttag(self, tag, attrs):
        self.depth += tag == self.tag
        self.keep(self.get_starttag_text())

    def handle_startendtag(self, tag, attrs):
        self.keep(self.get_starttag_text())

    def handle_endtag(self, tag):
        self.keep(f"</{tag}>")
        self.depth -= tag == self.tag

    def handle_data(self, data):
        self.keep(data)

    def handle_entityref(self, name):
        self.keep(f"&{name};")

    def handle_charref(self, name):
        self.keep(f"&#{name};")

    def handle_decl(self, decl):
        self.keep(f"<!{decl}>")


def without(text, tag):
    """The text of a page, or of a part of one, without its elements with this tag."""
    return Without(text, tag).kept


def find(text, tag=None, **attrs):
    """The elements of a page or a part of one (text, or an Element), as `Element.find` gives them."""
    return (text if isinstance(text, Element) else top_of(text)).find(tag, **attrs)


@lru_cache(maxsize=8)
def top_of(text):
    """All elements of a page or a part of one, below one: a test asks the same page for several."""
    return Tree(text).top


def links(text):
    """All addresses in a page: what it links to, loads, posts to, or asks for by htmx."""
    names = ("href", "src", "action", "data-hx-get", "data-hx-post")
    return [element[name] for element in find(text) for name in names if name in element.attrs]


def data(text, name):
    """What a page holds as JSON under this id."""
    return json.loads(find(text, "script", id=name)[0].inside[0])


def cited(text):
    """The slugs of the sources that a page, or a part of one, links to."""
    links = [link.attrs.get("href", "") for link in find(text, "a")]
    return [link.removeprefix("/sources/#") for link in links if link.startswith("/sources/#")]


def form(text, words):
    """Where the form leads that has a button with these words, and what a tap on it sends: {name: [value]}."""
    found = ((form, button) for form in find(text, "form") for button in form.find("button"))
    form, button = next((form, button) for form, button in found if words in button.text)
    sent = {}
    for field in [*form.find("input", type="hidden"), button]:
        if "name" in field.attrs:
            sent.setdefault(field["name"], []).append(field.attrs.get("value", ""))
    return form["action"], sent


def flat(text):
    """A page, or a part of one, without the spaces and line breaks that no browser shows.

    So a test can look for a tag or a sentence whole, however its template breaks the line.
    """
    parts = AS_WRITTEN.split(text)
    parts[::2] = [flat_part(part) for part in parts[::2]]
    return "".join(parts)


# Each begins with what is looked for, so that nothing is tried in between: every page of every test is read so.
AS_WRITTEN = re.compile(r"(<(?:script|textarea)\b[^>]*>.*?</(?:script|textarea)>)", re.DOTALL)
BEFORE = re.compile(rf' (?=<(?:/?(?:{"|".join(APART)})\b|/(?:{"|".join(BOXES)})>|input type="hidden"))')
AFTER = re.compile(rf'(<(?:/?(?:{"|".join(APART)})\b|(?:{"|".join(BOXES)})\b|input type="hidden")[^>]*>) ')
AFTER_CLASSES = re.compile(r'(class="[^"]*) "')


def flat_part(text):
    text = " ".join(text.split()).replace(" />", "/>").replace(" >", ">").replace('class=" ', 'class="')
    return AFTER.sub(r"\1", BEFORE.sub("", AFTER_CLASSES.sub(r'\1"', text))).strip()
