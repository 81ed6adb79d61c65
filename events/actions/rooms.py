"""The room that an event takes: held through the stations' ledger, moved and freed together with the event."""

from accounts.models import User
from events.models import Event
from events.rules.rooms import require_may_take_room, require_room_free, require_room_in_use
from stations.actions.holds import hold_space, locked_space, move_hold
from stations.models import Hold
from stations.rules.bookings import require_ends_later


def hold_event_room(event: Event, *, by: User) -> None:
    """Hold the room of the event at its time, and nothing else any more. The event is locked, and saved after.

    Raises Refused when the user may not take the room, or when anything else has it then.
    """
    held = event.hold
    if event.space is None or event.is_cancelled:
        free_event_room(event)
        return
    event.space = space = locked_space(event.space, *([held.space] if held else []))
    require_ends_later(event.starts_at, event.ends_at)
    require_may_take_room(by, space)
    require_room_in_use(space, but=held)
    require_room_free(event, by=by)
    if held:
        move_hold(held, space=space, starts_at=event.starts_at, ends_at=event.ends_at, by=by)
    else:
        event.hold = hold_space(
            space,
            kind=Hold.Kind.EVENT,
            starts_at=event.starts_at,
            ends_at=event.ends_at,
            buffer=space.buffer,
            by=by,
        )


def free_event_room(event: Event) -> None:
    """The room of an event is free as soon as the event is saved."""
    if event.hold:
        locked_space(event.hold.space)
        event.hold = None
