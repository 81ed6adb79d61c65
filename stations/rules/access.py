"""Whose bookings somebody may make, and who works at the station."""

from django.utils.translation import gettext as _

from accounts.models import Person, User
from accounts.rules.people import is_family
from common.exceptions import Refused
from grid.models import Community
from stations.models import Space


def is_in_charge(by: User, space: Space) -> bool:
    """Whether the user decides on bookings of the space: all of the station's office work goes with that."""
    return by.has_perm("stations.change_booking", space)


def is_receptionist(by: User, space: Space) -> bool:
    """Whether the user works at the desk of the space's station."""
    return by.has_perm("stations.check_in_booking", space)


def can_book_for_others(by: User, space: Space, person: Person | None = None) -> bool:
    """Whether the user books the space for neighbours: at the own station, or for the own people of its community.

    With `person`: that very neighbour. Who receives at the station also books for whoever has booked there before.
    """
    reach = by.rights.holding("stations.book_others")
    if not reach:
        return False
    if is_receptionist(by, space):
        return (
            person is None or Person.objects.visible_to(by).filter(pk=person.pk).exists() or is_in_charge(by, space)
        )
    if not reach.everything and not Community.objects.within(reach).filter(pk=space.station.community_id).exists():
        return False
    return person is None or Person.objects.own_within(reach).filter(pk=person.pk).exists()


def require_may_act_for(by: User, person: Person, space: Space) -> None:
    """The user may book the space for the person: family, or who books for others there."""
    if not (is_family(by, person) or can_book_for_others(by, space, person)):
        raise Refused(_("You can do this only for yourself and for those you look after."), code="not_yours")
