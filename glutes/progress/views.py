"""How training goes."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe


@require_safe
def overview(request):
    return HttpResponse("")


@require_safe
def exercise_progress(request, slug):
    return HttpResponse("")
