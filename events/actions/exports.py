"""Lists of people that leave the portal: for a reason that is kept, for each person on them."""

from django.utils.translation import gettext as _

from accounts.actions.access_log import log_reading
from accounts.models import User
from common.actions import action
from common.exceptions import require_reason
from events.rules.attendance import require_may_read_attendance
from events.selectors.attendance import Attendance


@action
def export_attendance(attendance: Attendance, *, by: User, reason: str, whole_phones: bool = False) -> Attendance:
    """Let the list leave the portal, and keep for each person on it who took it out and why; return the list.

    `whole_phones`: the numbers are not masked (events.exports.attendance). Raises Refused without a reason, or to who
    does not look after the event.
    """
    require_may_read_attendance(by, attendance.event)
    require_reason(reason, _("Please say what the list is for."))
    what = "export with phone" if whole_phones else "export"
    log_reading((party.person for party in attendance.live), what=what, reason=reason, by=by)
    return attendance
