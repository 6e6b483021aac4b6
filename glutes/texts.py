"""Which characters a text may have: typed into a form, or brought by a file or a calendar; and counts in words."""

import re

UNSEEN = re.compile(
    "[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff9-\ufffb]"
)
"""Control characters, and blanks that pass for letters. With one of them a name could turn round the sentence after it,
look empty, or look like another name. Line breaks and tabs are not among them."""
ALONE = re.compile(
    "(?<![^\x00-\x22\x24-\x29\x2b-\x2f\x3a-\xa8\xaa-\xad\xaf-\u02ff\\s\u200c\u200d\U000e0000-\U000e007f])"
    "[\ufe00-\ufe0f\U000e0100-\U000e01ef]+|(?<![\U0001f3f4\U000e0000-\U000e007f])[\U000e0000-\U000e007f]+"
)
"""Variation selectors, which choose the look of the character before them, where that has one look only; and the tag
letters of flags such as Scotland’s, where they follow no flag."""
NOTHING_JOINED = re.compile(
    "(?<![^\x00-\u02ff\\s\u200c\u200d])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\u02ff\\s\u200c\u200d])"
)
"""Joiners and non-joiners (U+200D, U+200C) that do not stand between two letters or emoji. Latin letters do not count,
as they are never joined."""


def seen(text):
    """The text without the characters above, which nobody sees. Arabic, Hebrew, emoji and the like stay as they are."""
    text = UNSEEN.sub("", text)
    return text if text.isascii() else NOTHING_JOINED.sub("", ALONE.sub("", text))


def counted(number, noun):
    """How many there are: “1 member”, “2 members”."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
