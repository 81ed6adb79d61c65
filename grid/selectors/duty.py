"""Who is on duty, as the public reads it: the names and numbers that the office has published, and no others."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import QuerySet

from accounts.permissions import roles
from grid.models import GridAppointment, UnitAppointment
from grid.models.appointments import DutyAppointment

# The roles at units that lead without being pioneers, who are shown by their own consent (identity.py).
LEADING_OFFICES = (UnitAppointment.Role.SECRETARY, UnitAppointment.Role.BRANCH_SECRETARY)


@dataclass(frozen=True, slots=True)
class DutyHolder:
    """Somebody whom the office has named for a post; the number is empty where none is published."""

    name: str
    phone: str

    @property
    def dial(self) -> str:
        """The number for a `tel:` link."""
        return "".join(character for character in self.phone if character.isdigit() or character == "+")


@dataclass(slots=True)
class Duty:
    """A post of duty as the public sees it: its role, whether anybody holds it, and who is named."""

    role: str
    filled: bool = False
    named: list[DutyHolder] = field(default_factory=list)

    @property
    def has_phone(self) -> bool:
        return any(holder.phone for holder in self.named)


def duty_on_grids(keys: Iterable[int]) -> dict[int, Duty]:
    """The grid workers of each grid, by its key. One query."""
    keys = list(keys)
    rows = GridAppointment.objects.current().filter(grid__in=keys)
    label = str(roles()[GridAppointment.Role.GRID_WORKER].label)
    return _duties(dict.fromkeys(keys, label), [(row.grid_id, row) for row in _by_seniority(rows)])


def duty_at_units(units: Iterable[tuple[int, int]]) -> dict[int, Duty]:
    """The secretary of each branch, by its key; `units` are (key, level). One query."""
    role_at: dict[int, str] = {UnitAppointment.LEVELS[role]: role for role in LEADING_OFFICES}
    labels = {key: str(roles()[role_at[level]].label) for key, level in units if level in role_at}
    rows = UnitAppointment.objects.current().filter(unit__in=list(labels), role__in=LEADING_OFFICES)
    return _duties(labels, [(row.unit_id, row) for row in _by_seniority(rows)])


def _by_seniority[Row: DutyAppointment](rows: "QuerySet[Row]") -> "QuerySet[Row]":
    return rows.select_related("user__person").order_by("during__startswith", "pk")


def _duties(labels: dict[int, str], rows: Iterable[tuple[int, DutyAppointment]]) -> dict[int, Duty]:
    duties = {key: Duty(label) for key, label in labels.items()}
    for key, row in rows:
        duties[key].filled = True
        if row.is_public:
            duties[key].named.append(DutyHolder(str(row.user), row.public_phone))
    return duties
