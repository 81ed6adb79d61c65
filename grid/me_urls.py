"""Under /me/: what goes with the posts that one holds."""

from django.urls import path

from grid import me

urlpatterns = [
    path("identity/", me.identity, name="me_identity"),
    path("identity/<int:pk>/", me.show, name="me_identity_show"),
    path("identity/<int:pk>/photo/", me.photo, name="me_identity_photo"),
    path("identity/<int:pk>/photo/remove/", me.remove_photo, name="me_identity_photo_remove"),
    path("identity/<int:pk>/withdraw/", me.withdraw, name="me_identity_withdraw"),
]
