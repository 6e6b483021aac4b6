"""A browser without scripts: it can tap only the links and buttons of the page it is on, and fill in their forms."""

from urllib.parse import urldefrag, urljoin

from django.test import Client

from tests import html

GONE = {"figure-pause", "build-grip"}
"""Classes of buttons that style sheets hide without scripts, as they do the − and + of a stepper."""


class Browser:
    """Where it is (`url`), the page there as text (`page`), the `file` it saved last. It begins as a stranger, at /."""

    def __init__(self):
        self.client, self.file = Client(), b""
        self.open("/")

    def open(self, url):
        """Asks for a page, and follows redirects."""
        self.take(self.client.get(urldefrag(url)[0], follow=True), url)

    def take(self, answer, url, status=200):
        assert answer.status_code == status, (url, answer.status_code)
        assert answer.streaming or not idle(answer.text), f"buttons that do nothing at {url}"
        if "attachment" in answer.headers.get("Content-Disposition", ""):
            self.file = b"".join(answer.streaming_content) if answer.streaming else answer.content
        else:
            self.url, self.page = answer.redirect_chain[-1][0] if answer.redirect_chain else url, answer.text

    @property
    def seen(self):
        """What can be seen of the page without scripts."""
        return visible(html.Tree(self.page).top)

    def says(self, words):
        """Whether the page says so."""
        return words in self.seen.text

    def fields(self, words):
        """What the form with this button would send, {name: [value]}."""
        return next(filled(form) for form in self.seen.find("form") if words in form.text)

    def choices(self, field):
        """What the first list of this name offers: {words: value}."""
        options = self.seen.find("select", name=field)[0].find("option")
        return {one.text: one.attrs.get("value", one.text) for one in options}

    def follow(self, words):
        """Taps the first link with these words."""
        links = [one for one in self.seen.find("a", href=True) if words in name(one)]
        assert links, f"no link “{words}” at {self.url}"
        self.open(urljoin(self.url, links[0]["href"]))

    def press(self, words, status=200, **typed):
        """Types into the fields of a form, {name: what is typed}, and taps its first button with these words."""
        found = [
            (one, form, fields)
            for form in self.seen.find("form")
            if typed.keys() <= (fields := filled(form)).keys()
            for one in form.find("button")
            if words in name(one) and one.attrs.get("type") != "button"
        ]
        assert found, f"no button “{words}” beside {[*typed]} at {self.url}"
        button, form, fields = found[0]
        fields |= {key: value if isinstance(value, list) else [value] for key, value in typed.items()}
        if "name" in button.attrs:
            fields.setdefault(button["name"], []).append(button.attrs.get("value", ""))
        url = urljoin(self.url, button.attrs.get("formaction") or form.attrs.get("action") or self.url)
        send = self.client.post if form.attrs.get("method", "get").lower() == "post" else self.client.get
        self.take(send(urldefrag(url)[0], fields, follow=True), url, status)


def idle(page):
    """The buttons that do nothing without scripts, though they are seen."""
    found = visible(html.Tree(page).top).find("button", type="button")
    return [one for one in found if "data-step" not in one.attrs and not GONE & set(one.attrs.get("class", "").split())]


def visible(element):
    """The element without what only scripts show."""
    seen = html.Element(element.tag, element.attrs)
    for part in element.inside:
        if isinstance(part, str):
            seen.inside.append(part)
        elif not ("hidden" in part.attrs or part.tag in ("template", "script", "dialog")):
            seen.inside.append(visible(part))
    return seen


def name(element):
    """What a link or a button is called."""
    return element.attrs.get("aria-label") or element.text


def filled(form):
    """What a form sends as it stands, {name: [value]}; an unticked box is there with nothing."""
    fields = {}
    for one in form.find(name=True):
        kind, key = one.attrs.get("type", "text"), one["name"]
        values = fields.setdefault(key, []) if one.tag in ("input", "select", "textarea") else []
        if one.tag == "textarea":
            values.append(one.text)
        elif one.tag == "select":
            options = one.find("option")
            chosen = [each for each in options if "selected" in each.attrs] or options[:1]
            values += [each.attrs.get("value", each.text) for each in chosen]
        elif one.tag == "input" and (kind not in ("checkbox", "radio") or "checked" in one.attrs):
            values.append(one.attrs.get("value", "on" if kind == "checkbox" else ""))
    return fields
