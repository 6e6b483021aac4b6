"""Reading pages in tests."""

import re
from html import unescape

LIST = "/exercises/"


def text(page, start="", end="</html>"):
    """The words a reader sees between two pieces of the page."""
    page = page.content.decode() if hasattr(page, "content") else page
    page = page[page.index(start) :]
    page = re.sub(r"<(script|style|title)\b.*?</\1>", " ", page[: page.index(end)], flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", page)).split())


def names(page):
    return re.findall(r'class="tile" href="/exercises/([^/]+)/"', page.content.decode())
