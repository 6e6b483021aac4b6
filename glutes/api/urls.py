from django.urls import path

from glutes.api import views

app_name = "api"
urlpatterns = [
    path("account/scripts/", views.token_list, name="token_list"),
    path("account/scripts/make/", views.token_make, name="token_make"),
    path("account/scripts/<int:pk>/revoke/", views.token_revoke, name="token_revoke"),
    path("api/<path:rest>", views.nothing, name="nothing"),
]
