"""From an exercise to the frames of its movement.

An exercise is a dict from fixtures/figures/ with two or more key poses, of which a later one has only what changes.
Between two key poses all numbers (points of contact, directions) are interpolated, and the joints of each frame are
worked out from them: so a foot on the floor stays where it is, and no limb changes its length. Time runs from 0 (first
pose) to 1 (last pose).
"""

from math import cos, pi

from . import body
from .pose import SIDES, solve, wrapped

DEFAULTS = {"head": 0, "twist": 0, "tilt": 0, "work": 0}
FRAMES_A_MOVE = 8  # so many that bones do not come apart between two frames


def widths(exercise):
    """The half-widths of hips and shoulders of an exercise, in cm."""
    return tuple(exercise.get("widths", (body.HIP_HALF_WIDTH, body.SHOULDER_HALF_WIDTH)))


def key_poses(exercise):
    """The key poses in full: with defaults, an entry for each limb instead of `both`, and all keys
    of the pose before.
    """
    names, poses, before = SIDES[exercise["view"]], [], DEFAULTS
    for pose in exercise["poses"]:
        full = before | pose
        for limbs in ("legs", "arms"):
            said = pose.get(limbs, {})
            full[limbs] = {name: said.get(name) or said.get("both") or before[limbs][name] for name in names}
        poses.append(full)
        before = full
    return poses


def mix(start, end, share):
    """The value a `share` (0 to 1) of the way from start to end: numbers, points, dicts of them. Text is not mixed."""
    if isinstance(start, str):
        return start
    if isinstance(start, dict):
        return {key: mix(start[key], end[key], share) for key in start if key in end}
    if isinstance(start, (list, tuple)):
        return [mix(a, b, share) for a, b in zip(start, end, strict=True)]
    return start + (end - start) * share


def as_directions(solved, near=None):
    """The directions of a limb that one pose gives as a contact and the other as directions.

    `near`: the directions in the other pose; the angles differ from those by at most 180 degrees.
    """
    keys = ("thigh", "shin", "foot") if hasattr(solved, "thigh") else ("upper", "fore", "palm")
    near = near or dict.fromkeys(keys, 0)
    return {key: near[key] + wrapped(getattr(solved, key) - near[key]) for key in keys}


def between(exercise, start, end, share):
    """The pose a `share` of the way from one key pose to the next."""
    if share in (0, 1):
        return end if share else start
    pose = mix({k: v for k, v in start.items() if k not in ("legs", "arms")}, end, share)
    ends = [solve(key, exercise["view"], exercise.get("curve", 0), widths(exercise)) for key in (start, end)]
    for limbs in ("legs", "arms"):
        pose[limbs] = {}
        for name, limb in start[limbs].items():
            other = end[limbs][name]
            if set(limb) != set(other):
                limb = as_directions(getattr(ends[0], limbs)[name])
                other = as_directions(getattr(ends[1], limbs)[name], near=limb)
            pose[limbs][name] = mix(limb, other, share)
    return pose


def ease(share):
    """Eases a share of time (0 to 1): slow at both ends."""
    return (1 - cos(pi * share)) / 2


def pose_at(exercise, time):
    """The pose at `time`, 0 to 1, without easing."""
    keys = key_poses(exercise)
    position = time * (len(keys) - 1)
    index = min(int(position), len(keys) - 2)
    return between(exercise, keys[index], keys[index + 1], position - index)


def skeleton_of(exercise, pose):
    """The Skeleton of a pose of an exercise."""
    return solve(pose, exercise["view"], exercise.get("curve", 0), widths(exercise))


def frames(exercise, count=None):
    """A (pose, skeleton) for each frame from the first to the last pose; each move is slow at both ends."""
    moves = len(exercise["poses"]) - 1
    count = count or exercise.get("frames", max(FRAMES_A_MOVE, 4 * moves))
    result = []
    for i in range(count + 1):
        position = i / count * moves
        index = min(int(position), moves - 1)
        pose = pose_at(exercise, (index + ease(position - index)) / moves)
        result.append((pose, skeleton_of(exercise, pose)))
    return result


def seconds(exercise):
    """Seconds from the first pose to the last."""
    return exercise.get("seconds", 1.5 + 0.7 * (len(exercise["poses"]) - 2))


def rests(exercise):
    """The shares of time (0 to 1) without movement at the first and at the last pose; longer at the last for a hold."""
    return (0.1, 0.62) if exercise.get("hold") else (0.14, 0.14)
