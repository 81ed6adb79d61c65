"""The room that an event or an activity takes: held through the ledger, moved and freed together with it."""

from typing import Any

from accounts.models import User
from stations.actions.holds import hold_space, locked_space, move_hold
from stations.models import Hold
from stations.rules.bookings import require_ends_later
from stations.rules.programme import require_may_take_room, require_room_free, require_room_in_use


def hold_programme_room(programme: Any, *, by: User) -> None:
    """Hold its room at its time, and nothing else any more. It is one of `Hold.PROGRAMME`, locked, and saved after.

    Raises Refused when the user may not take the room, or when anything else has it then.
    """
    held = programme.hold
    if programme.space is None or programme.is_cancelled:
        free_programme_room(programme)
        return
    programme.space = space = locked_space(programme.space, *([held.space] if held else []))
    require_ends_later(programme.starts_at, programme.ends_at)
    require_may_take_room(by, space)
    require_room_in_use(space, but=held)
    require_room_free(programme, by=by)
    if held:
        move_hold(held, space=space, starts_at=programme.starts_at, ends_at=programme.ends_at, by=by)
    else:
        programme.hold = hold_space(
            space,
            kind=Hold.Kind(programme._meta.model_name),
            starts_at=programme.starts_at,
            ends_at=programme.ends_at,
            buffer=space.buffer,
            by=by,
        )


def free_programme_room(programme: Any) -> None:
    """Its room is free as soon as it is saved."""
    if programme.hold:
        locked_space(programme.hold.space)
        programme.hold = None
