"""Pages under /me/: the reader's building; and for holders of posts, whether they are shown."""

from django.urls import path

from grid.views import homes, identity

urlpatterns = [
    path("home/", homes.home, name="me_home"),
    path("home/remove/", homes.forget, name="me_home_remove"),
    path("identity/", identity.identity, name="me_identity"),
    path("identity/<int:pk>/", identity.show, name="me_identity_show"),
    path("identity/<int:pk>/photo/", identity.photo, name="me_identity_photo"),
    path("identity/<int:pk>/photo/remove/", identity.remove_photo, name="me_identity_photo_remove"),
    path("identity/<int:pk>/withdraw/", identity.withdraw, name="me_identity_withdraw"),
]
