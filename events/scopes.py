"""The events and registrations that a reach covers, and the people who are seen there."""

from typing import Any

from django.db.models import QuerySet

from accounts.models import Person
from accounts.permissions import Reach, once_per_reach
from common.db.querysets import register_scopes
from events.models import Event, Registration
from grid import scopes


def register() -> None:
    """Register the scopes of this app's models; called once, when the app is ready."""
    register_scopes({Event: events, Registration: registrations})


def events(rows: Any, reach: Reach, act: str) -> QuerySet:
    """Events that units of the reach organise; for a general branch all events of its community."""
    own = Event.objects.filter(organiser__in=scopes.units(reach))
    of_community = Event.objects.filter(scopes.whole_community(reach))
    covered: QuerySet = rows.in_any_of(own.values("pk"), of_community.values("pk"))
    return covered


def registrations(rows: Any, reach: Reach, act: str) -> QuerySet:
    """Registrations for the events of the reach, and those of the own people if the user may register others."""
    people = Person.objects.own_within(reach.having("events.register_others")).order_by().values("pk")
    of_them = Registration.objects.filter(person__in=people)
    covered: QuerySet = rows.in_any_of(_for_events(reach).values("pk"), of_them.values("pk"))
    return covered


def people_with_registrations(reach: Reach) -> QuerySet:
    """People who are registered for the events of the reach."""
    return _for_events(reach).values("person")


@once_per_reach
def _for_events(reach: Reach) -> QuerySet:
    run_there = Event.objects.within(reach.having("events.view_event")).order_by().values("pk")
    return Registration.objects.filter(event__in=run_there).order_by()
