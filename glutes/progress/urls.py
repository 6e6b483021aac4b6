from django.urls import path

from glutes.progress import views

app_name = "progress"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("<slug:slug>/", views.exercise_progress, name="exercise_progress"),
]
