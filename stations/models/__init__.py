from stations.models.appointments import StationAppointment
from stations.models.bookings import Booking, BookingSeries
from stations.models.drop_ins import DropIn
from stations.models.holds import Hold, Occupancy
from stations.models.service_area import ServiceRing
from stations.models.spaces import ReservedHours, Space
from stations.models.stations import OpeningException, OpeningHours, Station, StationPhoto, WallDisplay

__all__ = [
    "Booking",
    "BookingSeries",
    "DropIn",
    "Hold",
    "Occupancy",
    "OpeningException",
    "OpeningHours",
    "ReservedHours",
    "ServiceRing",
    "Space",
    "Station",
    "StationAppointment",
    "StationPhoto",
    "WallDisplay",
]
