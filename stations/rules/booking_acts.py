"""What a user may do now with a booking: the one answer for actions, for the resident's page, the desk and admin.

Each act on a booking has one function, `require_may_…`, which raises Refused. Actions call it under the lock;
`possible_booking_acts` asks all of them, so that a page offers what the action would do and nothing else.
"""

from collections.abc import Callable, Collection
from enum import StrEnum
from functools import cached_property

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.rules.people import is_family
from common.exceptions import Refused
from common.time import clock
from stations.models import Booking
from stations.rules.access import can_book_for_others, is_in_charge, is_receptionist
from stations.rules.bookings import (
    require_booking_to_come,
    require_booking_waiting,
    require_cancelled_by_oneself,
    require_not_begun,
    require_undo_in_time,
)
from stations.rules.check_in import (
    require_begun,
    require_can_arrive,
    require_check_in_time,
    require_checked_in,
    require_no_show,
    require_recent_check_in,
)

Status = Booking.Status


class BookingAct(StrEnum):
    """An act on a booking. `undo`: cancel within ten minutes of booking. `arrive`: check in at the room itself."""

    APPROVE = "approve"
    REFUSE = "refuse"
    MOVE = "move"
    CANCEL = "cancel"
    UNDO = "undo"
    UNDO_CANCELLING = "undo_cancelling"
    CHECK_IN = "check_in"
    ARRIVE = "arrive"
    UNDO_CHECK_IN = "undo_check_in"
    FINISH = "finish"
    WAIVE = "waive"


class BookingRelation:
    """What the user is to a booking, for the rules on acts; each question is asked once.

    Without a user: somebody at the station's desk, as the page has made sure, and nothing else.
    """

    def __init__(self, user: User | None, booking: Booking) -> None:
        self.user, self.booking = user, booking

    @cached_property
    def is_family(self) -> bool:
        return self.user is not None and is_family(self.user, self.booking.person)

    @cached_property
    def is_in_charge(self) -> bool:
        return self.user is not None and is_in_charge(self.user, self.booking.space)

    @cached_property
    def is_receptionist(self) -> bool:
        return self.user is None or is_receptionist(self.user, self.booking.space)

    @cached_property
    def books_for_person(self) -> bool:
        booking = self.booking
        return self.user is not None and can_book_for_others(self.user, booking.space, booking.person)

    @property
    def must_say_why(self) -> bool:
        """Whether the user cancels for the station: the person reads the reason."""
        return not self.is_family and self.is_in_charge

    @property
    def reads_remark(self) -> bool:
        """The neighbour was promised that only the station's staff read it."""
        return self.is_family or self.reads_waiver

    @property
    def reads_waiver(self) -> bool:
        return self.is_receptionist or self.is_in_charge

    @property
    def reads_answer(self) -> bool:
        """The station answers whoever has asked: the neighbour, and who has booked for the neighbour."""
        return self.is_family or self.reads_waiver or (self.booking.for_neighbour and self.books_for_person)

    @property
    def withheld(self) -> frozenset[str]:
        """The columns of the booking that the user does not read, on whichever page."""
        read = {
            "remark": self.reads_remark,
            "answer": self.reads_answer,
            "waive_reason": self.reads_waiver,
            "waived_by": self.reads_waiver,
        }
        return frozenset(column for column, may_read in read.items() if not may_read)


def require_may_change(who: BookingRelation) -> None:
    """For acts on a booking by its people: own and family's; by who booked for them; by who runs the station."""
    if who.is_family or who.is_in_charge:
        return
    if not who.books_for_person:
        raise Refused(_("You can do this only for yourself and for those you look after."), code="not_yours")
    if not who.booking.for_neighbour:
        raise Refused(_("This was booked by the neighbour alone. Please ask them, or the office."), code="not_yours")


def require_in_charge(who: BookingRelation) -> None:
    """For acts on a booking that only who runs the station does: to approve, to refuse, to waive a no-show."""
    if not who.is_in_charge:
        raise Refused(_("You may not do this here."), code="not_allowed")


def require_receptionist(who: BookingRelation) -> None:
    """For acts on a booking that only the station's desk does: to check in, and to take that back."""
    if not who.is_receptionist:
        raise Refused(_("You may not do this here."), code="not_allowed")


def require_may_approve(who: BookingRelation) -> None:
    """Act on a booking: staff approve a request until the time that it asks for begins."""
    require_in_charge(who)
    require_booking_waiting(who.booking)
    require_not_begun(who.booking.starts_at)


def require_may_refuse(who: BookingRelation) -> None:
    """Act on a booking: staff refuse a request, also after the time that it asks for has begun."""
    require_in_charge(who)
    require_booking_waiting(who.booking)


def require_may_move(who: BookingRelation) -> None:
    """Act on a booking: another time, until the old one begins."""
    require_may_change(who)
    require_booking_to_come(who.booking)
    require_not_begun(who.booking.starts_at)


def require_may_cancel(who: BookingRelation) -> None:
    """Act on a booking: cancel until it begins; who has just booked, and who runs the station, also later."""
    require_may_change(who)
    require_booking_to_come(who.booking)
    if not who.must_say_why and who.booking.undo_ends_at() is None:
        require_not_begun(who.booking.starts_at)


def require_may_undo(who: BookingRelation) -> None:
    """Act on a booking: cancel what was booked less than ten minutes ago."""
    require_may_cancel(who)
    require_undo_in_time(who.booking)


def require_may_undo_cancelling(who: BookingRelation) -> None:
    """Act on a booking: take a cancellation back, which residents do only with their own, not with staff's."""
    require_may_change(who)
    require_undo_in_time(who.booking)
    if not who.is_in_charge:
        require_cancelled_by_oneself(who.booking)
    require_not_begun(who.booking.starts_at)


def require_may_check_in(who: BookingRelation) -> None:
    """Act on a booking: the desk checks the party in."""
    require_receptionist(who)
    require_arrival(who.booking)


def require_may_arrive(who: BookingRelation) -> None:
    """Act on a booking: the person, or family, checks in at the room itself."""
    if not who.is_family:
        raise Refused(_("You can do this only for yourself and for those you look after."), code="not_yours")
    require_arrival(who.booking)


def require_arrival(booking: Booking) -> None:
    """For the acts on a booking by which somebody checks in, at the desk or at the room."""
    require_can_arrive(booking)
    require_check_in_time(booking)


def require_may_undo_check_in(who: BookingRelation) -> None:
    """Act on a booking: the desk takes back a check-in of the last ten minutes."""
    require_receptionist(who)
    require_checked_in(who.booking)
    require_recent_check_in(who.booking)


def require_may_end(who: BookingRelation) -> None:
    """For the act on a booking that ends it early: whoever has the room gives it back, and so does the desk."""
    if not (who.is_receptionist or who.is_family):
        raise Refused(_("You can do this only for yourself and for those you look after."), code="not_yours")


def require_may_finish(who: BookingRelation) -> None:
    """Act on a booking: end it early, once it has begun and the party is checked in."""
    require_may_end(who)
    require_checked_in(who.booking)
    require_begun(who.booking)


def require_may_waive(who: BookingRelation) -> None:
    """Act on a booking: staff waive its no-show, which then does not count for a pause."""
    require_in_charge(who)
    require_no_show(who.booking)


REQUIRE: dict[BookingAct, Callable[[BookingRelation], None]] = {
    BookingAct.APPROVE: require_may_approve,
    BookingAct.REFUSE: require_may_refuse,
    BookingAct.MOVE: require_may_move,
    BookingAct.CANCEL: require_may_cancel,
    BookingAct.UNDO: require_may_undo,
    BookingAct.UNDO_CANCELLING: require_may_undo_cancelling,
    BookingAct.CHECK_IN: require_may_check_in,
    BookingAct.ARRIVE: require_may_arrive,
    BookingAct.UNDO_CHECK_IN: require_may_undo_check_in,
    BookingAct.FINISH: require_may_finish,
    BookingAct.WAIVE: require_may_waive,
}
# What can come into question at all, so that nothing is asked of the database in vain.
IN_STATUS: dict[str, tuple[BookingAct, ...]] = {
    Status.REQUESTED: (BookingAct.APPROVE, BookingAct.REFUSE, BookingAct.MOVE, BookingAct.CANCEL, BookingAct.UNDO),
    Status.CONFIRMED: (BookingAct.MOVE, BookingAct.CANCEL, BookingAct.UNDO, BookingAct.CHECK_IN, BookingAct.ARRIVE),
    Status.CHECKED_IN: (BookingAct.UNDO_CHECK_IN, BookingAct.FINISH),
    Status.CANCELLED: (BookingAct.UNDO_CANCELLING,),
    Status.NO_SHOW: (BookingAct.CHECK_IN, BookingAct.ARRIVE, BookingAct.WAIVE),
}


# What a line of the station's board offers.
AT_DESK = frozenset({BookingAct.CHECK_IN, BookingAct.UNDO_CHECK_IN, BookingAct.FINISH})


def possible_booking_acts(
    who: BookingRelation, *, among: Collection[BookingAct] = frozenset(BookingAct)
) -> frozenset[BookingAct]:
    """Which of the acts `among` the user may do with the booking now. What would change nothing is left out."""
    acts = {act for act in IN_STATUS.get(who.booking.status, ()) if act in among and _is_allowed(act, who)}
    if BookingAct.UNDO in acts and who.must_say_why:
        acts.discard(BookingAct.UNDO)
    if who.booking.waived_by_id:
        acts.discard(BookingAct.WAIVE)
    if who.booking.ends_at <= clock.now():
        acts.discard(BookingAct.FINISH)
    return frozenset(acts)


def _is_allowed(act: BookingAct, who: BookingRelation) -> bool:
    try:
        REQUIRE[act](who)
    except Refused:
        return False
    return True
