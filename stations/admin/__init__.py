"""Stations, rooms and bookings as the office keeps them: one module a subject."""

from stations.admin.appointment import StationAppointmentAdmin
from stations.admin.booking import BookingAdmin
from stations.admin.display import WallDisplayAdmin
from stations.admin.figures import DropInAdmin, ServiceRingAdmin
from stations.admin.hold import HoldAdmin
from stations.admin.series import BookingSeriesAdmin
from stations.admin.space import SpaceAdmin
from stations.admin.station import StationAdmin

__all__ = [
    "BookingAdmin",
    "BookingSeriesAdmin",
    "DropInAdmin",
    "HoldAdmin",
    "ServiceRingAdmin",
    "SpaceAdmin",
    "StationAdmin",
    "StationAppointmentAdmin",
    "WallDisplayAdmin",
]
