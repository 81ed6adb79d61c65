from django.contrib import admin
from django.urls import include, path

from portal import grid_page, preferences, views

urlpatterns = [
    path("", views.home, name="home"),
    path("events/", include("events.urls")),
    path("", include("grid.urls")),
    path("grid/<int:pk>/", grid_page.grid, name="grid"),
    path("me/", views.me, name="me"),
    path("care/", preferences.care, name="care"),
    path("language/", preferences.language, name="language"),
    path("accounts/", include("accounts.urls")),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
]

handler400 = "portal.errors.bad_request"
handler403 = "portal.errors.forbidden"
handler404 = "portal.errors.not_found"
handler500 = "portal.errors.server_error"
