"""Who lives where, as a member of staff may read it."""

from collections.abc import Iterator

from django.db.models import Prefetch, QuerySet

from accounts.models import Person, User
from accounts.permissions import Reach
from accounts.selectors.search import Reader, Reading, register_reader
from grid.models import Estate, Residence
from grid.selectors.places import PlaceReader


def register_homes() -> None:
    """Let a search for people read homes; called once, when the app is ready."""
    register_reader(homes_reader)


def homes_reader(by: User) -> Reader:
    """Reads the homes of people: which of the user's own people live today in the place that was typed.

    A pioneer reads no residences, but finds the neighbours of the own post by their doors. Only homes in buildings
    that the user looks after are read: a search must not answer where somebody lives elsewhere.
    """
    places = place_reader(by)
    own = Person.objects.own_of(by).order_by().values("pk")
    homes = Residence.objects.current().within(_reach(by)).filter(person__in=own).order_by()

    def read(piece: str) -> Iterator[Reading]:
        for place in places.read(piece):
            there = homes.filter(place.of_household("household__", "building__"))
            yield Reading(there.values("person"), place.name)

    return read


def place_reader(by: User) -> PlaceReader:
    """Reads the places that the user looks after."""
    return PlaceReader(lambda: Estate.objects.within(_reach(by)).only("name"))


def _reach(by: User) -> Reach:
    """Where the user's own people are looked for: in whatever office they are the user's own."""
    return by.rights.holding("accounts.view_person")


def homes_of(reader: User, path: str = "") -> Prefetch:
    """Prefetch of where people live today (`homes`), as far as the reader may know it; `path` leads to the people."""
    homes: QuerySet[Residence] = Residence.objects.current().visible_to(reader)
    homes = homes.select_related("building__estate", "household__building__estate").order_by("pk")
    return Prefetch(f"{path}residences", queryset=homes, to_attr="homes")
