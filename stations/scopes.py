"""Which stations appointments cover: the one place that turns a reach into stations and people.

A general branch covers all of its community; an estate branch those in the estates that it serves; a receptionist
the own one. All of these are subqueries: no query is made here.
"""

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from grid import scopes

if TYPE_CHECKING:
    from accounts.permissions import Reach


def stations(reach: "Reach") -> QuerySet:
    """The keys of the stations."""
    from grid.models import OrgUnit
    from stations.models import Station, StationAppointment

    rows = Station.objects.all()
    if not reach:
        return rows.none().values("pk")
    if reach.everything:
        return rows.order_by().values("pk")
    served = OrgUnit.estates.through.objects.filter(
        orgunit__in=scopes.held_units(reach), orgunit__level=OrgUnit.Level.ESTATE_BRANCH
    ).order_by()
    covered = (
        Q(pk__in=reach.scopes(StationAppointment)),
        scopes.whole_community(reach),
        Q(estate__in=served.values("estate")),
    )
    parts = [rows.filter(one).values("pk") for one in covered]
    return rows.in_any_of(*parts).order_by().values("pk")


def those_who_book(reach: "Reach") -> QuerySet:
    """Whoever has booked at the stations: met there, by name."""
    from stations.models import Booking

    return Booking.objects.at_stations_within(reach.having("stations.view_booking")).order_by().values("person")


def receptionists(reach: "Reach") -> QuerySet:
    """Who works at the stations: colleagues must be named."""
    from stations.models import StationAppointment

    within = StationAppointment.objects.current().filter(station__in=stations(reach))
    return within.order_by().values("user__person")
