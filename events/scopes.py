"""The events and registrations that a reach covers, and the people who are seen there."""

from django.db.models import Q, QuerySet

from accounts.permissions import Reach, once_per_reach
from accounts.scopes import own_people
from common.db.querysets import any_of, register_scopes
from events.models import Event, Registration
from grid import scopes


def register() -> None:
    """Register the scopes of events and registrations; called once, when the app is ready."""
    register_scopes({Event: events, Registration: registrations})


def events(reach: Reach, act: str) -> Q:
    """Events that units of the reach organise; for a general branch all events of its community."""
    own = Event.objects.filter(organiser__in=scopes.units_in_reach(reach))
    of_community = Event.objects.filter(scopes.whole_community(reach))
    return Q(pk__in=any_of(own.values("pk"), of_community.values("pk")))


def registrations(reach: Reach, act: str) -> Q:
    """Registrations for the events of the reach, and those of the own people if the user may register others."""
    of_people = Registration.objects.filter(person__in=own_people(reach.having("events.register_others")))
    return Q(pk__in=any_of(_for_events(reach).values("pk"), of_people.values("pk")))


def people_with_registrations(reach: Reach) -> QuerySet:
    """People who are registered for the events of the reach."""
    return _for_events(reach).values("person")


@once_per_reach
def _for_events(reach: Reach) -> QuerySet:
    run_there = Event.objects.within(reach.having("events.view_event")).order_by().values("pk")
    return Registration.objects.filter(event__in=run_there).order_by()
