from django.urls import path

from stations.views import booking, bookings, door, places, spaces

# A station's own page joins what several apps know of it: portal/station_page.py, named “station”.
app_name = "stations"
urlpatterns = [
    path("door/<str:code>/", door.door, name="door"),
    path("spaces/<int:pk>/poster/", door.poster, name="poster"),
    path("spaces/<int:pk>/poster.svg", door.poster_code, name="poster_code"),
    path("", places.stations, name="list"),
    path("plan/", places.plan, name="plan"),
    path("spaces/<int:pk>/", spaces.space, name="space"),
    path("spaces/<int:pk>/book/", booking.book, name="book"),
    path("bookings/<int:pk>/", bookings.booking, name="booking"),
    path("bookings/<int:pk>/cancel/", bookings.cancel, name="cancel"),
    path("bookings/<int:pk>/undo/", bookings.undo_cancelling, name="undo"),
    path("bookings/<int:pk>/time/", bookings.move, name="move"),
    path("bookings/<int:pk>/booking.ics", bookings.calendar_file, name="booking_ics"),
]
