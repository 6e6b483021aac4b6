"""The arrow of a picture that shows the first and the last pose: along the way of the joint that the exercise names."""

from itertools import pairwise

from . import motion
from .body import pair
from .pose import along, direction, distance


def arrow(exercise):
    """An arrow along the way of the joint that the exercise names; "" if it names none."""
    if "arrow" not in exercise:
        return ""
    joint, aside = exercise["arrow"]["joint"], exercise["arrow"]["aside"]
    way = []
    for i in range(17):
        skeleton = motion.skeleton_of(exercise, motion.pose_at(exercise, i / 16))
        limb, _, part = joint.partition(" ")
        if not part:
            x, y = getattr(skeleton, joint)
        else:
            group = skeleton.legs if part in ("knee", "ankle") else skeleton.arms
            x, y = getattr(group[limb], part)
        way.append((x + aside[0], y + aside[1]))
    points = evenly(way, [0.06 + 0.91 * i / 6 for i in range(7)])
    path = "M" + pair(points[0])
    for i in range(6):
        before, here, there, after = points[max(i - 1, 0)], points[i], points[i + 1], points[min(i + 2, 6)]
        leave = (here[0] + (there[0] - before[0]) / 6, here[1] + (there[1] - before[1]) / 6)
        arrive = (there[0] - (after[0] - here[0]) / 6, there[1] - (after[1] - here[1]) / 6)
        path += f"C{pair(leave)} {pair(arrive)} {pair(there)}"
    tip, heading = points[6], direction(points[5], points[6])
    barbs = [pair(along(tip, heading + turn, 8)) for turn in (145, -145)]
    return f'<path class="w" d="{path}M{barbs[0]}L{pair(tip)}L{barbs[1]}"/>'


def evenly(way, shares):
    """The points at these shares (0 to 1) of the length of a polyline."""
    lengths = [0.0]
    for start, end in pairwise(way):
        lengths.append(lengths[-1] + distance(start, end))
    result = []
    for share in shares:
        goal = share * lengths[-1]
        i = max(k for k in range(len(way) - 1) if lengths[k] <= goal)
        part = (goal - lengths[i]) / max(lengths[i + 1] - lengths[i], 1e-6)
        result.append(tuple(way[i][k] + (way[i + 1][k] - way[i][k]) * part for k in (0, 1)))
    return result
