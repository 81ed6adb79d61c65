"""Seats that come free go to the queue, in its order."""

import datetime as dt

import pytest
import time_machine

from events.actions.events import cancel_event, change_event
from events.actions.registrations import cancel_registration, change_party
from events.actions.waitlist import promote_past_queue
from events.models import Registration
from tests.factories import EventFactory, StaffFactory
from tests.support.refusals import refusal
from tests.support.registrations import fresh, heard, join

pytestmark = pytest.mark.django_db


def test_a_seat_given_up_goes_to_the_head_of_the_queue(resident):
    event = EventFactory(capacity=1)
    leaving, head, next_one = join(event), join(event, by=resident), join(event)

    cancel_registration(leaving, by=leaving.by)

    assert [fresh(party).status for party in (leaving, head, next_one)] == ["cancelled", "registered", "waitlisted"]
    assert heard(resident.person) == ["event_waitlisted", "event_promoted"]


def test_several_parties_move_up_as_long_as_the_head_fits():
    event = EventFactory(capacity=4)
    leaving = join(event, seats=4)
    parties = [join(event, seats=seats) for seats in (1, 2, 2, 1)]

    cancel_registration(leaving, by=leaving.by)

    assert [fresh(party).status for party in parties] == ["registered", "registered", "waitlisted", "waitlisted"]
    assert fresh(parties[2]).offered_seats == 1


def test_a_head_that_is_too_large_is_told_once_how_many_seats_are_free_and_moves_up_when_it_shrinks(resident):
    event = EventFactory(capacity=3)
    one, two = join(event), join(event)
    join(event)
    head = join(event, seats=3, by=resident)

    cancel_registration(one, by=one.by)
    assert heard(resident.person)[1:] == ["event_may_shrink"]
    change_event(event, by=StaffFactory(), title="只是改名")
    assert heard(resident.person)[1:] == ["event_may_shrink"]
    cancel_registration(two, by=two.by)
    assert heard(resident.person)[1:] == ["event_may_shrink"] * 2

    moved = change_party(fresh(head), seats=2, by=resident)
    assert (moved.status, moved.offered_seats, fresh(head).offered_seats) == ("registered", None, None)
    assert heard(resident.person)[-1] == "event_promoted"


def test_when_a_head_that_is_too_large_leaves_the_next_one_moves_up():
    event = EventFactory(capacity=2)
    join(event)
    head, next_one = join(event, seats=2), join(event)

    cancel_registration(head, by=head.by)

    assert fresh(next_one).status == "registered"


def test_after_the_beginning_nobody_moves_up():
    event = EventFactory(capacity=1)
    with time_machine.travel(event.starts_at - dt.timedelta(minutes=5), tick=False):
        leaving, waiting = join(event), join(event)
    with time_machine.travel(event.starts_at, tick=False):
        cancel_registration(leaving, by=leaving.by)

    assert fresh(waiting).status == "waitlisted"


def test_seats_that_a_shrinking_party_frees_go_to_the_queue():
    event = EventFactory(capacity=3)
    party, waiting = join(event, seats=3), join(event, seats=2)

    change_party(party, seats=1, by=party.by)

    assert fresh(waiting).status == "registered"


def test_a_party_behind_those_who_took_the_last_seats_is_not_told_of_no_seats():
    event = EventFactory(capacity=4)
    leaving = join(event, seats=4)
    join(event, seats=3), join(event)
    behind = join(event, seats=2)

    cancel_registration(leaving, by=leaving.by)

    assert fresh(behind).offered_seats is None
    assert heard(behind.person) == ["event_waitlisted"]


def test_more_seats_go_to_the_queue(staff, resident):
    event = EventFactory(capacity=2)
    join(event, seats=2)
    waiting = [join(event, by=resident), join(event, seats=2), join(event)]

    change_event(event, by=staff, capacity=4)

    assert [fresh(party).status for party in waiting] == ["registered", "waitlisted", "waitlisted"]
    assert heard(resident.person) == ["event_waitlisted", "event_promoted"]


def test_a_cancelled_event_promotes_nobody(staff):
    event = EventFactory(capacity=1)
    leaving, waiting = join(event), join(event)
    cancel_event(event, by=staff, reason="雨")

    assert refusal(cancel_registration, leaving, by=leaving.by) == "cancelled"
    change_event(event, by=staff, capacity=5)

    assert fresh(waiting).status == "waitlisted"


def test_staff_may_give_a_waiting_party_its_seat_past_the_queue_and_the_reason_is_kept(staff):
    event = EventFactory(capacity=2)
    join(event)
    head, urgent = join(event, seats=2), join(event)

    promote_past_queue(urgent, by=staff, reason=" 独居老人 ")

    assert fresh(urgent).status == "registered"
    assert fresh(head).status == "waitlisted"
    context = urgent.history.order_by("pgh_id").last().pgh_context.metadata
    assert (context["passed_queue"], context["reason"]) == (True, "独居老人")


def test_who_is_seated_by_staff_after_the_beginning_has_no_offer_any_more(staff):
    event = EventFactory(capacity=2)
    with time_machine.travel(event.starts_at - dt.timedelta(hours=5), tick=False):
        one, two, head = join(event), join(event), join(event, seats=2)
        cancel_registration(one, by=one.by)
    assert fresh(head).offered_seats == 1
    with time_machine.travel(event.starts_at, tick=False):
        Registration.objects.filter(pk=two.pk).update(status="cancelled", cancelled_at=event.starts_at)
        promote_past_queue(head, by=staff, reason="已到现场")
    assert (fresh(head).status, fresh(head).offered_seats) == ("registered", None)
    assert heard(head.person)[-1] == "event_promoted"


def test_nobody_passes_the_queue_without_the_right_a_reason_and_a_free_seat(staff, resident):
    event = EventFactory(capacity=1)
    join(event)
    waiting = join(event)

    assert refusal(promote_past_queue, waiting, by=resident, reason="急") == "not_allowed"
    assert refusal(promote_past_queue, waiting, by=staff, reason=" ") == "no_reason"
    assert refusal(promote_past_queue, waiting, by=staff, reason="急") == "no_seats"


def test_only_who_waits_passes_the_queue_and_nobody_once_it_is_over(staff):
    event = EventFactory(capacity=3)
    seated, _large, waiting = join(event), join(event, seats=3), join(event)
    assert refusal(promote_past_queue, seated, by=staff, reason="急") == "not_waiting"
    with time_machine.travel(event.ends_at, tick=False):
        assert refusal(promote_past_queue, waiting, by=staff, reason="急") == "over"


def test_an_offer_that_no_longer_holds_is_made_anew_when_seats_are_free_again(staff, resident):
    event = EventFactory(capacity=2)
    one, two = join(event), join(event)
    join(event, seats=2, by=resident)
    urgent = join(event)
    cancel_registration(one, by=one.by)
    promote_past_queue(urgent, by=staff, reason="急")

    cancel_registration(two, by=two.by)

    assert heard(resident.person) == ["event_waitlisted", "event_may_shrink", "event_may_shrink"]
