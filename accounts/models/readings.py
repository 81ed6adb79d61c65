"""The kinds of readings of personal data that the access log records; the person concerned can see them."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class ReadingKind:
    """A kind of reading in the access log. `permission`: the entry itself tells something, so others need it to
    see it.
    """

    what: str
    label: str | Promise
    permission: str = ""


# A search for people by a whole number; each try is kept.
NUMBER_SEARCH = "number search"

_readings: dict[str, ReadingKind] = {}


def register_readings(*new: ReadingKind) -> None:
    """Register kinds of readings of an app, with labels for the person whose data were read."""
    for reading in new:
        _readings[reading.what] = reading


def register_readings_of_people() -> None:
    """Register this app's readings: a whole phone number, a search by one, and exported lists."""
    register_readings(
        ReadingKind("phone", _("whole phone number")),
        ReadingKind("call", _("whole phone number, to call")),
        ReadingKind(NUMBER_SEARCH, _("found by the whole phone number")),
        ReadingKind("export", _("in an exported list")),
        ReadingKind("export with phone", _("in an exported list, with the phone number")),
    )


def reading_label(what: str) -> str:
    """The label of what was read, as the access log shows it."""
    known = _readings.get(what)
    return str(known.label) if known else what


def reading_kinds_by_permission() -> dict[str, list[str]]:
    """The kinds of readings in the access log that need a permission, by that permission."""
    kinds: dict[str, list[str]] = {}
    for reading in _readings.values():
        if reading.permission:
            kinds.setdefault(reading.permission, []).append(reading.what)
    return kinds
