from django.urls import path

from glutes.runs import views

app_name = "runs"
urlpatterns = [
    path("", views.arrivals, name="arrivals"),
    path("address/", views.address, name="address"),
    path("key/", views.key, name="key"),
    path("files/", views.files, name="files"),
    path("kinds/", views.kinds, name="kinds"),
    path("look/", views.look, name="look"),
    path("<slug:origin>/stop/", views.stop, name="stop"),
]
