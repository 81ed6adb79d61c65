"""What a volunteer looks for in the list of shifts, read from the address. What is not understood is left out."""

import datetime as dt
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Q
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from common.time import clock
from volunteers.models import ServiceKind, Volunteer
from volunteers.querysets import ShiftQuerySet

# The usual list looks so far ahead; what comes later has a page of its own.
AHEAD = dt.timedelta(days=30)

WHEN = {
    "": _("next 30 days"),
    "week": _("this week"),
    "weekend": _("at the weekend"),
    "next_week": _("next week"),
    "later": _("later"),
}


@dataclass(frozen=True, slots=True)
class ShiftFilterLink:
    """A button of the filter: its words, its address, and whether it is on."""

    label: str | Promise
    href: str
    is_on: bool


@dataclass(frozen=True, slots=True)
class ShiftFilter:
    """When, what kind of service, and whether near the volunteer."""

    when: str = ""
    kind: str = ""
    near: bool = False
    volunteer: Volunteer | None = None

    @classmethod
    def read(cls, data: QueryDict, volunteer: Volunteer | None) -> "ShiftFilter":
        when, kind = data.get("when", ""), data.get("kind", "")
        return cls(
            when if when in WHEN else "",
            kind if kind in ServiceKind.values else "",
            bool(data.get("near")) and volunteer is not None and volunteer.grid_id is not None,
            volunteer,
        )

    def apply(self, shifts: ShiftQuerySet) -> ShiftQuerySet:
        """The shifts that are meant, of those that are open."""
        now, today = clock.now(), clock.today()
        monday = today - dt.timedelta(days=today.weekday())
        next_monday = clock.day_start(monday + dt.timedelta(days=7))
        match self.when:
            case "week":
                shifts = shifts.filter(starts_at__lt=next_monday)
            case "weekend":
                saturday = clock.day_start(monday + dt.timedelta(days=5))
                shifts = shifts.filter(starts_at__gte=saturday, starts_at__lt=next_monday)
            case "next_week":
                shifts = shifts.filter(starts_at__gte=next_monday, starts_at__lt=next_monday + dt.timedelta(days=7))
            case "later":
                shifts = shifts.filter(starts_at__gte=now + AHEAD)
            case _:
                shifts = shifts.filter(starts_at__lt=now + AHEAD)
        if self.kind:
            shifts = shifts.filter(activity__service=self.kind)
        if self.near and self.volunteer:
            shifts = shifts.filter(_in_grid(self.volunteer.grid_id))
        return shifts

    @property
    def times(self) -> list[ShiftFilterLink]:
        return [ShiftFilterLink(label, self._address(when=when), when == self.when) for when, label in WHEN.items()]

    @property
    def kinds(self) -> list[ShiftFilterLink]:
        every = ShiftFilterLink(_("every kind"), self._address(kind=""), not self.kind)
        return [
            every,
            *(ShiftFilterLink(one.label, self._address(kind=one.value), one == self.kind) for one in ServiceKind),
        ]

    @property
    def nearness(self) -> ShiftFilterLink | None:
        """“Near me”, for who has said where they would like to serve."""
        if self.volunteer is None or self.volunteer.grid_id is None:
            return None
        return ShiftFilterLink(_("near me"), self._address(near="" if self.near else "1"), self.near)

    @property
    def is_narrow(self) -> bool:
        return bool(self.when or self.kind or self.near)

    def _address(self, **changes: str) -> str:
        said = {"when": self.when, "kind": self.kind, "near": "1" if self.near else ""}
        if self.volunteer:
            said["for"] = str(self.volunteer.pk)
        asked = {name: value for name, value in (said | changes).items() if value}
        return f"?{urlencode(asked)}" if asked else "?"


def _in_grid(grid: int | None) -> Q:
    """Where the activity is: at a building of the grid, or in a room or at an event there."""
    return (
        Q(activity__building__grid=grid)
        | Q(activity__space__station__grid=grid)
        | Q(activity__event__grid=grid)
        | Q(activity__event__space__station__grid=grid)
    )
