"""What goes over when a post changes hands: a registry of parts, which later apps join from `AppConfig.ready`.

A part never knows another: it counts what hangs on a post, moves it, and says whether anything was left behind.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise

from grid.models import Handover, UnitAppointment


@dataclass(frozen=True, slots=True)
class Part:
    """Something that belongs to a post, not to the person who holds it.

    `count(appointment)`: how much hangs on the post now, for whoever is about to receive it.
    `move(handover)`: bring it over to `handover.unit`, whose holder is by then the new one; return how much went
    over. The old appointment has ended, and all happens in the one transaction of the handover.
    `left_behind(appointment)`: how much still hangs on the old appointment with nobody there to look after it.
    """

    code: str
    label: str | Promise
    count: Callable[[UnitAppointment], int]
    move: Callable[[Handover], int]
    left_behind: Callable[[UnitAppointment], int]


_parts: dict[str, Part] = {}


def register_part(part: Part) -> None:
    """Later parts move after earlier ones."""
    _parts[part.code] = part


def parts() -> list[Part]:
    return list(_parts.values())


def what_comes_with(appointment: UnitAppointment) -> list[tuple[str, int]]:
    """(words, count) of everything that hangs on the post today."""
    counted = [(str(part.label), part.count(appointment)) for part in parts()]
    return [(label, count) for label, count in counted if count]


def receipt_line(part: Part, count: int) -> dict[str, str | int]:
    """A line of the receipt, in the community's language, so that it can be read when the part is long gone."""
    with translation.override(settings.LANGUAGE_CODE):
        return {"part": part.code, "label": str(part.label), "count": count}


def receipt(handover: Handover) -> list[tuple[str, int]]:
    """(words, count) of everything that went over, in the reader's language as far as the part is still known."""
    return [
        (str(_parts[line["part"]].label) if line["part"] in _parts else line["label"], line["count"])
        for line in handover.parts
    ]
