"""Holding, moving and freeing spaces. Bookings, events and maintenance pass through here and nowhere else."""

import datetime as dt

from django.db.models import Q

from accounts.models import User
from accounts.notifications.send import tell
from accounts.rules.permissions import require_permission
from common.actions import action
from common.exceptions import require_reason
from common.time import clock
from stations.models import Booking, Hold, Space
from stations.notifications import bookings as notices
from stations.rules.bookings import require_ends_later
from stations.rules.holds import require_maintenance, require_maintenance_not_over


def locked(space: Space, *others: Space) -> Space:
    """The space as it is now, with its whole and parts locked by primary key: who wants any of them waits.

    `others`, which something moves away from or to, are locked with it in one order, or two moves would deadlock.
    """
    wanted = [one.pk for one in (space, *others)]
    rows = Space.objects.select_for_update(no_key=True, of=("self",)).select_related("station")
    family = list(rows.filter(Q(pk__in=wanted) | Q(part_of__in=wanted)).order_by("pk"))
    return next(one for one in family if one.pk == space.pk)


def hold(
    space: Space,
    *,
    kind: str,
    starts_at: dt.datetime,
    ends_at: dt.datetime,
    by: User,
    buffer: int = 0,
    note: str = "",
    wanted_by: int | None = None,
) -> Hold:
    """Hold the space inside the caller's action, whose refusal it is when the time is taken.

    Who has asked for that time, but for the booking `wanted_by`, is told that it is gone. Raises IntegrityError
    `occupancy_never_twice`, which `action` answers in words.
    """
    held = Hold.objects.create(
        space=space, kind=kind, starts_at=starts_at, ends_at=ends_at, buffer=buffer, note=note, by=by
    )
    _refuse_rivals(held, by=by, but=wanted_by)
    return held


def move(
    held: Hold, *, starts_at: dt.datetime, ends_at: dt.datetime, space: Space | None = None, by: User | None
) -> Hold:
    """Hold another time, or another space, instead; what stands behind it says the same before the commit.

    In another space as many minutes are kept free after it as that one asks for.
    """
    if space is not None and space.pk != held.space_id:
        held.space, held.buffer = space, space.buffer
    held.starts_at, held.ends_at = starts_at, ends_at
    held.save(update_fields=["space", "buffer", "starts_at", "ends_at"])
    _refuse_rivals(held, by=by)
    return held


def _refuse_rivals(held: Hold, *, by: User | None, but: int | None = None) -> None:
    """Whoever has asked for a time that is now held, by whatever, gets an answer at once."""
    buffer = dt.timedelta(minutes=held.buffer)
    rivals = list(
        Booking.objects.requested()
        .at_same_place(held.space)
        .overlapping(held.starts_at, held.ends_at + buffer)
        .exclude(pk__in=[] if but is None else [but])
        .select_related("person__user", "space__station")
        .select_for_update(no_key=True, of=("self",))
        .order_by("pk")
    )
    for rival in rivals:
        rival.status, rival.decided_by, rival.decided_at = Booking.Status.REFUSED, by, clock.now()
        rival.save(update_fields=["status", "decided_by", "decided_at"])
    tell(notices.given_to_another(rival) for rival in rivals)


@action
def close_for_maintenance(space: Space, *, starts_at: dt.datetime, ends_at: dt.datetime, note: str, by: User) -> Hold:
    """Nobody can book the space in that time. Raises Refused, also when somebody already holds any of it."""
    require_permission(by, "stations.add_hold", space)
    space = locked(space)
    require_ends_later(starts_at, ends_at)
    require_reason(note)
    return hold(space, kind=Hold.Kind.MAINTENANCE, starts_at=starts_at, ends_at=ends_at, note=note.strip(), by=by)


@action
def end_maintenance(held: Hold, *, by: User) -> None:
    """The space is free from now on; what is over of it stays in the figures.

    Raises Refused when it is over, and for a hold of a booking or an event: those end there.
    """
    require_permission(by, "stations.delete_hold", held)
    locked(held.space)
    require_maintenance(held)
    require_maintenance_not_over(held)
    now = clock.now()
    if held.starts_at < now:
        move(held, starts_at=held.starts_at, ends_at=now, by=by)
    else:
        held.delete()
