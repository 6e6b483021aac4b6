"""Every figure passes every check, and every check catches a pose that was broken on purpose."""

from copy import deepcopy

import pytest

from glutes import figures
from glutes.figures import checks


@pytest.mark.parametrize("slug", figures.slugs())
def test_every_figure_is_sound(slug):
    assert checks.problems(figures.exercise(slug)) == []


def broken(slug, pose, **changes):
    """A copy of an exercise with some of one pose replaced; `near_leg` and the like replace one limb."""
    exercise = deepcopy(figures.exercise(slug))
    for name, value in changes.items():
        side, _, limb = name.rpartition("_")
        if limb in ("leg", "arm") and side:
            exercise["poses"][pose].setdefault(f"{limb}s", {})[side] = value
        else:
            exercise["poses"][pose][name] = value
    return exercise


@pytest.mark.parametrize(
    ("exercise", "problem"),
    [
        (broken("squat", 1, torso=100), "the weight is not over the feet"),
        (broken("squat", 1, near_leg={"thigh": -6, "shin": 20, "foot": 0}), "near knee bends further"),
        (broken("squat", 1, near_leg={"thigh": 70, "shin": -60, "foot": 0}), "near hip bends further"),
        (broken("squat", 1, near_leg={"thigh": -6, "shin": -113, "foot": 60}), "near ankle bends further"),
        (broken("step-up", 0, near_arm={"upper": -106, "fore": -200}), "near elbow bends further"),
        (broken("step-up", 0, near_arm={"upper": -190, "fore": -180}), "near shoulder bends further"),
        (broken("squat", 1, head=90), "neck bends further"),
        ({**broken("russian-twist", 0), "curve": 80}, "the back curves further"),
        (broken("glute-bridge", 1, neck=[-80, 12]), "near leg cannot reach its contact"),
        (broken("glute-kickback", 0, near_arm={"hand": [90, 4]}), "near arm cannot reach its contact"),
        (broken("clamshell", 1, right_leg={"knee": [32, 70], "ankle": [60, 17]}), "right thigh is not 43 cm long"),
        (broken("lunge", 0, near_arm={"elbow": [-40, 113], "hand": [3, 99]}), "near upper arm is not 28 cm long"),
        (broken("leg-raise", 0, neck=[-50, 6]), "torso is under the floor"),
        (broken("kettlebell-swing", 0, far_leg={"sole": [6, -8], "foot": 0}), "far foot is under the floor"),
        (broken("squat", 1, hip=[0, 60]), "one and the same anchor"),
        (broken("squat", 1, far_leg={"sole": [9, 0], "foot": 0}), "far foot slides along the floor"),
        ({**broken("jumping-jack", 0), "frames": 4}, "come apart between frames"),
    ],
)
def test_the_checks_catch_a_broken_pose(exercise, problem):
    found = checks.problems(exercise)
    assert any(problem in said for said in found), found


def test_the_checks_catch_a_figure_that_hovers():
    exercise = broken("run-on-the-spot", 0, hip=[0, 110])
    exercise["poses"][0]["legs"]["near"] = {"thigh": -80, "shin": -95}
    assert any("no foot touches the ground" in said for said in checks.problems(exercise))


def test_the_checks_catch_pieces_that_come_and_go():
    exercise = broken("squat", 1, near_arm={"upper": 2, "fore": 8, "palm": 8})
    assert "the list of pieces changes" in checks.problems(exercise)


def test_the_checks_catch_what_sticks_out():
    picture = checks.drawing.Picture(figures.exercise("squat"))
    picture.window = lambda crop: (-20, -4, 60, 100)
    assert list(checks.outside(picture)) == ["sticks out of the tile", "sticks out of the stage"]
