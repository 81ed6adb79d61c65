from django.urls import path

from volunteers.views import activities, answers, assignments, certificates, shifts, teams, verify

app_name = "volunteers"
urlpatterns = [
    # The team and what it does
    path("", teams.team_list, name="list"),
    path("teams/<int:pk>/", teams.team, name="team"),
    path("<int:pk>/", activities.activity, name="activity"),
    path("<int:pk>/activity.ics", activities.activity_file, name="ics"),
    path("shifts/", shifts.shifts, name="shifts"),
    path("shifts/<int:pk>/", shifts.shift, name="shift"),
    path("mine/shifts/<int:pk>/", assignments.assignment, name="assignment"),
    path("mine/shifts/<int:pk>/withdraw/", assignments.withdraw, name="withdraw"),
    path("mine/shifts/<int:pk>/substitute/", assignments.find_substitute, name="find_substitute"),
    path("mine/shifts/<int:pk>/keep/", assignments.keep_place, name="keep_place"),
    path("mine/shifts/<int:pk>/undo/", assignments.undo_withdrawal, name="undo_withdrawal"),
    path("answer/<str:code>/", answers.answer, name="answer"),
    # Certificates
    path("mine/certificates/", certificates.certificates, name="certificates"),
    path("mine/certificates/<int:pk>/", certificates.certificate, name="certificate"),
    path("verify/", verify.verify, name="verify"),
    path("verify/<slug:code>/", verify.verified, name="verified"),
    path("verify/<slug:code>.svg", verify.verification_qr, name="verification_qr"),
]
