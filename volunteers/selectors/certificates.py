"""What a certificate rests on: the counted records of a period as they stand now; and how certificates are read."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import models
from django.db.models import QuerySet

from accounts.models import User
from volunteers.models import Certificate, ServiceRecord, Team, Volunteer
from volunteers.querysets import Minutes


@dataclass(frozen=True)
class ServiceOfPeriod:
    """The counted records of a volunteer in a period, oldest first; both days are included."""

    volunteer: Volunteer
    first_day: dt.date
    last_day: dt.date
    records: Sequence[ServiceRecord]

    @classmethod
    def read(cls, volunteer: Volunteer, first_day: dt.date, last_day: dt.date) -> "ServiceOfPeriod":
        """One query. Whoever issues a certificate has locked the volunteer: no correction comes between."""
        rows = ServiceRecord.objects.counted().filter(volunteer=volunteer, minutes__gt=0)
        return cls(volunteer, first_day, last_day, list(rows.in_days(first_day, last_day).order_by("day", "pk")))

    @cached_property
    def minutes(self) -> Minutes:
        by_hand = sum(record.minutes for record in self.records if record.is_by_hand)
        return Minutes(checked=sum(record.minutes for record in self.records) - by_hand, by_hand=by_hand)

    @cached_property
    def lines(self) -> list[dict[str, Any]]:
        """The records as they stand on the certificate; their minutes add up to its two sums."""
        return [
            {
                "day": record.day.isoformat(),
                "activity": record.activity_name,
                "content": record.content,
                "minutes": record.minutes,
                "source": record.source,
            }
            for record in self.records
        ]


def certificates_of(user: User) -> QuerySet[Certificate]:
    """The user's own certificates and those of the wards of today, the newest first."""
    volunteers = Volunteer.objects.owned_by(user).order_by().values("pk")
    return Certificate.objects.filter(volunteer__in=volunteers).select_related("team__community", "volunteer__person")


def certificate_of_code(code: str) -> Certificate | None:
    """The certificate with that code, revoked or not. A code that nobody ever had costs the same query."""
    return Certificate.objects.filter(code=code).select_related("team__community").first()


def same_certificate(certificate: Certificate) -> Certificate | None:
    """A valid one of the same volunteer that says the very same: whoever asks twice gets it again."""
    says = ("team", "name", "first_day", "last_day", "unit", "contact", "issuer", "lines", "extra")
    same = Certificate.objects.filter(volunteer=certificate.volunteer, voided_at=None)
    return same.filter(**{name: getattr(certificate, name) for name in says}).first()


def next_serial(team: Team, year: int) -> int:
    """The serial number after all that the team gave in the year; the caller has locked the team."""
    last = team.certificates.filter(year=year).aggregate(last=models.Max("serial"))["last"]
    return (last or 0) + 1


def years_of_service(volunteers: Sequence[Volunteer]) -> list[int]:
    """The years in which any of them served, the newest first. One query."""
    rows = ServiceRecord.objects.counted().filter(volunteer__in=volunteers)
    return [day.year for day in rows.dates("day", "year", order="DESC")]


def volunteers_with_service(user: User) -> QuerySet[Volunteer]:
    """Of the user and the wards of today, those who were in a team: for whom a certificate may be made."""
    rows = Volunteer.objects.owned_by(user).filter(number__isnull=False)
    return rows.select_related("person", "team__unit", "team__community").order_by("pk")
