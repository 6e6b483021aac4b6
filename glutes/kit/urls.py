from django.urls import path

from glutes.kit import views

app_name = "kit"
urlpatterns = [
    path("", views.account, name="account"),
    path("kit/<slug:slug>/", views.kit_add, name="kit_add"),
    path("kit/<int:pk>/remove/", views.kit_remove, name="kit_remove"),
    path("kit/<int:pk>/restore/", views.kit_restore, name="kit_restore"),
    path("wishes/<slug:slug>/", views.wish, name="wish"),
    path("locks/<slug:slug>/lift/", views.lock_lift, name="lock_lift"),
    path("looked-at/<slug:slug>/", views.go_ahead, {"kind": "looked-at"}, name="looked_at"),
    path("taken-up/<slug:slug>/", views.go_ahead, {"kind": "taken-up"}, name="taken_up"),
    path("easier-week/", views.ease, name="ease"),
]
