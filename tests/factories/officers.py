"""Who holds an office, of whichever kind."""

from accounts.models import User
from grid.models import (
    Grid,
    OrgUnit,
)
from stations.models import (
    Station,
)
from tests.factories.grid import GridAppointmentFactory, UnitAppointmentFactory
from tests.factories.stations import StationAppointmentFactory


def officer(role: str, at: OrgUnit | Grid | Station) -> User:
    """A user who holds `role` there since today."""
    if isinstance(at, Grid):
        return GridAppointmentFactory(role=role, grid=at).user
    if isinstance(at, Station):
        return StationAppointmentFactory(role=role, station=at).user
    return UnitAppointmentFactory(role=role, unit=at).user
