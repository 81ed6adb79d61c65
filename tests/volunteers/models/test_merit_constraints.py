"""What the database itself refuses about evaluations, requests for correction, trainings and awards."""

import datetime as dt

import pytest

from common.time import clock
from tests.factories import UserFactory
from tests.factories.volunteers import (
    AssignmentFactory,
    AwardFactory,
    CorrectionRequestFactory,
    ServiceRecordFactory,
    TrainingFactory,
    VolunteerFactory,
)
from tests.support.raw_sql import copy, refused, run, update, without_trigger
from volunteers.models import Evaluation, ServiceRecord

pytestmark = pytest.mark.django_db

TOMORROW = clock.today() + dt.timedelta(days=1)


# --- Evaluations


@pytest.fixture
def evaluation():
    record = ServiceRecordFactory()
    return Evaluation.objects.create(record=record, text="准时", by=record.decided_by)


def test_an_evaluation_has_words_and_is_never_rewritten(evaluation):
    assert refused(*copy(evaluation, text="")) == "evaluation_has_text"
    assert refused(*update(evaluation, text="迟到")) == "evaluation_is_append_only"
    assert refused("DELETE FROM volunteers_evaluation WHERE id = %s", evaluation.pk) == "evaluation_stays"
    run(*copy(evaluation, text="又来了"))


def test_nobody_evaluates_the_own_service(evaluation):
    own = UserFactory(person=evaluation.record.volunteer.person)
    assert refused(*copy(evaluation, by_id=own.pk)) == "evaluation_not_own"
    with without_trigger(Evaluation, "evaluation_not_own"):
        run(*copy(evaluation, by_id=own.pk))


# --- Requests for correction


@pytest.fixture
def asked():
    return CorrectionRequestFactory()


def test_a_record_is_asked_about_once_at_a_time(asked):
    assert refused(*copy(asked, words="再问")) == "correction_request_one_open"
    answered = {"state": "refused", "answer": "不改", "answered_at": clock.now(), "answered_by_id": asked.by_id}
    run(*update(asked, **answered))
    run(*copy(asked, words="再问", state="open", answer="", answered_at=None, answered_by_id=None))


def test_a_request_says_what_is_wrong_and_no_more_than_a_day(asked):
    missing = {"record_id": None}
    assert refused(*copy(asked, words="", **missing)) == "correction_request_has_words"
    assert refused(*copy(asked, minutes=721, **missing)) == "correction_request_minutes_sensible"
    run(*copy(asked, minutes=720, **missing))


def test_a_request_is_of_the_own_record(asked):
    other = VolunteerFactory()
    assert refused(*copy(asked, volunteer_id=other.pk, state="open")) in {
        "correction_request_of_own_record",
        "correction_request_one_open",
    }
    free = ServiceRecordFactory()
    assert refused(*copy(asked, record_id=free.pk)) == "correction_request_of_own_record"


def test_an_answer_has_who_when_and_a_no_has_words(asked):
    now, by = clock.now(), asked.by_id
    assert refused(*update(asked, state="accepted")) == "correction_request_answered_with_state"
    assert refused(*update(asked, answered_at=now, answered_by_id=by)) == "correction_request_answered_with_state"
    no = {"state": "refused", "answered_at": now, "answered_by_id": by}
    assert refused(*update(asked, **no)) == "correction_request_refused_with_answer"
    run(*update(asked, **no, answer="不改"))
    assert refused(*update(asked, answer="改了")) == "correction_request_stays_answered"


@pytest.mark.parametrize("column", ["words", "minutes", "by_id", "created_at"])
def test_what_was_asked_stays(asked, column):
    new = {"words": "别的", "minutes": 5, "by_id": UserFactory().pk, "created_at": clock.now()}[column]
    assert refused(*update(asked, **{column: new})) == "correction_request_stays"


# --- Trainings and awards


@pytest.mark.parametrize(
    ("make", "once", "future"),
    [
        (TrainingFactory, "training_once_a_day", "training_not_in_future"),
        (AwardFactory, "award_once_a_day", "award_not_in_future"),
    ],
)
def test_a_merit_is_entered_once_a_day_in_the_past(make, once, future):
    merit = make()
    assert refused(*copy(merit)) == once
    assert refused(*copy(merit, day=TOMORROW)) == future
    run(*copy(merit, day=clock.today()))


def test_a_training_of_a_shift_is_written_down_once_and_beside_that_of_another():
    one, other = (AssignmentFactory(shift__activity__training=True) for _n in range(2))
    activity = one.shift.activity
    training = TrainingFactory(volunteer=one.volunteer, activity=activity, assignment=one)
    assert refused(*copy(training)) == "training_once_an_assignment"
    run(*copy(training, assignment_id=other.pk))


@pytest.mark.parametrize(
    ("make", "columns", "complete"),
    [
        (TrainingFactory, ("name", "content", "host"), "training_complete"),
        (AwardFactory, ("name", "given_by"), "award_complete"),
    ],
)
def test_a_merit_is_complete(make, columns, complete):
    merit = make()
    for column in columns:
        assert refused(*copy(merit, **{column: ""})) == complete


@pytest.mark.parametrize(("make", "stays"), [(TrainingFactory, "training_stays"), (AwardFactory, "award_stays")])
def test_whose_a_merit_is_and_who_entered_it_stays(make, stays):
    merit = make()
    for column, new in (
        ("volunteer_id", VolunteerFactory().pk),
        ("entered_by_id", UserFactory().pk),
        ("entered_at", clock.now()),
    ):
        assert refused(*update(merit, **{column: new})) == stays


@pytest.mark.parametrize("minutes", [0, 6001])
def test_a_training_lasts_one_minute_to_a_hundred_hours(minutes):
    assert refused(*copy(TrainingFactory(), minutes=minutes, name="别的")) == "training_minutes_sensible"


# --- Corrections of records


def correction_of(record, **more):
    by_hand = {"source": "hand", "evidence": "签到表", "assignment_id": None}
    return copy(record, corrects_id=record.pk, correction_reason="早走", minutes=60, **by_hand, **more)


def test_a_record_has_one_correction_that_was_not_refused():
    record = ServiceRecordFactory()
    refusal = {"state": "refused", "decision": "不对"}
    run(*correction_of(record, **refusal))
    run(*correction_of(record, **refusal))
    run(*correction_of(record))
    assert refused(*correction_of(record)) == "service_record_corrected_once"


def test_refusing_a_correction_may_not_fill_the_day_beyond_twelve_hours():
    volunteer = VolunteerFactory()
    long = {"volunteer": volunteer, "minutes": 600, "long_day_reason": "台风"}
    record = ServiceRecordFactory(**long)
    correction = ServiceRecordFactory(
        volunteer=volunteer, minutes=10, by_hand=True, waiting=True, corrects=record, correction_reason="早走"
    )
    ServiceRecordFactory(**long)
    no = {
        "state": "refused",
        "decision": "不对",
        "decided_at": clock.now(),
        "decided_by_id": record.entered_by_id,
    }
    assert refused(*update(correction, **no)) == "service_record_at_most_12_hours_a_day"
    with without_trigger(ServiceRecord, "service_record_at_most_12_hours_a_day"):
        run(*update(correction, **no))
