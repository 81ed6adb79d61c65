"""The bookings that the user sees at the desk; for whom the user books rooms, and which."""

from django.db.models import Q, QuerySet

from accounts.models import Person, User
from accounts.selectors.people import is_own
from grid.models import Community
from portal.desk.permissions import BOOKS
from portal.desk.selectors.stations import duty_stations
from stations.models import Booking, Space


def visible_bookings(user: User) -> QuerySet[Booking]:
    """The bookings that the user sees, with all that a row at the desk shows."""
    rows = Booking.objects.visible_to(user).annotate(person_is_own=is_own(user, "person"))
    return rows.select_related("space__station", "person", "by__person", "decided_by")


def own_people_to_book_for(user: User) -> QuerySet[Person]:
    """The own people for whom the user may book rooms."""
    return Person.objects.own_within(user.rights.holding(BOOKS))


def rooms_to_book_for(user: User, person: Person) -> QuerySet[Space]:
    """Rooms that the user may book for this person: at the own stations, for the own people in all the community."""
    where = Q(station__in=duty_stations(user).order_by().values("pk"))
    if own_people_to_book_for(user).filter(pk=person.pk).exists():
        communities = Community.objects.within(user.rights.holding(BOOKS))
        where |= Q(station__community__in=communities.order_by().values("pk"))
    return Space.objects.bookable().filter(where).select_related("station")
