"""The filters of the exercise list, and the form of a user's own exercise."""

from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from glutes import figures
from glutes.accounts.models import folded
from glutes.exercises import photos, search
from glutes.exercises.models import A_CARPET_DOES, Cue, Equipment, Exercise, ExerciseMuscle, LadderStep, Muscle, Photo
from glutes.exercises.models.known import known_as
from glutes.prepared import prepared

NOTHING = "nothing"
"""A choice beside the slugs of equipment: exercises that need none, or only what a carpet can replace."""

MINE = "mine"
"""A choice beside the slugs of equipment: everything that the user has at home."""

ANY = "any"
"""A choice that turns off the default filter, the user's own kit."""


class ExerciseField(forms.ModelChoiceField):
    """An exercise by its slug: of the catalogue, which everybody sees, or else one of its `user`, whom a form names."""

    def __init__(self, **options):
        super().__init__(Exercise.objects.none(), to_field_name="slug", **options)

    def to_python(self, value):
        if known := known_as(value):
            return known
        self.queryset = Exercise.objects.visible_to(self.user)
        return super().to_python(value)


@prepared
def current_equipment():
    """All equipment, in order. `counts`: whether one can filter by it even if no exercise needs it, because it replaces
    other things or is a band."""
    replaces = Exists(Equipment.objects.filter(replaced_by=OuterRef("pk")))
    return Equipment.objects.current().annotate(counts=replaces | Q(stretches=True))


class ExerciseFilter(forms.Form):
    """The filters of the exercise list. An empty field filters nothing, with one exception: users who said what they
    have at home see what they can do with that, unless they filter by equipment or search for a name.
    """

    q = forms.CharField(required=False, max_length=60)
    muscle = forms.ChoiceField(required=False)
    equipment = forms.MultipleChoiceField(required=False)
    role = forms.MultipleChoiceField(required=False, choices=Exercise.Role.choices, widget=forms.CheckboxSelectMultiple)
    level = forms.MultipleChoiceField(
        required=False, choices=Exercise.Level.choices, widget=forms.CheckboxSelectMultiple
    )

    kit = forms.ChoiceField(required=False, choices=[(ANY, ANY)])

    def __init__(self, data, user):
        # The kit's rows, reached through the user: kit comes after exercises and is not imported here.
        self.mine = user.kit.there() if user.is_authenticated else None
        if self.mine and not {"kit", "equipment", "q"} & data.keys():
            data = data.copy()
            data["equipment"] = MINE
        super().__init__(data)
        self.visible = Exercise.shown_to(user)
        worked = {muscle for exercise in self.visible for muscle in exercise.muscles if not muscle.retired_at}
        self.muscles = sorted(worked, key=lambda each: (each.position, each.slug))
        needed = {slug for exercise in self.visible for slugs in exercise.needs for slug in slugs}
        self.things = [each for each in current_equipment() if each.slug in needed or each.counts]
        self.fields["muscle"].choices = [("", "Anything"), *((each.slug, each.plain_name) for each in self.muscles)]
        self.fields["equipment"].choices = [
            (MINE, "My kit"),
            (NOTHING, "No kit"),
            *((each.slug, each.name) for each in self.things),
        ]
        self.fields["q"].error_messages["max_length"] = "Search for at most 60 characters: one name is enough."
        for name in ("muscle", "equipment", "role", "level"):
            self.fields[name].error_messages["invalid_choice"] = f"No such {name} here: pick from those shown."

    def found(self):
        """The exercises that pass the filters; for a search, the best match first. Ignores invalid filters."""
        self.full_clean()
        asked, had = self.cleaned_data, self.things_had
        exercises = self.visible
        if muscle := self.asked_muscle:
            exercises = [each for each in exercises if muscle in each.muscles]
        if had:
            exercises = [each for each in exercises if all(need & had for need in each.needs)]
        if asked.get("role"):
            exercises = [each for each in exercises if each.role in asked["role"]]
        if asked.get("level"):
            exercises = [each for each in exercises if str(each.level) in asked["level"]]
        if asked.get("q"):
            return search.best_first(asked["q"], exercises, lambda exercise: [exercise.name, *exercise.aliases])
        return self.users_first(exercises)

    def users_first(self, exercises):
        """The exercises as a list, first those that use equipment that was asked for by name; `using` counts these."""
        named = set(self.cleaned_data.get("equipment", ())) - {MINE, NOTHING}
        if not named:
            return exercises
        using = {each.pk for each in exercises if any(thing.slug in named for thing in each.things)}
        self.using = len(using)
        return sorted(exercises, key=lambda each: each.pk not in using)

    @property
    def is_narrowed(self):
        """Whether any filter is set, so that the list may be shorter than all exercises."""
        return any(value for name, value in self.cleaned_data.items() if name != "kit")

    @property
    def things_had(self):
        """The slugs of the equipment to filter by; empty for no such filter."""
        asked = set(self.cleaned_data.get("equipment", ()))
        stands_for = {MINE: self.mine or (), NOTHING: [A_CARPET_DOES]}
        return {slug for each in asked for slug in stands_for.get(each, [each])}

    @property
    def asked_muscle(self):
        """The Muscle that is filtered by, or None."""
        return next((each for each in self.muscles if each.slug == self.cleaned_data.get("muscle")), None)

    @property
    def address(self):
        """The address of the list with these filters, without the empty ones."""
        asked = {name: value for name, value in self.cleaned_data.items() if value}
        if "equipment" in asked or not self.mine:
            asked.pop("kit", None)
        return reverse("exercises:exercise_list") + ("?" + urlencode(asked, doseq=True) if asked else "")


class PhotoForm(forms.Form):
    """The photo of a user's own exercise. Made small here, which may take a second, so validate it outside any lock."""

    photo = forms.FileField(
        required=False,
        widget=forms.FileInput(
            {
                "class": "input",
                "accept": "image/jpeg,image/png,image/webp",
                "data-most-bytes": photos.MOST_BYTES,
                "data-too-big": photos.TOO_BIG,
            }
        ),
        error_messages={"invalid": photos.UNREADABLE, "empty": photos.UNREADABLE, "missing": photos.UNREADABLE},
    )

    def clean_photo(self):
        """The small JPEG as bytes; None without a photo."""
        file = self.cleaned_data["photo"]
        if file and file.size > photos.MOST_BYTES:
            raise ValidationError(photos.TOO_BIG)
        try:
            return photos.small(file) if file else None
        except ValueError as error:
            raise ValidationError(str(error)) from error


SIDES = [("both", "Both at once"), ("each", "One, then the other"), ("alternate", "In turn")]
ROLES = [("compound", "Big"), ("accessory", "Small"), ("core", "Core")]
ROLES += [("warm-up", "Warm-up"), ("cool-down", "Cool-down")]
HELPS, WORKS = ExerciseMuscle.Activity.MODERATE, ExerciseMuscle.Activity.HIGH
"""The two levels that a user can choose for a muscle: it helps, or it works."""


class OwnExerciseForm(forms.ModelForm):
    """A user's own exercise. Only its name is required.

    A form that is sent twice, with the same `key`, makes one exercise. `photo`: the photo of a valid PhotoForm.
    """

    MOST_CUES = 12

    key = forms.RegexField("^[a-z0-9]{12}$", required=False, widget=forms.HiddenInput)
    equipment = forms.ModelMultipleChoiceField(
        Equipment.objects.current(),
        required=False,
        to_field_name="slug",
        error_messages={"invalid_choice": "One of these is not on our list of kit.", "invalid_list": "Pick some kit."},
    )
    cues = forms.CharField(required=False, max_length=2600, widget=forms.Textarea({"class": "input", "rows": 4}))
    easier = forms.ModelChoiceField(Exercise.objects.none(), required=False, to_field_name="slug", empty_label="None")
    harder = forms.ModelChoiceField(Exercise.objects.none(), required=False, to_field_name="slug", empty_label="None")
    without_photo = forms.BooleanField(required=False)

    class Meta:
        model = Exercise
        fields = ["name", "measure", "load", "sides", "role", "pattern", "figure"]
        widgets = {"name": forms.TextInput({"class": "input", "autocomplete": "off"})}
        error_messages = {
            "name": {"required": "Name: fill this in.", "max_length": "Name: 60 characters at most."},
        }

    def __init__(self, data, *, user, exercise=None, photo=None, name=""):
        self.user, self.photo = user, photo
        exercise = exercise or Exercise(user=user)
        initial = self.first(name) if exercise.pk is None else self.stored(exercise)
        super().__init__(data, instance=exercise, initial=initial)
        others = Exercise.objects.current().trained_by(user).exclude(pk=exercise.pk)
        self.muscles = list(Muscle.objects.current())
        self.fields["measure"].choices = Exercise.Measure.choices
        self.fields["load"].choices = [("none", "None"), ("optional", "If you like"), ("required", "Always")]
        self.fields["sides"].choices = SIDES
        self.fields["role"].choices = ROLES
        self.fields["pattern"].choices = [*Exercise.Pattern.choices, ("", "None of these")]
        self.fields["figure"] = forms.ChoiceField(
            choices=[("", "No figure"), *((slug, figures.figure_alt(slug)) for slug in figures.slugs())], required=False
        )
        for muscle in self.muscles:
            self.fields[f"works_{muscle.slug}"] = forms.ChoiceField(
                choices=[("", "no"), (HELPS, "helps"), (WORKS, "works")], required=False, label=muscle.plain_name
            )
        for name in ("measure", "load", "sides", "role", "pattern", "figure"):
            self.fields[name].error_messages |= dict.fromkeys(("invalid_choice", "required"), "Pick one of these.")
        for way in ("easier", "harder"):
            self.fields[way].queryset = others.own_first()
            self.fields[way].error_messages["invalid_choice"] = "We don’t have that exercise."
        if exercise.pk and exercise.is_used:
            for name in ("measure", "sides"):
                self.fields[name].disabled = True  # Sets were logged in this measure.

    @staticmethod
    def first(name):
        """The initial values of the form for a new exercise; `name` is what a search did not find."""
        slug = Exercise.own_slug()
        usual = {"measure": "reps", "load": "optional", "sides": "both", "role": "accessory"}
        return usual | {"key": slug.removeprefix("own-"), "name": name[:1].upper() + name[1:60]}

    @staticmethod
    def stored(exercise):
        """The initial values of the fields that are not columns of Exercise."""
        works = {f"works_{work.muscle.slug}": work.activity for work in exercise.works.select_related("muscle")}
        steps = {step.kind: step.to.slug for step in exercise.ladder.select_related("to")}
        cues = "\n".join(cue.text for cue in exercise.cues.all())
        return works | steps | {"cues": cues, "equipment": [thing.slug for thing in exercise.equipment.all()]}

    @property
    def muscle_fields(self):
        """The field of each muscle."""
        return [self[f"works_{muscle.slug}"] for muscle in self.muscles]

    @property
    def strengths(self):
        """How strongly to draw each muscle on the muscle map: {muscle slug: 1 or 2}."""
        drawn = {HELPS: 1, WORKS: 2}
        said = {muscle.slug: self[f"works_{muscle.slug}"].value() for muscle in self.muscles}
        return {slug: drawn[level] for slug, level in said.items() if level in drawn}

    def clean_cues(self):
        """The lines that are not empty, as a list."""
        lines = [" ".join(line.split()) for line in self.cleaned_data["cues"].splitlines()]
        lines = [line for line in lines if line]
        if len(lines) > self.MOST_CUES or any(len(line) > 200 for line in lines):
            raise ValidationError(f"Cues: {self.MOST_CUES} lines at most, 200 characters each.")
        return lines

    def clean(self):
        given = super().clean()
        if given.get("easier") and given.get("easier") == given.get("harder"):
            self.add_error("harder", "One exercise can’t be both easier and harder.")
        if self.instance.pk is None:
            self._again()
        if self.instance.pk is None and self.user.exercises.count() >= Exercise.MOST_A_USER:
            raise ValidationError(f"{Exercise.MOST_A_USER} exercises of your own is the limit: delete one first.")
        self._check_name(given.get("name", ""))
        return given

    def _check_name(self, name):
        """Adds an error if another exercise has this name already: of the user, or, if it is a new name, ours."""
        others = Exercise.objects.current().trained_by(self.user).exclude(pk=self.instance.pk)
        same = [other for other in others if folded(other.name).split() == folded(name).split()]
        if any(other.is_own for other in same):
            self.add_error("name", f"You have one called “{name}” already: pick another name.")
        elif same and name != self.instance.name:
            self.add_error("name", f"“{same[0]}” is one of ours already: use that, or pick another name.")

    def _again(self):
        """If this form was sent before, changes the exercise that was stored then; with another name, makes a new one.

        A browser may keep the form, with its `key`, and somebody types another exercise into it.
        """
        slug = Exercise.own_slug(self.cleaned_data.get("key") or None)
        stored = Exercise.objects.filter(slug=slug).first()
        if stored and stored.user_id == self.user.pk and stored.name == self.cleaned_data.get("name"):
            self.instance = stored
        else:
            self.instance.slug = Exercise.own_slug() if stored else slug

    def save(self):
        """Stores it with its parts; returns it."""
        given, exercise = self.cleaned_data, self.instance
        exercise.retired_at = None
        things = given["equipment"]
        with_band = any(thing.stretches for thing in things) and not any(thing.weighs for thing in things)
        exercise.banded = with_band and exercise.load != Exercise.Load.NONE
        if self.photo or given["without_photo"]:
            exercise.photo = photos.version(self.photo) if self.photo else ""
        exercise = super().save()
        exercise.equipment.set(things)
        self._save_parts(exercise)
        if not exercise.photo:
            Photo.objects.filter(exercise=exercise).delete()
        elif self.photo:
            Photo.objects.update_or_create(exercise=exercise, defaults={"jpeg": self.photo})
        return exercise

    def _save_parts(self, exercise):
        """Replaces its muscles, cues and ladder steps by those of the form."""
        given = self.cleaned_data
        for parts in (exercise.works, exercise.cues, exercise.ladder):
            parts.all().delete()
        exercise.works.bulk_create(
            ExerciseMuscle(exercise=exercise, muscle=muscle, activity=given[f"works_{muscle.slug}"])
            for muscle in self.muscles
            if given[f"works_{muscle.slug}"]
        )
        exercise.cues.bulk_create(
            Cue(exercise=exercise, phase=Cue.Phase.MOVE, position=position, text=text)
            for position, text in enumerate(given["cues"])
        )
        exercise.ladder.bulk_create(
            LadderStep(exercise=exercise, kind=kind, to=given[kind]) for kind in ("easier", "harder") if given[kind]
        )
