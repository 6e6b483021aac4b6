"""The addresses of the site; each app says its own."""

from django.urls import include, path

urlpatterns = [
    path("exercises/", include("glutes.exercises.urls")),
    path("routines/", include("glutes.routines.urls")),
    path("account/", include("glutes.accounts.urls")),
    path("", include("glutes.workouts.urls")),
]
