"""Users: who is who, what day it is for them, what they own and who takes it over."""

from datetime import UTC, date, datetime

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from glutes.accounts.models import User
from glutes.accounts.models.user import MAKING_WAY
from glutes.exercises.models import Equipment
from glutes.kit.models import Kit
from glutes.routines.models import Prescription, Routine
from glutes.workouts.models import Workout, WorkoutExercise, WorkoutSet
from tests.make import make_exercise, make_routine, make_set, make_source, make_user, make_workout
from tests.migrating import migrate

pytestmark = pytest.mark.django_db


def make_equipment(slug, **fields):
    return Equipment.objects.create(slug=slug, name=slug.capitalize(), source=make_source(), **fields)


def rows_of(user):
    """How many rows of every table are the user's."""
    counts = {field.model: field.model.objects.filter(**{field.name: user}).count() for field in User.ownerships()}
    return {model: count for model, count in counts.items() if count}


ALIKE = [("Anna", "aNNA"), ("Änna", "änna"), ("STRASSE", "straße"), ("ΣΊΣΥΦΟΣ", "σίσυφος"), ("ﬁn", "FIN")]


@pytest.mark.every_case
@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_a_name_is_found_however_it_is_cased(one, other):
    user = make_user(one)
    assert User.objects.get_by_natural_key(other) == user


@pytest.mark.every_case
@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_one_name_belongs_to_one_user_however_it_is_cased(one, other):
    make_user(one)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_user(other)


def test_a_new_name_is_compared_too_where_only_that_is_saved():
    make_user("Änna")
    ben = make_user("ben")
    ben.username = "änna"
    with pytest.raises(IntegrityError), transaction.atomic():
        ben.save(update_fields=["username"])


@pytest.fixture
def before_folding(transactional_db):
    """The models of a database in which names were compared letter by letter."""
    yield migrate(("accounts", "0001_initial")).apps
    migrate()


def test_who_shared_a_name_with_somebody_earlier_gets_a_number(before_folding, capsys):
    """SQLite took only A to Z for letters with a case."""
    before = before_folding.get_model("accounts", "User")
    for name in ("straße", "strasse", "STRASSE-2", "ben"):
        before.objects.create(username=name)
    migrate()
    assert list(User.objects.order_by("pk").values_list("username", "name_folded")) == [
        ("straße", "strasse"),
        ("strasse-3", "strasse-3"),
        ("STRASSE-2", "strasse-2"),
        ("ben", "ben"),
    ]
    assert "strasse, who came later, logs in as strasse-3 from now on." in capsys.readouterr().out


def test_a_guest_has_a_name_nobody_knows_and_no_password():
    one, other = User.objects.create_guest(), User.objects.create_guest()
    assert one.username != other.username
    assert (one.is_guest, one.has_usable_password(), str(one)) == (True, False, "Guest")


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("UTC", date(2026, 11, 18)),
        ("Pacific/Auckland", date(2026, 11, 19)),
        ("America/Los_Angeles", date(2026, 11, 18)),
        ("Atlantis/Capital", date(2026, 11, 18)),
        ("../../etc/passwd", date(2026, 11, 18)),
        ("Europe", date(2026, 11, 18)),
        ("", date(2026, 11, 18)),
    ],
)
def test_the_date_is_the_one_where_the_user_is_and_a_lost_zone_is_utc(zone, day):
    assert User(time_zone=zone).local_date(datetime(2026, 11, 18, 20, 0, tzinfo=UTC)) == day


def test_only_real_time_zones_are_valid():
    with pytest.raises(ValidationError) as refusal:
        User(username="anna", password="x", time_zone="Atlantis/Capital").full_clean()
    assert refusal.value.message_dict == {"time_zone": ["We don’t know that time zone: pick one from the list."]}


def make_training(user, equipment):
    """A guest's life in small: a routine, two workouts (one deleted), a set, a mat."""
    squat = make_exercise()
    make_routine(user, [(squat, {})])
    make_set(make_workout(user, [squat]))
    workout = make_workout(user, [squat])
    Workout.objects.filter(pk=workout.pk).update(deleted_at=workout.started)
    Kit.objects.create(user=user, equipment=equipment)


def test_belongings_are_what_a_person_would_name():
    user = make_user()
    assert user.belongings() == ""
    make_training(user, make_equipment("mat"))
    make_training(make_user(), make_equipment("band"))
    assert user.belongings() == "1 piece of kit, 1 routine and 1 session"


def test_every_table_with_an_owner_moves_when_a_member_takes_over_a_guest():
    guest, member, stranger = User.objects.create_guest(), make_user(), make_user()
    make_training(guest, make_equipment("mat"))
    make_training(stranger, make_equipment("band"))
    before, others = rows_of(guest), rows_of(stranger)
    member.take_over(guest)
    assert before | {Routine: 1, Prescription: 1, Workout: 2, WorkoutExercise: 2, WorkoutSet: 1, Kit: 1} == before
    assert rows_of(member) == before
    assert rows_of(stranger) == others
    assert not User.objects.filter(is_guest=True).exists()


def test_every_model_that_makes_way_is_asked_to():
    assert [model._meta.label for model in apps.get_models() if hasattr(model, "make_way")] == [*MAKING_WAY]


def test_what_both_have_is_not_doubled_and_the_rest_still_moves():
    guest, member = User.objects.create_guest(), make_user()
    mat, band = make_equipment("mat"), make_equipment("band")
    mine = Kit.objects.create(user=member, equipment=mat)
    Kit.objects.create(user=guest, equipment=mat)
    Kit.objects.create(user=guest, equipment=band, band=3)
    member.take_over(guest)
    assert [(kit.pk == mine.pk, str(kit)) for kit in member.kit.order_by("equipment__slug")] == [
        (False, "Band 3 – medium"),
        (True, "Mat"),
    ]
    assert Kit.objects.count() == 2
