"""The muscle map: a person from in front and from behind, with muscles highlighted in four strengths.

The strengths are the levels of muscle activity: 0 not worked or no usable measurement, 1 moderate, 2 high, 3 very high.
They differ in brightness, on paper in hatching, and the page says the same in words. The points of the picture are in
muscle_points.py.
"""

from functools import cache
from math import hypot

from . import muscle_points as points_of
from .muscle_points import MUSCLES

HALF_WIDTH, GAP, TOP = 32, 2, 181
"""In cm: the half of a body with its arm, the space between the two bodies, the height of the picture."""

FRONT, BACK = HALF_WIDTH, 3 * HALF_WIDTH + GAP
"""The x of the middle lines of the two bodies, in cm."""

MUSCLE_MAP_SIZE = (4 * HALF_WIDTH + GAP, TOP + 1)

# Roles of a path: b suit, g gloves, q muscles that are never lit, s skin, u skin in the shade, h hair, o shoes; m0 a
# muscle at rest, m1 to m3 lit.
LIGHT = {
    "b": "#d7e0eb", "g": "#c3cfdf", "q": "#cbd6e5", "s": "#d99a77", "u": "#c2845f", "h": "#33263a", "o": "#6fa8dc",
    "m0": "#b3c1d6", "m1": "#ffbfae", "m2": "#ff957b", "m3": "#ff6b4a",
}  # fmt: skip
DARK = LIGHT | {
    "b": "#38455f", "g": "#4a587a", "q": "#414f6c", "h": "#6b4a3a", "o": "#d5e4f5",
    "m0": "#526184", "m1": "#a0625b", "m2": "#d06d57", "m3": "#ff7a5b",
}  # fmt: skip
PAPER = {
    "b": "#fff", "g": "#fff", "q": "#fff", "s": "#fff", "u": "#ddd", "h": "#888", "o": "#bbb",
    "m0": "#fff", "m1": "url(#p1)", "m2": "url(#p2)", "m3": "#222",
}  # fmt: skip

HATCHING = "".join(
    f'<pattern id="p{strength}" width="{width}" height="{width}" patternUnits="userSpaceOnUse" '
    f'patternTransform="rotate(45)"><path fill="#222" d="M0 0h.7v{width}h-.7z"/></pattern>'
    for strength, width in ((1, 3), (2, 1.5))
)
SMALL = (
    "@media(max-width:120px){.q,#gluteus-minimus.m0{display:none}#gluteus-minimus{stroke:none}"
    ".m1,.m2,.m3{stroke-width:.8}}"
)
"""The style at the size of a thumbnail: without muscles that are never highlighted, with wider highlighted ones."""


def muscle_map_svg(strengths, paper=False):
    """An SVG of both views. `strengths`: {muscle slug: 0 to 3}; muscles that are missing are 0.

    `paper`: in black and white, the strengths as hatching. Unknown muscles raise KeyError, other strengths ValueError.
    """
    unknown = set(strengths) - set(MUSCLES)
    if unknown:
        raise KeyError(f"no such muscle: {', '.join(sorted(unknown))}")
    if not set(strengths.values()) <= {0, 1, 2, 3}:
        raise ValueError("a strength is 0, 1, 2 or 3")
    width, height = MUSCLE_MAP_SIZE
    muscles = "".join(f'<path id="{name}" class="m{strengths.get(name, 0)}" d="{muscle(name)}"/>' for name in MUSCLES)
    style, patterns = (paper_style(), HATCHING) if paper else (screen_style(), "")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
        f"<style>{style}</style>{patterns}{PEOPLE}{muscles}</svg>"
    )


@cache
def muscle(name):
    """The path of one muscle: its left and right areas, in front and behind."""
    front, back = MUSCLES[name]
    return "".join([both(area, FRONT) for area in front] + [both(area, BACK) for area in back])


def person_from_in_front():
    """The paths of the person from in front, the furthest away first."""
    return paths(
        ("h", disc(points_of.BUN, FRONT)),
        ("o", both(points_of.SHOE_FRONT, FRONT)),
        ("g", both(points_of.HAND, FRONT)),
        ("b", symmetrical(points_of.SUIT, FRONT)),
        ("u", symmetrical(points_of.NECK, FRONT)),
        ("s", disc(points_of.HEAD, FRONT)),
        ("h", f"M{short((FRONT + 11.8, TOP - 161.5))}{FRINGE}"),
        ("q", "".join(both(area, FRONT) for area in points_of.QUIET_FRONT)),
    )


def person_from_behind():
    """The paths of the same person from behind."""
    nape = [*points_of.NECK[:4], (3.6, 144.8), (0, 144.4)]
    return paths(
        ("o", both(points_of.SHOE_BACK, BACK)),
        ("g", both(points_of.HAND, BACK)),
        ("b", symmetrical(points_of.SUIT, BACK)),
        ("u", symmetrical(nape, BACK)),
        ("s", disc(points_of.HEAD, BACK)),
        ("h", disc(points_of.HAIR_BACK, BACK)),
        ("h", disc(points_of.BUN, BACK)),
        ("q", "".join(both(area, BACK) for area in points_of.QUIET_BACK)),
    )


FRINGE = "a11.8 11.8 0 0 0-23.6 0c2.8-4 7.8-5.6 13.3-5 3.5-.2 7.5 2 10.3 5z"
"""The hair above the forehead, from its right end on."""


def paths(*parts):
    """SVG paths from pairs of (role, path data)."""
    return "".join(f'<path class="{role}" d="{drawn}"/>' for role, drawn in parts)


def screen_style():
    """The style sheet for screens: light, dark, and the size of a thumbnail."""
    changed = {role: colour for role, colour in DARK.items() if colour != LIGHT[role]}
    return (
        f"{fills(LIGHT)}path{{stroke-width:0}}{edges(LIGHT)}#gluteus-minimus{{stroke-width:.6;stroke-dasharray:1.4 1}}"
        f"#gluteus-minimus.m0{{fill:none}}{SMALL}@media(prefers-color-scheme:dark){{{fills(changed)}{edges(DARK)}}}"
    )


def paper_style():
    """The style sheet for paper: black on white, with thin outlines."""
    return (
        f"{fills(PAPER)}.b,.g,.s,.m0,.m1,.m2,.m3{{stroke:#777;stroke-width:.4}}.b{{stroke-width:.8}}.q{{display:none}}"
    )


def fills(palette):
    """The rules that fill each role with its colour, of a palette {role: colour}."""
    return "".join(f".{role}{{fill:{colour}}}" for role, colour in palette.items())


def edges(palette):
    """The style of the edges of highlighted muscles. The minimus lies below the medius, so its edge is dashed."""
    lit = "".join(f".m{strength}{{stroke:{palette[f'm{strength}']}}}" for strength in (1, 2, 3))
    return f"{lit}#gluteus-minimus{{stroke:{palette['b']}}}"


def short(numbers):
    """Numbers for SVG, as short as possible: .5 for 0.5, no blank before a minus."""
    text = ""
    for value in numbers:
        word = f"{value:.1f}".removesuffix(".0").replace("-0.", "-.")
        word = "0" if word in ("-0", "-.0") else word.removeprefix("0") if word.startswith("0.") else word
        glued = not text or word[0] == "-" or (word[0] == "." and "." in text.replace("-", " ").split(" ")[-1])
        text += word if glued else " " + word
    return text


def handle(points, i, length):
    """The control point of point i of a curve, `length` cm from it, parallel to the line between its neighbours.

    None for a corner.
    """
    here, before, after = points[i], points[i - 1], points[(i + 1) % len(points)]
    if len(here) > 2:
        return None
    dx, dy = after[0] - before[0], after[1] - before[1]
    size = hypot(dx, dy)
    return (here[0] + dx / size * length, here[1] + dy / size * length)


def outline(points):
    """A closed curve through all points, in relative coordinates; between two corners it is straight."""
    points = [(round(point[0], 1), round(point[1], 1), *point[2:]) for point in points]
    path, command = "M" + short(points[0][:2]), ""
    for i, here in enumerate(points):
        following = (i + 1) % len(points)
        there = points[following]
        third = hypot(there[0] - here[0], there[1] - here[1]) / 3
        leave, arrive = handle(points, i, third), handle(points, following, -third)
        if leave is None and arrive is None:
            if following:  # "z" draws the last straight line.
                path, command = path + "l" + short((there[0] - here[0], there[1] - here[1])), "l"
            continue
        leave, arrive = leave or halfway(here, arrive), arrive or halfway(there, leave)
        numbers = short([end[axis] - here[axis] for end in (leave, arrive, there) for axis in (0, 1)])
        joint = "c" if command != "c" else "" if numbers[0] == "-" else " "
        path, command = path + joint + numbers, "c"
    return path + "z"


def halfway(one, other):
    """The point in the middle between two."""
    return ((one[0] + other[0]) / 2, (one[1] + other[1]) / 2)


def placed(points, middle, side):
    """Points of the body as points of the picture, where y goes down. `side`: 1, or -1 for the mirror image."""
    return [(middle + side * point[0], TOP - point[1], *point[2:]) for point in points]


def both(points, middle):
    """An area and its mirror image."""
    return outline(placed(points, middle, 1)) + outline(placed(points, middle, -1))


def symmetrical(half, middle):
    """A symmetrical outline from its half, which begins and ends on the middle line."""
    return outline(placed(half + [(-point[0], *point[1:]) for point in half[-2:0:-1]], middle, 1))


def disc(circle, middle):
    """The path of a circle (x, y, radius in cm) of the body, in a picture with this middle line."""
    x, y, radius = circle
    start, arc, back = short((middle + x - radius, TOP - y)), short((radius, radius)), short((2 * radius, 0))
    return f"M{start}a{arc} 0 1 0 {back}a{arc} 0 1 0{short((-2 * radius, 0))}z"


PEOPLE = person_from_in_front() + person_from_behind()
"""The SVG of the two bodies, which is the same on every map."""
