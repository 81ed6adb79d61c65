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
from events.rules.events import CHECKS_IN
from events.rules.registrations import (
    RegistrationAct,
    require_free_seats,
    require_party_not_larger,
    require_registration_act_possible,
    require_registration_waitlisted,
    require_skip_reason,
    require_turn_to_be_called,
)


@action
def promote_past_queue(registration: Registration, *, by: User, reason: str) -> Registration:
    """Give a waiting party its seats although others wait before it; the audit trail keeps who and why.

    Raises Refused, also when the seats are not free.
    """
    registration = locks.lock_registration(registration)
    require_permission(by, "events.change_event", registration.event)
    require_reason(reason)
    require_registration_act_possible(RegistrationAct.PROMOTE, registration)
    release_elder_seats(registration.event, promote=False)
    require_free_seats(registration)
    with pghistory.context(passed_queue=True, reason=reason.strip()):
        _place(registration)
    send_notices([registrations.promoted(registration)])
    promote_waiting(registration.event)
    return registration


def promote_waiting(event: Event) -> None:
    """Seat parties of the waitlist, as `seat_waiting` does, and tell them."""
    send_notices(registrations.promoted(party) for party in seat_waiting(event))


def seat_waiting(event: Event) -> list[Registration]:
    """Seat parties of the waitlist from its head as long as the head fits; they are yet to be told. The event is
    locked.

    Nobody passes a head that is too large; it hears how many seats are free, once for each number. In the last hours
    before the event nobody is seated silently: who gave up waiting must not be expected at the door. The desk rings
    them up instead (`seat_called`).
    """
    release_elder_seats(event, promote=False)
    event.refresh_from_db(fields=["seats_taken", "seats_of_others"])
    if not event.is_published or clock.now() >= event.calls_from:
        return []
    queue = event.registrations.waitlisted()
    seated, head, free = _next_in_line(event)
    if seated:
        queue.filter(pk__in=[party.pk for party in seated]).update(
            status=Registration.Status.REGISTERED,
            queued_at=None,
            offered_seats=None,
            placed_at=clock.now(),
            placed_late=event.is_late_for_seat,
        )
    if head and free:
        _offer(head, free)
    else:
        # An old offer holds no more; should seats become free again, they are offered anew.
        queue.exclude(offered_seats=None).update(offered_seats=None)
    for party in seated:
        party.event = event
    return seated


def _next_in_line(event: Event) -> tuple[list[Registration], Registration | None, int]:
    """Who gets seats now, who is the first that does not, and how many seats are free for that party.

    The head of the queue may have any seat that is free for it. Of those that are kept for elders, the first elder in
    the queue is the head: whoever waits before and is none could not have them.
    """
    free, kept = event.seats_left, event.kept_for_elders
    queue = event.registrations.waitlisted().in_queue_order().select_related("person__user")
    # Every party takes a seat at least, so more of them than seats are of no interest.
    waiting = {party.pk: party for party in queue[:free]}
    if kept:
        waiting |= {party.pk: party for party in queue.filter(for_elder=True)[:kept]}
    line = list(waiting.values())
    seated: list[Registration] = []
    while line:
        elder = next((party for party in line if party.for_elder), None)
        head = line[0]
        if head.seats <= (free if head.for_elder else free - kept):
            one = head
        elif elder and elder is not head and elder.seats <= kept:
            one = elder
        else:
            return seated, head, free if head.for_elder else free - kept
        line.remove(one)
        seated.append(one)
        free -= one.seats
        kept -= min(kept, one.seats) if one.for_elder else 0
    return seated, None, free


def release_elder_seats(event: Event, *, promote: bool = True) -> None:
    """From the set hour on the seats that were kept for elders are everybody's: first of who waits.

    The event is locked.
    """
    if event.elders_until is None or event.elders_released_at or clock.now() < event.elders_until:
        return
    event.elders_released_at = clock.now()
    event.save(update_fields=["elders_released_at"])
    if promote:
        promote_waiting(event)


@action
def release_due_seats(*, at_most: int = 100) -> int:
    """Release the seats of elders of every event whose hour has come; return of how many events.

    Rows that another worker holds are skipped: whoever holds one releases its seats, or the next run does.
    """
    now = clock.now()
    due = Event.objects.filter(
        status=Event.Status.PUBLISHED, ends_at__gt=now, elders_until__lte=now, elders_released_at=None
    )
    events = list(due.select_for_update(no_key=True, of=("self",), skip_locked=True).order_by("pk")[:at_most])
    for event in events:
        release_elder_seats(event)
    return len(events)


def _offer(head: Registration, free: int) -> None:
    if head.offered_seats != free:
        head.offered_seats = free
        head.save(update_fields=["offered_seats"])
        send_notices([registrations.may_shrink(head, free)])


def _place(registration: Registration) -> None:
    """The waiting party has its seats from now on."""
    registration.status = Registration.Status.REGISTERED
    registration.queued_at = registration.offered_seats = None
    registration.placed_at, registration.placed_late = clock.now(), registration.event.is_late_for_seat
    placed = ["status", "queued_at", "offered_seats", "placed_at", "placed_late"]
    registration.save(update_fields=[*placed, "seats"])


# --- In the last hours: the desk rings those who wait, in their order


@action
def seat_called(registration: Registration, *, seats: int | None = None, by: User) -> Registration:
    """The desk has rung the party whose turn it is, and it comes: it gets its seats, or fewer if it says so.

    Again changes nothing. Raises Refused, also where it is another party's turn or the seats are not free.
    """
    registration = locks.lock_registration(registration)
    require_permission(by, CHECKS_IN, registration.event)
    if registration.status == Registration.Status.REGISTERED:
        registration.already_made = True
        return registration
    require_turn_to_be_called(registration)
    if seats is not None:
        require_party_not_larger(registration, seats)
        registration.seats = seats
    release_elder_seats(registration.event, promote=False)
    require_free_seats(registration)
    _place(registration)
    send_notices([registrations.promoted(registration)])
    return registration


@action
def skip_called(registration: Registration, *, reason: str, by: User) -> Registration:
    """The desk has rung the party whose turn it is, in vain, and goes on to the next one. Raises Refused.

    The party keeps its place on the waitlist.
    """
    registration = locks.lock_registration(registration)
    require_permission(by, CHECKS_IN, registration.event)
    if registration.skipped_at is not None:
        return registration
    require_turn_to_be_called(registration)
    require_skip_reason(reason)
    registration.skipped_at, registration.skip_reason = clock.now(), reason
    registration.save(update_fields=["skipped_at", "skip_reason"])
    return registration


@action
def call_again(registration: Registration, *, by: User) -> Registration:
    """A party that was passed over has its turn again, as after a call back or a wrong tap. Raises Refused."""
    registration = locks.lock_registration(registration)
    require_permission(by, CHECKS_IN, registration.event)
    require_registration_waitlisted(registration)
    registration.skipped_at, registration.skip_reason = None, ""
    registration.save(update_fields=["skipped_at", "skip_reason"])
    return registration
