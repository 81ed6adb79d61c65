"""What goes over when a post changes hands: a registry of parts, which later apps join from `AppConfig.ready`.

A part never knows another: it counts what belongs to a post, moves it, and says whether anything was left behind.
"""

import functools
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise

from accounts.models import User
from accounts.permissions import capabilities_of_role
from grid.models import Handover, OrgUnit, UnitAppointment


@dataclass(frozen=True, slots=True)
class HandoverPart:
    """A part of a handover: something that belongs to a post, not to the person who holds it.

    `count(appointment)`: how much belongs to the post now, for whoever is about to receive it.
    `move(handover)`: bring it over to `handover.unit`, whose holder is by then the new one; return how much went
    over. The old appointment has ended, and all happens in the one transaction of the handover.
    `left_behind(appointment)`: how much still belongs to the old appointment with nobody there to look after it.
    `permission`: what a reader must hold at the unit to be told the number; empty for what everybody may count.
    """

    code: str
    label: str | Promise
    count: Callable[[UnitAppointment], int]
    move: Callable[[Handover], int]
    left_behind: Callable[[UnitAppointment], int]
    permission: str = ""


type MayCount = Callable[[HandoverPart], bool]
# Words and how many; None where the reader may not know.
type Lines = list[tuple[str, int | None]]

_parts: dict[str, HandoverPart] = {}


def register_handover_part(part: HandoverPart) -> None:
    """Add a part to every handover. Later parts move after earlier ones."""
    _parts[part.code] = part


def handover_parts() -> list[HandoverPart]:
    """The registered parts of a handover, in the order in which they move."""
    return list(_parts.values())


def handover_contents(appointment: UnitAppointment, counted: MayCount) -> Lines:
    """(words, count) of everything that a handover would move today, as far as the reader may count it."""
    countable = [part for part in handover_parts() if counted(part)]
    counts = [(str(part.label), part.count(appointment)) for part in countable]
    return [*((label, count) for label, count in counts if count), *_withheld(appointment, counted)]


def _withheld(appointment: UnitAppointment, counted: MayCount) -> Lines:
    """The parts that the reader may not count. They are named even when empty: to leave one out would say so.

    Of a pioneer's post none: what is counted by permission is the register, which branches keep.
    """
    if appointment.unit.level == OrgUnit.Level.PIONEER_POST:
        return []
    return [(str(part.label), None) for part in handover_parts() if not counted(part)]


def parts_countable_by(reader: User, appointment: UnitAppointment) -> MayCount:
    """Which parts of a handover the reader's rights at this unit allow to be counted."""

    def counted(part: HandoverPart) -> bool:
        if not part.permission:
            return True
        units = OrgUnit.objects.within(reader.rights.holding(part.permission))
        return units.filter(pk=appointment.unit_id).exists()

    return functools.cache(counted)


def parts_countable_by_next_holder(appointment: UnitAppointment) -> MayCount:
    """Which parts of a handover the next holder may count: what the role will allow."""
    return lambda part: not part.permission or part.permission in capabilities_of_role(appointment.role)


def handover_receipt_line(part: HandoverPart, count: int) -> dict[str, str | int]:
    """A line of the receipt, in the community's language, so that it can be read when the part is long gone."""
    with translation.override(settings.LANGUAGE_CODE):
        return {"part": part.code, "label": str(part.label), "count": count}


def handover_receipt(handover: Handover, counted: MayCount) -> Lines:
    """(words, count) of everything that a handover has moved, as far as the reader may count it.

    In the reader's language as far as the part is still known. The receipt itself is kept whole.
    """
    lines = [
        (str(_parts[line["part"]].label) if line["part"] in _parts else line["label"], line["count"])
        for line in handover.parts
        if line["part"] not in _parts or counted(_parts[line["part"]])
    ]
    return [*lines, *_withheld(handover.appointment, counted)]
