"""Every page is sound HTML, whoever looks at it, and also when it refuses something."""

import pytest

from glutes.accounts.models import User
from tests import html
from tests.make import make_catalogue
from tests.owner import Owner, ask

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    """The owner, among the real catalogue: pages link to what is in it."""
    make_catalogue()
    return Owner()


def page(text):
    head = '<!doctype html>\n<html lang="en-GB"><head><title>A</title></head>'
    return f"{head}<body><main><h1>A</h1>{text}</main></body></html>"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("<p>fine &amp; well</p>", None),
        ("<p><div></div></p>", "line 2: <div> in <p>"),
        ("<p>open", "line 2: </main> where ['p'] is open"),
        ("<p id='a'></p><p id='a'></p>", "2 elements with the id 'a'"),
        ("<label for='gone'>x</label>", "for='gone' leads nowhere"),
        ("<p>you & me</p>", "line 2: a bare &"),
        ("<p style='x'></p>", "line 2: <p style> will not pass the content security policy"),
        ("<ul><p></p></ul>", "line 2: <p> straight in <ul>"),
        ("<a href='/'><button></button></a>", "line 2: <button> inside {'a'}"),
        ("<h1>again</h1>", "2 <h1>"),
        ("<img src='x'>", "line 2: <img> without alt"),
        ("<script>alert(1)</script>", "line 2: an inline <script>"),
    ],
)
def test_the_check_finds_what_it_is_for(text, problem):
    assert html.problems(page(text))[:1] == ([problem] if problem else [])


def test_elements_are_found_by_tag_and_attribute_and_say_their_text():
    text = "<ul class='a b'><li>One <b>1</b></li><li data-act='go'>Two<br>2 &amp; 3</li></ul><p>x</p>"
    (found,) = html.find(text, "ul", class_="b")
    assert [item.text for item in found.find("li")] == ["One 1", "Two 2 & 3"]
    assert [item.tag for item in html.find(text, data_act=True)] == ["li"]
    assert html.find(text, "li", data_act="stop") == html.find(text, "ul", class_="c") == []
    assert found["class"] == "a b"
    assert found.text == "One 1 Two 2 & 3"


@pytest.mark.parametrize(
    ("text", "flat"),
    [
        ("<ul>\n  <li>\n    one\n  </li>\n</ul>\n", "<ul><li>one</li></ul>"),
        ("<p>\n  a <b>b</b>\n  <i>c</i>\n</p>", "<p>a <b>b</b> <i>c</i></p>"),
        ('<a\n  class="\n    one\n    two\n  "\n  href="/"\n>x</a>', '<a class="one two" href="/">x</a>'),
        ("<button>\n  <span>x</span>\n</button> y", "<button><span>x</span></button> y"),
        ("<textarea>\n a  b\n</textarea>", "<textarea>\n a  b\n</textarea>"),
    ],
)
def test_a_flat_page_has_the_spaces_that_are_seen(text, flat):
    assert html.flat(text) == flat


def test_every_page_is_sound_whoever_looks_and_whatever_they_send(owner):
    checked, problems = set(), []
    for who, visitor in {"nobody": None, "guest": User.objects.create_guest(), "owner": owner.user}.items():
        for route, address, _ in owner.addresses():
            for method in ("GET", "POST"):
                response = ask(visitor, method, address, {}, {"nonsense": "x"})
                if response["Content-Type"].startswith("text/html") and response.content:
                    checked.add((who, method, response.status_code))
                    place = f"{who}: {method} {route} {response.status_code}"
                    problems += [f"{place} {what}" for what in html.problems(response.text)]
                    problems += [f"{place} two buttons called {name!r}" for name in html.same_names(response.text)]
    assert problems == [], "\n".join(problems)
    assert checked >= {("nobody", "GET", 200), ("guest", "GET", 404), ("owner", "GET", 200), ("owner", "POST", 422)}
