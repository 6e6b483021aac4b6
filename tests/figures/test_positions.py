"""What makes each exercise that exercise. Each function below is one exercise: what must hold of its start and end.

Angles are degrees (180 is straight), lengths centimetres.
"""

import sys

import pytest

from glutes import figures
from glutes.figures import motion
from glutes.figures.pose import direction, distance, wrapped


def angle(first, middle, last):
    """The angle at `middle`, 0 to 180."""
    return abs(wrapped(direction(middle, first) - direction(middle, last)))


def off(actual, wanted):
    """How far a direction is from another."""
    return abs(wrapped(actual - wanted))


def hip_angle(body, leg="near"):
    return angle(body.neck, body.hip, body.legs[leg].knee)


def knee_angle(leg):
    return angle(leg.hip, leg.knee, leg.ankle)


def straight_body(body, side="near"):
    return angle(body.neck, body.hip, body.legs[side].ankle) >= 168 and knee_angle(body.legs[side]) >= 170


def straight_arm(arm):
    return angle(arm.shoulder, arm.elbow, arm.wrist) >= 170


def is_bridge(start, end):
    return hip_angle(end) >= 165 and hip_angle(start) < 150 and end.hip[1] > start.hip[1] + 20


def is_squat(end):
    leg = end.legs["near"]
    return leg.hip[1] < leg.knee[1] + 10 and leg.knee[0] < leg.ankle[0] + 26 and end.hip[0] < leg.ankle[0] - 15


def is_lunge(end, front, back):
    front, back = end.legs[front], end.legs[back]
    square = all(80 <= knee_angle(leg) <= 100 for leg in (front, back))
    return square and back.knee[1] < 16 and front.knee[0] < front.ankle[0] + 17


def on_step(end):
    """The standing hip is straight at the top, the whole foot on the step."""
    return hip_angle(end) >= 165 and end.legs["near"].foot == 0 and end.legs["near"].ankle[1] > 30


def straight_back(body):
    """The head goes on where the back ends."""
    return body.pelvis == body.chest and off(body.gaze, body.torso) <= 10


def activation_test(start, end):
    leg = end.legs["near"]
    return knee_angle(leg) > 175 and leg.ankle[0] < -25 and distance(end.arms["near"].wrist, end.hip) < 25


def backpack_lunge(start, end):
    return is_lunge(end, "near", "far")


def backpack_squat(start, end):
    return is_squat(end)


def bridge_hold(start, end):
    """The hands are on the chest, so the arms are no support."""
    return is_bridge(start, end) and all(arm.wrist[1] > end.neck[1] for arm in end.arms.values())


def clamshell(start, end):
    opened = end.legs["right"].knee[1] - start.legs["right"].knee[1] > 30
    return opened and distance(end.legs["left"].ankle, end.legs["right"].ankle) < 13


def deadlift(start, end):
    """The bar starts on the floor (plates of 45 cm) on straight arms; hips and knees are straight at the end."""
    bar = start.arms["near"].wrist[1] - 5
    hangs = straight_arm(start.arms["near"]) and abs(bar - 22.5) < 1.5
    return hangs and straight_back(start) and straight_body(end)


def glute_bridge(start, end):
    return is_bridge(start, end)


def glute_kickback(start, end):
    leg = end.legs["near"]
    return off(leg.thigh, 180) < 10 and 80 <= knee_angle(leg) <= 100 and off(end.torso, start.torso) == 0


def glute_stretch(start, end):
    crossed = all(distance(body.legs["near"].ankle, body.legs["far"].knee) < 12 for body in (start, end))
    return crossed and hip_angle(end, "far") < 90


def hamstring_stretch(start, end):
    held, other = end.legs["near"], end.legs["far"]
    return knee_angle(held) > 165 and hip_angle(end) < 95 and knee_angle(other) > 175


def heel_raised_squat(start, end):
    """Heels on the books, and so deeper and more upright than the plain squat."""
    plain = solved("squat")[-1]
    return is_squat(end) and end.legs["near"].foot < -10 and end.hip[1] < plain.hip[1] and end.torso > plain.torso


def hip_lift(start, end):
    """Level from head to knees, parallel to the floor."""
    return is_bridge(start, end) and off(end.torso, 180) < 5 and off(end.legs["near"].thigh, 0) < 10


def hip_rolls(start, end):
    one_side, other_side = start.legs["right"].knee[1] < -15, end.legs["left"].knee[1] > 15
    return one_side and other_side and start.neck == end.neck


def jumping_jack(start, end):
    wide = distance(end.legs["left"].ankle, end.legs["right"].ankle) > 60
    return wide and all(arm.wrist[1] > end.head[1] for arm in end.arms.values())


def kettlebell_swing(start, end):
    hinge, tall = hip_angle(start) < 120, hip_angle(end) > 170
    return hinge and tall and straight_back(start) and abs(end.arms["near"].wrist[1] - end.neck[1]) < 15


def leg_raise(start, end):
    return hip_angle(start) > 170 and hip_angle(end) < 100 and knee_angle(end.legs["near"]) > 170


def lunge(start, end):
    return is_lunge(end, "near", "far")


def lunge_with_rotation(start, end):
    """The chest turns to the viewer, so the leg in front is the far one."""
    return is_lunge(end, "far", "near") and end.twist > 45


def plank(start, end):
    return straight_body(end) and not straight_body(start)


def romanian_deadlift(start, end):
    low = end.arms["near"].wrist[1] - 5 < end.legs["near"].knee[1] + 5
    return low and straight_back(end) and knee_angle(end.legs["near"]) > 140 and hip_angle(end) < 110


def run_on_the_spot(start, end):
    return off(start.legs["far"].thigh, 0) < 15 and off(end.legs["near"].thigh, 0) < 15


def running_pose_step_up(start, end):
    return on_step(end) and end.legs["far"].thigh > 0 and end.arms["near"].wrist[1] > end.arms["near"].elbow[1]


def russian_twist(start, end):
    """To both sides, with lifted feet."""
    return start.twist > 45 and end.twist < -45 and start.legs["near"].ankle[1] > 20


def side_lying_leg_raise(start, end):
    leg = end.legs["right"]
    return knee_angle(leg) > 175 and 30 <= leg.thigh <= 45


def side_plank(start, end):
    return straight_body(end, "left") and end.hip[1] - start.hip[1] > 15


def sideways_band_walk(start, end):
    planted = start.legs["left"].ankle == end.legs["left"].ankle
    return planted and end.legs["right"].ankle[0] - start.legs["right"].ankle[0] > 30


def single_leg_bridge(start, end):
    """The free leg goes on in the line of the body."""
    return is_bridge(start, end) and off(end.legs["far"].thigh, end.torso + 180) < 10


def single_leg_deadlift(start, end):
    return straight_back(end) and hip_angle(end, "far") > 165 and end.torso <= 15


def single_leg_squat(start, end):
    return knee_angle(end.legs["near"]) < 100 and end.legs["far"].ankle[1] > 15


def sofa_press(start, end):
    """The side of the bent knee touches the sofa (at x = 20.5), its foot is off the floor, the other one on it."""
    knee, standing = end.legs["right"], end.legs["left"]
    return abs(knee.knee[0] + 6.5 - 20.5) < 1.5 and knee.ankle[1] > 25 and standing.ankle[1] == 7.5


def squat(start, end):
    return is_squat(end)


def step_up(start, end):
    return on_step(end) and abs(end.legs["far"].ankle[1] - end.legs["near"].ankle[1]) < 6


def swiss_ball_plank(start, end):
    return straight_body(end) and end.arms["near"].wrist[1] > 50


def solved(slug):
    exercise = figures.exercise(slug)
    return [motion.skeleton_of(exercise, pose) for pose in motion.key_poses(exercise)]


@pytest.mark.parametrize("slug", figures.slugs())
def test_each_exercise_has_the_positions_that_make_it(slug):
    expectation = getattr(sys.modules[__name__], slug.replace("-", "_"))
    first, *_, last = solved(slug)
    assert expectation(first, last)


# Muscle activity of at least 21 % of the maximum in the evidence table, and nothing else, makes the glutes shine.
GLUTES = {
    "backpack-lunge", "backpack-squat", "bridge-hold", "clamshell", "deadlift", "glute-bridge", "glute-kickback",
    "heel-raised-squat", "hip-lift", "kettlebell-swing", "lunge", "lunge-with-rotation", "romanian-deadlift",
    "running-pose-step-up", "side-lying-leg-raise", "side-plank", "single-leg-bridge", "single-leg-deadlift",
    "single-leg-squat", "squat", "step-up",
}  # fmt: skip


@pytest.mark.parametrize(
    ("muscle", "slugs"),
    [
        ("glutes", GLUTES),
        ("medius", {"sideways-band-walk", "sofa-press"}),  # no usable number for the maximus
        ("core", {"plank", "swiss-ball-plank", "side-plank", "russian-twist", "leg-raise"}),
        ("stretched-glutes", {"glute-stretch"}),
        ("stretched-hamstrings", {"hamstring-stretch"}),
        ("stretched-lower-back", {"hip-rolls"}),
    ],
)
def test_the_glutes_shine_where_studies_found_them_at_work(muscle, slugs):
    assert {slug for slug in figures.slugs() if muscle in figures.exercise(slug).get("lights", [])} == slugs


def test_each_of_the_two_people_shows_at_least_twelve_exercises():
    people = [figures.exercise(slug)["character"] for slug in figures.slugs()]
    assert {person: people.count(person) >= 12 for person in people} == {"bun": True, "crop": True}
