"""Booking a space, giving it up and moving it; approval and rivals."""

import datetime as dt

import pytest
import time_machine

from accounts.models import Notification, Person
from common.exceptions import Refused
from common.time import clock
from stations.actions.bookings import (
    approve_booking,
    book_space,
    cancel_booking,
    change_booking_time,
    refuse_booking,
    undo_cancellation,
)
from stations.actions.holds import (
    close_for_maintenance,
    end_maintenance,
    hold_for_new_booking,
    locked_space_and_person,
    move_hold,
)
from stations.actions.reminders import send_booking_reminders
from stations.models import Booking, Hold, Occupancy
from tests.factories import (
    BookingFactory,
    HoldFactory,
    OrgUnitFactory,
    PersonFactory,
    ResidentFactory,
    SpaceFactory,
    officer,
)
from tests.support.refusals import refused

pytestmark = pytest.mark.django_db


def at(hour, *, days=1):
    return clock.day_start(clock.today() + dt.timedelta(days=days)) + dt.timedelta(hours=hour)


@pytest.fixture
def resident():
    return ResidentFactory()


def book(space, user, start=10, end=11, **more):
    return book_space(
        space, person=user.person, starts_at=at(start), ends_at=at(end), purpose="gathering", by=user, **more
    )


def test_a_free_hour_is_booked_at_once(resident):
    booking = book(SpaceFactory(), resident)
    assert (booking.status, booking.party_size, booking.for_neighbour) == ("confirmed", 1, False)
    # Nobody has to approve it, so nobody has.
    assert (booking.decided_by, booking.decided_at) == (None, None)
    assert booking.hold.occupancies.count() == 1
    assert Notification.objects.get(kind="booking_booked").recipient == resident.person
    # Both know that they are saved, and do not clash with themselves.
    booking.validate_unique()
    booking.hold.validate_unique()


def test_outside_an_action_whose_user_is_known_nothing_is_held(resident):
    space = SpaceFactory()
    booking = Booking(space=space, person=resident.person, by=resident, starts_at=at(10), ends_at=at(11))
    with pytest.raises(LookupError):
        hold_for_new_booking(booking, by=resident, rivals=False)
    assert not Hold.objects.exists()


def test_for_somebody_whose_entry_is_gone_nothing_is_booked():
    space, gone = SpaceFactory(), PersonFactory()
    office = officer("office_worker", OrgUnitFactory(community=space.station.community))
    Person.objects.filter(pk=gone.pk).delete()
    with refused("gone"):
        book_space(space, person=gone, starts_at=at(10), ends_at=at(11), purpose="gathering", by=office)


def test_an_hour_is_never_given_twice(resident):
    space = SpaceFactory()
    book(space, resident)
    with pytest.raises(Refused) as refusal:
        book(space, ResidentFactory(), start=10.5, end=11.5)
    assert refusal.value.code == "taken"
    assert Booking.objects.count() == 1


def test_a_whole_and_its_parts_exclude_each_other(resident):
    hall = SpaceFactory()
    left, right = SpaceFactory(station=hall.station, part_of=hall), SpaceFactory(station=hall.station, part_of=hall)
    book(left, resident)
    with refused("taken"):
        book(hall, ResidentFactory())
    book(right, ResidentFactory())
    book(hall, ResidentFactory(), start=12, end=13)
    with refused("taken"):
        book(right, resident, start=12, end=13)


def test_a_cancelled_hour_is_free_again_and_the_cancelling_can_be_undone(resident):
    space = SpaceFactory()
    booking = cancel_booking(book(space, resident), by=resident)
    assert not Hold.objects.exists()
    assert not Occupancy.objects.exists()
    booking = undo_cancellation(booking, by=resident)
    assert booking.status == "confirmed"
    assert Occupancy.objects.count() == 1


def test_what_was_not_cancelled_is_told_to_nobody_else_by_undoing(resident):
    booking = book(SpaceFactory(), resident)
    assert undo_cancellation(booking, by=resident) == booking
    with refused("not_yours"):
        undo_cancellation(booking, by=ResidentFactory())


def test_staff_say_why_they_cancel(resident):
    space = SpaceFactory()
    office = officer("office_worker", OrgUnitFactory(community=space.station.community))
    with refused("no_reason"):
        cancel_booking(book(space, resident), by=office, reason=" ")
    assert Booking.objects.get().is_confirmed


def test_a_booking_moves_to_another_time(resident):
    booking = change_booking_time(book(SpaceFactory(), resident), starts_at=at(14), ends_at=at(16), by=resident)
    booking.refresh_from_db()
    assert (booking.starts_at, booking.hold.starts_at) == (at(14), at(14))
    assert Occupancy.objects.get().during.upper == at(16)


def test_the_same_time_is_no_move(resident):
    booking = BookingFactory(person=resident.person, by=resident)
    same = change_booking_time(booking, starts_at=booking.starts_at, ends_at=booking.ends_at, by=resident)
    assert same.sequence == 0
    assert not Notification.objects.exists()


def test_where_staff_approve_another_time_is_asked_for_anew(resident):
    space = SpaceFactory(needs_approval=True)
    office = officer("office_worker", OrgUnitFactory(community=space.station.community))
    booking = approve_booking(book(space, resident), by=office)
    booking = change_booking_time(booking, starts_at=at(14), ends_at=at(16), by=resident)
    booking.refresh_from_db()
    assert (booking.status, booking.starts_at, booking.hold) == ("requested", at(14), None)
    assert (booking.decided_by, booking.decided_at) == (None, None)
    assert not Hold.objects.exists()
    assert Notification.objects.filter(kind="booking_requested").count() == 2
    booking = approve_booking(booking, by=office)
    booking = change_booking_time(booking, starts_at=at(15), ends_at=at(17), by=office)
    booking.refresh_from_db()
    assert (booking.status, booking.hold.starts_at, booking.decided_by) == ("confirmed", at(15), office)


def test_a_request_that_waits_moves_without_being_held(resident):
    booking = book(SpaceFactory(needs_approval=True), resident)
    booking = change_booking_time(booking, starts_at=at(14), ends_at=at(16), by=resident)
    booking.refresh_from_db()
    assert (booking.status, booking.starts_at, booking.hold) == ("requested", at(14), None)


def test_a_booking_that_has_moved_is_reminded_of_again(resident):
    booking = BookingFactory(person=resident.person, created_at=clock.now() - dt.timedelta(days=9))
    before, later = booking.starts_at - dt.timedelta(hours=2), at(15, days=3)
    with time_machine.travel(before, tick=False):
        assert send_booking_reminders() == 1
        change_booking_time(booking, starts_at=later, ends_at=later + dt.timedelta(hours=1), by=resident)
        assert send_booking_reminders() == 0
    with time_machine.travel(later - dt.timedelta(hours=2), tick=False):
        assert send_booking_reminders() == 1
    assert Notification.objects.filter(kind="booking_reminder", recipient=resident.person).count() == 2


def test_a_request_holds_nothing_until_it_is_approved_and_rivals_hear_of_it(resident):
    space = SpaceFactory(needs_approval=True)
    first, second = book(space, resident), book(space, ResidentFactory())
    assert not Hold.objects.exists()
    office = officer("office_worker", OrgUnitFactory(community=space.station.community))
    approve_booking(second, by=office)
    first.refresh_from_db()
    assert first.status == "refused"
    assert Notification.objects.filter(kind="booking_given_to_another", recipient=resident.person).exists()
    with refused("not_waiting"):
        approve_booking(first, by=office)


def test_only_who_runs_the_station_approves(resident):
    booking = BookingFactory(status="requested", space__needs_approval=True, person=resident.person)
    with pytest.raises(Refused) as refusal:
        approve_booking(booking, by=resident)
    assert refusal.value.code == "not_allowed"


def test_maintenance_that_has_begun_ends_now_and_stays_in_the_figures():
    space = SpaceFactory()
    office = officer("office_worker", OrgUnitFactory(community=space.station.community))
    held = HoldFactory(space=space)
    half = held.starts_at + dt.timedelta(hours=1)
    with time_machine.travel(half, tick=False):
        end_maintenance(held, by=office)
    assert Hold.objects.get().ends_at == half
    assert Occupancy.objects.get().during.upper == half


def test_maintenance_to_come_is_called_off_whole():
    space = SpaceFactory()
    office = officer("office_worker", OrgUnitFactory(community=space.station.community))
    end_maintenance(HoldFactory(space=space), by=office)
    begins = HoldFactory(space=space)
    with time_machine.travel(begins.starts_at, tick=False):
        end_maintenance(begins, by=office)
    assert not Hold.objects.exists()


def test_maintenance_keeps_no_minutes_free_after_it():
    space = SpaceFactory(buffer=30)
    office = officer("office_worker", OrgUnitFactory(community=space.station.community))
    close_for_maintenance(space, starts_at=at(10), ends_at=at(12), note="检修", by=office)
    assert Occupancy.objects.get().during.upper == at(12)


def test_the_minutes_kept_free_after_a_hold_change_with_its_room_alone():
    held = HoldFactory(space=SpaceFactory(buffer=30), buffer=15)
    moved = move_hold(held, starts_at=at(14), ends_at=at(15), space=held.space, by=None)
    assert (moved.buffer, Occupancy.objects.get().during.upper) == (15, at(15.25))
    move_hold(held, starts_at=at(14), ends_at=at(15), space=SpaceFactory(buffer=45), by=None)
    assert (Hold.objects.get().buffer, Occupancy.objects.get().during.upper) == (45, at(15.75))


def test_the_person_is_read_with_the_sign_in_or_without_one(resident):
    space, person = locked_space_and_person(SpaceFactory(), resident.person)
    assert (person, person.user, space.station) == (resident.person, resident, space.station)
    _space, neighbour = locked_space_and_person(space, PersonFactory())
    assert not hasattr(neighbour, "user")


def test_a_request_is_refused_with_a_reason_only(resident):
    booking = book(SpaceFactory(needs_approval=True), resident)
    office = officer("office_worker", OrgUnitFactory(community=booking.space.station.community))
    with refused("no_reason"):
        refuse_booking(booking, answer=" ", by=office)
    assert refuse_booking(booking, answer=" 停电 ", by=office).answer == "停电"


def test_maintenance_has_a_note_and_ends_after_it_begins():
    space = SpaceFactory()
    office = officer("office_worker", OrgUnitFactory(community=space.station.community))
    with refused("no_reason"):
        close_for_maintenance(space, starts_at=at(10), ends_at=at(12), note=" ", by=office)
    with refused("ends_before"):
        close_for_maintenance(space, starts_at=at(10), ends_at=at(10), note="检修", by=office)
    assert not Hold.objects.exists()


def test_what_is_no_maintenance_is_not_ended_as_such(resident):
    booking = book(SpaceFactory(), resident)
    office = officer("office_worker", OrgUnitFactory(community=booking.space.station.community))
    with refused("not_maintenance"):
        end_maintenance(booking.hold, by=office)
    assert Hold.objects.get() == booking.hold


def test_maintenance_that_is_over_stays():
    space = SpaceFactory()
    office = officer("office_worker", OrgUnitFactory(community=space.station.community))
    held = HoldFactory(space=space)
    with time_machine.travel(held.ends_at, tick=False), refused("over"):
        end_maintenance(held, by=office)
    assert Hold.objects.exists()
