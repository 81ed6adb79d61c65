"""What is on in a room, an event or an activity of volunteers, is one thing to whoever reads the ledger."""

import datetime as dt

import pytest

from common.time import clock
from portal.selectors.station_board import StationBoard
from stations.models import Hold
from stations.presenters.day_page import DayPage
from stations.presenters.requests import line_of_request
from stations.selectors.plans import obstacles_at, plans_at
from stations.selectors.programme import holds_of_drafts
from stations.selectors.requests import outlooks_of_requests
from stations.selectors.usage_sql import spaces_used
from tests.factories import ActivityFactory, BookingFactory, EventFactory, HoldFactory, SpaceFactory
from tests.support.rooms import at

pytestmark = pytest.mark.django_db

BOTH = pytest.mark.parametrize("factory", [EventFactory, ActivityFactory])


@pytest.fixture
def space():
    return SpaceFactory(needs_approval=True)


def on(factory, space, **more):
    """Something of the space's own community in that room, tomorrow from ten to twelve."""
    owner = "team__community" if factory is ActivityFactory else "organiser__community"
    more = {"starts_at": at(10), "ends_at": at(12), **more}
    return factory(space=space, **{owner: space.station.community}, **more)


@BOTH
def test_a_hold_names_what_is_on(space, factory):
    row = on(factory, space)
    assert Hold.objects.get().programme == row


def test_a_booking_and_maintenance_are_no_programme(space):
    BookingFactory(space=space)
    HoldFactory(space=space, starts_at=at(14), ends_at=at(15))
    assert [hold.programme for hold in Hold.objects.all()] == [None, None]


@BOTH
def test_it_is_a_plan_of_its_station_and_has_an_obstacle_when_the_room_goes_out_of_use(space, factory):
    row = on(factory, space)
    assert [plan.programme for plan in plans_at([space.station_id])] == [row]
    assert obstacles_at([space.station_id]) == []

    space.active = False
    space.save()
    (obstacle,) = obstacles_at([space.station_id])
    assert (obstacle.plan.programme, obstacle.kind) == (row, obstacle.UNUSED)


@BOTH
def test_plans_cost_two_queries_however_many_there_are(space, factory, django_assert_num_queries):
    for hour in (8, 10, 12):
        on(factory, space, starts_at=at(hour), ends_at=at(hour + 1))
    with django_assert_num_queries(2):
        assert len([str(plan.programme) for plan in plans_at([space.station_id])]) == 3


@BOTH
def test_a_request_for_its_time_is_told_what_is_on(space, factory):
    row = on(factory, space)
    request = BookingFactory(space=space, status="requested", starts_at=at(10), ends_at=at(11))
    line = line_of_request(outlooks_of_requests([request])[request.pk])
    assert not line.fits
    assert row.title in line.words[0]


@BOTH
def test_the_board_names_it_unless_it_is_a_draft(space, factory):
    now = clock.now()
    row = on(factory, space, starts_at=now, ends_at=now + dt.timedelta(minutes=30))
    assert [line.title for line in StationBoard(space.station).lines] == [row.title]
    row.status = row.Status.CANCELLED
    row.hold = None
    row.save()

    on(factory, space, starts_at=now, ends_at=now + dt.timedelta(minutes=30), draft=True)
    assert [line.title for line in StationBoard(space.station).lines] == [""]


def test_the_board_leads_to_the_list_of_an_event_and_to_the_shifts_of_an_activity(space):
    now = clock.now()
    event = on(EventFactory, space, starts_at=now, ends_at=now + dt.timedelta(minutes=30))
    on(ActivityFactory, space, starts_at=event.ends_at, ends_at=event.ends_at + dt.timedelta(minutes=30))
    lines = StationBoard(space.station).lines
    assert [(line.event_to_check_in, line.has_shifts) for line in lines] == [(event, False), (None, True)]


@BOTH
def test_the_day_of_the_room_says_of_which_kind_it_is(space, factory):
    on(factory, space)
    tiles = [tile for _part, tiles in DayPage(space, at(10).date().isoformat()).parts for tile in tiles]
    kind = factory._meta.model._meta.model_name
    assert {tile.look for tile in tiles if at(10) <= tile.slot.start < at(12)} == {kind}
    assert kind not in {tile.look for tile in tiles if tile.slot.start >= at(12)}


@BOTH
def test_it_counts_as_use_of_the_room_but_a_draft_does_not(space, factory):
    row = on(factory, space, draft=True)
    held = holds_of_drafts(factory._meta.model)(at(0), at(23))
    assert spaces_used([space.pk], at(0), at(23)) == {space.pk}
    assert list(held) == [row.hold_id]

    row.status = row.Status.PUBLISHED
    row.save()
    assert list(held.all()) == []
