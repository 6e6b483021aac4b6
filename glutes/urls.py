"""The addresses of the site; each app says its own."""

from django.urls import include, path

from glutes.exercises import views as exercise_views

urlpatterns = [
    path("figures/muscles.svg", exercise_views.muscle_map_svg, name="muscle_map_svg"),
    path("figures/<slug:slug>.svg", exercise_views.figure_svg, name="figure_svg"),
    path("exercises/", include("glutes.exercises.urls")),
    path("sources/", exercise_views.source_list, name="sources"),
    path("routines/", include("glutes.routines.urls")),
    path("account/", include("glutes.accounts.urls")),
    path("plan/", include("glutes.plan.urls")),
    path("account/", include("glutes.exchange.urls")),
    path("progress/", include("glutes.progress.urls")),
    path("", include("glutes.workouts.urls")),
]
