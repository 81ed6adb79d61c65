"""What somebody sees who scans the code at a door, and the poster that carries it."""

import datetime as dt

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from common.time import clock
from tests.factories import BookingFactory, OrgUnitFactory, SpaceFactory, UserFactory, officer
from tests.support.pages import marks

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def space():
    return SpaceFactory(name="会客厅")


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user, backend="accounts.auth.backends.AppointmentBackend")
    return client


@pytest.fixture
def user():
    return UserFactory(person__name="陈桂英")


def door(space) -> str:
    return reverse("stations:door", args=[space.door_code])


def booked(space, user, **more):
    return BookingFactory(space=space, person=user.person, by=user, starts_at=clock.now(), **more)


def test_the_page_says_what_one_can_do(space, user, client):
    booked(space, user)
    own, other = signed_in(user), signed_in(UserFactory())
    said = {client.get(door(space)): "登录并签到", own.get(door(space)): "我到了，签到"}
    own.post(door(space), {"act": "check-in"})
    said |= {own.get(door(space)): "我们走了", other.get(door(space)): "现在没有您的预约"}
    assert [words for response, words in said.items() if words not in response.content.decode()] == []


def test_a_visitor_signs_in_and_comes_back(space, user, client):
    booked(space, user)
    html = client.get(door(space)).content.decode()
    assert f"{reverse('account_login')}?next={door(space)}" in html
    assert "陈" not in html
    assert client.post(door(space)).url.endswith(f"?next={door(space)}")


def test_one_button_checks_in_and_one_gives_the_room_back(space, user):
    booking, client = booked(space, user), signed_in(user)
    response = client.get(door(space))
    assert "陈桂英" in response.content.decode()
    assert marks(response, "act") == ["check-in"]
    client.post(door(space), {"act": "check-in"})
    booking.refresh_from_db()
    assert booking.status == "checked_in"
    assert marks(client.get(door(space)), "act") == ["leave"]
    with time_machine.travel(booking.starts_at + dt.timedelta(minutes=20), tick=False):
        client.post(door(space), {"act": "leave"})
    booking.refresh_from_db()
    assert (booking.status, booking.minutes) == ("done", 20)


def test_who_has_no_booking_sees_what_is_free_and_nobody_s_name(space, user):
    booked(space, user)
    client = signed_in(UserFactory())
    response = client.get(door(space))
    assert marks(response, "act") == []
    html = response.content.decode()
    assert "13:00–22:00" in html
    assert "陈桂英" not in html
    assert client.post(door(space), {"act": "check-in"}).status_code == 302
    assert client.post(door(space), {"act": "leave"}).status_code == 302
    assert user.person.bookings.get().status == "confirmed"


def test_an_unknown_code_leads_nowhere(client, space):
    for code in ("nonsense", "x" * 500, space.door_code[:-1]):
        assert client.get(f"/stations/door/{code}/").status_code == 404


@pytest.mark.parametrize("off", [{"active": False}, {"station__listed": False}])
def test_who_has_booked_a_room_that_is_shown_no_more_still_checks_in(user, off):
    room = SpaceFactory(**off)
    booked(room, user)
    client = signed_in(user)
    assert "陈桂英" in client.get(door(room)).content.decode()
    client.post(door(room), {"act": "check-in"})
    assert user.person.bookings.get().status == "checked_in"
    others = signed_in(UserFactory()).get(door(room)).content.decode()
    assert room.get_absolute_url() not in others


def test_the_page_at_the_door_is_kept_nowhere(space, user):
    assert "no-store" in signed_in(user).get(door(space)).headers["Cache-Control"]


@pytest.mark.parametrize("page", ["stations:poster", "stations:poster_code"])
def test_the_poster_is_for_who_may_change_the_room(space, user, page):
    url = reverse(page, args=[space.pk])
    assert Client().get(url).status_code == 302
    for other in (user, officer("receptionist", space.station)):
        assert signed_in(other).get(url).status_code == 404
    office = officer("office_worker", OrgUnitFactory(community=space.station.community))
    response = signed_in(office).get(url)
    assert response.status_code == 200
    assert signed_in(office).post(url).status_code == 405
    if page == "stations:poster_code":
        assert response.headers["Content-Type"] == "image/svg+xml"
        assert b"<svg" in response.content
    else:
        assert "会客厅" in response.content.decode()
