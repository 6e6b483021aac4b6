"""Searches names, and allows for misspellings. Pure Python: a few dozen names need no index."""

import re
import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache

CLOSE = 0.75
"""How alike two words must be to count as the same word misspelt; below it, five-letter words match by chance."""

GOOD_ENOUGH = 0.55
"""The score that a name must reach to be found."""

SMALL_WORDS = {"a", "an", "and", "at", "exercise", "exercises", "for", "in", "my", "of", "on", "the", "to", "with"}


def best_first(query, items, names):
    """The items that match the query, as a list, the best match first.

    `names(item)` returns all names of an item. Its score is that of its best name.
    """
    asked = words(query)
    asked = [word for word in asked if word not in SMALL_WORDS] or asked
    scores = [(max((score(asked, words(name)) for name in names(item)), default=0), item) for item in items]
    likely = [pair for pair in scores if pair[0] >= GOOD_ENOUGH]
    return [item for _, item in sorted(likely, key=lambda pair: -pair[0])]


@lru_cache(4096)
def words(text):
    """The words of a text, in lower case, without accents, punctuation or the s of a plural."""
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    found = re.findall(r"[^\W_]+", re.sub(r"['’]", "", bare).casefold())
    return [word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word for word in found]


def score(asked, name):
    """How well a name matches the words asked for, 0 to 1. It must have every one of them, perhaps misspelt."""
    if not asked or not name:
        return 0
    together = likeness("".join(asked), "".join(name))  # "clam shell" is "clamshell".
    if together == 1:
        return 1
    best = [max(likeness(word, other) for other in name) for word in asked]
    covered = min(1, len(asked) / len(name))
    apart = sum(best) / len(best) * (0.7 + 0.3 * covered) if all(best) else 0
    return max(apart, together * 0.95)


def likeness(word, other):
    """1 for the same word, less for its beginning or a misspelling, 0 for another word."""
    if word == other:
        return 1
    if len(word) > 1 and other.startswith(word):
        return 0.9
    shared = sum(min(word.count(letter), other.count(letter)) for letter in set(word))
    if min(len(word), len(other)) < 4 or 2 * shared / (len(word) + len(other)) < CLOSE:  # No ratio is more.
        return 0
    ratio = SequenceMatcher(None, word, other, autojunk=False).ratio()
    return ratio * 0.9 if ratio >= CLOSE else 0
