"""What people type, and the exercise they mean. The names are the catalogue's own."""

import json
from pathlib import Path

import pytest
from django.conf import settings

from glutes.exercises import search

FILES = sorted((Path(settings.BASE_DIR) / "fixtures").glob("exercises*.json"))
ROWS = [row for file in FILES for row in json.loads(file.read_text())]


def find(query):
    return [row["slug"] for row in search.best_first(query, ROWS, lambda row: [row["name"], *row.get("aliases", [])])]


@pytest.mark.parametrize(
    ("query", "slug"),
    [
        ("glut brige", "glute-bridge"),
        ("clam shell", "clamshell"),
        ("RDL", "romanian-deadlift"),
        ("hip thrust", "hip-lift"),
        ("bum bridge", "glute-bridge"),
        ("bridge", "glute-bridge"),
        ("Glute Bridges", "glute-bridge"),
        ("glutebridge", "glute-bridge"),
        ("bridge hold", "bridge-hold"),
        ("one leg bridge", "single-leg-bridge"),
        ("singel leg bridge", "single-leg-bridge"),
        ("clams", "clamshell"),
        ("calmshell", "clamshell"),
        ("clam", "clamshell"),
        ("squat", "squat"),
        ("sqaut", "squat"),
        ("squats", "squat"),
        ("pistol", "single-leg-squat"),
        ("backpak squat", "backpack-squat"),
        ("lunges", "lunge"),
        ("luneg", "lunge"),
        ("lunge with a twist", "lunge-with-rotation"),
        ("step up", "step-up"),
        ("stepup", "step-up"),
        ("STEP-UPS", "step-up"),
        ("SLDL", "single-leg-deadlift"),
        ("one legged deadlift", "single-leg-deadlift"),
        ("dead lift", "deadlift"),
        ("dedlift", "deadlift"),
        ("kettle bell swing", "kettlebell-swing"),
        ("ketlebell", "kettlebell-swing"),
        ("kb swings", "kettlebell-swing"),
        ("donkey kicks", "glute-kickback"),
        ("kick back", "glute-kickback"),
        ("monster walk", "sideways-band-walk"),
        ("band walk", "sideways-band-walk"),
        ("lateral leg raise", "side-lying-leg-raise"),
        ("sofa press", "sofa-press"),
        ("plnak", "plank"),
        ("planking", "plank"),
        ("side plank", "side-plank"),
        ("swiss ball", "swiss-ball-plank"),
        ("rusian twist", "russian-twist"),
        ("leg raises", "leg-raise"),
        ("star jumps", "jumping-jack"),
        ("running on the spot", "run-on-the-spot"),
        ("the hamstring stretch", "hamstring-stretch"),
        ("figure 4 stretch", "glute-stretch"),
        ("knee rolls", "hip-rolls"),
        ("lazy glutes", "activation-test"),
        ("squât", "squat"),
        ("ｐｌａｎｋ", "plank"),
    ],
)
def test_what_is_typed_finds_what_is_meant_first(query, slug):
    assert find(query)[:1] == [slug]


@pytest.mark.parametrize(
    "query", ["xyzzy", "bicep curl", "asdf qwer", "zzz", "🍑", "...", "'; --", "‮", "bench press", "q"]
)
def test_nonsense_finds_nothing(query):
    assert find(query) == []


def test_every_exercise_is_found_first_by_its_own_name():
    assert [find(row["name"])[:1] for row in ROWS] == [[row["slug"]] for row in ROWS]


def test_every_other_name_leads_to_its_exercise():
    told = [(name, row["slug"]) for row in ROWS for name in row.get("aliases", [])]
    assert [(name, *find(name)[:1]) for name, _ in told] == told


def test_no_two_exercises_share_a_name():
    names = [
        name for row in ROWS for name in {" ".join(search.words(n)) for n in [row["name"], *row.get("aliases", [])]}
    ]
    assert sorted({name for name in names if names.count(name) > 1}) == []


def test_a_loose_search_offers_more_than_one():
    assert find("bridge")[:3] == ["glute-bridge", "bridge-hold", "single-leg-bridge"]
