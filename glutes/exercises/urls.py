from django.urls import path

from glutes.exercises import views

app_name = "exercises"
urlpatterns = [
    path("", views.exercise_list, name="exercise_list"),
    path("signs/", views.sign_list, name="sign_list"),
    path("<slug:slug>/", views.exercise_detail, name="exercise_detail"),
]
