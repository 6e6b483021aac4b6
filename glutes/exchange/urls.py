from django.urls import path

from glutes.exchange import views

app_name = "exchange"
urlpatterns = [
    path("sets.csv", views.sets_csv, name="sets_csv"),
    path("export.json", views.export_json, name="export_json"),
]
