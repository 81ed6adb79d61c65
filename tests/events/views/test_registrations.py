"""/events/registrations/<pk>/: the confirmation, and what can still be done."""

import datetime as dt

import pytest
import time_machine
from django.test import Client

from common.time import clock
from events.actions.events import cancel_event
from events.actions.registrations import change_party, register
from events.models import Event, Registration
from tests.factories import (
    EventFactory,
    GuardianshipFactory,
    NeighbourFactory,
    RegistrationFactory,
    ResidentFactory,
    StaffFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 18, 12, tzinfo=dt.timezone(dt.timedelta(hours=8)))
ACTS = ("cancel", "undo", "party")


@pytest.fixture(autouse=True)
def moment():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def reader():
    return ResidentFactory(person__name="王秀英")


@pytest.fixture
def signed_in(client: Client, reader) -> Client:
    client.force_login(reader)
    return client


def registered(reader, seats: int = 1, **facts) -> Registration:
    return register(EventFactory(**facts), person=reader.person, seats=seats, by=reader)


def url(registration: Registration, act: str = "") -> str:
    return f"/events/registrations/{registration.pk}/" + (f"{act}/" if act else "")


def page(client: Client, registration: Registration) -> str:
    response = client.get(url(registration))
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "private, no-store"
    return response.content.decode()


def test_the_confirmation_says_who_what_when_and_how_many(signed_in, reader):
    registration = registered(reader, seats=2)
    text = page(signed_in, registration)
    assert "王秀英，报名成功" in text
    assert registration.event.title in text
    assert "11月21日 周六 12:00–14:00" in text
    assert "2 人" in text
    assert f"/events/{registration.event_id}/event.ics" in text


def test_the_place_on_the_waitlist_is_shown(signed_in, reader):
    event = EventFactory(capacity=1)
    RegistrationFactory(event=event)
    RegistrationFactory.create_batch(2, event=event, waitlisted=True)
    registration = register(event, person=reader.person, by=reader)
    text = page(signed_in, registration)
    assert "王秀英，候补第 3 位" in text
    assert "退出候补" in text
    assert "撤销报名" not in text


def test_a_guardian_of_today_sees_and_cancels_the_wards(signed_in, reader):
    ward = GuardianshipFactory(by=reader.person).person
    registration = RegistrationFactory(person=ward)
    page(signed_in, registration)
    signed_in.post(url(registration, "cancel"))
    registration.refresh_from_db()
    assert registration.is_cancelled


@pytest.mark.parametrize("who", ["stranger", "operator", "former guardian"])
@pytest.mark.parametrize("act", ["", *ACTS])
def test_nobody_else_finds_it(client, reader, who, act):
    registration = registered(reader)
    other = StaffFactory() if who == "operator" else UserFactory()
    if who == "former guardian":
        days = (clock.today() - dt.timedelta(days=9), clock.today())
        GuardianshipFactory(by=other.person, person=reader.person, during=days)
    client.force_login(other)
    ask = client.post if act else client.get
    assert ask(url(registration, act), {"seats": 2}).status_code == 404
    registration.refresh_from_db()
    assert (registration.status, registration.seats) == ("registered", 1)


@pytest.mark.parametrize("act", ["", *ACTS])
def test_who_is_signed_out_is_led_to_sign_in(client, reader, act):
    registration = registered(reader)
    response = client.post(url(registration, act)) if act else client.get(url(registration))
    assert response.status_code == 302
    assert response.url.startswith("/accounts/login/?next=")
    registration.refresh_from_db()
    assert registration.status == "registered"


@pytest.mark.parametrize("act", ACTS)
def test_an_act_cannot_be_reached_by_a_link(signed_in, reader, act):
    registration = registered(reader)
    assert signed_in.get(url(registration, act)).status_code == 405
    registration.refresh_from_db()
    assert registration.status == "registered"


@pytest.mark.parametrize("act", ACTS)
def test_the_acts_are_protected_against_other_sites(reader, act):
    client = Client(enforce_csrf_checks=True)
    client.force_login(reader)
    assert client.post(url(registered(reader), act)).status_code == 403


def test_registering_can_be_undone_for_ten_minutes(signed_in, reader, moment):
    registration = registered(reader)
    assert "12:10 前点一下就能撤销" in page(signed_in, registration)
    moment.shift(dt.timedelta(minutes=9, seconds=59))
    assert "撤销报名" in page(signed_in, registration)
    moment.shift(dt.timedelta(seconds=1))
    text = page(signed_in, registration)
    assert "撤销报名" not in text
    assert "取消报名" in text


def test_cancelling_frees_the_place_and_can_be_undone(signed_in, reader):
    registration = registered(reader)
    response = signed_in.post(url(registration, "cancel"), follow=True)
    assert "已取消报名。" in response.content.decode()
    assert "12:10 前可以撤销" in response.content.decode()
    assert Event.objects.get().seats_taken == 0
    response = signed_in.post(url(registration, "undo"), follow=True)
    assert "报名仍然有效" in response.content.decode()
    assert Event.objects.get().seats_taken == 1


def test_undoing_a_cancellation_whose_place_is_gone_says_that_one_waits(signed_in, reader):
    registration = registered(reader, capacity=1)
    register(registration.event, person=NeighbourFactory(), by=StaffFactory())
    signed_in.post(url(registration, "cancel"))
    response = signed_in.post(url(registration, "undo"), follow=True)
    assert "排在候补名单里" in response.content.decode()
    assert "候补第 1 位" in response.content.decode()


def test_a_cancellation_cannot_be_undone_after_ten_minutes(signed_in, reader, moment):
    registration = registered(reader)
    signed_in.post(url(registration, "cancel"))
    moment.shift(dt.timedelta(minutes=10))
    assert "撤销取消" not in page(signed_in, registration)
    response = signed_in.post(url(registration, "undo"), follow=True)
    assert "已超过十分钟" in response.content.decode()
    registration.refresh_from_db()
    assert registration.is_cancelled
    assert f"/events/{registration.event_id}/register/" in response.content.decode()


@pytest.mark.parametrize("act", ["cancel", "undo"])
def test_an_act_sent_twice_does_it_once_and_never_fails(signed_in, reader, act):
    registration = registered(reader)
    if act == "undo":
        signed_in.post(url(registration, "cancel"))
    for _n in range(2):
        assert signed_in.post(url(registration, act), follow=True).status_code == 200
    registration.refresh_from_db()
    assert registration.is_cancelled == (act == "cancel")


def test_fewer_and_more_people_can_come(signed_in, reader):
    registration = registered(reader, seats=2, capacity=4)
    signed_in.post(url(registration, "party"), {"seats": "４"})
    registration.refresh_from_db()
    assert registration.seats == 4
    signed_in.post(url(registration, "party"), {"seats": "1"})
    registration.refresh_from_db()
    assert (registration.seats, Event.objects.get().seats_taken) == (1, 1)


def test_growing_beyond_the_places_left_is_refused_in_words(signed_in, reader):
    registration = registered(reader, seats=1, capacity=2)
    register(registration.event, person=NeighbourFactory(), by=StaffFactory())
    response = signed_in.post(url(registration, "party"), {"seats": "2"}, follow=True)
    assert "notice--begonia" in response.content.decode()
    registration.refresh_from_db()
    assert registration.seats == 1


@pytest.mark.parametrize("seats", ["0", "5", "abc", "", "\x00", "9" * 40])
def test_a_wrong_number_of_people_is_explained_on_the_page(signed_in, reader, seats):
    registration = registered(reader, seats=2)
    response = signed_in.post(url(registration, "party"), {"seats": seats})
    assert response.status_code == 422
    assert "errorlist" in response.content.decode()
    registration.refresh_from_db()
    assert registration.seats == 2


def test_a_waiting_party_that_is_too_large_is_told_how_many_places_are_free(signed_in, reader):
    event = EventFactory(capacity=4)
    rival = register(event, person=NeighbourFactory(), seats=4, by=StaffFactory())
    mine = register(event, person=reader.person, seats=3, by=reader)
    change_party(rival, seats=2, by=StaffFactory())
    assert "空出 2 个名额" in page(signed_in, mine)
    response = signed_in.post(url(mine, "party"), {"seats": "2"}, follow=True)
    assert "报名成功" in response.content.decode()


def test_once_the_event_has_begun_nothing_can_be_changed(signed_in, reader, moment):
    registration = registered(reader, seats=2)
    moment.shift(dt.timedelta(days=3))
    text = page(signed_in, registration)
    assert '<form method="post" action="/events/' not in text
    for act in ("cancel", "party"):
        response = signed_in.post(url(registration, act), {"seats": 1}, follow=True)
        assert "活动已经开始" in response.content.decode()
    registration.refresh_from_db()
    assert (registration.status, registration.seats) == ("registered", 2)


def test_a_cancelled_event_says_so_with_the_reason_and_offers_nothing(signed_in, reader):
    registration = registered(reader)
    cancel_event(registration.event, by=StaffFactory(), reason="<b>下雨</b>")
    text = page(signed_in, registration)
    assert "活动已取消" in text
    assert "&lt;b&gt;下雨" in text
    assert "/event.ics" not in text


@pytest.mark.parametrize("status", ["attended", "no_show"])
def test_afterwards_the_page_says_what_became_of_it(signed_in, reader, status):
    registration = RegistrationFactory(person=reader.person, event__past=True, status=status)
    words = {"attended": "王秀英，已参加", "no_show": "王秀英，未到场"}[status]
    assert words in page(signed_in, registration)


def test_too_many_acts_are_answered_by_the_429_page(signed_in, reader, monkeypatch):
    from events.views import registrations

    monkeypatch.setattr(registrations, "RATES", "2/10m/user")
    registration = registered(reader)
    assert [signed_in.post(url(registration, "cancel")).status_code for _n in range(3)] == [302, 302, 429]


def test_html_in_names_is_shown_as_text(client):
    user = ResidentFactory(person__name="<b>名</b>")
    client.force_login(user)
    assert "<b>名" not in page(client, registered(user))


def test_the_number_of_queries_is_fixed(signed_in, reader, django_assert_num_queries):
    registration = registered(reader)
    RegistrationFactory.create_batch(3, event=registration.event)
    signed_in.get("/events/")
    # Session, user, the registration with its event.
    with django_assert_num_queries(3):
        signed_in.get(url(registration))
