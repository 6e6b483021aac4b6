"""An exercise of one's own, from a search that finds nothing to its page of progress."""

import pytest
from playwright.sync_api import expect

from glutes.exercises.models import Exercise
from glutes.workouts.models import WorkoutExercise, WorkoutSet
from tests.browser.phone import kept, start, tap
from tests.make import make_exercise, make_routine

pytestmark = pytest.mark.django_db(transaction=True)


def name_it(phone, name):
    expect(phone.get_by_label("Name", exact=True)).to_have_value(name)
    phone.get_by_role("button", name="Save it").click()


def test_an_own_exercise_goes_from_a_search_to_its_page_of_progress(phone, user):
    make_exercise("squat")
    phone.goto("/exercises/")
    phone.get_by_label("Search by name").fill("calf raise")
    phone.clock.run_for(1000)
    phone.get_by_role("link", name="Not there? Add “calf raise”").click()
    name_it(phone, "Calf raise")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Calf raise")
    routine = make_routine(user, [(Exercise.objects.get(user=user), {"sets": 1})])
    start(phone, routine)
    phone.locator("[data-act=main]").click()
    expect(kept(phone)).to_have_text("All saved.")
    assert WorkoutSet.objects.get().exercise.name == "Calf raise"
    phone.goto(f"/progress/{Exercise.objects.get(user=user).slug}/")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Calf raise")
    expect(phone.locator("main")).to_contain_text("10")


def test_any_exercise_takes_the_place_of_another_in_the_player_also_without_a_network(phone, user):
    squat, hop = make_exercise("squat", load="none"), make_exercise("hop", measure="seconds", load="none")
    start(phone, make_routine(user, [(squat, {"sets": 2})]))
    phone.context.set_offline(True)
    phone.get_by_role("button", name="Session menu: swap, skip, sound").click()
    phone.get_by_text("Any other exercise").click()
    phone.get_by_label("Any exercise, by name").fill("HÓP")
    tap(phone, "Hop")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Hop")
    phone.context.set_offline(False)
    expect(kept(phone)).to_have_text("All saved.")
    assert set(WorkoutExercise.objects.values_list("exercise__slug", flat=True)) == {squat.slug, hop.slug}


def test_any_exercise_that_takes_the_load_keeps_it_in_the_player(phone, user):
    swing, hinge = make_exercise("swing", load="required"), make_exercise("hinge", load="optional")
    start(phone, make_routine(user, [(swing, {"sets": 2, "load_kg": 12})]))
    phone.get_by_role("button", name="Session menu: swap, skip, sound").click()
    phone.get_by_text("Any other exercise").click()
    phone.get_by_label("Any exercise, by name").fill("hinge")
    tap(phone, "Hinge")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Hinge")
    phone.locator("[data-act=main]").click()
    expect(kept(phone)).to_have_text("All saved.")
    assert WorkoutSet.objects.values_list("exercise__slug", "load_kg").get() == (hinge.slug, 12)
