"""/matters/: reporting, following, and what became of it."""

from django.urls import path, re_path

from grid.views import matter_posters, matter_report, matters, own_matters

app_name = "matters"
CODE = r"(?P<code>[0-9a-f]{32})"

urlpatterns = [
    path("", matters.matters, name="list"),
    path("new/", matter_report.begin, name="new"),
    path("new/form/", matter_report.report, name="form"),
    path("plan.svg", matter_report.plan_picture, name="plan_picture"),
    path("posters/", matter_posters.posters, name="posters"),
    path("posters/<slug:kind>-<int:pk>.svg", matter_posters.poster_code, name="poster_code"),
    path("mine/", own_matters.mine, name="mine"),
    re_path(rf"^own/{CODE}/$", own_matters.own, name="own"),
    re_path(rf"^own/{CODE}/answer/$", own_matters.answer, name="answer"),
    re_path(rf"^own/{CODE}/switches/$", own_matters.switches, name="switches"),
    path("<int:pk>/", matters.matter, name="matter"),
    path("<int:pk>/follow/", matters.follow, name="follow"),
    path("<int:pk>/unfollow/", matters.unfollow, name="unfollow"),
]
