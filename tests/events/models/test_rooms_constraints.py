"""An event and the room that it holds go together, whatever is written, by whatever path."""

import pytest
from django.db import IntegrityError, transaction

from common.db.errors import violated_constraint
from events.models import Event
from stations.models import Hold, Occupancy
from tests.factories import BookingFactory, CommunityFactory, EventFactory, HoldFactory, SpaceFactory, StationFactory
from tests.support.frozen import frozen_columns
from tests.support.raw_sql import alter, broken_by, copy, execute, without_trigger

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return EventFactory(space=SpaceFactory())


def occupied() -> list[tuple]:
    return [(row.space_id, row.during.lower, row.during.upper) for row in Occupancy.objects.order_by("pk")]


@pytest.mark.parametrize(
    "change",
    [
        "hold_id = NULL",
        "space_id = NULL",
        "status = 'cancelled'",
        "hold_id = NULL, status = 'published'",
    ],
)
def test_an_event_holds_its_room_exactly_while_it_has_one_and_is_not_cancelled(event, change):
    assert broken_by(f"UPDATE events_event SET {change} WHERE id = %s", event.pk) == "event_holds_its_space"


def test_two_events_do_not_share_a_hold(event):
    assert broken_by(*copy(event)) == "events_event_hold_id_key"


def test_a_room_cannot_be_given_without_holding_it(event):
    plain = EventFactory()

    sql = "UPDATE events_event SET space_id = %s WHERE id = %s"
    assert broken_by(sql, event.space_id, plain.pk) == "event_holds_its_space"


@pytest.mark.parametrize(
    "change",
    [
        "starts_at = starts_at + interval '1 hour'",
        "ends_at = ends_at + interval '1 hour'",
        "starts_at = starts_at + interval '1 day', ends_at = ends_at + interval '1 day'",
    ],
)
def test_neither_the_event_nor_its_hold_moves_alone(event, change):
    assert broken_by(f"UPDATE events_event SET {change} WHERE id = %s", event.pk) == "event_holds_as_said"
    assert broken_by(f"UPDATE stations_hold SET {change} WHERE id = %s", event.hold_id) == "event_holds_as_said"


def test_the_hold_is_of_the_room_that_the_event_names(event):
    other = SpaceFactory(station=event.space.station)

    assert broken_by("UPDATE events_event SET space_id = %s WHERE id = %s", other.pk, event.pk) == (
        "event_holds_as_said"
    )
    assert broken_by("UPDATE stations_hold SET space_id = %s WHERE id = %s", other.pk, event.hold_id) == (
        "event_holds_as_said"
    )


def test_an_event_cannot_stand_on_the_hold_of_a_booking_or_of_maintenance():
    for hold in (BookingFactory().hold, HoldFactory()):
        plain = EventFactory(starts_at=hold.starts_at, ends_at=hold.ends_at)
        sql = "UPDATE events_event SET space_id = %s, hold_id = %s WHERE id = %s"
        assert broken_by(sql, hold.space_id, hold.pk, plain.pk) == "event_holds_as_said"


def test_a_hold_cannot_be_taken_from_under_its_event(event):
    assert "hold" in broken_by("DELETE FROM stations_hold WHERE id = %s", event.hold_id)


def test_no_hold_of_an_event_stands_without_one(event):
    sql = (
        "INSERT INTO stations_hold (space_id, kind, starts_at, ends_at, buffer, note) "
        "SELECT space_id, 'event', ends_at, ends_at + interval '1 hour', 0, '' FROM stations_hold WHERE id = %s"
    )
    assert broken_by(sql, event.hold_id) == "hold_of_event_has_one"

    maintenance = HoldFactory()
    assert broken_by("UPDATE stations_hold SET kind = 'event' WHERE id = %s", maintenance.pk) == (
        "hold_of_event_has_one"
    )


def test_control_without_the_trigger_a_hold_of_an_event_stands_alone():
    alter("DROP TRIGGER hold_of_event_has_one ON stations_hold")
    HoldFactory(kind=Hold.Kind.EVENT, note="")
    execute("SET CONSTRAINTS ALL IMMEDIATE")

    assert Hold.objects.get().kind == "event"


def test_an_event_takes_a_room_of_its_own_community_only(event):
    abroad = SpaceFactory(station=StationFactory(community=CommunityFactory(name="别的社区")))
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        EventFactory(space=abroad)
    assert violated_constraint(caught.value) == "event_space_same_community"

    elsewhere = EventFactory(organiser__community=abroad.station.community)
    sql = "UPDATE events_event SET community_id = %s, organiser_id = %s WHERE id = %s"
    moved = broken_by(sql, elsewhere.community_id, elsewhere.organiser_id, event.pk)
    assert moved == "event_space_same_community"


def test_control_without_the_trigger_an_event_takes_a_room_of_another_community():
    abroad = SpaceFactory(station=StationFactory(community=CommunityFactory(name="别的社区")))
    with without_trigger(Event, "event_space_same_community"):
        event = EventFactory(space=abroad)

    assert event.space.station.community != event.community


def test_each_of_these_guards_has_words_for_people():
    named = {
        "event_holds_as_said",
        "hold_of_event_has_one",
        "event_space_same_community",
        "event_series_of_community",
        "event_keeps_attendance",
        "event_public_with_series",
        "event_recap_says_something",
    }
    assert Event.database_messages.keys() - frozen_columns(Event).keys() == named


def test_moving_event_and_hold_by_raw_sql_in_one_transaction_moves_what_is_taken(event):
    execute("UPDATE events_event SET starts_at = starts_at + interval '1 day', ends_at = ends_at + interval '1 day'")
    execute("UPDATE stations_hold SET starts_at = starts_at + interval '1 day', ends_at = ends_at + interval '1 day'")
    execute("SET CONSTRAINTS ALL IMMEDIATE")

    event.refresh_from_db()
    assert occupied() == [(event.space_id, event.starts_at, event.ends_at)]


def test_cancelling_by_raw_sql_frees_the_room(event):
    execute("UPDATE events_event SET status = 'cancelled', hold_id = NULL WHERE id = %s", event.pk)
    execute("SET CONSTRAINTS ALL IMMEDIATE")

    assert not Hold.objects.exists()
    assert occupied() == []


def test_deleting_by_raw_sql_or_in_bulk_frees_the_room():
    EventFactory(space=SpaceFactory(), draft=True)
    execute("DELETE FROM events_event")
    EventFactory(space=SpaceFactory(), draft=True)
    Event.objects.all().delete()
    execute("SET CONSTRAINTS ALL IMMEDIATE")

    assert not Hold.objects.exists()
    assert occupied() == []


def test_control_without_letting_go_a_deleted_event_would_keep_the_room(event):
    with without_trigger(Event, "event_lets_go"):
        execute("DELETE FROM events_event")

    assert occupied()
    execute("DELETE FROM stations_hold")


def test_the_room_is_never_held_twice_whatever_the_event_says(event):
    later = EventFactory(space=event.space, starts_at=event.ends_at)
    with transaction.atomic():
        execute("UPDATE events_event SET starts_at = starts_at - interval '1 hour' WHERE id = %s", later.pk)
        sql = "UPDATE stations_hold SET starts_at = starts_at - interval '1 hour' WHERE id = %s"
        with pytest.raises(IntegrityError, match="occupancy_never_twice"), transaction.atomic():
            execute(sql, later.hold_id)
        execute("UPDATE events_event SET starts_at = starts_at + interval '1 hour' WHERE id = %s", later.pk)


def test_a_hall_that_an_event_takes_takes_its_parts_along():
    hall = SpaceFactory()
    parts = {SpaceFactory(station=hall.station, part_of=hall).pk for _ in range(2)}
    EventFactory(space=hall)

    assert {row[0] for row in occupied()} == parts
