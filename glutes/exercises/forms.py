"""The filters of the exercise list."""

from urllib.parse import urlencode

from django import forms
from django.db.models import Q
from django.urls import reverse

from glutes.exercises import search
from glutes.exercises.models import Equipment, Exercise, Muscle

NOTHING = "nothing"
"""Stands among the slugs of equipment for having none: what is then found needs none, or what a carpet can do."""

CARPET = ["mat"]
"""What a carpet does the job of."""


class ExerciseFilter(forms.Form):
    """The filters of the exercise list. An empty field filters nothing."""

    q = forms.CharField(required=False, max_length=60)
    muscle = forms.ChoiceField(required=False)
    equipment = forms.MultipleChoiceField(required=False)
    role = forms.MultipleChoiceField(required=False, choices=Exercise.Role.choices, widget=forms.CheckboxSelectMultiple)
    level = forms.MultipleChoiceField(
        required=False, choices=Exercise.Level.choices, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data):
        super().__init__(data)
        self.muscles = list(Muscle.objects.current())
        counts = Q(exercises__isnull=False) | Q(replaces__isnull=False) | Q(stretches=True)
        self.things = list(Equipment.objects.current().filter(counts).distinct())
        self.fields["muscle"].choices = [("", "Anything"), *((each.slug, each.plain_name) for each in self.muscles)]
        self.fields["equipment"].choices = [(NOTHING, "No kit"), *((each.slug, each.name) for each in self.things)]
        self.fields["q"].error_messages["max_length"] = "Search for at most 60 characters: one name is enough."
        for name in ("muscle", "equipment", "role", "level"):
            self.fields[name].error_messages["invalid_choice"] = f"No such {name} here: pick from those shown."

    def found(self):
        """The exercises that pass the filters, best match first if searched for. Ignores invalid filters."""
        self.full_clean()
        asked = self.cleaned_data
        exercises = Exercise.objects.current().prefetch_related("equipment__replaced_by")
        if asked.get("muscle"):
            exercises = exercises.that_work(self.asked_muscle)
        if asked.get("equipment"):
            exercises = exercises.doable_with([*asked["equipment"], *(CARPET if NOTHING in asked["equipment"] else ())])
        if asked.get("role"):
            exercises = exercises.filter(role__in=asked["role"])
        if asked.get("level"):
            exercises = exercises.filter(level__in=asked["level"])
        if asked.get("q"):
            return search.best_first(asked["q"], exercises, lambda exercise: [exercise.name, *exercise.aliases])
        return list(exercises)

    @property
    def asked_muscle(self):
        """The Muscle that is filtered by, or None."""
        return next((each for each in self.muscles if each.slug == self.cleaned_data.get("muscle")), None)

    @property
    def address(self):
        """The address of the list with these filters, without the empty ones."""
        asked = {name: value for name, value in self.cleaned_data.items() if value}
        return reverse("exercises:exercise_list") + ("?" + urlencode(asked, doseq=True) if asked else "")
