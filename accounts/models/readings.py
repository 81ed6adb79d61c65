"""Sensitive data are read under the eyes of the person concerned: every look leaves a line that they can see."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Reading:
    """One kind of look. That there was one already tells something: `permission` is who else may know of it."""

    what: str
    label: str | Promise
    permission: str = ""


_readings: dict[str, Reading] = {}


def register_readings(*new: Reading) -> None:
    """An app says what it keeps looks at, in words for the person whose data were read."""
    for reading in new:
        _readings[reading.what] = reading


def declare() -> None:
    register_readings(
        Reading("phone", _("whole phone number")),
        Reading("export", _("in an exported list")),
        Reading("export with phone", _("in an exported list, with the phone number")),
    )


def what_label(what: str) -> str:
    """What was read, in words."""
    known = _readings.get(what)
    return str(known.label) if known else what


def guarded() -> dict[str, list[str]]:
    """Kinds of looks that only holders of a permission may know of, by that permission."""
    found: dict[str, list[str]] = {}
    for reading in _readings.values():
        if reading.permission:
            found.setdefault(reading.permission, []).append(reading.what)
    return found
