"""The rows that every action on events locks, in the one lock order: event, then space, then people."""

from common.db import prepared
from events.models import Event, Registration


def lock_event(pk: int) -> Event:
    """The event as it is now; whoever else changes it or its registrations waits until we are done."""
    return prepared.lock_row(Event, pk)


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
