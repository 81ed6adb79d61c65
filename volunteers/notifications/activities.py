"""The words of the notices to everybody on an activity. A title says all that matters: it may go out alone by SMS."""

from collections.abc import Callable

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.notifications.send import NoticeText, NoticeToSend
from common.time import formatting
from volunteers.models import Activity, Assignment

MOST_OF_A_TITLE = 24
MOST_OF_A_REASON = 120


def _notice(
    assignment: Assignment, kind: str, words: Callable[[dict[str, str]], str], *, by: User, reason: str = ""
) -> NoticeToSend:
    shift, activity = assignment.shift, assignment.shift.activity

    def text() -> NoticeText:
        facts = {
            "activity": Truncator(activity.title).chars(MOST_OF_A_TITLE, truncate="…"),
            "role": shift.role,
            "when": f"{formatting.day(shift.starts_at)} {formatting.clock_time(shift.starts_at)}",
            "place": activity.meeting_point or activity.place,
            "reason": Truncator(reason).chars(MOST_OF_A_REASON, truncate="…"),
        }
        # The title has the reason already; only one that is too long for it is told in full below.
        body = reason if len(reason) > MOST_OF_A_REASON else _("%(when)s, %(place)s") % facts
        return NoticeText(title=words(facts), body=body, path=reverse("volunteers:assignment", args=[assignment.pk]))

    return NoticeToSend(about=assignment.person, kind=kind, text=text, urgent=True, by=by)


def activity_changed(assignment: Assignment, *, by: User) -> NoticeToSend:
    """The notice to who is on a shift, or waits for it, that it has another time or place."""
    return _notice(
        assignment,
        "activity_changed",
        lambda facts: _("Please note the change: “%(activity)s” (%(role)s) is now on %(when)s, %(place)s.") % facts,
        by=by,
    )


def activity_cancelled(assignment: Assignment, *, by: User) -> NoticeToSend:
    """The notice to who is on a shift, or waits for it, that the activity is cancelled, and why."""
    return _notice(
        assignment,
        "activity_cancelled",
        lambda facts: _("The volunteer activity “%(activity)s” on %(when)s is cancelled: %(reason)s") % facts,
        by=by,
        reason=assignment.shift.activity.cancel_reason,
    )


def lead_passed_on(activity: Activity, before: User) -> NoticeToSend:
    """The notice to who takes an activity over from somebody who leads the team no longer."""
    lead = activity.lead.person
    assert lead

    def text() -> NoticeText:
        facts = {
            "name": before,
            "activity": Truncator(activity.title).chars(MOST_OF_A_TITLE, truncate="…"),
            "when": f"{formatting.day(activity.starts_at)} {formatting.clock_time(activity.starts_at)}",
        }
        title = _("You are in charge of “%(activity)s”, %(when)s, now: %(name)s leads the team no longer.") % facts
        return NoticeText(title=title, path="/desk/shifts/")

    return NoticeToSend(about=lead, kind="activity_lead_passed_on", text=text, personal=True)
