"""Minutes by hand, confirmed by a second person, corrected by new rows, evaluated, and asked about."""

import datetime as dt

import pytest

from accounts.models import Notification
from common.time import clock
from tests.factories import GridFactory, GuardianshipFactory, UserFactory, officer
from tests.factories.volunteers import (
    ActivityFactory,
    AssignmentFactory,
    CertificateFactory,
    ServiceRecordFactory,
    ShiftFactory,
    TeamAppointmentFactory,
    TeamFactory,
    VolunteerFactory,
)
from tests.support.refusals import refusal
from volunteers.actions.records import (
    ask_for_correction,
    confirm_record,
    correct_as_asked,
    correct_record,
    enter_as_asked,
    enter_by_hand,
    evaluate,
    evaluate_activity,
    refuse_correction,
    refuse_record,
)
from volunteers.models import CorrectionRequest, Evaluation, ServiceKind, ServiceRecord

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

DAY = dt.timedelta(days=1)
SERVICE = {
    "activity_name": "帮邻居搬家",
    "service": ServiceKind.CARE.value,
    "place": "海棠苑 3 幢",
    "content": "搬家具，收拾楼道",
    "evidence": "签到表照片",
}


@pytest.fixture
def team():
    return TeamFactory()


@pytest.fixture
def lead(team):
    return TeamAppointmentFactory(team=team).user


@pytest.fixture
def office(team):
    return officer("office_worker", team.unit)


@pytest.fixture
def volunteer(team):
    return VolunteerFactory(team=team)


def entered(volunteer, by, **more) -> ServiceRecord:
    return enter_by_hand(volunteer, by=by, **{**SERVICE, "day": clock.today() - DAY, "minutes": 120, **more})


def told(person) -> list[str]:
    return list(Notification.objects.filter(recipient=person).order_by("pk").values_list("kind", flat=True))


def sums(volunteer) -> tuple[int, int]:
    return tuple(volunteer.records.counted().minutes())


# --- By hand


def test_what_is_entered_by_hand_counts_only_once_a_second_person_has_confirmed_it(volunteer, lead, office):
    record = entered(volunteer, lead)
    assert (record.source, record.state, record.entered_by) == ("hand", "waiting", lead)
    assert (record.organising_unit, record.person_in_charge) == (volunteer.team.unit.name, lead.person.name)
    assert sums(volunteer) == (0, 0)

    assert refusal(confirm_record, record, by=lead) == "entered_by_yourself"
    confirm_record(record, by=office)
    assert sums(volunteer) == (0, 120)
    assert told(volunteer.person) == ["volunteer_record_confirmed"]
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
    assert (told(other.person), told(lead.person)) == (["volunteer_record_waits"], [])


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


# --- Correcting


@pytest.fixture
def record(volunteer, lead):
    return ServiceRecordFactory(volunteer=volunteer, minutes=120, decided_by=lead)


def corrected(record, by, **more):
    return correct_record(record, **{"minutes": 90, "reason": "早走了", "evidence": "领队看见", "by": by, **more})


def test_a_correction_is_a_new_row_by_hand_that_counts_once_it_is_confirmed(record, volunteer, lead, office):
    correction = corrected(record, lead)
    assert (correction.corrects, correction.source, correction.state) == (record, "hand", "waiting")
    assert sums(volunteer) == (120, 0)
    assert refusal(confirm_record, correction, by=lead) == "entered_by_yourself"

    confirm_record(correction, by=office)
    assert sums(volunteer) == (0, 90)
    assert ServiceRecord.objects.get(pk=record.pk).minutes == 120
    assert told(volunteer.person) == ["volunteer_record_corrected"]


def test_a_certificate_that_rests_on_the_record_is_revoked_once_the_correction_is_confirmed(record, lead, office):
    certificate, other = (
        CertificateFactory(volunteer=record.volunteer),
        CertificateFactory(volunteer=record.volunteer),
    )
    certificate.records.add(record)
    correction = corrected(record, lead)
    certificate.refresh_from_db()
    assert certificate.is_valid
    confirm_record(correction, by=office)
    for one in (certificate, other):
        one.refresh_from_db()
    assert (certificate.is_valid, other.is_valid) == (False, True)


def test_a_refused_correction_leaves_the_record_and_another_may_follow(record, volunteer, lead, office):
    first = corrected(record, lead)
    assert refusal(corrected, record, office) == "corrected"
    refuse_record(first, reason="他留到最后", by=office)
    assert sums(volunteer) == (120, 0)
    assert corrected(record, lead).corrects == record


def test_a_correction_says_what_is_different_and_why(record, lead, office):
    assert refusal(corrected, record, lead, minutes=120) == "nothing_changed"
    assert refusal(corrected, record, lead, reason="") == "no_reason"
    assert refusal(corrected, record, lead, evidence="") == "service_record_by_hand_with_evidence"
    assert refusal(corrected, record, UserFactory()) == "not_allowed"
    waiting = entered(record.volunteer, lead)
    assert refusal(corrected, waiting, lead) == "not_confirmed"
    never = corrected(record, lead, minutes=0)
    confirm_record(never, by=office)
    assert refusal(corrected, record, lead) == "corrected"


def test_a_refused_correction_may_not_bring_back_more_than_twelve_hours(record, volunteer, lead, office):
    """The old record stands again; what was entered meanwhile was entered beside the shorter one."""
    correction = corrected(record, lead, minutes=10)
    entered(volunteer, lead, day=record.day, minutes=610, long_day_reason="台风")
    code = refusal(refuse_record, correction, reason="x", by=office)
    assert code == "service_record_at_most_12_hours_a_day"


def test_a_refused_correction_brings_back_a_long_day_only_once_somebody_has_said_why(record, volunteer, lead, office):
    correction = corrected(record, lead, minutes=10)
    beside = entered(volunteer, lead, day=record.day, minutes=470, activity_name="夜间巡逻")
    confirm_record(beside, by=office)
    assert refusal(refuse_record, correction, reason="x", by=office) == "service_record_over_8_hours_with_reason"
    # Nothing else is different in this one.
    explained = corrected(beside, lead, minutes=470, long_day_reason="台风")
    assert refusal(corrected, explained, lead, minutes=470, long_day_reason="台风") == "not_confirmed"
    refuse_record(correction, reason="x", by=office)
    confirm_record(explained, by=office)
    assert refusal(corrected, explained, lead, minutes=470, long_day_reason="台风") == "nothing_changed"
    assert sums(volunteer) == (120, 470)


# --- Evaluating


def test_an_evaluation_is_said_to_the_volunteer_and_another_may_follow(record, volunteer, lead, office):
    assert refusal(evaluate, record, text="  ", by=lead) == "evaluation_has_text"
    evaluate(record, text="准时，仔细", by=lead)
    evaluate(record, text="帮了老人", by=office)
    assert list(Evaluation.objects.values_list("text", flat=True)) == ["帮了老人", "准时，仔细"]
    assert told(volunteer.person) == ["volunteer_record_evaluated"] * 2
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


# --- Asking


def test_the_volunteer_or_a_guardian_asks_and_the_leads_are_told(record, volunteer, lead):
    guardian = UserFactory()
    GuardianshipFactory(person=volunteer.person, by=guardian.person)
    request = ask_for_correction(volunteer, record=record, words="我下午也在", minutes=200, by=guardian)
    assert (request.state, request.by, request.minutes) == ("open", guardian, 200)
    assert told(lead.person) == ["volunteer_correction_asked"]
    assert refusal(ask_for_correction, volunteer, record=record, words="x", by=guardian) == (
        "correction_request_one_open"
    )
    assert refusal(ask_for_correction, volunteer, words="x", by=UserFactory()) == "not_allowed"


def test_a_record_of_somebody_else_cannot_be_asked_about(record, volunteer):
    other = VolunteerFactory(team=volunteer.team)
    by = UserFactory(person=other.person)
    assert refusal(ask_for_correction, other, record=record, words="x", by=by) == "correction_request_of_own_record"


def test_nobody_asks_without_end(volunteer):
    by = UserFactory(person=volunteer.person)
    for n in range(5):
        ask_for_correction(volunteer, words=f"少了第 {n} 次", by=by)
    assert refusal(ask_for_correction, volunteer, words="还有", by=by) == "too_many_open"


@pytest.fixture
def asked(record, volunteer):
    return ask_for_correction(
        volunteer, record=record, words="我早走了半小时", by=UserFactory(person=volunteer.person)
    )


def test_a_record_is_put_right_as_asked_and_the_answer_told(asked, record, volunteer, lead, office):
    answered = correct_as_asked(asked, minutes=90, evidence="领队看见", answer="已更正", by=lead)
    assert (answered.state, answered.answered_by) == ("entered", lead)
    correction = record.corrected_by.get()
    assert (correction.minutes, correction.correction_reason) == (90, "我早走了半小时")
    confirm_record(correction, by=office)
    assert told(volunteer.person) == ["volunteer_correction_answered", "volunteer_record_corrected"]
    assert CorrectionRequest.objects.get().state == "accepted"
    assert refusal(refuse_correction, asked, answer="x", by=lead) == "answered"


def test_a_request_is_open_again_where_the_second_person_does_not_confirm(asked, record, volunteer, lead, office):
    entered_for = correct_as_asked(asked, minutes=90, evidence="领队看见", answer="已更正", by=lead).entered
    for answer_it in (correct_as_asked, refuse_correction):
        more = {"minutes": 80, "evidence": "x"} if answer_it is correct_as_asked else {}
        assert refusal(answer_it, asked, answer="x", by=office, **more) == "answered"
    refuse_record(entered_for, reason="他留到最后", by=office)

    asked.refresh_from_db()
    assert (asked.state, asked.answer, asked.entered, asked.answered_by) == ("open", "", None, None)
    assert told(volunteer.person) == ["volunteer_correction_answered", "volunteer_record_refused"]
    assert told(lead.person).count("volunteer_correction_asked") == 2
    refuse_correction(asked, answer="他留到最后", by=lead)
    assert sums(volunteer) == (120, 0)


def test_a_missing_record_is_entered_as_asked(volunteer, lead):
    asked = ask_for_correction(volunteer, words="少了搬家", by=UserFactory(person=volunteer.person))
    enter_as_asked(asked, by=lead, day=clock.today() - DAY, minutes=60, **SERVICE)
    assert (CorrectionRequest.objects.get().state, volunteer.records.get().state) == ("entered", "waiting")
    confirm_record(volunteer.records.get(), by=officer("office_worker", volunteer.team.unit))
    assert CorrectionRequest.objects.get().state == "accepted"


def test_a_refusal_has_an_answer_and_nobody_answers_the_own_request(asked, record, team, lead):
    assert refusal(refuse_correction, asked, answer="", by=lead) == "no_reason"
    refuse_correction(asked, answer="签到表上是两小时", by=lead)
    assert (CorrectionRequest.objects.get().state, ServiceRecord.objects.count()) == ("refused", 1)
    own = VolunteerFactory(team=team, person=lead.person)
    mine = ask_for_correction(own, words="少了", by=lead)
    assert refusal(refuse_correction, mine, answer="x", by=lead) == "own_service"


def test_nothing_is_answered_where_putting_right_is_refused(asked, lead):
    assert refusal(correct_as_asked, asked, minutes=120, evidence="x", by=lead) == "nothing_changed"
    assert CorrectionRequest.objects.get().state == "open"
