"""The room of an event in the office's form, on public pages and in calendars."""

import datetime as dt

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from icalendar import Calendar

from common.time import clock
from events.actions.events import change_event
from events.models import Event
from stations.models import Hold, Occupancy, Space
from tests.factories import (
    BookingFactory,
    CommunityFactory,
    EstateFactory,
    EventFactory,
    OrgUnitFactory,
    RegistrationFactory,
    SpaceFactory,
    StaffFactory,
    StationFactory,
    UserFactory,
    officer,
)
from tests.support.office_events import form_of
from tests.support.pages import codes, levels

pytestmark = pytest.mark.django_db

LIST = "/admin/events/event/"


def at(hour, *, days=3):
    return clock.day_start(clock.today() + dt.timedelta(days=days)) + dt.timedelta(hours=hour)


@pytest.fixture
def branch():
    return OrgUnitFactory()


@pytest.fixture
def office(client, branch):
    user = officer("office_worker", branch)
    client.force_login(user)
    return user


@pytest.fixture
def space():
    return SpaceFactory(name="阅览室", station=StationFactory(name="幸福驿站", address="海棠苑3幢一楼"))


@pytest.fixture
def event(branch, space):
    return EventFactory(organiser=branch, space=space, starts_at=at(10), ends_at=at(12))


def posted(event: Event, **changes) -> dict[str, object]:
    form = {**form_of(event), "space": event.space_id or "", **changes}
    return {name: value for name, value in form.items() if value is not None}


def moment(value: dt.datetime) -> str:
    return f"{timezone.localtime(value):%Y-%m-%dT%H:%M}"


def offered(response) -> set[Space]:
    return set(response.context["adminform"].form.fields["space"].queryset)


def test_a_new_event_takes_the_chosen_room_and_needs_no_place(client, office, branch, space):
    form = posted(EventFactory.build(organiser=branch, starts_at=at(10), ends_at=at(12)), place="", space=space.pk)
    response = client.post(f"{LIST}add/", form | {"organiser": branch.pk})

    event = Event.objects.get()
    assert response.status_code == 302
    assert (event.place, event.hold.space) == ("幸福驿站·阅览室", space)


def test_an_event_has_a_room_or_a_place(client, office, event):
    response = client.post(f"{LIST}{event.pk}/change/", posted(event, space="", place=" "))

    assert response.status_code == 200
    assert "place" in response.context["adminform"].form.errors
    assert Hold.objects.exists()


def test_a_taken_room_is_refused_at_the_room_and_nothing_that_was_typed_is_lost(client, office, event, space):
    BookingFactory(space=space, starts_at=at(14), ends_at=at(15), person__name="沈阿姨")
    form = posted(event, starts_at=moment(at(14)), ends_at=moment(at(16)), title="换了名字")
    response = client.post(f"{LIST}{event.pk}/change/", form)

    form = response.context["adminform"].form
    assert codes(form) == {"space": ["room_taken"]}
    errors = form.errors
    assert "14:00–15:00" in str(errors)
    assert "15:00–17:00" in str(errors)
    assert "沈阿姨" not in response.text
    assert "换了名字" in response.text
    assert Occupancy.objects.get(hold=event.hold).during.lower == at(10)


def test_a_new_event_in_a_taken_room_is_refused_at_the_room(client, office, event, branch, space):
    form = posted(event) | {"organiser": branch.pk, "title": "又一场"}
    form.pop("seen", None)
    response = client.post(f"{LIST}add/", form)

    assert event.title in str(response.context["adminform"].form.errors["space"])
    assert Event.objects.count() == 1


def test_a_time_outside_the_opening_hours_is_warned_of_and_saved(client, office, event):
    form = posted(event, starts_at=moment(at(21)), ends_at=moment(at(23)))
    response = client.post(f"{LIST}{event.pk}/change/", form, follow=True)

    event.refresh_from_db()
    assert event.starts_at == at(21)
    assert "warning" in levels(response)


def test_a_change_within_the_opening_hours_warns_of_nothing(client, office, event):
    form = posted(event, starts_at=moment(at(9)))
    response = client.post(f"{LIST}{event.pk}/change/", form, follow=True)

    assert levels(response) == ["success"]


def test_the_rooms_offered_are_those_in_use_that_the_user_sees_and_the_events_own(client, branch):
    estate = EstateFactory(community=branch.community)
    own = OrgUnitFactory(estate_branch=True, parent=branch, community=branch.community)
    own.estates.add(estate)
    client.force_login(officer("branch_secretary", own))
    here = StationFactory(name="本站", community=branch.community, estate=estate)
    near = SpaceFactory(name="甲", station=here)
    SpaceFactory(name="乙", station=here, active=False)
    far = SpaceFactory(name="丙", station=StationFactory(name="别站", community=branch.community))
    SpaceFactory(name="丁", station=StationFactory(community=CommunityFactory(name="别的社区")))
    event = EventFactory(organiser=own, space=far)

    assert offered(client.get(f"{LIST}add/")) == {near}
    assert offered(client.get(f"{LIST}{event.pk}/change/")) == {near, far}
    response = client.post(f"{LIST}{event.pk}/change/", posted(event, title="新名字"))
    event.refresh_from_db()
    assert response.status_code == 302
    assert (event.title, event.space) == ("新名字", far)


def test_a_room_that_is_not_offered_cannot_be_posted(client, branch):
    own = OrgUnitFactory(estate_branch=True, parent=branch, community=branch.community)
    client.force_login(officer("branch_secretary", own))
    event, elsewhere = EventFactory(organiser=own), SpaceFactory()
    response = client.post(f"{LIST}{event.pk}/change/", posted(event, space=elsewhere.pk))

    assert "space" in response.context["adminform"].form.errors
    assert not Hold.objects.exists()


def test_the_operator_gives_no_event_a_room_of_another_community(client, event):
    client.force_login(StaffFactory())
    abroad = SpaceFactory(station=StationFactory(community=CommunityFactory(name="别的社区")))
    response = client.post(f"{LIST}{event.pk}/change/", posted(event, space=abroad.pk))

    assert "space" in response.context["adminform"].form.errors


@pytest.mark.parametrize("number", ["0", "-1", "9" * 30, "甲"])
def test_a_malformed_room_is_answered_by_the_form(client, office, event, number):
    response = client.post(f"{LIST}{event.pk}/change/", posted(event, space=number))

    assert response.status_code == 200
    assert "space" in response.context["adminform"].form.errors


def test_deleting_a_draft_in_the_office_frees_the_room(client, office, branch, space):
    draft = EventFactory(organiser=branch, space=space, draft=True)
    client.post(f"{LIST}{draft.pk}/delete/", {"post": "yes"})

    assert not Event.objects.exists()
    assert not Hold.objects.exists()


def test_a_copy_that_could_not_have_the_room_has_none(client, office, event, space):
    BookingFactory(space=space, starts_at=at(10, days=10), ends_at=at(11, days=10))
    day = f"{timezone.localdate(at(10, days=10)):%Y-%m-%d}"
    response = client.post(f"{LIST}{event.pk}/copy/", {"day": day}, follow=True)

    assert levels(response) == ["warning", "success"]
    copy = Event.objects.get(status="draft")
    assert copy.space is None
    assert copy.place != event.place


# --- What the public sees


def test_the_events_page_leads_to_the_station_and_shows_where_it_is(client, event, space):
    page = client.get(event.get_absolute_url()).text

    assert f'<a href="{space.station.get_absolute_url()}">{event.place}</a>' in page
    assert space.station.address in page


def test_a_station_that_is_not_shown_is_not_linked(client, event, space):
    space.station.listed = False
    space.station.save()
    page = client.get(event.get_absolute_url()).text

    assert event.place in page
    assert space.station.get_absolute_url() not in page


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("address", "queries"), [("/events/", 2), ("/events/feed.ics", 1), ("{event}", 1)])
def test_a_room_costs_no_page_a_query(client, event, branch, django_assert_num_queries, count, address, queries):
    client.get("/events/")  # what is asked for once and kept
    for _ in range(count - 1):
        EventFactory(organiser=branch, space=SpaceFactory())
    caches["pages"].clear()

    with django_assert_num_queries(queries):
        client.get(address.format(event=event.get_absolute_url()))


def test_who_is_registered_reads_the_way_to_the_station(client, event, space):
    user = UserFactory()
    client.force_login(user)
    registration = RegistrationFactory(event=event, person=user.person, by=user)

    assert space.station.get_absolute_url() in client.get(f"/events/registrations/{registration.pk}/").text


def test_a_calendar_says_room_and_address(client, event):
    (entry,) = Calendar.from_ical(client.get("/events/feed.ics").content).walk("VEVENT")

    assert str(entry["LOCATION"]) == "幸福驿站·阅览室 海棠苑3幢一楼"


def test_a_calendar_follows_an_event_into_another_room(client, event, office, space):
    other = SpaceFactory(station=space.station, name="会客室")
    change_event(event, by=office, space=other)
    (entry,) = Calendar.from_ical(client.get("/events/feed.ics").content).walk("VEVENT")

    assert (str(entry["LOCATION"]), entry["SEQUENCE"]) == ("幸福驿站·会客室 海棠苑3幢一楼", 1)


def test_the_offices_list_of_what_is_held_leads_to_events_and_asks_no_more_for_many(client, office, event, branch):
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert f"{LIST}{event.pk}/change/" in client.get("/admin/stations/hold/").text
        return len(seen)

    queries()
    one = queries()
    EventFactory(organiser=branch, space=SpaceFactory(station=event.space.station))
    EventFactory(organiser=branch, space=SpaceFactory(station=event.space.station))
    assert queries() == one
