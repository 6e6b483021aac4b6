"""An exercise, with all that its page and the player need to know."""

from functools import cached_property

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import get_script_prefix
from django.utils.crypto import get_random_string

from glutes.accounts.models.user import moved
from glutes.addresses import address
from glutes.exercises.models.catalogue import CatalogueQuerySet
from glutes.exercises.models.cue import Cue
from glutes.exercises.models.dose import Dose
from glutes.exercises.models.equipment import Equipment
from glutes.exercises.models.exercise_muscle import ExerciseMuscle
from glutes.exercises.models.known import known
from glutes.exercises.models.ladder import LadderStep
from glutes.exercises.models.same import SameExercises
from glutes.exercises.models.sign import Sign
from glutes.exercises.models.source import Source
from glutes.prepared import prepared
from glutes.rules.coaching.ways import OWN_WAYS


class ExerciseQuerySet(CatalogueQuerySet):
    """Exercises, to filter by owner, equipment and muscles."""

    def ready_made(self):
        """Those of the catalogue, without users' own."""
        return self.filter(user=None)

    def visible_to(self, user):
        """The catalogue's, and this user's own; a visitor who is not logged in has none of their own."""
        return self.filter(Q(user=None) | Q(user=user.pk))

    def own_first(self):
        """Users' own by name, then the catalogue in its order."""
        return self.order_by(F("user").asc(nulls_last=True), "position", Lower("name"))

    def doable_with(self, slugs):
        """Those that need no other equipment than these slugs, or than what these can replace."""
        missing = Equipment.objects.exclude(slug__in=slugs).exclude(replaced_by__slug__in=slugs)
        return self.exclude(equipment__in=missing)

    def trained_by(self, user):
        """Those that the user may put into routines and workouts, theirs and the catalogue's: no self-checks."""
        return self.visible_to(user).exclude(role=Exercise.Role.CHECK)

    def by_key(self, keys):
        """These exercises by their keys, in the same order; those of the catalogue from memory, if they are there."""
        found = known | self.in_bulk([key for key in keys if key not in known])
        return {key: found[key] for key in keys if key in found}

    def by_slug(self, slugs):
        """These exercises by their slugs; those of the catalogue from memory, if they are there."""
        found = {exercise.slug: exercise for exercise in known.values() if exercise.slug in slugs}
        return found | self.in_bulk([slug for slug in slugs if slug not in found], field_name="slug")

    def with_everything(self):
        """Prefetches all that an exercise's page shows, in the same number of queries for any number of exercises.

        Without retired signs and without steps to retired exercises.
        """
        steps = LadderStep.objects.current().select_related("equipment", "source")
        works = ExerciseMuscle.objects.select_related("muscle").prefetch_related("sources", "muscle__sources")
        return self.select_related("source").prefetch_related(
            "equipment__replaced_by",
            "extras",
            models.Prefetch("works", works),
            models.Prefetch("cues", Cue.objects.select_related("source")),
            models.Prefetch("ladder", steps),
            models.Prefetch("doses", Dose.objects.select_related("source")),
            models.Prefetch("signs", Sign.objects.current()),
        )


class Exercise(models.Model):
    """One exercise or variant, with all that its page and the player need to know.

    It is from the catalogue, or a user's own, which nobody else sees. One that its user archived is `retired`: it is no
    longer offered, and kept for the sessions in which it was done.
    """

    MOST_A_USER = 200

    class Role(models.TextChoices):
        COMPOUND = "compound", "Big"
        ACCESSORY = "accessory", "Small"
        CORE = "core", "Core"
        WARM_UP = "warm-up", "Warm-up"
        COOL_DOWN = "cool-down", "Cool-down"
        CHECK = "check", "Self-check"

    class Measure(models.TextChoices):
        REPS = "reps", "Reps"
        SECONDS = "seconds", "Seconds"

    class Sides(models.TextChoices):
        BOTH = "both", "Both sides at once"
        EACH = "each", "Each side"
        ALTERNATE = "alternate", "Alternating"

    class Load(models.TextChoices):
        NONE = "none", "None"
        OPTIONAL = "optional", "Optional"
        REQUIRED = "required", "Required"

    class Pattern(models.TextChoices):
        """Exercises that move alike: time off and bad pain count for all of a pattern (rules/coaching/)."""

        HINGE = "hinge", "Bridge and hinge"
        SQUAT = "squat", "Squat, lunge and step"
        SIDE = "side", "Side of the hip"
        TRUNK = "trunk", "Trunk"

    class Level(models.IntegerChoices):
        STARTER = 1, "Starter"
        STEADY = 2, "Steady"
        STRONG = 3, "Strong"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="exercises")
    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=60)
    aliases = models.JSONField(default=list, blank=True, help_text="Other names it is searched by.")
    purpose = models.CharField(max_length=200, help_text="Why do it, in one line.")
    role = models.CharField(max_length=10, choices=Role)
    measure = models.CharField(max_length=7, choices=Measure, help_text="Unless a routine says otherwise.")
    sides = models.CharField(max_length=9, choices=Sides, help_text="Alternating is logged once, as 10 each side.")
    load = models.CharField(max_length=8, choices=Load)
    pattern = models.CharField(max_length=5, choices=Pattern, blank=True, help_text="None outside the main block.")
    body_is_load = models.BooleanField(default=False, help_text="The body is lifted: a kettlebell is an extra.")
    ways = models.JSONField(default=list, blank=True, help_text="Ways of doing it that make sense.")
    banded = models.BooleanField(default=False, help_text="Its load is a band (strength 1-5), never kilograms.")
    cap_s = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Longest hold, if there is one.")
    level = models.PositiveSmallIntegerField(choices=Level, null=True, help_text="Of the catalogue's only.")
    equipment = models.ManyToManyField(Equipment, blank=True, related_name="exercises", help_text="What it needs.")
    extras = models.ManyToManyField(Equipment, blank=True, related_name="extra_for", help_text="Good to have.")
    figure = models.SlugField(blank=True, help_text="Of a user's own: the drawn figure that stands in for it.")
    photo = models.CharField(max_length=10, blank=True, help_text="Of a user's own: says which photo it has.")
    fit_category = models.PositiveSmallIntegerField(null=True, blank=True)
    fit_name = models.PositiveSmallIntegerField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    source = models.ForeignKey(Source, models.PROTECT, null=True, related_name="exercises")
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = ExerciseQuerySet.as_manager()

    class Meta:
        ordering = ["position", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(user=None, source__isnull=False, level__isnull=False, figure="", photo="")
                | Q(user__isnull=False, source=None, level=None),
                name="exercise_ready_made_or_owned",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return address(get_script_prefix(), "exercises:exercise_detail", (self.slug,), ())

    @classmethod
    def to_do(cls, user):
        """The exercises that the user can choose, their own first, as a list: no self-checks, none that are retired."""
        offered = cls.objects.current().exclude(role=cls.Role.CHECK).prefetch_related("cues", "doses")
        if not known:
            return list(offered.visible_to(user).own_first())
        own = own_exercises(user.pk)
        models.prefetch_related_objects(own, "cues", "doses")
        return [each for each in (*own, *known.values()) if not each.retired_at and each.role != cls.Role.CHECK]

    @classmethod
    def shown_to(cls, user):
        """The exercises that a user, or a visitor, can look at, their own first, as a list: none that are retired."""
        shown = cls.objects.current().prefetch_related("equipment__replaced_by", "extras__replaced_by", "works__muscle")
        if not known:
            return list(shown.visible_to(user).own_first())
        own = shown.filter(user=user.pk).own_first() if user.pk else ()
        return [*own, *(each for each in known.values() if not each.retired_at)]

    @staticmethod
    def own_slug(key=None):
        """The slug of a user's own exercise. It cannot be guessed without the `key` (12 letters and digits)."""
        return f"own-{key or get_random_string(12).lower()}"

    @cached_property
    def needed(self):
        """The Equipment that it needs, as a list."""
        return list(self.equipment.all())

    @cached_property
    def needs(self):
        """For each equipment that it needs, the slugs of what will do: of that itself, and of what can replace it."""
        return [{thing.slug for thing in (one, *one.replaced_by.all())} for one in self.needed]

    @cached_property
    def steps(self):
        """The steps to other exercises, as a list of LadderStep."""
        return list(self.ladder.all())

    @cached_property
    def muscles(self):
        """The muscles that it works or stretches."""
        return [work.muscle for work in self.works.all()]

    @cached_property
    def things(self):
        """A set of Equipment: what it needs, what is good to have for it, and what can replace either."""
        named = [*self.equipment.all(), *self.extras.all()]
        return {thing for one in named for thing in (one, *one.replaced_by.all())}

    @property
    def is_own(self):
        """Whether a user made it."""
        return self.user_id is not None

    @property
    def is_used(self):
        """Whether a routine or a session has it: then it is archived instead of deleted."""
        relations = Exercise._meta.get_fields(include_hidden=True)
        holders = [each.field for each in relations if getattr(each, "on_delete", None) is models.RESTRICT]
        return any(holder.model._base_manager.filter(**{holder.name: self}).exists() for holder in holders)

    @classmethod
    def make_way(cls, guest, user):
        """Before a guest's exercises become a user's: what was done of one that the user has, too (SameExercises), is
        of the user's from now on; one that only has the name of another is called by a free one."""
        mine = SameExercises(user.exercises.all())
        for exercise in guest.exercises.all():
            if same := mine.placed(exercise, exercise.name):
                for held in cls._meta.get_fields(include_hidden=True):
                    if held.one_to_many and hasattr(held.related_model, "user"):
                        name = held.field.name
                        moved(held.related_model._base_manager.filter(**{name: exercise}), name, same)
                exercise.delete()
            else:
                exercise.save(update_fields=["name"])
                mine.add(exercise)

    def copy_for(self, user):
        """Copies somebody's own exercise for this user: name, cues, equipment and muscles, no photo. Returns the copy.

        Returns the user's exercise that is the same (SameExercises), if it is not archived. Ladder steps are not
        copied.
        """
        copied = ("name", "role", "measure", "sides", "load", "pattern", "body_is_load", "banded", "figure")
        values = {name: getattr(self, name) for name in copied}
        copy = Exercise(user=user, slug=Exercise.own_slug(), purpose="", **values)
        if same := SameExercises(user.exercises.current()).placed(copy, copy.name):
            return same
        copy.save()
        copy.equipment.set(self.equipment.all())
        for part in (*self.cues.all(), *self.works.all()):
            part.pk, part.exercise = None, copy
            part.save(force_insert=True)
        return copy

    @property
    def one_sided(self):
        """Whether left and right are done one after the other and logged as two rows."""
        return self.sides == self.Sides.EACH

    def ways_in(self, measure):
        """The ways of doing it that make sense besides the usual one (keys of rules/coaching/ways.WAYS), when it is
        counted in this measure. A user's own exercise in reps: half the way, and slower."""
        if measure != self.measure:
            return ()
        moves = self.role in (self.Role.COMPOUND, self.Role.ACCESSORY, self.Role.CORE)
        return OWN_WAYS if self.is_own and moves and measure == self.Measure.REPS else tuple(self.ways)

    @property
    def log_sides(self):
        """The sides that one set is logged with: ("left", "right") or ("both",)."""
        return ("left", "right") if self.one_sided else ("both",)

    def takes_load_of(self, other):
        """Whether both exercises take the same kind of load, so that a swap keeps the load."""
        return self.load != self.Load.NONE and self.banded == other.banded

    def fitting(self, load_kg, band):
        """A load or band that was asked for, as fields: None where the exercise, which may have been changed since,
        does not take it."""
        if self.load == self.Load.NONE:
            return {"load_kg": None, "band": None}
        return {"load_kg": None if self.banded else load_kg, "band": band if self.banded else None}

    @property
    def easier(self):
        """The steps to easier exercises, as a list of LadderStep."""
        return [step for step in self.ladder.all() if step.kind == LadderStep.Kind.EASIER]

    @property
    def harder(self):
        """The steps to harder exercises, as a list of LadderStep."""
        return [step for step in self.ladder.all() if step.kind == LadderStep.Kind.HARDER]

    @property
    def without(self):
        """For each equipment that it needs, what to do without: a list of (Equipment, [LadderStep]).

        The steps are an empty list where no other exercise is known.
        """
        steps = [step for step in self.ladder.all() if step.kind == LadderStep.Kind.INSTEAD]
        things = {thing.pk: thing for thing in [*self.equipment.all(), *(step.equipment for step in steps)]}
        return [(thing, [step for step in steps if step.equipment == thing]) for thing in things.values()]

    @property
    def strengths(self):
        """How strongly to draw each muscle on the muscle map: {muscle slug: 1 to 3}."""
        return {work.muscle.slug: work.strength for work in self.works.all()}

    @property
    def credits(self):
        """The sources of its page: a list of (Source, [what was taken from it]), in the order of sources.

        The sources of its muscles are left out: the page names them beside each muscle.
        """
        given = [(self.source, "purpose")]
        given += [(cue.source, "cues") for cue in self.cues.all()]
        given += [(dose.source, "dose") for dose in self.doses.all()]
        given += [(step.source, "easier and harder") for step in self.easier + self.harder]
        given += [(step.source, "replacement") for _, steps in self.without for step in steps]
        sources = sorted({source for source, _ in given}, key=lambda source: source.position)
        return [(source, list(dict.fromkeys(what for who, what in given if who == source))) for source in sources]


@prepared
def own_exercises(user):
    """The user's own exercises by name, archived ones too."""
    return Exercise.objects.filter(user=user).order_by("position", Lower("name"))
