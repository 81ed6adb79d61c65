"""Two leads at one shift: stepped through the bad order on two real connections, and many at once; with controls."""

import datetime as dt
from collections import Counter

import pytest
from django.db import OperationalError, transaction

from accounts.models import Notification
from common.exceptions import Refused
from common.time import clock
from tests.factories import (
    AssignmentFactory,
    ResidentFactory,
    ShiftFactory,
    TeamAppointmentFactory,
    VolunteerFactory,
    officer,
)
from tests.support.racing import Rival, all_at_once, answer_of, while_open
from volunteers.actions import locks
from volunteers.actions.activities import change_activity
from volunteers.actions.check_in import add_walk_in, all_as_planned, arrive, check_in, mark_absent
from volunteers.actions.minutes import confirm_minutes
from volunteers.models import Activity, Assignment, ServiceRecord, Shift

pytestmark = pytest.mark.django_db(transaction=True)

CLIENTS = 16


@pytest.fixture
def shift():
    """It is on."""
    return ShiftFactory(activity__starts_at=clock.now() - dt.timedelta(hours=1), capacity=3)


@pytest.fixture
def over():
    """It was yesterday; two were there."""
    shift = ShiftFactory(activity__past=True)
    for _n in range(2):
        AssignmentFactory(shift=shift, served=True)
    return shift


def leads(shift):
    return [TeamAppointmentFactory(team=shift.activity.team).user for _n in range(2)]


@pytest.fixture
def unlocked(monkeypatch):
    """The actions read activity, shift and assignment without locking them."""
    monkeypatch.setattr(locks, "lock_activity", lambda pk: Activity.objects.get(pk=pk))
    monkeypatch.setattr(locks, "lock_shift", lambda pk: Shift.objects.select_related("activity__team").get(pk=pk))
    monkeypatch.setattr(
        locks,
        "lock_assignment",
        lambda one: Assignment.objects.select_related("shift__activity", "person").get(pk=one.pk),
    )


def both_tick(shift):
    """The second lead taps before the first tap has arrived; returns whose tap the second answers with."""
    assignment, (first, second) = AssignmentFactory(shift=shift), leads(shift)
    waited, answer = while_open(lambda: check_in(assignment, by=first), lambda: check_in(assignment, by=second))
    return waited, answer.checked_in_by == first


def test_two_leads_tick_one_volunteer_once_and_the_first_tap_stays(shift):
    assert both_tick(shift) == (True, True)


def test_control_without_its_lock_the_second_lead_writes_over_the_first(shift, unlocked):
    _waited, first_stays = both_tick(shift)
    assert not first_stays


def test_a_tick_and_an_absence_follow_each_other(shift):
    assignment, (first, second) = AssignmentFactory(shift=shift), leads(shift)
    waited, _answer = while_open(lambda: check_in(assignment, by=first), lambda: mark_absent(assignment, by=second))
    assignment.refresh_from_db()
    assert (waited, assignment.status, assignment.checked_in_at) == (True, "absent", None)


def both_confirm(shift):
    first, second = leads(shift)
    return while_open(
        lambda: confirm_minutes(shift.activity, by=first), lambda: confirm_minutes(shift.activity, by=second)
    )


def test_two_leads_confirm_everybody_once(over):
    assert both_confirm(over) == (True, [])
    assert ServiceRecord.objects.count() == 2
    assert Notification.objects.count() == 2


def test_control_without_its_lock_only_the_database_stops_the_second_lead(over, unlocked):
    _waited, answer = both_confirm(over)
    assert answer.code == "service_record_once_an_assignment"
    assert ServiceRecord.objects.count() == 2


def test_two_activities_with_the_same_volunteers_are_confirmed_without_a_deadlock(over):
    other = ShiftFactory(activity__team=over.activity.team, activity__starts_at=over.ends_at)
    for one in over.assignments.order_by("-pk"):
        AssignmentFactory(shift=other, served=True, volunteer=one.volunteer)
    first, second = leads(over)
    waited, answer = while_open(
        lambda: confirm_minutes(over.activity, by=first), lambda: confirm_minutes(other.activity, by=second)
    )
    assert waited
    assert len(answer) == 2


def test_one_last_place_goes_to_one_of_many_who_come_unannounced(shift):
    Shift.objects.update(capacity=1)
    by, team = leads(shift)[0], shift.activity.team
    newcomers = [VolunteerFactory(team=team) for _n in range(CLIENTS)]
    answers = all_at_once([lambda one=one: add_walk_in(shift, volunteer=one, by=by) for one in newcomers])
    assert Counter(getattr(answer, "code", "in") for answer in answers) == {"in": 1, "full": CLIENTS - 1}
    assert Shift.objects.get().seats_taken == 1


def test_many_taps_on_all_as_planned_write_everybody_once(shift):
    people = [AssignmentFactory(shift=shift) for _n in range(3)]
    by = leads(shift)[0]
    answers = all_at_once([lambda: all_as_planned(shift, by=by)] * 8)
    assert sorted(map(len, answers)) == [0] * 7 + [3]
    history = {one.history.filter(status="served").count() for one in people}
    assert history == {1}


def test_who_scans_while_the_lead_ticks_is_in_once(shift):
    own = ResidentFactory()
    one = AssignmentFactory(shift=shift, volunteer__person=own.person)
    by = leads(shift)[0]
    answers = all_at_once([lambda: arrive(one, by=own), lambda: check_in(one, by=by)] * 8)
    assert len({answer.checked_in_at for answer in answers}) == 1
    assert one.history.filter(status="served").count() == 1


def test_sixteen_leads_confirm_each_record_once(over):
    by = [TeamAppointmentFactory(team=over.activity.team).user for _n in range(CLIENTS)]
    answers = all_at_once([lambda one=one: confirm_minutes(over.activity, by=one) for one in by])
    assert sorted(map(len, answers)) == [0] * (CLIENTS - 1) + [2]
    assert ServiceRecord.objects.count() == 2


def tick_while_the_activity_changes(shift):
    """The tick has its locks, and the office changes the activity before it writes; both answers."""
    assignment, by = AssignmentFactory(shift=shift), leads(shift)[0]
    office = officer("office_worker", shift.activity.team.unit)
    rival = Rival(lambda: change_activity(shift.activity, by=office, bring="手套"))
    try:
        with transaction.atomic():
            locks.lock_shift(shift.pk)
            assert rival.go().waits()
            mine: object = check_in(assignment, by=by)
    except (Refused, OperationalError) as error:
        mine = error
    return mine, answer_of(rival)


def test_a_tick_and_a_change_of_the_activity_never_wait_for_each_other(shift):
    ticked, changed = tick_while_the_activity_changes(shift)
    assert (Assignment.objects.get(), Activity.objects.get()) == (ticked, changed)
    assert (Assignment.objects.get().status, Activity.objects.get().bring) == ("served", "手套")


def test_control_where_the_shift_is_locked_before_its_activity_they_do(shift, monkeypatch):
    monkeypatch.setattr(locks, "lock_shift", lambda pk: Shift.objects.select_for_update(no_key=True).get(pk=pk))
    answers = tick_while_the_activity_changes(shift)
    assert any(isinstance(answer, Refused | OperationalError) for answer in answers)
