from django.urls import path

from events.views import ical, registrations
from events.views.events import calendar, event_detail, event_list
from events.views.register import register

app_name = "events"
urlpatterns = [
    path("", event_list, name="list"),
    path("calendar/", calendar, name="calendar"),
    path("feed.ics", ical.feed, name="feed"),
    path("<int:pk>/", event_detail, name="event"),
    path("<int:pk>/event.ics", ical.event_file, name="ics"),
    path("<int:pk>/register/", register, name="register"),
    path("registrations/<int:pk>/", registrations.registration, name="registration"),
    path("registrations/<int:pk>/cancel/", registrations.cancel, name="cancel"),
    path("registrations/<int:pk>/undo/", registrations.undo_cancellation, name="undo"),
    path("registrations/<int:pk>/party/", registrations.change_party, name="party"),
]
