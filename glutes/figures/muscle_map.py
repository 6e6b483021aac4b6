"""The muscle map: the body from in front and from behind, chest to calves, with muscles lit in four strengths.

Units are centimetres, y up, the floor at 0, as for the figures; the body is the same body. Each muscle is drawn for the
right half of the picture and mirrored. The strengths follow the bands of muscle activity: 0 not worked or no usable
number, 1 moderate, 2 high, 3 very high. Colour is never the only sign: the page says the same in words.
"""

from .body import OUTLINES, smooth

BEHIND = {
    "lower-back": [(0.8, 121), (4.2, 119), (5.4, 111), (4.6, 104), (2.6, 100.5), (0.8, 102)],
    "gluteus-maximus": [
        (1.4, 97.6), (5.4, 96.4), (10, 92.4), (14.2, 86.4), (14.4, 80), (10.8, 75.6), (5.2, 75), (1.6, 78), (0.9, 87),
    ],
    "gluteus-medius": [(4.8, 104), (9.4, 105.6), (13.2, 102.4), (15, 95.6), (15, 89), (11, 93.4), (6.2, 97.8)],
    "gluteus-minimus": [(10.2, 100.6), (12.4, 99.6), (13.4, 95.8), (13, 92.8), (10.8, 95.2), (9.4, 98.2)],
    "hamstrings": [(3.4, 72), (9.4, 71.4), (15.4, 73), (16, 65), (13.8, 54), (10.6, 58), (7.4, 53.6), (4.2, 63)],
    "calves": [(6.4, 44.6), (10.8, 46.6), (15.2, 44.6), (15.8, 37.6), (13.6, 29.4), (11.2, 32), (8.8, 29.4), (6.2, 37)],
}  # fmt: skip
IN_FRONT = {
    "core": [
        [(0.7, 124), (5.4, 123.4), (6.6, 116), (0.7, 115.4)],
        [(0.7, 113.8), (6.6, 114.2), (6.8, 106.6), (0.7, 106)],
        [(0.7, 104.4), (6.6, 105), (6, 97.6), (2.4, 91.6), (0.7, 91)],
        [(8, 121), (11.4, 123), (10.8, 113), (12.8, 103), (9, 100.4), (7.8, 110)],
    ],
    "quadriceps": [
        [(6.4, 82), (10.6, 84), (14.6, 80), (16.6, 70), (14.6, 57.4), (12.4, 55.6), (11, 60), (7.6, 54.4), (4.4, 60.4),
         (3.8, 70)],
    ],
}  # fmt: skip
MUSCLES = (*BEHIND, *IN_FRONT)

LIGHT = {"body": "#D5DEEA", "s0": "#AFBDD1", "s1": "#FFC2B2", "s2": "#FF957B", "s3": "#FF6B4A"}
DARK = {"body": "#36435F", "s0": "#55658A", "s1": "#8E574F", "s2": "#CC6752", "s3": "#FF7A5B"}

HALF_WIDTH = 29  # of one body with its arms
BOTTOM, TOP = 20, 133
MUSCLE_MAP_SIZE = (4 * HALF_WIDTH, TOP - BOTTOM)


# Outlines of half a body that stands with its legs a little apart: name, x, y, direction.
STANDING = (
    ("thigh-facing", 8.6, 92, -88),
    ("shin-facing", 10.3, 49.8, -88),
    ("knee", 10.3, 49.8, 0),
    ("upper-arm", 15.5, 136, -74),
    ("forearm", 23.2, 109.1, -83),
    ("hand", 26.2, 84.3, -85),
)


def body():
    """The body without colours of its own: it takes the colour of the group it is in."""
    half = "".join(
        f'<path d="{OUTLINES[name]}" transform="translate({x} {y})rotate({angle})"/>' for name, x, y, angle in STANDING
    )
    torso = f'<path d="{OUTLINES["torso-facing"]}" transform="translate(0 92)rotate(90)"/>'
    return f'{torso}{half}<g transform="scale(-1 1)">{half}</g>'


BODY = body()


def shape(points, strength):
    path = smooth(points)
    return f'<path class="s{strength}" d="{path}"/><path class="s{strength}" transform="scale(-1 1)" d="{path}"/>'


def muscle_map_svg(strengths):
    """An SVG of both views. `strengths` maps muscle slugs to 0-3; what is not named is 0.

    Unknown muscles raise KeyError, other strengths ValueError.
    """
    unknown = set(strengths) - set(MUSCLES)
    if unknown:
        raise KeyError(f"no such muscle: {', '.join(sorted(unknown))}")
    if not set(strengths.values()) <= {0, 1, 2, 3}:
        raise ValueError("a strength is 0, 1, 2 or 3")
    front = "".join(shape(area, strengths.get(name, 0)) for name, areas in IN_FRONT.items() for area in areas)
    behind = "".join(shape(area, strengths.get(name, 0)) for name, area in BEHIND.items())
    bodies = "".join(
        f'<g transform="translate({x} {TOP})scale(1 -1)"><g class="body">{BODY}</g>{muscles}</g>'
        for x, muscles in ((HALF_WIDTH, front), (3 * HALF_WIDTH, behind))
    )
    width, height = MUSCLE_MAP_SIZE
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
        f"<style>{rules(LIGHT)}path{{stroke-width:1}}@media(prefers-color-scheme:dark){{{rules(DARK)}}}</style>"
        f"{bodies}</svg>"
    )


def rules(palette):
    """Muscles are edged in the colour of the body, so that neighbours stay apart."""
    return "".join(
        f".{name}{{fill:{colour}}}" if name == "body" else f".{name}{{fill:{colour};stroke:{palette['body']}}}"
        for name, colour in palette.items()
    )
