"""Links to posts as a spreadsheet. Phones stay masked, and are those of the reader's own people."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from common.files.spreadsheets import workbook
from common.time.dates import last_day
from grid.models import PioneerLink


def links_workbook(links: Iterable[PioneerLink]) -> bytes:
    """The links to posts as .xlsx: name, masked phone, branch, post, first and last day."""
    return workbook(
        _("links to posts"),
        columns=[
            (_("Name"), 14),
            (_("Phone"), 16),
            (_("estate branch"), 22),
            (_("pioneer post"), 24),
            (_("First day"), 12),
            (_("Last day"), 12),
        ],
        rows=(
            [
                link.person.name,
                link.person.masked_phone if link.person_is_own else "",  # type: ignore[attr-defined]
                str(link.post.parent or ""),
                link.post.name,
                link.during.lower,
                last_day(link.during) or "",
            ]
            for link in links
        ),
    )
