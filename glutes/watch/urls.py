from django.urls import path

from glutes.watch import views

app_name = "watch"
urlpatterns = [
    path("account/watch/", views.watch, name="watch"),
    path("account/watch/week.zip", views.week_zip, name="week_zip"),
    path("account/watch/send/", views.send_week, name="send_week"),
    path("account/watch/every/", views.send_every, name="send_every"),
    path("account/watch/ended/", views.send_ended, name="send_ended"),
    path("workouts/<uuid:pk>/send/", views.send_workout, name="send_workout"),
    path("routines/<int:pk>/workout.fit", views.workout_fit, name="workout_fit"),
    path("workouts/<uuid:pk>/activity.fit", views.activity_fit, name="activity_fit"),
]
