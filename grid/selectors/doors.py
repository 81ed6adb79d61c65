"""The door that somebody has typed: “1-301” in a building, “海棠苑 5-1-301” in any."""

import re
import unicodedata
from functools import cached_property, reduce
from operator import or_

from django.db.models import Q, QuerySet

from accounts.models import User
from grid.models import Building, Estate, Household
from grid.selectors.places import Place, PlaceReader

NUMBERS = re.compile(r"[0-9]+", re.ASCII)
# An entrance “x” is a slip, and not one to be passed over.
LETTERS = re.compile(r"[A-Za-z]")
# Longer runs of digits are no door, but somebody's number.
LONGEST = 5
OFFERED = 8


def buildings_to_live_in(user: User) -> QuerySet[Building]:
    """Where the user may say that somebody lives."""
    rows = Building.objects.within(user.rights.holding("grid.add_residence"))
    return rows.select_related("estate").order_by("estate__name", "estate_id", "number")


def household_at(building: Building, typed: str) -> Household | None:
    """The household of “1-301” in this building, or of “301” where only one entrance has it."""
    numbers = _numbers(typed)
    if not 1 <= len(numbers) <= 2:
        return None
    rows = building.households.filter(code=numbers[-1])
    if len(numbers) == 2:
        rows = rows.filter(entrance=int(numbers[0]))
    first = list(rows[:2])
    return first[0] if len(first) == 1 else None


class DoorTyped:
    """An address in any writing, read among these buildings: it means a household, or a building alone.

    “5-1-301” without its estate means a door in each estate that has one; whoever typed it is asked then.
    """

    def __init__(self, typed: str, buildings: QuerySet[Building]) -> None:
        self._buildings = buildings
        reader = PlaceReader(lambda: Estate.objects.filter(pk__in=buildings.order_by().values("estate")))
        self._places = [
            place
            for place in reader.read(typed, alone=True)
            if not place.name and (place.building or place.entrance or place.door)
        ]

    @cached_property
    def buildings(self) -> list[Building]:
        """The buildings in which the door would be; nothing where no building of that number stands here."""
        return self._buildings_of([place for place in self._places if place.building])

    @cached_property
    def meant(self) -> list[Household | Building]:
        """What the address may mean, at most one more than is offered: buildings where it names no door."""
        alone = [place for place in self._places if place.building and place.entrance is None and not place.door]
        if found := self._buildings_of(alone):
            return [*found]
        met = reduce(or_, (place.of_household("", "building__") for place in self._places), Q())
        if not met:
            return []
        rows = Household.objects.filter(met, building__in=self._buildings.order_by().values("pk"))
        rows = rows.select_related("building__estate")
        return [*rows.order_by("building__estate__name", "building__number", "entrance", "code")[: OFFERED + 1]]

    def doors_like(self, building: Building) -> list[Household]:
        """Doors of the building on the floor that was typed, else its first ones: what is meant is among them."""
        households = building.households.select_related("building__estate").order_by("entrance", "code")
        typed = next((place.door or place.or_door for place in self._places), "")
        floor = list(households.filter(code__startswith=typed[:-2])[:OFFERED]) if typed[:-2] else []
        return floor or list(households[:OFFERED])

    def _buildings_of(self, places: list[Place]) -> list[Building]:
        met = reduce(or_, (place.of_building() for place in places), Q())
        return list(self._buildings.filter(met)[: OFFERED + 1]) if met else []


def _numbers(typed: str) -> list[str]:
    words = unicodedata.normalize("NFKC", typed)
    numbers = [] if LETTERS.search(words) else NUMBERS.findall(words)
    return numbers if all(len(number) <= LONGEST for number in numbers) else []
