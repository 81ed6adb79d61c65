"""The party register as a spreadsheet. Phones stay masked, and are those of the reader's own people."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from common.files.spreadsheets import workbook
from common.time.dates import last_day
from grid.models import PartyRelation


def register_workbook(relations: Iterable[PartyRelation]) -> bytes:
    """The party register as .xlsx, numbered: name, kind, branch, organisation outside, days, masked phone."""
    return workbook(
        _("Party register"),
        above=[
            [_("Party register")],
            [_("Confidential. Please keep it locked, and delete it when it is done with.")],
        ],
        columns=[
            (_("No."), 6),
            (_("Name"), 14),
            (_("Kind"), 26),
            (_("Branch"), 22),
            (_("Organisation outside"), 26),
            (_("Since"), 12),
            (_("Until"), 12),
            (_("Phone"), 16),
        ],
        rows=([number, *_member(one)] for number, one in enumerate(relations, start=1)),
    )


def _member(relation: PartyRelation) -> list[object]:
    return [
        relation.person.name,
        relation.get_kind_display(),
        relation.branch.name if relation.branch else "",
        relation.organisation,
        relation.during.lower,
        last_day(relation.during) or "",
        relation.person.masked_phone if relation.person_is_own else "",  # type: ignore[attr-defined]
    ]
