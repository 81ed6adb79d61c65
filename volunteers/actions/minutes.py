"""Who was there becomes a service record, with its evaluation, or a training (Order 67, arts. 7, 8, 10, 11)."""

from collections.abc import Mapping

from accounts.models import User
from accounts.notifications.send import send_notices
from common.actions import action
from common.time import clock
from volunteers.actions import locks
from volunteers.models import Activity, Evaluation, ServiceRecord, Shift, Training
from volunteers.notifications import minutes as notices
from volunteers.rules.check_in import require_takes_place
from volunteers.rules.minutes import (
    require_as_seen,
    require_may_confirm,
    require_others,
    require_over,
    require_possible_day,
)
from volunteers.selectors.minutes import MinutesOfActivity, Stay
from volunteers.selectors.records import words_of_activity


@action
def confirm_minutes(
    activity: Activity,
    *,
    shift: Shift | None = None,
    seen: Mapping[int, int] | None = None,
    reasons: Mapping[int, str] | None = None,
    evaluation: str = "",
    evaluations: Mapping[int, str] | None = None,
    by: User,
) -> list[ServiceRecord] | list[Training]:
    """Confirm the minutes of everybody who came and left, of all shifts that are over, or of `shift`; each once.

    By the key of an assignment: `seen` the minutes that the lead has read, and nobody else is confirmed then;
    `reasons` why a day has more than eight hours; `evaluations` words instead of `evaluation`, which is for
    everybody (default: `notices.usual_evaluation`). A training makes trainings. The minutes of `by` and
    of those in the care of `by` are left to somebody else. Volunteers are told. All of it, or nothing. Raises
    Refused.
    """
    require_may_confirm(by, activity)
    activity = locks.lock_activity(activity.pk)
    require_takes_place(activity)
    if shift:
        require_over(shift)
    minutes = MinutesOfActivity.read(activity, by=by, shift=shift)
    if seen is not None:
        minutes.ready = [stay for stay in minutes.ready if stay.assignment.pk in seen]
    require_others(minutes)
    # By the key of the person, whose rows each record locks: two activities at once never wait for each other.
    stays = sorted(minutes.ready, key=lambda one: (one.assignment.person_id, one.assignment.pk))
    for stay in stays:
        if seen is not None:
            require_as_seen(stay, seen[stay.assignment.pk])
    if activity.is_service:
        made = [
            _record(
                activity,
                stay,
                reason=(reasons or {}).get(stay.assignment.pk, "").strip(),
                evaluation=(evaluations or {}).get(stay.assignment.pk, "").strip() or evaluation.strip(),
                by=by,
            )
            for stay in stays
        ]
        send_notices(notices.minutes_confirmed(one, by=by) for one in made)
        return made
    trainings = [_training(activity, stay, by=by) for stay in stays]
    send_notices(notices.training_recorded(one, by=by) for one in trainings)
    return trainings


def _record(activity: Activity, stay: Stay, *, reason: str, evaluation: str, by: User) -> ServiceRecord:
    """The words of art. 7 are copied, so that the record outlives its activity."""
    require_possible_day(stay, reason)
    assignment = stay.assignment
    record = ServiceRecord(
        volunteer=assignment.volunteer,
        activity=activity,
        assignment=assignment,
        **words_of_activity(activity),
        role=assignment.shift.role,
        day=stay.day,
        starts_at=stay.begins_at,
        ends_at=assignment.checked_out_at,
        minutes=stay.minutes,
        source=stay.source,
        long_day_reason=reason,
        entered_by=by,
        state=ServiceRecord.State.CONFIRMED,
        decided_by=by,
        decided_at=clock.now(),
    )
    record.save(force_insert=True)
    Evaluation.objects.create(record=record, text=evaluation or notices.usual_evaluation(), by=by)
    return record


def _training(activity: Activity, stay: Stay, *, by: User) -> Training:
    """Attending a class is no service (Order 67, art. 19): it is written down as a training, once a shift."""
    return Training.objects.create(
        volunteer=stay.assignment.volunteer,
        activity=activity,
        assignment=stay.assignment,
        name=activity.title,
        content=activity.content[: Training._meta.get_field("content").max_length],
        minutes=stay.minutes,
        host=activity.organiser.name,
        day=stay.day,
        entered_by=by,
    )
