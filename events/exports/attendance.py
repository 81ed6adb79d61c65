"""The list of who comes as a spreadsheet, for the table at the door."""

from django.utils import timezone
from django.utils.translation import gettext as _

from common.files.spreadsheets import workbook
from events.models import Registration
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
        party.whole_phone if whole_phones else party.masked_phone,
        party.home,
        registration.created_at,
        _people_who_came(registration),
        registration.checked_in_at or "",
        "",
    ]


def _people_who_came(registration: Registration) -> int | str:
    """How many of the party came; empty while nobody knows."""
    if registration.status == Registration.Status.NO_SHOW:
        return 0
    return registration.came or ""
