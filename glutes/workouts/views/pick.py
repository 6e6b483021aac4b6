"""Choosing any exercise to swap to or to add in a session. The choice is posted to `log_slot`, like every swap."""

from django import forms
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from glutes.exercises.views.own import adding
from glutes.workouts.forms import SlotForm
from glutes.workouts.pages import exercise_pick as pick_page


class PickForm(forms.Form):
    """Which slot to fill (none: a new one), and the search. Never refused: invalid values are ignored."""

    slot = forms.IntegerField(required=False, min_value=0, max_value=199)
    q = forms.CharField(required=False, max_length=60)

    def asked(self):
        """The slot (or None) and the words of the search."""
        self.full_clean()
        return self.cleaned_data.get("slot"), self.cleaned_data.get("q", "")


@require_safe
def exercise_pick(request, pk):
    """Search all exercises for one to do in a slot, or to add."""
    workout = get_object_or_404(request.user.workouts.kept(), pk=pk)
    slot, words = PickForm(request.GET).asked()
    context = pick_page.context(workout, slot, words)
    return render(request, f"workouts/{'_pick' if request.htmx else 'exercise_pick'}.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def workout_add_own(request, pk):
    """Add a new exercise of the user's own, and do it in a slot."""
    workout = get_object_or_404(request.user.workouts.kept(), pk=pk)
    slot, _ = PickForm(request.POST or request.GET).asked()
    slot = pick_page.next_slot(workout) if slot is None else slot
    correct = "?correct" if workout.ended_at(timezone.now()) else ""

    def put(exercise):
        """Puts it into the slot, unless an earlier request did."""
        if not workout.exercises.filter(exercise=exercise).exists():
            form = SlotForm({"slot": slot, "exercise": exercise.slug}, workout=workout, now=timezone.localtime())
            if form.is_valid():
                form.save()
        return f"{workout.get_absolute_url()}{correct}"

    back = reverse("workouts:exercise_pick", args=[pk], query={"slot": slot})
    return adding(request, put, back=back, goes_to=workout.name, carried={"slot": slot})
