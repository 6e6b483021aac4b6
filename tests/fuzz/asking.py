"""Requests of any kind, made from what the site itself offers: its routes, the forms on its pages, their fields."""

import json
import string
from collections import Counter
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from urllib.parse import quote, urlsplit

from django.apps import apps
from django.forms import BaseForm
from django.test import Client
from hypothesis import strategies as st

from tests import html, naughty

SECRET = "long enough secret"
SPARED = ("/account/delete/", "/account/logout/", "/account/leave/")
"""Not asked for, as they end the account or the session, and with it the run; tests/test_access.py asks for them."""
METHODS = ["GET", "GET", "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
KINDS = ["form"] * 6 + ["multipart", "json", "bytes"]
HEADERS = [
    *("HX-Request", "HX-Current-URL", "HX-Target", "HX-Trigger", "HX-Boosted", "HX-History-Restore-Request", "Accept"),
    *("Accept-Encoding", "Accept-Language", "Authorization", "Content-Type", "Cookie", "Host", "If-Modified-Since"),
    *(
        "If-None-Match",
        "Origin",
        "Range",
        "Referer",
        "Request-Id",
        "User-Agent",
        "X-Forwarded-For",
        "X-Forwarded-Proto",
    ),
    *("X-Forwarded-Host", "X-CSRFToken", "X-Requested-With", "Forwarded", "Transfer-Encoding"),
]
"""Not Content-Length: the server counts the body itself (glutes/asgi.py), whatever was announced."""
SAID_IN_HEADERS = [
    *("true", "application/json", "text/html", "http://testserver/", "http://[", "null", "bytes=0-1", 'W/"x", *', "*"),
    *("multipart/form-data", "multipart/form-data; boundary=" + "x" * 300, "text/plain; charset=latin-1", "Basic eDp4"),
    *("application/json; charset=none", "Bearer glu_x", "sessionid=x; csrftoken=\x80; messages=[1]", "a=b;;=;\xff"),
    *(
        "Thu, 32 Foo 99999 99:99:99 GMT",
        "[::1",
        "testserver:99999",
        "192.0.2.1, \xff, ::1%x",
        "-1",
        "chunked",
        "#slot-9",
    ),
]
texts = st.one_of(st.sampled_from(naughty.TEXTS), st.sampled_from(naughty.SHOWN), st.text(max_size=12))
latin = st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=30)
in_headers = st.one_of(st.sampled_from(SAID_IN_HEADERS), latin)
in_json = st.recursive(
    st.one_of(texts.filter(lambda text: text.isprintable()), st.none(), st.booleans(), st.integers(), st.floats()),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["a", "id", ""]), inner, max_size=2),
    max_leaves=4,
)


@dataclass(frozen=True)
class Offer:
    """Something that the site offers: an address, how it is asked, and what its form holds already."""

    method: str
    address: str
    fields: tuple = ()
    files: tuple = ()


@dataclass
class Asked:
    """One request: an offer, and what was done to it."""

    offer: Offer
    kind: str = "form"
    method: str = ""
    own: list = field(default_factory=list)
    more: dict = field(default_factory=dict)
    query: dict = field(default_factory=dict)
    headers: dict = field(default_factory=dict)
    part: tuple | None = None

    def address(self):
        """Where it goes, with one part of the path replaced if so drawn."""
        place, _, query = self.offer.address.partition("?")
        parts = place.split("/")
        if self.part is not None:
            at, text = self.part
            parts[at % len(parts)] = encoded(text)
        query = "&".join([query, *(f"{encoded(name)}={encoded(text)}" for name, text in self.query.items())])
        return "/" + "/".join(parts).lstrip("/") + f"?{query}"

    def fields(self):
        """[(name, text)] as it is sent."""
        found = list(self.offer.fields)
        for at, text in self.own if found else ():
            name = found[at % len(found)][0]
            found[at % len(found)] = (name, text)
        return found + list(self.more.items())

    def body(self):
        """(bytes, content type)."""
        if self.kind == "bytes":
            return b"\xff\x00{" + repr(self.more).encode(errors="replace"), "application/octet-stream"
        if self.kind == "json" or (self.offer.fields and self.offer.address.startswith("/api/")):
            said = {name: as_json(text) for name, text in self.fields()}
            return json.dumps({"sets": [said]} if "slot" in said else said).encode(), "application/json"
        if self.kind == "multipart" or self.offer.files:
            return multipart(self.fields(), self.offer.files, [text for _, text in self.own]), MULTIPART
        sent = "&".join(f"{encoded(name)}={encoded(text)}" for name, text in self.fields())
        return sent.encode(), "application/x-www-form-urlencoded"


USUAL = {"checkbox": "on", "date": "2027-05-02", "time": "18:00", "number": "5"}
"""What is typed into a field of this type that holds nothing yet."""
MULTIPART = "multipart/form-data; boundary=limit"


def as_json(text):
    """The value that a text stands for in JSON: a number if it is one, else the text."""
    try:
        return json.loads(text)
    except ValueError:
        return text


def encoded(text):
    """Percent-encoded, whatever it holds: lone surrogates as the bytes that stand for them nowhere."""
    return quote(str(text).encode(errors="surrogatepass"), safe=string.ascii_letters)


def multipart(fields, files, contents):
    """A body with fields, and something in each of its fields for files."""
    parts = [(f'name="{encoded(name)}"', str(text).encode(errors="surrogatepass")) for name, text in fields]
    content = "\n".join(map(str, contents)).encode(errors="surrogatepass")
    parts += [(f'name="{name}"; filename="{encoded(content[:40])}"', content) for name in files]
    whole = b"".join(b"--limit\r\nContent-Disposition: form-data; %s\r\n\r\n%s\r\n" % (a.encode(), b) for a, b in parts)
    return whole + b"--limit--\r\n"


def asking(offers, names, words):
    """Any request: one of the offers, its own fields changed, others added, whatever else may come along.

    `names` are those of all forms, `words` what stands for rows: slugs and numbers, one's own and others'.
    """
    said = st.one_of(texts, st.sampled_from(words))
    return st.builds(
        Asked,
        offer=st.sampled_from(offers),
        kind=st.sampled_from(KINDS),
        method=st.one_of(st.just(""), st.just(""), st.just(""), st.sampled_from(METHODS)),
        own=st.lists(st.tuples(st.integers(0, 30), said), max_size=3),
        more=st.dictionaries(st.sampled_from(names), said, max_size=2),
        query=st.one_of(st.just({}), st.dictionaries(st.sampled_from(names), said, max_size=3)),
        headers=st.one_of(st.just({}), st.just({}), st.dictionaries(st.sampled_from(HEADERS), in_headers, max_size=3)),
        part=st.one_of(st.none(), st.none(), st.tuples(st.integers(1, 4), said)),
    )


def forms_of_the_site():
    """All form classes of the site, in no order."""
    for app in apps.get_app_configs():
        if app.name.startswith("glutes."):
            for module in ("forms", "offer_forms"):
                if find_spec(f"{app.name}.{module}"):
                    import_module(f"{app.name}.{module}")
    found, waiting = set(), [BaseForm]
    while waiting:
        form = waiting.pop()
        waiting += form.__subclasses__()
        found |= {form} if form.__module__.startswith("glutes.") else set()
    return found


def names_of_fields():
    """The names of all fields of all forms of the site, and those that views read without a form."""
    found = {name for form in forms_of_the_site() for name in getattr(form, "base_fields", ())}
    return sorted(
        found | {"next", "more", "correct", "page", "month", "removed", "all", "fragment", "v", "user", "words"}
    )


def offers_on(text, page):
    """What the forms and the links of a page offer."""
    for form in html.find(text, "form"):
        method = form.attrs.get("method", "get").upper()
        yield Offer(method, urlsplit(form.attrs.get("action") or page).path, tuple(values(form)), tuple(files(form)))
    for link in html.find(text, "a", href=True):
        if link["href"].startswith("/"):
            yield Offer("GET", link["href"].partition("#")[0])


def values(form):
    """[(name, value)] that a browser would send, but for tokens; of choices the first."""
    for one in form.find("input", name=True):
        if one.attrs.get("type") not in ("file", "submit") and one["name"] != "csrfmiddlewaretoken":
            yield one["name"], one.attrs.get("value") or USUAL.get(one.attrs.get("type"), "")
    for one in form.find("select", name=True):
        options = [option.attrs.get("value", option.text) for option in one.find("option")]
        yield one["name"], options[0] if options else ""
    for one in [*form.find("textarea", name=True), *form.find("button", name=True)]:
        yield one["name"], one.attrs.get("value", one.text)


def files(form):
    """The names of its fields for files."""
    return [one["name"] for one in form.find("input", type="file") if "name" in one.attrs]


def all_offers(owner):
    """Everything that somebody with a row of everything is offered, each kind of form twice at most."""
    client, seen, kinds = client_of(owner.user), {}, Counter()
    for route, address, _ in owner.addresses():
        plain = [Offer("GET", address), Offer("POST", address)]
        answer = client.get(address)
        page = [] if answer.streaming or not is_page(answer) else list(offers_on(answer.text, address))
        for offer in [*plain, *page]:
            kind = (offer.method, route if offer in plain else shape(offer), tuple(name for name, _ in offer.fields))
            kinds[kind] += 1
            if kinds[kind] <= 2 and not offer.address.startswith(SPARED):
                seen[offer] = None
    sets = (("slot", "0"), ("number", "1"), ("reps", "5"), ("load_kg", '"5"'), ("rir", "2"), ("deleted", "false"))
    begun = (("started", "2026-11-18T12:00:00Z"), ("effort", "2"), ("note", "x"), ("routine", str(owner.routine.pk)))
    api = f"/api/v1/workouts/{owner.workout.pk}"
    return [*seen, *[Offer("POST", f"{api}/sets", sets), Offer("PUT", api, begun)] * 10]


def shape(offer):
    """Where it leads, whichever row it is about."""
    place, _, query = offer.address.partition("?")
    return "/".join("*" if any(c.isdigit() for c in part) else part for part in place.split("/")) + query[:4]


def is_page(answer):
    return answer.get("Content-Type", "").startswith("text/html")


def client_of(user, key=""):
    """A browser of somebody, or a script with a key, in which our own errors are raised."""
    client = Client(headers={"Authorization": f"Bearer {key}"} if key else {})
    if user:
        client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


def send(client, asked):
    """The answer to a request."""
    body, kind = asked.body()
    method = asked.method or asked.offer.method
    extra = {"REMOTE_ADDR": "127.0.0.1"}
    return client.generic(method, asked.address(), body, kind, headers=asked.headers, **extra)


def wrong_with(answer):
    """What no answer may be: a list of sentences, empty if all is well."""
    text = (b"".join(answer) if answer.streaming else answer.content).decode(errors="replace")
    found = [f"markup: {raw}" for raw in naughty.unescaped(answer, text)]
    found += [f"answers {answer.status_code}"] if answer.status_code >= 500 else []
    place = answer.get("Location") or answer.get("HX-Redirect") or "/"
    return found + ([f"leads to {place}"] if not place.startswith("/") or place.startswith(("//", "/\\")) else [])
