"""Which minutes are entered, and who enters, confirms, corrects and evaluates them (Order 67, arts. 7, 10, 11, 13).

What a CHECK or a trigger says by itself stands in the models: evidence, twelve hours a day, nothing in the future, no
training, and that nobody confirms the own minutes.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from enum import StrEnum

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.rules.people import is_family
from accounts.rules.permissions import require_permission
from common.exceptions import Refused, allows
from common.time import clock, formatting
from volunteers.models import Activity, Assignment, CorrectionRequest, ServiceRecord, Volunteer
from volunteers.models.records import WARNED_A_DAY
from volunteers.selectors.minutes import minutes_of
from volunteers.selectors.records import minutes_of_day, records_of_same_service, service_of

ENTER = "volunteers.add_servicerecord"
CONFIRM = "volunteers.confirm_servicerecord"
EVALUATE = "volunteers.add_evaluation"
ASK = "volunteers.add_correctionrequest"
ANSWER = "volunteers.change_correctionrequest"
# More than anybody has to ask at once; the office answers these first.
MOST_OPEN_REQUESTS = 5
# A day that was mistyped is near the right one; a service of another time is a record of its own.
FURTHEST_DAY = dt.timedelta(days=31)


class RecordAct(StrEnum):
    """What may be done with a service record. Nothing takes a decision back: what is wrong is corrected."""

    CONFIRM = "confirm"
    REFUSE = "refuse"
    CORRECT = "correct"
    EVALUATE = "evaluate"


def possible_record_acts(record: ServiceRecord, by: User) -> frozenset[RecordAct]:
    """Which acts the user may do with the record now, for the pages that offer them."""
    return frozenset(act for act, rule in REQUIRE.items() if allows(rule, by, record))


# --- Entering by hand


def require_may_enter(by: User, volunteer: Volunteer, activity: Activity | None) -> None:
    """Who runs the activity enters what was given there; other service, who looks after the volunteer."""
    require_permission(by, ENTER, activity or volunteer)


def require_accepted(volunteer: Volunteer) -> None:
    """Only who was accepted into the team has minutes; who has left keeps what was given before."""
    if volunteer.status in (Volunteer.Status.APPLIED, Volunteer.Status.REFUSED):
        raise Refused(
            _("%(name)s has not been accepted into the team. Please decide on the application first.")
            % {"name": volunteer.person.name},
            code="not_accepted",
        )


def require_activity_of_record(activity: Activity, record: ServiceRecord) -> None:
    """An activity that took place and is over, of the volunteer's own team, and all of the time lies within it."""
    if activity.team.top.pk != record.volunteer.team_id:
        raise Refused(_("This volunteer is in another team."), code="another_team", field="activity")
    if not activity.is_published or activity.starts_at > clock.now():
        raise Refused(
            _("This activity has not taken place, so it has no minutes."), code="not_taken_place", field="activity"
        )
    if activity.ends_at > clock.now():
        raise Refused(
            _("This activity is not over yet. Please enter the minutes afterwards."),
            code="not_over",
            field="activity",
        )
    require_day_of_activity(activity, record)
    if record.starts_at and record.ends_at:
        require_times_of_activity(activity, record.starts_at, record.ends_at)
    require_minutes_of_activity(activity, record)


def require_times_of_activity(activity: Activity, starts_at: dt.datetime, ends_at: dt.datetime) -> None:
    if starts_at < activity.starts_at or ends_at > activity.ends_at:
        raise Refused(
            _("The activity lasted from %(span)s. Please give times within it.")
            % {"span": formatting.span(activity.starts_at, activity.ends_at)},
            code="outside_activity",
            field="starts",
        )


def require_day_of_activity(activity: Activity, record: ServiceRecord) -> None:
    first, last = (formatting.local(moment).date() for moment in (activity.starts_at, activity.ends_at))
    if not first <= record.day <= last:
        raise Refused(_("The activity was on another day."), code="another_day", field="day")


def require_minutes_of_activity(activity: Activity, record: ServiceRecord, *, at_least: int = 0) -> None:
    """Nobody gives more time than an activity has; `at_least` so many minutes are believed, as were seen before."""
    whole = int((activity.ends_at - activity.starts_at).total_seconds() // 60)
    if record.minutes > max(whole, at_least):
        raise Refused(
            _("The whole activity lasted %(time)s.") % {"time": formatting.hours_and_minutes(whole)},
            code="more_than_activity",
            field="minutes",
        )


def require_times_unknown(assignments: Iterable[Assignment]) -> None:
    """Where coming and going are known, the minutes are confirmed from them; nothing by hand takes their place."""
    if any(minutes_of(one) for one in assignments if one.status == Assignment.Status.SERVED):
        raise Refused(
            _("Coming and going at this shift are known. Please confirm the minutes there."),
            code="times_known",
            field="activity",
        )


def require_minutes_over(record: ServiceRecord) -> None:
    """The minutes lie in the past, and between the times that are told; breaks and the way there do not count."""
    if record.starts_at and record.ends_at:
        between = int((record.ends_at - record.starts_at).total_seconds() // 60)
        if 0 < between < record.minutes:
            raise Refused(
                _("Between these times lie only %(n)d minutes.") % {"n": between},
                code="more_than_between",
                field="minutes",
            )
    elif record.day == clock.today():
        passed = int((clock.now() - clock.day_start(record.day)).total_seconds() // 60)
        if passed < record.minutes:
            raise Refused(
                _("The time lies in the future. Please enter it once it is over."), code="in_future", field="day"
            )


def require_not_recorded(record: ServiceRecord) -> None:
    """The same service is not recorded twice; who gave two parts of a day says from when to when."""
    if other := records_of_same_service(record).first():
        raise Refused(
            _(
                "For “%(activity)s” on this day there is already a record of %(time)s. For another part of the day "
                "please enter the times; to change the record, correct it."
            )
            % {"activity": other.activity_name, "time": formatting.hours_and_minutes(other.minutes)},
            code="already_recorded",
        )


def require_reason_for_long_day(record: ServiceRecord, *, besides: ServiceRecord | None = None) -> None:
    """More than eight hours on one day, all records together, need a reason; a trigger refuses more than twelve."""
    total = minutes_of_day(record.volunteer, record.day, besides=besides) + record.minutes
    if total > WARNED_A_DAY and not record.long_day_reason.strip():
        raise Refused(
            _("That makes %(time)s on one day. More than eight hours: please say why.")
            % {"time": formatting.hours_and_minutes(total)},
            code="long_day",
            field="long_day_reason",
        )


# --- Confirming, or not


def require_may_decide(by: User, record: ServiceRecord) -> None:
    """Act on a record: somebody confirms it, or says why not, who neither gave nor entered these minutes."""
    require_permission(by, CONFIRM, record)
    require_waiting(record)
    require_not_own(by, record.volunteer)
    require_another_than_enterer(by, record)


def require_waiting(record: ServiceRecord) -> None:
    if record.state != ServiceRecord.State.WAITING:
        raise Refused(_("This record is already decided. Nothing was done twice."), code="decided")


def require_not_own(by: User, volunteer: Volunteer) -> None:
    """Nobody decides on minutes, requests or quality of their own, or of somebody in their care."""
    if by.person_id == volunteer.person_id:
        raise Refused(_("This is your own service. Please ask another lead or the office."), code="own_service")
    if is_family(by, volunteer.person):
        raise Refused(
            _("You look after %(name)s. Please ask another lead or the office.") % {"name": volunteer.person.name},
            code="own_service",
        )


def require_another_than_enterer(by: User, record: ServiceRecord) -> None:
    """What was entered by hand is decided by a second person."""
    if record.is_by_hand and record.entered_by_id == by.pk:
        raise Refused(
            _("You have entered this by hand yourself. Somebody else confirms it."), code="entered_by_yourself"
        )


# --- Correcting


def require_may_correct(by: User, record: ServiceRecord) -> None:
    """Act on a record: a correction of one that counts is entered, by hand, and waits for a second person."""
    require_permission(by, ENTER, record)
    if record.state != ServiceRecord.State.CONFIRMED:
        raise Refused(_("Only a confirmed record is corrected."), code="not_confirmed")
    require_not_replaced(record)


def require_not_replaced(record: ServiceRecord) -> None:
    """No correction stands or waits in place of the record."""
    correction = record.corrected_by.exclude(state=ServiceRecord.State.REFUSED).first()
    if correction is not None:
        raise Refused(
            _("A correction of this record waits for confirmation.")
            if correction.state == ServiceRecord.State.WAITING
            else _("This record has been corrected. Please look at the newer one."),
            code="corrected",
        )


def require_possible_instead(correction: ServiceRecord, record: ServiceRecord) -> None:
    """Another day is near the day of the service. The activity has that day, and as much time, or it was seen."""
    if correction.day != record.day:
        if abs(correction.day - service_of(record).day) > FURTHEST_DAY:
            raise Refused(
                _("The right day is at most %(n)d days before or after. Another service is entered anew.")
                % {"n": FURTHEST_DAY.days},
                code="far_away",
                field="day",
            )
        if record.activity:
            require_day_of_activity(record.activity, correction)
    if record.activity:
        require_minutes_of_activity(record.activity, correction, at_least=service_of(record).minutes)


def require_changes_something(correction: ServiceRecord, record: ServiceRecord) -> None:
    """Minutes or day are others, or it is said now why the day is so long."""
    explains = correction.long_day_reason not in ("", record.long_day_reason)
    if (correction.minutes, correction.day) == (record.minutes, record.day) and not explains:
        raise Refused(
            _("Minutes and day are the same as before, so there is nothing to correct."), code="nothing_changed"
        )


# --- Evaluating


def require_may_evaluate(by: User, record: ServiceRecord) -> None:
    """Act on a record: who may confirm it says how the service was, and never of the own one."""
    require_permission(by, EVALUATE, record.activity or record.volunteer)
    require_not_own(by, record.volunteer)
    if record.state == ServiceRecord.State.REFUSED:
        raise Refused(_("This record was not confirmed, so there is nothing to evaluate."), code="not_confirmed")


REQUIRE: dict[RecordAct, Callable[[User, ServiceRecord], None]] = {
    RecordAct.CONFIRM: require_may_decide,
    RecordAct.REFUSE: require_may_decide,
    RecordAct.CORRECT: require_may_correct,
    RecordAct.EVALUATE: require_may_evaluate,
}


# --- Asking for a correction


def require_may_ask(by: User, volunteer: Volunteer) -> None:
    """The volunteer asks, or who acts for them, or the office for somebody who has called."""
    if not Volunteer.objects.owned_by(by).filter(pk=volunteer.pk).exists():
        require_permission(by, ASK, volunteer)


def require_few_open(volunteer: Volunteer) -> None:
    if volunteer.correction_requests.filter(state=CorrectionRequest.State.OPEN).count() >= MOST_OPEN_REQUESTS:
        raise Refused(
            _("You have asked for %(n)d corrections. Please wait until they are answered.")
            % {"n": MOST_OPEN_REQUESTS},
            code="too_many_open",
        )


def require_may_answer(by: User, request: CorrectionRequest) -> None:
    """A request is answered once, by who looks after the record, and never by who asked for the own one."""
    require_permission(by, ANSWER, request)
    if not request.is_open:
        raise Refused(_("This request is already answered. Nothing was done twice."), code="answered")
    require_not_own(by, request.volunteer)
