"""The list of who comes as a spreadsheet, for the table at the door."""

from django.utils import timezone
from django.utils.translation import gettext as _

from common.files.spreadsheets import workbook
from events.models import Registration
from events.models.check_in_kinds import CheckInKind
from events.selectors.attendance import Attendance, Party


def attendance_workbook(attendance: Attendance, *, whole_phones: bool) -> bytes:
    """The list of who comes as .xlsx: registered and waiting; phone numbers of the reader's own people, masked
    unless `whole_phones`."""
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
            (_("Came"), 8),
            (_("Checked in at"), 18),
            *_columns_of_days(attendance),
            (_("✓"), 6),
        ],
        rows=(
            [number, *_row(party, whole_phones=whole_phones), *_days(party, attendance), ""]
            for number, party in enumerate(attendance.live, start=1)
        ),
    )


def _columns_of_days(attendance: Attendance) -> list[tuple[str, int]]:
    """Of an event that is ticked each day: how many came on each, the person-times, and when the party left."""
    if not attendance.days:
        return []
    days = [(f"{day:%Y-%m-%d}", 12) for day in attendance.days]
    return [*days, (_("Person-times"), 10), *([(_("Left at"), 18)] if _notes_leaving(attendance) else [])]


def _notes_leaving(attendance: Attendance) -> bool:
    return attendance.event.check_in_kind == CheckInKind.IN_AND_OUT


def _days(party: Party, attendance: Attendance) -> list[object]:
    if not attendance.days:
        return []
    came = {one.day: one for one in party.check_ins}
    each = [came[day].came if day in came else "" for day in attendance.days]
    left = [one.left_at for one in party.check_ins if one.left_at]
    return [*each, party.person_times or "", *([max(left, default="")] if _notes_leaving(attendance) else [])]


def _row(party: Party, *, whole_phones: bool) -> list[object]:
    registration, person = party.registration, party.person
    status = str(registration.get_status_display())
    if party.position:
        status = _("waitlist, no. %(position)d") % {"position": party.position}
    return [
        person.name,
        registration.seats,
        status,
        party.whole_phone if whole_phones else party.masked_phone,
        party.home,
        registration.created_at,
        _people_who_came(registration),
        registration.checked_in_at or "",
    ]


def _people_who_came(registration: Registration) -> int | str:
    """How many of the party came; empty while nobody knows."""
    if registration.status == Registration.Status.NO_SHOW:
        return 0
    return registration.came or ""
