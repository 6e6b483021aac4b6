from django.urls import path

from glutes.kit import views

app_name = "kit"
urlpatterns = [
    path("", views.account, name="account"),
    path("kit/<slug:slug>/", views.kit_add, name="kit_add"),
    path("kit/<int:pk>/remove/", views.kit_remove, name="kit_remove"),
    path("wishes/<slug:slug>/", views.wish, name="wish"),
    path("easier-week/", views.ease, name="ease"),
]
