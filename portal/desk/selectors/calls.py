"""Whom the user may ring from the desk."""

from django.db.models import Q

from accounts.models import Person, User
from accounts.querysets import PersonQuerySet
from common.time import clock
from events.models import Registration
from grid.models import Residence
from grid.scopes import buildings_in_reach
from portal.desk.permissions import CALLS
from portal.desk.selectors.stations import duty_stations
from stations.models import Booking


def people_to_call(user: User) -> PersonQuerySet:
    """The own people, visible neighbours from the own buildings, and the guests of the own stations.

    Guests are those who have a booking or a registration there today or later: somebody who came last month is none.
    """
    reach = user.rights.holding(CALLS)
    if not reach:
        return Person.objects.none()
    in_buildings = Residence.objects.current().filter(building__in=buildings_in_reach(reach)).order_by()
    neighbours = Person.objects.visible_to(user).filter(pk__in=in_buildings.values("person")).order_by()
    stations = duty_stations(user).order_by().values("pk")
    today = clock.day_start(clock.today())
    booked = Booking.objects.filter(space__station__in=stations, status__in=Booking.COUNTED, ends_at__gt=today)
    registered = Registration.objects.live().filter(event__space__station__in=stations, event__ends_at__gt=today)
    # A union of keys, since an OR over these tables would read all people.
    keys = (
        Person.objects.own_within(reach)
        .order_by()
        .values("pk")
        .union(
            neighbours.values("pk"),
            booked.order_by().values("person"),
            registered.order_by().values("person"),
        )
    )
    found: PersonQuerySet = Person.objects.filter(Q(pk__in=keys))
    return found


def may_call(user: User, person: Person) -> bool:
    """Whether the pages of the desk offer to ring this person. One query; none for whoever rings nobody."""
    return people_to_call(user).filter(pk=person.pk).exists()
