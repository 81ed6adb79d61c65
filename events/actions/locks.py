"""The rows that every action on events locks, in the one lock order: series, event, then space, then people."""

from collections.abc import Iterable

from common.db import prepared
from events.models import Event, EventSeries, Registration
from events.selectors.series import coming_dates


def lock_series(pk: int) -> EventSeries:
    """The series as it is now; whoever adds dates to it, or takes the whole course, waits until we are done."""
    return (
        EventSeries.objects.select_related("space__station").select_for_update(no_key=True, of=("self",)).get(pk=pk)
    )


def lock_dates(series: EventSeries) -> list[Event]:
    """The dates of the locked series that have not begun, as they are now, locked in the order of their keys."""
    rows = coming_dates(series).select_related("community", "organiser", "grid", "space__station", "hold__space")
    dates = list(rows.select_for_update(no_key=True, of=("self",)))
    for event in dates:
        event.series = series
    return dates


def lock_event(pk: int) -> Event:
    """The event as it is now; whoever else changes it or its registrations waits until we are done."""
    return prepared.lock_row(Event, pk)


def lock_registrations(event: Event, keys: Iterable[int]) -> list[Registration]:
    """These registrations of the locked event as they are now, in the order of their keys.

    Raises DoesNotExist when one of them is of another event, or of none.
    """
    wanted = set(keys)
    rows = event.registrations.filter(pk__in=wanted).select_related("person__user").order_by("pk")
    current = list(rows.select_for_update(no_key=True, of=("self",)))
    if len(current) < len(wanted):
        raise Registration.DoesNotExist
    for registration in current:
        registration.event = event
    return current


def lock_registration(registration: Registration) -> Registration:
    """The registration as it is now, its event locked before it (lock order: event, then people)."""
    event = lock_event(registration.event_id)
    current = (
        Registration.objects.select_related("person__user")
        .select_for_update(no_key=True, of=("self",))
        .get(pk=registration.pk)
    )
    current.event = event
    return current
