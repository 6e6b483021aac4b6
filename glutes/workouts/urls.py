from django.urls import path

from glutes.workouts.views import days, pick, workout

app_name = "workouts"
urlpatterns = [
    path("", days.today, name="today"),
    path("workouts/", days.workout_list, name="workout_list"),
    path("workouts/start/", workout.start, name="start"),
    path("workouts/past/", workout.past, name="past"),
    path("workouts/<uuid:pk>/", workout.workout_detail, name="workout_detail"),
    path("workouts/<uuid:pk>/pick/", pick.exercise_pick, name="exercise_pick"),
    path("workouts/<uuid:pk>/add-own/", pick.workout_add_own, name="workout_add_own"),
    path("workouts/<uuid:pk>/sets/", workout.log_set, name="log_set"),
    path("workouts/<uuid:pk>/slots/", workout.log_slot, name="log_slot"),
    path("workouts/<uuid:pk>/morning/", workout.morning, name="morning"),
    path("workouts/<uuid:pk>/finish/", workout.finish, name="finish"),
    path("workouts/<uuid:pk>/times/", workout.times, name="times"),
    path("workouts/<uuid:pk>/reopen/", workout.reopen, name="reopen"),
    path("workouts/<uuid:pk>/delete/", workout.delete, name="delete"),
    path("workouts/<uuid:pk>/restore/", workout.restore, name="restore"),
]
