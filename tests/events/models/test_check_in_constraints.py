"""The database keeps how often a party was there: once a day, in its event's way, and as the registration says."""

import datetime as dt
import uuid

import pytest

from common.time import clock
from events.models import CheckIn, Event, Registration, Tap
from tests.factories import EventFactory, RegistrationFactory, UserFactory
from tests.support.raw_sql import alter, broken_by, copy, execute, refused, update, without_trigger

pytestmark = pytest.mark.django_db


def ticked(kind: str = "once", **more) -> CheckIn:
    """The check-in of a party of three that came to an event of three days."""
    event = EventFactory(past=True, check_in_kind=kind, **more)
    Event.objects.filter(pk=event.pk).update(ends_at=event.starts_at + dt.timedelta(days=2))
    event.refresh_from_db()
    return RegistrationFactory(event=event, seats=3, status="attended").check_ins.get()


def later(one: CheckIn, days: int = 1, **columns) -> tuple[object, ...]:
    """The same once more, so many days later."""
    assert one.day
    return copy(one, day=one.day + dt.timedelta(days=days), **columns)


def delete(one: CheckIn) -> tuple[object, ...]:
    return "DELETE FROM events_checkin WHERE id = %s", one.pk


# --- Once a day


@pytest.mark.parametrize("kind", ["once", "each_day", "in_and_out"])
def test_a_party_is_ticked_off_once_a_day(kind):
    assert refused(*copy(ticked(kind))) == "check_in_once_a_day"


def test_another_day_is_another_check_in():
    one = ticked("each_day")
    execute(*later(one))
    assert one.registration.check_ins.count() == 2


@pytest.mark.parametrize("came", [0, 51])
def test_a_check_in_has_people(came):
    assert broken_by(*update(ticked(), came=came)) == "check_in_has_people"


def test_nobody_leaves_before_they_come_and_who_leaves_is_noted_with_the_time():
    one = ticked("in_and_out")
    assert refused(*update(one, left_at=one.at - dt.timedelta(seconds=1))) == "check_in_left_after_it_came"
    assert refused(*update(one, left_by_id=UserFactory().pk)) == "check_in_left_after_it_came"
    execute(*update(one, left_at=one.at))


# --- In the way of its event


def test_one_list_for_the_whole_event_has_no_day_and_a_list_of_each_day_has_one():
    once, daily = ticked(), ticked("each_day")
    assert refused(*copy(once, day=clock.today())) == "check_in_of_kind"
    assert refused(*copy(daily, day=None)) == "check_in_of_kind"


@pytest.mark.parametrize("kind", ["once", "each_day"])
def test_parties_leave_only_where_people_go_in_and_out(kind):
    one = ticked(kind)
    assert refused(*update(one, left_at=one.at)) == "check_in_of_kind"


def test_the_way_of_ticking_stays_once_somebody_is_ticked_off():
    event = ticked().registration.event
    assert refused(*update(event, check_in_kind="each_day")) == "event_check_in_kind_stays"
    execute(*update(EventFactory(), check_in_kind="each_day"))


def test_whose_it_is_and_of_which_day_stays():
    one = ticked("each_day")
    other = RegistrationFactory(event=one.registration.event)
    assert refused(*update(one, registration_id=other.pk)) == "check_in_stays"
    assert refused(*update(one, day=one.day + dt.timedelta(days=1))) == "check_in_stays"
    assert refused(*update(one, by_id=UserFactory().pk)) == "check_in_stays"


# --- As the registration says


def test_how_many_came_is_the_most_of_its_check_ins_on_both_sides():
    one = ticked("each_day")
    party = one.registration
    for broken in (
        update(party, came=2),
        update(one, came=2),
        delete(one),
        update(party, status="registered", came=None, checked_in_at=None),
    ):
        assert refused(*broken) == "registration_came_as_checked_in"
    execute(*later(one, came=1))
    assert refused(*later(one, 2, came=4)) == "registration_came_as_checked_in"


def test_nobody_came_without_a_check_in():
    party = RegistrationFactory(event=EventFactory(past=True))
    came = {"status": "attended", "came": 1, "checked_in_at": clock.now()}
    assert refused(*update(party, **came)) == "registration_came_as_checked_in"
    other = RegistrationFactory(event=party.event, status="attended")
    new = {"person_id": party.person_id, "answer_code": "another"}
    party.delete()
    assert refused(*copy(other, **new)) == "registration_came_as_checked_in"


# --- Taps


@pytest.fixture
def tap() -> Tap:
    party = RegistrationFactory()
    return Tap.objects.create(id=uuid.uuid4(), registration=party, act="in", at=clock.now(), by=UserFactory())


def test_a_tap_arrives_once_and_is_never_rewritten(tap):
    again = "INSERT INTO events_tap SELECT * FROM events_tap WHERE id = %s"
    assert "pk" in broken_by(again, tap.pk) or "pkey" in broken_by(again, tap.pk)
    assert refused(*update(tap, act="out")) == "tap_stays"


def test_a_tap_is_in_or_out_and_was_made_before_it_arrived(tap):
    new = """
        INSERT INTO events_tap (id, registration_id, act, at, arrived_at, by_id)
        SELECT %s, registration_id, %s, at + %s * interval '1s', at, by_id FROM events_tap
    """
    assert broken_by(new, uuid.uuid4(), "off", 0) == "tap_act_known"
    assert broken_by(new, uuid.uuid4(), "in", 1) == "tap_before_it_arrived"
    execute(new, uuid.uuid4(), "out", 0)


# --- Control: without its guard each of these breaks


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("check_in_once_a_day", lambda one: copy(one)),
        ("check_in_left_after_it_came", lambda one: update(one, left_at=one.at - dt.timedelta(seconds=1))),
    ],
)
def test_control_each_constraint_alone_refuses_its_break(name, change):
    one = ticked("in_and_out")
    alter(f"ALTER TABLE events_checkin DROP CONSTRAINT IF EXISTS {name}; DROP INDEX IF EXISTS {name}")
    execute(*change(one))


@pytest.mark.parametrize(
    ("model", "name", "change"),
    [
        (CheckIn, "check_in_of_kind", lambda one: copy(one, day=None)),
        (CheckIn, "check_in_stays", lambda one: update(one, day=one.day + dt.timedelta(days=1))),
        (Event, "event_check_in_kind_stays", lambda one: update(one.registration.event, check_in_kind="in_and_out")),
    ],
)
def test_control_each_trigger_alone_refuses_its_break(model, name, change):
    one = ticked("each_day")
    with without_trigger(model, name):
        execute(*change(one))


def test_control_without_the_triggers_the_numbers_differ():
    one = ticked("each_day")
    with without_trigger(Registration, "registration_came_as_checked_in"):
        execute(*update(one.registration, came=1))
    with without_trigger(CheckIn, "check_in_counts"):
        execute(*update(one, came=2))
    assert (Registration.objects.get().came, CheckIn.objects.get().came) == (1, 2)
    with without_trigger(Registration, "registration_came_as_checked_in"):
        execute(*update(one.registration, came=2))
