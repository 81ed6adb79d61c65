"""The rows that every action on events locks, in the one lock order: event, then space, then people."""

from collections.abc import Iterable

from common.db import prepared
from events.models import Event, Registration


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
