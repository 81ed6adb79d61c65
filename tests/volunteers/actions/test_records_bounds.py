"""What bounds minutes by hand: the activity, who looks after it, the family, the person's day, and the near days."""

import datetime as dt

import pytest

from accounts.models import Notification
from common.time import clock
from tests.factories import GuardianshipFactory, ResidentFactory
from tests.factories.volunteers import (
    ActivityFactory,
    AssignmentFactory,
    ServiceRecordFactory,
    ShiftFactory,
    SubTeamFactory,
    TeamAppointmentFactory,
    TeamFactory,
    TeamMembershipFactory,
    VolunteerFactory,
)
from tests.support.refusals import refusal
from volunteers.actions.minutes import confirm_minutes
from volunteers.actions.records import (
    ask_for_correction,
    confirm_record,
    correct_as_asked,
    correct_record,
    enter_by_hand,
    evaluate,
    evaluate_activity,
    refuse_correction,
    refuse_record,
)
from volunteers.models import ServiceKind, ServiceRecord
from volunteers.selectors.records import open_requests, records_to_confirm

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


@pytest.fixture
def team():
    return TeamFactory()


@pytest.fixture
def lead(team):
    return lead_of(team)


@pytest.fixture
def volunteer(team):
    return VolunteerFactory(team=team)


@pytest.fixture
def activity(team):
    """Two hours of yesterday at noon."""
    return ActivityFactory(team=team, starts_at=clock.now() - DAY)


def lead_of(team):
    return TeamAppointmentFactory(user=ResidentFactory(), team=team).user


def entered(volunteer, by, **more) -> ServiceRecord:
    return enter_by_hand(
        volunteer, by=by, **{"day": clock.today() - DAY, "minutes": 120, "evidence": "签到表", **more}
    )


def of_no_activity(volunteer, by, **more) -> ServiceRecord:
    words = {"activity_name": "帮邻居搬家", "service": ServiceKind.CARE.value, "place": "3 幢", "content": "搬家具"}
    return entered(volunteer, by, **words, **more)


def corrected(record, by, **more) -> ServiceRecord:
    return correct_record(record, by=by, **{"minutes": 90, "reason": "早走了", "evidence": "签到表", **more})


# --- The activity


def test_nobody_gives_more_time_than_the_activity_has(activity, volunteer, lead):
    assert refusal(entered, volunteer, lead, activity=activity, minutes=121) == "more_than_activity"
    assert entered(volunteer, lead, activity=activity).minutes == 120


@pytest.mark.parametrize(("begins", "ends"), [(-8, -6), (-1, 1), (1, 3)])
def test_the_times_lie_within_the_activity(activity, volunteer, lead, begins, ends):
    times = {"starts_at": activity.starts_at + begins * HOUR, "ends_at": activity.starts_at + ends * HOUR}
    assert refusal(entered, volunteer, lead, activity=activity, **times) == "outside_activity"


def test_an_activity_that_still_lasts_has_no_minutes(team, volunteer, lead):
    still = ActivityFactory(team=team, starts_at=clock.now() - HOUR)
    assert refusal(entered, volunteer, lead, activity=still, day=clock.today(), minutes=30) == "not_over"


def test_a_scan_is_confirmed_and_not_replaced_by_hand(activity, lead):
    scanned = AssignmentFactory(shift=ShiftFactory(activity=activity), served=True)
    assert refusal(entered, scanned.volunteer, lead, activity=activity) == "times_known"
    (record,) = confirm_minutes(activity, by=lead)
    assert (record.assignment, record.source) == (scanned, "scanned")


def test_who_forgot_to_check_out_is_entered_by_hand(activity, lead):
    one = AssignmentFactory(
        shift=ShiftFactory(activity=activity), served=True, checked_out_at=None, checked_out_way=""
    )
    assert entered(one.volunteer, lead, activity=activity).assignment == one


def test_a_night_is_one_service_on_both_of_its_days(team, lead):
    ten = clock.day_start(clock.today() - DAY) - 2 * HOUR
    night = ActivityFactory(team=team, starts_at=ten, ends_at=ten + 3 * HOUR)
    scanned = AssignmentFactory(shift=ShiftFactory(activity=night), served=True)
    for day in (clock.today() - 2 * DAY, clock.today() - DAY):
        assert refusal(entered, scanned.volunteer, lead, activity=night, day=day) == "times_known"


def test_the_same_night_is_not_entered_again_from_midnight_on(volunteer, lead):
    midnight = clock.day_start(clock.today() - DAY)
    of_no_activity(volunteer, lead, day=clock.today() - 2 * DAY, starts_at=midnight - HOUR, ends_at=midnight + HOUR)
    later = {"starts_at": midnight, "ends_at": midnight + HOUR, "minutes": 60}
    assert refusal(of_no_activity, volunteer, lead, **later) == "already_recorded"


# --- Corrections


def test_a_correction_stays_within_the_activity_or_what_was_seen(activity, volunteer, lead):
    record = ServiceRecordFactory(volunteer=volunteer, activity=activity, minutes=150)
    assert refusal(corrected, record, lead, minutes=151) == "more_than_activity"
    assert refusal(corrected, record, lead, day=clock.today() - 2 * DAY) == "another_day"
    assert corrected(record, lead, minutes=140).minutes == 140


def test_a_correction_moves_a_record_by_a_month_at_most_also_in_two_steps(volunteer, lead):
    record = ServiceRecordFactory(volunteer=volunteer)
    assert refusal(corrected, record, lead, day=record.day - 32 * DAY) == "far_away"
    near = corrected(record, lead, day=record.day - 31 * DAY)
    confirm_record(near, by=lead_of(volunteer.team))
    assert refusal(corrected, near, lead, day=record.day - 32 * DAY) == "far_away"


# --- Whose activity it is


def test_only_who_runs_the_activity_acts_on_its_records(team):
    ours, theirs = SubTeamFactory(parent=team), SubTeamFactory(parent=team)
    volunteer = VolunteerFactory(team=team)
    TeamMembershipFactory(team=ours, volunteer=volunteer)
    stranger, lead, second = lead_of(ours), lead_of(theirs), lead_of(theirs)
    activity = ActivityFactory(team=theirs, starts_at=clock.now() - DAY)
    waiting = entered(volunteer, lead, activity=activity)

    assert ServiceRecord.objects.visible_to(stranger).get() == waiting
    assert list(records_to_confirm(stranger)) == []
    assert list(records_to_confirm(second)) == [waiting]
    for act, more in ((confirm_record, {}), (refuse_record, {"reason": "没来"}), (evaluate, {"text": "好"})):
        assert refusal(act, waiting, **more, by=stranger) == "not_allowed"
    record = confirm_record(waiting, by=second)
    assert refusal(corrected, record, stranger) == "not_allowed"

    asked = ask_for_correction(volunteer, record=record, words="少了", by=ResidentFactory(person=volunteer.person))
    assert list(open_requests(stranger)) == []
    assert list(open_requests(second)) == [asked]
    assert refusal(refuse_correction, asked, answer="不改", by=stranger) == "not_allowed"
    refuse_correction(asked, answer="不改", by=second)


# --- The family


@pytest.fixture
def mother(team, volunteer):
    lead = lead_of(team)
    GuardianshipFactory(by=lead.person, person=volunteer.person)
    return lead


def test_the_second_person_is_not_of_the_family(volunteer, lead, mother):
    record = of_no_activity(volunteer, lead)
    assert not Notification.objects.filter(recipient=mother.person, kind="volunteer_record_waits").exists()
    assert refusal(confirm_record, record, by=mother) == "own_service"
    assert refusal(evaluate, record, text="好", by=mother) == "own_service"
    confirm_record(record, by=lead_of(volunteer.team))


def test_whoever_asked_for_a_ward_does_not_answer(volunteer, lead, mother):
    record = ServiceRecordFactory(volunteer=volunteer)
    asked = ask_for_correction(volunteer, record=record, words="少了", minutes=200, by=mother)
    assert refusal(correct_as_asked, asked, minutes=200, evidence="签到表", by=mother) == "own_service"
    assert refusal(refuse_correction, asked, answer="不改", by=mother) == "own_service"
    correct_as_asked(asked, minutes=200, evidence="签到表", by=lead)


def test_a_ward_is_left_out_where_all_of_an_activity_are_evaluated(activity, volunteer, mother):
    ServiceRecordFactory(volunteer=volunteer, activity=activity)
    other = ServiceRecordFactory(volunteer=VolunteerFactory(team=volunteer.team), activity=activity)
    assert [one.record for one in evaluate_activity(activity, text="辛苦了", by=mother)] == [other]
