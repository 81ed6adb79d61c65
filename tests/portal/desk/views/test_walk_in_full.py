"""Somebody has come unannounced, and no seat is free: the page says so, and asks nothing in vain."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from common.time import clock
from events.models import Registration
from tests.factories import (
    EventFactory,
    NeighbourFactory,
    PrivacyNoticeFactory,
    RegistrationFactory,
    SpaceFactory,
    officer,
)
from tests.support.pages import marks
from tests.support.signing_in import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

HALF_AN_HOUR = dt.timedelta(minutes=30)


@pytest.fixture
def event():
    """It begins in half an hour in a room of a station; all of its three seats are taken, and two parties wait."""
    event = EventFactory(space=SpaceFactory(), starts_at=clock.now() + HALF_AN_HOUR, capacity=3)
    RegistrationFactory(event=event, seats=3, person=NeighbourFactory())
    for minutes in (60, 30):
        since = clock.now() - dt.timedelta(minutes=minutes)
        RegistrationFactory(event=event, waitlisted=True, queued_at=since, person=NeighbourFactory())
    return event


@pytest.fixture
def desk(event):
    return signed_in(officer("receptionist", event.space.station))


def address(event, person=None) -> str:
    return reverse("desk:walk_in", args=[event.pk], query={"person": person.pk} if person else None)


def last_waiting(event) -> Registration:
    return event.registrations.waitlisted().latest("queued_at")


def seen(response) -> tuple[list[str], list[str], bool]:
    """Why nobody can be added, at which place the person waits, and whether a form is asked all the same."""
    return marks(response, "refused"), marks(response, "waiting"), "steps" in response.context


def free_a_seat(event) -> None:
    event.registrations.filter(seats=3).update(seats=2)
    event.refresh_from_db()


def test_who_waits_is_said_to_wait_and_at_which_place(desk, event):
    response = desk.get(address(event, last_waiting(event).person))
    assert (response.status_code, seen(response)) == (200, (["no_seats"], ["2"], False))


def test_nobody_new_is_asked_for_where_no_seat_is_free(desk, event):
    begun_elsewhere = desk.post(address(event), {"step-begin": "1", "name": "路过的人"})
    for response in (desk.get(address(event)), begun_elsewhere):
        assert (response.status_code, seen(response)) == (200, (["no_seats"], [], False))


def test_a_form_that_comes_too_late_is_refused_alike(desk, event):
    sent = {"name": "路过的人", "seats": "1", "consent": "on", "notice": str(PrivacyNoticeFactory().pk)}
    for person in (None, last_waiting(event).person):
        response = desk.post(address(event, person), sent)
        assert (response.status_code, seen(response)[0], seen(response)[2]) == (422, ["no_seats"], False)
    assert event.registrations.count() == 3


def test_before_the_event_begins_free_seats_are_promised_to_those_who_wait(desk, event):
    free_a_seat(event)
    assert seen(desk.get(address(event, last_waiting(event).person))) == (["seats_promised"], ["2"], False)
    event.registrations.waitlisted().update(status="cancelled", queued_at=None, cancelled_at=clock.now())
    assert seen(desk.get(address(event))) == ([], [], True)


def test_once_it_has_begun_whoever_waits_gets_a_free_seat(desk, event):
    free_a_seat(event)
    with time_machine.travel(event.starts_at, tick=False):
        assert seen(desk.get(address(event, last_waiting(event).person))) == ([], ["2"], True)


def test_who_has_seats_is_ticked_off_although_none_is_free(desk, event):
    person = event.registrations.get(seats=3).person
    assert seen(desk.get(address(event, person))) == ([], [], True)
    answer = desk.post(address(event, person), {"seats": "2"})
    assert answer.status_code == 302
    assert event.registrations.get(seats=3).came == 2


def test_the_last_seat_given_by_a_form_sent_twice_is_given_once(desk, event):
    event.registrations.waitlisted().delete()
    free_a_seat(event)
    form = desk.get(address(event)).context["steps"].form
    sent = {
        "name": "路过的人",
        "seats": "1",
        "consent": "on",
        "notice": str(PrivacyNoticeFactory().pk),
        "token": str(form["token"].value()),
    }
    assert [desk.post(address(event), sent).status_code for _n in range(2)] == [302, 302]
    assert event.registrations.filter(walk_in=True).count() == 1


def test_before_the_list_is_kept_nobody_is_asked_for(desk, event):
    with time_machine.travel(event.starts_at - dt.timedelta(minutes=61), tick=False):
        assert seen(desk.get(address(event))) == (["too_early"], [], False)
