"""/events/registrations/<pk>/cancel/: asked once where others would have the place at once."""

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client

from accounts.models import User
from events.actions.registrations import cancel_registration, register
from events.models import Registration
from tests.factories import EventFactory, NeighbourFactory, RegistrationFactory, ResidentFactory, StaffFactory
from tests.support.pages import levels, marks
from tests.support.refusals import refused
from tests.support.registrations import fresh, join

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader() -> User:
    return ResidentFactory()


@pytest.fixture
def signed_in(client: Client, reader) -> Client:
    client.force_login(reader)
    return client


@pytest.fixture
def full(reader) -> Registration:
    """The reader has the only seat; two parties wait."""
    registration = join(EventFactory(capacity=1), by=reader)
    for _n in range(2):
        register(registration.event, person=NeighbourFactory(), by=StaffFactory())
    return registration


def url(registration: Registration, act: str = "") -> str:
    return f"/events/registrations/{registration.pk}/{act}"


def give_up(client: Client, registration: Registration, **answer: str) -> HttpResponse:
    return client.post(url(registration, "cancel/"), answer)


def test_where_others_wait_the_first_tap_is_asked_and_loses_nothing(signed_in, full):
    page = signed_in.get(url(full))
    assert marks(page, "act") == ["ask"]
    assert give_up(signed_in, full).url == url(full, "cancel/")
    assert fresh(full).status == "registered"
    asked = signed_in.get(url(full, "cancel/"))
    assert marks(asked, "waiting") == ["2"]
    assert asked.headers["Cache-Control"] == "private, no-store"
    assert f'href="{url(full)}"' in asked.content.decode()


def test_shortly_before_it_begins_the_page_says_that_who_waits_is_rung_up(signed_in, full):
    words = "按顺序打电话"
    assert words not in signed_in.get(url(full, "cancel/")).content.decode()
    with time_machine.travel(full.event.calls_from, tick=False):
        assert words in signed_in.get(url(full, "cancel/")).content.decode()


def test_the_answer_gives_the_place_to_the_first_who_waits(signed_in, full):
    assert give_up(signed_in, full, sure="1").url == url(full)
    assert fresh(full).is_cancelled
    assert full.event.registrations.seated().count() == 1


def test_where_nobody_waits_one_tap_is_enough(signed_in, reader):
    registration = join(EventFactory(), by=reader)
    assert marks(signed_in.get(url(registration)), "act") == []
    assert give_up(signed_in, registration).url == url(registration)
    assert fresh(registration).is_cancelled


def test_who_begins_to_wait_between_the_page_and_the_tap_is_asked_about(signed_in, reader):
    registration = join(EventFactory(capacity=1), by=reader)
    assert marks(signed_in.get(url(registration)), "act") == []
    register(registration.event, person=NeighbourFactory(), by=StaffFactory())
    assert give_up(signed_in, registration).url == url(registration, "cancel/")
    assert fresh(registration).status == "registered"


def test_of_a_place_in_the_queue_those_behind_it_count(signed_in, reader):
    event = EventFactory(capacity=1)
    RegistrationFactory(event=event)
    RegistrationFactory(event=event, waitlisted=True)
    mine = join(event, by=reader)
    assert mine.is_waitlisted
    assert give_up(signed_in, mine).url == url(mine)
    mine = join(event, by=reader)
    register(event, person=NeighbourFactory(), by=StaffFactory())
    assert marks(signed_in.get(url(mine, "cancel/")), "waiting") == ["1"]
    assert give_up(signed_in, mine).url == url(mine, "cancel/")


def test_what_can_no_longer_be_cancelled_is_not_asked_about(signed_in, full):
    signed_in.get(give_up(signed_in, full, sure="1").url)
    assert signed_in.get(url(full, "cancel/")).url == url(full)
    again = signed_in.post(url(full, "cancel/"), {"sure": "1"}, follow=True)
    assert levels(again) == ["error"]


def test_staff_are_not_asked_by_the_action(full, reader):
    with refused("others_wait"):
        cancel_registration(full, by=reader, although_others_wait=False)
    assert cancel_registration(full, by=StaffFactory()).is_cancelled
