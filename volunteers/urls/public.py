"""The volunteer team under /volunteers/."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from volunteers.views import (
    activities,
    answers,
    assignments,
    cards,
    certificates,
    check_in,
    corrections,
    join,
    my_service,
    profile,
    shifts,
    teams,
    thanks,
    verify,
)


class VerificationCode(StringConverter):
    """The code of a certificate, as `verification_code` makes it."""

    regex = "[0-9a-f]{32}"


register_converter(VerificationCode, "verification_code")

app_name = "volunteers"
urlpatterns = [
    # The team and what it does
    path("", teams.team_list, name="list"),
    path("teams/<int:pk>/", teams.team, name="team"),
    path("teams/<int:pk>/results/", teams.results, name="results"),
    path("<int:pk>/", activities.activity, name="activity"),
    path("<int:pk>/activity.ics", activities.activity_file, name="ics"),
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
    path("join/", join.join, name="join"),
    path("mine/profile/", profile.profile, name="profile"),
    path("mine/profile/<int:pk>/change/", profile.change, name="profile_change"),
    path("mine/profile/<int:pk>/pause/", profile.pause, name="pause"),
    path("mine/profile/<int:pk>/resume/", profile.resume, name="resume"),
    path("mine/profile/<int:pk>/leave/", profile.leave, name="leave"),
    path("mine/profile/<int:pk>/party/", profile.party, name="party"),
    path("mine/card/", cards.cards, name="cards"),
    path("mine/card/<int:pk>/", cards.show, name="card_show"),
    path("mine/card/<int:pk>/photo/", cards.photo, name="card_photo"),
    path("mine/card/<int:pk>/photo/remove/", cards.remove_photo, name="card_photo_remove"),
    path("mine/card/<int:pk>/withdraw/", cards.withdraw, name="card_withdraw"),
    # Certificates
    path("mine/certificates/", certificates.certificates, name="certificates"),
    path("mine/certificates/<int:pk>/", certificates.certificate, name="certificate"),
    path("verify/", verify.verify, name="verify"),
    path("verify/<verification_code:code>/", verify.verified, name="verified"),
    path("verify/<verification_code:code>.svg", verify.verification_qr, name="verification_qr"),
    # Thanks
    path("<int:pk>/thanks/", thanks.thanks, name="thanks"),
    path("mine/thanks/", thanks.received, name="thanks_received"),
    path("mine/thanks/<int:pk>/private/", thanks.keep_private, name="thanks_private"),
    path("mine/", my_service.my_service, name="mine"),
    path("mine/records/missing/", corrections.missing, name="ask_for_missing"),
    path("mine/records/<int:pk>/ask/", corrections.ask, name="ask_for_correction"),
]
