"""The events and registrations that a reach covers, and the people who are seen there."""

import datetime as dt

from django.conf import settings
from django.db.models import Q, QuerySet

from accounts.permissions import Reach, once_per_reach
from accounts.scopes import own_people
from common.db.querysets import any_of, register_scopes
from common.time import clock
from events.models import Enrolment, Event, EventSeries, Feedback, Registration
from grid import scopes
from stations.models import StationAppointment


def register() -> None:
    """Register the scopes of events and registrations; called once, when the app is ready."""
    register_scopes(
        {
            Event: events,
            EventSeries: series,
            Enrolment: enrolments,
            Registration: registrations,
            Feedback: feedback,
        }
    )


def events(reach: Reach, act: str) -> Q:
    """Events that units of the reach organise; for a general branch all events of its community; at a station those
    in its rooms while their lists are kept.
    """
    own = Event.objects.filter(organiser__in=scopes.units_in_reach(reach))
    of_community = Event.objects.filter(scopes.whole_community(reach))
    return Q(pk__in=any_of(own.values("pk"), of_community.values("pk"), _at_stations(reach).values("pk")))


def series(reach: Reach, act: str) -> Q:
    """Series that units of the reach organise; for a general branch all of its community."""
    own = EventSeries.objects.filter(organiser__in=scopes.units_in_reach(reach)).order_by()
    of_community = EventSeries.objects.filter(scopes.whole_community(reach)).order_by()
    return Q(pk__in=any_of(own.values("pk"), of_community.values("pk")))


def enrolments(reach: Reach, act: str) -> Q:
    """Enrolments in the series of the reach, and those of the own people if the user may register others."""
    kept = EventSeries.objects.within(reach.having("events.view_eventseries")).order_by().values("pk")
    of_series = Enrolment.objects.filter(series__in=kept).order_by()
    of_people = Enrolment.objects.filter(person__in=own_people(reach.having("events.register_others"))).order_by()
    return Q(pk__in=any_of(of_series.values("pk"), of_people.values("pk")))


def _at_stations(reach: Reach) -> QuerySet:
    """Events of today, and of as many days before as their lists are kept, in the rooms of the reach's stations.

    Whoever receives people there reads their names for that, and no longer.
    """
    first = clock.day_start(clock.today() - dt.timedelta(days=settings.EVENT_LIST_DAYS))
    there = Event.objects.filter(space__station__in=reach.scopes(StationAppointment))
    return there.exclude(status=Event.Status.DRAFT).before_tomorrow().filter(ends_at__gte=first).order_by()


def registrations(reach: Reach, act: str) -> Q:
    """Registrations for the events of the reach, and those of the own people if the user may register others."""
    of_people = Registration.objects.filter(person__in=own_people(reach.having("events.register_others")))
    return Q(pk__in=any_of(_for_events(reach).values("pk"), of_people.values("pk")))


def feedback(reach: Reach, act: str) -> Q:
    """Feedback about the events of the reach."""
    return Q(event__in=Event.objects.within(reach.having("events.change_event")).order_by().values("pk"))


def people_with_registrations(reach: Reach) -> QuerySet:
    """People who are registered for the events of the reach."""
    return _for_events(reach).values("person")


@once_per_reach
def _for_events(reach: Reach) -> QuerySet:
    run_there = Event.objects.within(reach.having("events.view_event")).order_by().values("pk")
    received = _at_stations(reach.having("events.check_in_registration")).values("pk")
    return Registration.objects.filter(event__in=any_of(run_there, received)).order_by()
