"""From an exercise to SVG: a still, a moving picture, or start and end side by side.

The picture is drawn in the coordinates of the body (cm, y up), which one outer group turns into those of SVG (y down).
Movement is CSS: every piece that moves has keyframes for its transform, from the first pose to the last and back. For
viewers who prefer less motion the picture shows the last pose. Colours are classes, so that dark mode is a second set
of colours for the same classes.
"""

import re
from functools import cached_property

from . import motion
from .arrow import arrow
from .body import number, pair
from .palette import colours
from .pieces import pieces_of
from .pose import wrapped
from .scenery import draw, extent, ground
from .shorter import shorter

TILE_ASPECT = 4 / 3
TILE_LEAST_WIDTH = 206  # lying exercises are not drawn larger than this many centimetres across
PADDING = 7
FLOOR_DROP = 4  # the floor line lies this far under what stands on it
FLOOR_MARGIN = 0.03  # share of the height below the floor line: the same in all tiles, so that all stand on one floor
THUMB_PADDING = 4
CROPS = ("tile", "stage", "thumb")
POSES = ("moving", "start", "end", "pair")


class Picture:
    """One exercise with all its frames."""

    def __init__(self, exercise):
        self.exercise = exercise
        self.props = exercise.get("props", [])
        self.from_above = exercise.get("from_above", False)
        self.frames = [pieces_of(exercise, pose, skeleton) for pose, skeleton in motion.frames(exercise)]

    @cached_property
    def bounds(self):
        """(left, bottom, right, top) of everything in every frame."""
        return self.extent_of(self.frames)

    def extent_of(self, frames):
        """(left, bottom, right, top) in cm of the figure in these frames, and of the props."""
        points = [point for frame in frames for piece in frame for point in piece.points()]
        points += [point for prop in self.props for point in extent(prop)]
        xs, ys = zip(*points, strict=True)
        return min(xs), min(ys), max(xs), max(ys)

    def window(self, crop, index=-1):
        """(left, bottom, width, height) in cm of what the picture shows; a thumb is cut to the frame at `index`."""
        if crop == "thumb":
            return around(self.extent_of([self.frames[index]]), THUMB_PADDING)
        if crop == "stage":
            return self.stage()
        return around(self.bounds, PADDING, TILE_LEAST_WIDTH) if self.from_above else self.tile()

    def stage(self):
        """The window of the crop "stage", in whole centimetres: width and height of the image must be whole numbers."""
        left, bottom, right, top = self.bounds
        floor = round(bottom - PADDING) if self.from_above else min(ground(self.props), 0)
        left, right, top = round(left - PADDING), round(right + PADDING), round(top + PADDING)
        return left, floor, right - left, round(top - floor)

    def tile(self):
        """The window of the crop "tile": 4:3, with the floor at the same height in every tile."""
        left, bottom, right, top = self.bounds
        bottom = min(bottom, ground(self.props) - FLOOR_DROP)
        height = max(
            (top + PADDING - bottom) / (1 - FLOOR_MARGIN),
            (right - left + 2 * PADDING) / TILE_ASPECT,
            TILE_LEAST_WIDTH / TILE_ASPECT,
        )
        width = height * TILE_ASPECT
        return (left + right - width) / 2, bottom - FLOOR_MARGIN * height, width, height

    def backdrop(self, crop):
        """The SVG of the floor line and the props."""
        things = "".join(draw(prop) for prop in self.props)
        seen_from_above = self.from_above or any(prop[0] == "mat-in-view" for prop in self.props)
        if crop != "tile" or seen_from_above:
            return things
        left, _, width, _ = self.window(crop)
        x, y = number(left + 6), number(ground(self.props) - FLOOR_DROP)
        return f'<rect class="f" x="{x}" y="{y}" width="{number(width - 12)}" height="3" rx="1.5"/>{things}'


def around(bounds, padding, least_width=0):
    """The smallest 4:3 window (left, bottom, width, height) around these bounds, with padding; all in cm."""
    left, bottom, right, top = bounds
    width = max((top - bottom + 2 * padding) * TILE_ASPECT, right - left + 2 * padding, least_width)
    height = width / TILE_ASPECT
    return (left + right - width) / 2, (bottom + top - height) / 2, width, height


def transform(piece):
    """The SVG transform that puts a piece in its place; lengths in cm, angles in degrees."""
    text = f"translate({pair(piece.at)})"
    if abs(piece.angle) >= 0.05:
        text += f"rotate({number(piece.angle)})"
    if stretched(piece):
        text += f"scale({piece.stretch[0]:.3g} {piece.stretch[1]:.3g})"
    return text


def stretched(piece):
    """Whether a piece is longer or shorter than it is drawn, by more than 0.4 % (nobody sees less)."""
    return any(abs(factor - 1) > 0.004 for factor in piece.stretch)


def paths(piece):
    """The SVG paths of a piece, each with its colour role as a class."""
    return "".join(
        f'<path fill="url(#kit)" d="{path}"/>' if role == "kit" else f'<path class="{role}" d="{path}"/>'
        for path, role in piece.parts
    )


def still(frame):
    """The SVG of one frame, without the pieces that are seen edge-on."""
    return "".join(f'<g transform="{transform(piece)}">{paths(piece)}</g>' for piece in frame if 0 not in piece.stretch)


def keyframes(track, rests):
    """The CSS keyframes of one piece, or "" if it keeps still."""
    angles = [track[0].angle]
    for piece in track[1:]:  # angles without jumps of 360, so that no piece turns the long way round
        angles.append(angles[-1] + wrapped(piece.angle - angles[-1]))
    scaled = any(stretched(piece) for piece in track)
    steps = [
        f"translate({number(piece.at[0])}px,{number(piece.at[1])}px)rotate({number(angle)}deg)"
        + (f"scale({piece.stretch[0]:.2g},{piece.stretch[1]:.2g})" if scaled else "")
        for piece, angle in zip(track, angles, strict=True)
    ]
    if len(set(steps)) == 1:
        return ""
    first, last = (100 * rest for rest in rests)
    text, count = "", len(steps) - 1
    for i, step in enumerate(steps):
        at = number(first + (100 - first - last) * i / count) + "%"
        at = f"0%,{at}" if i == 0 else f"{at},to" if i == count else at
        text += f"{at}{{transform:{step}}}"
    return text


def moving(picture):
    """(CSS, SVG groups) of the moving figure."""
    names, body_text = {}, ""
    for track in zip(*picture.frames, strict=True):
        frames = keyframes(track, motion.rests(picture.exercise))
        name = names.setdefault(frames, f"t{len(names)}") if frames else ""
        css_class = f' class="{name}"' if name else ""
        body_text += f'<g{css_class} transform="{transform(track[-1])}">{paths(track[-1])}</g>'
    css = "".join(f"@keyframes {name}{{{frames}}}.{name}{{animation-name:{name}}}" for frames, name in names.items())
    time = f"{motion.seconds(picture.exercise):.1f}s"
    return (
        f"@media(prefers-reduced-motion:no-preference){{g{{animation:{time} linear infinite alternate}}{css}}}",
        body_text,
    )


def style(character, drawn, extra=""):
    """The style sheet for the roles that are drawn, light and dark."""
    light, dark = colours(character)
    roles = [role for role in light if f'class="{role}"' in drawn or role in "lp"]

    def rules(palette, names):
        return "".join(
            f".{role}{{fill:{palette[role]}" + (f";stop-color:{palette[role]}}}" if role in "lp" else "}")
            for role in names
        )

    arrow = ".w{fill:none;stroke-width:3.4;stroke-linecap:round;stroke-linejoin:round;stroke:" if "w" in roles else ""
    plain = [role for role in roles if role != "w"]
    return (
        f"<style>{rules(light, plain)}{arrow and arrow + light['w'] + '}'}"
        f"@media(prefers-color-scheme:dark){{{rules(dark, [r for r in plain if light[r] != dark[r]])}"
        f"{arrow and '.w{stroke:' + dark['w'] + '}'}}}{extra}</style>"
    )


# The waistband: leggings below, shirt above, in the frame of the torso.
KIT = (
    '<linearGradient id="kit" gradientUnits="userSpaceOnUse" x1="0" y1="0" x2="20" y2="0">'
    '<stop class="l" offset=".6"/><stop class="p" offset=".6"/></linearGradient>'
)


def upright(window, content):
    """SVG content in cm, y up, moved and mirrored into the image of this window, where y goes down."""
    left, bottom, _, height = window
    return f'<g transform="translate({number(-left)} {number(bottom + height)})scale(1 -1)">{content}</g>'


PATH = re.compile(r'(?<= d=")[^"]+')


def document(width, height, style_sheet, content):
    """A whole SVG of this width and height in cm, its paths shortened."""
    content = PATH.sub(lambda path: shorter(path[0]), content)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {number(width)} {number(height)}"'
        f' width="{round(width)}" height="{round(height)}">{style_sheet}<defs>{KIT}</defs>{content}</svg>'
    )


def sprite(stills):
    """The SVG of many stills, each with a <view> that shows only it. `stills`: {id of the view: (Picture, crop)}.

    The SVG has no width and height, so that each view fills the image that shows it.
    """
    views, drawn_as, x = "", {}, 0
    for name, (picture, crop) in stills.items():
        window = picture.window(crop)
        width, height = map(number, window[2:])
        character = picture.exercise["character"]
        content = upright(window, picture.backdrop(crop) + still(picture.frames[-1])).replace(
            "#kit", f"#kit-{character}"
        )
        drawn_as[character] = drawn_as.get(character, "") + content
        views += f'<view id="{name}" viewBox="{number(x)} 0 {width} {height}"/>'
        views += f'<svg class="{character}" x="{number(x)}" width="{width}" height="{height}">{content}</svg>'
        x += 2 * window[2]  # A gap: WebKit also shows what is beside a view if the image has another shape.
    rules = "".join(of_character(name, style(name, drawn)) for name, drawn in drawn_as.items())
    kits = "".join(f'<g class="{name}">{KIT.replace("kit", f"kit-{name}")}</g>' for name in drawn_as)
    short = PATH.sub(lambda path: shorter(path[0]), views)
    return f'<svg xmlns="http://www.w3.org/2000/svg"><style>{rules}</style><defs>{kits}</defs>{short}</svg>'


def of_character(name, style_sheet):
    """The rules of a style sheet, limited to the stills of one character."""
    return re.sub(r"\.(\w\{)", rf".{name} .\1", style_sheet.removeprefix("<style>").removesuffix("</style>"))


def figure(picture, crop, pose):
    """The SVG of an exercise."""
    if pose in ("start", "end"):
        return still_svg(picture, crop, 0 if pose == "start" else -1)
    return (pair_svg if pose == "pair" else moving_svg)(picture, crop)


def still_svg(picture, crop, index):
    """One frame."""
    window = picture.window(crop, index)
    content = upright(window, picture.backdrop(crop) + still(picture.frames[index]))
    return document(*window[2:], style(picture.exercise["character"], content), content)


def pair_svg(picture, crop):
    """The first pose (with the arrow, if the exercise has one) and the last pose, side by side."""
    window = picture.window(crop)
    width, height = window[2:]
    start = upright(window, picture.backdrop(crop) + still(picture.frames[0]) + arrow(picture.exercise))
    end = upright(window, picture.backdrop(crop) + still(picture.frames[-1]))
    content = f'{start}<g transform="translate({number(width)})">{end}</g>'
    return document(2 * width, height, style(picture.exercise["character"], content), content)


def moving_svg(picture, crop):
    """The movement, from the first pose to the last and back."""
    window = picture.window(crop)
    css, groups = moving(picture)
    content = upright(window, picture.backdrop(crop) + groups)
    return document(*window[2:], style(picture.exercise["character"], content, css), content)
