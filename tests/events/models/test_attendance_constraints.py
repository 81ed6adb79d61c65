"""The database keeps who came: within the party, at events that took place, and nobody absent on an open list."""

import datetime as dt

import pytest

from common.time import clock
from events.models import Event, Registration
from tests.factories import EventFactory, RegistrationFactory, UserFactory
from tests.factories.events import check_in
from tests.support.raw_sql import alter, broken_by, execute, refused, update, without_trigger

pytestmark = pytest.mark.django_db

ATTENDED = {"status": "attended", "came": 2, "checked_in_at": dt.datetime(2026, 11, 27, 9, tzinfo=dt.UTC)}


@pytest.fixture
def event():
    return EventFactory(past=True)


@pytest.fixture
def party(event):
    return RegistrationFactory(event=event, seats=3)


def comes(party: Registration, **said) -> None:
    """The party is ticked off by raw SQL, and has the check-in that goes with it."""
    execute(*update(party, **ATTENDED | said))
    party.refresh_from_db()
    party.check_ins.all().delete()
    check_in(party)


# --- One party


def test_a_party_that_came_says_when_and_how_many(party):
    for without in ("came", "checked_in_at"):
        name = broken_by(*update(party, **{**ATTENDED, without: None}))
        assert name == "registration_checked_in_with_status"
    comes(party)
    for column in ("came", "checked_in_at"):
        assert broken_by(*update(party, **{column: None})) == "registration_checked_in_with_status"


@pytest.mark.parametrize("status", ["registered", "waitlisted", "cancelled", "no_show"])
def test_nobody_else_has_been_there(event, status):
    Event.objects.filter(pk=event.pk).update(list_closed_at=clock.now())
    state = {"waitlisted": {"queued_at": clock.now()}, "cancelled": {"cancelled_at": clock.now()}}.get(status, {})
    party = RegistrationFactory(event=event, status=status, **state)
    by = UserFactory().pk
    for said in ({"came": 1}, {"checked_in_at": clock.now()}, {"checked_in_by_id": by}):
        assert broken_by(*update(party, **said)) == "registration_checked_in_with_status"


@pytest.mark.parametrize("came", [0, 4])
def test_of_a_party_come_one_to_all(party, came):
    assert refused(*update(party, **{**ATTENDED, "came": came})) == "registration_came_within_seats"
    for allowed in (1, 3):
        comes(party, came=allowed)
    assert broken_by(*update(party, seats=2)) == "registration_came_within_seats"


# --- The event


@pytest.mark.parametrize("status", ["draft", "cancelled"])
def test_nobody_comes_to_an_event_that_does_not_take_place(status):
    facts = {"cancel_reason": "讲师生病"} if status == "cancelled" else {}
    party = RegistrationFactory(event=EventFactory(past=True, status=status, **facts), seats=2)

    assert refused(*update(party, **ATTENDED)) == "registration_attendance_of_event"


def test_an_event_to_which_people_came_is_not_called_off(event, party):
    comes(party)

    assert refused(*update(event, status="cancelled")) == "event_keeps_attendance"


def test_nobody_is_absent_while_the_list_is_open(event, party):
    assert refused(*update(party, status="no_show")) == "registration_attendance_of_event"

    execute(*update(event, list_closed_at=clock.now()))
    execute(*update(party, status="no_show"))
    assert refused(*update(event, list_closed_at=None)) == "event_keeps_attendance"


def test_a_list_is_closed_after_the_end_of_an_event_that_took_place(event):
    assert refused(*update(event, list_closed_at=event.ends_at - dt.timedelta(seconds=1))) == (
        "event_list_closed_after_end"
    )
    execute(*update(event, list_closed_at=event.ends_at))

    for change in ({"draft": True}, {"cancelled": True}):
        other = EventFactory(past=True, **change)
        assert broken_by(*update(other, list_closed_at=clock.now())) == "event_list_closed_after_end"


# --- Control: without its guard each of these breaks


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("registration_checked_in_with_status", {"came": 1}),
        ("registration_came_within_seats", {**ATTENDED, "came": 4}),
    ],
)
def test_control_each_check_alone_refuses_its_break(party, name, change):
    alter(f"ALTER TABLE events_registration DROP CONSTRAINT {name}")

    with without_trigger(Registration, "registration_came_as_checked_in"):
        execute(*update(party, **change))
    Registration.objects.filter(pk=party.pk).update(status="registered", came=None, checked_in_at=None)


def test_control_without_its_check_a_list_is_closed_before_the_event():
    alter("ALTER TABLE events_event DROP CONSTRAINT event_list_closed_after_end")
    event = EventFactory()

    execute(*update(event, list_closed_at=clock.now()))


def test_control_without_the_triggers_somebody_is_absent_on_an_open_list(event, party):
    with without_trigger(Registration, "registration_attendance_of_event"):
        execute(*update(party, status="no_show"))
    execute(*update(event, list_closed_at=clock.now()))
    with without_trigger(Event, "event_keeps_attendance"):
        execute(*update(event, list_closed_at=None))

    party.refresh_from_db()
    assert party.status == "no_show"


# --- Without a list


@pytest.fixture
def open_day():
    """It is over, and one just came."""
    return EventFactory(past=True, capacity=None)


def counted(event: Event, headcount: int | None = 23, *, minutes: int = 0) -> dict[str, object]:
    """So many came, written down so many minutes after the beginning."""
    return {"headcount": headcount, "headcount_at": event.starts_at + dt.timedelta(minutes=minutes)}


@pytest.mark.parametrize("headcount", [-1, 10_001])
def test_how_many_came_is_a_sensible_number(open_day, headcount):
    assert broken_by(*update(open_day, **counted(open_day, headcount))) == "event_headcount_sensible"
    for allowed in (0, 10_000):
        execute(*update(open_day, **counted(open_day, allowed)))


def test_how_many_came_is_known_once_the_event_has_begun(open_day):
    early = counted(open_day, minutes=-1)
    for half in (early, {"headcount": 23}, {"headcount_at": clock.now()}):
        assert broken_by(*update(open_day, **half)) == "event_headcount_once_begun"
    execute(*update(open_day, **counted(open_day)))
    later = {"starts_at": clock.now(), "ends_at": clock.now() + dt.timedelta(hours=1)}
    assert broken_by(*update(open_day, **later)) == "event_headcount_once_begun"


def test_an_event_with_a_list_has_no_second_number(event, open_day):
    assert broken_by(*update(event, **counted(event))) == "event_headcount_without_list"
    execute(*update(open_day, **counted(open_day)))
    assert broken_by(*update(open_day, capacity=30)) == "event_headcount_without_list"


def test_nobody_came_to_a_draft_and_an_event_to_which_people_came_is_not_called_off(open_day):
    draft = EventFactory(past=True, capacity=None, draft=True)
    assert broken_by(*update(draft, **counted(draft))) == "event_headcount_without_list"
    execute(*update(open_day, **counted(open_day)))
    assert broken_by(*update(open_day, status="cancelled")) == "event_headcount_without_list"
