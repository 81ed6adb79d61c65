"""A certificate as it is printed, and what the verify page tells of it."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.urls import reverse

from accounts.names import mask_name
from volunteers.models import Certificate, ServiceRecord
from volunteers.selectors.hours import half_hours

GROUP = 4
# So many characters stand in a line of the printed sheet in its usual size, and so many lines on the sheet.
LINE, FEW = 34, 10


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A record on the second sheet of a certificate."""

    day: dt.date
    activity: str
    content: str
    minutes: int
    source: str


@dataclass(frozen=True)
class CertificateSheet:
    """What stands on the paper. Half hours are floored here; the certificate keeps the minutes."""

    certificate: Certificate

    @property
    def hours_checked(self) -> str:
        return str(half_hours(self.certificate.minutes_checked))

    @property
    def hours_by_hand(self) -> str:
        return str(half_hours(self.certificate.minutes_by_hand))

    @property
    def content(self) -> list[str]:
        return self.certificate.content.splitlines()

    @property
    def extra(self) -> list[tuple[str, str]]:
        """The lines by choice: label, words."""
        chosen = self.certificate.extra
        return [(str(line.label), chosen[line.value]) for line in Certificate.Extra if line.value in chosen]

    @property
    def is_dense(self) -> bool:
        """Whether there are so many words that the printed sheet takes smaller ones, to stay one sheet."""
        return (
            sum(1 + len(words) // LINE for words in [*self.content, *(words for _label, words in self.extra)]) > FEW
        )

    @cached_property
    def lines(self) -> list[SheetLine]:
        """Each record, for the second sheet; none where the volunteer has not asked for it."""
        if Certificate.Extra.RECORDS.value not in self.certificate.extra:
            return []
        return [
            SheetLine(
                day=dt.date.fromisoformat(line["day"]),
                activity=line["activity"],
                content=line["content"],
                minutes=line["minutes"],
                source=str(ServiceRecord.Source(line["source"]).label),
            )
            for line in self.certificate.lines
        ]

    @property
    def address(self) -> str:
        """The full address of the verify page, which the QR code holds."""
        return verify_address(self.certificate.code)

    @property
    def masked_name(self) -> str:
        """For the verify page: whoever holds the paper can tell whether it is the same person."""
        return mask_name(self.certificate.name)

    @property
    def code_in_groups(self) -> str:
        """The code as it is read and typed: in groups of four."""
        code = self.certificate.code
        return " ".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def verify_address(code: str) -> str:
    """The full address of the verify page of that code."""
    return settings.SITE_URL + reverse("volunteers:verified", args=[code])
