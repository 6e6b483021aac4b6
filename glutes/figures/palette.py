"""Colours: two people, light and dark.

A role is one letter, because it is a class name inside the picture. Coral is a muscle that works, light blue one that
is stretched; both are the same in light and dark. Limbs on the far side have a tone of their own, so that near and far
can be told apart without outlines.
"""

LIGHT = {
    "f": "#DDE3EC",  # floor
    "m": "#BCCFE9",  # mat
    "a": "#AEBBD3",  # furniture
    "b": "#8C9AB6",  # furniture, edges
    "c": "#D3DAE7",  # furniture, further away
    "d": "#6D7B98",  # furniture, feet
    "e": "#8FB3E0",  # big ball
    "i": "#C5D9F1",  # shine on the big ball
    "k": "#46526E",  # kettlebell, weights
    "n": "#6D7B98",  # plate
    "j": "#7568A6",  # backpack, books
    "v": "#968BC4",  # backpack pocket
    "y": "#F2B705",  # band, medicine ball
    "l": "#27364F",  # leggings
    "L": "#56678A",  # leggings, far
    "x": "#4A5B80",  # muscle at rest
    "g": "#FF6B4A",  # muscle at work
    "z": "#8CC5F2",  # muscle being stretched
    "w": "#8492AE",  # arrow
}
DARK = LIGHT | {
    "f": "#2C3650",
    "m": "#3A4D72",
    "a": "#5A6A8B",
    "b": "#74849F",
    "c": "#3F4C69",
    "d": "#7E8DAB",
    "e": "#4E79B3",
    "i": "#6E96CB",
    "k": "#9AA6BF",
    "n": "#7C8AA8",
    "j": "#8A7DBB",
    "v": "#AAA0D3",
    "l": "#8FA3C8",
    "L": "#5F7195",
    "x": "#7189B8",
    "z": "#CFE6FB",
    "w": "#9AA8C4",
}
# Skin s (far S, in the shade u), hair h, shirt p (far P, near sleeve q), shoe o (far O); then the roles that have
# another colour in dark mode.
CHARACTERS = {
    "bun": (
        {
            "s": "#D99A77", "S": "#B97A58", "u": "#C2845F", "h": "#33263A",
            "p": "#3E7CB8", "P": "#2F639A", "q": "#4C8CCB", "o": "#6FA8DC", "O": "#A9C6E4",
        },
        {"h": "#6B4A3A", "p": "#3E86C9", "P": "#2E659C", "q": "#57A0E2", "o": "#D5E4F5", "O": "#93A9C4"},
    ),
    "crop": (
        {
            "s": "#8D5B3F", "S": "#6E442C", "u": "#7A4C33", "h": "#1D181C",
            "p": "#2F9E8F", "P": "#22776C", "q": "#43B3A4", "o": "#E0A63A", "O": "#EBCB8E",
        },
        {
            "s": "#A06A4A", "S": "#7B4E35", "u": "#8A5940", "h": "#4A3A38",
            "p": "#2FA294", "P": "#23786D", "q": "#4CBFB0",
        },
    ),
}  # fmt: skip


def colours(character):
    """(light, dark) colour by role letter."""
    light, dark = CHARACTERS[character]
    return LIGHT | light, DARK | light | dark
