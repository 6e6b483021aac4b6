"""Words for what was done with left and right. Which side goes first is in coaching/symmetry.py."""


def each_side(done, between=", "):
    """{side: words} as text: "12 each side" if left and right are the same, else "left 12, right 10".

    A side without anything done is a dash. For both sides at once it is the words alone.
    """
    if set(done) == {"left", "right"} and done["left"] == done["right"]:
        return f"{done['left']} each side"
    return between.join(words if side == "both" else f"{side} {words or '–'}" for side, words in done.items())
