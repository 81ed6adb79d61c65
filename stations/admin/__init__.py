"""Stations, rooms and bookings as the office keeps them: one module a subject."""

from stations.admin.appointments import StationAppointmentAdmin
from stations.admin.bookings import BookingAdmin
from stations.admin.calendar import CalendarDayOfStationsAdmin
from stations.admin.displays import WallDisplayAdmin
from stations.admin.drop_ins import DropInAdmin
from stations.admin.holds import HoldAdmin
from stations.admin.series import BookingSeriesAdmin
from stations.admin.service_area import ServiceRingAdmin
from stations.admin.spaces import SpaceAdmin
from stations.admin.stations import StationAdmin

__all__ = [
    "BookingAdmin",
    "BookingSeriesAdmin",
    "CalendarDayOfStationsAdmin",
    "DropInAdmin",
    "HoldAdmin",
    "ServiceRingAdmin",
    "SpaceAdmin",
    "StationAdmin",
    "StationAppointmentAdmin",
    "WallDisplayAdmin",
]
