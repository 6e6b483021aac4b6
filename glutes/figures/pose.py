"""From a pose to a skeleton: where every joint of the body is.

The frame of reference is the picture plane in centimetres: x to the right, y up, the floor at y = 0. Every direction is
a world direction in degrees: 0 points right, 90 up, -90 down. Seen from the side the figure faces right and its limbs
are `near` and `far`; seen from the front or from behind they are `left` and `right` of the picture.

A pose is a dict, as it stands in fixtures/figures/:

- one anchor for the whole body: `hip` or `neck` (a point), or `stand` (a leg's name and the point under its sole);
- `torso`, a direction from hip to neck; `head`, degrees it is tipped back from its usual place; `twist`, degrees the
  chest turns towards the viewer (side view); `tilt`, degrees the pelvis tips (seen from in front or behind);
- `work`, from 0 to 1: how much of the bright muscle shows;
- `legs` and `arms`, an entry for each limb or one for `both`, given in one of three ways:
  directions (`thigh`, `shin` / `upper`, `fore`; with `shortened`, two factors, where they point towards the viewer),
  a contact the joints are solved for (`sole`, `toe`, `ankle` / `hand`; `bends` 1 or -1 chooses the side of the joint),
  or points for a limb that leaves the picture plane (`knee` and `ankle` / `elbow` and `hand`).
  `foot` and `palm` are directions too (a sole on the floor is 0), `shape` is another outline for the foot.
"""

from dataclasses import dataclass
from math import acos, atan2, cos, degrees, hypot, radians, sin

from . import body

NECK_FORWARD = 8  # the head sits this many degrees forward of the chest
CHEST_DEPTH = 15  # how far a full twist carries a shoulder forwards or back
SIDES = {"side": ("near", "far"), "front": ("left", "right"), "back": ("left", "right")}


@dataclass(frozen=True)
class Leg:
    """A leg: its joints (points) and the directions of its bones."""

    hip: tuple
    knee: tuple
    ankle: tuple
    thigh: float
    shin: float
    foot: float


@dataclass(frozen=True)
class Arm:
    shoulder: tuple
    elbow: tuple
    wrist: tuple
    upper: float
    fore: float
    palm: float


@dataclass(frozen=True)
class Skeleton:
    """Where all joints of a pose are. `pelvis`, `chest` and `gaze` are directions; `unreached`: limbs that do not reach
    their contact."""

    view: str
    hip: tuple
    neck: tuple
    head: tuple
    torso: float
    pelvis: float
    chest: float
    gaze: float
    twist: float
    legs: dict
    arms: dict
    unreached: tuple


def wrapped(angle):
    """The same direction as an angle between -180 and 180 degrees."""
    return (angle + 180) % 360 - 180


def along(point, direction, length):
    """The point at a distance (cm) from a point, in a direction (degrees)."""
    return (point[0] + length * cos(radians(direction)), point[1] + length * sin(radians(direction)))


def direction(start, end):
    """The direction from one point to another, in degrees."""
    return degrees(atan2(end[1] - start[1], end[0] - start[0]))


def distance(start, end):
    """The distance of two points, in cm."""
    return hypot(end[0] - start[0], end[1] - start[1])


def offset(point, angle, local):
    """The point at `local` coordinates in a frame that sits at `point`, turned by `angle`."""
    c, s = cos(radians(angle)), sin(radians(angle))
    return (point[0] + local[0] * c - local[1] * s, point[1] + local[0] * s + local[1] * c)


def reach(start, end, first, second, bends):
    """The directions of two bones from `start` to `end`, and whether the end is within reach (to 6 mm).

    `first`, `second`: their lengths in cm. `bends`: 1 if the joint between them is left of the line from start to end,
    -1 if right.
    """
    gap, straight = distance(start, end), direction(start, end)
    if gap >= first + second:
        return straight, straight, gap - first - second < 0.6
    gap = max(gap, abs(first - second) + 1e-6)
    opening = degrees(acos((first**2 + gap**2 - second**2) / (2 * first * gap)))
    middle = along(start, straight + bends * opening, first)
    return straight + bends * opening, direction(middle, end), True


def ankle_of(leg):
    """The ankle of a leg that is given by a contact (sole, toe or ankle)."""
    foot = leg.get("foot", 0)
    if "ankle" in leg:
        return tuple(leg["ankle"])
    if "sole" in leg:
        return along(leg["sole"], foot + 90, body.ANKLE)
    return offset(leg["toe"], foot, (-body.TOE[0], -body.TOE[1]))


def solve_leg(leg, hip):
    """Returns the Leg and whether its contact is within reach."""
    near_enough = True
    if "thigh" in leg:
        shorter = leg.get("shortened", (1, 1))
        knee = along(hip, leg["thigh"], body.THIGH * shorter[0])
        ankle = along(knee, leg["shin"], body.SHIN * shorter[1])
    elif "knee" in leg:
        knee, ankle = tuple(leg["knee"]), tuple(leg["ankle"])
    else:
        ankle = ankle_of(leg)
        thigh, shin, near_enough = reach(hip, ankle, body.THIGH, body.SHIN, leg.get("bends", 1))
        knee = along(hip, thigh, body.THIGH)
        ankle = along(knee, shin, body.SHIN)
    thigh, shin = direction(hip, knee), direction(knee, ankle)
    foot = leg.get("foot", shin + 90 if "thigh" in leg else 0)
    return Leg(hip, knee, ankle, thigh, shin, foot), near_enough


def solve_facing_leg(leg, hip):
    """The knee of a leg seen from in front or behind.

    A bent knee points at the viewer there: it stays on the line from hip to ankle, and the bones look shorter.
    """
    if "thigh" in leg or "knee" in leg:
        return solve_leg(leg, hip)
    ankle = ankle_of(leg)
    gap = distance(hip, ankle)
    on_line = along(hip, direction(hip, ankle), gap * body.THIGH / (body.THIGH + body.SHIN))
    knee = along(on_line, direction(hip, ankle) + 90, leg.get("out", 0))
    solved = Leg(hip, knee, ankle, direction(hip, knee), direction(knee, ankle), leg.get("foot", 0))
    return solved, gap < body.THIGH + body.SHIN + 0.6


def solve_arm(arm, shoulder):
    """Returns the Arm and whether its contact is within reach."""
    near_enough = True
    if "upper" in arm:
        shorter = arm.get("shortened", (1, 1))
        elbow = along(shoulder, arm["upper"], body.UPPER_ARM * shorter[0])
        wrist = along(elbow, arm["fore"], body.FOREARM * shorter[1])
    elif "elbow" in arm:
        elbow, wrist = tuple(arm["elbow"]), tuple(arm["hand"])
    else:
        hand = tuple(arm["hand"])
        upper, fore, near_enough = reach(shoulder, hand, body.UPPER_ARM, body.FOREARM, arm.get("bends", -1))
        elbow = along(shoulder, upper, body.UPPER_ARM)
        wrist = along(elbow, fore, body.FOREARM)
    upper, fore = direction(shoulder, elbow), direction(elbow, wrist)
    return Arm(shoulder, elbow, wrist, upper, fore, arm.get("palm", fore)), near_enough


def find_hip(pose, torso_chord):
    """Where the hip is, in cm: as the pose says, below its neck, or above the foot that it stands on."""
    if "hip" in pose:
        return tuple(pose["hip"])
    if "neck" in pose:
        return along(pose["neck"], pose["torso"] + 180, torso_chord)
    ((name, sole),) = pose["stand"].items()
    leg = pose["legs"][name]
    knee = along(along(sole, leg.get("foot", 0) + 90, body.ANKLE), leg["shin"] + 180, body.SHIN)
    return along(knee, leg["thigh"] + 180, body.THIGH)


def sockets(pose, view, hip, neck, chest, widths):
    """Hip and shoulder joints by side name."""
    names = SIDES[view]
    if view == "side":
        shoulder, turn = along(neck, chest + 180, body.SHOULDER_DROP), CHEST_DEPTH * sin(radians(pose["twist"]))
        return dict.fromkeys(names, hip), {
            name: along(shoulder, chest + 90, turn * sign) for name, sign in zip(names, (1, -1), strict=True)
        }
    shoulder = along(neck, chest + 180, body.SHOULDER_DROP_FACING)
    across = dict(zip(names, (1, -1), strict=True))
    return (
        {name: along(hip, pose["torso"] + 90 + pose["tilt"], sign * widths[0]) for name, sign in across.items()},
        {name: along(shoulder, chest + 90, sign * widths[1]) for name, sign in across.items()},
    )


def solve(pose, view="side", curve=0, widths=(body.HIP_HALF_WIDTH, body.SHOULDER_HALF_WIDTH)):
    """The Skeleton of a pose.

    `curve`: how far the back is rounded, in degrees; used from the side only. `widths`: the half-widths of hips and
    shoulders in cm; used from in front and behind only.
    """
    torso = pose["torso"]
    length = body.chord(curve)
    hip = find_hip(pose, length)
    neck = along(hip, torso, length)
    chest = torso - curve / 2
    gaze = chest + pose["head"] - (NECK_FORWARD if view == "side" else 0)
    hips, shoulders = sockets(pose, view, hip, neck, chest, widths)
    legs, arms, unreached = {}, {}, []
    for name in SIDES[view]:
        legs[name], leg_fits = (solve_leg if view == "side" else solve_facing_leg)(pose["legs"][name], hips[name])
        arms[name], arm_fits = solve_arm(pose["arms"][name], shoulders[name])
        unreached += [f"{name} leg"] * (not leg_fits) + [f"{name} arm"] * (not arm_fits)
    return Skeleton(
        view, hip, neck, along(neck, gaze, body.NECK), torso, torso + curve / 2, chest, gaze, pose["twist"], legs, arms,
        tuple(unreached),
    )  # fmt: skip
