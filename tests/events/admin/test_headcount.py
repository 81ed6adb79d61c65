"""How many came to an event without a list, in admin: on the page of who came, in the list and in the figures."""

import datetime as dt

import pytest
import time_machine

from events.models import Event
from tests.factories import EventFactory, OrgUnitFactory, officer
from tests.support.office_events import LIST, at, form_of, text_of
from tests.support.pages import marks, refusals
from tests.support.signing_in import signed_in

pytestmark = pytest.mark.django_db

CAME = "people/came/"


@pytest.fixture
def event():
    return EventFactory(past=True, organiser=OrgUnitFactory(), capacity=None)


@pytest.fixture
def office(event):
    return signed_in(officer("office_worker", event.organiser))


def test_the_office_writes_the_number_down_and_every_page_says_it(office, event):
    assert at(event, CAME) in office.get(at(event, "people/")).content.decode()
    answer = office.post(at(event, CAME), {"headcount": "23"})
    assert answer.url == at(event, "people/")
    people = office.get(answer.url)
    assert marks(people, "came") == ["23"]
    assert people.context["attendance"].came == 23
    assert "到场 23 人" in text_of(office.get(LIST))
    assert Event.objects.held_this_year().person_times() == 23
    assert office.get(at(event, CAME)).context["form"]["headcount"].value() == 23
    office.post(at(event, CAME), {"headcount": ""})
    assert marks(office.get(at(event, "people/")), "came") == [""]


def test_a_number_is_asked_until_there_is_one(office, event):
    assert refusals(office.post(at(event, CAME), {"headcount": ""})) == {("headcount", "required")}


def test_the_event_is_among_those_of_which_it_is_left_to_do(office, event):
    assert list(office.get(LIST, {"when": "unknown"}).context["cl"].queryset) == [event]
    office.post(at(event, CAME), {"headcount": "0"})
    assert list(office.get(LIST, {"when": "unknown"}).context["cl"].queryset) == []


def test_two_weeks_later_the_page_says_that_it_is_too_late(event):
    user = officer("office_worker", event.organiser)
    with time_machine.travel(event.ends_at + dt.timedelta(days=14), tick=False):
        client = signed_in(user)
        assert client.get(at(event, CAME)).url == at(event, "people/")
        assert client.post(at(event, CAME), {"headcount": "5"}).url == at(event, "people/")
        assert at(event, CAME) not in client.get(at(event, "people/")).content.decode()
    event.refresh_from_db()
    assert event.headcount is None


def test_a_capacity_that_comes_too_late_is_refused_on_the_form(office, event):
    office.post(at(event, CAME), {"headcount": "23"})
    event.refresh_from_db()
    answer = office.post(at(event, "change/"), form_of(event, capacity="30"))
    assert {code for _field, code in refusals(answer)} == {"event_headcount_without_list"}
    event.refresh_from_db()
    assert event.capacity is None
