"""The list of who comes as a spreadsheet, for the table at the door."""

import io

from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from accounts.models import AccessLog, User
from common.actions import action
from events.attendance import Attendance, Party
from events.rules import export_gives_a_reason, may_read_who_comes

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What a spreadsheet would take for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


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
    book = Workbook()
    sheet = book.active
    sheet.title = _("Who comes")
    event = attendance.event
    sheet.append([safe(event.title)])
    sheet.append([f"{timezone.localtime(event.starts_at):%Y-%m-%d %H:%M}", safe(event.place)])
    sheet.append([])
    sheet.append([_("No."), _("Name"), _("Number of people"), _("Status"), _("Phone"), _("Building")])
    for column, heading in enumerate((_("Registered at"), _("✓")), start=7):
        sheet.cell(row=4, column=column, value=heading)
    for number, party in enumerate(attendance.live, start=1):
        sheet.append([number, *_row(party, whole_phones=whole_phones)])
    for row in (1, 4):
        for cell in sheet[row]:
            cell.font = Font(bold=True)
    for number, width in enumerate((6, 14, 8, 14, 16, 24, 18, 6), start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "A5"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _row(party: Party, *, whole_phones: bool) -> list[object]:
    registration, person = party.registration, party.person
    status = str(registration.get_status_display())
    if party.position:
        status = _("waitlist, no. %(position)d") % {"position": party.position}
    return [
        safe(person.name),
        registration.seats,
        status,
        person.phone.removeprefix("+86") if whole_phones else person.masked_phone,
        safe(party.home),
        f"{timezone.localtime(registration.created_at):%Y-%m-%d %H:%M}",
        "",
    ]


def safe(text: str) -> str:
    """Text that people typed, so that no spreadsheet runs it as a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text
