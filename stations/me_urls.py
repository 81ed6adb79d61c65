"""Under /me/: one's bookings."""

from django.urls import path

from stations.views import mine

urlpatterns = [
    path("bookings/", mine.bookings, name="me_bookings"),
    path("bookings.ics", mine.calendar_file, name="me_bookings_ics"),
]
