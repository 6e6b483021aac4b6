from django.urls import path

from glutes.report import views

app_name = "report"
urlpatterns = [
    path("progress/report/", views.report, name="report"),
    path("see/<slug:token>/", views.seen, name="seen"),
]
