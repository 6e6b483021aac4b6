"""Which characters a text may have: typed into a form, or brought by a file or a calendar."""

import re

UNSEEN = re.compile(
    "[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff9-\ufffb]"
)
"""Characters of control, and blanks that pass for letters: a name with one could turn round the sentence after it, look
empty, or look like another. Line breaks and tabs are none of them."""
ALONE = re.compile(
    "(?<![^\x00-\x22\x24-\x29\x2b-\x2f\x3a-\xa8\xaa-\xad\xaf-\u02ff\\s\u200c\u200d\U000e0000-\U000e007f])"
    "[\ufe00-\ufe0f\U000e0100-\U000e01ef]+|(?<![\U0001f3f4\U000e0000-\U000e007f])[\U000e0000-\U000e007f]+"
)
"""What says how the sign before it looks, behind none that can look otherwise; and of a flag of letters what follows no
flag."""
NOTHING_JOINED = re.compile(
    "(?<![^\x00-\u02ff\\s\u200c\u200d])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\u02ff\\s\u200c\u200d])"
)
"""What joins or parts letters and emoji, where there are none on both sides; Latin letters are never joined."""


def seen(text):
    """The text without what nobody sees in it; Arabic, Hebrew, emoji and the like stay as they are."""
    text = UNSEEN.sub("", text)
    return text if text.isascii() else NOTHING_JOINED.sub("", ALONE.sub("", text))
