"""/events/registrations/<pk>/: the confirmation, and what can still be done."""

import datetime as dt
import re

import pytest
import time_machine
from django.http import HttpResponse
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
from tests.support.pages import codes, levels, marks

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


def shown(client: Client, registration: Registration) -> HttpResponse:
    response = client.get(url(registration))
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "private, no-store"
    return response


def after(client: Client, registration: Registration, act: str, **answers) -> HttpResponse:
    """The page that the act ends on."""
    return client.post(url(registration, act), answers, follow=True)


def offered(response: HttpResponse) -> list[str]:
    """The acts that the page has a button for."""
    return re.findall(r'action="/events/registrations/\d+/(\w+)/"', response.content.decode())


def test_the_page_says_where_the_registration_stands_and_what_was_done(signed_in, reader, moment):
    seated, scarce = registered(reader, seats=2), registered(reader, capacity=1)
    full = EventFactory(capacity=1)
    RegistrationFactory(event=full)
    RegistrationFactory.create_batch(2, event=full, waitlisted=True)
    third = register(full, person=reader.person, by=reader)
    register(scarce.event, person=NeighbourFactory(), by=StaffFactory())
    day, span, until = "11月21日 周六", "12:00–14:00", "12:10 前点一下就能撤销"
    said = [
        (shown(signed_in, seated), ["王秀英报上名了，共 2 人", "到时候见", f"{day} {span}", until, "撤销报名"]),
        (shown(signed_in, third), ["王秀英，候补第 3 位", "退出候补"]),
        (after(signed_in, seated, "cancel"), ["已取消报名。", "12:10 前可以恢复", "您就排在候补最后", "恢复报名"]),
        (after(signed_in, seated, "undo"), ["报名已恢复，名额还是您的。"]),
        (after(signed_in, scarce, "cancel"), ["有 1 组在等，取消后名额马上给别人。", "还要取消吗？"]),
        (after(signed_in, scarce, "cancel", sure="1"), []),
        (after(signed_in, scarce, "undo"), ["名额已经给了别人，您排在候补最后。"]),
    ]
    moment.shift(dt.timedelta(minutes=10))
    said += [
        (shown(signed_in, seated), ["取消报名", "让给别的邻居"]),
        (shown(signed_in, third), ["不想等了，可以退出候补。"]),
    ]
    cancel_event(seated.event, by=StaffFactory(), reason="下雨")
    said += [
        (shown(signed_in, seated), ["活动已取消"]),
        (shown(signed_in, of_the_past(reader, "attended")), ["王秀英，已参加"]),
        (shown(signed_in, of_the_past(reader, "no_show")), ["王秀英，未到场"]),
        (shown(signed_in, too_large(reader)), ["空出 2 个名额"]),
    ]
    texts = [(response.content.decode(), sentences) for response, sentences in said]
    assert [words for text, sentences in texts for words in sentences if words not in text] == []


def of_the_past(reader, status: str) -> Registration:
    return RegistrationFactory(person=reader.person, event__past=True, status=status)


def too_large(reader) -> Registration:
    """A party of three waits where two seats are free."""
    event = EventFactory(capacity=4)
    rival = register(event, person=NeighbourFactory(), seats=4, by=StaffFactory())
    mine = register(event, person=reader.person, seats=3, by=reader)
    change_party(rival, seats=2, by=StaffFactory())
    return mine


def test_the_confirmation_leads_to_the_event_and_into_the_calendar(signed_in, reader):
    registration = registered(reader, seats=2)
    response = shown(signed_in, registration)
    assert marks(response, "state") == ["registered"]
    assert registration.event.title in response.content.decode()
    assert f'href="/events/{registration.event_id}/"' in response.content.decode()
    assert f'href="/events/{registration.event_id}/event.ics"' in response.content.decode()


def test_who_waits_sees_the_place_in_the_queue(signed_in, reader):
    event = EventFactory(capacity=1)
    RegistrationFactory(event=event)
    RegistrationFactory.create_batch(2, event=event, waitlisted=True)
    response = shown(signed_in, register(event, person=reader.person, by=reader))
    assert marks(response, "state") == ["waitlisted"]
    assert response.context["registration"].position == 3
    assert offered(response) == ["cancel"]


def test_a_guardian_of_today_sees_and_cancels_the_wards(signed_in, reader):
    ward = GuardianshipFactory(by=reader.person).person
    registration = RegistrationFactory(person=ward)
    assert ward.name in shown(signed_in, registration).content.decode()
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
    response = signed_in.get(url(registration, act))
    # Giving up asks on a page of its own.
    assert response.status_code == (200 if act == "cancel" else 302)
    registration.refresh_from_db()
    assert registration.status == "registered"


@pytest.mark.parametrize("act", ACTS)
def test_the_acts_are_protected_against_other_sites(reader, act):
    client = Client(enforce_csrf_checks=True)
    client.force_login(reader)
    assert client.post(url(registered(reader), act)).status_code == 403


def test_registering_can_be_undone_for_ten_minutes(signed_in, reader, moment):
    registration, ends = registered(reader), NOW + dt.timedelta(minutes=10)
    assert shown(signed_in, registration).context["undo_ends_at"] == ends
    moment.shift(dt.timedelta(minutes=9, seconds=59))
    assert shown(signed_in, registration).context["undo_ends_at"] == ends
    moment.shift(dt.timedelta(seconds=1))
    response = shown(signed_in, registration)
    assert response.context["undo_ends_at"] is None
    assert "cancel" in offered(response)


def test_cancelling_frees_the_place_and_can_be_undone(signed_in, reader):
    registration = registered(reader)
    response = after(signed_in, registration, "cancel")
    assert (marks(response, "state"), levels(response), offered(response)) == (["cancelled"], ["success"], ["undo"])
    assert Event.objects.get().seats_taken == 0
    response = after(signed_in, registration, "undo")
    assert (marks(response, "state"), levels(response)) == (["registered"], ["success"])
    assert Event.objects.get().seats_taken == 1


def test_undoing_a_cancellation_whose_place_is_gone_joins_the_waitlist(signed_in, reader):
    registration = registered(reader, capacity=1)
    register(registration.event, person=NeighbourFactory(), by=StaffFactory())
    after(signed_in, registration, "cancel", sure="1")
    response = after(signed_in, registration, "undo")
    assert marks(response, "state") == ["waitlisted"]
    assert response.context["registration"].position == 1


def test_a_cancellation_cannot_be_undone_after_ten_minutes(signed_in, reader, moment):
    registration = registered(reader)
    after(signed_in, registration, "cancel")
    moment.shift(dt.timedelta(minutes=10))
    assert offered(shown(signed_in, registration)) == []
    response = after(signed_in, registration, "undo")
    assert levels(response) == ["error"]
    registration.refresh_from_db()
    assert registration.is_cancelled
    assert f'href="/events/{registration.event_id}/register/"' in response.content.decode()


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


def test_growing_beyond_the_places_left_is_refused(signed_in, reader):
    registration = registered(reader, seats=1, capacity=2)
    register(registration.event, person=NeighbourFactory(), by=StaffFactory())
    assert levels(after(signed_in, registration, "party", seats="2")) == ["error"]
    registration.refresh_from_db()
    assert registration.seats == 1


@pytest.mark.parametrize("seats", ["0", "5", "abc", "", "9" * 40])
def test_a_wrong_number_of_people_is_explained_on_the_page(signed_in, reader, seats):
    registration = registered(reader, seats=2)
    response = signed_in.post(url(registration, "party"), {"seats": seats})
    assert response.status_code == 422
    assert list(codes(response.context["form"])) == ["seats"]
    assert 'aria-invalid="true"' in response.content.decode()
    registration.refresh_from_db()
    assert registration.seats == 2


def test_a_waiting_party_that_is_too_large_may_come_with_as_many_as_are_free(signed_in, reader):
    mine = too_large(reader)
    assert shown(signed_in, mine).context["registration"].offered_seats == 2
    assert marks(after(signed_in, mine, "party", seats="2"), "state") == ["registered"]


def test_once_the_event_has_begun_nothing_can_be_changed(signed_in, reader, moment):
    registration = registered(reader, seats=2)
    moment.shift(dt.timedelta(days=3))
    assert offered(shown(signed_in, registration)) == []
    for act in ("cancel", "party"):
        assert levels(after(signed_in, registration, act, seats=1)) == ["error"]
    registration.refresh_from_db()
    assert (registration.status, registration.seats) == ("registered", 2)


def test_a_cancelled_event_shows_the_reason_and_offers_nothing(signed_in, reader):
    registration = registered(reader)
    cancel_event(registration.event, by=StaffFactory(), reason="<b>下雨</b>")
    response = shown(signed_in, registration)
    assert marks(response, "state") == ["event_cancelled"]
    assert offered(response) == []
    assert "&lt;b&gt;下雨" in response.content.decode()
    assert "/event.ics" not in response.content.decode()


@pytest.mark.parametrize("status", ["attended", "no_show"])
def test_afterwards_the_page_shows_what_became_of_it_and_offers_nothing(signed_in, reader, status):
    response = shown(signed_in, of_the_past(reader, status))
    assert marks(response, "state") == [status]
    assert offered(response) == []


def test_too_many_acts_are_answered_by_the_429_page(signed_in, reader, monkeypatch):
    from events.views import registrations

    monkeypatch.setattr(registrations, "RATES", "2/10m/user")
    registration = registered(reader)
    assert [signed_in.post(url(registration, "cancel")).status_code for _n in range(3)] == [302, 302, 429]


def test_html_in_names_is_shown_as_text(client):
    user = ResidentFactory(person__name="<b>名</b>")
    client.force_login(user)
    assert "<b>名" not in shown(client, registered(user)).content.decode()


def test_the_number_of_queries_is_fixed(signed_in, reader, django_assert_num_queries):
    registration = registered(reader)
    RegistrationFactory.create_batch(3, event=registration.event)
    signed_in.get("/events/")
    # Session, user, the registration with its event, who waits behind it; who is in the reader's care, their
    # registrations, the family.
    with django_assert_num_queries(7):
        signed_in.get(url(registration))
