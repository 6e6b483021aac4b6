from django.urls import path

from glutes.plan import together, views

app_name = "plan"
urlpatterns = [
    path("put/", views.plan_day_put, name="plan_day_put"),
    path("places/", together.plan_places, name="plan_places"),
    path("rhythms/", together.plan_rhythms, name="plan_rhythms"),
    path("rearrange/", together.plan_rearrange, name="plan_rearrange"),
    path("<int:pk>/move/", views.plan_day_move, name="plan_day_move"),
    path("<int:pk>/skip/", views.plan_day_skip, name="plan_day_skip"),
    path("<int:pk>/halve/", views.plan_day_halve, name="plan_day_halve"),
    path("<int:pk>/change/", views.plan_day_change, name="plan_day_change"),
    path("<int:pk>/instead/", views.plan_day_instead, name="plan_day_instead"),
    path("<int:pk>/remove/", views.plan_day_remove, name="plan_day_remove"),
    path("pauses/add/", views.pause_add, name="pause_add"),
    path("pauses/<int:pk>/end/", views.pause_end, name="pause_end"),
    path("runs/", views.run_list, name="run_list"),
    path("runs/add/", views.run_add, name="run_add"),
    path("runs/<int:pk>/remove/", views.run_remove, name="run_remove"),
    path("races/add/", views.race_add, name="race_add"),
    path("races/<int:pk>/long-run/", views.race_long_run, name="race_long_run"),
    path("races/<int:pk>/remove/", views.race_remove, name="race_remove"),
]
