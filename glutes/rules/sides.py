"""Words for what was done with left and right."""


def each_side(done, between=", "):
    """What was done by side, {side: words}, as text: "12 each side" where left and right are the same.

    Else "left 12, right 10"; a side with nothing done is a dash. What was done with both at once is its words alone.
    """
    if set(done) == {"left", "right"} and done["left"] == done["right"]:
        return f"{done['left']} each side"
    return between.join(words if side == "both" else f"{side} {words or '–'}" for side, words in done.items())
