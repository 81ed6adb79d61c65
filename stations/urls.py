from django.urls import path

from stations.views import booking, places

# A station's own page joins what several apps know of it: portal/station_page.py, named “station”.
app_name = "stations"
urlpatterns = [
    path("", places.stations, name="list"),
    path("plan/", places.plan, name="plan"),
    path("spaces/<int:pk>/", booking.space, name="space"),
    path("bookings/<int:pk>/", booking.booking, name="booking"),
]
