from django.urls import path

from stations.views import booking, places

app_name = "stations"
urlpatterns = [
    path("", places.stations, name="list"),
    path("<int:pk>/", places.station, name="station"),
    path("spaces/<int:pk>/", booking.space, name="space"),
    path("bookings/<int:pk>/", booking.booking, name="booking"),
]
