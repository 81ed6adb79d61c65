"""Shortly before an event nobody is seated silently: the desk rings those who wait, in their order."""

import datetime as dt

import pytest
import time_machine

from common.time import clock
from events.actions.check_in import check_in, close_list, reopen_list, undo_check_in
from events.actions.events import change_event
from events.actions.registrations import cancel_registration
from events.actions.waitlist import call_again, seat_called, skip_called
from events.models import Event, Registration
from tests.factories import EventFactory, RegistrationFactory, SpaceFactory, officer
from tests.support.raw_sql import refused, update
from tests.support.refusals import refusal
from tests.support.registrations import fresh, heard, join

pytestmark = pytest.mark.django_db

HOUR, MINUTE = dt.timedelta(hours=1), dt.timedelta(minutes=1)


@pytest.fixture
def event():
    # In the afternoon, so that all of the last hours before it lie on its day, when the desk has its list.
    tomorrow = clock.day_start(clock.today() + dt.timedelta(days=1))
    return EventFactory(space=SpaceFactory(), starts_at=tomorrow + 15 * HOUR, capacity=3)


@pytest.fixture
def desk(event):
    return officer("receptionist", event.space.station)


@pytest.fixture
def parties(event):
    """Three have a seat each; two parties wait, of two and of one."""
    return [*(join(event) for _n in range(3)), join(event, seats=2), join(event)]


def give_up(one: Registration) -> None:
    cancel_registration(one, by=one.by)


@pytest.mark.parametrize(("minutes", "seated"), [(121, True), (120, False), (1, False)])
def test_a_seat_that_comes_free_within_the_cut_off_goes_to_nobody_by_itself(event, parties, minutes, seated):
    last = join(EventFactory(starts_at=event.starts_at))  # somebody elsewhere, whom it does not concern
    with time_machine.travel(event.starts_at - minutes * MINUTE, tick=False):
        give_up(parties[0])
        give_up(parties[1])
    assert fresh(parties[3]).status == ("registered" if seated else "waitlisted")
    assert ("event_promoted" in heard(parties[3].person)) == seated
    assert fresh(last).status == "registered"


def test_nor_does_one_of_a_raised_capacity_nor_is_anybody_offered_fewer(event, parties, staff):
    with time_machine.travel(event.starts_at - HOUR, tick=False):
        change_event(event, by=staff, capacity=4)
        assert [fresh(one).status for one in parties[3:]] == ["waitlisted", "waitlisted"]
        assert fresh(parties[3]).offered_seats is None


def test_the_first_who_waits_is_rung_up_and_gets_the_seats_once(event, parties, desk):
    with time_machine.travel(event.starts_at - HOUR, tick=False):
        give_up(parties[0])
        give_up(parties[1])
        assert refusal(seat_called, parties[4], by=desk) == "not_the_turn"
        assert refusal(skip_called, parties[4], reason="no_answer", by=desk) == "not_the_turn"
        seat_called(parties[3], by=desk)
        assert seat_called(parties[3], by=desk).already_made
    assert (fresh(parties[3]).status, fresh(parties[3]).placed_late) == ("registered", True)
    assert heard(parties[3].person).count("event_promoted") == 1
    assert Event.objects.get(pk=event.pk).seats_taken == 3


def test_who_comes_with_fewer_than_asked_for_gets_those_and_never_more(event, parties, desk):
    with time_machine.travel(event.starts_at - HOUR, tick=False):
        give_up(parties[0])
        for seats in (0, 3):
            assert refusal(seat_called, parties[3], seats=seats, by=desk) == "party_larger"
        assert refusal(seat_called, parties[3], by=desk) == "no_seats"
        seat_called(parties[3], seats=1, by=desk)
    assert (fresh(parties[3]).status, fresh(parties[3]).seats) == ("registered", 1)


def test_who_is_passed_over_for_a_reason_keeps_the_place_and_may_be_rung_again(event, parties, desk):
    with time_machine.travel(event.starts_at - HOUR, tick=False):
        give_up(parties[0])
        for reason in ("", "lost"):
            assert refusal(skip_called, parties[3], reason=reason, by=desk) == "no_reason"
        skip_called(parties[3], reason="too_many", by=desk)
        skip_called(parties[3], reason="no_answer", by=desk)
        assert fresh(parties[3]).skip_reason == "too_many"
        assert refusal(seat_called, parties[3], by=desk) == "not_the_turn"
        call_again(parties[3], by=desk)
        assert refusal(seat_called, parties[4], by=desk) == "not_the_turn"
        skip_called(parties[3], reason="stays_away", by=desk)
        seat_called(parties[4], by=desk)
    assert [fresh(one).status for one in parties[3:]] == ["waitlisted", "registered"]
    assert parties[3].history.order_by("-pgh_id").first().pgh_context.metadata["user"] == desk.pk


def test_who_was_passed_over_has_the_turn_again_when_the_event_has_moved(event, parties, desk, staff):
    with time_machine.travel(event.starts_at - HOUR, tick=False):
        skip_called(parties[3], reason="stays_away", by=desk)
        change_event(event, by=staff, title="新的名字")
        assert fresh(parties[3]).skip_reason == "stays_away"
        change_event(event, by=staff, starts_at=event.starts_at + HOUR, ends_at=event.ends_at + HOUR)
    assert (fresh(parties[3]).skipped_at, fresh(parties[3]).skip_reason) == (None, "")


@pytest.mark.parametrize(("minutes", "code"), [(121, "not_called_now"), (0, "not_called_now")])
def test_before_the_cut_off_and_after_the_beginning_nobody_is_rung_up(event, parties, desk, minutes, code):
    Registration.objects.filter(pk=parties[0].pk).update(status="cancelled", cancelled_at=clock.now())
    with time_machine.travel(event.starts_at - minutes * MINUTE, tick=False):
        assert refusal(seat_called, parties[3], seats=1, by=desk) == code
        assert refusal(skip_called, parties[3], reason="no_answer", by=desk) == code


def test_only_who_receives_people_there_rings_up(event, parties, resident):
    other = officer("receptionist", SpaceFactory().station)
    with time_machine.travel(event.starts_at - HOUR, tick=False):
        for nobody in (resident, other):
            for act, more in ((seat_called, {}), (skip_called, {"reason": "no_answer"}), (call_again, {})):
                assert refusal(act, parties[3], by=nobody, **more) == "not_allowed"


@pytest.mark.parametrize(("hours", "late"), [(13, False), (11, True)])
def test_who_got_a_seat_only_hours_before_is_never_said_to_have_stayed_away(event, parties, desk, hours, late):
    with time_machine.travel(event.starts_at - hours * HOUR, tick=False):
        give_up(parties[0])
        give_up(parties[1])
    with time_machine.travel(event.ends_at + MINUTE, tick=False):
        check_in(parties[2], by=desk)
        close_list(event, by=desk)
        assert fresh(parties[3]).status == ("registered" if late else "no_show")
        check_in(parties[3], by=desk)
        undo_check_in(parties[3], by=desk)
        assert fresh(parties[3]).status == ("registered" if late else "no_show")
        unknown = Event.objects.with_unknown_attendance()
        assert not unknown.filter(pk=event.pk).exists()
        reopen_list(event, by=desk)
        assert unknown.filter(pk=event.pk).exists()
    assert fresh(parties[3]).status == "registered"


def test_the_database_says_so_too():
    event = EventFactory(past=True)
    one = RegistrationFactory(event=event, placed_late=True)
    Event.objects.filter(pk=event.pk).update(list_closed_at=clock.now())
    assert refused(*update(one, status="no_show")) == "registration_late_seat_no_no_show"
