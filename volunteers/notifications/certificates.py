"""The words of every notice about certificates. A title says all that matters, since it may go out alone by SMS."""

from collections.abc import Callable

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.notifications.send import NoticeText, NoticeToSend
from volunteers.models import Certificate


def _notice(
    certificate: Certificate, kind: str, words: Callable[[dict[str, str]], tuple[str, str]], *, by: User
) -> NoticeToSend:
    def text() -> NoticeText:
        title, body = words({"number": certificate.number, "reason": certificate.void_reason})
        return NoticeText(title=title, body=body, path=reverse("volunteers:certificates"))

    return NoticeToSend(about=certificate.volunteer.person, kind=kind, text=text, by=by)


def certificate_issued(certificate: Certificate, *, by: User) -> NoticeToSend:
    """The notice to a volunteer that a certificate is there, to be printed."""
    return _notice(
        certificate,
        "volunteer_certificate_issued",
        lambda facts: (
            _("Your certificate of service %(number)s is ready.") % facts,
            _("You can print it at any time, free of charge."),
        ),
        by=by,
    )


def certificate_revoked(certificate: Certificate, *, by: User) -> NoticeToSend:
    """The notice to a volunteer that a certificate is no longer valid, why, and what to do."""
    return _notice(
        certificate,
        "volunteer_certificate_revoked",
        lambda facts: (
            _("Your certificate of service %(number)s is no longer valid: %(reason)s") % facts,
            _("You can make a new one at once, free of charge."),
        ),
        by=by,
    )
