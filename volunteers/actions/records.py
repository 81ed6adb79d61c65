"""Minutes entered by hand, confirmed by a second person, evaluated, and corrected by new rows (Order 67)."""

import datetime as dt
from typing import Any

from accounts.models import Person, User
from accounts.notifications.send import send_notices
from accounts.rules.people import is_family
from common.actions import action
from common.exceptions import require_reason
from common.time import clock
from volunteers.actions.certificates import revoke_for_record
from volunteers.actions.locks import lock_volunteer
from volunteers.models import Activity, CorrectionRequest, Evaluation, ServiceRecord, Team, Volunteer
from volunteers.notifications import records as notices
from volunteers.rules.records import (
    require_accepted,
    require_activity_of_record,
    require_changes_something,
    require_few_open,
    require_may_answer,
    require_may_ask,
    require_may_correct,
    require_may_decide,
    require_may_enter,
    require_may_evaluate,
    require_minutes_over,
    require_not_recorded,
    require_possible_instead,
    require_reason_for_long_day,
    require_times_unknown,
)
from volunteers.selectors.records import (
    assignments_without_record,
    name_in_charge,
    record_in_place_of,
    service_of,
    words_of_activity,
)

State = ServiceRecord.State
Source = ServiceRecord.Source

# --- Entering by hand


@action
def enter_by_hand(
    volunteer: Volunteer,
    *,
    day: dt.date,
    minutes: int,
    evidence: str,
    activity: Activity | None = None,
    starts_at: dt.datetime | None = None,
    ends_at: dt.datetime | None = None,
    long_day_reason: str = "",
    by: User,
    **words: str,
) -> ServiceRecord:
    """Enter minutes that nobody scanned or ticked; they count once a second person has confirmed them.

    What `words` (`activity_name`, `service`, `role`, `place`, `content`, `organising_unit`, `person_in_charge`)
    leave open is taken from the activity, and without one the unit from the team and the person from `by`. More than
    eight hours on one day need `long_day_reason`. Raises Refused, also for more than twelve hours a day, for a time
    in the future, for a training, and without evidence.
    """
    require_may_enter(by, volunteer, activity)
    volunteer = _lock_volunteer(volunteer.pk)
    require_accepted(volunteer)
    known = words_of_activity(activity) if activity else _words_of_team(volunteer.team, by)
    record = ServiceRecord(
        volunteer=volunteer,
        activity=activity,
        day=day,
        minutes=minutes,
        starts_at=starts_at,
        ends_at=ends_at,
        source=Source.HAND,
        evidence=evidence,
        long_day_reason=long_day_reason,
        entered_by=by,
        entered_at=clock.now(),
        **{**known, **{name: text for name, text in words.items() if text}},
    )
    if activity:
        require_activity_of_record(activity, record)
        assignments = list(assignments_without_record(volunteer, activity, day))
        require_times_unknown(assignments)
        record.assignment = assignments[0] if assignments else None
        if record.assignment and not record.role:
            record.role = record.assignment.shift.role
    require_minutes_over(record)
    require_not_recorded(record)
    require_reason_for_long_day(record)
    record.save()
    _ask_second_person(record, by=by)
    return record


def _words_of_team(team: Team, by: User) -> dict[str, Any]:
    return {"organising_unit": team.unit.name, "person_in_charge": name_in_charge(by, team.unit)}


def _ask_second_person(record: ServiceRecord, *, by: User) -> None:
    """Tell the leads who may confirm: not the family's own minutes. Where there is none, the office reads it."""
    team = record.activity.team if record.activity else record.volunteer.team
    leads = [lead for lead in notices.leads_of_team(team, but_not=by) if not is_family(lead, record.volunteer.person)]
    send_notices(notices.waits_for_second_person(record, leads))


# --- Confirming, or not


@action
def confirm_record(record: ServiceRecord, *, by: User) -> ServiceRecord:
    """The minutes count from now on. A correction takes the place of the record that it corrects."""
    record = _lock(record)
    require_may_decide(by, record)
    record.state, record.decided_by, record.decided_at = State.CONFIRMED, by, clock.now()
    record.save(update_fields=["state", "decided_by", "decided_at"])
    CorrectionRequest.objects.filter(entered=record).update(state=CorrectionRequest.State.ACCEPTED)
    if record.corrects is None:
        send_notices([notices.confirmed(record, by=by)])
        return record
    # Certificates say what was true when they were issued.
    revoke_for_record(record.corrects, by=by)
    send_notices([notices.corrected(record, by=by)])
    return record


@action
def refuse_record(record: ServiceRecord, *, reason: str, by: User) -> ServiceRecord:
    """The minutes do not count; the volunteer reads why. A record that was to be corrected stays as it is.

    If they were entered since the volunteer had asked, the request is open again, and somebody answers it anew.
    """
    record = _lock(record)
    require_may_decide(by, record)
    require_reason(reason)
    record.state, record.decided_by, record.decided_at = State.REFUSED, by, clock.now()
    record.decision = reason
    record.save(update_fields=["state", "decided_by", "decided_at", "decision"])
    send_notices([notices.refused(record, by=by)])
    if (
        request := CorrectionRequest.objects.select_related("record", "volunteer__team")
        .filter(entered=record)
        .first()
    ):
        _reopen(request, by=by)
    return record


def _lock_volunteer(pk: int) -> Volunteer:
    """The volunteer as it is now. Twelve hours a day are the person's: the rows of all teams are locked, in the order
    of their keys, as the trigger does.
    """
    rows = Volunteer.objects.filter(person__volunteers=pk).order_by("pk")
    list(rows.select_for_update(no_key=True, of=("self",)).values_list("pk"))
    return lock_volunteer(pk)


def _lock(record: ServiceRecord) -> ServiceRecord:
    """The record as it is now, its volunteer locked before it: what is decided is decided once."""
    volunteer = _lock_volunteer(record.volunteer_id)
    rows = ServiceRecord.objects.select_related("corrects", "activity__team")
    record = rows.select_for_update(no_key=True, of=("self",)).get(pk=record.pk)
    record.volunteer = volunteer
    return record


# --- Evaluating


@action
def evaluate(record: ServiceRecord, *, text: str, by: User) -> Evaluation:
    """Say in a sentence how the service was. The newest evaluation holds; the older ones stay."""
    require_may_evaluate(by, record)
    evaluation = Evaluation.objects.create(record=service_of(record), text=text.strip(), by=by)
    send_notices([notices.evaluated(evaluation, by=by)])
    return evaluation


@action
def evaluate_activity(activity: Activity, *, text: str, by: User) -> list[Evaluation]:
    """Evaluate at once all records of an activity that count and have no evaluation yet, without the family's own."""
    records = (
        activity.records.without_evaluation()
        .exclude(volunteer__person__in=Person.objects.in_care_of(by))
        .select_related("volunteer__person")
        .order_by("pk")
    )
    return [evaluate(record, text=text, by=by) for record in records]


# --- Correcting


@action
def correct_record(
    record: ServiceRecord,
    *,
    minutes: int,
    reason: str,
    evidence: str,
    day: dt.date | None = None,
    long_day_reason: str = "",
    by: User,
) -> ServiceRecord:
    """Enter what is right in a new row; it takes the place of the record once a second person has confirmed it.

    A correction is always by hand, also of a scanned record, since its minutes are somebody's word. It says when
    from and until only as far as the old times still hold. 0 minutes: the service was not given. Raises Refused.
    """
    record = _lock(record)
    require_may_correct(by, record)
    require_reason(reason)
    correction = ServiceRecord.objects.get(pk=record.pk)
    correction.pk, correction._state.adding = None, True
    correction.volunteer = record.volunteer
    correction.minutes, correction.day = minutes, day or record.day
    correction.source, correction.evidence, correction.long_day_reason = Source.HAND, evidence, long_day_reason
    correction.entered_by, correction.entered_at = by, clock.now()
    correction.state, correction.decided_by, correction.decided_at = State.WAITING, None, None
    correction.corrects, correction.correction_reason = record, reason
    if correction.day != record.day or not _fits_between(correction):
        correction.starts_at = correction.ends_at = None
    require_changes_something(correction, record)
    require_possible_instead(correction, record)
    require_minutes_over(correction)
    require_reason_for_long_day(correction, besides=record)
    correction.save()
    _ask_second_person(correction, by=by)
    return correction


def _fits_between(record: ServiceRecord) -> bool:
    return (
        record.starts_at is not None
        and record.ends_at is not None
        and dt.timedelta(minutes=record.minutes) <= record.ends_at - record.starts_at
    )


# --- Asking for a correction


@action
def ask_for_correction(
    volunteer: Volunteer, *, record: ServiceRecord | None = None, words: str, minutes: int | None = None, by: User
) -> CorrectionRequest:
    """A volunteer says what is not right in a record, or which one is missing. Raises Refused."""
    require_may_ask(by, volunteer)
    volunteer = lock_volunteer(volunteer.pk)
    require_few_open(volunteer)
    request = CorrectionRequest.objects.create(
        volunteer=volunteer, record=record, words=words.strip(), minutes=minutes, by=by
    )
    _ask_leads(request, by=by)
    return request


def _ask_leads(request: CorrectionRequest, *, by: User) -> None:
    record = request.record
    team = record.activity.team if record and record.activity else request.volunteer.team
    send_notices(notices.correction_asked(request, notices.leads_of_team(team, but_not=by)))


def _reopen(request: CorrectionRequest, *, by: User) -> None:
    """What was entered in answer was not confirmed: the leads are asked again."""
    request.state, request.answer, request.entered = CorrectionRequest.State.OPEN, "", None
    request.answered_by = request.answered_at = None
    request.save(update_fields=["state", "answer", "answered_by", "answered_at", "entered"])
    _ask_leads(request, by=by)


@action
def correct_as_asked(
    request: CorrectionRequest, *, minutes: int, evidence: str, answer: str = "", by: User, **more: Any
) -> CorrectionRequest:
    """Enter the correction (`correct_record`); once it is confirmed, the record is put right. Raises Refused."""
    request = _lock_request(request)
    require_may_answer(by, request)
    assert request.record
    record = record_in_place_of(request.record)
    request.entered = correct_record(
        record, minutes=minutes, evidence=evidence, reason=request.words[:200], by=by, **more
    )
    return _answer(request, CorrectionRequest.State.ENTERED, answer, by=by)


@action
def enter_as_asked(request: CorrectionRequest, *, answer: str = "", by: User, **service: Any) -> CorrectionRequest:
    """Enter a record that was missing, as `enter_by_hand` does; it counts once it is confirmed. Raises Refused."""
    request = _lock_request(request)
    require_may_answer(by, request)
    request.entered = enter_by_hand(request.volunteer, by=by, **service)
    return _answer(request, CorrectionRequest.State.ENTERED, answer, by=by)


@action
def refuse_correction(request: CorrectionRequest, *, answer: str, by: User) -> CorrectionRequest:
    """Leave it as it is, and say why. Raises Refused."""
    request = _lock_request(request)
    require_may_answer(by, request)
    require_reason(answer)
    return _answer(request, CorrectionRequest.State.REFUSED, answer, by=by)


def _lock_request(request: CorrectionRequest) -> CorrectionRequest:
    """The request as it is now, its volunteer locked before it: it is answered once."""
    volunteer = _lock_volunteer(request.volunteer_id)
    rows = CorrectionRequest.objects.select_related("record")
    request = rows.select_for_update(no_key=True, of=("self",)).get(pk=request.pk)
    request.volunteer = volunteer
    return request


def _answer(request: CorrectionRequest, state: str, answer: str, *, by: User) -> CorrectionRequest:
    request.state, request.answer = state, answer.strip()
    request.answered_by, request.answered_at = by, clock.now()
    request.save(update_fields=["state", "answer", "answered_by", "answered_at", "entered"])
    send_notices([notices.answered(request, by=by)])
    return request
