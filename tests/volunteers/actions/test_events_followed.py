"""What volunteers do at an event follows it: to its place, by as much in time, and it is called off with it."""

import datetime as dt

import pytest

from events.actions.events import cancel_event, change_event
from tests.factories import ActivityFactory, AssignmentFactory, EventFactory, ShiftFactory, TeamFactory
from tests.support.pictures import upload
from tests.support.refusals import refusal
from tests.support.registrations import heard
from tests.support.shifts import join
from tests.support.team_work import at, office_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    return TeamFactory()


@pytest.fixture
def office(team):
    return office_of(team)


@pytest.fixture
def event(team):
    return EventFactory(organiser=team.unit, place="小区广场", starts_at=at(14), ends_at=at(16))


@pytest.fixture
def activity(team, office, event):
    """It begins an hour before the event, to prepare it."""
    row = ActivityFactory(
        team=team, lead=office, event=event, place=event.place, starts_at=at(13), ends_at=at(17), service="events"
    )
    ShiftFactory(activity=row)
    return row


def test_it_moves_to_the_events_place_and_its_volunteers_hear_of_it(event, activity, office):
    somebody = join(activity.shifts.get())
    change_event(event, by=office, place="文化活动中心")

    activity.refresh_from_db()
    assert (activity.place, activity.sequence) == ("文化活动中心", 1)
    assert "activity_changed" in heard(somebody.person)


def test_it_moves_by_as_much_as_the_event(event, activity, office):
    change_event(event, by=office, starts_at=at(14, days=10), ends_at=at(15, days=10))

    activity.refresh_from_db()
    assert (activity.starts_at, activity.ends_at) == (at(13, days=10), at(17, days=10))
    assert activity.shifts.get().starts_at == at(13, days=10)


def test_an_event_that_only_ends_later_moves_nothing(event, activity, office):
    somebody = join(activity.shifts.get())
    change_event(event, by=office, ends_at=at(16.5))
    activity.refresh_from_db()
    assert (activity.ends_at, activity.sequence) == (at(17), 0)
    assert heard(somebody.person) == ["shift_signed_up"]


def test_an_event_does_not_move_to_a_time_at_which_its_volunteers_are_elsewhere(event, activity, office, team):
    somebody = join(activity.shifts.get())
    there = ShiftFactory(activity__team=team, activity__starts_at=at(14, days=10))
    AssignmentFactory(shift=there, volunteer=somebody.volunteer)
    later = {"starts_at": event.starts_at + dt.timedelta(days=7), "ends_at": event.ends_at + dt.timedelta(days=7)}

    assert refusal(change_event, event, by=office, **later) == "volunteers_elsewhere"
    event.refresh_from_db()
    assert event.starts_at == at(14)


def test_an_event_does_not_take_its_volunteers_into_the_past(event, activity, office):
    before = {"starts_at": at(14, days=-1), "ends_at": at(16, days=-1)}
    assert refusal(change_event, event, by=office, **before) == "in_the_past"
    event.refresh_from_db()
    assert event.starts_at == at(14)


def test_a_change_that_is_refused_leaves_no_cover_on_the_disk(event, activity, office, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    before = {"starts_at": at(14, days=-1), "ends_at": at(16, days=-1)}
    assert refusal(change_event, event, by=office, cover=upload(), **before) == "in_the_past"
    assert [one for one in tmp_path.rglob("*") if one.is_file()] == []
    assert change_event(event, by=office, cover=upload(), title="换了封面").cover
    assert [one for one in tmp_path.rglob("*") if one.is_file()] != []


@pytest.mark.parametrize(
    ("reason", "code"), [("有事打 138 0013 8000", "mobile_number"), ("我是11010519491231002X", "identity_card")]
)
def test_why_an_event_with_volunteers_is_called_off_names_nobodys_number(event, activity, office, reason, code):
    assert refusal(cancel_event, event, by=office, reason=reason) == code
    event.refresh_from_db()
    activity.refresh_from_db()
    assert event.is_published
    assert activity.is_published


def test_an_event_is_not_called_off_once_its_volunteers_have_come(event, activity, office):
    AssignmentFactory(shift=activity.shifts.get(), served=True)
    assert refusal(cancel_event, event, by=office, reason="台风") == "people_came"
    event.refresh_from_db()
    assert event.is_published


def test_it_is_called_off_with_the_event_for_the_same_reason(event, activity, office, team):
    somebody = join(activity.shifts.get())
    draft = ActivityFactory(team=team, event=event, draft=True)
    cancel_event(event, by=office, reason="台风")

    activity.refresh_from_db()
    draft.refresh_from_db()
    assert (activity.status, activity.cancel_reason, draft.status) == ("cancelled", "台风", "draft")
    assert "activity_cancelled" in heard(somebody.person)
