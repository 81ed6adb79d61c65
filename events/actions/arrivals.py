"""What every way of ticking off does with a party whose event is locked: it comes, it leaves, or nobody had come."""

import datetime as dt

from accounts.models import User
from common.time import clock
from events.actions.waitlist import promote_waiting
from events.models import CheckIn, Registration
from events.rules.check_in import require_arrival, require_came_of_party, require_day_of_list
from events.selectors.check_in import check_in_day, check_in_on


def arrive(
    registration: Registration,
    *,
    came: int | None,
    by: User,
    day: dt.date | None = None,
    at: dt.datetime | None = None,
    at_door: bool = False,
) -> Registration:
    """Tick the locked registration off: all of the party, or `came` of its people, on the list of the day, or of now.

    `at` is the moment, if it was not now. What is already ticked off so stays as it is, with its time, and is
    `already_made`. Who had left is inside again. Raises Refused.
    """
    event = registration.event
    at = at or clock.now()
    day = day or check_in_day(event, at)
    check_in = check_in_on(registration, day)
    if check_in and check_in.is_inside and came in (None, check_in.came):
        registration.already_made = True
        return registration
    require_arrival(registration)
    require_day_of_list(event, day)
    if came is None:
        came = check_in.came if check_in else registration.seats
    require_came_of_party(registration, came)
    if check_in:
        check_in.came, check_in.left_at, check_in.left_by = came, None, None
        check_in.save(update_fields=["came", "left_at", "left_by"])
    else:
        CheckIn.objects.create(registration=registration, day=day, came=came, at=at, by=by, at_door=at_door)
    return _as_checked_in(registration)


def leave(registration: Registration, check_in: CheckIn, *, by: User, at: dt.datetime | None = None) -> Registration:
    """The party of the locked registration is no more inside. Who has left already has left."""
    if check_in.is_inside:
        check_in.left_at, check_in.left_by = max(at or clock.now(), check_in.at), by
        check_in.save(update_fields=["left_at", "left_by"])
    else:
        registration.already_made = True
    return registration


def take_back(registration: Registration, check_in: CheckIn) -> Registration:
    """On that day nobody of the locked registration has come. On a closed list that means that nobody has.

    Who had come unannounced is not registered then, and who had waited waits again.
    """
    event = registration.event
    check_in.delete()
    if registration.check_ins.exists():
        return _as_checked_in(registration)
    if registration.walk_in:
        registration.status, registration.cancelled_at = Registration.Status.CANCELLED, clock.now()
    elif registration.waited_since:
        registration.status, registration.queued_at = Registration.Status.WAITLISTED, registration.waited_since
    elif event.list_closed_at and not registration.placed_late:
        registration.status = Registration.Status.NO_SHOW
    else:
        registration.status = Registration.Status.REGISTERED
    cleared = ["came", "checked_in_at", "checked_in_by", "waited_since"]
    for field in cleared:
        setattr(registration, field, None)
    registration.save(update_fields=["status", "cancelled_at", "queued_at", *cleared])
    if registration.status not in Registration.SEATED:
        promote_waiting(event)
    return registration


def _as_checked_in(registration: Registration) -> Registration:
    """The registration says what its check-ins say: how many were there at once, and when and by whom first."""
    first, *more = registration.check_ins.order_by("day")
    registration.status = Registration.Status.ATTENDED
    registration.came = max(one.came for one in (first, *more))
    registration.checked_in_at, registration.checked_in_by = first.at, first.by
    registration.save(update_fields=["status", "came", "checked_in_at", "checked_in_by"])
    return registration
