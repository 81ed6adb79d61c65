"""The party register as it is read: one member's past, as far as the reader may see it."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Person, User
from common.time.dates import days_label, last_day
from grid.models import OrgUnit, PartyRelation, PartyTransfer


@dataclass(frozen=True, slots=True)
class RegisterMoment:
    """One event in a member's past: a relation began or ended, a transfer was asked for or answered."""

    day: dt.date
    order: int
    title: str
    detail: str = ""
    kind: str = "relation"
    # On one day what was asked first comes first.
    at: float = 0


def relations_of_member(person: Person, *, reader: User) -> list[PartyRelation]:
    """The party relations of the person that the reader may see, newest first. One query."""
    rows = PartyRelation.objects.visible_to(reader).filter(person=person)
    return list(rows.select_related("branch", "found_in__survey").order_by("-during"))


def transfers_of_member(person: Person, *, reader: User) -> list[PartyTransfer]:
    """The transfers of the person that the reader may see, newest first. One query."""
    rows = PartyTransfer.objects.visible_to(reader).filter(relation__person=person)
    return list(
        rows.select_related("relation__branch", "to_branch", "asked_by__person", "decided_by__person").order_by(
            "-asked_at"
        )
    )


def member_timeline(relations: list[PartyRelation], transfers: list[PartyTransfer]) -> list[RegisterMoment]:
    """A member's past, newest first; on one day a relation ends before the next begins."""
    moments = [moment for relation in relations for moment in _of_relation(relation)]
    moments += [moment for transfer in transfers for moment in _of_transfer(transfer)]
    return sorted(moments, key=lambda moment: (moment.day, moment.order, moment.at), reverse=True)


def place_of_relation(relation: PartyRelation) -> str:
    """Where a party relation stands, in words: the branch, and who keeps the relation if it is not the branch."""
    parts = [str(relation.branch)] if relation.branch else []
    if relation.organisation:
        parts.append(relation.organisation)
    return " · ".join(parts)


def _of_relation(relation: PartyRelation) -> list[RegisterMoment]:
    assert relation.during.lower is not None
    label, place = relation.get_kind_display(), place_of_relation(relation)
    detail = place
    if relation.found_in:
        origin = _("found in the survey “%(survey)s”") % {"survey": relation.found_in.survey}
        detail = f"{place} · {origin}"
    moments = [RegisterMoment(relation.during.lower, 3, _("Begins: %(kind)s") % {"kind": label}, detail)]
    if end := last_day(relation.during):
        text = _("Ends: %(kind)s") % {"kind": label}
        moments.append(RegisterMoment(end, 2, text, f"{place} · {days_label(relation.during)}", "end"))
    return moments


def _of_transfer(transfer: PartyTransfer) -> list[RegisterMoment]:
    way = {"from": place_of_relation(transfer.relation), "to": transfer.to_branch}
    request = RegisterMoment(
        timezone.localdate(transfer.asked_at),
        1,
        _("Transfer asked for: %(from)s → %(to)s") % way,
        _("%(by)s: %(words)s") % {"by": transfer.asked_by, "words": transfer.reason},
        "transfer",
        transfer.asked_at.timestamp(),
    )
    if transfer.decided_at is None:
        return [request]
    words = str(transfer.decided_by)
    if transfer.answer:
        words = _("%(by)s: %(words)s") % {"by": words, "words": transfer.answer}
    title = _("Transfer %(state)s") % {"state": transfer.get_state_display()}
    day = timezone.localdate(transfer.decided_at)
    return [request, RegisterMoment(day, 1, title, words, "transfer", transfer.decided_at.timestamp())]


def register_branches(by: User, act: str) -> Any:
    """The estate branches in whose register the user may `act`."""
    reach = by.rights.holding(f"grid.{act}_partyrelation")
    return OrgUnit.objects.within(reach).branches().order_by("number", "name")
