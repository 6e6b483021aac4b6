from django.urls import path

from glutes.checks import views

app_name = "checks"
urlpatterns = [
    path("", views.check_list, name="check_list"),
    path("remind/", views.remind, name="remind"),
    path("habit/", views.habit, name="habit"),
    path("<uuid:pk>/", views.check_detail, name="check_detail"),
    path("<uuid:pk>/result/", views.log_check, name="log_check"),
    path("<uuid:pk>/delete/", views.check_delete, name="check_delete"),
    path("<uuid:pk>/restore/", views.check_restore, name="check_restore"),
    path("<slug:kind>/", views.check_new, name="check_new"),
]
