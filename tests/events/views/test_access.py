"""What makes it easier to come to an event: on its page, its card and its poster, and as a filter of the list."""

import pytest
from django.test import Client
from django.urls import reverse

from events.models import Event
from events.models.practical import STATION_SAYS, Access
from stations.models import Station
from tests.factories import EventFactory, OrgUnitFactory, SpaceFactory, StaffFactory, StationFactory
from tests.support.office_events import form_of

pytestmark = pytest.mark.django_db


def room_with(access: list[str], facilities: list[str], unit) -> object:
    station = StationFactory(community=unit.community, access=access, facilities=facilities)
    return SpaceFactory(station=station)


def found(client: Client, *asked: str) -> set[str]:
    response = client.get("/events/", {"access": asked})
    assert response.context["filter"].ignored == []
    return {event.title for event in response.context["page"].rows}


def labels(response) -> list[str]:
    return [sign.label for sign in response.context["access"]]


@pytest.fixture
def unit():
    return OrgUnitFactory()


def test_an_event_offers_what_is_ticked_and_what_its_station_has_in_the_order_of_the_choices(client, unit):
    room = room_with(["hearing_loop", "ramp"], ["toilet", "water"], unit)
    event = EventFactory(organiser=unit, space=room, access=["companion", "dialect"])
    offered = ["step_free", "toilet", "hearing", "dialect", "companion"]
    assert Event.objects.get(pk=event.pk).offers == offered
    assert Event.objects.for_cards().get(pk=event.pk).offers == offered
    page = client.get(f"/events/{event.pk}/")
    assert labels(page) == [str(Access(one).label) for one in offered]
    assert "进门无台阶" in page.content.decode()


def test_elsewhere_an_event_offers_what_is_ticked(client, unit):
    event = EventFactory(organiser=unit, access=["large_print"])
    assert Event.objects.for_cards().get(pk=event.pk).offers == ["large_print"]
    assert labels(client.get(f"/events/{event.pk}/")) == ["大字材料"]
    bare = EventFactory(organiser=unit)
    assert labels(client.get(f"/events/{bare.pk}/")) == []


@pytest.mark.parametrize("access", list(Access))
def test_the_filter_finds_what_an_event_or_its_station_offers(client, unit, access):
    EventFactory(organiser=unit, title="没有", access=[one for one in Access if one != access])
    EventFactory(organiser=unit, title="自己", access=[access])
    said = {"自己"}
    for code in STATION_SAYS.get(access, ()):
        is_facility = code in Station.Facility
        room = room_with([] if is_facility else [code], [code] if is_facility else [], unit)
        EventFactory(organiser=unit, title=f"驿站 {code}", space=room)
        said.add(f"驿站 {code}")
    assert found(client, access) == said


def test_several_are_asked_for_together_and_each_is_taken_away_by_its_own_chip(client, unit):
    EventFactory(organiser=unit, title="都有", access=["seats", "large_print"])
    EventFactory(organiser=unit, title="有座", access=["seats"])
    assert found(client, "seats") == {"都有", "有座"}
    assert found(client, "seats", "large_print") == {"都有"}
    chips = client.get("/events/?access=seats&access=large_print").context["filter"].chips
    assert [(chip.words, chip.href) for chip in chips] == [
        ("人人有座", "?access=large_print"),
        ("大字材料", "?access=seats"),
    ]


def test_what_nobody_offers_in_the_address_is_left_out_and_said(client, unit):
    EventFactory(organiser=unit)
    response = client.get("/events/?access=parking")
    assert response.context["filter"].ignored == ["无障碍"]
    assert len(response.context["page"].rows) == 1


def test_a_card_says_it_in_words(client, unit):
    EventFactory(organiser=unit, access=["seats", "mandarin"])
    assert "人人有座 · 说普通话" in client.get("/events/").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_stations_of_the_cards_cost_no_query_each(client, unit, django_assert_num_queries, count):
    client.get("/events/")
    for _n in range(count):
        EventFactory(organiser=unit, space=room_with(["ramp"], ["toilet"], unit))
    with django_assert_num_queries(1):
        page = client.get("/events/?access=step_free")
    assert page.content.decode().count("进门无台阶 · 卫生间") == count


def test_the_poster_says_it_too(client, unit):
    event = EventFactory(organiser=unit, access=["hearing"])
    client.force_login(StaffFactory())
    poster = client.get(reverse("events:poster", args=[event.pk]))
    assert labels(poster) == ["有助听设备或字幕"]
    assert "有助听设备或字幕" in poster.content.decode()


def test_the_office_ticks_it_and_reads_what_the_station_says_anyway(client, unit):
    client.force_login(StaffFactory())
    room = room_with(["step_free"], [], unit)
    event = EventFactory(organiser=unit, space=room, draft=True)
    address = reverse("admin:events_event_change", args=[event.pk])
    form = client.get(address).context["adminform"].form
    assert "进门无台阶、卫生间、有助听设备或字幕" in form.fields["access"].help_text
    assert "这个驿站有：进门无台阶" in form.fields["access"].help_text
    typed = form_of(event, space=room.pk, access=["seats", "companion"])
    assert client.post(address, typed).status_code == 302
    event.refresh_from_db()
    assert event.access == ["seats", "companion"]
