"""/desk/events/…/waiting/: those who wait, rung up in their order."""

import datetime as dt

import pytest
import time_machine
from django.test import Client

from common.time import clock
from events.models import Event
from tests.factories import EventFactory, SpaceFactory, StaffFactory, officer
from tests.support.pages import marks
from tests.support.registrations import fresh, join

pytestmark = pytest.mark.django_db

HOUR = dt.timedelta(hours=1)


@pytest.fixture
def event():
    noon = clock.day_start(clock.today() + dt.timedelta(days=1)) + 12 * HOUR
    return EventFactory(space=SpaceFactory(), starts_at=noon, capacity=2)


@pytest.fixture
def called(event):
    """One hour before: a seat is free, and two wait."""
    first, _second, third, fourth = join(event), join(event), join(event), join(event, seats=2)
    with time_machine.travel(event.starts_at - HOUR, tick=False):
        first.event.registrations.filter(pk=first.pk).update(status="cancelled", cancelled_at=clock.now())
        yield third, fourth


@pytest.fixture
def desk(event):
    client = Client()
    client.force_login(officer("receptionist", event.space.station))
    return client


def page(event) -> str:
    return f"/desk/events/{event.pk}/waiting/"


def test_the_desk_rings_the_first_seats_it_and_goes_on_to_the_next(event, called, desk):
    first, second = called
    shown = desk.get(page(event))
    assert marks(shown, "turn") == ["yes", "no"]
    assert shown.content.decode().count("/call/") == 1
    assert f"/desk/neighbours/{first.person_id}/call/" in shown.content.decode()
    assert f"{page(event)}{first.pk}/seat/" in shown.content.decode()
    assert first.person.phone.removeprefix("+86") not in shown.content.decode()
    assert desk.post(f"{page(event)}{first.pk}/skip/", {"reason": "no_answer"}).url == page(event)
    assert "没人接" in desk.get(page(event)).content.decode()
    desk.post(f"{page(event)}{first.pk}/again/")
    desk.post(f"{page(event)}{first.pk}/skip/", {"reason": "no_answer"})
    assert desk.get(page(event)).context["sizes"] == range(1, 2)
    desk.post(f"{page(event)}{second.pk}/seat/", {"seats": "1"})
    assert (fresh(second).status, fresh(second).seats) == ("registered", 1)
    assert marks(desk.get(page(event)), "called") == ["full"]


def test_who_may_not_have_the_seats_that_are_kept_is_not_offered_them(event, called, desk):
    Event.objects.filter(pk=event.pk).update(seats_for_elders=1, elders_until=event.starts_at)
    shown = desk.get(page(event))
    assert (marks(shown, "turn"), marks(shown, "called")) == (["yes", "no"], ["full"])
    assert "/call/" not in shown.content.decode()


@pytest.mark.parametrize("sent", [{}, {"seats": "x"}, {"seats": "99999999999999999999"}, {"reason": "x" * 999}])
def test_what_is_malformed_seats_nobody_wrongly(event, called, desk, sent):
    _first, second = called
    for act in ("seat", "skip"):
        assert desk.post(f"{page(event)}{second.pk}/{act}/", sent).status_code == 302
    assert fresh(second).status == "waitlisted"
    assert desk.post(f"{page(event)}{second.pk}999/seat/").status_code == 404


def test_earlier_the_page_says_from_when_on_it_rings(event, desk):
    desk.force_login(StaffFactory())
    join(event, seats=2)
    join(event)
    shown = desk.get(page(event))
    assert marks(shown, "called") == ["no"]
    assert "10:00" in shown.content.decode()


def test_the_list_of_who_comes_leads_there_while_somebody_waits(event, called, desk):
    people = desk.get(f"/desk/events/{event.pk}/people/").content.decode()
    assert page(event) in people


def test_it_is_for_the_desk_of_that_event_alone(event, called, client):
    client.force_login(officer("receptionist", SpaceFactory().station))
    assert client.get(page(event)).status_code == 404
    assert client.post(f"{page(event)}{called[0].pk}/seat/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_as_many_queries_however_many_wait(event, desk, django_assert_num_queries, count):
    join(event, seats=2)
    for _n in range(count):
        join(event)
    with time_machine.travel(event.starts_at - HOUR, tick=False):
        desk.force_login(officer("receptionist", event.space.station))
        desk.get(page(event))
        with django_assert_num_queries(QUERIES):
            desk.get(page(event))


QUERIES = 7
