from django.urls import path

from glutes.links import views

app_name = "links"
urlpatterns = [
    path("routines/<int:pk>/share/", views.routine_share, name="routine_share"),
    path("account/links/", views.link_list, name="link_list"),
    path("account/links/<int:pk>/close/", views.link_close, name="link_close"),
    path("account/links/<int:pk>/open/", views.link_open, name="link_open"),
    path("account/links/<int:pk>/last-day/", views.link_end, name="link_end"),
    path("account/proposals/<int:pk>/take/", views.proposal_take, name="proposal_take"),
    path("account/proposals/<int:pk>/decline/", views.proposal_decline, name="proposal_decline"),
    path("account/proposals/<int:pk>/undo/", views.proposal_undo, name="proposal_undo"),
    path("see/<slug:token>/propose/", views.propose, name="propose"),
    path("r/<slug:token>/", views.shared, name="shared"),
    path("r/<slug:token>/print/", views.shared_print, name="shared_print"),
    path("r/<slug:token>/take/", views.shared_take, name="shared_take"),
]
