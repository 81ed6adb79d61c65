from django.urls import path

from volunteers.views import answers, assignments, certificates, check_in, shifts, verify

app_name = "volunteers"
urlpatterns = [
    path("shifts/", shifts.shifts, name="shifts"),
    path("shifts/<int:pk>/", shifts.shift, name="shift"),
    path("mine/shifts/<int:pk>/", assignments.assignment, name="assignment"),
    path("mine/shifts/<int:pk>/withdraw/", assignments.withdraw, name="withdraw"),
    path("mine/shifts/<int:pk>/substitute/", assignments.find_substitute, name="find_substitute"),
    path("mine/shifts/<int:pk>/keep/", assignments.keep_place, name="keep_place"),
    path("mine/shifts/<int:pk>/undo/", assignments.undo_withdrawal, name="undo_withdrawal"),
    path("mine/code/", check_in.own_code, name="own_code"),
    path("mine/code/<int:pk>.svg", check_in.own_code_picture, name="own_code_picture"),
    path("here/<str:code>/", check_in.here, name="here"),
    path("<int:pk>/poster/", check_in.poster, name="poster"),
    path("<int:pk>/poster.svg", check_in.poster_code, name="poster_code"),
    path("answer/<str:code>/", answers.answer, name="answer"),
    # Certificates
    path("mine/certificates/", certificates.certificates, name="certificates"),
    path("mine/certificates/<int:pk>/", certificates.certificate, name="certificate"),
    path("verify/", verify.verify, name="verify"),
    path("verify/<slug:code>/", verify.verified, name="verified"),
    path("verify/<slug:code>.svg", verify.verification_qr, name="verification_qr"),
]
