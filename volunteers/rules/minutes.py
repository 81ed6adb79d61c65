"""Who confirms minutes, and how many a day (DOMAIN.md §3)."""

from django.utils.translation import gettext as _

from accounts.models import User
from common.exceptions import Refused
from common.time import formatting
from volunteers.models import Activity, Shift
from volunteers.models.records import MOST_A_DAY, WARNED_A_DAY
from volunteers.rules.records import CONFIRM
from volunteers.selectors.minutes import MinutesOfActivity, Stay


def require_may_confirm(by: User, activity: Activity) -> None:
    """The user leads the team that runs the activity, or keeps its records at the office."""
    if not by.has_perm(CONFIRM, activity):
        raise Refused(_("Only a lead of this team or the office may confirm minutes."), code="not_allowed")


def require_over(shift: Shift) -> None:
    """Minutes follow from coming and going, which are known once the shift is over."""
    if not shift.is_over:
        raise Refused(
            _("The shift ends at %(time)s on %(day)s. Minutes are confirmed after that.")
            % {"day": formatting.day(shift.ends_at), "time": formatting.clock_time(shift.ends_at)},
            code="not_over",
        )


def require_others(minutes: MinutesOfActivity) -> None:
    """Where nothing but the own minutes and those of family is left, somebody else confirms them."""
    if minutes.own and not minutes.ready:
        raise Refused(
            _("Nobody confirms the own minutes or those of family. Please ask another lead or the office."),
            code="own_minutes",
        )


def require_as_seen(stay: Stay, seen: int | None) -> None:
    """What is confirmed is what the lead has read: another lead may have changed a time meanwhile."""
    if seen != stay.minutes:
        raise Refused(
            _("The time of %(name)s was changed meanwhile. Please look at the list once more.")
            % {"name": stay.assignment.person.name},
            code="changed_meanwhile",
        )


def require_possible_day(stay: Stay, reason: str) -> None:
    """On one day more than eight hours need a reason, and more than twelve are refused."""
    facts = {"name": stay.assignment.person.name, "day": formatting.day(stay.day)}
    if stay.of_day > MOST_A_DAY:
        raise Refused(
            _("%(name)s would have more than 12 hours on %(day)s. Please put the times right first.") % facts,
            code="over_twelve_hours",
        )
    if needs_reason(stay) and not reason.strip():
        raise Refused(
            _("%(name)s would have more than 8 hours on %(day)s. Please say why.") % facts, code="no_reason"
        )


def needs_reason(stay: Stay) -> bool:
    """Whether the day of the volunteer comes to more than eight hours."""
    return stay.of_day > WARNED_A_DAY
