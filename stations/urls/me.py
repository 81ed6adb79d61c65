"""Bookings under /me/."""

from django.urls import path

from stations.views import my_bookings

urlpatterns = [
    path("bookings/", my_bookings.bookings, name="me_bookings"),
    path("bookings.ics", my_bookings.calendar_file, name="me_bookings_ics"),
]
