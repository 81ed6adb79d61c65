from django.urls import path

from stations.views import bookings, check_in, spaces
from stations.views.book import book
from stations.views.posters import poster, poster_code
from stations.views.stations import plan, stations

# A station's own page joins what several apps know of it: portal/station_page.py, named “station”.
app_name = "stations"
urlpatterns = [
    path("door/<str:code>/", check_in.door, name="door"),
    path("spaces/<int:pk>/poster/", poster, name="poster"),
    path("spaces/<int:pk>/poster.svg", poster_code, name="poster_code"),
    path("", stations, name="list"),
    path("plan/", plan, name="plan"),
    path("spaces/<int:pk>/", spaces.space, name="space"),
    path("spaces/<int:pk>/book/", book, name="book"),
    path("bookings/<int:pk>/", bookings.booking, name="booking"),
    path("bookings/<int:pk>/cancel/", bookings.cancel, name="cancel"),
    path("bookings/<int:pk>/undo/", bookings.undo_cancelling, name="undo"),
    path("bookings/<int:pk>/time/", bookings.move, name="move"),
    path("bookings/<int:pk>/booking.ics", bookings.calendar_file, name="booking_ics"),
]
