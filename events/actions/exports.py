"""Lists of people that leave the portal: for a reason that is kept, for each person on them."""

from accounts.actions.access_log import log_reading
from accounts.models import User
from common.actions import action
from events.exports.attendance import attendance_workbook
from events.rules.attendance import require_may_read_attendance
from events.selectors.attendance import Attendance


@action
def export_attendance(attendance: Attendance, *, by: User, reason: str, whole_phones: bool = False) -> bytes:
    """The list of who comes as .xlsx; for each person on it, who took it out of the portal and why is kept.

    Phones are masked unless `whole_phones`; of guests whom `by` only meets there are none. Raises Refused without a
    reason, or to who does not look after the event.
    """
    require_may_read_attendance(by, attendance.event)
    with_phone = [party.person for party in attendance.live if whole_phones and party.whole_phone]
    without = [party.person for party in attendance.live if party.person not in with_phone]
    log_reading(with_phone, what="export with phone", reason=reason, by=by)
    log_reading(without, what="export", reason=reason, by=by)
    return attendance_workbook(attendance, whole_phones=whole_phones)
