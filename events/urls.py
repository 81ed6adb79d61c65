from django.urls import path

from events.views import answers, check_in, enrolments, events, feedback, ical, register, registrations

app_name = "events"
urlpatterns = [
    path("", events.event_list, name="list"),
    path("calendar/", events.calendar, name="calendar"),
    path("board/", events.board, name="board"),
    path("board.svg", events.board_code, name="board_code"),
    path("feed.ics", ical.feed, name="feed"),
    path("<int:pk>/", events.event_detail, name="event"),
    path("<int:pk>/announcement/", events.announcement, name="announcement"),
    path("<int:pk>/announcement.svg", events.announcement_code, name="announcement_code"),
    path("<int:pk>/event.ics", ical.event_file, name="ics"),
    path("<int:pk>/register/", register.register, name="register"),
    path("<int:pk>/poster/", check_in.poster, name="poster"),
    path("<int:pk>/poster.svg", check_in.poster_code, name="poster_code"),
    path("answer/<str:code>/", answers.answer, name="answer"),
    path("feedback/<str:code>/", feedback.feedback, name="feedback"),
    path("<int:pk>/feedback-sheet/", feedback.feedback_sheet, name="feedback_sheet"),
    path("door/<str:code>/", check_in.door, name="door"),
    path("registrations/<int:pk>/", registrations.registration, name="registration"),
    path("registrations/<int:pk>/code.svg", registrations.code, name="registration_code"),
    path("registrations/<int:pk>/cancel/", registrations.cancel, name="cancel"),
    path("registrations/<int:pk>/undo/", registrations.undo_cancellation, name="undo"),
    path("registrations/<int:pk>/party/", registrations.change_party, name="party"),
    path("series/<int:pk>/enrol/", enrolments.enrol, name="enrol"),
    path("series/<int:pk>/series.ics", ical.series_file, name="series_ics"),
    path("series/<int:pk>/feed.ics", ical.series_feed, name="series_feed"),
    path("enrolments/<int:pk>/", enrolments.enrolment, name="enrolment"),
    path("enrolments/<int:pk>/leave/", enrolments.leave, name="leave"),
]
