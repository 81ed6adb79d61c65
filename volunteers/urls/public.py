"""The volunteer team under /volunteers/."""

from django.urls import path

from volunteers.views import corrections, my_service

app_name = "volunteers"
urlpatterns = [
    path("mine/", my_service.my_service, name="mine"),
    path("mine/records/missing/", corrections.missing, name="ask_for_missing"),
    path("mine/records/<int:pk>/ask/", corrections.ask, name="ask_for_correction"),
]
