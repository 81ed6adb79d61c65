"""How many came to an event without a list, at the desk: one number on the page where others have their list."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from common.time import clock
from tests.factories import EventFactory, RegistrationFactory, SpaceFactory, officer
from tests.support.pages import levels, marks, refusals
from tests.support.signing_in import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def event():
    """It began half an hour ago in a room of a station; one just comes."""
    return EventFactory(space=SpaceFactory(), starts_at=clock.now() - dt.timedelta(minutes=30), capacity=None)


@pytest.fixture
def receptionist(event):
    return officer("receptionist", event.space.station)


@pytest.fixture
def desk(receptionist):
    return signed_in(receptionist)


def page(event, name: str = "people") -> str:
    return reverse(f"desk:{name}", args=[event.pk])


def test_the_number_is_written_down_corrected_and_taken_back(desk, event):
    assert marks(desk.get(page(event)), "came") == [""]
    for typed, shown in (("23", "23"), ("２５", "25"), ("0", "0"), ("", "")):
        assert desk.post(page(event), {"headcount": typed}).url == page(event)
        assert marks(desk.get(page(event)), "came") == [shown]


@pytest.mark.parametrize(
    ("typed", "code"), [("", "required"), ("许多", "invalid"), ("-1", "min_value"), ("10001", "max_value")]
)
def test_what_is_no_number_is_said_at_the_field(desk, event, typed, code):
    answer = desk.post(page(event), {"headcount": typed})
    assert answer.status_code == 422
    answer.status_code = 200
    assert refusals(answer) == {("headcount", code)}


def test_before_the_beginning_and_when_figures_are_settled_nothing_is_asked(receptionist, event):
    for moment in (event.starts_at - dt.timedelta(minutes=1), event.ends_at + dt.timedelta(days=14)):
        with time_machine.travel(moment, tick=False):
            assert not signed_in(receptionist).get(page(event)).context["is_kept"]
            assert signed_in(receptionist).post(page(event), {"headcount": "5"}).status_code == 422
    event.refresh_from_db()
    assert event.headcount is None


def test_an_event_without_a_list_has_no_pages_of_one(desk, event):
    for name in ("who_else", "walk_in"):
        assert desk.get(page(event, name)).status_code == 404
    for name in ("close_list", "reopen_list"):
        assert desk.post(page(event, name)).status_code == 404


def test_events_of_today_say_what_is_counted_already(desk, event):
    listed = EventFactory(space=SpaceFactory(station=event.space.station), starts_at=clock.now())
    RegistrationFactory(event=listed)
    desk.post(page(event), {"headcount": "23"})
    listing = desk.get(reverse("desk:door_list"))
    assert [one.headcount for one in listing.context["events"]] == [23, None]
    assert levels(listing) == ["success"]


@pytest.mark.parametrize("role", ["office_worker", "secretary"])
def test_the_office_of_the_event_has_the_page_too(event, role):
    client = signed_in(officer(role, event.organiser))
    client.post(page(event), {"headcount": "7"})
    event.refresh_from_db()
    assert event.headcount == 7
