"""The catalogue's pages with rows of the tests' own: what is retired, how many queries, who may read."""

import pytest

from glutes.exercises.models import Cue, Dose, Equipment, ExerciseMuscle, LadderStep, Muscle, Sign, Source
from tests.exercises.pages import LIST, names, text
from tests.make import make_exercise, make_source, make_user

pytestmark = pytest.mark.django_db

MUSCLES = ["lower-back", "core", "calves", "hamstrings", "quadriceps"]  # Those the muscle map can draw.


def make_neighbour(exercise, number, source):
    """Another exercise, with one more of everything that hangs on this one."""
    other = make_exercise(f"other-{number}")
    thing, spare = (
        Equipment.objects.create(slug=f"{word}-{number}", name=f"{word} {number}", source=source)
        for word in ("thing", "spare")
    )
    thing.replaced_by.add(spare)
    study = Source.objects.create(slug=f"study-{number}", kind="study", title=f"Study {number}")
    Cue.objects.create(exercise=exercise, phase="move", position=number, text=f"Cue {number}", source=study)
    Dose.objects.create(exercise=exercise, sets=3, reps_low=10, reps_high=10, source=study)
    LadderStep.objects.create(exercise=exercise, kind="harder", to=other, source=study)
    LadderStep.objects.create(exercise=exercise, kind="instead", to=other, equipment=thing, source=study)
    sign = Sign.objects.create(slug=f"sign-{number}", name=f"Sign {number}", said="So.", studies="No.")
    for row in (exercise, other):
        row.equipment.add(thing)
        row.extras.add(spare)
        sign.exercises.add(row)
    sign.sources.add(study)
    if number < len(MUSCLES):
        slug = MUSCLES[number]
        muscle = Muscle.objects.create(slug=slug, name=slug, plain_name=slug, in_running="Works.")
        muscle.sources.add(study)
        ExerciseMuscle.objects.create(exercise=exercise, muscle=muscle, activity="high").sources.add(study)


@pytest.mark.parametrize("number", [1, 30])
@pytest.mark.parametrize(
    ("address", "queries"),
    [
        (LIST, 8),
        (LIST + "?q=other&equipment=thing-0&role=compound&level=1", 9),
        ("/exercises/centre/", 11),
        ("/exercises/signs/", 3),
        ("/sources/", 1),
    ],
)
def test_queries_do_not_grow_with_the_catalogue(client, django_assert_num_queries, address, queries, number):
    exercise = make_exercise("centre")
    for n in range(number):
        make_neighbour(exercise, n, make_source())
    with django_assert_num_queries(queries):
        assert client.get(address).status_code == 200


def test_a_retired_exercise_keeps_its_page_but_leaves_list_ladders_and_signs(client):
    retired = make_exercise("gone", retired_at="2026-01-02T03:04Z")
    other = make_exercise("still-here")
    LadderStep.objects.create(exercise=other, kind="harder", to=retired, source=make_source())
    Sign.objects.create(slug="sign", name="Sign", said="So.", studies="No.").exercises.add(retired, other)
    page = client.get("/exercises/gone/")
    assert (page.status_code, "No longer in the catalogue; it’s here for your history." in text(page)) == (200, True)
    assert "Try it now" not in text(page)
    assert names(client.get(LIST)) == ["still-here"]
    for address in ("/exercises/still-here/", "/exercises/signs/"):
        assert "/exercises/gone/" not in client.get(address).content.decode()


def test_a_retired_sign_is_told_nowhere(client):
    exercise = make_exercise("dip")
    for slug, retired_at in (("old", "2026-01-02T03:04Z"), ("new", None)):
        sign = Sign.objects.create(slug=slug, name=f"{slug} sign", said="So.", studies="No.", retired_at=retired_at)
        sign.exercises.add(exercise)
    for address in ("/exercises/dip/", "/exercises/signs/"):
        page = text(client.get(address))
        assert ("“new sign”" in page, "“old sign”" in page) == (True, False)


@pytest.mark.parametrize("slug", ["nothing-such", "x" * 500, "-", "%F0%9F%8D%91", "a%00b"])
def test_an_unknown_exercise_is_a_404(client, slug):
    assert client.get(f"/exercises/{slug}/").status_code == 404


def test_trying_an_exercise_starts_now_for_everybody(client):
    make_exercise("dip")
    page = client.get("/exercises/dip/").content.decode()
    assert 'name="next" value="/workouts/start/?exercise=dip"' in page
    client.force_login(make_user())
    page = client.get("/exercises/dip/").content.decode()
    assert 'href="/workouts/start/?exercise=dip"' in page


@pytest.mark.parametrize("address", [LIST, "/exercises/signs/", "/sources/", "/exercises/dip/"])
def test_pages_can_be_read_by_everybody_and_written_by_nobody(client, address):
    make_exercise("dip")
    assert (client.get(address).status_code, client.head(address).status_code) == (200, 200)
    assert client.post(address).status_code == 405
    client.force_login(make_user())
    assert client.get(address).status_code == 200
