"""The database keeps service records, evaluations and requests for correction: raw SQL cannot break them."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from common.db.errors import violated_constraint
from common.time import clock
from tests.factories import (
    ActivityFactory,
    AssignmentFactory,
    CorrectionRequestFactory,
    ResidentFactory,
    ServiceRecordFactory,
    UserFactory,
    VolunteerFactory,
)
from tests.support.raw_sql import alter, copy, execute, refused, update, without_trigger
from volunteers.models import CorrectionRequest, Evaluation, ServiceRecord

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

TABLE = "volunteers_servicerecord"


@pytest.fixture
def record():
    return ServiceRecordFactory(minutes=120)


def another(record: ServiceRecord, **columns: object) -> tuple[object, ...]:
    """The statement that writes a second record of the same volunteer and day."""
    return copy(record, **columns)


def anew(record: ServiceRecord, **columns: object) -> tuple[object, ...]:
    """The same for another volunteer, so that no sum of a day is in the way."""
    return copy(record, **({"volunteer_id": VolunteerFactory().pk} | columns))


# --- One row


# What a new record says, and the constraint that answers.
BREAKS = {
    "service_record_minutes_sensible": {"minutes": 721, "long_day_reason": "值守"},
    "service_record_has_minutes": {"minutes": 0},
    "service_record_long_day_with_reason": {"minutes": 481},
    "service_record_source_known": {"source": "guess"},
    "service_record_by_hand_with_evidence": {"source": "hand"},
    "service_record_kind_known": {"service": "fun"},
    "service_record_corrected_with_reason": {"corrects_id": "itself", "minutes": 60},
}


@pytest.mark.parametrize("name", sorted(BREAKS))
def test_a_record_is_complete_and_sensible(record, name):
    said = {column: record.pk if value == "itself" else value for column, value in BREAKS[name].items()}
    statement = another(record, **said) if "corrects_id" in said else anew(record, **said)
    assert name_of_refusal(*statement) == name


@pytest.mark.parametrize("column", ["activity_name", "place", "content", "organising_unit", "person_in_charge"])
def test_the_fields_of_the_law_are_never_empty(record, column):
    assert refused(*anew(record, **{column: ""})) == "service_record_complete"


def name_of_refusal(sql: str, *params: object) -> str:
    """The name of the constraint; some are no mistake that a person could make, so they have no words."""
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        execute(sql, *params)
    return violated_constraint(caught.value)


def test_it_ends_after_its_beginning_and_not_in_the_future(record):
    now = clock.now()
    hour = dt.timedelta(hours=1)
    assert refused(*anew(record, starts_at=now, ends_at=now)) == "service_record_ends_after_start"
    assert refused(*anew(record, starts_at=now)) == "service_record_ends_after_start"
    assert refused(*anew(record, starts_at=now, ends_at=now + hour)) == "service_record_not_in_future"
    assert refused(*anew(record, day=clock.today() + dt.timedelta(days=1))) == "service_record_not_in_future"
    execute(*anew(record, starts_at=now - hour, ends_at=now, day=clock.today()))


def test_the_day_is_that_of_the_community_and_not_of_greenwich():
    """At four in the morning of Shanghai it is still the day before in Greenwich."""
    early = clock.day_start(clock.today()) + dt.timedelta(hours=4)
    record = ServiceRecordFactory(entered_at=early, day=clock.today())
    assert record.day == clock.today()


def test_what_was_decided_says_by_whom_and_when(record):
    by, now = UserFactory().pk, clock.now()
    for half in (
        {"decided_at": None},
        {"decided_by_id": None},
        {"state": "waiting"},
        {"state": "waiting", "decided_at": None},
        {"state": "maybe"},
    ):
        said = {"state": "confirmed", "decided_at": now, "decided_by_id": by} | half
        assert name_of_refusal(*anew(record, **said)) == "service_record_decided_with_state"
    assert refused(*anew(record, state="refused")) == "service_record_refused_with_reason"


def test_what_was_entered_by_hand_is_confirmed_by_somebody_else(record):
    by = record.entered_by_id
    said = {"source": "hand", "evidence": "签到表", "entered_by_id": by}
    assert refused(*anew(record, **said, decided_by_id=by)) == "service_record_by_hand_confirmed_by_another"
    execute(*anew(record, **said, decided_by_id=UserFactory().pk))


def test_nobody_confirms_the_own_minutes(record):
    own = ResidentFactory(person=record.volunteer.person)
    assert refused(*another(record, decided_by_id=own.pk)) == "service_record_not_own_minutes"
    waiting = ServiceRecordFactory(volunteer=record.volunteer, waiting=True)
    decided = {"state": "confirmed", "decided_at": clock.now(), "decided_by_id": own.pk}
    assert refused(*update(waiting, **decided)) == "service_record_not_own_minutes"


def test_control_without_its_trigger_somebody_confirms_the_own_minutes(record):
    own = ResidentFactory(person=record.volunteer.person)
    with without_trigger(ServiceRecord, "service_record_not_own_minutes"):
        execute(*another(record, decided_by_id=own.pk))
    assert ServiceRecord.objects.filter(decided_by=own).exists()


def test_a_training_has_no_minutes(record):
    training = ActivityFactory(past=True, training=True)
    assert refused(*anew(record, activity_id=training.pk)) == "service_record_of_service"


# --- A day, and a shift


def test_a_day_has_twelve_hours_for_one_volunteer():
    record = ServiceRecordFactory(minutes=400, long_day_reason="值守")
    assert refused(*another(record, minutes=321)) == "service_record_at_most_12_hours_a_day"
    execute(*another(record, minutes=320))
    execute(*anew(record, minutes=400))


def test_a_day_has_twelve_hours_for_one_person_in_all_teams():
    record = ServiceRecordFactory(minutes=400, long_day_reason="值守")
    elsewhere = VolunteerFactory(person=record.volunteer.person)
    assert refused(*anew(record, volunteer_id=elsewhere.pk, minutes=321)) == "service_record_at_most_12_hours_a_day"
    execute(*anew(record, volunteer_id=elsewhere.pk, minutes=320))
    assert refused(*another(record, minutes=1)) == "service_record_at_most_12_hours_a_day"


def test_a_day_of_more_than_eight_hours_has_a_reason_in_one_of_its_records_in_all_teams():
    record = ServiceRecordFactory(minutes=300)
    elsewhere = VolunteerFactory(person=record.volunteer.person)
    execute(*anew(record, volunteer_id=elsewhere.pk, minutes=180))
    assert refused(*another(record, minutes=1)) == "service_record_over_8_hours_with_reason"
    no = {"state": "refused", "decision": "没来", "long_day_reason": "值守"}
    execute(*another(record, minutes=1, **no))
    assert refused(*another(record, minutes=1)) == "service_record_over_8_hours_with_reason"
    execute(*another(record, minutes=1, long_day_reason="值守"))
    execute(*another(record, minutes=1))


def test_what_was_refused_or_replaced_is_not_in_the_sum_of_the_day():
    record = ServiceRecordFactory(minutes=480)
    refused_one = {"state": "refused", "decision": "没来"}
    execute(*another(record, minutes=480, **refused_one))
    execute(*another(record, minutes=100, corrects_id=record.pk, correction_reason="早走了"))
    execute(*another(record, minutes=480, long_day_reason="值守"))
    assert refused(*another(record, minutes=200)) == "service_record_at_most_12_hours_a_day"


def test_a_shift_has_one_record_of_each_who_was_there():
    assignment = AssignmentFactory(served=True, shift__activity__past=True)
    record = ServiceRecordFactory(volunteer=assignment.volunteer, assignment=assignment)
    assert refused(*another(record)) == "service_record_once_an_assignment"
    # A correction of it is about the same shift; what was refused is written anew.
    execute(*another(record, corrects_id=record.pk, correction_reason="早走了"))
    again = AssignmentFactory(served=True, shift__activity__past=True)
    by = UserFactory()
    ServiceRecordFactory(volunteer=again.volunteer, assignment=again, state="refused", decision="没来", decided_by=by)
    ServiceRecordFactory(volunteer=again.volunteer, assignment=again)


def test_control_without_its_index_the_minutes_of_a_shift_count_twice():
    assignment = AssignmentFactory(served=True, shift__activity__past=True)
    record = ServiceRecordFactory(volunteer=assignment.volunteer, assignment=assignment)
    alter("DROP INDEX service_record_once_an_assignment")
    execute(*another(record))
    assert ServiceRecord.objects.all().minutes().checked == 240


# --- What stays


def test_a_record_is_never_rewritten(record):
    for change in ({"minutes": 240}, {"day": clock.today()}, {"source": "list"}, {"place": "别处"}):
        assert refused(*update(record, **change)) == "service_record_stays"
    assert name_of_refusal(*update(record, volunteer_id=VolunteerFactory().pk)) == "service_record_stays"
    assert refused(*update(record, state="refused", decision="没来")) == "service_record_stays_decided"
    assert refused(*update(record, decided_by_id=UserFactory().pk)) == "service_record_stays_decided"


def test_it_lets_go_of_what_is_deleted_and_names_nothing_else():
    assignment = AssignmentFactory(served=True, shift__activity__past=True)
    record = ServiceRecordFactory(
        volunteer=assignment.volunteer, assignment=assignment, activity=assignment.shift.activity
    )
    other = ActivityFactory(past=True)
    assert name_of_refusal(*update(record, activity_id=other.pk)) == "service_record_stays_linked"
    execute(*update(record, activity_id=None, assignment_id=None))


def test_a_correction_is_of_a_confirmed_record_of_the_same_volunteer_and_the_only_one(record):
    said = {"corrects_id": record.pk, "correction_reason": "早走了", "minutes": 60}
    assert refused(*anew(record, **said)) == "service_record_corrects_own"
    waiting = ServiceRecordFactory(volunteer=record.volunteer, waiting=True)
    assert refused(*another(record, **said | {"corrects_id": waiting.pk})) == "service_record_corrects_own"
    execute(*another(record, **said))
    assert refused(*another(record, **said)) == "service_record_corrected_once"
    nothing_left = ServiceRecordFactory()
    execute(*another(nothing_left, corrects_id=nothing_left.pk, correction_reason="没来", minutes=0))


def test_no_record_corrects_itself(record):
    key = record.pk + 1000
    names = [field.column for field in ServiceRecord._meta.concrete_fields]
    given = {"id": key, "corrects_id": key, "correction_reason": "早走了"}
    values = ", ".join("%s" if name in given else f'"{name}"' for name in names)
    columns = ", ".join(f'"{name}"' for name in names)
    sql = f"INSERT INTO {TABLE} ({columns}) SELECT {values} FROM {TABLE} WHERE id = %s"
    with without_trigger(ServiceRecord, "service_record_corrects_own"):
        broken = name_of_refusal(sql, *(given[name] for name in names if name in given), record.pk)
    assert broken == "service_record_corrects_another"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("service_record_has_minutes", {"minutes": 0}),
        ("service_record_by_hand_with_evidence", {"source": "hand"}),
        ("service_record_complete", {"place": ""}),
        ("service_record_not_in_future", {"day": dt.date(2099, 1, 1)}),
    ],
)
def test_control_each_check_alone_refuses_its_break(record, name, said):
    alter(f"ALTER TABLE {TABLE} DROP CONSTRAINT {name}")
    execute(*anew(record, **said))


# --- What was said of it, and what is asked


def test_an_evaluation_has_words_is_not_ones_own_and_stays(record):
    evaluation = Evaluation.objects.create(record=record, text="认真", by=UserFactory())
    own = ResidentFactory(person=record.volunteer.person)
    assert refused(*copy(evaluation, text="")) == "evaluation_has_text"
    assert refused(*copy(evaluation, by_id=own.pk)) == "evaluation_not_own"
    assert refused(*update(evaluation, text="马虎")) == "evaluation_is_append_only"


def test_a_request_is_about_an_own_record_asked_once_and_answered_for_good(record):
    asked = CorrectionRequestFactory(record=record)
    assert refused(*copy(asked)) == "correction_request_one_open"
    assert refused(*copy(asked, record_id=ServiceRecordFactory().pk)) == "correction_request_of_own_record"
    answered = {"answered_at": clock.now(), "answered_by_id": UserFactory().pk}
    assert refused(*update(asked, **answered | {"state": "refused"})) == "correction_request_refused_with_answer"
    assert name_of_refusal(*update(asked, state="accepted")) == "correction_request_answered_with_state"
    assert refused(*update(asked, words="别的")) == "correction_request_stays"
    execute(*update(asked, **answered, state="refused", answer="不改"))
    assert refused(*update(asked, answer="好的")) == "correction_request_stays_answered"


def test_a_request_is_put_right_by_a_record_of_the_volunteer_and_may_be_open_again_until_then(record):
    asked = CorrectionRequestFactory(record=record)
    answered = {"answered_at": clock.now(), "answered_by_id": UserFactory().pk}
    entered = {**answered, "state": "entered", "entered_id": record.pk}
    assert refused(*update(asked, **entered | {"entered_id": None})) == "correction_request_put_right_by_record"
    assert refused(*update(asked, entered_id=record.pk)) == "correction_request_put_right_by_record"
    strange = ServiceRecordFactory()
    name = "correction_request_put_right_for_volunteer"
    assert refused(*update(asked, **entered | {"entered_id": strange.pk})) == name
    with without_trigger(CorrectionRequest, name):
        execute(*update(asked, **entered | {"entered_id": strange.pk}))
    execute(*update(asked, state="open", entered_id=None, answered_at=None, answered_by_id=None))
    execute(*update(asked, **entered))
    assert refused(*copy(asked, entered_id=strange.pk)) == "correction_request_one_open"
    execute(*update(asked, state="accepted"))
    assert refused(*update(asked, state="entered")) == "correction_request_stays_answered"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("correction_request_has_words", {"words": ""}),
        ("correction_request_minutes_sensible", {"minutes": 721}),
    ],
)
def test_a_request_says_what_is_not_right(record, name, said):
    asked = CorrectionRequestFactory(record=record)
    CorrectionRequest.objects.filter(pk=asked.pk).update(
        state="refused", answer="不改", answered_at=clock.now(), answered_by=UserFactory()
    )
    open_one = {"state": "open", "answer": "", "answered_at": None, "answered_by_id": None}
    assert name_of_refusal(*copy(asked, **open_one, **said)) == name
