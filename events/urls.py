from django.urls import path

from events.views import answers, check_in, events, feedback, ical, register, registrations

app_name = "events"
urlpatterns = [
    path("", events.event_list, name="list"),
    path("calendar/", events.calendar, name="calendar"),
    path("feed.ics", ical.feed, name="feed"),
    path("<int:pk>/", events.event_detail, name="event"),
    path("<int:pk>/event.ics", ical.event_file, name="ics"),
    path("<int:pk>/register/", register.register, name="register"),
    path("<int:pk>/poster/", check_in.poster, name="poster"),
    path("<int:pk>/poster.svg", check_in.poster_code, name="poster_code"),
    path("answer/<str:code>/", answers.answer, name="answer"),
    path("feedback/<str:code>/", feedback.feedback, name="feedback"),
    path("<int:pk>/feedback-sheet/", feedback.feedback_sheet, name="feedback_sheet"),
    path("door/<str:code>/", check_in.door, name="door"),
    path("registrations/<int:pk>/", registrations.registration, name="registration"),
    path("registrations/<int:pk>/cancel/", registrations.cancel, name="cancel"),
    path("registrations/<int:pk>/undo/", registrations.undo_cancellation, name="undo"),
    path("registrations/<int:pk>/party/", registrations.change_party, name="party"),
]
