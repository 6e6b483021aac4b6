"""Reading pages in tests."""

import re
from html import unescape

from tests import html

LIST = "/exercises/"


def text(page, start="", end="</html>"):
    """The words a reader sees between two pieces of the page."""
    page = page.content.decode() if hasattr(page, "content") else page
    page = page[page.index(start) :]
    page = re.sub(r"<(script|style|title)\b.*?</\1>", " ", page[: page.index(end)], flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", page)).split())


def names(page):
    """The slugs of the exercises that a list shows, in its order."""
    return [tile["href"].split("/")[2] for tile in html.find(page.text, "a", class_="tile")]
