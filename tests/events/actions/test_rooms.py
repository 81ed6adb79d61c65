"""An event takes a room of a station: held with the draft, moved and freed with the event."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Notification
from common.exceptions import Refused
from common.time import clock
from events.actions.events import cancel_event, change_event, copy_event, delete_draft, draft_event, publish_event
from events.actions.registrations import register
from events.models import Event
from stations.actions.bookings import book_space
from stations.models import Hold, Occupancy
from tests.factories import (
    BookingFactory,
    EstateFactory,
    EventFactory,
    HoldFactory,
    NeighbourFactory,
    OrgUnitFactory,
    RegistrationFactory,
    ReservedHoursFactory,
    ResidentFactory,
    SpaceFactory,
    StationFactory,
    officer,
)

pytestmark = pytest.mark.django_db


def at(hour, *, days=1):
    return clock.day_start(clock.today() + dt.timedelta(days=days)) + dt.timedelta(hours=hour)


@pytest.fixture
def branch():
    return OrgUnitFactory()


@pytest.fixture
def office(branch):
    return officer("office_worker", branch)


@pytest.fixture
def space():
    return SpaceFactory(name="阅览室", station=StationFactory(name="幸福驿站"))


def planned(space, branch, *, start=10, end=12, days=1, **more):
    return EventFactory.build(
        space=None,
        organiser=branch,
        community=branch.community,
        starts_at=at(start, days=days),
        ends_at=at(end, days=days),
        **more,
    )


def draft(space, branch, by, **more):
    event = planned(space, branch, **more)
    event.space = space
    return draft_event(event, by=by)


def taken() -> list[tuple]:
    return [(row.space_id, row.during.lower, row.during.upper) for row in Occupancy.objects.order_by("during")]


def refusal(call, *args, **kwargs) -> Refused:
    with pytest.raises(Refused) as caught:
        call(*args, **kwargs)
    return caught.value


def test_a_draft_holds_its_room_with_the_buffer_after_it_and_names_it_as_its_place(space, branch, office):
    space.buffer = 30
    space.save()
    event = draft(space, branch, office)

    event.refresh_from_db()
    assert (event.status, event.place) == ("draft", "幸福驿站·阅览室")
    assert event.hold.event == event
    assert (event.hold.kind, event.hold.by) == ("event", office)
    assert taken() == [(space.pk, at(10), at(12.5))]


def test_residents_cannot_book_what_an_event_has(space, branch, office):
    draft(space, branch, office)
    resident = ResidentFactory()

    refused = refusal(
        book_space,
        space,
        person=resident.person,
        starts_at=at(11),
        ends_at=at(12),
        purpose="gathering",
        by=resident,
    )
    assert refused.code == "taken"


def test_reserved_hours_and_the_policy_for_residents_do_not_bind_events(branch, office):
    space = SpaceFactory(longest=60, days_ahead=1, needs_approval=True, use="drop_in")
    for day in range(7):
        ReservedHoursFactory(space=space, day=day, starts=dt.time(0), ends=dt.time(0))

    event = draft(space, branch, office, start=9, end=17, days=40)
    assert event.hold.kind == "event"


def test_a_change_of_time_moves_the_hold_and_one_of_the_title_does_not_touch_it(space, branch, office):
    event = draft(space, branch, office)
    held = event.hold_id
    change_event(event, by=office, starts_at=at(14), ends_at=at(15))
    change_event(event, by=office, title="新名字")

    assert taken() == [(space.pk, at(14), at(15))]
    assert Event.objects.get().hold_id == held


def test_a_change_of_room_moves_the_hold_with_the_other_rooms_buffer_and_is_told(space, branch, office):
    event = publish_event(draft(space, branch, office), by=office)
    RegistrationFactory(event=event, person=ResidentFactory().person)
    other = SpaceFactory(station=space.station, name="会客室", buffer=15)

    change_event(event, by=office, space=other)

    event.refresh_from_db()
    assert (event.place, event.sequence) == ("幸福驿站·会客室", 1)
    assert taken() == [(other.pk, at(10), at(12.25))]
    assert Notification.objects.filter(kind="event_changed").count() == 1


def test_an_event_that_leaves_its_room_frees_it_and_one_without_a_room_takes_one(space, branch, office):
    event = draft(space, branch, office)
    event = change_event(event, by=office, space=None, place="小区广场")
    assert (event.place, taken()) == ("小区广场", [])
    assert not Hold.objects.exists()

    event = change_event(event, by=office, space=space)
    assert (event.place, taken()) == ("幸福驿站·阅览室", [(space.pk, at(10), at(12))])


def test_the_place_of_an_event_in_a_room_is_the_room_whatever_is_typed(space, branch, office):
    event = draft(space, branch, office)
    assert change_event(event, by=office, place="别处").place == "幸福驿站·阅览室"


def test_a_room_that_has_another_name_by_now_moves_no_event(space, branch, office):
    event = draft(space, branch, office)
    space.name = "会客室"
    space.save()

    changed = change_event(event, by=office, title="新名字")

    assert (changed.place, changed.sequence) == ("幸福驿站·阅览室", 0)


def test_a_cancelled_event_frees_its_room_and_still_says_where_it_was(space, branch, office):
    event = publish_event(draft(space, branch, office), by=office)
    cancel_event(event, by=office, reason="讲师生病")

    event.refresh_from_db()
    assert (event.space, event.hold, taken()) == (space, None, [])
    assert not Hold.objects.exists()


def test_a_deleted_draft_frees_its_room_and_a_public_event_is_not_deleted(space, branch, office):
    event = draft(space, branch, office)
    public = EventFactory(organiser=branch)
    assert refusal(delete_draft, public, by=office).code == "not_a_draft"
    delete_draft(event, by=office)

    assert not Event.objects.filter(pk=event.pk).exists()
    assert taken() == []


def test_a_copy_takes_the_room_when_it_is_free_then(space, branch, office):
    event = draft(space, branch, office)
    copy = copy_event(event, by=office)

    assert copy.place == event.place
    assert taken() == [(space.pk, at(10), at(12)), (space.pk, at(10, days=8), at(12, days=8))]
    assert copy.hold_id != event.hold_id


def test_a_copy_for_a_time_at_which_the_room_is_taken_has_none_and_says_so_as_its_place(space, branch, office):
    event = draft(space, branch, office)
    BookingFactory(space=space, starts_at=at(11, days=8), ends_at=at(12, days=8))
    copy = copy_event(event, by=office, days_later=7)

    copy.refresh_from_db()
    assert (copy.space, copy.hold) == (None, None)
    assert copy.place not in ("", event.place)
    assert Hold.objects.filter(kind="event").count() == 1


def test_a_copy_of_a_cancelled_event_takes_the_room_anew(space, branch, office):
    event = publish_event(draft(space, branch, office), by=office)
    cancel_event(event, by=office, reason="讲师生病")

    assert copy_event(event, by=office).hold.space == space


# --- What takes the room, in words for staff


def test_a_booking_in_the_way_is_named_by_its_time_only_and_the_nearest_free_time_is_offered(space, branch, office):
    booking = BookingFactory(space=space, person__name="沈阿姨")

    refused = refusal(draft, space, branch, office)

    assert refused.code == "room_taken"
    assert "10:00–11:00" in str(refused)
    assert "沈阿姨" not in str(refused)
    assert "11:00–13:00" in str(refused)
    assert not Event.objects.exists()
    assert booking.hold


def test_an_event_in_the_way_is_named_by_its_title_but_not_a_draft_that_the_reader_does_not_see(branch, office):
    estate = EstateFactory(community=branch.community)
    own = OrgUnitFactory(estate_branch=True, parent=branch, community=branch.community)
    own.estates.add(estate)
    secretary = officer("branch_secretary", own)
    space = SpaceFactory(station=StationFactory(community=branch.community, estate=estate))
    event = draft(space, branch, office, title="中秋茶会")

    assert "中秋茶会" not in str(refusal(draft, space, own, secretary))
    assert "中秋茶会" in str(refusal(draft, space, branch, office))
    publish_event(event, by=office)
    assert "中秋茶会" in str(refusal(draft, space, own, secretary))


def test_the_minutes_after_a_use_are_named_where_only_they_are_in_the_way(branch, office):
    space = SpaceFactory(buffer=30)
    BookingFactory(space=space, starts_at=at(12), ends_at=at(13))
    reason = "使用后还要留出"
    assert reason not in str(refusal(draft, space, branch, office, start=11, end=13))
    assert reason in str(refusal(draft, space, branch, office, start=10, end=12))
    assert reason in str(refusal(draft, space, branch, office, start=13, end=14))


def test_reserved_hours_are_offered_to_events_as_free(space, branch, office):
    for day in range(7):
        ReservedHoursFactory(space=space, day=day, starts=dt.time(0), ends=dt.time(0))
    BookingFactory(space=space)
    assert "11:00–13:00" in str(refusal(draft, space, branch, office))


@pytest.mark.parametrize(("until", "offered"), [((13, 0), True), ((12, 59), False)])
def test_a_time_that_is_offered_is_as_long_as_the_event(space, branch, office, until, offered):
    BookingFactory(space=space)
    hour, minute = until
    HoldFactory(space=space, starts_at=at(hour) + dt.timedelta(minutes=minute), ends_at=at(20))
    assert ("11:00–13:00" in str(refusal(draft, space, branch, office))) == offered


def test_where_no_time_is_free_none_is_offered(branch, office):
    space = SpaceFactory()
    HoldFactory(space=space, starts_at=at(0, days=0), ends_at=at(0, days=10), note="大修")
    refused = refusal(draft, space, branch, office)
    assert refused.code == "room_taken"
    assert "大修" in str(refused)
    assert "最近" not in str(refused)


def test_maintenance_in_the_way_is_named_by_its_note(space, branch, office):
    HoldFactory(space=space, note="空调检修")
    assert "空调检修" in str(refusal(draft, space, branch, office))


def test_the_first_three_uses_in_the_way_are_named(space, branch, office):
    for hour in (10, 11, 12, 13):
        HoldFactory(space=space, starts_at=at(hour), ends_at=at(hour + 1), note=f"检修{hour}点")
    answer = str(refusal(draft, space, branch, office, end=14))
    assert [hour for hour in (10, 11, 12, 13) if f"检修{hour}点" in answer] == [10, 11, 12]


def test_a_move_into_taken_time_is_refused_and_everything_stays_as_it_was(space, branch, office):
    event = draft(space, branch, office)
    BookingFactory(space=space, starts_at=at(14), ends_at=at(15))
    refused = refusal(change_event, event, by=office, starts_at=at(13), ends_at=at(15), title="别的")

    event.refresh_from_db()
    assert refused.code == "room_taken"
    assert (event.starts_at, event.title == "别的") == (at(10), False)
    assert taken()[0] == (space.pk, at(10), at(12))


def test_an_event_that_moves_by_less_than_its_length_is_not_in_its_own_way(space, branch, office):
    event = draft(space, branch, office)
    change_event(event, by=office, starts_at=at(11), ends_at=at(13))
    assert taken() == [(space.pk, at(11), at(13))]


def test_an_end_before_the_beginning_is_refused_in_words(space, branch, office):
    event = draft(space, branch, office)
    assert refusal(change_event, event, by=office, ends_at=at(9)).code == "ends_before"


# --- Who


def test_who_plans_no_events_is_not_told_what_takes_a_room(space, branch):
    BookingFactory(space=space)
    assert refusal(draft, space, branch, ResidentFactory()).code == "not_allowed"


def test_a_branch_takes_rooms_of_stations_in_its_estates_only(branch):
    estate, other = EstateFactory(community=branch.community), EstateFactory(community=branch.community)
    own = OrgUnitFactory(estate_branch=True, parent=branch, community=branch.community)
    own.estates.add(estate)
    secretary = officer("branch_secretary", own)
    here = SpaceFactory(station=StationFactory(community=branch.community, estate=estate))
    there = SpaceFactory(station=StationFactory(community=branch.community, estate=other))

    assert refusal(draft, there, own, secretary).code == "room_not_yours"
    event = draft(here, own, secretary)
    assert refusal(change_event, event, by=secretary, space=there).code == "room_not_yours"
    assert event.hold.space == here


def test_who_may_not_take_the_room_still_changes_the_rest_of_the_event(branch, office):
    own = OrgUnitFactory(estate_branch=True, parent=branch, community=branch.community)
    secretary = officer("branch_secretary", own)
    event = draft(SpaceFactory(), own, office)

    assert change_event(event, by=secretary, title="新名字").title == "新名字"
    assert refusal(change_event, event, by=secretary, starts_at=at(9)).code == "room_not_yours"


def test_a_draft_is_for_the_own_branch_only(branch):
    own, other = (OrgUnitFactory(estate_branch=True, parent=branch, community=branch.community) for _ in range(2))
    event = planned(None, other)
    assert refusal(draft_event, event, by=officer("branch_secretary", own)).code == "not_allowed"
    assert not Event.objects.exists()


def test_a_room_out_of_use_takes_no_new_event_but_one_planned_there_may_move(space, branch, office):
    event = draft(space, branch, office)
    space.active = False
    space.save()

    assert refusal(draft, space, branch, office, days=2).code == "room_not_in_use"
    change_event(event, by=office, starts_at=at(9))
    assert taken() == [(space.pk, at(9), at(12))]


def test_events_of_a_station_are_those_in_its_rooms(space):
    event = EventFactory(space=space)
    EventFactory(space=SpaceFactory())
    EventFactory()

    assert list(Event.objects.at_station(space.station)) == [event]


def test_registering_asks_no_more_for_an_event_in_a_room(space, django_assert_num_queries):
    staff = ResidentFactory(is_staff=True)
    plain, roomy = EventFactory(), EventFactory(space=space)
    people = NeighbourFactory.create_batch(4)
    register(plain, person=people[0], by=staff)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        register(Event.objects.get(pk=plain.pk), person=people[1], by=staff)
    with django_assert_num_queries(len(queries)):
        register(Event.objects.get(pk=roomy.pk), person=people[2], by=staff)
