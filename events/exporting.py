"""The list of who comes as a spreadsheet, for the table at the door."""

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import AccessLog, User
from common.actions import action
from common.files.spreadsheets import workbook
from events.attendance import Attendance, Party
from events.rules import export_gives_a_reason, may_read_who_comes


@action
def export_attendance(attendance: Attendance, *, by: User, reason: str, whole_phones: bool = False) -> bytes:
    """The live parties as .xlsx; who took whose data out of the portal, and why, is kept for each person.

    Phones are masked unless `whole_phones`. Raises Refused without a reason, or to who does not look after it.
    """
    may_read_who_comes(by, attendance.event)
    export_gives_a_reason(reason)
    what = "export with phone" if whole_phones else "export"
    AccessLog.objects.bulk_create(
        AccessLog(user=by, person=party.person, what=what, reason=reason.strip()[:200]) for party in attendance.live
    )
    return _workbook(attendance, whole_phones=whole_phones)


def _workbook(attendance: Attendance, *, whole_phones: bool) -> bytes:
    event = attendance.event
    return workbook(
        _("Who comes"),
        above=[[event.title], [f"{timezone.localtime(event.starts_at):%Y-%m-%d %H:%M}", event.place]],
        columns=[
            (_("No."), 6),
            (_("Name"), 14),
            (_("Number of people"), 8),
            (_("Status"), 14),
            (_("Phone"), 16),
            (_("Building"), 24),
            (_("Registered at"), 18),
            (_("✓"), 6),
        ],
        rows=(
            [number, *_row(party, whole_phones=whole_phones)] for number, party in enumerate(attendance.live, start=1)
        ),
    )


def _row(party: Party, *, whole_phones: bool) -> list[object]:
    registration, person = party.registration, party.person
    status = str(registration.get_status_display())
    if party.position:
        status = _("waitlist, no. %(position)d") % {"position": party.position}
    return [
        person.name,
        registration.seats,
        status,
        person.phone.removeprefix("+86") if whole_phones else person.masked_phone,
        party.home,
        registration.created_at,
        "",
    ]
