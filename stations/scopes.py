"""The stations that a reach covers, and the people there.

A general branch covers all stations of its community, an estate branch those in the estates that it serves, and a
receptionist their own station. All functions return subqueries; they make no query.
"""

from django.db.models import Q, QuerySet

from accounts.permissions import Reach, once_per_reach
from accounts.scopes import own_people
from common.db.querysets import Keys, any_of, keys_of, register_scopes, where
from grid.models import OrgUnit
from grid.scopes import held_units, whole_community
from stations.models import (
    Booking,
    BookingSeries,
    DropIn,
    Hold,
    Occupancy,
    OpeningException,
    OpeningHours,
    ReservedHours,
    ServiceRing,
    Space,
    Station,
    StationAppointment,
    StationPhoto,
    WallDisplay,
)


def register() -> None:
    """Register the scopes of this app's models; called once, when the app is ready."""
    at_station = (Space, StationAppointment, OpeningHours, OpeningException, StationPhoto, WallDisplay)
    at_space = (ReservedHours, Occupancy, Hold, BookingSeries, DropIn)
    register_scopes(
        {
            Station: where(lambda reach: Q(pk__in=stations(reach))),
            ServiceRing: where(whole_community),
            Booking: bookings,
            **dict.fromkeys(at_station, where(lambda reach: Q(station__in=stations(reach)))),
            **dict.fromkeys(at_space, where(lambda reach: Q(space__station__in=stations(reach)))),
        }
    )


@once_per_reach
def stations(reach: Reach) -> Keys:
    """The keys of the stations that a reach covers."""
    rows = Station.objects.all()
    if not reach or reach.everything:
        return any_of(rows.within(reach).values("pk"))
    served = OrgUnit.estates.through.objects.filter(
        orgunit__in=held_units(reach), orgunit__level=OrgUnit.Level.ESTATE_BRANCH
    ).order_by()
    covered = [
        Q(pk__in=reach.scopes(StationAppointment)),
        whole_community(reach),
        Q(estate__in=served.values("estate")),
    ]
    return keys_of(rows, covered)


def people_with_bookings(reach: Reach) -> QuerySet:
    """People with bookings at the stations; their names may be seen."""
    return _at_stations(reach.having("stations.view_booking")).values("person")


def receptionists(reach: Reach) -> QuerySet:
    """People who work at the stations: colleagues see each other's names."""
    within = StationAppointment.objects.current().filter(station__in=stations(reach))
    return within.order_by().values("user__person")


def bookings(reach: Reach, act: str) -> Q:
    """Bookings at the stations of the reach.

    For “view” also bookings of the own people at any station, if the user may book for others.
    """
    there = _at_stations(reach).values("pk")
    if act != "view":
        return Q(pk__in=any_of(there))
    of_people = Booking.objects.filter(person__in=own_people(reach.having("stations.book_others")))
    return Q(pk__in=any_of(there, of_people.values("pk")))


@once_per_reach
def _at_stations(reach: Reach) -> QuerySet:
    return Booking.objects.filter(space__station__in=stations(reach.having("stations.view_station"))).order_by()
