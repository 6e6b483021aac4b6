from django.urls import path

from glutes.exercises.views import catalogue, own

app_name = "exercises"
urlpatterns = [
    path("", catalogue.exercise_list, name="exercise_list"),
    path("signs/", catalogue.sign_list, name="sign_list"),
    path("new/", own.exercise_new, name="exercise_new"),
    path("<slug:slug>/edit/", own.exercise_edit, name="exercise_edit"),
    path("<slug:slug>/delete/", own.exercise_delete, name="exercise_delete"),
    path("<slug:slug>/restore/", own.exercise_restore, name="exercise_restore"),
    path("<slug:slug>/photo.jpg", own.exercise_photo, name="exercise_photo"),
    path("<slug:slug>/", catalogue.exercise_detail, name="exercise_detail"),
]
