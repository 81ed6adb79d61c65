"""Who gets a certificate, for what, and who revokes one (Order 67, arts. 14, 15)."""

import datetime as dt

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.rules.people import is_family
from accounts.rules.permissions import require_permission
from common.exceptions import Refused, allows
from common.time import clock
from volunteers.models import Certificate, Volunteer
from volunteers.selectors.certificates import ServiceOfPeriod


def require_may_issue(volunteer: Volunteer, by: User) -> None:
    """A certificate is made by the volunteer, by who acts for the volunteer today, or by the office."""
    if not is_family(by, volunteer.person):
        require_permission(by, "volunteers.add_certificate", volunteer.team)


def require_period(first_day: dt.date, last_day: dt.date) -> None:
    """A certificate is about days that are over or today, in their order."""
    if last_day < first_day:
        raise Refused(_("The last day is before the first."), code="days_not_in_order", field="last_day")
    if last_day > clock.today():
        raise Refused(
            _("The last day lies in the future. A certificate is about what was done."),
            code="in_future",
            field="last_day",
        )
    if first_day.year < clock.FIRST_YEAR:
        raise Refused(
            _("Please choose days from the year %(year)d on.") % {"year": clock.FIRST_YEAR},
            code="too_early",
            field="first_day",
        )


def require_service_to_certify(service: ServiceOfPeriod) -> None:
    """There are confirmed minutes in the period."""
    if not service.minutes.total:
        raise Refused(
            _("There is no confirmed service in these days yet. A lead confirms it after the activity."),
            code="nothing_to_certify",
        )


def require_not_revoked(certificate: Certificate) -> None:
    """A certificate is revoked once; after that it stays so."""
    if not certificate.is_valid:
        raise Refused(_("This certificate was already revoked."), code="already_revoked")


def require_may_revoke(certificate: Certificate, by: User) -> None:
    """The office revokes a certificate that is valid."""
    require_permission(by, "volunteers.change_certificate", certificate.team)
    require_not_revoked(certificate)


def can_revoke(certificate: Certificate, by: User) -> bool:
    """Whether the user may revoke the certificate now: for pages that offer it."""
    return allows(require_may_revoke, certificate, by)
