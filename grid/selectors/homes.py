"""Where somebody lives, for that person's own pages."""

from collections.abc import Iterable
from dataclasses import dataclass

from accounts.models import User
from grid.models import Building, Residence, StatedHome

PLACE = ("building__estate", "building__grid__community")


@dataclass(frozen=True, slots=True)
class OwnHome:
    """The building in which the reader lives. `by_office`: by the office's record, which only the office changes."""

    building: Building
    by_office: bool


def home_of(user: User) -> OwnHome | None:
    """Where the user lives: the newest residence that the office has recorded, else what the user has said.

    At most two queries; none for a sign-in without a person.
    """
    if user.person_id is None:
        return None
    recorded = Residence.objects.current().filter(person=user.person_id).select_related(*PLACE)
    if residence := recorded.order_by("-during__startswith", "-pk").first():
        return OwnHome(residence.building, by_office=True)
    stated = StatedHome.objects.of(user).select_related(*PLACE).first()
    return OwnHome(stated.building, by_office=False) if stated else None


def buildings_by_estate() -> list[tuple[str, list[Building]]]:
    """All buildings to choose from, in groups of one estate each. One query."""
    rows = Building.objects.published().select_related("estate").order_by("estate__name", "estate_id", "number")
    return group_by_estate(rows)


def group_by_estate(buildings: Iterable[Building]) -> list[tuple[str, list[Building]]]:
    """Buildings, ordered by estate, in groups of one estate each."""
    estates: dict[int, tuple[str, list[Building]]] = {}
    for building in buildings:
        estates.setdefault(building.estate_id, (building.estate.name, []))[1].append(building)
    return list(estates.values())
