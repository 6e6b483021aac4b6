"""Checks poses by arithmetic: limbs that are too long, joints bent the wrong way, feet under the floor.

`problems` checks every frame of an exercise. The other functions yield what is wrong, each as a sentence. Lengths are
centimetres, joint angles degrees: 0 is standing straight, positive is bending (flexion, arm forwards). Numbers are
tolerances of the drawing.
"""

from itertools import pairwise

from . import body, drawing, motion
from .pieces import Piece, parts, pieces_of
from .pose import SIDES, along, distance, wrapped

RANGES = {
    "hip": (-25, 135),
    "knee": (-3, 150),
    "ankle": (-70, 45),
    "shoulder": (-65, 190),
    "elbow": (-5, 152),
    "neck": (-60, 55),
}
CURVES = (-35, 60)
FRAMES = 12
LENGTH_TOLERANCE = 0.6
WIDEST_GAP = 1.3  # between two bones at a joint, half-way between two frames
# Share of the body's weight, and where along the bone it acts.
HEAD_WEIGHT, TRUNK_WEIGHT, THIGH_WEIGHT, SHIN_WEIGHT, FOOT_WEIGHT = 0.08, 0.5, 0.1, 0.046, 0.014
UPPER_ARM_WEIGHT, FOREARM_WEIGHT = 0.027, 0.022


def problems(exercise):
    """All problems of an exercise as a list of sentences, each with the time (0 to 1) at which it first occurs."""
    if misplaced := list(anchors(exercise)):
        return misplaced
    found = {}
    for i in range(FRAMES + 1):
        time = i / FRAMES
        pose = motion.pose_at(exercise, time)
        skeleton = motion.skeleton_of(exercise, pose)
        pieces = pieces_of(exercise, pose, skeleton)
        still = i in (0, FRAMES)
        for problem in (
            *unreached(skeleton),
            *lengths(exercise, pose, skeleton),
            *joints(exercise, pose, skeleton),
            *under_floor(exercise, pieces, still),
            *(balance(exercise, pose, skeleton) if still else ()),
        ):
            found.setdefault(problem, time)
    picture = drawing.Picture(exercise)
    overall = [*outside(picture), *sliding(exercise), *(list(changing_pieces(picture)) or gaps(picture))]
    return [f"{problem} (from {time:.2f})" for problem, time in found.items()] + list(dict.fromkeys(overall))


def anchors(exercise):
    """Yields a problem unless all poses have exactly one anchor (hip, neck or stand), the same one."""
    kinds = [{key for key in ("hip", "neck", "stand") if key in pose} for pose in motion.key_poses(exercise)]
    if any(len(kind) != 1 for kind in kinds) or len({frozenset(kind) for kind in kinds}) != 1:
        yield "the poses do not hang from one and the same anchor (hip, neck or stand)"


def unreached(skeleton):
    """Yields limbs that do not reach their contact."""
    for limb in skeleton.unreached:
        yield f"{limb} cannot reach its contact"


def bones(skeleton):
    """Yields (side, kind of limb, bone, start, end, length in cm) of every bone."""
    for name, leg in skeleton.legs.items():
        yield name, "leg", "thigh", leg.hip, leg.knee, body.THIGH
        yield name, "leg", "shin", leg.knee, leg.ankle, body.SHIN
    for name, arm in skeleton.arms.items():
        yield name, "arm", "upper arm", arm.shoulder, arm.elbow, body.UPPER_ARM
        yield name, "arm", "forearm", arm.elbow, arm.wrist, body.FOREARM


def leaves_plane(exercise, limb):
    """Whether a limb points towards the viewer or away: then it may look shorter than it is, but not longer."""
    return exercise["view"] != "side" or "knee" in limb or "elbow" in limb or "shortened" in limb


def lengths(exercise, pose, skeleton):
    """Yields bones that look longer than they are, or shorter without pointing at the viewer."""
    for name, kind, bone, start, end, length in bones(skeleton):
        seen = distance(start, end)
        shorter_is_fine = leaves_plane(exercise, pose[f"{kind}s"][name])
        if seen > length + LENGTH_TOLERANCE or (not shorter_is_fine and seen < length - LENGTH_TOLERANCE):
            yield f"{name} {bone} is not {length:.0f} cm long"


def angles(exercise, pose, skeleton):
    """Yields (side, joint, angle in degrees) of every joint whose bones lie in the picture plane."""
    yield "", "neck", wrapped(skeleton.chest - skeleton.gaze)
    for name, leg in skeleton.legs.items():
        if not leaves_plane(exercise, pose["legs"][name]):
            yield name, "hip", wrapped(leg.thigh - skeleton.pelvis + 180)
            yield name, "knee", wrapped(leg.thigh - leg.shin)
            yield name, "ankle", wrapped(leg.foot - leg.shin - 90)
    for name, arm in skeleton.arms.items():
        if not leaves_plane(exercise, pose["arms"][name]) and not skeleton.twist:
            raised = wrapped(arm.upper - skeleton.chest + 180)
            yield name, "shoulder", raised if raised > -100 else raised + 360
            yield name, "elbow", wrapped(arm.fore - arm.upper)


def joints(exercise, pose, skeleton):
    """Yields joints, and a back, that bend further than a body does; from the side only."""
    if exercise["view"] != "side":
        return
    for name, kind, angle in angles(exercise, pose, skeleton):
        least, most = RANGES[kind]
        if not least <= angle <= most:
            yield f"{name} {kind} bends further than {least} to {most} degrees".strip()
    if not CURVES[0] <= exercise.get("curve", 0) <= CURVES[1]:
        yield f"the back curves further than {CURVES[0]} to {CURVES[1]} degrees"


def under_floor(exercise, pieces, still):
    """Yields what is below the floor.

    A few centimetres are allowed: bodies sink into a mat, and a moving foot rolls.
    """
    props = {prop[0] for prop in exercise.get("props", [])}
    if exercise.get("from_above"):
        return
    depth = 15 if "mat-in-view" in props else 4.2 if "mat" in props else 2.6 if still else 4
    for piece in pieces:
        if min(y for _, y in piece.points()) < -depth:
            yield f"{piece.name} is under the floor"


def centre_of_mass(skeleton):
    """The x of the centre of mass, in cm."""
    weighed = [(HEAD_WEIGHT, skeleton.head[0]), (TRUNK_WEIGHT, skeleton.hip[0] * 0.45 + skeleton.neck[0] * 0.55)]
    for leg in skeleton.legs.values():
        weighed += [
            (THIGH_WEIGHT, leg.hip[0] * 0.57 + leg.knee[0] * 0.43),
            (SHIN_WEIGHT, leg.knee[0] * 0.57 + leg.ankle[0] * 0.43),
            (FOOT_WEIGHT, leg.ankle[0]),
        ]
    for arm in skeleton.arms.values():
        weighed += [
            (UPPER_ARM_WEIGHT, arm.shoulder[0] * 0.55 + arm.elbow[0] * 0.45),
            (FOREARM_WEIGHT, arm.wrist[0]),
        ]
    return sum(weight * x for weight, x in weighed) / sum(weight for weight, _ in weighed)


def footprint(exercise, pose, skeleton):
    """The xs (cm) of all points where a shoe touches the floor, a step or books."""
    heights = [0, *(prop[3] for prop in exercise.get("props", []) if prop[0] in ("step", "books"))]
    xs = []
    for name, leg in skeleton.legs.items():
        shoe = pose["legs"][name].get("shape", "foot" if exercise["view"] == "side" else "foot-facing")
        points = list(Piece("foot", parts((shoe, "o")), leg.ankle, leg.foot).points())
        xs += [x for x, y in points if any(-2.6 < y - height < 2.5 for height in heights)]
    return xs


def balance(exercise, pose, skeleton):
    """Yields a problem if somebody stands without support and the centre of mass is not above the feet."""
    upright = skeleton.neck[1] > 75 and skeleton.hip[1] > 40
    held = any(prop[0] in ("wall", "big-ball", "chair") for prop in exercise.get("props", []))
    if not upright or held:
        return
    xs = footprint(exercise, pose, skeleton)
    if not xs:
        yield "no foot touches the ground"
    elif not min(xs) - 3 <= centre_of_mass(skeleton) <= max(xs) + 3:
        yield "the weight is not over the feet"


def changing_pieces(picture):
    """Yields a problem unless every frame has the same pieces with the same outlines, as the
    browser moves each piece.
    """
    kinds = {tuple((piece.name, piece.parts) for piece in frame) for frame in picture.frames}
    if len(kinds) != 1:
        yield "the list of pieces changes"


def outside(picture):
    """Yields crops that the figure sticks out of."""
    left, bottom, right, top = picture.bounds
    for crop in ("tile", "stage"):
        x, y, width, height = picture.window(crop)
        if left < x or right > x + width or top > y + height or (crop == "tile" and bottom < y):
            yield f"sticks out of the {crop}"


def gaps(picture):
    """Yields bones that come apart between two frames, where the browser interpolates each piece
    and knows no joints.
    """
    for before, after in pairwise(picture.frames):
        middle = {a.name: halfway(a, b) for a, b in zip(before, after, strict=True)}
        for name in SIDES[picture.exercise["view"]]:
            for upper, lower, length in (
                ("thigh", "shin", body.THIGH),
                ("upper arm", "forearm", body.UPPER_ARM),
                ("shin", "foot", body.SHIN),
                ("forearm", "hand", body.FOREARM),
            ):
                bone, next_bone = middle[f"{name} {upper}"], middle.get(f"{name} {lower}")
                if (
                    next_bone
                    and distance(along(bone.at, bone.angle, length * bone.stretch[0]), next_bone.at) > WIDEST_GAP
                ):
                    yield f"{name} {upper} and {lower} come apart between frames"


def halfway(a, b):
    """The piece as a browser draws it in the middle between two frames."""
    return Piece(
        a.name, a.parts, motion.mix(a.at, b.at, 0.5), a.angle + wrapped(b.angle - a.angle) / 2,
        motion.mix(a.stretch, b.stretch, 0.5),
    )  # fmt: skip


def sliding(exercise):
    """Yields feet that move while they stand: a sole on the floor in two successive poses must not move."""
    keys = motion.key_poses(exercise)
    for start, end in pairwise(keys):
        for name in SIDES[exercise["view"]]:
            here, there = start["legs"][name], end["legs"][name]
            if (
                "sole" in here
                and "sole" in there
                and here["sole"] != there["sole"]
                and 0 == here["sole"][1] == there["sole"][1]
            ):
                yield f"{name} foot slides along the floor"
