from django.urls import path

from glutes.plan.views import runs, together, week

app_name = "plan"
urlpatterns = [
    path("put/", week.plan_day_put, name="plan_day_put"),
    path("places/", together.plan_places, name="plan_places"),
    path("rhythms/", together.plan_rhythms, name="plan_rhythms"),
    path("rearrange/", together.plan_rearrange, name="plan_rearrange"),
    path("<int:pk>/move/", week.plan_day_move, name="plan_day_move"),
    path("<int:pk>/skip/", week.plan_day_skip, name="plan_day_skip"),
    path("<int:pk>/halve/", week.plan_day_halve, name="plan_day_halve"),
    path("<int:pk>/change/", week.plan_day_change, name="plan_day_change"),
    path("<int:pk>/instead/", week.plan_day_instead, name="plan_day_instead"),
    path("<int:pk>/remove/", week.plan_day_remove, name="plan_day_remove"),
    path("pauses/add/", week.pause_add, name="pause_add"),
    path("pauses/<int:pk>/end/", week.pause_end, name="pause_end"),
    path("runs/", runs.run_list, name="run_list"),
    path("runs/add/", runs.run_add, name="run_add"),
    path("runs/<int:pk>/remove/", runs.run_remove, name="run_remove"),
    path("imported/<int:pk>/remove/", runs.imported_remove, name="imported_remove"),
    path("imported/<int:pk>/restore/", runs.imported_restore, name="imported_restore"),
    path("races/add/", runs.race_add, name="race_add"),
    path("races/<int:pk>/long-run/", week.race_long_run, name="race_long_run"),
    path("races/<int:pk>/remove/", runs.race_remove, name="race_remove"),
]
