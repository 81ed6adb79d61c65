"""Who came: ticked off at the desk, at the door and from the paper list; and when the list is closed."""

import datetime as dt
import uuid

import pytest
import time_machine
from django.conf import settings

from common.time import clock
from events import tasks
from events.actions import check_in as actions
from events.actions.check_in import WalkIn, check_in, close_list, key_list_back, reopen_list, undo_check_in
from events.actions.events import cancel_event, copy_event
from events.actions.registrations import register_neighbour
from events.models import Event, Registration
from tests.factories import (
    EventFactory,
    GuardianshipFactory,
    NeighbourFactory,
    OrgUnitFactory,
    PersonFactory,
    PrivacyNoticeFactory,
    RegistrationFactory,
    ResidentFactory,
    SpaceFactory,
    officer,
)
from tests.support.refusals import refusal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

MINUTE, DAY = dt.timedelta(minutes=1), dt.timedelta(days=1)


@pytest.fixture
def event():
    """At a station, in ten minutes."""
    return EventFactory(space=SpaceFactory(), starts_at=clock.now() + 10 * MINUTE)


@pytest.fixture
def party(event):
    return RegistrationFactory(event=event, seats=3)


@pytest.fixture
def desk(event):
    return officer("receptionist", event.space.station)


@pytest.fixture
def office(event):
    return officer("office_worker", event.organiser)


def state(party: Registration) -> tuple[str, int | None]:
    party.refresh_from_db()
    return party.status, party.came


def at(moment: dt.datetime) -> time_machine.travel:
    return time_machine.travel(moment, tick=False)


# --- At the desk


def test_the_desk_ticks_a_party_off_and_a_second_tap_changes_nothing(party, desk):
    check_in(party, by=desk)
    first = Registration.objects.get(pk=party.pk)
    with at(clock.now() + MINUTE):
        check_in(party, by=desk)

    again = Registration.objects.get(pk=party.pk)
    assert (again.status, again.came, again.checked_in_by) == ("attended", 3, desk)
    assert again.checked_in_at == first.checked_in_at
    assert Event.objects.get().seats_taken == 3


def test_the_number_who_came_is_corrected_within_the_party(party, desk):
    check_in(party, came=2, by=desk)
    assert state(party) == ("attended", 2)
    check_in(party, came=3, by=desk)
    assert state(party) == ("attended", 3)
    check_in(party, came=1, by=desk)
    for wrong in (0, 4):
        assert refusal(check_in, party, came=wrong, by=desk) == "came_of_party"
    assert state(party) == ("attended", 1)
    assert Registration.objects.all().came() == 1


def test_nobody_else_ticks_off(event, party):
    elsewhere = officer("receptionist", SpaceFactory().station)
    for by in (ResidentFactory(), elsewhere, officer("branch_secretary", OrgUnitFactory(estate_branch=True))):
        assert refusal(check_in, party, by=by) == "not_allowed"
        assert refusal(close_list, event, by=by) == "not_allowed"
    assert state(party) == ("registered", None)


@pytest.mark.parametrize(
    ("seconds", "code"),
    [(-1, "too_early"), (0, ""), (3600 + 2 * 3600 + 14 * 86400 - 1, ""), (3600 + 2 * 3600 + 14 * 86400, "list_over")],
)
def test_a_list_is_kept_from_an_hour_before_until_two_weeks_after(party, office, seconds, code):
    opens = party.event.starts_at - dt.timedelta(minutes=settings.EVENT_CHECK_IN_EARLY_MINUTES)
    with at(opens + dt.timedelta(seconds=seconds)):
        if code:
            assert refusal(check_in, party, by=office) == code
        else:
            check_in(party, by=office)
    assert state(party)[0] == ("registered" if code else "attended")


def test_who_waits_or_has_cancelled_or_whose_event_is_off_has_not_come(event, office):
    waits, gone = (RegistrationFactory(event=event, **{state: True}) for state in ("waitlisted", "cancelled"))
    assert refusal(check_in, waits, by=office) == "waitlisted"
    assert refusal(check_in, gone, by=office) == "cancelled_meanwhile"
    there = RegistrationFactory(event=event)
    cancel_event(event, by=office, reason="停电")
    assert refusal(check_in, there, by=office) == "cancelled"
    assert refusal(close_list, event, by=office) == "cancelled"


def test_an_event_to_which_people_came_is_not_called_off(event, party, office, desk):
    check_in(party, by=desk)
    assert refusal(cancel_event, event, by=office, reason="停电") == "people_came"
    undo_check_in(party, by=desk)
    cancel_event(event, by=office, reason="停电")


def test_the_desk_takes_a_check_in_back_within_ten_minutes_and_the_office_as_long_as_the_list_is_kept(
    party, desk, office
):
    check_in(party, by=desk)
    undo_check_in(party, by=desk)
    undo_check_in(party, by=desk)
    assert state(party) == ("registered", None)
    assert (party.checked_in_at, party.checked_in_by) == (None, None)
    check_in(party, by=desk)
    with at(clock.now() + 10 * MINUTE):
        assert refusal(undo_check_in, party, by=desk) == "undo_over"
    with at(party.event.ends_at + 14 * DAY):
        assert refusal(undo_check_in, party, by=office) == "list_over"
    with at(party.event.ends_at + 13 * DAY):
        undo_check_in(party, by=office)
    assert state(party) == ("registered", None)


# --- At the door


def test_the_family_checks_itself_in_at_the_door_and_takes_that_back(event):
    mother = ResidentFactory()
    ward = GuardianshipFactory(by=mother.person).person
    own, child = (
        RegistrationFactory(event=event, person=mother.person, seats=2),
        RegistrationFactory(event=event, person=ward),
    )
    actions.check_in_at_door(event, came={own.pk: 1, child.pk: 1}, by=mother)
    assert (state(own), state(child)) == (("attended", 1), ("attended", 1))
    undo_check_in(own, by=mother)
    assert (state(own), state(child)) == (("registered", None), ("attended", 1))


def test_at_the_door_nobody_checks_in_somebody_else_and_nothing_is_half(event):
    mother, stranger = ResidentFactory(), RegistrationFactory(event=event)
    own = RegistrationFactory(event=event, person=mother.person)
    assert refusal(actions.check_in_at_door, event, came={own.pk: 1, stranger.pk: 1}, by=mother) == "not_yours"
    assert state(own) == ("registered", None)


def test_the_key_of_another_event_at_the_wrong_door_checks_nobody_in(event):
    mother = ResidentFactory()
    elsewhere = RegistrationFactory(person=mother.person)
    assert refusal(actions.check_in_at_door, event, came={elsewhere.pk: 1}, by=mother) == "gone"
    assert state(elsewhere) == ("registered", None)


def test_the_family_does_not_take_back_what_the_desk_has_ticked(event, desk):
    mother = ResidentFactory()
    own = RegistrationFactory(event=event, person=mother.person)
    check_in(own, by=desk)
    assert refusal(undo_check_in, own, by=mother) == "ticked_by_desk"
    assert refusal(undo_check_in, own, by=ResidentFactory()) == "not_yours"
    assert state(own) == ("attended", 1)


def test_the_door_closes_with_the_event_and_the_desk_does_not(event, desk):
    mother = ResidentFactory()
    own = RegistrationFactory(event=event, person=mother.person)
    with at(event.ends_at):
        assert refusal(actions.check_in_at_door, event, came={own.pk: 1}, by=mother) == "over"
        assert refusal(actions.walk_in_at_door, event, person=mother.person, by=mother) == "over"
        check_in(own, by=desk)
    assert state(own) == ("attended", 1)


def test_who_comes_to_the_door_unannounced_has_a_free_seat(event):
    mother, rest = ResidentFactory(), RegistrationFactory(event=event, seats=8)
    assert refusal(actions.walk_in_at_door, event, person=mother.person, seats=3, by=mother) == "no_seats"
    made = actions.walk_in_at_door(event, person=mother.person, seats=2, by=mother)
    assert (made.status, made.came, made.walk_in) == ("attended", 2, True)
    assert refusal(actions.walk_in_at_door, event, person=rest.person, by=mother) == "not_yours"
    undo_check_in(made, by=mother)
    assert state(made) == ("cancelled", None)
    assert Event.objects.get().seats_taken == 8


# --- Unannounced, at the desk


def test_until_the_beginning_free_seats_are_promised_to_who_waits(event, desk):
    RegistrationFactory(event=event, seats=7)
    waits = RegistrationFactory(event=event, seats=4, waitlisted=True, person=NeighbourFactory())
    new = {"name": "路过的人", "notice": PrivacyNoticeFactory(), "by": desk}
    assert refusal(actions.check_in_new_walk_in, event, **new) == "seats_promised"
    with at(event.starts_at):
        actions.check_in_new_walk_in(event, **new)
        assert actions.check_in_walk_in(event, person=waits.person, seats=2, by=desk) == waits
    assert state(waits) == ("attended", 2)
    assert (waits.seats, waits.queued_at) == (2, None)
    assert Event.objects.get().seats_taken == 10


def test_somebody_on_the_list_is_ticked_there_and_not_entered_twice(event, desk):
    party = RegistrationFactory(event=event, seats=2, person=NeighbourFactory(name="阿不都·热合曼"))
    assert actions.check_in_walk_in(event, person=party.person, seats=2, by=desk) == party
    assert state(party) == ("attended", 2)
    new = {"notice": PrivacyNoticeFactory(), "by": desk}
    for name in ("阿不都·热合曼", "阿不都熱合曼"):
        assert refusal(actions.check_in_new_walk_in, event, name=name, **new) == "on_list_already"
    assert actions.check_in_new_walk_in(event, name="热合曼", **new) != party


def test_who_is_entered_at_the_desk_has_agreed_and_a_form_sent_twice_enters_once(event, desk):
    new = {"name": "路过的人", "by": desk, "token": uuid.uuid4()}
    assert refusal(actions.check_in_new_walk_in, event, **new) == "no_consent"
    new["notice"] = PrivacyNoticeFactory()
    first = actions.check_in_new_walk_in(event, **new)
    second = actions.check_in_new_walk_in(event, **new)
    assert (first, second.already_made) == (second, True)
    assert Registration.objects.count() == 1


def test_who_is_known_in_another_writing_is_entered_once_too(event, office):
    earlier = RegistrationFactory(
        event__organiser=event.organiser, person=NeighbourFactory(name="路过的人", phone="+8613800138000")
    )
    new = {"name": "路過的人", "phone": "+8613800138000", "notice": PrivacyNoticeFactory(), "by": office}
    for act in (actions.check_in_new_walk_in, register_neighbour):
        token = uuid.uuid4()
        first, second = (act(event, **new, token=token) for _ in range(2))
        assert (first, second.already_made, first.person) == (second, True, earlier.person)
        event = EventFactory(organiser=event.organiser)


def test_the_desk_adds_nobody_whom_it_does_not_see(event, desk):
    assert refusal(actions.check_in_walk_in, event, person=PersonFactory(), by=desk) == "not_yours"


# --- The paper list


def test_the_paper_list_is_keyed_back_at_once_and_corrected(event, office):
    came, fewer, absent = (RegistrationFactory(event=event, seats=2) for _ in range(3))
    paper = [WalkIn("阿牛"), WalkIn("阿花", seats=2)]
    with at(event.ends_at + DAY):
        notice = PrivacyNoticeFactory()
        keyed = {"walk_ins": paper, "notice": notice, "by": office, "token": uuid.uuid4()}
        assert key_list_back(event, came={came.pk: 2, fewer.pk: 1}, **keyed) == 4
        assert key_list_back(event, came={came.pk: 2, fewer.pk: 1}, **keyed) == 0
        assert Registration.objects.all().came() == 6
        assert key_list_back(event, came={came.pk: 0, fewer.pk: 2}, by=office) == 2
    assert (state(came), state(fewer), state(absent)) == (("registered", None), ("attended", 2), ("registered", None))


def test_one_wrong_line_keeps_the_whole_paper_back(event, office):
    party = RegistrationFactory(event=event)
    with at(event.ends_at):
        assert refusal(key_list_back, event, came={party.pk: 2}, by=office) == "came_of_party"
        walk_ins = [WalkIn("阿牛"), WalkIn("阿花", seats=4), WalkIn("阿强", seats=4), WalkIn("阿珍", seats=1)]
        keyed = {"walk_ins": walk_ins, "notice": PrivacyNoticeFactory(), "by": office}
        assert refusal(key_list_back, event, came={party.pk: 1}, **keyed) == "no_seats"
    assert state(party) == ("registered", None)
    assert Registration.objects.count() == 1


# --- The list is closed


def test_who_was_not_ticked_off_did_not_come_and_that_can_be_taken_back(event, party, office):
    absent, waits = RegistrationFactory(event=event), RegistrationFactory(event=event, waitlisted=True)
    with at(event.ends_at - MINUTE):
        assert refusal(close_list, event, by=office) == "not_over"
    with at(event.ends_at):
        assert refusal(close_list, event, by=office) == "nobody_came"
        check_in(party, by=office)
        close_list(event, by=office)
        close_list(event, by=office)
        assert (state(party), state(absent), state(waits)) == (
            ("attended", 3),
            ("no_show", None),
            ("waitlisted", None),
        )
        undo_check_in(party, by=office)
        assert state(party) == ("no_show", None)
        check_in(absent, by=office)
        assert state(absent) == ("attended", 1)
        reopen_list(event, by=office)
        reopen_list(event, by=office)
    assert (state(party), state(absent)) == (("registered", None), ("attended", 1))
    assert Event.objects.get().list_closed_at is None
    assert Event.objects.get().seats_taken == 4


def test_a_list_is_opened_again_only_while_it_is_kept(event, party, office):
    with at(event.ends_at):
        check_in(party, by=office)
        close_list(event, by=office)
    with at(event.ends_at + 14 * DAY):
        assert refusal(reopen_list, event, by=office) == "list_over"


def test_the_clock_closes_what_somebody_has_kept_and_nothing_else(event, party, desk):
    unkept = RegistrationFactory(event=EventFactory(starts_at=event.starts_at))
    absent = RegistrationFactory(event=event)
    check_in(party, by=desk)
    with at(event.ends_at + 14 * DAY - MINUTE):
        assert tasks.close_lists.call() == 0
    with at(event.ends_at + 14 * DAY):
        assert tasks.close_lists.call() == 1
        assert tasks.close_lists.call() == 0
    assert (state(party), state(absent), state(unkept)) == (
        ("attended", 3),
        ("no_show", None),
        ("registered", None),
    )


def test_a_copy_of_an_event_has_a_door_and_a_list_of_its_own(event, party, office):
    with at(event.ends_at):
        check_in(party, by=office)
        close_list(event, by=office)
        copy = copy_event(event, by=office)
    assert copy.list_closed_at is None
    assert copy.door_code != event.door_code
