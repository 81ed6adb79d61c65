from django.urls import path

from events.views import browse, ical, registering, registration

app_name = "events"
urlpatterns = [
    path("", browse.event_list, name="list"),
    path("calendar/", browse.calendar, name="calendar"),
    path("feed.ics", ical.feed, name="feed"),
    path("<int:pk>/", browse.event_detail, name="event"),
    path("<int:pk>/event.ics", ical.event_file, name="ics"),
    path("<int:pk>/register/", registering.register, name="register"),
    path("registrations/<int:pk>/", registration.registration, name="registration"),
    path("registrations/<int:pk>/cancel/", registration.cancel, name="cancel"),
    path("registrations/<int:pk>/undo/", registration.undo_cancellation, name="undo"),
    path("registrations/<int:pk>/party/", registration.change_party, name="party"),
]
