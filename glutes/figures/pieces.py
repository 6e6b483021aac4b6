"""From a skeleton to pieces: what is drawn, where, and in which order.

A piece is one rigid part: some outlines (see `body`) in the frame of one bone, moved to a point, turned and stretched.
The list of pieces is the same in every frame of an exercise, because the browser moves each piece by itself. A muscle
has two areas: a dull one that does not change, and a bright one that grows from nothing to full size as it works.
"""

from dataclasses import dataclass
from math import cos, radians, sin

from . import body
from .body import OUTLINES
from .pose import along, direction, distance, offset, wrapped

FAR_SHIFT = (5, 2.6)  # the camera stands a little above and in front: far limbs appear a little right and higher
SIDE_ORDER = "far-arm far-leg head torso near-leg muscle hold near-arm"
FACING_ORDER = "left-arm right-arm head left-leg right-leg torso hold muscle"


@dataclass(frozen=True)
class Piece:
    """Outlines with their colour roles, placed at a point (cm), turned (degrees), stretched along and across."""

    name: str
    parts: tuple
    at: tuple
    angle: float = 0.0
    stretch: tuple = (1.0, 1.0)

    def points(self):
        """Yields all points of its outlines, in cm."""
        c, s = cos(radians(self.angle)), sin(radians(self.angle))
        (x0, y0), (along_bone, across) = self.at, self.stretch
        return [
            (x0 + x * along_bone * c - y * across * s, y0 + x * along_bone * s + y * across * c)
            for path, _ in self.parts
            for x, y in body.outline_points(path)
        ]


def parts(*shapes):
    """Outlines by their names, each with its colour role: pairs of (path, role)."""
    return tuple((OUTLINES.get(name, name), role) for name, role in shapes)


def torso_outline(curve):
    """The path of the torso seen from the side, bent by `curve` degrees."""
    return body.smooth(body.bend(body.TORSO_SIDE, curve))


class Figure:
    """Builds the pieces of one frame of one exercise."""

    def __init__(self, exercise, pose, skeleton):
        self.exercise, self.pose, self.skeleton = exercise, pose, skeleton
        self.side_view = skeleton.view == "side"
        self.shaded = set(exercise.get("shaded", ["far-leg", "far-arm"] if self.side_view else []))

    def pieces(self):
        """All pieces of the frame, back to front."""
        groups = {"head": self.head(), "torso": self.torso(), "muscle": self.muscles(), "hold": [], "behind": []}
        for name, leg in self.skeleton.legs.items():
            groups[f"{name}-leg"] = self.leg(name, leg)
        for name, arm in self.skeleton.arms.items():
            groups[f"{name}-arm"] = self.arm(name, arm)
        for name, piece in self.held():
            groups.setdefault(name, []).append(piece)
        order = self.exercise.get("order", SIDE_ORDER if self.side_view else FACING_ORDER).split()
        return [piece for name in ["behind", *order] for piece in groups[name]]

    def tone(self, group, near, far):
        """The colour role of a group: `far` if it is drawn in the tone of far limbs, else `near`."""
        return far if group in self.shaded else near

    def shift(self, group, point):
        """The point, moved by FAR_SHIFT for a limb on the far side, seen from the side."""
        if self.side_view and group.startswith("far"):
            return (point[0] + FAR_SHIFT[0], point[1] + FAR_SHIFT[1])
        return point

    def leg(self, name, leg):
        """The pieces of one leg."""
        group = f"{name}-leg"
        cloth, shoe = self.tone(group, "l", "L"), self.tone(group, "o", "O")
        facing = "" if self.side_view else "-facing"
        foot = self.pose["legs"][name].get("shape", f"foot{facing}")
        thigh, shin = distance(leg.hip, leg.knee) / body.THIGH, distance(leg.knee, leg.ankle) / body.SHIN
        hip, knee, ankle = (self.shift(group, point) for point in (leg.hip, leg.knee, leg.ankle))
        cap = [] if self.side_view else [Piece(f"{name} knee", parts(("knee", cloth)), knee)]
        return [
            Piece(f"{name} foot", parts((foot, shoe)), ankle, leg.foot),
            Piece(f"{name} shin", parts((f"shin{facing}", cloth)), knee, leg.shin, (shin, 1)),
            *cap,
            Piece(f"{name} thigh", parts((f"thigh{facing}", cloth)), hip, leg.thigh, (thigh, 1)),
        ]

    def arm(self, name, arm):
        """The pieces of one arm."""
        group = f"{name}-arm"
        skin, sleeve = self.tone(group, "s", "S"), self.tone(group, "q", "P")
        upper, fore = distance(arm.shoulder, arm.elbow) / body.UPPER_ARM, distance(arm.elbow, arm.wrist) / body.FOREARM
        shoulder, elbow, wrist = (self.shift(group, point) for point in (arm.shoulder, arm.elbow, arm.wrist))
        hand_turns = "palm" in self.pose["arms"][name]
        hand = [Piece(f"{name} hand", parts(("hand", skin)), wrist, arm.palm)] if hand_turns else []
        forearm = "forearm" if hand_turns else "forearm-and-hand"
        return [
            *hand,
            Piece(f"{name} forearm", parts((forearm, skin)), elbow, arm.fore, (fore, 1)),
            Piece(f"{name} upper arm", parts(("upper-arm", skin), ("sleeve", sleeve)), shoulder, arm.upper, (upper, 1)),
        ]

    def head(self):
        """The pieces of the head."""
        bun = self.exercise["character"] == "bun"
        if self.side_view:
            shapes = [("neck", "u"), ("head", "s"), ("hair-side" if bun else "crop-side", "h")]
            shapes[1:1] = [("bun-side", "h")] if bun else []
        elif self.skeleton.view == "back":
            shapes = [("neck-facing", "u"), ("head", "s"), ("hair-behind" if bun else "crop-behind", "h")]
            shapes += [("bun-facing", "h")] if bun else []
        else:
            shapes = [("bun-facing", "h")] if bun else []
            shapes += [("neck-facing", "u"), ("head", "s"), ("hair-front", "h")]
        return [Piece("head", parts(*shapes), self.skeleton.neck, self.skeleton.gaze)]

    def torso(self):
        """The pieces of the torso."""
        bones = self.skeleton
        if not self.side_view:
            return [Piece("torso", parts(("torso-facing", "kit")), bones.hip, bones.torso)]
        curve = self.exercise.get("curve", 0)
        trunk = Piece("torso", ((torso_outline(curve), "kit"),), bones.hip, bones.torso)
        if not any(pose.get("twist") for pose in self.exercise["poses"]):
            return [trunk]
        waist = along(bones.hip, bones.torso, 17)
        flanks = [
            Piece(
                f"{name} flank", parts(("flank", role)), waist, direction(waist, bones.arms[name].shoulder),
                (distance(waist, bones.arms[name].shoulder) / 30, 1),
            )
            for name, role in (("far", "P"), ("near", "p"))
        ]  # fmt: skip
        return [*flanks, trunk]

    def muscles(self):
        """The pieces of all muscles that are highlighted."""
        return [piece for name in self.exercise.get("lights", ()) for piece in self.muscle(name)]

    def muscle(self, name):
        """Yields the pieces of one muscle: its areas at rest and at work."""
        stretched = name.startswith("stretched-")
        areas = self.areas(name.removeprefix("stretched-"))
        work = max(self.pose["work"], 0)
        for i, (outline, at, angle, mirror, shows_at_rest) in enumerate(areas):
            if shows_at_rest and not stretched:
                yield Piece(f"{name} {i} at rest", parts((outline, "x")), at, angle, (1, mirror))
            yield Piece(f"{name} {i}", parts((outline, "z" if stretched else "g")), at, angle, (work, work * mirror))

    def areas_from_the_side(self, bones):
        """{name of a muscle: what `areas` returns for it}, seen from the side."""
        leg = bones.legs[self.exercise.get("working", "near")]
        flexion = wrapped(leg.thigh - bones.pelvis + 180)
        turned = bones.pelvis + flexion * 0.4
        return {
            "glutes": [("glute-side", offset(leg.hip, turned, (0.5, 5.6)), turned, 1, True)],
            "core": [("belly-side", offset(bones.hip, bones.torso, (25, -4.4)), bones.torso, 1, False)],
            "hamstrings": [("hamstring", offset(leg.hip, leg.thigh, (19, -4.4)), leg.thigh, 1, False)],
            "lower-back": [("hamstring", offset(bones.hip, bones.torso, (18, 4.6)), bones.torso, 1, False)],
        }

    def areas(self, name):
        """The areas of a muscle: a list of (outline, point, angle, 1 or -1 to mirror it, whether it is visible at
        rest).
        """
        bones = self.skeleton
        if self.side_view:
            return self.areas_from_the_side(bones)[name]
        if name == "glutes" and bones.view == "back":
            return [
                ("glute-behind", along(leg.hip, bones.torso, -1.5), bones.torso, sign, True)
                for leg, sign in ((bones.legs["left"], 1), (bones.legs["right"], -1))
            ]
        if name == "medius":  # the side of the hip, from behind
            return [
                ("medius-behind", offset(leg.hip, bones.torso, (3.6, 1.4 * sign)), bones.torso, sign, True)
                for leg, sign in ((bones.legs["left"], 1), (bones.legs["right"], -1))
            ]
        if name == "glutes":  # lying on the side or the back: the upper edge of the hip
            side = self.exercise.get("working", "right")
            leg, sign = bones.legs[side], -1 if side == "right" else 1
            turned = bones.torso + wrapped(leg.thigh - bones.torso + 180) * 0.35
            return [("glute-above", offset(leg.hip, turned, (-0.4, -2.6 * sign * -1)), turned, sign, True)]
        return {
            "core": [("belly-front", along(bones.hip, bones.torso, 27), bones.torso, 1, False)],
            "lower-back": [
                ("flank-front", offset(bones.hip, bones.torso, (18, sign * 7)), bones.torso, sign, False)
                for sign in (1, -1)
            ],
        }[name]

    def held(self):
        """Yields (group, Piece) for what the exercise holds: a weight, a ball, a backpack, a band."""
        return {None: list, "barbell": self.barbell, "kettlebell": self.kettlebell, "ball": self.ball,
                "backpack": self.backpack, "band": self.band}[self.exercise.get("holds")]()  # fmt: skip

    def grip(self):
        """(point, angle) of the middle of the near fist; seen from in front or behind, of the right one."""
        arm = self.skeleton.arms["near" if self.side_view else "right"]
        return along(arm.wrist, arm.palm, 5), arm.palm

    def barbell(self):
        """A barbell seen from its end: the far plate behind the legs; of the near one only the hub, so that it does not
        hide the shins.
        """
        (x, y), _ = self.grip()
        yield "behind", Piece("plate", parts(("plate", "n")), (x + FAR_SHIFT[0], y + FAR_SHIFT[1] - 2.6))
        yield "hold", Piece("hub", parts((body.circle(5.5), "k"), (body.circle(2.2), "b")), (x, y))

    def kettlebell(self):
        """Yields (group, Piece) of the kettlebell in the hand."""
        at, angle = self.grip()
        yield "hold", Piece("kettlebell", parts(("kettlebell", "k"), ("kettlebell-handle", "k")), at, angle)

    def ball(self):
        """Yields (group, Piece) of the ball in the hand."""
        at, angle = self.grip()
        yield "hold", Piece("ball", parts(("ball", "y")), along(at, angle, 5))

    def backpack(self):
        """Yields (group, Piece) of the backpack."""
        bones = self.skeleton
        shapes = parts(("backpack", "j"), ("backpack-pocket", "v"), ("backpack-strap", "j"))
        yield "hold", Piece("backpack", shapes, bones.hip, bones.torso)

    def band(self):
        """A band around both legs, just above the knees."""
        knees = {}
        for name, leg in self.skeleton.legs.items():
            knees[name] = along(leg.knee, leg.thigh + 180, 9 * distance(leg.hip, leg.knee) / body.THIGH)
        left, right = knees["left"], knees["right"]
        length = distance(left, right) / 10
        yield "hold", Piece("band", parts(("band-span", "y")), left, direction(left, right), (length, 1))
        for name, leg in self.skeleton.legs.items():
            yield "hold", Piece(f"{name} band", parts(("band-loop", "y")), knees[name], leg.thigh)


def pieces_of(exercise, pose, skeleton):
    """The pieces of one frame, back to front."""
    return Figure(exercise, pose, skeleton).pieces()
