"""The kinds of readings of personal data that the access log records; the person concerned can see them."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Reading:
    """One kind of reading. `permission`: the entry itself tells something, so other people need this permission to
    see it.
    """

    what: str
    label: str | Promise
    permission: str = ""


_readings: dict[str, Reading] = {}


def register_readings(*new: Reading) -> None:
    """Register kinds of readings of an app, with labels for the person whose data were read."""
    for reading in new:
        _readings[reading.what] = reading


def declare() -> None:
    register_readings(
        Reading("phone", _("whole phone number")),
        Reading("export", _("in an exported list")),
        Reading("export with phone", _("in an exported list, with the phone number")),
    )


def what_label(what: str) -> str:
    """The label of what was read."""
    known = _readings.get(what)
    return str(known.label) if known else what


def kinds_by_permission() -> dict[str, list[str]]:
    """The kinds of readings that need a permission, by that permission."""
    kinds: dict[str, list[str]] = {}
    for reading in _readings.values():
        if reading.permission:
            kinds.setdefault(reading.permission, []).append(reading.what)
    return kinds
