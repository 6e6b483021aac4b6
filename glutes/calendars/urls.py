from django.urls import path

from glutes.calendars import views

app_name = "calendars"
urlpatterns = [
    path("calendar/<slug:token>.ics", views.feed, name="feed"),
    path("account/calendar/", views.subscribe, name="subscribe"),
    path("account/calendar/make/", views.make, name="make"),
    path("account/calendar/renew/", views.renew, name="renew"),
    path("account/calendar/ring/", views.ring, name="ring"),
    path("account/calendar/stop/", views.stop, name="stop"),
]
