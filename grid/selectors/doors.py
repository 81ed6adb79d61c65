"""The door that somebody has typed: “1-301” in a building, “5-1-301” in an estate."""

import re
import unicodedata
from dataclasses import dataclass

from django.db.models import QuerySet

from accounts.models import User
from grid.models import Building, Household

NUMBERS = re.compile(r"[0-9]+", re.ASCII)
# An entrance “x” is a slip, and not one to be passed over.
LETTERS = re.compile(r"[A-Za-z]")
# Longer runs of digits are no door, but somebody's number.
LONGEST = 5
OFFERED = 8


@dataclass(frozen=True, slots=True)
class Door:
    """What the words name, as far as it exists: a building, and the household in it if they say one."""

    building: Building | None = None
    household: Household | None = None
    # Whether the words name a household at all; “5” and “5幢” name a building alone.
    names_household: bool = False


def buildings_to_live_in(user: User) -> QuerySet[Building]:
    """Where the user may say that somebody lives."""
    rows = Building.objects.within(user.rights.holding("grid.add_residence"))
    return rows.select_related("estate").order_by("estate__name", "estate_id", "number")


def household_at(building: Building, typed: str) -> Household | None:
    """The household of “1-301” in this building, or of “301” where only one entrance has it."""
    return _household(building, _numbers(typed))


def door_at(typed: str, buildings: QuerySet[Building]) -> Door:
    """The door of “5-1-301”, “5幢1单元301” or “海棠苑 5-301” among these buildings, which are of one estate."""
    number, *door = _numbers(typed) or [""]
    building = buildings.filter(number=int(number)).first() if number else None
    if building is None or not door:
        return Door(building)
    return Door(building, _household(building, door), names_household=True)


def doors_like(building: Building, typed: str) -> list[Household]:
    """Doors of the building on the floor that was typed, else its first ones: what is meant is among them."""
    numbers = _numbers(typed)
    households = building.households.select_related("building__estate").order_by("entrance", "code")
    floor = list(households.filter(code__startswith=numbers[-1][:-2])[:OFFERED]) if numbers else []
    return floor or list(households[:OFFERED])


def _numbers(typed: str) -> list[str]:
    words = unicodedata.normalize("NFKC", typed)
    numbers = [] if LETTERS.search(words) else NUMBERS.findall(words)
    return numbers if all(len(number) <= LONGEST for number in numbers) else []


def _household(building: Building, numbers: list[str]) -> Household | None:
    if not 1 <= len(numbers) <= 2:
        return None
    rows = building.households.filter(code=numbers[-1])
    if len(numbers) == 2:
        rows = rows.filter(entrance=int(numbers[0]))
    first = list(rows[:2])
    return first[0] if len(first) == 1 else None
