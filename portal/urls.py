from django.contrib import admin
from django.urls import include, path, re_path

from accounts.views import privacy
from portal.views import (
    grid,
    health,
    home,
    me,
    media,
    my_grid,
    my_posts,
    preferences,
    station,
    wall_display,
    well_known,
)

urlpatterns = [
    path("", home.home, name="home"),
    path("events/", include("events.urls")),
    path("volunteers/", include("volunteers.urls.public")),
    path("stations/wall/<str:token>/", wall_display.wall_display, name="wall"),
    path("stations/", include("stations.urls.public")),
    path("stations/<int:pk>/", station.station, name="station"),
    re_path(r"^media/events/covers/(?P<path>[0-9A-Za-z_/-]+)\.webp$", media.cover),
    re_path(r"^media/events/recaps/(?P<name>[0-9a-f]{32})\.webp$", media.recap_photo),
    re_path(r"^media/stations/(?P<path>[0-9A-Za-z_/-]+)\.webp$", media.station_photo),
    re_path(r"^media/volunteers/results/(?P<name>[0-9a-f]{32})\.webp$", media.result_photo),
    re_path(r"^media/grid/portraits/(?P<name>[0-9a-f]{32})\.webp$", media.portrait),
    re_path(r"^media/volunteers/cards/(?P<name>[0-9a-f]{32})\.webp$", media.volunteer_photo),
    re_path(r"^media/grid/matters/(?P<name>[0-9a-f]{32})\.webp$", media.matter_photo),
    path("", include("grid.urls.public")),
    path("matters/", include("grid.urls.matters")),
    path("grid/mine/", my_grid.my_grid, name="my_grid"),
    path("grid/<int:pk>/", grid.grid, name="grid"),
    path("me/", me.me, name="me"),
    path("me/all/", me.everything, name="me_all"),
    path("me/calendar.ics", me.calendar_file, name="me_calendar_ics"),
    path("me/posts/", my_posts.posts, name="me_posts"),
    path("me/posts/<slug:kind>/<int:pk>/end/", my_posts.end_post, name="me_post_end"),
    path("me/", include("accounts.urls.me")),
    path("me/", include("grid.urls.me")),
    path("me/", include("stations.urls.me")),
    path("desk/", include("portal.desk.urls")),
    path("privacy/", privacy.privacy, name="privacy"),
    path("care/", preferences.care, name="care"),
    path("language/", preferences.language, name="language"),
    path("accounts/", include("accounts.urls.sign_in")),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("healthz", health.health, name="health"),
    path("favicon.ico", well_known.favicon, name="favicon"),
    path(".well-known/security.txt", well_known.security_txt, name="security_txt"),
]

handler400 = "portal.views.errors.bad_request"
handler403 = "portal.views.errors.forbidden"
handler404 = "portal.views.errors.not_found"
handler500 = "portal.views.errors.server_error"
