"""Seats that come free go to the waitlist, in its order."""

import pghistory

from accounts.models import User
from accounts.notifications.send import send_notices
from accounts.rules.permissions import require_permission
from common.actions import action
from common.exceptions import require_reason
from common.time import clock
from events.actions import locks
from events.models import Event, Registration
from events.notifications import registrations
from events.rules.registrations import RegistrationAct, require_free_seats, require_registration_act_possible


@action
def promote_past_queue(registration: Registration, *, by: User, reason: str) -> Registration:
    """Give a waiting party its seats although others wait before it; the audit trail keeps who and why.

    Raises Refused, also when the seats are not free.
    """
    registration = locks.lock_registration(registration)
    require_permission(by, "events.change_event", registration.event)
    require_reason(reason)
    require_registration_act_possible(RegistrationAct.PROMOTE, registration)
    require_free_seats(registration)
    with pghistory.context(passed_queue=True, reason=reason.strip()):
        registration.status = Registration.Status.REGISTERED
        registration.queued_at = registration.offered_seats = None
        registration.save(update_fields=["status", "queued_at", "offered_seats"])
    send_notices([registrations.promoted(registration)])
    promote_waiting(registration.event)
    return registration


def promote_waiting(event: Event) -> None:
    """Seat parties of the waitlist, as `seat_waiting` does, and tell them."""
    send_notices(registrations.promoted(party) for party in seat_waiting(event))


def seat_waiting(event: Event) -> list[Registration]:
    """Seat parties of the waitlist from its head as long as the head fits; they are yet to be told. The event is
    locked.

    Nobody passes a head that is too large; it hears how many seats are free, once for each number. After the
    beginning nobody is seated any more: who gave up waiting must not be expected at the door.
    """
    event.refresh_from_db(fields=["seats_taken"])
    if not event.is_published or clock.now() >= event.starts_at:
        return []
    free = event.seats_left
    queue = event.registrations.waitlisted()
    seated: list[Registration] = []
    # Every party takes a seat at least, so more of them than seats are of no interest.
    for head in queue.in_queue_order().select_related("person__user")[:free]:
        if head.seats > free:
            if free:
                _offer(head, free)
            break
        seated.append(head)
        free -= head.seats
    if seated:
        queue.filter(pk__in=[party.pk for party in seated]).update(
            status=Registration.Status.REGISTERED, queued_at=None, offered_seats=None
        )
    if not free:
        # An old offer holds no more; should seats become free again, they are offered anew.
        queue.exclude(offered_seats=None).update(offered_seats=None)
    for party in seated:
        party.event = event
    return seated


def _offer(head: Registration, free: int) -> None:
    if head.offered_seats != free:
        head.offered_seats = free
        head.save(update_fields=["offered_seats"])
        send_notices([registrations.may_shrink(head, free)])
