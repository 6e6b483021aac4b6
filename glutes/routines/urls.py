from django.urls import path

from glutes.routines import views

app_name = "routines"
urlpatterns = [
    path("", views.routine_list, name="routine_list"),
    path("<int:pk>/", views.routine_detail, name="routine_detail"),
]
