"""Minutes that follow from coming and going, and what is left to be done after a shift."""

import datetime as dt

import pytest

from common.time import clock
from tests.factories import (
    AssignmentFactory,
    ServiceRecordFactory,
    ShiftFactory,
    TeamAppointmentFactory,
    TrainingFactory,
    UserFactory,
)
from volunteers.models import Activity, Assignment, ServiceRecord, Shift, Training
from volunteers.selectors.minutes import MinutesOfActivity, minutes_of, waiting_for_confirmation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def shift():
    """It began yesterday and lasted four hours."""
    starts_at = clock.now() - dt.timedelta(days=1)
    return ShiftFactory(
        activity__starts_at=starts_at, activity__ends_at=starts_at + dt.timedelta(hours=4), capacity=9
    )


def stay(shift: Shift, came: int, left: int | None) -> Assignment:
    """Somebody who came and left so many minutes after the beginning."""
    out = {} if left is None else {"checked_out_at": shift.starts_at + left * MINUTE, "checked_out_way": "place"}
    return AssignmentFactory(
        shift=shift,
        status="served",
        checked_in_at=shift.starts_at + came * MINUTE,
        checked_in_way="place",
        **out,
    )


@pytest.mark.parametrize(
    ("break_minutes", "came", "left", "minutes"),
    [
        (0, 0, 240, 240),
        (0, -45, 240, 240),  # who comes early waits
        (0, 15, 200, 185),
        (0, 0, 285, 285),  # who stays to finish serves
        (0, 0, None, 0),
        (0, -45, -5, 0),  # gone before it began
        (60, 0, 240, 180),
        (60, 0, 120, 90),  # half of the shift, half of the break
        (60, 0, 121, 91),  # never less for a minute more
        (60, 0, 300, 240),  # the break is not longer for who stays longer
        (60, 0, 1, 1),
    ],
)
def test_minutes_run_from_the_beginning_until_going_without_the_break(shift, break_minutes, came, left, minutes):
    shift.break_minutes = break_minutes
    assert minutes_of(stay(shift, came, left)) == minutes


def test_who_stays_longer_never_has_fewer_minutes(shift):
    shift.break_minutes = 45
    one = stay(shift, 0, 1)
    given = []
    for left in range(1, 300):
        one.checked_out_at = shift.starts_at + left * MINUTE
        given.append(minutes_of(one))
    assert given == sorted(given)
    assert given[239] == shift.planned_minutes


def test_nobody_has_minutes_who_was_not_there(shift):
    assert minutes_of(AssignmentFactory(shift=shift)) == 0
    assert minutes_of(AssignmentFactory(shift=shift, status="absent")) == 0


def test_what_is_left_after_a_shift_is_sorted(shift):
    lead = TeamAppointmentFactory(team=shift.activity.team).user
    ready, open_ended, nothing = stay(shift, 0, 240), stay(shift, 0, None), stay(shift, -5, -1)
    own = AssignmentFactory(shift=shift, served=True, volunteer__person=lead.person)
    unmarked, done = AssignmentFactory(shift=shift), stay(shift, 0, 60)
    AssignmentFactory(shift=shift, status="absent")
    ServiceRecordFactory(assignment=done, volunteer=done.volunteer, activity=shift.activity)
    found = MinutesOfActivity.read(shift.activity, by=lead)
    assert [one.assignment for one in found.ready] == [ready]
    assert [one.assignment for one in found.own] == [own]
    assert (found.open_ended, found.nothing) == ([open_ended], [nothing])
    assert (found.unmarked, found.recorded) == ([unmarked], [done])


def test_shifts_that_are_still_on_wait_for_nobody(shift):
    stay(shift, 0, 30)
    later = ShiftFactory(activity__starts_at=clock.now() - 30 * MINUTE)
    AssignmentFactory(shift=later, served=True, checked_out_at=clock.now())
    assert MinutesOfActivity.read(later.activity, by=UserFactory()).ready == []
    assert list(waiting_for_confirmation(Shift.objects.all())) == [shift]


def test_the_day_adds_what_is_recorded_and_what_is_still_to_be(shift):
    one = stay(shift, 0, 240)
    day = {"volunteer": one.volunteer, "day": clock.today() - dt.timedelta(days=1)}
    first = ServiceRecordFactory(**day, minutes=100)
    ServiceRecordFactory(**day, minutes=80, corrects=first, correction_reason="早走了")
    ServiceRecordFactory(**day, minutes=300, state="refused", decision="没来")
    ServiceRecordFactory(volunteer=one.volunteer, day=clock.today() - dt.timedelta(days=2))
    (ready,) = MinutesOfActivity.read(shift.activity, by=UserFactory()).ready
    assert (ready.minutes, ready.of_day) == (240, 320)


def test_a_shift_waits_until_everybody_is_settled(shift):
    assert list(waiting_for_confirmation(Shift.objects.all())) == []
    one = AssignmentFactory(shift=shift)
    for change, waits in [
        ({}, True),
        ({"status": "served", "checked_in_at": shift.starts_at, "checked_in_way": "list"}, True),
        ({"checked_out_at": shift.ends_at, "checked_out_way": "list"}, True),
        ({"checked_out_at": shift.starts_at + dt.timedelta(seconds=30)}, False),
        ({"checked_out_at": shift.ends_at}, True),
    ]:
        Assignment.objects.filter(pk=one.pk).update(**change)
        assert waiting_for_confirmation(Shift.objects.all()).exists() is waits
    record = ServiceRecordFactory(assignment=one, volunteer=one.volunteer, waiting=True)
    assert not waiting_for_confirmation(Shift.objects.all()).exists()
    ServiceRecord.objects.filter(pk=record.pk).update(
        state="refused", decision="没来", decided_by=UserFactory(), decided_at=clock.now()
    )
    assert waiting_for_confirmation(Shift.objects.all()).exists()


def test_a_training_by_hand_settles_its_day_alone_and_no_service_of_that_name(shift):
    one = stay(shift, 0, 240)
    training = {"name": shift.activity.title, "volunteer": one.volunteer}
    TrainingFactory(**training, day=clock.today() - dt.timedelta(days=1))
    assert waiting_for_confirmation(Shift.objects.all()).exists()
    Activity.objects.update(kind="training")
    assert not waiting_for_confirmation(Shift.objects.all()).exists()
    Training.objects.update(day=clock.today() - dt.timedelta(days=2))
    assert waiting_for_confirmation(Shift.objects.all()).exists()


def test_a_training_of_a_shift_settles_that_shift_alone(shift):
    one = stay(shift, 0, 240)
    Activity.objects.update(kind="training")
    later = ShiftFactory(activity=shift.activity, starts_at=shift.ends_at - MINUTE)
    AssignmentFactory(shift=later)
    assert set(waiting_for_confirmation(Shift.objects.all())) == {shift, later}
    TrainingFactory(activity=shift.activity, assignment=one, volunteer=one.volunteer)
    assert list(waiting_for_confirmation(Shift.objects.all())) == [later]


@pytest.mark.parametrize(
    ("times", "waits"),
    [(None, False), ((0, 240), False), ((230, 300), False), ((240, 300), True)],
)
def test_what_was_entered_by_hand_for_the_same_time_is_settled(shift, times, waits):
    one = stay(shift, 0, 240)
    starts_at, ends_at = (shift.starts_at + n * MINUTE for n in times) if times else (None, None)
    ServiceRecordFactory(
        by_hand=True, volunteer=one.volunteer, activity=shift.activity, starts_at=starts_at, ends_at=ends_at
    )
    assert bool(MinutesOfActivity.read(shift.activity, by=UserFactory()).ready) is waits
