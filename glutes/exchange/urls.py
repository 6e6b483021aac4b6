from django.urls import path

from glutes.exchange import views

app_name = "exchange"
urlpatterns = [
    path("account/data/", views.connections, name="connections"),
    path("account/sets.csv", views.sets_csv, name="sets_csv"),
    path("account/export.json", views.export_json, name="export_json"),
    path("import/", views.import_list, name="import_list"),
    path("import/<int:pk>/", views.import_detail, name="import_detail"),
    path("import/<int:pk>/columns/", views.import_columns, name="import_columns"),
    path("import/<int:pk>/bring/", views.import_bring, name="import_bring"),
    path("import/<int:pk>/undo/", views.import_undo, name="import_undo"),
    path("import/<int:pk>/unread.csv", views.import_unread, name="import_unread"),
]
