from django.urls import path

from glutes.links import views

app_name = "links"
urlpatterns = [
    path("routines/<int:pk>/share/", views.routine_share, name="routine_share"),
    path("account/links/", views.link_list, name="link_list"),
    path("account/links/<int:pk>/close/", views.link_close, name="link_close"),
    path("account/links/<int:pk>/open/", views.link_open, name="link_open"),
    path("r/<slug:token>/", views.shared, name="shared"),
    path("r/<slug:token>/print/", views.shared_print, name="shared_print"),
    path("r/<slug:token>/take/", views.shared_take, name="shared_take"),
]
