"""Registering, changing the party, giving up and coming back; races are in test_registrations_races.py."""

import datetime as dt
import uuid

import pytest
import time_machine

from accounts.actions.consent import withdraw_consent
from accounts.models import Notification, Person, PrivacyNotice
from common.time import clock
from events.actions.events import change_event
from events.actions.locks import lock_registration
from events.actions.registrations import (
    cancel_registration,
    change_party,
    register,
    register_known,
    register_neighbour,
    undo_cancellation,
)
from events.models import Registration
from tests.factories import (
    EventFactory,
    GuardianshipFactory,
    NeighbourFactory,
    PersonFactory,
    RegistrationFactory,
    ResidentFactory,
    UserFactory,
)
from tests.support.refusals import refusal
from tests.support.registrations import fresh, heard, join

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


def test_a_party_gets_its_seats_and_a_confirmation(resident):
    event = EventFactory(capacity=3)

    registration = join(event, seats=3, by=resident)

    event.refresh_from_db()
    assert registration.status == "registered"
    assert event.seats_taken == 3
    assert registration.by == resident
    assert heard(resident.person) == ["event_registered"]


def test_a_party_that_does_not_fit_joins_the_queue_and_newcomers_stand_behind_it(resident):
    event = EventFactory(capacity=3)
    join(event, seats=2)

    large = join(event, seats=2, by=resident)
    small = join(event, seats=1)

    assert (large.status, small.status) == ("waitlisted", "waitlisted")
    positions = dict(event.registrations.with_position().values_list("pk", "position"))
    assert (positions[large.pk], positions[small.pk]) == (1, 2)
    assert heard(resident.person) == ["event_waitlisted"]


def test_a_stale_event_object_does_not_matter(resident):
    stale = EventFactory(capacity=1)
    join(stale)

    assert stale.seats_taken == 0
    assert join(stale, by=resident).status == "waitlisted"


def test_registering_twice_is_refused_and_changes_nothing(resident):
    event = EventFactory(capacity=3)
    join(event, by=resident)

    assert refusal(join, event, by=resident) == "registration_once_an_event"
    assert event.registrations.count() == 1
    assert heard(resident.person) == ["event_registered"]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"status": "draft"}, "draft"),
        ({"status": "cancelled"}, "cancelled"),
        ({"capacity": None}, "no_registration"),
        ({"min_age": 60}, "too_young"),
        ({"largest_party": 1}, "party_too_large"),
    ],
)
def test_refused_registrations_leave_no_row_and_no_notice(fields, code):
    event = EventFactory(**fields)
    child = ResidentFactory(person__birth_year=2020)

    assert refusal(join, event, seats=2, by=child) == code
    assert not Registration.objects.exists()
    assert not Notification.objects.exists()


def test_staff_may_register_after_registration_has_closed_and_at_the_door_but_not_afterwards(staff, resident):
    event = EventFactory(registration_closes_at=clock.now() - DAY)

    assert refusal(join, event, by=resident) == "closed"
    assert join(event, by=staff, person=NeighbourFactory()).status == "registered"

    with time_machine.travel(event.starts_at, tick=False):
        assert join(event, by=staff, person=NeighbourFactory()).status == "registered"
    with time_machine.travel(event.ends_at, tick=False):
        assert refusal(join, event, by=staff, person=NeighbourFactory()) == "over"


def test_a_ward_and_everybody_who_acts_for_the_ward_hear_of_it(resident):
    ward = NeighbourFactory()
    GuardianshipFactory(person=ward, by=resident.person)
    other = GuardianshipFactory(person=ward).by

    join(EventFactory(), by=resident, person=ward)

    assert heard(ward) == heard(resident.person) == heard(other) == ["event_registered"]


def test_a_neighbour_without_account_or_phone_is_registered_by_staff_and_both_are_recorded(staff):
    neighbour = NeighbourFactory(phone="")

    registration = join(EventFactory(), by=staff, person=neighbour)

    assert (registration.person, registration.by) == (neighbour, staff)


def test_a_neighbour_whom_the_portal_does_not_know_is_entered_and_registered_or_neither(staff, resident):
    event = EventFactory(largest_party=2)
    notice = PrivacyNotice.objects.current()

    registration = register_neighbour(event, name="王奶奶", notice=notice, seats=2, by=staff)

    assert (registration.person.name, registration.seats, registration.by) == ("王奶奶", 2, staff)
    assert registration.person.consents.get().given_by == staff
    assert refusal(register_neighbour, event, name="李爷爷", notice=notice, seats=3, by=staff) == "party_too_large"
    assert refusal(register_neighbour, event, name="李爷爷", by=resident) == "not_allowed"
    assert not Person.objects.filter(name="李爷爷").exists()


def test_a_neighbour_who_has_agreed_to_nothing_is_neither_entered_nor_registered(staff):
    assert refusal(register_neighbour, EventFactory(), name="王奶奶", by=staff) == "no_consent"
    assert not Person.objects.filter(name="王奶奶").exists()


def test_a_neighbour_with_a_phone_is_entered_once(staff):
    who = {"name": "王奶奶", "phone": "+8613900001111", "notice": PrivacyNotice.objects.current()}
    first = register_neighbour(EventFactory(), **who, by=staff)

    assert register_neighbour(EventFactory(), **who, by=staff).person == first.person


def test_nobody_registers_changes_cancels_or_takes_back_for_a_stranger(resident):
    event = EventFactory()
    theirs, gone = join(event), join(event)
    GuardianshipFactory(person=theirs.person), GuardianshipFactory(by=resident.person)  # of others, for others
    cancel_registration(gone, by=gone.by)

    assert refusal(join, event, by=resident, person=NeighbourFactory()) == "not_yours"
    assert refusal(change_party, theirs, seats=2, by=resident) == "not_yours"
    assert refusal(cancel_registration, theirs, by=resident) == "not_yours"
    assert refusal(undo_cancellation, gone, by=resident) == "not_yours"
    assert (fresh(theirs).status, fresh(theirs).seats, fresh(gone).status) == ("registered", 1, "cancelled")


def test_a_guardian_acts_for_the_ward_as_long_as_the_guardianship_lasts(resident):
    event, ward = EventFactory(), NeighbourFactory()
    guardianship = GuardianshipFactory(person=ward, by=resident.person)
    registration = join(event, by=resident, person=ward)
    assert change_party(registration, seats=2, by=resident).seats == 2

    guardianship.delete()

    assert refusal(cancel_registration, registration, by=resident) == "not_yours"


def test_a_sign_in_without_a_person_acts_for_nobody():
    nobody = UserFactory(person=None)

    assert refusal(join, EventFactory(), by=nobody, person=NeighbourFactory()) == "not_yours"


def test_cancelling_twice_is_refused(resident):
    registration = join(EventFactory(), by=resident)
    cancel_registration(registration, by=resident)

    assert refusal(cancel_registration, registration, by=resident) == "not_live"


def test_once_the_event_has_begun_only_a_registration_just_made_can_be_cancelled(staff):
    event = EventFactory()
    early = join(event)
    with time_machine.travel(event.starts_at + dt.timedelta(minutes=1), tick=False):
        late = join(event, by=staff, person=NeighbourFactory())
        assert refusal(cancel_registration, early, by=early.by) == "begun"
        assert cancel_registration(late, by=staff).status == "cancelled"


@pytest.mark.parametrize("status", ["attended", "no_show"])
def test_who_was_ticked_off_at_the_door_cannot_be_cancelled_any_more(status, staff):
    registration = RegistrationFactory(status=status)

    assert refusal(cancel_registration, registration, by=staff) == "ticked_off"


def test_taking_a_cancellation_back_gives_the_seat_again_while_it_is_free(resident):
    registration = join(EventFactory(capacity=1), by=resident)
    cancel_registration(registration, by=resident)

    back = undo_cancellation(registration, by=resident)

    assert (back.status, back.cancelled_at) == ("registered", None)
    assert undo_cancellation(registration, by=resident).status == "registered"  # replayed


def test_taking_a_cancellation_back_rejoins_at_the_end_of_the_queue():
    event = EventFactory(capacity=1)
    returning, head, last = join(event), join(event), join(event)
    cancel_registration(returning, by=returning.by)

    undo_cancellation(returning, by=returning.by)

    assert fresh(head).status == "registered"
    assert list(event.registrations.waitlisted().in_queue_order()) == [last, returning]
    assert heard(returning.person)[-1] == "event_waitlisted"


def test_who_comes_back_to_the_queue_has_no_offer_any_more():
    event = EventFactory(capacity=2)
    leaving, _staying, head = join(event), join(event), join(event, seats=2)
    cancel_registration(leaving, by=leaving.by)
    assert fresh(head).offered_seats == 1
    cancel_registration(head, by=head.by)

    undo_cancellation(head, by=head.by)

    assert (fresh(head).status, fresh(head).offered_seats) == ("waitlisted", None)


def test_a_cancellation_cannot_be_taken_back_after_ten_minutes(resident):
    registration = join(EventFactory(), by=resident)
    cancel_registration(registration, by=resident)
    with time_machine.travel(clock.now() + dt.timedelta(minutes=11), tick=False):
        assert refusal(undo_cancellation, registration, by=resident) == "undo_over"


def test_who_has_registered_anew_cannot_also_take_the_old_cancellation_back(resident):
    event = EventFactory()
    old = join(event, by=resident)
    cancel_registration(old, by=resident)
    join(event, by=resident)

    assert refusal(undo_cancellation, old, by=resident) == "registration_once_an_event"


def test_a_party_grows_while_seats_are_free_and_nobody_waits(resident):
    event = EventFactory(capacity=3)
    registration = join(event, by=resident)

    change_party(registration, seats=3, by=resident)
    event.refresh_from_db()

    assert event.seats_taken == 3
    assert heard(resident.person) == ["event_registered", "event_party_changed"]


def test_a_party_cannot_grow_past_the_free_seats_the_queue_or_the_largest_party(resident):
    event = EventFactory(capacity=4, largest_party=3)
    registration = join(event, by=resident)
    join(event, seats=2)

    assert refusal(change_party, registration, seats=3, by=resident) == "no_room_to_grow"
    assert refusal(change_party, registration, seats=4, by=resident) == "party_too_large"
    join(event, seats=2)
    assert refusal(change_party, registration, seats=2, by=resident) == "no_room_to_grow"
    assert refusal(change_party, registration, seats=0, by=resident) == "party_empty"


def test_a_party_may_shrink_even_if_it_is_still_larger_than_a_newly_lowered_largest_party(resident, staff):
    event = EventFactory(largest_party=4)
    registration = join(event, seats=4, by=resident)
    change_event(event, by=staff, largest_party=2)

    assert change_party(registration, seats=3, by=resident).seats == 3


def test_the_same_size_again_changes_nothing_and_tells_nobody(resident):
    registration = join(EventFactory(), seats=2, by=resident)

    change_party(registration, seats=2, by=resident)

    assert heard(resident.person) == ["event_registered"]


def test_registering_takes_few_queries(resident, django_assert_num_queries):
    event = EventFactory()
    person = resident.person
    # Lock, facts, insert, who is told, notice with its deliveries, their task, in one transaction of 2.
    with django_assert_num_queries(8):
        register(event, person=person, by=resident)


def test_the_event_of_a_registration_that_is_locked_is_read_once(resident, django_assert_num_queries):
    registration = fresh(join(EventFactory(), by=resident))
    with django_assert_num_queries(2):
        assert lock_registration(registration).event.pk == registration.event_id


# --- Consent ----------------------------------------------------------------------------------------------------


def test_nothing_is_stored_of_who_has_not_agreed_or_no_longer_does(resident):
    never, event = UserFactory(), EventFactory()
    withdraw_consent(resident.person, by=resident)

    for user in (never, resident):
        assert refusal(join, event, by=user) == "no_consent"
    assert not Registration.objects.exists()


def test_a_ward_is_registered_when_both_the_ward_and_who_acts_have_agreed(resident):
    event, asked, silent = EventFactory(), NeighbourFactory(), PersonFactory()
    guardian = UserFactory()
    for by, ward in ((resident, silent), (guardian, asked)):
        GuardianshipFactory(person=ward, by=by.person)
        assert refusal(join, event, by=by, person=ward) == "no_consent"

    GuardianshipFactory(person=asked, by=resident.person)
    assert join(event, by=resident, person=asked).person == asked


def test_staff_register_a_neighbour_who_agrees_whatever_they_have_agreed_to_themselves(staff):
    assert join(EventFactory(), by=staff, person=NeighbourFactory()).status == "registered"
    assert refusal(join, EventFactory(), by=staff, person=PersonFactory()) == "no_consent"


# --- The same form sent twice -------------------------------------------------------------------------------------


def test_a_form_sent_twice_is_answered_by_the_registration_that_it_has_made(resident):
    event, token = EventFactory(), uuid.uuid4()
    first = register(event, person=resident.person, seats=2, by=resident, token=token)
    again = register(event, person=resident.person, seats=3, by=resident, token=token)

    assert (again, again.seats, again.already_made) == (first, 2, True)
    assert not first.already_made
    assert heard(resident.person) == ["event_registered"]


def test_a_form_sent_again_after_cancelling_registers_nobody_anew(resident):
    event, token = EventFactory(), uuid.uuid4()
    first = register(event, person=resident.person, by=resident, token=token)
    cancel_registration(first, by=resident)

    assert refusal(register, event, person=resident.person, by=resident, token=token) == "cancelled_meanwhile"
    assert event.registrations.count() == 1


def test_a_form_sent_again_for_somebody_else_is_a_registration_of_its_own(resident):
    event, token, ward = EventFactory(), uuid.uuid4(), NeighbourFactory()
    GuardianshipFactory(person=ward, by=resident.person)
    register(event, person=resident.person, by=resident, token=token)

    assert register(event, person=ward, by=resident, token=token).person == ward
    assert register(EventFactory(), person=resident.person, by=resident, token=token).is_live
    assert Registration.objects.count() == 3


def test_the_token_of_somebody_else_opens_nothing(resident):
    event, token, other = EventFactory(), uuid.uuid4(), ResidentFactory()
    theirs = register(event, person=other.person, by=other, token=token)

    assert register(event, person=resident.person, by=resident, token=token) != theirs


def test_a_new_neighbour_is_entered_once_by_a_form_sent_twice(staff):
    event, token = EventFactory(), uuid.uuid4()
    who = {"name": "王奶奶", "notice": PrivacyNotice.objects.current(), "by": staff}
    first = register_neighbour(event, **who, token=token)
    again = register_neighbour(event, **who, token=token)

    assert (again, again.already_made) == (first, True)
    assert register_neighbour(event, **who, token=uuid.uuid4()).person != first.person


def test_a_known_neighbour_is_registered_once_by_a_form_sent_twice(staff):
    event, token, neighbour = EventFactory(), uuid.uuid4(), NeighbourFactory()
    first = register_known(event, person=neighbour, by=staff, token=token)

    assert register_known(event, person=neighbour, by=staff, token=token) == first
