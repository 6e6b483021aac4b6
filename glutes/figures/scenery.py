"""The things around the body: mat, step, chair, sofa, wall, ball, books.

A prop is a list, its kind and then numbers in centimetres, x to the right, y up, the floor at 0. `draw` gives its SVG
(colour roles as classes, see `palette`), `extent` the points it needs inside the picture.
"""

from .body import circle, number

MAT_THICKNESS = 4


def box(role, x, y, width, height, corner=0):
    """The SVG of a rectangle, by its lower left corner, in cm; `corner` is the radius of its corners."""
    rounded = f' rx="{number(corner)}"' if corner else ""
    size = f'width="{number(width)}" height="{number(height)}"'
    return f'<rect class="{role}" x="{number(x)}" y="{number(y)}" {size}{rounded}/>'


def mat(left, right):
    """A mat seen from the side; the body lies on y = 0."""
    return box("m", left, -MAT_THICKNESS, right - left, MAT_THICKNESS, 2)


def mat_in_view(left, right, bottom, top):
    """A mat seen from a little above."""
    slant = 8
    return (
        f'<path class="m" d="M{number(left + slant)} {number(top)}L{number(right + slant)} {number(top)}'
        f'L{number(right - slant)} {number(bottom)}L{number(left - slant)} {number(bottom)}Z"/>'
    )


def mat_above(left, right, bottom, top):
    """A mat seen from above."""
    return box("m", left, bottom, right - left, top - bottom, 6)


def step(left, width, height):
    """A step or box."""
    return box("a", left, 0, width, height, 3) + box("b", left - 2, height - 5, width + 4, 5, 2.5)


def chair(left, width, height):
    """A chair whose back stands behind the seat, away from the viewer."""
    return (
        box("c", left + 2, height - 3, width - 4, 8, 3)
        + box("c", left + 2, height - 3, 6, 46, 3)
        + box("c", left + width - 8, height - 3, 6, 46, 3)
        + box("c", left + 2, height + 26, width - 4, 17, 5)
        + box("b", left + 3, 0, 4, height, 2)
        + box("b", left + width - 7, 0, 4, height, 2)
        + box("b", left, height - 5, width, 5.5, 2.7)
    )


def sofa(left, width, height):
    """The end of a sofa seen from behind the runner: arm rest towards the left, `height` up to the top of the arm."""
    return (
        box("d", left + 5, 0, 5, 8, 2)
        + box("d", left + width - 10, 0, 5, 8, 2)
        + box("b", left + 10, 26, width - 10, height - 4, 9)
        + box("a", left + 4, 6, width - 4, 40, 7)
        + box("c", left, 6, 17, height - 6, 8)
    )


def big_ball(x, radius):
    """A big gymnastics ball."""
    shine = circle(radius * 0.26, x - radius * 0.4, radius * 1.45)
    return f'<path class="e" d="{circle(radius, x, radius)}"/><path class="i" d="{shine}"/>'


def wall(x):
    """A wall."""
    return box("a", x, 0, 5, 176, 2)


def books(left, width, height):
    """Two books, one upon the other."""
    return box("j", left, 0, width, height / 2, 0.8) + box("v", left + 1, height / 2, width - 2, height / 2, 0.8)


KINDS = {
    "mat": (mat, lambda left, right: [(left, -MAT_THICKNESS), (right, 0)]),
    "mat-in-view": (mat_in_view, lambda left, right, bottom, top: [(left - 8, bottom), (right + 8, top)]),
    "mat-above": (mat_above, lambda left, right, bottom, top: [(left, bottom), (right, top)]),
    "step": (step, lambda left, width, height: [(left - 2, 0), (left + width + 2, height)]),
    "chair": (chair, lambda left, width, height: [(left, 0), (left + width, height + 43)]),
    "sofa": (sofa, lambda left, width, height: [(left, 0), (left + width, height + 22)]),
    "big-ball": (big_ball, lambda x, radius: [(x - radius, 0), (x + radius, 2 * radius)]),
    "wall": (wall, lambda x: [(x, 0), (x + 5, 150)]),
    "books": (books, lambda left, width, height: [(left, 0), (left + width, height)]),
}


def draw(prop):
    """The SVG of a prop."""
    kind, *numbers = prop
    return KINDS[kind][0](*numbers)


def extent(prop):
    """The points of a prop that must be inside the picture."""
    kind, *numbers = prop
    return KINDS[kind][1](*numbers)


def ground(props):
    """How far the drawing reaches below y = 0, in cm: the thickness of a mat, else 0."""
    return min((y for prop in props for _, y in extent(prop)), default=0)
