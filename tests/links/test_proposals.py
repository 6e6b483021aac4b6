"""A physio proposes, Today shows what differs, one tap takes it, another declines it, and both are undone."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client

from glutes.kit.models import Lock
from glutes.links.models import Link, Proposal
from glutes.links.models.proposal import MOST_WAITING
from glutes.routines.models import Prescription, Routine
from tests import html
from tests.make import NOON, make_exercise, make_own, make_routine, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wednesday")]


@pytest.fixture
def link(user):
    return Link.objects.create(user=user, name="Anna", until=NOON.date() + timedelta(days=30), may_propose=True)


@pytest.fixture
def routine(user):
    step, lunge = make_exercise("step-up", sides="each", name="Step-up"), make_exercise("lunge", sides="each")
    squat = make_exercise("squat")
    rows = [(step, {"load_kg": Decimal(12)}), (lunge, {}), (squat, {"note": "Slowly."})]
    return make_routine(user, rows, name="Three")


def form_of(link, routine):
    """The fields of the page as a browser sends them: nothing is changed."""
    page = Client().get(address(link, routine)).text
    fields = {}
    for one in html.find(page, "input", name=True):
        if one.attrs.get("type") not in ("checkbox", "radio") or "checked" in one.attrs:
            fields[one["name"]] = one.attrs.get("value", "")
    for one in html.find(page, "select", name=True):
        chosen = one.find("option", selected=True) or one.find("option")
        fields[one["name"]] = chosen[0].attrs.get("value", "")
    return fields


def address(link, routine):
    return f"/see/{link.token}/propose/?routine={routine.pk if routine else 'new'}"


def propose(link, routine, **changed):
    """The answer to a proposal in which some fields differ; `row_1__low` is the field low of the first row."""
    keys = [row.pk for row in routine.prescriptions.all()] if routine else []
    fields = form_of(link, routine)
    for name, value in changed.items():
        form, _, field = name.partition("__")
        kind, _, number = form.partition("_")
        key = keys[int(number)] if number.isdigit() and kind != "new" else number
        fields[f"{kind}-{key}-{field}" if field else name] = value
    return Client().post(address(link, routine), fields)


def doses(routine):
    rows = routine.prescriptions.select_related("exercise")
    return [(str(row.exercise), row.dose, row.load_kg, row.note) for row in rows]


def told(phone):
    """The lines of the proposals on Today."""
    cards = html.find(phone.get("/").text, class_="proposal")
    return [item.text for card in cards for item in card.find("li")]


AS_IT_WAS = [("Step-up", "3 × 10", 12, ""), ("Lunge", "3 × 10", None, ""), ("Squat", "3 × 10", None, "Slowly.")]


def test_everything_at_once_differs_line_by_line_is_taken_and_undone(phone, link, routine):
    make_exercise("side-plank", measure="seconds")
    changes = {
        "row_0__low": "8", "row_0__high": "8", "row_0__load": "8", "lock_0__as_written": "on", "lock_0__most": "8",
        "lock_0__stop_from": "4", "lock_0__sides": "left-first", "place_1__out": "on", "row_2__note": "",
        "new_0__exercise": "side-plank", "new_0__sets": "2", "new_0__amount": "20",
        "note": "Easy on the knee.", "until": "2026-12-10",
    }  # fmt: skip
    assert propose(link, routine, **changes)["Location"] == f"/see/{link.token}/propose/"
    assert doses(routine) == AS_IT_WAS

    page = phone.get("/").text
    assert "Easy on the knee." in page
    assert "4 things would change in Three" in page
    lines = told(phone)
    assert lines == [
        "Step-up less was 3 × 10, 12 kg, 30 s rest, becomes 3 × 8, 8 kg, 30 s rest "
        "as written, left always first, never over 8 kg, stop at pain 4, until Thu 10 Dec, in every routine",
        "Squat changed was 3 × 10, 30 s rest. Slowly., becomes 3 × 10, 30 s rest",
        "Side plank new 2 × 20 s, 30 s rest",
        "Lunge out was 3 × 10, 30 s rest, becomes not done",
    ]

    proposal = Proposal.objects.get()
    for _ in range(2):
        assert phone.post(f"/account/proposals/{proposal.pk}/take/")["Location"] == "/"
    assert doses(routine) == [
        ("Step-up", "3 × 8", 8, ""),
        ("Squat", "3 × 10", None, ""),
        ("Side plank", "2 × 20 s", None, ""),
    ]
    lock = Lock.objects.get()
    assert (str(lock.exercise), lock.by, lock.until.isoformat()) == ("Step-up", "Anna", "2026-12-10")
    assert (lock.as_written, lock.sides, lock.most_kg, lock.stop_from) == (True, "left-first", 8, 4)
    assert told(phone) == []
    assert "taken" in Client().get(f"/see/{link.token}/propose/").text

    phone.post(f"/account/proposals/{proposal.pk}/undo/")
    assert doses(routine) == AS_IT_WAS
    assert not Lock.objects.exists()
    assert told(phone) == lines


def test_no_thanks_changes_nothing_and_is_undone(phone, link, routine):
    propose(link, routine, row_0__sets="2")
    proposal = Proposal.objects.get()
    phone.post(f"/account/proposals/{proposal.pk}/decline/")
    assert "Undo" in phone.get("/").text
    assert (doses(routine), told(phone)) == (AS_IT_WAS, [])
    assert "declined" in Client().get(f"/see/{link.token}/propose/").text
    phone.post(f"/account/proposals/{proposal.pk}/undo/")
    assert len(told(phone)) == 1


def test_a_note_alone_is_a_proposal_that_is_simply_read(phone, link):
    assert propose(link, None, note="See you on the 10th.").status_code == 303
    page = phone.get("/").text
    assert ("See you on the 10th." in page, "Got it" in page, "No, thanks" in page) == (True, True, False)
    phone.post(f"/account/proposals/{Proposal.objects.get().pk}/take/")
    assert "See you on the 10th." not in phone.get("/").text


def test_a_new_routine_is_made_when_it_is_taken_and_goes_when_that_is_undone(phone, user, link):
    make_exercise("bridge")
    propose(link, None, name="Knee plan", new_0__exercise="bridge", new_0__note="Slow.")
    assert told(phone) == ["Bridge new 3 × 10, 30 s rest. Slow."]
    assert not user.routines.exists()
    proposal = Proposal.objects.get()
    phone.post(f"/account/proposals/{proposal.pk}/take/")
    assert doses(user.routines.get(name="Knee plan")) == [("Bridge", "3 × 10", None, "Slow.")]
    phone.post(f"/account/proposals/{proposal.pk}/undo/")
    assert not user.routines.kept().exists()


def test_the_order_can_be_proposed(phone, link, routine):
    propose(link, routine, place_0__place="3", place_1__place="1", place_2__place="2")
    phone.post(f"/account/proposals/{Proposal.objects.get().pk}/take/")
    assert [name for name, *_ in doses(routine)] == ["Lunge", "Squat", "Step-up"]
    phone.post(f"/account/proposals/{Proposal.objects.get().pk}/undo/")
    assert doses(routine) == AS_IT_WAS


@pytest.mark.parametrize(
    ("places", "order"),
    [
        pytest.param({1: "1"}, "Lunge, Step-up, Squat", id="to the first, the others follow"),
        pytest.param({0: "2"}, "Lunge, Step-up, Squat", id="one down"),
        pytest.param({0: "3"}, "Lunge, Squat, Step-up", id="the last"),
        pytest.param({0: "3", 2: "1"}, "Squat, Lunge, Step-up", id="two change places"),
        pytest.param({1: "1", 2: "1"}, "Lunge, Squat, Step-up", id="two to one place: in their order"),
    ],
)
def test_an_exercise_moves_to_the_place_that_is_typed_and_the_member_sees_the_order(
    phone, link, routine, places, order
):
    propose(link, routine, **{f"place_{row}__place": place for row, place in places.items()})
    assert told(phone) == [f"All of it order was Step-up, Lunge, Squat, becomes {order}"]
    assert "The same as before" not in phone.get("/").text
    phone.post(f"/account/proposals/{Proposal.objects.get().pk}/take/")
    assert [name for name, *_ in doses(routine)] == order.split(", ")


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"sets": "4"}, "more"),
        ({"low": "8", "high": "8"}, "less"),
        ({"sets": "4", "low": "6", "high": "8"}, "more sets, fewer reps"),
        ({"sets": "2", "load": "16"}, "fewer sets, heavier"),
        ({"low": "12", "high": "12", "load": "8"}, "more reps, lighter"),
        ({"sets": "4", "load": "16"}, "more"),
        ({"note": "Slowly."}, "changed"),
    ],
)
def test_more_or_less_is_said_where_all_of_the_work_goes_one_way(phone, link, routine, changes, kind):
    propose(link, routine, **{f"row_0__{name}": value for name, value in changes.items()})
    assert [line.split(" was ")[0] for line in told(phone)] == [f"Step-up {kind}"]


def test_what_the_member_changed_meanwhile_stays(phone, link, routine):
    propose(link, routine, row_0__sets="2", place_1__out="on")
    routine.prescriptions.get(exercise__slug="squat").discard(NOON)
    routine.add(make_exercise("plank"), "main")
    phone.post(f"/account/proposals/{Proposal.objects.get().pk}/take/")
    assert [name for name, *_ in doses(routine)] == ["Step-up", "Plank"]


def test_what_the_member_edits_meanwhile_stays_and_a_card_of_before_is_shown_again(phone, link, routine):
    propose(link, routine, row_0__sets="2")
    take = f"/account/proposals/{Proposal.objects.get().pk}/take/"
    ((before,), rows) = html.find(phone.get("/").text, "input", name="seen"), routine.prescriptions
    rows.filter(exercise__slug="squat").update(sets=5)
    rows.get(exercise__slug="lunge").discard(NOON)
    rows.filter(exercise__slug="step-up").update(sets=4)
    edited = doses(routine)
    phone.post(take, {"seen": before["value"]})
    assert doses(routine) == edited
    page = phone.get("/").text
    assert "Your routine has changed since" in page
    assert told(phone) == ["Step-up less was 4 × 10, 12 kg, 30 s rest, becomes 2 × 10, 12 kg, 30 s rest"]
    phone.post(take, {"seen": html.find(page, "input", name="seen")[0]["value"]})
    assert doses(routine) == [("Step-up", "2 × 10", 12, ""), ("Squat", "5 × 10", None, "Slowly.")]
    links = html.find(phone.get("/account/links/").text, "form")
    undo = next(form["action"] for form in links if form["action"].endswith("/undo/"))
    phone.post(undo)
    assert doses(routine) == edited


def swap_the_step_up(rows):
    rows.get(exercise__slug="step-up").swap(make_exercise("plank", measure="seconds", load="none", name="Plank"))


def add_a_plank(rows):
    rows.select_related("routine").first().routine.add(make_exercise("plank", name="Plank"), "main")


def turn_round(rows):
    rows.first().routine.arrange([*rows.all()][::-1], "main")


LESS = {"row_0__sets": "2", "row_0__load": "8"}


@pytest.mark.parametrize(
    ("changes", "since", "left", "undone"),
    [
        pytest.param(
            LESS,
            lambda rows: rows.exclude(exercise__slug="step-up").update(sets=5, reps_low=12, reps_high=15, note="My."),
            "",
            [
                ("Step-up", "3 × 10", 12, ""),
                ("Lunge", "5 × 12–15", None, "My."),
                ("Squat", "5 × 12–15", None, "My."),
            ],
            id="edits of what it was not about",
        ),
        pytest.param(
            LESS | {"row_2__note": ""},
            lambda rows: rows.filter(exercise__slug="step-up").update(reps_high=12),
            "Step-up",
            [("Step-up", "2 × 10–12", 8, ""), *AS_IT_WAS[1:]],
            id="an edit of what it was about",
        ),
        pytest.param(
            LESS, swap_the_step_up, "Plank", [("Plank", "2 × 30 s", None, ""), *AS_IT_WAS[1:]], id="another exercise"
        ),
        pytest.param(
            {"place_1__out": "on", "place_2__place": "1"},
            add_a_plank,
            "",
            [*AS_IT_WAS[:2], ("Plank", "3 × 10", None, ""), AS_IT_WAS[2]],
            id="one more exercise",
        ),
        pytest.param(
            LESS | {"place_1__place": "1"},
            turn_round,
            "the order",
            [AS_IT_WAS[2], AS_IT_WAS[0], AS_IT_WAS[1]],
            id="another order",
        ),
        pytest.param(
            {"style": "circuit", "rounds": "2"},
            lambda rows: Routine.objects.update(rounds=4),
            "the rounds",
            AS_IT_WAS,
            id="other rounds",
        ),
        pytest.param(
            {"lock_0__most": "8", "lock_2__most": "9"},
            lambda rows: Lock.objects.filter(exercise__slug="squat").update(most_kg=20),
            "the limits of Squat",
            AS_IT_WAS,
            id="other limits",
        ),
    ],
)
def test_a_late_undo_puts_back_what_it_changed_and_leaves_what_changed_since(
    phone, link, routine, changes, since, left, undone
):
    propose(link, routine, **changes)
    proposal = Proposal.objects.get()
    phone.post(f"/account/proposals/{proposal.pk}/take/")
    since(routine.prescriptions)
    page = phone.post(f"/account/proposals/{proposal.pk}/undo/", follow=True).text
    assert doses(routine) == undone
    assert [*Lock.objects.values_list("most_kg", flat=True)] == ([20] if "limits" in left else [])
    said = f"Too late to undo, because changed since: {left}. That stays as it is."
    assert (said in page) == ("Too late to undo" in page) == bool(left)


def test_undo_leaves_what_another_physio_proposed_and_a_new_routine_that_was_edited(phone, user, link, routine):
    other = Link.objects.create(user=user, name="Bert", until=link.until, may_propose=True)
    for each, changes in ((link, LESS), (other, {"row_1__sets": "5"})):
        propose(each, routine, **changes)
        phone.post(f"/account/proposals/{each.proposals.get().pk}/take/")
    propose(link, None, name="Knee plan", new_0__exercise="squat", note="New.")
    for proposal in link.proposals.order_by("pk"):
        phone.post(f"/account/proposals/{proposal.pk}/take/")
        Prescription.objects.filter(routine__name="Knee plan").update(sets=4)
        phone.post(f"/account/proposals/{proposal.pk}/undo/")
    assert doses(routine) == [AS_IT_WAS[0], ("Lunge", "5 × 10", None, ""), AS_IT_WAS[2]]
    assert doses(user.routines.kept().get(name="Knee plan")) == [("Squat", "4 × 10", None, "")]


def test_what_was_taken_when_only_what_was_is_kept_cannot_be_undone(phone, link, routine):
    propose(link, routine, row_0__sets="2")
    proposal = Proposal.objects.get()
    phone.post(f"/account/proposals/{proposal.pk}/take/", follow=True)
    taken = doses(routine)
    Proposal.objects.update(before={"made": None, "whole": {}, "rows": {}, "gone": [], "new": [], "locks": {}})
    undo = f"/account/proposals/{proposal.pk}/undo/"
    assert undo not in phone.get("/account/links/").text
    assert "before an update of this site" in phone.post(undo, follow=True).text
    assert doses(routine) == taken


def test_limits_that_stand_are_shown_and_can_be_taken_off(phone, user, link, routine):
    squat = routine.prescriptions.get(exercise__slug="squat").exercise
    lock = Lock.objects.create(user=user, exercise=squat, by="Anna", most_kg=Decimal(20))
    assert form_of(link, routine)[f"lock-{routine.prescriptions.last().pk}-most"] == "20 kg"
    propose(link, routine, lock_2__most="")
    assert told(phone) == ["Squat limits no limits any more"]
    phone.post(f"/account/proposals/{Proposal.objects.get().pk}/take/")
    assert not user.locks.in_force(NOON.date()).exists()
    phone.post(f"/account/proposals/{Proposal.objects.get().pk}/undo/")
    assert user.locks.in_force(NOON.date()).get().most_kg == lock.most_kg


@pytest.mark.parametrize(
    ("changed", "where", "words"),
    [
        ({}, "", "Nothing differs yet"),
        ({"row_0__sets": "0"}, "-sets", "Sets: a whole number from 1 to 20."),
        ({"row_0__low": "12"}, "-high", "Lower number first: 12 is more than 10."),
        ({"lock_0__stop_from": "6"}, "-stop_from", "A pain of 1 to 5"),
        ({"lock_0__most": "heavy"}, "-most", "like 12.5"),
        ({"lock_0__sides": "up"}, "-sides", "Left first, right first"),
        ({"until": "2020-01-01", "note": "x"}, "id_until", "Pick a day from today on"),
        ({"until": "soon", "note": "x"}, "id_until", "Write the date like"),
        ({"new_0__exercise": "nothing"}, "-exercise", "We don’t have that exercise."),
        ({"new_0__sets": "21"}, "-sets", "Sets: a whole number"),
        ({"place_0__place": "4"}, "-place", "Place: a whole number from 1 to 3."),
        ({"note": "x" * 1001}, "id_note", "1000"),
        ({"note": "x" * 1001}, "", "Not sent yet: something below"),
        ({"lock_0__skip": "on"}, "id_until", "Skip it until when?"),
        ({"lock_0__skip": "on"}, "", "Not sent yet: something below"),
    ],
)
def test_what_makes_no_sense_is_said_beside_its_field_and_what_was_typed_is_kept(link, routine, changed, where, words):
    answer = propose(link, routine, **changed)
    assert answer.status_code == 422
    [problem] = [one for one in html.find(answer.text, "p", class_="problem") if words in one.text]
    assert problem.attrs.get("id", "").endswith(f"{where}_error" if where else "")
    assert not Proposal.objects.exists()
    for name, value in changed.items():
        assert name.startswith(("lock_0__sides", "lock_0__stop", "new_0__ex")) or value in answer.text


def test_a_proposal_sent_twice_is_one_and_not_more_wait_than_fit(link, routine):
    for _ in range(2):
        assert propose(link, routine, note="Once.").status_code == 303
    assert Proposal.objects.count() == 1
    Proposal.objects.bulk_create(
        Proposal(user=link.user, link=link, note="x", sent_at=NOON - timedelta(days=1)) for _ in range(MOST_WAITING)
    )
    answer = propose(link, routine, note="Once more.")
    assert (answer.status_code, "wait for an answer already" in answer.text) == (422, True)


def test_nobody_answers_a_proposal_made_to_somebody_else(link, routine):
    propose(link, routine, row_0__sets="2")
    other = Client()
    other.force_login(make_user())
    for verb in ("take", "decline", "undo"):
        assert other.post(f"/account/proposals/{Proposal.objects.get().pk}/{verb}/").status_code == 404
        assert Client().post(f"/account/proposals/{Proposal.objects.get().pk}/{verb}/").status_code == 303
    assert Proposal.objects.get().answered_at is None
    assert doses(Routine.objects.get()) == AS_IT_WAS


def test_when_the_link_closes_its_proposals_wait_no_more(phone, link, routine):
    propose(link, routine, row_0__sets="2")
    assert told(phone) != []
    phone.post(f"/account/links/{link.pk}/close/")
    assert told(phone) == []


def test_an_exercise_of_ones_own_is_shown_to_the_physio_without_its_photo(user, link):
    own = make_own(user, "Wobble board", photo="0123456789")
    routine = make_routine(user, [(own, {})])
    page = Client().get(address(link, routine)).text
    assert "Wobble board" in page
    assert "photo" not in page


def groups(routine):
    return [(str(row.exercise), row.sets, row.group) for row in routine.prescriptions.select_related("exercise")]


def test_supersets_and_rounds_are_proposed_taken_and_undone(phone, link, routine):
    changes = {"row_0__sets": "4", "place_0__group": "B", "place_1__group": "B", "place_2__group": "C"}
    assert propose(link, routine, **changes).status_code == 303
    assert told(phone) == [
        "Step-up more was 3 × 10, 12 kg, 30 s rest, becomes 4 × 10, 12 kg, 30 s rest, superset B",
        "Lunge more was 3 × 10, 30 s rest, becomes 4 × 10, 30 s rest, superset B",
    ]
    proposal = Proposal.objects.get()
    phone.post(f"/account/proposals/{proposal.pk}/take/")
    assert groups(routine) == [("Step-up", 4, "B"), ("Lunge", 4, "B"), ("Squat", 3, "")]
    phone.post(f"/account/proposals/{proposal.pk}/undo/")
    assert groups(routine) == [("Step-up", 3, ""), ("Lunge", 3, ""), ("Squat", 3, "")]


def test_the_rounds_of_a_circuit_are_its_sets_and_its_exercises_have_neither_rest_nor_superset(phone, link, routine):
    own = {"row_0__sets": "2", "row_0__rest_s": "60", "place_0__group": "B", "place_1__group": "B"}
    propose(link, routine, **own, row_1__high="12", style="circuit", rounds="3", round_rest_s="90")
    assert told(phone) == [
        "All of it changed was set by set, becomes 3 rounds, 90 s between",
        "Lunge more was 10, becomes 10–12",
    ]
    proposal = Proposal.objects.get()
    phone.post(f"/account/proposals/{proposal.pk}/take/")
    routine.refresh_from_db()
    assert (routine.style, routine.rounds, routine.round_rest_s) == ("circuit", 3, 90)
    fields = form_of(link, routine)
    assert not [name for name in fields if name.endswith(("sets", "-rest_s", "group"))]
    assert "Nothing differs yet" in propose(link, routine, row_2__sets="1", row_2__rest_s="9").text
    phone.post(f"/account/proposals/{proposal.pk}/undo/")
    routine.refresh_from_db()
    assert (routine.style, routine.rounds, routine.round_rest_s) == ("sets", 1, 120)
    assert groups(routine) == [("Step-up", 3, ""), ("Lunge", 3, ""), ("Squat", 3, "")]


def test_the_style_alone_can_be_proposed_and_a_superset_taken_apart(phone, link, routine):
    assert propose(link, routine, style="circuit", rounds="2").status_code == 303
    assert told(phone) == ["All of it changed was set by set, becomes 2 rounds, 120 s between"]
    phone.post(f"/account/proposals/{Proposal.objects.get().pk}/take/")
    routine.refresh_from_db()
    assert (routine.style, doses(routine)) == ("circuit", AS_IT_WAS)
    phone.post(f"/account/proposals/{Proposal.objects.get().pk}/undo/")
    routine.prescriptions.filter(position__lt=2).update(group="A")
    Proposal.objects.all().delete()
    propose(link, routine, place_0__group="", note="Apart again.")
    phone.post(f"/account/proposals/{Proposal.objects.get().pk}/take/")
    assert {group for *_, group in groups(routine)} == {""}


def test_a_new_routine_comes_with_its_rounds_and_supersets(phone, user, link):
    make_exercise("bridge")
    make_exercise("clam")
    new = {"new_0__exercise": "bridge", "new_0__group": "A", "new_1__exercise": "clam", "new_1__group": "A"}
    propose(link, None, name="Round and round", style="circuit", rounds="4", **new)
    proposal = Proposal.objects.get()
    phone.post(f"/account/proposals/{proposal.pk}/take/")
    made = user.routines.get(name="Round and round")
    assert (made.style, made.rounds, made.round_rest_s) == ("circuit", 4, 120)
    assert [group for *_, group in groups(made)] == ["A", "A"]


def test_an_exercise_is_skipped_until_a_day(phone, user, link, routine):
    assert "Skip it until when?" in propose(link, routine, lock_1__skip="on").text
    assert propose(link, routine, lock_1__skip="on", until="2026-12-10").status_code == 303
    assert told(phone) == ["Lunge limits skip it, until Thu 10 Dec, in every routine"]
    phone.post(f"/account/proposals/{Proposal.objects.get().pk}/take/")
    start = f"/workouts/start/?routine={routine.pk}"
    assert "Anna said: skip it, until Thu 10 Dec." in html.flat(phone.get(start).text)
    snapshot = html.find(phone.get(start).text, "input", name="snapshot")[0]["value"]
    phone.post("/workouts/start/", {"routine": routine.pk, "snapshot": snapshot})
    rows = user.workouts.get().exercises.order_by("slot").values_list("skipped", flat=True)
    assert [*rows] == [False, True, False]
    assert doses(routine) == AS_IT_WAS


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"rounds": "0"}, "Rounds"),
        ({"rounds": "21"}, "Rounds"),
        ({"round_rest_s": "901"}, "Rest between rounds"),
        ({"style": "spiral"}, "Set by set, or in rounds?"),
        ({"place_0__group": "Z"}, "A superset has a letter from A to H."),
        ({"new_0__group": "AA"}, "A superset has a letter from A to H."),
    ],
)
def test_rounds_and_letters_that_are_none_are_refused(link, routine, changed, words):
    answer = propose(link, routine, **changed)
    assert (answer.status_code, words in html.flat(answer.text)) == (422, True)
    assert html.problems(answer.text) == []
    assert not Proposal.objects.exists()


def test_what_was_proposed_before_there_were_supersets_is_taken_as_it_was(phone, link, routine):
    propose(link, routine, row_0__sets="2")
    proposal = Proposal.objects.get()
    for row in proposal.rows:
        del row["group"], row["same"]
    proposal.save()
    routine.prescriptions.filter(position__lt=2).update(group="A", sets=2)
    phone.post(f"/account/proposals/{proposal.pk}/take/")
    assert groups(routine) == [("Step-up", 2, "A"), ("Lunge", 3, "A"), ("Squat", 3, "")]
