"""Races between who plans activities and who takes rooms, signs up or moves events, stepped on two connections."""

import pytest

from accounts.models import User
from events.actions.events import change_event, draft_event
from events.models import Event
from stations.actions import holds
from stations.models import Space
from tests.factories import EventFactory, ResidentFactory, SpaceFactory, TeamFactory
from tests.support.racing import while_open
from tests.support.rooms import LOCK, OF_HOLDS, book, given, replaced, without_exclusion
from tests.support.rooms import at as hour
from tests.support.shifts import volunteer_user
from tests.support.team_work import at, new_shift, office_of, planned
from volunteers.actions import locks
from volunteers.actions.activities import (
    add_shift,
    cancel_activity,
    change_activity,
    change_shift,
    draft_activity,
    publish_activity,
    remove_shift,
)
from volunteers.actions.assignments import sign_up
from volunteers.models import Activity, Assignment, Shift, Team

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def team() -> Team:
    return TeamFactory()


@pytest.fixture
def office(team) -> User:
    return office_of(team)


@pytest.fixture
def space(team) -> Space:
    return SpaceFactory(station__community=team.community)


@pytest.fixture
def shift(team, office) -> Shift:
    activity = draft_activity(planned(team, office), by=office)
    add_shift(new_shift(activity), by=office)
    return publish_activity(activity, by=office).shifts.get()


def plan(space: Space, team: Team, by: User) -> Activity:
    activity = planned(team, by, starts_at=hour(10), ends_at=hour(12), title="清洁家园")
    activity.space = space
    return draft_activity(activity, by=by)


def plan_event(space: Space, team: Team, by: User) -> Event:
    event = EventFactory.build(
        organiser=team.unit, community=team.community, starts_at=hour(11), ends_at=hour(13), title="茶话会"
    )
    event.space = space
    return draft_event(event, by=by)


# --- The room


def test_of_an_event_and_an_activity_for_one_room_the_second_is_told_of_the_first(space, team, office):
    waited, answer = while_open(lambda: plan(space, team, office), lambda: plan_event(space, team, office))
    assert waited
    assert answer.code == "room_taken"
    assert "清洁家园" in str(answer)
    assert given() == {"activity": 1}


def test_a_booking_that_comes_while_an_activity_takes_the_room_is_refused(space, team, office):
    waited, answer = while_open(lambda: plan(space, team, office), lambda: book(space, ResidentFactory()))
    assert waited
    assert answer.code == "taken"


def test_control_without_lock_and_exclusion_the_room_is_given_twice(space, team, office, monkeypatch):
    monkeypatch.setattr(holds, "LOCK_SPACES", "")
    with replaced(OF_HOLDS, LOCK, ""), without_exclusion():
        while_open(lambda: plan(space, team, office), lambda: plan_event(space, team, office))
        assert given() == {"activity": 1, "event": 1}
        Activity.objects.all().delete()


# --- Who signs up meanwhile


def joining(shift: Shift) -> tuple:
    """A volunteer, and what signs them up."""
    volunteer, user = volunteer_user(shift.activity.team)
    return volunteer, lambda: sign_up(shift, volunteer=volunteer, by=user)


def test_who_signs_up_while_the_activity_moves_gets_the_new_time(shift, office):
    _volunteer, sign = joining(shift)
    later = {"starts_at": at(14), "ends_at": at(16)}
    waited, answer = while_open(lambda: change_activity(shift.activity, by=office, **later), sign)
    assert waited
    assert (answer.starts_at, answer.ends_at) == (at(14), at(16))


def test_who_signs_up_while_the_activity_is_called_off_is_refused(shift, office):
    _volunteer, sign = joining(shift)
    waited, answer = while_open(lambda: cancel_activity(shift.activity, by=office, reason="下雨"), sign)
    assert waited
    assert answer.code == "cancelled"
    assert not Assignment.objects.exists()


def test_a_shift_on_which_somebody_just_signs_up_is_not_removed(shift, office):
    add_shift(new_shift(shift.activity, role="摄影"), by=office)
    _volunteer, sign = joining(shift)
    waited, answer = while_open(sign, lambda: remove_shift(shift, by=office))
    assert waited
    assert answer.code == "shift_has_volunteers"


def test_fewer_places_than_somebody_just_takes_are_refused(shift, office):
    change_shift(shift, by=office, capacity=2)
    _first, sign_first = joining(shift)
    sign_first()
    _second, sign = joining(shift)
    waited, answer = while_open(sign, lambda: change_shift(shift, by=office, capacity=1))
    assert waited
    assert answer.code == "shift_not_overfilled"


def test_control_without_the_lock_the_rule_reads_too_early_and_only_the_database_keeps_the_shift(
    shift, office, monkeypatch
):
    add_shift(new_shift(shift.activity, role="摄影"), by=office)
    _volunteer, sign = joining(shift)
    monkeypatch.setattr(locks, "lock_activity", lambda pk: Activity.objects.get(pk=pk))
    monkeypatch.setattr(locks, "lock_shift", lambda pk: Shift.objects.select_related("activity__team").get(pk=pk))
    _waited, answer = while_open(sign, lambda: remove_shift(shift, by=office))
    assert answer.code != "shift_has_volunteers"
    assert shift.assignments.count() == 1


# --- The event at whose place it is


def test_an_activity_that_is_put_at_an_event_while_that_moves_has_its_new_place(team, office):
    event = EventFactory(organiser=team.unit, community=team.community, place="小区广场")
    activity = draft_activity(planned(team, office), by=office)
    waited, answer = while_open(
        lambda: change_event(event, by=office, place="文化活动中心"),
        lambda: change_activity(activity, by=office, event=event),
    )
    assert waited
    assert answer.place == "文化活动中心"


def test_an_event_and_what_is_at_it_change_at_once_without_a_deadlock(team, office):
    event = EventFactory(organiser=team.unit, community=team.community, place="小区广场")
    activity = draft_activity(planned(team, office, event=event), by=office)
    waited, answer = while_open(
        lambda: change_activity(activity, by=office, title="新名字"),
        lambda: change_event(event, by=office, place="文化活动中心"),
    )
    assert waited
    assert isinstance(answer, Event)
    activity.refresh_from_db()
    assert (activity.title, activity.place) == ("新名字", "文化活动中心")
