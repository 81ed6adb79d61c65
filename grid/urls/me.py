"""Under /me/: what goes with the posts that one holds."""

from django.urls import path

from grid.views.identity import identity, photo, remove_photo, show, withdraw

urlpatterns = [
    path("identity/", identity, name="me_identity"),
    path("identity/<int:pk>/", show, name="me_identity_show"),
    path("identity/<int:pk>/photo/", photo, name="me_identity_photo"),
    path("identity/<int:pk>/photo/remove/", remove_photo, name="me_identity_photo_remove"),
    path("identity/<int:pk>/withdraw/", withdraw, name="me_identity_withdraw"),
]
