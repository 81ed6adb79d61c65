"""Issuing certificates and revoking them. A certificate is a snapshot: a later correction voids it."""

import datetime as dt
from collections.abc import Collection

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.notifications.send import send_notices
from accounts.rules.people import is_family
from common.actions import action
from common.exceptions import require_reason
from common.time import clock
from volunteers.actions import locks
from volunteers.exports.certificates import content_of, extra_lines, issuing_language
from volunteers.models import Certificate, CertificateRecord, ServiceRecord, Volunteer
from volunteers.notifications.certificates import certificate_issued, certificate_revoked
from volunteers.rules.certificates import (
    require_may_issue,
    require_may_revoke,
    require_not_revoked,
    require_period,
    require_service_to_certify,
)
from volunteers.selectors.certificates import ServiceOfPeriod, next_serial, same_certificate
from volunteers.selectors.records import name_in_charge


@action
def issue_certificate(
    volunteer: Volunteer, *, first_day: dt.date, last_day: dt.date, extra: Collection[str] = (), by: User
) -> Certificate:
    """A certificate of what the volunteer gave from `first_day` to `last_day`, both included, at once and free.

    `extra`: lines by the volunteer's choice (`Certificate.Extra`). Whoever asks for the very same again gets the one
    that there is. Raises Refused.
    """
    require_may_issue(volunteer, by)
    require_period(first_day, last_day)
    # The team first: numbers are drawn one after the other. Then the volunteer, on whose row each change of a record
    # waits too: a correction is either seen here, or finds the certificate and revokes it.
    team = locks.lock_team(volunteer.team_id)
    volunteer = locks.lock_volunteer(volunteer.pk)
    service = ServiceOfPeriod.read(volunteer, first_day, last_day)
    require_service_to_certify(service)
    with issuing_language():
        certificate = _written(service, extra, by=by)
    if earlier := same_certificate(certificate):
        return earlier
    certificate.serial = next_serial(team, certificate.year)
    certificate.save(force_insert=True)
    CertificateRecord.objects.bulk_create(
        CertificateRecord(certificate=certificate, record=record) for record in service.records
    )
    send_notices([certificate_issued(certificate, by=by)])
    return certificate


def _written(service: ServiceOfPeriod, extra: Collection[str], *, by: User) -> Certificate:
    """The certificate as it is to be written down; it has no number yet."""
    volunteer, team = service.volunteer, service.volunteer.team
    return Certificate(
        team=team,
        volunteer=volunteer,
        year=clock.today().year,
        name=volunteer.person.name,
        first_day=service.first_day,
        last_day=service.last_day,
        minutes_checked=service.minutes.checked,
        minutes_by_hand=service.minutes.by_hand,
        content=content_of(service),
        unit=team.unit.name,
        contact=team.community.phone or team.community.name,
        issuer=team.name if is_family(by, volunteer.person) else name_in_charge(by, team.unit),
        issued_by=by,
        lines=service.lines,
        extra=extra_lines(service, extra),
    )


@action
def revoke_certificate(certificate: Certificate, *, reason: str, by: User) -> Certificate:
    """The office revokes a certificate; its page and the verify page say so from then on. Raises Refused."""
    require_may_revoke(certificate, by)
    require_reason(reason)
    certificate = _lock(certificate.pk)
    require_not_revoked(certificate)
    return _revoke(certificate, reason=reason.strip(), by=by)


def revoke_for_record(record: ServiceRecord, *, by: User) -> list[Certificate]:
    """A record was corrected: every valid certificate that rests on it is revoked, and the volunteer told.

    It runs within the action that corrects the record, whose rights are asked there.
    """
    resting = Certificate.objects.filter(records=record, voided_at=None).order_by("pk").values_list("pk", flat=True)
    certificates = [_lock(pk) for pk in list(resting)]
    with issuing_language():
        reason = _("a service record that it rests on was corrected")
    return [_revoke(certificate, reason=reason, by=by) for certificate in certificates if certificate.is_valid]


def _lock(pk: int) -> Certificate:
    rows = Certificate.objects.select_related("team", "volunteer__person")
    return rows.select_for_update(no_key=True, of=("self",)).get(pk=pk)


def _revoke(certificate: Certificate, *, reason: str, by: User) -> Certificate:
    certificate.voided_at, certificate.voided_by, certificate.void_reason = clock.now(), by, reason
    certificate.save(update_fields=["voided_at", "voided_by", "void_reason"])
    send_notices([certificate_revoked(certificate, by=by)])
    return certificate
