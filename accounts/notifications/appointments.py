"""The notices about a role that somebody gets or that ends. The title says all that matters."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.models.appointments import Appointment
from accounts.notifications.send import NoticeText, NoticeToSend, send_notices
from common.time import formatting
from common.time.dates import last_day

PATH = "/me/"


def notify_appointment_grant(appointment: Appointment) -> None:
    """Tell a user that they hold a role, where, and from which day."""

    def words(facts: dict[str, str]) -> str:
        if appointment.during.upper:
            return _("%(name)s is now %(role)s, %(where)s, from %(first)s to %(last)s.") % facts
        return _("%(name)s is now %(role)s, %(where)s, from %(first)s on.") % facts

    _notify(appointment, "appointed", words)


def notify_appointment_end(appointment: Appointment, *, by: User, taken_back: bool) -> None:
    """Tell a user that their role ends; there is no notice of what they have just done themselves."""
    if appointment.user_id == by.pk:
        return

    def words(facts: dict[str, str]) -> str:
        if taken_back:
            return _("%(name)s is no longer %(role)s, %(where)s: the appointment was taken back.") % facts
        return _("%(name)s is %(role)s, %(where)s, until %(last)s, that day included.") % facts

    _notify(appointment, "appointment_ended", words)


def _notify(appointment: Appointment, kind: str, words: Callable[[dict[str, str]], str]) -> None:
    person = appointment.user.person
    if person is None:
        return

    def text() -> NoticeText:
        last = last_day(appointment.during)
        facts = {
            "name": person.name,
            "role": appointment.role_label,
            "where": str(appointment.scope),
            "first": formatting.day(appointment.during.lower),
            "last": formatting.day(last) if last else "",
        }
        return NoticeText(title=words(facts), path=PATH)

    send_notices([NoticeToSend(about=person, kind=kind, text=text, personal=True)])
