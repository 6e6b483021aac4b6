from django.urls import path

from glutes.workouts import pick, views

app_name = "workouts"
urlpatterns = [
    path("", views.today, name="today"),
    path("workouts/", views.workout_list, name="workout_list"),
    path("workouts/start/", views.start, name="start"),
    path("workouts/past/", views.past, name="past"),
    path("workouts/<uuid:pk>/", views.workout_detail, name="workout_detail"),
    path("workouts/<uuid:pk>/pick/", pick.exercise_pick, name="exercise_pick"),
    path("workouts/<uuid:pk>/add-own/", pick.workout_add_own, name="workout_add_own"),
    path("workouts/<uuid:pk>/sets/", views.log_set, name="log_set"),
    path("workouts/<uuid:pk>/slots/", views.log_slot, name="log_slot"),
    path("workouts/<uuid:pk>/morning/", views.morning, name="morning"),
    path("workouts/<uuid:pk>/finish/", views.finish, name="finish"),
    path("workouts/<uuid:pk>/times/", views.times, name="times"),
    path("workouts/<uuid:pk>/reopen/", views.reopen, name="reopen"),
    path("workouts/<uuid:pk>/delete/", views.delete, name="delete"),
    path("workouts/<uuid:pk>/restore/", views.restore, name="restore"),
]
