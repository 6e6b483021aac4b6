"""The body: bone lengths and outlines.

Units are centimetres. The figure is 173 cm tall. Every outline is drawn in the frame of its own bone: the bone starts
at the origin and runs along +x. For a limb that hangs down and a figure that faces right, +y is its front. For the
torso and the head, which point up, +y is the back. Outlines are SVG path strings; they are never changed, only moved,
turned and (where a limb leaves the picture plane) shortened.
"""

import re
from functools import cache
from math import atan2, cos, pi, radians, sin

TORSO = 50.0  # hip joint to the base of the neck
NECK = 18.5  # base of the neck to the middle of the head
HEAD_RADIUS = 11.2
THIGH = 43.0
SHIN = 41.0
ANKLE = 7.5  # ankle joint to sole
UPPER_ARM = 28.0
FOREARM = 25.0
SHOULDER_DROP = 4.5  # shoulder joint below the base of the neck, side view
SHOULDER_DROP_FACING = 6.0  # the same seen from in front or behind
HIP_HALF_WIDTH = 8.6  # hip joint from the middle, seen from in front or behind
SHOULDER_HALF_WIDTH = 15.5

TOE = (17.0, -7.2)  # where the tip of the shoe touches the ground, from the ankle along and across the foot


def number(value):
    """Write a coordinate as short as SVG allows: one decimal, no needless zero."""
    text = f"{value:.1f}".removesuffix(".0")
    if text == "-0":
        return "0"
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text


def pair(point):
    """A point as SVG writes it."""
    return f"{number(point[0])} {number(point[1])}"


def smooth(points):
    """A closed curve through all points (Catmull-Rom, written as Béziers)."""
    count = len(points)
    path = "M" + pair(points[0])
    for i in range(count):
        before, here, there, after = points[i - 1], points[i], points[(i + 1) % count], points[(i + 2) % count]
        leave = (here[0] + (there[0] - before[0]) / 6, here[1] + (there[1] - before[1]) / 6)
        arrive = (there[0] - (after[0] - here[0]) / 6, there[1] - (after[1] - here[1]) / 6)
        path += f"C{pair(leave)} {pair(arrive)} {pair(there)}"
    return path + "Z"


def circle(radius, x=0.0, y=0.0):
    """A circle around (x, y) as a path; all in cm."""
    r = number(radius)
    half = f"a{r} {r} 0 1 0 "
    return f"M{number(x - radius)} {number(y)}{half}{number(2 * radius)} 0{half}{number(-2 * radius)} 0Z"


def limb(length, front, back, swell_front=(0, 0), swell_back=(0, 0)):
    """A limb with round ends.

    `front` and `back` are the half-widths at the start and the end of the bone; `swell_*` is what the muscle adds at a
    third and at two thirds of its length.
    """

    def width(side, swell, third):
        return side[0] + (side[1] - side[0]) * (0.33 if third == 0 else 0.7) + swell[third]

    near, far = number(length * 0.33), number(length * 0.7)
    back_near, back_far = (number(-width(back, swell_back, third)) for third in (0, 1))
    end, start_radius, end_radius = number(length), (front[0] + back[0]) / 2, (front[1] + back[1]) / 2
    a, b = number(start_radius), number(end_radius)
    return (
        f"M0 {number(front[0])}C{near} {number(width(front, swell_front, 0))} "
        f"{far} {number(width(front, swell_front, 1))} {end} {number(front[1])}"
        f"A{b} {b} 0 0 0 {end} {number(-back[1])}"
        f"C{far} {back_far} {near} {back_near} 0 {number(-back[0])}"
        f"A{a} {a} 0 0 0 0 {number(front[0])}Z"
    )


def bend(points, flexion):
    """Round a torso outline forwards by `flexion` degrees; its chord stays on the x axis, its length stays TORSO."""
    if not flexion:
        return points
    total = radians(flexion)
    radius, half = TORSO / total, total / 2
    bent = []
    for x, y in points:
        along = max(0, min(TORSO, x))
        turn, beyond = half - along / radius, x - along
        bent.append(
            (
                radius * (sin(half) - sin(turn)) + beyond * cos(turn) - y * sin(turn),
                radius * (cos(turn) - cos(half)) + beyond * sin(turn) + y * cos(turn),
            )
        )
    return bent


def chord(flexion):
    """Straight distance from hip to neck of a torso rounded by `flexion` degrees."""
    if not flexion:
        return TORSO
    total = radians(flexion)
    return 2 * TORSO / total * sin(total / 2)


def mirrored(half):
    """Complete an outline given from the middle of the bottom to the middle of the top."""
    return half + [(x, -y) for x, y in half[-2:0:-1]]


TORSO_SIDE = [
    (-9.5, 0), (-7, 8.6), (0, 12.6), (8, 12), (17, 8.8), (27, 9.2), (37, 11), (45, 10.2), (51, 6.2), (53, 0),
    (50.5, -5.8), (44, -9.8), (35, -11.6), (25, -10.2), (14, -9.6), (3, -10), (-6, -7.4),
]  # fmt: skip
TORSO_FACING = mirrored([
    (-9, 0), (-8, 8), (-2, 14), (5, 15), (13, 12.6), (21, 10.6), (30, 12.6), (40, 16), (47, 17.6), (51.5, 15), (54, 8),
    (55, 0),
])  # fmt: skip

FOREARM_AND_HAND = mirrored([
    (-4.8, 0), (-3.5, 3.4), (0, 4.9), (8, 5.1), (17, 4.2), (24.5, 3.6), (29, 3.9), (32, 3.2), (34.2, 0),
])  # fmt: skip

OUTLINES = {
    # legs
    "thigh": limb(THIGH, (10.0, 6.8), (10.4, 6.6), (1.7, 1.0), (0.8, 0.3)),
    "shin": limb(SHIN, (6.7, 4.2), (6.6, 4.2), (-0.2, -0.4), (1.5, 1.6)),
    "foot": smooth(
        [
            (-4.2, 3),
            (-6.6, -2.2),
            (-6.8, -5.6),
            (-4.8, -7.5),
            (2, -7.4),
            (9, -7.5),
            (16, -7.5),
            (19, -6),
            (18, -3.4),
            (12.5, -1.2),
            (6.8, 1.2),
            (4.2, 3.6),
        ]
    ),
    "thigh-facing": limb(THIGH, (9.6, 6.6), (9.6, 6.6), (1.4, 0.4), (1.4, 0.4)),
    "shin-facing": limb(SHIN, (6.5, 4.2), (6.5, 4.2), (1.4, 0.6), (1.8, 0.6)),
    "knee": circle(6.5),
    "foot-facing": smooth(
        [
            (-4.2, 3),
            (-5.6, -2),
            (-6.2, -5.4),
            (-4.6, -7.4),
            (0, -7.6),
            (4.6, -7.4),
            (6.2, -5.4),
            (5.6, -2),
            (4.2, 3),
        ]
    ),
    "foot-above": smooth(
        [
            (-7, 0),
            (-5.5, 3.8),
            (2, 4.2),
            (11, 5),
            (16.5, 3),
            (18, -0.5),
            (15.5, -3.6),
            (8, -4.2),
            (0, -4),
            (-5.5, -3.6),
        ]
    ),
    # arms
    "upper-arm": limb(UPPER_ARM, (6.2, 4.9), (6.2, 4.9), (0.6, 0.3), (0.6, 0.2)),
    "forearm": limb(FOREARM, (4.9, 3.5), (4.9, 3.5), (0.9, -0.1), (0.6, -0.1)),
    "forearm-and-hand": smooth(FOREARM_AND_HAND),
    "hand": limb(6.0, (3.7, 3.3), (3.7, 3.3), (0.5, 0.5), (0.5, 0.5)),
    "sleeve": limb(14, (6.9, 6.5), (6.9, 6.3)),
    # trunk; a torso rounded forwards is drawn by pieces.torso_outline
    "torso-facing": smooth(TORSO_FACING),
    "flank": limb(30, (8.6, 6.8), (8.6, 6.8)),  # fills the shirt between waist and a shoulder that twists away
    # head: from the base of the neck; the face looks towards -y
    "neck": limb(NECK - 6, (5.4, 4.9), (5.4, 4.9)),
    "neck-facing": limb(NECK - 6, (5.6, 5.2), (5.6, 5.2)),
    "head": circle(HEAD_RADIUS, NECK),
    "hair-side": (
        "M23.9 -10.4A11.8 11.8 0 1 1 11.9 9.7C14.3 8.6 15.9 6.6 16.9 3.4C17.9 3.9 19.7 4 20.7 2.4"
        "C21.7 -1.6 22.7 -5.6 23.9 -10.4Z"
    ),
    "bun-side": circle(5.2, 28.4, 8.4),
    "crop-side": (
        "M21.5 -11.4C24 -13 29.6 -11 31.2 -4.6C32.8 2.6 29 10.6 21.6 12.2C16.6 12.8 13.4 10.6 12.4 7.8"
        "C14.8 7.2 15.6 5.8 15.9 3.6C17.4 4.4 19.2 4 19.8 2.2C20.2 0 20.4 -1.6 22 -2.2C23.4 -4.4 22 -8 21.5 -11.4Z"
    ),
    "hair-behind": circle(11.8, NECK + 0.8),
    "bun-facing": circle(5.2, NECK + 12.5),
    "crop-behind": (
        "M10.4 -6.6C14 -12 23 -13.6 28 -9.2C32.4 -5 32.4 5 28 9.2C23 13.6 14 12 10.4 6.6C11.6 2.4 11.6 -2.4 10.4 -6.6Z"
    ),
    "hair-front": "M19.5 -11.8A11.8 11.8 0 0 1 19.5 11.8C23.5 9 25.1 4 24.5 -1.5C24.7 -5 22.5 -9 19.5 -11.8Z",
    # muscle areas, drawn about their own middle so that they can grow from it
    "glute-side": smooth(
        [
            (10, 5.6),
            (11.9, 1),
            (8.5, -4.1),
            (1.5, -7.6),
            (-6.5, -6.6),
            (-11.5, -1.6),
            (-10.1, 3),
            (-5.5, 6),
            (-0.5, 7.3),
            (5, 7.2),
        ]
    ),
    "glute-behind": smooth(
        [
            (8.2, -4),
            (9, 2),
            (6, 6.2),
            (0, 7),
            (-6, 5),
            (-8.6, 0),
            (-7.4, -5),
            (-2, -7.2),
            (4, -7),
        ]
    ),
    "medius-behind": smooth(
        [
            (7.4, -1),
            (6, 3.6),
            (1, 6),
            (-6, 5.6),
            (-9.6, 3),
            (-9, 0),
            (-4, -2.6),
            (0, -6),
            (5, -6.4),
        ]
    ),
    "glute-above": smooth(
        [
            (10.6, 2.4),
            (10.1, -1.6),
            (4.6, -4.1),
            (-3.4, -4.1),
            (-9.4, -0.6),
            (-8.4, 3.4),
            (-2.4, 4.6),
            (3.6, 4.8),
        ]
    ),
    "belly-side": smooth([(13, 1), (9, -4), (0, -4.6), (-9, -4), (-13, 0), (-9, 3.4), (0, 4.2), (9, 4)]),
    "belly-front": smooth([(14, 0), (11, 6.6), (0, 6.4), (-11, 5.4), (-14, 0), (-11, -5.4), (0, -6.4), (11, -6.6)]),
    "flank-front": smooth([(12, 0), (8, 3), (0, 3.4), (-8, 3), (-12, 0), (-8, -3), (0, -3.4), (8, -3)]),
    "hamstring": smooth([(14, -0.4), (9, 2.8), (0, 3.4), (-10, 3), (-15, 0), (-10, -3.4), (0, -3.6), (9, -2.8)]),
    # things
    "kettlebell": circle(10.5, 14.5),
    "kettlebell-handle": (
        "M10 -7.5C4 -8 -2.2 -6.5 -2.2 0C-2.2 6.5 4 8 10 7.5L9 4.2C5 4.6 1.2 3.6 1.2 0C1.2 -3.6 5 -4.6 9 -4.2Z"
    ),
    "ball": circle(10),
    "plate": circle(22.5),
    "plate-hub": circle(4),
    "backpack": smooth(
        [
            (12, 7.5),
            (10.5, 14),
            (12, 20.5),
            (18, 23),
            (30, 22.5),
            (41, 21),
            (46.5, 16),
            (46.5, 10),
            (44, 6),
            (28, 5),
        ]
    ),
    "backpack-pocket": smooth([(14, 15), (14.5, 21.5), (20, 24), (27, 23.5), (29, 20), (28.5, 15.5), (21, 14)]),
    "backpack-strap": (
        "M44.5 10C52 8.5 54 0 50 -5.5C46 -10.5 38 -12.6 31 -12.4L29.5 -8.8C36 -8.6 43.6 -7.4 46.8 -3C49.2 1 48 6 43 7Z"
    ),
    "band-loop": "M-2.6 -7.4A2.6 2.6 0 0 1 2.6 -7.4L2.6 7.4A2.6 2.6 0 0 1 -2.6 7.4Z",
    "band-span": "M0 -2.6L10 -2.6L10 2.6L0 2.6Z",
}

TOKEN = re.compile(r"[MCLAaZ]|-?\d*\.?\d+")


def bezier(start, first, second, end, steps=3):
    """Yields points along a cubic Bézier curve, its end included."""
    for step in range(1, steps + 1):
        u = step / steps
        v = 1 - u
        yield tuple(
            v**3 * start[i] + 3 * v * v * u * first[i] + 3 * v * u * u * second[i] + u**3 * end[i] for i in (0, 1)
        )


def half_turn(start, end, radius, clockwise):
    """Points of an arc from start to end, where it is a half circle (all arcs here are)."""
    middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    first = atan2(start[1] - middle[1], start[0] - middle[0])
    for step in range(1, 9):
        turn = first + (-1 if clockwise else 1) * pi * step / 8
        yield (middle[0] + radius * cos(turn), middle[1] + radius * sin(turn))


@cache
def outline_points(path):
    """Points along an outline, close enough together to find its edges."""
    tokens = iter(TOKEN.findall(path))
    here, command, points = (0.0, 0.0), "", []

    def point(first=None):
        return (float(first or next(tokens)), float(next(tokens)))

    for token in tokens:
        if token.isalpha():
            command, token = token, None
            if command == "Z":
                continue
        if command in "ML":
            here = point(token)
            points.append(here)
        elif command == "C":
            first, second, end = point(token), point(), point()
            points += bezier(here, first, second, end)
            here = end
        else:
            radius = float(token or next(tokens))
            sweep = [next(tokens) for _ in range(4)][-1]
            end = point()
            if command == "a":
                end = (here[0] + end[0], here[1] + end[1])
            points += half_turn(here, end, radius, sweep == "0")
            here = end
    return tuple(points)
