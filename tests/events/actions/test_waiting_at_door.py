"""Who waits, or is on the list, and comes all the same: let in at the door, and taken back if it was a wrong line."""

import datetime as dt

import pytest

from common.time import clock
from events.actions import check_in as actions
from events.actions.check_in import WalkIn, check_in, close_list, key_list_back, undo_check_in
from events.actions.events import change_event
from events.models import Registration
from tests.factories import (
    EventFactory,
    NeighbourFactory,
    PersonFactory,
    PrivacyNoticeFactory,
    RegistrationFactory,
    SpaceFactory,
    officer,
)
from tests.support.refusals import refusal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

HOUR = dt.timedelta(hours=1)


@pytest.fixture
def event():
    """It began an hour ago at a station, and has two of its five seats left."""
    event = EventFactory(space=SpaceFactory(), starts_at=clock.now() - HOUR, capacity=5)
    RegistrationFactory(event=event, seats=3, person=NeighbourFactory())
    return event


@pytest.fixture
def desk(event):
    return officer("receptionist", event.space.station)


@pytest.fixture
def waiting(event):
    """Three parties of one, one after the other."""
    since = event.starts_at - 3 * HOUR
    return [
        RegistrationFactory(event=event, waitlisted=True, queued_at=since + n * HOUR, person=NeighbourFactory())
        for n in range(3)
    ]


def queue(event) -> list[int]:
    return list(event.registrations.waitlisted().in_queue_order().values_list("pk", flat=True))


def let_in(event, party, desk, seats=1):
    return actions.check_in_walk_in(event, person=party.person, seats=seats, by=desk)


def test_a_waiting_party_let_in_by_mistake_waits_again_at_its_place(event, waiting, desk):
    before = queue(event)
    made = let_in(event, waiting[1], desk)
    assert (made.pk, made.status, queue(event)) == (waiting[1].pk, "attended", [before[0], before[2]])

    undo_check_in(made, by=desk)

    assert queue(event) == before
    taken_back = Registration.objects.get(pk=made.pk)
    assert (taken_back.came, taken_back.waited_since) == (None, None)
    assert undo_check_in(taken_back, by=desk).is_waitlisted  # a second tap


def test_who_never_had_a_seat_is_not_said_to_be_absent(event, waiting, desk):
    office = officer("office_worker", event.organiser)
    check_in(event.registrations.get(seats=3), by=desk)
    made = let_in(event, waiting[0], desk)
    change_event(event, by=office, ends_at=clock.now() - HOUR / 2)
    close_list(event, by=office)

    undo_check_in(made, by=office)

    assert Registration.objects.get(pk=made.pk).status == "waitlisted"


def test_a_party_that_is_ticked_off_already_stays_as_it_is(event, desk):
    party = event.registrations.get(seats=3)
    check_in(party, by=desk)

    again = let_in(event, party, desk, seats=1)

    assert (again.already_made, Registration.objects.get(pk=party.pk).came) == (True, 3)


def test_more_people_than_a_party_on_the_list_has_are_not_lost_in_silence(event, desk):
    party = RegistrationFactory(event=event, person=NeighbourFactory())
    assert refusal(let_in, event, party, desk, seats=2) == "came_of_party"
    party.refresh_from_db()
    assert party.status == "registered"


def test_of_many_lines_on_the_paper_the_refused_one_is_named(event, desk):
    notice = PrivacyNoticeFactory()
    known = RegistrationFactory(event=event, person=PersonFactory(name="陈桂英"))
    lines = [WalkIn("王芳", "+8613800138111"), WalkIn(known.person.name)]

    with pytest.raises(actions.Refused, match="陈桂英: ") as refused:
        key_list_back(event, came={}, walk_ins=lines, notice=notice, by=desk)

    assert refused.value.code == "on_list_already"
    assert not event.registrations.filter(person__name="王芳").exists()


def test_the_time_of_an_event_whose_list_is_closed_is_not_moved_behind_it(event, desk):
    office = officer("office_worker", event.organiser)
    check_in(event.registrations.get(), by=desk)
    change_event(event, by=office, ends_at=clock.now() - HOUR / 2)
    close_list(event, by=office)

    assert refusal(change_event, event, by=office, ends_at=clock.now() + HOUR) == "list_closed"
    assert change_event(event, by=office, ends_at=clock.now() - HOUR / 4).ends_at < clock.now()
