"""Under /me/: one's bookings."""

from django.urls import path

from stations.views.my_bookings import bookings, calendar_file

urlpatterns = [
    path("bookings/", bookings, name="me_bookings"),
    path("bookings.ics", calendar_file, name="me_bookings_ics"),
]
