from django.urls import path

from stations.views import book, bookings, check_in, posters, rooms, spaces, stations

# The page of one station joins several apps: portal/views/station.py, URL name “station”.
app_name = "stations"
urlpatterns = [
    path("door/<str:code>/", check_in.door, name="door"),
    path("spaces/<int:pk>/poster/", posters.poster, name="poster"),
    path("spaces/<int:pk>/poster.svg", posters.poster_code, name="poster_code"),
    path("", stations.stations, name="list"),
    path("rooms/", rooms.rooms, name="rooms"),
    path("plan/", stations.plan, name="plan"),
    path("spaces/<int:pk>/", spaces.space, name="space"),
    path("spaces/<int:pk>/book/", book.book, name="book"),
    path("bookings/<int:pk>/", bookings.booking, name="booking"),
    path("bookings/<int:pk>/cancel/", bookings.cancel, name="cancel"),
    path("bookings/<int:pk>/undo/", bookings.undo_cancelling, name="undo"),
    path("bookings/<int:pk>/time/", bookings.move, name="move"),
    path("bookings/<int:pk>/booking.ics", bookings.calendar_file, name="booking_ics"),
]
