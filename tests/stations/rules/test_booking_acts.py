"""What may be done with a booking: by whom, in which state and when; and that actions say the same."""

import datetime as dt

import pytest
import time_machine

from common.exceptions import Refused
from common.time import clock
from stations.actions import check_in
from stations.actions.bookings import approve_booking, book_space, cancel_booking, change_booking_time, refuse_booking
from stations.models import Booking
from stations.rules.booking_acts import (
    AT_DESK,
    BookingAct,
    BookingRelation,
    possible_booking_acts,
    require_may_approve,
    require_may_refuse,
)
from stations.rules.check_in import undo_check_in_until
from tests.factories import (
    BookingFactory,
    GuardianshipFactory,
    NeighbourFactory,
    OrgUnitFactory,
    ResidentFactory,
    SpaceFactory,
    StationAppointmentFactory,
    officer,
)

pytestmark = pytest.mark.django_db
# A Tuesday, noon in Shanghai.
NOON = dt.datetime(2026, 11, 24, 4, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)
Status = Booking.Status

FAMILY, DESK, OFFICE, STRANGER = "family", "desk", "office", "stranger"
# (state, minutes from now to its beginning, minutes since it was booked or cancelled): who may do what.
EXPECTED = {
    (Status.REQUESTED, 120, 60): {FAMILY: "move cancel", OFFICE: "approve refuse move cancel"},
    (Status.REQUESTED, 120, 5): {FAMILY: "move cancel undo", OFFICE: "approve refuse move cancel"},
    (Status.REQUESTED, -5, 60): {OFFICE: "refuse cancel"},
    (Status.CONFIRMED, 120, 60): {FAMILY: "move cancel", OFFICE: "move cancel"},
    (Status.CONFIRMED, 10, 60): {
        FAMILY: "move cancel arrive",
        DESK: "check_in",
        OFFICE: "move cancel check_in",
    },
    (Status.CONFIRMED, -5, 60): {FAMILY: "arrive", DESK: "check_in", OFFICE: "cancel check_in"},
    (Status.CONFIRMED, -5, 6): {
        FAMILY: "cancel undo arrive",
        DESK: "check_in",
        OFFICE: "cancel check_in",
    },
    (Status.CHECKED_IN, -5, 60): {
        FAMILY: "finish",
        DESK: "undo_check_in finish",
        OFFICE: "undo_check_in finish",
    },
    (Status.CHECKED_IN, -59, 60): {FAMILY: "finish", DESK: "finish", OFFICE: "finish"},
    (Status.CHECKED_IN, -60, 90): {},
    (Status.CHECKED_IN, -61, 90): {},
    (Status.NO_SHOW, -30, 60): {FAMILY: "arrive", DESK: "check_in", OFFICE: "check_in waive"},
    (Status.NO_SHOW, -90, 120): {OFFICE: "waive"},
    (Status.CANCELLED, 120, 5): {FAMILY: "undo_cancelling", OFFICE: "undo_cancelling"},
    (Status.CANCELLED, 120, 11): {},
    (Status.CANCELLED, -1, 5): {},
    (Status.REFUSED, 120, 5): {},
    (Status.DONE, -30, 60): {},
}


@pytest.fixture(autouse=True)
def _tuesday_noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def booking():
    return BookingFactory(space=SpaceFactory(step=15, shortest=15), person=NeighbourFactory())


@pytest.fixture
def users(booking):
    ward = GuardianshipFactory(person=booking.person)
    station = booking.space.station
    return {
        FAMILY: ResidentFactory(person=ward.by),
        DESK: StationAppointmentFactory(station=station).user,
        OFFICE: officer("office_worker", OrgUnitFactory(community=station.community)),
        STRANGER: ResidentFactory(),
    }


def put(booking, status, begins, ago):
    """The row as it would be read, whatever the database would say of it."""
    now = clock.now()
    booking.status = status
    booking.starts_at = now + begins * MINUTE
    booking.ends_at = booking.starts_at + 60 * MINUTE
    booking.created_at = now - ago * MINUTE
    booking.cancelled_at = now - ago * MINUTE if status == Status.CANCELLED else None
    booking.checked_in_at = booking.starts_at if status == Status.CHECKED_IN else None
    return booking


@pytest.mark.parametrize("case", EXPECTED, ids=lambda case: f"{case[0]} {case[1]} {case[2]}")
def test_who_may_do_what(booking, users, case):
    put(booking, *case)
    found = {who: possible_booking_acts(BookingRelation(user, booking)) for who, user in users.items()}
    assert found == {who: frozenset(EXPECTED[case].get(who, "").split()) for who in users}


def test_what_staff_cancelled_the_family_does_not_take_back(booking, users):
    put(booking, Status.CANCELLED, 120, 5).answer = "停电"
    assert possible_booking_acts(BookingRelation(users[FAMILY], booking)) == frozenset()
    assert possible_booking_acts(BookingRelation(users[OFFICE], booking)) == {BookingAct.UNDO_CANCELLING}


def test_a_stranger_does_nothing_with_what_was_booked_for_a_neighbour(booking, users):
    booking.for_neighbour = True
    for status in Status:
        who = BookingRelation(users[STRANGER], put(booking, status, 120, 5))
        assert (possible_booking_acts(who), who.reads_answer) == (frozenset(), False)


@pytest.mark.parametrize("status", [status for status in Status if status != Status.REQUESTED])
@pytest.mark.parametrize("require", [require_may_approve, require_may_refuse])
def test_only_a_request_that_waits_is_answered(booking, users, status, require):
    with pytest.raises(Refused) as refusal:
        require(BookingRelation(users[OFFICE], put(booking, status, 120, 60)))
    assert refusal.value.code == "not_waiting"


def test_of_a_check_in_just_before_nothing_is_taken_back_once_the_booking_is_done(booking):
    booking.checked_in_at = clock.now()
    recent = set()
    for booking.status in Status:
        if undo_check_in_until(booking):
            recent.add(booking.status)
    assert recent == {Status.CHECKED_IN}


def test_what_of_a_booking_is_not_read_by_whom(booking, users):
    waiver = {"waive_reason", "waived_by"}
    withheld = {who: BookingRelation(user, booking).withheld for who, user in users.items()}
    assert withheld == {FAMILY: waiver, DESK: set(), OFFICE: set(), STRANGER: waiver | {"remark", "answer"}}


def test_only_the_acts_that_are_asked_about_are_answered(booking, users):
    who = BookingRelation(users[OFFICE], put(booking, Status.CONFIRMED, 10, 60))
    assert possible_booking_acts(who, among=AT_DESK) == {BookingAct.CHECK_IN}


def test_a_waived_no_show_is_not_waived_again(booking, users):
    put(booking, Status.NO_SHOW, -90, 200).waived_by = users[OFFICE]
    assert possible_booking_acts(BookingRelation(users[OFFICE], booking)) == frozenset()


DO = {
    BookingAct.APPROVE: lambda booking, by: approve_booking(booking, by=by),
    BookingAct.REFUSE: lambda booking, by: refuse_booking(booking, answer="停电", by=by),
    BookingAct.MOVE: lambda booking, by: change_booking_time(
        booking, starts_at=booking.starts_at + 120 * MINUTE, ends_at=booking.ends_at + 120 * MINUTE, by=by
    ),
    BookingAct.CANCEL: lambda booking, by: cancel_booking(booking, reason="停电", by=by),
    BookingAct.CHECK_IN: lambda booking, by: check_in.check_in(booking, by=by),
    BookingAct.UNDO_CHECK_IN: lambda booking, by: check_in.undo_check_in(booking, by=by),
    BookingAct.FINISH: lambda booking, by: check_in.finish_booking(booking, by=by),
}


@pytest.mark.parametrize("who", [FAMILY, DESK, OFFICE, STRANGER])
@pytest.mark.parametrize(
    ("needs_approval", "minutes"), [(True, 0), (True, 90), (False, 0), (False, 55), (False, 65), (False, 115)]
)
def test_an_act_that_is_possible_is_done_and_another_is_refused(users, booking, who, needs_approval, minutes):
    space = booking.space
    space.needs_approval, space.notice = needs_approval, 0
    space.save()
    user = ResidentFactory(person=booking.person) if not hasattr(booking.person, "user") else booking.person.user
    starts_at = clock.now() + 60 * MINUTE
    for act, do in DO.items():
        made = book_space(
            space,
            person=booking.person,
            starts_at=starts_at,
            ends_at=starts_at + 60 * MINUTE,
            purpose="games",
            by=user,
        )
        with time_machine.travel(NOON + minutes * MINUTE, tick=False):
            made.refresh_from_db()
            possible = act in possible_booking_acts(BookingRelation(users[who], made))
            try:
                do(made, users[who])
            except Refused:
                done = False
            else:
                # What is as it should be already is answered, and nothing is done.
                done = act not in (BookingAct.UNDO_CHECK_IN,)
        assert done == possible, act
        made.refresh_from_db()
        if made.status != Status.REFUSED:  # that stays
            made.hold = None
            made.status, made.cancelled_at = Status.CANCELLED, clock.now()
            made.save(update_fields=["hold", "status", "cancelled_at"])
