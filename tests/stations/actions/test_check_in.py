"""Check-in at the desk and at the door, the early end, no-shows and reminders."""

import datetime as dt

import pytest
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone, translation

from accounts.models import Notification
from common.time import clock
from stations import tasks
from stations.actions.bookings import book_space, end_unanswered
from stations.actions.check_in import (
    check_in,
    check_in_at_door,
    end_what_is_over,
    finish_booking,
    release_no_shows,
    undo_check_in,
    waive_no_show,
)
from stations.actions.reminders import send_booking_reminders
from stations.models import Booking, Hold, Occupancy
from stations.notifications import bookings as notices
from stations.selectors.no_shows import booking_pauses
from tests.factories import (
    BookingFactory,
    EventFactory,
    GuardianshipFactory,
    OpeningExceptionFactory,
    OrgUnitFactory,
    ResidentFactory,
    SpaceFactory,
    StationFactory,
    officer,
)
from tests.support.racing import Rival
from tests.support.refusals import refusal
from tests.support.rooms import minutes_after

pytestmark = pytest.mark.django_db

MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def booking():
    """Tomorrow from 10 to 11, by the person."""
    user = ResidentFactory()
    return BookingFactory(person=user.person, by=user)


@pytest.fixture
def receptionist(booking):
    return officer("receptionist", booking.space.station)


# --- Check-in


@pytest.mark.parametrize(("minutes", "code"), [(-16, "too_early"), (60, "over")])
def test_one_checks_in_from_a_quarter_of_an_hour_before_until_the_end(booking, receptionist, minutes, code):
    with minutes_after(booking, minutes):
        assert refusal(check_in, booking, by=receptionist) == code
    booking.refresh_from_db()
    assert booking.status == "confirmed"


@pytest.mark.parametrize("minutes", [-15, 0, 59])
def test_the_desk_checks_in_and_a_second_tap_changes_nothing(booking, receptionist, minutes):
    with minutes_after(booking, minutes):
        first = check_in(booking, by=receptionist)
    with minutes_after(booking, minutes + 0.5):
        second = check_in(booking, by=receptionist)
    assert first.status == second.status == "checked_in"
    assert first.checked_in_at == second.checked_in_at


def test_only_the_own_desk_checks_in_and_not_even_the_person_from_the_sofa(booking):
    others = [
        officer("receptionist", StationFactory(community=booking.space.station.community)),
        officer("branch_secretary", OrgUnitFactory(estate_branch=True)),
        booking.by,
        ResidentFactory(),
    ]
    with minutes_after(booking, 0):
        for by in others:
            assert refusal(check_in, booking, by=by) == "not_allowed"
            assert refusal(undo_check_in, booking, by=by) == "not_allowed"


def test_at_the_door_one_checks_in_to_the_own_booking_of_now(booking):
    with minutes_after(booking, -10):
        assert check_in_at_door(booking.space, by=booking.by) == booking
        assert check_in_at_door(booking.space, by=booking.by).status == "checked_in"


def test_at_the_door_a_guardian_checks_a_child_in(booking):
    guardian = ResidentFactory()
    GuardianshipFactory(person=booking.person, by=guardian.person)
    with minutes_after(booking, 0):
        assert check_in_at_door(booking.space, by=guardian).status == "checked_in"


def test_the_door_of_a_part_knows_a_booking_of_the_whole():
    hall = SpaceFactory()
    part = SpaceFactory(part_of=hall, station=hall.station)
    user = ResidentFactory()
    booking = BookingFactory(space=hall, person=user.person, by=user)
    with minutes_after(booking, 0):
        assert check_in_at_door(part, by=user) == booking


def test_at_another_door_at_another_hour_or_for_somebody_else_there_is_no_booking_now(booking):
    with minutes_after(booking, 0):
        assert refusal(check_in_at_door, SpaceFactory(), by=booking.by) == "no_booking_now"
        assert refusal(check_in_at_door, booking.space, by=ResidentFactory()) == "no_booking_now"
    with minutes_after(booking, -16):
        assert refusal(check_in_at_door, booking.space, by=booking.by) == "no_booking_now"


def test_a_request_is_not_checked_in_to(receptionist, booking):
    request = BookingFactory(space=booking.space, status="requested", starts_at=booking.starts_at)
    with minutes_after(booking, 0):
        assert refusal(check_in, request, by=receptionist) == "not_approved"


@pytest.mark.parametrize("status", ["cancelled", "refused"])
def test_what_is_over_or_was_given_up_is_not_checked_in_to(receptionist, booking, status):
    over = BookingFactory(space=booking.space, status=status, starts_at=booking.starts_at + 60 * MINUTE)
    with minutes_after(over, 0):
        assert refusal(check_in, over, by=receptionist) == "not_live"
    over.refresh_from_db()
    assert over.status == status


def test_a_wrong_check_in_is_taken_back_for_ten_minutes(booking, receptionist):
    with minutes_after(booking, 0):
        check_in(booking, by=receptionist)
    with minutes_after(booking, 9):
        assert undo_check_in(booking, by=receptionist).status == "confirmed"
        assert undo_check_in(booking, by=receptionist).checked_in_at is None
        check_in(booking, by=receptionist)
    with minutes_after(booking, 19):
        assert refusal(undo_check_in, booking, by=receptionist) == "undo_over"


def test_of_a_party_that_has_left_again_no_check_in_is_taken_back(booking, receptionist):
    with minutes_after(booking, 1):
        check_in(booking, by=receptionist)
        finish_booking(booking, by=receptionist)
        assert refusal(undo_check_in, booking, by=receptionist) == "not_checked_in"


# --- The early end


def test_who_leaves_early_frees_the_rest_of_the_time(booking, receptionist):
    with minutes_after(booking, 0):
        check_in(booking, by=receptionist)
    with minutes_after(booking, 20):
        done = finish_booking(booking, by=booking.by)
        assert finish_booking(booking, by=booking.by).ends_at == done.ends_at
        assert refusal(finish_booking, booking, by=ResidentFactory()) == "not_yours"
        other = ResidentFactory()
        half_past = booking.starts_at + 30 * MINUTE
        book_space(
            booking.space,
            person=other.person,
            starts_at=half_past,
            ends_at=half_past + 60 * MINUTE,
            purpose="gathering",
            by=other,
        )
    done.refresh_from_db()
    assert (done.status, done.ends_at) == ("done", booking.starts_at + 20 * MINUTE)
    assert done.hold.ends_at == done.ends_at


def test_who_leaves_after_the_end_had_the_room_until_the_end(booking, receptionist):
    with minutes_after(booking, 0):
        check_in(booking, by=receptionist)
    with minutes_after(booking, 70):
        done = finish_booking(booking, by=receptionist)
    assert (done.status, done.ends_at, done.hold.ends_at) == ("done", booking.ends_at, booking.ends_at)


@pytest.mark.parametrize("minutes", [0, 0.5])
def test_who_leaves_within_the_first_minute_had_the_room_for_one(booking, receptionist, minutes):
    with minutes_after(booking, minutes):
        check_in(booking, by=receptionist)
        done = finish_booking(booking, by=booking.by)
    assert done.ends_at == done.hold.ends_at == booking.starts_at + MINUTE


def test_what_has_not_begun_or_nobody_came_to_is_not_finished(booking, receptionist):
    with minutes_after(booking, -5):
        assert refusal(finish_booking, booking, by=booking.by) == "not_checked_in"
        check_in(booking, by=receptionist)
        assert refusal(finish_booking, booking, by=booking.by) == "not_begun"
        assert refusal(finish_booking, booking, by=ResidentFactory()) == "not_yours"


def test_who_came_is_done_after_the_end(booking, receptionist):
    with minutes_after(booking, 0):
        check_in(booking, by=receptionist)
    with minutes_after(booking, 59):
        assert end_what_is_over() == 0
    with minutes_after(booking, 60):
        assert end_what_is_over() == 1
        assert end_what_is_over() == 0
    booking.refresh_from_db()
    assert booking.status == "done"
    assert booking.hold is not None


# --- No-shows


def test_a_room_to_which_nobody_comes_is_free_a_quarter_of_an_hour_after_the_beginning(booking):
    with minutes_after(booking, 14.9):
        assert release_no_shows() == 0
    with minutes_after(booking, 15):
        assert tasks.free_rooms.call() == 1
        assert tasks.free_rooms.call() == 0
    booking.refresh_from_db()
    assert (booking.status, booking.hold, booking.sequence) == ("no_show", None, 1)
    assert not Hold.objects.exists()
    assert not Occupancy.objects.exists()
    assert Notification.objects.filter(kind="booking_released", recipient=booking.person).count() == 1


def test_neither_who_came_nor_an_event_nor_maintenance_is_released(booking, receptionist):
    hold = EventFactory(space=SpaceFactory(), starts_at=booking.starts_at, ends_at=booking.ends_at).hold
    with minutes_after(booking, 0):
        check_in(booking, by=receptionist)
    with minutes_after(booking, 30):
        assert release_no_shows() == 0
    booking.refresh_from_db()
    assert booking.status == "checked_in"
    assert Hold.objects.filter(pk=hold.pk).exists()


def miss(user, days_ago=0, **more) -> str:
    """Somebody does not come; what the person is told."""
    begins = clock.day_start(clock.today()) + dt.timedelta(days=1 - days_ago, hours=10)
    booking = BookingFactory(person=user.person, by=user, starts_at=begins, **more)
    with minutes_after(booking, 15):
        release_no_shows()
    return Notification.objects.filter(recipient=user.person, kind="booking_released").latest("pk").title


def test_the_first_time_warns_and_the_third_says_that_booking_is_paused():
    user = ResidentFactory(person__language="en")
    assert "(so far 1)" in miss(user, days_ago=40)
    assert "(so far 2)" in miss(user, days_ago=20)
    third = miss(user)
    assert "number 3 in 90 days: booking is paused for 30 days" in third
    assert user.person_id in booking_pauses([user.person_id])


def shut(booking, *, days=0, **hours):
    """The station is closed on the day of the booking, or open at other hours; entered after it was booked."""
    day = timezone.localdate(booking.starts_at) + dt.timedelta(days=days)
    during = DateRange(day, day + dt.timedelta(days=1))
    OpeningExceptionFactory(station=booking.space.station, during=during, reason="检修电路", **hours)


@pytest.mark.parametrize("hours", [{}, {"opens": dt.time(8), "closes": dt.time(10, 30)}])
def test_who_was_shut_out_by_other_opening_hours_is_no_no_show(booking, hours):
    shut(booking, **hours)
    kept = BookingFactory(starts_at=booking.starts_at)
    with minutes_after(booking, 15):
        assert release_no_shows() == 2
        assert release_no_shows() == 0
    booking.refresh_from_db()
    kept.refresh_from_db()
    assert kept.status == "no_show"  # of another station
    assert (booking.status, booking.answer, booking.hold) == ("cancelled", "检修电路", None)
    assert not Hold.objects.exists()
    (told,) = Notification.objects.filter(recipient=booking.person)
    assert told.kind == "booking_cancelled"
    assert "检修电路" in told.title
    assert not Booking.objects.no_shows_that_count().filter(person=booking.person).exists()


@pytest.mark.parametrize(
    ("days", "hours"),
    [(-1, {}), (1, {}), (0, {"opens": dt.time(10), "closes": dt.time(11)})],
)
def test_other_opening_hours_that_leave_the_booking_open_excuse_nobody(booking, days, hours):
    shut(booking, days=days, **hours)
    with minutes_after(booking, 15):
        release_no_shows()
    booking.refresh_from_db()
    assert booking.status == "no_show"


@pytest.mark.parametrize(("usual", "status"), [("02:00", "cancelled"), ("23:00", "no_show")])
def test_a_closed_day_shuts_the_night_that_would_have_begun_on_it(booking, usual, status):
    """From half past midnight on: a night of the day before, if it usually lasts that long."""
    station = StationFactory(hours=[(day, "20:00", usual) for day in range(7)])
    night = clock.day_start(timezone.localdate(booking.starts_at)) + 30 * MINUTE
    late = BookingFactory(space=SpaceFactory(station=station), starts_at=night, ends_at=night + 60 * MINUTE)
    shut(late, days=-1)
    with minutes_after(late, 15):
        release_no_shows()
    late.refresh_from_db()
    assert late.status == status


def test_an_old_no_show_and_one_of_a_booking_by_staff_do_not_count():
    user = ResidentFactory(person__language="en")
    miss(user, days_ago=95)
    assert "(so far 1)" in miss(user, days_ago=1)
    assert miss(user, for_neighbour=True).endswith("so the room was given free.")


def test_every_word_of_the_longest_notice_fits(booking):
    booking.space.station.name, booking.space.name = "海棠苑幸福驿站", "阅览室（二楼东侧）"
    for language in ("en", "zh-hans"):
        with translation.override(language):
            assert len(notices.released(booking, missed=3).text().title) <= 200


def test_staff_waive_a_no_show_with_a_reason(booking, receptionist):
    office = officer("office_worker", OrgUnitFactory(community=booking.space.station.community))
    with minutes_after(booking, 15):
        assert refusal(waive_no_show, booking, reason="生病", by=office) == "no_no_show"
        release_no_shows()
        assert refusal(waive_no_show, booking, reason=" ", by=office) == "no_reason"
        for by in (booking.by, receptionist):
            assert refusal(waive_no_show, booking, reason="生病", by=by) == "not_allowed"
        waive_no_show(booking, reason="生病", by=office)
        waive_no_show(booking, reason="再按一次", by=office)
    booking.refresh_from_db()
    assert (booking.waived_by, booking.waive_reason) == (office, "生病")
    assert not Booking.objects.no_shows_that_count().exists()
    assert Notification.objects.filter(kind="booking_waived").count() == 1


def test_who_comes_late_has_the_room_again_if_it_is_still_free(booking, receptionist):
    with minutes_after(booking, 16):
        release_no_shows()
        assert check_in(booking, by=receptionist).hold.occupancies.count() == 1
    booking.refresh_from_db()
    assert booking.status == "checked_in"


def test_who_comes_late_and_finds_the_room_taken_is_told_so(booking, receptionist):
    with minutes_after(booking, 16):
        release_no_shows()
        BookingFactory(space=booking.space, starts_at=booking.starts_at + 30 * MINUTE)
        assert refusal(check_in, booking, by=receptionist) == "given_away"
    booking.refresh_from_db()
    assert booking.status == "no_show"


def test_who_comes_late_has_the_rest_when_somebody_else_was_there_in_between(booking, receptionist):
    begun, ends = booking.starts_at, booking.ends_at
    with minutes_after(booking, 16):
        release_no_shows()
        between = begun + 16 * MINUTE
        BookingFactory(space=booking.space, starts_at=between, ends_at=between + 14 * MINUTE)
    booking.refresh_from_db()
    sequence = booking.sequence
    with minutes_after(booking, 40):
        check_in(booking, by=receptionist)
    booking.refresh_from_db()
    assert (booking.status, booking.starts_at, booking.ends_at) == ("checked_in", begun + 40 * MINUTE, ends)
    assert booking.hold.starts_at == booking.starts_at
    assert booking.sequence == sequence + 1


# --- Two workers


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("status", "minutes", "work"),
    [
        ("confirmed", 20, release_no_shows),
        ("checked_in", 70, end_what_is_over),
        ("confirmed", -60, send_booking_reminders),
        ("requested", 0, end_unanswered),
    ],
)
def test_a_second_worker_skips_what_the_first_one_holds(status, minutes, work):
    with transaction.atomic():
        booking = BookingFactory(status=status)
    with minutes_after(booking, minutes):
        with transaction.atomic():
            assert work() == 1
            rival = Rival(work).go()
            assert not rival.waits()
            assert rival.result() == 0
        assert work() == 0
