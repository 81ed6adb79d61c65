"""What may be done with a party at the door, for everybody who might ask; and the actions agree."""

import datetime as dt

import pytest
import time_machine
from django.db import transaction

from common.exceptions import Refused
from common.time import clock
from events.actions.check_in import check_in, undo_check_in
from events.models import Registration
from events.rules.check_in import CheckInAct, DoorRelation, possible_check_in_acts
from tests.factories import EventFactory, RegistrationFactory, ResidentFactory, SpaceFactory, officer

pytestmark = pytest.mark.django_db

MINUTE = dt.timedelta(minutes=1)
FAMILY, DESK, OFFICE, NEIGHBOUR = "family", "desk", "office", "neighbour"


@pytest.fixture
def event():
    return EventFactory(space=SpaceFactory(), starts_at=clock.now())


@pytest.fixture
def users(event):
    return {
        FAMILY: ResidentFactory(),
        DESK: officer("receptionist", event.space.station),
        OFFICE: officer("office_worker", event.organiser),
        NEIGHBOUR: ResidentFactory(),
    }


def party_of(event, users, status: str) -> Registration:
    more = {
        "waitlisted": {"queued_at": clock.now()},
        "cancelled": {"cancelled_at": clock.now()},
        "attended": {"checked_in_at": clock.now(), "checked_in_by": users[FAMILY], "came": 2},
    }.get(status, {})
    return RegistrationFactory(event=event, person=users[FAMILY].person, status=status, seats=2, **more)


def acts_of(party: Registration, users) -> dict[str, str]:
    """Of whoever may do anything: what, in the order of the alphabet."""
    possible = {
        who: " ".join(sorted(possible_check_in_acts(DoorRelation(user, party.event), party)))
        for who, user in users.items()
    }
    return {who: acts for who, acts in possible.items() if acts}


EXPECTED = {
    "registered": {FAMILY: "arrive", DESK: "check_in", OFFICE: "check_in"},
    "attended": {FAMILY: "undo_check_in", DESK: "check_in undo_check_in", OFFICE: "check_in undo_check_in"},
    "waitlisted": {},
    "cancelled": {},
}


@pytest.mark.parametrize("status", EXPECTED)
def test_while_the_event_is_on(event, users, status):
    assert acts_of(party_of(event, users, status), users) == EXPECTED[status]


@pytest.mark.parametrize(
    ("status", "acts"),
    [
        ("registered", {DESK: "check_in", OFFICE: "check_in"}),
        ("no_show", {DESK: "check_in", OFFICE: "check_in"}),
        ("attended", {DESK: "check_in", OFFICE: "check_in undo_check_in"}),
    ],
)
def test_after_the_event_until_the_list_is_kept_no_more(event, users, status, acts):
    party = party_of(event, users, status)
    with time_machine.travel(event.ends_at + dt.timedelta(days=1), tick=False):
        assert acts_of(party, users) == acts
    with time_machine.travel(event.ends_at + dt.timedelta(days=14), tick=False):
        assert acts_of(party, users) == {}


def test_before_the_door_opens_nothing_is_possible(event, users):
    party = party_of(event, users, "registered")
    with time_machine.travel(event.starts_at - 61 * MINUTE, tick=False):
        assert acts_of(party, users) == {}


@pytest.mark.parametrize("status", EXPECTED)
@pytest.mark.parametrize("who", [DESK, OFFICE, NEIGHBOUR])
def test_the_actions_do_what_is_offered_and_nothing_else(event, users, status, who):
    offered = possible_check_in_acts(DoorRelation(users[who], event), party := party_of(event, users, status))
    acts = {
        CheckInAct.CHECK_IN: lambda by: check_in(party, came=1, by=by),
        CheckInAct.UNDO: lambda by: undo_check_in(party, by=by),
    }
    for act, do in acts.items():
        before = Registration.objects.get(pk=party.pk)
        with transaction.atomic():
            try:
                do(users[who])
            except Refused:
                assert act not in offered
            else:
                after = Registration.objects.get(pk=party.pk)
                assert (act in offered) == ((after.status, after.came) != (before.status, before.came))
            transaction.set_rollback(True)


def test_a_party_of_one_has_no_number_to_correct(event, users):
    party = RegistrationFactory(event=event, status="attended")
    assert acts_of(party, users) == {DESK: "undo_check_in", OFFICE: "undo_check_in"}
