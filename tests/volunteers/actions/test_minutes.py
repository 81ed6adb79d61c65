"""Confirming minutes: what becomes a record, who may, how many a day, and that it happens once."""

import datetime as dt

import pytest

from accounts.models import Notification
from common.time import clock
from tests.factories import (
    AssignmentFactory,
    GuardianshipFactory,
    OrgUnitFactory,
    ResidentFactory,
    ServiceRecordFactory,
    ShiftFactory,
    SpaceFactory,
    TeamAppointmentFactory,
    TeamFactory,
    UserFactory,
    VolunteerFactory,
    officer,
)
from tests.factories.volunteers import TrainingFactory
from tests.support.refusals import refusal
from volunteers.actions.merits import enter_trainings
from volunteers.actions.minutes import confirm_minutes
from volunteers.models import Activity, Assignment, Evaluation, ServiceRecord, Shift, Training
from volunteers.notifications.minutes import usual_evaluation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

HOUR = dt.timedelta(hours=1)


@pytest.fixture
def shift():
    """It was yesterday, for two hours."""
    return ShiftFactory(role="清扫", activity__starts_at=clock.now() - dt.timedelta(days=1))


@pytest.fixture
def activity(shift):
    return shift.activity


@pytest.fixture
def lead(activity):
    return TeamAppointmentFactory(team=activity.team).user


@pytest.fixture
def wang(shift):
    return AssignmentFactory(shift=shift, served=True)


def test_a_record_has_all_that_the_law_names_and_an_evaluation(activity, shift, wang, lead):
    (record,) = confirm_minutes(activity, by=lead)
    assert record == ServiceRecord.objects.counted().get()
    said = {
        "volunteer": wang.volunteer,
        "assignment": wang,
        "activity": activity,
        "activity_name": activity.title,
        "service": activity.service,
        "role": "清扫",
        "day": clock.today() - dt.timedelta(days=1),
        "place": activity.place,
        "content": activity.content,
        "starts_at": shift.starts_at,
        "ends_at": shift.ends_at,
        "minutes": 120,
        "organising_unit": activity.organiser.name,
        "person_in_charge": activity.lead.person.name,
        "source": "scanned",
        "evidence": "",
        "entered_by": lead,
        "decided_by": lead,
        "decided_at": clock.now(),
    }
    assert {name: getattr(record, name) for name in said} == said
    evaluation = Evaluation.objects.get()
    assert (evaluation.record, evaluation.text, evaluation.by) == (record, usual_evaluation(), lead)
    assert Notification.objects.get().recipient == wang.person


@pytest.mark.parametrize(
    ("came", "left", "source"),
    [("place", "card", "scanned"), ("code", "place", "scanned"), ("list", "place", "list"), ("card", "list", "list")],
)
def test_one_end_by_the_lead_makes_it_the_leads_word(activity, wang, lead, came, left, source):
    Assignment.objects.update(checked_in_way=came, checked_out_way=left)
    (record,) = confirm_minutes(activity, by=lead)
    assert record.source == source


def test_it_is_done_once_and_goes_on_with_who_was_left(activity, shift, wang, lead):
    late = AssignmentFactory(shift=shift)
    assert len(confirm_minutes(activity, by=lead)) == 1
    assert confirm_minutes(activity, by=lead) == []
    left = {"checked_out_at": shift.ends_at, "checked_out_way": "list"}
    came = {"checked_in_at": shift.starts_at, "checked_in_way": "list"}
    Assignment.objects.filter(pk=late.pk).update(status="served", **came, **left)
    (record,) = confirm_minutes(activity, by=lead)
    assert (record.assignment, record.source) == (late, "list")


def test_who_was_absent_or_has_no_end_has_no_record(activity, shift, lead):
    AssignmentFactory(shift=shift, status="absent")
    AssignmentFactory(shift=shift)
    AssignmentFactory(shift=shift, served=True, checked_out_at=None, checked_out_way="")
    assert confirm_minutes(activity, by=lead) == []


def test_only_a_lead_of_the_team_and_the_office_confirm(shift, activity, wang):
    space = SpaceFactory(station__community=activity.community)
    others = [
        TeamAppointmentFactory(team=TeamFactory(community=activity.community, unit=activity.team.unit)).user,
        officer("receptionist", space.station),
        officer("branch_secretary", OrgUnitFactory(community=activity.community, estate_branch=True)),
        ResidentFactory(person=wang.person),
    ]
    for by in others:
        assert refusal(confirm_minutes, activity, by=by) == "not_allowed"
    assert len(confirm_minutes(activity, by=officer("deputy", activity.organiser))) == 1


def test_a_lead_leaves_the_own_minutes_to_somebody_else(activity, shift, wang, lead):
    own = AssignmentFactory(
        shift=shift, served=True, volunteer=VolunteerFactory(team=activity.team, person=lead.person)
    )
    (record,) = confirm_minutes(activity, by=lead)
    assert record.assignment == wang
    assert refusal(confirm_minutes, activity, by=lead) == "own_minutes"
    (record,) = confirm_minutes(activity, by=officer("office_worker", activity.organiser))
    assert record.assignment == own


def test_a_lead_leaves_the_minutes_of_those_in_care_to_somebody_else(activity, shift, wang, lead):
    child = AssignmentFactory(shift=shift, served=True)
    GuardianshipFactory(person=child.person, by=lead.person)
    (record,) = confirm_minutes(activity, by=lead)
    assert record.assignment == wang
    assert refusal(confirm_minutes, activity, by=lead) == "own_minutes"
    (record,) = confirm_minutes(activity, by=officer("office_worker", activity.organiser))
    assert record.assignment == child


def test_a_sign_in_without_a_person_is_never_named_by_its_address(activity, wang, lead):
    Activity.objects.update(lead=UserFactory(person=None, email="boss@example.cn"))
    (record,) = confirm_minutes(Activity.objects.get(), by=lead)
    assert record.person_in_charge == activity.organiser.name


def test_words_of_the_lead_stand_in_the_evaluation(activity, shift, wang, lead):
    other = AssignmentFactory(shift=shift, served=True)
    confirm_minutes(activity, evaluation="大家辛苦了", evaluations={other.pk: "特别耐心"}, by=lead)
    assert {one.record.assignment: one.text for one in Evaluation.objects.all()} == {
        wang: "大家辛苦了",
        other: "特别耐心",
    }


def test_more_than_eight_hours_on_a_day_need_a_reason(activity, wang, lead):
    earlier = {"volunteer": wang.volunteer, "day": clock.today() - dt.timedelta(days=1)}
    ServiceRecordFactory(**earlier, minutes=361)
    assert refusal(confirm_minutes, activity, by=lead) == "no_reason"
    assert refusal(confirm_minutes, activity, reasons={wang.pk: " "}, by=lead) == "no_reason"
    (record,) = confirm_minutes(activity, reasons={wang.pk: "全天值守"}, by=lead)
    assert record.long_day_reason == "全天值守"


def test_exactly_eight_hours_need_none(activity, wang, lead):
    earlier = {"volunteer": wang.volunteer, "day": clock.today() - dt.timedelta(days=1)}
    ServiceRecordFactory(**earlier, minutes=360)
    assert len(confirm_minutes(activity, by=lead)) == 1


def test_the_hours_of_a_day_are_those_of_the_person_in_all_teams(activity, wang, lead):
    elsewhere = VolunteerFactory(person=wang.person)
    earlier = {"volunteer": elsewhere, "day": clock.today() - dt.timedelta(days=1)}
    ServiceRecordFactory(**earlier, minutes=361)
    assert refusal(confirm_minutes, activity, by=lead) == "no_reason"
    ServiceRecordFactory(**earlier, minutes=241, activity_name="巡逻", long_day_reason="值守")
    assert refusal(confirm_minutes, activity, reasons={wang.pk: "值守"}, by=lead) == "over_twelve_hours"


def test_more_than_twelve_hours_on_a_day_are_refused_for_all(activity, shift, wang, lead):
    AssignmentFactory(shift=shift, served=True)
    earlier = {"volunteer": wang.volunteer, "day": clock.today() - dt.timedelta(days=1)}
    ServiceRecordFactory(**earlier, minutes=601, long_day_reason="值守", waiting=True)
    assert refusal(confirm_minutes, activity, reasons={wang.pk: "值守"}, by=lead) == "over_twelve_hours"
    assert ServiceRecord.objects.confirmed().count() == 0


def test_a_shift_that_is_still_on_is_not_confirmed(lead, activity, shift, wang):
    now = clock.now()
    Activity.objects.update(ends_at=now + 2 * HOUR)
    on = ShiftFactory(activity=activity, starts_at=now - HOUR, ends_at=now + HOUR)
    gone = AssignmentFactory(shift=on, served=True, checked_out_at=now)
    assert [one.assignment for one in confirm_minutes(activity, by=lead)] == [wang]
    assert not gone.records.exists()


def test_one_shift_of_several_is_confirmed_alone(lead, activity, shift, wang):
    second = ShiftFactory(activity=activity)
    other = AssignmentFactory(shift=second, served=True)
    assert [one.assignment for one in confirm_minutes(activity, shift=second, by=lead)] == [other]


def test_what_is_confirmed_is_what_the_lead_has_read(activity, shift, wang, lead):
    AssignmentFactory(shift=shift, served=True)
    assert refusal(confirm_minutes, activity, seen={wang.pk: 119}, by=lead) == "changed_meanwhile"
    assert [one.assignment for one in confirm_minutes(activity, seen={wang.pk: 120}, by=lead)] == [wang]


def test_nothing_is_confirmed_of_a_cancelled_activity(lead):
    shift = ShiftFactory(activity__cancelled=True)
    by = TeamAppointmentFactory(team=shift.activity.team).user
    assert refusal(confirm_minutes, shift.activity, by=by) == "not_taking_place"


@pytest.fixture
def course(activity, shift, wang):
    """A class of a morning and an afternoon, two hours and one, and the same volunteer at both."""
    Activity.objects.update(kind="training", content="心肺复苏" * 100, ends_at=shift.ends_at + HOUR)
    activity.refresh_from_db()
    afternoon = ShiftFactory(activity=activity, starts_at=shift.ends_at, ends_at=shift.ends_at + HOUR)
    AssignmentFactory(shift=afternoon, served=True, volunteer=wang.volunteer)
    return shift, afternoon


def test_a_training_earns_no_minutes_and_is_written_down_once_a_shift(activity, course, wang, lead):
    first, second = confirm_minutes(activity, by=lead)
    assert (first.assignment, first.minutes, second.minutes) == (wang, 120, 60)
    assert (first.name, first.host) == (activity.title, activity.organiser.name)
    assert (first.volunteer, first.day) == (wang.volunteer, clock.today() - dt.timedelta(days=1))
    assert len(first.content) == 300
    assert not ServiceRecord.objects.exists()
    assert confirm_minutes(activity, by=lead) == []


def test_no_hour_of_a_class_is_lost_when_its_shifts_are_confirmed_one_by_one(activity, course, lead):
    for shift in course:
        confirm_minutes(activity, shift=shift, by=lead)
    assert sorted(Training.objects.values_list("minutes", flat=True)) == [60, 120]


def test_a_training_is_not_written_down_both_by_hand_and_by_its_shifts(activity, course, wang, lead):
    said = {"name": activity.title, "content": "心肺复苏", "minutes": 180, "host": "社区"}
    by_hand = TrainingFactory(volunteer=wang.volunteer, day=clock.today() - dt.timedelta(days=1), **said)
    assert confirm_minutes(activity, by=lead) == []
    Training.objects.all().delete()
    confirm_minutes(activity, by=lead)
    assert refusal(enter_trainings, [wang.volunteer], day=by_hand.day, by=lead, **said) == "training_entered"


def test_the_record_stays_when_the_shift_is_deleted(activity, shift, wang, lead):
    (record,) = confirm_minutes(activity, by=lead)
    Shift.objects.filter(pk=shift.pk).delete()
    record.refresh_from_db()
    assert (record.assignment, record.minutes, record.place) == (None, 120, activity.place)
