"""Reading pages in tests."""

from tests import html

LIST = "/exercises/"


def text(page, start="", end="</html>"):
    """The words a reader sees between two pieces of the page."""
    page = page.content.decode() if hasattr(page, "content") else page
    page = page[page.index(start) :]
    return " ".join(html.Tree(page[: page.index(end)]).top.pieces)


def names(page):
    """The slugs of the exercises that a list shows, in its order."""
    return [tile["href"].split("/")[2] for tile in html.find(page.text, "a", class_="tile")]
