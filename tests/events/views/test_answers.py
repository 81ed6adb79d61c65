"""The link of a reminder of an event: one tap answers it, without a password."""

import datetime as dt

import pytest
import time_machine
from django.test import Client
from django.utils.html import escape

from common.time import clock
from events.actions.events import cancel_event
from events.actions.reminders import remind_parties
from events.models import Registration
from tests.factories import EventFactory, NeighbourFactory, RegistrationFactory, StaffFactory
from tests.support.pages import marks
from tests.support.registrations import fresh, join

pytestmark = pytest.mark.django_db

DAY, MINUTE = dt.timedelta(days=1), dt.timedelta(minutes=1)


def path(one: Registration) -> str:
    return f"/events/answer/{one.answer_code}/"


def offered(client: Client, one: Registration) -> list[str]:
    return [button.value for button in client.get(path(one)).context["buttons"]]


@pytest.fixture
def event():
    return EventFactory(capacity=3, bring="水杯", meeting_point="东门")


@pytest.mark.parametrize(
    ("answer", "status", "confirmed"),
    [
        ("come", "registered", True),
        ("cannot", "cancelled", False),
        ("undo", "registered", False),
        ("", "registered", False),
        ("hack", "registered", False),
    ],
)
def test_one_tap_answers_without_a_password(client, event, answer, status, confirmed):
    one = join(event)
    answered = client.post(path(one), {"answer": answer})
    assert (answered.status_code, answered.url) == (302, path(one))
    assert (fresh(one).status, fresh(one).confirmed_at is not None) == (status, confirmed)


def test_opening_the_link_changes_nothing_and_shows_of_the_person_a_masked_name_alone(client, event):
    one = join(event, person=None, by=None)
    one.person.name, one.person.phone = "沈佳宁", "+8613800138000"
    one.person.save()
    before = Registration.objects.values().get(pk=one.pk)
    for ask in (client.get, client.head):
        response = ask(path(one))
        assert response.status_code == 200
    page = client.get(path(one)).content.decode()
    assert "＊佳宁" in page
    assert "沈" not in page
    assert "8000" not in page
    assert all(escape(said) in page for said in (event.title, event.place, "水杯", "东门"))
    assert 'name="robots" content="noindex"' in page
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert "no-store" in response.headers["Cache-Control"]
    assert Registration.objects.values().get(pk=one.pk) == before


def test_who_has_said_that_they_come_may_still_say_that_they_cannot_and_take_that_back(client, event):
    one = join(event)
    assert offered(client, one) == ["come", "cannot"]
    client.post(path(one), {"answer": "come"})
    assert offered(client, one) == ["cannot"]
    client.post(path(one), {"answer": "come"})
    client.post(path(one), {"answer": "cannot"})
    assert (fresh(one).status, fresh(one).confirmed_at) == ("cancelled", None)
    assert offered(client, one) == ["undo"]
    client.post(path(one), {"answer": "undo"})
    assert fresh(one).status == "registered"
    with time_machine.travel(clock.now() + 11 * MINUTE):
        client.post(path(one), {"answer": "cannot"})
        with time_machine.travel(clock.now() + 11 * MINUTE):
            assert offered(client, one) == []
            client.post(path(one), {"answer": "undo"})
    assert fresh(one).status == "cancelled"


def test_the_seat_of_who_cannot_come_goes_to_who_waits_and_the_page_says_so_before(client, event):
    one, waits = join(event, seats=3), join(event)
    assert client.get(path(one)).context["others_wait"]
    client.post(path(one), {"answer": "cannot"})
    assert fresh(waits).status == "registered"
    client.post(path(one), {"answer": "undo"})
    assert fresh(one).status == "waitlisted"


def test_who_waits_is_not_asked_whether_they_come(client, event):
    join(event, seats=3)
    waits = join(event)
    assert offered(client, waits) == ["cannot"]
    assert client.get(path(waits)).context["question"] == ""
    client.post(path(waits), {"answer": "come"})
    assert fresh(waits).confirmed_at is None
    client.post(path(waits), {"answer": "cannot"})
    assert fresh(waits).status == "cancelled"


@pytest.mark.parametrize("when", ["begun", "over", "cancelled"])
def test_afterwards_there_is_nothing_to_answer(client, event, when):
    one = join(event)
    moment = {"begun": event.starts_at, "over": event.ends_at + DAY}.get(when, clock.now())
    if when == "cancelled":
        cancel_event(event, by=StaffFactory(), reason="下雨")
    with time_machine.travel(moment + MINUTE):
        assert offered(client, one) == []
        for answer in ("come", "cannot", "undo"):
            client.post(path(one), {"answer": answer})
    assert (fresh(one).status, fresh(one).confirmed_at) == ("registered", None)
    assert marks(client.get(path(one)), "state") == ["event_cancelled" if when == "cancelled" else "registered"]


def test_a_party_that_is_ticked_off_is_not_asked(client):
    one = RegistrationFactory(event=EventFactory(past=True), status="attended", person=NeighbourFactory())
    assert offered(client, one) == []


def test_a_wrong_code_finds_nothing(client, event):
    join(event)
    for code in ("x", "0" * 400, "%F0%9F%99%82", str(Registration.objects.get().pk)):
        assert client.get(f"/events/answer/{code}/").status_code == 404
        assert client.post(f"/events/answer/{code}/", {"answer": "cannot"}).status_code == 404
    assert Registration.objects.get().status == "registered"


def test_who_tries_too_many_codes_is_asked_to_wait(client, event):
    one = join(event)
    answers = [client.get(path(one)).status_code for _n in range(61)]
    assert answers == [200] * 60 + [429]


def test_the_history_knows_the_answer_but_not_the_code(client, event):
    one = join(event)
    client.post(path(one), {"answer": "come"})
    assert one.history.order_by("-pgh_id").first().confirmed_at is not None
    assert not hasattr(one.history.first(), "answer_code")


@pytest.mark.parametrize("count", [1, 3])
def test_the_office_and_the_desk_see_who_has_answered(client, staff_office, event, count):
    parties = [join(event) for _n in range(3)]
    for party in parties[:count]:
        client.post(path(party), {"answer": "come"})
    with time_machine.travel(event.starts_at - 2 * DAY):
        remind_parties()
    page = staff_office.get(f"/admin/events/event/{event.pk}/people/")
    assert marks(page, "confirmed") == [str(count)]
    assert page.content.decode().count("已答复会来") == count
    with time_machine.travel(event.starts_at):
        staff_office.force_login(StaffFactory())
        desk = staff_office.get(f"/desk/events/{event.pk}/people/")
    assert marks(desk, "confirmed") == [str(count)]
    assert desk.content.decode().count("· 已答复会来") == count


@pytest.fixture
def staff_office():
    office = Client()
    office.force_login(StaffFactory())
    return office
