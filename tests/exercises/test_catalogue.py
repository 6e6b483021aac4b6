"""What the catalogue must hold: the five documents' facts, as tables. D0-D4 are the documents, ours is ours."""

import re

import pytest
from django.urls import reverse

from glutes import figures
from glutes.exercises.models import Cue, Dose, Equipment, Exercise, ExerciseMuscle, LadderStep, Muscle, Sign, Source
from glutes.rules import evidence, self_checks, warning_signs

pytestmark = [pytest.mark.usefixtures("catalogue"), pytest.mark.django_db]

DOCUMENTS = {"d0", "d1", "d2", "d3", "d4"}

EXERCISES = """
squat                 compound   reps    both      optional 1 d2
heel-raised-squat     compound   reps    both      none     1 d2
backpack-squat        compound   reps    both      required 2 d2
single-leg-squat      compound   reps    each      optional 3 d3
lunge                 compound   reps    alternate optional 2 d2
lunge-with-rotation   compound   reps    alternate none     2 d2
backpack-lunge        compound   reps    alternate required 3 d2
step-up               compound   reps    each      optional 2 d2
running-pose-step-up  compound   reps    each      optional 3 d2
single-leg-deadlift   compound   reps    each      optional 2 d1
romanian-deadlift     compound   reps    both      required 2 d3
deadlift              compound   reps    both      required 3 d3
kettlebell-swing      compound   reps    both      required 3 d1
glute-bridge          accessory  reps    both      optional 1 d1
bridge-hold           accessory  seconds both      none     1 d4
single-leg-bridge     accessory  seconds each      none     3 d4
hip-lift              accessory  reps    both      optional 2 d2
clamshell             accessory  reps    each      optional 1 d1
side-lying-leg-raise  accessory  reps    each      optional 1 d3
sideways-band-walk    accessory  reps    alternate optional 2 d2
sofa-press            accessory  seconds each      none     1 d2
glute-kickback        accessory  reps    each      optional 1 d3
plank                 core       seconds both      none     1 d3
swiss-ball-plank      core       seconds both      none     2 d3
side-plank            core       seconds each      none     2 ours
russian-twist         core       reps    alternate optional 2 d3
leg-raise             core       reps    both      none     2 d3
run-on-the-spot       warm-up    seconds both      none     1 d0
jumping-jack          warm-up    reps    both      none     1 d0
hamstring-stretch     cool-down  seconds each      none     1 d0
glute-stretch         cool-down  seconds each      none     1 d0
hip-rolls             cool-down  seconds both      none     1 d0
activation-test       check      reps    each      none     1 d4
"""

MUSCLES = """
backpack-lunge gluteus-maximus high very-high 41–49 %, loaded 66 %
backpack-lunge gluteus-medius high - 39–49 %
backpack-squat gluteus-maximus moderate high loaded 13–93 %
bridge-hold gluteus-maximus moderate - 17–25 %
bridge-hold gluteus-medius moderate - 19–28 %
clamshell gluteus-maximus moderate - 34–53 %
clamshell gluteus-medius moderate - 17–67 %
deadlift gluteus-maximus high - 35–94 %
deadlift gluteus-medius high - 48–59 %
glute-bridge gluteus-maximus moderate - 17–25 %
glute-bridge gluteus-medius moderate - 19–28 %
glute-kickback gluteus-maximus high - 56 %
glute-kickback gluteus-medius high - 42 %
heel-raised-squat gluteus-maximus moderate - -
hip-lift gluteus-maximus moderate very-high 17–25 %, loaded 49–105 %
hip-lift gluteus-medius moderate - 19–28 %
kettlebell-swing gluteus-maximus high - peaks of 75 ± 55 %
kettlebell-swing gluteus-medius moderate - peaks of 56 ± 26 %
kettlebell-swing hamstrings high - a peak of 79 %
lunge gluteus-maximus high very-high 41–49 %, loaded 66 %
lunge gluteus-medius high - 39–49 %
lunge-with-rotation gluteus-maximus high - 41–49 %
lunge-with-rotation gluteus-medius high - 39–49 %
romanian-deadlift gluteus-maximus moderate high 47 % of the lift’s own peak
running-pose-step-up gluteus-maximus moderate very-high 29–63 %, loaded 104–169 %
running-pose-step-up gluteus-medius high - 43–63 %
side-lying-leg-raise gluteus-maximus moderate - 25–51 %
side-lying-leg-raise gluteus-medius high - 40–81 %
side-plank gluteus-maximus moderate - 21–71 %
side-plank gluteus-medius very-high - 74–103 %
sideways-band-walk gluteus-medius high - 61 %
single-leg-bridge gluteus-maximus high - 40–54 %
single-leg-bridge gluteus-medius high - 47–58 %
single-leg-deadlift gluteus-maximus high very-high 59 %, loaded 73–97 %
single-leg-deadlift gluteus-medius high very-high 58 %, loaded 63–80 %
single-leg-squat gluteus-maximus high - 59–71 %
single-leg-squat gluteus-medius very-high - 64–83 %
sofa-press gluteus-medius moderate - 33 %
squat gluteus-maximus moderate high loaded 13–93 %
step-up gluteus-maximus moderate very-high 29–63 %, loaded 104–169 %
step-up gluteus-medius high - 43–63 %
"""

EQUIPMENT = """
squat -
heel-raised-squat Two books
backpack-squat Backpack, kettlebell or dumbbells
single-leg-squat -
lunge -
lunge-with-rotation -
backpack-lunge Backpack, kettlebell or dumbbells
step-up Step
running-pose-step-up Step
single-leg-deadlift -
romanian-deadlift Barbell, kettlebell, backpack or dumbbells
deadlift Barbell, kettlebell, backpack or dumbbells
kettlebell-swing Kettlebell or backpack
glute-bridge Mat
bridge-hold Mat
single-leg-bridge Mat
hip-lift Chair or sofa
clamshell Mat
side-lying-leg-raise Mat
sideways-band-walk -
sofa-press Sofa
glute-kickback Mat
plank Mat
swiss-ball-plank Swiss ball
side-plank Mat
russian-twist Mat
leg-raise Mat
run-on-the-spot -
jumping-jack -
hamstring-stretch Mat
glute-stretch Mat
hip-rolls Mat
activation-test -
"""

HARDER = """
heel-raised-squat squat d2
squat backpack-squat d2
squat step-up ours
squat lunge ours
backpack-squat single-leg-squat ours
lunge lunge-with-rotation d2
lunge-with-rotation backpack-lunge d2
backpack-lunge single-leg-squat ours
step-up running-pose-step-up d2
running-pose-step-up single-leg-squat ours
single-leg-deadlift romanian-deadlift ours
romanian-deadlift deadlift ours
deadlift kettlebell-swing ours
glute-bridge bridge-hold d4
glute-bridge hip-lift ours
bridge-hold single-leg-bridge d4
single-leg-bridge single-leg-deadlift ours
hip-lift single-leg-bridge ours
glute-kickback single-leg-bridge ours
sofa-press sideways-band-walk ours
sideways-band-walk side-plank ours
clamshell side-lying-leg-raise ours
side-lying-leg-raise side-plank ours
plank swiss-ball-plank ours
plank side-plank ours
swiss-ball-plank side-plank ours
"""

INSTEAD = """
heel-raised-squat books squat ours
backpack-squat backpack squat d2
backpack-lunge backpack lunge-with-rotation d2
step-up step lunge ours
running-pose-step-up step lunge-with-rotation ours
romanian-deadlift barbell single-leg-deadlift ours
deadlift barbell single-leg-deadlift ours
kettlebell-swing kettlebell hip-lift ours
hip-lift chair glute-bridge ours
sideways-band-walk band sofa-press d2
swiss-ball-plank swiss-ball plank d3
"""

DOSES = """
squat 3 8–10 12–15 30 d2
squat 2 10 - - d0
heel-raised-squat 3 8–10 12–15 30 d2
backpack-squat 3 8–10 12–15 30 d2
single-leg-squat 3 10 - 60 ours
lunge 3 8–10 12–15 30 d2
lunge-with-rotation 3 8–10 12–15 30 d2
backpack-lunge 3 8–10 12–15 30 d2
step-up 3 8–10 12–15 30 d2
running-pose-step-up 3 8–10 12–15 30 d2
single-leg-deadlift 3 10 - 30 ours
romanian-deadlift 3 10 - 90 ours
deadlift 3 10 - 90 ours
kettlebell-swing 3 10 - 60 ours
glute-bridge 3 10 - 30 ours
bridge-hold 3 30s 60 30 ours
bridge-hold 1 - 60 - d4
single-leg-bridge 3 30s 60 30 ours
single-leg-bridge 1 - 60 - d4
hip-lift 3 8–10 12–15 30 d2
clamshell 3 10 - 30 ours
side-lying-leg-raise 3 10 - 30 ours
sideways-band-walk 3 8–10 12–15 30 d2
sofa-press 3 30s - 30 d2
glute-kickback 3 10 - 30 ours
plank 3 30s 60 30 ours
swiss-ball-plank 3 30s 60 30 ours
side-plank 3 30s 45 30 ours
side-plank 1 45s - - hip-return-2022
russian-twist 3 10 - 30 ours
leg-raise 3 10 - 30 ours
run-on-the-spot 2 60s - - d0
jumping-jack 2 10 - - d0
hamstring-stretch 1 30s - - ours
glute-stretch 1 30s - - ours
hip-rolls 1 60s - - ours
activation-test 1 3 - - ours
"""

SIGNS = """
knees-cave-in d1 single-leg-deadlift
stride-feels-off d1 single-leg-deadlift
knee-pain d1 step-up
bendy-legs d1 clamshell
hips-drop d3 single-leg-squat glute-bridge clamshell side-lying-leg-raise glute-kickback
quads-burn d3 squat single-leg-squat romanian-deadlift deadlift glute-bridge clamshell side-lying-leg-raise \
glute-kickback
glute-stays-soft d4 bridge-hold single-leg-bridge activation-test
it-band d1,d3
shin-splints-runners-knee d1
hip-ankle-foot d0
"""

CUES = [  # exercise, who says it, what it must say
    ("glute-bridge", "d1", "feet flat|squeeze at the top|not the lower back"),
    ("glute-bridge", "d4", "heels as close to the bum|tuck the pelvis|hips are straight|not pushing"),
    ("bridge-hold", "d4", "hips drop|glutes on|not pushing|heels as close to the bum"),
    ("single-leg-bridge", "d4", "out straight|high and level|hips drop"),
    ("single-leg-deadlift", "d1", "weight on one foot|hinge at the hips|straight out behind"),
    ("step-up", "d1", "through the heel|same number"),
    ("step-up", "d2", "cannot slip|whole foot|does not push off|a second or two|fully straight"),
    ("running-pose-step-up", "d2", "running pose|lifted high|like a sprinter"),
    ("clamshell", "d1", "on your side, knees bent|open the top knee"),
    ("kettlebell-swing", "d1", "hinge|swings up|squeeze"),
    ("sideways-band-walk", "d2", "hip-width|just above the knees|slightly|out and back in, slowly|forwards|mirror"),
    (
        "hip-lift",
        "d2",
        "head, neck and shoulders|knees bent|one straight line|level|belly button|lower the hips",
    ),
    ("lunge", "d2", "tightrope|90 degrees|just above the floor|forwards|behind the toes|push off the front foot"),
    ("lunge-with-rotation", "d2", "arms straight out|right leg forward, turn left|keeps pointing forwards"),
    ("backpack-lunge", "d2", "books, water bottles or cans"),
    ("squat", "d2", "wider than your hips|back and down|knee height|slowly|follow the toes|every set"),
    ("heel-raised-squat", "d2", "two books of the same thickness"),
    ("sofa-press", "d2", "sofa or radiator|leaves the floor|firmly|30 seconds|standing leg works hard"),
    ("activation-test", "d4", "straight leg out behind|upper half|back of the thigh|which one is hard|good friend"),
]

FIT = {
    "squat": (28, 61), "heel-raised-squat": (28, 61), "backpack-squat": (28, 62), "single-leg-squat": (28, 42),
    "lunge": (17, 32), "lunge-with-rotation": (17, 32), "backpack-lunge": (17, 33), "step-up": (28, 66),
    "running-pose-step-up": (28, 66), "single-leg-deadlift": (8, 14), "romanian-deadlift": (8, 23),
    "deadlift": (8, 0), "kettlebell-swing": (10, 23), "glute-bridge": (10, 11), "bridge-hold": (10, 11),
    "single-leg-bridge": (10, 30), "hip-lift": (10, 11), "clamshell": (10, 44), "side-lying-leg-raise": (11, 21),
    "sideways-band-walk": (11, 11), "sofa-press": (11, 28), "glute-kickback": (11, 17), "plank": (19, 43),
    "swiss-ball-plank": (19, 96), "side-plank": (19, 66), "russian-twist": (5, 46), "leg-raise": (16, 8),
    "run-on-the-spot": (2, None), "jumping-jack": (2, 12), "hamstring-stretch": (31, 44), "glute-stretch": (31, 32),
    "hip-rolls": (31, 54), "activation-test": (None, None),
}  # fmt: skip


def lines(table):
    return table.strip().splitlines()


def test_every_exercise_is_there_as_the_documents_describe_it():
    fields = ["slug", "role", "measure", "sides", "load", "level", "source__slug"]
    rows = [" ".join(map(str, row)) for row in Exercise.objects.current().values_list(*fields)]
    assert rows == [" ".join(line.split()) for line in lines(EXERCISES)]


def test_every_exercise_has_a_purpose_other_names_a_dose_and_all_it_takes_to_do_it():
    phases = {
        exercise.slug: list(dict.fromkeys(cue.phase for cue in exercise.cues.all()))
        for exercise in Exercise.objects.prefetch_related("cues", "doses")
        if exercise.purpose and exercise.aliases and exercise.doses.all()
    }
    short = ["move", "check", "stop"]
    whole = ["set-up", *short]
    warm_ups = {"run-on-the-spot": short, "jumping-jack": short}
    assert phases == {line.split()[0]: whole for line in lines(EXERCISES)} | warm_ups | {
        "hip-rolls": whole,
        "activation-test": whole,
    }


def test_every_working_exercise_says_stop_when_it_hurts():
    hurts = Cue.objects.filter(phase="stop", text__startswith="You feel pain").values_list("exercise__slug", flat=True)
    assert set(hurts) == {line.split()[0] for line in lines(EXERCISES)}


def test_first_dose_can_be_done_as_it_stands():
    """A session of a single exercise begins with it."""
    firsts = [exercise.doses.first() for exercise in Exercise.objects.all()]
    assert [dose.exercise.slug for dose in firsts if not (dose.reps or dose.seconds)] == []
    assert [dose.exercise.slug for dose in firsts if bool(dose.reps) != (dose.exercise.measure == "reps")] == []


def test_muscle_activity_has_the_levels_and_ranges_of_the_evidence():
    rows = ExerciseMuscle.objects.exclude(activity="nil").order_by("exercise__slug", "muscle__slug")
    said = [
        [row.exercise.slug, row.muscle.slug, row.activity, row.loaded_activity or "-", row.range or "-"] for row in rows
    ]
    assert [" ".join(row) for row in said] == lines(MUSCLES)


def test_every_number_names_its_study():
    numbers = ExerciseMuscle.objects.exclude(range="")
    assert [str(row) for row in numbers if not row.sources.filter(kind="study")] == []
    assert [str(row) for row in ExerciseMuscle.objects.all() if not row.sources.all()] == []


def test_what_a_core_exercise_does_for_the_glutes_is_not_claimed():
    core = ["plank", "swiss-ball-plank", "russian-twist", "leg-raise"]
    rows = ExerciseMuscle.objects.filter(exercise__slug__in=core).values_list(
        "exercise__slug", "muscle__slug", "activity"
    )
    assert sorted(rows) == sorted((slug, "core", "nil") for slug in core)


def test_the_muscle_map_can_draw_every_muscle():
    for exercise in Exercise.objects.with_everything():
        assert figures.muscle_map_svg(exercise.strengths).startswith("<svg")


def test_each_exercise_needs_the_equipment_of_its_document_or_what_does_its_job():
    said = [
        f"{exercise.slug} {', '.join(thing.choice for thing in exercise.equipment.all()) or '-'}"
        for exercise in Exercise.objects.prefetch_related("equipment__replaced_by")
    ]
    assert said == lines(EQUIPMENT)


def test_each_extra_thing_is_named_by_the_exercises_that_gain_by_it():
    extras = {thing.slug: {exercise.slug for exercise in thing.extra_for.all()} for thing in Equipment.objects.all()}
    assert {slug: users for slug, users in extras.items() if users} == {
        "band": {"clamshell", "sideways-band-walk"},
        "mirror": {
            "squat", "heel-raised-squat", "backpack-squat", "single-leg-squat", "lunge", "lunge-with-rotation",
            "backpack-lunge", "sideways-band-walk", "activation-test",
        },
        "backpack": {"squat", "lunge", "step-up", "running-pose-step-up", "hip-lift"},
        "kettlebell": {"single-leg-deadlift", "russian-twist"},
        "chair": {"single-leg-squat"},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("thing", "source", "words"),
    [
        ("kettlebell", "d0", "backpack filled with something heavy, such as books"),
        ("step", "d2", "bench or box|second stair|must not slip"),
        ("band", "d2", "above the knees|sofa press"),
        ("chair", "d2", "sofa"),
        ("sofa", "d2", "radiator"),
        ("backpack", "d2", "books, water bottles or cans"),
        ("books", "d2", "as thick on the left as on the right"),
        ("barbell", "d3", "dumbbells"),
        ("mat", "d0", "carpet"),
    ],
)
def test_equipment_names_its_household_replacement(thing, source, words):
    row = Equipment.objects.get(slug=thing)
    assert row.source.slug == source
    assert missing(words, row.replacement) == []


def test_ladders_lead_up_and_back_down():
    steps = LadderStep.objects.exclude(kind="instead").values_list("exercise__slug", "to__slug", "source__slug", "kind")
    up = {tuple(line.split()) for line in lines(HARDER)}
    assert {step[:3] for step in steps if step[3] == "harder"} == up
    assert {step[:3] for step in steps if step[3] == "easier"} == {(to, slug, who) for slug, to, who in up}


def test_every_exercise_of_the_main_block_has_a_movement_pattern():
    main = Exercise.objects.filter(role__in=("compound", "accessory", "core"))
    assert list(main.filter(pattern="")) == []
    assert list(Exercise.objects.exclude(pk__in=main).exclude(pattern="")) == []


AT_THE_TOP = {"single-leg-squat", "kettlebell-swing", "side-plank", "russian-twist", "leg-raise"}
AT_THE_BOTTOM = {
    "heel-raised-squat",
    "glute-bridge",
    "clamshell",
    "sofa-press",
    "glute-kickback",
    "plank",
    "russian-twist",
    "leg-raise",
}


def test_every_ladder_goes_on_but_at_its_ends():
    main = Exercise.objects.filter(role__in=("compound", "accessory", "core"))
    assert set(main.exclude(ladder__kind="harder").values_list("slug", flat=True)) == AT_THE_TOP
    assert set(main.exclude(ladder__kind="easier").values_list("slug", flat=True)) == AT_THE_BOTTOM


def test_ladders_go_round_missing_equipment():
    steps = LadderStep.objects.filter(kind="instead").order_by("exercise__position")
    rows = [(step.exercise.slug, step.equipment.slug, step.to.slug, step.source.slug) for step in steps]
    assert [" ".join(row) for row in rows] == lines(INSTEAD)


def test_every_dose_is_the_one_that_its_document_gives():
    def amount(dose):
        return dose.reps or (f"{dose.seconds}s" if dose.seconds else "-")

    rows = [
        (dose.exercise.slug, dose.sets, amount(dose), dose.build_to or "-", dose.rest_s or "-", dose.source.slug)
        for dose in Dose.objects.order_by("exercise__position", "position")
    ]
    assert [" ".join(map(str, row)) for row in rows] == lines(DOSES)


def test_the_sofa_press_has_a_cap():
    assert list(Exercise.objects.exclude(cap_s=None).values_list("slug", "cap_s")) == [("sofa-press", 30)]


def test_what_lifts_half_the_body_as_deadlifts_do_takes_the_next_weight_as_a_small_step():
    assert all(Exercise.objects.get(slug=slug).body_is_load for slug in ("squat", "romanian-deadlift", "deadlift"))


def test_bands_are_the_load_of_the_band_exercises():
    assert set(Exercise.objects.filter(banded=True).values_list("slug", flat=True)) == {
        "clamshell",
        "sideways-band-walk",
    }


def missing(words, text):
    return [word for word in words.split("|") if not re.search(re.escape(word), text, re.IGNORECASE)]


@pytest.mark.parametrize(("slug", "source", "words"), CUES)
def test_cues_say_what_the_document_says(slug, source, words):
    cues = Cue.objects.filter(exercise__slug=slug, source__slug=source).values_list("text", flat=True)
    assert missing(words, " ".join(cues)) == []


def test_cues_no_document_gives_are_ours():
    ours = ["romanian-deadlift", "deadlift", "glute-kickback", "side-lying-leg-raise", "plank", "swiss-ball-plank"]
    ours += ["side-plank", "russian-twist", "leg-raise", "single-leg-squat", "jumping-jack", "hamstring-stretch"]
    ours += ["glute-stretch", "hip-rolls"]
    cues = Cue.objects.filter(exercise__slug__in=ours).values_list("source__slug", flat=True)
    assert set(cues) == {"ours"} | HIP_LEAFLETS


HIP_LEAFLETS = {"dynamic-health-hip", "kingston-hip"}


def test_what_presses_on_a_sore_outer_hip_says_when_to_leave_it_out():
    """Across the body, or lying on it: so say two leaflets of health services."""
    cues = Cue.objects.filter(source__slug__in=HIP_LEAFLETS).values_list("exercise__slug", "phase")
    assert set(cues) == {("clamshell", "stop"), ("side-lying-leg-raise", "stop"), ("glute-stretch", "stop")}


def test_each_sign_names_its_documents_and_its_exercises():
    rows = [
        [sign.slug, ",".join(source.slug for source in sign.sources.all() if source.slug in DOCUMENTS)]
        + [exercise.slug for exercise in sign.exercises.all()]
        for sign in Sign.objects.current()
    ]
    assert [" ".join(row) for row in rows] == lines(SIGNS)


FOUND_AND_AGAINST = {
    "hips-drop": ("niemuth-2005", "grau-2008"),
    "it-band": ("fredericson-2000", "grau-2008"),
    "hip-ankle-foot": ("leppanen-2024", "toresdahl-2020"),
}


def test_studies_disagree_is_said_of_signs_where_they_do():
    signs = {sign.slug: sign for sign in Sign.objects.all()}
    assert {slug for slug in signs if "Studies disagree." in signs[slug].studies} == set(FOUND_AND_AGAINST)
    for slug, both in FOUND_AND_AGAINST.items():
        assert set(both) <= {source.slug for source in signs[slug].sources.all()}


def test_a_sign_without_a_study_says_that_none_looks_at_it():
    without = Sign.objects.exclude(sources__kind="study")
    assert {sign.slug for sign in without} == {"stride-feels-off", "bendy-legs", "quads-burn"}
    assert [sign.slug for sign in without if "o study we have read looks at it." not in sign.studies] == []


def test_staying_active_did_as_well_wherever_that_trial_is_named():
    for sign in Sign.objects.filter(sources__slug="hott-2020"):
        assert missing("active|as well", sign.studies) == []


def test_a_pooled_finding_never_stands_without_the_one_against_it():
    for sign in Sign.objects.all():
        named = {source.slug for source in sign.sources.all()}
        assert ("lauersen-2014" in named) == ("wu-2024" in named)
        assert "leppanen-2024" not in named or "toresdahl-2020" in named


def test_every_study_has_an_address():
    assert list(Source.objects.filter(kind="study", url="").values_list("slug", flat=True)) == []


def test_each_document_is_a_source_that_says_what_it_says():
    said = {source.slug: source.about for source in Source.objects.filter(kind="document")}
    words = {
        "d0": "three sets of ten|three times a week|circuit|two minutes|more weight|less effective running"
        "|hip, knee, ankle or foot|lower the risk",
        "d1": "biggest muscle group|Metzl|Powers|hamstrings, calves and lower back",
        "d2": "8 to 10|12 to 15|30 seconds|holds start at 30|slow and controlled|mirror|more of the running",
        "d3": "compound|accessory|core|not a physiotherapist|six and a half weeks|left and right|first marathon|evenly",
        "d4": "lazy|not used|a minute|daily habit|leg power|tired legs|for hours",
    }
    assert {slug: missing(words[slug], said[slug]) for slug in said} == {slug: [] for slug in DOCUMENTS}
    assert Source.objects.get(slug="d2").url == "https://youtu.be/K-iFdyyhgdg"


def test_every_muscle_says_what_it_does_in_running_and_who_says_so():
    muscles = Muscle.objects.current()
    assert [muscle.slug for muscle in muscles] == [
        "gluteus-medius", "gluteus-maximus", "gluteus-minimus", "core", "hamstrings", "quadriceps", "calves",
        "lower-back", "hip-flexors", "adductors",
    ]  # fmt: skip
    assert [muscle.slug for muscle in muscles if not (muscle.in_running and muscle.sources.exists())] == []


def test_every_muscle_is_worked_or_stretched_by_something_but_for_those_that_wait_for_users_own_exercises():
    assert {muscle.slug for muscle in Muscle.objects.filter(worked_by=None)} == {"hip-flexors", "adductors"}


def test_every_source_is_named_somewhere_or_explains_how_to_read_the_rest(client):
    named = {"reiman-2012", "collings-2023"}  # On the page of sources itself.
    named |= {slug for flag in warning_signs.RED_FLAGS for slug in flag.sources}
    named |= {slug for part in evidence.PARTS for _, slugs in part.findings for slug in slugs}
    named |= {
        "acsm-2009",
        "plotkin-2022",
        "bell-2023",
        "bosquet-2013",
        "ribeiro-2020",
        "iversen-2021",
    }  # Beside what coaching says.
    named |= {slug for kind in self_checks.KINDS for slug in kind.sources}
    named |= {"doma-2013", "robineau-2016", "schumann-2022", "sherman-1984"}  # Beside what the week says of runs.
    for model in (Exercise, Cue, Dose, LadderStep, Equipment):
        named |= set(model.objects.values_list("source__slug", flat=True))
    for model in (Muscle, ExerciseMuscle, Sign):
        named |= set(model.objects.values_list("sources__slug", flat=True))
    assert set(Source.objects.values_list("slug", flat=True)) - named == set()
    assert client.get(reverse("source_list")).status_code == 200


def test_watch_files_get_ids_that_watches_take():
    ids = {row["slug"]: (row["fit_category"], row["fit_name"]) for row in Exercise.objects.values()}
    assert ids == FIT
    assert max(category for category, _ in ids.values() if category is not None) <= 32


def test_nothing_is_promised_and_no_cause_is_claimed():
    """Only documents say what weakness does, and then by name."""
    ours = [
        *Exercise.objects.values_list("purpose", flat=True),
        *Cue.objects.values_list("text", flat=True),
        *ExerciseMuscle.objects.values_list("note", flat=True),
        *LadderStep.objects.values_list("note", flat=True),
        *Dose.objects.values_list("note", flat=True),
    ]
    wrong = re.compile(r"prevent|cure|diagnos|cause|weak glutes|injur|activates \d", re.IGNORECASE)
    assert [text for text in ours if wrong.search(text)] == []
    quoted = re.compile(r"Athlete|Alexa|runner tells|same runner|“[^”]+”")
    assert [sign.slug for sign in Sign.objects.all() if not quoted.search(sign.said)] == []
