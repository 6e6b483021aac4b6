"""The catalogue: what can be done, how, with what, and who says so. Built from fixtures; knows no user."""

from django.db import models
from django.urls import reverse

OURS = "ours"
"""The source that is ourselves: it needs no link."""


def between(low, high):
    """A range of numbers as one says it."""
    return f"{low}–{high}" if low != high else str(low or "")


class CatalogueQuerySet(models.QuerySet):
    """Rows of the catalogue, known by their slug."""

    def get_by_natural_key(self, slug):
        return self.get(slug=slug)

    def current(self):
        """Rows that the fixtures still hold."""
        return self.filter(retired_at=None)


class SourceQuerySet(CatalogueQuerySet):
    """Sources as they are named on pages."""

    def named(self, slugs):
        """Those to link to where they are named, by slug: all but ourselves."""
        return self.in_bulk(set(slugs) - {OURS}, field_name="slug")


class Source(models.Model):
    """A document, a study, or ourselves: whoever says a thing."""

    class Kind(models.TextChoices):
        DOCUMENT = "document", "Documents"
        STUDY = "study", "Studies"
        OURS = "ours", "Ours"

    slug = models.SlugField(unique=True)
    kind = models.CharField(max_length=10, choices=Kind)
    title = models.CharField(max_length=200)
    author = models.CharField(max_length=200, blank=True)
    about = models.TextField(blank=True, help_text="What it is and what we took from it.")
    citation = models.CharField(max_length=300, blank=True, help_text="Journal, year, pages, DOI.")
    url = models.URLField(blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ["position", "slug"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return f"{reverse('sources')}#{self.slug}"

    def natural_key(self):
        return (self.slug,)


class Muscle(models.Model):
    """A muscle or group, with its plain name first and what it does in running."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=60, help_text="Anatomical: Gluteus medius.")
    plain_name = models.CharField(max_length=60, help_text="As people say it: side of the hip.")
    in_running = models.TextField(help_text="What it does in running.")
    position = models.PositiveSmallIntegerField(default=0)
    sources = models.ManyToManyField(Source)
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = CatalogueQuerySet.as_manager()

    class Meta:
        ordering = ["position", "slug"]

    def __str__(self):
        return self.plain_name

    def natural_key(self):
        return (self.slug,)


class Equipment(models.Model):
    """Something to fetch, and what a household has in its place."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=60)
    icon = models.CharField(max_length=20, blank=True)
    replacement = models.CharField(max_length=200, blank=True, help_text="What to use when it is missing.")
    replaced_by = models.ManyToManyField(
        "self",
        symmetrical=False,
        blank=True,
        related_name="replaces",
        help_text="Does its job in every exercise: a sofa for a chair.",
    )
    weighs = models.BooleanField(default=False, help_text="It comes in weights (kg) worth remembering.")
    stretches = models.BooleanField(default=False, help_text="It comes in strengths 1-5: a band.")
    position = models.PositiveSmallIntegerField(default=0)
    source = models.ForeignKey(Source, models.PROTECT)
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = CatalogueQuerySet.as_manager()

    class Meta:
        ordering = ["position", "slug"]
        verbose_name_plural = "equipment"

    def __str__(self):
        return self.name

    def natural_key(self):
        return (self.slug,)

    @property
    def choice(self):
        """It and what does its job, as one says it: “Kettlebell or backpack”."""
        *first, last = [self.name, *(other.name.lower() for other in self.replaced_by.all())]
        return f"{', '.join(first)} or {last}" if first else last


class ExerciseQuerySet(CatalogueQuerySet):
    """Exercises by what one can and wants to do."""

    def doable_with(self, slugs):
        """Those that need only the equipment of these slugs, something that does its job, or nothing at all."""
        missing = Equipment.objects.exclude(slug__in=slugs).exclude(replaced_by__slug__in=slugs)
        return self.exclude(equipment__in=missing)

    def that_work(self, muscle):
        """Those that work or stretch this muscle."""
        return self.filter(works__muscle=muscle)

    def with_everything(self):
        """With all that an exercise's page shows, in a fixed number of queries. Retired neighbours stay away."""
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
    """One exercise or variant, with all that its page and the player need to know."""

    class Role(models.TextChoices):
        COMPOUND = "compound", "Compound"
        ACCESSORY = "accessory", "Accessory"
        CORE = "core", "Core"
        WARM_UP = "warm-up", "Warm-up"
        COOL_DOWN = "cool-down", "Cool-down"
        CHECK = "check", "Self-check"

    class Measure(models.TextChoices):
        REPS = "reps", "Reps"
        SECONDS = "seconds", "Seconds"

    class Sides(models.TextChoices):
        BOTH = "both", "Both together"
        EACH = "each", "Each side"
        ALTERNATE = "alternate", "Alternating"

    class Load(models.TextChoices):
        NONE = "none", "None"
        OPTIONAL = "optional", "Optional"
        REQUIRED = "required", "Required"

    class Level(models.IntegerChoices):
        STARTER = 1, "Starter"
        STEADY = 2, "Steady"
        STRONG = 3, "Strong"

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=60)
    aliases = models.JSONField(default=list, blank=True, help_text="Other names it is searched by.")
    purpose = models.CharField(max_length=200, help_text="Why do it, in one line.")
    role = models.CharField(max_length=10, choices=Role)
    measure = models.CharField(max_length=7, choices=Measure, help_text="Unless a routine says otherwise.")
    sides = models.CharField(max_length=9, choices=Sides, help_text="Alternating is logged once, as 10 each side.")
    load = models.CharField(max_length=8, choices=Load)
    banded = models.BooleanField(default=False, help_text="Its load is a band (strength 1-5), never kilograms.")
    cap_s = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Longest hold, if there is one.")
    level = models.PositiveSmallIntegerField(choices=Level)
    equipment = models.ManyToManyField(Equipment, blank=True, related_name="exercises", help_text="What it needs.")
    extras = models.ManyToManyField(Equipment, blank=True, related_name="extra_for", help_text="Good to have.")
    fit_category = models.PositiveSmallIntegerField(null=True, blank=True)
    fit_name = models.PositiveSmallIntegerField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    source = models.ForeignKey(Source, models.PROTECT, related_name="exercises")
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = ExerciseQuerySet.as_manager()

    class Meta:
        ordering = ["position", "slug"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("exercises:exercise_detail", args=[self.slug])

    def natural_key(self):
        return (self.slug,)

    @property
    def one_sided(self):
        """Whether left and right are logged as two rows."""
        return self.sides == self.Sides.EACH

    @property
    def log_sides(self):
        """The sides a set of it is logged with, in order."""
        return ("left", "right") if self.one_sided else ("both",)

    def takes_load_of(self, other):
        """Whether it is done with the same kind of load as another exercise: then a swap keeps the load."""
        return self.load != self.Load.NONE and self.banded == other.banded

    @property
    def easier(self):
        """The rungs below it."""
        return [step for step in self.ladder.all() if step.kind == LadderStep.Kind.EASIER]

    @property
    def harder(self):
        """The rungs above it."""
        return [step for step in self.ladder.all() if step.kind == LadderStep.Kind.HARDER]

    @property
    def without(self):
        """What to do without its equipment: pairs of a thing and the steps to another exercise, if there are any."""
        steps = [step for step in self.ladder.all() if step.kind == LadderStep.Kind.INSTEAD]
        things = {thing.pk: thing for thing in [*self.equipment.all(), *(step.equipment for step in steps)]}
        return [(thing, [step for step in steps if step.equipment == thing]) for thing in things.values()]

    @property
    def strengths(self):
        """How strongly each muscle is drawn on the muscle map, 1 to 3, by slug."""
        return {work.muscle.slug: work.strength for work in self.works.all()}

    @property
    def credits(self):
        """Who gave what: its sources, documents first, each with what was taken from it; muscles name their own."""
        given = [(self.source, "purpose")]
        given += [(cue.source, "cues") for cue in self.cues.all()]
        given += [(dose.source, "dose") for dose in self.doses.all()]
        given += [(step.source, "easier and harder") for step in self.easier + self.harder]
        given += [(step.source, "replacement") for _, steps in self.without for step in steps]
        sources = sorted({source for source, _ in given}, key=lambda source: source.position)
        return [(source, list(dict.fromkeys(what for who, what in given if who == source))) for source in sources]


class ExerciseMuscle(models.Model):
    """How hard an exercise works a muscle: a band and the range it comes from (evidence.md 1 and 5: a rough guide)."""

    class Part(models.TextChoices):
        WORKS = "works", "Works"
        STRETCHES = "stretches", "Stretches"

    class Band(models.TextChoices):
        NIL = "nil", "no usable number"
        LOW = "low", "low"
        MODERATE = "moderate", "moderate"
        HIGH = "high", "high"
        VERY_HIGH = "very-high", "very high"

    exercise = models.ForeignKey(Exercise, models.CASCADE, related_name="works")
    muscle = models.ForeignKey(Muscle, models.CASCADE, related_name="worked_by")
    part = models.CharField(max_length=10, choices=Part, default=Part.WORKS)
    band = models.CharField(max_length=10, choices=Band, default=Band.NIL)
    loaded_band = models.CharField(max_length=10, choices=Band, blank=True, help_text="With a load and RIR 3 or less.")
    range = models.CharField(max_length=60, blank=True, help_text="Shown to the reader, in % of a maximal contraction.")
    note = models.CharField(max_length=200, blank=True)
    sources = models.ManyToManyField(Source, blank=True)

    class Meta:
        ordering = ["muscle__position"]
        constraints = [models.UniqueConstraint(fields=["exercise", "muscle"], name="exercise_muscle_once")]

    def __str__(self):
        return f"{self.exercise}: {self.muscle} {self.band}"

    @property
    def strength(self):
        """1 to 3 for the muscle map; what works without a usable number is drawn faintly."""
        return {self.Band.VERY_HIGH: 3, self.Band.HIGH: 2}.get(self.band, 1)


class Cue(models.Model):
    """One thing to do, watch or stop at, by phase."""

    class Phase(models.TextChoices):
        SET_UP = "set-up", "Set up"
        MOVE = "move", "Move"
        CHECK = "check", "Check"
        STOP = "stop", "Stop when"

    exercise = models.ForeignKey(Exercise, models.CASCADE, related_name="cues")
    phase = models.CharField(max_length=6, choices=Phase)
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=200)
    source = models.ForeignKey(Source, models.PROTECT)

    class Meta:
        ordering = ["exercise", "position"]
        constraints = [models.UniqueConstraint(fields=["exercise", "position"], name="cue_position_once")]

    def __str__(self):
        return self.text


class LadderStepQuerySet(models.QuerySet):
    """Rungs of ladders."""

    def current(self):
        """Those that lead to an exercise the fixtures still hold."""
        return self.filter(to__retired_at=None).select_related("to")


class LadderStep(models.Model):
    """From one exercise to another: easier, harder, or instead of a piece of equipment."""

    class Kind(models.TextChoices):
        EASIER = "easier", "Easier"
        HARDER = "harder", "Harder"
        INSTEAD = "instead", "Instead of equipment"

    exercise = models.ForeignKey(Exercise, models.CASCADE, related_name="ladder")
    kind = models.CharField(max_length=7, choices=Kind)
    to = models.ForeignKey(Exercise, models.CASCADE, related_name="reached_by")
    equipment = models.ForeignKey(Equipment, models.CASCADE, null=True, blank=True, help_text="What one goes without.")
    note = models.CharField(max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    source = models.ForeignKey(Source, models.PROTECT)

    objects = LadderStepQuerySet.as_manager()

    class Meta:
        ordering = ["exercise", "kind", "position"]
        constraints = [
            models.UniqueConstraint(fields=["exercise", "kind", "to"], name="ladder_step_once"),
            models.CheckConstraint(condition=~models.Q(exercise=models.F("to")), name="ladder_step_leads_on"),
        ]

    def __str__(self):
        return f"{self.exercise} {self.kind} {self.to}"


class Dose(models.Model):
    """How much of an exercise a document (or we) prescribe."""

    exercise = models.ForeignKey(Exercise, models.CASCADE, related_name="doses")
    sets = models.PositiveSmallIntegerField()
    reps_low = models.PositiveSmallIntegerField(null=True, blank=True)
    reps_high = models.PositiveSmallIntegerField(null=True, blank=True)
    build_to_low = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Reps or seconds to build to.")
    build_to_high = models.PositiveSmallIntegerField(null=True, blank=True)
    seconds = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Hold to start with.")
    rest_s = models.PositiveSmallIntegerField(null=True, blank=True)
    note = models.CharField(max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    source = models.ForeignKey(Source, models.PROTECT)

    class Meta:
        ordering = ["exercise", "position"]
        constraints = [models.UniqueConstraint(fields=["exercise", "source"], name="dose_once_a_source")]

    def __str__(self):
        return f"{self.exercise}: {self.sets} sets"

    @property
    def reps(self):
        """Reps as one says them: “8–10” or “10”; nothing for a hold."""
        return between(self.reps_low, self.reps_high)

    @property
    def build_to(self):
        """What to build to, likewise: reps, or seconds for a hold."""
        return between(self.build_to_low, self.build_to_high)


class Sign(models.Model):
    """Something a runner notices, and the exercises that a document names for it."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=100)
    said = models.TextField(help_text="What the documents say of it, told as what they say.")
    advice = models.TextField(blank=True, help_text="What they name for it that is no exercise.")
    studies = models.TextField(help_text="How studies disagree about it.")
    exercises = models.ManyToManyField(Exercise, blank=True, related_name="signs")
    position = models.PositiveSmallIntegerField(default=0)
    sources = models.ManyToManyField(Source)
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = CatalogueQuerySet.as_manager()

    class Meta:
        ordering = ["position", "slug"]

    def __str__(self):
        return self.name

    def natural_key(self):
        return (self.slug,)
