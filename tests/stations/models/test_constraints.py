"""The database keeps the invariants of stations, spaces, the ledger and bookings: raw SQL cannot break them."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from stations.models import Booking, Hold, Occupancy, Space
from tests.factories import (
    BookingFactory,
    BookingSeriesFactory,
    CommunityFactory,
    DropInFactory,
    EstateFactory,
    GridFactory,
    HoldFactory,
    OpeningExceptionFactory,
    OpeningHoursFactory,
    ReservedHoursFactory,
    ServiceRingFactory,
    SpaceFactory,
    StationAppointmentFactory,
    StationFactory,
    UserFactory,
    WallDisplayFactory,
)
from tests.support.frozen import frozen_names
from tests.support.raw_sql import copy, refused, run, update

pytestmark = pytest.mark.django_db

# What begins too early, and what ends too late.
OUTSIDE_KNOWN_YEARS = (
    "starts_at = '1999-12-31 23:30+08', ends_at = '2000-01-01 00:30+08'",
    "starts_at = '2100-12-31 23:30+08', ends_at = '2101-01-01 00:30+08'",
)
DAYS_OUTSIDE = (
    "during = daterange('1899-12-31', '2026-01-01')",
    "during = daterange('2026-01-01', '2200-01-02')",
)
NO_DAYS = ("during = 'empty'", "during = daterange(NULL, '2026-01-01')")
FROM_2200 = "during = daterange('2200-01-01', NULL)"


def asked() -> Booking:
    return BookingFactory(status="requested")


# What raw SQL sets on a fresh row, each by itself, and the constraint that answers: every clause of it.
BREAKS: dict[str, tuple[Callable, *tuple[str, ...]]] = {
    "station_kind_known": (StationFactory, "kind = 'x'"),
    "station_position_whole": (StationFactory, "x = NULL", "y = NULL"),
    "station_position_on_plan": (StationFactory, "x = -1", "x = 100001", "y = -1", "y = 100001"),
    "opening_hours_day_known": (OpeningHoursFactory, "day = 8", "day = -1"),
    "opening_exception_during_valid": (OpeningExceptionFactory, "during = daterange('2026-01-01', NULL)", *NO_DAYS),
    "opening_exception_in_known_years": (OpeningExceptionFactory, *DAYS_OUTSIDE),
    "opening_exception_hours_whole": (OpeningExceptionFactory, "opens = '09:00'", "closes = '09:00'"),
    "wall_display_revoked_later": (WallDisplayFactory, "revoked_at = created_at - interval '1 day'"),
    "space_kind_known": (SpaceFactory, "kind = 'x'"),
    "space_use_known": (SpaceFactory, "use = 'x'"),
    "space_audience_known": (SpaceFactory, "audience = 'x'"),
    "space_purposes_known": (SpaceFactory, "purposes = '{x}'", "purposes = '{games,other}'"),
    "space_step_known": (SpaceFactory, "step = 45"),
    "space_lengths_in_order": (SpaceFactory, "longest = 30", "longest = 1441", "step = 30, shortest = 15"),
    "space_policy_sensible": (
        SpaceFactory,
        *("capacity = 0", "capacity = 2001", "buffer = 241", "days_ahead = 0", "days_ahead = 366"),
        *("notice = 10081", "weekly_limit = 0"),
    ),
    "reserved_hours_in_order": (ReservedHoursFactory, "ends = starts", "ends = '07:59'"),
    "reserved_hours_day_known": (ReservedHoursFactory, "day = 7", "day = -1"),
    "reserved_hours_during_valid": (ReservedHoursFactory, *NO_DAYS),
    "reserved_hours_in_known_years": (ReservedHoursFactory, *DAYS_OUTSIDE, FROM_2200),
    "hold_kind_known": (HoldFactory, "kind = 'x'"),
    "hold_ends_after_start": (HoldFactory, "ends_at = starts_at", "ends_at = starts_at + interval '32 days'"),
    "hold_in_known_years": (HoldFactory, *OUTSIDE_KNOWN_YEARS),
    "hold_buffer_sensible": (HoldFactory, "buffer = 241"),
    "hold_for_maintenance_says_why": (HoldFactory, "note = ''"),
    "booking_series_days_in_order": (BookingSeriesFactory, "last_day = first_day - 1", "last_day = first_day + 367"),
    "booking_series_sensible": (
        BookingSeriesFactory,
        *("every_weeks = 0", "every_weeks = 9", "minutes = 14", "minutes = 1441"),
    ),
    "booking_holds_while_live": (BookingFactory, "hold_id = NULL", "status = 'requested'", "status = 'lost'"),
    "booking_ends_after_start": (asked, "ends_at = starts_at", "ends_at = starts_at + interval '1 day 1 minute'"),
    "booking_in_known_years": (asked, *OUTSIDE_KNOWN_YEARS),
    "booking_party_sensible": (BookingFactory, "party_size = 0", "party_size = 2001"),
    "booking_cancelled_at_with_status": (asked, "cancelled_at = now()", "status = 'cancelled'"),
    "booking_checked_in_when": (BookingFactory, "status = 'checked_in'"),
    "drop_in_has_people": (DropInFactory, "people = 0", "people = 501"),
    "drop_in_in_known_years": (DropInFactory, "at = '1999-12-31 23:59+08'", "at = '2101-01-01 00:00+08'"),
    "service_ring_sensible": (
        ServiceRingFactory,
        *("metres = 0", "metres = 20001", "minutes = 0", "minutes = 121", "detour = 0.9", "detour = 3.1"),
    ),
    "station_appointment_during_valid": (StationAppointmentFactory, *NO_DAYS),
    "station_appointment_in_known_years": (StationAppointmentFactory, *DAYS_OUTSIDE, FROM_2200),
    "station_appointment_role_known": (StationAppointmentFactory, "role = 'secretary'"),
    "station_appointment_by_somebody_else": (StationAppointmentFactory, "granted_by_id = user_id"),
}
# A second row like the first one.
TWICE: dict[str, Callable] = {
    "station_name_unique": StationFactory,
    "opening_hours_once": OpeningHoursFactory,
    "opening_exception_one_at_a_time": OpeningExceptionFactory,
    "occupancy_never_twice": HoldFactory,
    "service_ring_once": ServiceRingFactory,
    "station_appointment_once": StationAppointmentFactory,
}
# Broken in tests of their own below.
OTHERS = {"space_name_unique", "occupancy_during_valid", "booking_waived_with_reason", "booking_once_a_token"}
# They hold the composite foreign keys; the primary key alone makes them true.
KEYS = {"space_is_part_or_whole", "space_in_station", "hold_as_said"}
# Composite foreign keys and guards, which only the database and their messages name.
LINKED = {
    "station_grid_same_community",
    "station_estate_same_community",
    "station_stays_in_community",
    "space_whole_is_no_part",
    "space_parts_in_one_station",
    "space_stays_in_station",
    "space_parts_stay_under_holds",
    "hold_of_booking_has_one",
    "occupancy_only_by_holds",
    "booking_holds_as_said",
    "station_appointment_stays",
}
# Of the events that hold spaces: tried where events are.
OF_PROGRAMME = {"hold_of_event_has_one", "hold_of_activity_has_one"}


def test_every_composite_foreign_key_and_guard_is_tried_and_has_its_message():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname FROM pg_constraint WHERE contype = 'f' AND cardinality(conkey) > 1 "
            "AND conrelid::regclass::text LIKE 'stations_%' "
            "UNION SELECT substring(prosrc FROM $$CONSTRAINT = '(.+?)'$$) "
            "FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid "
            "WHERE tgrelid::regclass::text LIKE 'stations_%' AND prosrc LIKE '%CONSTRAINT = ''%'"
        )
        there = {name for (name,) in cursor.fetchall()}
    messages = {
        name
        for model in apps.get_app_config("stations").get_models()
        for name in getattr(model, "database_messages", {})
    }
    stay = frozen_names("stations")  # tried in tests/portal/test_records_stay.py
    assert there - OF_PROGRAMME == messages == LINKED | stay


def test_an_appointment_is_never_rewritten():
    row = StationAppointmentFactory()
    assert refused(*update(row, user_id=UserFactory().pk)) == "station_appointment_stays"
    assert refused(*update(row, station_id=StationFactory().pk)) == "station_appointment_stays"


def test_every_constraint_is_tried():
    models = apps.get_app_config("stations").get_models()
    ours = [model for model in models if not model.__name__.endswith("History")]
    named = {constraint.name for model in ours for constraint in model._meta.constraints}
    assert named == {*BREAKS, *TWICE, *OTHERS, *KEYS}


@pytest.mark.parametrize("name", BREAKS)
def test_a_row_that_breaks_the_rule_is_refused(name):
    make, *changes = BREAKS[name]
    row = make()
    by = {change: refused(f"UPDATE {row._meta.db_table} SET {change} WHERE id = %s", row.pk) for change in changes}
    assert by == dict.fromkeys(changes, name)


@pytest.mark.parametrize(
    ("make", "change"),
    [
        (ReservedHoursFactory, "starts = '20:00', ends = '00:00'"),
        (ReservedHoursFactory, "during = daterange('1900-01-01', '2200-01-01')"),
        (SpaceFactory, "step = 60, shortest = 60, longest = 1440, capacity = 2000, buffer = 240, notice = 10080"),
        (asked, "ends_at = starts_at + interval '1 day', party_size = 2000"),
        (asked, "starts_at = '2000-01-01 00:00+08', ends_at = '2000-01-01 01:00+08'"),
        (StationFactory, "x = 0, y = 100000"),
        (StationFactory, "x = NULL, y = NULL"),
        (WallDisplayFactory, "revoked_at = created_at"),
        (OpeningExceptionFactory, "opens = '09:00', closes = '10:00'"),
        (lambda: HoldFactory(starts_at=dt.datetime(2030, 1, 1, tzinfo=dt.UTC)), "ends_at = '2030-02-01 00:00+00'"),
        (BookingSeriesFactory, "last_day = first_day + 366, every_weeks = 8, minutes = 1440"),
    ],
)
def test_the_last_value_that_is_allowed_is_taken(make, change):
    row = make()
    run(f"UPDATE {row._meta.db_table} SET {change} WHERE id = %s", row.pk)


def test_somebody_else_gives_an_appointment():
    row = StationAppointmentFactory()
    run(*copy(row, user_id=UserFactory().pk, granted_by_id=row.user_id))


@pytest.mark.parametrize("name", TWICE)
def test_the_same_a_second_time_is_refused(name):
    assert refused(*copy(TWICE[name]())) == name


def test_a_station_has_two_rooms_of_one_name_never():
    space = SpaceFactory()
    assert refused(*copy(space, door_code="another")) == "space_name_unique"
    run(*copy(space, door_code="another", name="别的房间"))


def test_a_no_show_is_waived_with_a_reason_or_not_at_all():
    missed, came, by = BookingFactory(status="no_show"), BookingFactory(), UserFactory().pk
    assert refused(*update(missed, waived_by_id=by)) == "booking_waived_with_reason"
    assert refused(*update(came, waived_by_id=by, waive_reason="住院了")) == "booking_waived_with_reason"
    run(*update(missed, waived_by_id=by, waive_reason="住院了"))


# --- Parents


def test_a_station_and_its_places_are_of_one_community():
    station, there = StationFactory(), CommunityFactory(name="青山社区")
    assert refused(*update(station, grid_id=GridFactory(community=there).pk)) == "station_grid_same_community"
    assert refused(*update(station, estate_id=EstateFactory(community=there).pk)) == "station_estate_same_community"
    assert refused(*update(station, community_id=there.pk)) == "station_stays_in_community"


def test_a_code_opens_one_door_and_a_token_one_display():
    assert refused(*copy(SpaceFactory(), name="另一间")) == "stations_space_door_code_key"
    assert refused(*copy(WallDisplayFactory(), name="另一块")) == "stations_walldisplay_token_digest_key"


def test_a_room_has_parts_of_its_own_station_and_one_level_of_them():
    hall = SpaceFactory()
    left, other = SpaceFactory(part_of=hall, station=hall.station), SpaceFactory()
    assert refused(*update(other, part_of_id=hall.pk)) == "space_parts_in_one_station"
    third = SpaceFactory(station=hall.station)
    assert refused(*update(third, part_of_id=left.pk)) == "space_whole_is_no_part"
    assert refused(*update(hall, part_of_id=third.pk)) == "space_whole_is_no_part"
    assert refused(*update(third, part_of_id=third.pk)) == "space_whole_is_no_part"
    assert refused(*update(other, station_id=hall.station_id)) == "space_stays_in_station"


def test_parts_do_not_change_under_what_is_to_come():
    hall = SpaceFactory()
    left = SpaceFactory(part_of=hall, station=hall.station)
    HoldFactory(space=hall)
    loose = SpaceFactory(station=hall.station)
    assert refused(*update(loose, part_of_id=hall.pk)) == "space_parts_stay_under_holds"
    assert refused(*update(left, part_of_id=None)) == "space_parts_stay_under_holds"
    assert refused(*copy(left, name="右厅", door_code="right")) == "space_parts_stay_under_holds"
    run(*copy(loose, name="别的", door_code="loose"))
    Hold.objects.all().delete()
    run(*update(loose, part_of_id=hall.pk))


def test_parts_do_not_change_under_a_hold_of_a_part():
    hall = SpaceFactory()
    left = SpaceFactory(part_of=hall, station=hall.station)
    HoldFactory(space=left)
    loose = SpaceFactory(station=hall.station)
    assert refused(*update(loose, part_of_id=hall.pk)) == "space_parts_stay_under_holds"
    assert refused(*update(left, part_of_id=None)) == "space_parts_stay_under_holds"


# --- The ledger


def leaves(hold: Hold) -> set[int]:
    return set(Occupancy.objects.filter(hold=hold).values_list("space_id", flat=True))


def test_a_hold_takes_the_leaves_of_its_space_with_the_buffer_whoever_writes_it():
    hall = SpaceFactory()
    left, right = (SpaceFactory(part_of=hall, station=hall.station) for _n in range(2))
    hold = HoldFactory(space=hall, buffer=30)
    assert leaves(hold) == {left.pk, right.pk}
    assert {one.during.upper - hold.ends_at for one in hold.occupancies.all()} == {dt.timedelta(minutes=30)}
    run(*update(hold, space_id=left.pk))
    assert leaves(hold) == {left.pk}
    run("UPDATE stations_hold SET buffer = 0, ends_at = starts_at + interval '1 hour' WHERE id = %s", hold.pk)
    taken = Occupancy.objects.get()
    assert (taken.during.upper - taken.during.lower).total_seconds() == 3600
    run("DELETE FROM stations_hold WHERE id = %s", hold.pk)
    assert not Occupancy.objects.exists()


def test_a_whole_and_its_part_are_never_held_at_once():
    hall = SpaceFactory()
    left = SpaceFactory(part_of=hall, station=hall.station)
    first = HoldFactory(space=hall)
    assert refused(*copy(first, space_id=left.pk)) == "occupancy_never_twice"


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM stations_occupancy",
        "UPDATE stations_occupancy SET during = tstzrange(lower(during), upper(during) + interval '1 hour')",
        "INSERT INTO stations_occupancy (hold_id, space_id, during) "
        "SELECT hold_id, space_id, tstzrange(upper(during), '2100-01-01') FROM stations_occupancy",
    ],
)
def test_nobody_writes_occupancies_past_the_ledger(sql):
    HoldFactory()
    assert refused(sql) == "occupancy_only_by_holds"


def test_occupancies_are_never_empty_or_endless():
    """The trigger that writes them cannot make such a one, so it writes them wrong for this test."""
    for during in ("'empty'", "tstzrange(NEW.starts_at, NULL)", "tstzrange(NULL, NEW.ends_at)"):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "CREATE OR REPLACE FUNCTION wrong() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                f"UPDATE stations_occupancy SET during = {during}; RETURN NULL; END $$"
            )
            cursor.execute(
                "CREATE TRIGGER zz_wrong AFTER INSERT ON stations_hold FOR EACH ROW EXECUTE FUNCTION wrong()"
            )
            with pytest.raises(IntegrityError, match="occupancy_during_valid"), transaction.atomic():
                HoldFactory()
            transaction.set_rollback(True)


def test_a_booking_and_its_hold_say_the_same():
    booking = BookingFactory()
    later = booking.ends_at + (booking.ends_at - booking.starts_at)
    assert refused(*update(booking, ends_at=later)) == "booking_holds_as_said"
    assert (
        refused(*update(booking, space_id=SpaceFactory(station=booking.space.station).pk)) == "booking_holds_as_said"
    )
    assert refused(*update(booking.hold, ends_at=later)) == "booking_holds_as_said"
    assert refused(*update(booking, hold_id=HoldFactory(space=booking.space, starts_at=later).pk)) in {
        "booking_holds_as_said",
        "stations_booking_hold_id_key",
    }


def test_a_hold_of_a_booking_is_not_left_without_one():
    space = SpaceFactory()
    assert refused(*copy(HoldFactory(space=space), kind="booking", starts_at="2031-01-01", ends_at="2031-01-02")) == (
        "hold_of_booking_has_one"
    )


@pytest.mark.parametrize("status", ["cancelled", "no_show", "refused", "requested"])
def test_a_booking_that_lives_no_more_frees_its_room(status):
    booking = BookingFactory()
    when = "now()" if status == "cancelled" else "NULL"
    assert refused("UPDATE stations_booking SET status = %s WHERE id = %s", status, booking.pk) in {
        "booking_holds_while_live",
        "booking_cancelled_at_with_status",
    }
    run(
        f"UPDATE stations_booking SET status = %s, hold_id = NULL, cancelled_at = {when} WHERE id = %s",
        status,
        booking.pk,
    )
    assert not Hold.objects.exists()
    assert not Occupancy.objects.exists()


def test_a_booking_that_is_deleted_frees_its_room():
    booking = BookingFactory()
    run("DELETE FROM stations_booking WHERE id = %s", booking.pk)
    assert not Hold.objects.exists()
    assert not Occupancy.objects.exists()
    assert not Booking.objects.exists()


def test_a_part_with_a_hold_to_come_cannot_be_deleted():
    hall = SpaceFactory()
    left = SpaceFactory(part_of=hall, station=hall.station)
    HoldFactory(space=hall)
    with pytest.raises(Exception, match="violates foreign key"):
        run("DELETE FROM stations_space WHERE id = %s", left.pk)
    assert Space.objects.filter(pk=left.pk).exists()
