"""Pages of routines, and what one does with a whole one."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from glutes.exercises.models import Equipment, LadderStep
from glutes.routines.models import Prescription, Routine
from glutes.rules.week.week_names import week_letter
from tests import html
from tests.make import NOON, make_exercise, make_plan_day, make_routine, make_source, make_user
from tests.owner import make_equipment

pytestmark = pytest.mark.django_db


@pytest.fixture
def squat():
    return make_exercise("squat")


def address(verb, routine):
    return reverse(f"routines:routine_{verb}", args=[routine.pk])


def page(client, url, status=200):
    answer = client.get(url)
    assert answer.status_code == status
    return answer.content.decode()


def test_the_list_shows_ones_own_before_the_ready_made(phone, user, squat):
    make_routine(None, [(squat, {})], name="Ready one")
    make_routine(user, [(squat, {})], name="My own")
    make_routine(make_user(), [(squat, {})], name="A stranger's")
    make_routine(user, name="Put away").archive(NOON)
    make_routine(user, name="Thrown away").discard(NOON)

    seen = page(phone, "/routines/")

    assert seen.index("My own") < seen.index("Ready one") < seen.index("Put away")
    assert "A stranger" not in seen
    assert "Thrown away" not in seen


def test_signed_out_only_the_ready_made_are_open(client, user, squat):
    ready_made, mine = make_routine(None, [(squat, {})], name="Ready one"), make_routine(user, name="My own")

    assert "Ready one" in page(client, "/routines/")
    assert "My own" not in page(client, "/routines/")
    for verb in ("detail", "print"):
        assert "Ready one" in page(client, address(verb, ready_made))
        page(client, address(verb, mine), status=404)


def test_one_starts_it_now_signed_in_or_not(client, phone, squat):
    routine = make_routine(None, [(squat, {})])
    start = f"/workouts/start/?routine={routine.pk}"

    inside = page(phone, routine.get_absolute_url())
    assert (f'href="{start}"' in inside, f'href="/plan/?routine={routine.pk}"' in inside) == (True, True)
    outside = page(client, routine.get_absolute_url())
    assert f'name="next" value="{start}"' in outside
    assert f"?next=%2Fworkouts%2Fstart%2F%3Froutine%3D{routine.pk}" in outside


def test_a_routine_says_its_doses_rounds_and_supersets(phone, user):
    lunge = make_exercise(name="Lunge", sides="alternate")
    clam, bridge = make_exercise(name="Clamshell", sides="each"), make_exercise(name="Bridge")
    rows = [
        (bridge, {"block": "warm-up", "group": "A", "sets": 2}),
        (lunge, {"reps_low": 8, "reps_high": 10, "note": "Slowly."}),
        (clam, {"group": "A"}),
        (bridge, {"group": "A", "seconds_low": 60, "seconds_high": 60, "rest_s": 45}),
    ]

    seen = " ".join(page(phone, make_routine(user, rows).get_absolute_url()).split())

    told = ("2 rounds, ", "8–10", "each side, 30 s rest", "each side, no rest", "right after, 45 s rest", "Slowly.")
    for words in (*told, "60 s</span>"):
        assert words in seen


@pytest.mark.parametrize("pk", ["0", "99999999999999999999999999"])
@pytest.mark.parametrize("verb", ["", "edit/", "print/"])
def test_an_unknown_routine_is_not_found(phone, pk, verb):
    page(phone, f"/routines/{pk}/{verb}", status=404)


@pytest.mark.usefixtures("wednesday")
@pytest.mark.parametrize("verb", ["", "print/"])
def test_a_physios_limit_stands_beside_the_dose_and_what_is_skipped_has_no_boxes(phone, user, verb):
    lunge, squat, plank = make_exercise("lunge", sides="each"), make_exercise("squat"), make_exercise("plank")
    routine = make_routine(user, [(lunge, {}), (squat, {}), (plank, {})])
    user.locks.create(exercise=lunge, by="Anna", sides="right-only", most_kg=8)
    user.locks.create(exercise=squat, by="Anna", skip=True, until=date(2026, 12, 11))
    user.locks.create(exercise=plank, by="Anna", skip=True, until=date(2026, 11, 17))
    seen = page(phone, f"{routine.get_absolute_url()}{verb}")
    limits = "Anna said: right only, never over 8 kg.", "Anna said: skip it, until Fri 11 Dec."
    assert [seen.count(limit) for limit in limits] == [1, 1]
    assert (seen.count("Anna said"), "each side" in seen) == (2, False)
    if verb:
        boxes = [len(cell.find("span")) for cell in html.find(seen, class_="boxes")]
        assert boxes == [3, 0, 3]
        assert ("L reps" in seen, "R reps" in seen) == (False, True)


@pytest.mark.parametrize("rows", [1, 30])
def test_a_page_takes_as_many_queries_for_one_row_as_for_thirty(
    django_assert_num_queries, phone, user, rows, make_full_exercise
):
    routine = make_routine(user, [(make_full_exercise(), {}) for _ in range(rows)])

    with django_assert_num_queries(14):
        page(phone, routine.get_absolute_url())
    with django_assert_num_queries(10):
        page(phone, address("print", routine))
    with django_assert_num_queries(11):
        page(phone, address("edit", routine))


@pytest.mark.parametrize("routines", [1, 30])
def test_the_list_takes_as_many_queries_for_one_routine_as_for_thirty(
    django_assert_num_queries, phone, user, routines, make_full_exercise
):
    exercise = make_full_exercise()
    for _ in range(routines):
        make_routine(user, [(exercise, {})])
        make_routine(None, [(exercise, {})])

    with django_assert_num_queries(9):
        page(phone, "/routines/")
    with django_assert_num_queries(9):
        page(phone, "/routines/new/")


def test_a_new_routine_is_empty_and_opens_in_the_builder(phone, user):
    answer = phone.post("/routines/new/", {"name": "  Monday "})

    routine = user.routines.get()
    assert (answer.status_code, answer.url) == (303, address("edit", routine))
    assert (routine.name, routine.style, routine.prescriptions.count()) == ("Monday", "sets", 0)
    assert "Nothing here yet" in page(phone, answer.url)


@pytest.mark.parametrize(
    ("name", "problem"), [("  ", "fill this in"), ("x" * 81, "80 characters at most"), ("a\0b", "Letters, digits")]
)
def test_a_name_that_will_not_do_is_refused_and_kept(phone, user, name, problem):
    answer = phone.post("/routines/new/", {"name": name})

    assert answer.status_code == 422
    assert problem in answer.content.decode()
    assert user.routines.count() == 0


def test_making_one_needs_somebody_to_own_it(client):
    assert client.get("/routines/new/").url == "/account/login/?next=%2Froutines%2Fnew%2F"


def test_a_ready_made_one_is_copied_and_opens_in_the_builder(phone, user, squat):
    ready_made = make_routine(None, [(squat, {})], name="Ready one")

    answer = phone.post(address("copy", ready_made))

    copy = user.routines.get()
    assert (answer.status_code, answer.url) == (303, address("edit", copy))
    assert (copy.name, copy.prescriptions.get().exercise) == ("Ready one", squat)
    assert copy.prescriptions.get().user == user


@pytest.mark.parametrize("is_copy", [False, True])
def test_what_we_say_of_a_ready_made_one_is_not_said_of_a_copy_that_may_have_changed(phone, user, is_copy):
    routine = make_routine(user if is_copy else None)
    Routine.objects.filter(pk=routine.pk).update(summary="No kit: a good place to start.")  # Copies had it once.
    assert ("No kit: a good" in phone.get(routine.get_absolute_url()).text) != is_copy


def test_two_hundred_routines_are_enough(phone, user, squat):
    ready_made = make_routine(None, [(squat, {})])
    Routine.objects.bulk_create(Routine(user=user, name="One of many") for _ in range(Routine.MOST_A_USER))

    gone = make_routine(user, deleted_at=NOON)

    for answer in (
        phone.post(address("copy", ready_made)),
        phone.post(address("restore", gone)),
        phone.post("/routines/new/", {"name": "One more"}),
    ):
        assert answer.status_code == 422
        assert "200 routines is the limit" in answer.content.decode()
    assert user.routines.kept().count() == 200


def test_a_routine_is_archived_and_brought_back(phone, user):
    routine = make_routine(user)

    assert phone.post(address("archive", routine)).url == "/routines/"
    routine.refresh_from_db()
    assert routine.archived_at
    assert phone.post(address("unarchive", routine)).url == routine.get_absolute_url()
    routine.refresh_from_db()
    assert routine.archived_at is None


def test_a_routine_is_deleted_and_brought_back_by_undo(phone, user, squat):
    routine = make_routine(user, [(squat, {})], name="Monday")

    answer = phone.post(address("delete", routine))
    assert answer.url == f"/routines/?removed={routine.pk}"
    assert "Deleted, and off your week: Monday." in page(phone, answer.url)
    page(phone, routine.get_absolute_url(), status=404)

    assert phone.post(address("restore", routine)).url == routine.get_absolute_url()
    assert "Squat" in page(phone, routine.get_absolute_url())
    assert "Deleted, and off your week: Monday." not in page(phone, answer.url)


def test_what_stands_in_the_week_says_so_before_it_is_deleted(phone, user, squat):
    routine, other = make_routine(user, [(squat, {})]), make_routine(user, [(squat, {})])
    days = [str(NOON.weekday()), str((NOON.weekday() + 2) % 7)]

    answer = phone.post("/plan/put/", {"routine": routine.pk, "weekday": days})

    assert answer.status_code == 303
    seen = page(phone, routine.get_absolute_url())
    assert ("Every Wednesday" in seen, "Every Friday" in seen, "leaves it too" in seen) == (
        True,
        True,
        True,
    )
    assert "leaves it too" not in page(phone, other.get_absolute_url())


def test_archived_it_leaves_the_week_and_taken_out_again_its_days_come_back(phone, user, squat):
    routine, other = make_routine(user, [(squat, {})], name="Hips"), make_routine(user, name="Other")
    put = {"routine": routine.pk, "weekday": [str(NOON.weekday())]}
    phone.post("/plan/put/", put)
    assert page(phone, routine.get_absolute_url()).count("and leaves it too") == 2  # archived or deleted

    phone.post(address("archive", other))
    assert "Archived: Other. It’s kept" in page(phone, "/routines/")
    phone.post(address("archive", routine))
    assert "Archived, and off your week: Hips. It’s kept" in page(phone, "/routines/")
    assert "Every Wednesday" not in page(phone, routine.get_absolute_url())
    assert phone.post("/plan/put/", put).status_code == 422

    phone.post(address("unarchive", routine))
    assert "Every Wednesday" in page(phone, routine.get_absolute_url())


def test_every_second_week_is_said_like_that(phone, user, squat):
    routine = make_routine(user, [(squat, {})])
    week = NOON.date() - timedelta(days=NOON.weekday())
    for weekday in (0, 2):
        make_plan_day(user, weekday, routine, since=week, turn=week + timedelta(days=weekday))
    make_plan_day(user, 4, routine, since=week)

    shown = page(phone, routine.get_absolute_url())

    letter = week_letter(week)
    said = [piece for piece in html.Tree(shown).top.pieces if piece.startswith("Every ")]
    assert said == [f"Every Monday of {letter} weeks", f"Every Wednesday of {letter} weeks", "Every Friday"]


def test_nobody_is_told_what_somebody_else_deleted(phone, client):
    routine = make_routine(make_user(), name="Private")
    routine.discard(NOON)

    for visitor in (phone, client):
        assert "Private" not in page(visitor, f"/routines/?removed={routine.pk}")
    client.force_login(routine.user)
    assert "Deleted, and off your week: Private" in page(client, f"/routines/?removed={routine.pk}")


@pytest.mark.parametrize("removed", ["", "x", "-1", "9" * 40, "²"])
def test_a_strange_key_of_a_deleted_routine_is_left_out(phone, removed):
    assert "Deleted" not in page(phone, f"/routines/?removed={removed}")


@pytest.mark.parametrize("verb", ["copy", "archive", "unarchive", "delete", "restore", "change", "sort", "add"])
def test_somebody_elses_routine_is_not_found(phone, squat, verb):
    theirs = make_routine(make_user(), [(squat, {})], name="Private")

    answer = phone.post(address(verb, theirs), {"name": "Mine now", "exercise": "squat", "block": "main"})

    assert answer.status_code == 404
    theirs.refresh_from_db()
    assert (theirs.name, theirs.archived_at, theirs.deleted_at) == ("Private", None, None)
    assert theirs.prescriptions.count() == 1


@pytest.mark.parametrize("verb", ["archive", "unarchive", "delete", "restore", "change", "sort", "add"])
def test_a_ready_made_routine_is_nobodys_to_change(phone, squat, verb):
    ready_made = make_routine(None, [(squat, {})], name="Ready one")

    answer = phone.post(address(verb, ready_made), {"name": "Mine now", "exercise": "squat", "block": "main"})

    assert answer.status_code == 404
    page(phone, address("edit", ready_made), status=404)
    assert Routine.objects.ready_made().get().name == "Ready one"
    assert Prescription.objects.count() == 1


@pytest.mark.parametrize("verb", ["copy", "archive", "unarchive", "delete", "restore", "change", "sort", "add"])
def test_nothing_is_changed_by_looking(phone, user, verb):
    assert phone.get(address(verb, make_routine(user))).status_code == 405


def test_the_printed_page_has_a_box_for_every_set(phone, user, squat):
    rows = [(squat, {"sets": 4}), (squat, {"block": "warm-up", "sets": 2})]

    in_sets, in_rounds = make_routine(user, rows), make_routine(user, rows, style="circuit", rounds=3)

    assert page(phone, address("print", in_sets)).count("<span></span>") == 4
    assert page(phone, address("print", in_rounds)).count("<span></span>") == 3


@pytest.mark.parametrize("removed", ["9" * 5000, "-1", "abc", "%00", "²", ""])
def test_a_removed_routine_that_is_none_is_not_mentioned(client, removed):
    client.force_login(make_user())
    assert client.get(f"/routines/?removed={removed}").status_code == 200


def test_what_the_kit_lacks_is_said_and_replaced_with_one_tap_and_what_one_owns_is_not(client):
    swing, bridge = make_exercise("swing", role="compound"), make_exercise("bridge", role="compound")
    bell = make_equipment()
    swing.equipment.add(bell)
    LadderStep.objects.create(exercise=swing, to=bridge, kind="instead", equipment=bell, source=make_source())
    routine, user = make_routine(None, [(swing, {})], name="Swings"), make_user()
    mat = Equipment.objects.create(slug="mat", name="Mat", source=make_source())
    client.force_login(user)
    offer = f"Swap {swing} for {bridge}"
    assert offer not in client.get(routine.get_absolute_url()).text  # Nobody said what there is at home.

    user.kit.create(equipment=mat)
    assert offer in client.get(routine.get_absolute_url()).text
    client.post(f"/routines/{routine.pk}/swap/", {"about": "swing", "exercise": "bridge"})
    assert [row.exercise for row in user.routines.get().prescriptions.all()] == [bridge]

    user.kit.create(equipment=bell, kg=12)
    page = client.get(routine.get_absolute_url()).text
    assert (offer in page, "Not in your kit" in page, "in place of" in page) == (False, False, False)


@pytest.mark.parametrize("block", ["warm-up", "main", "cool-down"])
def test_what_has_no_move_instead_is_replaced_by_an_easier_one_in_any_block_and_undone(client, block):
    ball, top, low = make_equipment(), make_exercise("ball-plank"), make_exercise("plank")
    top.equipment.add(ball)
    for kind, to in (("harder", make_exercise("side-plank")), ("easier", low)):
        LadderStep.objects.create(exercise=top, to=to, kind=kind, source=make_source())
    user = make_user()
    user.kit.create(equipment=Equipment.objects.create(slug="mat", name="Mat", source=make_source()))
    routine = make_routine(user, [(make_exercise("squat"), {}), (top, {"block": block})], name="Mine")
    client.force_login(user)
    page = client.get(routine.get_absolute_url()).text
    address, fields = html.form(page, "Swap Ball plank for Plank")

    answer = client.post(address, fields, follow=True)

    assert {row.exercise.slug: row.block for row in routine.prescriptions.all()} == {"squat": "main", "plank": block}
    assert "Not in your kit" not in answer.text
    client.post(*html.form(answer.text, "Undo"))
    assert routine.prescriptions.filter(exercise=top, block=block).exists()


def test_the_printed_page_has_a_box_to_tick_and_cells_to_write_in_for_every_set(phone, user):
    step = make_exercise("step", sides="each", load="optional")
    plank = make_exercise("plank", measure="seconds")
    hold = {"reps_low": None, "reps_high": None, "seconds_low": 30, "seconds_high": 30, "sets": 2}
    routine = make_routine(user, [(step, {"sets": 3}), (plank, hold)])
    seen = html.flat(phone.get(f"{routine.get_absolute_url()}print/").text)
    cells = html.find(seen, "span", class_="cells")
    assert [each.text for each in cells] == ["L repsR repskg or lb" * 3, "secondskg or lb" * 2]
    assert [len(each.find("span")) for each in html.find(seen, "span", class_="boxes")] == [3, 2]
