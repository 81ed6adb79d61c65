"""Whom the user may ring from the desk."""

from collections.abc import Collection

from django.db.models import Q

from accounts.models import Guardianship, Person, User
from accounts.querysets import PersonQuerySet
from common.time import clock
from events.models import Registration
from grid.models import Residence
from grid.scopes import buildings_in_reach
from portal.desk.permissions import CALLS
from portal.desk.selectors.shifts import people_expected_today
from portal.desk.selectors.stations import duty_stations
from stations.models import Booking
from volunteers.rules.check_in import CHECKS_IN


def people_to_call(user: User) -> PersonQuerySet:
    """Of those whom the user sees: the own people, neighbours from the own buildings, and guests of the own stations.

    Guests are those who have a booking there today or later, or are registered for an event of today: somebody who
    came last month is none, nor is whom the desk has let in unannounced, or every name would lead to a number. So it
    is with the volunteers who are expected today on the shifts that the user keeps.
    """
    reach = user.rights.holding(CALLS)
    if not reach:
        return Person.objects.none()
    neighbours = Residence.objects.current().filter(building__in=buildings_in_reach(reach))
    stations = duty_stations(user).order_by().values("pk")
    today = clock.day_start(clock.today())
    booked = Booking.objects.filter(space__station__in=stations, status__in=Booking.COUNTED, ends_at__gt=today)
    registered = Registration.objects.live().filter(event__space__station__in=stations, event__ends_at__gt=today)
    expected = registered.exclude(walk_in=True)
    # A union of keys, since an OR over these tables would read all people.
    keys = (
        Person.objects.own_within(reach)
        .order_by()
        .values("pk")
        .union(
            neighbours.order_by().values("person"),
            booked.order_by().values("person"),
            expected.order_by().values("person"),
            people_expected_today(reach.having(CHECKS_IN)),
        )
    )
    found: PersonQuerySet = Person.objects.visible_to(user).filter(Q(pk__in=keys))
    return found


def rung_for(people: Collection[Person], user: User) -> dict[int, list[Person]]:
    """By the key of each of these people whom the user may ring: whom to ring, themselves or who acts for them.

    Nobody, where no number is left. Of people who are only met it is not said who acts for them. Two queries, or one
    where everybody has a number.
    """
    silent = [one.pk for one in people if not one.phone]
    acting: list[tuple[int, int]] = []
    if silent:
        own = Person.objects.own_of(user).order_by().filter(pk__in=silent)
        current = Guardianship.objects.current().filter(person__in=own.values("pk")).order_by("pk")
        acting = list(current.values_list("person", "by"))
    keys = {one.pk for one in people} | {by for _person, by in acting}
    allowed = {one.pk: one for one in people_to_call(user).filter(pk__in=keys)}
    rung = {one.pk: [one] if one.phone else [] for one in people if one.pk in allowed}
    for person, by in acting:
        if person in rung and by in allowed and allowed[by].phone:
            rung[person].append(allowed[by])
    return rung


def may_call(user: User, person: Person) -> bool:
    """Whether the user may ring this person. One query; none for whoever rings nobody."""
    return people_to_call(user).filter(pk=person.pk).exists()
