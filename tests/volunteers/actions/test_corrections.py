"""Service records corrected by new rows, and what volunteers ask about them."""

import datetime as dt

import pytest

from common.time import clock
from tests.factories import GuardianshipFactory, UserFactory, officer
from tests.factories.volunteers import (
    CertificateFactory,
    VolunteerFactory,
)
from tests.support.records import SERVICE, corrected, entered, sums
from tests.support.refusals import refusal
from tests.support.registrations import heard
from volunteers.actions.records import (
    ask_for_correction,
    confirm_record,
    correct_as_asked,
    enter_as_asked,
    refuse_correction,
    refuse_record,
)
from volunteers.models import CorrectionRequest, ServiceRecord

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

DAY = dt.timedelta(days=1)


# --- Correcting


def test_a_correction_is_a_new_row_by_hand_that_counts_once_it_is_confirmed(record, volunteer, lead, office):
    correction = corrected(record, lead)
    assert (correction.corrects, correction.source, correction.state) == (record, "hand", "waiting")
    assert sums(volunteer) == (120, 0)
    assert refusal(confirm_record, correction, by=lead) == "entered_by_yourself"

    confirm_record(correction, by=office)
    assert sums(volunteer) == (0, 90)
    assert ServiceRecord.objects.get(pk=record.pk).minutes == 120
    assert heard(volunteer.person) == ["volunteer_record_corrected"]


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


# --- Asking


def test_the_volunteer_or_a_guardian_asks_and_the_leads_are_told(record, volunteer, lead):
    guardian = UserFactory()
    GuardianshipFactory(person=volunteer.person, by=guardian.person)
    request = ask_for_correction(volunteer, record=record, words="我下午也在", minutes=200, by=guardian)
    assert (request.state, request.by, request.minutes) == ("open", guardian, 200)
    assert heard(lead.person) == ["volunteer_correction_asked"]
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
    assert heard(volunteer.person) == ["volunteer_correction_answered", "volunteer_record_corrected"]
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
    assert heard(volunteer.person) == ["volunteer_correction_answered", "volunteer_record_refused"]
    assert heard(lead.person).count("volunteer_correction_asked") == 2
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
