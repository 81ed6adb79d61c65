"""How many came to an event without a list: one number, by whoever ticks off elsewhere, as long as lists are kept."""

import datetime as dt

import pytest
import time_machine

from common.time import clock
from events.actions.check_in import write_down_headcount
from events.actions.events import cancel_event, change_event, copy_event
from events.models import Event
from tests.factories import EventFactory, OrgUnitFactory, RegistrationFactory, SpaceFactory, officer
from tests.support.refusals import refusal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

MINUTE, DAY = dt.timedelta(minutes=1), dt.timedelta(days=1)


@pytest.fixture
def event():
    """At a station, since ten minutes ago; one just comes."""
    return EventFactory(space=SpaceFactory(), starts_at=clock.now() - 10 * MINUTE, capacity=None)


@pytest.fixture
def desk(event):
    return officer("receptionist", event.space.station)


@pytest.fixture
def office(event):
    return officer("office_worker", event.organiser)


def at(moment: dt.datetime) -> time_machine.travel:
    return time_machine.travel(moment, tick=False)


def state(event: Event) -> tuple[int | None, dt.datetime | None]:
    event.refresh_from_db()
    return event.headcount, event.headcount_at


def test_the_desk_writes_a_number_down_corrects_it_and_takes_it_back(event, desk):
    write_down_headcount(event, headcount=23, by=desk)
    first = state(event)
    assert first == (23, clock.now())
    with at(clock.now() + MINUTE):
        write_down_headcount(event, headcount=23, by=desk)
        assert state(event) == first
        write_down_headcount(event, headcount=25, by=desk)
        assert state(event) == (25, clock.now())
        write_down_headcount(event, headcount=None, by=desk)
    assert state(event) == (None, None)
    assert list(event.history.order_by("pgh_id").values_list("headcount", flat=True)) == [None, 23, 25, None]


def test_nobody_may_have_come(event, office):
    write_down_headcount(event, headcount=0, by=office)
    assert Event.objects.with_came().get().came == 0


@pytest.mark.parametrize(
    ("moment", "code"),
    [(-11 * MINUTE, "not_begun"), (14 * DAY - 11 * MINUTE, None), (14 * DAY + 2 * DAY / 24, "list_over")],
)
def test_it_is_written_down_from_the_beginning_until_lists_are_kept_no_more(event, office, moment, code):
    with at(clock.now() + moment):
        if code:
            assert refusal(write_down_headcount, event, headcount=5, by=office) == code
        else:
            assert write_down_headcount(event, headcount=5, by=office).headcount == 5


@pytest.mark.parametrize(
    ("fields", "code"),
    [({"capacity": 20}, "has_list"), ({"draft": True}, "draft"), ({"cancelled": True}, "cancelled")],
)
def test_of_other_events_there_is_no_such_number(office, event, fields, code):
    other = EventFactory(organiser=event.organiser, **{"past": True, "capacity": None, **fields})
    assert refusal(write_down_headcount, other, headcount=5, by=office) == code


@pytest.mark.parametrize("headcount", [-1, 10_001])
def test_an_impossible_number_is_refused(event, office, headcount):
    assert refusal(write_down_headcount, event, headcount=headcount, by=office) == "event_headcount_sensible"


def test_who_ticks_nobody_off_counts_nobody(event):
    pioneer = officer("pioneer", OrgUnitFactory(pioneer_post=True))
    assert refusal(write_down_headcount, event, headcount=5, by=pioneer) == "not_allowed"


def test_what_is_counted_took_place_without_a_list(event, office):
    write_down_headcount(event, headcount=5, by=office)
    assert refusal(cancel_event, event, by=office, reason="下雨") == "people_came"
    assert refusal(change_event, event, by=office, capacity=30) == "event_headcount_without_list"
    tomorrow = {"starts_at": event.starts_at + DAY, "ends_at": event.ends_at + DAY}
    assert refusal(change_event, event, by=office, **tomorrow) == "event_headcount_once_begun"
    assert state(copy_event(event, by=office)) == (None, None)


# --- One figure


def test_the_figure_of_several_events_counts_lists_and_numbers_alike(event, office):
    with_list = EventFactory(past=True, organiser=event.organiser)
    RegistrationFactory(event=with_list, status="attended", seats=3)
    RegistrationFactory(event=with_list, status="attended", seats=1)
    EventFactory(past=True, organiser=event.organiser, capacity=None)
    write_down_headcount(event, headcount=20, by=office)
    assert Event.objects.all().person_times() == 24
    assert set(Event.objects.with_came().values_list("came", flat=True)) == {4, 20, None}


def test_what_is_left_to_write_down_is_what_still_can_be(event, office):
    over = EventFactory(past=True, organiser=event.organiser, capacity=None)
    expected = RegistrationFactory(event=EventFactory(past=True, organiser=event.organiser)).event
    EventFactory(past=True, organiser=event.organiser)  # nobody registered
    assert set(Event.objects.with_unknown_attendance()) == {over, expected}
    write_down_headcount(over, headcount=0, by=office)
    assert set(Event.objects.with_unknown_attendance()) == {expected}
    with at(expected.ends_at + 14 * DAY):
        assert set(Event.objects.with_unknown_attendance()) == {event}
