"""Minutes by hand, confirmed by a second person, and evaluated; corrections are in test_corrections.py."""

import datetime as dt

import pytest

from accounts.models import Notification
from common.time import clock
from tests.factories import GridFactory, UserFactory, officer
from tests.factories.volunteers import (
    ActivityFactory,
    AssignmentFactory,
    ServiceRecordFactory,
    ShiftFactory,
    TeamAppointmentFactory,
    TeamFactory,
    VolunteerFactory,
)
from tests.support.records import corrected, entered, sums
from tests.support.refusals import refusal
from tests.support.registrations import heard
from volunteers.actions.records import (
    confirm_record,
    evaluate,
    evaluate_activity,
    refuse_record,
)
from volunteers.models import Evaluation, ServiceRecord

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

DAY = dt.timedelta(days=1)


# --- By hand


def test_what_is_entered_by_hand_counts_only_once_a_second_person_has_confirmed_it(volunteer, lead, office):
    record = entered(volunteer, lead)
    assert (record.source, record.state, record.entered_by) == ("hand", "waiting", lead)
    assert (record.organising_unit, record.person_in_charge) == (volunteer.team.unit.name, lead.person.name)
    assert sums(volunteer) == (0, 0)

    assert refusal(confirm_record, record, by=lead) == "entered_by_yourself"
    confirm_record(record, by=office)
    assert sums(volunteer) == (0, 120)
    assert heard(volunteer.person) == ["volunteer_record_confirmed"]
    assert refusal(confirm_record, record, by=office) == "decided"


def test_the_words_of_a_record_are_those_of_its_activity_and_the_shift_is_linked(team, lead):
    activity = ActivityFactory(team=team, past=True, lead=lead)
    assignment = AssignmentFactory(shift=ShiftFactory(activity=activity, role="引导"))
    record = entered(
        assignment.volunteer, lead, activity=activity, day=activity.starts_at.astimezone(clock.HERE).date(),
        activity_name="", service="", place="", content="",
    )  # fmt: skip
    assert (record.activity_name, record.place, record.content) == (activity.title, activity.place, activity.content)
    assert (record.person_in_charge, record.assignment, record.role) == (lead.person.name, assignment, "引导")


def test_other_leads_are_told_that_minutes_wait_but_not_who_entered_them(volunteer, lead):
    other = TeamAppointmentFactory(team=volunteer.team).user
    entered(volunteer, lead)
    assert (heard(other.person), heard(lead.person)) == (["volunteer_record_waits"], [])


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"evidence": ""}, "service_record_by_hand_with_evidence"),
        ({"day": clock.today() + 3 * DAY}, "service_record_not_in_future"),
        ({"minutes": 0}, "service_record_has_minutes"),
        ({"minutes": 490}, "long_day"),
        ({"minutes": 721, "long_day_reason": "抗洪"}, "service_record_minutes_sensible"),
        ({"place": ""}, "service_record_complete"),
    ],
)
def test_what_nobody_can_have_given_is_refused(volunteer, lead, more, code):
    assert refusal(entered, volunteer, lead, **more) == code
    assert not ServiceRecord.objects.exists()


def test_the_minutes_lie_between_the_times_and_not_in_the_future(volunteer, lead):
    nine = clock.day_start(clock.today() - DAY) + dt.timedelta(hours=9)
    times = {"starts_at": nine, "ends_at": nine + dt.timedelta(hours=1)}
    assert refusal(entered, volunteer, lead, minutes=61, **times) == "more_than_between"
    assert entered(volunteer, lead, minutes=60, **times).minutes == 60
    # It is noon.
    assert refusal(entered, volunteer, lead, day=clock.today(), minutes=721, long_day_reason="x") == "in_future"
    later = {"starts_at": clock.now(), "ends_at": clock.now() + dt.timedelta(hours=1)}
    assert refusal(entered, volunteer, lead, day=clock.today(), minutes=60, **later) == "service_record_not_in_future"


def test_a_day_of_more_than_eight_hours_needs_a_reason_and_one_of_more_than_twelve_is_refused(volunteer, lead):
    entered(volunteer, lead, minutes=400)
    again = {"activity_name": "夜间巡逻"}
    assert refusal(entered, volunteer, lead, minutes=81, **again) == "long_day"
    assert entered(volunteer, lead, minutes=80, **again).long_day_reason == ""
    more = {"activity_name": "抗台风", "long_day_reason": "台风"}
    assert entered(volunteer, lead, minutes=240, **more).long_day_reason == "台风"
    one_more = {"activity_name": "清障", "long_day_reason": "台风"}
    assert refusal(entered, volunteer, lead, minutes=1, **one_more) == "service_record_at_most_12_hours_a_day"


def test_the_same_service_is_not_entered_twice_but_another_part_of_the_day_is(volunteer, lead):
    nine = clock.day_start(clock.today() - DAY) + dt.timedelta(hours=9)
    hour = dt.timedelta(hours=1)
    entered(volunteer, lead, minutes=60, starts_at=nine, ends_at=nine + hour)
    assert refusal(entered, volunteer, lead) == "already_recorded"
    assert refusal(entered, volunteer, lead, starts_at=nine, ends_at=nine + 3 * hour) == "already_recorded"
    assert entered(volunteer, lead, minutes=60, starts_at=nine + hour, ends_at=nine + 2 * hour)


def test_attending_a_training_is_no_service(team, lead):
    training = ActivityFactory(team=team, past=True, training=True)
    day = training.starts_at.astimezone(clock.HERE).date()
    volunteer = VolunteerFactory(team=team)
    assert refusal(entered, volunteer, lead, activity=training, day=day) == "service_record_of_service"


def test_minutes_are_of_an_activity_that_took_place_on_that_day_in_the_own_team(team, volunteer, lead):
    def enter(**activity):
        return refusal(entered, volunteer, lead, activity=ActivityFactory(team=team, **activity))

    assert enter() == "not_taken_place"
    assert enter(past=True, cancelled=True) == "not_taken_place"
    assert enter(past=True) == "another_day"
    stranger = VolunteerFactory(team=TeamFactory(community=team.community, unit=team.unit))
    assert refusal(entered, stranger, lead, activity=ActivityFactory(team=team, past=True)) == "another_team"


def test_who_was_never_accepted_has_no_minutes(team, lead):
    assert refusal(entered, VolunteerFactory(team=team, applied=True), lead) == "not_accepted"


def test_only_who_looks_after_the_volunteer_enters_and_confirms(volunteer, lead):
    another = TeamAppointmentFactory(team=TeamFactory()).user
    for by in (another, UserFactory(), officer("grid_worker", GridFactory(community=volunteer.team.community))):
        assert refusal(entered, volunteer, by) == "not_allowed"
    record = entered(volunteer, lead)
    assert refusal(confirm_record, record, by=another) == "not_allowed"
    assert refusal(refuse_record, record, reason="没来", by=another) == "not_allowed"


# --- Deciding


def test_nobody_confirms_the_own_minutes(team, lead, office):
    own = VolunteerFactory(team=team, person=lead.person)
    record = entered(own, office)
    assert refusal(confirm_record, record, by=lead) == "own_service"
    assert refusal(refuse_record, record, reason="x", by=lead) == "own_service"


def test_what_is_not_confirmed_counts_nothing_and_says_why(volunteer, lead, office):
    record = entered(volunteer, lead)
    assert refusal(refuse_record, record, reason=" ", by=office) == "no_reason"
    refuse_record(record, reason="签到表上没有", by=office)
    assert sums(volunteer) == (0, 0)
    notice = Notification.objects.get(recipient=volunteer.person)
    assert (notice.kind, notice.body) == ("volunteer_record_refused", "签到表上没有")
    # What was refused is no hindrance to what is right.
    assert entered(volunteer, lead)


# --- Evaluating


def test_an_evaluation_is_said_to_the_volunteer_and_another_may_follow(record, volunteer, lead, office):
    assert refusal(evaluate, record, text="  ", by=lead) == "evaluation_has_text"
    evaluate(record, text="准时，仔细", by=lead)
    evaluate(record, text="帮了老人", by=office)
    assert list(Evaluation.objects.values_list("text", flat=True)) == ["帮了老人", "准时，仔细"]
    assert heard(volunteer.person) == ["volunteer_record_evaluated"] * 2
    assert refusal(evaluate, record, text="好", by=UserFactory()) == "not_allowed"


def test_nobody_evaluates_the_own_service(team, lead):
    own = ServiceRecordFactory(volunteer=VolunteerFactory(team=team, person=lead.person))
    assert refusal(evaluate, own, text="好", by=lead) == "own_service"


def test_the_evaluation_of_a_correction_stands_at_the_service(record, lead, office):
    correction = confirm_record(corrected(record, lead), by=office)
    assert evaluate(correction, text="好", by=lead).record == record
    assert not ServiceRecord.objects.without_evaluation().exists()


def test_all_of_an_activity_are_evaluated_at_once_but_for_the_own_and_those_that_are(team, lead):
    activity = ActivityFactory(team=team, past=True)
    rest = {"activity": activity, "day": activity.starts_at.astimezone(clock.HERE).date()}
    first, second = (ServiceRecordFactory(volunteer=VolunteerFactory(team=team), **rest) for _ in range(2))
    own = ServiceRecordFactory(volunteer=VolunteerFactory(team=team, person=lead.person), **rest)
    evaluate(first, text="很好", by=lead)
    assert [one.record for one in evaluate_activity(activity, text="辛苦了", by=lead)] == [second]
    assert list(ServiceRecord.objects.without_evaluation()) == [own]
