"""Who lives where, as a member of staff may read it."""

from collections.abc import Iterator

from django.db.models import Prefetch, QuerySet

from accounts.models import User
from accounts.selectors.search import Reader, Reading, register_reader
from grid.models import Estate, Residence
from grid.selectors.places import PlaceReader


def register_homes() -> None:
    """Let a search for people read homes; called once, when the app is ready."""
    register_reader(homes_reader)


def homes_reader(by: User) -> Reader:
    """Reads the homes of people: who lives today in the place that was typed, as far as the user sees residences."""
    places = place_reader(by)
    homes = Residence.objects.current().visible_to(by).order_by()

    def read(piece: str) -> Iterator[Reading]:
        for place in places.read(piece):
            there = homes.filter(place.of_household("household__", "building__"))
            yield Reading(there.values("person"), place.name)

    return read


def place_reader(by: User) -> PlaceReader:
    """Reads the places that the user looks after."""
    return PlaceReader(lambda: Estate.objects.within(by.rights.holding("grid.view_residence")).only("name"))


def homes_of(reader: User, path: str = "") -> Prefetch:
    """Prefetch of where people live today (`homes`), as far as the reader may know it; `path` leads to the people."""
    homes: QuerySet[Residence] = Residence.objects.current().visible_to(reader)
    homes = homes.select_related("building__estate", "household__building__estate").order_by("pk")
    return Prefetch(f"{path}residences", queryset=homes, to_attr="homes")
